//! Files from one place to another, whole or not at all.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::bot::ShelfError;
use crate::corpus::whole::{digest_of, link_new};

use super::record::Record;
use super::unwritten;

/// The folder in the place of a draft or a change that holds its file and nothing else.
pub(super) fn folder(place: &Path) -> PathBuf {
    place.join("file")
}

/// Where the file of a draft or a change is kept.
pub(super) fn kept(place: &Path, name: &str) -> PathBuf {
    folder(place).join(Path::new(name).file_name().unwrap_or(OsStr::new("file")))
}

/// Where a file is for a moment while it is moved: beside where it was or will be, and passed over by the loader.
pub(super) fn held(path: &Path, id: &str, n: usize) -> PathBuf {
    path.with_file_name(format!(".pullquote-{id}-{n}"))
}

/// Deletes all that is kept of a draft or a change.
pub(super) fn forget(place: &Path) {
    if let Err(error) = fs::remove_dir_all(place)
        && error.kind() != io::ErrorKind::NotFound
    {
        tracing::warn!(place = %place.display(), %error, "what is no longer needed of an article cannot be deleted");
    }
}

/// Puts a copy of `from` at `to`, a file of the folder of articles called `name`, where there is none yet.
pub(super) fn put_new(from: &Path, to: &Path, id: &str, name: &str) -> Result<(), ShelfError> {
    let folder = to.parent().unwrap_or(to);
    let put = || {
        fs::create_dir_all(folder)?;
        let whole = held(to, id, 1);
        let put = copy(from, &whole).and_then(|()| link_new(&whole, to));
        let _ = fs::remove_file(&whole);
        put
    };
    put().map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => ShelfError::Taken(name.to_owned()),
        _ => unwritten(to, &error),
    })
}

/// Moves `from`, a file of the folder of articles that `record` is about, to `kept`. If that fails it stays.
pub(super) fn take(from: &Path, kept: &Path, id: &str, record: &Record) -> Result<(), ShelfError> {
    let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    let mut free = (0..).map(|n| held(from, id, n)).filter(is_free);
    let held = free.next().ok_or(ShelfError::Gone)?;
    // From now on nobody else changes it by its name, so that what is kept is what was there.
    fs::rename(from, &held).map_err(|error| unwritten(from, &error))?;
    let take = || {
        if digest_of(&held)? != record.sha256 {
            return Ok(false);
        }
        fs::create_dir_all(kept.parent().unwrap_or(kept))?;
        copy(&held, kept).map(|()| true)
    };
    let taken = match take() {
        Ok(true) => Ok(()),
        Ok(false) => Err(ShelfError::Changed(record.name.clone())),
        Err(error) => Err(unwritten(kept, &error)),
    };
    if taken.is_err() {
        link_new(&held, from).map_err(|error| unwritten(from, &error))?;
    }
    if let Err(error) = fs::remove_file(&held) {
        tracing::warn!(file = %held.display(), %error, "a copy of an article stays behind");
    }
    taken
}

/// Copies a file, with what may be done to it, so that it is on the disk when this returns.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let copied = fs::copy(from, to).and_then(|_| File::open(to)?.sync_all());
    if copied.is_err() {
        let _ = fs::remove_file(to);
    }
    copied
}
