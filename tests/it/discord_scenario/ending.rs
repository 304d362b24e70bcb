//! How the client ends: when it is told to, and when Discord will not have it.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use pullquote::discord::Exit;

use crate::discord_gateway::FINAL;

use super::fixture::{Client, meet, options};
use crate::standin::options::Options;
use crate::standin::{Standin, Welcome};

/// Far less than it takes to try again.
const AT_ONCE: Duration = Duration::from_secs(4);

async fn ends_after(code: u16) -> Exit {
    let standin = Standin::start(options()).await;
    standin.on_identify(Welcome::Close(Some(code)));
    let exit = Client::start(&standin).ends(AT_ONCE).await;
    assert_eq!(standin.sessions(), (1, 0), "{code}: nothing is asked for again");
    standin.finish();
    exit
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_refusal_for_good_has_an_exit_code_of_its_own() {
    let mut codes = BTreeSet::new();
    for (code, exit) in FINAL {
        assert_eq!(ends_after(code).await, exit, "{code}");
        assert!(codes.insert(exit.code()), "{code} ends like another");
    }
    assert!(codes.is_disjoint(&[0, 1, 2].into()), "{codes:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_sessions_for_today_it_does_not_connect() {
    let standin = Standin::start(Options { sessions_left: 0, ..options() }).await;
    assert_eq!(Client::start(&standin).ends(AT_ONCE).await, Exit::NoSessionsLeft);
    assert_eq!(standin.n_connections(), 0);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn told_to_stop_it_says_farewell_and_the_session_is_over() {
    let (standin, client) = meet().await;
    let started = Instant::now();
    assert_eq!(client.stop().await, Exit::Stopped);
    assert!(started.elapsed() < AT_ONCE, "{:?}", started.elapsed());
    standin.wait_disconnected().await;
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn told_to_stop_while_it_waits_for_ready_it_stops() {
    let standin = Standin::start(options()).await;
    standin.on_identify(Welcome::Silence);
    let client = Client::start(&standin);
    standin.wait_identifies(1).await;
    let started = Instant::now();
    assert_eq!(client.stop().await, Exit::Stopped);
    assert!(started.elapsed() < Duration::from_secs(6), "{:?}", started.elapsed());
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_token_ends_it_before_it_connects() {
    let standin = Standin::start(options()).await;
    let exit = Client::start_with(&standin, "another-token").ends(AT_ONCE).await;
    assert_eq!((exit, standin.n_connections()), (Exit::TokenRejected, 0));
    let violations = standin.take_violations();
    assert_eq!(violations.len(), 1, "{violations:?}");
    standin.finish();
}
