//! What is wrong with the file, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the state cannot be read or written. Each message says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder cannot be made.
    #[error("there can be no folder {0}: {1}; make it, or set PULLQUOTE_DATA to another")]
    Folder(PathBuf, io::Error),
    /// A newer version of the program has changed the file's layout.
    #[error(
        "{path} is of a newer version of pullquote (layout {found}, and this version knows {known}); update pullquote, or move the file away to begin anew"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: i64,
        /// The last layout that is known here.
        known: i64,
    },
    /// It is no file of `SQLite`, or it is damaged.
    #[error("{0} is damaged ({1}); move it away to begin anew, or put a backup in its place while no bot runs")]
    Damaged(PathBuf, String),
    /// It may not be written.
    #[error("{0} cannot be written; give the bot's user the right to write it and its folder, or set PULLQUOTE_DATA")]
    ReadOnly(PathBuf),
    /// There is no room.
    #[error("there is no room for {0} on its disk; make some, nothing has to be started again")]
    Full(PathBuf),
    /// The system could not read or write it.
    #[error("{0} cannot be read or written ({1}); its disk may be full or failing: make room, or see the system's log")]
    Disk(PathBuf, String),
    /// Another process has it.
    #[error("{0} is kept locked by another process; if no other bot uses it, end what else has it open")]
    Busy(PathBuf),
    /// A file of votes that an earlier version kept is to be deleted.
    #[error("{0} holds votes of an earlier version and cannot be deleted: {1}; delete it by hand")]
    Undeleted(PathBuf, io::Error),
    /// A copy cannot be made there.
    #[error("{0} cannot be written: {1}; name a file that is not there, in a folder that is")]
    Backup(PathBuf, String),
    /// Anything else.
    #[error("{0}: {1}")]
    Other(PathBuf, String),
}

impl StoreError {
    pub(super) fn new(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged(path, error.to_string()),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::ReadOnly(path),
            Some(ErrorCode::DiskFull) => Self::Full(path),
            Some(ErrorCode::SystemIoFailure) => Self::Disk(path, error.to_string()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy(path),
            _ => Self::Other(path, error.to_string()),
        }
    }
}

/// The error of a file whose pages are not what they should be.
pub(super) fn damaged(found: &str) -> rusqlite::Error {
    let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
    rusqlite::Error::SqliteFailure(code, Some(found.to_owned()))
}

/// The error of a file that another process has locked.
pub(super) fn busy() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY), None)
}
