//! One connection, from the handshake to its end.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::json;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::sync::mpsc::unbounded_channel;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Message, error::Error};

use super::super::state::Shared;
use super::{Connection, Out, frame};

/// After so many intervals without a heartbeat the client counts as gone.
const PATIENCE: u32 = 2;

type Socket = WebSocketStream<TcpStream>;

/// Speaks with a client until one of the two leaves.
pub(crate) async fn converse(shared: Arc<Shared>, stream: TcpStream) {
    let mut asked = String::new();
    #[expect(clippy::result_large_err, reason = "the library's own type; nothing is refused here")]
    let note = |request: &Request, response: Response| {
        asked = request.uri().to_string();
        Ok(response)
    };
    let Ok(mut socket) = tokio_tungstenite::accept_hdr_async(stream, note).await else { return };
    if let Some(problem) = problem(&asked) {
        shared.with(|state| state.record.violate(problem, &asked));
        let _ = close(&mut socket, Some(4012)).await;
        return;
    }
    let (outbox, mut inbox) = unbounded_channel();
    let (id, interval) = shared.with(|state| {
        state.gateway.n_connections += 1;
        let id = state.gateway.n_connections;
        state.gateway.connections.push(Connection {
            id,
            outbox,
            session: None,
            compresses: false,
            is_resuming: asked.starts_with("/resume"),
            beaten: Instant::now(),
            recent: VecDeque::new(),
        });
        (id, state.options.heartbeat)
    });
    let hello = json!({"op": 10, "d": {"heartbeat_interval": interval.as_millis(), "_trace": ["[\"standin\"]"]},
                       "s": null, "t": null});
    let mut is_open = socket.send(Message::text(hello.to_string())).await.is_ok();
    while is_open {
        let beaten = shared.peek(|state| state.gateway.connections.iter().find(|it| it.id == id).map(|it| it.beaten));
        let overdue = tokio::time::sleep_until((beaten.unwrap_or_else(Instant::now) + interval * PATIENCE).into());
        is_open = tokio::select! {
            out = inbox.recv() => match out {
                Some(out) => send(&shared, id, &mut socket, out).await,
                None => false,
            },
            frame = socket.next() => take(&shared, id, frame),
            () = overdue => {
                // It may be gone without having said so.
                let _ = close(&mut socket, Some(4009)).await;
                false
            }
        };
    }
    shared.with(|state| state.gateway.connections.retain(|connection| connection.id != id));
}

/// What is wrong with the address that was asked for.
fn problem(asked: &str) -> Option<String> {
    let query = asked.split_once('?').map_or("", |(_, query)| query);
    let of = |name: &str| query.split('&').find_map(|field| field.strip_prefix(name)?.strip_prefix('='));
    if of("v") != Some("10") {
        return Some("the gateway is asked for another version than 10".to_owned());
    }
    if of("encoding").is_some_and(|encoding| encoding != "json") || of("compress").is_some() {
        return Some("the gateway is asked for an encoding that the stand-in does not have".to_owned());
    }
    None
}

/// Returns whether the connection goes on.
async fn send(shared: &Shared, id: u64, socket: &mut Socket, out: Out) -> bool {
    let compresses = shared.with(|state| state.gateway.connection(id).is_some_and(|it| it.compresses));
    match out {
        Out::Payload(payload) => socket.send(frame::data(payload.to_string(), compresses)).await.is_ok(),
        Out::Text(text) => socket.send(frame::data(text, compresses)).await.is_ok(),
        Out::Half(text) => {
            // The client sees the connection end, if not the half of the frame.
            let _ = socket.get_mut().write_all(&frame::half(&text)).await;
            let _ = socket.get_mut().flush().await;
            false
        }
        Out::Close(code) => {
            let _ = close(socket, code).await;
            false
        }
        Out::Drop => false,
    }
}

async fn close(socket: &mut Socket, code: Option<u16>) -> Result<(), Error> {
    let frame = code.map(|code| CloseFrame { code: CloseCode::from(code), reason: "".into() });
    socket.close(frame).await?;
    // The handshake of closing is over when the client has answered or left.
    while let Some(Ok(_)) = socket.next().await {}
    Ok(())
}

/// Returns whether the connection goes on.
fn take(shared: &Shared, id: u64, frame: Option<Result<Message, Error>>) -> bool {
    match frame {
        // What was received may be answered with a farewell, which then waits in the outbox.
        Some(Ok(Message::Text(text))) => shared.with(|state| state.receive(id, &text)),
        Some(Ok(Message::Binary(_))) => shared.with(|state| state.receive(id, "")),
        Some(Ok(Message::Close(frame))) => {
            let code = frame.map(|frame| u16::from(frame.code));
            shared.with(|state| state.part(id, code));
            return false;
        }
        Some(Ok(_)) => {}
        Some(Err(_)) | None => return false,
    }
    true
}
