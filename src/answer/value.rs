//! Normal forms of answers: what makes two of them one, and what makes them rivals.

use std::collections::BTreeSet;
use std::fmt;

use super::calendar::Date;
use crate::corpus::Lexicon;
use crate::question::{AnswerType, Question};
use crate::read::EvidenceSpan;
use crate::text::{cardinal, country_named, fold, is_function_word, tokenize};

/// An answer in normal form.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, its bound and its unit: `> 200`, `18 hour`.
    Number {
        /// The number.
        value: f64,
        /// Whether it is only a lower or an upper bound.
        bound: Bound,
        /// The word that is counted or measured, stemmed no further than its plural; empty if there is none.
        unit: String,
    },
    /// A date.
    Date(String, DateParts),
    /// Names, in the order of the alphabet, countries by their usual names.
    Names(BTreeSet<String>),
    /// What a sentence says to a yes/no question: the alternative that it names, or whether it denies.
    Stance(String),
    /// Any other words, folded, without function words.
    Words(String),
}

/// A date's parts; opaque outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateParts(Date);

/// What a number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Just that many.
    Exact,
    /// At least, or more than that.
    AtLeast,
    /// At most, or fewer than that.
    AtMost,
}

impl Value {
    /// The normal form of an answer's words.
    pub(super) fn of(words: &str, wanted: AnswerType, lexicon: &Lexicon) -> Self {
        let parsed = match wanted {
            AnswerType::Date => Date::find(words).map(|date| Self::Date(date.to_string(), DateParts(date))),
            AnswerType::Number | AnswerType::Quantity | AnswerType::Money | AnswerType::Duration => number(words),
            AnswerType::Agent | AnswerType::Organisation | AnswerType::Country | AnswerType::Place => {
                names(words, lexicon)
            }
            _ => None,
        };
        parsed.unwrap_or_else(|| Self::Words(content(words)))
    }

    /// Whether both say the same.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number { value: a, bound: x, unit: u }, Self::Number { value: b, bound: y, unit: v }) => {
                (a - b).abs() < f64::EPSILON * a.abs().max(1.0)
                    && x == y
                    && (u == v || u.is_empty() || v.is_empty() || !is_measure(u) || !is_measure(v))
            }
            (Self::Date(_, a), Self::Date(_, b)) => a.0.agrees(b.0),
            (Self::Names(a), Self::Names(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_name(a, b)),
            (Self::Words(a), Self::Words(b)) => overlap(a, b) >= 0.7,
            (Self::Stance(a), Self::Stance(b)) => a == b,
            _ => false,
        }
    }

    /// Whether both cannot be true of one fact.
    pub(super) fn contradicts(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number { value: a, bound: x, unit: u }, Self::Number { value: b, bound: y, unit: v }) => {
                // "One" counts nothing in most sentences: "in the end I’ll have one vote".
                if compatible(*a, Bound::Exact, 1.0, Bound::Exact) || compatible(*b, Bound::Exact, 1.0, Bound::Exact) {
                    return false;
                }
                let one_unknown = (u.is_empty() || v.is_empty()) && !is_measure(u) && !is_measure(v);
                (u == v || one_unknown) && !compatible(*a, *x, *b, *y)
            }
            (Self::Date(_, a), Self::Date(_, b)) => a.0.contradicts(b.0),
            (Self::Stance(a), Self::Stance(b)) => a != b,
            (Self::Names(a), Self::Names(b)) => {
                let comparable = |names: &BTreeSet<String>| names.iter().all(|name| country_named(name).is_some());
                a != b
                    && (comparable(a) && comparable(b)
                        || (a.len() == 1
                            && b.len() == 1
                            && a.iter().chain(b).all(|name| !name.contains(' ') && country_named(name).is_none())))
            }
            _ => false,
        }
    }

    /// Whether it is a single name of more than a letter.
    pub(super) fn is_one_name(&self) -> bool {
        matches!(self, Self::Names(names) if names.len() == 1 && names.iter().all(|name| name.chars().count() > 1))
    }

    /// Whether it is a weekday of no known date.
    pub(super) fn is_weekday(&self) -> bool {
        matches!(self, Self::Date(_, date) if date.0.weekday.is_some() && date.0.days.is_none())
    }

    /// Whether it is a day of a month.
    pub(super) fn is_day(&self) -> bool {
        matches!(self, Self::Date(_, date) if date.0.month.is_some() && date.0.days.is_some())
    }

    /// Whether it is a number.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Number { .. })
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { value, bound, unit } => {
                match bound {
                    Bound::Exact => {}
                    Bound::AtLeast => f.write_str("over ")?,
                    Bound::AtMost => f.write_str("up to ")?,
                }
                write!(f, "{value}")?;
                if is_measure(unit) { write!(f, " {unit}") } else { Ok(()) }
            }
            Self::Date(text, _) | Self::Words(text) | Self::Stance(text) => f.write_str(text),
            Self::Names(names) => f.write_str(&names.iter().cloned().collect::<Vec<_>>().join(", ")),
        }
    }
}

