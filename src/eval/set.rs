//! Why a question set cannot be used.

use std::fs;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

/// Why a question set cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// The file cannot be read.
    #[error("{path} cannot be read: {source}; give the path of a file in the format of {format}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The set whose format was wanted.
        format: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file has another format.
    #[error("{path} is not in the format of {format}: {source}; give its JSON file, unpacked")]
    Format {
        /// The file.
        path: PathBuf,
        /// The set whose format was wanted.
        format: &'static str,
        /// Where it is something else.
        source: serde_json::Error,
    },
}

/// Reads a JSON file in the format of a named set.
pub(super) fn read_set<T: DeserializeOwned>(path: &Path, format: &'static str) -> Result<T, SetError> {
    let text =
        fs::read_to_string(path).map_err(|source| SetError::Unreadable { path: path.to_owned(), format, source })?;
    serde_json::from_str(&text).map_err(|source| SetError::Format { path: path.to_owned(), format, source })
}
