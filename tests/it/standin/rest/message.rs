//! Messages of channels.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::arrival::Shown;
use super::super::record::Request;
use super::super::state::{Need, State};
use super::super::world::channel::{Channel, ChannelKind, Permission};
use super::super::world::message::{Message, View, numbered};
use super::answer::Answer;

/// How long a nonce keeps a message from being sent twice: Discord says "the past few minutes".
const NONCE_LIFE: Duration = Duration::from_mins(5);
/// A message older than this takes few edits more.
const OLD: Duration = Duration::from_hours(1);
const EDITS_OF_OLD: u32 = 3;

/// What a request says about a message, beside whose it is and where.
pub(crate) fn apply(message: &mut Message, body: &Value) {
    if let Some(content) = body.get("content") {
        content.as_str().unwrap_or_default().trim().clone_into(&mut message.content);
    }
    if let Some(embeds) = body.get("embeds") {
        message.embeds = embeds.as_array().cloned().unwrap_or_default();
        for embed in &mut message.embeds {
            embed["type"] = json!("rich");
        }
    }
    if let Some(components) = body.get("components") {
        message.components = numbered(components);
    }
    if let Some(flags) = body["flags"].as_u64() {
        // Whether it is private was settled when it was made.
        message.flags = message.flags & Message::EPHEMERAL | flags & !Message::EPHEMERAL;
    }
}

impl State {
    /// A message of the bot in `channel`, not yet stored.
    pub(crate) fn draft(&mut self, channel: u64, body: &Value) -> Message {
        let mut message = Message {
            id: self.clock.next_id(),
            channel,
            author: self.world.bot,
            kind: 0,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            flags: 0,
            reference: None,
            mentions: Vec::new(),
            nonce: body["nonce"].clone(),
            interaction: None,
            at: self.clock.now(),
            edited: None,
            is_deleted: false,
            reactions: Vec::new(),
            n_late_edits: 0,
        };
        apply(&mut message, body);
        message
    }

    /// Stores `message` and tells the bot of it.
    pub(crate) fn publish(&mut self, message: Message) -> u64 {
        let id = message.id;
        if message.author == self.world.bot {
            if !message.nonce.is_null() {
                self.world.nonces.insert(message.nonce.to_string(), id);
            }
            self.world.replied.extend(message.reference.filter(|_| message.interaction.is_none()));
        }
        self.world.messages.insert(id, message);
        self.announce("MESSAGE_CREATE", id);
        id
    }

    pub(super) fn create_message(&mut self, channel: u64, request: &Request) -> Answer {
        let body = &request.body;
        let Some(place) = self.world.channels.get(&channel) else { return Answer::unknown_channel() };
        if let Some(refusal) = refusal(place, body) {
            return refusal;
        }
        if let Some(known) = self.known_by_nonce(body) {
            return Answer::ok(self.own_message(known));
        }
        let reference = match self.reference(channel, body) {
            Ok(reference) => reference,
            Err(refusal) => return refusal,
        };
        self.check_reply(channel, reference, request);
        let mut message = self.draft(channel, body);
        message.reference = reference;
        message.kind = if reference.is_some() { 19 } else { 0 };
        let id = self.publish(message);
        if let Some(question) = reference {
            self.arrived(question, Shown::Reply, Some(id));
        }
        Answer::ok(self.own_message(id))
    }

    /// The message as the API returns it to who wrote it.
    pub(crate) fn own_message(&self, id: u64) -> Value {
        let mut json = self.world.message_json(id, View::Full);
        let nonce = &self.world.messages[&id].nonce;
        if !nonce.is_null() {
            json["nonce"] = nonce.clone();
        }
        json
    }

    fn known_by_nonce(&self, body: &Value) -> Option<u64> {
        if body["nonce"].is_null() || body["enforce_nonce"] != true {
            return None;
        }
        let since = self.clock.now().saturating_sub(NONCE_LIFE);
        let known = self.world.nonces.get(&body["nonce"].to_string())?;
        (self.world.messages[known].at >= since).then_some(*known)
    }

