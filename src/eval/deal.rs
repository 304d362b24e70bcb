//! Which articles of a question set serve for what.

use crate::text::Term;

/// What an article is used for. Dealt by a hash of its title, so that no list needs to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deal {
    /// Fitting the readers: five in eight.
    Reader,
    /// Fitting the weights that join them: one in eight.
    Joint,
    /// Fitting the confidence: one in eight.
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
            // Two of the sixteen digits each.
            0 => Self::KeptAside,
            1 => Self::Joint,
            2 => Self::Confidence,
            _ => Self::Reader,
        }
    }
}
