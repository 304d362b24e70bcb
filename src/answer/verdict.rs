//! Yes or no, where the evidence says so and nothing speaks against it.

use super::AnswerValue;
use super::value::denies;
use crate::corpus::Corpus;
use crate::question::{AnswerType, Question};
use crate::read::EvidenceSpan;
use crate::text::{fold, tokenize};

/// The first sentence must hold this share of the question, by weight, …
const COVERAGE: f32 = 0.8;
/// … and each of its terms with this worth. A verdict on less would rest on what the sentence leaves out.
const WORTH: f32 = 0.5;
/// The answer must be at least so likely right.
const LEAST: f32 = 0.6;
/// Words that keep a sentence from saying that something is so.
const HEDGING: &str = "would could may might should if unless whether reportedly allegedly alleged claimed claims claim \
    plans plan planned wants want wanted hopes hope demand demands demanded sought seek urged ask asked asks expected likely \
    possible possibly perhaps maybe rumours rumors";

/// What all the evidence says to a question of yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is so.
    Yes,
    /// It is not.
    No,
}

/// The verdict of the first value, if it is the only one and says plainly what is asked. What somebody only claims,
/// plans or fears is none.
pub(super) fn verdict(
    question: &Question,
    leader: &EvidenceSpan,
    values: &[AnswerValue],
    probability: f32,
    corpus: &Corpus,
) -> Option<Verdict> {
    let [value] = values else { return None };
    let decides = question.answer_type == AnswerType::YesNo && question.alternatives.is_empty();
    let holds_all = leader.coverage >= COVERAGE && leader.held.iter().all(|worth| *worth >= WORTH);
    let is_plain =
        value.evidence.iter().all(|evidence| evidence.attribution.is_none() && !hedges(evidence.quote.words()));
    if !decides || !holds_all || !is_plain || probability < LEAST {
        return None;
    }
    let sentence = leader.sentence.cut(corpus.document(leader.doc).body());
    Some(if denies(sentence) == denies(&question.text) { Verdict::Yes } else { Verdict::No })
}

fn hedges(sentence: &str) -> bool {
    let is_hedge = |word: &str| HEDGING.split_whitespace().any(|hedge| hedge == word);
    sentence.contains('?') || tokenize(sentence).iter().any(|token| is_hedge(&fold(token.span.cut(sentence))))
}
