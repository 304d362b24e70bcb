//! L3: the connection, against a scripted web socket.

mod server;

use std::future::pending;
use std::thread::sleep;
use std::time::{Duration, Instant};

use pullquote::config::{Config, Endpoints, Token};
use pullquote::discord::{Exit, Pace, serve_at};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::discord_handler::Lines;
use crate::discord_handler::fixture::{bot, message_json, reply};
use crate::discord_handler::socket::{Expected, Socket, TOKEN, error, expect};
use crate::discord_payload::registered;
use server::{CALM, Peer, Server};

const MESSAGES: &str = "/channels/20/messages";

/// The bot, connected to a server of the test's.
struct Running {
    socket: Socket,
    exit: JoinHandle<anyhow::Result<Exit>>,
    stop: oneshot::Sender<()>,
}

/// No test waits for it, and no test is hurried by it.
fn quick() -> Pace {
    Pace {
        connect: Duration::from_secs(5),
        hello: Duration::from_secs(5),
        entry: Duration::from_secs(5),
        identify_apart: Duration::from_millis(1),
        believed: Duration::from_mins(1),
        after_invalid: Duration::from_millis(1)..=Duration::from_millis(5),
        first_wait: Duration::from_millis(2),
        longest_wait: Duration::from_millis(20),
        settled: Duration::from_mins(1),
    }
}

fn allowance(shards: u32, remaining: u64) -> Expected {
    let limit = json!({"total": 1000, "remaining": remaining, "reset_after": 86_400_000, "max_concurrency": 1});
    let gateway = json!({"url": "wss://elsewhere.invalid", "shards": shards, "session_start_limit": limit});
    expect("GET", "/gateway/bot", 200, gateway)
}

/// `n` answers to be sent.
fn answers(n: usize) -> Vec<Expected> {
    (0..n).map(|_| expect("POST", MESSAGES, 200, message_json(31, "> a quote"))).collect()
}

async fn start_at(pace: Pace, server: &Server, mut expected: Vec<Expected>, thinks: Duration) -> Running {
    expected.push(expect("GET", "/applications/1000/commands?&with_localizations=true", 200, registered()).optional());
    let socket = Socket::start(expected).await;
    let mut config = Config::from_lookup(|_| None).expect("nothing is required");
    config.token = Token::parse_any(TOKEN).expect("is sound");
    config.endpoints = Endpoints::parse(Some(socket.endpoints().api()), Some(&server.url())).expect("are sound");
    let (stop, stopped) = oneshot::channel();
    let (_, scripted) = bot(move |_| {
        sleep(thinks);
        Some(reply("> a quote"))
    });
    let exit = tokio::spawn(async move {
        let stopped = async {
            if stopped.await.is_err() {
                pending::<()>().await;
            }
        };
        serve_at(pace, &config, scripted, stopped).await
    });
    Running { socket, exit, stop }
}

async fn start(server: &Server, n_answers: usize) -> Running {
    let mut expected = answers(n_answers);
    expected.push(allowance(1, 1_000));
    start_at(quick(), server, expected, Duration::ZERO).await
}

impl Running {
    /// How it ended by itself.
    async fn ended(self) -> Exit {
        let exit = timeout(Duration::from_secs(20), self.exit).await.expect("it ends");
        self.socket.finish();
        exit.expect("nothing panicked").expect("is an exit")
    }

    /// Tells it to stop, and returns the code that it closes `peer` with.
    async fn stop(self, peer: Peer) -> Option<u16> {
        self.stop.send(()).expect("it runs");
        let code = peer.closed().await;
        assert_eq!(timeout(Duration::from_secs(20), self.exit).await.expect("ends").unwrap().unwrap(), Exit::Stopped);
        self.socket.finish();
        code
    }
}

fn question(id: u64) -> Value {
    message_json(id, "who mediated?")
}

