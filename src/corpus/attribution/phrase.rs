//! Noun phrases: who it is that speaks. By closed classes and shapes; there is no parser.

use std::ops::Range;

use super::quotation::{Sentence, Word};
use crate::text::{Shape, is_function_word, is_month, is_weekday, reporting_verb, tokenize};

/// A phrase is not followed further than this many words and marks.
const LONGEST: usize = 16;
/// Words that a noun phrase may begin with.
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "my", "your", "one", "some",
    "several", "many", "two", "three", "other", "another", "both", "all", "each", "every", "no", "any", "few", "most",
];
/// Pronouns that speak.
const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i", "you"];
/// Prepositions that may stand inside.
const INSIDE: &[&str] = &["of", "for", "from", "at", "in", "with"];
const DAYS: &[&str] = &["yesterday", "today", "tomorrow", "later", "earlier", "meanwhile", "instead", "recently"];
/// Titles that take "to": "ambassador to the United States".
const ENVOYS: &[&str] =
    &["ambassador", "adviser", "advisor", "envoy", "assistant", "undersecretary", "secretary", "aide"];
/// What ends a phrase that is read forwards: "sources CITED by …", "officials FAMILIAR with …".
const AFTER: &[&str] = &["cited", "quoted", "reported", "familiar", "close", "speaking", "who", "which", "that"];

/// Whether a folded word is a pronoun that somebody who speaks is called by.
pub(super) fn is_pronoun(folded: &str) -> bool {
    PRONOUNS.contains(&folded)
}

fn is_noun(word: &Word) -> bool {
    (word.is_word() && !is_function_word(&word.folded)) || (word.is_word() && word.shape == Shape::Acronym)
}

fn is_determiner(word: &Word) -> bool {
    DETERMINERS.contains(&word.folded.as_str()) && word.shape != Shape::Acronym
}

fn is_day(word: &Word) -> bool {
    DAYS.contains(&word.folded.as_str())
        || is_weekday(&word.folded)
        || (word.is_capital() && is_month(&word.folded) && !word.is("may"))
}

/// The phrase that ends before the word at `end`; `None` if none does.
pub(super) fn before(sentence: &Sentence, end: usize) -> Option<Range<usize>> {
    let words = &sentence.words;
    let word = |at: usize| words.get(at);
    let mut from = end;
    while let Some(last) = from.checked_sub(1).and_then(word)
        && end - from < LONGEST
        && last.mark.is_none()
    {
        let at = from - 1;
        let previous = at.checked_sub(1).and_then(word);
        if is_pronoun(&last.folded) && last.shape != Shape::Acronym {
            return (from == end).then_some(at..end);
        } else if is_determiner(last) {
            from = at;
            // "the head of the agency": what stands before "of" belongs to it.
            let goes_on = previous.is_some_and(|before| INSIDE.contains(&before.folded.as_str()))
                && at.checked_sub(2).and_then(word).is_some_and(is_noun);
            if !goes_on {
                break;
            }
        } else if INSIDE.contains(&last.folded.as_str()) && from < end && last.shape != Shape::Acronym {
            if !previous.is_some_and(|before| is_noun(before) && !is_day(before)) {
                break;
            }
            from = at;
        } else if last.is("and") && from < end {
            // "Norway and Sweden asked"
            let capital = |word: Option<&Word>| word.is_some_and(Word::is_capital);
            if !(capital(previous) && capital(word(from))) {
                break;
            }
            from = at;
        } else if last.is(")") && from == end {
            let Some(open) = (at.saturating_sub(6)..at).rev().find(|open| sentence.is(*open, "(")) else { break };
            from = open;
        } else {
            let joins = from < end && matches!(last.folded.as_str(), "-" | "." | "&" | "/");
            let noun = is_noun(last) && !(last.shape == Shape::Lower && is_spoken(last));
            if !(noun || joins || last.shape == Shape::Clitic) {
                break;
            }
            from = at;
        }
    }
    trimmed(sentence, from..end)
}

