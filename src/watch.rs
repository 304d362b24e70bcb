//! Sees that the files of a folder have changed, and has them loaded once they are at rest.
//!
//! Told by the system where it tells, and by looking every second or so, since network file systems and some mounts tell
//! nothing; or when it is asked to look, and at no other time. A file that is still being written is not loaded: one
//! counts as whole when it has not changed for a while, and what was loaded is thrown away if one of its files changed
//! meanwhile. This room does not know what is in the files, nor what becomes of them.

mod rest;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::corpus::{LoadError, Stamps};
use crate::observe::{self, Happened};

pub use rest::{PATIENCE, Rest, SETTLE};

/// How often it is looked where nothing is told.
const POLL: Duration = Duration::from_secs(1);
/// How often while something is about to be loaded, and how long after being told at least.
const POLL_CHANGING: Duration = Duration::from_millis(50);
/// Looking takes at most one part in so many of the time while nothing changes, …
const IDLE_SHARE: u32 = 50;
/// … and one in so many while something does, which is not for long.
const CHANGING_SHARE: u32 = 3;
/// After a failure it is tried again in so long.
const RETRY: Duration = Duration::from_secs(5);

/// Somebody who loads what has changed.
pub trait Renew: Send {
    /// What comes of loading.
    type Loaded;

    /// How the files look now.
    ///
    /// # Errors
    /// Where the folder is not there.
    fn look(&self) -> Result<Stamps, LoadError>;

    /// Loads these files and no others; `None` if that failed, and is to be tried again in a while.
    fn load(&mut self, files: &Stamps) -> Option<Self::Loaded>;

    /// Puts what was loaded in the place of what was there. The files have not changed since they were loaded.
    fn put(&mut self, loaded: Self::Loaded);
}

/// When a folder is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// All the time.
    Always,
    /// When somebody asks.
    Asked,
}

/// A folder that is being watched, until this is dropped.
#[derive(Debug)]
pub struct Watch {
    waker: Waker,
    stopped: Arc<AtomicBool>,
}

/// Somebody who may have the folder looked at.
#[derive(Clone, Debug)]
pub struct Waker {
    wake: SyncSender<()>,
    asked: Arc<AtomicBool>,
}

impl Waker {
    /// Has the folder looked at soon. Returns at once.
    pub fn look_now(&self) {
        self.asked.store(true, Ordering::SeqCst);
        self.wake();
    }

    fn wake(&self) {
        // A full channel wakes the thread as well.
        let _ = self.wake.try_send(());
    }
}

impl Watch {
    /// Watches `folder`, whose files looked like `loaded` before they were loaded, on a thread of its own: always, or
    /// from when it is asked to until all is loaded.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(folder: PathBuf, loaded: Stamps, renew: impl Renew + 'static, when: When) -> std::io::Result<Self> {
        // One waking that waits is enough.
        let (wake, woken) = sync_channel(1);
        let (stopped, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let waker = Waker { wake: wake.clone(), asked: Arc::clone(&asked) };
        let watch = Self { waker, stopped: Arc::clone(&stopped) };
        thread::Builder::new().name("watch".to_owned()).spawn(move || {
            let _watcher = if when == When::Always { told(&folder, wake) } else { None };
            run(&folder, loaded, renew, &Signals { when, woken, asked, stopped });
        })?;
        Ok(watch)
    }

    /// For whoever may have the folder looked at.
    #[must_use]
    pub fn waker(&self) -> Waker {
        self.waker.clone()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::Relaxed);
        self.waker.wake();
    }
}

/// Has the system wake the thread; `None` where it cannot, and the thread looks by itself alone.
fn told(folder: &Path, wake: SyncSender<()>) -> Option<RecommendedWatcher> {
    // Reading the articles is an event as well, and would wake the thread for ever.
    let on_event = move |event: notify::Result<Event>| {
        // What is written elsewhere first and then moved into place is hidden till then.
        let is_hidden = |path: &PathBuf| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        let is_ours = |event: &Event| event.paths.is_empty() || !event.paths.iter().all(is_hidden);
        if event.is_ok_and(|event| !event.kind.is_access() && is_ours(&event)) {
            let _ = wake.try_send(());
        }
    };
    let watcher = notify::recommended_watcher(on_event).and_then(|mut watcher| {
        watcher.watch(folder, RecursiveMode::Recursive)?;
        Ok(watcher)
    });
    watcher.inspect_err(|error| tracing::info!(%error, "changes are not told by the system; looked for instead")).ok()
}

/// What the thread goes by.
struct Signals {
    when: When,
    woken: Receiver<()>,
    asked: Arc<AtomicBool>,
    stopped: Arc<AtomicBool>,
}

impl Signals {
    /// Waits until somebody asks.
    fn await_asking(&self) {
        while !self.is_stopped() && !self.asked.swap(false, Ordering::SeqCst) {
            if self.woken.recv().is_err() {
                return;
            }
        }
    }

    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

fn run(folder: &Path, loaded: Stamps, mut renew: impl Renew, signals: &Signals) {
    let mut rest = Rest::new(loaded);
    let mut is_there = true;
    let mut not_before = None;
    // Whether the system told of a change, and how often in a row it was none.
    let (mut was_told, mut n_vain) = (false, 0_u32);
    if signals.when == When::Asked {
        signals.await_asking();
    }
    while !signals.is_stopped() {
        let began = Instant::now();
        let stamps = renew.look();
        let looking = began.elapsed();
        // A folder that is gone is an outage, not a wish: what is loaded stays.
        if stamps.is_err() && is_there {
            tracing::warn!(folder = %folder.display(), "the folder of articles is gone; answering from what was in it");
        }
        is_there = stamps.is_ok();
        let ready = stamps.ok().and_then(|stamps| rest.look(stamps, began));
        if let Some(files) = ready.filter(|_| not_before.is_none_or(|at| began >= at)) {
            // A fault in one file must not end the watching of all others.
            let new = catch_unwind(AssertUnwindSafe(|| renew.load(&files))).unwrap_or_default();
            not_before = match new {
                None => {
                    observe::tell(Happened::Reloaded { taken_up: false });
                    Some(Instant::now() + RETRY)
                }
                Some(new) => {
                    was_told = false;
                    let is_still = renew.look().is_ok_and(|now| !files.has_changed(&now));
                    if is_still && !signals.is_stopped() {
                        renew.put(new);
                        observe::tell(Happened::Reloaded { taken_up: true });
                        rest.loaded(files);
                    }
                    None
                }
            };
            continue;
        }
        if signals.when == When::Asked && (rest.is_at_rest() || !is_there) {
            signals.await_asking();
            continue;
        }
        let looked = Instant::now();
        // What cannot be loaded waits as if it were.
        let is_idle = rest.is_at_rest() || not_before.is_some_and(|at| looked < at);
        n_vain = if is_idle && was_told { n_vain.saturating_add(1) } else { 0 };
        let pause = if is_idle { POLL.max(looking * IDLE_SHARE) } else { POLL_CHANGING.max(looking * CHANGING_SHARE) };
        was_told = signals.woken.recv_timeout(pause).is_ok();
        if was_told {
            // What changes seldom changes alone. Where it is nothing of ours that changes all the time, we look as seldom
            // as if nobody told us.
            let share = CHANGING_SHARE.checked_shl(n_vain).unwrap_or(IDLE_SHARE).min(IDLE_SHARE);
            let since = looked.elapsed();
            thread::sleep(POLL_CHANGING.max((looking * share).saturating_sub(since)).min(pause));
        }
    }
}
