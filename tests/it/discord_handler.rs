//! L2: the real handler against a recorded HTTP socket.

pub(crate) mod fixture;
pub(crate) mod socket;

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread::sleep;
use std::time::{Duration, Instant};

use pullquote::answer::{Calibrated, Engine};
use pullquote::bot::{Action, Author, Bot, Event, OptionValue};
use pullquote::config::{Config, Token};
use pullquote::corpus;
use pullquote::discord::registration::{Registration, register};
use pullquote::discord::{Exit, Failure, Responder, is_safe_to_log, serve};
use pullquote::render::Reply;
use pullquote::retrieve::Embedded;
use serde_json::{Value, json};
use serenity::model::id::UserId;

use crate::discord_payload::registered;
use fixture::{bot, direct, in_server, message, message_json, press, private, reply, saying, sent, slash, typing};
use socket::{Expected, Socket, TOKEN, error, expect};

const MESSAGES: &str = "/channels/20/messages";
const TYPING: &str = "/channels/20/typing";
const CALLBACK: &str = "/interactions/60/secret-of-the-interaction/callback";
const WEBHOOK: &str = "/webhooks/1000/secret-of-the-interaction";
const ORIGINAL: &str = "/webhooks/1000/secret-of-the-interaction/messages/@original";

/// Long enough that the first response cannot wait for it.
const SLOW: Duration = Duration::from_millis(1_300);

fn posted() -> Expected {
    expect("POST", MESSAGES, 200, message_json(31, "> a quote"))
}

fn called_back() -> Expected {
    expect("POST", CALLBACK, 204, Value::Null)
}

#[tokio::test]
async fn a_direct_message_is_answered_once() {
    let socket = Socket::start(vec![posted()]).await;
    let (responder, scripted) = bot(|_| Some(reply("> a quote")));
    let message = direct(30, "who mediated?");
    responder.message(&socket.http(), &message).await;
    responder.message(&socket.http(), &message).await;
    let requests = socket.finish();
    let body = &requests[0].body;
    assert_eq!(body["content"], "> a quote");
    assert_eq!((&body["nonce"], &body["enforce_nonce"]), (&json!("30"), &json!(true)));
    assert_eq!(body["message_reference"]["message_id"], "30");
    assert_eq!(body["message_reference"]["fail_if_not_exists"], false);
    let events = scripted.events.lock().expect("nothing panicked");
    let [Event { origin, action: Action::Message(seen) }] = &events[..] else { panic!("one message: {events:?}") };
    assert_eq!((seen.text.as_str(), seen.bot_id), ("who mediated?", 1000));
    assert!(seen.direct && !seen.mentions_bot && seen.author == Author::Person);
    assert_eq!((origin.id, origin.user, origin.channel), (30, 50, 20));
}

#[tokio::test]
async fn what_others_talk_about_does_not_reach_the_bot() {
    let socket = Socket::start(vec![]).await;
    let (responder, scripted) = bot(|_| None);
    let mut by_bot = message_json(3, "x");
    by_bot["author"]["bot"] = json!(true);
    let mut by_webhook = message_json(4, "x");
    by_webhook["webhook_id"] = json!("9");
    let messages = [in_server(1, "x", false), in_server(2, "<@1000> x", true), message(by_bot), message(by_webhook)];
    for message in &messages {
        responder.message(&socket.http(), message).await;
    }
    assert!(socket.finish().is_empty(), "no answer, no request");
    let events = scripted.events.lock().expect("nothing panicked");
    let seen = events.iter().map(|event| match &event.action {
        Action::Message(message) => (message.direct, message.mentions_bot, message.author == Author::OtherBot),
        other => panic!("{other:?} is no message"),
    });
    // The others are for nobody, and cost the bot nothing.
    assert_eq!(seen.collect::<Vec<_>>(), [(false, true, false)]);
}

