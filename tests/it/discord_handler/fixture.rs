//! Events as Discord sends them, and a bot that says what a test wants.

use std::sync::{Arc, Mutex};

use pullquote::bot::{Choice, Event, Origin};
use pullquote::discord::{Answerer, Responder};
use pullquote::read::Budget;
use pullquote::render::{Button, Reply};
use serde_json::{Value, json};
use serenity::model::application::Interaction;
use serenity::model::channel::Message;
use serenity::model::id::UserId;

/// The bot's user id.
const ME: u64 = 1000;

/// A bot whose one answer is a closure; it keeps what it was asked.
pub(crate) struct Scripted<F> {
    answer: F,
    pub(crate) events: Mutex<Vec<Event>>,
}

impl<F: Fn(&Event) -> Option<Reply> + Send + Sync + 'static> Answerer for Scripted<F> {
    fn handle(&self, event: &Event, _: &dyn Budget) -> Option<Reply> {
        self.events.lock().expect("nothing panics here").push(event.clone());
        (self.answer)(event)
    }

    fn complete(&self, _: &Origin, option: &str, partial: &str) -> Vec<Choice> {
        assert_ne!(partial, "panic", "asked to panic");
        vec![Choice { name: format!("{option} {partial}"), value: "slug".to_owned() }]
    }
}

/// A bot that answers with `answer`, and the responder in front of it.
pub(crate) fn bot<F>(answer: F) -> (Responder, Arc<Scripted<F>>)
where
    F: Fn(&Event) -> Option<Reply> + Send + Sync + 'static,
{
    let scripted = Arc::new(Scripted { answer, events: Mutex::default() });
    let responder = Responder::new(Arc::clone(&scripted) as Arc<dyn Answerer>);
    responder.introduce(UserId::new(ME));
    (responder, scripted)
}

/// A responder whose bot always says `content`.
pub(crate) fn saying(content: &'static str) -> Responder {
    bot(move |_| Some(reply(content))).0
}

pub(crate) fn reply(content: &str) -> Reply {
    Reply { content: content.to_owned(), ..Reply::default() }
}

pub(crate) fn private(content: &str) -> Reply {
    let buttons = vec![Button { id: "more".to_owned(), label: "More".to_owned(), enabled: true }];
    Reply { private: true, buttons, ..reply(content) }
}

fn user(id: u64) -> Value {
    json!({"id": id.to_string(), "username": "someone", "discriminator": "0", "global_name": null, "avatar": null,
           "bot": id == ME})
}

/// A message in channel 20, as the gateway and the API send it.
pub(crate) fn message_json(id: u64, content: &str) -> Value {
    json!({
        "id": id.to_string(), "channel_id": "20", "author": user(50), "content": content,
        "timestamp": "2026-01-02T03:04:05.000000+00:00", "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": [],
        "pinned": false, "type": 0, "flags": 0, "components": []
    })
}

pub(crate) fn message(json: Value) -> Message {
    serde_json::from_value(json).expect("a message is readable")
}

/// A direct message.
pub(crate) fn direct(id: u64, content: &str) -> Message {
    message(message_json(id, content))
}

/// A message in a server, which mentions the bot or not.
pub(crate) fn in_server(id: u64, content: &str, mentions_bot: bool) -> Message {
    let mut json = message_json(id, content);
    json["guild_id"] = json!("40");
    if mentions_bot {
        json["mentions"] = json!([user(ME)]);
    }
    message(json)
}

fn interaction(id: u64, kind: u8, data: &Value) -> Value {
    json!({
        "id": id.to_string(), "application_id": "1000", "type": kind, "token": "secret-of-the-interaction",
        "version": 1, "locale": "en-GB", "entitlements": [], "attachment_size_limit": 10_485_760,
        "channel_id": "20", "user": user(50), "context": 1, "app_permissions": "0",
        "authorizing_integration_owners": {}, "data": data
    })
}

fn read(json: Value) -> Interaction {
    serde_json::from_value(json).expect("an interaction is readable")
}

/// The slash command `name` with `options`.
pub(crate) fn slash(id: u64, name: &str, options: &Value) -> Interaction {
    read(interaction(id, 2, &json!({"id": "700", "name": name, "type": 1, "options": options})))
}

/// The slash command `ask` while `partial` is being typed into its option `source`.
pub(crate) fn typing(id: u64, partial: &str) -> Interaction {
    let options = json!([{"name": "source", "type": 3, "value": partial, "focused": true}]);
    read(interaction(id, 4, &json!({"id": "700", "name": "ask", "type": 1, "options": options})))
}

/// A form that was sent, with these rows.
pub(crate) fn sent(id: u64, custom_id: &str, rows: &Value) -> Interaction {
    let mut json = interaction(id, 5, &json!({"custom_id": custom_id, "components": rows}));
    json["message"] = message_json(31, "Thank you.");
    read(json)
}

/// The button `custom_id` under a message with `flags`.
pub(crate) fn press(id: u64, custom_id: &str, flags: u64) -> Interaction {
    let mut json = interaction(id, 3, &json!({"custom_id": custom_id, "component_type": 2}));
    json["message"] = message_json(31, "> a quote");
    json["message"]["flags"] = json!(flags);
    read(json)
}
