//! How the files of a folder look from outside: enough to see that one has changed, without reading it.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use rayon::prelude::*;

use super::LoadError;
use super::extracted::Store;
use super::load::{Found, files};

/// What a file looks like from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    size: u64,
    /// Since 1970.
    modified: Option<Duration>,
    /// What the file system itself keeps: which file it is, and when that was last touched. A file that was copied over
    /// another with its time may have the other's size and time.
    inode: (u64, i64, i64),
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        Self { size: metadata.len(), modified, inode: inode(metadata) }
    }
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> (u64, i64, i64) {
    (0, 0, 0)
}

/// The files of a folder that could be articles, as they look at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamps(BTreeMap<PathBuf, Option<Stamp>>);

impl Stamps {
    /// How the files below `folder` look now, but for those that the folder `data` holds. One that cannot be looked at
    /// counts as there.
    ///
    /// # Errors
    /// [`LoadError::NoFolder`] where there is no folder.
    pub fn of(folder: &Path, data: &Path) -> Result<Self, LoadError> {
        let stamp = |found: Found| match found {
            Ok(entry) => {
                let stamp = entry.metadata().ok().map(|metadata| Stamp::of(&metadata));
                Some((entry.into_path(), stamp))
            }
            Err(error) => Some((error.path()?.to_owned(), None)),
        };
        let found = files(Store { folder, data: Some(data) })?;
        // To ask for a file takes longer than to find it.
        let stamps: Vec<_> = found.into_par_iter().filter_map(stamp).collect();
        Ok(Self(stamps.into_iter().collect()))
    }

    /// The files that look otherwise here than in `other`, or are in one of them alone, in the order of their paths.
    pub fn differing<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Path> {
        // Side by side: to look one up among many takes longer than to ask the system how it looks.
        let (mut here, mut there) = (self.0.iter().peekable(), other.0.iter().peekable());
        std::iter::from_fn(move || {
            loop {
                let order = match (here.peek(), there.peek()) {
                    (None, None) => return None,
                    (Some(_), None) => Ordering::Less,
                    (None, Some(_)) => Ordering::Greater,
                    (Some((here, _)), Some((there, _))) => here.cmp(there),
                };
                let before = if order.is_le() { here.next() } else { None };
                let after = if order.is_ge() { there.next() } else { None };
                if before.map(|(_, stamp)| stamp) != after.map(|(_, stamp)| stamp) {
                    return before.or(after).map(|(path, _)| path.as_path());
                }
            }
        })
    }

    /// The same without the files that `is_out` names.
    #[must_use]
    pub fn without(&self, is_out: impl Fn(&Path) -> bool) -> Self {
        Self(self.0.iter().filter(|(path, _)| !is_out(path)).map(|(path, stamp)| (path.clone(), *stamp)).collect())
    }

    /// Whether one of these files looks otherwise in `now`, or is gone. Further files do not count.
    #[must_use]
    pub fn has_changed(&self, now: &Self) -> bool {
        self.0.iter().any(|(path, stamp)| now.0.get(path) != Some(stamp))
    }

    /// Whether a file looks here as in `other`. One that cannot be looked at may have changed.
    pub(super) fn agree(&self, other: &Self, path: &Path) -> bool {
        let stamp = self.0.get(path).copied().flatten();
        stamp.is_some() && stamp == other.0.get(path).copied().flatten()
    }

    /// Whether a file is among them, however it looks.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        self.0.contains_key(path)
    }
}
