//! The file `.env`: whatever stands in it, it is read or refused, and no message holds any of it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| pullquote::config::fuzzing::env_file(text));
