//! Answers, articles and passages as records for other programs.

use std::time::Duration;

use serde::Serialize;

use super::printable;
use crate::answer::{Answer, AnswerValue, Evidence, Verdict};
use crate::corpus::{Corpus, Document, PassageId};

/// An answer as `ask --json` prints it; other programs read it, so fields may be added but keep their
/// names and meaning.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerRecord<'a> {
    question: &'a str,
    /// `answered`, `no_answer` or `not_a_question`.
    outcome: &'static str,
    confidence: f32,
    answers: Vec<ValueRecord<'a>>,
    conflict: bool,
    /// `yes` or `no`, where that was asked and all the evidence plainly says the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<&'static str>,
    nearest: Vec<QuoteRecord<'a>>,
    elapsed_us: u64,
    /// `true` where the search cluster could not be used and an index of this process found the passages; else left out.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    substitute_index: bool,
}

/// A value in an [`AnswerRecord`].
#[derive(Clone, Debug, Serialize)]
pub struct ValueRecord<'a> {
    value: String,
    text: &'a str,
    confidence: f32,
    quotes: Vec<QuoteRecord<'a>>,
}

/// A quote in an [`AnswerRecord`]. Offsets are bytes of the article's body.
#[derive(Clone, Debug, Serialize)]
pub struct QuoteRecord<'a> {
    #[serde(flatten)]
    source: SourceFields<'a>,
    quote: &'a str,
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_end: Option<usize>,
    paragraph: usize,
    /// Who says it, in the article's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    according_to: Option<&'a str>,
    /// Who reports that at second hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    reported_by: Option<&'a str>,
}

/// An article as `sources --json` prints it.
#[derive(Clone, Debug, Serialize)]
pub struct SourceRecord<'a> {
    #[serde(flatten)]
    source: SourceFields<'a>,
    title_derived: bool,
    dateline: Option<&'a str>,
    words: usize,
    paragraphs: usize,
}

/// A passage as `search --json` prints it.
#[derive(Clone, Debug, Serialize)]
pub struct PassageRecord<'a> {
    #[serde(flatten)]
    source: SourceFields<'a>,
    score: f32,
    text: &'a str,
    start: usize,
    end: usize,
    paragraph: usize,
}

#[derive(Clone, Debug, Serialize)]
struct SourceFields<'a> {
    source: &'a str,
    title: &'a str,
    publisher: Option<&'a str>,
    author: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
    path: &'a str,
}

impl<'a> SourceFields<'a> {
    fn new(document: &'a Document) -> Self {
        let metadata = &document.metadata;
        Self {
            source: &document.slug,
            title: document.title(),
            publisher: metadata.publisher.as_deref(),
            author: metadata.author.as_deref(),
            date: metadata.date.as_deref(),
            url: metadata.url.as_deref(),
            path: &document.path,
        }
    }
}

impl<'a> AnswerRecord<'a> {
    /// The record of an answer that took `elapsed`.
    #[must_use]
    pub fn new(question: &'a str, answer: &'a Answer, corpus: &'a Corpus, elapsed: Duration) -> Self {
        let nearest =
            |quotes: &'a [Evidence]| quotes.iter().map(|evidence| QuoteRecord::new(evidence, corpus, false)).collect();
        let (outcome, confidence, answers, conflict, nearest) = match answer {
            Answer::Quoted(quoted) => {
                let values = quoted.values.iter().map(|value| ValueRecord::new(value, corpus)).collect();
                ("answered", quoted.confidence.probability(), values, quoted.conflict, Vec::new())
            }
            Answer::Abstained(abstained) => ("no_answer", 0.0, Vec::new(), false, nearest(&abstained.nearest)),
            Answer::NotAQuestion(_, mentions) => ("not_a_question", 0.0, Vec::new(), false, nearest(mentions)),
        };
        let elapsed_us = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
        let verdict = match answer {
            Answer::Quoted(quoted) => quoted.verdict.map(|verdict| match verdict {
                Verdict::Yes => "yes",
                Verdict::No => "no",
            }),
            _ => None,
        };
        Self { question, outcome, confidence, answers, conflict, verdict, nearest, elapsed_us, substitute_index: false }
    }

    /// The same record, which says whether another engine than the one that was to found the passages.
    #[must_use]
    pub fn found_by_substitute(self, is_substitute: bool) -> Self {
        Self { substitute_index: is_substitute, ..self }
    }
}

impl<'a> ValueRecord<'a> {
    fn new(value: &'a AnswerValue, corpus: &'a Corpus) -> Self {
        Self {
            value: value.value.to_string(),
            text: value.evidence.first().map_or("", Evidence::answer_words),
            confidence: value.confidence.probability(),
            quotes: value.evidence.iter().map(|evidence| QuoteRecord::new(evidence, corpus, true)).collect(),
        }
    }
}

impl<'a> QuoteRecord<'a> {
    fn new(evidence: &'a Evidence, corpus: &'a Corpus, answers: bool) -> Self {
        let span = evidence.quote.span();
        let document = corpus.document(evidence.doc());
        let body = document.body();
        let by = evidence.attribution.filter(|by| !by.is_anonymous(body));
        Self {
            source: SourceFields::new(document),
            quote: evidence.quote.words(),
            start: span.start,
            end: span.end,
            answer_start: answers.then_some(evidence.answer.start),
            answer_end: answers.then_some(evidence.answer.end),
            paragraph: evidence.paragraph,
            according_to: by.map(|by| by.named().cut(body)),
            reported_by: by.and_then(|by| by.via).map(|via| via.cut(body)),
        }
    }
}

impl<'a> SourceRecord<'a> {
    /// The record of an article.
    #[must_use]
    pub fn new(document: &'a Document) -> Self {
        Self {
            source: SourceFields::new(document),
            title_derived: document.metadata.title_derived,
            dateline: document.metadata.dateline.as_deref(),
            words: document.n_words(),
            paragraphs: document.n_paragraphs(),
        }
    }
}

impl<'a> PassageRecord<'a> {
    /// The record of a passage that was found with this score.
    #[must_use]
    pub fn new(id: PassageId, score: f32, corpus: &'a Corpus) -> Self {
        let passage = corpus.passage(id);
        let document = corpus.document(passage.doc);
        let span = passage.span;
        Self {
            source: SourceFields::new(document),
            score,
            text: span.cut(document.body()),
            start: span.start,
            end: span.end,
            paragraph: document.paragraph_at(span.start),
        }
    }
}

/// A passage for a terminal: score and place on the first line, its words under it.
#[must_use]
pub fn plain_passage(record: &PassageRecord<'_>) -> String {
    let words = one_line(record.text);
    format!("{:7.3}  {} · paragraph {}\n         {words}", record.score, record.source.source, record.paragraph)
}

/// An article for a terminal: slug, title, who, when, length.
#[must_use]
pub fn plain_source(document: &Document) -> String {
    let metadata = &document.metadata;
    let derived = if metadata.title_derived { " (from its first words)" } else { "" };
    let mut line = format!("{}\n    {}{derived}", document.slug, one_line(document.title()));
    for part in
        [&metadata.publisher, &metadata.author, &metadata.dateline, &metadata.date, &metadata.url].into_iter().flatten()
    {
        line.push_str(" · ");
        line.push_str(&one_line(part));
    }
    format!("{line} · {} words · {}", document.n_words(), document.path)
}

/// Words of an article on one line, without what could control a terminal.
pub(super) fn one_line(text: &str) -> String {
    printable(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
