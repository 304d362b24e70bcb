//! An electronic book: the bytes of one, and one that holds the parts of a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pullquote::extract::Kind;
use pullquote_fuzz::{archive, extracted, parts};

const NAMES: [&str; 5] =
    ["META-INF/container.xml", "b/book.opf", "b/one.xhtml", "b/two.xhtml", "META-INF/encryption.xml"];

fuzz_target!(|bytes: &[u8]| {
    match std::str::from_utf8(bytes) {
        Ok(text) => extracted(&archive(NAMES.into_iter().zip(parts(text))), Kind::Epub),
        Err(_) => extracted(bytes, Kind::Epub),
    }
});
