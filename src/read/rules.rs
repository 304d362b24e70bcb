//! The reader without a network: named features, fitted weights.

use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::feature::{
    MAX_LENGTH, N_SENTENCE_FEATURES, N_SPAN_FEATURES, SENTENCE_FEATURES, SPAN_FEATURES, Slot, Surroundings,
    of_sentence, pair, shape,
};
use super::kind::{Kind, can_be};
use super::matcher::Matcher;
use super::model::Model;
use super::view::{PassageView, SentenceView};
use super::word_class::WordClass;
use super::{Budget, EvidenceSpan, MAX_SPANS, Reader, ToRead, Unread};
use crate::corpus::Corpus;
use crate::question::{AnswerType, Question};

/// How many sentences are searched for spans. Of the answers of kept-aside SQuAD articles, read closed,
/// 99 in 100 stand in the first five; in a corpus of many passages more are needed.
pub(super) const READ_SENTENCES: usize = 14;
/// How many spans of one sentence may be answers.
pub(super) const SPANS_PER_SENTENCE: usize = 3;

/// Reads by rules: every sentence gets a score, then every span of the best ones.
#[derive(Debug, Default)]
pub struct RulesReader {
    model: Arc<Model>,
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

    /// How much of the question its passage with the title holds, by weight, 0 to 1.
    pub(super) fn coverage(&self, scored: &ScoredSentence) -> f32 {
        self.matcher.coverage(&self.views[scored.passage].best_with_title)
    }

    /// The words of `span`, or the whole sentence, as evidence of this score.
    pub(super) fn evidence(
        &self,
        scored: &ScoredSentence,
        span: Option<&SpanCandidate>,
        corpus: &Corpus,
        score: f32,
        mut contributions: Vec<(&'static str, f32)>,
    ) -> EvidenceSpan {
        let sentence = self.sentence(scored);
        let view = &self.views[scored.passage];
        contributions.retain(|(_, part)| part.abs() > 0.005);
        contributions.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let words = span.map_or(0..sentence.words.len(), |span| span.from..span.to);
        EvidenceSpan {
            passage: sentence.passage,
            doc: corpus.passage(sentence.passage).doc,
            sentence: sentence.span,
            answer: span.map_or(sentence.span, |span| sentence.bytes(span.from, span.to)),
            kind: span.map_or(Kind::Sentence, |span| span.kind),
            span_score: score,
            coverage: self.matcher.coverage(&sentence.best),
            passage_coverage: self.matcher.coverage(&view.best_with_title),
            sentence_names_missing: 1.0 - self.matcher.name_coverage(&sentence.best),
            names_missing: 1.0 - self.matcher.name_coverage(&view.best_with_title),
            heaviest_missing: self.matcher.heaviest_missing(&view.best_with_title),
            held: sentence.best.clone(),
            key_distance: self.matcher.key().and_then(|key| sentence.distance(key, &words)),
            neural_margin: None,
            contributions,
        }
    }
}

impl RulesReader {
    /// A reader with the weights that come with the program, which all of these readers share.
    #[must_use]
    pub fn shipped() -> Self {
        static SHIPPED: LazyLock<Arc<Model>> = LazyLock::new(|| Arc::new(Model::shipped()));
        Self { model: Arc::clone(&SHIPPED) }
    }

    /// A reader with these weights.
    #[must_use]
    pub fn with_model(model: Model) -> Self {
        Self { model: Arc::new(model) }
    }

    /// Looks at passages through a question's eyes.
    #[must_use]
    pub fn look(&self, question: &Question, corpus: &Corpus, passages: &[ToRead]) -> Reading {
        let matcher = Matcher::new(question, corpus.lexicon());
        let views = passages.iter().map(|read| PassageView::new(corpus, read.passage, read.prior, &matcher)).collect();
        Reading { matcher, views }
    }

