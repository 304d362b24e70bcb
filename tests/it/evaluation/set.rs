//! Sets in files, and engines that are asked about them.

use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;

use pullquote::answer::{Ask, Calibrated, Engine};
use pullquote::corpus::Corpus;
use pullquote::eval::{
    Sample, SetError, SpanSample, SquadArticle, compare, documents, judge_evidence, judge_spans, prediction_files,
    read_onestopqa, read_squad, write_predictions,
};
use pullquote::read::{Model, RulesReader, Unlimited};
use pullquote::retrieve::Embedded;
use pullquote::text::Span;
use serde_json::{Value, json};

use crate::folder::Folder;

const FERRY: &str = "The ferry Selandia burned on Monday in the “old” harbour of Brightsea, and 23 passengers were \
                     injured. The harbour master, Ingrid Solheim, said that a fuel pipe had burst in the engine room.";
const REPAIR: &str = "The repair of the Selandia will cost 4 million euros, said her owner, Northern Crossings. She was \
                      built in Turkey in 1998, and her sprinklers had not been tested since she came to Brightsea.";
const RACE: &str = "Leila Haddad won the Brightsea marathon on Sunday. More than 12,400 runners took part, and the \
                    second place went to Tomás Rivera, who had led until the bridge, where he fell and lost a shoe.";

/// A question in SQuAD's format: its name, its words, and its answer in `context` if there is one.
fn qa(id: Option<&str>, question: &str, context: &str, answer: Option<&str>) -> Value {
    let start = |answer: &str| context.split(answer).next().unwrap().chars().count();
    let answers: Vec<Value> =
        answer.iter().map(|answer| json!({"text": answer, "answer_start": start(answer)})).collect();
    let mut qa = json!({"question": question, "answers": answers, "is_impossible": answer.is_none()});
    if let Some(id) = id {
        qa["id"] = json!(id);
    }
    qa
}

/// Two articles with six questions in SQuAD's format.
pub(crate) fn squad_set() -> String {
    let ferry = json!({"context": FERRY, "qas": [
        qa(Some("master"), "Who is the harbour master?", FERRY, Some("Ingrid Solheim")),
        qa(None, "How many passengers were injured?", FERRY, Some("23")),
    ]});
    let repair = json!({"context": REPAIR, "qas": [
        qa(Some("cost"), "How much will the repair cost?", REPAIR, Some("4 million euros")),
        qa(None, "How much did the sprinklers of the Zeppelin cost?", REPAIR, None),
    ]});
    let race = json!({"context": RACE, "qas": [
        qa(None, "Who won the Brightsea marathon?", RACE, Some("Leila Haddad")),
        qa(Some("second"), "Who came second?", RACE, Some("Tomás Rivera")),
    ]});
    json!({"version": "v2.0", "data": [
        {"title": "Fire_on_the_Selandia", "paragraphs": [ferry, repair]},
        {"title": "Marathon", "paragraphs": [race]},
    ]})
    .to_string()
}

fn squad() -> Vec<SquadArticle> {
    let folder = Folder::with(&[("set.json", &squad_set())]);
    read_squad(&folder.file("set.json")).unwrap()
}

fn engine(articles: &[SquadArticle], model: Model) -> Engine {
    let corpus = Arc::new(Corpus::new(documents(articles)));
    let retriever = Box::new(Embedded::in_memory(&corpus).unwrap());
    Engine::new(
        corpus,
        retriever,
        Calibrated { reader: Box::new(RulesReader::with_model(model)), ..Calibrated::rules() },
    )
}

fn sample(articles: &[SquadArticle], model: Model) -> SpanSample {
    // A clock that goes on by a millisecond whenever it is looked at.
    let now = Cell::new(0);
    let clock = || Duration::from_millis(now.replace(now.get() + 1));
    judge_spans(&engine(articles, model), articles, 1, &clock, || ()).unwrap()
}

#[test]
fn a_question_without_a_name_is_named_by_its_place() {
    let ids: Vec<String> = squad().into_iter().flat_map(|article| article.questions).map(|asked| asked.id).collect();
    assert_eq!(ids, ["master", "1/1/2", "cost", "1/2/2", "2/1/1", "second"]);
}

