//! A client with no manners of its own: it sends what a test tells it to.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use futures_util::{SinkExt as _, StreamExt as _};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::standin::Standin;

pub(super) const GUILD_MESSAGES: u64 = 1 << 9;
pub(super) const DIRECT_MESSAGES: u64 = 1 << 12;

/// REST, with the right token and headers.
pub(super) struct Bare {
    client: reqwest::Client,
    root: String,
    token: String,
    agent: String,
}

impl Bare {
    pub(super) fn new(standin: &Standin) -> Self {
        Self {
            client: reqwest::Client::new(),
            root: format!("{}/api/v10", standin.api_url()),
            token: format!("Bot {}", standin.token()),
            agent: "DiscordBot (https://example.org, 1.0)".to_owned(),
        }
    }

    pub(super) fn with_token(self, token: &str) -> Self {
        Self { token: token.to_owned(), ..self }
    }

    pub(super) fn with_agent(self, agent: &str) -> Self {
        Self { agent: agent.to_owned(), ..self }
    }

    /// Status and body of the answer.
    pub(super) async fn send(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let answer = self.ask(method, path, body).await.expect("it is answered");
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("the answer is text");
        (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }

    /// The status of the answer to a body of another kind than JSON.
    pub(super) async fn post_form(&self, path: &str, kind: &str, body: String) -> u16 {
        let request = self.client.post(format!("{}{path}", self.root)).header("user-agent", &self.agent);
        let request = request.header("authorization", &self.token).header("content-type", kind).body(body);
        request.send().await.expect("it is answered").status().as_u16()
    }

    pub(super) async fn ask(&self, method: &str, path: &str, body: &Value) -> reqwest::Result<reqwest::Response> {
        let method = Method::from_bytes(method.as_bytes()).expect("it is a method");
        let mut request = self.client.request(method, format!("{}{path}", self.root));
        request = request.header("user-agent", &self.agent);
        if !self.token.is_empty() {
            request = request.header("authorization", &self.token);
        }
        if !body.is_null() {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        request.send().await
    }

    pub(super) async fn get(&self, path: &str) -> (u16, Value) {
        self.send("GET", path, &Value::Null).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        self.send("POST", path, body).await
    }
}

/// A connection to the gateway.
pub(super) struct Line(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Line {
    /// Connects to `address`, and reads HELLO.
    pub(super) async fn open(address: &str) -> Self {
        let (socket, _) = connect_async(format!("{address}/?v=10&encoding=json")).await.expect("it lets in");
        let mut line = Self(socket);
        assert_eq!(line.next().await.expect("HELLO")["op"], 10);
        line
    }

    /// Connects and identifies, and reads READY.
    pub(super) async fn ready(standin: &Standin, intents: u64) -> (Self, Value) {
        let mut line = Self::open(&standin.gateway_url()).await;
        line.send(&identify(standin, intents)).await;
        let ready = line.next().await.expect("READY");
        assert_eq!(ready["t"], "READY", "{ready}");
        (line, ready)
    }

    pub(super) async fn send(&mut self, payload: &Value) {
        self.0.send(Message::text(payload.to_string())).await.expect("it listens");
    }

    /// The next payload; the close code if there is none.
    pub(super) async fn next(&mut self) -> Result<Value, Option<u16>> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).expect("it is JSON")),
                Some(Ok(Message::Binary(bytes))) => {
                    let mut text = String::new();
                    ZlibDecoder::new(&bytes[..]).read_to_string(&mut text).expect("it is compressed text");
                    return Ok(serde_json::from_str(&text).expect("it is JSON"));
                }
                Some(Ok(Message::Close(frame))) => return Err(frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }

    /// The data of the next event `name`; others are passed over.
    pub(super) async fn event(&mut self, name: &str) -> Value {
        loop {
            let payload = self.next().await.unwrap_or_else(|code| panic!("closed with {code:?} before {name}"));
            if payload["t"] == name {
                return payload["d"].clone();
            }
        }
    }
}

/// Op 2 as it should be.
pub(super) fn identify(standin: &Standin, intents: u64) -> Value {
    json!({"op": 2, "d": {"token": standin.token(), "intents": intents,
                          "properties": {"os": "linux", "browser": "bare", "device": "bare"}}})
}

/// Fails unless there is just one violation, and it holds `expected`; an empty one wants none.
#[track_caller]
pub(super) fn assert_convicted(standin: &Standin, expected: &str, of: &str) {
    let violations = standin.take_violations();
    let rules: Vec<_> = violations.iter().map(|violation| violation.rule.as_str()).collect();
    if expected.is_empty() {
        assert!(rules.is_empty(), "{of}: {rules:#?}");
    } else {
        assert!(rules.iter().any(|rule| rule.contains(expected)), "{of}: {expected:?} is not in {rules:#?}");
    }
}
