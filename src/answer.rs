//! From a question to a quoted, calibrated answer, or to none.
//!
//! The pipeline: [`understand`](Understood) the question with what the corpus knows, retrieve
//! passages, read them, merge equal values, find rivals, and decide by a measured probability whether to
//! answer at all. This room formats nothing for display.

mod as_of;
mod assemble;
mod calendar;
mod comparison;
mod confidence;
mod constraint;
mod contest;
mod cue;
mod engine;
mod event;
mod speaker;
mod timeline;
mod topic;
mod understand;
mod value;
mod verdict;

use crate::corpus::{Attribution, DocId, Quote};
use crate::question::Intent;
use crate::text::Span;

pub use crate::read::{Budget, Unlimited};
pub use crate::retrieve::RetrieveError;
pub use as_of::AsOf;
pub use calendar::{Date, Period, Precision};
pub use comparison::{Comparison, Side};
pub use confidence::{CONFIDENCE_FEATURES, Confidence, ConfidenceModel, Logistic, N_CONFIDENCE_FEATURES, Signals};
pub use constraint::{Constraint, Constraints, Unmet};
pub use contest::{Contender, Contest, Ground};
pub use engine::{Ask, Calibrated, Engine, Explained, FoundQuotes, PASSAGES_READ, UnknownSource, to_read};
pub use event::When;
pub use timeline::{Event, Timeline};
pub use understand::{Source, Understood};
pub use value::{Bound, DateParts, Value};
pub use verdict::Verdict;

/// What came of a question.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is answered, with quotes.
    Quoted(Quoted),
    /// The articles do not say.
    Abstained(Abstained),
    /// It was no question; where something was named, the quotes that mention it.
    NotAQuestion(Intent, Vec<Evidence>),
}

/// An answer with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Quoted {
    /// The distinct values, best first; never empty.
    pub values: Vec<AnswerValue>,
    /// Whether the values cannot all be true of one fact.
    pub conflict: bool,
    /// How likely the first value is right.
    pub confidence: Confidence,
    /// Yes or no, where that was asked and all the evidence plainly says the same.
    pub verdict: Option<Verdict>,
    /// That a newer article speaks on the question than those that give the first value, if one does.
    pub as_of: Option<AsOf>,
}

/// One value and the quotes that give it.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerValue {
    /// The value in normal form, as it was compared.
    pub value: Value,
    /// The evidence, best first, one for each source at most; never empty.
    pub evidence: Vec<Evidence>,
    /// When it was, where another value is of another time.
    pub when: Option<When>,
    /// How likely this value is right.
    pub confidence: Confidence,
}

/// Whole sentences out of an article, and the answer's words in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The sentences.
    pub quote: Quote,
    /// The answer's words, as a span of the body inside the quote; the quote's own span if it has none.
    pub answer: Span,
    /// The number of the paragraph, from 1.
    pub paragraph: usize,
    /// Who says the answer's words, or the quote's if it has none; `None` if the article itself does.
    pub attribution: Option<Attribution>,
}

impl Evidence {
    /// The document.
    #[must_use]
    pub fn doc(&self) -> DocId {
        self.quote.doc()
    }

    /// The answer's words, verbatim.
    #[must_use]
    pub fn answer_words(&self) -> &str {
        self.quote.part(self.answer).unwrap_or_else(|| self.quote.words())
    }
}

/// Why there is no answer, and what came nearest.
#[derive(Clone, Debug, PartialEq)]
pub struct Abstained {
    /// Why.
    pub reason: Reason,
    /// The nearest quotes; they do not answer.
    pub nearest: Vec<Evidence>,
}

/// Why the articles do not answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// No passage holds any word of the question.
    NothingFound,
    /// Something was found, but the probability that it answers is below the threshold.
    Unsure(Confidence),
    /// These parts of the question, in its own words, are met by nothing that would answer the rest; never empty.
    Unsupported(Vec<String>),
    /// The source that the question names is not among the articles and not cited by them.
    UnknownSource(String),
}
