//! Reading a folder of articles.

use std::fs::File;
use std::io::{BufReader, Read as _};
use std::path::Path;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::extracted::Store;
use super::intake::{AddedLines, Articles, Read};
use super::json_lines::{self, Lines};
use super::{Before, Corpus, Document, LoadError, Problem, Register, Stamps, Trouble, front_matter, kept, register};
use crate::extract::{self, Kind};

/// Files larger than this are no articles: the longest novels have 4 MB.
const HUGE_FILE: u64 = 8 * 1024 * 1024;
/// So many bytes of lines are held at once.
const BATCH: usize = 4 * 1024 * 1024;
/// Folders deeper than this are not looked into.
const DEPTH: usize = 16;
/// The endings of the folders in which browsers put what belongs to a saved page, in some of their languages.
const SAVED_PARTS: &[&str] = &["_files", "_Dateien", "-Dateien", "_fichiers", "_archivos", "_file", "_bestanden"];

/// A corpus, and what was wrong with some of its files.
#[derive(Debug)]
pub struct Loaded {
    /// The articles that could be read.
    pub corpus: Corpus,
    /// What to mend, in the order of the paths.
    pub problems: Vec<Problem>,
    /// What each file gave.
    pub register: Register,
}

/// A file or what keeps it from being one.
pub(super) type Found = Result<DirEntry, walkdir::Error>;

/// Loads every `.txt` and `.md` file below `folder` as an article, and every line of its `.jsonl` files, in the order
/// of their paths and lines; so too what can be extracted from its `.html`, `.htm`, `.pdf`, `.epub` and `.docx` files.
/// Of the problems of one file of lines the first twenty are given, and how many more there are.
///
/// Files and folders whose names begin with a dot are passed over, links are not followed.
///
/// # Errors
/// [`LoadError`] where there is no folder, or no article in it. A file or a line that cannot be used is no error
/// but a [`Problem`].
pub fn load(folder: &Path) -> Result<Loaded, LoadError> {
    Ok(read_all(Store { folder, data: None })?.into_loaded(Corpus::new))
}

/// As [`load`], with what was learned from a large collection kept in the folder `data` for the next time, and with
/// what was extracted from files of other formats in its folder `extracted`, where those articles are then cited.
///
/// # Errors
/// As [`load`]; a folder `data` that cannot be used is no error, but a [`Problem`] of each file to be extracted.
pub fn load_kept(folder: &Path, data: &Path) -> Result<Loaded, LoadError> {
    Ok(read_all(Store { folder, data: Some(data) })?.into_loaded(|documents| kept::corpus(documents, data)))
}

/// As [`load_kept`], but of the files that `among` holds alone. A folder without any is no error but an empty corpus:
/// what was deleted is not answered from.
///
/// With what was loaded `before` from the same folders only files that have changed are read and learned from, and what
/// was learned is not kept ([`keep`](super::keep) does that). What is loaded is the same.
///
/// # Errors
/// [`LoadError::NoFolder`] where there is no folder.
pub fn load_among(folder: &Path, data: &Path, among: &Stamps, before: Option<Before<'_>>) -> Result<Loaded, LoadError> {
    let is_among = |found: &Found| {
        found
            .as_ref()
            .map_or_else(walkdir::Error::path, |entry| Some(entry.path()))
            .is_none_or(|path| among.holds(path))
    };
    let store = Store { folder, data: Some(data) };
    let found: Vec<Found> = files(store)?.into_iter().filter(is_among).collect();
    let known = |path: &Path| before.and_then(|before| before.read(path, among));
    let articles = read_files(&found, store, known);
    Ok(articles.into_loaded(|documents| match before {
        None => kept::corpus(documents, data),
        Some(before) => Corpus::new_after(before.corpus, documents),
    }))
}

/// The articles of a folder, and what is wrong with it.
fn read_all(store: Store<'_>) -> Result<Articles, LoadError> {
    let articles = read_files(&files(store)?, store, |_| None);
    if articles.documents.is_empty() {
        let problems = articles.problems;
        let skipped = problems.iter().map(|problem| problem.trouble.n_skipped()).sum();
        return Err(LoadError::NoArticle { folder: store.folder.to_owned(), skipped, problems });
    }
    Ok(articles)
}

