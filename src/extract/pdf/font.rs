//! Which letters a font's codes are, and how wide.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Encoding, Object};

use crate::extract::ExtractError;

/// Tables of letters larger than this are no tables of letters.
const LARGE_TABLE: usize = 4 * 1024 * 1024;
/// Where a font does not say how wide its letters are, in thousandths of its size: the fonts that every reader has.
const USUAL_WIDTH: f64 = 500.0;

/// The dictionaries of a font: its own, and one without what stands before the better source.
pub(super) struct Source {
    pub(super) dictionary: Dictionary,
}

impl Source {
    /// A font of these resources. A table to Unicode tells more than an encoding: names of glyphs may be made up.
    pub(super) fn new(document: &Document, font: &Dictionary) -> Self {
        let mut dictionary = font.clone();
        if font.get_deref(b"ToUnicode", document).is_ok_and(|table| table.as_stream().is_ok()) {
            dictionary.remove(b"Encoding");
        }
        dictionary.set("Type", Object::Name(b"Font".to_vec()));
        Self { dictionary }
    }
}

/// A font that can be read.
pub(super) struct Font<'a> {
    encoding: Option<Encoding<'a>>,
    widths: HashMap<u32, f64>,
    usual: f64,
    /// How many bytes a code has.
    code_len: usize,
}

impl<'a> Font<'a> {
    pub(super) fn new(document: &'a Document, source: &'a Source) -> Result<Self, ExtractError> {
        let font = &source.dictionary;
        let encoding = match font.get_font_encoding_with_limit(document, LARGE_TABLE) {
            Ok(encoding) => Some(encoding),
            Err(lopdf::Error::Decompress(_)) => return Err(super::unpacks_too_far()),
            Err(_) => None,
        };
        let is_composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        // Codes of two bytes that lead to no letters would come out as letters of one byte.
        let encoding = encoding.filter(|encoding| {
            !is_composite || matches!(encoding, Encoding::UnicodeMapEncoding(_) | Encoding::SimpleEncoding(_))
        });
        let (widths, usual) =
            if is_composite { composite_widths(document, font) } else { (simple_widths(document, font), USUAL_WIDTH) };
        Ok(Self { encoding, widths, usual, code_len: if is_composite { 2 } else { 1 } })
    }

    /// The letters of these codes; none where the font does not say.
    pub(super) fn text(&self, codes: &[u8]) -> String {
        self.encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(codes).ok()).unwrap_or_default()
    }

    /// The width of each code, in thousandths of the font's size, and whether it is the space of one byte.
    pub(super) fn widths(&self, codes: &[u8]) -> impl Iterator<Item = (f64, bool)> {
        codes.chunks(self.code_len).map(|code| {
            let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            (self.widths.get(&code).copied().unwrap_or(self.usual), self.code_len == 1 && code == 32)
        })
    }
}

fn simple_widths(document: &Document, font: &Dictionary) -> HashMap<u32, f64> {
    let first = font.get_deref(b"FirstChar", document).and_then(Object::as_i64).unwrap_or(0);
    let widths = font.get_deref(b"Widths", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    // The widths of such a font are in units of its own.
    let scale = match font.get(b"FontMatrix").and_then(Object::as_array).ok().and_then(|matrix| number(matrix.first()?))
    {
        Some(scale) => scale * 1000.0,
        None => 1.0,
    };
    (first..)
        .zip(widths.iter().take(256))
        .filter_map(|(code, width)| {
            let (_, width) = document.dereference(width).ok()?;
            Some((u32::try_from(code).ok()?, number(width)? * scale))
        })
        .collect()
}

fn composite_widths(document: &Document, font: &Dictionary) -> (HashMap<u32, f64>, f64) {
    let mut widths = HashMap::new();
    let descendant = font
        .get_deref(b"DescendantFonts", document)
        .and_then(Object::as_array)
        .ok()
        .and_then(|fonts| document.dereference(fonts.first()?).ok())
        .and_then(|(_, font)| font.as_dict().ok());
    let Some(descendant) = descendant else { return (widths, 1000.0) };
    let usual = descendant.get_deref(b"DW", document).ok().and_then(number).unwrap_or(1000.0);
    let list = descendant.get_deref(b"W", document).and_then(Object::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut list = list.iter();
    // `first [width …]` or `first last width`.
    while let Some(first) =
        list.next().and_then(|first| first.as_i64().ok()).and_then(|first| u32::try_from(first).ok())
    {
        let Some(second) = list.next().and_then(|second| document.dereference(second).ok()) else { break };
        if let Ok(each) = second.1.as_array() {
            widths.extend((first..).zip(each.iter().take(65_536).filter_map(number)));
        } else if let (Ok(last), Some(width)) = (second.1.as_i64(), list.next().and_then(number)) {
            let last = u32::try_from(last).unwrap_or(first).min(65_535);
            widths.extend((first..=last).map(|code| (code, width)));
        }
    }
    (widths, usual)
}

/// A number of either kind.
pub(super) fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from).filter(|number| number.is_finite())
}
