//! The `.env` file.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Why an environment file cannot be used. No message holds any of its content.
#[derive(Debug, thiserror::Error)]
pub enum EnvFileError {
    /// It was asked for by name and is not there, or may not be read, or is no text.
    #[error("cannot read {}: {kind}; check that it is there and that this user may read it", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        kind: ErrorKind,
    },
    /// A line is not `NAME=value`.
    #[error("{} is broken{}; write NAME=value, with quotes around a value that holds spaces", path.display(), at(*line))]
    Broken {
        /// The file.
        path: PathBuf,
        /// The line, from 1, where it could be found.
        line: Option<usize>,
    },
}

/// The variables in `path`, or in `.env` if there is one; the first of two lines with the same name wins.
pub(super) fn read(path: Option<&Path>) -> Result<HashMap<String, String>, EnvFileError> {
    let is_optional = path.is_none();
    let path = path.unwrap_or(Path::new(".env"));
    match std::fs::read_to_string(path) {
        // Some editors put a mark before the first line, which would become part of its name.
        Ok(content) => parse(path, content.trim_start_matches('\u{feff}')),
        Err(error) if is_optional && error.kind() == ErrorKind::NotFound => Ok(HashMap::new()),
        Err(error) => Err(EnvFileError::Unreadable { path: path.to_owned(), kind: error.kind() }),
    }
}

pub(super) fn parse(path: &Path, content: &str) -> Result<HashMap<String, String>, EnvFileError> {
    let mut variables = HashMap::new();
    for item in dotenvy::from_read_iter(content.as_bytes()) {
        let (name, value) =
            item.map_err(|error| EnvFileError::Broken { path: path.to_owned(), line: broken_line(content, &error) })?;
        variables.entry(name).or_insert(value);
    }
    Ok(variables)
}

/// The reader reports the text of the line, which may hold the token; its number is enough.
fn broken_line(content: &str, error: &dotenvy::Error) -> Option<usize> {
    let dotenvy::Error::LineParse(text, _) = error else { return None };
    let first = text.lines().next()?.trim();
    content.lines().position(|line| line.trim() == first).map(|idx| idx + 1)
}

fn at(line: Option<usize>) -> String {
    line.map(|line| format!(" in line {line}")).unwrap_or_default()
}
