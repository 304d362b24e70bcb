//! The day that an article's front matter gives as that of its publication.

use crate::text::{fold, month, ordinal};

/// The day that `date` names; `None` if it names no single day.
///
/// Read are `2025-10-21` with or without a time behind it, `21/10/2025` and `10/21/2025` where only one number can
/// be the month, `21.10.2025`, and day, month and year in words in either order, with whatever stands around them:
/// `October 21st, 2025`, `Tue, 21 Oct 2025 10:00:00 +0000`.
#[must_use]
pub fn day(date: &str) -> Option<time::Date> {
    // "2025-10-21T08:00" is one word, and "08:00" is no part of a day.
    let words = date.split_whitespace().map(|word| {
        word.split_once('T').map_or(
            word,
            |(day, time)| {
                if time.starts_with(|c: char| c.is_ascii_digit()) { day } else { word }
            },
        )
    });
    let kept: Vec<&str> = words.filter(|word| !word.contains(':')).collect();
    in_digits(&kept).or_else(|| in_words(&kept))
}

fn in_digits(words: &[&str]) -> Option<time::Date> {
    words.iter().find_map(|word| {
        let word = word.trim_matches([',', '(', ')']);
        let mark = word.chars().find(|c| !c.is_ascii_digit())?;
        let parts: Vec<&str> = word.trim_end_matches('.').split(mark).collect();
        let [first, second, third] = parts[..] else { return None };
        let is_year = |part: &str| part.len() == 4;
        let number = |part: &str| part.parse::<u16>().ok();
        match (mark, number(first)?, number(second)?, number(third)?) {
            ('-' | '/' | '.', year, month, day) if is_year(first) => calendar_day(year, month, day),
            ('.', day, month, year) if is_year(third) => calendar_day(year, month, day),
            ('/' | '-', a, b, year) if is_year(third) && (b > 12 || a == b) => calendar_day(year, a, b),
            ('/' | '-', day @ 13.., month, year) if is_year(third) => calendar_day(year, month, day),
            _ => None,
        }
    })
}

fn in_words(words: &[&str]) -> Option<time::Date> {
    let folded: Vec<String> = words
        .iter()
        .flat_map(|word| word.split(|c: char| !c.is_alphanumeric()))
        .map(fold)
        .filter(|word| !word.is_empty() && word != "of" && word != "the")
        .collect();
    let place = folded.iter().position(|word| month(word).is_some())?;
    let day_at = |place: usize| {
        let word = folded.get(place)?;
        let day: u32 = word.parse().ok().or_else(|| ordinal(word))?;
        u16::try_from(day).ok().filter(|day| (1..=31).contains(day))
    };
    let day = day_at(place + 1).or_else(|| day_at(place.checked_sub(1)?))?;
    let year =
        folded.iter().filter(|word| word.len() == 4).find_map(|word| word.parse().ok().filter(|year| *year > 0))?;
    calendar_day(year, u16::try_from(month(&folded[place])?).ok()?, day)
}

fn calendar_day(year: u16, month: u16, day: u16) -> Option<time::Date> {
    let month = time::Month::try_from(u8::try_from(month).ok()?).ok()?;
    time::Date::from_calendar_date(year.into(), month, day.try_into().ok()?).ok()
}
