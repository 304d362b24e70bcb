//! The same question to another source, or to another speaker: "and Reuters?", "what does the Herald say?".

use super::super::speech::Speech;
use super::{Question, Turn, Words, put, restriction, trimmed};
use crate::text::{Span, country_named, is_capital_city, is_demonym, is_function_word, is_media_word};

/// The earlier question put to the source that the later one names, and names alone; `None` if it names none.
///
/// A name that has a word of newspapers and agencies in it is a source; any name is one that follows "according to", or a
/// question that had a source.
pub(super) fn switched(said: &Turn<'_>, connected: bool) -> Option<String> {
    let Turn { previous, before, words, from, .. } = *said;
    let rest = said.rest(from);
    let asked = Question::analyze(rest);
    let (_, old) = restriction::source(previous, before);
    let name = match &asked.according_to {
        Some(name) => {
            let rest_words = Words::of(&asked.text);
            let (_, span) = restriction::source(&asked.text, &rest_words);
            let outside = |at: &usize| span.is_none_or(|span| !span.contains(rest_words.tokens[*at].span));
            let says_more = (0..rest_words.folded.len()).filter(outside).any(|at| !is_function_word(rest_words.at(at)));
            (!says_more).then(|| name.clone())?
        }
        None => match Speech::of(&asked) {
            Some(Speech::By { speaker, about: None, .. }) => {
                let name = speaker.cut(&asked.text);
                Words::of(name).folded.iter().any(|word| is_media_word(word)).then(|| name.to_owned())?
            }
            Some(_) => return None,
            None => {
                let first = (from..words.folded.len()).find(|at| !is_function_word(words.at(*at)))?;
                let named = (first..words.folded.len())
                    .all(|at| words.tokens[at].is_capital() || is_function_word(words.at(at)));
                let media = (first..words.folded.len()).any(|at| is_media_word(words.at(at)));
                let short = words.folded.len() - from <= 5 && first - from <= 1;
                (connected && short && (media || (old.is_some() && named))).then(|| said.rest(first).to_owned())?
            }
        },
    };
    let base = match old {
        Some(old) => {
            let (head, tail) =
                (Span::new(0, old.start).cut(previous), Span::new(old.end, previous.len()).cut(previous));
            let head = head.trim_end_matches([',', ' ']);
            let tail = trimmed(tail).trim_start_matches([',', ' ']);
            if head.is_empty() { tail.to_owned() } else { format!("{head} {tail}").trim_end().to_owned() }
        }
        None => trimmed(previous).to_owned(),
    };
    Some(format!("{base}, according to {}?", trimmed(&name)))
}

/// "and Marie Curie?" after a question for what somebody said: another speaker. A country or "the border" is another
/// thing to speak about instead.
pub(super) fn speaker(said: &Turn<'_>) -> Option<String> {
    let Turn { previous, words, from, .. } = *said;
    let earlier = Question::analyze(previous);
    let Some(Speech::By { speaker, about, .. }) = Speech::of(&earlier) else { return None };
    if earlier.text != previous {
        return None;
    }
    let last = words.folded.last()?;
    let place = country_named(last).is_some() || is_capital_city(last) || is_demonym(last);
    let written = |word: &str| word.starts_with(char::is_uppercase);
    let capital = (from..words.folded.len()).all(|at| words.tokens[at].is_capital());
    // Who types names in lower case does so twice.
    let typed = !written(speaker.cut(previous)) && !is_function_word(words.at(from)) && words.folded.len() - from <= 2;
    let is_name = !place && (capital || typed);
    match about {
        None if capital || typed => Some(put(previous, speaker, said.rest(from))),
        Some(_) if is_name => Some(put(previous, speaker, said.rest(from))),
        Some(about) => {
            // "about the border": the preposition stays.
            let first = about.cut(previous).split(' ').next().unwrap_or_default();
            let keeps = is_function_word(first) && about.len() > first.len();
            let old = if keeps { Span::new(about.start + first.len() + 1, about.end) } else { about };
            Some(put(previous, old, said.rest(from)))
        }
        None => None,
    }
}
