//! Messages: what is kept of one, and how it is shown.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::clock::timestamp;
use super::World;
use super::channel::ChannelKind;

/// A message, as it stands in its channel now.
#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: u64,
    pub(crate) channel: u64,
    pub(crate) author: u64,
    /// Discord's number: 0 ordinary, 19 a reply, 20 the answer to a command, 23 to a message command.
    pub(crate) kind: u8,
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) flags: u64,
    /// The message it refers to.
    pub(crate) reference: Option<u64>,
    /// Whom it pings.
    pub(crate) mentions: Vec<u64>,
    pub(crate) nonce: Value,
    /// The interaction whose response or follow-up it is.
    pub(crate) interaction: Option<u64>,
    /// When it was written, since 1970.
    pub(crate) at: Duration,
    pub(crate) edited: Option<Duration>,
    pub(crate) is_deleted: bool,
    /// Who reacted, and with what.
    pub(crate) reactions: Vec<(u64, String)>,
    /// How often it was edited after an hour.
    pub(crate) n_late_edits: u32,
}

impl Message {
    /// Only the one it is for sees it.
    pub(crate) const EPHEMERAL: u64 = 1 << 6;
    /// "… is thinking".
    pub(crate) const LOADING: u64 = 1 << 7;
    /// Previews of its links are not shown.
    pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;

    /// Whether only the one it answers sees it.
    pub(crate) fn is_ephemeral(&self) -> bool {
        self.flags & Self::EPHEMERAL != 0
    }

    /// Whether it only says that an answer is coming.
    pub(crate) fn is_loading(&self) -> bool {
        self.flags & Self::LOADING != 0
    }

    /// Everything in its rows, in order: buttons and selects.
    pub(crate) fn controls(&self) -> impl Iterator<Item = &Value> {
        let rows = self.components.iter().filter(|row| row["type"] == 1);
        rows.flat_map(|row| row["components"].as_array().into_iter().flatten())
    }

    /// What its buttons say, in order.
    pub(crate) fn labels(&self) -> Vec<&str> {
        self.controls().filter_map(|control| control["label"].as_str()).collect()
    }

    /// The button or select whose label or `custom_id` this is.
    pub(crate) fn control(&self, label_or_id: &str) -> Option<&Value> {
        self.controls().find(|control| control["label"] == label_or_id || control["custom_id"] == label_or_id)
    }
}

/// Who looks at a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// The bot, without the privileged intent: the words are empty where they are not for it.
    Bot,
    /// All of it: the bot's own, and what an interaction is about.
    Full,
}

impl World {
    /// The message `id` as `view` is sent it, with the one it refers to.
    pub(crate) fn message_json(&self, id: u64, view: View) -> Value {
        let message = &self.messages[&id];
        let mut json = self.flat_message_json(message, view);
        if !message.reactions.is_empty() {
            json["reactions"] = self.reactions_json(message);
        }
        if let Some(reference) = message.reference {
            // What is referred to is shown without what that refers to in turn.
            json["referenced_message"] = match self.messages.get(&reference).filter(|message| !message.is_deleted) {
                Some(message) => self.flat_message_json(message, view),
                None => Value::Null,
            };
        }
        json
    }

