//! Which articles of a question set serve for what.

use crate::text::Term;

/// What an article is used for. Dealt by a hash of its title, so that no list needs to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deal {
    /// Fitting the reader: five in eight.
    Reader,
    /// Fitting the confidence: one in four.
    Confidence,
    /// Kept aside for measuring: one in eight.
    KeptAside,
}

impl Deal {
    /// What the article of this title is used for.
    #[must_use]
    pub fn of(title: &str) -> Self {
        // The last digit of a hash; its letters count as well.
        match Term::of_stem(title).key().bytes().last().map_or(0, |digit| digit % 10) {
            0 => Self::KeptAside,      // two of the sixteen digits
            1 | 2 => Self::Confidence, // four
            _ => Self::Reader,
        }
    }
}