/// The files of a folder that could be articles, in the order of their paths.
pub(super) fn files(store: Store<'_>) -> Result<Vec<Found>, LoadError> {
    let folder = store.folder;
    if !folder.is_dir() {
        return Err(LoadError::NoFolder(folder.to_owned()));
    }
    // The data folder may be below that of the articles; what was extracted is read where it was extracted from.
    let visible = |entry: &DirEntry| {
        entry.depth() == 0
            || !(entry.file_name().to_string_lossy().starts_with('.')
                || store.is_own(entry.path())
                || belongs_to_saved_page(entry))
    };
    let entries = WalkDir::new(folder).max_depth(DEPTH).sort_by_file_name().into_iter().filter_entry(visible);
    let is_wanted = |entry: &Found| {
        entry.as_ref().map_or(true, |entry| {
            !entry.file_type().is_dir() && (holds_lines(entry.path()) || is_article(entry.path()))
        })
    };
    Ok(entries.filter(is_wanted).collect())
}

/// What a file gave, each with its line.
type Parts = Vec<(usize, Result<Read, Trouble>)>;

/// The articles of these files, and what is wrong with them. What is `known` of a file is not read.
fn read_files(found: &[Found], store: Store<'_>, known: impl Fn(&Path) -> Option<Parts> + Sync) -> Articles {
    let mut articles = Articles::default();
    // Files of one article are read on all cores, and so are the lines of one of many; both are added in their order.
    for run in found.chunk_by(|a, b| !is_of_lines(a) && !is_of_lines(b)) {
        if let [Ok(entry)] = run
            && is_of_lines(&run[0])
        {
            let mut lines = AddedLines::of(entry, &mut articles);
            match known(entry.path()) {
                Some(parts) => parts.into_iter().for_each(|(line, read)| lines.add(line, read)),
                None => read_lines(entry, store.folder, &mut lines),
            }
            lines.close();
            continue;
        }
        let read = |found: &Found| {
            let known = found.as_ref().ok().and_then(|entry| known(entry.path())?.pop());
            known.map_or_else(|| read_found(found, store), |(_, read)| (path_of(found), read))
        };
        let read: Vec<_> = run.par_iter().map(read).collect();
        for ((path, read), found) in read.into_iter().zip(run) {
            let gave = articles.add(path, read);
            if let Ok(entry) = found {
                articles.register.note(entry.path(), register::Entry { line: 0, gave });
            }
        }
    }
    store.sweep(found.iter().flatten().map(DirEntry::path).filter(|path| kind(path).is_some()));
    articles
}

fn is_of_lines(found: &Found) -> bool {
    found.as_ref().is_ok_and(|entry| holds_lines(entry.path()))
}

/// The path of a file, and the article that it is.
fn read_found(found: &Found, store: Store<'_>) -> (String, Result<Read, Trouble>) {
    let read = match found {
        Ok(entry) => read(entry, store),
        Err(error) => {
            let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            Err(Trouble::Unreadable(cause))
        }
    };
    (path_of(found), read)
}

fn path_of(found: &Found) -> String {
    found.as_ref().map_or_else(walkdir::Error::path, |entry| Some(entry.path())).map(slashed).unwrap_or_default()
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|found| endings.iter().any(|ending| found.eq_ignore_ascii_case(ending)))
}

/// The format of a file from which an article must be extracted.
fn kind(path: &Path) -> Option<Kind> {
    Kind::of_ending(path.extension()?.to_str()?)
}

/// Whether it is the folder that a browser made for the pictures and frames of a page beside it.
fn belongs_to_saved_page(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let page = SAVED_PARTS.iter().find_map(|ending| name.strip_suffix(ending));
    entry.file_type().is_dir()
        && page.is_some_and(|page| {
            ["html", "htm"].iter().any(|ending| entry.path().with_file_name(format!("{page}.{ending}")).is_file())
        })
}

/// Whether a file of this name holds one article, by its ending.
#[must_use]
pub fn is_article_name(name: &str) -> bool {
    is_article(Path::new(name))
}

fn is_article(path: &Path) -> bool {
    has_ending(path, &["txt", "md"]) || kind(path).is_some()
}

