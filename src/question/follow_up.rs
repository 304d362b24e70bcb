//! Questions that lean on the one before: "and when?", "what about the militants?", "who is he?".

mod ellipsis;
mod referent;
mod source;

use super::{Intent, Question, Words, plain, restriction};
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
    "how tall",
    "how high",
    "how deep",
    "how fast",
    "how wide",
    "how large",
    "how heavy",
    "since when",
    "until when",
    "by whom",
    "about what",
    "about whom",
    "for what",
    "with what",
    "from where",
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
/// Small words that belong to a verb before them: "break out".
const PARTICLES: &[&str] = &["out", "up", "down", "off", "over", "away", "back"];
/// Words before what is named.
const DETERMINERS: &[&str] = &["the", "a", "an"];
/// Words before where, when or whose something is.
const PREPOSITIONS: &[&str] = &[
    "of", "in", "at", "on", "for", "from", "to", "with", "by", "about", "during", "after", "before", "over", "since",
    "until", "near",
];
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
/// for a bare "when?", the word that is replaced for "and the militants?", what "it" and "he" stand for in "where is
/// it?", its words of content where that is not plain.
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
    if content(&before, 0).is_empty()
        || !matches!(Question::analyze(&previous).intent, Intent::Question | Intent::Topic)
    {
        return None;
    }
    let said = Turn { previous: &previous, before: &before, next: &next, words: &words, from };
    if let Some(completed) = source::switched(&said, connected).or_else(|| ellipsis::complete(&said)) {
        return Some(completed);
    }
    let opener = opener(&words, from);
    let spoken = content(&words, opener.unwrap_or(from));
    // "is there a ceasefire" points at nothing.
    let exists = |at: usize| words.at(at) == "there" && at > 0 && BE.contains(&words.at(at - 1));
    let points = (from..words.folded.len()).any(|at| POINTERS.contains(&words.at(at)) && !exists(at));
    let asks = opener.is_some() || AUXILIARIES.contains(&words.at(from));
    // "tell me about the merger" asks by no word that another could stand for.
    let imperative = || self::opener(&before, 0).is_none() && !AUXILIARIES.contains(&before.at(0));
    match opener {
        Some(_)
            if spoken.is_empty()
                && points
                && imperative()
                && let Some(resolved) = referent::resolved(&said, true) =>
        {
            Some(resolved)
        }
        Some(end) if spoken.is_empty() => {
            let asked = words.span(from, end)?.cut(&next);
            Some(format!("{asked} {}?", without_opener(&previous, &before)))
        }
        _ if asks
            && points
            && let Some(resolved) = referent::resolved(&said, spoken.len() <= FEW) =>
        {
            Some(resolved)
        }
        _ if asks && spoken.len() <= FEW && (points || (connected && spoken.len() < FEW)) => {
            let known = spoken.iter().map(|at| words.at(*at)).collect::<Vec<_>>();
            let missing = content(&before, 0).into_iter().filter(|at| !known.contains(&before.at(*at)));
            let missing: Vec<&str> = missing.map(|at| before.tokens[at].span.cut(&previous)).collect();
            (!missing.is_empty()).then(|| format!("{rest} {}?", missing.join(" ")))
        }
        None if !asks && !spoken.is_empty() && (connected || PREPOSITIONS.contains(&words.at(from))) => replaced(&said),
        _ => None,
    }
}

/// Two questions, one after the other.
struct Turn<'a> {
    previous: &'a str,
    before: &'a Words,
    next: &'a str,
    words: &'a Words,
    /// Where the later one begins behind "and" and the like.
    from: usize,
}

impl Turn<'_> {
    /// The later question's words from the one at `at` on.
    fn rest(&self, at: usize) -> &str {
        self.words.span(at, self.words.folded.len()).map_or("", |span| span.cut(self.next))
    }
}

/// The places of the words of content from `from` on.
fn content(words: &Words, from: usize) -> Vec<usize> {
    (from..words.folded.len()).filter(|at| !is_function_word(words.at(*at))).collect()
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

/// The earlier question with one thing replaced by the words of the later one; `None` where it is not clear which.
///
/// Numbers, dates and countries replace others; "in Doha" what followed the earlier "in", and is added if
/// there was none; a speaker another; then the singular of "the library" replaces the first thing named so, and anything
/// else what was counted or asked about.
fn replaced(said: &Turn<'_>) -> Option<String> {
    let Turn { previous, before, next, words, from } = *said;
    let of_kind = |kind: u8| (0..before.folded.len()).find(|old| self::kind(before.at(*old)) == Some(kind));
    let swaps: Vec<(Span, &str)> = (from..words.folded.len())
        .filter_map(|at| {
            let old = of_kind(kind(words.at(at))?)?;
            Some((before.tokens[old].span, words.tokens[at].span.cut(next)))
        })
        .collect();
    if !swaps.is_empty() {
        return Some(swapped(previous, swaps));
    }
    if PREPOSITIONS.contains(&words.at(from)) || ellipsis::is_time(words, from) {
        return ellipsis::placed(said);
    }
    if let Some(swapped) = source::speaker(said) {
        return Some(swapped);
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
    Some(put(previous, old, said.rest(if named.is_some() { from } else { first })))
}

/// A question with stretches replaced; of those at one place the first counts.
fn swapped(text: &str, mut swaps: Vec<(Span, &str)>) -> String {
    swaps.sort_by_key(|(old, _)| old.start);
    swaps.dedup_by_key(|(old, _)| old.start);
    let mut written = String::new();
    let mut done = 0;
    for (old, new) in swaps {
        written.push_str(Span::new(done, old.start).cut(text));
        written.push_str(new);
        done = old.end;
    }
    format!("{written}{}?", trimmed(Span::new(done, text.len()).cut(text)))
}

/// The first thing that a question names with "the" or "a": up to where its verb or the like begins.
fn named(before: &Words) -> Option<Span> {
    let start = before.find(DETERMINERS)?;
    let is_noun = |at: &usize| !before.at(*at).is_empty() && !is_function_word(before.at(*at));
    let end = (start + 1..=before.folded.len()).find(|at| !is_noun(at))?;
    // Of several words the last may be the verb: "did the library move".
    let ends = (end..before.folded.len()).all(|at| PARTICLES.contains(&before.at(at)));
    let inverted = start > 0 && AUXILIARIES.contains(&before.at(start - 1)) && ends;
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
