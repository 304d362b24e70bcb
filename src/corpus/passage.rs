//! Passages: what is searched and read. A paragraph, or a part of a long one.

use std::ops::Range;

use super::{DocId, Document};
use crate::text::{Span, is_asked};

/// A passage is closed at the sentence that brings it to this many bytes: some 120 words, the length
/// of the paragraphs that reading models are trained on.
const LONG_PASSAGE: usize = 800;
/// Paragraphs shorter than this (headlines, bullets) share a passage with what follows.
const SHORT_PARAGRAPH: usize = 160;

/// A passage's place among all passages of a corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageId(pub(super) u32);

impl PassageId {
    /// The place, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The id at a place, from 0.
    #[must_use]
    pub fn at(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(u32::MAX))
    }
}

/// Some sentences that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The document.
    pub doc: DocId,
    /// Where it stands in the body.
    pub span: Span,
    /// The places of its sentences in [`Document::sentences`]; never empty.
    pub sentences: Range<usize>,
    /// Its place in its document, from 0.
    pub ordinal: u32,
}

/// Headings of what stands below an article and is none of it: lists of what it was made from and what to read next.
const APPENDED: &str = "sources references external_links see_also further_reading related_news related_articles bibliography \
    works_cited footnotes";

/// The passages of `document`: every sentence is in exactly one, but for those of lists of sources at the end.
pub(super) fn split(document: &Document) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut close = |sentences: Range<usize>| {
        let all = document.sentences();
        if let (Some(from), Some(to)) =
            (all.get(sentences.start), sentences.end.checked_sub(1).and_then(|last| all.get(last)))
            && !sentences.is_empty()
        {
            let ordinal = u32::try_from(passages.len()).unwrap_or(u32::MAX);
            passages.push(Passage { doc: document.id, span: from.join(*to), sentences, ordinal });
        }
    };
    let mut open = 0..0;
    let mut ends_open = false;
    let half = document.body().len() / 2;
    for (span, sentences) in document.paragraphs() {
        if span.start > half && is_appended(span.cut(document.body())) {
            break;
        }
        // What is asked stays with its answer, and not with what was said before.
        if is_asked(span.cut(document.body())) && ends_open {
            close(open.clone());
            open.start = open.end;
        }
        ends_open = span.cut(document.body()).ends_with(['.', '!', '…', '”', '"']);
        for at in sentences {
            open.end = at + 1;
            let start = document.sentences()[open.start].start;
            if document.sentences()[at].end - start >= LONG_PASSAGE {
                close(open.clone());
                open = at + 1..at + 1;
            }
        }
        if span.len() >= SHORT_PARAGRAPH {
            close(open.clone());
            open.start = open.end;
        }
    }
    close(open);
    passages
}

fn is_appended(paragraph: &str) -> bool {
    let heading = paragraph.trim().trim_matches(['#', '=', '*', ':', ' ']).to_lowercase().replace(' ', "_");
    APPENDED.split_whitespace().any(|known| known == heading)
}
