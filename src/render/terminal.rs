//! A reply on a terminal: the same words, with escape codes for markdown or without.

use super::{LineKind, Piece, Reply, lines};

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
    for line in lines(reply) {
        match line.kind {
            LineKind::Quote => {
                out.push_str(&style.wrap("2", "  │ "));
                out.push_str(&inline(&line.pieces, style));
            }
            LineKind::Small => out.push_str(&style.wrap("2", &inline(&line.pieces, Style::Plain))),
            LineKind::Plain => out.push_str(&inline(&line.pieces, style)),
        }
        out.push('\n');
    }
    out
}

/// A line with its markdown as escape codes or taken away.
fn inline(pieces: &[Piece], style: Style) -> String {
    let mut out = String::new();
    let (mut bold, mut underlined) = (false, false);
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Link { title, url } => {
                // A terminal cannot scroll a page to the quote; the address is enough.
                let address = url.split_once(":~:").map_or(url.as_str(), |(address, _)| address.trim_end_matches('#'));
                out.extend([title, " (", address, ")"]);
            }
            Piece::Bold => {
                bold = !bold;
                out.push_str(escape(style, if bold { "\u{1b}[1m" } else { "\u{1b}[22m" }));
            }
            Piece::Underline => {
                underlined = !underlined;
                out.push_str(escape(style, if underlined { "\u{1b}[4m" } else { "\u{1b}[24m" }));
            }
            // Emphasis and code of our own notices.
            Piece::Emphasis | Piece::Code => {}
        }
    }
    out
}

fn escape(style: Style, code: &'static str) -> &'static str {
    if style == Style::Ansi { code } else { "" }
}
