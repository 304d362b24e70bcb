//! An answer as a reply.

use std::collections::BTreeMap;

use super::Reply;
use super::draft::Draft;
use super::notice;
use super::shorten::shorten;
use super::source::{articles, citation};
use crate::answer::{Abstained, Answer, AnswerValue, Evidence, Quoted, Reason, Source, Understood};
use crate::corpus::{Corpus, DocId};
use crate::text::Span;

/// Quotes longer than this many bytes are shortened; the second try, for a reply that is too long, …
const QUOTE_BYTES: [usize; 4] = [600, 320, 200, 140];
/// … also shows so many quotes of each value at most.
const QUOTES_PER_VALUE: [usize; 4] = [3, 2, 1, 1];
/// An answer's own words longer than this are not repeated above their quote.
const HEADLINE_BYTES: usize = 160;
/// Below this confidence the reply says that it is not sure.
const UNSURE: f32 = 0.5;

/// The reply to a question.
#[must_use]
pub fn answer(answer: &Answer, understood: &Understood, corpus: &Corpus) -> Reply {
    match answer {
        Answer::NotAQuestion(intent, mentions) => notice::not_a_question(*intent, mentions, understood, corpus),
        Answer::Quoted(quoted) => fitting(|quote_bytes, quotes| {
            let mut draft = opening(quoted);
            body(&mut draft, quoted, corpus, quote_bytes, quotes);
            note_reading(&mut draft, understood);
            draft
        }),
        Answer::Abstained(abstained) => fitting(|quote_bytes, _| {
            let mut draft = Draft::default();
            without_answer(&mut draft, abstained, corpus, quote_bytes);
            note_reading(&mut draft, understood);
            draft
        }),
    }
}

/// The longest of ever shorter drafts that fits into a message.
pub(super) fn fitting(write: impl Fn(usize, usize) -> Draft) -> Reply {
    let drafts = QUOTE_BYTES.into_iter().zip(QUOTES_PER_VALUE).map(|(bytes, quotes)| write(bytes, quotes));
    let fits = drafts.into_iter().find(|draft| draft.length() <= Reply::CONTENT_LIMIT);
    fits.map_or_else(notice::too_long, Draft::finish)
}

/// The first line: the answer, or what kind of answers follow.
fn opening(quoted: &Quoted) -> Draft {
    let mut draft = Draft::default();
    let unsure = quoted.confidence.probability() < UNSURE;
    let several = quoted.values.len() > 1;
    match (quoted.conflict, several) {
        (true, _) => draft.say("**The articles differ:**\n"),
        (false, true) if unsure => draft.say("I am not sure; these may answer it:\n"),
        (false, true) => draft.say("More than one answer:\n"),
        (false, false) if unsure => draft.say("I am not sure; this may answer it:\n"),
        (false, false) => &mut draft,
    };
    draft
}

fn body(draft: &mut Draft, quoted: &Quoted, corpus: &Corpus, quote_bytes: usize, quotes: usize) {
    let mut numbers: BTreeMap<DocId, usize> = BTreeMap::new();
    let mut cited: Vec<&Evidence> = Vec::new();
    for value in &quoted.values {
        headline(draft, value, corpus);
        for evidence in value.evidence.iter().take(quotes) {
            let next = numbers.len() + 1;
            let number = *numbers.entry(evidence.doc()).or_insert_with(|| {
                cited.push(evidence);
                next
            });
            block(draft, evidence, corpus, quote_bytes, Some(number));
        }
        let more = value.evidence.len().saturating_sub(quotes);
        if more > 0 {
            draft.say(&format!("-# … and {} more\n", articles(more)));
        }
    }
    for (evidence, number) in cited.iter().zip(1..) {
        draft.say(&format!("-# [{number}] "));
        citation(draft, evidence, corpus);
        draft.say("\n");
    }
}

/// The value's words in bold, if they are few.
fn headline(draft: &mut Draft, value: &AnswerValue, corpus: &Corpus) {
    let Some(first) = value.evidence.first() else { return };
    let whole = first.answer == first.quote.span();
    if whole || first.answer.len() > HEADLINE_BYTES || first.answer_words().contains('\n') {
        return;
    }
    draft.say("**").quote(corpus.document(first.doc()), first.answer).say("**");
    if value.evidence.len() > 1 {
        draft.say(&format!(" · {}", articles(value.evidence.len())));
    }
    draft.say("\n");
}

/// A quote as a block, the answer's words in bold, its citation's number behind it.
fn block(draft: &mut Draft, evidence: &Evidence, corpus: &Corpus, quote_bytes: usize, number: Option<usize>) {
    let document = corpus.document(evidence.doc());
    let quote = evidence.quote.span();
    let marked = evidence.answer != quote;
    let keep = if marked { evidence.answer } else { Span::new(quote.start, quote.start) };
    let shown = shorten(document.body(), quote, keep, quote_bytes);
    draft.say("> ");
    if shown.start > quote.start {
        draft.say("\\[…\\] ");
    }
    if marked && shown.contains(evidence.answer) {
        draft.quote(document, Span::new(shown.start, evidence.answer.start));
        draft.say("**").quote(document, evidence.answer).say("**");
        draft.quote(document, Span::new(evidence.answer.end, shown.end));
    } else {
        draft.quote(document, shown);
    }
    if shown.end < quote.end {
        draft.say(" \\[…\\]");
    }
    if let Some(number) = number {
        draft.say(&format!(" \\[{number}\\]"));
    }
    draft.say("\n");
}

fn without_answer(draft: &mut Draft, abstained: &Abstained, corpus: &Corpus, quote_bytes: usize) {
    match &abstained.reason {
        Reason::UnknownSource(name) => {
            draft
                .say("None of the articles is from “")
                .name(name)
                .say("”, and none cites it. `/sources` lists them.\n");
        }
        Reason::NothingFound => {
            draft.say("**The articles don’t say.** Nothing in them comes near that.\n");
        }
        Reason::Unsure(_) => {
            draft.say("**The articles don’t say.**\n");
        }
    }
    nearest(draft, &abstained.nearest, "What comes nearest, but does not answer it:", corpus, quote_bytes);
}

/// Quotes that do not answer, named as such.
pub(super) fn nearest(draft: &mut Draft, quotes: &[Evidence], heading: &str, corpus: &Corpus, quote_bytes: usize) {
    const SHOWN: usize = 2;
    if quotes.is_empty() {
        return;
    }
    draft.say(heading).say("\n");
    for (evidence, number) in quotes.iter().zip(1..).take(SHOWN) {
        block(draft, evidence, corpus, quote_bytes, Some(number));
    }
    for (evidence, number) in quotes.iter().zip(1..).take(SHOWN) {
        draft.say(&format!("-# [{number}] "));
        citation(draft, evidence, corpus);
        draft.say("\n");
    }
}

/// Says how the question was read, where that is not just as it was typed.
fn note_reading(draft: &mut Draft, understood: &Understood) {
    if !understood.repairs.is_empty() {
        draft.say("-# Read as: ").name(&understood.question.text).say("\n");
    }
    match &understood.source {
        Source::Named(name, docs) => {
            draft.say(&format!("-# Only {} searched, for the source “", articles(docs.len()))).name(name).say("”\n")
        }
        Source::Cited(name, docs) => {
            draft.say(&format!("-# Only {} searched, citing “", articles(docs.len()))).name(name).say("”\n")
        }
        Source::Any | Source::Unknown(_) => draft,
    };
}
