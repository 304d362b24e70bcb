//! What several targets share: engines, and what must hold of every reply.

use std::panic;
use std::process::abort;
use std::sync::{Arc, LazyLock, Once};
use std::thread;

use pullquote::answer::{Calibrated, Engine};
use pullquote::corpus::{Corpus, Document, Metadata};
use pullquote::extract::{self, Kind};
use pullquote::render::Reply;
use pullquote::retrieve::Embedded;
use regex::Regex;

const FIRE: &str = "\
A fire broke out on the ferry Selandia on Oct. 19 while she lay in the harbour of Brightsea.

The harbour master, Ingrid Solheim, said that 23 passengers were injured. Nobody was killed.

The Selandia was built in Türkiye. Her owner, Northern Crossings, said the repair will cost 4 million euros.
";

const INQUIRY: &str = "\
Investigators published their first report about the fire on the ferry Selandia on Friday.

Twenty-four passengers were injured, most of them by smoke. “I never looked back”, the cook said.
";

/// What Discord would take for a mention, a command, an emoji or a time.
static LIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"@everyone|@here|<@[!&]?\d+>|<#\d+>|</[^>]+:\d+>|<a?:\w+:\d+>|<t:-?\d+(:\w)?>").expect("a pattern")
});

/// An engine over these articles, read by the rules: the network reads nothing but tokens, and takes its time.
///
/// # Panics
/// If they cannot be indexed.
#[must_use]
pub fn engine(documents: Vec<Document>) -> Arc<Engine> {
    let corpus = Arc::new(Corpus::new(documents));
    let retriever = Box::new(Embedded::in_memory(&corpus).expect("articles in memory can be indexed"));
    Arc::new(Engine::new(corpus, retriever, Calibrated::rules()))
}

/// An engine over two articles that are made up.
#[must_use]
pub fn town() -> Arc<Engine> {
    let titled = |slug: &str, title: &str, body: &str| {
        let metadata = Metadata { title: Some(title.to_owned()), ..Metadata::default() };
        Document::new(slug.to_owned(), format!("{slug}.md"), metadata, body.to_owned())
    };
    engine(vec![titled("fire", "Fire on the Selandia", FIRE), titled("inquiry", "How the fire began", INQUIRY)])
}

/// Nothing may be sent for which this does not hold.
///
/// # Panics
/// If it does not.
pub fn assert_fit(reply: &Reply, corpus: &Corpus) {
    let content = &reply.content;
    assert!(!content.trim().is_empty(), "an empty reply");
    assert!(reply.length() <= Reply::CONTENT_LIMIT, "{} characters: {content}", reply.length());
    assert!(LIVE.find(content).is_none(), "a live mention in {content}");
    assert!(reply.is_proven(corpus), "not proven: {content}");
    assert!(reply.buttons.len() <= 25);
    for button in &reply.buttons {
        assert!((1..=100).contains(&button.id.chars().count()), "{button:?}");
        assert!((1..=80).contains(&button.label.chars().count()), "{button:?}");
    }
}

/// Extracts an article, and ends the process if our own code panics on the way. A panic of a foreign parser is an error
/// like others: it is caught where it happens.
///
/// # Panics
/// If what comes out is not what is promised.
pub fn extracted(bytes: &[u8], kind: Kind) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        // The extractor sets its own on first use, and ours must come after that.
        let _ = extract::article(b"x", kind);
        panic::set_hook(Box::new(|panic| {
            let file = panic.location().map_or("", |location| location.file());
            let is_foreign = file.contains("/registry/") || file.starts_with("/rustc/");
            if !(is_foreign && thread::current().name() == Some("extract")) {
                eprintln!("{panic}");
                abort();
            }
        }));
    });
    let Ok(article) = extract::article(bytes, kind) else { return };
    assert!(article.body.chars().any(char::is_alphanumeric), "an article of nothing");
    let fields = [article.title, article.author, article.publisher, article.date, article.url];
    for field in fields.into_iter().flatten() {
        assert!(!field.is_empty() && !field.contains(['\n', '\r']), "{field:?} is not one line");
    }
}

/// The parts of a text, between lines of `---8<---`.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split("---8<---\n")
}

/// An archive of these files.
///
/// # Panics
/// If it cannot be packed.
#[must_use]
pub fn archive<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    use std::io::{Cursor, Write as _};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in files {
        // Of two files of one name the first counts.
        if zip.start_file(name, stored).is_ok() {
            zip.write_all(text.as_bytes()).expect("there is room in memory");
        }
    }
    zip.finish().expect("there is room in memory").into_inner()
}
