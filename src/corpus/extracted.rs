//! Articles in foreign formats: what was extracted from them, as Markdown below the data folder.
//!
//! A quote must stand, byte for byte, in a file that can be opened. The words of a web page stand between its tags, and
//! those of a PDF nowhere in one piece, so the article is the Markdown that was made of them, and its path is that
//! file's. One that cannot be stored is not loaded: its quotes would lead nowhere.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Trouble, front_matter, published, whole};
use crate::extract::{self, ExtractError, Extracted, Kind};

/// The folder below the data folder.
const FOLDER: &str = "extracted";
/// The folder beside it that holds what may become an article and what was one.
const SHELF: &str = "shelf";
/// The first field of the front matter of what is stored; files without it are none of ours.
const MARK: &str = "---\nextracted_from: ";

/// Where extracted articles are kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Store<'a> {
    /// The folder of articles.
    pub(super) folder: &'a Path,
    /// The data folder; without one nothing is stored, and everything is extracted anew.
    pub(super) data: Option<&'a Path>,
}

impl Store<'_> {
    /// The folder that holds them.
    pub(super) fn root(&self) -> Option<PathBuf> {
        self.data.map(|data| data.join(FOLDER))
    }

    /// Whether a folder holds what belongs to the data folder: that may be below the folder of articles.
    pub(super) fn is_own(&self, folder: &Path) -> bool {
        self.data.is_some_and(|data| [FOLDER, SHELF].iter().any(|own| data.join(own) == folder))
    }

    /// The file that holds what was extracted from `path`.
    fn file(&self, path: &Path) -> Option<PathBuf> {
        let mut name = OsString::from(path.strip_prefix(self.folder).unwrap_or(path));
        name.push(".md");
        self.root().map(|root| root.join(name))
    }

    /// The Markdown of the article at `path`, whose bytes these are, and the file where it stands.
    pub(super) fn markdown(&self, path: &Path, bytes: &[u8], kind: Kind) -> Result<(String, PathBuf), Trouble> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let Some(file) = self.file(path) else { return Ok((extracted(&name, bytes, kind)?, path.to_owned())) };
        let digest = whole::digest(bytes);
        if let Some(kept) = fs::read_to_string(&file).ok().filter(|kept| is_of(kept, &name, &digest)) {
            return Ok((kept, file));
        }
        let markdown = extracted(&name, bytes, kind)?;
        whole::write(&file, markdown.as_bytes())
            .map_err(|error| Trouble::NotStored { file: file.clone(), reason: error.to_string() })?;
        Ok((markdown, file))
    }

    /// Deletes what was extracted from files other than these.
    pub(super) fn sweep<'p>(&self, sources: impl Iterator<Item = &'p Path>) {
        let Some(root) = self.root().filter(|root| root.is_dir()) else { return };
        let kept: HashSet<PathBuf> = sources.filter_map(|path| self.file(path)).collect();
        for entry in WalkDir::new(&root).contents_first(true).into_iter().flatten() {
            let path = entry.path();
            let removed = if entry.file_type().is_dir() {
                // One that is not empty stays, as it should.
                let _ = fs::remove_dir(path);
                Ok(())
            } else if !kept.contains(path) && is_ours(path) {
                fs::remove_file(path)
            } else {
                Ok(())
            };
            if let Err(error) = removed {
                tracing::warn!(file = %path.display(), %error, "what was extracted from a file that is gone cannot be deleted");
            }
        }
    }
}

/// The folder below the data folder that holds files which may become articles, and files which were.
#[must_use]
pub fn shelf_below(data: &Path) -> PathBuf {
    data.join(SHELF)
}

/// The path below the folder of articles, or the file of lines there, that an article was read from; `None` if it was
/// read from elsewhere.
#[must_use]
pub fn source_of<'a>(document: &'a super::Document, folder: &Path, data: &Path) -> Option<Origin<'a>> {
    let path = Path::new(&document.path);
    if let Ok(below) = path.strip_prefix(data.join(FOLDER)) {
        return Some(Origin::File(below.with_extension("")));
    }
    let below = path.strip_prefix(folder).ok()?;
    let lines = below.to_str().and_then(|below| below.rsplit_once(':'));
    Some(match lines {
        Some((file, line)) if is_of_lines(file) && line.bytes().all(|byte| byte.is_ascii_digit()) => Origin::Line(file),
        _ => Origin::File(below.to_owned()),
    })
}

/// Where an article was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin<'a> {
    /// A file of its own.
    File(PathBuf),
    /// A line of this file.
    Line(&'a str),
}

fn is_of_lines(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl"))
}

/// The Markdown of an article, with front matter that says what it is of.
///
/// # Errors
/// [`ExtractError`] where the bytes hold no article.
pub fn extracted(name: &str, bytes: &[u8], kind: Kind) -> Result<String, ExtractError> {
    let article = extract::article(bytes, kind)?;
    let body = body(&article);
    let front = opening(name, &whole::digest(bytes)) + &fields(article);
    Ok(format!("{front}text_sha256: {}\n---\n{body}", whole::digest(body.as_bytes())))
}

/// The Markdown of an article that was extracted, with what it says of itself as front matter.
#[must_use]
pub fn markdown(article: Extracted) -> String {
    let body = body(&article);
    format!("---\n{}---\n{body}", fields(article))
}

fn body(article: &Extracted) -> String {
    format!("\n{}\n", article.body)
}

/// What an article says of itself, as lines of front matter.
fn fields(article: Extracted) -> String {
    let Extracted { title, author, publisher, date, url, .. } = article;
    // A date of no day would only be complained of, and nobody could mend it; the time of day is nobody's matter.
    let date = date.and_then(|date| {
        let day = published::day(&date)?;
        Some(if date.contains(':') { day.to_string() } else { date })
    });
    let fields = [("title", title), ("author", author), ("publisher", publisher), ("date", date), ("url", url)];
    let lines = fields.into_iter().filter_map(|(key, value)| Some(format!("{key}: {}\n", quoted(&value?))));
    lines.collect()
}

/// The fields that say of which file, and by which version, an article was extracted.
fn opening(name: &str, digest: &str) -> String {
    format!("{MARK}{}\nsource_sha256: {digest}\nextractor: {}\n", quoted(name), extract::VERSION)
}

/// A text as YAML reads it: a JSON string is one of YAML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether a stored article was extracted from this file by this version, and was not changed since.
pub(super) fn is_of(kept: &str, name: &str, digest: &str) -> bool {
    if !kept.starts_with(&opening(name, digest)) {
        return false;
    }
    let (_, at) = front_matter::split(kept);
    let (front, body) = kept.split_at_checked(at).unwrap_or_default();
    front.ends_with(&format!("text_sha256: {}\n---\n", whole::digest(body.as_bytes())))
}

fn is_ours(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "md")
        && fs::read_to_string(path).is_ok_and(|text| text.starts_with(MARK))
}
