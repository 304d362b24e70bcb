//! More questions than are answered: whom the bot refuses, and how it says so.

use std::collections::HashSet;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use pullquote::bot::{Choice, Event, Origin};
use pullquote::config::{Config, Rate};
use pullquote::discord::{Answerer, Responder};
use pullquote::read::Budget;
use pullquote::render::Reply;
use serde_json::{Value, json};
use serenity::http::Http;
use serenity::model::application::Interaction;
use serenity::model::channel::Message;
use serenity::model::id::UserId;
use tokio::io::{AsyncWriteExt as _, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::discord_handler::fixture::{message, message_json, press, reply, slash, typing};
use crate::discord_handler::socket::{Expected, Socket, connect, error, expect, request};

const MESSAGES: &str = "/channels/20/messages";
const ORIGINAL: &str = "/webhooks/1000/secret-of-the-interaction/messages/@original";

/// A bot that answers when it is let.
#[derive(Default)]
struct Held {
    is_open: Mutex<bool>,
    opened: Condvar,
    begun: Mutex<usize>,
}

impl Held {
    fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.opened.notify_all();
    }

    fn begun(&self) -> usize {
        *self.begun.lock().unwrap()
    }
}

impl Answerer for Held {
    fn handle(&self, _: &Event, _: &dyn Budget) -> Option<Reply> {
        *self.begun.lock().unwrap() += 1;
        let mut is_open = self.is_open.lock().unwrap();
        while !*is_open {
            is_open = self.opened.wait(is_open).unwrap();
        }
        Some(reply("> a quote"))
    }

    fn complete(&self, _: &Origin, _: &str, _: &str) -> Vec<Choice> {
        Vec::new()
    }
}

/// The rate that `value` says, as it is configured.
fn rate(value: &str) -> Option<Rate> {
    let lookup = |name: &str| (name == "PULLQUOTE_USER_RATE").then(|| value.into());
    Config::from_lookup(lookup).expect("is sound").user_rate
}

fn responder(held: &Arc<Held>, user: &str, server: &str) -> Arc<Responder> {
    let responder =
        Responder::with_limits(Arc::clone(held) as Arc<dyn Answerer>, rate(user), rate(server), Duration::from_mins(1));
    responder.introduce(UserId::new(1000));
    Arc::new(responder)
}

/// One that answers at once.
fn ready(user: &str, server: &str) -> Arc<Responder> {
    let held = Arc::new(Held::default());
    held.open();
    responder(&held, user, server)
}

fn posts(n: usize) -> Vec<Expected> {
    (0..n).map(|_| expect("POST", MESSAGES, 200, message_json(31, "> a quote"))).collect()
}

fn callback(id: u64) -> Expected {
    expect("POST", &format!("/interactions/{id}/secret-of-the-interaction/callback"), 204, Value::Null)
}

/// A message of `user`, on `server` or directly.
fn asked(id: u64, user: u64, server: Option<u64>) -> Message {
    let mut json = message_json(id, "<@1000> who mediated?");
    json["author"]["id"] = json!(user.to_string());
    json["mentions"] = json!([{"id": "1000", "username": "quotes", "discriminator": "0", "avatar": null}]);
    if let Some(server) = server {
        json["guild_id"] = json!(server.to_string());
    }
    message(json)
}

fn command(id: u64, name: &str) -> Interaction {
    slash(id, name, &json!([{"name": "question", "type": 3, "value": "who?"}]))
}

fn is_answer(body: &Value) -> bool {
    let data = body.get("data").unwrap_or(body);
    data["content"] == "> a quote"
}

/// Waits until `is_so`, for as long as nothing takes.
async fn until(is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < Duration::from_secs(20), "it never comes");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn a_message_too_many_is_refused_once_and_then_passed_over() {
    let socket = Socket::start(posts(4)).await;
    let responder = ready("2/1", "off");
    for id in 30..36 {
        responder.message(&socket.http(), &asked(id, 50, Some(40))).await;
    }
    responder.message(&socket.http(), &asked(36, 51, Some(40))).await;
    let bodies: Vec<_> = socket.finish().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies.iter().map(is_answer).collect::<Vec<_>>(), [true, true, false, true]);
    let refusal = &bodies[2];
    assert_eq!(
        refusal["content"],
        "You ask faster than I may answer. Please ask again in 60 seconds. Until then I pass over further questions."
    );
    assert_eq!((&refusal["flags"], &refusal["allowed_mentions"]["parse"]), (&json!(4 | 4096), &json!([])));
    assert_eq!((&refusal["message_reference"]["message_id"], &refusal["nonce"]), (&json!("32"), &json!("32")));
}

