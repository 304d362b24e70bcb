//! One thing that was looked at.

use std::fmt;

use serde::Serialize;

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    /// As it should be.
    Ok,
    /// The bot works, and less well than it could.
    Warning,
    /// The bot does not work so.
    Failed,
}

/// What was looked at, how it stands, and what to do if that is not well.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Finding {
    pub(super) about: &'static str,
    pub(super) state: State,
    pub(super) said: String,
    pub(super) advice: Option<String>,
}

impl Finding {
    pub(super) fn ok(about: &'static str, said: impl fmt::Display) -> Self {
        Self { about, state: State::Ok, said: said.to_string(), advice: None }
    }

    /// One that is well, with something to do all the same.
    pub(super) fn hint(about: &'static str, said: impl fmt::Display, advice: impl fmt::Display) -> Self {
        Self { advice: Some(advice.to_string()), ..Self::ok(about, said) }
    }

    pub(super) fn warning(about: &'static str, said: impl fmt::Display, advice: impl fmt::Display) -> Self {
        Self { state: State::Warning, ..Self::hint(about, said, advice) }
    }

    pub(super) fn failed(about: &'static str, said: impl fmt::Display, advice: impl fmt::Display) -> Self {
        Self { state: State::Failed, ..Self::hint(about, said, advice) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            State::Ok => "ok",
            State::Warning => "warning",
            State::Failed => "failed",
        };
        write!(f, "{state:<8} {}: {}", self.about, self.said)?;
        self.advice.as_ref().map_or(Ok(()), |advice| write!(f, "\n         {advice}"))
    }
}
