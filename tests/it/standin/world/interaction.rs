//! Interactions: commands, buttons, suggestions, forms.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::clock::timestamp;
use super::World;
use super::channel::{ChannelKind, Permission};
use super::message::View;
use super::user::member;

/// How long a first response may take.
pub(crate) const RESPONSE_LIMIT: Duration = Duration::from_secs(3);
/// How long the token of an interaction is good for.
pub(crate) const TOKEN_LIFE: Duration = Duration::from_mins(15);

/// Something that somebody did with the bot's commands or buttons.
#[derive(Clone, Debug)]
pub(crate) struct Interaction {
    pub(crate) id: u64,
    pub(crate) token: String,
    /// Discord's number: 2 a command, 3 a component, 4 autocomplete, 5 a form.
    pub(crate) kind: u8,
    pub(crate) user: u64,
    pub(crate) channel: u64,
    /// The server, where the bot is a member of it.
    pub(crate) guild: Option<u64>,
    /// Whether the bot is there as an app of the user, and not of the server.
    pub(crate) as_user_app: bool,
    pub(crate) data: Value,
    /// The message that a component stands under.
    pub(crate) message: Option<u64>,
    /// The interaction whose response was the form that this one sends.
    pub(crate) opened_by: Option<u64>,
    /// When it was sent, since 1970.
    pub(crate) at: Duration,
    /// The number of the first response: 4 a message, 5 one that is coming, 6 an update that is coming,
    /// 7 an update, 8 suggestions, 9 a form.
    pub(crate) callback: Option<u64>,
    /// What came with the first response.
    pub(crate) callback_data: Value,
    /// The message that `@original` means.
    pub(crate) original: Option<u64>,
    /// What was sent after the first response.
    pub(crate) follow_ups: Vec<u64>,
    /// Whether the bot was kept from hearing that its first response arrived; then it may repeat it.
    pub(crate) is_unheard: bool,
}

impl Interaction {
    /// Who installed the app that this came through.
    pub(super) fn owners(&self) -> Value {
        match self.guild {
            Some(guild) if !self.as_user_app => json!({"0": guild.to_string()}),
            // In the bot's own direct messages Discord names no server by the number 0.
            None if !self.as_user_app => json!({"0": "0"}),
            _ => json!({"1": self.user.to_string()}),
        }
    }
}

impl World {
    /// The interaction as `INTERACTION_CREATE` holds it.
    pub(crate) fn interaction_json(&self, id: u64) -> Value {
        let interaction = &self.interactions[&id];
        let channel = &self.channels[&interaction.channel];
        let user = &self.users[&interaction.user];
        let since = timestamp(interaction.at);
        let context = match channel.kind {
            ChannelKind::Direct => 1,
            ChannelKind::Private => 2,
            _ => 0,
        };
        let mut json = json!({
            "id": id.to_string(), "application_id": self.application.to_string(), "type": interaction.kind,
            "token": interaction.token, "version": 1, "locale": user.locale, "context": context,
            "channel_id": channel.id.to_string(), "channel": self.channel_json(channel.id, &since),
            "app_permissions": (channel.permissions | Permission::EMBED_LINKS.0).to_string(),
            "entitlements": [], "entitlement_sku_ids": [], "attachment_size_limit": 10_485_760,
            "authorizing_integration_owners": interaction.owners(), "data": interaction.data
        });
        if let Some(guild) = channel.guild {
            json["guild_id"] = json!(guild.to_string());
            json["guild_locale"] = json!("en-GB");
            json["guild"] = json!({"id": guild.to_string(), "features": [], "locale": "en-GB"});
            let mut member = member(&since);
            member["user"] = user.json();
            let more = if user.is_manager { Permission::MANAGE_GUILD.0 } else { 0 };
            member["permissions"] = json!((Permission::ALL | more).to_string());
            json["member"] = member;
        } else {
            json["user"] = user.json();
        }
        if let Some(message) = interaction.message {
            json["message"] = self.message_json(message, View::Full);
        }
        json
    }
}