    fn flat_message_json(&self, message: &Message, view: View) -> Value {
        let mentions: Vec<_> = message.mentions.iter().map(|id| self.users[id].json()).collect();
        let mut json = json!({
            "id": message.id.to_string(), "channel_id": message.channel.to_string(),
            "author": self.users[&message.author].json(), "content": message.content, "embeds": message.embeds,
            "components": message.components, "flags": message.flags, "type": message.kind, "mentions": mentions,
            "timestamp": timestamp(message.at), "edited_timestamp": message.edited.map(timestamp), "tts": false,
            "mention_everyone": false, "mention_roles": [], "attachments": [], "pinned": false
        });
        if let Some(reference) = message.reference {
            let channel = self.messages.get(&reference).map_or(message.channel, |message| message.channel);
            let mut refers = json!({"type": 0, "channel_id": channel.to_string(), "message_id": reference.to_string()});
            if let Some(guild) = self.channels[&channel].guild {
                refers["guild_id"] = json!(guild.to_string());
            }
            json["message_reference"] = refers;
        }
        if let Some(id) = message.interaction {
            json["application_id"] = json!(self.application.to_string());
            json["webhook_id"] = json!(self.application.to_string());
            json["interaction_metadata"] = self.interaction_metadata(id, message);
        }
        if view == View::Bot && !self.may_read(message) {
            json["content"] = json!("");
            json["embeds"] = json!([]);
            json["components"] = json!([]);
        }
        json
    }

    /// Whether the words reach a bot that has not the privileged intent.
    fn may_read(&self, message: &Message) -> bool {
        message.author == self.bot
            || self.channels[&message.channel].kind == ChannelKind::Direct
            || message.mentions.contains(&self.bot)
    }

    fn reactions_json(&self, message: &Message) -> Value {
        let mut names: Vec<&str> = message.reactions.iter().map(|(_, emoji)| emoji.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let one = |name: &str| {
            let who: Vec<u64> =
                message.reactions.iter().filter(|(_, emoji)| emoji == name).map(|(who, _)| *who).collect();
            json!({"count": who.len(), "count_details": {"burst": 0, "normal": who.len()}, "burst_colors": [],
                   "me": who.contains(&self.bot), "me_burst": false, "emoji": {"id": null, "name": name}})
        };
        names.into_iter().map(one).collect()
    }

    fn interaction_metadata(&self, id: u64, message: &Message) -> Value {
        let interaction = &self.interactions[&id];
        let mut json = json!({
            "id": id.to_string(), "type": interaction.kind, "user": self.users[&interaction.user].json(),
            "authorizing_integration_owners": interaction.owners()
        });
        if let Some(original) = interaction.original.filter(|original| *original != message.id) {
            json["original_response_message_id"] = json!(original.to_string());
        }
        if interaction.kind == 2 && interaction.data["type"] == 3 {
            json["target_message_id"] = interaction.data["target_id"].clone();
        }
        if let Some(opened_by) = interaction.opened_by {
            json["triggering_interaction_metadata"] = self.interaction_metadata(opened_by, message);
        }
        if interaction.kind == 3 {
            json["interacted_message_id"] = json!(interaction.message.map(|id| id.to_string()));
        }
        json
    }

    /// `content` with the mentions in it, as ids of users that there are.
    pub(crate) fn mentioned(&self, content: &str) -> Vec<u64> {
        let mut ids = Vec::new();
        for part in content.split("<@").skip(1) {
            let id = part.split_once('>').and_then(|(id, _)| id.trim_start_matches('!').parse().ok());
            if let Some(id) = id.filter(|id| self.users.contains_key(id) && !ids.contains(id)) {
                ids.push(id);
            }
        }
        ids
    }
}

/// Components as Discord keeps them: numbered, and without what says nothing.
pub(crate) fn numbered(components: &Value) -> Vec<Value> {
    fn number(component: &mut Value, next: &mut u64) {
        if let Some(fields) = component.as_object_mut() {
            fields.retain(|_, value| !value.is_null());
            fields.entry("id").or_insert_with(|| json!(*next));
            if fields["type"] == 3 {
                fields.entry("min_values").or_insert(json!(1));
                fields.entry("max_values").or_insert(json!(1));
            }
            *next += 1;
        }
        for child in component.get_mut("components").and_then(Value::as_array_mut).into_iter().flatten() {
            number(child, next);
        }
        if let Some(child) = component.get_mut("component") {
            number(child, next);
        }
    }
    let mut components = components.as_array().cloned().unwrap_or_default();
    let mut next = 1;
    for component in &mut components {
        number(component, &mut next);
    }
    components
}
