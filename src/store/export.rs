//! Everything that is kept, as data, and copies of the file.

use std::fs::OpenOptions;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};
use serde::Serialize;

use super::{Feed, Store, StoreError, feed, setting, vote};
use crate::bot::{SettingsRecord, Vote};
use crate::feedback::Case;

/// All pages in one step: readers keep nobody from writing, and what is written meanwhile begins no copy anew.
const ALL_PAGES: std::ffi::c_int = -1;

/// Everything that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Export {
    /// The settings of the servers that have some, by their ids.
    pub servers: Vec<SettingsRecord>,
    /// The cases that were voted on, the last one at the end.
    pub votes: Vec<CaseRecord>,
    /// The feeds that are followed.
    pub feeds: Vec<Feed>,
}

/// A case that was voted on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseRecord {
    /// Its name.
    case: String,
    /// How often it was voted on.
    n_votes: usize,
    #[serde(flatten)]
    vote: Vote,
    /// What people said would have been right.
    notes: Vec<String>,
}

impl Store {
    /// Everything that is kept, all of one moment.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn export(&self) -> Result<Export, StoreError> {
        self.read(|connection| {
            let servers = setting::servers(connection)?;
            let cases = vote::cases(connection)?.into_iter();
            let record = |Case { id, vote, n_votes, notes, .. }| CaseRecord { case: id, n_votes, vote, notes };
            Ok(Export {
                servers: servers.iter().map(|(server, settings)| settings.record(*server)).collect(),
                votes: cases.map(record).collect(),
                feeds: feed::feeds(connection)?,
            })
        })
    }

    /// Copies everything into a new file while others go on reading and writing, and checks the copy.
    ///
    /// # Errors
    /// If it cannot be read, or `to` is there already or cannot be written.
    pub fn back_up(&self, to: &Path) -> Result<(), StoreError> {
        // Opened first, so that a file that is missing is not taken for an empty one.
        self.read(|_| Ok(()))?;
        let refused = |error: String| StoreError::Backup(to.to_owned(), error);
        let made = OpenOptions::new().write(true).create_new(true).open(to);
        made.map_err(|error| refused(error.to_string()))?;
        let mut copy = Connection::open(to).map_err(|error| refused(error.to_string()))?;
        self.with(&self.reading, |connection| {
            let backup = Backup::new(connection, &mut copy)?;
            match backup.step(ALL_PAGES)? {
                StepResult::Done => Ok(()),
                _ => Err(super::error::busy()),
            }
        })?;
        let check = || {
            // One file by itself, without a log beside it.
            copy.pragma_update(None, "journal_mode", "DELETE")?;
            copy.query_row("PRAGMA integrity_check", [], |row| row.get::<_, String>(0))
        };
        match check() {
            Ok(found) if found == "ok" => Ok(()),
            Ok(found) => Err(StoreError::Damaged(to.to_owned(), found)),
            Err(error) => Err(refused(error.to_string())),
        }
    }
}
