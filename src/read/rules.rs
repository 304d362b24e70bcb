//! The reader without a network: named features, fitted weights.

use super::feature::{
    MAX_LENGTH, N_SENTENCE_FEATURES, N_SPAN_FEATURES, SENTENCE_FEATURES, SPAN_FEATURES, Slot, Surroundings,
    of_sentence, pair, shape,
};
use super::kind::{Kind, can_be};
use super::matcher::Matcher;
use super::model::Model;
use super::view::{PassageView, SentenceView};
use super::word_class::WordClass;
use super::{EvidenceSpan, MAX_SPANS, Reader, ToRead};
use crate::corpus::Corpus;
use crate::question::{AnswerType, Question};

/// How many sentences are searched for spans. Of the answers of kept-aside SQuAD articles, read closed,
/// 99 in 100 stand in the first five; in a corpus of many passages more are needed.
const READ_SENTENCES: usize = 14;
/// How many spans of one sentence may be answers.
const SPANS_PER_SENTENCE: usize = 3;

/// Reads by rules: every sentence gets a score, then every span of the best ones.
#[derive(Debug, Default)]
pub struct RulesReader {
    model: Model,
}

/// A sentence with its features and score.
#[derive(Clone, Copy, Debug)]
pub struct ScoredSentence {
    /// The place of its passage among those read.
    pub passage: usize,
    /// Its place in the passage.
    pub place: usize,
    /// Its features, in the order of [`SENTENCE_FEATURES`].
    pub features: [f32; N_SENTENCE_FEATURES],
    /// Their weighted sum.
    pub score: f32,
}

/// A span with its features and score.
#[derive(Clone, Copy, Debug)]
pub struct SpanCandidate {
    /// The place of its first word in the sentence.
    pub from: usize,
    /// The place after its last word.
    pub to: usize,
    /// Its features, in the order of [`SPAN_FEATURES`].
    pub features: [f32; N_SPAN_FEATURES],
    /// What it holds in each slot, in the order of [`Slot::ALL`].
    pub slots: [usize; Slot::ALL.len()],
    /// What kind of thing it looks like.
    pub kind: Kind,
    /// The weighted sum.
    pub score: f32,
}

/// What is read for one question.
#[derive(Debug)]
pub struct Reading {
    matcher: Matcher,
    views: Vec<PassageView>,
}

impl Reading {
    /// The sentence that a score is of.
    #[must_use]
    pub fn sentence(&self, scored: &ScoredSentence) -> &SentenceView {
        &self.views[scored.passage].sentences[scored.place]
    }
}

impl RulesReader {
    /// A reader with the weights that come with the program.
    #[must_use]
    pub fn shipped() -> Self {
        Self::with_model(Model::shipped())
    }

    /// A reader with these weights.
    #[must_use]
    pub fn with_model(model: Model) -> Self {
        Self { model }
    }

    /// Looks at passages through a question's eyes.
    #[must_use]
    pub fn look(&self, question: &Question, corpus: &Corpus, passages: &[ToRead]) -> Reading {
        let matcher = Matcher::new(question, corpus.lexicon());
        let views = passages.iter().map(|read| PassageView::new(corpus, read.passage, read.prior, &matcher)).collect();
        Reading { matcher, views }
    }

    /// All sentences, best first; ties in the order of the passages.
    #[must_use]
    pub fn sentences(&self, reading: &Reading, wanted: AnswerType) -> Vec<ScoredSentence> {
        let weights = &self.model.sentence[wanted.index()];
        let mut scored: Vec<ScoredSentence> = Vec::new();
        for (passage, view) in reading.views.iter().enumerate() {
            for place in 0..view.sentences.len() {
                let features = of_sentence(view, place, &reading.matcher, wanted);
                scored.push(ScoredSentence { passage, place, features, score: dot(weights, &features) });
            }
        }
        scored.sort_by(|a, b| b.score.total_cmp(&a.score));
        scored
    }

    /// All spans of a sentence that may be an answer, in the order of the text.
    #[must_use]
    pub fn spans(&self, reading: &Reading, scored: &ScoredSentence, wanted: AnswerType) -> Vec<SpanCandidate> {
        let sentence = reading.sentence(scored);
        let around = Surroundings::new(sentence, &reading.matcher);
        let longest = longest(wanted);
        let weights = &self.model.span[wanted.index()];
        let mut found = Vec::new();
        for from in (0..sentence.words.len()).filter(|at| can_begin(sentence, *at)) {
            for to in (from + 1..=(from + longest).min(sentence.words.len())).filter(|to| can_end(sentence, to - 1)) {
                let classes = &sentence.classes[from..to];
                if !can_be(wanted, classes) {
                    continue;
                }
                let features = around.of_span(sentence, from, to, scored.score, reading.matcher.focus());
                let kind = Kind::of(classes);
                let slots = [
                    sentence.class_before(from).index(),
                    classes[0].index(),
                    classes[classes.len() - 1].index(),
                    sentence.class_at(to).index(),
                    (to - from).min(MAX_LENGTH),
                    kind.index(),
                    shape(classes[0], classes[classes.len() - 1]),
                    pair(sentence.class_before(from), classes[0]),
                    pair(classes[classes.len() - 1], sentence.class_at(to)),
                ];
                let learned: f32 =
                    Slot::ALL.iter().zip(slots).map(|(slot, value)| self.model.table(*slot, wanted, value)).sum();
                found.push(SpanCandidate { from, to, features, slots, kind, score: learned + dot(weights, &features) });
            }
        }
        found
    }

