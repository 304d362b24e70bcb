//! A document of Word: the bytes of one, and one that holds the parts of a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pullquote::extract::Kind;
use pullquote_fuzz::{archive, extracted, parts};

const NAMES: [&str; 2] = ["word/document.xml", "docProps/core.xml"];

fuzz_target!(|bytes: &[u8]| {
    match std::str::from_utf8(bytes) {
        Ok(text) => extracted(&archive(NAMES.into_iter().zip(parts(text))), Kind::Docx),
        Err(_) => extracted(bytes, Kind::Docx),
    }
});
