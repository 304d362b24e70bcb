//! The words of a question that carry its meaning.

use super::{Words, thesaurus};
use crate::text::{Shape, Span, Stemmer, Term, is_function_word};

/// Words that may stand in an article where the question has another.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The terms, side by side in the article; one for a single word.
    pub terms: Vec<Term>,
    /// How much of the question's own word it is worth, above 0 and up to 1.
    pub weight: f32,
}

/// A word of the question.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionTerm {
    /// Where it stands in [`Question::text`](super::Question::text).
    pub span: Span,
    /// The word, folded.
    pub word: String,
    /// Its term.
    pub term: Term,
    /// Whether it is written as a name or number. A corpus may know better: people type names in lower case.
    pub name: bool,
    /// Its worth beside the others, 1 for an ordinary word, less for words that questions are full of.
    pub weight: f32,
    /// What may stand for it, heaviest first.
    pub variants: Vec<Variant>,
}

impl QuestionTerm {
    pub(super) fn add(&mut self, variant: Variant) {
        let own = variant.terms == [self.term];
        if !own && !self.variants.iter().any(|known| known.terms == variant.terms && known.weight >= variant.weight) {
            self.variants.retain(|known| known.terms != variant.terms);
            let place = self.variants.partition_point(|known| known.weight >= variant.weight);
            self.variants.insert(place, variant);
        }
    }
}

/// Words that tell what is wanted, not what it is about.
const ASKING: &[&str] = &[
    "article", "articles", "list", "name", "names", "named", "tell", "explain", "describe", "give", "please", "know", "mean", "say", "said", "says", "date", "number", "amount",
    "kind", "type", "sort", "many", "year", "day", "happen", "happened", "happens", "quote", "called", "mentioned", "exactly", "actually", "thing", "things", "reason",
];

/// The content words of a question, without those that name the source it wants to hear.
pub(super) fn collect(text: &str, words: &Words, source: Option<Span>, stemmer: &Stemmer) -> Vec<QuestionTerm> {
    let mut terms: Vec<QuestionTerm> = Vec::new();
    for (at, (token, word)) in words.tokens.iter().zip(&words.folded).enumerate() {
        if is_function_word(word) || source.is_some_and(|source| source.contains(token.span)) {
            continue;
        }
        let numeric = matches!(token.shape, Shape::Number | Shape::Mixed);
        let mut term = QuestionTerm {
            span: token.span,
            word: word.clone(),
            term: stemmer.term(word),
            name: numeric || (at > 0 && matches!(token.shape, Shape::Capitalised | Shape::Acronym)) || token.shape == Shape::Acronym,
            weight: if ASKING.contains(&word.as_str()) { 0.4 } else { 1.0 },
            variants: Vec::new(),
        };
        for (other, weight) in thesaurus::related(word, stemmer) {
            term.add(Variant { terms: other, weight });
        }
        // "cease-fire", "cease fire" and "ceasefire" are one word.
        if let Some(next) = words.folded.get(at + 1)
            && !is_function_word(next)
        {
            term.add(Variant { terms: vec![stemmer.term(&format!("{word}{next}"))], weight: 0.7 });
        }
        terms.push(term);
    }
    // All capitals tell nothing when the whole question is shouted.
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    if terms.len() > 1 && letters().count() > 4 && letters().all(char::is_uppercase) {
        for term in &mut terms {
            term.name = term.word.starts_with(|c: char| c.is_ascii_digit());
        }
    }
    terms
}
