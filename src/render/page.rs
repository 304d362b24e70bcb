//! Long content as pages: nothing is left out, it stands on another page.

use super::draft::Draft;
use super::{Phrase, Reply};

/// Room for the line that says which page it is, in characters.
const PAGE_LINE: usize = 40;

/// One page of a longer content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What stands on it.
    pub reply: Reply,
    /// Its number, from 0.
    pub number: usize,
    /// How many pages there are, at least 1.
    pub count: usize,
}

/// The page `wanted` of `blocks` under a heading, at most `most` blocks a page. One past the end is the last.
///
/// A block is never divided: none may be longer than a message has room for.
pub(super) fn page(heading: &Draft, blocks: &[Draft], most: usize, wanted: usize) -> Page {
    let room = Reply::CONTENT_LIMIT.saturating_sub(heading.length() + PAGE_LINE);
    let mut pages: Vec<Vec<&Draft>> = vec![Vec::new()];
    let mut filled = 0;
    for block in blocks {
        if let Some(last) = pages.last().filter(|last| !last.is_empty())
            && (filled + block.length() > room || last.len() == most)
        {
            pages.push(Vec::new());
            filled = 0;
        }
        filled += block.length();
        if let Some(last) = pages.last_mut() {
            last.push(block);
        }
    }
    let count = pages.len();
    let number = wanted.min(count - 1);
    let mut draft = heading.clone();
    if count > 1 {
        let (this, all) = ((number + 1).to_string(), count.to_string());
        draft.say(" · ").tell(Phrase::PageOf, &[&this, &all]);
    }
    draft.say("\n");
    for block in pages.get(number).into_iter().flatten() {
        draft.append(block);
    }
    Page { reply: draft.finish(), number, count }
}
