//! A web socket in the gateway's place, which does what a test says step by step.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{WebSocketStream, accept_hdr_async};

/// Longer than anything here takes.
const DEADLINE: Duration = Duration::from_secs(10);
/// An interval of which no test sees a second heartbeat.
pub(super) const CALM: u64 = 200_000;

pub(super) struct Server {
    listener: TcpListener,
}

/// One connection, seen from the server.
pub(super) struct Peer {
    socket: WebSocketStream<TcpStream>,
    /// What was asked for in the first line of the connection.
    pub(super) target: String,
    /// Whether heartbeats are answered.
    pub(super) is_alive: bool,
}

impl Server {
    pub(super) async fn start() -> Self {
        Self { listener: TcpListener::bind("127.0.0.1:0").await.expect("a port is free") }
    }

    pub(super) fn url(&self) -> String {
        format!("ws://{}", self.listener.local_addr().expect("the socket has an address"))
    }

    /// The next connection, without its handshake.
    pub(super) async fn accept_raw(&self) -> TcpStream {
        let accepted = timeout(DEADLINE, self.listener.accept()).await.expect("somebody connects");
        accepted.expect("the socket is sound").0
    }

    /// The next connection, still unspoken to.
    pub(super) async fn accept(&self) -> Peer {
        let stream = self.accept_raw().await;
        let mut target = String::new();
        #[expect(clippy::result_large_err, reason = "the type is tungstenite's")]
        let note = |request: &Request, response: Response| {
            target = request.uri().to_string();
            Ok(response)
        };
        let socket = accept_hdr_async(stream, note).await.expect("the handshake is sound");
        Peer { socket, target, is_alive: true }
    }

    /// The next connection, greeted, and what it introduces itself with.
    pub(super) async fn greet(&self, interval_ms: u64) -> (Peer, Value) {
        let mut peer = self.accept().await;
        peer.send(&json!({"op": 10, "d": {"heartbeat_interval": interval_ms}, "s": null, "t": null})).await;
        let introduction = peer.next().await;
        (peer, introduction)
    }

    /// The next connection, let in with a new session.
    pub(super) async fn begin(&self) -> Peer {
        let (mut peer, identify) = self.greet(CALM).await;
        assert_eq!(identify["op"], 2, "{identify}");
        peer.ready().await;
        peer
    }

    /// The next connection, which must resume; let in.
    pub(super) async fn resume(&self) -> (Peer, Value) {
        let (mut peer, resume) = self.greet(CALM).await;
        assert_eq!(resume["op"], 6, "{resume}");
        peer.dispatch(9, "RESUMED", &json!({})).await;
        (peer, resume)
    }
}

impl Peer {
    pub(super) async fn send(&mut self, payload: &Value) {
        self.frame(Message::text(payload.to_string())).await;
    }

    pub(super) async fn frame(&mut self, message: Message) {
        // One that has gone is noticed where something is expected of it.
        let _ = self.socket.send(message).await;
    }

    pub(super) async fn dispatch(&mut self, sequence: u64, name: &str, data: &Value) {
        self.send(&json!({"op": 0, "s": sequence, "t": name, "d": data})).await;
    }

    pub(super) async fn ready(&mut self) {
        let data = json!({
            "v": 10, "user": {"id": "1000", "username": "quotes"}, "application": {"id": "1000", "flags": 0},
            "session_id": "first", "resume_gateway_url": "wss://elsewhere.invalid", "guilds": []
        });
        self.dispatch(1, "READY", &data).await;
    }

    /// What comes next; `None` in place of a payload that will not come.
    async fn read(&mut self) -> Option<Message> {
        loop {
            match timeout(DEADLINE, self.socket.next()).await.expect("the bot does something")?.ok()? {
                Message::Ping(_) | Message::Pong(_) => {}
                message => return Some(message),
            }
        }
    }

    /// The next payload, which is no heartbeat.
    pub(super) async fn next(&mut self) -> Value {
        loop {
            let payload = self.any().await;
            if payload["op"] != 1 {
                return payload;
            }
        }
    }

    /// The next heartbeat.
    pub(super) async fn heartbeat(&mut self) -> Value {
        let payload = self.any().await;
        assert_eq!(payload["op"], 1, "{payload}");
        payload
    }

    /// The next payload.
    pub(super) async fn any(&mut self) -> Value {
        let Some(Message::Text(text)) = self.read().await else { panic!("no payload") };
        let payload: Value = serde_json::from_str(&text).expect("a payload is JSON");
        if payload["op"] == 1 && self.is_alive {
            self.send(&json!({"op": 11})).await;
        }
        payload
    }

    /// Waits until everything sent has been received: requests for heartbeats are answered in their turn.
    pub(super) async fn has_arrived(&mut self) {
        self.send(&json!({"op": 1, "d": null})).await;
        self.heartbeat().await;
    }

    /// Closes the connection, with a code or without.
    pub(super) async fn close(mut self, code: Option<u16>) {
        let frame = code.map(|code| CloseFrame { code: code.into(), reason: "said in private".into() });
        self.frame(Message::Close(frame)).await;
        while self.read().await.is_some() {}
    }

    /// The code with which the bot closes the connection.
    pub(super) async fn closed(mut self) -> Option<u16> {
        loop {
            match self.read().await {
                Some(Message::Close(frame)) => return frame.map(|frame| frame.code.into()),
                Some(_) => {}
                None => return None,
            }
        }
    }
}
