//! What each article says, as pages.

use super::answer::{block, substitute};
use super::draft::{Draft, harmless};
use super::page::{Page, page};
use super::quotation::{HEADING_CHARS, fitting};
use super::source::{articles, citation, cut};
use super::{Language, Phrase};
use crate::answer::{Comparison, Side};
use crate::corpus::{Corpus, DocId};

/// So many articles stand on a page.
const SIDES: usize = 4;
/// A quote is shortened to so many bytes: sides are to be seen beside each other.
const QUOTE_BYTES: usize = 400;
/// So many articles are named in one line, …
const NAMED: usize = 5;
/// … each with so many characters of its title.
const TITLE_CHARS: usize = 50;

/// A page of what each article says about a topic. One past the end shows the last.
#[must_use]
pub fn comparison(topic: &str, comparison: &Comparison, corpus: &Corpus, wanted: usize, language: Language) -> Page {
    let topic = harmless(&cut(topic, HEADING_CHARS));
    let mut heading = Draft::new(language);
    if comparison.is_substitute {
        substitute(&mut heading);
    }
    if comparison.sides.is_empty() {
        heading.tell(Phrase::CompareNone, &[&topic]);
        return page(&heading, &[], SIDES, wanted);
    }
    heading.say("**").tell(Phrase::CompareOf, &[&topic]).say("**");
    let n_sides = comparison.sides.len();
    let blocks: Vec<Draft> = (1..)
        .zip(&comparison.sides)
        .map(|(number, side)| {
            fitting(language, |bytes| {
                let mut draft = Draft::new(language);
                heard(&mut draft, side, corpus, bytes.min(QUOTE_BYTES));
                if number == n_sides {
                    others(&mut draft, comparison, corpus);
                }
                draft
            })
        })
        .collect();
    page(&heading, &blocks, SIDES, wanted)
}

/// What one article says, and who says the same.
fn heard(draft: &mut Draft, side: &Side, corpus: &Corpus, bytes: usize) {
    let Some(first) = side.evidence.first() else { return };
    let mut paragraphs: Vec<usize> = Vec::new();
    for (place, evidence) in side.evidence.iter().enumerate() {
        // Without an empty line two quotes would be shown as one.
        if place > 0 {
            draft.say("\n");
        }
        block(draft, evidence, corpus.document(evidence.doc()), bytes, None, false);
        if !paragraphs.contains(&evidence.paragraph) {
            paragraphs.push(evidence.paragraph);
        }
    }
    draft.say("-# ");
    citation(draft, first, &paragraphs, corpus);
    draft.say("\n");
    if !side.copies.is_empty() {
        let docs: Vec<DocId> = side.copies.iter().map(crate::answer::Evidence::doc).collect();
        let names = names(&docs, corpus, draft.language());
        draft.say("-# ").tell(Phrase::SameIn, &[&names]).say("\n");
    }
}

/// The articles that are not shown.
fn others(draft: &mut Draft, comparison: &Comparison, corpus: &Corpus) {
    let language = draft.language();
    if comparison.n_more > 0 {
        draft.say("-# ").tell(Phrase::MoreSpeak, &[&articles(comparison.n_more, language)]).say("\n");
    }
    if let Some(silent) = comparison.silent.as_ref().filter(|silent| !silent.is_empty()) {
        draft.say("\n-# ").tell(Phrase::SilentIn, &[&names(silent, corpus, language)]).say("\n");
    }
}

/// The titles of some articles in one line.
fn names(docs: &[DocId], corpus: &Corpus, language: Language) -> String {
    let title = |doc: &DocId| harmless(&cut(corpus.document(*doc).title(), TITLE_CHARS));
    let mut named: Vec<String> = docs.iter().take(NAMED).map(title).collect();
    let more = docs.len().saturating_sub(NAMED);
    if more > 0 {
        named.push(format!("… + {}", articles(more, language)));
    }
    named.join(" · ")
}
