//! How long to wait before connecting again.

use std::time::Duration;

use super::jitter;
use super::pace::Pace;

/// Counts failures in a row.
#[derive(Debug, Default)]
pub(super) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// Takes note of a failure, and says how long to wait: not at all after the first, then twice as long
    /// each time, between half of that and all of it.
    pub(super) fn wait(&mut self, pace: &Pace) -> Duration {
        let failures = self.failures;
        self.failures = failures.saturating_add(1);
        if failures == 0 {
            return Duration::ZERO;
        }
        // Doubled 16 times, a millisecond is a minute.
        let doubled = pace.first_wait.saturating_mul(1 << (failures - 1).min(16)).min(pace.longest_wait);
        jitter::within(&(doubled / 2..=doubled))
    }

    /// How many failures in a row there were.
    pub(super) fn failures(&self) -> u32 {
        self.failures
    }

    /// Takes note of a connection that lasted.
    pub(super) fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_begin_anew() {
        let mut backoff = Backoff::default();
        assert_eq!(backoff.wait(&Pace::DISCORD), Duration::ZERO);
        for most in [1, 2, 4, 8, 16, 32, 64, 120, 120] {
            let (most, wait) = (Duration::from_secs(most), backoff.wait(&Pace::DISCORD));
            assert!(wait <= most && wait >= most / 2, "{wait:?} of {most:?}");
        }
        for _ in 0..100 {
            assert!(backoff.wait(&Pace::DISCORD) <= Pace::DISCORD.longest_wait);
        }
        backoff.reset();
        assert_eq!(backoff.wait(&Pace::DISCORD), Duration::ZERO);
    }
}
