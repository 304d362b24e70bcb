//! Finding passages: a ranked list for a built query.
//!
//! What is searched are [`Term`]s that the caller made, so no word a user typed ever reaches a query
//! parser, and any engine behind [`Retriever`] sees the same analysis. This room does not know what is
//! asked or why. tantivy lives only here.

mod embedded;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod ranking;
mod read_only;
mod record;
mod remnant;
#[cfg(feature = "remote")]
mod remote;
mod schema;
mod store;

use std::sync::Arc;

use crate::corpus::{DocId, PassageId};
use crate::text::Term;

pub use embedded::Embedded;
#[cfg(feature = "remote")]
pub use remote::{Published, Remote, RemoteError, WithFallback};
pub use store::{Indexed, KeptIndex, commit_file, look, open, open_after};

/// What to search for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Every clause adds to a passage's score; none is required.
    pub clauses: Vec<Clause>,
    /// Search these documents only; `None` for all.
    pub documents: Option<Vec<DocId>>,
    /// Search only what is heard in this part of the articles ([`Document::heard_in`](crate::corpus::Document::heard_in)):
    /// nothing if there is none of that name. `None` for all articles, without copies.
    pub part: Option<String>,
}

/// A term to search for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clause {
    /// The term.
    pub term: Term,
    /// Factor on its BM25 score; 1 for a word of the question, less for a word like it.
    pub weight: f32,
    /// Whether the question itself has the word: only then are titles, names and neighbours searched.
    pub literal: bool,
}

/// A passage and how well it fits a query.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScoredPassage {
    /// The passage.
    pub passage: PassageId,
    /// The sum of the clauses' weighted BM25 scores; comparable within one query only.
    pub retrieval_score: f32,
}

/// What a search finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The passages, best first.
    pub passages: Vec<ScoredPassage>,
    /// Whether another engine answered in place of the one that was to, which could not.
    pub is_substitute: bool,
}

impl From<Vec<ScoredPassage>> for Found {
    /// What the engine found that was to.
    fn from(passages: Vec<ScoredPassage>) -> Self {
        Self { passages, is_substitute: false }
    }
}

/// Why nothing could be searched.
#[derive(Debug, thiserror::Error)]
pub enum RetrieveError {
    /// The engine failed.
    #[error("the index cannot be searched: {0}")]
    Engine(String),
    /// It cannot be asked now, and may answer again in a while.
    #[error("the index cannot be searched now: {0}")]
    Unavailable(String),
}

/// Something that finds passages.
pub trait Retriever: Send + Sync {
    /// The `top_k` passages that fit best, best first; ties in corpus order. Passages that hold none of
    /// the terms are left out.
    ///
    /// # Errors
    /// [`RetrieveError`] where the engine fails; an empty list is no error.
    fn search(&self, query: &Query, top_k: usize) -> Result<Found, RetrieveError>;
}

/// Engines with different readers may share one index.
impl<R: Retriever + ?Sized> Retriever for Arc<R> {
    fn search(&self, query: &Query, top_k: usize) -> Result<Found, RetrieveError> {
        R::search(self, query, top_k)
    }
}
