//! What an index holds of a passage, whichever engine keeps it.

use std::ops::Range;

use crate::corpus::{Corpus, Document, Passage};
use crate::text::{Span, Term};

/// Grows with every change of what is indexed or how: an index of another version is rebuilt.
pub(super) const VERSION: u32 = 1;

/// Factors on the fields beside the body. A name or a title that holds a word of the question says more
/// about what a passage is about than the same word in running text; the neighbours are where a
/// pronoun points.
pub(super) const FIELDS_BESIDE: [(&str, f32); 3] = [("names", 0.3), ("title", 0.3), ("neighbours", 0.2)];

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
    /// The records of the passages at `places` for which `is_wanted` holds, in their order. It must hold for all
    /// passages of a document or for none.
    pub(super) fn all(corpus: &'a Corpus, places: Range<usize>, is_wanted: impl Fn(&Passage) -> bool) -> Vec<Self> {
        let passages = corpus.passages();
        // Each passage is also a neighbour of two others, and is taken apart once for all three.
        let first = places.start.saturating_sub(1);
        let around = passages.get(first..(places.end + 1).min(passages.len())).unwrap_or_default();
        let of =
            |passage: &Passage| is_wanted(passage).then(|| terms(corpus, corpus.document(passage.doc), passage.span));
        let taken: Vec<Option<Terms>> = around.iter().map(of).collect();
        let record = |place: usize| {
            let passage = &passages[place];
            let near = |other: Option<usize>| {
                let other = other.filter(|other| passages.get(*other).is_some_and(|other| other.doc == passage.doc))?;
                Some(&taken.get(other - first)?.as_ref()?.all)
            };
            let Terms { all, names } = taken.get(place - first)?.as_ref()?;
            let neighbours = near(place.checked_sub(1)).into_iter().chain(near(Some(place + 1))).flatten().copied();
            let document = corpus.document(passage.doc);
            Some(Self {
                body: all.clone(),
                names: names.clone(),
                title: title(corpus, document),
                neighbours: neighbours.collect(),
                document: &document.hash,
                ordinal: passage.ordinal,
            })
        };
        places.filter_map(record).collect()
    }
}

/// The terms of an article's title and publisher.
fn title(corpus: &Corpus, document: &Document) -> Vec<Term> {
    let publisher = document.metadata.publisher.as_deref().unwrap_or_default();
    format!("{} {publisher}", document.title())
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| corpus.lexicon().term(word))
        .filter_map(|(term, function)| function.is_none().then_some(term))
        .collect()
}

/// The content terms of a span, and those of them that are names.
struct Terms {
    all: Vec<Term>,
    names: Vec<Term>,
}

fn terms(corpus: &Corpus, document: &Document, span: Span) -> Terms {
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
    Terms { all, names }
}

/// The first 16 hexadecimal digits of a document's hash, as a number.
pub(super) fn key(hash: &str) -> u64 {
    hash.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0)
}

/// The terms as words between spaces: a fifth of the memory that as many tokens would take.
pub(super) fn keys(terms: &[Term]) -> String {
    let mut keys = String::with_capacity(terms.len() * 17);
    for term in terms {
        keys.push_str(&term.key());
        keys.push(' ');
    }
    keys
}
