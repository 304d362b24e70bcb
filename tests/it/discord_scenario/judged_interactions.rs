//! Responses with planted faults, and the clocks that they run against.

use std::time::Duration;

use serde_json::{Value, json};

use super::bare::{Bare, Line, assert_convicted};
use crate::standin::fault::Fault;
use crate::standin::options::{Limits, Options, Rules};
use crate::standin::{Standin, User};

struct Scene {
    standin: Standin,
    bare: Bare,
    ana: User,
    general: u64,
}

/// A stand-in where `ask` and `Ask about this` are registered.
async fn scene() -> Scene {
    let rules = Rules { answer_all: false, ..Rules::default() };
    let standin = Standin::start(Options { limits: Limits::NONE, rules, ..Options::default() }).await;
    let (bare, ana, general) = (Bare::new(&standin).with_token(""), standin.user("ana"), standin.channel("general"));
    let source = json!({"type": 3, "name": "source", "description": "where", "autocomplete": true});
    let commands = json!([{"name": "ask", "description": "asks", "options": [source]},
                          {"name": "Ask about this", "type": 3}]);
    let path = format!("/applications/{}/commands", standin.application());
    assert_eq!(Bare::new(&standin).send("PUT", &path, &commands).await.0, 200);
    Scene { standin, bare, ana, general }
}

impl Scene {
    fn ask(&self) -> u64 {
        self.standin.slash(&self.ana, self.general, "ask", &[])
    }

    fn token(&self, interaction: u64) -> String {
        self.standin.interaction_json(interaction)["token"].as_str().expect("a token").to_owned()
    }

    async fn respond(&self, interaction: u64, body: &Value) -> (u16, Value) {
        self.bare.post(&format!("/interactions/{interaction}/{}/callback", self.token(interaction)), body).await
    }

    fn webhook(&self, interaction: u64) -> String {
        format!("/webhooks/{}/{}", self.standin.application(), self.token(interaction))
    }

    /// A message of the bot with the button `more`, by a command.
    async fn with_button(&self) -> u64 {
        let asked = self.ask();
        assert_eq!(self.respond(asked, &json!({"type": 4, "data": buttoned("> a quote")})).await.0, 204);
        self.standin.response(asked).await.message.expect("it is a message").id
    }
}

fn said(content: &str) -> Value {
    json!({"content": content, "allowed_mentions": {"parse": []}})
}

fn buttoned(content: &str) -> Value {
    let mut body = said(content);
    body["components"] =
        json!([{"type": 1, "components": [{"type": 2, "style": 2, "label": "More", "custom_id": "m"}]}]);
    body
}

#[tokio::test]
async fn a_second_first_response_is_found() {
    let scene = scene().await;
    let asked = scene.ask();
    let body = json!({"type": 4, "data": said("> a quote")});
    assert_eq!(scene.respond(asked, &body).await.0, 204);
    let (status, answer) = scene.respond(asked, &body).await;
    assert_eq!((status, &answer["code"]), (400, &json!(40_060)));
    assert_convicted(&scene.standin, "a second first response", "again");
    assert_eq!(scene.standin.written(scene.general).len(), 1);
}

#[tokio::test]
async fn a_second_first_response_is_forgiven_to_who_did_not_hear_of_the_first() {
    let scene = scene().await;
    let asked = scene.ask();
    let body = json!({"type": 4, "data": said("> a quote")});
    scene.standin.plan("POST", "/callback", Fault::DropAfter, 1);
    let path = format!("/interactions/{asked}/{}/callback", scene.token(asked));
    assert!(scene.bare.ask("POST", &path, &body).await.is_err(), "the connection is dropped");
    assert_eq!(scene.respond(asked, &body).await.1["code"], 40_060);
    assert_eq!(scene.standin.written(scene.general).len(), 1);
    scene.standin.finish();
}

#[tokio::test]
async fn a_second_first_response_to_a_replayed_event_is_found() {
    let scene = scene().await;
    let (line, ready) = Line::ready(&scene.standin, 0).await;
    let asked = scene.ask();
    let body = json!({"type": 4, "data": said("> a quote")});
    assert_eq!(scene.respond(asked, &body).await.0, 204);
    scene.standin.drop_socket();
    drop(line);
    let mut line = Line::open(ready["d"]["resume_gateway_url"].as_str().expect("is text")).await;
    let seen = json!({"token": scene.standin.token(), "session_id": ready["d"]["session_id"], "seq": 1});
    line.send(&json!({"op": 6, "d": seen})).await;
    assert_eq!(line.event("INTERACTION_CREATE").await["id"], asked.to_string());
    assert_eq!(scene.respond(asked, &body).await.1["code"], 40_060);
    assert_convicted(&scene.standin, "a second first response", "a replayed event");
}

