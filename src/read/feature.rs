//! The features: named numbers that say why a sentence or a span may be the answer.

use super::kind::Kind;
use super::matcher::Matcher;
use super::view::{PassageView, SentenceView};
use super::word_class::{Coarse, WordClass};
use crate::question::AnswerType;

/// How many features a sentence has.
pub const N_SENTENCE_FEATURES: usize = 17;
/// How many features a span has.
pub const N_SPAN_FEATURES: usize = 17;

/// Names of a sentence's features, in their order. All are between 0 and 1, but for `length`.
pub const SENTENCE_FEATURES: [&str; N_SENTENCE_FEATURES] = [
    // The share of the question's weight that the sentence holds, and its square.
    "coverage",
    "coverage_squared",
    // The same counting the question's own words only.
    "literal_coverage",
    // The share that the passage, and the passage with the article's title, hold.
    "passage_coverage",
    "title_coverage",
    // The share of the question's names and numbers in the sentence, and in the passage with the title.
    "name_coverage",
    "passage_name_coverage",
    // The share of neighbouring terms of the question that stand near each other here.
    "in_order",
    // How close together the matched words stand.
    "density",
    // The retrieval score over the best passage's, and its square.
    "retrieval",
    "retrieval_squared",
    // Whether something of the kind wanted stands here that is not in the question.
    "has_kind",
    "has_focus",
    // The logarithm of the number of words.
    "length",
    "opening",
    // Coverage of the sentences before and after.
    "before",
    "after",
];

/// Names of a span's features, in their order.
pub const SPAN_FEATURES: [&str; N_SPAN_FEATURES] = [
    // The sentence's own score.
    "sentence",
    // The share of the span's content words that stand in the question; whether all, or none of content, do.
    "repeats",
    "only_repeats",
    "no_content",
    // Matched weight around the span, each word's divided by its distance.
    "near_before",
    "near_after",
    // The same over what is no name or number.
    "near_word_before",
    "near_word_after",
    // Whether the nearest word before, or after, is a match.
    "touches_before",
    "touches_after",
    // Whether the focus stands inside, or in the three words after, or before.
    "focus_inside",
    "focus_after",
    "focus_before",
    // Whether brackets or quotation marks are opened and not closed, or closed and not opened.
    "unbalanced",
    // Whether a comma or the like lies inside.
    "has_mark",
    // Whether a form of "be" stands between a match and the span.
    "after_be",
    // The share of its content words that begin with a capital or are numbers.
    "named",
];

/// A place in the tables of learned words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// The class of the word before the span.
    Left,
    /// Of its first word.
    First,
    /// Of its last word.
    Last,
    /// Of the word after it.
    Right,
    /// Its length in words and marks.
    Length,
    /// What kind of thing it is.
    Kind,
    /// The coarse classes of its first and last words, as one.
    Shape,
    /// The classes of the word before it and of its first word, as one; the same for every type.
    Enter,
    /// The classes of its last word and of the word after it, as one; the same for every type.
    Leave,
}

impl Slot {
    /// Every slot, in the order of their places.
    pub const ALL: [Self; 9] = [
        Self::Left,
        Self::First,
        Self::Last,
        Self::Right,
        Self::Length,
        Self::Kind,
        Self::Shape,
        Self::Enter,
        Self::Leave,
    ];

    /// How many values it can hold.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::Left | Self::First | Self::Last | Self::Right => WordClass::COUNT,
            Self::Length => MAX_LENGTH + 1,
            Self::Kind => Kind::COUNT,
            Self::Shape => Coarse::COUNT * Coarse::COUNT,
            Self::Enter | Self::Leave => WordClass::COUNT * WordClass::COUNT,
        }
    }

    /// Whether all answer types share its weights: pairs are too many to be learned for each.
    #[must_use]
    pub fn is_shared(self) -> bool {
        matches!(self, Self::Enter | Self::Leave)
    }

    /// The name of one of its values, as model files have it.
    #[must_use]
    pub fn value_name(self, value: usize) -> Option<String> {
        match self {
            Self::Left | Self::First | Self::Last | Self::Right => WordClass::name_at(value).map(ToOwned::to_owned),
            Self::Length => (value < self.size()).then(|| value.to_string()),
            Self::Kind => Kind::ALL.get(value).map(|kind| format!("{kind:?}")),
            Self::Enter | Self::Leave => {
                let (first, second) =
                    (WordClass::name_at(value / WordClass::COUNT)?, WordClass::name_at(value % WordClass::COUNT)?);
                Some(format!("{first} {second}"))
            }
            Self::Shape => {
                let coarse = |place: usize| Coarse::ALL.get(place);
                Some(format!("{:?}-{:?}", coarse(value / Coarse::COUNT)?, coarse(value % Coarse::COUNT)?))
            }
        }
    }

    /// The value of a name; `None` if it has none of that name.
    #[must_use]
    pub fn value_of(self, name: &str) -> Option<usize> {
        match self {
            Self::Left | Self::First | Self::Last | Self::Right => WordClass::of_name(name).map(WordClass::index),
            Self::Enter | Self::Leave => {
                let (first, second) = name.split_once(' ')?;
                Some(pair(WordClass::of_name(first)?, WordClass::of_name(second)?))
            }
            _ => (0..self.size()).find(|value| self.value_name(*value).as_deref() == Some(name)),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["left", "first", "last", "right", "length", "kind", "shape", "enter", "leave"][self as usize]
    }
}

