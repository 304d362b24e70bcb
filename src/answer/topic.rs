//! The sentences of the articles that speak of a topic.

use std::collections::BTreeSet;

use super::{Evidence, Source, Understood};
use crate::corpus::{Corpus, DocId, Word};
use crate::question::Intent;
use crate::read::{Matcher, raise, title_words};
use crate::retrieve::ScoredPassage;
use crate::text::{Shape, Span, Term, cardinal, fold};

/// A sentence speaks of a topic if it holds this share of the topic's weight by itself, or its key term, …
const OWN_SHARE: f32 = 0.5;
/// … and if it holds this share together with its passage and its article's title, …
const SHARE: f32 = 0.75;
/// … or for a question this share: much of its weight is on what it asks, not on what it asks about.
const ASKED_SHARE: f32 = 0.5;
/// A term is held by a word that is worth so much of it.
const HELD: f32 = 0.5;

/// A sentence that speaks of a topic.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) doc: DocId,
    /// Its place among the passages that were found.
    pub(super) rank: usize,
    /// The sentence, as a span of the body.
    pub(super) sentence: Span,
    /// The share of the topic's weight that it holds, 0 to 1.
    pub(super) coverage: f32,
    /// The words that stand for the topic's.
    pub(super) held: Vec<Span>,
    words: Vec<Word>,
}

/// The sentences of `passages` that speak of what is asked for, in corpus order; none where the source that is
/// asked for is unknown.
pub(super) fn mentions(understood: &Understood, passages: &[ScoredPassage], corpus: &Corpus) -> Vec<Mention> {
    let question = &understood.question;
    if question.terms.is_empty() || matches!(understood.source, Source::Unknown(_)) {
        return Vec::new();
    }
    let matcher = Matcher::new(question, corpus.lexicon());
    let share = if question.intent == Intent::Question { ASKED_SHARE } else { SHARE };
    let mut found: Vec<Mention> = Vec::new();
    for (rank, scored) in passages.iter().enumerate() {
        let passage = corpus.passage(scored.passage);
        let document = corpus.document(passage.doc);
        let mut around = matcher.best(&matcher.matches(&title_words(corpus, document)));
        let sentences = document.sentences().get(passage.sentences.clone()).unwrap_or_default();
        let read: Vec<(Mention, Vec<f32>)> = sentences
            .iter()
            .map(|sentence| {
                let words = corpus.lexicon().words(document, *sentence);
                let matches = matcher.matches(&words);
                let best = matcher.best(&matches);
                let held = words.iter().zip(&matches).filter(|(_, found)| found.is_some());
                let held = held.map(|(word, _)| word.token.span).collect();
                let coverage = matcher.coverage(&best);
                (Mention { doc: passage.doc, rank, sentence: *sentence, coverage, held, words }, best)
            })
            .collect();
        for (_, best) in &read {
            raise(&mut around, best);
        }
        let speaks = |best: &[f32]| {
            let holds_key = matcher.key().and_then(|key| best.get(key)).is_some_and(|worth| *worth >= HELD);
            holds_key || matcher.coverage(best) >= OWN_SHARE
        };
        if matcher.coverage(&around) >= share {
            found.extend(read.into_iter().filter(|(_, best)| speaks(best)).map(|(mention, _)| mention));
        }
    }
    found.sort_by_key(|mention| (mention.doc, mention.sentence.start));
    found
}

impl Mention {
    /// The sentence as a quote, with `marked` of it marked.
    pub(super) fn evidence(&self, marked: Span, corpus: &Corpus) -> Option<Evidence> {
        let document = corpus.document(self.doc);
        let quote = document.quote(self.sentence)?;
        let (paragraph, attribution) = (document.paragraph_at(self.sentence.start), document.attribution(marked));
        Some(Evidence { quote, answer: marked, paragraph, attribution })
    }

    /// What it says, to be compared with what others say. Words inside `without` do not count.
    pub(super) fn wording(&self, without: &[Span], corpus: &Corpus) -> Wording {
        let body = corpus.document(self.doc).body();
        let mut wording = Wording::default();
        let words = self.words.iter().enumerate().filter(|(_, word)| word.token.is_word());
        for (place, word) in words.filter(|(_, word)| !without.iter().any(|span| span.contains(word.token.span))) {
            let folded = fold(word.token.span.cut(body));
            let is_number = matches!(word.token.shape, Shape::Number | Shape::Mixed) || cardinal(&folded).is_some();
            if is_number || is_denial(&folded) {
                wording.facts.insert(folded);
            } else if word.is_content() {
                wording.terms.insert(word.term);
                if place > 0 && word.token.is_capital() {
                    wording.names.insert(word.term);
                }
            }
        }
        wording
    }
}

fn is_denial(folded: &str) -> bool {
    matches!(folded, "not" | "no" | "never" | "none" | "nobody" | "without" | "cannot") || folded.ends_with("n't")
}

/// A sentence's content words, with what must not differ where two sentences say the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    terms: BTreeSet<Term>,
    names: BTreeSet<Term>,
    /// Numbers, and words that deny.
    facts: BTreeSet<String>,
}

impl Wording {
    /// Whether both tell the same: they share `share` of their content words (Jaccard), and no number and no
    /// denial stands in one of them alone.
    pub(super) fn tells_the_same(&self, other: &Self, share: f64) -> bool {
        let common = u32::try_from(self.terms.intersection(&other.terms).count()).unwrap_or(0);
        let all = u32::try_from(self.terms.union(&other.terms).count()).unwrap_or(u32::MAX);
        self.facts == other.facts && f64::from(common) >= share * f64::from(all.max(1))
    }

    /// Whether they also name the same.
    pub(super) fn is_a_copy(&self, other: &Self, share: f64) -> bool {
        self.names == other.names && self.tells_the_same(other, share)
    }
}
