//! The way in for `fuzz/`: what is read here of a file, without the file.

use std::path::Path;

use super::env_file::parse;

/// Reads the text of a `.env` file.
///
/// # Panics
/// If the message about a broken one holds a word of it.
pub fn env_file(text: &str) {
    if let Err(error) = parse(Path::new(".env"), text) {
        let said = error.to_string();
        let own = ".env is broken in line ; write NAME=value, with quotes around a value that holds spaces";
        for word in text.split_whitespace().filter(|word| word.len() > 3) {
            let is_told = said.contains(word) && !own.contains(word) && !word.bytes().all(|byte| byte.is_ascii_digit());
            assert!(!is_told, "{said} tells {word:?}");
        }
    }
}
