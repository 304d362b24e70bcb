//! The files of the network. Whatever they hold, they are refused: only those that were measured are parsed at all.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pullquote::read::{Neural, ReaderFileError};

fuzz_target!(|files: (&[u8], &str)| {
    let (onnx, tokenizer) = files;
    let refused = Neural::load(onnx.to_vec(), tokenizer);
    assert!(matches!(refused, Err(ReaderFileError::Unmeasured { .. })), "a file was parsed that nobody has measured");
});
