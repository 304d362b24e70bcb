//! Which part of Discord's servers a process serves.

use std::fmt;
use std::str::FromStr;

/// Which shards a process serves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shards {
    /// As many as Discord recommends, all of them.
    #[default]
    Recommended,
    /// These alone.
    These(ShardRange),
}

/// Some shards, one after the other, out of all there are: a server is on shard `(id >> 22) % total`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShardRange {
    first: u32,
    last: u32,
    total: u32,
}

/// Why a text names no shards. Each message says what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShardsError {
    /// Of another form.
    #[error(
        "{0:?} names no shards; write 2/16 for one of sixteen, 0-3/16 for several, or auto for all that Discord recommends"
    )]
    Form(String),
    /// None at all, or more than anybody has.
    #[error("{written:?} is of {total} shards; write a number from 1 to {MOST} behind the slash, for example 0/1")]
    Total {
        /// What was written.
        written: String,
        /// The number behind the slash.
        total: String,
    },
    /// The last before the first.
    #[error("{written:?} begins behind its end; write {last}-{first}/{total}")]
    Backwards {
        /// What was written.
        written: String,
        /// The number after the line.
        last: u32,
        /// The number before the line.
        first: u32,
        /// The number behind the slash.
        total: u32,
    },
    /// One that there is not.
    #[error("{written:?} names shard {last}, and of {total} the last is {}: they count from 0; write for example 0-{}/{total}", total - 1, total - 1)]
    Beyond {
        /// What was written.
        written: String,
        /// The shard that there is not.
        last: u32,
        /// The number behind the slash.
        total: u32,
    },
}

/// More than the largest bots have: Discord wants one for each 2,500 servers.
const MOST: u32 = 16_384;

impl ShardRange {
    /// All of `total` shards; of one, if `total` is 0.
    #[must_use]
    pub fn all(total: u32) -> Self {
        let total = total.max(1);
        Self { first: 0, last: total - 1, total }
    }

    /// The numbers of the shards.
    pub fn ids(self) -> impl Iterator<Item = u32> {
        self.first..=self.last
    }

    /// How many these are; at least 1.
    #[must_use]
    pub fn count(self) -> u32 {
        self.last - self.first + 1
    }

    /// How many there are with those that others serve.
    #[must_use]
    pub fn total(self) -> u32 {
        self.total
    }

    /// Whether no other process serves any.
    #[must_use]
    pub fn is_all(self) -> bool {
        self.count() == self.total
    }
}

/// As it is written: `2/16` or `0-3/16`.
impl fmt::Display for ShardRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        if self.last > self.first {
            write!(f, "-{}", self.last)?;
        }
        write!(f, "/{}", self.total)
    }
}

impl FromStr for Shards {
    type Err = ShardsError;

    fn from_str(written: &str) -> Result<Self, ShardsError> {
        if written.trim().eq_ignore_ascii_case("auto") {
            return Ok(Self::Recommended);
        }
        let form = || ShardsError::Form(written.to_owned());
        let (these, total) = written.split_once('/').ok_or_else(form)?;
        let (first, last) = these.split_once('-').unwrap_or((these, these));
        let [first, last, total] = [first, last, total].map(|text| digits(text).ok_or_else(form));
        let (first, last, of) = (number(first?), number(last?), total?);
        let total = number(of);
        if !(1..=MOST).contains(&total) {
            return Err(ShardsError::Total { written: written.to_owned(), total: of.to_owned() });
        }
        if first.max(last) >= total {
            return Err(ShardsError::Beyond { written: written.to_owned(), last: first.max(last), total });
        }
        if first > last {
            return Err(ShardsError::Backwards { written: written.to_owned(), last, first, total });
        }
        Ok(Self::These(ShardRange { first, last, total }))
    }
}

/// `text` without the spaces around it, if it is a whole number and nothing else.
fn digits(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// The number that `digits` write; the largest there is where it is larger.
fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}