#[test]
fn every_question_is_judged_closed_and_open() {
    let articles = squad();
    let sample = sample(&articles, Model::shipped());
    let figures = sample.whole();
    assert_eq!((figures.n, figures.n_impossible), (5, 1));
    let words = |id: &str| {
        let judged = sample.judged().iter().find(|judged| judged.id == id).unwrap();
        (judged.closed.words.as_str(), judged.open.words.as_str(), judged.closed.exact_match, judged.rank)
    };
    assert_eq!(words("cost"), ("4 million euros", "4 million euros", 1.0, Some(0)));
    assert_eq!(words("2/1/1"), ("Leila Haddad", "Leila Haddad", 1.0, Some(0)));
    // To understand is one look at the clock and its end, to read another; the first counts for both.
    assert!((figures.closed_mean_ms - 2.0).abs() < 1e-9 && (figures.open_p99_ms - 2.0).abs() < 1e-9);
    // A question about what no paragraph says has no rank, and words are wrong.
    let unanswerable = sample.judged().iter().find(|judged| !judged.answerable).unwrap();
    assert_eq!((unanswerable.rank, unanswerable.closed.exact_match), (None, 0.0));
    assert!(!unanswerable.closed.words.is_empty());
    let every_other =
        judge_spans(&engine(&articles, Model::shipped()), &articles, 2, &|| Duration::ZERO, || ()).unwrap();
    let ids: Vec<&str> = every_other.judged().iter().map(|judged| judged.id.as_str()).collect();
    assert_eq!(ids, ["master", "cost", "2/1/1"]);
}

#[test]
fn readers_with_different_weights_are_compared_on_the_same_questions() {
    let articles = squad();
    let mut timid = Model::shipped();
    for weight in timid.sentence.iter_mut().flatten() {
        *weight = -*weight;
    }
    let samples = [("rules", Model::shipped()), ("upside-down", timid)]
        .map(|(name, model)| (name.to_owned(), sample(&articles, model)));
    let json = serde_json::to_value(compare(samples).unwrap()).unwrap();
    assert_eq!((&json["reader"], &json["n"]), (&json!("rules"), &json!(5)));
    let [other] = json["compared"].as_array().unwrap().as_slice() else { panic!("{json}") };
    assert_eq!((&other["reader"], &other["n"]), (&json!("upside-down"), &json!(5)));
    let open_f1 = |figures: &Value| figures["open_f1"].as_f64().unwrap();
    assert!(open_f1(&json) > open_f1(other), "{json}");
    let difference = &other["differences"]["open_f1"];
    let apart = open_f1(other) - open_f1(&json);
    assert!((difference["difference"].as_f64().unwrap() - apart).abs() < 1e-9, "{difference}");
    assert!(difference["low"].as_f64().unwrap() <= difference["high"].as_f64().unwrap());
    // What is found does not hang on who reads it.
    assert_eq!(other["differences"]["mrr"], json!({"difference": 0.0, "low": 0.0, "high": 0.0}));
}

