//! More than an answer has room for: the paragraphs around its quotes, all of its quotes, its sources
//! side by side, and passages found by their words.

use super::answer::{block, headline, substitute};
use super::draft::{Draft, harmless};
use super::page::{Page, page};
use super::shorten::shorten;
use super::source::{citation, cut};
use super::{Language, Phrase, Reply};
use crate::answer::{Answer, Evidence, FoundQuotes, Quoted};
use crate::corpus::{Corpus, DocId, Document};
use crate::text::Span;

/// The lengths, in bytes, to which a block's words are shortened until it fits. Escaping may double them.
const BLOCK_BYTES: [usize; 4] = [1_500, 800, 400, 150];
/// A block longer than this many characters leaves no room for a heading.
const BLOCK_CHARS: usize = 1_700;
/// A paragraph with no more than so many bytes beside the quote says nothing about it.
const SCANT: usize = 40;
/// So many passages stand on a page.
const PASSAGES: usize = 4;
/// Words longer than this many characters are cut in a heading.
pub(super) const HEADING_CHARS: usize = 100;

/// The paragraph around each quote of an answer, the quote underlined; a very long quote alone, shortened.
#[must_use]
pub fn context(answer: &Answer, corpus: &Corpus, wanted: usize, above: Option<Phrase>, language: Language) -> Page {
    let mut quotes: Vec<&Evidence> = Vec::new();
    for evidence in evidence(answer) {
        if quotes.iter().all(|known| known.quote != evidence.quote) {
            quotes.push(evidence);
        }
    }
    let around = |evidence: &&Evidence| {
        fitting(language, |bytes| {
            if evidence.quote.span().len() <= bytes {
                return paragraph(evidence, corpus, bytes, language);
            }
            // What fills a page by itself leaves no room for what stands around it.
            let mut draft = Draft::new(language);
            cited(&mut draft, evidence, corpus, bytes, false);
            draft
        })
    };
    let blocks: Vec<Draft> = quotes.iter().map(around).collect();
    shown(Phrase::Context, &blocks, wanted, above, language)
}

/// Every quote of an answer, value by value, and `related` ones that do not answer.
#[must_use]
pub fn quotes(
    answer: &Answer,
    related: &[Evidence],
    corpus: &Corpus,
    wanted: usize,
    above: Option<Phrase>,
    language: Language,
) -> Page {
    let one = |evidence: &Evidence, head: &dyn Fn(&mut Draft)| {
        fitting(language, |bytes| {
            let mut draft = Draft::new(language);
            head(&mut draft);
            cited(&mut draft, evidence, corpus, bytes, false);
            draft
        })
    };
    let mut blocks = Vec::new();
    if let Answer::Quoted(quoted) = answer {
        for value in &quoted.values {
            for (place, evidence) in value.evidence.iter().enumerate() {
                blocks.push(one(evidence, &|draft| {
                    if place == 0 {
                        headline(draft, value, corpus, false);
                    }
                }));
            }
        }
    }
    let heading = if blocks.is_empty() { Phrase::AlsoClose } else { Phrase::AllQuotes };
    let under = !blocks.is_empty();
    for (place, evidence) in related.iter().enumerate() {
        blocks.push(one(evidence, &|draft| {
            if under && place == 0 {
                draft.tell(Phrase::AlsoClose, &[]).say("\n");
            }
        }));
    }
    shown(heading, &blocks, wanted, above, language)
}

/// What each article says, article by article in corpus order.
#[must_use]
pub fn differ(quoted: &Quoted, corpus: &Corpus, wanted: usize, above: Option<Phrase>, language: Language) -> Page {
    let mut docs: Vec<DocId> = quoted.values.iter().flat_map(|value| &value.evidence).map(Evidence::doc).collect();
    docs.sort_unstable();
    docs.dedup();
    let by_article = |doc: &DocId| {
        fitting(language, |bytes| {
            let mut draft = Draft::new(language);
            for value in &quoted.values {
                for evidence in value.evidence.iter().filter(|evidence| evidence.doc() == *doc) {
                    let first = value.evidence.first().unwrap_or(evidence);
                    draft.say("**").quote(corpus.document(first.doc()), first.answer).say("**\n");
                    cited(&mut draft, evidence, corpus, bytes, true);
                }
            }
            draft
        })
    };
    let blocks: Vec<Draft> = docs.iter().map(by_article).collect();
    shown(Phrase::ArticleByArticle, &blocks, wanted, above, language)
}