    fn evidence(
        &self,
        reading: &Reading,
        scored: &ScoredSentence,
        span: Option<&SpanCandidate>,
        corpus: &Corpus,
        wanted: AnswerType,
    ) -> EvidenceSpan {
        let sentence = reading.sentence(scored);
        let view = &reading.views[scored.passage];
        let mut contributions: Vec<(&'static str, f32)> = Vec::new();
        let sentence_weight = if span.is_some() { self.model.span[wanted.index()][0] } else { 1.0 };
        let parts = SENTENCE_FEATURES.iter().zip(self.model.sentence[wanted.index()].iter().zip(scored.features));
        contributions.extend(parts.map(|(name, (weight, value))| (*name, weight * value * sentence_weight)));
        if let Some(span) = span {
            let parts = SPAN_FEATURES.iter().zip(self.model.span[wanted.index()].iter().zip(span.features)).skip(1);
            contributions.extend(parts.map(|(name, (weight, value))| (*name, weight * value)));
            contributions.extend(
                Slot::ALL
                    .iter()
                    .zip(span.slots)
                    .map(|(slot, value)| (slot.name(), self.model.table(*slot, wanted, value))),
            );
        }
        contributions.retain(|(_, part)| part.abs() > 0.005);
        contributions.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let words = span.map_or(0..sentence.words.len(), |span| span.from..span.to);
        EvidenceSpan {
            passage: sentence.passage,
            doc: corpus.passage(sentence.passage).doc,
            sentence: sentence.span,
            answer: span.map_or(sentence.span, |span| sentence.bytes(span.from, span.to)),
            kind: span.map_or(Kind::Sentence, |span| span.kind),
            span_score: span.map_or(scored.score, |span| span.score),
            coverage: reading.matcher.coverage(&sentence.best),
            passage_coverage: reading.matcher.coverage(&view.best_with_title),
            sentence_names_missing: 1.0 - reading.matcher.name_coverage(&sentence.best),
            names_missing: 1.0 - reading.matcher.name_coverage(&view.best_with_title),
            heaviest_missing: reading.matcher.heaviest_missing(&view.best_with_title),
            held: sentence.best.clone(),
            key_distance: reading.matcher.key().and_then(|key| sentence.distance(key, &words)),
            contributions,
        }
    }
}

impl Reader for RulesReader {
    fn name(&self) -> &'static str {
        "rules"
    }

    fn read(&self, question: &Question, corpus: &Corpus, passages: &[ToRead]) -> Vec<EvidenceSpan> {
        let wanted = question.answer_type;
        let reading = self.look(question, corpus, passages);
        let sentences = self.sentences(&reading, wanted);
        let mut found = Vec::new();
        for scored in sentences.iter().take(READ_SENTENCES) {
            if wanted.is_sentence() {
                found.push(self.evidence(&reading, scored, None, corpus, wanted));
                continue;
            }
            let spans = self.spans(&reading, scored, wanted);
            found.extend(apart(spans).iter().map(|span| self.evidence(&reading, scored, Some(span), corpus, wanted)));
        }
        found.sort_by(|a, b| {
            b.span_score.total_cmp(&a.span_score).then(a.passage.cmp(&b.passage)).then(a.answer.cmp(&b.answer))
        });
        found.truncate(MAX_SPANS);
        found
    }
}

/// The best spans that do not overlap, best first.
fn apart(mut spans: Vec<SpanCandidate>) -> Vec<SpanCandidate> {
    spans.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<SpanCandidate> = Vec::new();
    for span in spans {
        if kept.len() == SPANS_PER_SENTENCE {
            break;
        }
        if kept.iter().all(|other| span.to <= other.from || other.to <= span.from) {
            kept.push(span);
        }
    }
    kept
}

fn longest(wanted: AnswerType) -> usize {
    match wanted {
        AnswerType::Reason
        | AnswerType::Definition
        | AnswerType::Quotation
        | AnswerType::Description
        | AnswerType::YesNo => MAX_LENGTH,
        AnswerType::Thing => 14,
        _ => 10,
    }
}

fn can_begin(sentence: &SentenceView, at: usize) -> bool {
    let class = sentence.class_at(at);
    if at > 0 && is_unit(sentence, at) {
        return false;
    }
    sentence.words[at].token.is_word() || class.is("currency") || class.is("open-quote") || class.is("quote")
}

fn can_end(sentence: &SentenceView, at: usize) -> bool {
    let class = sentence.class_at(at);
    if is_unit(sentence, at + 1) {
        return false;
    }
    sentence.words[at].token.is_word()
        || class.is("percent")
        || class.is("close-quote")
        || class.is("quote")
        || class.is("currency")
}

/// Whether the words before and at `at` are one thing that no answer cuts in two: `October 19`, `3 million`,
/// `$5`.
fn is_unit(sentence: &SentenceView, at: usize) -> bool {
    let (before, after) = (sentence.class_before(at), sentence.class_at(at));
    let number = |class: WordClass| class.is("number") || class.is("number-word");
    (before.is("month") && (number(after) || after.is("ordinal")))
        || (number(before) && (after.is("month") || after.is("magnitude") || after.is("percent")))
        || (before.is("currency") && number(after))
}

fn dot<const N: usize>(weights: &[f32; N], features: &[f32; N]) -> f32 {
    weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum()
}
