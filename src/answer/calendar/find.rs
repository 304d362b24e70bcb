//! Finding dates in text.

use super::{Date, Relative, Unit};
use crate::text::{Shape, Span, WEEKDAYS, cardinal, fold, is_function_word, month, ordinal, tokenize};

/// What may follow a date's number where it is none: "May 5 million".
const AMOUNTS: [&str; 3] = ["percent", "per", "%"];
/// Before these a weekday is every one of its kind, or a feast.
const NO_DAY: [&str; 10] = ["every", "each", "any", "black", "good", "bloody", "palm", "easter", "super", "ash"];
/// After these a month's name that is also a word or a person is the month, …
const BEFORE_MONTH: [&str; 15] = [
    "in", "of", "since", "by", "until", "till", "from", "to", "through", "during", "early", "late", "mid", "last",
    "next",
];
/// … a number is a year whatever follows, …
const BEFORE_YEAR: [&str; 4] = ["in", "since", "during", "year"];
/// … or if nothing follows that it could count.
const BEFORE_YEAR_ALONE: [&str; 15] = [
    "by", "of", "until", "till", "from", "to", "around", "circa", "early", "late", "mid", "before", "after", "through",
    "and",
];
/// Years that stand behind "the" ("the 2014 agreement"): nobody writes other ones so.
const MODERN: std::ops::Range<u32> = 1900..2100;
/// More than so many days or years ago is no date in an article.
const LONG_AGO: f64 = 10_000.0;

/// Which numbers are years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Years {
    /// Any of four digits: the text is known to be about a date.
    All,
    /// Those that the words before them tell to be years.
    Told,
}

/// The dates of `text` with their words, in order.
pub(super) fn dates(text: &str, years: Years) -> Vec<(Span, Date)> {
    let words = Words::of(text, years);
    let mut found = Vec::new();
    let (mut at, mut done) = (0, 0);
    while at < words.0.len() {
        let Some((length, date)) = words.date_at(at).filter(|(length, _)| *length > 0) else {
            at += 1;
            continue;
        };
        let end = at + length;
        // What is a date but not to be read, as 10/9/2025, is passed over whole.
        if date != Date::default()
            && let (Some(first), Some(last)) = (words.0.get(at), words.0.get(end - 1))
        {
            let ahead = words.looks_ahead(done, at, end);
            found.push((first.span.join(last.span), Date { ahead, ..date }));
        }
        at = end;
        done = end;
    }
    found
}

/// A word or a mark.
struct Word<'a> {
    span: Span,
    surface: &'a str,
    folded: String,
    shape: Shape,
    spaced: bool,
}

/// A text's words and marks, and which numbers among them are years.
struct Words<'a>(Vec<Word<'a>>, Years);

/// How many words a date takes, and the date.
type Found = Option<(usize, Date)>;

impl<'a> Words<'a> {
    fn of(text: &'a str, years: Years) -> Self {
        let word = |token: crate::text::Token| {
            let surface = token.span.cut(text);
            let folded = fold(surface).trim_end_matches('.').to_owned();
            Word { span: token.span, surface, folded, shape: token.shape, spaced: token.spaced }
        };
        Self(tokenize(text).into_iter().map(word).filter(|word| !word.folded.is_empty()).collect(), years)
    }

    fn at(&self, place: usize) -> &str {
        self.0.get(place).map_or("", |word| word.folded.as_str())
    }

    /// The word `steps` before a place; empty before the first.
    fn before(&self, place: usize, steps: usize) -> &str {
        place.checked_sub(steps).map_or("", |place| self.at(place))
    }

    fn is_capital(&self, place: usize) -> bool {
        self.0.get(place).is_some_and(|word| word.surface.starts_with(char::is_uppercase))
    }

    /// Whether a word may be what a number before it counts.
    fn may_be_counted(&self, place: usize) -> bool {
        self.0.get(place).is_some_and(|word| word.shape == Shape::Lower && !is_function_word(&word.folded))
    }

    /// Whether a mark stands close to the word before it and the word after it.
    fn joins(&self, place: usize, mark: &str) -> bool {
        let close = |place: usize| self.0.get(place).is_some_and(|word| !word.spaced);
        self.at(place) == mark && close(place) && close(place + 1)
    }

    /// The date that begins at a place.
    fn date_at(&self, at: usize) -> Found {
        self.digits(at)
            .or_else(|| self.weekday_first(at))
            .or_else(|| self.calendar_date(at))
            .or_else(|| self.relative(at))
            .or_else(|| self.day_alone(at))
            .or_else(|| self.year_alone(at))
    }

