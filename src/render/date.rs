//! Days of the calendar in words of our own.

use super::{Language, Phrase};
use crate::answer::{Period, Precision};

/// A day: "October 19, 2025".
pub(super) fn day(date: time::Date, language: Language) -> String {
    period(&Period { from: date, to: date, precision: Precision::Day }, language)
}

/// The days that a date means, as finely as it was said: "October 18–19, 2025", "October 2025", "2025".
pub(super) fn period(period: &Period, language: Language) -> String {
    let (from, to) = (period.from, period.to);
    let year = from.year().to_string();
    let name = month(from, language);
    match period.precision {
        Precision::Year => year,
        Precision::Month => Phrase::MonthOf.fill(language, &[name, &year]),
        Precision::Week | Precision::Days | Precision::Day => {
            if from == to {
                Phrase::DayOf.fill(language, &[&from.day().to_string(), name, &year])
            } else if (from.year(), from.month()) == (to.year(), to.month()) {
                Phrase::DayOf.fill(language, &[&format!("{}–{}", from.day(), to.day()), name, &year])
            } else {
                format!("{} – {}", day(from, language), day(to, language))
            }
        }
    }
}

fn month(date: time::Date, language: Language) -> &'static str {
    let place = usize::from(u8::from(date.month())) - 1;
    Phrase::Months.text(language).split(' ').nth(place).unwrap_or_default()
}
