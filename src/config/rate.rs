//! How often somebody may ask.

use std::num::NonZeroU32;

/// How often somebody may ask: so many at once, and then so many a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Questions that may come at once after a pause; 10,000 at the most.
    pub burst: NonZeroU32,
    /// Questions a minute in the long run; 10,000 at the most.
    pub per_minute: NonZeroU32,
}

/// Why a rate cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name} is {value:?}; write BURST/PER-MINUTE with numbers from 1 to 10000, for example {example}, or off")]
pub struct RateError {
    /// The variable.
    name: &'static str,
    /// What it held.
    value: String,
    /// One that works.
    example: &'static str,
}

/// A variable that holds a rate.
pub(super) struct Setting {
    pub(super) name: &'static str,
    /// What holds if it is not set.
    default: &'static str,
}

/// For one user: more than somebody asks who reads the answers.
pub(super) const USER: Setting = Setting { name: "PULLQUOTE_USER_RATE", default: "20/30" };
/// For one server: as many as Discord lets a bot answer, which is 50 a second over all servers.
pub(super) const GUILD: Setting = Setting { name: "PULLQUOTE_GUILD_RATE", default: "300/3000" };

/// Far above what Discord lets a bot answer, and far below where a sum of them overflows.
const LARGEST: u32 = 10_000;

impl Setting {
    /// The rate in `value`; `None` if there is to be no limit.
    pub(super) fn parse(&self, value: Option<&str>) -> Result<Option<Rate>, RateError> {
        let value = value.unwrap_or(self.default);
        if value.eq_ignore_ascii_case("off") {
            return Ok(None);
        }
        let rate = read(value);
        rate.map(Some).ok_or_else(|| RateError { name: self.name, value: value.to_owned(), example: self.default })
    }
}

fn read(value: &str) -> Option<Rate> {
    let number = |text: &str| text.trim().parse().ok().filter(|number: &NonZeroU32| number.get() <= LARGEST);
    let (burst, per_minute) = value.split_once('/')?;
    Some(Rate { burst: number(burst)?, per_minute: number(per_minute)? })
}
