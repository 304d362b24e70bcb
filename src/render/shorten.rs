//! Shortening long quotes at marked places.

use crate::text::Span;

/// The part of `quote` to show when it is longer than `limit` bytes: all of `keep`, and as much around
/// it as fits, cut after a comma or the like where there is one, else between words.
///
/// All spans are of `body`. What is left out is the caller's to mark.
pub(super) fn shorten(body: &str, quote: Span, keep: Span, limit: usize) -> Span {
    if quote.len() <= limit || !quote.contains(keep) {
        return quote;
    }
    let room = limit.saturating_sub(keep.len());
    let before = Span::new(quote.start, keep.start);
    let after = Span::new(keep.end, quote.end);
    let from_before = room.saturating_sub(after.len()).max(room / 2).min(before.len());
    let start = if before.len() <= from_before {
        quote.start
    } else {
        begin(body, Span::new(floor(body, keep.start - from_before), keep.start))
    };
    let left = room.saturating_sub(keep.start - start).min(after.len());
    let end =
        if after.len() <= left { quote.end } else { finish(body, Span::new(keep.end, floor(body, keep.end + left))) };
    Span::new(start, end)
}

/// Where the shown part may begin inside `window`: after its first mark, or else after its first space.
fn begin(body: &str, window: Span) -> usize {
    let text = window.cut(body);
    let mark =
        [", ", "; ", ": ", " — ", " – "].iter().filter_map(|mark| text.find(mark).map(|at| at + mark.len())).min();
    let space = text.char_indices().find(|(_, c)| c.is_whitespace()).map(|(at, c)| at + c.len_utf8());
    window.start + mark.filter(|at| *at < text.len() / 2).or(space).unwrap_or(text.len())
}

/// Where the shown part may end inside `window`: before its last mark, or else before its last space.
fn finish(body: &str, window: Span) -> usize {
    let text = window.cut(body);
    let mark = [", ", "; ", ": ", " — ", " – "].iter().filter_map(|mark| text.rfind(mark)).max();
    let space = text.rfind(char::is_whitespace);
    window.start + mark.filter(|at| *at > text.len() / 2).or(space).unwrap_or(0)
}

/// The nearest character border at or before `at`.
fn floor(body: &str, at: usize) -> usize {
    (0..=at.min(body.len())).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0)
}
