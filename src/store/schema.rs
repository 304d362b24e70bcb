//! The tables, and how a file of an earlier layout becomes one of this.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;

/// What leads from each layout to the next, from an empty file on. A file knows its own by `user_version`.
///
/// A step that was released is never changed: what is to be otherwise is another step.
const STEPS: &[&str] = &[
    "
    CREATE TABLE server (
        id INTEGER PRIMARY KEY,
        private INTEGER NOT NULL,
        rate INTEGER,
        language TEXT
    ) STRICT;
    CREATE TABLE server_channel (
        server INTEGER NOT NULL REFERENCES server (id) ON DELETE CASCADE,
        id INTEGER NOT NULL,
        PRIMARY KEY (server, id)
    ) STRICT, WITHOUT ROWID;
    -- A vote as JSON, how often it was given, and in which order the cases were voted on last.
    CREATE TABLE voted_case (
        name TEXT PRIMARY KEY,
        vote TEXT NOT NULL,
        is_told INTEGER NOT NULL,
        n_votes INTEGER NOT NULL,
        last INTEGER NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE note (
        id INTEGER PRIMARY KEY,
        voted_case TEXT NOT NULL REFERENCES voted_case (name) ON DELETE CASCADE,
        words TEXT NOT NULL
    ) STRICT;
    CREATE INDEX note_of_case ON note (voted_case);
    -- The hashes of the files that were taken over, so that none is taken over twice.
    CREATE TABLE taken_over (file TEXT PRIMARY KEY) STRICT;
",
    "
    -- The folders of articles that a server, and channels of it, are answered from.
    ALTER TABLE server ADD COLUMN articles TEXT;
    CREATE TABLE channel_articles (
        server INTEGER NOT NULL REFERENCES server (id) ON DELETE CASCADE,
        channel INTEGER NOT NULL,
        folder TEXT NOT NULL,
        PRIMARY KEY (server, channel)
    ) STRICT, WITHOUT ROWID;
",
    "
    CREATE TABLE feed (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        url TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        folder TEXT NOT NULL UNIQUE,
        etag TEXT,
        modified TEXT,
        next_at INTEGER NOT NULL,
        polled_at INTEGER,
        n_failures INTEGER NOT NULL DEFAULT 0,
        trouble TEXT
    ) STRICT;
    -- What was made of the entries of feeds; is_written is 0 for a file that the program was ended before writing.
    CREATE TABLE feed_entry (
        feed INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
        key TEXT NOT NULL,
        url TEXT,
        seen TEXT NOT NULL,
        n_tries INTEGER NOT NULL,
        path TEXT UNIQUE,
        sha256 TEXT,
        sha256_before TEXT,
        is_written INTEGER NOT NULL,
        PRIMARY KEY (feed, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX feed_entry_of_url ON feed_entry (url);
",
];

/// Settings of a connection, not of the file.
///
/// The write-ahead log lets others read while one writes. With `synchronous = FULL` what was acknowledged to somebody
/// is on the disk, also after the power failed; `NORMAL` would hold for a killed process alone. Settings and votes
/// are rare enough for that. What is deleted is overwritten.
pub(super) fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)
}

/// Brings the file to the last layout.
pub(super) fn migrate(mut connection: Connection, path: &Path) -> Result<Connection, StoreError> {
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    let mut step = || {
        let found = version(&connection)?;
        if found >= known {
            return Ok(found);
        }
        // Another process may have done it while this one waited for its turn.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let found = version(&transaction)?;
        for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
            transaction.execute_batch(step)?;
        }
        if found < known {
            transaction.pragma_update(None, "user_version", known)?;
        }
        transaction.commit()?;
        Ok(found.max(known))
    };
    let found = step().map_err(|error: rusqlite::Error| StoreError::new(path, &error))?;
    if found > known {
        return Err(StoreError::Newer { path: path.to_owned(), found, known });
    }
    Ok(connection)
}

fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}
