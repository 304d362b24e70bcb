//! Marks in a sentence that say it is of the form that a question asks for: a cause after "why", the words behind an
//! acronym after "what does it stand for".
//!
//! Readers weigh words one by one; these marks hold for a sentence as a whole.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::{Corpus, written_out};
use crate::question::{AnswerType, Question};
use crate::read::EvidenceSpan;

/// Words that tell a cause.
static CAUSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:because|due to|as a result|in order to|so that|so as to|caused by|prompted by|attributed to|thanks to|owing to|reasons?|therefore|thus|in response to|led to|results? (?:of|from)|resulted (?:of|from)|resulting from|since)\b",
    )
    .ok()
});
/// What such a word says for a sentence, and its absence against it: of the sentences in SQuAD 2.0's training file that
/// answer a question that begins with "why", 38 % have one, of those beside them 10 % (1,202 and 5,271 sentences);
/// the logarithms of 0.38 / 0.098 and of 0.62 / 0.902.
const CAUSE_TOLD: f32 = 1.36;
const CAUSE_UNTOLD: f32 = -0.37;
/// What the very words that an acronym stands for say for themselves. No figure: where they are there, they are it.
const WRITTEN_OUT: f32 = 20.0;

/// The question asks for the words behind an acronym.
static STANDS_FOR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:stands? for|short for|abbreviation|acronym|initials|full (?:form|name)|spelled out)\b").ok()
});

/// Words for a figure that was given before.
static BACK: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:that|this|the) (?:number|figure|toll|total|count|estimate|tally)\b").ok());

/// Whether a sentence gives another figure for what the one before counts: "the union puts that number at 40".
pub(super) fn speaks_of_figure_before(sentence: &str) -> bool {
    BACK.as_ref().is_some_and(|back| back.is_match(sentence))
}

/// The spans with what their sentences' marks say for them, best first again.
pub(super) fn weigh(mut spans: Vec<EvidenceSpan>, question: &Question, corpus: &Corpus) -> Vec<EvidenceSpan> {
    let asks_out = STANDS_FOR.as_ref().is_some_and(|pattern| pattern.is_match(&question.text));
    if question.answer_type != AnswerType::Reason && !asks_out {
        return spans;
    }
    for span in &mut spans {
        let sentence = span.sentence.cut(corpus.document(span.doc).body());
        if asks_out {
            if let Some(words) = question.terms.iter().find_map(|term| written_out(sentence, &term.word)) {
                span.answer = words.shift(span.sentence.start);
                // The words hold the acronym, and no network was asked about them.
                (span.coverage, span.passage_coverage) = (1.0, 1.0);
                (span.sentence_names_missing, span.names_missing, span.heaviest_missing) = (0.0, 0.0, 0.0);
                span.neural_margin = span.neural_margin.map(|_| 0.0);
                add(span, "written_out", WRITTEN_OUT);
            }
        } else {
            let told = CAUSE.as_ref().is_some_and(|cause| cause.is_match(sentence));
            add(span, "cause", if told { CAUSE_TOLD } else { CAUSE_UNTOLD });
        }
    }
    // The order was the readers' own, ties among them, so that equal spans keep their places.
    spans.sort_by(|a, b| b.span_score.total_cmp(&a.span_score));
    let mut kept: Vec<EvidenceSpan> = Vec::new();
    for span in spans {
        let same = |other: &EvidenceSpan| other.doc == span.doc && other.answer.overlaps(span.answer);
        if !asks_out || !kept.iter().any(same) {
            kept.push(span);
        }
    }
    kept
}

fn add(span: &mut EvidenceSpan, name: &'static str, part: f32) {
    span.span_score += part;
    let place = span.contributions.partition_point(|(_, known)| known.abs() >= part.abs());
    span.contributions.insert(place, (name, part));
}
