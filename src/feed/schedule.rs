//! When a feed is looked at next, and under which address a page is known.

use std::time::Duration;

use url::Url;

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

/// An address over https where it was over http: nothing is fetched in the open, and most sites are there too.
pub(super) fn secure(url: &str) -> String {
    match url.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("http://") => {
            format!("https://{}", url.get(7..).unwrap_or_default())
        }
        _ => url.to_owned(),
    }
}

/// The address that a page is known by, so that two feeds that name it are seen to name the same: over https, without
/// what says where a reader came from, and without a place on the page. `None` if it is no address.
pub(super) fn known_by(url: &str) -> Option<String> {
    let mut url = Url::parse(&secure(url)).ok()?;
    url.set_fragment(None);
    let is_about_reader = |name: &str| name.starts_with("utm_") || matches!(name, "fbclid" | "gclid");
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !is_about_reader(name))
        .map(|(name, value)| (name.into(), value.into()))
        .collect();
    if kept.len() < url.query_pairs().count() {
        url.set_query(None);
        if !kept.is_empty() {
            url.query_pairs_mut().extend_pairs(kept);
        }
    }
    Some(url.into())
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

    #[test]
    fn one_page_has_one_address() {
        for (written, known) in [
            ("http://example.org/a", Some("https://example.org/a")),
            ("https://example.org/a?utm_source=rss&utm_medium=feed#top", Some("https://example.org/a")),
            ("https://example.org/a?id=3&utm_source=rss", Some("https://example.org/a?id=3")),
            ("https://example.org/a?q=a%20b", Some("https://example.org/a?q=a%20b")),
            ("nonsense", None),
        ] {
            assert_eq!(known_by(written).as_deref(), known, "{written}");
        }
    }
}
