//! The gateway against clients that do not know it, and what it tells those that do.

use std::time::Duration;

use serde_json::{Value, json};

use super::bare::{Bare, DIRECT_MESSAGES, GUILD_MESSAGES, Line, assert_convicted, identify};
use crate::standin::fault::Fault;
use crate::standin::options::{Limits, Options};
use crate::standin::{Standin, Welcome};

async fn standin() -> Standin {
    Standin::start(Options { identify_gap: Duration::ZERO, ..Options::default() }).await
}

#[tokio::test]
async fn a_client_without_manners_is_shown_the_door() {
    let table = [
        (json!({"op": 2, "d": {"token": "wrong", "intents": 0}}), 4004, ""),
        (json!({"op": 3, "d": {}}), 4003, "before identifying"),
        (json!({"op": 77, "d": {}}), 4001, "an opcode that clients do not send"),
        (json!({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}), 4004, ""),
        (json!(["no payload"]), 4002, "no payload"),
        (json!({"op": 1, "d": "x".repeat(4_100)}), 4002, "more than 4096 bytes"),
    ];
    for (payload, code, expected) in table {
        let standin = standin().await;
        let mut line = Line::open(&standin.gateway_url()).await;
        line.send(&payload).await;
        assert_eq!(line.next().await, Err(Some(code)), "{payload}");
        assert_convicted(&standin, expected, &payload.to_string());
    }
}

#[tokio::test]
async fn identifying_twice_or_without_end_is_found() {
    let standin = standin().await;
    let (mut line, _) = Line::ready(&standin, GUILD_MESSAGES).await;
    line.send(&identify(&standin, GUILD_MESSAGES)).await;
    assert_eq!(line.next().await, Err(Some(4005)));
    assert_convicted(&standin, "identified twice", "a second op 2");

    let (mut line, _) = Line::ready(&standin, GUILD_MESSAGES).await;
    for _ in 0..120 {
        line.send(&json!({"op": 1, "d": null})).await;
    }
    let mut last = line.next().await;
    while last.is_ok() {
        last = line.next().await;
    }
    assert_eq!(last, Err(Some(4008)));
    assert_convicted(&standin, "more than 120 sends", "120 heartbeats");
    standin.finish();
}

#[tokio::test]
async fn identifying_again_too_soon_makes_an_invalid_session() {
    let standin = Standin::start(Options::default()).await;
    let (first, _) = Line::ready(&standin, 0).await;
    let mut second = Line::open(&standin.gateway_url()).await;
    second.send(&identify(&standin, 0)).await;
    assert_eq!(second.next().await.expect("op 9"), json!({"op": 9, "d": false, "s": null, "t": null}));
    standin.advance(Duration::from_secs(5));
    second.send(&identify(&standin, 0)).await;
    assert_eq!(second.next().await.expect("READY")["t"], "READY");
    drop(first);
    standin.finish();
}

#[tokio::test]
async fn shards_of_other_groups_need_not_wait_and_each_has_its_own_servers() {
    let standin = Standin::start(Options { shards: 3, concurrency: 2, ..Options::default() }).await;
    let channels = [0, 1, 2].map(|shard| standin.add_server(&format!("of {shard}"), shard, 3));
    let mut lines = Vec::new();
    for (shard, first) in [(0, "READY"), (1, "READY"), (2, "")] {
        let mut line = Line::open(&standin.gateway_url()).await;
        let mut payload = identify(&standin, GUILD_MESSAGES | DIRECT_MESSAGES);
        payload["d"]["shard"] = json!([shard, 3]);
        line.send(&payload).await;
        let mut answer = line.next().await.expect("READY, or op 9");
        if first.is_empty() {
            assert_eq!(answer["op"], 9, "0 of the same group was there just now");
            standin.advance(Duration::from_secs(5));
            line.send(&payload).await;
            answer = line.next().await.expect("READY");
        }
        assert_eq!(answer["t"], "READY");
        let guilds = answer["d"]["guilds"].as_array().expect("is a list").iter();
        let ids: Vec<u64> =
            guilds.map(|guild| guild["id"].as_str().expect("is text").parse().expect("is one")).collect();
        assert!(!ids.is_empty() && ids.iter().all(|id| (id >> 22) % 3 == shard), "{ids:?}");
        lines.push(line);
    }
    assert_eq!(standin.attempts().iter().map(|attempt| attempt.shard).collect::<Vec<_>>(), [0, 1, 2, 2]);
    let ana = standin.user("ana");
    for place in channels {
        standin.says(&ana, place, "<@bot> in a server");
    }
    standin.says(&ana, standin.direct(&ana), "in private");
    for (line, place) in lines.iter_mut().zip(channels) {
        assert_eq!(line.event("MESSAGE_CREATE").await["channel_id"], place.to_string());
        line.send(&json!({"op": 1, "d": null})).await;
    }
    assert_eq!(lines[0].event("MESSAGE_CREATE").await["content"], "in private");
    for line in &mut lines {
        assert_eq!(line.next().await.expect("is answered")["op"], 11, "nothing of the others' arrives");
    }
    standin.finish();
}