#[tokio::test]
async fn what_is_not_for_the_bot_is_not_counted() {
    let socket = Socket::start(posts(1)).await;
    let responder = ready("1/1", "1/1");
    for id in 1..100 {
        let mut other = message_json(id, "who mediated?");
        other["guild_id"] = json!("40");
        responder.message(&socket.http(), &message(other)).await;
    }
    responder.message(&socket.http(), &asked(100, 50, Some(40))).await;
    responder.message(&socket.http(), &asked(100, 50, Some(40))).await;
    assert!(is_answer(&socket.finish()[0].body));
}

#[tokio::test]
async fn a_server_too_loud_is_refused_without_more_noise() {
    let socket = Socket::start(posts(4)).await;
    let responder = ready("off", "2/60");
    for id in 30..40 {
        responder.message(&socket.http(), &asked(id, id % 2 + 50, Some(40))).await;
    }
    let bodies: Vec<_> = socket.finish().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies.iter().map(is_answer).collect::<Vec<_>>(), [true, true, false, false]);
    let text = bodies[2]["content"].as_str().expect("is text");
    assert!(text.starts_with("This server asks faster") && text.contains("30 seconds"), "{text}");
}

#[tokio::test]
async fn every_interaction_too_many_is_refused_in_private() {
    let socket = Socket::start((60..64).map(callback).collect()).await;
    let responder = ready("1/1", "off");
    for id in 60..64 {
        responder.interaction(&socket.http(), &command(id, "ask")).await;
    }
    let bodies: Vec<_> = socket.finish().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies.iter().map(is_answer).collect::<Vec<_>>(), [true, false, false, false]);
    for body in &bodies[1..] {
        assert_eq!((&body["type"], &body["data"]["flags"]), (&json!(4), &json!(68)));
        let text = body["data"]["content"].as_str().expect("is text");
        assert_eq!(text, "You ask faster than I may answer. Please ask again in 60 seconds.");
    }
}

#[tokio::test]
async fn looking_around_is_not_asking() {
    let socket = Socket::start((60..83).map(callback).collect()).await;
    let responder = ready("1/1", "1/1");
    let http = socket.http();
    for id in 60..70 {
        responder.interaction(&http, &typing(id, "a")).await;
    }
    for id in 70..74 {
        responder.interaction(&http, &press(id, "sources:1", 0)).await;
        responder.interaction(&http, &command(id + 4, "sources")).await;
    }
    for id in 78..82 {
        responder.interaction(&http, &press(id, "sources:1", 0)).await;
    }
    responder.interaction(&http, &command(82, "ask")).await;
    let bodies: Vec<_> = socket.finish().into_iter().map(|request| request.body).collect();
    assert!(bodies[..10].iter().all(|body| body["type"] == 8));
    assert_eq!(bodies[10..].iter().filter(|body| is_answer(body)).count(), 8 + 1, "eight times as often as asking");
    assert!(is_answer(&bodies[22]));
}

#[tokio::test]
async fn one_user_s_slow_questions_leave_room_for_others() {
    // One user's questions: 60 to 79 fill what one user may have under way, 80 comes on top.
    let mut expected = posts(2);
    expected.extend((0..3).map(|_| expect("POST", "/channels/20/typing", 204, Value::Null).optional()));
    expected.extend((60..82).map(callback));
    expected.extend((0..21).map(|_| expect("PATCH", ORIGINAL, 200, message_json(31, "> a quote")).optional()));
    let socket = Socket::start(expected).await;
    let held = Arc::new(Held::default());
    let responder = responder(&held, "off", "off");
    let mut tasks = JoinSet::new();
    let http = socket.http();
    for id in 60..80 {
        let (responder, http) = (Arc::clone(&responder), Arc::clone(&http));
        tasks.spawn(async move { responder.interaction(&http, &command(id, "ask")).await });
    }
    until(|| held.begun() == 3).await;
    // Refused at once, while the others are still in work or waiting.
    responder.interaction(&http, &command(80, "ask")).await;
    responder.message(&http, &asked(30, 50, None)).await;
    responder.message(&http, &asked(31, 50, None)).await;
    let other = tokio::spawn({
        let (responder, http) = (Arc::clone(&responder), Arc::clone(&http));
        async move { responder.message(&http, &asked(32, 51, None)).await }
    });
    until(|| held.begun() == 4).await;
    held.open();
    tasks.join_all().await;
    other.await.unwrap();
    responder.interaction(&http, &command(81, "ask")).await;
    let requests = socket.finish();
    let body = |path: &str| &requests.iter().find(|request| request.path.contains(path)).expect("came").body;
    assert!(body("/interactions/80/")["data"]["content"].as_str().expect("is text").starts_with("I am still at"));
    assert!(is_answer(body("/interactions/81/")), "their answers make room");
    let messages: Vec<_> = requests.iter().filter(|request| request.path.ends_with("/messages")).collect();
    assert!(messages[0].body["content"].as_str().expect("is text").starts_with("I am still at"));
    assert!(is_answer(&messages[1].body));
}

