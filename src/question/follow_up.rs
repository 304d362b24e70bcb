//! Questions that lean on the one before: "and when?", "what about the militants?", "who is he?".

use super::{Intent, Question, Words, plain};
use crate::text::{Span, cardinal, country_named, is_function_word, is_month, ordinal};

/// How somebody goes on. The longest that fits counts.
const CONNECTORS: &[&str] = &[
    "and what about",
    "and how about",
    "but what about",
    "what about",
    "how about",
    "and also",
    "and",
    "but",
    "also",
    "then",
    "so",
    "or",
];
/// What asks, longer forms first.
const OPENERS: &[&str] = &[
    "how many",
    "how much",
    "how long",
    "how old",
    "how often",
    "how far",
    "how big",
    "how soon",
    "since when",
    "until when",
    "by whom",
    "with whom",
    "for whom",
    "to whom",
    "where exactly",
    "when exactly",
    "why exactly",
    "how exactly",
    "when",
    "where",
    "who",
    "whom",
    "whose",
    "why",
    "how",
    "what",
    "which",
];
/// Words that stand for something said before.
const POINTERS: &[&str] = &[
    "he", "him", "his", "she", "her", "hers", "it", "its", "they", "them", "their", "theirs", "this", "that", "these",
    "those", "there", "then", "one", "ones", "same",
];
/// Words before what is named.
const DETERMINERS: &[&str] = &["the", "a", "an"];
/// Words before where, when or whose something is.
const PREPOSITIONS: &[&str] =
    &["of", "in", "at", "on", "for", "from", "to", "with", "by", "about", "during", "after", "before"];
/// Forms of "to be" that "there" may stand behind.
const BE: &[&str] = &["is", "are", "was", "were"];
/// Words that open a question of yes or no.
const AUXILIARIES: &[&str] =
    &["is", "are", "was", "were", "did", "do", "does", "has", "have", "had", "can", "could", "will", "would", "should"];
/// A question with more words of content than this says itself what it is about.
const FEW: usize = 2;

/// The question that `next` asks after `previous`, written out; `None` if it stands by itself.
///
/// What is missing in the later question is taken from the earlier one, in its own words: the rest of it
/// for a bare "when?", the word that is replaced for "and the militants?", its words of content for "who
/// is he?".
#[must_use]
pub fn complete(previous: &str, next: &str) -> Option<String> {
    let (previous, next) = (plain(previous), plain(next));
    let (before, words) = (Words::of(&previous), Words::of(&next));
    let from = CONNECTORS.iter().find(|phrase| words.begins(0, phrase)).map_or(0, |phrase| phrase.split(' ').count());
    let connected = from > 0;
    let rest = words.span(from, words.folded.len())?.cut(&next);
    if matches!(Question::analyze(rest).intent, Intent::Greeting | Intent::Thanks | Intent::Help | Intent::Empty) {
        return None;
    }
    let content = |words: &Words, from: usize| -> Vec<usize> {
        (from..words.folded.len()).filter(|at| !is_function_word(words.at(*at))).collect()
    };
    if content(&before, 0).is_empty()
        || !matches!(Question::analyze(&previous).intent, Intent::Question | Intent::Topic)
    {
        return None;
    }
    let opener = opener(&words, from);
    let said = content(&words, opener.unwrap_or(from));
    // "is there a ceasefire" points at nothing.
    let exists = |at: usize| words.at(at) == "there" && at > 0 && BE.contains(&words.at(at - 1));
    let points = (from..words.folded.len()).any(|at| POINTERS.contains(&words.at(at)) && !exists(at));
    let asks = opener.is_some() || AUXILIARIES.contains(&words.at(from));
    match opener {
        Some(end) if said.is_empty() => {
            let asked = words.span(from, end)?.cut(&next);
            Some(format!("{asked} {}?", without_opener(&previous, &before)))
        }
        _ if asks && said.len() <= FEW && (points || (connected && said.len() < FEW)) => {
            let known = said.iter().map(|at| words.at(*at)).collect::<Vec<_>>();
            let missing = content(&before, 0).into_iter().filter(|at| !known.contains(&before.at(*at)));
            let missing: Vec<&str> = missing.map(|at| before.tokens[at].span.cut(&previous)).collect();
            (!missing.is_empty()).then(|| format!("{rest} {}?", missing.join(" ")))
        }
        None if connected && !asks && !said.is_empty() => replaced(&previous, &before, &next, &words, from),
        _ => None,
    }
}

