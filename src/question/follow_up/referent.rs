//! What "it", "they" and "he" stand for: words of the question before.

use super::super::speech::Speech;
use super::{AUXILIARIES, BE, DETERMINERS, Question, Turn, Words, focus, is_function_word, opener, swapped, trimmed};
use crate::text::{Span, country_named, is_month, reporting_verb};

const PERSONS: &[&str] = &["he", "she", "him"];
const THINGS: &[&str] = &["it", "they", "them"];
const OWNERS: &[&str] = &["his", "its", "their"];

/// The later question with its pronouns replaced by what they stand for; `None` if it is not plain what that is.
///
/// "it" and "they" are replaced in a `short` question only: a long one may say itself what they are.
pub(super) fn resolved(said: &Turn<'_>, short: bool) -> Option<String> {
    let Turn { previous, before, words, from, .. } = *said;
    let text = said.rest(from);
    let shift = words.tokens.get(from)?.span.start;
    let mut swaps: Vec<(Span, String)> = Vec::new();
    let mut is_open = false;
    for at in from..words.folded.len() {
        let word = words.at(at);
        let span = words.tokens[at].span;
        let last = at + 1 == words.folded.len();
        let new = match word {
            _ if PERSONS.contains(&word) => Some(person(previous, before)?),
            // "about her", but "her speech"
            "her" if last || is_function_word(words.at(at + 1)) => Some(person(previous, before)?),
            "her" => Some(owner(&person(previous, before)?)),
            _ if OWNERS.contains(&word) && short => Some(owner(&match word {
                "his" => person(previous, before)?,
                _ => thing(previous, before)?,
            })),
            "they" | "them" if short => Some(counted(previous).or_else(|| thing(previous, before))?),
            // "where did he say it?"
            "it" if last && is_spoken(words, at) && by(previous) => about(previous),
            _ if THINGS.contains(&word) && short => Some(thing(previous, before)?),
            // "when did he say that?"
            "that" | "this" if last && is_spoken(words, at) => about(previous),
            "that" | "this" if last && short => {
                is_open = true;
                None
            }
            _ => None,
        };
        if let Some(new) = new {
            swaps.push((Span::new(span.start - shift, span.end - shift), new));
        }
    }
    if swaps.is_empty() || is_open {
        return None;
    }
    let swaps = swaps.iter().map(|(span, new)| (*span, new.as_str())).collect();
    Some(swapped(text, swaps))
}

/// Whether the word at `at` is what somebody says: "say that".
fn is_spoken(words: &Words, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|verb| reporting_verb(words.at(verb)).is_some())
}

/// What the earlier question asked somebody's words about: "about the border".
fn about(previous: &str) -> Option<String> {
    let earlier = Question::analyze(previous);
    match Speech::of(&earlier)? {
        Speech::By { about: Some(about), .. } => Some(trimmed(about.cut(&earlier.text)).to_owned()),
        _ => None,
    }
}

/// Whether the earlier question asked for somebody's words.
fn by(previous: &str) -> bool {
    matches!(Speech::of(&Question::analyze(previous)), Some(Speech::By { .. }))
}

/// Who the earlier question is about: who was asked about, or who spoke, or else the last name in it that is no country.
fn person(previous: &str, before: &Words) -> Option<String> {
    let earlier = Question::analyze(previous);
    if let Some(Speech::By { speaker, .. }) = Speech::of(&earlier) {
        return Some(speaker.cut(&earlier.text).to_owned());
    }
    if let Some(defined) = defined(previous, before) {
        return Some(defined);
    }
    let is_part = |at: &usize| {
        before.tokens.get(*at).is_some_and(|token| token.is_capital())
            && *at > 0
            && !is_function_word(before.at(*at))
            && country_named(before.at(*at)).is_none()
            && !is_month(before.at(*at))
    };
    let start = (0..before.folded.len()).find(is_part)?;
    let end = (start..before.folded.len()).find(|at| !is_part(at)).unwrap_or(before.folded.len());
    before.span(start, end).map(|span| span.cut(previous).to_owned())
}

/// X of "who is X", "what was X", "where is X".
fn defined(previous: &str, before: &Words) -> Option<String> {
    let be = opener(before, 0).filter(|at| BE.contains(&before.at(*at)))?;
    let rest = (be + 1)..before.folded.len();
    let first = rest.clone().find(|at| !DETERMINERS.contains(&before.at(*at)))?;
    let verbal = before
        .folded
        .last()
        .is_some_and(|last| ["ed", "ing", "held", "built", "made", "born"].iter().any(|end| last.ends_with(end)));
    let plain = !verbal
        && rest.clone().skip(1).all(|at| at <= first || !is_function_word(before.at(at)) || before.at(at) == "of");
    (plain && !is_function_word(before.at(first)))
        .then(|| before.span(be + 1, before.folded.len()))?
        .map(|span| span.cut(previous).to_owned())
}

/// What was counted: "soldiers" of "how many soldiers died".
fn counted(previous: &str) -> Option<String> {
    let counts = Words::of(previous).find_phrase("how many").is_some();
    focus(previous).filter(|_| counts).map(|span| span.cut(previous).to_owned())
}

/// What the earlier question is about: what was defined, or what it names with an article, or what stands between its
/// auxiliary and its verb, or behind the verb of "who mediated talks".
fn thing(previous: &str, before: &Words) -> Option<String> {
    if let Some(defined) = defined(previous, before) {
        return Some(defined);
    }
    if let Some(named) = super::named(before) {
        return Some(with_of(previous, before, named));
    }
    let last = before.folded.len().checked_sub(1)?;
    let auxiliary = before.find(AUXILIARIES);
    let start = match auxiliary {
        Some(at) => at + 1,
        None => opener(before, 0)? + 1,
    };
    let is_noun = |at: &usize| !is_function_word(before.at(*at));
    let end = (start..=last).find(|at| !is_noun(at)).unwrap_or(last + 1);
    // Between auxiliary and end the last word is the verb: "when did talks start".
    let end = if auxiliary.is_some() && end == last + 1 && end - start > 1 { end - 1 } else { end };
    before.span(start, end).map(|span| span.cut(previous).to_owned())
}

/// "the first round" with "of talks".
fn with_of(previous: &str, before: &Words, named: Span) -> String {
    let end = before.tokens.iter().position(|token| token.span.start >= named.end);
    let of = end.filter(|at| before.at(*at) == "of" && !is_function_word(before.at(at + 1)));
    let span = of.and_then(|at| before.tokens.get(at + 1)).map_or(named, |noun| named.join(noun.span));
    span.cut(previous).to_owned()
}

fn owner(name: &str) -> String {
    if name.ends_with('s') { format!("{name}'") } else { format!("{name}'s") }
}
