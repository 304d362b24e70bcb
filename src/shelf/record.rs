//! What was done to a file, kept beside it.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::corpus::whole;

const FILE: &str = "record.json";
/// So many hexadecimal digits name a draft or a change.
const DIGITS: usize = 16;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// It may become an article.
    Draft,
    /// It did.
    Added,
    /// It was an article.
    Removed,
}

/// A file and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// Its path below the folder of articles.
    pub(super) name: String,
    /// What it holds.
    pub(super) sha256: String,
    pub(super) state: State,
    /// The higher, the later.
    pub(super) turn: u64,
}

/// What a file is known by while it is kept for one reason.
pub(super) fn id(state: State, name: &str, sha256: &str) -> String {
    let digest = whole::digest(format!("{state:?}\0{name}\0{sha256}").as_bytes());
    digest.chars().take(DIGITS).collect()
}

/// The record in a folder; `None` if there is none that can be read.
pub(super) fn read(place: &Path) -> Option<Record> {
    serde_json::from_str(&fs::read_to_string(place.join(FILE)).ok()?).ok()
}

/// Writes the record of a folder, so that it is there as a whole or as it was before.
pub(super) fn write(place: &Path, record: &Record) -> io::Result<()> {
    whole::put(&place.join(FILE), serde_json::to_string(record)?.as_bytes())
}

/// Every record, by its id, in no order.
pub(super) fn all(shelf: &Path) -> Vec<(String, Record)> {
    let entries = fs::read_dir(shelf).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.file_name().into_string().ok()?, read(&entry.path())?))).collect()
}

/// The turn of what is done next.
pub(super) fn next(shelf: &Path) -> u64 {
    all(shelf).iter().map(|(_, record)| record.turn).max().map_or(0, |last| last.saturating_add(1))
}
