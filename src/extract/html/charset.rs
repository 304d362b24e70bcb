//! Which letters the bytes of a page are.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A page says its encoding among its first bytes.
const PROLOGUE: usize = 4096;

/// The text of a page; `None` if it is none.
///
/// A mark at the beginning counts most, then what can be read as UTF-8 and is not by chance, then what the page says of
/// itself, and else it is what old pages are: windows-1252, which browsers also take ISO-8859-1 for.
pub(in crate::extract) fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes.get(mark..)?).0.into_owned());
    }
    match bytes {
        [b'<', 0, ..] => return Some(UTF_16LE.decode(bytes).0.into_owned()),
        [0, b'<', ..] => return Some(UTF_16BE.decode(bytes).0.into_owned()),
        _ => {}
    }
    let prologue = bytes.get(..bytes.len().min(PROLOGUE))?;
    if prologue.contains(&0) {
        return None;
    }
    let said = said(prologue);
    match std::str::from_utf8(bytes) {
        // In ISO-2022-JP everything is ASCII, so that what the page says of itself counts.
        Ok(text) if !text.is_ascii() || said.is_none() => return Some(text.to_owned()),
        _ => {}
    }
    // Pages that call themselves UTF-8 and are not were pasted together of older ones, mostly.
    let is_wrong = said == Some(UTF_8) && std::str::from_utf8(bytes).is_err();
    let encoding = said.filter(|_| !is_wrong).unwrap_or(WINDOWS_1252);
    Some(encoding.decode_without_bom_handling(bytes).0.into_owned())
}

/// The encoding that `<meta charset>`, `<meta content="…; charset=…">` or an XML declaration names.
fn said(prologue: &[u8]) -> Option<&'static Encoding> {
    let prologue = String::from_utf8_lossy(prologue).to_ascii_lowercase();
    ["charset=", "encoding="].iter().find_map(|key| {
        let (_, value) = prologue.split_once(key)?;
        let value = value.trim_start_matches(['"', '\'', ' ']);
        let label = value.split(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).next()?;
        let encoding = Encoding::for_label(label.as_bytes())?;
        // A page whose ASCII could be read is not in UTF-16, whatever it says.
        Some(if encoding == UTF_16BE || encoding == UTF_16LE { UTF_8 } else { encoding })
    })
}
