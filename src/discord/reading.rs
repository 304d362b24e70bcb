//! Events as serenity's models, and as much of them as it takes where serenity does not know all of it.
//!
//! Discord adds kinds of components, attachments and more all the time, and serenity refuses an event
//! that holds one it does not know, even in a message that is only referred to. None of that is needed
//! to answer.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use serenity::model::application::Interaction;
use serenity::model::channel::Message;
use serenity::model::id::InteractionId;

/// What is needed of a message, and what serenity insists on.
const NEEDED: [&str; 16] = [
    "id",
    "channel_id",
    "guild_id",
    "author",
    "content",
    "timestamp",
    "edited_timestamp",
    "tts",
    "mention_everyone",
    "mentions",
    "mention_roles",
    "pinned",
    "type",
    "webhook_id",
    "message_reference",
    "referenced_message",
];

/// An interaction of which no more can be read than where to respond.
///
/// Not `Debug`: its token stays out of every log.
#[derive(Deserialize)]
pub(super) struct Unread {
    /// Its id.
    pub(super) id: InteractionId,
    /// What responding to it takes.
    pub(super) token: String,
    /// The user's locale.
    #[serde(default)]
    pub(super) locale: String,
}

/// The message in `body`; `None` if there is none.
pub(super) fn message(body: &RawValue) -> Option<Message> {
    read(body).or_else(|| {
        let mut value: Value = read(body)?;
        strip(&mut value);
        serde_json::from_value(value).ok()
    })
}

/// The interaction in `body`.
///
/// # Errors
/// If it cannot be read: where to say so, if at least that can be.
pub(super) fn interaction(body: &RawValue) -> Result<Interaction, Option<Unread>> {
    if let Some(interaction) = read(body) {
        return Ok(interaction);
    }
    let mut value: Value = read(body).ok_or(None)?;
    if let Some(messages) = value.pointer_mut("/data/resolved/messages").and_then(Value::as_object_mut) {
        messages.values_mut().for_each(strip);
    }
    serde_json::from_value(value).map_err(|_| read(body))
}

/// Leaves of a message, and of the one it replies to, what is needed.
fn strip(message: &mut Value) {
    let Some(fields) = message.as_object_mut() else { return };
    let mut needed: Map<String, Value> =
        NEEDED.iter().filter_map(|name| Some(((*name).to_owned(), fields.remove(*name)?))).collect();
    if let Some(replied) = needed.get_mut("referenced_message") {
        strip(replied);
    }
    needed.insert("attachments".to_owned(), json!([]));
    needed.insert("embeds".to_owned(), json!([]));
    *fields = needed;
}

/// What went wrong is not told: serde's errors quote what they read.
fn read<T: DeserializeOwned>(body: &RawValue) -> Option<T> {
    serde_json::from_str(body.get()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(value: &Value) -> Box<RawValue> {
        serde_json::value::to_raw_value(value).expect("JSON is JSON")
    }

    fn message_json(content: &str) -> Value {
        json!({
            "id": "30", "channel_id": "20", "content": content, "type": 0, "tts": false, "pinned": false,
            "author": {"id": "50", "username": "someone", "discriminator": "0", "avatar": null},
            "timestamp": "2026-01-02T03:04:05.000000+00:00", "edited_timestamp": null, "mention_everyone": false,
            "mentions": [], "mention_roles": [], "attachments": [], "embeds": []
        })
    }

    /// A component of a kind that is still to be invented.
    fn invented() -> Value {
        json!([{"type": 99, "components": [{"type": 98, "content": "x"}]}])
    }

    #[test]
    fn a_message_is_read_whatever_hangs_on_it() {
        let mut replied = message_json("earlier");
        replied["components"] = invented();
        let mut reply = message_json("who mediated?");
        reply["referenced_message"] = replied;
        reply["embeds"] = json!("no list");
        let read = message(&raw(&reply)).expect("is read");
        assert_eq!(read.content, "who mediated?");
        assert_eq!(read.referenced_message.map(|message| message.content), Some("earlier".to_owned()));
        for broken in [json!(null), json!([]), json!({}), json!({"id": "30", "content": 7})] {
            assert!(message(&raw(&broken)).is_none(), "{broken}");
        }
    }

    #[test]
    fn a_menu_s_message_is_read_whatever_hangs_on_it() {
        let mut target = message_json("who mediated?");
        target["components"] = invented();
        let mut command = json!({
            "id": "60", "application_id": "1000", "type": 2, "token": "secret", "version": 1, "locale": "de",
            "entitlements": [], "attachment_size_limit": 0, "channel_id": "20", "app_permissions": "0",
            "user": target["author"], "authorizing_integration_owners": {},
            "data": {"id": "700", "name": "Ask the archive", "type": 3, "target_id": "30",
                     "resolved": {"messages": {"30": target}}}
        });
        let Ok(Interaction::Command(read)) = interaction(&raw(&command)) else { panic!("is not read") };
        let messages: Vec<&str> = read.data.resolved.messages.values().map(|target| target.content.as_str()).collect();
        assert_eq!(messages, ["who mediated?"]);

        command["data"]["type"] = json!("no number");
        let unread = interaction(&raw(&command)).expect_err("cannot be read").expect("can be answered");
        assert_eq!((unread.id.get(), unread.token.as_str(), unread.locale.as_str()), (60, "secret", "de"));
        assert!(interaction(&raw(&json!({"id": "60"}))).expect_err("cannot be read").is_none());
    }
}
