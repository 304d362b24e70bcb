//! The articles that were read so far: which of them can stand beside each other, and under which names.

use std::collections::HashMap;
use std::path::Path;

use sha2::{Digest, Sha256};
use walkdir::DirEntry;

use super::load::{Loaded, slashed};
use super::register::{self, Gave, Given, Register};
use super::stamp::Stamp;
use super::{Corpus, Document, Problem, Trouble};

/// So many problems of one file of lines are said one by one; the rest is counted.
const MOST_PROBLEMS: usize = 20;

/// An article that could be read.
pub(super) struct Read {
    pub(super) document: Document,
    /// SHA-256 of the text without white space around it.
    pub(super) digest: [u8; 32],
    /// Whether the article gives itself its slug.
    pub(super) is_named: bool,
    /// What is wrong with it all the same.
    pub(super) trouble: Option<Trouble>,
    /// How the file looked that holds its Markdown, if that is another one than it was extracted from.
    pub(super) stored: Option<Stamp>,
}

impl Read {
    pub(super) fn new(document: Document) -> Self {
        let digest = Sha256::digest(document.body().trim()).into();
        Self { digest, document, is_named: false, trouble: None, stored: None }
    }
}

/// The articles so far.
#[derive(Default)]
pub(super) struct Articles {
    pub(super) documents: Vec<Document>,
    pub(super) problems: Vec<Problem>,
    /// Where each text was found: the paths and folders.
    texts: HashMap<[u8; 32], Vec<(String, String)>>,
    /// Where each slug was taken.
    slugs: HashMap<String, String>,
    pub(super) register: Register,
}

impl Articles {
    /// Adds what a file gave, or a line of it.
    pub(super) fn add(&mut self, path: String, read: Result<Read, Trouble>) -> Gave {
        let (gave, trouble) = match read.and_then(|read| self.keep(&path, read)) {
            Ok(given) => {
                let trouble = given.trouble.clone();
                (Gave::Article(given), trouble)
            }
            Err(trouble) => (Gave::of(&trouble), Some(trouble)),
        };
        self.problems.extend(trouble.map(|trouble| Problem { path, trouble }));
        gave
    }

    pub(super) fn into_loaded(self, corpus: impl FnOnce(Vec<Document>) -> Corpus) -> Loaded {
        Loaded { corpus: corpus(self.documents), problems: self.problems, register: self.register }
    }

    pub(super) fn keep(&mut self, path: &str, read: Read) -> Result<Given, Trouble> {
        let Read { mut document, digest, is_named, trouble, stored } = read;
        if is_named && let Some(first) = self.slugs.get(&document.slug) {
            return Err(Trouble::SlugTaken { slug: document.slug, first: first.clone() });
        }
        // The same text in another folder is a copy, which is heard where that folder alone is.
        let there = self.texts.entry(digest).or_default();
        if let Some((first, _)) = there.iter().find(|(_, folder)| is_within(folder, &document.folder)) {
            return Err(Trouble::Duplicate(first.clone()));
        }
        there.push((path.to_owned(), document.folder.clone()));
        // `a.txt` beside `a.md`, or `a/b.md` beside `a-b.md`, would share a slug: the later ones get a number.
        let wanted = document.slug.clone();
        let mut n = 1_usize;
        while self.slugs.contains_key(&document.slug) {
            n += 1;
            document.slug = format!("{wanted}-{n}");
        }
        self.slugs.insert(document.slug.clone(), path.to_owned());
        self.documents.push(document);
        Ok(Given { place: self.documents.len() - 1, slug: wanted, is_named, digest, trouble, stored })
    }
}

/// The articles of a file of lines, as they are added; of its problems the first are said, and the rest is counted.
pub(super) struct AddedLines<'a> {
    file: &'a Path,
    pub(super) path: String,
    articles: &'a mut Articles,
    /// So many problems there may be.
    told: usize,
    more: usize,
}

impl<'a> AddedLines<'a> {
    pub(super) fn of(entry: &'a DirEntry, articles: &'a mut Articles) -> Self {
        let told = articles.problems.len() + MOST_PROBLEMS;
        Self { file: entry.path(), path: slashed(entry.path()), articles, told, more: 0 }
    }

    pub(super) fn add(&mut self, line: usize, read: Result<Read, Trouble>) {
        // The file itself has no line.
        let place = if line == 0 { self.path.clone() } else { format!("{}:{line}", self.path) };
        let gave = self.articles.add(place, read);
        self.articles.register.note(self.file, register::Entry { line, gave });
        if self.articles.problems.len() > self.told {
            self.articles.problems.truncate(self.told);
            self.more += 1;
        }
    }

    pub(super) fn close(self) {
        if self.more > 0 {
            self.articles.problems.push(Problem { path: self.path, trouble: Trouble::More(self.more) });
        }
    }
}

/// Whether a folder is another, or in it.
fn is_within(folder: &str, other: &str) -> bool {
    let below = folder.strip_prefix(other);
    other.is_empty() || below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
}
