//! Questions that leave out what the one before has said: "who else?", "in which country?", "the northern one?".

use super::super::speech::Speech;
use super::{
    AUXILIARIES, DETERMINERS, PREPOSITIONS, Question, Turn, Words, content, kind, named, opener, put, swapped, trimmed,
    without_opener,
};
use crate::text::{Span, is_function_word, is_month, is_weekday, reporting_verb};

/// The later question with what it leaves out; `None` if it is of another form.
pub(super) fn complete(said: &Turn<'_>) -> Option<String> {
    anyone_else(said)
        .or_else(|| who_said(said))
        .or_else(|| said_when(said))
        .or_else(|| which(said))
        .or_else(|| how_many(said))
        .or_else(|| the_other(said))
        .or_else(|| alike(said))
        .or_else(|| next(said))
}

/// "who else?", "anyone else?"
fn anyone_else(said: &Turn<'_>) -> Option<String> {
    let Turn { previous, before, words, from, .. } = *said;
    if words.at(from + 1) != "else" || words.folded.len() != from + 2 {
        return None;
    }
    let asked = match words.at(from) {
        "anyone" | "anybody" | "someone" | "somebody" | "who" => "who",
        "anything" | "something" | "what" => "what",
        "anywhere" | "somewhere" | "where" => "where",
        "when" => "when",
        "why" => "why",
        "how" => "how",
        _ => return None,
    };
    Some(format!("{asked} else {}?", without_opener(previous, before)))
}

/// "who confirmed it?", "says who?", "source?": of the whole earlier question.
fn who_said(said: &Turn<'_>) -> Option<String> {
    let Turn { previous, before, words, from, .. } = *said;
    let rest = words.folded.get(from..)?;
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    let verb = match rest.as_slice() {
        ["says", "who"] | ["source" | "sources"] | ["according", "to", "who" | "whom"] | ["who", "said" | "says"] => {
            "said"
        }
        ["who", verb, "it" | "that" | "so" | "this"] => {
            let lemma = reporting_verb(verb)?.lemma;
            (!matches!(lemma, "write" | "call" | "ask")).then_some(*verb)?
        }
        _ => return None,
    };
    Some(format!("who {verb} that {}?", statement(previous, before)))
}

/// "when did he say it?" after "who said the war would end?": who it was is for the answer to tell.
fn said_when(said: &Turn<'_>) -> Option<String> {
    let Turn { previous, words, from, .. } = *said;
    let end = opener(words, from)?;
    let is_he = words.at(end) == "did" && matches!(words.at(end + 1), "he" | "she" | "they");
    let ends = words.folded.len() <= end + 4 && matches!(words.at(end + 3), "" | "it" | "that" | "so" | "this");
    let earlier = Question::analyze(previous);
    let Some(Speech::Who { said: known, .. }) = Speech::of(&earlier) else { return None };
    (is_he && ends && words.at(end + 2) == "say" && words.at(from) != "what").then(|| {
        format!(
            "{} was it said that {}?",
            words.folded.get(from..end).unwrap_or_default().join(" "),
            trimmed(known.cut(&earlier.text))
        )
    })
}

/// "in which country?", "what year?": the rest is the earlier question's. One that asks about a thing of the earlier
/// question ("which talks?") is left alone.
fn which(said: &Turn<'_>) -> Option<String> {
    let Turn { previous, before, words, from, .. } = *said;
    let wh = if PREPOSITIONS.contains(&words.at(from)) { from + 1 } else { from };
    let nouns = content(words, wh + 1);
    let all = words.folded.len() - (wh + 1).min(words.folded.len());
    let bare = matches!(words.at(wh), "which" | "what") && (1..=2).contains(&nouns.len()) && nouns.len() == all;
    let known = nouns.iter().any(|at| before.folded.contains(&words.folded[*at]));
    // "what happened?" has a verb.
    let verbal = nouns.iter().any(|at| words.at(*at).ends_with("ed"));
    (bare && !known && !verbal).then(|| format!("{} {}?", trimmed(said.rest(from)), without_opener(previous, before)))
}

/// "how many?" after "were soldiers killed?"
fn how_many(said: &Turn<'_>) -> Option<String> {
    let Turn { previous, before, words, from, .. } = *said;
    let counts = words.begins(from, "how many") && words.folded.len() == from + 2;
    let plural = before.at(1).ends_with('s') && !is_function_word(before.at(1));
    if !counts || !AUXILIARIES.contains(&before.at(0)) || !plural || opener(before, 0).is_some() {
        return None;
    }
    let (auxiliary, noun) = (before.tokens[0].span.cut(previous), before.tokens[1].span.cut(previous));
    let tail = before.span(2, before.folded.len()).map_or("", |span| span.cut(previous));
    Some(format!("how many {noun} {} {}?", auxiliary.to_lowercase(), trimmed(tail)))
}

/// "and the northern one?" after "who leads the southern group?"
fn the_other(said: &Turn<'_>) -> Option<String> {
    let Turn { previous, before, next, words, from } = *said;
    let last = words.folded.len().checked_sub(1)?;
    let one = matches!(words.at(last), "one" | "ones") && DETERMINERS.contains(&words.at(from)) && last > from + 1;
    if !one
        || (from + 1..last).any(|at| is_function_word(words.at(at)) || kind(words.at(at)).is_some_and(|kind| kind == 0))
    {
        return None;
    }
    let old = named(before)?;
    let head = old.cut(previous).rsplit(' ').next()?;
    let new = words.span(from, last)?.cut(next);
    Some(put(previous, old, &format!("{new} {head}")))
}

