//! The time by which the stand-in judges, and the ids that are made from it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The first second of 2015, from which Discord's ids count.
const DISCORD_EPOCH: Duration = Duration::from_hours(394_464);

/// The real time, and how far a test has moved ahead of it.
#[derive(Debug, Default)]
pub(super) struct Clock {
    ahead: Duration,
    last_id: u64,
}

impl Clock {
    /// The time since 1970.
    #[expect(clippy::disallowed_methods, reason = "the ids of the stand-in hold the time, as Discord's do")]
    pub(super) fn now(&self) -> Duration {
        SystemTime::now().duration_since(UNIX_EPOCH).unwrap() + self.ahead
    }

    pub(super) fn advance(&mut self, by: Duration) {
        self.ahead += by;
    }

    /// A snowflake that is on `shard` of `shards`.
    pub(super) fn next_id_on(&mut self, shard: u64, shards: u64) -> u64 {
        assert!(shard < shards, "there is no such shard");
        let id = self.next_id();
        let ahead = (shard + shards - (id >> 22) % shards) % shards;
        self.last_id = id + (ahead << 22);
        self.last_id
    }

    /// A snowflake: the milliseconds above bit 22, and greater than every one before it.
    pub(super) fn next_id(&mut self) -> u64 {
        let millis = u64::try_from(self.now().saturating_sub(DISCORD_EPOCH).as_millis()).unwrap();
        self.last_id = (millis << 22).max(self.last_id + 1);
        self.last_id
    }
}

/// `at`, a time since 1970, as Discord writes it: `2026-01-02T03:04:05.678000+00:00`.
pub(super) fn timestamp(at: Duration) -> String {
    let (days, second) = (at.as_secs() / 86_400, at.as_secs() % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:06}+00:00", at.subsec_micros())
}

/// Year, month and day of a day counted from 1970.
///
/// Counted in years that begin in March, whose leap day is their last day (Howard Hinnant,
/// "chrono-compatible low-level date algorithms").
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        let at = |seconds| timestamp(Duration::from_secs(seconds));
        assert_eq!(at(0), "1970-01-01T00:00:00.000000+00:00");
        assert_eq!(at(951_782_400), "2000-02-29T00:00:00.000000+00:00");
        assert_eq!(at(1_798_761_599), "2026-12-31T23:59:59.000000+00:00");
    }

    #[test]
    fn ids_rise_and_hold_their_time() {
        let mut clock = Clock::default();
        let first = clock.next_id();
        assert!(clock.next_id() > first);
        clock.advance(Duration::from_hours(1));
        assert!((clock.next_id() >> 22) - (first >> 22) >= 3_600_000);
        for shard in [2, 0, 1] {
            let before = clock.next_id();
            let id = clock.next_id_on(shard, 3);
            assert_eq!((id >> 22) % 3, shard);
            assert!(before < id && id < clock.next_id());
        }
    }
}
