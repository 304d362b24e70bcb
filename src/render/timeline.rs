//! What happened when, as pages.

use super::answer::{block, substitute};
use super::draft::{Draft, harmless};
use super::page::{Page, page};
use super::quotation::{HEADING_CHARS, fitting};
use super::source::{articles, citation, cut};
use super::{Language, Phrase, date};
use crate::answer::{Event, Timeline};
use crate::corpus::Corpus;

/// So many events stand on a page.
const EVENTS: usize = 5;
/// So many articles that tell the same are cited, …
const CITED: usize = 3;
/// … and a quote is shortened to so many bytes: a list is to be looked over.
const QUOTE_BYTES: usize = 400;

/// A page of the events of a topic: above each quote its date. One past the end shows the last.
///
/// A date that the article did not write out with its year is counted from the article's own date, and this is
/// said; one that cannot be is shown in the article's words, below all others.
#[must_use]
pub fn timeline(topic: &str, timeline: &Timeline, corpus: &Corpus, wanted: usize, language: Language) -> Page {
    let topic = harmless(&cut(topic, HEADING_CHARS));
    let mut heading = Draft::new(language);
    if timeline.is_substitute {
        substitute(&mut heading);
    }
    if timeline.is_empty() {
        heading.tell(Phrase::TimelineNone, &[&topic]);
    } else {
        heading.say("**").tell(Phrase::TimelineOf, &[&topic]).say("**");
    }
    let groups = [
        (&timeline.dated, None),
        (&timeline.yearless, Some(Phrase::YearOpen)),
        (&timeline.open, Some(Phrase::DayOpen)),
    ];
    let blocks: Vec<Draft> = groups
        .into_iter()
        .flat_map(|(events, above)| {
            events.iter().enumerate().map(move |(place, event)| (event, above.filter(|_| place == 0)))
        })
        .map(|(event, above)| {
            fitting(language, |bytes| {
                let mut draft = Draft::new(language);
                if let Some(above) = above {
                    draft.tell(above, &[]).say("\n");
                }
                told(&mut draft, event, corpus, bytes.min(QUOTE_BYTES));
                draft
            })
        })
        .collect();
    page(&heading, &blocks, EVENTS, wanted)
}

/// An event: its date, its quote, its sources.
fn told(draft: &mut Draft, event: &Event, corpus: &Corpus, bytes: usize) {
    let language = draft.language();
    let Some(first) = event.evidence.first() else { return };
    let document = corpus.document(first.doc());
    draft.say("**");
    match event.period() {
        Some(period) => draft.say(&date::period(&period, language)),
        // In the article's own words; those that run over a line's end would break the heading.
        None if first.answer_words().contains('\n') => draft.say("…"),
        None => draft.quote(document, first.answer),
    };
    draft.say("**");
    if let Some(published) = document.metadata.published().filter(|_| event.is_reckoned()) {
        draft.say(" · ").tell(Phrase::Reckoned, &[&date::day(published, language)]);
    }
    draft.say("\n");
    block(draft, first, document, bytes, None, false);
    for evidence in event.evidence.iter().take(CITED) {
        draft.say("-# ");
        citation(draft, evidence, &[evidence.paragraph], corpus);
        draft.say("\n");
    }
    let more = event.evidence.len().saturating_sub(CITED);
    if more > 0 {
        draft.say("-# ").tell(Phrase::AndMore, &[&articles(more, language)]).say("\n");
    }
}
