//! Being told to stop, and stopping in time.

use std::time::Duration;

use anyhow::Context as _;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::gateway::Gateway;
use super::responder::Responder;

/// How long answers that are under way and the farewell to Discord may take.
///
/// Supervisors commonly kill after ten seconds, some after five.
const DEADLINE: Duration = Duration::from_secs(4);
/// How long the runtime then waits for what will not end.
pub(super) const LINGER: Duration = Duration::from_millis(500);

/// A runtime with a thread for each core.
pub(super) fn runtime() -> anyhow::Result<Runtime> {
    Builder::new_multi_thread().enable_all().build().context("cannot start threads")
}

/// Done when the process is asked to end: Ctrl-C, and SIGTERM where there is one.
pub(super) fn requested() -> anyhow::Result<impl Future<Output = ()>> {
    let signal = signal().context("cannot listen for signals")?;
    Ok(async move {
        signal.await;
        tracing::info!("stopping");
    })
}

#[cfg(unix)]
fn signal() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the other systems' signals can fail to be set up")]
fn signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Says farewell to Discord and lets answers that are under way arrive, both within four seconds.
pub(super) async fn finish(gateway: Gateway, responder: &Responder) {
    let farewell = async { tokio::join!(gateway.close(), responder.close()) };
    if timeout(DEADLINE, farewell).await.is_err() {
        tracing::warn!("stopped before everything was finished");
    }
}