#[tokio::test]
async fn lines_that_nobody_wrote_are_passed_over() {
    let socket = Socket::start(vec![]).await;
    let mut pinned = message_json(30, "");
    pinned["type"] = json!(6);
    saying("no").message(&socket.http(), &message(pinned)).await;
    assert!(socket.finish().is_empty());
}

#[tokio::test]
async fn passing_failures_are_tried_again_with_the_same_nonce() {
    let failures = [(500, error(0, "hiccup")), (429, json!({"message": "slow", "retry_after": 0.3, "global": false}))];
    for (status, body) in failures {
        let socket = Socket::start(vec![expect("POST", MESSAGES, status, body), posted()]).await;
        saying("> a quote").message(&socket.http(), &direct(30, "x")).await;
        let requests = socket.finish();
        assert_eq!(requests[0].body, requests[1].body, "{status}");
    }
}

#[tokio::test]
async fn failures_for_good_are_not_tried_again() {
    for (status, code) in [(403, 50_013), (404, 10_003), (401, 0), (400, 50_035)] {
        let socket = Socket::start(vec![expect("POST", MESSAGES, status, error(code, "no"))]).await;
        saying("> a quote").message(&socket.http(), &direct(30, "x")).await;
        assert_eq!(socket.finish().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn without_the_history_the_answer_refers_to_nothing() {
    let refused =
        expect("POST", MESSAGES, 400, error(160_002, "Cannot reply without permission to read message history"));
    let socket = Socket::start(vec![refused, posted()]).await;
    saying("> a quote").message(&socket.http(), &direct(30, "x")).await;
    let requests = socket.finish();
    assert_eq!(requests[1].body["message_reference"], Value::Null);
    assert_eq!(requests[1].body["nonce"], "30");
}

#[tokio::test]
async fn a_panic_is_an_apology_to_who_asked_and_silence_to_others() {
    let socket = Socket::start(vec![posted()]).await;
    let (responder, _) = bot(|_| panic!("on purpose"));
    responder.message(&socket.http(), &in_server(29, "not for the bot", false)).await;
    responder.message(&socket.http(), &direct(30, "x")).await;
    let requests = socket.finish();
    assert!(requests[0].body["content"].as_str().expect("is text").starts_with("Something went wrong"));
}

#[tokio::test]
async fn a_reply_that_discord_would_refuse_is_an_apology() {
    let socket = Socket::start(vec![posted()]).await;
    let (responder, _) = bot(|_| Some(reply(&"x".repeat(2_001))));
    responder.message(&socket.http(), &direct(30, "x")).await;
    assert!(socket.finish()[0].body["content"].as_str().expect("is text").starts_with("Something went wrong"));
}

#[tokio::test]
async fn a_slow_answer_is_announced_by_typing_and_survives_its_failure() {
    let socket = Socket::start(vec![expect("POST", TYPING, 500, error(0, "hiccup")), posted()]).await;
    let (responder, _) = bot(|_| {
        sleep(SLOW);
        Some(reply("> a quote"))
    });
    responder.message(&socket.http(), &direct(30, "x")).await;
    assert!(socket.finish()[0].path.ends_with("/typing"));
}

#[tokio::test]
async fn nobody_is_kept_waiting_by_a_message_that_is_not_for_the_bot() {
    let socket = Socket::start(vec![]).await;
    let (responder, _) = bot(|_| {
        sleep(SLOW);
        None
    });
    responder.message(&socket.http(), &in_server(30, "x", false)).await;
    assert!(socket.finish().is_empty(), "no typing");
}

#[tokio::test]
async fn a_command_is_answered_with_one_request() {
    let socket = Socket::start(vec![called_back()]).await;
    let (responder, scripted) = bot(|_| Some(private("> a quote")));
    let options = json!([
        {"name": "question", "type": 3, "value": "who?"},
        {"name": "private", "type": 5, "value": true},
        {"name": "page", "type": 4, "value": 2},
        {"name": "someone", "type": 6, "value": "50"}
    ]);
    let command = slash(60, "ask", &options);
    responder.interaction(&socket.http(), &command).await;
    responder.interaction(&socket.http(), &command).await;
    let requests = socket.finish();
    let body = &requests[0].body;
    assert_eq!((&body["type"], &body["data"]["flags"]), (&json!(4), &json!(68)));
    assert_eq!(body["data"]["components"][0]["components"][0]["custom_id"], "more");
    let events = scripted.events.lock().expect("nothing panicked");
    let option = |name: &str, value| (name.to_owned(), value);
    let options = vec![
        option("question", OptionValue::Text("who?".to_owned())),
        option("private", OptionValue::Flag(true)),
        option("page", OptionValue::Number(2)),
    ];
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].action, Action::Slash { name: "ask".to_owned(), options });
}

#[tokio::test]
async fn a_slow_command_is_announced_and_then_answered() {
    for (options, flags) in [
        (json!([{"name": "question", "type": 3, "value": "who?"}]), Value::Null),
        (json!([{"name": "private", "type": 5, "value": true}]), json!(64)),
    ] {
        let edited = expect("PATCH", ORIGINAL, 200, message_json(31, "> a quote"));
        let socket = Socket::start(vec![called_back(), edited]).await;
        let (responder, _) = bot(|_| {
            sleep(SLOW);
            Some(reply("> a quote"))
        });
        responder.interaction(&socket.http(), &slash(60, "ask", &options)).await;
        let requests = socket.finish();
        assert_eq!((&requests[0].body["type"], &requests[0].body["data"]["flags"]), (&json!(5), &flags));
        assert_eq!((requests[1].method.as_str(), &requests[1].body["content"]), ("PATCH", &json!("> a quote")));
        assert_eq!(requests[1].body["allowed_mentions"]["parse"], json!([]));
    }
}

/// The bot itself, over the articles that come with it.
fn real_bot() -> Responder {
    let corpus = Arc::new(corpus::load(Path::new("corpus")).expect("the articles are readable").corpus);
    let retriever = Embedded::in_memory(&corpus).expect("the articles can be indexed");
    let engine = Engine::new(corpus, Box::new(retriever), Calibrated::rules());
    let responder = Responder::new(Arc::new(Bot::new(Arc::new(engine))));
    responder.introduce(UserId::new(1000));
    responder
}

#[tokio::test]
async fn the_bot_itself_answers_everywhere() {
    let responder = real_bot();
    let question = json!([{"name": "question", "type": 3, "value": "who mediated the talks?"}]);
    let unheard = in_server(28, "who mediated the talks?", false);
    let mentioned = in_server(29, "<@1000> who mediated the talks?", true);
    // The first answers of a debug build may take longer than a first response may wait.
    let edited = || expect("PATCH", ORIGINAL, 200, message_json(31, "> a quote")).optional();
    let typed = || expect("POST", TYPING, 204, Value::Null).optional();

    let socket = Socket::start(vec![posted(), posted(), typed(), typed()]).await;
    for message in [unheard, mentioned, direct(30, "who mediated the talks?")] {
        responder.message(&socket.http(), &message).await;
    }
    let requests = socket.finish();
    let answers: Vec<_> = requests.iter().filter(|request| request.path.ends_with("/messages")).collect();
    let (in_server, direct) = (&answers[0].body["content"], &answers[1].body["content"]);
    assert_eq!(in_server, direct);
    assert!(in_server.as_str().expect("is text").contains("> "), "{in_server}");

    let socket = Socket::start(vec![called_back(), edited()]).await;
    responder.interaction(&socket.http(), &slash(60, "ask", &question)).await;
    let requests = socket.finish();
    let last = &requests[requests.len() - 1].body;
    // Nothing else in the channel shows what was asked by a command.
    let echoed = format!("-# “who mediated the talks?”\n{}", direct.as_str().expect("is text"));
    assert_eq!(last.get("data").unwrap_or(last)["content"], echoed);
}

#[tokio::test]
async fn what_the_bot_does_not_know_gets_a_private_sentence() {
    for unknown in [slash(60, "gone", &json!([])), press(60, "gone", 0)] {
        let socket = Socket::start(vec![called_back()]).await;
        bot(|_| None).0.interaction(&socket.http(), &unknown).await;
        let requests = socket.finish();
        assert_eq!((&requests[0].body["type"], &requests[0].body["data"]["flags"]), (&json!(4), &json!(68)));
        assert!(!requests[0].body["data"]["content"].as_str().expect("is text").is_empty());
    }
}

#[tokio::test]
async fn a_command_that_panics_gets_a_private_apology() {
    let socket = Socket::start(vec![called_back()]).await;
    bot(|_| panic!("on purpose")).0.interaction(&socket.http(), &slash(60, "ask", &json!([]))).await;
    let requests = socket.finish();
    assert_eq!(requests[0].body["data"]["flags"], 68);
    assert!(requests[0].body["data"]["content"].as_str().expect("is text").starts_with("Something went wrong"));
}

#[tokio::test]
async fn an_interaction_that_is_gone_is_left_alone() {
    let gone = expect("POST", CALLBACK, 404, error(10_062, "Unknown interaction"));
    let socket = Socket::start(vec![gone]).await;
    let (responder, _) = bot(|_| {
        sleep(SLOW);
        Some(reply("too late"))
    });
    responder.interaction(&socket.http(), &slash(60, "ask", &json!([]))).await;
    assert_eq!(socket.finish().len(), 1, "nothing is edited that was never announced");
}

#[tokio::test]
async fn a_response_that_got_through_after_all_counts() {
    let lost = expect("POST", CALLBACK, 502, error(0, "bad gateway"));
    let repeated = expect("POST", CALLBACK, 400, error(40_060, "Interaction has already been acknowledged."));
    let edited = expect("PATCH", ORIGINAL, 200, message_json(31, "> a quote"));
    let socket = Socket::start(vec![lost, repeated, edited]).await;
    let (responder, _) = bot(|_| {
        sleep(SLOW);
        Some(reply("> a quote"))
    });
    responder.interaction(&socket.http(), &slash(60, "ask", &json!([]))).await;
    assert_eq!(socket.finish().len(), 3);
}

#[tokio::test]
async fn suggestions_are_given_and_a_panic_gives_none() {
    for (partial, choices) in [("a", json!([{"name": "source a", "value": "slug"}])), ("panic", json!([]))] {
        let socket = Socket::start(vec![called_back()]).await;
        saying("no").interaction(&socket.http(), &typing(60, partial)).await;
        let requests = socket.finish();
        assert_eq!(requests[0].body, json!({"type": 8, "data": {"choices": choices}}));
    }
}

#[tokio::test]
async fn a_button_changes_its_message_unless_that_would_show_what_is_private() {
    const PRIVATE_MESSAGE: u64 = 64;
    let table = [
        (true, false, 0, 7),
        (true, false, PRIVATE_MESSAGE, 7),
        (true, true, PRIVATE_MESSAGE, 7),
        (true, true, 0, 4),
        (false, true, PRIVATE_MESSAGE, 4),
        (false, true, 0, 4),
    ];
    for (replaces, is_private, flags, kind) in table {
        let socket = Socket::start(vec![called_back()]).await;
        let (responder, scripted) = bot(move |_| {
            let reply = if is_private { private("x") } else { reply("x") };
            Some(Reply { replaces, ..reply })
        });
        responder.interaction(&socket.http(), &press(60, "sources:1", flags)).await;
        assert_eq!(socket.finish()[0].body["type"], kind, "{is_private} {flags}");
        let events = scripted.events.lock().expect("nothing panicked");
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].action, Action::Press { id: "sources:1".to_owned(), ids: Vec::new() });
    }
}