/// Spans are at most this many words and marks long.
pub(super) const MAX_LENGTH: usize = 24;

/// Two classes side by side, as one value.
#[must_use]
pub(super) fn pair(first: WordClass, second: WordClass) -> usize {
    first.index() * WordClass::COUNT + second.index()
}

/// The coarse shape of a span: its two ends together.
#[must_use]
pub(super) fn shape(first: WordClass, last: WordClass) -> usize {
    first.coarse() as usize * Coarse::COUNT + last.coarse() as usize
}

/// The features of the sentence at `place` of a passage, in the order of [`SENTENCE_FEATURES`].
pub(super) fn of_sentence(
    view: &PassageView,
    place: usize,
    matcher: &Matcher,
    wanted: AnswerType,
) -> [f32; N_SENTENCE_FEATURES] {
    let sentence = &view.sentences[place];
    let coverage = matcher.coverage(&sentence.best);
    let literal: Vec<f32> = sentence.best.iter().map(|worth| if *worth >= 1.0 { 1.0 } else { 0.0 }).collect();
    let neighbour =
        |at: Option<usize>| at.and_then(|at| view.sentences.get(at)).map_or(0.0, |other| matcher.coverage(&other.best));
    let flag = |condition: bool| if condition { 1.0 } else { 0.0 };
    [
        coverage,
        coverage * coverage,
        matcher.coverage(&literal),
        matcher.coverage(&view.best),
        matcher.coverage(&view.best_with_title),
        matcher.name_coverage(&sentence.best),
        matcher.name_coverage(&view.best_with_title),
        in_order(sentence, matcher.n_terms()),
        density(sentence, matcher),
        view.prior,
        view.prior * view.prior,
        flag(has_kind(sentence, wanted)),
        flag(matcher.focus().is_some_and(|focus| sentence.best.get(focus).is_some_and(|worth| *worth > 0.5))),
        count(sentence.words.len()).ln_1p() / 4.0,
        flag(view.opening),
        neighbour(place.checked_sub(1)),
        neighbour(Some(place + 1)),
    ]
}

/// The share of neighbouring question terms whose matches stand within three words of each other.
fn in_order(sentence: &SentenceView, n_terms: usize) -> f32 {
    if n_terms < 2 {
        return 0.0;
    }
    let places = |term: usize| {
        sentence
            .matches
            .iter()
            .enumerate()
            .filter(move |(_, found)| found.is_some_and(|found| found.term == term))
            .map(|(at, _)| at)
    };
    let near =
        (1..n_terms).filter(|term| places(term - 1).any(|a| places(*term).any(|b| a.abs_diff(b) <= 3 && a != b)));
    count(near.count()) / count(n_terms - 1)
}

/// Matched weight per word between the first and the last match.
fn density(sentence: &SentenceView, matcher: &Matcher) -> f32 {
    let matched = || sentence.matches.iter().enumerate().filter(|(_, found)| found.is_some()).map(|(at, _)| at);
    match (matched().next(), matched().next_back()) {
        (Some(first), Some(last)) => matcher.coverage(&sentence.best) / (1.0 + count(last - first) / 8.0),
        _ => 0.0,
    }
}

/// Whether a word that is not in the question begins something of the kind wanted.
fn has_kind(sentence: &SentenceView, wanted: AnswerType) -> bool {
    let new =
        || sentence.classes.iter().zip(&sentence.matches).filter(|(_, found)| found.is_none()).map(|(class, _)| *class);
    let any = |names: &[&str]| new().any(|class| names.iter().any(|name| class.is(name)));
    match wanted {
        AnswerType::Agent | AnswerType::Organisation => new().any(|class| class.coarse() == Coarse::Name),
        AnswerType::Country => any(&["country", "demonym", "capital-city"]),
        AnswerType::Place => any(&["country", "capital-city", "capital"]),
        AnswerType::Date => any(&["month", "weekday", "year"]),
        AnswerType::Duration => any(&["time-unit"]),
        AnswerType::Number => any(&["number", "number-word", "magnitude", "percent"]),
        AnswerType::Quantity => any(&["unit", "percent", "time-unit"]) && any(&["number", "number-word", "magnitude"]),
        AnswerType::Money => any(&["currency"]),
        AnswerType::Quotation => any(&["quote", "open-quote"]),
        AnswerType::Reason
        | AnswerType::Definition
        | AnswerType::YesNo
        | AnswerType::Description
        | AnswerType::Thing => true,
    }
}