    fn reference(&self, channel: u64, body: &Value) -> Result<Option<u64>, Answer> {
        let reference = &body["message_reference"];
        let Some(id) = reference["message_id"].as_str().and_then(|id| id.parse().ok()) else { return Ok(None) };
        if !self.world.channels[&channel].allows(Permission::READ_MESSAGE_HISTORY) {
            return Err(Answer::error(400, 160_002, "Cannot reply without permission to read message history"));
        }
        match self.world.message(id) {
            Some(message) if message.channel == channel => Ok(Some(id)),
            _ if reference["fail_if_not_exists"] == false => Ok(None),
            _ => Err(Answer::invalid_form([("/message_reference", "Unknown message")].into_iter())),
        }
    }

    /// The rule that each message gets one reply, which refers to it.
    fn check_reply(&mut self, channel: u64, reference: Option<u64>, request: &Request) {
        if !self.options.rules.one_reply {
            return;
        }
        let place = &self.world.channels[&channel];
        let may_refer = place.guild.is_some() && place.allows(Permission::READ_MESSAGE_HISTORY);
        let asked_to = !request.body["message_reference"].is_null();
        if reference.is_none() && may_refer && !asked_to {
            self.record.violate("a message in a server refers to none", request);
        }
        if reference.is_some_and(|question| self.world.replied.contains(&question)) {
            self.record.violate("a second reply to the same message", request);
        }
    }

    pub(super) fn edit_message(&mut self, channel: u64, id: u64, request: &Request) -> Answer {
        if let Err(refusal) = self.visible(channel, id) {
            return refusal;
        }
        if self.world.channels[&channel].archived {
            return Answer::error(400, 50_083, "Thread is archived");
        }
        if self.world.messages[&id].author != self.world.bot {
            return Answer::error(403, 50_005, "Cannot edit a message authored by another user");
        }
        let now = self.clock.now();
        let message = self.world.messages.get_mut(&id).unwrap();
        if now.saturating_sub(message.at) > OLD {
            message.n_late_edits += 1;
            if message.n_late_edits > EDITS_OF_OLD {
                let text = "Maximum number of edits to messages older than 1 hour reached. Try again later";
                return Answer::error(429, 30_046, text);
            }
        }
        self.change(id, &request.body);
        Answer::ok(self.own_message(id))
    }

    /// Changes the message `id` to what `body` says, and tells the bot of it.
    pub(crate) fn change(&mut self, id: u64, body: &Value) {
        let now = self.clock.now();
        let message = self.world.messages.get_mut(&id).unwrap();
        apply(message, body);
        message.flags &= !Message::LOADING;
        message.edited = Some(now);
        self.announce("MESSAGE_UPDATE", id);
    }

    pub(super) fn delete_message(&mut self, channel: u64, id: u64) -> Answer {
        match self.visible(channel, id) {
            Err(refusal) => refusal,
            Ok(()) if self.world.messages[&id].author != self.world.bot => Answer::missing_permissions(),
            Ok(()) => {
                self.remove(id);
                Answer::empty()
            }
        }
    }

    /// Takes the message `id` away, and tells the bot of it.
    pub(crate) fn remove(&mut self, id: u64) {
        self.announce("MESSAGE_DELETE", id);
        self.world.messages.get_mut(&id).unwrap().is_deleted = true;
    }

    pub(super) fn show_message(&self, channel: u64, id: u64) -> Answer {
        match self.visible(channel, id) {
            Err(refusal) => refusal,
            Ok(()) => Answer::ok(self.world.message_json(id, View::Bot)),
        }
    }

