//! Servers, channels, and what the bot may do in them.

use serde_json::{Value, json};

/// A permission of the bot in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Permission(pub(super) u64);

impl Permission {
    pub(crate) const MANAGE_GUILD: Self = Self(1 << 5);
    pub(crate) const ADD_REACTIONS: Self = Self(1 << 6);
    pub(crate) const VIEW_CHANNEL: Self = Self(1 << 10);
    pub(crate) const SEND_MESSAGES: Self = Self(1 << 11);
    pub(crate) const EMBED_LINKS: Self = Self(1 << 14);
    pub(crate) const READ_MESSAGE_HISTORY: Self = Self(1 << 16);
    pub(crate) const SEND_MESSAGES_IN_THREADS: Self = Self(1 << 38);

    /// What the bot is invited with.
    pub(super) const ALL: u64 = Self::ADD_REACTIONS.0
        | Self::VIEW_CHANNEL.0
        | Self::SEND_MESSAGES.0
        | Self::EMBED_LINKS.0
        | Self::READ_MESSAGE_HISTORY.0
        | Self::SEND_MESSAGES_IN_THREADS.0;
}

/// What a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChannelKind {
    /// An ordinary one in a server.
    Text,
    /// One that holds posts and no messages.
    Forum,
    /// A thread, or a post of a forum, with the channel it is in.
    Thread(u64),
    /// Direct messages with the bot.
    Direct,
    /// Direct messages between others, where the bot is only as somebody's own app.
    Private,
}

/// A channel.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) kind: ChannelKind,
    /// The server; `None` for direct messages.
    pub(crate) guild: Option<u64>,
    /// Who is in a direct message, beside the bot.
    pub(crate) recipients: Vec<u64>,
    /// What the bot may do, as bits.
    pub(crate) permissions: u64,
    /// A thread that is closed takes no message from a bot once it is locked, and no edit at all.
    pub(crate) archived: bool,
}

impl Channel {
    pub(crate) fn allows(&self, permission: Permission) -> bool {
        self.permissions & permission.0 != 0
    }

    pub(crate) fn deny(&mut self, permission: Permission) {
        self.permissions &= !permission.0;
    }

    pub(crate) fn is_thread(&self) -> bool {
        matches!(self.kind, ChannelKind::Thread(_))
    }

    /// Discord's number for what the channel is.
    pub(crate) fn type_number(&self) -> u8 {
        match self.kind {
            ChannelKind::Text => 0,
            ChannelKind::Direct => 1,
            ChannelKind::Private => 3,
            ChannelKind::Thread(_) => 11,
            ChannelKind::Forum => 15,
        }
    }

    /// The channel as the API sends it; `recipients` are its people as the API sends them.
    pub(super) fn json(&self, recipients: &[Value], since: &str) -> Value {
        let id = self.id.to_string();
        let Some(guild) = self.guild else {
            return json!({"id": id, "type": self.type_number(), "last_message_id": null, "flags": 0,
                          "recipients": recipients});
        };
        let mut json = json!({
            "id": id, "type": self.type_number(), "guild_id": guild.to_string(), "name": self.name, "flags": 0,
            "last_message_id": null, "rate_limit_per_user": 0
        });
        if let ChannelKind::Thread(parent) = self.kind {
            json["parent_id"] = json!(parent.to_string());
            json["owner_id"] = json!(guild.to_string());
            json["message_count"] = json!(0);
            json["member_count"] = json!(1);
            json["total_message_sent"] = json!(0);
            json["thread_metadata"] = json!({
                "archived": self.archived, "auto_archive_duration": 1_440, "archive_timestamp": since,
                "locked": self.archived, "create_timestamp": since
            });
        } else {
            json["position"] = json!(0);
            json["permission_overwrites"] = json!([]);
            json["parent_id"] = Value::Null;
            json["topic"] = Value::Null;
            json["nsfw"] = json!(false);
        }
        if self.kind == ChannelKind::Forum {
            json["available_tags"] = json!([]);
            json["default_reaction_emoji"] = Value::Null;
            json["default_sort_order"] = Value::Null;
            json["default_forum_layout"] = json!(0);
        }
        json
    }
}

/// A server.
#[derive(Clone, Debug)]
pub(crate) struct Guild {
    pub(crate) id: u64,
    pub(crate) name: String,
    /// Whether the bot was added to it; if not, it is there only as somebody's own app.
    pub(crate) has_bot: bool,
}

impl Guild {
    /// What `GUILD_CREATE` holds, but for its channels, threads and members.
    pub(super) fn json(&self, since: &str) -> Value {
        let id = self.id.to_string();
        let everyone = json!({
            "id": id, "name": "@everyone", "color": 0, "hoist": false, "position": 0,
            "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
            "permissions": Permission::ALL.to_string(), "managed": false, "mentionable": false, "flags": 0,
            "icon": null, "unicode_emoji": null
        });
        json!({
            "id": id, "name": self.name, "icon": null, "splash": null, "discovery_splash": null,
            "owner_id": "1", "afk_channel_id": null, "afk_timeout": 300, "verification_level": 0,
            "default_message_notifications": 1, "explicit_content_filter": 0, "roles": [everyone], "emojis": [],
            "features": [], "mfa_level": 0, "application_id": null, "system_channel_id": null,
            "system_channel_flags": 0, "rules_channel_id": null, "max_members": 500_000, "vanity_url_code": null,
            "description": null, "banner": null, "premium_tier": 0, "premium_subscription_count": 0,
            "preferred_locale": "en-GB", "public_updates_channel_id": null, "nsfw_level": 0, "stickers": [],
            "premium_progress_bar_enabled": false, "safety_alerts_channel_id": null, "joined_at": since,
            "large": false, "unavailable": false, "member_count": 2, "voice_states": [], "presences": [],
            "stage_instances": [], "guild_scheduled_events": [], "soundboard_sounds": []
        })
    }
}
