//! Why an answer came out as it did, in plain words: what was understood, what was found, why the first came
//! before the next, and how sure it is. No number of the reading is shown but the measured one.

mod advantage;
mod ground;

use super::answer::{block, fitting, is_headline, searched_only};
use super::draft::{Draft, harmless};
use super::source::{articles, citation, counted, cut};
use super::{Language, Phrase, Reply};
use crate::answer::{Answer, Contest, Evidence, Explained, Quoted, Reason};
use crate::corpus::{Corpus, DocId};
use crate::question::{AnswerType, Question, QuestionTerm};
use crate::read::EvidenceSpan;
use crate::text::{Span, is_demonym};
use advantage::reasons;
use ground::grounds;

/// Questions and names longer than this many characters are cut.
const ECHO_CHARS: usize = 200;
/// So many spellings and aliases, words of the question, and reasons of each kind are named.
const NOTES: usize = 3;
const WORDS: usize = 3;
const REASONS: usize = 3;
/// A word of the question that a sentence matches as well as this is spoken of there.
const SPOKEN_OF: f32 = 0.5;
/// What adds less log-odds than this is no reason.
const LEAST_EFFECT: f32 = 0.1;
/// Scores that lie no further apart than this are close: one is not twice as likely as the other.
const CLOSE: f32 = 0.7;

/// How an answer came about, for the one who asks for it.
///
/// `is_follow_up` says that the question was completed by the one before it, which the question itself no
/// longer shows; `above` is a note to put first.
#[must_use]
pub fn reasoning(
    explained: &Explained,
    corpus: &Corpus,
    is_follow_up: bool,
    above: Option<Phrase>,
    language: Language,
) -> Reply {
    let reply = fitting(language, |quote_bytes, _| {
        let mut draft = Draft::new(language);
        if let Some(note) = above {
            draft.say("-# ").tell(note, &[]).say("\n");
        }
        understood(&mut draft, explained, is_follow_up);
        match &explained.answer {
            Answer::NotAQuestion(..) => {
                draft.say("- ").tell(Phrase::UnderstoodNoQuestion, &[]).say("\n");
            }
            Answer::Quoted(quoted) => {
                found(&mut draft, explained, corpus);
                if let Some(contest) = explained.contest(corpus) {
                    contended(&mut draft, &contest, explained, corpus, quote_bytes);
                }
                shown_beside(&mut draft, quoted, corpus);
                confidence(&mut draft, explained, corpus);
            }
            Answer::Abstained(abstained) => {
                if !explained.passages.is_empty() {
                    found(&mut draft, explained, corpus);
                }
                unanswered(&mut draft, &abstained.reason, explained, corpus, quote_bytes);
            }
        }
        draft
    });
    Reply { private: true, ..reply }
}

/// How the question was read.
fn understood(draft: &mut Draft, explained: &Explained, is_follow_up: bool) {
    let understood = &explained.understood;
    let question = &understood.question;
    draft.say("**").tell(Phrase::IUnderstood, &[]).say("** ").name(&cut(&question.text, ECHO_CHARS)).say("\n");
    let mut note = |phrase: Phrase, inserts: &[&str]| {
        let inserts: Vec<String> = inserts.iter().map(|words| harmless(&cut(words, ECHO_CHARS))).collect();
        let inserts: Vec<&str> = inserts.iter().map(String::as_str).collect();
        draft.say("- ").tell(phrase, &inserts).say("\n");
    };
    if is_follow_up || understood.is_completed {
        note(Phrase::UnderstoodFollowUp, &[]);
    }
    for (wrong, right) in understood.repairs.iter().take(NOTES) {
        note(Phrase::UnderstoodSpelling, &[wrong, right]);
    }
    for (name, other) in understood.aliases.iter().take(NOTES) {
        note(Phrase::UnderstoodAlias, &[name, other]);
    }
    if matches!(explained.answer, Answer::NotAQuestion(..)) {
        return;
    }
    let looked_for = if question.wants_all { Phrase::LookedForAll } else { Phrase::LookedFor };
    let wanted = wanted(question, draft.language());
    draft.say("- ").tell(looked_for, &[&wanted]).say("\n");
    searched_only(draft, understood, "- ");
}

