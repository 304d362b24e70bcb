//! Messages with planted faults: each is found, and answered as Discord answers it.

use serde_json::{Value, json};

use super::bare::{Bare, assert_convicted};
use crate::standin::options::{Limits, Options};
use crate::standin::{Permission, Standin, schema};

/// A message without a fault.
fn sound(question: u64) -> Value {
    json!({"content": "> a quote", "nonce": question.to_string(), "enforce_nonce": true,
           "allowed_mentions": {"parse": []}, "message_reference": {"message_id": question.to_string()}})
}

/// `body` with the fields of `change` in place of its own; those that are null are taken out.
fn changed(mut body: Value, change: &Value) -> Value {
    for (name, value) in change.as_object().expect("fields") {
        if value.is_null() {
            body.as_object_mut().expect("fields").remove(name);
        } else {
            body[name] = value.clone();
        }
    }
    body
}

fn button(id: &str) -> Value {
    json!({"type": 2, "style": 2, "label": "More", "custom_id": id})
}

fn row(buttons: &Value) -> Value {
    json!({"type": 1, "components": buttons})
}

fn embed_of(length: usize) -> Value {
    json!({"description": "x".repeat(length)})
}

/// What is changed, what is then found, and the status of the answer.
fn faults() -> Vec<(Value, &'static str, u16)> {
    let rows: Vec<_> = (0..6).map(|n| row(&json!([button(&n.to_string())]))).collect();
    let six: Vec<_> = (0..6).map(|n| button(&n.to_string())).collect();
    vec![
        (json!({}), "", 200),
        (json!({"content": "@everyone", "allowed_mentions": null}), "a live mention: @everyone", 200),
        (json!({"content": "<@12> and <@&13>", "allowed_mentions": null}), "a live mention: <@12>", 200),
        (json!({"content": "@here", "allowed_mentions": {"parse": ["everyone"]}}), "a live mention: @here", 200),
        (json!({"allowed_mentions": null}), "parse is not []", 200),
        (json!({"allowed_mentions": {"parse": [], "users": ["1"]}}), "parse is not []", 200),
        (json!({"allowed_mentions": {"parse": ["users"], "users": ["1"]}}), "mutually exclusive", 400),
        (json!({"message_reference": null}), "refers to none", 200),
        (json!({"nonce": null}), "no nonce", 200),
        (json!({"enforce_nonce": null}), "no nonce", 200),
        (json!({"nonce": "x".repeat(26)}), "more than 25 characters", 400),
        (json!({"content": "x".repeat(2_001)}), "Must be 2000 or fewer", 400),
        (json!({"content": "  "}), "an empty message", 400),
        (json!({"embeds": [embed_of(3_000), embed_of(3_001)]}), "more than 6000", 400),
        (json!({"embeds": [{"title": "t", "fields": [{"name": " ", "value": "v"}]}]}), "is empty", 400),
        (json!({"embeds": [{"color": 1}]}), "without anything to show", 400),
        (json!({"flags": 1 << 6}), "the flags 64 cannot be set", 400),
        (json!({"flags": 1 << 20}), "cannot be set", 400),
        (json!({"components": rows}), "5 or fewer", 400),
        (json!({"components": [row(&json!(six))]}), "a row is 1 to 5 buttons", 400),
        (json!({"components": [row(&json!([]))]}), "a row is 1 to 5 buttons", 400),
        (json!({"components": [row(&json!([button("a"), button("a")]))]}), "cannot be duplicated", 400),
        (json!({"components": [row(&json!([button(&"x".repeat(101))]))]}), "not 1 to 100 characters", 400),
        (json!({"components": [row(&json!([button("")]))]}), "not 1 to 100 characters", 400),
        (json!({"components": [row(&json!([{"type": 2, "style": 5, "label": "x"}]))]}), "a link has a url", 400),
        (json!({"components": [row(&json!([{"type": 2, "style": 1, "custom_id": "x"}]))]}), "without a label", 400),
        (json!({"components": [button("a")]}), "outside of a row", 400),
        (json!({"components": [{"type": 10, "content": "text"}]}), "needs the flag", 400),
        (json!({"flags": 1 << 15, "components": [{"type": 10, "content": "text"}]}), "cannot stand beside", 400),
        (json!({"message_reference": {"message_id": "1"}}), "", 400),
    ]
}