/// The close codes after which only a person can help, and what the bot ends with.
pub(crate) const FINAL: [(u16, Exit); 6] = [
    (4004, Exit::TokenRejected),
    (4010, Exit::ShardInvalid),
    (4011, Exit::ShardingRequired),
    (4012, Exit::VersionInvalid),
    (4013, Exit::IntentsInvalid),
    (4014, Exit::IntentsDisallowed),
];

#[tokio::test]
async fn it_introduces_itself_answers_and_says_farewell() {
    let server = Server::start().await;
    let running = start(&server, 1).await;
    let (mut peer, identify) = server.greet(CALM).await;
    assert_eq!(peer.target, "/?v=10&encoding=json");
    let data = &identify["d"];
    assert_eq!((&identify["op"], &data["token"], &data["intents"]), (&json!(2), &json!(TOKEN), &json!(4608)));
    assert_eq!((&data["shard"], &data["compress"]), (&json!([0, 1]), &Value::Null));
    peer.ready().await;
    peer.dispatch(2, "MESSAGE_CREATE", &question(30)).await;
    peer.has_arrived().await;
    assert_eq!(running.stop(peer).await, Some(1000));
}

#[tokio::test]
async fn heartbeats_carry_the_sequence_and_are_sent_on_request() {
    let server = Server::start().await;
    let running = start(&server, 0).await;
    let (mut peer, _) = server.greet(60).await;
    let started = Instant::now();
    peer.ready().await;
    peer.dispatch(5, "TYPING_START", &json!({})).await;
    // The first may have been on its way before the events.
    peer.heartbeat().await;
    for _ in 0..3 {
        assert_eq!(peer.heartbeat().await, json!({"op": 1, "d": 5}));
    }
    assert!(started.elapsed() >= Duration::from_millis(150), "{:?}", started.elapsed());
    running.stop(peer).await;

    let server = Server::start().await;
    let running = start(&server, 0).await;
    let mut peer = server.begin().await;
    peer.send(&json!({"op": 1, "d": null})).await;
    assert_eq!(peer.heartbeat().await, json!({"op": 1, "d": 1}));
    running.stop(peer).await;
}

#[tokio::test]
async fn a_connection_that_answers_no_heartbeat_is_given_up() {
    let server = Server::start().await;
    let running = start(&server, 0).await;
    let (mut peer, _) = server.greet(40).await;
    peer.ready().await;
    peer.is_alive = false;
    assert_eq!(peer.closed().await, Some(4000), "a code that keeps the session");
    let (peer, resume) = server.resume().await;
    assert_eq!(resume["d"], json!({"token": TOKEN, "session_id": "first", "seq": 1}));
    running.stop(peer).await;
}

#[tokio::test]
async fn a_new_connection_goes_on_and_repeats_nothing() {
    let server = Server::start().await;
    let running = start(&server, 2).await;
    let mut peer = server.begin().await;
    peer.dispatch(7, "MESSAGE_CREATE", &question(30)).await;
    peer.send(&json!({"op": 7, "d": null})).await;
    assert_eq!(peer.closed().await, Some(4000));
    // The address that READY gave leads elsewhere; the one that was configured is kept.
    let (mut peer, resume) = server.resume().await;
    assert_eq!(resume["d"]["seq"], 7);
    peer.dispatch(10, "MESSAGE_CREATE", &question(30)).await;
    peer.dispatch(11, "MESSAGE_CREATE", &question(31)).await;
    peer.has_arrived().await;
    running.stop(peer).await;
}

#[tokio::test]
async fn an_invalid_session_is_resumed_or_begun_anew_as_discord_says() {
    for (is_resumable, op, code) in [(true, 6, 4000), (false, 2, 1000)] {
        let server = Server::start().await;
        let running = start(&server, 0).await;
        let mut peer = server.begin().await;
        peer.send(&json!({"op": 9, "d": is_resumable})).await;
        assert_eq!(peer.closed().await, Some(code));
        let (peer, introduction) = server.greet(CALM).await;
        assert_eq!(introduction["op"], op, "{introduction}");
        running.stop(peer).await;
    }
}