/// Whether a file holds an article on each line.
fn holds_lines(path: &Path) -> bool {
    has_ending(path, &["jsonl"])
}

/// The size of a file that is one: links could lead out of the folder.
fn plain(entry: &DirEntry) -> Result<u64, Trouble> {
    if entry.path_is_symlink() {
        return Err(Trouble::Link);
    }
    let metadata = entry.metadata().map_err(|error| Trouble::Unreadable(error.to_string()))?;
    if metadata.is_file() { Ok(metadata.len()) } else { Err(Trouble::Unreadable("not a plain file".to_owned())) }
}

/// The folder of a file below the corpus folder, with `/` between its parts; empty for that one itself.
fn folder_of(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).ok().and_then(Path::parent).map(slashed).unwrap_or_default()
}

/// The path below the corpus folder without its ending, `/` as `-`.
fn slug(path: &Path, folder: &Path) -> String {
    slashed(&path.strip_prefix(folder).unwrap_or(path).with_extension("")).replace('/', "-")
}

/// Reads one file; the trouble beside a document is one that it was loaded in spite of.
fn read(entry: &DirEntry, store: Store<'_>) -> Result<Read, Trouble> {
    let kind = kind(entry.path());
    let size = plain(entry)?;
    let limit = if kind.is_some() { extract::MOST_BYTES } else { HUGE_FILE };
    if size > limit {
        return Err(Trouble::Huge { size, limit });
    }
    let bytes = bounded(entry.path(), limit)?;
    let (text, path) = match kind {
        Some(kind) => store.markdown(entry.path(), &bytes, kind)?,
        None => (plain_text(bytes)?, entry.path().to_owned()),
    };
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
    let is_stored = path != entry.path();
    let document = Document::new(slug(entry.path(), store.folder), slashed(&path), fields, body)
        .in_folder(folder_of(entry.path(), store.folder));
    let stored = if is_stored { register::stored(&document) } else { None };
    Ok(Read { trouble, stored, ..Read::new(document) })
}

/// The bytes of a file that may have grown since its size was looked at.
fn bounded(path: &Path, limit: u64) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes));
    let size = read.map_err(|error| Trouble::Unreadable(error.to_string()))? as u64;
    if size > limit { Err(Trouble::Huge { size, limit }) } else { Ok(bytes) }
}

fn plain_text(bytes: Vec<u8>) -> Result<String, Trouble> {
    if bytes.contains(&0) {
        return Err(Trouble::Binary);
    }
    String::from_utf8(bytes).map_err(|error| Trouble::NotUtf8(error.utf8_error().valid_up_to()))
}

/// Reads the articles of a file of lines.
fn read_lines(entry: &DirEntry, folder: &Path, added: &mut AddedLines<'_>) {
    let opened =
        plain(entry).and_then(|_| File::open(entry.path()).map_err(|error| Trouble::Unreadable(error.to_string())));
    let file = match opened {
        Ok(file) => file,
        Err(trouble) => return added.add(0, Err(trouble)),
    };
    let (slug, folder) = (slug(entry.path(), folder), folder_of(entry.path(), folder));
    let path = added.path.clone();
    let parse = |(number, line): (usize, Result<Vec<u8>, Trouble>)| {
        let read = line.and_then(|line| json_lines::parse(&line)).map(|article| {
            let is_named = article.slug.is_some();
            let slug = article.slug.unwrap_or_else(|| format!("{slug}-{number}"));
            let place = format!("{path}:{number}");
            let document = Document::new(slug, place, article.metadata, article.body).in_folder(folder.clone());
            Read { is_named, ..Read::new(document) }
        });
        (number, read)
    };
    let mut lines = Lines::new(BufReader::with_capacity(1 << 20, file));
    loop {
        let mut batch = Vec::new();
        let mut size = 0;
        while size < BATCH {
            let Some(line) = lines.next() else { break };
            size += line.1.as_ref().map_or(0, Vec::len) + 64;
            batch.push(line);
        }
        if batch.is_empty() {
            break;
        }
        let read: Vec<_> = batch.into_par_iter().map(parse).collect();
        for (number, read) in read {
            added.add(number, read);
        }
    }
}

/// A path with `/` between its parts on every system.
pub(super) fn slashed(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/").replacen("//", "/", 1)
}
