//! Tokens: words, numbers and marks, by the word borders of UAX #29.

use unicode_segmentation::UnicodeSegmentation;

use super::Span;

/// What a token looks like; decides which features see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// Letters, all in lower case or in a script without case.
    Lower,
    /// A capital, then lower case: `Doha`.
    Capitalised,
    /// Two or more letters, all capitals: `UNESCO`.
    Acronym,
    /// Digits, perhaps with separators: `2,600`, `1.5`, `19`.
    Number,
    /// Letters and digits: `19th`, `2a`.
    Mixed,
    /// The clitic of a possessive or a contraction: `’s`.
    Clitic,
    /// Anything else: punctuation and symbols.
    Mark,
}

/// A word, a number or a mark, where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text that was tokenized.
    pub span: Span,
    /// What it looks like.
    pub shape: Shape,
    /// Whether white space, or the text's start, stands before it.
    pub spaced: bool,
}

impl Token {
    /// Whether it is a word or a number, and so has a term.
    #[must_use]
    pub fn is_word(self) -> bool {
        !matches!(self.shape, Shape::Mark | Shape::Clitic)
    }

    /// Whether it begins with a capital letter.
    #[must_use]
    pub fn is_capital(self) -> bool {
        matches!(self.shape, Shape::Capitalised | Shape::Acronym)
    }
}

/// The tokens of `text`, in order, offsets counted from its start.
///
/// A possessive is split from its word (`Norway` `’s`), so that the word can be an answer by
/// itself; abbreviations keep their last stop (`U.S.`).
#[must_use]
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut spaced = true;
    for (start, piece) in text.split_word_bound_indices() {
        if piece.chars().all(char::is_whitespace) {
            spaced = true;
            continue;
        }
        let end = start + piece.len();
        // "U.S" "." belong together where the word already holds a stop, and so do "Oct" ".".
        if piece == "."
            && !spaced
            && let Some(last) = tokens.last_mut()
            && is_abbreviation(last.span.cut(text))
        {
            last.span.end = end;
            continue;
        }
        let body = start + clitic_start(piece);
        if body > start {
            tokens.push(Token {
                span: Span::new(start, body),
                shape: shape_of(Span::new(start, body).cut(text)),
                spaced,
            });
            spaced = false;
        }
        if body < end {
            let shape = if body > start { Shape::Clitic } else { shape_of(piece) };
            tokens.push(Token { span: Span::new(body, end), shape, spaced });
        }
        spaced = false;
    }
    tokens
}

/// Offset at which a clitic (`'s`, `’s`, `n't` is left whole) begins; the word's length if none does.
fn clitic_start(word: &str) -> usize {
    for clitic in ["'s", "’s", "'S", "’S"] {
        if let Some(body) = word.strip_suffix(clitic)
            && !body.is_empty()
        {
            return body.len();
        }
    }
    word.len()
}

/// Whether a stop after `word` belongs to it: letters with stops between, one letter each (`U.S`, `a.m`,
/// `J.R.R`), or a common abbreviation.
fn is_abbreviation(word: &str) -> bool {
    const COMMON: [&str; 26] = [
        "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mr", "Mrs", "Ms", "Dr",
        "Prof", "Gen", "Sen", "Gov", "Rep", "Lt", "Col", "Capt", "St", "Jr",
    ];
    let initials = || word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
    COMMON.contains(&word) || (word.contains('.') && initials())
}

fn shape_of(word: &str) -> Shape {
    let (mut letters, mut digits, mut upper) = (0_usize, 0_usize, 0_usize);
    for c in word.chars() {
        if c.is_alphabetic() {
            letters += 1;
            upper += usize::from(c.is_uppercase());
        } else if c.is_numeric() {
            digits += 1;
        }
    }
    let starts_upper = word.chars().next().is_some_and(char::is_uppercase);
    match (letters, digits) {
        (0, 0) => Shape::Mark,
        (0, _) => Shape::Number,
        (_, 1..) => Shape::Mixed,
        (2.., 0) if upper == letters => Shape::Acronym,
        _ if starts_upper => Shape::Capitalised,
        _ => Shape::Lower,
    }
}
