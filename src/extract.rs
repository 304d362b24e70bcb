//! Articles in foreign formats as Markdown: web pages, PDF, EPUB, Word; and feeds, which say where there are some.
//!
//! Bytes go in; a body that reads like prose, and what the file says about itself, come out. Navigation, banners,
//! comments and other things around an article stay behind. Whatever the bytes are, the result is an article or an
//! [`ExtractError`]: what foreign parsers may do with memory, depth and time is bounded here, and their panics end
//! here. This room knows no files, no network and none of our articles.

mod docx;
mod epub;
mod feed;
mod html;
mod pdf;
mod prose;
mod xml;
mod zipped;

use std::panic;
use std::sync::{Once, mpsc};
use std::thread;
use std::time::Duration;

pub use feed::{Entry, Feed, FeedError};

/// Grows with every change of what comes out: what another version extracted is extracted anew.
pub const VERSION: u32 = 1;

/// Files larger than this are not looked into. Saved pages and PDF files hold their pictures.
pub const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// The longest novels have 4 MB of text.
const MOST_TEXT: usize = 8 * 1024 * 1024;
/// A file that takes longer was made to; a thousand pages take a second or two.
const MOST_TIME: Duration = Duration::from_mins(1);
/// Parsers that call themselves for what is nested need more than a thread usually has.
const STACK: usize = 64 * 1024 * 1024;
/// The threads that parse, known by this name to be quiet when they panic.
const THREAD: &str = "extract";

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A web page.
    Html,
    /// A PDF with text in it.
    Pdf,
    /// An electronic book without copy protection.
    Epub,
    /// A document of Word 2007 or later, or of a program that writes as it does.
    Docx,
}

impl Kind {
    /// The kind that a file's ending says, without the dot; `None` for any other.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        let kinds =
            [("html", Self::Html), ("htm", Self::Html), ("pdf", Self::Pdf), ("epub", Self::Epub), ("docx", Self::Docx)];
        kinds.into_iter().find(|(known, _)| ending.eq_ignore_ascii_case(known)).map(|(_, kind)| kind)
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Html => "HTML",
            Self::Pdf => "PDF",
            Self::Epub => "EPUB",
            Self::Docx => "DOCX",
        })
    }
}

/// An article, and what its file says about it. Every field is one line, and not empty where it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracted {
    /// The text: paragraphs and headings between blank lines, list items and table rows behind `- `. It holds no other
    /// marks and no escapes; links are their text.
    pub body: String,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The newspaper, agency or site.
    pub publisher: Option<String>,
    /// When it was published, as the file says it.
    pub date: Option<String>,
    /// Where it can be read, as the page itself says it.
    pub url: Option<String>,
}

/// Why there is no article to be had from a file, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    /// It holds nothing to read.
    #[error("{}", no_text(*.0))]
    NoText(Kind),
    /// It is of another kind than its ending says, or damaged.
    #[error(
        "it is no {kind} that can be read ({reason}): skipped; open it in the program it comes from and save it anew, or save its text as .md"
    )]
    Damaged {
        /// What it was taken for.
        kind: Kind,
        /// What is wrong.
        reason: String,
    },
    /// It cannot be read without a password, or is copy protected.
    #[error("it is encrypted: skipped; save a copy of it without a password, or its text as .md")]
    Encrypted,
    /// It is larger, or nested deeper, than any article.
    #[error("{0}: skipped; save the article's text as .md")]
    Excessive(String),
    /// The parser failed on it.
    #[error("the {0} parser failed on it: skipped; save it anew with another program, or its text as .md")]
    Failed(Kind),
    /// It takes too long.
    #[error("it takes more than {} seconds to read: skipped; save the article's text as .md", MOST_TIME.as_secs())]
    Slow,
}

fn no_text(kind: Kind) -> &'static str {
    match kind {
        Kind::Html => {
            "the page has no text without its scripts: skipped; open it in a browser and save what is shown there as .md or PDF"
        }
        Kind::Pdf => {
            "its pages are pictures without text: skipped; run OCR over it first, which ocrmypdf does, and put the result here"
        }
        Kind::Epub | Kind::Docx => "it has no text: skipped; write the article into it or delete it",
    }
}

