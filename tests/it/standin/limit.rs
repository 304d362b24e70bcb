//! Rate limits: who may send how much, and what is said about it.

use std::collections::HashMap;
use std::time::Duration;

use super::options::Limits;

/// Requests that were on their way when a 429 was answered are nobody's fault.
const ON_THE_WAY: Duration = Duration::from_millis(250);
/// Clocks and schedulers are not exact.
const SLACK: Duration = Duration::from_millis(50);

#[derive(Debug)]
struct Bucket {
    begun: Duration,
    used: u32,
}

/// When a 429 was answered, and until when nothing may come.
#[derive(Clone, Copy, Debug)]
struct Closed {
    at: Duration,
    until: Duration,
}

/// The state of every bucket.
#[derive(Debug, Default)]
pub(super) struct Limiter {
    buckets: HashMap<String, Bucket>,
    second: Option<Bucket>,
    closed: HashMap<String, Closed>,
}

/// What a request is told about its bucket.
#[derive(Clone, Debug)]
pub(super) struct Standing {
    pub(super) bucket: String,
    pub(super) limit: u32,
    pub(super) remaining: u32,
    pub(super) reset_at: Duration,
    pub(super) reset_after: Duration,
}

/// Whether a request is let through.
#[derive(Clone, Debug)]
pub(super) enum Pass {
    /// Yes; without a standing where nothing is limited.
    Open(Option<Standing>),
    /// Its bucket is empty.
    Full(Standing),
    /// Too many requests in all; for so long.
    Everywhere(Duration),
}

impl Limiter {
    /// Counts a request on `bucket` (route and major parameter) at `now`.
    pub(super) fn pass(&mut self, limits: &Limits, bucket: &str, route: &str, now: Duration) -> Pass {
        let is_interaction = route.starts_with("/interactions") || route.starts_with("/webhooks");
        if let Some(limit) = limits.global.filter(|_| !is_interaction) {
            let second = self.second.get_or_insert(Bucket { begun: now, used: 0 });
            if now >= second.begun + Duration::from_secs(1) {
                *second = Bucket { begun: now, used: 0 };
            }
            second.used += 1;
            if second.used > limit {
                return Pass::Everywhere((second.begun + Duration::from_secs(1)).saturating_sub(now));
            }
        }
        let is_message = bucket.starts_with("POST /channels/{channel_id}/messages ");
        // The first response has no bucket of its own.
        let limit = if is_message { limits.messages } else { limits.other.filter(|_| !route.ends_with("/callback")) };
        let Some(limit) = limit else { return Pass::Open(None) };
        let state = self.buckets.entry(bucket.to_owned()).or_insert(Bucket { begun: now, used: 0 });
        if now >= state.begun + limits.window {
            *state = Bucket { begun: now, used: 0 };
        }
        state.used += 1;
        let reset_at = state.begun + limits.window;
        let standing = Standing {
            bucket: digest(bucket),
            limit,
            remaining: limit.saturating_sub(state.used),
            reset_at,
            reset_after: reset_at.saturating_sub(now),
        };
        if state.used > limit { Pass::Full(standing) } else { Pass::Open(Some(standing)) }
    }

    /// Takes note that a request on `bucket` (empty for all) was told to wait.
    pub(super) fn close(&mut self, bucket: &str, now: Duration, wait: Duration) {
        self.closed.insert(bucket.to_owned(), Closed { at: now, until: now + wait });
    }

    /// How much too early a request on `bucket` comes; `None` if it waited.
    pub(super) fn impatience(&self, bucket: &str, now: Duration) -> Option<Duration> {
        let closed = [bucket, ""].into_iter().filter_map(|bucket| self.closed.get(bucket));
        closed
            .filter(|closed| now > closed.at + ON_THE_WAY && now + SLACK < closed.until)
            .map(|closed| closed.until.saturating_sub(now))
            .max()
    }
}

/// A name that says nothing, as Discord's do: FNV-1a.
fn digest(bucket: &str) -> String {
    // The major parameter is not part of Discord's name for a bucket.
    let route = bucket.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let hash = route
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
