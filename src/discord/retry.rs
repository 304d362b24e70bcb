//! Asking again, a bounded number of times.

use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::failure::Failure;
use crate::observe::{self, Happened};

/// How many requests may be under way at once, in the whole process: each may open a socket, and a process
/// commonly may have 1,024 of them.
///
/// First responses have lanes of their own. The others may wait half a minute in serenity for a channel that
/// takes five messages in five seconds, which a first response has no time for.
static RESPONSES: Semaphore = Semaphore::const_new(128);
static OTHERS: Semaphore = Semaphore::const_new(512);

/// How long and how often a request is tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// Beside which others.
    lanes: &'static Semaphore,
    /// At most this many requests.
    pub(super) tries: u32,
    /// The wait after the first; doubled each time, up to a minute.
    pub(super) first_wait: Duration,
    /// No request is begun later than this after the first.
    pub(super) total: Duration,
    /// How long a single request may take.
    pub(super) each: Duration,
}

/// The least wait after a 429, for what may wait that long: most of Discord's are over within a second.
const LIMITED_WAIT: Duration = Duration::from_millis(1_100);
/// The longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

impl Patience {
    /// For the first response to an interaction, which is worth nothing after three seconds.
    pub(super) const RESPONSE: Self = Self {
        lanes: &RESPONSES,
        tries: 3,
        first_wait: Duration::from_millis(200),
        total: Duration::from_secs(3),
        each: Duration::from_millis(1_500),
    };
    /// For messages; a nonce makes a repeated one harmless.
    ///
    /// With serenity's rate limiter on, the wait for a full bucket is part of the request.
    pub(super) const MESSAGE: Self = Self {
        lanes: &OTHERS,
        tries: 7,
        first_wait: Duration::from_millis(500),
        total: Duration::from_mins(2),
        each: Duration::from_secs(30),
    };
    /// For what was announced to somebody who waits for it: nearly as long as an interaction lives, which
    /// is 15 minutes.
    pub(super) const ANNOUNCED: Self = Self {
        lanes: &OTHERS,
        tries: 20,
        first_wait: Duration::from_millis(500),
        total: Duration::from_mins(13),
        each: Duration::from_secs(30),
    };
    /// For what is tried once or not at all.
    pub(super) const ONCE: Self = Self {
        lanes: &OTHERS,
        tries: 1,
        first_wait: Duration::ZERO,
        total: Duration::ZERO,
        each: Duration::from_secs(30),
    };
    /// For what nobody waits for.
    pub(super) const BACKGROUND: Self = Self {
        lanes: &OTHERS,
        tries: 9,
        first_wait: Duration::from_secs(2),
        total: Duration::from_mins(10),
        each: Duration::from_secs(30),
    };
    /// For questions before the start, which must not hold it up.
    pub(super) const START: Self = Self {
        lanes: &OTHERS,
        tries: 2,
        first_wait: Duration::from_secs(1),
        total: Duration::from_secs(10),
        each: Duration::from_secs(5),
    };
}

/// Runs `request` until it succeeds, fails for good, or patience ends.
///
/// With its rate limiter off, serenity hands a 429 back at once, and keeps neither the headers nor the
/// part of the body that say how long to wait; a wait of a second, doubled, stands in for that. With the
/// limiter on, as against the real Discord, serenity has waited already.
pub(super) async fn run<T, F>(patience: Patience, mut request: impl FnMut() -> F) -> Result<T, Failure>
where
    F: Future<Output = serenity::Result<T>>,
{
    let begun = Instant::now();
    let mut wait = patience.first_wait;
    for _ in 1..patience.tries {
        let failure = match attempt(patience, request()).await {
            Err(failure) if failure.is_passing() => failure,
            outcome => return outcome,
        };
        if failure.is_limited() && patience.total > LIMITED_WAIT * 3 {
            wait = wait.max(LIMITED_WAIT);
        }
        if begun.elapsed() + wait > patience.total {
            return Err(failure);
        }
        tracing::debug!(%failure, ?wait, "asking discord again");
        tokio::time::sleep(wait).await;
        observe::tell(Happened::SentAgain);
        wait = (wait * 2).min(LONGEST_WAIT);
    }
    attempt(patience, request()).await
}

async fn attempt<T>(patience: Patience, request: impl Future<Output = serenity::Result<T>>) -> Result<T, Failure> {
    let request = async {
        // The semaphore is never closed.
        let _lane = patience.lanes.acquire().await;
        request.await
    };
    let outcome = match tokio::time::timeout(patience.each, request).await {
        Ok(outcome) => outcome.map_err(|error| Failure::from(&error)),
        Err(_) => Err(Failure::Late),
    };
    observe::tell(Happened::Sent);
    outcome.inspect_err(|failure| observe::tell(Happened::Failed(failure.fault())))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use serenity::Error;

    use super::*;

    const QUICK: Patience = Patience {
        lanes: &OTHERS,
        tries: 3,
        first_wait: Duration::from_millis(1),
        total: Duration::from_mins(1),
        each: Duration::from_millis(50),
    };

    #[tokio::test]
    async fn a_passing_failure_is_tried_as_often_as_patience_lasts() {
        let calls = Cell::new(0);
        let outcome: Result<(), Failure> = run(QUICK, || {
            calls.set(calls.get() + 1);
            std::future::pending()
        })
        .await;
        assert_eq!((outcome, calls.get()), (Err(Failure::Late), 3));
    }

    #[tokio::test]
    async fn no_try_is_begun_too_late() {
        let calls = Cell::new(0);
        let patience = Patience { tries: 1_000, total: Duration::from_millis(120), ..QUICK };
        let outcome: Result<(), Failure> = run(patience, || {
            calls.set(calls.get() + 1);
            std::future::pending()
        })
        .await;
        assert_eq!(outcome, Err(Failure::Late));
        assert!((2..=3).contains(&calls.get()), "each takes 50 ms: {}", calls.get());
    }

    #[tokio::test]
    async fn a_failure_for_good_is_not_tried_again() {
        let calls = Cell::new(0);
        let outcome: Result<(), Failure> = run(QUICK, || {
            calls.set(calls.get() + 1);
            async { Err(Error::Other("no")) }
        })
        .await;
        assert_eq!((outcome, calls.get()), (Err(Failure::Unsent), 1));
    }
}
