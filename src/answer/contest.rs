//! Who won and who came second, and what the confidence in it rests on.

use super::assemble::{Group, group};
use super::{Answer, AnswerValue, CONFIDENCE_FEATURES, Constraints, Explained, Value};
use crate::corpus::{Corpus, DocId, Lexicon};
use crate::question::{QuestionTerm, Variant};
use crate::read::EvidenceSpan;

/// The signals with their middles: what a signal is where it speaks neither for nor against an answer. Those
/// that are not here say nothing that could be put in words.
const MIDDLES: [(&str, f32); 8] = [
    ("share", 0.5),
    ("coverage", 0.6),
    ("passage_coverage", 0.6),
    ("names_missing", 0.0),
    ("heaviest_missing", 0.0),
    ("unknown", 0.0),
    ("neural", 0.0),
    ("best_neural", 0.0),
];

/// The best value's best words, and those of the best other value that is not part of the answer.
#[derive(Clone, Debug)]
pub struct Contest<'a> {
    /// The winner.
    pub first: Contender<'a>,
    /// The best words for another value that the answer does not show, or for whole sentences the best other
    /// sentence. `None` if there are none.
    pub second: Option<Contender<'a>>,
}

/// Words that stand for a value.
#[derive(Clone, Debug)]
pub struct Contender<'a> {
    /// The value's best words.
    pub span: &'a EvidenceSpan,
    /// In how many articles it was found.
    pub n_articles: usize,
    /// In how many sentences it was found.
    pub n_sentences: usize,
    /// The parts of the question, in its own words, that keep it from being an answer at all; without any where
    /// it says nothing new or is not of the kind wanted. `None` if it meets the whole question.
    pub unmet: Option<Vec<String>>,
}

/// Words that stand for nothing but themselves.
fn alone(span: &EvidenceSpan) -> Contender<'_> {
    Contender { span, n_articles: 1, n_sentences: 1, unmet: None }
}

/// Something that the confidence rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ground {
    /// Which signal, as [`CONFIDENCE_FEATURES`] names it.
    pub signal: &'static str,
    /// What the signal is.
    pub value: f32,
    /// How much log-odds it adds beside a signal in the middle of its range; below 0 it takes away.
    pub effect: f32,
}

impl Explained {
    /// The winner and the best of those that are not in the answer; `None` if nothing was found that meets the
    /// whole question.
    ///
    /// Words inside the winner's own, or around them, are no other value, whatever their normal form is.
    #[must_use]
    pub fn contest(&self, corpus: &Corpus) -> Option<Contest<'_>> {
        let question = &self.understood.question;
        let constraints = Constraints::of(question, corpus);
        let unmet = constraints.unmet_by(&self.spans);
        let groups = group(&self.spans, &unmet, question, corpus);
        let first = self.contender(groups.first()?)?;
        let values: &[AnswerValue] = match &self.answer {
            Answer::Quoted(quoted) => &quoted.values,
            _ => &[],
        };
        let is_apart = |span: &EvidenceSpan| span.doc != first.span.doc || !span.answer.overlaps(first.span.answer);
        let others = groups.iter().skip(1).filter(|group| values.iter().all(|shown| shown.value != group.value));
        let another = others.filter_map(|group| self.contender(group)).find(|other| is_apart(other.span));
        let quotes = || values.iter().flat_map(|value| &value.evidence).map(|evidence| &evidence.quote);
        let is_shown =
            |span: &EvidenceSpan| quotes().any(|quote| quote.doc() == span.doc && quote.span() == span.sentence);
        let is_sentence = question.answer_type.is_sentence();
        let is_other = |span: &EvidenceSpan| {
            let words = span.answer.cut(corpus.document(span.doc).body());
            let value = Value::of(words, question.answer_type, corpus.lexicon());
            let known = [&groups[0].value].into_iter().chain(values.iter().map(|shown| &shown.value));
            is_apart(span)
                && if is_sentence { !is_shown(span) } else { !known.into_iter().any(|known| known.agrees(&value)) }
        };
        let mut found = self.spans.iter().zip(&unmet);
        let barred = found.find(|(span, unmet)| !unmet.is_empty() && is_other(span));
        let barred = barred.map(|(span, unmet)| Contender { unmet: Some(constraints.parts(unmet)), ..alone(span) });
        // Whole sentences are compared by what they say to the question, which is often the same.
        let mut sentences = self.spans.iter().zip(&unmet).filter(|(_, unmet)| is_sentence && unmet.is_empty());
        let another = another.or_else(|| Some(alone(sentences.find(|(span, _)| is_apart(span) && !is_shown(span))?.0)));
        let second = match (another, barred) {
            (Some(another), Some(barred)) if barred.span.span_score > another.span.span_score => Some(barred),
            (another, barred) => another.or(barred),
        };
        Some(Contest { first, second })
    }

    fn contender(&self, group: &Group) -> Option<Contender<'_>> {
        let spans: Vec<&EvidenceSpan> = group.spans.iter().filter_map(|place| self.spans.get(*place)).collect();
        let mut docs: Vec<DocId> = spans.iter().map(|span| span.doc).collect();
        let mut sentences: Vec<_> = spans.iter().map(|span| (span.doc, span.sentence)).collect();
        docs.sort_unstable();
        docs.dedup();
        sentences.sort_unstable();
        sentences.dedup();
        Some(Contender { n_articles: docs.len(), n_sentences: sentences.len(), ..alone(spans.first()?) })
    }

    /// The words of the question that no article has, nor another word for.
    #[must_use]
    pub fn unknown_terms(&self, corpus: &Corpus) -> Vec<&QuestionTerm> {
        self.understood.question.terms.iter().filter(|term| !is_known(term, KNOWN_WORTH, corpus.lexicon())).collect()
    }

    /// What the confidence rests on, the weightiest first; ties in the order of the signals.
    #[must_use]
    pub fn grounds(&self) -> Vec<Ground> {
        let Some(signals) = &self.signals else { return Vec::new() };
        let ground = |(signal, middle): (&'static str, f32)| {
            let place = CONFIDENCE_FEATURES.iter().position(|name| *name == signal)?;
            let value = signals[place];
            Some(Ground { signal, value, effect: self.judged_by.weights[place] * (value - middle) })
        };
        let mut grounds: Vec<Ground> = MIDDLES.into_iter().filter_map(ground).collect();
        grounds.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()));
        grounds
    }
}

/// A word that may well stand for another is worth this much of it.
pub(super) const KNOWN_WORTH: f32 = 0.5;

/// Whether the articles have a word of the question, or one that is worth `worth` of it.
pub(super) fn is_known(term: &QuestionTerm, worth: f32, lexicon: &Lexicon) -> bool {
    let near = |variant: &Variant| variant.weight >= worth && variant.terms.iter().all(|part| lexicon.holds(*part));
    lexicon.holds(term.term) || term.variants.iter().any(near)
}
