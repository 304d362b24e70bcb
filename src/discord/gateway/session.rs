//! What follows from what the gateway sends: the session without its socket.

use serde_json::json;
use serde_json::value::RawValue;
use std::time::Duration;
use url::Url;

use super::close::{Loss, Verdict};
use super::received::{self, Kind, Ready, Received};
use super::{Address, INTENTS};
use crate::config::Token;
use crate::discord::exit::Exit;

/// After how many failures to connect in a row a session is given up: its own address may be what cannot
/// be reached, and Discord keeps a session for minutes only.
const RESUME_TRIES: u32 = 3;

/// A session with Discord, over as many connections as it takes.
#[derive(Debug, Default)]
pub(super) struct Session {
    known: Option<Known>,
    sequence: Option<u64>,
    is_greeted: bool,
    unreachable: u32,
}

/// A session that may be resumed.
#[derive(Debug)]
struct Known {
    id: String,
    /// Where to resume it; `None` for where it began.
    url: Option<String>,
}

/// What to do next.
#[derive(Debug)]
pub(super) enum Step {
    /// Send heartbeats this far apart from now on, and introduce the bot.
    Greet(Duration),
    /// Send a heartbeat at once.
    Beat,
    /// A heartbeat was answered.
    Answered,
    /// A session began.
    Enter(Ready),
    /// The session goes on.
    Reenter,
    /// Hand an event on.
    Deliver(Kind, Box<RawValue>),
    /// Give this connection up.
    Leave(Loss),
    /// Nothing.
    Pass,
}

impl Session {
    /// Whether the next connection is to resume, not to begin a session.
    pub(super) fn is_resumable(&self) -> bool {
        self.known.is_some()
    }

    /// Where the next connection leads.
    pub(super) fn address<'a>(&'a self, address: &'a Address) -> &'a str {
        let own = self.known.as_ref().and_then(|known| known.url.as_deref());
        own.filter(|_| !address.is_fixed).unwrap_or(&address.url)
    }

    /// Takes note of a new connection.
    pub(super) fn connected(&mut self) {
        self.is_greeted = false;
        self.unreachable = 0;
    }

    /// What follows from `text`.
    pub(super) fn receive(&mut self, text: &str) -> Step {
        let Some((received, sequence)) = received::read(text) else {
            tracing::debug!(bytes = text.len(), "discord sent what is no payload");
            return Step::Pass;
        };
        if sequence.is_some() {
            self.sequence = sequence;
        }
        match received {
            Received::Hello(interval) if !std::mem::replace(&mut self.is_greeted, true) => Step::Greet(interval),
            Received::Answered => Step::Answered,
            Received::HeartbeatWanted => Step::Beat,
            Received::ReconnectWanted => Step::Leave(Loss::Asked),
            Received::Invalid { is_resumable } => Step::Leave(Loss::Invalid { is_resumable }),
            Received::Ready(Some(ready)) => {
                let url = ready.resume_gateway_url.as_deref().and_then(trustworthy);
                self.known = Some(Known { id: ready.session_id.clone(), url });
                Step::Enter(ready)
            }
            Received::Ready(None) => Step::Leave(Loss::NoEntry),
            Received::Resumed => Step::Reenter,
            Received::Event(kind, body) => Step::Deliver(kind, body),
            Received::Hello(_) | Received::Other => {
                tracing::debug!(bytes = text.len(), "discord sent what the bot does not use");
                Step::Pass
            }
        }
    }

    /// What follows from the loss of a connection.
    ///
    /// # Errors
    /// If no further connection would do better.
    pub(super) fn lost(&mut self, loss: Loss) -> Result<(), Exit> {
        let mut verdict = loss.verdict();
        if loss == Loss::Unreachable {
            self.unreachable += 1;
            if self.unreachable == RESUME_TRIES {
                verdict = Verdict::Renew;
            }
        }
        match verdict {
            Verdict::Resume => Ok(()),
            Verdict::Renew => {
                (self.known, self.sequence) = (None, None);
                Ok(())
            }
            Verdict::End(exit) => Err(exit),
        }
    }

    /// A heartbeat.
    pub(super) fn heartbeat(&self) -> String {
        json!({"op": 1, "d": self.sequence}).to_string()
    }

    /// What the bot says first: that it goes on, or who it is. It holds the token.
    pub(super) fn introduction(&self, token: &Token, shard: u32, shards: u32) -> String {
        let payload = match &self.known {
            Some(known) => {
                json!({"op": 6, "d": {"token": token.expose(), "session_id": known.id, "seq": self.sequence}})
            }
            None => json!({"op": 2, "d": {
                "token": token.expose(),
                "intents": INTENTS.bits(),
                "shard": [shard, shards],
                "properties": {"os": std::env::consts::OS, "browser": "pullquote", "device": "pullquote"},
            }}),
        };
        payload.to_string()
    }
}

