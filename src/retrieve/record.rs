//! What an index holds of a passage, whichever engine keeps it.

use crate::corpus::{Corpus, Document, Passage};
use crate::text::{Span, Term};

/// Grows with every change of what is indexed or how: an index of another version is rebuilt.
pub(super) const VERSION: u32 = 1;

/// A passage as an index takes it: terms that are ready, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record<'a> {
    /// The terms of the passage, and the two halves of a hyphenated word as one.
    pub(super) body: Vec<Term>,
    /// The terms that are names: acronyms, and capitalised words inside sentences.
    pub(super) names: Vec<Term>,
    /// The terms of the article's title and publisher.
    pub(super) title: Vec<Term>,
    /// The terms of the passages before and after.
    pub(super) neighbours: Vec<Term>,
    /// The document's hash.
    pub(super) document: &'a str,
    /// The passage's place in its document, from 0.
    pub(super) ordinal: u32,
}

impl<'a> Record<'a> {
    /// The record of the passage at `place` of the corpus.
    pub(super) fn of(corpus: &'a Corpus, place: usize) -> Self {
        let passage = &corpus.passages()[place];
        let document = corpus.document(passage.doc);
        let (body, names) = terms(corpus, document, passage.span);
        let publisher = document.metadata.publisher.as_deref().unwrap_or_default();
        let title: Vec<Term> = format!("{} {publisher}", document.title())
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| corpus.lexicon().term(word))
            .filter_map(|(term, function)| function.is_none().then_some(term))
            .collect();
        let near = |other: Option<&Passage>| {
            other.filter(|other| other.doc == passage.doc).map(|other| terms(corpus, document, other.span).0)
        };
        let before = place.checked_sub(1).and_then(|before| near(corpus.passages().get(before)));
        let after = near(corpus.passages().get(place + 1));
        let neighbours: Vec<Term> = before.into_iter().chain(after).flatten().collect();
        Self { body, names, title, neighbours, document: &document.hash, ordinal: passage.ordinal }
    }
}

/// The content terms of a span, and those of them that are names.
fn terms(corpus: &Corpus, document: &Document, span: Span) -> (Vec<Term>, Vec<Term>) {
    let words = corpus.lexicon().words(document, span);
    let body = document.body();
    let mut all = Vec::with_capacity(words.len());
    let mut names = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| word.is_content()) {
        all.push(word.term);
        if word.token.is_capital() && at > 0 {
            names.push(word.term);
        }
        if let [_, hyphen, second, ..] = &words[at..]
            && !hyphen.token.spaced
            && !second.token.spaced
            && hyphen.token.span.cut(body) == "-"
            && second.token.is_word()
        {
            let joined = format!("{}{}", word.token.span.cut(body), second.token.span.cut(body));
            all.push(corpus.lexicon().term(&joined).0);
        }
    }
    (all, names)
}
