//! The loop that takes connections: so many at once, and none for ever.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{sleep, timeout};

/// So many connections are served at once; further ones wait to be taken.
const CONNECTIONS: usize = 128;
/// A request's head must have come within this time.
const HEAD: Duration = Duration::from_secs(10);
/// No connection is held longer: what is asked here is answered in seconds.
const CONNECTION: Duration = Duration::from_mins(2);
/// After a connection could not be taken: the system is short of something.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `stopped`; connections under way are cut off.
pub(super) async fn serve(listener: TcpListener, router: Router, mut stopped: oneshot::Receiver<()>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = accepted => accepted,
            _ = &mut stopped => return,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection to the page could not be taken");
                sleep(BREATH).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let _place = place;
            let mut http = hyper::server::conn::http1::Builder::new();
            http.timer(TokioTimer::new()).header_read_timeout(HEAD);
            // A connection that breaks off is the other side's affair.
            let _ = timeout(CONNECTION, http.serve_connection(TokioIo::new(stream), service)).await;
        });
    }
}