/// As [`faults`], for what only Discord's description says.
fn faults_of_form() -> Vec<(Value, &'static str, u16)> {
    vec![
        (json!({"surprise": 1}), "surprise", 400),
        (json!({"embeds": [{"title": "x".repeat(257)}]}), "longer than 256", 400),
        (json!({"embeds": vec![embed_of(1); 11]}), "more than 10", 400),
        (json!({"embeds": [{"title": "t", "subtitle": "s"}]}), "subtitle", 400),
        (
            json!({"components": [row(&json!([{"type": 2, "style": 2, "custom_id": "x", "label": "x".repeat(81)}]))]}),
            "80 characters",
            400,
        ),
        (json!({"message_reference": {"message_id": "abc"}}), "abc", 400),
        (json!({"tts": "yes"}), "yes", 400),
        (json!({"sticker_ids": ["1", "2", "3", "4"]}), "more than 3", 400),
    ]
}

#[tokio::test]
async fn every_planted_fault_is_found() {
    let standin = Standin::start(Options { limits: Limits::NONE, ..Options::default() }).await;
    let (bare, ana, general) = (Bare::new(&standin), standin.user("ana"), standin.channel("general"));
    let mut table = faults();
    if schema::is_on() {
        table.extend(faults_of_form());
    } else {
        skipped();
    }
    for (change, expected, status) in table {
        let question = standin.says(&ana, general, "<@bot> who?");
        let body = changed(sound(question), &change);
        let (answered, answer) = bare.post(&format!("/channels/{general}/messages"), &body).await;
        assert_convicted(&standin, expected, &change.to_string());
        assert_eq!(answered, status, "{change}: {answer}");
    }
    standin.finish();
}

#[expect(clippy::print_stderr, reason = "whoever runs the tests should know that they prove less")]
pub(super) fn skipped() {
    eprintln!("skipped: what only Discord's description of its API says");
}

#[tokio::test]
async fn a_refusal_names_the_place_in_the_form() {
    let standin = Standin::start(Options::default()).await;
    let (bare, ana, general) = (Bare::new(&standin), standin.user("ana"), standin.channel("general"));
    let question = standin.says(&ana, general, "<@bot> who?");
    let body = changed(sound(question), &json!({"content": "x".repeat(2_001)}));
    let (_, answer) = bare.post(&format!("/channels/{general}/messages"), &body).await;
    assert_eq!((&answer["code"], &answer["message"]), (&json!(50_035), &json!("Invalid Form Body")));
    assert_eq!(answer["errors"]["content"]["_errors"][0]["message"], "Must be 2000 or fewer in length.");
    standin.take_violations();
}

#[tokio::test]
async fn a_form_with_files_is_judged_by_its_json() {
    let standin = Standin::start(Options::default()).await;
    let (bare, ana, general) = (Bare::new(&standin), standin.user("ana"), standin.channel("general"));
    let question = standin.says(&ana, general, "<@bot> who?");
    let json = changed(sound(question), &json!({"content": "x".repeat(2_001)})).to_string();
    let form = format!(
        "--b\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n{json}\r\n--b\r\n\
         Content-Disposition: form-data; name=\"files[0]\"; filename=\"a.txt\"\r\n\r\ntext\r\n--b--\r\n"
    );
    let path = format!("/channels/{general}/messages");
    assert_eq!(bare.post_form(&path, "multipart/form-data; boundary=b", form).await, 400);
    assert_convicted(&standin, "2000 or fewer", "a form");
    bare.post_form(&path, "text/plain", "hello".to_owned()).await;
    assert_convicted(&standin, "a body that is not JSON", "text");
    standin.take_violations();
}

#[tokio::test]
async fn a_nonce_is_one_message_and_a_second_reply_is_found() {
    let standin = Standin::start(Options::default()).await;
    let (bare, ana, general) = (Bare::new(&standin), standin.user("ana"), standin.channel("general"));
    let question = standin.says(&ana, general, "<@bot> who?");
    let path = format!("/channels/{general}/messages");
    let (_, first) = bare.post(&path, &sound(question)).await;
    let (status, again) = bare.post(&path, &sound(question)).await;
    assert_eq!((status, &again["id"]), (200, &first["id"]));
    assert_convicted(&standin, "", "the same nonce");
    let body = changed(sound(question), &json!({"nonce": "another"}));
    let (_, second) = bare.post(&path, &body).await;
    assert_ne!(second["id"], first["id"]);
    assert_convicted(&standin, "a second reply", "another nonce");
    assert_eq!(standin.n_replies(question), 2);
    standin.finish();
}

