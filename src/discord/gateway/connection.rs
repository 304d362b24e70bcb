//! The web socket, bounded in time and size.

use std::collections::VecDeque;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::close::Loss;
use super::pace::Pace;

/// The largest payload that is taken, in bytes. READY is the largest that comes with the bot's intents,
/// with some 50 bytes for each of at most 2,500 servers.
const SIZE_LIMIT: usize = 4 << 20;
/// Discord closes a connection that sends more than 120 payloads in a minute.
const SEND_LIMIT: usize = 120;
const SEND_WINDOW: Duration = Duration::from_mins(1);
/// How long one payload may take to leave.
const SEND_DEADLINE: Duration = Duration::from_secs(10);
/// How long Discord may take to answer a farewell, without which it could be lost on the way.
const FAREWELL: Duration = Duration::from_secs(1);

/// A web socket to the gateway.
pub(super) struct Connection {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    sent: VecDeque<Instant>,
}

/// Why a connection is given up by the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Farewell {
    /// It will not come back: Discord ends the session.
    ForGood,
    /// It comes back: Discord keeps the session.
    ForNow,
}

/// Names the cryptography for encrypted connections, once for the process.
///
/// Without it rustls takes what it was built with, and panics as soon as some other crate brings another.
pub(super) fn choose_cryptography() {
    // An error says that somebody has chosen already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

impl Connection {
    /// Connects to `address`, in the time that `pace` gives.
    ///
    /// # Errors
    /// [`Loss::Unreachable`]; the reason is logged at level debug.
    pub(super) async fn open(address: &str, pace: &Pace) -> Result<Self, Loss> {
        let url = format!("{address}/?v=10&encoding=json");
        let config = WebSocketConfig::default().max_message_size(Some(SIZE_LIMIT)).max_frame_size(Some(SIZE_LIMIT));
        match timeout(pace.connect, connect_async_with_config(url, Some(config), true)).await {
            Ok(Ok((socket, _))) => Ok(Self { socket, sent: VecDeque::new() }),
            Ok(Err(error)) => {
                tracing::debug!(why = describe(&error), "cannot connect to discord");
                Err(Loss::Unreachable)
            }
            Err(_) => {
                tracing::debug!(why = "no answer in time", "cannot connect to discord");
                Err(Loss::Unreachable)
            }
        }
    }

    /// The next payload. Nothing is lost if it is not waited for.
    ///
    /// # Errors
    /// If there will be none.
    pub(super) async fn receive(&mut self) -> Result<Utf8Bytes, Loss> {
        loop {
            match self.socket.next().await {
                Some(Ok(Message::Text(text))) => return Ok(text),
                Some(Ok(Message::Binary(bytes))) => {
                    tracing::debug!(bytes = bytes.len(), "discord sent what was not asked for");
                }
                Some(Ok(Message::Close(frame))) => return Err(Loss::Closed(frame.map(|frame| frame.code.into()))),
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                Some(Err(Error::Capacity(_))) => return Err(Loss::Oversized),
                Some(Err(_)) | None => return Err(Loss::Broken),
            }
        }
    }

    /// Whether another payload may be sent now.
    pub(super) fn may_send(&mut self) -> bool {
        let now = Instant::now();
        while self.sent.front().is_some_and(|first| now.duration_since(*first) > SEND_WINDOW) {
            self.sent.pop_front();
        }
        self.sent.len() < SEND_LIMIT
    }

    /// Sends `payload`, or nothing at all if there were too many within a minute.
    ///
    /// # Errors
    /// [`Loss::Broken`].
    pub(super) async fn send(&mut self, payload: String) -> Result<(), Loss> {
        if !self.may_send() {
            tracing::debug!("too many payloads within a minute; one is not sent");
            return Ok(());
        }
        self.sent.push_back(Instant::now());
        match timeout(SEND_DEADLINE, self.socket.send(Message::text(payload))).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Loss::Broken),
        }
    }

    /// Says farewell, and waits a moment for it to arrive.
    pub(super) async fn close(mut self, farewell: Farewell) {
        let code = match farewell {
            Farewell::ForGood => CloseCode::Normal,
            // Any but 1000 and 1001.
            Farewell::ForNow => CloseCode::Library(4000),
        };
        let frame = CloseFrame { code, reason: Utf8Bytes::default() };
        let parting = async {
            if self.socket.close(Some(frame)).await.is_ok() {
                while let Some(Ok(_)) = self.socket.next().await {}
            }
        };
        // If it cannot be said, Discord finds out by the silence.
        let _ = timeout(FAREWELL, parting).await;
    }
}

/// What went wrong, without anything that came over the wire.
fn describe(error: &Error) -> &'static str {
    match error {
        Error::Io(_) => "no connection",
        Error::Tls(_) => "no encryption",
        Error::Http(_) => "discord refuses web sockets",
        Error::Url(_) => "no address",
        _ => "no web socket",
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn an_encrypted_address_is_tried_encrypted() {
        use tokio::io::AsyncReadExt as _;
        choose_cryptography();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = format!("wss://localhost:{}", listener.local_addr().expect("it has one").port());
        let (opened, first) = tokio::join!(Connection::open(&address, &Pace::DISCORD), async {
            let (mut stream, _) = listener.accept().await.expect("somebody connects");
            stream.read_u8().await.expect("something is sent")
        });
        assert_eq!(opened.err(), Some(Loss::Unreachable));
        assert_eq!(first, 22, "a TLS record of the handshake");
    }
}
