//! The stand-in by hand: what a typed line does, and what the bot did as text.

mod line;
mod shown;

use super::Standin;
use super::record::Request;
pub(crate) use line::Awaited;

impl Standin {
    /// Does what `line` says, as the tests would.
    ///
    /// # Errors
    /// What to tell whoever typed it.
    pub(crate) fn type_line(&self, line: &str) -> Result<Awaited, String> {
        line::run(self, line)
    }

    /// What a request did, for people to read.
    pub(crate) fn shown(&self, request: &Request) -> String {
        let channel = request.path.split('/').nth(2).and_then(|id| id.parse().ok());
        let place = if channel == Some(self.channel("general")) { "in #general" } else { "there" };
        shown::request(request, place)
    }
}
