//! Chance, so that thousands of bots that lost Discord together do not come back together.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::ops::RangeInclusive;
use std::time::Duration;

/// A number from 0 to 1, another each time.
///
/// From the keys that the standard library draws for its hash maps: no secret hangs on it, and it saves a
/// dependency.
pub(super) fn fraction() -> f64 {
    let drawn = RandomState::new().hash_one(0_u8) >> 32;
    f64::from(u32::try_from(drawn).unwrap_or(u32::MAX)) / f64::from(u32::MAX)
}

/// A duration out of `range`.
pub(super) fn within(range: &RangeInclusive<Duration>) -> Duration {
    *range.start() + range.end().saturating_sub(*range.start()).mul_f64(fraction())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_differs_and_stays_in_its_range() {
        let range = Duration::from_secs(1)..=Duration::from_secs(5);
        let drawn: Vec<_> = (0..200).map(|_| within(&range)).collect();
        assert!(drawn.iter().all(|one| range.contains(one)), "{drawn:?}");
        assert!(drawn.iter().any(|one| *one < Duration::from_secs(2)));
        assert!(drawn.iter().any(|one| *one > Duration::from_secs(4)));
    }
}