/// The kind of answer that a question wants, in words.
fn wanted(question: &Question, language: Language) -> String {
    let asked_about = asked_about(question).map(|words| harmless(&cut(words, ECHO_CHARS)));
    let phrase = match (question.answer_type, asked_about) {
        (AnswerType::Number, Some(words)) => return Phrase::WantedNumberOf.fill(language, &[&words]),
        (AnswerType::Thing, Some(words)) => return Phrase::WantedWhich.fill(language, &[&words]),
        (AnswerType::Agent, _) => Phrase::WantedAgent,
        (AnswerType::Organisation, _) => Phrase::WantedOrganisation,
        (AnswerType::Country, _) => Phrase::WantedCountry,
        (AnswerType::Place, _) => Phrase::WantedPlace,
        (AnswerType::Date, _) => Phrase::WantedDate,
        (AnswerType::Duration, _) => Phrase::WantedDuration,
        (AnswerType::Number, None) => Phrase::WantedNumber,
        (AnswerType::Quantity, _) => Phrase::WantedQuantity,
        (AnswerType::Money, _) => Phrase::WantedMoney,
        (AnswerType::Reason, _) => Phrase::WantedReason,
        (AnswerType::Definition, _) => Phrase::WantedDefinition,
        (AnswerType::Quotation, _) => Phrase::WantedQuotation,
        (AnswerType::YesNo, _) => Phrase::WantedYesNo,
        (AnswerType::Description, _) => Phrase::WantedDescription,
        (AnswerType::Thing, None) => Phrase::WantedThing,
    };
    phrase.fill(language, &[])
}

/// What is counted or asked for by name, with whose it is: "Turkish soldiers" in "how many Turkish soldiers".
fn asked_about(question: &Question) -> Option<&str> {
    let first = question.focus?;
    let from_there = question.terms.get(first..)?;
    let last = from_there.iter().find(|term| !is_demonym(&term.word)).or(from_there.last())?;
    Some(from_there.first()?.span.join(last.span).cut(&question.text))
}

/// How much was read, and by whom.
fn found(draft: &mut Draft, explained: &Explained, corpus: &Corpus) {
    let language = draft.language();
    let mut docs: Vec<DocId> = explained.passages.iter().map(|found| corpus.passage(found.passage).doc).collect();
    docs.sort_unstable();
    docs.dedup();
    let passages = counted(explained.passages.len(), Phrase::OnePassage, Phrase::Passages, language);
    draft.say("**").tell(Phrase::IFound, &[&passages, &articles(docs.len(), language)]).say("**");
    if explained.fallback.is_some() {
        draft.say(" ").tell(Phrase::RulesAlone, &[]);
    }
    draft.say("\n");
}

/// The first and the next with their sentences, and why they stand in this order.
fn contended(draft: &mut Draft, contest: &Contest<'_>, explained: &Explained, corpus: &Corpus, quote_bytes: usize) {
    let Contest { first, second } = contest;
    draft.tell(Phrase::CameFirst, &[]);
    quoted(draft, first.span, corpus, quote_bytes);
    let Some(second) = second else {
        draft.tell(Phrase::NoNext, &[]).say("\n");
        return;
    };
    draft.tell(Phrase::CameNext, &[]);
    if (second.span.doc, second.span.sentence) == (first.span.doc, first.span.sentence) {
        words(draft, second.span, corpus);
        draft.say(" · ").tell(Phrase::SameSentence, &[]).say("\n");
    } else {
        quoted(draft, second.span, corpus, quote_bytes);
    }
    draft.say("**").tell(Phrase::FirstBecause, &[]).say("**\n");
    for because in reasons(first, second, explained, draft.language()) {
        draft.say("- ").say(&because).say("\n");
    }
    if second.unmet.is_none() && first.span.span_score - second.span.span_score < CLOSE {
        draft.tell(Phrase::CloseCall, &[]).say("\n");
    }
}

/// The answer's words, if they are not the whole sentence or too long for a line.
fn words(draft: &mut Draft, span: &EvidenceSpan, corpus: &Corpus) {
    let document = corpus.document(span.doc);
    if span.answer != span.sentence && is_headline(span.answer.cut(document.body())) {
        draft.say(" **").quote(document, span.answer).say("**");
    }
}

/// A sentence with the words in it that stand for an answer, and where it stands.
fn quoted(draft: &mut Draft, span: &EvidenceSpan, corpus: &Corpus, quote_bytes: usize) {
    words(draft, span, corpus);
    draft.say("\n");
    sentence(draft, span, span.answer, corpus, quote_bytes);
}