#[tokio::test]
async fn whoever_is_left_waiting_is_found() {
    let scene = scene().await;
    let asked = scene.ask();
    let waiting = scene.standin.left_waiting();
    assert!(waiting[0].contains("without a response"), "{waiting:?}");
    assert_eq!(scene.respond(asked, &json!({"type": 5})).await.0, 204);
    let waiting = scene.standin.left_waiting();
    assert!(waiting[0].contains("never came"), "{waiting:?}");
    let original = format!("{}/messages/@original", scene.webhook(asked));
    assert_eq!(scene.bare.send("PATCH", &original, &said("> a quote")).await.0, 200);
    assert!(scene.standin.left_waiting().is_empty());
    scene.standin.finish();
}

#[tokio::test]
async fn a_first_response_after_three_seconds_is_found() {
    let scene = scene().await;
    let asked = scene.ask();
    scene.standin.advance(Duration::from_millis(3_001));
    let (status, answer) = scene.respond(asked, &json!({"type": 4, "data": said("late")})).await;
    assert_eq!((status, &answer["code"]), (404, &json!(10_062)));
    assert_convicted(&scene.standin, "more than three seconds", "late");
    let (_, answer) = scene.bare.post(&scene.webhook(asked), &said("later")).await;
    assert_eq!(answer["code"], 10_015, "there is no webhook without a response");
}

#[tokio::test]
async fn a_token_lives_fifteen_minutes() {
    let scene = scene().await;
    let asked = scene.ask();
    assert_eq!(scene.respond(asked, &json!({"type": 5})).await.0, 204);
    scene.standin.advance(Duration::from_mins(14));
    let original = format!("{}/messages/@original", scene.webhook(asked));
    assert_eq!(scene.bare.send("PATCH", &original, &said("> a quote")).await.0, 200);
    scene.standin.advance(Duration::from_secs(61));
    let (status, answer) = scene.bare.post(&scene.webhook(asked), &said("too late")).await;
    assert_eq!((status, &answer["code"]), (401, &json!(50_027)));
    scene.standin.finish();
}

#[tokio::test]
async fn an_announcement_settles_whether_the_answer_is_private() {
    let scene = scene().await;
    for (flags, is_private) in [(64, true), (0, false)] {
        let asked = scene.ask();
        assert_eq!(scene.respond(asked, &json!({"type": 5, "data": {"flags": flags}})).await.0, 204);
        let shown = format!("{}/messages/@original", scene.webhook(asked));
        assert_eq!(scene.bare.get(&shown).await.1["flags"], 128 | flags);
        // The first follow-up takes the announcement's place.
        let mut body = said("> a quote");
        body["flags"] = json!(64 - flags);
        assert_eq!(scene.bare.post(&scene.webhook(asked), &body).await.0, 200);
        let response = scene.standin.response(asked).await;
        assert_eq!((response.kind, response.ephemeral), (5, is_private));
        assert_eq!(scene.bare.post(&scene.webhook(asked), &body).await.0, 200);
        let response = scene.standin.response(asked).await;
        assert_eq!(response.ephemeral, !is_private, "the second is a message of its own");
        assert_eq!(scene.bare.send("DELETE", &shown, &Value::Null).await.0, 204);
        assert_eq!(scene.bare.get(&shown).await.1["code"], 10_008);
    }
    scene.standin.finish();
}

#[tokio::test]
async fn responses_with_planted_faults_are_found() {
    let scene = scene().await;
    let choices = |n: usize| (0..n).map(|n| json!({"name": format!("c{n}"), "value": "v"})).collect::<Value>();
    let table = [
        (json!({"type": 8, "data": {"choices": []}}), "does not take"),
        (json!({"type": 7, "data": said("x")}), "does not take"),
        (json!({"type": 5, "data": {"flags": 4}}), "can only be EPHEMERAL"),
        (json!({"type": 4, "data": {"content": "x"}}), "parse is not []"),
        (json!({"type": 4, "data": said(&"x".repeat(2_001))}), "2000 or fewer"),
        (json!({"type": 4, "data": said("")}), "an empty message"),
        (json!({"type": 9, "data": {"custom_id": "f", "title": "x".repeat(46), "components": []}}), "1 to 45"),
    ];
    for (body, expected) in table {
        scene.respond(scene.ask(), &body).await;
        assert_convicted(&scene.standin, expected, &body.to_string());
    }
    let typed = scene.standin.autocomplete(&scene.ana, scene.general, "ask", &[], ("source", "t"));
    scene.respond(typed, &json!({"type": 8, "data": {"choices": choices(26)}})).await;
    assert_convicted(&scene.standin, "more than 25 choices", "26 choices");
    let path = format!("/interactions/5/{}/callback", scene.token(typed));
    assert_eq!(scene.bare.post(&path, &json!({"type": 5})).await.1["code"], 10_062);
    assert_convicted(&scene.standin, "never was", "another id");
    scene.standin.finish();
}

