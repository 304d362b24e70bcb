//! Votes and notes.

use std::fs;

use rusqlite::{Connection, OptionalExtension, params};

use super::{Store, StoreError, import};
use crate::bot::{Note, Noted, Vote, VoteKeeper};
use crate::feedback::Case;

/// So many cases are kept, and so many notes: some 50 MB. Votes on cases that are there count all the same.
const MOST: i64 = 50_000;

impl Store {
    /// The cases that were voted on, the last one at the end.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn cases(&self) -> Result<Vec<Case>, StoreError> {
        self.read(cases)
    }

    /// Deletes all votes and notes, and the files of lines of earlier versions. Returns whether there were any.
    ///
    /// # Errors
    /// If they cannot be deleted.
    pub fn wipe_votes(&self) -> Result<bool, StoreError> {
        let n_deleted = self.write(|transaction| transaction.execute("DELETE FROM voted_case", []))?;
        // What was deleted still stands in the log, until that is emptied.
        self.with(&self.writing, |connection| connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))?;
        let mut n_files = 0;
        for file in import::files(&self.data) {
            fs::remove_file(&file).map_err(|error| StoreError::Undeleted(file, error))?;
            n_files += 1;
        }
        Ok(n_deleted + n_files > 0)
    }
}

impl VoteKeeper for Store {
    fn keep(&self, vote: &Vote) -> bool {
        let kept = self.write(|transaction| add(transaction, &vote.case(), vote, true, 1));
        match self.logged("a vote was lost", kept) {
            Some(true) => true,
            Some(false) => {
                tracing::warn!("there are {MOST} cases; `pullquote feedback --wipe` makes room for more votes");
                false
            }
            None => false,
        }
    }

    fn note(&self, note: &Note) -> Noted {
        let noted = self.write(|transaction| {
            if !is_kept(transaction, &note.case)? {
                return Ok(Noted::NoCase);
            }
            add_note(transaction, &note.case, &note.note).map(|kept| if kept { Noted::Kept } else { Noted::Failed })
        });
        let noted = self.logged("a note was lost", noted).unwrap_or(Noted::Failed);
        if noted == Noted::Failed {
            tracing::warn!("a note could not be kept; {MOST} are the most");
        }
        noted
    }
}

/// Counts `n_votes` more for a case. Returns whether there was room for it.
pub(super) fn add(
    connection: &Connection,
    case: &str,
    vote: &Vote,
    is_told: bool,
    n_votes: usize,
) -> rusqlite::Result<bool> {
    if !is_kept(connection, case)? && count(connection, "SELECT count(*) FROM voted_case")? >= MOST {
        return Ok(false);
    }
    let vote = serde_json::to_string(vote).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let mut add = connection.prepare(
        "INSERT INTO voted_case (name, vote, is_told, n_votes, last)
         VALUES (?1, ?2, ?3, ?4, (SELECT ifnull(max(last), 0) + 1 FROM voted_case))
         ON CONFLICT (name) DO UPDATE SET n_votes = n_votes + excluded.n_votes, last = excluded.last",
    )?;
    add.execute(params![case, vote, is_told, i64::try_from(n_votes).unwrap_or(i64::MAX)])?;
    Ok(true)
}

/// Adds a note to a case that is there. Returns whether there was room for it.
pub(super) fn add_note(connection: &Connection, case: &str, words: &str) -> rusqlite::Result<bool> {
    if count(connection, "SELECT count(*) FROM note")? >= MOST {
        return Ok(false);
    }
    connection.execute("INSERT INTO note (voted_case, words) VALUES (?, ?)", [case, words])?;
    Ok(true)
}

pub(super) fn cases(connection: &Connection) -> rusqlite::Result<Vec<Case>> {
    let mut found = connection.prepare("SELECT name, vote, is_told, n_votes FROM voted_case ORDER BY last")?;
    let mut notes = connection.prepare("SELECT words FROM note WHERE voted_case = ? ORDER BY id")?;
    let mut cases = Vec::new();
    let mut rows = found.query([])?;
    while let Some(row) = rows.next()? {
        let (id, vote): (String, String) = (row.get(0)?, row.get(1)?);
        let vote = serde_json::from_str(&vote)
            .map_err(|error| super::error::damaged(&format!("the vote on case {id}: {error}")))?;
        let notes = notes.query_map([&id], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let n_votes = usize::try_from(row.get::<_, i64>(3)?).unwrap_or(0);
        cases.push(Case { id, vote, is_told: row.get(2)?, n_votes, notes });
    }
    Ok(cases)
}

fn is_kept(connection: &Connection, case: &str) -> rusqlite::Result<bool> {
    let mut found = connection.prepare("SELECT 1 FROM voted_case WHERE name = ?")?;
    Ok(found.query_row([case], |_| Ok(())).optional()?.is_some())
}

fn count(connection: &Connection, sql: &str) -> rusqlite::Result<i64> {
    connection.prepare(sql)?.query_row([], |row| row.get(0))
}
