//! A node of a cluster, and whether it is worth asking.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::Url;

/// After so many failures in a row a node is left alone …
const FAILURES: u32 = 3;
/// … for this long, twice as long after each further failure, …
const REST: Duration = Duration::from_secs(1);
/// … and no longer than this.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// A node with its circuit breaker: one that keeps failing is left alone for a while, and then tried by one request at a
/// time until it answers.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) url: Url,
    breaker: Mutex<Breaker>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Breaker {
    failures: u32,
    rests_until: Option<Instant>,
}

impl Node {
    pub(super) fn new(url: Url) -> Self {
        Self { url, breaker: Mutex::default() }
    }

    /// Whether it may be asked now. One that rested long enough may, by one caller; others find it resting again.
    pub(super) fn is_open_to(&self, now: Instant) -> bool {
        let mut breaker = self.breaker.lock().unwrap_or_else(PoisonError::into_inner);
        match breaker.rests_until {
            Some(until) if now < until => false,
            Some(_) => {
                breaker.rests_until = Some(now + REST);
                true
            }
            None => true,
        }
    }

    /// It answered.
    pub(super) fn succeeded(&self) {
        *self.breaker.lock().unwrap_or_else(PoisonError::into_inner) = Breaker::default();
    }

    /// It did not answer. `jitter` is between 0 and 1.
    pub(super) fn failed(&self, now: Instant, jitter: f64) {
        let mut breaker = self.breaker.lock().unwrap_or_else(PoisonError::into_inner);
        breaker.failures = breaker.failures.saturating_add(1);
        if let Some(further) = breaker.failures.checked_sub(FAILURES) {
            let rest = REST.saturating_mul(1 << further.min(10)).min(LONGEST_REST);
            breaker.rests_until = Some(now + rest.mul_f64(1.0 - jitter / 2.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node() -> Node {
        Node::new("http://127.0.0.1:9200/".parse().expect("an address"))
    }

    #[test]
    fn a_node_that_fails_rests_ever_longer_and_is_tried_by_one() {
        let (node, start) = (node(), Instant::now());
        let after = |seconds: u64| start + Duration::from_secs(seconds);
        node.failed(start, 0.0);
        node.failed(start, 0.0);
        assert!(node.is_open_to(start), "two failures are chance");
        node.failed(start, 0.0);
        assert!(!node.is_open_to(start));
        assert!(node.is_open_to(after(1)) && !node.is_open_to(after(1)), "one caller tries it");
        node.failed(after(1), 0.0);
        assert!(!node.is_open_to(after(2)) && node.is_open_to(after(3)));
        for _ in 0..40 {
            node.failed(after(3), 0.0);
        }
        assert!(!node.is_open_to(after(32)) && node.is_open_to(after(33)));
    }

    #[test]
    fn an_answer_ends_the_rest() {
        let (node, now) = (node(), Instant::now());
        for _ in 0..9 {
            node.failed(now, 1.0);
        }
        assert!(!node.is_open_to(now));
        node.succeeded();
        assert!(node.is_open_to(now) && node.is_open_to(now));
    }
}