/// The matched weight around every word of a sentence, for the features that look at a span's sides.
pub(super) struct Surroundings {
    /// For every border, the sum over matches before it of weight / distance, over the question's weight.
    before: Vec<f32>,
    after: Vec<f32>,
    /// The same over matches of what is no name or number.
    word_before: Vec<f32>,
    word_after: Vec<f32>,
    /// How many content words stand before each border, and how many of them are matches.
    content: Vec<usize>,
    matched: Vec<usize>,
    marks: Vec<usize>,
    named: Vec<usize>,
}

impl Surroundings {
    pub(super) fn new(sentence: &SentenceView, matcher: &Matcher) -> Self {
        let n = sentence.words.len();
        let worth: Vec<f32> = sentence
            .matches
            .iter()
            .map(|found| found.map_or(0.0, |found| found.worth * matcher.weight(found.term)))
            .collect();
        let total = (0..matcher.n_terms()).map(|term| matcher.weight(term)).sum::<f32>().max(1e-6);
        let word_worth: Vec<f32> = worth
            .iter()
            .zip(&sentence.matches)
            .map(|(worth, found)| if found.is_some_and(|found| matcher.is_name(found.term)) { 0.0 } else { *worth })
            .collect();
        let side = |worth: &[f32], border: usize, places: std::ops::Range<usize>| -> f32 {
            places.map(|at| worth[at] / (1.0 + count(border.abs_diff(at)))).sum::<f32>() / total
        };
        let running = |test: &dyn Fn(usize) -> bool| -> Vec<usize> {
            let mut sum = 0;
            std::iter::once(0)
                .chain((0..n).map(|at| {
                    sum += usize::from(test(at));
                    sum
                }))
                .collect()
        };
        Self {
            before: (0..=n).map(|border| side(&worth, border, 0..border)).collect(),
            after: (0..=n).map(|border| side(&worth, border, border..n)).collect(),
            word_before: (0..=n).map(|border| side(&word_worth, border, 0..border)).collect(),
            word_after: (0..=n).map(|border| side(&word_worth, border, border..n)).collect(),
            content: running(&|at| sentence.words[at].is_content()),
            matched: running(&|at| sentence.words[at].is_content() && sentence.matches[at].is_some()),
            marks: running(&|at| sentence.classes[at].coarse() == Coarse::Mark),
            named: running(&|at| {
                sentence.words[at].is_content()
                    && matches!(sentence.classes[at].coarse(), Coarse::Name | Coarse::Number | Coarse::Calendar)
            }),
        }
    }

    /// The features of the words from `from` up to, not including, `to`, in the order of [`SPAN_FEATURES`].
    pub(super) fn of_span(
        &self,
        sentence: &SentenceView,
        from: usize,
        to: usize,
        sentence_score: f32,
        focus: Option<usize>,
    ) -> [f32; N_SPAN_FEATURES] {
        let content = self.content[to] - self.content[from];
        let matched = self.matched[to] - self.matched[from];
        let flag = |condition: bool| if condition { 1.0 } else { 0.0 };
        let is_match =
            |at: Option<usize>| flag(at.and_then(|at| sentence.matches.get(at)).is_some_and(Option::is_some));
        let holds_focus = |range: std::ops::Range<usize>| {
            flag(focus.is_some_and(|focus| {
                sentence
                    .matches
                    .get(range.start..range.end.min(sentence.matches.len()))
                    .is_some_and(|part| part.iter().flatten().any(|found| found.term == focus))
            }))
        };
        let n = sentence.words.len();
        [
            sentence_score,
            if content == 0 { 0.0 } else { count(matched) / count(content) },
            flag(content > 0 && matched == content),
            flag(content == 0),
            self.before[from],
            self.after[to],
            self.word_before[from],
            self.word_after[to],
            is_match(from.checked_sub(1)),
            is_match(Some(to)),
            holds_focus(from..to),
            holds_focus(to..(to + 3).min(n)),
            holds_focus(from.saturating_sub(3)..from),
            flag(!is_balanced(&sentence.classes[from..to])),
            count((self.marks[to] - self.marks[from]).min(3)) / 3.0,
            flag(from >= 2 && is_be(sentence, from - 1) && sentence.matches[..from - 1].iter().any(Option::is_some)),
            if content == 0 { 0.0 } else { count(self.named[to] - self.named[from]) / count(content) },
        ]
    }
}

fn is_be(sentence: &SentenceView, at: usize) -> bool {
    const BE: [&str; 4] = ["is", "was", "are", "were"];
    sentence
        .words
        .get(at)
        .and_then(|word| word.function)
        .is_some_and(|function| BE.iter().any(|be| crate::text::FunctionWord::find(be) == Some(function)))
}

fn is_balanced(classes: &[WordClass]) -> bool {
    let balanced = |open: &str, close: &str| {
        let mut depth = 0_i32;
        classes.iter().all(|class| {
            depth += i32::from(class.is(open)) - i32::from(class.is(close));
            depth >= 0
        }) && depth == 0
    };
    balanced("(", ")")
        && balanced("open-quote", "close-quote")
        && classes.iter().filter(|class| class.is("quote")).count() % 2 == 0
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^24")]
fn count(n: usize) -> f32 {
    n as f32
}
