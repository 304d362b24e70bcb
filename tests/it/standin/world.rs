//! What there is: people, servers, channels, messages, commands, interactions.

pub(crate) mod attachment;
pub(crate) mod channel;
pub(crate) mod interaction;
pub(crate) mod message;
pub(crate) mod user;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use serde_json::{Value, json};

use super::clock::{Clock, timestamp};
use attachment::Attachment;
use channel::{Channel, ChannelKind, Guild, Permission};
use interaction::Interaction;
use message::Message;
use user::{User, member};

/// Everything, by id.
#[derive(Debug)]
pub(super) struct World {
    /// The bot's user id; another one than its application's, as it is for older bots.
    pub(super) bot: u64,
    pub(super) application: u64,
    pub(super) users: BTreeMap<u64, User>,
    pub(super) guilds: BTreeMap<u64, Guild>,
    pub(super) channels: BTreeMap<u64, Channel>,
    pub(super) messages: BTreeMap<u64, Message>,
    /// The last message of the bot with each nonce.
    pub(super) nonces: HashMap<String, u64>,
    /// The messages that the bot has replied to, other than by an interaction.
    pub(super) replied: HashSet<u64>,
    pub(super) interactions: BTreeMap<u64, Interaction>,
    /// The registered commands, as the API sends them.
    pub(super) commands: Vec<Value>,
    /// Files that people attached.
    pub(super) attachments: BTreeMap<u64, Attachment>,
    /// How often the bot showed itself typing, by channel.
    pub(super) typings: Vec<u64>,
}

impl World {
    /// A server `newsroom` with the channels `general` and `archive`, and the bot in it.
    pub(super) fn new(clock: &mut Clock) -> Self {
        let (application, bot, guild) = (clock.next_id(), clock.next_id(), clock.next_id());
        let me =
            User { id: bot, name: "pullquote".to_owned(), is_bot: true, locale: "en-US".to_owned(), is_manager: false };
        let newsroom = Guild { id: guild, name: "newsroom".to_owned(), has_bot: true };
        let mut world = Self {
            bot,
            application,
            users: [(bot, me)].into(),
            guilds: [(guild, newsroom)].into(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            nonces: HashMap::new(),
            replied: HashSet::new(),
            interactions: BTreeMap::new(),
            commands: Vec::new(),
            attachments: BTreeMap::new(),
            typings: Vec::new(),
        };
        for name in ["general", "archive"] {
            world.add_channel(clock.next_id(), name, ChannelKind::Text, Some(guild));
        }
        world
    }

    /// Adds a channel and returns its id. A thread may do what its parent may.
    pub(super) fn add_channel(&mut self, id: u64, name: &str, kind: ChannelKind, guild: Option<u64>) -> u64 {
        let permissions = match kind {
            ChannelKind::Thread(parent) => self.channels[&parent].permissions,
            ChannelKind::Private => 0,
            _ if guild.is_some_and(|guild| !self.guilds[&guild].has_bot) => 0,
            _ => Permission::ALL,
        };
        let channel =
            Channel { id, name: name.to_owned(), kind, guild, recipients: Vec::new(), permissions, archived: false };
        self.channels.insert(id, channel);
        id
    }

    /// The direct messages of `user` with the bot, which exist from now on.
    pub(super) fn direct_channel(&mut self, user: u64, clock: &mut Clock) -> u64 {
        let known = self.channels.values().find(|it| it.kind == ChannelKind::Direct && it.recipients == [user]);
        if let Some(channel) = known {
            return channel.id;
        }
        let id = self.add_channel(clock.next_id(), "", ChannelKind::Direct, None);
        self.channels.get_mut(&id).unwrap().recipients.push(user);
        id
    }

    pub(super) fn channel_json(&self, id: u64, since: &str) -> Value {
        let channel = &self.channels[&id];
        let recipients: Vec<_> = channel.recipients.iter().map(|id| self.users[id].json()).collect();
        channel.json(&recipients, since)
    }

    pub(super) fn bot_json(&self) -> Value {
        self.users[&self.bot].own_json()
    }

    /// The application, as `GET /applications/@me` has it.
    pub(super) fn application_json(&self) -> Value {
        let owner =
            User { id: 1, name: "owner".to_owned(), is_bot: false, locale: "en-GB".to_owned(), is_manager: false };
        json!({
            "id": self.application.to_string(), "name": "pullquote", "icon": null, "description": "",
            "type": null, "bot": self.users[&self.bot].json(), "bot_public": true, "bot_require_code_grant": false,
            "verify_key": "00", "flags": 0, "flags_new": "0", "owner": owner.json(), "team": null,
            "redirect_uris": [], "interactions_endpoint_url": null, "role_connections_verification_url": null,
            "approximate_guild_count": self.guilds.len(), "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "eligible_oauth2_scopes": [],
            "integration_types_config": {"0": {}, "1": {}}
        })
    }

    /// The server as `GUILD_CREATE` holds it.
    pub(super) fn guild_json(&self, id: u64, at: Duration) -> Value {
        let since = timestamp(at);
        let mut json = self.guilds[&id].json(&since);
        let of_guild = |is_thread: bool| {
            let channels = self.channels.values().filter(move |it| it.guild == Some(id));
            channels.filter(move |it| it.is_thread() == is_thread).map(|it| self.channel_json(it.id, &since))
        };
        json["channels"] = of_guild(false).collect();
        json["threads"] = of_guild(true).collect();
        let mut me = member(&timestamp(at));
        me["user"] = self.users[&self.bot].json();
        json["members"] = json!([me]);
        json
    }

    /// The message `id`, if it is there for everybody or the bot to see.
    pub(super) fn message(&self, id: u64) -> Option<&Message> {
        self.messages.get(&id).filter(|message| !message.is_deleted)
    }

    /// The part of a member that comes with a message.
    pub(super) fn member_json(at: Duration) -> Value {
        member(&timestamp(at))
    }
}
