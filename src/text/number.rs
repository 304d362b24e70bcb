//! Numbers in words and digits, and the names of months.

use super::fold;

/// The value of a folded number word or of digits: `five`, `23`, `2,600`, `3.5`, `hundred`.
///
/// `None` for anything else, an ordinal among them.
#[must_use]
pub fn cardinal(folded: &str) -> Option<f64> {
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    const LARGE: [(&str, f64); 6] =
        [("dozen", 12.0), ("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];
    if folded.starts_with(|c: char| c.is_ascii_digit()) {
        let plain: String = folded.chars().filter(|c| *c != ',').collect();
        return plain.parse().ok().filter(|value: &f64| value.is_finite());
    }
    if let Some(value) = SMALL.iter().position(|word| *word == folded) {
        return Some(small(value));
    }
    if let Some(ten) = TENS.iter().position(|word| *word == folded) {
        return Some(small(ten + 2) * 10.0);
    }
    LARGE.iter().find(|(word, _)| *word == folded).map(|(_, value)| *value)
}

/// The rank a folded ordinal names: `first`, `third`, `19th`.
#[must_use]
pub fn ordinal(folded: &str) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    if let Some(at) = WORDS.iter().position(|word| *word == folded) {
        return u32::try_from(at + 1).ok();
    }
    ["st", "nd", "rd", "th"].iter().find_map(|suffix| folded.strip_suffix(suffix)?.parse().ok())
}

fn small(value: usize) -> f64 {
    u32::try_from(value).map_or(0.0, f64::from)
}

/// The numbers from 0 to 19 in words.
const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// A small number as others write it: `two` for `2`, `2` for `two`; `None` for other words, and for `one`, which
/// stands for much else.
#[must_use]
pub fn numeral(folded: &str) -> Option<String> {
    let value = SMALL.iter().position(|word| *word == folded);
    let value = value.map(|value| value.to_string());
    value
        .or_else(|| Some((*SMALL.get(folded.parse::<usize>().ok()?)?).to_owned()))
        .filter(|other| other != "1" && other != "one")
}

/// The months by their folded names, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month, 1 to 12, that a folded word names, in full or by its usual three or four letters.
#[must_use]
pub fn month(folded: &str) -> Option<u32> {
    let short = folded.len() == 3 || folded == "sept";
    let named = |name: &&str| *name == folded || (short && name.starts_with(folded));
    MONTHS.iter().position(named).and_then(|at| u32::try_from(at + 1).ok())
}

/// The days of the week by their folded names, Monday first.
pub const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Whether a folded word names a day of the week.
#[must_use]
pub fn is_weekday(folded: &str) -> bool {
    WEEKDAYS.contains(&folded)
}

/// Whether a text is a date and nothing else: `Friday, July 21, 2017`.
#[must_use]
pub fn is_date_alone(text: &str) -> bool {
    const AROUND: [&str; 9] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "of", "the"];
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')' | '|' | '-' | '–'))
        .filter(|word| !word.is_empty())
        .map(fold)
        .collect();
    let is_part = |word: &String| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        is_month(word)
            || is_weekday(word)
            || AROUND.contains(&word.as_str())
            || ((1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
    };
    words.len() <= 8 && words.iter().any(|word| is_month(word)) && words.iter().all(is_part)
}

/// Whether a folded word names a month.
#[must_use]
pub fn is_month(folded: &str) -> bool {
    month(folded).is_some()
}
