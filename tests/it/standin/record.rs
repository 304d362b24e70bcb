//! What was asked of the stand-in, and what was wrong with it.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// `GET`, `POST`, …
    pub(crate) method: String,
    /// Below `/api/v10`, without the query: `/channels/20/messages`.
    pub(crate) path: String,
    /// After the `?`; empty if there is none.
    pub(crate) query: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// What was sent: JSON, the `payload_json` of a form, or the text if it is neither. `Null` if nothing.
    pub(crate) body: Value,
    /// When, by the stand-in's clock, since 1970.
    pub(crate) at: Duration,
    /// The status it was answered with; 0 if the connection was dropped instead, or it is not answered yet.
    pub(crate) status: u16,
}

impl Request {
    /// The value of the header `name`, which is in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        if !self.query.is_empty() {
            write!(f, "?{}", self.query)?;
        }
        if !self.body.is_null() {
            write!(f, " {}", self.body)?;
        }
        write!(f, " -> {}", self.status)
    }
}

/// Something that a bot must not do.
#[derive(Clone, Debug)]
pub(crate) struct Violation {
    /// Which rule, and how.
    pub(crate) rule: String,
    /// What broke it, as it was sent.
    pub(crate) shown: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n    in {}", self.rule, self.shown)
    }
}

/// Everything that came, in order.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) requests: Vec<Request>,
    pub(super) violations: Vec<Violation>,
    /// Answers of 401, 403 and 429; Discord bans an address for 10,000 of them in ten minutes.
    pub(super) n_invalid: u32,
    /// How many requests and events there were to be checked.
    n_checks: u32,
}

impl Record {
    /// Whether the next of so many is to be checked.
    pub(super) fn is_due(&mut self, every: u32) -> bool {
        self.n_checks = self.n_checks.wrapping_add(1);
        self.n_checks.is_multiple_of(every.max(1))
    }

    pub(super) fn violate(&mut self, rule: impl Into<String>, shown: impl fmt::Display) {
        self.violations.push(Violation { rule: rule.into(), shown: shown.to_string() });
    }
}