#[test]
fn predictions_are_what_the_official_script_reads() {
    let folder = Folder::new();
    let sample = sample(&squad(), Model::shipped());
    let files = prediction_files(&folder.file("out.json"), None);
    assert_eq!(files.1, folder.file("out.na.json"));
    write_predictions(&files, sample.judged()).unwrap();
    let read = |path| serde_json::from_str::<Value>(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (words, no_answer) = (read(files.0), read(files.1));
    assert_eq!(words["cost"], "4 million euros");
    assert_eq!(words.as_object().unwrap().len(), 6);
    for judged in sample.judged() {
        assert_eq!(words[&judged.id], judged.closed.words);
        assert_eq!(no_answer[&judged.id], 1.0 - f64::from(judged.closed.confidence));
    }
}

#[test]
fn each_reader_has_prediction_files_of_its_own() {
    let folder = Folder::new();
    let (words, no_answer) = prediction_files(&folder.file("out.v2.json"), Some("rules"));
    assert_eq!((words, no_answer), (folder.file("out.v2-rules.json"), folder.file("out.v2-rules.na.json")));
}

/// OneStopQA's form, with characters of several bytes before what is marked.
pub(crate) fn onestopqa_set() -> String {
    let marked = |text: &str, words: &str| {
        let from = text.split(words).next().unwrap().chars().count();
        json!([[from, from + words.chars().count()]])
    };
    let level = |text: &str, words: &str| json!({"text": text, "spans": {"A1": marked(text, words), "D1": [[0, 3]]}});
    let question =
        |q: &str, span: &str| json!({"n": 1, "question": q, "correct": "Yes", "wrong": [], "critical_span": span});
    let ferry = json!({"levels": {"Adv": level(FERRY, "a fuel pipe had burst"), "Ele": level("A fire.", "fire")},
        "questions": [question("Why did the ferry burn in the engine room?", "A1"), question("What?", "A9")]});
    let race = json!({"levels": {"Adv": level(RACE, "Leila Haddad won")},
        "questions": [question("Who won the marathon on Sunday?", "A1")]});
    json!([{"id": "ferry", "title": "Fire", "paragraphs": [ferry]}, {"id": "race", "title": "Race", "paragraphs": [race]}])
        .to_string()
}

#[test]
fn marked_evidence_is_found_where_it_stands() {
    let folder = Folder::with(&[("set.json", &onestopqa_set())]);
    let articles = read_onestopqa(&folder.file("set.json")).unwrap();
    let marked: Vec<(&str, &str)> = articles
        .iter()
        .flat_map(|article| {
            article.questions.iter().map(|asked| (asked.id.as_str(), asked.answers[0].cut(&article.body)))
        })
        .collect();
    // A question without a mark is left out.
    assert_eq!(marked, [("ferry/1/1", "a fuel pipe had burst"), ("race/1/1", "Leila Haddad won")]);
    let engine = engine(&articles, Model::shipped());
    let figures = judge_evidence(&engine, &articles, 1, &|| Duration::ZERO, || ()).unwrap().whole();
    assert_eq!((figures.n, figures.recall_at, figures.evidence_at_1), (2, [1.0; 3], 1.0));
    // The same with the second mark on another sentence.
    let mut elsewhere = articles.clone();
    let end = elsewhere[1].paragraphs[0].end;
    elsewhere[1].questions[0].answers = vec![Span::new(end - 3, end)];
    let figures = judge_evidence(&engine, &elsewhere, 1, &|| Duration::ZERO, || ()).unwrap().whole();
    assert_eq!((figures.recall_at, figures.evidence_at_1), ([1.0; 3], 0.5));
}

#[test]
fn what_is_no_set_is_refused_with_advice() {
    let folder = Folder::with(&[("bad.json", "no JSON"), ("other.json", "{\"data\": 3}")]);
    let missing = read_squad(&folder.file("nowhere.json")).unwrap_err();
    assert!(
        matches!(missing, SetError::Unreadable { .. }) && missing.to_string().contains("give the path"),
        "{missing}"
    );
    for file in ["bad.json", "other.json"] {
        for refused in [read_squad(&folder.file(file)).err(), read_onestopqa(&folder.file(file)).err()] {
            let refused = refused.unwrap();
            assert!(matches!(refused, SetError::Format { .. }) && refused.to_string().contains(file), "{refused}");
        }
    }
}

#[test]
fn an_answer_over_the_passages_that_were_found_is_the_answer() {
    let articles = squad();
    let engine = engine(&articles, Model::shipped());
    let ask = Ask::new("Who is the harbour master?");
    let explained = engine.explain(&ask, &Unlimited).unwrap();
    let over = engine.explain_over(engine.understand(&ask).unwrap(), explained.passages.clone(), &Unlimited);
    assert_eq!((over.answer, over.confidence), (explained.answer.clone(), explained.confidence));
    let last = vec![*explained.passages.last().unwrap()];
    let elsewhere = engine.explain_over(engine.understand(&ask).unwrap(), last.clone(), &Unlimited);
    assert!(explained.passages.len() > 1 && elsewhere.spans.iter().all(|span| span.passage == last[0].passage));
}

#[test]
fn an_engine_reads_as_many_passages_as_it_is_told() {
    let articles = squad();
    let ask = Ask::new("Who won the race in Brightsea where the Selandia burned?");
    let read = |engine: Engine| engine.explain(&ask, &Unlimited).unwrap().passages.len();
    assert_eq!(read(engine(&articles, Model::shipped())), 3);
    assert_eq!(read(engine(&articles, Model::shipped()).reading(2)), 2);
    // Recall is measured over 20 passages even where fewer are read.
    let sample = judge_spans(&engine(&articles, Model::shipped()).reading(0), &articles, 1, &|| Duration::ZERO, || ());
    assert!(sample.unwrap().whole().recall_at[2] > 0.99);
}
