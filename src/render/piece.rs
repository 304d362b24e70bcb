//! Reading back the markdown of a reply, for front ends that have none.

use super::{Reply, Stretch, printable, unescape};

/// What a line of a reply is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Words like any other.
    Plain,
    /// A line of a block quote.
    Quote,
    /// A remark in small letters.
    Small,
}

/// A line of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// What it holds, in order.
    pub pieces: Vec<Piece>,
    /// The stretches of articles' words that begin in it, in order.
    pub quoted: Vec<Stretch>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words as they are shown. Control characters of an article are left out.
    Text(String),
    /// What follows is bold, or is so no more.
    Bold,
    /// What follows is underlined, or is so no more.
    Underline,
    /// What follows is emphasised, or is so no more.
    Emphasis,
    /// What follows is typed as it stands, or is so no more.
    Code,
    /// Words that lead to an address.
    Link {
        /// The words.
        title: String,
        /// The address.
        url: String,
    },
}

/// The lines of a reply.
#[must_use]
pub fn lines(reply: &Reply) -> Vec<Line> {
    let mut start = 0;
    let line = |whole: &str| {
        let end = start + whole.len();
        let begins = |stretch: &&Stretch| (start..end).contains(&stretch.at.start);
        let quoted = reply.quoted.iter().filter(begins).copied().collect();
        start = end;
        let text = whole.trim_end_matches(['\n', '\r']);
        let (kind, text) = match (text.strip_prefix("> "), text.strip_prefix("-# ")) {
            (Some(quote), _) => (LineKind::Quote, quote),
            (None, Some(small)) => (LineKind::Small, small),
            (None, None) => (LineKind::Plain, text),
        };
        Line { kind, pieces: pieces(text), quoted }
    };
    reply.content.split_inclusive('\n').map(line).collect()
}

fn pieces(line: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let found = [("**", Piece::Bold), ("__", Piece::Underline), ("*", Piece::Emphasis), ("`", Piece::Code)]
            .into_iter()
            .find_map(|(mark, piece)| Some((rest.strip_prefix(mark)?, piece)))
            .or_else(|| {
                let (title, url, after) = link(rest)?;
                Some((after, Piece::Link { title: printable(&unescape(title)), url: url.to_owned() }))
            });
        if let Some((after, piece)) = found {
            if !text.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
            }
            pieces.push(piece);
            rest = after;
            continue;
        }
        if let Some((time, after)) = moment(rest) {
            text.push_str(&time);
            rest = after;
            continue;
        }
        let mut end = first.len_utf8();
        if first == '\\' {
            end += rest.chars().nth(1).map_or(0, char::len_utf8);
        } else if rest.starts_with("@\u{200b}") {
            end = "@\u{200b}".len();
        }
        text.push_str(&printable(&unescape(rest.get(..end).unwrap_or_default())));
        rest = rest.get(end..).unwrap_or_default();
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    pieces
}

/// `<t:SECONDS:f>` at the start of `text`: the time in UTC, which Discord shows in the reader's own zone, and what
/// follows.
fn moment(text: &str) -> Option<(String, &str)> {
    let (seconds, after) = text.strip_prefix("<t:")?.split_once(":f>")?;
    let at = time::OffsetDateTime::from_unix_timestamp(seconds.parse().ok()?).ok()?;
    let time = format!("{} {:02}:{:02} UTC", at.date(), at.hour(), at.minute());
    Some((time, after))
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
