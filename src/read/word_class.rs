//! Word classes: what the borders of an answer are judged by.
//!
//! A function word or a mark is its own class; any other word is known by its shape, its ending, or by
//! belonging to a closed list (months, units, titles).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::corpus::Word;
use crate::text::{FunctionWord, Shape, cardinal, country_named, fold, is_capital_city, is_demonym, ordinal};

/// A word's class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordClass(u16);

/// A handful of classes, for judging the two ends of a span together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Coarse {
    /// A determiner, preposition or the like.
    Function,
    /// A capitalised word or an acronym.
    Name,
    /// A number in digits or words, a year.
    Number,
    /// A month or a weekday.
    Calendar,
    /// A unit of time, length, money, or percent.
    Unit,
    /// A verb by its ending.
    Verb,
    /// Another word.
    Word,
    /// A mark.
    Mark,
}

impl Coarse {
    /// Every coarse class, in the order of their places.
    pub const ALL: [Self; 8] =
        [Self::Function, Self::Name, Self::Number, Self::Calendar, Self::Unit, Self::Verb, Self::Word, Self::Mark];
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();
}

/// Names of the classes after those of function words, in order.
const CLASSES: &[&str] = &[
    "begin",
    "end",
    "quantifier",
    "capital",
    "acronym",
    "year",
    "number",
    "mixed",
    "clitic",
    "number-word",
    "ordinal",
    "month",
    "weekday",
    "time-unit",
    "unit",
    "percent",
    "magnitude",
    "currency",
    "title",
    "country",
    "demonym",
    "capital-city",
    "-ed",
    "-ing",
    "-ly",
    "-s",
    "-er",
    "-ion",
    "-al",
    "lower",
    ",",
    ".",
    ";",
    ":",
    "(",
    ")",
    "quote",
    "open-quote",
    "close-quote",
    "-",
    "–",
    "?",
    "!",
    "/",
    "mark",
];

static PLACES: LazyLock<HashMap<&str, u16>> = LazyLock::new(|| CLASSES.iter().copied().zip(0..).collect());

/// The coarse class of each of [`CLASSES`]; this is asked for every word of every span.
static COARSE: LazyLock<Vec<Coarse>> = LazyLock::new(|| {
    let coarse = |class: &&str| match *class {
        "capital" | "acronym" | "country" | "demonym" | "capital-city" | "title" => Coarse::Name,
        "year" | "quantifier" | "number" | "number-word" | "magnitude" | "ordinal" | "mixed" => Coarse::Number,
        "month" | "weekday" => Coarse::Calendar,
        "time-unit" | "unit" | "percent" | "currency" => Coarse::Unit,
        "-ed" | "-ing" => Coarse::Verb,
        "-ly" | "-s" | "-er" | "-ion" | "-al" | "lower" => Coarse::Word,
        _ => Coarse::Mark,
    };
    CLASSES.iter().map(coarse).collect()
});

/// Closed lists: class, words.
const LISTS: &[(&str, &str)] = &[
    (
        "month",
        "january february march april june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
    ),
    ("weekday", "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow weekend"),
    (
        "time-unit",
        "second minute hour day week month year decade century seconds minutes hours days weeks months years decades centuries am pm",
    ),
    (
        "unit",
        "km kilometer kilometers kilometre kilometres mile miles meter meters metre metres feet foot inches cm mm kg kilogram kilograms pound pounds ton tons tonne tonnes acre acres hectare hectares square degrees mph kmh watts volts gallons litres liters",
    ),
    ("quantifier", "several few couple handful numerous dozens scores hundreds thousands millions"),
    ("percent", "percent per-cent percentage % pct"),
    ("magnitude", "hundred thousand million billion trillion dozen"),
    ("currency", "$ € £ ¥ ₹ dollar dollars euro euros yen rupee rupees yuan usd"),
    (
        "title",
        "mr mrs ms dr sir lord lady president minister secretary general chief prince princess king queen emperor pope saint professor judge justice senator governor mayor captain colonel director spokesman spokeswoman spokesperson chairman gen sen gov prof",
    ),
];

static LISTED: LazyLock<HashMap<&str, u16>> = LazyLock::new(|| {
    let listed = LISTS.iter().flat_map(|(class, words)| words.split(' ').map(move |word| (word, *class)));
    listed.filter_map(|(word, class)| Some((word, *PLACES.get(class)?))).collect()
});

