//! Questions about what is said: by whom, and what somebody says.

use super::{AnswerType, Question, Words};
use crate::text::{Span, Strength, VerbForm, is_function_word, reporting_verb};

/// What a question asks about speech. Spans are of [`Question::text`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// Who says it: "who warned of war?".
    Who {
        /// The base form of the verb: `warn`.
        verb: &'static str,
        /// What is said.
        said: Span,
    },
    /// What somebody says, or something that they say: "what did Marie Curie say about radium?".
    By {
        /// Who speaks.
        speaker: Span,
        /// What about; `None` if about anything.
        about: Option<Span>,
        /// Whether their words are the answer, and not something within them: "how did she say it ended?".
        is_answer: bool,
        /// Whether it is asked how they put it: others may tell that, too.
        is_manner: bool,
    },
}

/// Verbs that are asked about without anybody speaking: "what did she find?", "who wrote the book?".
const SILENT: &str = "find know mean feel read signal decide point post issue make release give deliver repeat voice level renew \
    hope fear estimate thank quote cite refer promote request";
/// Nouns for what somebody says.
const NOUNS: &[&str] = &[
    "quote",
    "quotes",
    "quotation",
    "quotations",
    "statement",
    "statements",
    "reaction",
    "response",
    "comment",
    "comments",
    "remark",
    "remarks",
    "tweet",
    "tweets",
    "words",
    "message",
    "warning",
    "reply",
];
/// Of these the name may stand before without a possessive: "that Curie quote".
const COMPOUNDED: &[&str] =
    &["quote", "quotes", "quotation", "quotations", "tweet", "tweets", "statement", "comment", "comments", "reaction"];
/// A speaker's name has at most so many words.
const LONGEST: usize = 7;

impl Speech {
    /// What `question` asks about speech; `None` if it asks of something else.
    #[must_use]
    pub fn of(question: &Question) -> Option<Self> {
        let words = Words::of(&question.text);
        let quotation = question.answer_type == AnswerType::Quotation;
        who(&words, question).or_else(|| did_say(&words, quotation)).or_else(|| noun(&words, &question.text))
    }
}

fn is_spoken(lemma: &str) -> bool {
    !SILENT.split_whitespace().any(|silent| silent == lemma)
}

/// "who warned of war", "which minister said so"
fn who(words: &Words, question: &Question) -> Option<Speech> {
    const SKIPPED: &[&str] = &["has", "had", "have", "also", "first", "recently", "publicly", "is", "was", "were"];
    let wh = words.find(&["who", "which", "what"])?;
    let asks = match words.at(wh) {
        "who" => wh + 1,
        // "which minister", "what two officials"
        _ if matches!(question.answer_type, AnswerType::Agent | AnswerType::Organisation | AnswerType::Country) => {
            (wh + 2..wh + 5).find(|at| reporting_verb(words.at(*at)).is_some())?
        }
        _ => return None,
    };
    let at = (asks..words.folded.len()).find(|at| !SKIPPED.contains(&words.at(*at)))?;
    let verb = reporting_verb(words.at(at))?;
    let quoted = verb.lemma == "quote" && words.at(at + 1) == "as";
    let from = if quoted { at + 3 } else { at + 1 };
    let is_passive = matches!(words.at(at.saturating_sub(1)), "is" | "was" | "were") && verb.form == VerbForm::Past;
    // "who wrote the piece" asks for an author, "who asked them to stay" for what was done.
    let is_silent = !is_spoken(verb.lemma)
        || matches!(verb.lemma, "write" | "tell" | "add" | "propose" | "report" | "ask" | "urge");
    let says_that = matches!(words.at(at + 1), "that" | "there");
    let is_weak = verb.strength != Strength::Sure || is_silent;
    if !quoted && (is_passive || verb.form == VerbForm::Base || (is_weak && !says_that)) {
        return None;
    }
    let verb = if quoted { "say" } else { verb.lemma };
    Some(Speech::Who { verb, said: words.span(from, words.folded.len())? })
}

/// "what did X say about Y", "what has X promised", "what X said"
fn did_say(words: &Words, quotation: bool) -> Option<Speech> {
    const AUXILIARIES: &[&str] = &["did", "does", "do", "has", "have", "had"];
    let wh = words.find(&["what", "how", "when", "where", "which", "why", "who", "whom", "quote"])?;
    let auxiliary = (wh + 1..words.folded.len()).find(|at| AUXILIARIES.contains(&words.at(*at)));
    let (start, form) = match auxiliary {
        Some(at) if matches!(words.at(at), "did" | "does" | "do") => (at + 1, VerbForm::Base),
        Some(at) => (at + 1, VerbForm::Past),
        None if words.at(wh) == "what" => (wh + 1, VerbForm::Past),
        None => return None,
    };
    for at in start + 1..(start + LONGEST + 1).min(words.folded.len()) {
        let Some(verb) = reporting_verb(words.at(at)).filter(|verb| verb.form == form && is_spoken(verb.lemma)) else {
            continue;
        };
        if let Some(speaker) = speaker(words, start, at) {
            let is_answer = quotation || (auxiliary.is_none() && verb.strength == Strength::Sure);
            let is_manner = words.at(wh) == "how";
            return Some(Speech::By { speaker, about: about(words, at + 1), is_answer, is_manner });
        }
    }
    None
}

/// "X's reaction to Y", "a quote by X about Y", "that X quote"
fn noun(words: &Words, text: &str) -> Option<Speech> {
    let at = words.find(NOUNS)?;
    if matches!(words.at(at + 1), "of" | "by" | "from") {
        let ends = |at: &usize| {
            matches!(words.at(*at), "about" | "on" | "to" | "regarding" | "concerning" | "after" | "in" | "at")
        };
        let end = (at + 2..words.folded.len()).find(ends).unwrap_or(words.folded.len());
        let speaker = speaker(words, at + 2, end)?;
        return Some(Speech::By { speaker, about: about(words, end), is_answer: true, is_manner: false });
    }
    let last = words.tokens.get(at.checked_sub(1)?)?;
    let possessive = Span::new(last.span.end, words.tokens.get(at)?.span.start).cut(text).contains(['\'', '’']);
    if !possessive && !COMPOUNDED.contains(&words.at(at)) {
        return None;
    }
    let asking = |at: &usize| {
        is_function_word(words.at(*at))
            || matches!(words.at(*at), "give" | "show" | "find" | "tell" | "famous" | "exact")
    };
    let start = (at.saturating_sub(LONGEST)..at).rev().find(asking).map_or(at.saturating_sub(LONGEST), |last| last + 1);
    let speaker = speaker(words, start, at)?;
    Some(Speech::By { speaker, about: about(words, at + 1), is_answer: true, is_manner: false })
}

/// The words from `from` to `to` as a name: it has a word of content, and is no longer than one.
fn speaker(words: &Words, from: usize, to: usize) -> Option<Span> {
    const NONE: &[&str] =
        &["is", "are", "was", "were", "be", "been", "did", "does", "do", "has", "have", "had", "will", "would", "can"];
    if (from..to).any(|at| NONE.contains(&words.at(at))) {
        return None;
    }
    let named = (from..to).any(|at| {
        !is_function_word(words.at(at)) || words.tokens.get(at).is_some_and(|token| token.is_capital() && at > 0)
    });
    (named && to - from <= LONGEST).then(|| words.span(from, to)).flatten()
}

fn about(words: &Words, from: usize) -> Option<Span> {
    let rest = words.span(from, words.folded.len())?;
    (from..words.folded.len()).any(|at| !is_function_word(words.at(at))).then_some(rest)
}
