//! Dates in text, the days that they mean in an article of a known date, and the dates of front matter.

use proptest::prelude::*;
use pullquote::answer::{Date, Period, Precision};
use pullquote::corpus::Metadata;

use crate::strategy::text;

/// The day that `2025-10-21` names.
pub(crate) fn day(iso: &str) -> time::Date {
    Metadata { date: Some(iso.to_owned()), ..Metadata::default() }.published().unwrap_or_else(|| panic!("{iso}"))
}

fn shown(period: Option<Period>) -> String {
    period.map_or_else(
        || "?".to_owned(),
        |Period { from, to, precision }| {
            if precision == Precision::Day { from.to_string() } else { format!("{from}..{to} {precision:?}") }
        },
    )
}

/// The words of the dates in `text`, and the days that they mean.
fn read(text: &str, published: Option<time::Date>) -> Vec<String> {
    let found = Date::find_all(text).into_iter();
    found.map(|(span, date)| format!("{} = {}", span.cut(text), shown(date.resolve(published).period()))).collect()
}

/// The day of publication, a Tuesday unless said, and what the text then says: `words = days`, several with `;`.
const DATED: &[(&str, &str, &str)] = &[
    // Written out.
    ("2025-10-21", "The ferry burned on October 12.", "October 12 = 2025-10-12"),
    ("2025-10-21", "A deal of Oct. 19 held.", "Oct. 19 = 2025-10-19"),
    ("2025-10-21", "Talks on October 18–19 in Doha.", "October 18–19 = 2025-10-18..2025-10-19 Days"),
    ("2025-10-21", "Talks on October 18 and 19.", "October 18 and 19 = 2025-10-18..2025-10-19 Days"),
    ("2025-10-21", "Talks from 18 to 20 October 2024.", "18 to 20 October 2024 = 2024-10-18..2024-10-20 Days"),
    ("2025-10-21", "On October 12 and 23 soldiers died.", "October 12 = 2025-10-12"),
    ("2025-10-21", "It began on the 18th of October.", "18th of October = 2025-10-18"),
    ("2025-10-21", "It began on 3 May 2001.", "3 May 2001 = 2001-05-03"),
    ("2025-10-21", "It began on May 3rd, 2001, at noon.", "May 3rd, 2001 = 2001-05-03"),
    ("2025-10-21", "The form of 2025-10-19 counts.", "2025-10-19 = 2025-10-19"),
    ("2025-10-21", "The form of 19/10/2025 counts.", "19/10/2025 = 2025-10-19"),
    ("2025-10-21", "The form of 10/19/2025 counts.", "10/19/2025 = 2025-10-19"),
    ("2025-10-21", "The form of 9/9/2025 counts.", "9/9/2025 = 2025-09-09"),
    ("2025-10-21", "The form of 9/10/2025 is either.", ""),
    ("2025-10-21", "The form of 19.10.2025 counts.", "19.10.2025 = 2025-10-19"),
    ("2025-10-21", "It met on Saturday, October 18, for an hour.", "Saturday, October 18 = 2025-10-18"),
    ("2025-10-21", "It fell on February 30.", "February 30 = ?"),
    ("2025-10-21", "It fell on February 29.", "February 29 = 2024-02-29"),
    // The year in which it lies nearest.
    ("2026-01-05", "It closed on December 30.", "December 30 = 2025-12-30"),
    ("2025-12-29", "It opens on January 2.", "January 2 = 2026-01-02"),
    ("2025-10-21", "It closed on Friday, May 3.", "Friday, May 3 = 2024-05-03"),
    // Months and years.
    ("2025-10-21", "It opened in March 2024.", "March 2024 = 2024-03-01..2024-03-31 Month"),
    ("2025-10-21", "It closed in February.", "February = 2025-02-01..2025-02-28 Month"),
    ("2025-10-21", "It will open in February.", "February = 2026-02-01..2026-02-28 Month"),
    ("2025-10-21", "It closed in October.", "October = 2025-10-01..2025-10-31 Month"),
    ("2026-01-05", "It closed in November.", "November = 2025-11-01..2025-11-30 Month"),
    ("2025-10-21", "Violence grew since 2021.", "2021 = 2021-01-01..2021-12-31 Year"),
    ("2025-10-21", "The 2014 agreement held.", "2014 = 2014-01-01..2014-12-31 Year"),
    ("2025-10-21", "It left last year for 2000 homes.", "last year = 2024-01-01..2024-12-31 Year"),
    // Weekdays.
    ("2025-10-21", "Officials said on Tuesday.", "Tuesday = 2025-10-21"),
    ("2025-10-21", "Officials said Monday’s session lasted.", "Monday = 2025-10-20"),
    ("2025-10-21", "Talks began on Wednesday.", "Wednesday = 2025-10-15"),
    ("2025-10-21", "Talks will resume on Wednesday.", "Wednesday = 2025-10-22"),
    ("2025-10-21", "On Friday, the two sides will meet.", "Friday = 2025-10-24"),
    ("2025-10-21", "The talks are to resume, officials said on Friday.", "Friday = 2025-10-17"),
    ("2025-10-21", "He said on Monday that they will meet on Thursday.", "Monday = 2025-10-20; Thursday = 2025-10-23"),
    ("2025-10-21", "On Monday, he said that they will meet on Thursday.", "Monday = 2025-10-20; Thursday = 2025-10-23"),
    ("2025-10-21", "They will meet again after Sunday's walkout.", "Sunday = 2025-10-19"),
    ("2025-10-21", "A vote is expected on Friday.", "Friday = 2025-10-24"),
    ("2025-10-21", "It failed last Friday.", "last Friday = 2025-10-17"),
    ("2025-10-21", "It failed last Tuesday.", "last Tuesday = 2025-10-14"),
    ("2025-10-21", "They meet next Tuesday.", "next Tuesday = 2025-10-28"),
    ("2025-10-21", "They meet this Friday.", "this Friday = 2025-10-24"),
    ("2025-10-21", "It failed on Tuesday of last week.", "Tuesday of last week = 2025-10-14"),
    ("2025-10-21", "They meet every Friday, and the Sunday Times says so.", ""),
    // Relative to the day.
    ("2025-10-21", "They met yesterday.", "yesterday = 2025-10-20"),
    ("2025-10-21", "They met the day before yesterday.", "day before yesterday = 2025-10-19"),
    ("2025-10-21", "They meet today, and tomorrow.", "today = 2025-10-21; tomorrow = 2025-10-22"),
    ("2025-10-21", "They meet tonight.", "tonight = 2025-10-21"),
    ("2025-10-21", "It burned last night.", "last night = 2025-10-20"),
    ("2026-01-01", "It burned yesterday.", "yesterday = 2025-12-31"),
    ("2025-10-21", "It burned two days ago.", "two days ago = 2025-10-19"),
    ("2025-10-21", "It burned a week ago.", "a week ago = 2025-10-13..2025-10-19 Week"),
    ("2025-10-21", "It burned 10 months ago.", "10 months ago = 2024-12-01..2024-12-31 Month"),
    ("2025-10-21", "It burned 9000 years ago.", "9000 years ago = -6975-01-01..-6975-12-31 Year"),
    ("2025-10-21", "It burned a million years ago.", ""),
    ("2025-10-21", "They met last week.", "last week = 2025-10-13..2025-10-19 Week"),
    ("2025-10-21", "They meet next week.", "next week = 2025-10-27..2025-11-02 Week"),
    ("2025-10-21", "They met over the last week.", ""),
    ("2025-10-21", "They met last month.", "last month = 2025-09-01..2025-09-30 Month"),
    ("2026-01-05", "They met last month.", "last month = 2025-12-01..2025-12-31 Month"),
    ("2025-10-21", "They met earlier this month.", "earlier this month = 2025-10-01..2025-10-21 Month"),
    ("2025-10-21", "Earlier in the week, they met.", "Earlier in the week = 2025-10-20..2025-10-21 Week"),
    ("2025-10-21", "They meet later this year.", "later this year = 2025-10-21..2025-12-31 Year"),
    ("2025-10-21", "It was hot last July.", "last July = 2025-07-01..2025-07-31 Month"),
    ("2025-10-21", "It was hot last October.", "last October = 2024-10-01..2024-10-31 Month"),
    ("2025-10-21", "It opens next October.", "next October = 2026-10-01..2026-10-31 Month"),
    ("2025-10-21", "They met on the 19th, and the 19th century was long.", "19th = 2025-10-19"),
    ("2025-10-21", "They met on the 30th.", "30th = 2025-09-30"),
    ("2025-10-21", "They will meet on the 30th.", "30th = 2025-10-30"),
    // Weekends, from a Tuesday and from a Sunday.
    ("2025-10-21", "They met over the weekend.", "over the weekend = 2025-10-18..2025-10-19 Days"),
    ("2025-10-19", "They met over the weekend.", "over the weekend = 2025-10-18..2025-10-19 Days"),
    ("2025-10-21", "They will meet over the weekend.", "over the weekend = 2025-10-25..2025-10-26 Days"),
    ("2025-10-19", "They met last weekend.", "last weekend = 2025-10-11..2025-10-12 Days"),
    ("2025-10-21", "They meet next weekend.", "next weekend = 2025-11-01..2025-11-02 Days"),
    // No dates.
    ("2025-10-21", "They may march on; it killed 2001 people and cost $1999.", ""),
    ("2025-10-21", "A 2000-seat hall, 18 hours, 80 percent and room 1200.", ""),
    ("2025-10-21", "It would cost May 5 million.", ""),
];

