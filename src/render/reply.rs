//! The reply: what a front end shows.

use serde::Serialize;

use super::unescape;
use crate::corpus::{Corpus, DocId};
use crate::text::Span;

/// A reply, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// Discord markdown, 1 to [`Reply::CONTENT_LIMIT`] characters, without a live mention.
    pub content: String,
    /// Whether only the asker should see it, where the front end can do that.
    pub private: bool,
    /// Whether it takes the place of the reply whose button was pressed: another page of it.
    #[serde(skip)]
    pub replaces: bool,
    /// Buttons under it, at most twenty-five: a front end may put them into rows.
    pub buttons: Vec<Button>,
    /// A form to fill in instead, where the front end has forms; the content asks the same in words. Only the
    /// reply to a pressed button has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub form: Option<Form>,
    /// Which stretches of the content are an article's words.
    #[serde(skip)]
    pub quoted: Vec<Stretch>,
}

/// A button under a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Button {
    /// What comes back when it is pressed; 1 to 100 characters, unique in its reply.
    pub id: String,
    /// What it says; 1 to 80 characters.
    pub label: String,
    /// Whether it can be pressed.
    pub enabled: bool,
}

/// A form with one field for words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Form {
    /// What comes back when it is sent; 1 to 100 characters.
    pub id: String,
    /// What stands above it; 1 to 45 characters.
    pub title: String,
    /// Where to write.
    pub field: Field,
}

/// A field of a form, which may stay empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Field {
    /// What its words come back under; 1 to 100 characters.
    pub id: String,
    /// What stands above it; 1 to 45 characters.
    pub label: String,
    /// What stands in it while it is empty; at most 100 characters.
    pub hint: String,
    /// The most characters that it takes, 1 to 4,000.
    pub most: usize,
}

/// Some bytes of a reply's content that are quoted, and where they come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where they stand in the content.
    pub at: Span,
    /// The document they were cut from.
    pub doc: DocId,
    /// Where they stand in its body.
    pub source: Span,
}

impl Reply {
    /// Discord's limit on a message's content, in characters. Counted in UTF-16 units here, which are
    /// never fewer.
    pub const CONTENT_LIMIT: usize = 2_000;

    /// A reply of the bot's own words.
    #[must_use]
    pub fn plain(content: impl Into<String>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// The same for the asker alone.
    #[must_use]
    pub fn private(content: impl Into<String>) -> Self {
        Self { private: true, ..Self::plain(content) }
    }

    /// Whether every quoted stretch, read as Discord shows it, is byte for byte in the article that it
    /// claims.
    #[must_use]
    pub fn is_proven(&self, corpus: &Corpus) -> bool {
        self.quoted.iter().all(|stretch| {
            let shown = self.content.get(stretch.at.start..stretch.at.end).map(unescape);
            let body = corpus.documents().get(stretch.doc.index()).map(crate::corpus::Document::body);
            shown.as_deref().is_some_and(|shown| {
                !shown.is_empty()
                    && body.and_then(|body| body.get(stretch.source.start..stretch.source.end)) == Some(shown)
            })
        })
    }

    /// The length of the content as Discord counts it, or more.
    #[must_use]
    pub fn length(&self) -> usize {
        self.content.encode_utf16().count()
    }
}
