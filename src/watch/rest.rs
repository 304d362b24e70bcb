//! Which files are at rest, from how they looked one time after the other.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::corpus::Stamps;

/// A file is at rest when it has not changed for so long: programs that write in parts pause for less.
pub const SETTLE: Duration = Duration::from_millis(300);
/// So long the files that are at rest wait for those that are not; then they are loaded without them.
pub const PATIENCE: Duration = Duration::from_secs(1);

/// What is loaded, what is there, and what moves.
#[derive(Debug)]
pub struct Rest {
    loaded: Stamps,
    seen: Stamps,
    /// When a file was last seen to have changed.
    moved: BTreeMap<PathBuf, Instant>,
    /// Since when there is something to load.
    since: Option<Instant>,
}

impl Rest {
    /// These files are loaded, and nothing was seen since.
    #[must_use]
    pub fn new(loaded: Stamps) -> Self {
        Self { seen: loaded.clone(), loaded, moved: BTreeMap::new(), since: None }
    }

    /// Takes note of how the files look at `now`; gives those to load, if it is time for that.
    pub fn look(&mut self, stamps: Stamps, now: Instant) -> Option<Stamps> {
        self.moved.extend(stamps.differing(&self.seen).map(|path| (path.to_owned(), now)));
        self.moved.retain(|_, at| now.duration_since(*at) < SETTLE);
        self.seen = stamps;
        if self.seen == self.loaded {
            self.since = None;
            return None;
        }
        let since = *self.since.get_or_insert(now);
        let is_impatient = now.duration_since(since) >= PATIENCE;
        if !self.moved.is_empty() && !is_impatient {
            return None;
        }
        let files = self.seen.without(|path| self.moved.contains_key(path));
        (files != self.loaded).then_some(files)
    }

    /// Takes note that these files are loaded.
    pub fn loaded(&mut self, files: Stamps) {
        self.loaded = files;
        self.since = None;
    }

    /// Whether all that is there is loaded.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.seen == self.loaded
    }
}
