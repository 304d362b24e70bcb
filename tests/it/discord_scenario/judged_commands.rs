//! Commands with planted faults.

use serde_json::{Value, json};

use super::bare::{Bare, assert_convicted};
use super::judged_messages::skipped;
use crate::standin::options::{Limits, Options};
use crate::standin::{Standin, schema};

fn option(name: &str, change: &Value) -> Value {
    let mut option = json!({"type": 3, "name": name, "description": "what"});
    for (field, value) in change.as_object().expect("fields") {
        option[field] = value.clone();
    }
    option
}

fn ask(change: &Value) -> Value {
    let mut command = json!({"name": "ask", "description": "asks", "options": [option("question", &json!({}))]});
    for (field, value) in change.as_object().expect("fields") {
        command[field] = value.clone();
    }
    json!([command])
}

fn faults() -> Vec<(Value, &'static str)> {
    let many = |n: usize| (0..n).map(|n| json!({"name": format!("c{n}"), "description": "d"})).collect::<Value>();
    let menus = |n: usize| (0..n).map(|n| json!({"name": format!("Menu {n}"), "type": 3})).collect::<Value>();
    let choice = json!([{"name": "a", "value": "b"}]);
    let required = option("second", &json!({"required": true}));
    let wordy: Vec<_> = (0..25).map(|n| json!({"name": "x".repeat(90), "value": format!("{n:0100}")})).collect();
    let wordy = [option("one", &json!({"choices": wordy})), option("two", &json!({"choices": wordy}))];
    vec![
        (ask(&json!({})), ""),
        (ask(&json!({"name": "Ask"})), "a name is"),
        (ask(&json!({"name": "ask me"})), "a name is"),
        (ask(&json!({"name": "x".repeat(33)})), "a name is"),
        (ask(&json!({"description": ""})), "no description"),
        (ask(&json!({"options": [option("Question", &json!({}))]})), "a name is"),
        (ask(&json!({"options": [option("q", &json!({"description": ""}))]})), "no description"),
        (ask(&json!({"options": [option("first", &json!({})), required]})), "Required options"),
        (
            ask(&json!({"options": [option("q", &json!({"autocomplete": true, "choices": choice}))]})),
            "cannot stand together",
        ),
        (ask(&json!({"options": [option("q", &json!({})), option("q", &json!({}))]})), "Option names must be unique"),
        (ask(&json!({"options": wordy})), "more than 8000"),
        (json!([ask(&json!({}))[0], ask(&json!({}))[0]]), "names must be unique"),
        (ask(&json!({"type": 3})), "only slash commands have a description"),
        (json!([{"name": "Ask about this", "type": 3}]), ""),
        (menus(16), "more than 15"),
        (many(101), "more than 100"),
        (many(100), ""),
    ]
}

fn faults_of_form() -> Vec<(Value, &'static str)> {
    vec![
        (ask(&json!({"description": "x".repeat(101)})), "100"),
        (ask(&json!({"surprise": 1})), "surprise"),
        (ask(&json!({"nsfw": true})), ""),
        (ask(&json!({"contexts": [7]})), "7 is not valid"),
        (ask(&json!({"options": [option("q", &json!({"surprise": 1}))]})), "surprise"),
        (ask(&json!({"options": (0..26).map(|n| option(&format!("o{n}"), &json!({}))).collect::<Value>()})), "25"),
    ]
}

#[tokio::test]
async fn every_planted_fault_is_found() {
    let standin = Standin::start(Options { limits: Limits::NONE, ..Options::default() }).await;
    let bare = Bare::new(&standin);
    let path = format!("/applications/{}/commands", standin.application());
    let mut table = faults();
    if schema::is_on() {
        table.extend(faults_of_form());
    } else {
        skipped();
    }
    for (body, expected) in table {
        let (status, answer) = bare.send("PUT", &path, &body).await;
        assert_convicted(&standin, expected, &body.to_string());
        assert_eq!(status, if expected.is_empty() { 200 } else { 400 }, "{body}: {answer}");
    }
    standin.finish();
}

#[tokio::test]
async fn commands_keep_their_ids_and_discords_order() {
    let standin = Standin::start(Options::default()).await;
    let bare = Bare::new(&standin);
    let path = format!("/applications/{}/commands", standin.application());
    let body = json!([{"name": "ask", "description": "asks"}, {"name": "help", "description": "helps"}]);
    let (_, first) = bare.send("PUT", &path, &body).await;
    let (_, second) = bare.send("PUT", &path, &body).await;
    assert_eq!(first[0]["id"], second[0]["id"]);
    let (_, listed) = bare.get(&path).await;
    assert_eq!((&listed[0]["name"], &listed[1]["name"]), (&json!("help"), &json!("ask")));
    let (status, added) = bare.post(&path, &json!({"name": "more", "description": "more"})).await;
    assert_eq!(status, 201);
    let one = format!("{path}/{}", added["id"].as_str().expect("an id"));
    let (_, renamed) = bare.send("PATCH", &one, &json!({"description": "another"})).await;
    assert_eq!(renamed["description"], "another");
    assert_eq!(bare.send("DELETE", &one, &Value::Null).await.0, 204);
    assert_eq!(bare.get(&one).await.1["code"], 10_063);
    let (status, _) = bare.get("/applications/1/commands").await;
    assert_eq!(status, 404);
    standin.finish();
}
