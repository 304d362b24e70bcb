//! Chance that can be repeated.

use std::ops::RangeInclusive;
use std::time::Duration;

/// `SplitMix64`: a counter whose bits are mixed.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`, which is not 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    /// One of `all`, of which there is at least one.
    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    pub(crate) fn shuffle<T>(&mut self, all: &mut [T]) {
        for idx in (1..all.len()).rev() {
            all.swap(idx, self.below(idx + 1));
        }
    }

    /// A time between these many milliseconds.
    pub(crate) fn millis(&mut self, range: &RangeInclusive<u64>) -> Duration {
        Duration::from_millis(range.start() + self.next() % (range.end() - range.start() + 1))
    }
}
