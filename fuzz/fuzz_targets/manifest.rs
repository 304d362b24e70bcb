//! What the index says of itself.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|payload: &str| pullquote::retrieve::fuzzing::manifest(payload));
