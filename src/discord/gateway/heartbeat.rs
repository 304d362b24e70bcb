//! The sign of life that both sides wait for.

use std::time::Duration;

use tokio::time::Instant;

use super::jitter;

/// Bounds on the interval, so that no number breaks the arithmetic or makes the bot spin. Discord says
/// 41,250 milliseconds.
const SHORTEST: Duration = Duration::from_millis(20);
const LONGEST: Duration = Duration::from_mins(5);

/// When to send the next heartbeat, and whether the last one was answered.
#[derive(Debug)]
pub(super) struct Heartbeat {
    interval: Duration,
    next: Instant,
    is_answered: bool,
}

impl Heartbeat {
    /// For a connection that said hello at `now`. The first is due after a random part of the interval, as
    /// Discord asks.
    pub(super) fn new(interval: Duration, now: Instant) -> Self {
        let interval = interval.clamp(SHORTEST, LONGEST);
        Self { interval, next: now + interval.mul_f64(jitter::fraction()), is_answered: true }
    }

    /// When something is to be done.
    pub(super) fn next(&self) -> Instant {
        self.next
    }

    /// Takes note that a heartbeat is sent at `now`. False if the one before was never answered: then
    /// nobody is there any more, whatever the socket says.
    pub(super) fn beat(&mut self, now: Instant) -> bool {
        self.next = now + self.interval;
        std::mem::replace(&mut self.is_answered, false)
    }

    /// Takes note of an answer.
    pub(super) fn answered(&mut self) {
        self.is_answered = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heartbeat_that_nobody_answers_is_noticed_at_the_next() {
        let now = Instant::now();
        let mut heartbeat = Heartbeat::new(Duration::from_secs(40), now);
        assert!(heartbeat.next() >= now && heartbeat.next() <= now + Duration::from_secs(40));
        assert!(heartbeat.beat(now));
        assert_eq!(heartbeat.next(), now + Duration::from_secs(40));
        heartbeat.answered();
        assert!(heartbeat.beat(now));
        assert!(!heartbeat.beat(now), "the last one was not answered");
    }

    #[test]
    fn no_interval_breaks_it() {
        let now = Instant::now();
        for (said, taken) in [(Duration::ZERO, SHORTEST), (Duration::from_millis(u64::MAX), LONGEST)] {
            let mut heartbeat = Heartbeat::new(said, now);
            heartbeat.beat(now);
            assert_eq!(heartbeat.next(), now + taken);
        }
    }
}
