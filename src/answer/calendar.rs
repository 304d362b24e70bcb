//! Dates in normal form.

use std::fmt;

use crate::text::{MONTHS, Span, fold, month, tokenize};

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What a stretch of text says of a date; every part may be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) year: Option<u32>,
    /// 1 to 12.
    pub(super) month: Option<u32>,
    /// First and last day, equal for a single one.
    pub(super) days: Option<(u32, u32)>,
    /// 0 is Monday.
    pub(super) weekday: Option<usize>,
}

impl Date {
    /// The first date that `text` names; `None` if it names none.
    pub(super) fn find(text: &str) -> Option<Self> {
        let words: Vec<(Span, String)> = tokenize(text)
            .into_iter()
            .map(|token| (token.span, fold(token.span.cut(text)).trim_end_matches('.').to_owned()))
            .filter(|(_, word)| !word.is_empty())
            .collect();
        let mut date = Self::default();
        for (at, (span, word)) in words.iter().enumerate() {
            let next = |step: usize| words.get(at + step).map_or("", |(_, word)| word.as_str());
            if let Some(month) = month(word).filter(|_| word != "may" || span.cut(text) == "May") {
                date.month = date.month.or(Some(month));
                // "October 18–19", "18 October"
                if let Some(first) = day(next(1)) {
                    let last = if matches!(next(2), "-" | "to" | "and") { day(next(3)) } else { None };
                    date.days = date.days.or(Some((first, last.filter(|last| *last > first).unwrap_or(first))));
                } else if let Some(before) = at.checked_sub(1).and_then(|before| day(&words[before].1)) {
                    date.days = date.days.or(Some((before, before)));
                }
            } else if let Some(weekday) = WEEKDAYS.iter().position(|name| name == word) {
                date.weekday = date.weekday.or(Some(weekday));
            } else if word.len() == 4
                && let Some(year) = word.parse().ok().filter(|year| (1000..2200).contains(year))
            {
                date.year = date.year.or(Some(year));
            }
        }
        (date != Self::default()).then_some(date)
    }

    /// Whether both say the same: the finest part that either gives is given by both, and nothing differs.
    pub(super) fn agrees(self, other: Self) -> bool {
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
        let parts: Vec<String> = [weekday, month, days, year].into_iter().flatten().collect();
        f.write_str(&parts.join(" "))
    }
}

fn day(word: &str) -> Option<u32> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
