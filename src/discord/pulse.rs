//! Keeps the runtime's clock going while one of its threads is stuck.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use tokio::runtime::Handle;

/// How long the clock may stand.
const BEAT: Duration = Duration::from_millis(250);

/// Wakes a thread of the runtime four times a second, until dropped.
///
/// Serenity's shard loop spins without a pause after some closed connections, 41 seconds long. Timers,
/// sockets and signals are watched by whichever thread of the runtime went to sleep last; when that is
/// the one that now spins, the others sleep on and nobody watches: a SIGTERM took 45 seconds. Any task
/// from outside wakes one of them, and it takes the watch over.
pub(super) struct Pulse(#[expect(dead_code, reason = "dropping it ends the thread")] Sender<()>);

impl Pulse {
    /// For the runtime that this is called on, which needs more than one thread.
    pub(super) fn start() -> std::io::Result<Self> {
        let runtime = Handle::current();
        let (stop, stopped) = channel();
        thread::Builder::new().name("pulse".to_owned()).spawn(move || {
            while stopped.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                runtime.spawn(async {});
            }
        })?;
        Ok(Self(stop))
    }
}