#[tokio::test]
async fn a_component_can_change_its_message_now_or_later_or_add_one() {
    let scene = scene().await;
    let shown = scene.with_button().await;
    let now = scene.standin.press(&scene.ana, shown, "More");
    assert_eq!(scene.respond(now, &json!({"type": 7, "data": buttoned("> another")})).await.0, 204);
    assert_eq!(scene.standin.message(shown).content, "> another");

    let later = scene.standin.press(&scene.ana, shown, "m");
    assert_eq!(scene.respond(later, &json!({"type": 6})).await.0, 204);
    let original = format!("{}/messages/@original", scene.webhook(later));
    assert_eq!(scene.bare.send("PATCH", &original, &said("> a third")).await.0, 200);
    let response = scene.standin.response(later).await;
    assert_eq!(response.message.expect("it is changed").id, shown);

    let mut choosing = said("> which?");
    let options = json!([{"label": "One", "value": "1"}, {"label": "Two", "value": "2"}]);
    choosing["components"] =
        json!([{"type": 1, "components": [{"type": 3, "custom_id": "which", "options": options}]}]);
    assert_eq!(scene.bare.send("PATCH", &original, &choosing).await.0, 200);
    let chosen = scene.standin.select(&scene.ana, shown, "which", &["2"]);
    assert_eq!(scene.standin.interaction_json(chosen)["data"]["values"], json!(["2"]));
    assert_eq!(scene.respond(chosen, &json!({"type": 7, "data": buttoned("> two")})).await.0, 204);

    let added = scene.standin.press(&scene.ana, shown, "More");
    let path = format!("/interactions/{added}/{}/callback?with_response=true", scene.token(added));
    let (status, answer) = scene.bare.post(&path, &json!({"type": 4, "data": said("> a fourth")})).await;
    assert_eq!((status, &answer["resource"]["message"]["content"]), (200, &json!("> a fourth")));
    assert_eq!(scene.standin.written(scene.general).len(), 2);
    scene.standin.finish();
}

#[tokio::test]
async fn a_message_command_brings_its_message_and_a_form_comes_back() {
    let scene = scene().await;
    let said_by_ana = scene.standin.says(&scene.ana, scene.general, "the talks failed, they say");
    let picked = scene.standin.message_command(&scene.ana, "Ask about this", said_by_ana);
    let data = scene.standin.interaction_json(picked)["data"].clone();
    assert_eq!(data["resolved"]["messages"][said_by_ana.to_string()]["content"], "the talks failed, they say");
    let input = json!({"type": 4, "custom_id": "q", "style": 1, "label": "Question"});
    let form = json!({"custom_id": "f", "title": "Ask", "components": [{"type": 1, "components": [input]}]});
    assert_eq!(scene.respond(picked, &json!({"type": 9, "data": form})).await.0, 204);
    assert_eq!(scene.standin.response(picked).await.modal["title"], "Ask");
    let sent = scene.standin.submit(&scene.ana, picked, &[("q", "who mediated?")]);
    let data = scene.standin.interaction_json(sent)["data"].clone();
    assert_eq!(data["components"][0]["components"][0]["value"], "who mediated?");
    assert_eq!(scene.respond(sent, &json!({"type": 4, "data": said("> a quote")})).await.0, 204);
    scene.standin.finish();
}

#[tokio::test]
async fn as_somebodys_own_app_it_may_follow_up_five_times() {
    let scene = scene().await;
    let elsewhere = scene.standin.add_foreign_channel("elsewhere");
    let asked = scene.standin.slash(&scene.ana, elsewhere, "ask", &[]);
    let owners = scene.standin.interaction_json(asked)["authorizing_integration_owners"].clone();
    assert_eq!(owners, json!({"1": scene.ana.id.to_string()}));
    assert_eq!(scene.respond(asked, &json!({"type": 4, "data": said("> a quote")})).await.0, 204);
    let mut answers = Vec::new();
    for _ in 0..6 {
        answers.push(scene.bare.post(&scene.webhook(asked), &said("more")).await);
    }
    assert!(answers[..5].iter().all(|(status, _)| *status == 200), "{answers:?}");
    assert_eq!(answers[5].1["code"], 40_094);
    scene.standin.finish();
}