    pub(super) fn list_messages(&self, channel: u64, query: &str) -> Answer {
        let Some(place) = self.world.channels.get(&channel) else { return Answer::unknown_channel() };
        if !place.allows(Permission::VIEW_CHANNEL) {
            return Answer::missing_access();
        }
        if !place.allows(Permission::READ_MESSAGE_HISTORY) {
            return Answer::ok(json!([]));
        }
        let of = |name: &str| {
            let fields = query.split('&').filter_map(|field| field.split_once('='));
            fields.filter(|(field, _)| *field == name).find_map(|(_, value)| value.parse::<u64>().ok())
        };
        let messages = self.world.messages.values().rev();
        let shown = messages
            .filter(|message| message.channel == channel && !message.is_deleted && !message.is_ephemeral())
            .filter(|message| of("before").is_none_or(|before| message.id < before))
            .filter(|message| of("after").is_none_or(|after| message.id > after))
            .take(usize::try_from(of("limit").unwrap_or(50).min(100)).unwrap());
        Answer::ok(shown.map(|message| self.world.message_json(message.id, View::Bot)).collect())
    }

    pub(super) fn react(&mut self, channel: u64, id: u64, emoji: &str, is_added: bool) -> Answer {
        if let Err(refusal) = self.visible(channel, id) {
            return refusal;
        }
        let place = &self.world.channels[&channel];
        if is_added && !(place.allows(Permission::ADD_REACTIONS) && place.allows(Permission::READ_MESSAGE_HISTORY)) {
            return Answer::missing_permissions();
        }
        let (guild, bot) = (place.guild, self.world.bot);
        let one = (bot, percent_decoded(emoji));
        let name = one.1.clone();
        let reactions = &mut self.world.messages.get_mut(&id).unwrap().reactions;
        reactions.retain(|other| *other != one);
        if is_added {
            reactions.push(one);
        }
        let mut json = json!({
            "user_id": bot.to_string(), "channel_id": channel.to_string(), "message_id": id.to_string(),
            "emoji": {"id": null, "name": name}, "burst": false, "type": 0
        });
        if let Some(guild) = guild {
            json["guild_id"] = json!(guild.to_string());
        }
        let event = if is_added { "MESSAGE_REACTION_ADD" } else { "MESSAGE_REACTION_REMOVE" };
        self.dispatch(event, &json, Need::Reactions, guild);
        Answer::empty()
    }

    /// Whether the bot may see the message `id` of `channel`.
    fn visible(&self, channel: u64, id: u64) -> Result<(), Answer> {
        let Some(place) = self.world.channels.get(&channel) else { return Err(Answer::unknown_channel()) };
        if !place.allows(Permission::VIEW_CHANNEL) {
            return Err(Answer::missing_access());
        }
        match self.world.message(id) {
            Some(message) if message.channel == channel && !message.is_ephemeral() => Ok(()),
            _ => Err(Answer::unknown_message()),
        }
    }

    pub(super) fn type_in(&mut self, channel: u64) -> Answer {
        let Some(place) = self.world.channels.get(&channel) else { return Answer::unknown_channel() };
        if let Some(refusal) = refusal(place, &Value::Null) {
            return refusal;
        }
        self.world.typings.push(channel);
        Answer::empty()
    }
}

/// Why the bot may not write `body` in `place`.
fn refusal(place: &Channel, body: &Value) -> Option<Answer> {
    let wanted = if place.is_thread() { Permission::SEND_MESSAGES_IN_THREADS } else { Permission::SEND_MESSAGES };
    let has_embeds = body["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty());
    if !place.allows(Permission::VIEW_CHANNEL) {
        Some(Answer::missing_access())
    } else if place.kind == ChannelKind::Forum {
        Some(Answer::error(400, 50_008, "Cannot send messages in a non-text channel"))
    } else if place.archived {
        Some(Answer::error(400, 50_083, "Thread is archived"))
    } else if !place.allows(wanted) {
        match place.kind {
            ChannelKind::Direct => Some(Answer::error(403, 50_007, "Cannot send messages to this user")),
            _ => Some(Answer::missing_permissions()),
        }
    } else if has_embeds && !place.allows(Permission::EMBED_LINKS) {
        Some(Answer::missing_permissions())
    } else {
        None
    }
}

/// `text` with `%F0%9F…` as the character that it is.
fn percent_decoded(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (hex, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        bytes.extend(u8::from_str_radix(hex, 16).ok());
        bytes.extend(rest.bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
