//! Electronic books: the chapters in the order of the spine, and what the package says about the book.

use std::collections::HashMap;

use super::html;
use super::prose::Prose;
use super::xml::{self, Piece, attribute};
use super::zipped::Archive;
use super::{ExtractError, Extracted, Kind, damaged};

/// The file that names the package.
const CONTAINER: &str = "META-INF/container.xml";
/// The file that lists what is encrypted; fonts may be, chapters may not.
const ENCRYPTION: &str = "META-INF/encryption.xml";
/// Books of reference have a few thousand chapters.
const MOST_CHAPTERS: usize = 10_000;

pub(super) fn article(bytes: &[u8]) -> Result<Extracted, ExtractError> {
    let mut archive = Archive::open(bytes, Kind::Epub)?;
    let broken = |error: quick_xml::Error| damaged(Kind::Epub, error);
    let container = archive.text(CONTAINER)?.ok_or_else(|| damaged(Kind::Epub, "it has no META-INF/container.xml"))?;
    let mut root = None;
    xml::read(&container, |piece| {
        if let Piece::Start(name, attributes) = piece
            && name == "rootfile"
            && root.is_none()
        {
            root = attribute(&attributes, "full-path").map(str::to_owned);
        }
    })
    .map_err(broken)?;
    let root = root.ok_or_else(|| damaged(Kind::Epub, "its container names no package"))?;
    let package = archive.text(&root)?.ok_or_else(|| damaged(Kind::Epub, "its package is missing"))?;
    let (mut extracted, chapters) = read_package(&package).map_err(broken)?;
    let locked = match archive.text(ENCRYPTION)? {
        Some(list) => encrypted(&list).map_err(broken)?,
        None => Vec::new(),
    };
    let mut prose = Prose::default();
    for href in chapters.into_iter().take(MOST_CHAPTERS) {
        let path = beside(&root, &href);
        if locked.contains(&path) {
            return Err(ExtractError::Encrypted);
        }
        let Some(chapter) = archive.has(&path).then(|| archive.text(&path)).transpose()?.flatten() else { continue };
        html::chapter(&chapter, &mut prose)?;
        if prose.len() > super::MOST_TEXT {
            break;
        }
    }
    extracted.body = prose.finish();
    Ok(extracted)
}

/// What the package says about the book, and the addresses of its chapters.
fn read_package(package: &str) -> Result<(Extracted, Vec<String>), quick_xml::Error> {
    let mut book = Extracted::default();
    let mut authors: Vec<String> = Vec::new();
    let mut items: HashMap<String, String> = HashMap::new();
    let mut spine = Vec::new();
    let mut open = String::new();
    xml::read(package, |piece| match piece {
        Piece::Start(name, attributes) => {
            let value = |name| attribute(&attributes, name).map(str::to_owned);
            match name.as_str() {
                "item" => items.extend(value("id").zip(value("href"))),
                "itemref" if attribute(&attributes, "linear") != Some("no") => spine.extend(value("idref")),
                "creator" => authors.push(String::new()),
                // Of several titles, as of a series, the first is the book's.
                "title" if book.title.is_some() => {
                    open.clear();
                    return;
                }
                _ => {}
            }
            open = name;
        }
        Piece::End(_) => open.clear(),
        Piece::Text(text) => match open.as_str() {
            "title" => book.title.get_or_insert_default().push_str(&text),
            "creator" => authors.last_mut().into_iter().for_each(|author| author.push_str(&text)),
            "publisher" => book.publisher.get_or_insert_default().push_str(&text),
            "date" => book.date.get_or_insert_default().push_str(&text),
            _ => {}
        },
    })?;
    authors.retain(|author| !author.trim().is_empty());
    book.author = (!authors.is_empty()).then(|| authors.join(", "));
    let chapters = spine.iter().filter_map(|id| items.get(id)).filter(|href| is_text(href)).cloned().collect();
    Ok((book, chapters))
}

fn is_text(href: &str) -> bool {
    let path = href.split('#').next().unwrap_or(href).to_ascii_lowercase();
    ["html", "htm", "xhtml", "xml"].iter().any(|ending| path.ends_with(&format!(".{ending}")))
}

/// The files that the list of encrypted ones names.
fn encrypted(list: &str) -> Result<Vec<String>, quick_xml::Error> {
    let mut paths = Vec::new();
    xml::read(list, |piece| {
        if let Piece::Start(name, attributes) = piece
            && name == "CipherReference"
        {
            paths.extend(attribute(&attributes, "URI").map(|uri| beside("", uri)));
        }
    })?;
    Ok(paths)
}

/// The path in the archive of what stands at `href` in the file `base`.
fn beside(base: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href);
    let href = percent_encoding::percent_decode_str(href).decode_utf8_lossy().into_owned();
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