/// The address if it is one, and encrypted: the token goes there.
fn trustworthy(url: &str) -> Option<String> {
    let parsed = Url::parse(url).ok()?;
    (parsed.scheme() == "wss" && parsed.has_host()).then(|| url.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    const READY: &str = r#"{"op":0,"t":"READY","s":1,"d":{"user":{"id":"1000","username":"quotes"},
        "application":{"id":"2000"},"session_id":"first","resume_gateway_url":"wss://resume.example/"}}"#;

    fn address(is_fixed: bool) -> Address {
        Address { url: "wss://first.example".to_owned(), is_fixed }
    }

    fn introduction(session: &Session) -> Value {
        let token = Token::parse_any("a-token").expect("is sound").expect("is set");
        serde_json::from_str(&session.introduction(&token, 1, 3)).expect("is JSON")
    }

    fn begun() -> Session {
        let mut session = Session::default();
        assert!(matches!(session.receive(READY), Step::Enter(_)));
        session
    }

    #[test]
    fn it_identifies_and_later_resumes_where_it_was_told_to() {
        let session = Session::default();
        let identify = introduction(&session);
        assert_eq!((&identify["op"], &identify["d"]["shard"]), (&json!(2), &json!([1, 3])));
        assert_eq!((&identify["d"]["token"], &identify["d"]["intents"]), (&json!("a-token"), &json!(4608)));
        assert_eq!(session.address(&address(false)), "wss://first.example");

        let mut session = begun();
        session.receive(r#"{"op":0,"t":"TYPING_START","s":41,"d":{}}"#);
        session.receive(r#"{"op":11}"#);
        assert_eq!(session.lost(Loss::Asked), Ok(()));
        assert_eq!(
            introduction(&session),
            json!({"op": 6, "d": {"token": "a-token", "session_id": "first", "seq": 41}})
        );
        assert_eq!(session.heartbeat(), r#"{"d":41,"op":1}"#);
        assert_eq!(session.address(&address(false)), "wss://resume.example");
        assert_eq!(session.address(&address(true)), "wss://first.example");
    }

    #[test]
    fn a_session_that_is_gone_is_forgotten_whole() {
        for loss in [Loss::Closed(Some(4009)), Loss::Invalid { is_resumable: false }, Loss::NoEntry, Loss::Oversized] {
            let mut session = begun();
            assert_eq!(session.lost(loss), Ok(()));
            assert_eq!(introduction(&session)["op"], 2, "{loss}");
            assert_eq!(session.heartbeat(), r#"{"d":null,"op":1}"#);
            assert_eq!(session.address(&address(false)), "wss://first.example");
        }
        assert_eq!(begun().lost(Loss::Closed(Some(4012))), Err(Exit::VersionInvalid));
    }

    #[test]
    fn a_session_whose_address_leads_nowhere_is_given_up() {
        let mut session = begun();
        let resumable = [(); 3].map(|()| {
            session.lost(Loss::Unreachable).expect("no end");
            session.is_resumable()
        });
        assert_eq!(resumable, [true, true, false]);

        let mut session = begun();
        for _ in 0..10 {
            session.lost(Loss::Unreachable).expect("no end");
            session.connected();
        }
        assert!(session.is_resumable(), "failures in a row count");
    }

    #[test]
    fn the_token_goes_to_encrypted_addresses_only() {
        for url in ["ws://resume.example", "http://resume.example", "resume.example", "", "wss://"] {
            assert_eq!(trustworthy(url), None, "{url}");
        }
        assert_eq!(trustworthy("wss://resume.example/").as_deref(), Some("wss://resume.example"));
    }

    #[test]
    fn one_greeting_a_connection() {
        let hello = r#"{"op":10,"d":{"heartbeat_interval":50}}"#;
        let mut session = Session::default();
        session.connected();
        assert!(matches!(session.receive(hello), Step::Greet(_)));
        assert!(matches!(session.receive(hello), Step::Pass));
        session.connected();
        assert!(matches!(session.receive(hello), Step::Greet(_)));
    }

    #[test]
    fn nothing_that_arrives_breaks_it() {
        let mut session = begun();
        for text in ["", "{", "\u{0}", r#"{"op":0,"t":"MESSAGE_CREATE"}"#, r#"{"op":3}"#, r#"{"op":10,"d":{}}"#] {
            assert!(matches!(session.receive(text), Step::Pass), "{text}");
        }
        assert!(matches!(session.receive(r#"{"op":0,"t":"READY","d":[]}"#), Step::Leave(Loss::NoEntry)));
    }
}
