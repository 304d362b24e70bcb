//! What an article says that another one of the same words might not: numbers, names, denials.

use std::collections::HashMap;

use crate::text::{FunctionWord, Shape, cardinal, fold, paragraphs, tokenize};

/// A paragraph without an end mark is running text if it has so many bytes; else it is a headline or a byline.
const RUNNING: usize = 160;
/// A place and an agency stand before the dash among so many first bytes of the text.
const AGENCY_LINE: usize = 80;

/// The numbers, names and denials of a text.
#[derive(Debug, Default)]
pub(super) struct Claims {
    /// How often each name and number stands in its running text, folded, and numbers as they are said in digits.
    named: HashMap<String, u32>,
    pub(super) n_denials: usize,
}

impl Claims {
    /// What a text says. Headlines, bylines and the agency line are about it, or of whoever prints it.
    pub(super) fn of(body: &str) -> Self {
        let mut claims = Self::default();
        let mut is_first = true;
        for line in paragraphs(body).iter().map(|span| span.cut(body)) {
            if line.len() >= RUNNING || line.ends_with(['.', '!', '?', '…', '”', '"', '’']) {
                claims.read(line, if is_first { agency_line(line) } else { 0 });
                is_first = false;
            }
        }
        claims
    }

    /// Whether the other text has all names and numbers of this one, as often, and as many denials: one that was
    /// exchanged for another stands once less there, even if it stands elsewhere.
    pub(super) fn are_held_by(&self, other: &Self) -> bool {
        self.n_denials <= other.n_denials
            && self.named.iter().all(|(word, n)| other.named.get(word).is_some_and(|others| n <= others))
    }

    /// Reads a paragraph that says something of its own behind `from`.
    fn read(&mut self, line: &str, from: usize) {
        let mut begins = true;
        for token in tokenize(line) {
            let written = token.span.cut(line);
            if !token.is_word() {
                begins |= written.contains(['.', '!', '?', ':', '…', '“', '"']);
                continue;
            }
            let folded = fold(written);
            // "One" is a pronoun as often as a number.
            let number = cardinal(&folded).filter(|value| *value > 1.0).map(|value| value.to_string());
            let is_number = number.is_some() || matches!(token.shape, Shape::Number | Shape::Mixed);
            let word = number.unwrap_or(folded);
            if token.span.start >= from {
                self.n_denials += usize::from(is_denial(&word));
                // What begins a sentence is capital anyway, and may be a name all the same: better two voices than a
                // name that goes unheard.
                let is_name = token.is_capital() && !(begins && FunctionWord::find(&word).is_some());
                if is_number || is_name {
                    *self.named.entry(word).or_insert(0) += 1;
                }
            }
            begins = false;
        }
    }
}

/// Where the text begins behind a place and an agency: `DOHA (Newswire) –`.
fn agency_line(line: &str) -> usize {
    let dashes = [" - ", " – ", " — ", " -- "];
    let ends = dashes.iter().filter_map(|dash| Some(line.find(dash)? + dash.len()));
    ends.min().filter(|end| *end <= AGENCY_LINE).unwrap_or(0)
}

fn is_denial(folded: &str) -> bool {
    matches!(folded, "not" | "no" | "never" | "none" | "nobody" | "without" | "cannot") || folded.ends_with("n't")
}
