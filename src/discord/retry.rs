//! Asking again, a bounded number of times.

use std::time::Duration;

use super::failure::Failure;

/// How long and how often a request is tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// At most this many requests.
    pub(super) tries: u32,
    /// The wait after the first; doubled each time.
    pub(super) first_wait: Duration,
    /// How long a single request may take.
    pub(super) each: Duration,
}

impl Patience {
    /// For the first response to an interaction, which is worth nothing after three seconds.
    pub(super) const RESPONSE: Self =
        Self { tries: 3, first_wait: Duration::from_millis(200), each: Duration::from_millis(1_500) };
    /// For messages; a nonce makes a repeated one harmless.
    ///
    /// With serenity's rate limiter on, the wait for a full bucket is part of the request.
    pub(super) const MESSAGE: Self =
        Self { tries: 5, first_wait: Duration::from_millis(500), each: Duration::from_secs(30) };
    /// For what nobody waits for: nine minutes in all.
    pub(super) const BACKGROUND: Self =
        Self { tries: 9, first_wait: Duration::from_secs(2), each: Duration::from_secs(30) };
    /// For questions before the start, which must not hold it up.
    pub(super) const START: Self = Self { tries: 2, first_wait: Duration::from_secs(1), each: Duration::from_secs(5) };
}

/// Runs `request` until it succeeds, fails for good, or patience ends.
///
/// With its rate limiter off, serenity hands a 429 back at once, and without the `retry_after` that came
/// with it; the doubled waits stand in for that.
pub(super) async fn run<T, F>(patience: Patience, mut request: impl FnMut() -> F) -> Result<T, Failure>
where
    F: Future<Output = serenity::Result<T>>,
{
    let mut wait = patience.first_wait;
    for _ in 1..patience.tries {
        match attempt(patience.each, request()).await {
            Err(failure) if failure.is_passing() => tracing::debug!(%failure, ?wait, "asking discord again"),
            outcome => return outcome,
        }
        tokio::time::sleep(wait).await;
        wait *= 2;
    }
    attempt(patience.each, request()).await
}

async fn attempt<T>(each: Duration, request: impl Future<Output = serenity::Result<T>>) -> Result<T, Failure> {
    match tokio::time::timeout(each, request).await {
        Ok(outcome) => outcome.map_err(|error| Failure::from(&error)),
        Err(_) => Err(Failure::Late),
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use serenity::Error;

    use super::*;

    const QUICK: Patience =
        Patience { tries: 3, first_wait: Duration::from_millis(1), each: Duration::from_millis(50) };

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