#[tokio::test]
async fn a_form_is_read_whatever_it_holds() {
    let input =
        |id: &str, value: Value| json!({"type": 1, "components": [{"type": 4, "custom_id": id, "value": value}]});
    let button = json!({"type": 1, "components": [{"type": 2, "custom_id": "b", "style": 1, "label": "x"}]});
    let table = [
        (json!([input("words", json!("it was\n@everyone"))]), vec![("words", "it was\n@everyone")]),
        (json!([input("words", json!(""))]), vec![("words", "")]),
        (json!([input("words", Value::Null)]), vec![]),
        (json!([]), vec![]),
        (json!([button, input("other", json!("x")), input("words", json!("y"))]), vec![("other", "x"), ("words", "y")]),
    ];
    for (rows, fields) in table {
        let socket = Socket::start(vec![called_back()]).await;
        let (responder, scripted) = bot(|_| Some(private("x")));
        responder.interaction(&socket.http(), &sent(60, "note:1", &rows)).await;
        assert_eq!(socket.finish()[0].body["data"]["flags"], 68);
        let events = scripted.events.lock().expect("nothing panicked");
        let fields = fields.into_iter().map(|(id, value)| (id.to_owned(), value.to_owned())).collect();
        assert_eq!(events[0].action, Action::Submit { id: "note:1".to_owned(), fields }, "{rows}");
    }
}

