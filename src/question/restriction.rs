//! Limits that a question sets on its sources.

use super::{QuestionTerm, Words};
use crate::text::{Span, is_function_word};

/// How a question names the source it wants to hear. The name follows.
const PREFIXES: &[&str] =
    &["according to", "as per", "per", "in the words of", "based on", "as reported by", "as told to", "cited by"];
/// Words that end such a name.
const ENDS: &[&str] = &[
    "what",
    "who",
    "when",
    "where",
    "why",
    "how",
    "which",
    "was",
    "were",
    "is",
    "are",
    "did",
    "does",
    "do",
    "has",
    "have",
    "on",
    "official",
    "officials",
];
/// Words around such a name that are no part of it.
const AROUND: &[&str] = &[
    "the", "a", "an", "article", "articles", "report", "reports", "piece", "story", "text", "news", "source",
    "sources", "paper",
];

/// The words that name a source, and where they stand together with the words before them.
pub(super) fn source(text: &str, words: &Words) -> (Option<String>, Option<Span>) {
    let named = PREFIXES.iter().find_map(|prefix| {
        let place = words.find_phrase(prefix)?;
        // "50 miles per hour" and "per day" name no source.
        if *prefix == "per" && place > 0 && !is_last_clause(text, words, place) {
            return None;
        }
        Some((place, place + prefix.split(' ').count()))
    });
    let (start, from, to) = if let Some((start, from)) = named {
        let to = (from..words.folded.len()).find(|at| ENDS.contains(&words.at(*at)) || breaks(text, words, *at, from));
        (start, from, to.unwrap_or(words.folded.len()))
    } else if let Some(end) = words.find(&["article", "report", "piece"])
        && let Some(start) = (0..end).rev().take(6).find(|at| words.at(*at) == "in" || words.at(*at) == "from")
    {
        (start, start + 1, end)
    } else {
        return (None, None);
    };
    let bare = |at: &usize| !AROUND.contains(&words.at(*at)) || (words.at(*at) == "news" && *at > from);
    let first = (from..to).find(bare);
    let last = (from..to).rev().find(bare);
    let (Some(first), Some(last)) = (first, last) else { return (None, None) };
    let name = words.span(first, last + 1).map(|span| span.cut(text).to_owned());
    let meaningful = (first..=last).any(|at| !is_function_word(words.at(at)));
    if meaningful && last - first < 5 { (name, words.span(start, to)) } else { (None, None) }
}

/// Whether a comma or the like stands before the word at `at`, so that the name ended.
fn breaks(text: &str, words: &Words, at: usize, from: usize) -> bool {
    at > from
        && words.tokens.get(at - 1).zip(words.tokens.get(at)).is_some_and(|(before, word)| {
            Span::new(before.span.end, word.span.start).cut(text).contains([',', ';', ':', '?', '(', ')'])
        })
}

/// Whether "per" at `place` opens the last part of the question: "…, per Reuters".
fn is_last_clause(text: &str, words: &Words, place: usize) -> bool {
    let after_comma = breaks(text, words, place, 0);
    let units = ["hour", "day", "week", "month", "year", "person", "capita", "cent", "second", "minute", "head"];
    let left = words.folded.len() - place;
    (after_comma || left <= 4) && !units.contains(&words.at(place + 1))
}

/// The words that a question says it does not mean: "…, not in October", "…, not hours".
pub(super) fn excluded(text: &str, words: &Words) -> Option<Span> {
    let place = words.find(&["not"])?;
    let opens = breaks(text, words, place, 0) || (place > 0 && matches!(words.at(place - 1), "but" | "and"));
    if !opens {
        return None;
    }
    let to = (place + 1..words.folded.len()).find(|at| breaks(text, words, *at, place)).unwrap_or(words.folded.len());
    words.span(place, to)
}

/// The terms that "or" offers for choice: the last one before it, those in a list with that one, and the
/// first after it. "or not" offers none.
pub(super) fn alternatives(text: &str, words: &Words, terms: &[QuestionTerm]) -> Vec<usize> {
    let Some(or) = words.find(&["or"]).filter(|or| words.at(or + 1) != "not") else { return Vec::new() };
    let Some(border) = words.tokens.get(or).map(|token| token.span) else { return Vec::new() };
    let Some(after) = terms.iter().position(|term| term.span.start >= border.end) else { return Vec::new() };
    let Some(before) = after.checked_sub(1) else { return Vec::new() };
    let mut chosen = vec![after, before];
    // "16, 17 or 19"
    let mut at = before;
    while let Some(earlier) = at.checked_sub(1)
        && Span::new(terms[earlier].span.end, terms[at].span.start).cut(text).trim() == ","
    {
        chosen.push(earlier);
        at = earlier;
    }
    chosen.sort_unstable();
    chosen
}
