//! The XML that EPUB and DOCX are made of: names without prefixes, entities resolved, nothing fetched.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// A piece of an XML file.
pub(super) enum Piece {
    /// An element begins.
    Start(String, Vec<(String, String)>),
    /// An element ends; an empty one ends right after it began.
    End(String),
    /// Text.
    Text(String),
}

/// Calls `each` for every piece of `xml`, in order, until the end or the first error.
pub(super) fn read(xml: &str, mut each: impl FnMut(Piece)) -> Result<(), quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event()? {
            Event::Start(start) => each(begin(&start)),
            Event::Empty(start) => {
                each(begin(&start));
                each(Piece::End(local(start.local_name().as_ref())));
            }
            Event::End(end) => each(Piece::End(local(end.local_name().as_ref()))),
            Event::Text(text) => each(Piece::Text(local(text.as_ref()))),
            Event::CData(text) => each(Piece::Text(local(text.as_ref()))),
            Event::GeneralRef(entity) => {
                let number = entity.resolve_char_ref().ok().flatten();
                let name = local(entity.as_ref());
                let text = number.map(String::from).or_else(|| resolve_predefined_entity(&name).map(str::to_owned));
                each(Piece::Text(text.unwrap_or_default()));
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a [(String, String)], name: &str) -> Option<&'a str> {
    attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn begin(start: &BytesStart<'_>) -> Piece {
    let attributes = start
        .attributes()
        .with_checks(false)
        .flatten()
        .map(|attribute| {
            let raw = local(attribute.value.as_ref());
            let value = quick_xml::escape::unescape(&raw).map_or_else(|_| raw.clone(), std::borrow::Cow::into_owned);
            (local(attribute.key.local_name().as_ref()), value)
        })
        .collect();
    Piece::Start(local(start.local_name().as_ref()), attributes)
}

fn local(name: impl AsRef<[u8]>) -> String {
    String::from_utf8_lossy(name.as_ref()).into_owned()
}
