//! Turns to identify, shared with the other processes of this machine.
//!
//! Discord counts how often a bot identifies, whoever does it: where several processes serve a part of its
//! servers each, those whose shards are of one group must take turns, as the shards of one process do. A file
//! for each group is locked for as long as a turn takes; the system unlocks it when its process ends, however
//! that comes about. Processes on other machines are not seen: Discord tells those that came too early so, and
//! they try again.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::{Instant, sleep};

/// The folder of the files, below the data folder.
const FOLDER: &str = "turns";
/// How often it is tried to lock a file that another process has locked. Waiting for the lock itself would take a
/// thread that nothing could stop.
const TRY_EVERY: Duration = Duration::from_millis(50);
/// After how long it is said that others are waited for: a turn takes five seconds, and longer only where Discord
/// cannot be reached.
const PATIENCE: Duration = Duration::from_mins(1);

/// Where processes take turns.
#[derive(Debug)]
pub(super) struct Turnstile {
    folder: PathBuf,
    /// Whether it has been said that there can be no files.
    is_told: AtomicBool,
}

/// The turn of this process among the others; theirs comes when it is dropped.
#[derive(Debug)]
pub(super) struct Passage(#[expect(dead_code, reason = "closing the file unlocks it")] File);

impl Turnstile {
    /// With its files below the folder `data`; they are made when they are needed.
    pub(super) fn below(data: &Path) -> Self {
        Self { folder: data.join(FOLDER), is_told: AtomicBool::new(false) }
    }

    /// Waits until no other process has the turn of `group`; `None` if that cannot be told, which is said once.
    pub(super) async fn pass(&self, group: usize) -> Option<Passage> {
        match self.lock(group).await {
            Ok(passage) => Some(passage),
            Err(error) => {
                if !self.is_told.swap(true, Ordering::Relaxed) {
                    tracing::warn!(
                        folder = %self.folder.display(), %error,
                        "no files can be locked; the shards of this process take turns, other processes are not waited for"
                    );
                }
                None
            }
        }
    }

    async fn lock(&self, group: usize) -> io::Result<Passage> {
        fs::create_dir_all(&self.folder)?;
        let file = File::options().create(true).append(true).open(self.folder.join(format!("{group}.lock")))?;
        let (begun, mut is_told) = (Instant::now(), false);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Passage(file)),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            if begun.elapsed() >= PATIENCE && !std::mem::replace(&mut is_told, true) {
                tracing::info!(group, "still waiting for other processes of this machine to begin their sessions");
            }
            sleep(TRY_EVERY).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future as _;
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    /// A folder that is gone when it is dropped.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("pullquote-{}-{name}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            Self(path)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[tokio::test]
    async fn one_passes_at_a_time_and_others_elsewhere() {
        let folder = Folder::new("turnstile");
        // Each opens its own files, as processes do.
        let [one, other] = [(); 2].map(|()| Turnstile::below(&folder.0));
        let turn = one.pass(0).await.expect("nobody else is there");
        other.pass(1).await.expect("another group");
        let mut waiting = pin!(other.pass(0));
        assert!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        drop(turn);
        assert!(waiting.await.is_some());
    }

    #[tokio::test]
    async fn where_nothing_can_be_written_nobody_is_waited_for() {
        let folder = Folder::new("no-turnstile");
        fs::write(&folder.0, "a file in the folder's place").expect("can be written");
        let turnstile = Turnstile::below(&folder.0);
        assert!(turnstile.pass(0).await.is_none() && turnstile.pass(0).await.is_none());
        fs::remove_file(&folder.0).expect("can be removed");
    }
}