#[tokio::test]
async fn places_refuse_with_their_own_codes() {
    let standin = Standin::start(Options::default()).await;
    let (bare, ana) = (Bare::new(&standin), standin.user("ana"));
    let denied = |name: &str, permission| {
        let channel = standin.add_channel(name);
        standin.deny(channel, permission);
        channel
    };
    let thread = standin.add_thread(standin.channel("general"), "old");
    let own = standin.says(&standin.bot(), thread, "mine");
    standin.archive(thread);
    let direct = standin.direct(&ana);
    standin.deny(direct, Permission::SEND_MESSAGES);
    let table = [
        (denied("hidden", Permission::VIEW_CHANNEL), json!({}), 403, 50_001),
        (denied("muted", Permission::SEND_MESSAGES), json!({}), 403, 50_013),
        (denied("plain", Permission::EMBED_LINKS), json!({"embeds": [embed_of(1)]}), 403, 50_013),
        (denied("pastless", Permission::READ_MESSAGE_HISTORY), json!({}), 400, 160_002),
        (standin.add_forum("forum"), json!({}), 400, 50_008),
        (thread, json!({}), 400, 50_083),
        (direct, json!({}), 403, 50_007),
        (1, json!({}), 404, 10_003),
    ];
    for (channel, change, status, code) in table {
        let body = changed(sound(7), &change);
        let (answered, answer) = bare.post(&format!("/channels/{channel}/messages"), &body).await;
        assert_eq!((answered, &answer["code"]), (status, &json!(code)), "{answer}");
    }
    let edit = json!({"content": "changed", "allowed_mentions": {"parse": []}});
    let (_, answer) = bare.send("PATCH", &format!("/channels/{thread}/messages/{own}"), &edit).await;
    assert_eq!(answer["code"], 50_083);
    assert_eq!(standin.n_invalid(), 4);
    standin.finish();
}

#[tokio::test]
async fn messages_are_changed_reacted_to_and_deleted_by_their_author() {
    let standin = Standin::start(Options::default()).await;
    let (bare, ana, general) = (Bare::new(&standin), standin.user("ana"), standin.channel("general"));
    let question = standin.says(&ana, general, "<@bot> who?");
    let path = format!("/channels/{general}/messages");
    let (_, sent) = bare.post(&path, &sound(question)).await;
    let own = format!("{path}/{}", sent["id"].as_str().expect("an id"));
    let edit = json!({"content": "changed", "allowed_mentions": {"parse": []}});
    assert_eq!(bare.send("PATCH", &own, &edit).await.1["content"], "changed");
    let (_, refused) = bare.send("PATCH", &format!("{path}/{question}"), &edit).await;
    assert_eq!(refused["code"], 50_005);
    let reaction = format!("{path}/{question}/reactions/%F0%9F%91%8D/@me");
    assert_eq!(bare.send("PUT", &reaction, &Value::Null).await.0, 204);
    assert_eq!(bare.get(&format!("{path}/{question}")).await.1["reactions"][0]["emoji"]["name"], "👍");
    standin.advance(std::time::Duration::from_hours(2));
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(bare.send("PATCH", &own, &edit).await.1["code"].clone());
    }
    assert_eq!(codes[3], 30_046, "{codes:?}");
    assert_eq!(bare.send("DELETE", &own, &Value::Null).await.0, 204);
    assert_eq!(bare.get(&own).await.1["code"], 10_008);
    standin.finish();
}

#[tokio::test]
async fn headers_are_looked_at() {
    let standin = Standin::start(Options::default()).await;
    let table = [
        (Bare::new(&standin).with_token(""), "/users/@me", 401, "without the right token"),
        (Bare::new(&standin).with_token("Bot wrong"), "/users/@me", 401, "without the right token"),
        (Bare::new(&standin).with_token(&standin.token()), "/users/@me", 401, "does not begin with"),
        (Bare::new(&standin).with_agent("curl/8"), "/users/@me", 200, "User-Agent"),
        (Bare::new(&standin), "/users/@you", 404, "a path that Discord does not have"),
        (Bare::new(&standin), "/users/@me", 200, ""),
        (Bare::new(&standin), "/gateway/bot", 200, ""),
        (Bare::new(&standin), "/applications/@me", 200, ""),
        (Bare::new(&standin), "/users/@me/guilds", 200, ""),
    ];
    for (bare, path, status, expected) in table {
        assert_eq!(bare.get(path).await.0, status, "{path}");
        assert_convicted(&standin, expected, path);
    }
    let (status, _) = Bare::new(&standin).send("PATCH", "/gateway/bot", &json!({})).await;
    assert_eq!(status, 405);
    assert_convicted(&standin, "a method that this path does not take", "PATCH");
    standin.finish();
}
