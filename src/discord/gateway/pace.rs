//! How patient the connection is.

use std::ops::RangeInclusive;
use std::time::Duration;

/// How patient the connection is.
///
/// [`Pace::DISCORD`] is what Discord asks for, and what [`serve`](crate::discord::serve) uses; others are
/// for stand-ins that nobody wants to wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long it may take to connect, encryption and handshake included.
    pub connect: Duration,
    /// How long Discord may be silent after that.
    pub hello: Duration,
    /// How long Discord may take to let the bot in once it has introduced itself.
    pub entry: Duration,
    /// How far apart sessions are begun: Discord takes `max_concurrency` in this time.
    pub identify_apart: Duration,
    /// How long Discord's word on how many sessions are left is good where other processes begin some too.
    pub believed: Duration,
    /// How long to wait after Discord called a session invalid; each time a different part of the range.
    pub after_invalid: RangeInclusive<Duration>,
    /// The wait between two failures in a row; doubled each time. There is none after the first.
    pub first_wait: Duration,
    /// What the doubled waits end at.
    pub longest_wait: Duration,
    /// How long a connection must have lasted for its loss to count as the first failure again.
    pub settled: Duration,
}

impl Pace {
    /// For the real Discord.
    pub const DISCORD: Self = Self {
        connect: Duration::from_secs(15),
        hello: Duration::from_secs(20),
        // Discord may let bots with many servers wait for a minute.
        entry: Duration::from_mins(2),
        identify_apart: Duration::from_secs(5),
        believed: Duration::from_mins(1),
        after_invalid: Duration::from_secs(1)..=Duration::from_secs(5),
        first_wait: Duration::from_secs(1),
        longest_wait: Duration::from_mins(2),
        settled: Duration::from_mins(1),
    };
}