/// A sentence names an alternative if it has the word or one that is nearly the same: `Turkish` is not `Turkey`.
const NAMED_WORTH: f32 = 0.85;

/// What a sentence says to a yes/no question.
///
/// Where the question offers alternatives, those that the sentence names; nothing comparable if it names none. Otherwise whether it holds a word that denies.
pub(super) fn stance(sentence: &str, span: &EvidenceSpan, question: &Question) -> Value {
    if !question.alternatives.is_empty() {
        let named: Vec<&str> = question
            .alternatives
            .iter()
            .filter(|term| span.held.get(**term).is_some_and(|worth| *worth > NAMED_WORTH))
            .filter_map(|term| question.terms.get(*term).map(|term| term.word.as_str()))
            .collect();
        return if named.is_empty() { Value::Words(content(sentence)) } else { Value::Stance(named.join(" and ")) };
    }
    if question.answer_type != AnswerType::YesNo {
        // Sentences about one thing are no verdicts on it: none of them denies another.
        return Value::Stance("said".to_owned());
    }
    Value::Stance(if denies(sentence) { "denied" } else { "affirmed" }.to_owned())
}

/// Whether a sentence holds a word that denies.
pub(super) fn denies(sentence: &str) -> bool {
    const DENYING: &str = "not no nobody nothing never none neither nor without cannot deny denied denies denying refuse refused refuses refusal \
        reject rejected rejects fail failed fails failure dismissed dismiss reluctant reluctance unable unresolved impossible \
        didn't doesn't don't isn't wasn't aren't weren't won't can't couldn't hasn't haven't hadn't";
    let is_denial = |word: &str| DENYING.split_whitespace().any(|denial| denial == word);
    tokenize(sentence).iter().any(|token| is_denial(&fold(token.span.cut(sentence))))
}

fn compatible(a: f64, x: Bound, b: f64, y: Bound) -> bool {
    let within = |value: f64, bound: f64, kind: Bound| match kind {
        Bound::Exact => (value - bound).abs() < f64::EPSILON * value.abs().max(1.0),
        Bound::AtLeast => value >= bound,
        Bound::AtMost => value <= bound,
    };
    match (x, y) {
        (Bound::Exact, kind) => within(a, b, kind),
        (kind, Bound::Exact) => within(b, a, kind),
        (Bound::AtLeast, Bound::AtMost) => a <= b,
        (Bound::AtMost, Bound::AtLeast) => b <= a,
        _ => true,
    }
}

