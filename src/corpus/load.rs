//! Reading a folder of articles.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;

use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

use super::json_lines::{self, Lines};
use super::{Corpus, Document, LoadError, Problem, Trouble, front_matter};

/// Files larger than this are no articles: the longest novels have 4 MB.
const HUGE_FILE: u64 = 8 * 1024 * 1024;
/// Folders deeper than this are not looked into.
const DEPTH: usize = 16;

/// A corpus, and what was wrong with some of its files.
#[derive(Debug)]
pub struct Loaded {
    /// The articles that could be read.
    pub corpus: Corpus,
    /// What to mend, in the order of the paths.
    pub problems: Vec<Problem>,
}

/// An article that could be read.
struct Read {
    document: Document,
    /// Whether the article gives itself its slug.
    is_named: bool,
    /// What is wrong with it all the same.
    trouble: Option<Trouble>,
}

/// The articles so far.
#[derive(Default)]
struct Articles {
    documents: Vec<Document>,
    problems: Vec<Problem>,
    /// Where each text was found first.
    texts: HashMap<[u8; 32], String>,
    /// Where each slug was taken.
    slugs: HashMap<String, String>,
}

impl Articles {
    fn add(&mut self, path: String, read: Result<Read, Trouble>) {
        let added = read.and_then(|read| self.keep(&path, read));
        self.problems.extend(added.err().map(|trouble| Problem { path, trouble }));
    }

    fn keep(&mut self, path: &str, read: Read) -> Result<(), Trouble> {
        let Read { mut document, is_named, trouble } = read;
        if is_named && let Some(first) = self.slugs.get(&document.slug) {
            return Err(Trouble::SlugTaken { slug: document.slug, first: first.clone() });
        }
        match self.texts.entry(Sha256::digest(document.body().trim()).into()) {
            Entry::Occupied(first) => return Err(Trouble::Duplicate(first.get().clone())),
            Entry::Vacant(fresh) => fresh.insert(path.to_owned()),
        };
        // `a.txt` beside `a.md`, or `a/b.md` beside `a-b.md`, would share a slug: the later ones get a number.
        let wanted = document.slug.clone();
        let mut n = 1_usize;
        while self.slugs.contains_key(&document.slug) {
            n += 1;
            document.slug = format!("{wanted}-{n}");
        }
        self.slugs.insert(document.slug.clone(), path.to_owned());
        self.documents.push(document);
        trouble.map_or(Ok(()), Err)
    }
}

/// Loads every `.txt` and `.md` file below `folder` as an article, and every line of its `.jsonl` files, in the order
/// of their paths and lines.
///
/// Files and folders whose names begin with a dot are passed over, links are not followed.
///
/// # Errors
/// [`LoadError`] where there is no folder, or no article in it. A file or a line that cannot be used is no error
/// but a [`Problem`].
pub fn load(folder: &Path) -> Result<Loaded, LoadError> {
    if !folder.is_dir() {
        return Err(LoadError::NoFolder(folder.to_owned()));
    }
    let mut articles = Articles::default();
    let visible = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).max_depth(DEPTH).sort_by_file_name().into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if has_ending(entry.path(), &["txt", "md"]) => {
                articles.add(slashed(entry.path()), read(&entry, folder));
            }
            Ok(entry) if has_ending(entry.path(), &["jsonl"]) => read_lines(&entry, folder, &mut articles),
            Ok(_) => {}
            Err(error) => {
                let path = error.path().map(slashed).unwrap_or_default();
                let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                articles.add(path, Err(Trouble::Unreadable(cause)));
            }
        }
    }
    let Articles { documents, problems, .. } = articles;
    if documents.is_empty() {
        return Err(LoadError::NoArticle { folder: folder.to_owned(), skipped: problems.len(), problems });
    }
    Ok(Loaded { corpus: Corpus::new(documents), problems })
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|found| endings.iter().any(|ending| found.eq_ignore_ascii_case(ending)))
}

/// The size of a file that is one: links could lead out of the folder.
fn plain(entry: &DirEntry) -> Result<u64, Trouble> {
    if entry.path_is_symlink() {
        return Err(Trouble::Link);
    }
    let metadata = entry.metadata().map_err(|error| Trouble::Unreadable(error.to_string()))?;
    if metadata.is_file() { Ok(metadata.len()) } else { Err(Trouble::Unreadable("not a plain file".to_owned())) }
}

/// The path below the corpus folder without its ending, `/` as `-`.
fn slug(path: &Path, folder: &Path) -> String {
    slashed(&path.strip_prefix(folder).unwrap_or(path).with_extension("")).replace('/', "-")
}

/// Reads one file; the trouble beside a document is one that it was loaded in spite of.
fn read(entry: &DirEntry, folder: &Path) -> Result<Read, Trouble> {
    let size = plain(entry)?;
    if size > HUGE_FILE {
        return Err(Trouble::Huge { size, limit: HUGE_FILE });
    }
    let bytes = fs::read(entry.path()).map_err(|error| Trouble::Unreadable(error.to_string()))?;
    if bytes.contains(&0) {
        return Err(Trouble::Binary);
    }
    let text = String::from_utf8(bytes).map_err(|error| Trouble::NotUtf8(error.utf8_error().valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (fields, body) = front_matter::split(text);
    let body = text.get(body..).unwrap_or_default().to_owned();
    if !body.chars().any(char::is_alphanumeric) {
        return Err(Trouble::Empty);
    }
    let (fields, trouble) = match fields {
        Ok(fields) => (fields, None),
        Err(reason) => (super::Metadata::default(), Some(Trouble::FrontMatter(reason))),
    };
    let document = Document::new(slug(entry.path(), folder), slashed(entry.path()), fields, body);
    Ok(Read { document, is_named: false, trouble })
}

/// Reads the articles of a file of lines.
fn read_lines(entry: &DirEntry, folder: &Path, articles: &mut Articles) {
    let path = slashed(entry.path());
    let opened =
        plain(entry).and_then(|_| File::open(entry.path()).map_err(|error| Trouble::Unreadable(error.to_string())));
    let file = match opened {
        Ok(file) => file,
        Err(trouble) => return articles.add(path, Err(trouble)),
    };
    let slug = slug(entry.path(), folder);
    for (number, line) in Lines::new(BufReader::new(file)) {
        let place = format!("{path}:{number}");
        let read = line.and_then(|line| json_lines::parse(&line)).map(|article| {
            let is_named = article.slug.is_some();
            let slug = article.slug.unwrap_or_else(|| format!("{slug}-{number}"));
            let document = Document::new(slug, place.clone(), article.metadata, article.body);
            Read { document, is_named, trouble: None }
        });
        articles.add(place, read);
    }
}

/// A path with `/` between its parts on every system.
fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/").replacen("//", "/", 1)
}
