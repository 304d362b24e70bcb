//! Reading passages: which words of them answer a question, and how well.
//!
//! A [`Reader`] gets passages and gives scored spans. It does not search, touch files or the network,
//! and does not decide whether an answer is good enough. [`RulesReader`] scores by named features with
//! weights that were fitted on data (`read/model.tsv`). [`Neural`] is a small trained network, and
//! [`JointReader`] joins its scores with the rules' features (`read/joint.tsv`). Both files are made by
//! `examples/fit`, the network by `training/`.

mod feature;
mod joint;
mod joint_model;
mod kind;
mod matcher;
mod model;
mod neural;
mod rules;
mod view;
mod word_class;

use crate::corpus::{Corpus, DocId, PassageId};
use crate::question::Question;
use crate::text::Span;

pub use feature::{N_SENTENCE_FEATURES, N_SPAN_FEATURES, SENTENCE_FEATURES, SPAN_FEATURES, Slot};
pub use joint::{JointCandidate, JointReader};
pub use joint_model::{JOINT_FEATURES, JointFeatures, JointModel, N_JOINT_FEATURES};
pub use kind::Kind;
pub use matcher::{Match, Matcher};
pub use model::{Model, ModelError};
pub use neural::{Neural, ReaderFileError};
pub use rules::{Reading, RulesReader, ScoredSentence, SpanCandidate};
pub(crate) use view::raise;
pub use view::{SentenceView, title_words};

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
    /// The network's log-odds of these words against "no answer here" in their passage; `None` if no network read.
    pub neural_margin: Option<f32>,
    /// What each group of features added to the score, by name, largest first.
    pub contributions: Vec<(&'static str, f32)>,
}

/// Something that reads.
pub trait Reader: Send + Sync {
    /// Its name, as settings, `why` and the log write it.
    fn name(&self) -> &'static str;

    /// How much wider its scores lie apart than those of the rules, where one answer is as likely as the other.
    fn spread(&self) -> f32 {
        1.0
    }

    /// The most likely answers in `passages`, best first, at most [`MAX_SPANS`]; ties in corpus order.
    ///
    /// # Errors
    /// [`Unread`] if the budget is spent before all passages are read, or a part of the reader fails. What
    /// was read by then is given up: an answer never hangs on how fast a machine is.
    fn read(
        &self,
        question: &Question,
        corpus: &Corpus,
        passages: &[ToRead],
        budget: &dyn Budget,
    ) -> Result<Vec<EvidenceSpan>, Unread>;
}

/// Why passages were not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// The budget was spent.
    #[error("there was no time left")]
    OutOfTime,
    /// The reader broke down.
    #[error("{0}")]
    Failed(String),
}

/// How long a reader may go on. Whoever waits for the answer knows; this room knows no clock.
pub trait Budget: Sync {
    /// Whether it should stop.
    fn is_spent(&self) -> bool;
}

impl<F: Fn() -> bool + Sync> Budget for F {
    fn is_spent(&self) -> bool {
        self()
    }
}

/// As long as it takes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unlimited;

impl Budget for Unlimited {
    fn is_spent(&self) -> bool {
        false
    }
}

/// The most spans that a reader gives.
pub const MAX_SPANS: usize = 40;
