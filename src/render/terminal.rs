//! A reply on a terminal: the same words, with escape codes for markdown or without.

use super::{Reply, printable, unescape};

/// Whether a terminal understands escape codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Bold, dim and underlined text by ANSI escape codes.
    Ansi,
    /// Text alone.
    Plain,
}

impl Style {
    fn wrap(self, code: &str, text: &str) -> String {
        match self {
            Self::Ansi => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Self::Plain => text.to_owned(),
        }
    }
}

/// A reply's content for a terminal. Control characters of an article cannot reach it.
#[must_use]
pub fn terminal(reply: &Reply, style: Style) -> String {
    let mut out = String::new();
    for line in reply.content.lines() {
        if let Some(quote) = line.strip_prefix("> ") {
            out.push_str(&style.wrap("2", "  │ "));
            out.push_str(&inline(quote, style));
        } else if let Some(small) = line.strip_prefix("-# ") {
            out.push_str(&style.wrap("2", &inline(small, Style::Plain)));
        } else {
            out.push_str(&inline(line, style));
        }
        out.push('\n');
    }
    out
}

/// A line with its markdown as escape codes or taken away.
fn inline(line: &str, style: Style) -> String {
    let mut out = String::new();
    let mut rest = line;
    let (mut bold, mut underlined) = (false, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("**") {
            bold = !bold;
            if style == Style::Ansi {
                out.push_str(if bold { "\u{1b}[1m" } else { "\u{1b}[22m" });
            }
            rest = after;
            continue;
        }
        if let Some(after) = rest.strip_prefix("__") {
            underlined = !underlined;
            if style == Style::Ansi {
                out.push_str(if underlined { "\u{1b}[4m" } else { "\u{1b}[24m" });
            }
            rest = after;
            continue;
        }
        if let Some((title, url, after)) = link(rest) {
            out.push_str(&printable(&unescape(title)));
            // A terminal cannot scroll a page to the quote; the address is enough.
            let address = url.split_once(":~:").map_or(url, |(address, _)| address.trim_end_matches('#'));
            out.extend([" (", address, ")"]);
            rest = after;
            continue;
        }
        let mut end = rest.chars().next().map_or(0, char::len_utf8);
        if rest.starts_with('\\') {
            end += rest.chars().nth(1).map_or(0, char::len_utf8);
        } else if rest.starts_with("@\u{200b}") {
            end = "@\u{200b}".len();
        } else if rest.starts_with('*') || rest.starts_with('`') {
            // Emphasis and code of our own notices.
            rest = rest.get(1..).unwrap_or_default();
            continue;
        }
        let piece = rest.get(..end).unwrap_or_default();
        out.push_str(&printable(&unescape(piece)));
        rest = rest.get(end..).unwrap_or_default();
    }
    out
}

/// `[title](<url>)` at the start of `text`: title, address, and what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let inside = text.strip_prefix('[')?;
    let (title, rest) = inside.split_once("](<")?;
    let (url, after) = rest.split_once(">)")?;
    // "[1] [Title](<…>)": the first bracket is a number's, and escaped ones are words.
    let opens_again =
        title.match_indices('[').any(|(at, _)| !title.get(..at).is_some_and(|before| before.ends_with('\\')));
    (!opens_again).then_some((title, url, after))
}