/// The first number in `words`, with what bounds it before and what it counts after.
fn number(words: &str) -> Option<Value> {
    const MORE: [&str; 7] = ["over", "least", "more", "above", "exceeding", "beyond", "minimum"];
    const FEWER: [&str; 7] = ["under", "most", "fewer", "less", "below", "maximum", "nearly"];
    let folded: Vec<String> =
        tokenize(words).iter().filter(|token| token.is_word()).map(|token| fold(token.span.cut(words))).collect();
    let first = folded.iter().position(|word| cardinal(word).is_some())?;
    let mut value = cardinal(&folded[first])?;
    let mut after = first + 1;
    while let Some(factor) = folded.get(after).and_then(|word| cardinal(word)) {
        // "twenty three", "two hundred", "3.5 million"
        value = if factor >= 100.0 || factor > value { value * factor } else { value + factor };
        after += 1;
    }
    let bounded = |list: &[&str]| folded[..first].iter().any(|word| list.contains(&word.as_str()));
    let bound = if bounded(&MORE) {
        Bound::AtLeast
    } else if bounded(&FEWER) {
        Bound::AtMost
    } else {
        Bound::Exact
    };
    let unit = folded
        .get(after..)
        .unwrap_or_default()
        .iter()
        .find(|word| is_measure(singular(word)))
        .or_else(|| folded.last().filter(|_| after < folded.len()));
    Some(Value::Number { value, bound, unit: unit.map_or_else(String::new, |unit| singular(unit).to_owned()) })
}

/// Units whose change changes the value: hours are not days.
fn is_measure(unit: &str) -> bool {
    const MEASURES: &str = "second minute hour day week month year decade century km kilometre kilometer mile metre meter foot feet \
        inch cm mm kg kilogram pound ton tonne acre hectare percent dollar euro yen rupee litre liter degree gallon watt";
    !unit.is_empty() && MEASURES.split_whitespace().any(|measure| measure == unit)
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|stem| stem.len() > 1 && !stem.ends_with('s')).unwrap_or(word)
}

/// The names in `words`: parts between commas and "and", without titles and small words around.
fn names(words: &str, lexicon: &Lexicon) -> Option<Value> {
    let whole = bare(&fold(words));
    if whole.is_empty() {
        return None;
    }
    let parts = whole.replace(" and ", ",").replace('&', ",");
    let found: BTreeSet<String> = parts
        .split(',')
        .map(bare)
        .filter(|part| !part.is_empty())
        .map(|part| country_named(&part).map_or_else(|| full_name(part, lexicon), ToOwned::to_owned))
        .collect();
    (!found.is_empty()).then_some(Value::Names(found))
}

/// The longer name that the corpus gives for an alias, folded.
fn full_name(part: String, lexicon: &Lexicon) -> String {
    let alias = lexicon.aliases().iter().find(|alias| fold(&alias.other) == part);
    alias.map_or(part, |alias| fold(&alias.name))
}

/// Without articles, possessives and marks at the ends.
fn bare(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let small = |word: &&&str| is_function_word(word) || !word.chars().any(char::is_alphanumeric);
    let from = words.iter().take_while(small).count();
    let to = words.len() - words.iter().rev().take_while(small).count();
    let kept = words.get(from..to).unwrap_or_default().join(" ");
    kept.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').trim_end_matches("'s").to_owned()
}

/// Whether one name is the other with more or fewer words: `curie`, `marie curie`.
fn same_name(a: &str, b: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short.iter().all(|word| long.contains(word)) && (short.len() == long.len() || short.last() == long.last())
}

/// The folded content words, in order.
fn content(words: &str) -> String {
    let kept: Vec<String> = tokenize(words)
        .iter()
        .filter(|token| token.is_word())
        .map(|token| fold(token.span.cut(words)))
        .filter(|word| !is_function_word(word))
        .collect();
    if kept.is_empty() { fold(words.trim()) } else { kept.join(" ") }
}

/// F1 of the words of two normal forms.
fn overlap(a: &str, b: &str) -> f64 {
    let (a, b): (BTreeSet<&str>, BTreeSet<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    let shared = u32::try_from(a.intersection(&b).count()).unwrap_or(0);
    let all = u32::try_from(a.len() + b.len()).unwrap_or(1);
    2.0 * f64::from(shared) / f64::from(all.max(1))
}
