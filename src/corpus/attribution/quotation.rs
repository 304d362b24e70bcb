//! Where quotations open and close, from sentence to sentence.

use crate::text::{Shape, Span, fold, tokenize};

/// What a mark does to a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Opens,
    Closes,
}

/// A word or mark of a sentence, as attribution sees it.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Where it stands in the body.
    pub(super) span: Span,
    pub(super) folded: String,
    pub(super) shape: Shape,
    /// Whether it stands between quotation marks.
    pub(super) quoted: bool,
    pub(super) mark: Option<Mark>,
}

impl Word {
    pub(super) fn is(&self, folded: &str) -> bool {
        self.folded == folded
    }

    pub(super) fn is_word(&self) -> bool {
        !matches!(self.shape, Shape::Mark | Shape::Clitic)
    }

    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capitalised | Shape::Acronym)
    }
}

/// A sentence's words, and whether a quotation runs into it and out of it.
#[derive(Clone, Debug)]
pub(super) struct Sentence {
    pub(super) span: Span,
    pub(super) words: Vec<Word>,
    pub(super) runs_in: bool,
    pub(super) runs_out: bool,
}

impl Sentence {
    /// Whether all its words are quoted, and there are any.
    pub(super) fn is_quotation(&self) -> bool {
        let mut words = self.words.iter().filter(|word| word.is_word()).peekable();
        words.peek().is_some() && words.all(|word| word.quoted)
    }

    /// Whether some word of it is quoted.
    pub(super) fn has_quotation(&self) -> bool {
        self.words.iter().any(|word| word.quoted)
    }

    pub(super) fn is(&self, at: usize, folded: &str) -> bool {
        self.words.get(at).is_some_and(|word| word.folded == folded)
    }

    /// The bytes of the words from `from` up to, not including, `to`.
    pub(super) fn bytes(&self, from: usize, to: usize) -> Option<Span> {
        let (first, last) = (self.words.get(from)?, self.words.get(to.checked_sub(1)?)?);
        (from < to).then(|| first.span.join(last.span))
    }
}

/// Reads sentences in order and keeps count of what is open.
#[derive(Debug, Default)]
pub(super) struct Quoting {
    is_open: bool,
}

impl Quoting {
    /// Reads the next sentence. A quotation that is still open where a paragraph begins goes on only if that
    /// one begins with a mark again, as newspapers print it: a mark was forgotten otherwise.
    pub(super) fn read(&mut self, body: &str, span: Span, opens_paragraph: bool) -> Sentence {
        let text = span.cut(body);
        let tokens = tokenize(text);
        let begins_with_mark = tokens.first().is_some_and(|token| is_quote(token.span.cut(text)));
        if opens_paragraph && !begins_with_mark {
            self.is_open = false;
        }
        let runs_in = self.is_open;
        let mut words: Vec<Word> = Vec::with_capacity(tokens.len());
        for (at, token) in tokens.iter().enumerate() {
            let surface = token.span.cut(text);
            let mark = is_quote(surface).then(|| {
                let glued = tokens.get(at + 1).is_some_and(|next| !next.spaced);
                let opens = match surface {
                    // A mark that stands behind a word was meant to close.
                    "“" | "„" | "«" => token.spaced || glued,
                    "”" | "»" => false,
                    // A straight mark opens where a word begins, and closes where one ends.
                    _ if token.spaced == glued => !self.is_open,
                    _ => token.spaced,
                };
                self.is_open = opens;
                if opens { Mark::Opens } else { Mark::Closes }
            });
            words.push(Word {
                span: token.span.shift(span.start),
                folded: fold(surface),
                shape: token.shape,
                quoted: self.is_open && mark.is_none(),
                mark,
            });
        }
        Sentence { span, words, runs_in, runs_out: self.is_open }
    }
}

fn is_quote(surface: &str) -> bool {
    matches!(surface, "“" | "”" | "\"" | "«" | "»" | "„")
}
