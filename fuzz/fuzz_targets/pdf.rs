//! A PDF.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pullquote::extract::Kind;

fuzz_target!(|bytes: &[u8]| pullquote_fuzz::extracted(bytes, Kind::Pdf));