/// The phrase that begins at `start`; `None` if none does.
pub(super) fn after(sentence: &Sentence, start: usize) -> Option<Range<usize>> {
    let words = &sentence.words;
    let mut to = start;
    let mut has_noun = false;
    while let Some(word) = words.get(to)
        && to - start < LONGEST
        && word.mark.is_none()
    {
        let next = words.get(to + 1);
        let previous = to.checked_sub(1).and_then(|at| words.get(at)).filter(|_| to > start);
        let after_preposition = previous.is_some_and(|word| word.is("to") || INSIDE.contains(&word.folded.as_str()));
        if is_pronoun(&word.folded) && word.shape != Shape::Acronym {
            return (to == start).then_some(start..to + 1);
        } else if is_determiner(word) {
            if to > start && !after_preposition && !previous.is_some_and(is_determiner) {
                break;
            }
        } else if matches!(word.folded.as_str(), "of" | "for" | "from" | "at") && word.shape == Shape::Lower {
            let goes_on = next.is_some_and(|next| is_noun(next) || is_determiner(next));
            if !(has_noun && goes_on) || next.is_some_and(is_day) {
                break;
            }
        } else if word.is("to") && previous.is_some_and(|title| ENVOYS.contains(&title.folded.as_str())) {
        } else if word.is("and") {
            if !(next.is_some_and(Word::is_capital) && previous.is_some_and(Word::is_capital)) {
                break;
            }
        } else if word.is("(") {
            let Some(close) = (to + 1..(to + 4).min(words.len())).find(|at| sentence.is(*at, ")")) else { break };
            to = close + 1;
            break;
        } else if word.shape == Shape::Clitic || (has_noun && matches!(word.folded.as_str(), "-" | "&" | "/")) {
            if !has_noun {
                break;
            }
        } else if is_noun(word) && !is_day(word) {
            let lower = word.shape == Shape::Lower;
            let verbal = lower && (is_spoken(word) || word.folded.ends_with("ing") || word.folded.ends_with("ed"));
            if AFTER.contains(&word.folded.as_str()) || (has_noun && verbal) {
                break;
            }
            has_noun = true;
        } else {
            break;
        }
        to += 1;
    }
    trimmed(sentence, start..to)
}

/// Whether a lower-case word is a reporting verb in a form that is no noun.
fn is_spoken(word: &Word) -> bool {
    use crate::text::VerbForm;
    reporting_verb(&word.folded).is_some_and(|verb| matches!(verb.form, VerbForm::Past | VerbForm::Progressive))
}

/// Without days, adverbs and small words at its ends; `None` if nobody is left.
fn trimmed(sentence: &Sentence, range: Range<usize>) -> Option<Range<usize>> {
    let Range { start: mut from, end: mut to } = range;
    let words = &sentence.words;
    while let Some(word) = words.get(from).filter(|_| from < to) {
        let adverb = word.shape != Shape::Acronym && word.folded.ends_with("ly") && !word.is_capital();
        let preposition = INSIDE.contains(&word.folded.as_str()) && word.shape != Shape::Acronym;
        if is_day(word) || adverb || preposition || word.is("and") || matches!(word.shape, Shape::Mark | Shape::Clitic)
        {
            from += 1;
        } else {
            break;
        }
    }
    while let Some(word) = to.checked_sub(1).and_then(|last| words.get(last)).filter(|_| from < to) {
        let small = INSIDE.contains(&word.folded.as_str()) && word.shape == Shape::Lower;
        if is_day(word) || small || word.is("and") || (word.shape == Shape::Mark && !word.is(")")) {
            to -= 1;
        } else {
            break;
        }
    }
    let named = words.get(from..to)?.iter().any(|word| is_noun(word) && word.shape != Shape::Number);
    let alone = to - from == 1 && matches!(words[from].folded.as_str(), "one" | "some" | "many" | "others" | "both");
    (named || alone).then_some(from..to)
}

/// Whether a phrase names somebody: it has a capitalised word that is not merely the first of its sentence.
pub(super) fn is_named(sentence: &Sentence, range: &Range<usize>) -> bool {
    let words = sentence.words.get(range.clone()).unwrap_or_default();
    words.iter().enumerate().any(|(at, word)| {
        word.is_capital()
            && !is_determiner(word)
            && (range.start + at > 0 || word.shape == Shape::Acronym || range.len() == 1)
    })
}

/// The folded words of content of a text.
pub(super) fn content(text: &str) -> Vec<String> {
    let words = tokenize(text).into_iter().filter(|token| token.is_word());
    words.map(|token| crate::text::fold(token.span.cut(text))).filter(|word| !is_function_word(word)).collect()
}
