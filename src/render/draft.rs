//! A reply while it is written: own words and quoted words, never mixed up.

use super::{Language, Phrase, Reply, Stretch, escape, printable};
use crate::corpus::Document;
use crate::text::Span;

/// Between `:` and `//` of an address that somebody typed: invisible, and no link is made of it.
const BREAK: &str = ":\u{200b}//";

/// Content under construction.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    language: Language,
    content: String,
    quoted: Vec<Stretch>,
}

impl Draft {
    /// Nothing yet, in this language.
    pub(super) fn new(language: Language) -> Self {
        Self { language, content: String::new(), quoted: Vec::new() }
    }

    /// The language of our own words.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// Adds marks of our own, as they are: they may be markdown.
    pub(super) fn say(&mut self, marks: &str) -> &mut Self {
        self.content.push_str(marks);
        self
    }

    /// Adds a phrase with `inserts` in its places, as they are.
    pub(super) fn tell(&mut self, phrase: Phrase, inserts: &[&str]) -> &mut Self {
        self.content.push_str(&phrase.fill(self.language, inserts));
        self
    }

    /// Adds words from outside (a question, a title) so that they are shown as they are.
    pub(super) fn name(&mut self, words: &str) -> &mut Self {
        self.content.push_str(&harmless(words));
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

    /// Adds what another draft holds.
    pub(super) fn append(&mut self, other: &Self) -> &mut Self {
        let start = self.content.len();
        self.content.push_str(&other.content);
        self.quoted.extend(other.quoted.iter().map(|stretch| Stretch { at: stretch.at.shift(start), ..*stretch }));
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

/// Words from outside on one line, so that they are shown as they are and do nothing.
pub(super) fn harmless(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    escape(&printable(&line).replace("://", BREAK))
}
