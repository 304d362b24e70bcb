//! What people think of an answer.

use serde::Serialize;

/// A vote on an answer. It names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Vote {
    /// The question, complete in itself.
    pub question: String,
    /// The source it was limited to.
    pub source: Option<String>,
    /// What was answered: the words of each value, best first; empty where there was no answer, or it
    /// is another now.
    pub answers: Vec<String>,
    /// Which articles it was answered from: the corpus's hash.
    pub corpus: String,
    /// Whether the answer helped.
    pub helped: bool,
}

/// Where votes are kept.
pub trait VoteKeeper: Send + Sync {
    /// Keeps a vote. Returns whether it was kept; a failure has been logged.
    fn keep(&self, vote: &Vote) -> bool;
}
