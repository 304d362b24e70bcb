//! What each file gave when it was read last, so that of a folder that has changed only the files that did are read.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::intake::Read;
use super::stamp::Stamp;
use super::{Corpus, Document, Stamps, Trouble};

/// What the files of a folder gave when they were read.
#[derive(Debug, Default)]
pub struct Register(HashMap<PathBuf, Vec<Entry>>);

/// A corpus as it was loaded, and from what.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// The articles.
    pub corpus: &'a Corpus,
    /// What each of their files gave.
    pub register: &'a Register,
    /// How the files looked before they were read.
    pub stamps: &'a Stamps,
}

/// What a file, or a line of one, gave.
#[derive(Debug)]
pub(super) struct Entry {
    /// The number of the line; 0 where a file is one article.
    pub(super) line: usize,
    pub(super) gave: Gave,
}

/// What was made of it.
#[derive(Debug)]
pub(super) enum Gave {
    Article(Given),
    /// Nothing, whatever becomes of other files.
    Nothing(Trouble),
    /// Something that hangs on other files, or on what a stamp does not show.
    Unknown,
}

/// An article that is in the corpus.
#[derive(Debug)]
pub(super) struct Given {
    /// Its place there.
    pub(super) place: usize,
    /// The slug that it asked for.
    pub(super) slug: String,
    pub(super) is_named: bool,
    pub(super) digest: [u8; 32],
    pub(super) trouble: Option<Trouble>,
    /// How the file looked that holds its Markdown, if that is another one than it was extracted from.
    pub(super) stored: Option<Stamp>,
}

impl Gave {
    /// What a trouble says of the next time.
    pub(super) fn of(trouble: &Trouble) -> Self {
        match trouble {
            Trouble::Duplicate(_)
            | Trouble::SlugTaken { .. }
            | Trouble::Unreadable(_)
            | Trouble::Link
            | Trouble::NotStored { .. } => Self::Unknown,
            _ => Self::Nothing(trouble.clone()),
        }
    }
}

impl Register {
    pub(super) fn note(&mut self, path: &Path, entry: Entry) {
        self.0.entry(path.to_owned()).or_default().push(entry);
    }
}

impl Before<'_> {
    /// What the file at `path` gives, each with its line, if that can be said without reading it: because it looks in
    /// `now` as it did, and all that it gave is known.
    pub(super) fn read(&self, path: &Path, now: &Stamps) -> Option<Vec<(usize, Result<Read, Trouble>)>> {
        if !self.stamps.agree(now, path) {
            return None;
        }
        let read = |entry: &Entry| {
            let read = match &entry.gave {
                Gave::Unknown => return None,
                Gave::Nothing(trouble) => Err(trouble.clone()),
                Gave::Article(given) => Ok(self.article(given)?),
            };
            Some((entry.line, read))
        };
        self.register.0.get(path)?.iter().map(read).collect()
    }

    fn article(&self, given: &Given) -> Option<Read> {
        let document = self.corpus.documents().get(given.place)?;
        if given.stored.is_some() && given.stored != stored(document) {
            return None;
        }
        Some(Read {
            document: document.again(given.slug.clone()),
            digest: given.digest,
            is_named: given.is_named,
            trouble: given.trouble.clone(),
            stored: given.stored,
        })
    }
}

/// How the file looks that a document was read from.
pub(super) fn stored(document: &Document) -> Option<Stamp> {
    fs::metadata(&document.path).ok().map(|metadata| Stamp::of(&metadata))
}
