//! The answer as JSON: other programs read it, so its fields and their meaning stay.

use std::sync::Arc;
use std::time::Duration;

use pullquote::answer::Engine;
use pullquote::render::AnswerRecord;
use serde_json::Value;

use crate::engine::{answer, shipped};
use crate::made_up::town;

fn record(engine: &Engine, question: &str) -> Value {
    let answer = answer(engine, question);
    serde_json::to_value(AnswerRecord::new(question, &answer, engine.corpus(), Duration::from_micros(812))).unwrap()
}

/// Questions of every outcome, over two corpora.
const SHIPPED: &[&str] = &[
    "how many soldiers died?",
    "when was the ceasefire agreed?",
    "who is the information minister?",
    "which countries mediated in Doha?",
    "why did the talks fail?",
    "what is the capital of France?",
    "according to the BBC, how many soldiers died?",
    "hello",
    "",
    "Trump",
];
const TOWN: &[&str] = &[
    "how much will the repair cost?",
    "where was the ferry built?",
    "what are the cells made of?",
    "were the sprinklers tested?",
    "how do I bake bread",
    "thanks",
    "Brightsea",
];

fn records() -> Vec<(&'static Arc<Engine>, Value)> {
    let of = |engine: &'static Arc<Engine>, questions: &[&str]| -> Vec<(&'static Arc<Engine>, Value)> {
        questions.iter().map(|question| (engine, record(engine, question))).collect()
    };
    let mut all = of(shipped(), SHIPPED);
    all.extend(of(town(), TOWN));
    all
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn list<'a>(value: &'a Value, field: &str) -> &'a [Value] {
    value[field].as_array().unwrap()
}

fn offset(quote: &Value, field: &str) -> usize {
    usize::try_from(quote[field].as_u64().unwrap()).unwrap()
}

fn assert_probability(value: &Value) {
    let probability = value.as_f64().unwrap();
    assert!((0.0..=1.0).contains(&probability), "{probability}");
}

/// Fails unless the quote is what its article says where it claims to stand.
fn assert_quote(engine: &Engine, quote: &Value, answers: bool) {
    let fields =
        ["source", "title", "publisher", "author", "date", "url", "path", "quote", "start", "end", "paragraph"];
    for field in fields {
        assert!(quote.get(field).is_some(), "no {field} in {quote}");
    }
    let by = ["according_to", "reported_by"];
    let n_by = by.iter().filter(|field| quote.get(**field).is_some()).count();
    assert_eq!(keys(quote).len(), fields.len() + n_by + if answers { 2 } else { 0 }, "{quote}");
    let documents = engine.corpus().documents();
    let document = documents.iter().find(|document| document.slug == quote["source"]).unwrap();
    assert_eq!(quote["title"], document.title());
    assert_eq!(quote["path"], document.path.as_str());
    for (field, expected) in [
        ("publisher", &document.metadata.publisher),
        ("author", &document.metadata.author),
        ("date", &document.metadata.date),
        ("url", &document.metadata.url),
    ] {
        assert_eq!(quote[field].as_str(), expected.as_deref(), "{field}");
    }
    for words in by.iter().filter_map(|field| quote.get(*field)) {
        assert!(document.body().contains(words.as_str().unwrap()), "{words} is not in the article of {quote}");
    }
    let (start, end) = (offset(quote, "start"), offset(quote, "end"));
    assert_eq!(Some(quote["quote"].as_str().unwrap()), document.body().get(start..end));
    assert_eq!(offset(quote, "paragraph"), document.paragraph_at(start));
    let begins = document.sentences().iter().any(|sentence| sentence.start == start);
    let ends = document.sentences().iter().any(|sentence| sentence.end == end);
    assert!(begins && ends, "no whole sentences: {quote}");
}

#[test]
fn every_field_is_there_and_of_its_type() {
    for (_, record) in records() {
        assert_eq!(
            keys(&record),
            ["answers", "confidence", "conflict", "elapsed_us", "nearest", "outcome", "question"]
        );
        assert!(record["question"].is_string() && record["conflict"].is_boolean() && record["elapsed_us"] == 812);
        assert_probability(&record["confidence"]);
        for answer in list(&record, "answers") {
            assert_eq!(keys(answer), ["confidence", "quotes", "text", "value"]);
            assert!(!answer["value"].as_str().unwrap().is_empty(), "{answer}");
            assert_probability(&answer["confidence"]);
        }
    }
}

#[test]
fn quotes_are_the_articles_words_where_they_say_they_stand() {
    let mut n_quotes = 0;
    for (engine, record) in records() {
        for answer in list(&record, "answers") {
            let quotes = list(answer, "quotes");
            assert!(!quotes.is_empty(), "an answer without evidence: {answer}");
            for quote in quotes {
                assert_quote(engine, quote, true);
                n_quotes += 1;
            }
            let sources: std::collections::BTreeSet<&str> =
                quotes.iter().map(|quote| quote["source"].as_str().unwrap()).collect();
            assert_eq!(sources.len(), quotes.len(), "a source is quoted twice for one value: {answer}");
        }
        for quote in list(&record, "nearest") {
            assert_quote(engine, quote, false);
            n_quotes += 1;
        }
    }
    assert!(n_quotes > 20, "only {n_quotes} quotes were seen");
}

#[test]
fn the_answer_lies_inside_its_quote_and_is_its_text() {
    for (engine, record) in records() {
        for answer in list(&record, "answers") {
            for (quote, place) in list(answer, "quotes").iter().zip(0..) {
                let (start, end) = (offset(quote, "answer_start"), offset(quote, "answer_end"));
                assert!(offset(quote, "start") <= start && start < end && end <= offset(quote, "end"), "{quote}");
                let document =
                    engine.corpus().documents().iter().find(|document| document.slug == quote["source"]).unwrap();
                let words = document.body().get(start..end).unwrap();
                assert!(place > 0 || answer["text"] == words, "{words:?} is not the text of {answer}");
            }
        }
    }
}

#[test]
fn an_outcome_has_what_belongs_to_it() {
    let mut seen = std::collections::BTreeSet::new();
    for (_, record) in records() {
        let outcome = record["outcome"].as_str().unwrap();
        seen.insert(outcome.to_owned());
        let answers = list(&record, "answers");
        if outcome == "answered" {
            assert!(!answers.is_empty() && list(&record, "nearest").is_empty(), "{record}");
            assert_eq!(
                record["confidence"], answers[0]["confidence"],
                "the answer's confidence is that of its first value"
            );
            assert!(record["conflict"] == false || answers.len() > 1, "a conflict needs two values: {record}");
        } else {
            assert!(["no_answer", "not_a_question"].contains(&outcome), "{outcome}");
            assert!(answers.is_empty() && record["conflict"] == false && record["confidence"] == 0.0, "{record}");
        }
    }
    assert_eq!(seen.len(), 3, "an outcome was not seen: {seen:?}");
}

#[test]
fn values_are_distinct() {
    for (_, record) in records() {
        let mut values: Vec<&str> =
            list(&record, "answers").iter().map(|answer| answer["value"].as_str().unwrap()).collect();
        let n = values.len();
        values.sort_unstable();
        values.dedup();
        assert_eq!(values.len(), n, "one value stands there twice: {record}");
    }
}

#[test]
fn the_question_is_given_back_as_it_was_asked() {
    for question in ["  WHO won?? 🎉 ", "\"quoted\"\n", ""] {
        assert_eq!(record(town(), question)["question"], question);
    }
}