#[tokio::test]
async fn a_form_that_nobody_knows_gets_a_sentence() {
    let socket = Socket::start(vec![called_back()]).await;
    bot(|_| None).0.interaction(&socket.http(), &sent(60, "poll:1", &json!([]))).await;
    let body = &socket.finish()[0].body;
    assert!(body["data"]["content"].as_str().expect("is text").starts_with("I don’t know that command"), "{body}");
}

#[tokio::test]
async fn a_slow_button_is_acknowledged_first() {
    let after = [
        (false, expect("PATCH", ORIGINAL, 200, message_json(31, "x"))),
        (true, expect("POST", WEBHOOK, 200, message_json(32, "x"))),
    ];
    for (is_private, second) in after {
        let socket = Socket::start(vec![called_back(), second]).await;
        let (responder, _) = bot(move |_| {
            sleep(SLOW);
            Some(if is_private { private("x") } else { Reply { replaces: true, ..reply("x") } })
        });
        responder.interaction(&socket.http(), &press(60, "sources:1", 0)).await;
        let requests = socket.finish();
        assert_eq!(requests[0].body["type"], 6);
        assert_eq!(requests[1].body["content"], "x");
    }
}

#[tokio::test]
async fn commands_are_registered_if_they_changed() {
    const COMMANDS: &str = "/applications/1000/commands";
    const LOCALIZED: &str = "/applications/1000/commands?&with_localizations=true";
    let socket =
        Socket::start(vec![expect("GET", LOCALIZED, 200, json!([])), expect("PUT", COMMANDS, 200, registered())]).await;
    assert_eq!(register(&socket.http()).await, Ok(Registration::Renewed));
    let requests = socket.finish();
    assert_eq!(requests[1].body.as_array().map(Vec::len), Some(pullquote::bot::COMMANDS.len()));

    let socket = Socket::start(vec![expect("GET", LOCALIZED, 200, registered())]).await;
    assert_eq!(register(&socket.http()).await, Ok(Registration::Current));
    socket.finish();

    let socket = Socket::start(vec![expect("GET", LOCALIZED, 401, error(0, "401: Unauthorized"))]).await;
    assert_eq!(register(&socket.http()).await, Err(Failure::Refused { status: 401, code: 0 }));
    socket.finish();
}

