//! Paragraphs: blank lines, or lines of their own where a text is not hard-wrapped.

use super::Span;

/// Lines longer than this are not hard-wrapped: mail and e-books wrap at 65 to 80 columns.
const WRAP_COLUMNS: usize = 100;
/// Lines shorter than this are headings or list items, not wrapped prose.
const WRAP_MINIMUM: usize = 40;

/// The paragraphs of `text`, in order, without the white space around them.
///
/// A blank line always ends a paragraph. A single line break ends one too, unless the block around
/// it is hard-wrapped prose; bullets and headings stand by themselves in any case. Together the
/// spans hold every character of `text` that is not white space.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut block: Vec<Span> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start += line.len();
        let span = span.trim(text);
        if span.is_empty() {
            close_block(text, &mut block, &mut found);
        } else {
            block.push(span);
        }
    }
    close_block(text, &mut block, &mut found);
    found
}

/// Moves the lines of one block into `found`, joining those of wrapped prose.
fn close_block(text: &str, block: &mut Vec<Span>, found: &mut Vec<Span>) {
    let wrapped = is_wrapped(text, block);
    let mut open: Option<Span> = None;
    for line in block.drain(..) {
        open = match open {
            Some(paragraph) if wrapped && !stands_alone(line.cut(text)) && !is_heading(paragraph.cut(text)) => {
                Some(paragraph.join(line))
            }
            closed => {
                found.extend(closed);
                Some(line)
            }
        };
    }
    found.extend(open);
}

/// Whether a block is prose broken at a fixed column: every line but the last is of middling length,
/// and most of them stop in the middle of a sentence.
fn is_wrapped(text: &str, block: &[Span]) -> bool {
    let Some((_, body)) = block.split_last() else { return false };
    let ends_open = |line: &&Span| !line.cut(text).ends_with(['.', '!', '?', ':', '"', '”', '»']);
    !body.is_empty()
        && body.iter().all(|line| (WRAP_MINIMUM..=WRAP_COLUMNS).contains(&line.cut(text).chars().count()))
        && body.iter().filter(ends_open).count() * 2 > body.len()
}

/// Whether a line starts a paragraph whatever stands before it: bullet, numbered item, heading, table row.
fn stands_alone(line: &str) -> bool {
    let bullet = line.starts_with(['•', '*', '-', '–', '‣', '#', '|', '>']);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..=3).contains(&digits) && matches!(line.as_bytes().get(digits), Some(b'.' | b')'));
    bullet || numbered
}

fn is_heading(line: &str) -> bool {
    line.starts_with('#')
}
