//! A sentence as the features see it.

use super::matcher::{Match, Matcher};
use super::word_class::WordClass;
use crate::corpus::{Corpus, Document, Passage, PassageId, Word};
use crate::text::{Span, is_asked};

/// What a question in an article holds is worth this much in its answer.
const ASKED_WORTH: f32 = 0.8;

/// A sentence of a passage, with what its words mean to a question.
#[derive(Debug)]
pub struct SentenceView {
    /// The passage it stands in.
    pub passage: PassageId,
    /// Where it stands in the body.
    pub span: Span,
    /// Its words and marks.
    pub words: Vec<Word>,
    /// The class of each word.
    pub classes: Vec<WordClass>,
    /// The match of each word.
    pub matches: Vec<Option<Match>>,
    /// For every term of the question the worth of its best match here, or in the question before it in the article.
    pub best: Vec<f32>,
    /// Whether it asks, and so answers nothing.
    pub asks: bool,
}

/// A passage: its sentences, and what it holds of the question together with its article's title.
#[derive(Debug)]
pub(super) struct PassageView {
    pub(super) sentences: Vec<SentenceView>,
    pub(super) prior: f32,
    /// For every term the worth of its best match in the passage.
    pub(super) best: Vec<f32>,
    /// The same with the title.
    pub(super) best_with_title: Vec<f32>,
    /// Whether it opens its document.
    pub(super) opening: bool,
}

impl PassageView {
    pub(super) fn new(corpus: &Corpus, id: PassageId, prior: f32, matcher: &Matcher) -> Self {
        let passage: &Passage = corpus.passage(id);
        let document = corpus.document(passage.doc);
        let mut best = vec![0.0; matcher.n_terms()];
        let mut sentences: Vec<SentenceView> = passage
            .sentences
            .clone()
            .map(|sentence| {
                let view = SentenceView::new(corpus, document, id, document.sentences()[sentence], matcher);
                raise(&mut best, &view.best);
                view
            })
            .collect();
        carry(&mut sentences, passage, corpus, document, matcher);
        let mut best_with_title = best.clone();
        let title: Vec<Word> = title_words(corpus, document);
        raise(&mut best_with_title, &matcher.best(&matcher.matches(&title)));
        Self { sentences, prior, best, best_with_title, opening: passage.ordinal == 0 }
    }
}

impl SentenceView {
    fn new(corpus: &Corpus, document: &Document, passage: PassageId, span: Span, matcher: &Matcher) -> Self {
        let words = corpus.lexicon().words(document, span);
        let classes = words.iter().map(|word| WordClass::of(word, document.body())).collect();
        let matches = matcher.matches(&words);
        let best = matcher.best(&matches);
        Self { passage, span, words, classes, matches, best, asks: is_asked(span.cut(document.body())) }
    }

    /// The class before the word at `at`.
    #[must_use]
    pub fn class_before(&self, at: usize) -> WordClass {
        at.checked_sub(1).and_then(|before| self.classes.get(before)).copied().unwrap_or_else(WordClass::begin)
    }

    /// The class of the word at `at`.
    #[must_use]
    pub fn class_at(&self, at: usize) -> WordClass {
        self.classes.get(at).copied().unwrap_or_else(WordClass::end)
    }

    /// How many words lie between `words` and the nearest good match of a term; 0 if it lies inside or beside.
    #[must_use]
    pub fn distance(&self, term: usize, words: &std::ops::Range<usize>) -> Option<usize> {
        let places = self.matches.iter().enumerate();
        let good = places.filter(|(_, found)| found.is_some_and(|found| found.term == term && found.worth >= 0.5));
        good.map(|(at, _)| words.start.saturating_sub(at + 1).max(at.saturating_sub(words.end))).min()
    }

    /// The words that hold a part of `bytes`, which lie inside the sentence; `None` if there is none.
    #[must_use]
    pub fn words_at(&self, bytes: Span) -> Option<std::ops::Range<usize>> {
        let from = self.words.iter().position(|word| word.token.span.end > bytes.start)?;
        let to = self.words.iter().rposition(|word| word.token.span.start < bytes.end)? + 1;
        (from < to).then_some(from..to)
    }

    /// The bytes of the words from `from` up to, not including, `to`.
    #[must_use]
    pub fn bytes(&self, from: usize, to: usize) -> Span {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) if from < to => first.token.span.join(last.token.span),
            _ => self.span,
        }
    }
}

/// Counts for each sentence what the question before it in the article holds: who answers says no word of it again.
fn carry(sentences: &mut [SentenceView], passage: &Passage, corpus: &Corpus, document: &Document, matcher: &Matcher) {
    // Many sentences answer one question.
    let mut asked: Option<(usize, Vec<f32>)> = None;
    for (sentence, place) in sentences.iter_mut().zip(passage.sentences.clone()) {
        let Some(question) = document.asked_before(place) else { continue };
        let (_, held) = match asked.take() {
            Some(known) if known.0 == question => asked.insert(known),
            _ => {
                let words = corpus.lexicon().words(document, document.sentences()[question]);
                let held = matcher.best(&matcher.matches(&words)).iter().map(|worth| worth * ASKED_WORTH).collect();
                asked.insert((question, held))
            }
        };
        raise(&mut sentence.best, held);
    }
}

/// Raises every worth to at least the other's.
pub(crate) fn raise(best: &mut [f32], other: &[f32]) {
    for (worth, other) in best.iter_mut().zip(other) {
        *worth = worth.max(*other);
    }
}

/// The words of an article's title, publisher and dateline. They have no place in the body: only their terms count.
#[must_use]
pub fn title_words(corpus: &Corpus, document: &Document) -> Vec<Word> {
    let publisher = document.metadata.publisher.as_deref().unwrap_or_default();
    let title =
        format!("{} {publisher} {}", document.title(), document.metadata.dateline.as_deref().unwrap_or_default());
    corpus.lexicon().words_of(&title)
}