    /// All sentences but those that only ask, best first; ties in the order of the passages.
    #[must_use]
    pub fn sentences(&self, reading: &Reading, wanted: AnswerType) -> Vec<ScoredSentence> {
        let weights = &self.model.sentence[wanted.index()];
        let mut scored: Vec<ScoredSentence> = Vec::new();
        for (passage, view) in reading.views.iter().enumerate() {
            for place in (0..view.sentences.len()).filter(|place| !view.sentences[*place].asks) {
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
        let mut found = Vec::new();
        for from in (0..sentence.words.len()).filter(|at| can_begin(sentence, *at)) {
            for to in (from + 1..=(from + longest).min(sentence.words.len())).filter(|to| can_end(sentence, to - 1)) {
                if can_be(wanted, &sentence.classes[from..to]) {
                    found.push(self.candidate(reading, scored, &around, from..to, wanted));
                }
            }
        }
        found
    }

    /// The words of a sentence as a candidate, whatever they are.
    pub(super) fn span(
        &self,
        reading: &Reading,
        scored: &ScoredSentence,
        words: Range<usize>,
        wanted: AnswerType,
    ) -> SpanCandidate {
        let around = Surroundings::new(reading.sentence(scored), &reading.matcher);
        self.candidate(reading, scored, &around, words, wanted)
    }

    fn candidate(
        &self,
        reading: &Reading,
        scored: &ScoredSentence,
        around: &Surroundings,
        words: Range<usize>,
        wanted: AnswerType,
    ) -> SpanCandidate {
        let sentence = reading.sentence(scored);
        let Range { start: from, end: to } = words;
        let classes = &sentence.classes[from..to];
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
        let score = learned + dot(&self.model.span[wanted.index()], &features);
        SpanCandidate { from, to, features, slots, kind, score }
    }

    /// What each feature adds to the score of a span, or of a whole sentence, by name.
    pub(super) fn contributions(
        &self,
        scored: &ScoredSentence,
        span: Option<&SpanCandidate>,
        wanted: AnswerType,
    ) -> Vec<(&'static str, f32)> {
        let mut contributions: Vec<(&'static str, f32)> = Vec::new();
        let sentence_weight = if span.is_some() { self.model.span[wanted.index()][0] } else { 1.0 };
        let parts = SENTENCE_FEATURES.iter().zip(self.model.sentence[wanted.index()].iter().zip(scored.features));
        contributions.extend(parts.map(|(name, (weight, value))| (*name, weight * value * sentence_weight)));
        if let Some(span) = span {
            let parts = SPAN_FEATURES.iter().zip(self.model.span[wanted.index()].iter().zip(span.features)).skip(1);
            contributions.extend(parts.map(|(name, (weight, value))| (*name, weight * value)));
            let slots = Slot::ALL.iter().zip(span.slots);
            contributions.extend(slots.map(|(slot, value)| (slot.name(), self.model.table(*slot, wanted, value))));
        }
        contributions
    }
}

impl Reader for RulesReader {
    fn name(&self) -> &'static str {
        "rules"
    }

    fn read(
        &self,
        question: &Question,
        corpus: &Corpus,
        passages: &[ToRead],
        _budget: &dyn Budget,
    ) -> Result<Vec<EvidenceSpan>, Unread> {
        let wanted = question.answer_type;
        let reading = self.look(question, corpus, passages);
        let evidence = |scored: &ScoredSentence, span: Option<&SpanCandidate>| {
            let score = span.map_or(scored.score, |span| span.score);
            reading.evidence(scored, span, corpus, score, self.contributions(scored, span, wanted))
        };
        let mut found = Vec::new();
        for scored in self.sentences(&reading, wanted).iter().take(READ_SENTENCES) {
            if wanted.is_sentence() {
                found.push(evidence(scored, None));
                continue;
            }
            let spans = apart(self.spans(&reading, scored, wanted), |span| (span.score, span.from..span.to));
            found.extend(spans.iter().map(|span| evidence(scored, Some(span))));
        }
        found.sort_by(|a, b| {
            b.span_score.total_cmp(&a.span_score).then(a.passage.cmp(&b.passage)).then(a.answer.cmp(&b.answer))
        });
        found.truncate(MAX_SPANS);
        Ok(found)
    }
}

/// The best spans of one sentence that do not overlap, best first. `of` gives a span's score and its words.
pub(super) fn apart<T>(mut spans: Vec<T>, of: impl Fn(&T) -> (f32, Range<usize>)) -> Vec<T> {
    spans.sort_by(|a, b| of(b).0.total_cmp(&of(a).0));
    let mut kept: Vec<T> = Vec::new();
    for span in spans {
        let words = of(&span).1;
        if kept.len() == SPANS_PER_SENTENCE {
            break;
        }
        if kept.iter().map(|other| of(other).1).all(|other| words.end <= other.start || other.end <= words.start) {
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