/// "where was the second round held?" after "where was the first round of talks held?": asked alike, with another number or
/// date, and with no word of its own beside that.
fn alike(said: &Turn<'_>) -> Option<String> {
    let Turn { previous, before, next, words, from } = *said;
    let end = opener(words, from)?;
    if opener(before, 0)? != end - from || (from..end).any(|at| words.at(at) != before.at(at - from)) {
        return None;
    }
    let spoken = content(words, end);
    let (new, same): (Vec<usize>, Vec<usize>) = spoken.into_iter().partition(|at| kind(words.at(*at)).is_some());
    let other: Vec<usize> = new.into_iter().filter(|at| !before.folded.contains(&words.folded[*at])).collect();
    let all_known = same.iter().all(|at| before.folded.contains(&words.folded[*at]));
    if other.is_empty() || !all_known || content(before, 0).len() <= content(words, end).len() {
        return None;
    }
    let swaps: Option<Vec<(Span, &str)>> = other
        .iter()
        .map(|at| {
            let old = (0..before.folded.len()).find(|old| kind(before.at(*old)) == kind(words.at(*at)))?;
            Some((before.tokens[old].span, words.tokens[*at].span.cut(next)))
        })
        .collect();
    swaps.map(|swaps| swapped(previous, swaps))
}

/// "what happened next?"
fn next(said: &Turn<'_>) -> Option<String> {
    let Turn { previous, before, words, from, .. } = *said;
    let happened = words.begins(from, "what happened");
    let after = ["then", "next", "after that", "afterwards", "after", "later"];
    let asks = happened
        && after
            .iter()
            .any(|phrase| words.begins(from + 2, phrase) && words.folded.len() == from + 2 + phrase.split(' ').count());
    asks.then(|| format!("what happened after {}?", statement(previous, before)))
}

/// The earlier question as a statement, as far as leaving out its auxiliary makes it one.
pub(super) fn statement(previous: &str, before: &Words) -> String {
    let rest = without_opener(previous, before);
    let words = Words::of(&rest);
    let skip = usize::from(AUXILIARIES.contains(&words.at(0)));
    words.span(skip, words.folded.len()).map_or_else(|| rest.clone(), |span| span.cut(&rest).to_owned())
}

/// Whether the words from `from` on name a time: "the weekend", "Monday", "last week".
pub(super) fn is_time(words: &Words, from: usize) -> bool {
    const TIMES: &[&str] = &["weekend", "yesterday", "today", "week", "month", "year"];
    let last = words.folded.last().map_or("", String::as_str);
    let is_short = words.folded.len() - from.min(words.folded.len()) <= 3;
    is_short && (is_weekday(last) || TIMES.contains(&last))
}

/// The earlier question with the later one's place or time in the place of its own, or added to it.
pub(super) fn placed(said: &Turn<'_>) -> Option<String> {
    let Turn { previous, before, words, from, .. } = *said;
    let is_new_time = is_time(words, from) || (from..words.folded.len()).any(|at| is_month(words.at(at)));
    let new = match words.at(from) {
        first if PREPOSITIONS.contains(&first) => said.rest(from).to_owned(),
        "yesterday" | "today" | "last" | "this" => said.rest(from).to_owned(),
        _ if words.folded.last().is_some_and(|word| word == "weekend") => format!("over {}", said.rest(from)),
        _ if words.folded.last().is_some_and(|word| word.ends_with("day")) => format!("on {}", said.rest(from)),
        _ => format!("in {}", said.rest(from)),
    };
    if content(words, from).is_empty() {
        return None;
    }
    let is_old_time = |at: usize| {
        PREPOSITIONS.contains(&before.at(at))
            && (at + 1..(at + 3).min(before.folded.len())).any(|at| {
                matches!(kind(before.at(at)), Some(1 | 2))
                    || before.at(at).ends_with("day")
                    || before.at(at) == "weekend"
            })
    };
    let old = match is_new_time.then(|| (0..before.folded.len()).find(|at| is_old_time(*at))).flatten() {
        Some(at) => Some(at),
        None if is_new_time => None,
        None => before.find(&[words.at(from)]).filter(|at| !is_old_time(*at)),
    };
    Some(match old.and_then(|at| before.span(at, phrase_end(before, at + 1))) {
        Some(old) => put(previous, old, trimmed(&new)),
        None => format!("{} {}?", trimmed(previous), trimmed(&new)),
    })
}

/// Where the phrase ends that begins at `start`: a name with its capitals or digits, anything else where a small word or
/// the question does.
fn phrase_end(words: &Words, start: usize) -> usize {
    let first = (start..words.folded.len()).find(|at| !DETERMINERS.contains(&words.at(*at))).unwrap_or(start);
    let is_part = |at: &usize| {
        let Some(token) = words.tokens.get(*at) else { return false };
        if words.tokens.get(first).is_some_and(|first| first.is_capital()) {
            token.is_capital() || kind(words.at(*at)).is_some()
        } else {
            !is_function_word(words.at(*at)) || kind(words.at(*at)).is_some()
        }
    };
    let end = (first..words.folded.len()).find(|at| !is_part(at)).unwrap_or(words.folded.len());
    end.max(start)
}