#[tokio::test]
async fn each_close_code_has_its_consequence() {
    let resumed = [4000, 4001, 4002, 4005, 4008, 1000, 1001, 1012, 4999].map(|code| (Some(code), 6));
    let renewed = [4003, 4007, 4009].map(|code| (Some(code), 2));
    let server = Server::start().await;
    let running = start(&server, 0).await;
    let mut peer = server.begin().await;
    for (code, op) in resumed.into_iter().chain(renewed).chain([(None, 6)]) {
        peer.close(code).await;
        let (next, introduction) = server.greet(CALM).await;
        assert_eq!(introduction["op"], op, "{code:?}");
        peer = next;
        peer.ready().await;
    }
    running.stop(peer).await;

    for (code, exit) in FINAL {
        let server = Server::start().await;
        let running = start(&server, 0).await;
        let (peer, _) = server.greet(CALM).await;
        peer.close(Some(code)).await;
        assert_eq!(running.ended().await, exit, "{code}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_is_resumed() {
    let server = Server::start().await;
    let running = start(&server, 0).await;
    drop(server.begin().await);
    let (peer, resume) = server.resume().await;
    assert_eq!(resume["d"]["session_id"], "first");
    running.stop(peer).await;
}

#[tokio::test]
async fn nothing_that_arrives_ends_it() {
    let server = Server::start().await;
    let running = start(&server, 1).await;
    let mut peer = server.begin().await;
    let odd = [
        "",
        "{",
        "null",
        "[]",
        "\u{0}",
        r#"{"op":0}"#,
        r#"{"op":99}"#,
        r#"{"op":"0"}"#,
        r#"{"op":10,"d":{}}"#,
        r#"{"op":0,"t":"MESSAGE_CREATE"}"#,
        r#"{"op":0,"t":"MESSAGE_CREATE","d":{"id":"0"}}"#,
        r#"{"op":0,"t":"INTERACTION_CREATE","d":{"type":250,"id":"1"}}"#,
        r#"{"op":0,"t":"INTERACTION_CREATE","d":[]}"#,
        r#"{"op":0,"t":"NEWS_OF_THE_DAY","d":{"a":1}}"#,
    ];
    for text in odd {
        peer.frame(Message::text(text)).await;
    }
    peer.frame(Message::text(format!(r#"{{"op":0,"t":"MESSAGE_CREATE","d":{}}}"#, "[".repeat(100_000)))).await;
    peer.frame(Message::binary(vec![0xFF; 1_000])).await;
    peer.frame(Message::Ping(vec![1].into())).await;
    peer.dispatch(20, "MESSAGE_CREATE", &question(30)).await;
    peer.has_arrived().await;
    running.stop(peer).await;
}

#[tokio::test]
async fn more_at_once_than_is_taken_begins_a_new_session() {
    let server = Server::start().await;
    let running = start(&server, 0).await;
    let mut peer = server.begin().await;
    peer.frame(Message::text("x".repeat((4 << 20) + 1))).await;
    let (peer, introduction) = server.greet(CALM).await;
    assert_eq!(introduction["op"], 2, "a resumed session would be sent the same again");
    running.stop(peer).await;
}

#[tokio::test]
async fn a_welcome_that_cannot_be_read_is_none() {
    let server = Server::start().await;
    let running = start(&server, 0).await;
    let (mut peer, _) = server.greet(CALM).await;
    peer.dispatch(1, "READY", &json!({"user": {"id": "1000"}})).await;
    peer.closed().await;
    let peer = server.begin().await;
    running.stop(peer).await;
}

#[tokio::test]
async fn silence_and_refusal_are_outlasted() {
    let server = Server::start().await;
    let impatient = Pace {
        connect: Duration::from_millis(100),
        hello: Duration::from_millis(100),
        entry: Duration::from_millis(100),
        ..quick()
    };
    let running = start_at(impatient, &server, vec![allowance(1, 1_000)], Duration::ZERO).await;
    // No handshake; no web socket; no hello; no welcome.
    let silent = server.accept_raw().await;
    drop(server.accept_raw().await);
    let speechless = server.accept().await;
    let unwelcoming = server.greet(CALM).await;
    let peer = server.begin().await;
    running.stop(peer).await;
    drop((silent, speechless, unwelcoming));
}

#[tokio::test]
async fn a_bot_that_is_never_let_in_ends_in_time() {
    let server = Server::start().await;
    let running = start(&server, 0).await;
    for _ in 0..30 {
        let (mut peer, _) = server.greet(CALM).await;
        peer.send(&json!({"op": 9, "d": false})).await;
        peer.closed().await;
    }
    assert_eq!(running.ended().await, Exit::NeverReady);
}

#[tokio::test]
async fn sessions_are_not_begun_for_ever() {
    let server = Server::start().await;
    let running = start(&server, 0).await;
    for _ in 0..41 {
        server.begin().await.close(Some(4009)).await;
    }
    assert_eq!(running.ended().await, Exit::Flapping);

    let server = Server::start().await;
    let running = start_at(quick(), &server, vec![allowance(1, 2)], Duration::ZERO).await;
    for _ in 0..2 {
        server.begin().await.close(Some(4009)).await;
    }
    assert_eq!(running.ended().await, Exit::NoSessionsLeft);
}

#[tokio::test]
async fn shards_introduce_themselves_one_after_the_other() {
    let apart = Duration::from_millis(100);
    let server = Server::start().await;
    let pace = Pace { identify_apart: apart, ..quick() };
    let running = start_at(pace, &server, vec![allowance(3, 1_000)], Duration::ZERO).await;
    let (mut peers, mut shards) = (Vec::new(), Vec::new());
    let started = Instant::now();
    for _ in 0..3 {
        let (mut peer, identify) = server.greet(CALM).await;
        shards.push(identify["d"]["shard"].clone());
        peer.ready().await;
        peers.push(peer);
    }
    assert!(started.elapsed() >= apart * 2, "{:?}", started.elapsed());
    shards.sort_by_key(ToString::to_string);
    assert_eq!(shards, [json!([0, 3]), json!([1, 3]), json!([2, 3])]);
    running.stop.send(()).expect("it runs");
    for peer in peers {
        assert_eq!(peer.closed().await, Some(1000));
    }
    assert_eq!(running.exit.await.unwrap().unwrap(), Exit::Stopped);
}

#[tokio::test]
async fn no_request_for_heartbeats_makes_it_send_too_much() {
    let server = Server::start().await;
    let running = start(&server, 1).await;
    let mut peer = server.begin().await;
    for _ in 0..300 {
        peer.send(&json!({"op": 1})).await;
    }
    peer.dispatch(2, "MESSAGE_CREATE", &question(30)).await;
    // The identification is the first of 120.
    for _ in 0..119 {
        peer.heartbeat().await;
    }
    assert_eq!(running.stop(peer).await, Some(1000), "and no heartbeat before it");
}

#[tokio::test]
async fn an_answer_that_is_under_way_arrives_before_the_end() {
    let server = Server::start().await;
    let mut expected = answers(1);
    expected.push(allowance(1, 1_000));
    expected.push(expect("POST", "/channels/20/typing", 204, Value::Null).optional());
    let running = start_at(quick(), &server, expected, Duration::from_millis(600)).await;
    let mut peer = server.begin().await;
    peer.dispatch(2, "MESSAGE_CREATE", &question(30)).await;
    peer.has_arrived().await;
    assert_eq!(running.stop(peer).await, Some(1000));
}

#[tokio::test]
async fn without_rest_it_connects_all_the_same() {
    let server = Server::start().await;
    let unknown = expect("GET", "/gateway/bot", 404, error(0, "404: Not Found"));
    let running = start_at(quick(), &server, vec![unknown], Duration::ZERO).await;
    let peer = server.begin().await;
    running.stop(peer).await;
}

#[tokio::test]
async fn events_before_the_welcome_are_passed_over() {
    let server = Server::start().await;
    let running = start(&server, 0).await;
    let (mut peer, _) = server.greet(CALM).await;
    peer.dispatch(1, "MESSAGE_CREATE", &question(30)).await;
    peer.has_arrived().await;
    running.stop(peer).await;
}

#[tokio::test]
async fn nothing_secret_is_logged_at_any_level() {
    let lines = Lines::default();
    let guard = lines.keep();
    let server = Server::start().await;
    let running = start(&server, 1).await;
    let mut peer = server.begin().await;
    peer.frame(Message::text("a private matter")).await;
    peer.dispatch(2, "MESSAGE_CREATE", &json!({"content": "a private matter"})).await;
    peer.dispatch(3, "a private matter", &json!({"content": "a private matter"})).await;
    peer.dispatch(4, "MESSAGE_CREATE", &question(30)).await;
    peer.has_arrived().await;
    peer.close(Some(4009)).await;
    server.begin().await.close(Some(4000)).await;
    let (peer, _) = server.resume().await;
    running.stop(peer).await;
    drop(guard);
    let logged = lines.text();
    for said in ["connected to discord", "closed with code 4009", "a message cannot be read", "is no payload"] {
        assert!(logged.contains(said), "{said}: {logged}");
    }
    for secret in [TOKEN, "a private matter", "who mediated", "said in private"] {
        assert!(!logged.contains(secret), "{secret}: {logged}");
    }
}

/// The program itself, pointed at `socket` and `server`.
#[cfg(unix)]
fn program(socket: &Socket, server: &Server) -> tokio::process::Child {
    let mut program = tokio::process::Command::new(env!("CARGO_BIN_EXE_pullquote"));
    program.args(["run", "--corpus", "corpus", "--env", "/dev/null"]).env_clear();
    program.envs([("DISCORD_TOKEN", TOKEN), ("DISCORD_API_URL", socket.endpoints().api())]);
    program.env("DISCORD_GATEWAY_URL", server.url());
    let piped = std::process::Stdio::piped;
    program.stdout(piped()).stderr(piped()).kill_on_drop(true).spawn().expect("the program starts")
}

#[cfg(unix)]
#[tokio::test]
async fn the_program_ends_with_a_code_and_says_what_to_do() {
    let registered = || expect("GET", "/applications/1000/commands", 200, registered()).optional();
    let socket = Socket::start(vec![allowance(1, 1_000)]).await;
    let server = Server::start().await;
    let running = program(&socket, &server);
    server.greet(CALM).await.0.close(Some(4014)).await;
    let output = timeout(Duration::from_secs(20), running.wait_with_output()).await.expect("it ends").unwrap();
    let said = String::from_utf8(output.stderr).expect("is text");
    assert_eq!(output.status.code(), Some(15), "{said}");
    assert!(said.contains("a notice about the bot") && !said.contains(TOKEN), "{said}");

    let socket = Socket::start(vec![allowance(1, 1_000), registered()]).await;
    let running = program(&socket, &server);
    let peer = server.begin().await;
    let id = running.id().expect("it runs").to_string();
    let told = Instant::now();
    assert!(std::process::Command::new("kill").args(["-TERM", &id]).status().expect("can be told").success());
    assert_eq!(peer.closed().await, Some(1000));
    let output = timeout(Duration::from_secs(20), running.wait_with_output()).await.expect("it ends").unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(told.elapsed() < Duration::from_secs(5), "{:?}", told.elapsed());
}