/// Where the words that ask end, if the words at `from` do.
fn opener(words: &Words, from: usize) -> Option<usize> {
    OPENERS.iter().find(|phrase| words.begins(from, phrase)).map(|phrase| from + phrase.split(' ').count())
}

/// The earlier question without what it asked by: "were the talks held" of "where were the talks held?".
fn without_opener(previous: &str, before: &Words) -> String {
    let found = (0..before.folded.len()).find_map(|at| Some((at, opener(before, at)?)));
    let Some((start, mut end)) = found else { return trimmed(previous).to_owned() };
    // "which country mediated": the country was asked for; "how many soldiers died": the soldiers stay.
    if matches!(before.at(start), "which" | "what")
        && let Some(focus) = focus(previous)
        && before.tokens.get(end).is_some_and(|token| token.span == focus)
    {
        end += 1;
    }
    let Some(asking) = before.span(start, end) else { return trimmed(previous).to_owned() };
    let (head, tail) = (Span::new(0, asking.start).cut(previous), Span::new(asking.end, previous.len()).cut(previous));
    format!("{} {}", head.trim_end(), trimmed(tail).trim_start()).trim().to_owned()
}

/// The earlier question with one thing replaced by the words of the later one from `from` on; `None` where
/// it is not clear which.
///
/// A number, date or country replaces another; "in Doha" what followed the earlier "in", and is added if
/// there was none; then the singular of "the library" replaces the first thing named so, and anything else
/// what was counted or asked about.
fn replaced(previous: &str, before: &Words, next: &str, words: &Words, from: usize) -> Option<String> {
    for at in from..words.folded.len() {
        let Some(kind) = kind(words.at(at)) else { continue };
        let old = (0..before.folded.len()).find(|old| self::kind(before.at(*old)) == Some(kind));
        if let Some(old) = old {
            return Some(put(previous, before.tokens[old].span, words.tokens[at].span.cut(next)));
        }
    }
    let rest = |at: usize| words.span(at, words.folded.len()).map_or("", |span| span.cut(next));
    if PREPOSITIONS.contains(&words.at(from)) {
        let same = before.find(&[words.at(from)]);
        let old = same.and_then(|at| before.span(at, before.folded.len()));
        return Some(match old {
            Some(old) => put(previous, old, rest(from)),
            None => format!("{} {}?", trimmed(previous), rest(from)),
        });
    }
    let first = (from..words.folded.len()).find(|at| !DETERMINERS.contains(&words.at(*at))).unwrap_or(from);
    if is_function_word(words.at(first)) {
        return None;
    }
    let is_plural = words.folded.last().is_some_and(|word| word.ends_with('s'));
    let focus = focus(previous);
    let named = named(before).filter(|_| focus.is_none() || !is_plural);
    let old = named.or(focus).or_else(|| {
        // "who is Ingrid Solheim": all that is asked about.
        let at = before.find(BE).filter(|at| opener(before, 0) == Some(*at))?;
        before.span(at + 1, before.folded.len())
    })?;
    Some(put(previous, old, rest(if named.is_some() { from } else { first })))
}

/// The first thing that a question names with "the" or "a": up to where its verb or the like begins.
fn named(before: &Words) -> Option<Span> {
    let start = before.find(DETERMINERS)?;
    let is_noun = |at: &usize| !before.at(*at).is_empty() && !is_function_word(before.at(*at));
    let end = (start + 1..=before.folded.len()).find(|at| !is_noun(at))?;
    // Of several words the last may be the verb: "did the library move".
    let inverted = start > 0 && AUXILIARIES.contains(&before.at(start - 1)) && end == before.folded.len();
    let end = if inverted && end - start > 2 { end - 1 } else { end };
    (end > start + 1).then(|| before.span(start, end)).flatten()
}

/// What a word is, where one of its kind can stand for another.
fn kind(word: &str) -> Option<u8> {
    let is_year = word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
    [ordinal(word).is_some(), is_month(word), is_year, cardinal(word).is_some(), country_named(word).is_some()]
        .into_iter()
        .zip(0..)
        .find_map(|(is, kind)| is.then_some(kind))
}

/// Where the word stands that a question counts or asks for by name.
fn focus(question: &str) -> Option<Span> {
    let analyzed = Question::analyze(question);
    let term = analyzed.terms.get(analyzed.focus?)?;
    (analyzed.text == question).then_some(term.span)
}

fn put(text: &str, old: Span, new: &str) -> String {
    let (head, tail) = (Span::new(0, old.start).cut(text), Span::new(old.end, text.len()).cut(text));
    format!("{head}{new}{}?", trimmed(tail))
}

fn trimmed(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '?' | '!' | '.'))
}
