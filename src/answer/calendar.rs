//! Dates in normal form: what a text says of one, and which days these are.

mod find;
mod resolve;

use std::fmt;

use crate::text::{MONTHS, Span, WEEKDAYS};

/// What a stretch of text says of a date; every part may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Date {
    pub(super) year: Option<u32>,
    /// 1 to 12.
    pub(super) month: Option<u32>,
    /// First and last day, equal for a single one.
    pub(super) days: Option<(u32, u32)>,
    /// 0 is Monday.
    pub(super) weekday: Option<usize>,
    /// How it hangs on the day on which it is read: "yesterday", "last week".
    relative: Option<Relative>,
    /// Whether the words around it speak of what is to come: "will resume on Saturday".
    ahead: bool,
    /// The days it means, once they are known.
    period: Option<Period>,
}

/// How a date hangs on the day on which the article was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relative {
    /// So many days later: 0 is "today".
    Days(i64),
    /// A stretch so many such stretches later: -1 is "last week".
    Whole(Unit, i64),
    /// "earlier this month", "earlier in the month".
    Earlier(Unit),
    /// "later this month".
    Later(Unit),
    /// "over the weekend": the one before or after, as the words around it say.
    Nearest,
    /// The weekday or month that is named, of those before (-1), around (0) or after (1): "last Friday".
    Named(i64),
}

/// Stretches of the calendar that people count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Week,
    Weekend,
    Month,
    Year,
}

/// The days that a date means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The first day.
    pub from: time::Date,
    /// The last day, not before the first.
    pub to: time::Date,
    /// How finely it was said.
    pub precision: Precision,
}

/// How finely a date is said, coarsest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// Some day or days of a year.
    Year,
    /// Some day or days of a month.
    Month,
    /// Some day or days of a week.
    Week,
    /// These days, from the first to the last.
    Days,
    /// This day.
    Day,
}

impl Period {
    /// Whether both have a day in common.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// Whether both are said to be the same days: days that overlap, or the same week, month or year.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        let exact = |period: &Self| matches!(period.precision, Precision::Day | Precision::Days);
        if exact(self) && exact(other) {
            return self.overlaps(other);
        }
        self.precision == other.precision && self.from == other.from
    }
}

impl Date {
    /// What `text` writes out of a date, its parts taken together from wherever they stand; `None` if it writes
    /// out none. What hangs on another day ("yesterday") is passed over.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let mut date = Self::default();
        for (_, found) in find::dates(text, find::Years::All).iter().filter(|(_, found)| found.relative.is_none()) {
            date.year = date.year.or(found.year);
            date.month = date.month.or(found.month);
            date.days = date.days.or(found.days.filter(|_| found.month.is_some()));
            date.weekday = date.weekday.or(found.weekday);
        }
        (date != Self::default()).then_some(date)
    }

    /// Every date that `text`, a sentence or a few, names or implies, with the words that do, in order.
    ///
    /// "October 18–19", "18th of October", "Oct. 19, 2025", "2025-10-19", "19/10/2025" (not "10/9/2025": which is
    /// the month?), "since 2021", "on Tuesday", "yesterday", "last week", "over the weekend", "two days ago",
    /// "earlier this month". A number alone is a year only where the words before it say so.
    #[must_use]
    pub fn find_all(text: &str) -> Vec<(Span, Self)> {
        find::dates(text, find::Years::Told)
    }

    /// The same date with its [`period`](Self::period), as an article that was published on that day means it.
    ///
    /// A weekday or a month is the nearest on or before that day, or on or after it where the words around it speak
    /// of what is to come. A day of a month without a year is of the year in which it lies nearest. Without a day
    /// of publication only what is written out with its year is resolved; the rest stays as it is.
    #[must_use]
    pub fn resolve(self, published: Option<time::Date>) -> Self {
        self.period_by(published).map_or(self, |period| self.within(period))
    }

    /// The days it means; `None` before [`resolve`](Self::resolve) and where it cannot be known.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        self.period
    }

    /// The month and the days of it that a date without a year gives: 10, 18 and 19 for "October 18–19". A month
    /// alone is given as day 0.
    #[must_use]
    pub fn day_of_year(&self) -> Option<(u32, u32, u32)> {
        let (from, to) = self.days.unwrap_or((0, 0));
        self.month.filter(|_| self.year.is_none()).map(|month| (month, from, to))
    }

    /// Whether both say the same: the finest part that either gives is given by both, and nothing differs.
    pub(super) fn agrees(self, other: Self) -> bool {
        if let (Some(a), Some(b)) = (self.period, other.period) {
            return a.agrees(&b);
        }
        if self.relative.is_some() || other.relative.is_some() {
            return self.relative == other.relative && self.weekday == other.weekday && self.month == other.month;
        }
        let same = |a: Option<u32>, b: Option<u32>| a.is_none() || b.is_none() || a == b;
        if !same(self.year, other.year) || !same(self.month, other.month) {
            return false;
        }
        match (self.days, other.days) {
            (Some((a, b)), Some((c, d))) => a <= d && c <= b && self.month.is_some() && self.month == other.month,
            (None, None) if self.weekday.is_some() || other.weekday.is_some() => self.weekday == other.weekday,
            (None, None) => {
                (self.month.is_some() || self.year.is_some()) && self.month == other.month && self.year == other.year
            }
            _ => self.weekday.is_some() && self.weekday == other.weekday,
        }
    }

    /// Whether the two cannot be the same day.
    pub(super) fn contradicts(self, other: Self) -> bool {
        if let (Some(a), Some(b)) = (self.period, other.period) {
            return !a.overlaps(&b);
        }
        if self.relative.is_some() || other.relative.is_some() {
            return false;
        }
        let differ = |a: Option<u32>, b: Option<u32>| a.zip(b).is_some_and(|(a, b)| a != b);
        let days = self.month.is_some()
            && self.month == other.month
            && self.days.zip(other.days).is_some_and(|((a, b), (c, d))| b < c || d < a);
        differ(self.year, other.year) || differ(self.month, other.month) || days
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weekday = self.weekday.and_then(|day| WEEKDAYS.get(day)).map(|name| capitalised(name));
        let month = self.month.and_then(|month| MONTHS.get(month as usize - 1)).map(|name| capitalised(name));
        let days = self.days.map(|(a, b)| if a == b { a.to_string() } else { format!("{a}–{b}") });
        let year = self.year.map(|year| year.to_string());
        let relative = self.relative.map(|relative| relative.to_string());
        let parts: Vec<String> = [relative, weekday, month, days, year].into_iter().flatten().collect();
        f.write_str(&parts.join(" "))
    }
}

impl fmt::Display for Relative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let which = |by: i64| match by {
            ..0 => "last",
            0 => "this",
            1.. => "next",
        };
        match *self {
            Self::Days(0) => f.write_str("today"),
            Self::Days(-1) => f.write_str("yesterday"),
            Self::Days(1) => f.write_str("tomorrow"),
            Self::Days(by @ ..0) => write!(f, "{} days ago", by.unsigned_abs()),
            Self::Days(by) => write!(f, "in {by} days"),
            Self::Whole(unit, by @ ..-1) => write!(f, "{} {}s ago", by.unsigned_abs(), unit.name()),
            Self::Whole(unit, by) => write!(f, "{} {}", which(by), unit.name()),
            Self::Earlier(unit) => write!(f, "earlier this {}", unit.name()),
            Self::Later(unit) => write!(f, "later this {}", unit.name()),
            Self::Nearest => f.write_str("the weekend"),
            Self::Named(by) => f.write_str(which(by)),
        }
    }
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Weekend => "weekend",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
