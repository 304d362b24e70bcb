//! `pullquote eval` as it is run.

use serde_json::Value;

use super::{Run, assert_code, records, stderr, stdout};
use crate::evaluation::{onestopqa_set, squad_set};

const GOLD: &str =
    "{\"id\": \"x\", \"q\": \"what is the capital of France?\", \"kind\": \"unanswerable\", \"type\": \"place\"}\n";

/// A run with the sets in its folder.
fn run(arguments: &[&str]) -> Run {
    let run = Run::in_town(&[&["eval"], arguments].concat());
    run.folder.write("squad.json", squad_set());
    run.folder.write("onestopqa.json", onestopqa_set());
    run.folder.write("gold.jsonl", GOLD.repeat(2));
    run.folder.write("empty.json", "{\"data\": []}");
    run.folder.write("empty.jsonl", "\n");
    run
}

#[test]
fn a_squad_set_is_measured_with_intervals() {
    let output = run(&["--squad", "squad.json", "--step", "1", "--json", "--reader", "rules"]).output();
    assert_code(&output, 0);
    let [figures] = records(&output).try_into().unwrap();
    assert_eq!((&figures["reader"], &figures["n"], &figures["n_impossible"]), (&"rules".into(), &5.into(), &1.into()));
    for name in ["closed_f1", "closed_v2_f1", "closed_v2_best_f1", "open_f1", "mrr", "calibration_error", "open_p99_ms"]
    {
        let (value, interval) = (figures[name].as_f64().unwrap(), &figures["intervals"][name]);
        let (low, high) = (interval["low"].as_f64().unwrap(), interval["high"].as_f64().unwrap());
        assert!(low <= value + 1e-9 && value <= high + 1e-9, "{name}: {value} is not from {low} to {high}");
    }
    assert_eq!(figures["risk_at_coverage"].as_array().unwrap().len(), 10);
    assert!(figures["open_mean_ms"].as_f64().unwrap() > 0.0, "a clock that stands still");
    assert_eq!(figures["compared"], Value::Null);
}

#[test]
fn every_set_of_a_run_has_its_table() {
    let sets = ["--squad", "squad.json", "--gold", "gold.jsonl", "--onestopqa", "onestopqa.json", "--step", "1"];
    let output = run(&sets).output();
    assert_code(&output, 0);
    let text = stdout(&output);
    for line in [
        "gold.jsonl: 2 questions. ",
        "correct (%)                100.0 (100.0 to 100.0)",
        "squad.json: 2 articles, 3 paragraphs, 6 questions: 5 answerable and 1 unanswerable. ",
        "closed F1, v2.0, best threshold (%)  ",
        "risk at coverage 10…100 %, rules  ",
        "onestopqa.json: 2 articles, 2 paragraphs, 2 questions. ",
        "evidence@1 (%)           100.0 (100.0 to 100.0)",
    ] {
        assert!(text.contains(line), "no {line:?} in\n{text}");
    }
    assert_eq!(stderr(&output), "");
    let output = run(&[&sets[..], &["--json"]].concat()).output();
    assert_eq!(records(&output).len(), 3);
}

#[test]
fn a_report_and_predictions_are_written() {
    let mut run =
        run(&["--squad", "squad.json", "--report", "report.html", "--predictions", "out.json", "--step", "1"]);
    let child = run.command.spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    assert_code(&output, 0);
    let read = |name: &str| std::fs::read_to_string(run.folder.file(name)).unwrap();
    let page = read("report.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("<h2>squad.json</h2>") && page.contains("<svg"));
    let words: Value = serde_json::from_str(&read("out.json")).unwrap();
    let no_answer: Value = serde_json::from_str(&read("out.na.json")).unwrap();
    assert_eq!(words["cost"], "4 million euros");
    assert!((0.0..=1.0).contains(&no_answer["1/2/2"].as_f64().unwrap()), "{no_answer}");
}

#[test]
fn what_cannot_be_measured_is_refused_with_advice() {
    for (arguments, expected) in [
        (&["--squad", "nowhere.json"][..], "nowhere.json cannot be read"),
        (&["--squad", "gold.jsonl"], "gold.jsonl is not in the format of SQuAD"),
        (&["--squad", "empty.json"], "empty.json has no question to ask; give a set"),
        (&["--squad", "squad.json", "--kept-aside"], "leave it out, or give a larger set"),
        (&["--onestopqa", "squad.json"], "squad.json is not in the format of OneStopQA"),
        (&["--gold", "nowhere.jsonl"], "cannot read nowhere.jsonl; give a gold set"),
        (&["--gold", "empty.jsonl"], "empty.jsonl has no question"),
        (
            &["--gold", "gold.jsonl", "--reader", "rules,rules"],
            "the reader rules is named twice; name each reader once",
        ),
        (&["--gold", "gold.jsonl", "--reader", "rules", "--reader", "rules"], "named twice"),
        (&["--gold", "gold.jsonl", "--reader", "oracle"], "write rules, neural or both"),
        (&["--gold", "gold.jsonl", "--predictions", "out.json"], "--squad <FILE>"),
        (
            &["--gold", "gold.jsonl", "--report", "no/folder.html"],
            "cannot write no/folder.html; give a file in a folder",
        ),
        (&["--squad", "squad.json", "--predictions", "no/out.json"], "cannot write no/out.json"),
    ] {
        let output = run(arguments).output();
        assert_code(&output, 2);
        assert!(stderr(&output).contains(expected), "{arguments:?} does not say {expected:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "", "{arguments:?}");
    }
}