    /// "2025-10-19", "19/10/2025", "19.10.2025".
    fn digits(&self, at: usize) -> Found {
        let number = |place: usize| self.at(place).parse::<u32>().ok().filter(|_| self.at(place).len() <= 4);
        let full = |year: u32, month: u32, day: u32| {
            let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
            valid.then(|| Date { year: Some(year), month: Some(month), days: Some((day, day)), ..Date::default() })
        };
        if self.at(at).len() == 4 && self.joins(at + 1, "-") && self.joins(at + 3, "-") {
            return Some((5, full(number(at)?, number(at + 2)?, number(at + 4)?)?));
        }
        if self.joins(at + 1, "/") && self.joins(at + 3, "/") && self.at(at + 4).len() == 4 {
            let (first, second, year) = (number(at)?, number(at + 2)?, number(at + 4)?);
            let date = match (first > 12, second > 12) {
                (true, false) => full(year, second, first),
                (false, true) => full(year, first, second),
                _ => full(year, second, first).filter(|_| first == second),
            };
            return Some((5, date.unwrap_or_default()));
        }
        let mut parts = self.at(at).split('.').map(str::parse::<u32>);
        let (Some(Ok(day)), Some(Ok(month)), Some(Ok(year)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        Some((1, full(year, month, day).filter(|_| year >= 1000)?))
    }

    fn weekday(&self, at: usize) -> Option<usize> {
        let weekday = WEEKDAYS.iter().position(|name| *name == self.at(at))?;
        let is_title = self.before(at, 1) == "the" && self.is_capital(at + 1);
        (!is_title && !NO_DAY.contains(&self.before(at, 1))).then_some(weekday)
    }

    /// "Saturday", "Saturday, October 18", "Tuesday of last week".
    fn weekday_first(&self, at: usize) -> Found {
        let weekday = Some(self.weekday(at)?);
        let skipped = usize::from(matches!(self.at(at + 1), "," | "of" | "the"));
        if let Some((length, date)) = self.calendar_date(at + 1 + skipped).filter(|(_, date)| date.days.is_some()) {
            return Some((1 + skipped + length, Date { weekday, ..date }));
        }
        let place = at + 1 + skipped;
        if let Some((by, _)) = self.which(place).filter(|_| self.at(place + 1) == "week" && self.at(at + 1) != ",") {
            let relative = Some(Relative::Whole(Unit::Week, by));
            return Some((3 + skipped, Date { weekday, relative, ..Date::default() }));
        }
        Some((1, Date { weekday, ..Date::default() }))
    }

    /// "October 18–19, 2025", "18th of October", "October 2025", "in October".
    fn calendar_date(&self, at: usize) -> Found {
        if let Some((days, length)) = self.days(at) {
            let place = at + length + usize::from(self.at(at + length) == "of");
            let month = self.month(place)?;
            let date = Date { month: Some(month), days: Some(days), ..Date::default() };
            return Some(self.with_year(at, place + 1, date));
        }
        let month = self.month(at)?;
        let date = Date { month: Some(month), ..Date::default() };
        if let Some((days, length)) = self.days(at + 1) {
            return Some(self.with_year(at, at + 1 + length, Date { days: Some(days), ..date }));
        }
        let (length, date) = self.with_year(at, at + 1, date);
        let is_other_word = matches!(self.at(at), "may" | "march") || self.at(at).len() == 3;
        let told = self.1 == Years::All || !is_other_word || BEFORE_MONTH.contains(&self.before(at, 1));
        (date.year.is_some() || told).then_some((length, date))
    }

    /// A date that began at `from`, with the year that stands at `place` or behind a comma there.
    fn with_year(&self, from: usize, place: usize, date: Date) -> (usize, Date) {
        let behind = place + usize::from(matches!(self.at(place), "," | "of"));
        match self.year(behind) {
            Some(year) => (behind + 1 - from, Date { year: Some(year), ..date }),
            None => (place - from, date),
        }
    }

    /// A month's name; one that is also another word only with a capital.
    fn month(&self, at: usize) -> Option<u32> {
        let word = self.at(at);
        let month = month(word)?;
        (self.is_capital(at) || (word.len() > 3 && word != "march")).then_some(month)
    }

    fn day(&self, at: usize) -> Option<u32> {
        let word = self.at(at);
        let day =
            word.parse().ok().or_else(|| ordinal(word).filter(|_| word.starts_with(|c: char| c.is_ascii_digit())));
        let is_amount = AMOUNTS.contains(&self.at(at + 1))
            || cardinal(self.at(at + 1))
                .is_some_and(|factor| factor >= 100.0 && !self.at(at + 1).starts_with(|c: char| c.is_ascii_digit()));
        day.filter(|day| (1..=31).contains(day) && !is_amount)
    }

    /// "18", "18–19", "18 and 19", "18th to the 20th", and how many words these are.
    fn days(&self, at: usize) -> Option<((u32, u32), usize)> {
        let first = self.day(at)?;
        let single = ((first, first), 1);
        let skipped = usize::from(self.at(at + 2) == "the");
        let place = at + 2 + skipped;
        let Some(last) = self.day(place).filter(|last| *last > first) else { return Some(single) };
        let is_range = match self.at(at + 1) {
            "-" => true,
            // "October 12 and 23 soldiers"
            "to" | "and" => !self.may_be_counted(place + 1),
            _ => false,
        };
        Some(if is_range { ((first, last), 3 + skipped) } else { single })
    }

    fn year(&self, at: usize) -> Option<u32> {
        let word = self.0.get(at).filter(|word| word.shape == Shape::Number && word.folded.len() == 4)?;
        // "a 2000-seat hall"
        let counts = self.joins(at + 1, "-") && self.0.get(at + 2).is_some_and(|next| next.shape == Shape::Lower);
        word.folded.parse().ok().filter(|year| (1000..2200).contains(year) && !counts)
    }

    fn year_alone(&self, at: usize) -> Found {
        let year = self.year(at)?;
        let before = self.before(at, 1);
        let modern = MODERN.contains(&year);
        let told = self.1 == Years::All
            || (BEFORE_YEAR.contains(&before) && (modern || !self.may_be_counted(at + 1)))
            || (BEFORE_YEAR_ALONE.contains(&before) && !self.may_be_counted(at + 1))
            || (modern && matches!(before, "the" | "("));
        told.then_some((1, Date { year: Some(year), ..Date::default() }))
    }

    /// "on the 19th", where nothing follows that could be the nineteenth.
    fn day_alone(&self, at: usize) -> Found {
        const BEFORE: [&str; 5] = ["on", "by", "since", "until", "from"];
        let word = self.at(at);
        let told = self.before(at, 1) == "the" && BEFORE.contains(&self.before(at, 2));
        let follows = self.0.get(at + 1).is_some_and(|next| {
            next.shape != Shape::Mark && next.shape != Shape::Clitic && !is_function_word(&next.folded)
        });
        let (days, length) = self.days(at).filter(|_| told && !follows && ordinal(word).is_some())?;
        Some((length, Date { days: Some(days), ..Date::default() }))
    }

    /// "last", "this", "next" as -1, 0, 1, and whether it is said of weekdays alone.
    fn which(&self, at: usize) -> Option<(i64, bool)> {
        // "the last week" is seven days, "the next Monday" one after another day.
        if self.before(at, 1) == "the" {
            return None;
        }
        match self.at(at) {
            "last" => Some((-1, false)),
            "past" => Some((-1, true)),
            "this" => Some((0, false)),
            "next" => Some((1, false)),
            "coming" => Some((1, true)),
            _ => None,
        }
    }

    fn unit(&self, at: usize) -> Option<Unit> {
        match self.at(at) {
            "week" => Some(Unit::Week),
            "weekend" => Some(Unit::Weekend),
            "month" => Some(Unit::Month),
            "year" => Some(Unit::Year),
            _ => None,
        }
    }

    /// What hangs on the day of publication.
    fn relative(&self, at: usize) -> Found {
        let of =
            |length: usize, relative: Relative| Some((length, Date { relative: Some(relative), ..Date::default() }));
        match (self.at(at), self.at(at + 1), self.at(at + 2)) {
            ("day", "before", "yesterday") => return of(3, Relative::Days(-2)),
            ("day", "after", "tomorrow") => return of(3, Relative::Days(2)),
            ("today" | "tonight", ..) => return of(1, Relative::Days(0)),
            ("yesterday", ..) => return of(1, Relative::Days(-1)),
            ("tomorrow", ..) => return of(1, Relative::Days(1)),
            ("last", "night", _) => return of(2, Relative::Days(-1)),
            ("this", "morning" | "afternoon" | "evening", _) => return of(2, Relative::Days(0)),
            ("over" | "at" | "during" | "on", "the", "weekend") => return of(3, Relative::Nearest),
            ("earlier" | "later", "this", _) => {
                let unit = self.unit(at + 2)?;
                let earlier = self.at(at) == "earlier";
                return of(3, if earlier { Relative::Earlier(unit) } else { Relative::Later(unit) });
            }
            ("earlier" | "later", "in", "the") => {
                let unit = self.unit(at + 3)?;
                let earlier = self.at(at) == "earlier";
                return of(4, if earlier { Relative::Earlier(unit) } else { Relative::Later(unit) });
            }
            _ => {}
        }
        if let Some((by, days_only)) = self.which(at) {
            if let Some((length, date)) = self.weekday_first(at + 1) {
                let relative = Some(Relative::Named(by)).filter(|_| date.days.is_none());
                return Some((1 + length, Date { relative, ..date }));
            }
            if let Some(month) = self.month(at + 1).filter(|_| !days_only) {
                let named = Date { month: Some(month), relative: Some(Relative::Named(by)), ..Date::default() };
                return Some((2, named)).filter(|_| self.days(at + 2).is_none());
            }
            return self.unit(at + 1).filter(|_| !days_only).and_then(|unit| of(2, Relative::Whole(unit, by)));
        }
        self.ago(at)
    }

    /// "a week ago", "two days ago".
    fn ago(&self, at: usize) -> Found {
        if self.at(at + 2) != "ago" {
            return None;
        }
        let n = match self.at(at) {
            "a" | "an" => 1.0,
            word => cardinal(word).filter(|n| n.fract() == 0.0 && *n < LONG_AGO)?,
        };
        #[expect(clippy::cast_possible_truncation, reason = "a whole number below ten thousand")]
        let n = n as i64;
        let relative = match self.at(at + 1) {
            "day" | "days" => Relative::Days(-n),
            "week" | "weeks" => Relative::Whole(Unit::Week, -n),
            "month" | "months" => Relative::Whole(Unit::Month, -n),
            "year" | "years" => Relative::Whole(Unit::Year, -n),
            _ => return None,
        };
        Some((3, Date { relative: Some(relative), ..Date::default() }))
    }

    /// Whether the words around a date from `from` to `to` speak of what is to come; `done` is where the date
    /// before it ends.
    ///
    /// The nearest word before it that tells decides; where no word of its own clause stands before it, the
    /// first that tells after it.
    fn looks_ahead(&self, done: usize, from: usize, to: usize) -> bool {
        if matches!(self.before(from, 1), "after" | "since" | "following") {
            return false;
        }
        let begin = (done..from).rev().find(|place| self.is_border(*place)).map_or(done, |border| border + 1);
        let tells = |place: usize| !self.is_border(place) && !is_function_word(self.at(place));
        if (begin..from).any(|place| tells(place) || self.is_future(place)) {
            return (begin..from).rev().find_map(|place| self.tense(place)).unwrap_or(false);
        }
        let next = to + usize::from(self.is_border(to));
        let end = (next..self.0.len()).find(|place| self.is_border(*place)).unwrap_or(self.0.len());
        (next..end).find_map(|place| self.tense(place)).unwrap_or(false)
    }

    /// Whether a mark parts two clauses. A hyphen inside a word does not.
    fn is_border(&self, place: usize) -> bool {
        self.0.get(place).is_some_and(|word| match word.folded.as_str() {
            "," | ";" | ":" | "(" | ")" | "." | "?" | "!" => true,
            "-" => word.spaced || word.surface == "—",
            _ => false,
        })
    }

    /// Whether a word tells of what is to come, or of what has been; `None` if of neither.
    fn tense(&self, place: usize) -> Option<bool> {
        const REPORTS: [&str; 10] =
            ["said", "says", "told", "announced", "reported", "confirmed", "added", "stated", "was", "were"];
        if self.is_future(place) {
            return Some(true);
        }
        REPORTS.contains(&self.at(place)).then_some(false)
    }

    fn is_future(&self, place: usize) -> bool {
        let word = self.at(place);
        match word {
            "will" | "won't" | "shall" | "would" | "upcoming" => true,
            "scheduled" | "expected" | "due" | "set" | "slated" | "planned" => {
                (1..=2).any(|steps| matches!(self.before(place, steps), "is" | "are" | "remains" | "remain"))
            }
            _ => word.ends_with("'ll"),
        }
    }
}