#[test]
fn dates_mean_the_days_that_the_article_means() {
    let wrong: Vec<String> = DATED
        .iter()
        .filter_map(|(published, text, expected)| {
            let found = read(text, Some(day(published))).join("; ");
            (found != *expected).then(|| format!("{published} | {text} | {found}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), DATED.len(), wrong.join("\n"));
}

#[test]
fn an_article_without_a_date_leaves_open_what_hangs_on_it() {
    for text in ["They met on Tuesday.", "They met yesterday.", "It burned on October 12.", "They met last week."] {
        let [(_, found)] = Date::find_all(text).try_into().unwrap();
        assert_eq!(found.resolve(None), found, "{text}");
        assert_eq!(found.period(), None, "{text}");
    }
    assert_eq!(read("It burned on October 12, 2024.", None), ["October 12, 2024 = 2024-10-12"]);
    assert_eq!(read("It burned in 2021.", None), ["2021 = 2021-01-01..2021-12-31 Year"]);
}

#[test]
fn what_is_resolved_says_the_same_as_what_is_written_out() {
    for (words, written) in [
        ("yesterday", "Monday October 20 2025"),
        ("on Wednesday", "Wednesday October 15 2025"),
        ("over the weekend", "October 18–19 2025"),
        ("last month", "September 2025"),
        ("last year", "2024"),
    ] {
        let [(_, found)] = Date::find_all(words).try_into().unwrap();
        assert_eq!(found.resolve(Some(day("2025-10-21"))).to_string(), written, "{words}");
    }
}

#[test]
fn the_first_and_the_last_years_of_the_calendar_are_no_danger() {
    for published in ["0001-01-01", "9999-12-31"] {
        for (_, text, _) in DATED {
            for (_, date) in Date::find_all(text) {
                if let Some(period) = date.resolve(Some(day(published))).period() {
                    assert!(period.from <= period.to, "{published}: {text}");
                }
            }
        }
    }
}

#[test]
fn front_matter_gives_the_day_in_many_forms() {
    for date in [
        "2025-10-21",
        "2025-10-21T08:00:00Z",
        "2025-10-21 08:00:00 +0500",
        "2025/10/21",
        "21/10/2025",
        "10/21/2025",
        "21.10.2025",
        "October 21, 2025",
        "21 October 2025",
        "Oct. 21, 2025",
        "21st of October 2025",
        "Tuesday, October 21st, 2025, 10:30",
        "10:30, 21 October 2025",
        "Tue, 21 Oct 2025 10:00:00 +0000",
        "Tue Oct 21 10:00:00 2025",
        "Updated October 21, 2025 (first published in print)",
    ] {
        let metadata = Metadata { date: Some(date.to_owned()), ..Metadata::default() };
        assert_eq!(metadata.published(), Some(day("2025-10-21")), "{date}");
    }
}

#[test]
fn front_matter_that_names_no_day_gives_none() {
    for date in [
        "",
        "today",
        "2025",
        "October 2025",
        "21 October",
        "10/9/2025",
        "2025-13-01",
        "February 30, 2025",
        "99999",
        "-- / :",
    ] {
        let metadata = Metadata { date: Some(date.to_owned()), ..Metadata::default() };
        assert_eq!(metadata.published(), None, "{date}");
    }
    assert_eq!(Metadata::default().published(), None);
}

proptest! {
    #[test]
    fn any_text_has_dates_inside_it_and_in_order(text in text(), front in text()) {
        let published = Metadata { date: Some(front), ..Metadata::default() }.published().or(Some(day("2025-10-21")));
        let mut done = 0;
        for (span, date) in Date::find_all(&text) {
            prop_assert!(done <= span.start && text.get(span.start..span.end).is_some_and(|words| !words.is_empty()));
            done = span.end;
            let resolved = date.resolve(published);
            prop_assert!(resolved.period().is_none_or(|period| period.from <= period.to));
            prop_assert_eq!(resolved.resolve(None).period(), resolved.period());
        }
    }
}