#[tokio::test]
async fn a_resumed_session_gets_what_it_missed_and_another_does_not() {
    let standin = standin().await;
    let (line, ready) = Line::ready(&standin, DIRECT_MESSAGES).await;
    let (session, address) = (&ready["d"]["session_id"], ready["d"]["resume_gateway_url"].as_str().expect("is text"));
    standin.drop_socket();
    drop(line);
    standin.wait_disconnected().await;
    let ana = standin.user("ana");
    standin.says(&ana, standin.direct(&ana), "meanwhile");
    let resume = |seen: u64| json!({"op": 6, "d": {"token": standin.token(), "session_id": session, "seq": seen}});
    let mut line = Line::open(address).await;
    line.send(&resume(1)).await;
    assert_eq!(line.event("MESSAGE_CREATE").await["content"], "meanwhile");
    line.event("RESUMED").await;

    let mut elsewhere = Line::open(&standin.gateway_url()).await;
    elsewhere.send(&resume(2)).await;
    elsewhere.event("RESUMED").await;
    assert_convicted(&standin, "another address than resume_gateway_url", "resume");
    let mut ahead = Line::open(address).await;
    ahead.send(&resume(99)).await;
    assert_eq!(ahead.next().await, Err(Some(4007)));
    let mut unknown = Line::open(address).await;
    unknown.send(&json!({"op": 6, "d": {"token": standin.token(), "session_id": "x", "seq": 1}})).await;
    assert_eq!(unknown.next().await.expect("op 9")["d"], false);
    standin.finish();
}

#[tokio::test]
async fn only_what_was_asked_for_arrives_and_words_only_where_they_are_for_the_bot() {
    let standin = standin().await;
    let (mut line, _) = Line::ready(&standin, GUILD_MESSAGES).await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    standin.says(&ana, standin.direct(&ana), "not asked for");
    let aside = standin.says(&ana, general, "not for the bot");
    let mention = standin.says(&ana, general, "<@bot> for the bot");
    assert_eq!(line.event("MESSAGE_CREATE").await["content"], "");
    let event = line.event("MESSAGE_CREATE").await;
    assert_eq!(event["content"], format!("{} for the bot", standin.bot().mention()));
    assert_eq!(event["mentions"][0]["id"], standin.bot().id.to_string());

    let own = standin.says(&standin.bot(), general, "> a quote");
    assert_eq!(line.event("MESSAGE_CREATE").await["content"], "> a quote");
    standin.replies(&ana, own, "silently", false);
    let event = line.event("MESSAGE_CREATE").await;
    assert_eq!((&event["content"], &event["referenced_message"]["content"]), (&json!(""), &json!("> a quote")));
    standin.replies(&ana, own, "loudly", true);
    assert_eq!(line.event("MESSAGE_CREATE").await["content"], "loudly");
    standin.replies(&ana, aside, "<@bot> and this?", false);
    let event = line.event("MESSAGE_CREATE").await;
    assert_eq!(event["referenced_message"]["content"], "", "only the reply is for the bot");
    standin.deletes(mention);
    assert_eq!(line.event("MESSAGE_DELETE").await["id"], mention.to_string());
    standin.finish();
}

#[tokio::test]
async fn servers_arrive_with_their_intent_and_compressed_when_asked() {
    let standin = standin().await;
    let mut line = Line::open(&standin.gateway_url()).await;
    let mut payload = identify(&standin, 1);
    payload["d"]["compress"] = json!(true);
    line.send(&payload).await;
    let ready = line.event("READY").await;
    let guild = line.event("GUILD_CREATE").await;
    assert_eq!((&ready["guilds"][0]["id"], &ready["guilds"][0]["unavailable"]), (&guild["id"], &json!(true)));
    assert_eq!(guild["channels"].as_array().map(Vec::len), Some(2));
    standin.add_thread(standin.channel("general"), "aside");
    assert_eq!(line.event("THREAD_CREATE").await["name"], "aside");
    standin.finish();
}

