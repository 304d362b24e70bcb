//! What is kept of an extracted article: a file that was not written for these bytes is not taken for it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|kept: &str| pullquote::corpus::fuzzing::extracted(kept));
