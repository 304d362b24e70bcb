//! What has been answered already.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// How many events are remembered. A resumed connection repeats what was not acknowledged, which is
/// seconds' worth; this is minutes' worth of a busy server, and more than are answered at once.
const CAPACITY: usize = 16_384;

/// The ids of recent events, so that one that arrives twice is answered once.
#[derive(Debug, Default)]
pub(super) struct Seen(Mutex<Ids>);

#[derive(Debug, Default)]
struct Ids {
    known: HashSet<u64>,
    in_order: VecDeque<u64>,
}

impl Seen {
    /// Whether `id` is new; from now on it is not.
    pub(super) fn is_new(&self, id: u64) -> bool {
        let mut ids = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !ids.known.insert(id) {
            return false;
        }
        ids.in_order.push_back(id);
        if ids.in_order.len() > CAPACITY
            && let Some(oldest) = ids.in_order.pop_front()
        {
            ids.known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_new_once_and_forgotten_after_many_others() {
        let seen = Seen::default();
        assert!(seen.is_new(7));
        assert!(!seen.is_new(7));
        for id in 0..CAPACITY as u64 {
            seen.is_new(1_000 + id);
        }
        assert!(seen.is_new(7), "the set must not grow for ever");
    }
}
