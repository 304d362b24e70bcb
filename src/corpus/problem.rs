//! What can be wrong with a file or a folder, and what to do about it.

use std::path::PathBuf;

use crate::extract::ExtractError;

/// Why a corpus cannot be used at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder is not there, or is not a folder.
    #[error("no folder {}: make it and put articles into it, as .md, .txt, .html, .pdf, .epub, .docx or .jsonl files", .0.display())]
    NoFolder(PathBuf),
    /// The folder holds no article that can be read.
    #[error("no article in {}: put .md, .txt, .html, .pdf, .epub, .docx or .jsonl files into it{}", .folder.display(), if *.skipped == 0 { String::new() } else { format!(" ({} skipped, see above)", .skipped) })]
    NoArticle {
        /// The folder.
        folder: PathBuf,
        /// How many files and lines were skipped for a [`Problem`].
        skipped: usize,
        /// The problems of the skipped files.
        problems: Vec<Problem>,
    },
}

/// Something wrong with one file, or one line of a file of lines. The rest of the corpus loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as found; with the line, as in `news.jsonl:17`, where it is one of many articles.
    pub path: String,
    /// What is wrong with it.
    pub trouble: Trouble,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// It has no words.
    #[error("it has no text: skipped; write the article into it or delete it")]
    Empty,
    /// It is not UTF-8.
    #[error("it is not UTF-8 (first bad byte at {0}): skipped; save it as UTF-8")]
    NotUtf8(usize),
    /// It holds NUL bytes.
    #[error("it is not a text (it holds NUL bytes): skipped; save the article as plain text")]
    Binary,
    /// It is larger than the limit.
    #[error("it is {size} bytes, more than {limit}: skipped; split it into articles")]
    Huge {
        /// Its size in bytes.
        size: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Another file has the same body.
    #[error("it has the same text as {0}: skipped; delete one of them")]
    Duplicate(String),
    /// An article of another place has the slug that this one gives itself.
    #[error("it has the same slug {slug:?} as {first}: skipped; give it another one")]
    SlugTaken {
        /// The slug.
        slug: String,
        /// Where the other article is.
        first: String,
    },
    /// The line is no JSON object.
    #[error("it is no JSON object ({0}): skipped; write the article as one object on one line")]
    NotJson(String),
    /// So many more lines of the file cannot be used; nobody reads a million reasons.
    #[error("{0} more of its lines cannot be used: skipped; mend those above, and `pullquote check` says what is left")]
    More(usize),
    /// The line's object has no text.
    #[error("it has no field \"text\" with a string: skipped; write the article's text into it")]
    NoText,
    /// It could not be read.
    #[error("it cannot be read ({0}): skipped; check its permissions")]
    Unreadable(String),
    /// It is a link.
    #[error("it is a link: skipped; copy the file into the folder")]
    Link,
    /// No article can be extracted from it.
    #[error(transparent)]
    Extract(#[from] ExtractError),
    /// What was extracted from it cannot be stored, so that nobody could look a quote up.
    #[error("what it says cannot be stored as {} ({reason}): skipped; let PULLQUOTE_DATA name a folder that can be written, or write Markdown with `pullquote extract`", .file.display())]
    NotStored {
        /// Where it would be stored.
        file: PathBuf,
        /// Why it cannot be.
        reason: String,
    },
    /// Its front matter is not valid.
    #[error("its front matter cannot be read ({0}): loaded without it; mend the lines between the --- marks")]
    FrontMatter(String),
}

impl Trouble {
    /// Whether the file was loaded all the same.
    #[must_use]
    pub fn is_loaded(&self) -> bool {
        matches!(self, Self::FrontMatter(_))
    }

    /// How many articles were not loaded for it.
    pub(super) fn n_skipped(&self) -> usize {
        match self {
            Self::FrontMatter(_) => 0,
            Self::More(n) => *n,
            _ => 1,
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path, self.trouble)
    }
}
