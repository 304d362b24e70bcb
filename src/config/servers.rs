//! Which servers' managers may change the articles.

use std::collections::BTreeSet;
use std::str::FromStr;

/// Servers, by their ids; none unless said otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Servers {
    /// These.
    Named(BTreeSet<u64>),
    /// All.
    All,
}

/// Something that names no server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no server's id; write ids with commas between them, for example 81384788765712384 (/corpus on the server says its id), or all"
)]
pub struct ServersError(String);

impl Default for Servers {
    fn default() -> Self {
        Self::Named(BTreeSet::new())
    }
}

impl Servers {
    /// Whether this server is among them.
    #[must_use]
    pub fn holds(&self, server: u64) -> bool {
        match self {
            Self::Named(ids) => ids.contains(&server),
            Self::All => true,
        }
    }
}

impl FromStr for Servers {
    type Err = ServersError;

    fn from_str(written: &str) -> Result<Self, ServersError> {
        if written.trim().eq_ignore_ascii_case("all") {
            return Ok(Self::All);
        }
        let id = |word: &str| {
            let id = word.parse().ok().filter(|id| *id > 0 && word.bytes().all(|byte| byte.is_ascii_digit()));
            id.ok_or_else(|| ServersError(word.to_owned()))
        };
        written.split(',').map(str::trim).map(id).collect::<Result<_, _>>().map(Self::Named)
    }
}