fn config(socket: &Socket) -> Config {
    let mut config = Config::from_lookup(|_| None).expect("nothing is required");
    config.token = Token::parse_any(TOKEN).expect("is sound");
    config.endpoints = Some(socket.endpoints());
    config
}

fn sessions(remaining: u64) -> Value {
    let limit = json!({"total": 1000, "remaining": remaining, "reset_after": 1, "max_concurrency": 1});
    json!({"url": "wss://gateway.discord.gg", "shards": 1, "session_start_limit": limit})
}

#[tokio::test]
async fn what_cannot_connect_is_told_before_connecting() {
    let table = [
        (expect("GET", "/gateway/bot", 401, error(0, "401: Unauthorized")), Exit::TokenRejected),
        (expect("GET", "/gateway/bot", 200, sessions(0)), Exit::NoSessionsLeft),
    ];
    for (answer, exit) in table {
        let socket = Socket::start(vec![answer]).await;
        let (_, scripted) = bot(|_| None);
        let ended = serve(&config(&socket), scripted, std::future::pending()).await;
        assert_eq!(ended.expect("is an exit"), exit);
        socket.finish();
    }
}

#[tokio::test]
async fn it_stops_in_time_while_it_cannot_connect() {
    // The gateway's address leads to this socket too, which does not speak its language.
    let socket = Socket::start(vec![expect("GET", "/gateway/bot", 200, sessions(1))]).await;
    let config = config(&socket);
    let (_, scripted) = bot(|_| None);
    let started = Instant::now();
    let ended = serve(&config, scripted, tokio::time::sleep(Duration::from_millis(500))).await;
    assert_eq!(ended.expect("is an exit"), Exit::Stopped);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

#[tokio::test]
async fn without_a_token_it_says_where_to_get_one() {
    let config = Config::from_lookup(|_| None).expect("nothing is required");
    let (_, scripted) = bot(|_| None);
    let refused = serve(&config, scripted, std::future::pending()).await.expect_err("no token");
    assert!(refused.to_string().contains("DISCORD_TOKEN"), "{refused}");
}

#[test]
fn exits_differ() {
    let exits = [
        Exit::Stopped,
        Exit::TokenRejected,
        Exit::NeverReady,
        Exit::Flapping,
        Exit::NoSessionsLeft,
        Exit::IntentsInvalid,
        Exit::IntentsDisallowed,
        Exit::ShardInvalid,
        Exit::ShardingRequired,
        Exit::VersionInvalid,
    ];
    let codes: std::collections::HashSet<_> = exits.iter().map(|exit| exit.code()).collect();
    assert_eq!(codes.len(), exits.len());
    assert!(codes.is_disjoint(&[1, 2].into()), "taken by errors and by the command line");
    assert!(exits.iter().all(|exit| (*exit == Exit::Stopped) == exit.advice().is_empty()));
}

/// Keeps what is logged.
#[derive(Clone, Default)]
pub(crate) struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    /// Keeps every line of this thread that may be written, until the guard is dropped.
    pub(crate) fn keep(&self) -> tracing::subscriber::DefaultGuard {
        use tracing_subscriber::layer::SubscriberExt as _;
        let writer = self.clone();
        let subscriber = tracing_subscriber::registry()
            .with(tracing_subscriber::fmt::layer().with_ansi(false).with_writer(move || writer.clone()))
            .with(tracing_subscriber::filter::filter_fn(|it| is_safe_to_log(it.target(), *it.level())));
        // While there is one subscriber alone, `tracing` asks the thread that comes to a line first whether
        // it is wanted, for all threads and for good: another test's thread would say no.
        let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry());
        tracing::subscriber::set_default(subscriber)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("nothing panicked").clone()).expect("a log is text")
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nothing panicked").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn nothing_secret_is_logged_at_any_level() {
    let lines = Lines::default();
    let guard = lines.keep();

    let refused = expect("POST", CALLBACK, 404, error(10_062, "Unknown interaction"));
    let forbidden = expect("POST", MESSAGES, 403, error(50_013, "Missing Permissions"));
    let socket = Socket::start(vec![refused, forbidden]).await;
    let responder = saying("> a quote");
    responder.interaction(&socket.http(), &slash(60, "ask", &json!([]))).await;
    responder.message(&socket.http(), &direct(30, "a private matter")).await;
    socket.finish();
    drop(guard);

    let logged = lines.text();
    assert!(logged.contains("code 10062") && logged.contains("Read Message History"), "{logged}");
    for secret in [TOKEN, "secret-of-the-interaction", "a private matter", "a quote"] {
        assert!(!logged.contains(secret), "{secret}: {logged}");
    }
}
