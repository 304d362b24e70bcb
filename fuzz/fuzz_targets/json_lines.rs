//! A file with an article on each line: every slug is one word and no path.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| pullquote::corpus::fuzzing::json_lines(file));
