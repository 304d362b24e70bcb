//! Reading a folder of articles.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

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

/// Loads every `.txt` and `.md` file below `folder`, in the order of their paths.
///
/// Files and folders whose names begin with a dot are passed over, links are not followed.
///
/// # Errors
/// [`LoadError`] where there is no folder, or no article in it. A file that cannot be used is no error
/// but a [`Problem`].
pub fn load(folder: &Path) -> Result<Loaded, LoadError> {
    if !folder.is_dir() {
        return Err(LoadError::NoFolder(folder.to_owned()));
    }
    let mut documents = Vec::new();
    let mut problems = Vec::new();
    let mut seen = HashMap::new();
    let visible = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).max_depth(DEPTH).sort_by_file_name().into_iter().filter_entry(visible) {
        let (path, read) = match entry {
            Ok(entry) if entry.file_type().is_dir() || !is_article(entry.path()) => continue,
            Ok(entry) => (slashed(entry.path()), read(&entry, folder)),
            Err(error) => {
                let path = error.path().map(slashed).unwrap_or_default();
                let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                (path, Err(Trouble::Unreadable(cause)))
            }
        };
        let added = read.and_then(|(document, trouble)| {
            if let Some(first) = seen.insert(Sha256::digest(document.body().trim()), path.clone()) {
                return Err(Trouble::Duplicate(first));
            }
            documents.push(document);
            trouble.map_or(Ok(()), Err)
        });
        problems.extend(added.err().map(|trouble| Problem { path, trouble }));
    }
    if documents.is_empty() {
        return Err(LoadError::NoArticle { folder: folder.to_owned(), skipped: problems.len(), problems });
    }
    give_unique_slugs(&mut documents);
    Ok(Loaded { corpus: Corpus::new(documents), problems })
}

fn is_article(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("txt") || ending.eq_ignore_ascii_case("md"))
}

/// Reads one file; the trouble beside a document is one that it was loaded in spite of.
fn read(entry: &DirEntry, folder: &Path) -> Result<(Document, Option<Trouble>), Trouble> {
    if entry.path_is_symlink() {
        return Err(Trouble::Link);
    }
    let unreadable = |error: &dyn std::fmt::Display| Trouble::Unreadable(error.to_string());
    let metadata = entry.metadata().map_err(|error| unreadable(&error))?;
    if !metadata.is_file() {
        return Err(Trouble::Unreadable("not a plain file".to_owned()));
    }
    if metadata.len() > HUGE_FILE {
        return Err(Trouble::Huge { size: metadata.len(), limit: HUGE_FILE });
    }
    let bytes = fs::read(entry.path()).map_err(|error| unreadable(&error))?;
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
    let below = entry.path().strip_prefix(folder).unwrap_or(entry.path()).with_extension("");
    Ok((Document::new(slashed(&below).replace('/', "-"), slashed(entry.path()), fields, body), trouble))
}

/// A path with `/` between its parts on every system.
fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/").replacen("//", "/", 1)
}

/// `a.txt` beside `a.md`, or `a/b.md` beside `a-b.md`, would share a slug: the later ones get a number.
fn give_unique_slugs(documents: &mut [Document]) {
    let mut taken: HashSet<String> = HashSet::new();
    for document in documents {
        let wanted = document.slug.clone();
        let mut n = 1_usize;
        while !taken.insert(document.slug.clone()) {
            n += 1;
            document.slug = format!("{wanted}-{n}");
        }
    }
}