#[tokio::test]
async fn planned_welcomes_are_used_up_in_order() {
    let standin = standin().await;
    standin.on_identify(Welcome::Silence);
    standin.on_identify(Welcome::Drop);
    standin.on_identify(Welcome::Close(None));
    let mut line = Line::open(&standin.gateway_url()).await;
    line.send(&identify(&standin, 0)).await;
    line.send(&identify(&standin, 0)).await;
    assert_eq!(line.next().await, Err(None), "silence, and then the end");
    let mut line = Line::open(&standin.gateway_url()).await;
    line.send(&identify(&standin, 0)).await;
    assert_eq!(line.next().await, Err(None), "a close frame without a code");
    Line::ready(&standin, 0).await;
    standin.finish();
}

#[tokio::test]
async fn whoever_sends_no_heartbeat_is_dropped() {
    let standin = Standin::start(Options { heartbeat: Duration::from_millis(50), ..Options::default() }).await;
    let (mut line, _) = Line::ready(&standin, 0).await;
    assert_eq!(line.next().await, Err(Some(4009)));
    standin.finish();
}

#[tokio::test]
async fn limits_are_announced_and_then_held() {
    let limits = Limits { other: Some(2), ..Limits::NONE };
    let standin = Standin::start(Options { limits, ..Options::default() }).await;
    let bare = Bare::new(&standin);
    let path = format!("/channels/{}/typing", standin.channel("general"));
    let first = bare.ask("POST", &path, &Value::Null).await.expect("it is answered");
    assert_eq!(
        (first.status().as_u16(), &first.headers()["x-ratelimit-remaining"].to_str().expect("is text")),
        (204, &"1")
    );
    bare.post(&path, &Value::Null).await;
    let (status, answer) = bare.post(&path, &Value::Null).await;
    assert_eq!((status, &answer["global"]), (429, &json!(false)));
    assert!(answer["retry_after"].as_f64().is_some_and(|wait| wait > 0.0), "{answer}");
    assert_convicted(&standin, "", "to be refused once");
    standin.advance(Duration::from_secs(1));
    assert_eq!(bare.post(&path, &Value::Null).await.0, 429);
    assert_convicted(&standin, "before the retry_after", "asking on");
    standin.advance(Duration::from_secs(5));
    assert_eq!(bare.post(&path, &Value::Null).await.0, 204);
    assert_eq!(standin.n_invalid(), 2);
    standin.finish();
}

#[tokio::test]
async fn the_ceiling_over_everything_is_held() {
    let limits = Limits { global: Some(3), ..Limits::NONE };
    let standin = Standin::start(Options { limits, ..Options::default() }).await;
    let bare = Bare::new(&standin);
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(bare.get("/users/@me").await);
    }
    assert_eq!((answers[3].0, &answers[3].1["global"]), (429, &json!(true)));
    standin.finish();
}

#[tokio::test]
async fn planned_faults_look_like_discords() {
    let standin = standin().await;
    let bare = Bare::new(&standin);
    standin.plan("GET", "/users/@me", Fault::Banned(1), 1);
    let answer = bare.ask("GET", "/users/@me", &Value::Null).await.expect("it is answered");
    assert_eq!((answer.status().as_u16(), &answer.headers()["retry-after"].to_str().expect("is text")), (429, &"1"));
    assert!(answer.text().await.expect("is text").starts_with("<!doctype html>"));
    standin.advance(Duration::from_secs(1));
    standin.plan("GET", "/users/@me", Fault::LimitedWithoutCode(0.1), 1);
    let (status, answer) = bare.get("/users/@me").await;
    assert_eq!((status, answer.get("code")), (429, None));
    standin.advance(Duration::from_secs(1));
    standin.plan("GET", "/users/@me", Fault::Malformed, 1);
    assert!(bare.get("/users/@me").await.1.is_string(), "no JSON");
    standin.plan("GET", "/users/@me", Fault::Refused(429, 40_062), 1);
    assert_eq!(bare.get("/users/@me").await.1["code"], 40_062);
    standin.plan("GET", "/users/@me", Fault::Drop, 1);
    assert!(bare.ask("GET", "/users/@me", &Value::Null).await.is_err());
    standin.finish();
}
