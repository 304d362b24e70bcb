//! What was learned from a large collection, behind a header and a checksum that are right: it is used or refused,
//! and nothing that is used leads out of the articles.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| pullquote::corpus::fuzzing::learned(content));