/// Passages that hold some words, best first.
#[must_use]
pub fn found(words: &str, found: &FoundQuotes, corpus: &Corpus, wanted: usize, language: Language) -> Page {
    let words = harmless(&cut(words, HEADING_CHARS));
    let mut heading = Draft::new(language);
    if found.is_substitute {
        substitute(&mut heading);
    }
    let passages = &found.quotes;
    if passages.is_empty() {
        heading.tell(Phrase::FoundNothing, &[&words]);
    } else {
        heading.say("**").tell(Phrase::Found, &[&words]).say("**");
    }
    let blocks: Vec<Draft> = passages
        .iter()
        .map(|passage| {
            // A list is to be looked over: its passages are short, and `BLOCK_BYTES` is for reading.
            fitting(language, |bytes| {
                let mut draft = Draft::new(language);
                cited(&mut draft, passage, corpus, bytes.min(400), false);
                draft
            })
        })
        .collect();
    page(&heading, &blocks, PASSAGES, wanted)
}

fn shown(heading: Phrase, blocks: &[Draft], wanted: usize, above: Option<Phrase>, language: Language) -> Page {
    let mut draft = Draft::new(language);
    if let Some(note) = above {
        draft.say("-# ").tell(note, &[]).say("\n");
    }
    if blocks.is_empty() {
        draft.tell(Phrase::NoQuotes, &[]);
    } else {
        draft.say("**").tell(heading, &[]).say("**");
    }
    let page = page(&draft, blocks, usize::MAX, wanted);
    Page { reply: Reply { private: true, ..page.reply }, ..page }
}

/// Every quote that an answer shows.
fn evidence(answer: &Answer) -> Vec<&Evidence> {
    match answer {
        Answer::Quoted(quoted) => quoted.values.iter().flat_map(|value| &value.evidence).collect(),
        Answer::Abstained(abstained) => abstained.nearest.iter().collect(),
        Answer::NotAQuestion(_, mentions) => mentions.iter().collect(),
    }
}

/// The longest of ever shorter blocks that a page has room for; none of them where that is no help.
pub(super) fn fitting(language: Language, write: impl Fn(usize) -> Draft) -> Draft {
    let fits = BLOCK_BYTES.into_iter().map(write).find(|draft| draft.length() <= BLOCK_CHARS);
    let mut block = fits.unwrap_or_else(|| {
        let mut draft = Draft::new(language);
        draft.tell(Phrase::TooLong, &[]).say("\n");
        draft
    });
    // An empty line keeps it apart from the next.
    block.say("\n");
    block
}

/// A quote, who says it if the quote does not or `always`, and its citation below.
fn cited(draft: &mut Draft, evidence: &Evidence, corpus: &Corpus, bytes: usize, always: bool) {
    block(draft, evidence, corpus.document(evidence.doc()), bytes, None, always);
    draft.say("-# ");
    citation(draft, evidence, &[evidence.paragraph], corpus);
    draft.say("\n");
}

/// The paragraph around a quote, the quote underlined and the answer's words in bold.
fn paragraph(evidence: &Evidence, corpus: &Corpus, bytes: usize, language: Language) -> Draft {
    let document = corpus.document(evidence.doc());
    let (quote, answer) = (evidence.quote.span(), evidence.answer);
    let around = surroundings(document, quote);
    let shown = shorten(document.body(), around, quote, bytes);
    let mut draft = Draft::new(language);
    draft.say("> ");
    if shown.start > around.start {
        draft.say("\\[…\\] ");
    }
    draft.quote(document, Span::new(shown.start, quote.start)).say("__");
    if answer == quote {
        draft.quote(document, quote);
    } else {
        draft.quote(document, Span::new(quote.start, answer.start));
        draft.say("**").quote(document, answer).say("**");
        draft.quote(document, Span::new(answer.end, quote.end));
    }
    draft.say("__").quote(document, Span::new(quote.end, shown.end));
    if shown.end < around.end {
        draft.say(" \\[…\\]");
    }
    draft.say("\n-# ");
    citation(&mut draft, evidence, &[evidence.paragraph], corpus);
    draft.say("\n");
    draft
}

/// The paragraph that a quote stands in; with the one before and the one after where it is all of it.
fn surroundings(document: &Document, quote: Span) -> Span {
    let paragraphs: Vec<Span> = document.paragraphs().map(|(span, _)| span).collect();
    let Some(place) = paragraphs.iter().position(|span| span.contains(quote)) else { return quote };
    let own = paragraphs[place];
    if own.len() > quote.len() + SCANT {
        return own;
    }
    let before = place.checked_sub(1).and_then(|before| paragraphs.get(before)).unwrap_or(&own);
    before.join(*paragraphs.get(place + 1).unwrap_or(&own))
}