/// The article that these bytes hold.
///
/// # Errors
/// [`ExtractError`]; for the same bytes always the same one, but for [`ExtractError::Slow`].
pub fn article(bytes: &[u8], kind: Kind) -> Result<Extracted, ExtractError> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(ExtractError::Excessive(format!("it is {} bytes, more than {MOST_BYTES}", bytes.len())));
    }
    let bytes = bytes.to_vec();
    apart(move || parse(&bytes, kind)).unwrap_or_else(|stopped| {
        Err(match stopped {
            Stopped::Failed => ExtractError::Failed(kind),
            Stopped::Slow => ExtractError::Slow,
        })
    })
}

/// The whole text of a piece of HTML, as the body of an article.
///
/// # Errors
/// As [`article`].
pub fn fragment(html: &str) -> Result<String, ExtractError> {
    let html = html.to_owned();
    let read = apart(move || {
        let mut prose = prose::Prose::default();
        html::chapter(&html, &mut prose)?;
        Ok(prose.finish())
    });
    read.unwrap_or(Err(ExtractError::Failed(Kind::Html)))
}

/// The feed in these bytes, which came from `address`: links in it may leave out where they are.
///
/// # Errors
/// [`FeedError`].
pub fn feed(bytes: &[u8], address: &str) -> Result<Feed, FeedError> {
    let (bytes, address) = (bytes.to_vec(), address.to_owned());
    apart(move || feed::parse(&bytes, &address)).unwrap_or(Err(FeedError::Failed))
}

/// The addresses of the feeds that a page names, as it writes them.
#[must_use]
pub fn feeds_of_page(bytes: &[u8]) -> Vec<String> {
    let bytes = bytes.to_vec();
    apart(move || html::feeds(&bytes)).unwrap_or_default()
}

/// Why a parser has no result.
enum Stopped {
    /// It panicked, or was never started.
    Failed,
    /// It takes too long.
    Slow,
}

/// What a parser makes of foreign bytes, on a thread of its own.
fn apart<T: Send + 'static>(parse: impl FnOnce() -> T + Send + 'static) -> Result<T, Stopped> {
    keep_panics_quiet();
    let (sender, receiver) = mpsc::sync_channel(1);
    let parse = move || {
        // If nobody waits any more, nobody misses the result.
        let _ = sender.send(parse());
    };
    let started = thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK).spawn(parse);
    if started.is_err() {
        return Err(Stopped::Failed);
    }
    receiver.recv_timeout(MOST_TIME).map_err(|error| match error {
        // A thread cannot be stopped from outside. It holds what it was given and ends with the process, if not before.
        mpsc::RecvTimeoutError::Timeout => Stopped::Slow,
        mpsc::RecvTimeoutError::Disconnected => Stopped::Failed,
    })
}

fn parse(bytes: &[u8], kind: Kind) -> Result<Extracted, ExtractError> {
    let mut extracted = match kind {
        Kind::Html => html::article(bytes),
        Kind::Pdf => pdf::article(bytes),
        Kind::Epub => epub::article(bytes),
        Kind::Docx => docx::article(bytes),
    }?;
    let fields = [
        &mut extracted.title,
        &mut extracted.author,
        &mut extracted.publisher,
        &mut extracted.date,
        &mut extracted.url,
    ];
    for field in fields {
        *field = field.take().map(|value| prose::line(&value)).filter(|value| !value.is_empty());
    }
    if !extracted.body.chars().any(char::is_alphanumeric) {
        return Err(ExtractError::NoText(kind));
    }
    if extracted.body.len() > MOST_TEXT {
        return Err(ExtractError::Excessive(format!(
            "its text is {} bytes, more than {MOST_TEXT}",
            extracted.body.len()
        )));
    }
    Ok(extracted)
}

/// Whether a log target is a parser that remarks on the form of the files it reads. What an operator has to know about a
/// file is its [`ExtractError`].
#[must_use]
pub fn is_chatter(target: &str) -> bool {
    let crate_name = target.split("::").next().unwrap_or(target);
    ["lopdf", "html5ever", "selectors", "cssparser"].contains(&crate_name)
}

/// A parser's panic is an [`ExtractError`] for the file; a trace of it on the terminal would only frighten.
fn keep_panics_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if thread::current().name() != Some(THREAD) {
                loud(panic);
            }
        }));
    });
}

/// That bytes are not what their ending says.
fn damaged(kind: Kind, reason: impl std::fmt::Display) -> ExtractError {
    let reason = prose::line(&reason.to_string());
    ExtractError::Damaged { kind, reason: reason.chars().take(120).collect() }
}
