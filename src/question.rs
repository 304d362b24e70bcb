//! What is asked: the kind of answer wanted, the terms to look for, the limits set.
//!
//! Works on the words of the question alone: it knows general English and the way people type, but no
//! document and no index. What a corpus knows about the words (spelling, aliases) is added from outside
//! with [`Question::add_variant`].

mod answer_type;
mod follow_up;
mod intent;
mod restriction;
mod speech;
mod term;
mod thesaurus;
mod typing;

use crate::text::{Span, Stemmer, Term, Token, is_month, tokenize};

pub use answer_type::AnswerType;
pub use follow_up::complete;
pub use intent::Intent;
pub use speech::Speech;
pub use term::{QuestionTerm, Variant};
pub(crate) use thesaurus::{is_general_word, nearest_general_word};
pub use typing::plain;

/// A question, understood as far as its own words go.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The question as it is read: chat spellings written out, see [`plain`].
    pub text: String,
    /// Whether it is a question at all, and if not, what it is.
    pub intent: Intent,
    /// What the answer should be.
    pub answer_type: AnswerType,
    /// Whether all of several answers are wanted.
    pub wants_all: bool,
    /// The words that carry its meaning, in order.
    pub terms: Vec<QuestionTerm>,
    /// The place in `terms` of what is counted or named: `soldiers` in "how many soldiers".
    pub focus: Option<usize>,
    /// The places in `terms` of each alternative of "permanent or temporary"; empty if none are given.
    pub alternatives: Vec<usize>,
    /// The words that name the source to be heard: `Reuters` in "according to Reuters".
    pub according_to: Option<String>,
}

impl Question {
    /// Reads a question. Never fails: what is no question gets an [`Intent`] that says so.
    #[must_use]
    pub fn analyze(asked: &str) -> Self {
        let text = plain(asked);
        let words = Words::of(&text);
        let (according_to, source_span) = restriction::source(&text, &words);
        let (answer_type, wants_all, focus_word) = answer_type::detect(&words);
        let stemmer = Stemmer::default();
        let left_out = [source_span, restriction::excluded(&text, &words)];
        let mut terms = term::collect(&text, &words, &left_out, &stemmer);
        let intent = intent::detect(&words, &terms, answer_type, text.contains('?'));
        let focus = focus_word
            .and_then(|word| words.tokens.get(word))
            .and_then(|token| terms.iter().position(|term| term.span == token.span));
        let mut answer_type = answer_type.unwrap_or(AnswerType::Thing);
        let mut alternatives = restriction::alternatives(&text, &words, &terms);
        let is_number = |place: &usize| terms[*place].word.starts_with(|c: char| c.is_ascii_digit());
        if answer_type == AnswerType::YesNo && !alternatives.is_empty() && alternatives.iter().all(is_number) {
            // "was it on October 16 or 17", "was it 16 or 17 people"
            let dated = terms.iter().any(|term| is_month(&term.word));
            answer_type = if dated { AnswerType::Date } else { AnswerType::Number };
            // They are what may be answered, not what evidence must hold.
            terms.retain(|term| !term.word.starts_with(|c: char| c.is_ascii_digit()) && !is_month(&term.word));
            alternatives.clear();
        }
        Self { text, intent, answer_type, wants_all, terms, focus, alternatives, according_to }
    }

    /// Lets `terms`, side by side, stand for the question's term at `place`, at `weight` of its worth.
    pub fn add_variant(&mut self, place: usize, terms: Vec<Term>, weight: f32) {
        if let Some(term) = self.terms.get_mut(place) {
            term.add(Variant { terms, weight });
        }
    }
}

/// A question's tokens beside their folded words.
#[derive(Debug)]
pub(crate) struct Words {
    tokens: Vec<Token>,
    folded: Vec<String>,
}

impl Words {
    fn of(text: &str) -> Self {
        let tokens: Vec<Token> = tokenize(text).into_iter().filter(|token| token.is_word()).collect();
        let folded = tokens.iter().map(|token| crate::text::fold(token.span.cut(text))).collect();
        Self { tokens, folded }
    }

    fn at(&self, place: usize) -> &str {
        self.folded.get(place).map_or("", String::as_str)
    }

    fn find(&self, wanted: &[&str]) -> Option<usize> {
        self.folded.iter().position(|word| wanted.contains(&word.as_str()))
    }

    fn has(&self, wanted: &[&str]) -> bool {
        self.find(wanted).is_some()
    }

    /// Whether the words from `place` on begin with `phrase`.
    fn begins(&self, place: usize, phrase: &str) -> bool {
        phrase.split(' ').enumerate().all(|(at, word)| self.at(place + at) == word)
    }

    /// The place of the first occurrence of a phrase.
    fn find_phrase(&self, phrase: &str) -> Option<usize> {
        (0..self.folded.len()).find(|place| self.begins(*place, phrase))
    }

    /// Whether the word at `place` and the next are joined by a hyphen.
    fn is_hyphenated(&self, text: &str, place: usize) -> bool {
        let between = self.tokens.get(place).zip(self.tokens.get(place + 1));
        between
            .is_some_and(|(first, second)| matches!(text.get(first.span.end..second.span.start), Some("-" | "‐" | "‑")))
    }

    /// The span of the words from `from` up to, not including, `to`.
    fn span(&self, from: usize, to: usize) -> Option<Span> {
        let first = self.tokens.get(from)?;
        let last = self.tokens.get(to.checked_sub(1)?)?;
        (from < to).then(|| first.span.join(last.span))
    }
}