impl WordClass {
    /// How many classes there are at most.
    pub const COUNT: usize = FunctionWord::COUNT + CLASSES.len();

    /// The border before a sentence's first word.
    #[must_use]
    pub fn begin() -> Self {
        Self::named("begin")
    }

    /// The border after its last.
    #[must_use]
    pub fn end() -> Self {
        Self::named("end")
    }

    /// The class of a word of `body`.
    #[must_use]
    pub fn of(word: &Word, body: &str) -> Self {
        let surface = word.token.span.cut(body);
        let folded = fold(surface);
        // "may" is a month only with a capital.
        if surface == "May" {
            return Self::named("month");
        }
        if let Some(class) = LISTED.get(folded.as_str()) {
            return Self(*class + Self::OFFSET);
        }
        if folded == "one" {
            return Self::named("number-word");
        }
        if let Some(function) = word.function {
            return Self(u16::try_from(function.index()).unwrap_or(0));
        }
        Self::named(match word.token.shape {
            Shape::Mark => mark(surface),
            Shape::Clitic => "clitic",
            Shape::Number if is_year(surface) => "year",
            Shape::Number => "number",
            Shape::Mixed if ordinal(&folded).is_some() => "ordinal",
            Shape::Mixed => "mixed",
            _ if country_named(&folded).is_some() => "country",
            _ if is_demonym(&folded) => "demonym",
            Shape::Capitalised if is_capital_city(&folded) => "capital-city",
            Shape::Acronym => "acronym",
            _ if cardinal(&folded).is_some() => "number-word",
            _ if ordinal(&folded).is_some() => "ordinal",
            Shape::Capitalised => "capital",
            Shape::Lower => ending(&folded),
        })
    }

    /// The name of the class at a place: the function word itself, or what the class is called.
    #[must_use]
    pub fn name_at(place: usize) -> Option<&'static str> {
        match place.checked_sub(FunctionWord::COUNT) {
            None => FunctionWord::all().nth(place),
            Some(place) => CLASSES.get(place).copied(),
        }
    }

    /// The class of a name, as [`name_at`](Self::name_at) gives it.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match FunctionWord::find(name) {
            Some(function) => u16::try_from(function.index()).ok().map(Self),
            None => PLACES.get(name).map(|place| Self(place + Self::OFFSET)),
        }
    }

    /// Its place among all classes.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Whether it is the class of this name.
    #[must_use]
    pub fn is(self, name: &str) -> bool {
        self.0.checked_sub(Self::OFFSET).and_then(|place| CLASSES.get(usize::from(place))) == Some(&name)
    }

    /// The coarse class.
    #[must_use]
    pub fn coarse(self) -> Coarse {
        let Some(place) = self.0.checked_sub(Self::OFFSET) else { return Coarse::Function };
        COARSE.get(usize::from(place)).copied().unwrap_or(Coarse::Mark)
    }

    fn named(name: &str) -> Self {
        Self(PLACES.get(name).copied().unwrap_or(0) + Self::OFFSET)
    }

    /// Classes below this are function words.
    #[expect(clippy::cast_possible_truncation, reason = "some hundred")]
    const OFFSET: u16 = FunctionWord::COUNT as u16;
}

fn mark(surface: &str) -> &'static str {
    match surface {
        "\"" | "'" => "quote",
        "“" | "‘" | "«" => "open-quote",
        "”" | "’" | "»" => "close-quote",
        "-" | "‑" => "-",
        "–" | "—" | "--" => "–",
        "," | "." | ";" | ":" | "(" | ")" | "?" | "!" | "/" => {
            CLASSES.iter().find(|class| **class == surface).copied().unwrap_or("mark")
        }
        _ => "mark",
    }
}

fn ending(folded: &str) -> &'static str {
    let ends = |suffix: &str| folded.len() > suffix.len() + 2 && folded.ends_with(suffix);
    match () {
        () if ends("ed") => "-ed",
        () if ends("ing") => "-ing",
        () if ends("ly") => "-ly",
        () if ends("er") || ends("or") || ends("ist") => "-er",
        () if ends("ion") || ends("ment") || ends("ness") || ends("ity") => "-ion",
        () if ends("al") || ends("ic") || ends("ous") || ends("ive") => "-al",
        () if ends("s") && !ends("ss") => "-s",
        () => "lower",
    }
}

fn is_year(surface: &str) -> bool {
    surface.len() == 4 && surface.parse::<u32>().is_ok_and(|year| (1000..2100).contains(&year))
}
