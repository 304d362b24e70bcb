//! Word documents: the paragraphs, lists and tables of the main text, and the core properties.

use super::prose::Prose;
use super::xml::{self, Piece, attribute};
use super::zipped::Archive;
use super::{ExtractError, Extracted, Kind, damaged};

/// Elements whose text is not part of the text as it is now, or stands in for something that is.
const SKIPPED: &[&str] = &["del", "moveFrom", "instrText", "delText", "Fallback", "sdtPr", "annotation"];

pub(super) fn article(bytes: &[u8]) -> Result<Extracted, ExtractError> {
    let mut archive = Archive::open(bytes, Kind::Docx)?;
    let Some(document) = archive.text("word/document.xml")? else {
        return Err(damaged(Kind::Docx, "it has no word/document.xml"));
    };
    let mut extracted = Extracted { body: body(&document)?, ..Extracted::default() };
    if let Some(core) = archive.text("docProps/core.xml")? {
        let mut open = String::new();
        let read = xml::read(&core, |piece| match piece {
            Piece::Start(name, _) => open = name,
            Piece::End(_) => open.clear(),
            Piece::Text(text) => {
                let field = match open.as_str() {
                    "title" => &mut extracted.title,
                    "creator" => &mut extracted.author,
                    "created" => &mut extracted.date,
                    _ => return,
                };
                field.get_or_insert_default().push_str(&text);
            }
        });
        // Properties that cannot be read are no reason to refuse the text.
        if read.is_err() {
            tracing::debug!("a DOCX has core properties that cannot be read");
        }
    }
    Ok(extracted)
}

/// What is open while the main text is read.
#[derive(Default)]
struct Open {
    /// How many elements of [`SKIPPED`] are open.
    skipped: usize,
    tables: usize,
    heading: Option<usize>,
    in_text: bool,
}

fn body(document: &str) -> Result<String, ExtractError> {
    let mut prose = Prose::default();
    let mut open = Open::default();
    xml::read(document, |piece| match piece {
        Piece::Start(name, _) if SKIPPED.contains(&name.as_str()) => open.skipped += 1,
        Piece::End(name) if SKIPPED.contains(&name.as_str()) => open.skipped = open.skipped.saturating_sub(1),
        _ if open.skipped > 0 => {}
        Piece::Start(name, attributes) => start(&name, &attributes, &mut open, &mut prose),
        Piece::End(name) => end(&name, &mut open, &mut prose),
        Piece::Text(text) => {
            if open.in_text {
                prose.push(&text);
            }
        }
    })
    .map_err(|error| damaged(Kind::Docx, error))?;
    Ok(prose.finish())
}

fn start(name: &str, attributes: &[(String, String)], open: &mut Open, prose: &mut Prose) {
    match name {
        "t" => open.in_text = true,
        "tab" => prose.push(" "),
        "br" | "cr" => prose.break_line(),
        "noBreakHyphen" => prose.push("-"),
        "tbl" => {
            open.tables += 1;
            prose.end();
        }
        "tr" => prose.begin_item(),
        "tc" => prose.separate(),
        "numPr" if open.tables == 0 => prose.begin_item(),
        "pStyle" => {
            let style = attribute(attributes, "val").unwrap_or_default().to_ascii_lowercase();
            open.heading = match style.strip_prefix("heading") {
                Some(level) => Some(level.trim().parse().unwrap_or(2)),
                None if style == "title" => Some(1),
                None => None,
            };
        }
        _ => {}
    }
}

fn end(name: &str, open: &mut Open, prose: &mut Prose) {
    match name {
        "t" => open.in_text = false,
        "p" if open.tables > 0 => prose.push(" "),
        "p" => match open.heading.take() {
            Some(level) => prose.end_heading(level),
            None => prose.end(),
        },
        "tr" => prose.end(),
        "tbl" => {
            open.tables = open.tables.saturating_sub(1);
            prose.end();
        }
        _ => {}
    }
}
