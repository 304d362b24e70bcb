//! The words of a question that carry its meaning.

use super::{Words, thesaurus};
use crate::text::{MONTHS, Shape, Span, Stemmer, Term, is_function_word, month, numeral};

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
    /// Whether questions are full of it, so that its absence from an article means little.
    #[must_use]
    pub fn is_light(&self) -> bool {
        self.weight < 1.0
    }

    pub(super) fn add(&mut self, variant: Variant) {
        let own = variant.terms == [self.term];
        if !own && !self.variants.iter().any(|known| known.terms == variant.terms && known.weight >= variant.weight) {
            self.variants.retain(|known| known.terms != variant.terms);
            let place = self.variants.partition_point(|known| known.weight >= variant.weight);
            self.variants.insert(place, variant);
        }
    }
}

/// Words that tell what is wanted; what an article says for them tells nothing.
const ASKING: &str = "article articles list name names named tell explain describe give please know mean say said says \
    date number amount kind type sort many year day quote called mentioned exactly actually thing things reason";
/// Words that tell that something happened more than what.
const HAPPENING: &str = "happen happened happens begin began begun start started take took taken place occur occurred \
    hold held get got make made go went come came";
/// The worth of both.
const LIGHT: f32 = 0.4;

/// The content words of a question, without those in `left_out`: what names its source, what it does not mean.
pub(super) fn collect(text: &str, words: &Words, left_out: &[Option<Span>], stemmer: &Stemmer) -> Vec<QuestionTerm> {
    let mut terms: Vec<QuestionTerm> = Vec::new();
    let mut at = 0;
    while at < words.tokens.len() {
        let hyphenated = words.is_hyphenated(text, at);
        let (token, word) = (words.tokens[at], &words.folded[at]);
        let next = words.folded.get(at + 1);
        at += 1;
        if left_out.iter().flatten().any(|span| span.contains(token.span)) {
            continue;
        }
        let mut term = if let Some(second) = next.filter(|_| hyphenated) {
            at += 1;
            compound(token.span.join(words.tokens[at - 1].span), word, second, stemmer)
        } else if is_function_word(word) {
            continue;
        } else {
            single(token.span, token.shape, word, at > 1, stemmer)
        };
        // "cease fire" and "ceasefire" are one word.
        if let Some(next) = next.filter(|next| !hyphenated && !is_function_word(next)) {
            term.add(Variant { terms: vec![stemmer.term(&format!("{word}{next}"))], weight: 0.7 });
        }
        terms.push(term);
    }
    terms
}

fn single(span: Span, shape: Shape, word: &str, inside: bool, stemmer: &Stemmer) -> QuestionTerm {
    let numeric = matches!(shape, Shape::Number | Shape::Mixed);
    let is_among = |list: &str| list.split_whitespace().any(|light| light == word);
    let asks = is_among(ASKING);
    let mut term = QuestionTerm {
        span,
        word: word.to_owned(),
        term: stemmer.term(word),
        name: numeric || (inside && shape == Shape::Capitalised) || shape == Shape::Acronym,
        weight: if asks || is_among(HAPPENING) { LIGHT } else { 1.0 },
        variants: Vec::new(),
    };
    if let Some(month) = month(word).and_then(|month| MONTHS.get(month as usize - 1)) {
        for form in [*month, month.get(..3).unwrap_or(month)] {
            term.add(Variant { terms: vec![stemmer.term(form)], weight: 0.95 });
        }
    }
    if let Some(numeral) = numeral(word) {
        term.add(Variant { terms: vec![stemmer.term(&numeral)], weight: 0.95 });
    }
    if !asks {
        for (other, weight) in thesaurus::related(word, stemmer) {
            term.add(Variant { terms: other, weight });
        }
    }
    term
}

/// "go-between": one word, which an article may write with a hyphen, in two, or in one.
fn compound(span: Span, first: &str, second: &str, stemmer: &Stemmer) -> QuestionTerm {
    let joined = format!("{first}{second}");
    let mut term = QuestionTerm {
        span,
        term: stemmer.term(&joined),
        word: joined,
        name: false,
        weight: 1.0,
        variants: Vec::new(),
    };
    term.add(Variant { terms: vec![stemmer.term(first), stemmer.term(second)], weight: 1.0 });
    for part in [first, second].into_iter().filter(|part| !is_function_word(part)) {
        term.add(Variant { terms: vec![stemmer.term(part)], weight: 0.5 });
    }
    for (other, weight) in thesaurus::related(&format!("{first}-{second}"), stemmer) {
        term.add(Variant { terms: other, weight });
    }
    term
}
