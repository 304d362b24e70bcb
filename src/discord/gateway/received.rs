//! What the gateway sends, read without trust.

use std::borrow::Cow;
use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;
use serenity::model::id::{ApplicationId, UserId};

/// A payload: operation, data, sequence number, event's name.
#[derive(Deserialize)]
struct Payload<'a> {
    op: u8,
    #[serde(borrow)]
    d: Option<&'a RawValue>,
    s: Option<u64>,
    #[serde(borrow)]
    t: Option<Cow<'a, str>>,
}

/// What a payload says.
#[derive(Debug)]
pub(super) enum Received {
    /// Operation 10: how often to send a heartbeat.
    Hello(Duration),
    /// Operation 11: a heartbeat arrived.
    Answered,
    /// Operation 1: a heartbeat, please.
    HeartbeatWanted,
    /// Operation 7: a new connection, please.
    ReconnectWanted,
    /// Operation 9: the session cannot be used.
    Invalid {
        /// Whether it may be resumed all the same.
        is_resumable: bool,
    },
    /// A session began; `None` if what it is cannot be read.
    Ready(Option<Ready>),
    /// A session goes on.
    Resumed,
    /// Something that the bot answers.
    Event(Kind, Box<RawValue>),
    /// Nothing that the bot knows.
    Other,
}

/// Which of Discord's events, of those that the bot answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::discord) enum Kind {
    /// A message was written.
    Message,
    /// A command or a button was used.
    Interaction,
}

/// The part of READY that is used.
#[derive(Debug, Deserialize)]
pub(in crate::discord) struct Ready {
    pub(in crate::discord) user: Me,
    pub(in crate::discord) application: Application,
    pub(super) session_id: String,
    pub(super) resume_gateway_url: Option<String>,
}

/// Who the bot is.
#[derive(Debug, Deserialize)]
pub(in crate::discord) struct Me {
    pub(in crate::discord) id: UserId,
    pub(in crate::discord) username: String,
}

/// What the bot belongs to.
#[derive(Debug, Deserialize)]
pub(in crate::discord) struct Application {
    pub(in crate::discord) id: ApplicationId,
}

#[derive(Deserialize)]
struct Hello {
    heartbeat_interval: u64,
}

/// Reads `text`; beside it the sequence number of a dispatch. `None` if it is no payload.
pub(super) fn read(text: &str) -> Option<(Received, Option<u64>)> {
    let payload: Payload<'_> = serde_json::from_str(text).ok()?;
    let received = match payload.op {
        0 => {
            let event = dispatch(payload.t.as_deref().unwrap_or_default(), payload.d);
            return Some((event, payload.s));
        }
        1 => Received::HeartbeatWanted,
        7 => Received::ReconnectWanted,
        9 => Received::Invalid { is_resumable: payload.d.is_some_and(|d| d.get() == "true") },
        10 => Received::Hello(Duration::from_millis(data::<Hello>(payload.d)?.heartbeat_interval)),
        11 => Received::Answered,
        _ => Received::Other,
    };
    Some((received, None))
}

/// What a payload delivers, if it does.
#[cfg(fuzzing)]
pub(in crate::discord) fn event(text: &str) -> Option<(Kind, Box<RawValue>)> {
    match read(text)?.0 {
        Received::Event(kind, body) => Some((kind, body)),
        _ => None,
    }
}

fn dispatch(name: &str, d: Option<&RawValue>) -> Received {
    let kind = match name {
        "READY" => return Received::Ready(data(d)),
        "RESUMED" => return Received::Resumed,
        "MESSAGE_CREATE" => Kind::Message,
        "INTERACTION_CREATE" => Kind::Interaction,
        _ => return Received::Other,
    };
    d.map_or(Received::Other, |d| Received::Event(kind, d.to_owned()))
}

/// What went wrong is not told: serde's errors quote what they read.
fn data<'a, T: Deserialize<'a>>(d: Option<&'a RawValue>) -> Option<T> {
    serde_json::from_str(d?.get()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> String {
        read(text).map_or("nothing".to_owned(), |(received, sequence)| format!("{received:?} {sequence:?}"))
    }

    #[test]
    fn operations_are_read() {
        let table = [
            (r#"{"op":10,"d":{"heartbeat_interval":41250,"_trace":[]},"s":null,"t":null}"#, "Hello(41.25s) None"),
            (r#"{"op":11}"#, "Answered None"),
            (r#"{"op":1,"d":null}"#, "HeartbeatWanted None"),
            (r#"{"op":7,"d":null,"s":null,"t":null}"#, "ReconnectWanted None"),
            (r#"{"op":9,"d":true}"#, "Invalid { is_resumable: true } None"),
            (r#"{"op":9,"d":false}"#, "Invalid { is_resumable: false } None"),
            (r#"{"op":9}"#, "Invalid { is_resumable: false } None"),
            (r#"{"op":0,"t":"RESUMED","s":7,"d":{}}"#, "Resumed Some(7)"),
            (r#"{"op":0,"t":"TYPING_START","s":8,"d":{}}"#, "Other Some(8)"),
            (r#"{"op":0,"t":"MESSAGE_CREATE","s":9}"#, "Other Some(9)"),
            (r#"{"op":99}"#, "Other None"),
        ];
        for (text, expected) in table {
            assert_eq!(form(text), expected, "{text}");
        }
    }

    #[test]
    fn an_event_keeps_its_body_unread() {
        let (received, sequence) =
            read(r#"{"op":0,"t":"MESSAGE\u005fCREATE","s":3,"d":{"content":7}}"#).expect("is a payload");
        assert!(
            matches!(received, Received::Event(Kind::Message, body) if body.get() == r#"{"content":7}"#),
            "{sequence:?}"
        );
    }

    #[test]
    fn ready_needs_what_is_used_and_no_more() {
        let whole = r#"{"op":0,"t":"READY","s":1,"d":{"user":{"id":"1000","username":"quotes"},
            "application":{"id":"2000"},"session_id":"s","resume_gateway_url":"wss://r","guilds":"?"}}"#;
        let Some((Received::Ready(Some(ready)), Some(1))) = read(whole) else { panic!("not read") };
        assert_eq!((ready.user.id.get(), ready.application.id.get()), (1000, 2000));
        assert_eq!(form(r#"{"op":0,"t":"READY","s":1,"d":{"user":null}}"#), "Ready(None) Some(1)");
        assert_eq!(form(r#"{"op":0,"t":"READY","s":1}"#), "Ready(None) Some(1)");
    }

    #[test]
    fn what_is_no_payload_is_nothing() {
        let deep = format!(r#"{{"op":0,"d":{}}}"#, "[".repeat(100_000));
        for text in
            ["", "{", "null", "[]", "{}", r#"{"op":"0"}"#, r#"{"op":-1}"#, r#"{"op":300}"#, r#"{"op":10}"#, &deep]
        {
            assert_eq!(form(text), "nothing", "{}", text.len());
        }
    }
}
