//! What kind of thing a span looks like.

use super::word_class::{Coarse, WordClass};
use crate::question::AnswerType;

/// The kind of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A country.
    Country,
    /// Several capitalised words.
    LongName,
    /// One capitalised word.
    ShortName,
    /// Letters in capitals.
    Acronym,
    /// A title and a name.
    TitledName,
    /// A name with a small word inside, or after an article.
    NamePhrase,
    /// A day, month or weekday.
    Date,
    /// A year.
    Year,
    /// A number and a unit of time.
    Duration,
    /// A number and a unit.
    Measure,
    /// A number and "percent".
    Percent,
    /// A sum of money.
    Money,
    /// A bare number.
    Number,
    /// A number and what is counted.
    Count,
    /// Words with a verb among them.
    Clause,
    /// A few words without a name.
    Phrase,
    /// The words between quotation marks.
    Quotation,
    /// A whole sentence.
    Sentence,
}

impl Kind {
    /// Every kind, in the order of their places.
    pub const ALL: [Self; 18] = [
        Self::Country,
        Self::LongName,
        Self::ShortName,
        Self::Acronym,
        Self::TitledName,
        Self::NamePhrase,
        Self::Date,
        Self::Year,
        Self::Duration,
        Self::Measure,
        Self::Percent,
        Self::Money,
        Self::Number,
        Self::Count,
        Self::Clause,
        Self::Phrase,
        Self::Quotation,
        Self::Sentence,
    ];
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Its place, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// Whether it names somebody or something.
    #[must_use]
    pub fn is_name(self) -> bool {
        matches!(
            self,
            Self::Country | Self::LongName | Self::ShortName | Self::Acronym | Self::TitledName | Self::NamePhrase
        )
    }

    /// The kind of the words with these classes.
    #[must_use]
    pub fn of(classes: &[WordClass]) -> Self {
        let has = |name: &str| classes.iter().any(|class| class.is(name));
        let count = |coarse: Coarse| classes.iter().filter(|class| class.coarse() == coarse).count();
        let (names, numbers) = (count(Coarse::Name), count(Coarse::Number));
        let single = classes.len() == 1;
        if has("open-quote") || has("quote") {
            return Self::Quotation;
        }
        if has("currency") {
            return Self::Money;
        }
        if has("percent") && numbers > 0 {
            return Self::Percent;
        }
        if count(Coarse::Calendar) > 0 {
            return Self::Date;
        }
        if single && has("year") {
            return Self::Year;
        }
        if numbers > 0 && names == 0 {
            return match () {
                () if has("time-unit") => Self::Duration,
                () if has("unit") => Self::Measure,
                () if single || classes.iter().all(|class| class.coarse() != Coarse::Word) => Self::Number,
                () => Self::Count,
            };
        }
        if names > 0 {
            return match () {
                () if single && has("country") => Self::Country,
                () if single && has("acronym") => Self::Acronym,
                () if single => Self::ShortName,
                () if numbers > 0 => Self::Count,
                () if names == classes.len() && has("title") => Self::TitledName,
                () if names == classes.len() => Self::LongName,
                () if count(Coarse::Verb) > 0 || classes.len() > 6 => Self::Clause,
                () => Self::NamePhrase,
            };
        }
        if count(Coarse::Verb) > 0 && classes.len() > 3 || classes.len() > 6 { Self::Clause } else { Self::Phrase }
    }
}

/// Whether words with these classes can be an answer of this type at all: a date needs a day or a year, a
/// number needs a number. Types without such a mark take anything.
pub(super) fn can_be(wanted: AnswerType, classes: &[WordClass]) -> bool {
    let coarse = |wanted: Coarse| classes.iter().any(|class| class.coarse() == wanted);
    let is = |name: &str| classes.iter().any(|class| class.is(name));
    match wanted {
        AnswerType::Date => coarse(Coarse::Calendar) || coarse(Coarse::Number) || is("time-unit"),
        AnswerType::Duration => is("time-unit") || coarse(Coarse::Number),
        // "Tuesday, September 1" counts nothing.
        AnswerType::Number => {
            coarse(Coarse::Number) && !coarse(Coarse::Calendar) && !(classes.len() == 1 && is("year"))
        }
        AnswerType::Quantity => coarse(Coarse::Number) || coarse(Coarse::Unit),
        AnswerType::Country => is("country") || is("demonym") || is("capital-city") || is("acronym"),
        AnswerType::Money => is("currency") || coarse(Coarse::Number),
        _ => true,
    }
}
