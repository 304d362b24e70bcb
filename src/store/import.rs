//! Votes that earlier versions kept in a file of lines.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::{StoreError, vote};
use crate::corpus::whole;
use crate::feedback::OldVotes;

/// The file's name below the data folder, and the beginning of its name once it was taken over.
const FILE: &str = "feedback.jsonl";
const TAKEN: &str = "feedback.jsonl.imported";

/// Where earlier versions kept votes.
pub(super) fn file(data: &Path) -> PathBuf {
    data.join(FILE)
}

/// That file, and those that were taken over, as far as they are there.
pub(super) fn files(data: &Path) -> impl Iterator<Item = PathBuf> {
    [file(data)].into_iter().chain(taken(data)).filter(|file| file.exists())
}

/// The names for files that were taken over, in the order in which they are used.
fn taken(data: &Path) -> impl Iterator<Item = PathBuf> {
    let first = data.join(TAKEN);
    let more = (2..100).map(|n| data.join(format!("{TAKEN}-{n}"))).collect::<Vec<_>>();
    [first].into_iter().chain(more)
}

/// Takes over the votes of a file of lines, if there is one, and renames it.
///
/// The file's hash is kept with them: ended at any moment, nothing is lost, and nothing counted twice. A file that
/// cannot be read or renamed stands in nothing's way: that is logged, and tried again.
pub(super) fn take_over(connection: &mut Connection, data: &Path, path: &Path) -> Result<(), StoreError> {
    let file = file(data);
    if !file.exists() {
        return Ok(());
    }
    let failed = |error: rusqlite::Error| StoreError::new(path, &error);
    // One process at a time: the next one finds no file any more.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
    let bytes = match fs::read(&file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            tracing::warn!(file = %file.display(), %error, "the votes of an earlier version cannot be read");
            return Ok(());
        }
        Ok(bytes) => bytes,
    };
    let votes = OldVotes::of(&bytes);
    let hash = whole::digest(&bytes);
    let add = || {
        let known = transaction.query_row("SELECT 1 FROM taken_over WHERE file = ?", [&hash], |_| Ok(()));
        if known.optional()?.is_some() {
            return Ok(());
        }
        for case in &votes.cases {
            if vote::add(&transaction, &case.id, &case.vote, case.is_told, case.n_votes)? {
                for note in &case.notes {
                    vote::add_note(&transaction, &case.id, note)?;
                }
            }
        }
        transaction.execute("INSERT INTO taken_over (file) VALUES (?)", [&hash]).map(drop)
    };
    add().map_err(failed)?;
    transaction.commit().map_err(failed)?;
    let to = taken(data).find(|name| !name.exists()).unwrap_or_else(|| data.join(TAKEN));
    if let Err(error) = fs::rename(&file, &to) {
        tracing::warn!(file = %file.display(), %error, "votes were taken over, but their file cannot be renamed");
        return Ok(());
    }
    tracing::info!(cases = votes.cases.len(), to = %to.display(), "took over the votes of an earlier version");
    for (count, what) in [
        (votes.n_unreadable, "cannot be read, torn or not of this program"),
        (votes.n_stray, "hold a note on a vote that is not there"),
    ] {
        if count > 0 {
            tracing::warn!(lines = count, file = %to.display(), "passed over lines that {what}");
        }
    }
    Ok(())
}
