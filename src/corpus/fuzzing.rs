//! The way in for `fuzz/`: what is read here of files, without the files.

use std::io::Cursor;

use super::extracted::is_of;
use super::json_lines::{self, Lines};
use super::{Document, front_matter, kept, number};

/// Splits an article from its front matter.
///
/// # Panics
/// If the body does not begin inside the text, or what becomes a link is no web address.
pub fn front_matter(text: &str) {
    let (fields, body) = front_matter::split(text);
    assert!(text.get(body..).is_some(), "the body begins at {body} of {}", text.len());
    if let Some(url) = fields.ok().and_then(|fields| fields.url) {
        let live =
            |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '(' | ')' | '"' | '\\' | '@');
        assert!(url.starts_with("http") && !url.contains(live), "{url:?} is no address");
    }
}

/// Reads a file of lines.
///
/// # Panics
/// If a slug is no single word, or could be taken for a path.
pub fn json_lines(file: &[u8]) {
    // Small pieces, so that lines are put together from several.
    let lines = Lines::new(std::io::BufReader::with_capacity(16, Cursor::new(file)));
    let mut last = 0;
    for (number, line) in lines {
        assert!(number > last, "line {number} after line {last}");
        last = number;
        let Ok(article) = line.and_then(|line| json_lines::parse(&line)) else { continue };
        assert!(article.body.chars().any(char::is_alphanumeric) && !article.body.contains('\0'));
        if let Some(slug) = article.slug {
            assert!(
                !slug.is_empty()
                    && !slug.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '\\'))
            );
            assert!(!slug.chars().all(|c| c == '.'), "{slug:?} is a path");
        }
    }
}

/// Asks of a stored article whether it is of a file that it cannot be of.
///
/// # Panics
/// If it is taken for it.
pub fn extracted(text: &str) {
    assert!(!is_of(text, "page.html", &"0".repeat(64)) || text.contains("source_sha256: 0000"));
}

/// Uses what was learned, as a file of the right version, of the right articles and with the right checksum has it.
///
/// # Panics
/// If it is used, and leads out of the articles.
pub fn learned(content: &[u8]) {
    let document = |n: usize| {
        let body =
            format!("The ferry sails. It has {n} decks.\n\nNobody of the Harbour Watch Group (HWG) saw it. Ünder.\n");
        Document::new(format!("d{n}"), format!("d{n}.md"), super::Metadata::default(), body)
    };
    // More than are divided again to see whether they are as they were.
    let mut documents: Vec<Document> = (0..20).map(document).collect();
    number(&mut documents);
    let of = super::hash(&documents);
    let Some(corpus) = kept::used(documents, &kept::closed(content, &of), &of) else { return };
    for passage in corpus.passages() {
        assert!(passage.span.end <= corpus.document(passage.doc).body().len());
        let _ = passage.span.cut(corpus.document(passage.doc).body());
    }
    for document in corpus.documents() {
        document.copy_of.iter().for_each(|original| assert!(original.index() < corpus.documents().len()));
    }
    for word in ["ferry", "hwg", "the"] {
        let _ = (corpus.lexicon().aliases().len(), corpus.lexicon().term(word));
    }
}
