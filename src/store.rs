//! What is kept while the bot is not running: settings of servers, votes and notes, feeds, in one file of `SQLite`.
//!
//! Several processes of one machine share the file. It is opened when it is first needed, and again after it failed,
//! so that a disk that was full is of use as soon as there is room. What cannot be read or written is logged, once
//! until it works again, and never stops the bot. This room decides nothing about votes and settings, and SQL is
//! nowhere else.

mod error;
mod export;
mod feed;
mod import;
mod schema;
mod setting;
mod vote;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::bot::Settings;

pub use error::StoreError;
pub use export::Export;
pub use feed::{Entry, EntryFile, Feed};

/// The file's name below the data folder.
const FILE: &str = "state.sqlite3";
/// For how long one who writes waits while another process does, …
const WRITE_PATIENCE: Duration = Duration::from_secs(5);
/// … and one who reads, which waits for others only while the file is made or repaired: questions wait for it.
const READ_PATIENCE: Duration = Duration::from_secs(1);

/// The kept state below one data folder.
pub struct Store {
    data: PathBuf,
    path: PathBuf,
    /// One connection to read and one to write: who reads does not wait for the disk that another one writes to.
    reading: Desk,
    writing: Desk,
    /// The settings that were read last, for when they cannot be read. Servers without any are not among them.
    known: Mutex<HashMap<u64, Settings>>,
    /// Whether it was said that it cannot be used.
    is_said: AtomicBool,
}

/// A connection, once there is one, and for how long it waits for other processes.
struct Desk {
    connection: Mutex<Option<Connection>>,
    patience: Duration,
}

impl Desk {
    fn new(patience: Duration) -> Self {
        Self { connection: Mutex::default(), patience }
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Store {
    /// The state below the folder `data`; both are made when something is first read or kept.
    #[must_use]
    pub fn below(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            path: data.join(FILE),
            reading: Desk::new(READ_PATIENCE),
            writing: Desk::new(WRITE_PATIENCE),
            known: Mutex::default(),
            is_said: AtomicBool::new(false),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether anything was ever kept: in this file, or by versions that kept votes in a file of lines.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.path.exists() || import::file(&self.data).exists()
    }

    /// Opens it, and logs what is wrong with it. Returns whether it can be used.
    pub fn opens(&self) -> bool {
        self.logged("nothing was read yet", self.read(|_| Ok(()))).is_some()
    }

    /// Checks every page of the file.
    ///
    /// # Errors
    /// If it cannot be read, or is damaged.
    pub fn check(&self) -> Result<(), StoreError> {
        self.read(|connection| {
            let found: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
            if found == "ok" { Ok(()) } else { Err(error::damaged(&found)) }
        })
    }

    /// Does `read` in a state that no other process changes meanwhile.
    fn read<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        self.with(&self.reading, |connection| {
            let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Deferred)?;
            let read = read(&transaction)?;
            transaction.commit()?;
            Ok(read)
        })
    }

    /// Does all of `write`, or nothing of it. When this returns, it is on the disk.
    fn write<T>(&self, write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        self.with(&self.writing, |connection| {
            // At once, so that what was read is still so when it is written.
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let written = write(&transaction)?;
            transaction.commit()?;
            Ok(written)
        })
    }

    fn with<T>(&self, desk: &Desk, work: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let mut place = desk.connection.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = match &mut *place {
            Some(connection) => connection,
            none => none.insert(self.open(desk.patience)?),
        };
        let done = work(connection).map_err(|error| StoreError::new(&self.path, &error));
        if done.is_err() {
            // A connection that failed is opened anew: the file may be another by then.
            *place = None;
        }
        done
    }

    fn open(&self, patience: Duration) -> Result<Connection, StoreError> {
        fs::create_dir_all(&self.data).map_err(|error| StoreError::Folder(self.data.clone(), error))?;
        let set_up = || {
            let connection = Connection::open(&self.path)?;
            connection.busy_timeout(patience)?;
            schema::set_up(&connection)?;
            Ok(connection)
        };
        let connection = set_up().map_err(|error: rusqlite::Error| StoreError::new(&self.path, &error))?;
        schema::migrate(connection, &self.path).and_then(|mut connection| {
            import::take_over(&mut connection, &self.data, &self.path)?;
            Ok(connection)
        })
    }

    /// The outcome, if it is one; else what is wrong is logged, once until something works again.
    fn logged<T>(&self, what: &str, outcome: Result<T, StoreError>) -> Option<T> {
        match outcome {
            Ok(done) => {
                if self.is_said.swap(false, Ordering::Relaxed) {
                    tracing::info!(file = %self.path.display(), "settings and votes are kept again");
                }
                Some(done)
            }
            Err(error) => {
                if !self.is_said.swap(true, Ordering::Relaxed) {
                    tracing::warn!(%error, "settings and votes are not kept now ({what}); answering all the same");
                }
                None
            }
        }
    }
}
