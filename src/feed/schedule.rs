//! When a feed is looked at next.

use std::time::Duration;

use crate::store::Feed;

/// How often a feed is looked at that says nothing of it, …
const USUAL: Duration = Duration::from_mins(30);
/// … how often at most, whatever it says, and how seldom.
const SHORTEST: Duration = Duration::from_mins(15);
const LONGEST: Duration = Duration::from_hours(24);
/// After so long one goes on with a feed that has more than was taken.
const SOON: Duration = Duration::from_mins(5);
/// A server that asks for more patience than this has most likely mistaken itself.
const MOST_PATIENCE: Duration = Duration::from_hours(7 * 24);

/// After a look that went well: as the feed (`ttl` of RSS) and its server (`max-age`) say, within limits.
pub(super) fn after_success(now: i64, ttl: Option<Duration>, fresh_for: Option<Duration>, has_more: bool) -> i64 {
    let said = ttl.max(fresh_for).unwrap_or(USUAL).clamp(SHORTEST, LONGEST);
    after(now, if has_more { SOON } else { said })
}

/// After the `n_failures`th look in a row that failed: twice as long as the last time, and not before the server said.
pub(super) fn after_failure(now: i64, n_failures: u32, retry_after: Option<Duration>) -> i64 {
    let doubled = USUAL.saturating_mul(1 << n_failures.saturating_sub(1).min(10)).min(LONGEST);
    after(now, doubled.max(retry_after.unwrap_or_default().min(MOST_PATIENCE)))
}

fn after(now: i64, wait: Duration) -> i64 {
    now.saturating_add(i64::try_from(wait.as_secs()).unwrap_or(Feed::NEVER)).min(Feed::NEVER - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000;

    #[test]
    fn a_feed_is_asked_as_seldom_as_it_says_within_limits() {
        let (minute, hour) = (Duration::from_mins(1), Duration::from_hours(1));
        for (ttl, fresh_for, minutes) in [
            (None, None, 30),
            (Some(minute), None, 15),
            (Some(2 * hour), Some(minute), 120),
            (None, Some(3 * hour), 180),
            (Some(hour * 10_000), None, 24 * 60),
            (None, Some(Duration::MAX), 24 * 60),
        ] {
            assert_eq!(after_success(NOW, ttl, fresh_for, false), NOW + minutes * 60, "{ttl:?} {fresh_for:?}");
        }
        assert_eq!(after_success(NOW, Some(2 * hour), None, true), NOW + 300);
    }

    #[test]
    fn one_that_fails_is_asked_less_and_less() {
        let minutes: Vec<i64> = (1..=9).map(|n| (after_failure(NOW, n, None) - NOW) / 60).collect();
        assert_eq!(minutes, [30, 60, 120, 240, 480, 960, 1440, 1440, 1440]);
        assert_eq!(after_failure(NOW, u32::MAX, None) - NOW, 24 * 3600);
        assert_eq!(after_failure(NOW, 1, Some(Duration::from_hours(5))) - NOW, 5 * 3600);
        assert_eq!(after_failure(NOW, 1, Some(Duration::MAX)) - NOW, 7 * 24 * 3600);
        assert!(after_failure(i64::MAX - 5, 3, None) < Feed::NEVER);
    }
}
