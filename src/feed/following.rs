//! The thread that looks at feeds when it is their turn.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::Feeds;
use crate::observe::{self, Happened};

/// So often it is looked whose turn it is: one that was added in the terminal waits no longer.
const LOOK: Duration = Duration::from_secs(30);
/// So long a feed is nobody else's while it is looked at, in seconds: longer than twenty pages that each take all the time
/// that fetching and extracting them may.
pub const TURN: i64 = 90 * 60;

/// Feeds that are being followed, until this is dropped.
#[derive(Debug)]
pub struct Following {
    stopped: Arc<AtomicBool>,
    /// Wakes the thread when it is dropped.
    _wake: SyncSender<()>,
}

impl Following {
    /// Follows these feeds on a thread of its own. Other processes may follow them too: each feed is looked at by one.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(feeds: Feeds) -> io::Result<Self> {
        let (wake, woken) = sync_channel::<()>(0);
        let stopped = Arc::new(AtomicBool::new(false));
        let following = Self { stopped: Arc::clone(&stopped), _wake: wake };
        thread::Builder::new().name("feeds".to_owned()).spawn(move || {
            let goes_on = || !stopped.load(Ordering::Relaxed);
            while goes_on() {
                // A fault in one feed must not end the following of all others.
                let looked = catch_unwind(AssertUnwindSafe(|| look(&feeds, &goes_on))).unwrap_or(false);
                if !looked && woken.recv_timeout(LOOK) == Err(RecvTimeoutError::Disconnected) {
                    return;
                }
            }
        })?;
        Ok(following)
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
    }
}

/// Looks at the feed whose turn it is; returns whether there was one.
fn look(feeds: &Feeds, goes_on: &dyn Fn() -> bool) -> bool {
    let at = now();
    let claimed = feeds.store.claim_feed(at, at.saturating_add(TURN));
    let Some(feed) = claimed.inspect_err(|error| tracing::warn!(%error, "feeds cannot be followed now")).ok().flatten()
    else {
        return false;
    };
    match feeds.poll(&feed, at, goes_on) {
        Ok(polled) => {
            observe::tell(Happened::FeedPolled { read: polled.failure.is_none() });
            let id = feed.id;
            match &polled.failure {
                Some(error) => tracing::warn!(feed = id, %error, "a feed cannot be read; it is tried again later"),
                None => {
                    tracing::info!(feed = id, added = polled.n_added, updated = polled.n_updated, "looked at a feed");
                }
            }
            for trouble in &polled.troubles {
                tracing::warn!(feed = id, "an article of a feed cannot be had: {trouble}");
            }
        }
        Err(error) => tracing::warn!(%error, "what came of a feed cannot be kept"),
    }
    true
}

/// Seconds since 1970, as the system's clock says.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "feeds are looked at when it is time")]
pub fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
