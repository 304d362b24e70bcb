//! PDF: the text of the pages, put together again from where its pieces stand.

mod font;
mod layout;
mod page;

use lopdf::{Dictionary, Document, Error, LoadOptions, Object, decode_text_string};

use super::{ExtractError, Extracted, Kind, damaged};

/// Longer ones are archives, not articles.
const MOST_PAGES: usize = 5_000;
/// The most bytes that any stream unpacks to, and all pages together.
const MOST_UNPACKED: usize = 64 * 1024 * 1024;

pub(super) fn article(bytes: &[u8]) -> Result<Extracted, ExtractError> {
    if !bytes.get(..bytes.len().min(1024)).is_some_and(|start| start.windows(5).any(|mark| mark == b"%PDF-")) {
        return Err(damaged(Kind::Pdf, "it does not begin with %PDF-"));
    }
    let document = Document::load_mem_with_options(bytes, LoadOptions::with_max_decompressed_size(MOST_UNPACKED))
        .map_err(|error| refusal(&error))?;
    // A file without a password to open it is decrypted when it is loaded.
    if document.trailer.has(b"Encrypt") {
        return Err(ExtractError::Encrypted);
    }
    let mut lines = Vec::new();
    let mut left = page::Budget::new(MOST_UNPACKED);
    for id in document.page_iter().take(MOST_PAGES) {
        lines.push(layout::lines(page::runs(&document, id, &mut left)?));
    }
    if lines.is_empty() {
        return Err(damaged(Kind::Pdf, "it has no pages"));
    }
    let (body, heading) = layout::text(lines);
    let info = document.trailer.get(b"Info").and_then(|info| document.dereference(info)).map(|(_, info)| info);
    let info = info.and_then(Object::as_dict).ok();
    let field = |key| info.and_then(|info| field(&document, info, key));
    Ok(Extracted {
        body,
        title: field(b"Title").filter(|title| is_title(title)).or(heading),
        author: field(b"Author"),
        publisher: None,
        date: field(b"CreationDate").and_then(|date| day(&date)),
        url: None,
    })
}

fn refusal(error: &Error) -> ExtractError {
    match error {
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => ExtractError::Encrypted,
        Error::Decompress(_) => unpacks_too_far(),
        error => damaged(Kind::Pdf, error),
    }
}

fn unpacks_too_far() -> ExtractError {
    ExtractError::Excessive(format!("it unpacks to more than {MOST_UNPACKED} bytes"))
}

fn field(document: &Document, info: &Dictionary, key: &[u8]) -> Option<String> {
    let text = info.get_deref(key, document).ok().and_then(|value| decode_text_string(value).ok())?;
    Some(text.trim().to_owned()).filter(|text| text.chars().any(char::is_alphanumeric))
}

/// Whether a title is one, and not what a program put there: the name of a file, or of nothing.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_file = [".doc", ".docx", ".indd", ".qxd", ".qxp", ".pdf", ".tex", ".dvi", ".odt", ".rtf", ".txt", ".pages"]
        .iter()
        .any(|ending| lower.ends_with(ending));
    !is_file && !lower.starts_with("microsoft word") && !lower.starts_with("untitled") && title.contains(' ')
}

/// The day of `D:20251019120000+02'00'`.
fn day(date: &str) -> Option<String> {
    let digits = date.strip_prefix("D:").unwrap_or(date);
    let digits = digits.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Some(format!("{year}-{month}-{day}"))
}
