//! Reading passages: which words of them answer a question, and how well.
//!
//! A [`Reader`] gets passages and gives scored spans. It does not search, touch files or the network,
//! and does not decide whether an answer is good enough. [`RulesReader`] scores by named features with
//! weights that were fitted on data (`read/model.tsv`, made by `examples/fit.rs`).

mod feature;
mod kind;
mod matcher;
mod model;
mod rules;
mod view;
mod word_class;

use crate::corpus::{Corpus, DocId, PassageId};
use crate::question::Question;
use crate::text::Span;

pub use feature::{N_SENTENCE_FEATURES, N_SPAN_FEATURES, SENTENCE_FEATURES, SPAN_FEATURES, Slot};
pub use kind::Kind;
pub use matcher::Matcher;
pub use model::{Model, ModelError};
pub use rules::{Reading, RulesReader, ScoredSentence, SpanCandidate};
pub use view::SentenceView;

/// A passage to read, and what the retriever thought of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToRead {
    /// The passage.
    pub passage: PassageId,
    /// Its retrieval score over the best passage's, 0 to 1.
    pub prior: f32,
}

/// Words of a passage that may be the answer.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidenceSpan {
    /// The passage they stand in.
    pub passage: PassageId,
    /// The document.
    pub doc: DocId,
    /// The sentence they stand in, as a span of the body.
    pub sentence: Span,
    /// The words themselves, inside `sentence`.
    pub answer: Span,
    /// What kind of thing they look like.
    pub kind: Kind,
    /// How well they answer: a log-odds, comparable over all passages of one call.
    pub span_score: f32,
    /// How much of the question the sentence holds, by weight, 0 to 1.
    pub coverage: f32,
    /// How much of the question the passage with its title holds, by weight, 0 to 1.
    pub passage_coverage: f32,
    /// How many of the question's names and numbers the sentence lacks, by weight, 0 to 1.
    pub sentence_names_missing: f32,
    /// How many of them the passage with its title lacks.
    pub names_missing: f32,
    /// The weightiest term that the passage with its title lacks, as a share of all weight, 0 to 1.
    pub heaviest_missing: f32,
    /// For every term of the question the worth of its best match in the sentence.
    pub held: Vec<f32>,
    /// How many words lie between the answer and the nearest match of the question's key term, which is its
    /// focus, or else its weightiest term that is not offered for choice. `None` if the sentence has none.
    pub key_distance: Option<usize>,
    /// What each group of features added to the score, by name, largest first.
    pub contributions: Vec<(&'static str, f32)>,
}

/// Something that reads.
pub trait Reader: Send + Sync {
    /// Its name, as `why` and the log print it.
    fn name(&self) -> &'static str;

    /// The most likely answers in `passages`, best first, at most [`MAX_SPANS`]; ties in corpus order.
    fn read(&self, question: &Question, corpus: &Corpus, passages: &[ToRead]) -> Vec<EvidenceSpan>;
}

/// The most spans that a reader gives.
pub const MAX_SPANS: usize = 40;
