//! People, and the bot.

use serde_json::{Value, json};

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) is_bot: bool,
    /// The language that their Discord is in: `en-GB`.
    pub(crate) locale: String,
    /// Whether they may manage servers.
    pub(crate) is_manager: bool,
}

impl User {
    /// What mentions them.
    pub(crate) fn mention(&self) -> String {
        format!("<@{}>", self.id)
    }

    /// As the API sends them.
    pub(super) fn json(&self) -> Value {
        let mut json = json!({
            "id": self.id.to_string(), "username": self.name, "global_name": null, "discriminator": "0",
            "avatar": null, "avatar_decoration_data": null, "collectibles": null,
            "primary_guild": null, "public_flags": 0, "flags": 0
        });
        if self.is_bot {
            // Bots still have a number behind their name.
            json["bot"] = json!(true);
            json["discriminator"] = json!("7777");
        }
        json
    }

    /// As themselves, the way `GET /users/@me` and READY have the bot.
    pub(super) fn own_json(&self) -> Value {
        let mut json = self.json();
        for (field, value) in [
            ("verified", json!(true)),
            ("mfa_enabled", json!(true)),
            ("email", Value::Null),
            ("banner", Value::Null),
            ("accent_color", Value::Null),
            ("locale", json!("en-US")),
        ] {
            json[field] = value;
        }
        json
    }
}

/// The part of a server's member that comes with messages and interactions.
pub(super) fn member(since: &str) -> Value {
    json!({
        "avatar": null, "banner": null, "communication_disabled_until": null, "deaf": false, "flags": 0,
        "joined_at": since, "mute": false, "nick": null, "pending": false, "premium_since": null, "roles": []
    })
}
