//! A reply while it is written: own words and quoted words, never mixed up.

use super::{Reply, Stretch, escape, printable};
use crate::corpus::Document;
use crate::text::Span;

/// Content under construction.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    content: String,
    quoted: Vec<Stretch>,
}

impl Draft {
    /// Adds words of our own, as they are: they may hold markdown.
    pub(super) fn say(&mut self, words: &str) -> &mut Self {
        self.content.push_str(words);
        self
    }

    /// Adds words from outside (a question, a title) so that they are shown as they are.
    pub(super) fn name(&mut self, words: &str) -> &mut Self {
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        self.content.push_str(&escape(&printable(&line)));
        self
    }

    /// Adds an article's words.
    pub(super) fn quote(&mut self, document: &Document, source: Span) -> &mut Self {
        let words = source.cut(document.body());
        if !words.is_empty() {
            let start = self.content.len();
            self.content.push_str(&escape(words));
            self.quoted.push(Stretch { at: Span::new(start, self.content.len()), doc: document.id, source });
        }
        self
    }

    /// The length as Discord counts it, or more.
    pub(super) fn length(&self) -> usize {
        self.content.encode_utf16().count()
    }

    /// The finished reply.
    pub(super) fn finish(self) -> Reply {
        // Only white space is taken away, and only at the end: no stretch ends in it.
        Reply { content: self.content.trim_end().to_owned(), quoted: self.quoted, ..Reply::default() }
    }
}