/// A sentence with `answer` marked in it, and where it stands.
fn sentence(draft: &mut Draft, span: &EvidenceSpan, answer: Span, corpus: &Corpus, quote_bytes: usize) {
    let document = corpus.document(span.doc);
    let Some(quote) = document.quote(span.sentence) else { return };
    let paragraph = document.paragraph_at(span.sentence.start);
    let evidence = Evidence { quote, answer, paragraph, attribution: document.attribution(answer) };
    block(draft, &evidence, document, quote_bytes, None, false);
    draft.say("-# ");
    citation(draft, &evidence, &[paragraph], corpus);
    draft.say("\n");
}

/// The other values of an answer, and why they are part of it.
fn shown_beside(draft: &mut Draft, quoted: &Quoted, corpus: &Corpus) {
    let others = quoted.values.iter().skip(1).filter_map(|value| value.evidence.first());
    let mut others = others.filter(|other| is_headline(other.answer_words())).peekable();
    if others.peek().is_none() {
        return;
    }
    draft.tell(if quoted.conflict { Phrase::AlsoDiffer } else { Phrase::AlsoShown }, &[]);
    for (place, other) in others.enumerate() {
        draft.say(if place > 0 { ", **" } else { " **" }).quote(corpus.document(other.doc()), other.answer).say("**");
    }
    draft.say("\n");
}

/// How sure the first value is, and what that rests on.
fn confidence(draft: &mut Draft, explained: &Explained, corpus: &Corpus) {
    let percent = percent(explained.confidence.probability(), f32::round);
    draft.say("**").tell(Phrase::HowSure, &[]).say("** ").tell(Phrase::Measured, &[&percent]).say("\n");
    grounds(draft, explained, corpus);
}

/// A whole number of percent from 1 to 99: nothing that was measured is certain.
fn percent(probability: f32, round: fn(f32) -> f32) -> String {
    format!("{:.0}", round(probability * 100.0).clamp(1.0, 99.0))
}

/// Why there is no answer, what came nearest, and what it lacks.
fn unanswered(draft: &mut Draft, reason: &Reason, explained: &Explained, corpus: &Corpus, quote_bytes: usize) {
    draft.say("**").tell(Phrase::NoAnswerBecause, &[]).say("** ");
    match reason {
        Reason::NothingFound => draft.tell(Phrase::BecauseNoWord, &[]),
        Reason::UnknownSource(name) => draft.tell(Phrase::BecauseNoSource, &[&harmless(&cut(name, ECHO_CHARS))]),
        Reason::Unsupported(parts) => {
            let parts: Vec<String> = parts.iter().take(WORDS).map(|part| named(part)).collect();
            draft.tell(Phrase::BecauseUnsupported, &[&parts.join(", ")])
        }
        Reason::Unsure(confidence) => {
            let best = percent(confidence.probability(), f32::floor);
            let least = percent(explained.judged_by.threshold, f32::ceil);
            draft.tell(Phrase::BecauseUnsure, &[&best, &least])
        }
    };
    draft.say("\n");
    if let Some(nearest) = explained.spans.first() {
        draft.tell(Phrase::Nearest, &[]).say("\n");
        // Nothing in it is marked: it is no answer.
        sentence(draft, nearest, nearest.sentence, corpus, quote_bytes);
        let terms = explained.understood.question.terms.iter().enumerate();
        let lacking: Vec<&QuestionTerm> = terms
            .filter(|(place, _)| nearest.held.get(*place).is_some_and(|worth| *worth < SPOKEN_OF))
            .map(|(_, term)| term)
            .collect();
        if !lacking.is_empty() {
            draft.tell(Phrase::NearestLacks, &[&listed(&lacking, explained)]).say("\n");
        }
        grounds(draft, explained, corpus);
    }
}

/// Some words of the question as it was read, in quotation marks.
fn listed(terms: &[&QuestionTerm], explained: &Explained) -> String {
    let text = &explained.understood.question.text;
    terms.iter().take(WORDS).map(|term| named(term.span.cut(text))).collect::<Vec<_>>().join(", ")
}

/// Words of a question in quotation marks.
fn named(words: &str) -> String {
    format!("“{}”", harmless(&cut(words, ECHO_CHARS)))
}
