//! Quotes: the only way that an article's words leave it.

use super::{DocId, Document};
use crate::text::Span;

/// Words of an article, and where they stand. It can only be cut from a [`Document`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quote {
    doc: DocId,
    span: Span,
    words: String,
}

impl Quote {
    pub(super) fn cut(document: &Document, span: Span) -> Self {
        Self { doc: document.id, span, words: span.cut(document.body()).to_owned() }
    }

    /// The document it was cut from.
    #[must_use]
    pub fn doc(&self) -> DocId {
        self.doc
    }

    /// Where it stands in the body.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// The words, byte for byte.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// The part of it at `span` of the body; `None` where that does not lie inside.
    #[must_use]
    pub fn part(&self, span: Span) -> Option<&str> {
        let start = span.start.checked_sub(self.span.start)?;
        let end = span.end.checked_sub(self.span.start)?;
        self.words.get(start..end)
    }
}