#[tokio::test]
async fn an_answer_that_cannot_be_shown_is_said_to_be_so() {
    let refused = |status, code| expect("PATCH", ORIGINAL, status, error(code, "no"));
    let shown = || expect("PATCH", ORIGINAL, 200, message_json(31, "sorry"));
    let table = [
        (vec![refused(400, 50_035), shown()], Some("I could not show the answer here. Please ask again.")),
        (vec![refused(503, 0), refused(429, 0), shown()], Some("> a quote")),
        (vec![refused(404, 10_015)], None),
    ];
    for (mut expected, last) in table {
        expected.push(callback(60));
        let socket = Socket::start(expected).await;
        let held = Arc::new(Held::default());
        let responder = responder(&held, "off", "off");
        let task = tokio::spawn({
            let http = socket.http();
            async move { responder.interaction(&http, &command(60, "ask")).await }
        });
        // Longer than a first response may wait.
        until(|| held.begun() == 1).await;
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        held.open();
        task.await.unwrap();
        let requests = socket.finish();
        let edit = requests.iter().rfind(|request| request.method == "PATCH").expect("was tried");
        assert_eq!(edit.body["content"], last.unwrap_or("> a quote"));
    }
}

#[tokio::test]
async fn a_closed_thread_is_not_tried_twice() {
    for (status, code) in [(400, 50_083), (400, 160_005), (403, 160_005), (403, 50_001)] {
        let socket = Socket::start(vec![expect("POST", MESSAGES, status, error(code, "no"))]).await;
        ready("off", "off").message(&socket.http(), &asked(30, 50, Some(40))).await;
        assert_eq!(socket.finish().len(), 1, "{status} {code}");
    }
}

/// Discord for as many requests as come: each is well.
async fn obliging() -> (Arc<Http>, Arc<Mutex<Vec<(String, Value)>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("the socket has an address").to_string();
    let bodies = Arc::default();
    let kept = Arc::clone(&bodies);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(oblige(stream, Arc::clone(&kept)));
        }
    });
    (connect(&address), bodies)
}

async fn oblige(stream: TcpStream, bodies: Arc<Mutex<Vec<(String, Value)>>>) {
    let mut stream = BufStream::new(stream);
    while let Some((head, body)) = request(&mut stream).await {
        bodies.lock().unwrap().push((head[0].clone(), serde_json::from_slice(&body).unwrap_or_default()));
        let answer = message_json(31, "> a quote").to_string();
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", answer.len());
        stream.write_all(head.as_bytes()).await.expect("the client listens");
        stream.write_all(answer.as_bytes()).await.expect("the client listens");
        stream.flush().await.expect("the client listens");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_at_once_are_answered_or_refused() {
    const N: u64 = 10_000;
    let (http, bodies) = obliging().await;
    let held = Arc::new(Held::default());
    let responder = responder(&held, "5/15", "30/120");
    let mut tasks = JoinSet::new();
    for id in 0..N {
        let (responder, http) = (Arc::clone(&responder), Arc::clone(&http));
        tasks.spawn(async move {
            if id % 2 == 0 {
                let mut interaction = command(10_000 + id, "ask");
                let Interaction::Command(command) = &mut interaction else { panic!("a command") };
                command.user.id = UserId::new(10_000 + id);
                responder.interaction(&http, &interaction).await;
            } else {
                responder.message(&http, &asked(10_000 + id, id % 500 + 1, None)).await;
            }
        });
    }
    until(|| held.begun() >= 8 && tasks.len() > 8).await;
    held.open();
    tasks.join_all().await;
    let bodies = bodies.lock().unwrap();
    let responded: HashSet<_> = bodies.iter().map(|(line, _)| line).filter(|line| line.contains("/callback")).collect();
    assert_eq!(responded.len() as u64, N / 2, "each interaction has its response");
    let refused = bodies.iter().filter(|(line, body)| line.contains("/messages") && !is_answer(body)).count();
    assert!(refused <= 250, "each of 250 users is told once: {refused}");
    assert!(bodies.iter().filter(|(_, body)| is_answer(body)).count() >= 72, "the others are answered");
}
