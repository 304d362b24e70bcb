//! People and places, and the clock.

use std::time::Duration;

use super::super::Standin;
use super::super::state::Need;
use super::super::world::channel::{ChannelKind, Guild, Permission};
use super::super::world::user::User;

impl Standin {
    /// The user of this name, who exists from now on.
    pub(crate) fn user(&self, name: &str) -> User {
        self.shared.with(|state| {
            if let Some(user) = state.world.users.values().find(|user| user.name == name) {
                return user.clone();
            }
            let id = state.clock.next_id();
            let user = User { id, name: name.to_owned(), is_bot: false, locale: "en-GB".to_owned(), is_manager: false };
            state.world.users.insert(id, user.clone());
            user
        })
    }

    /// The user of this name, whose Discord is in the language `locale` from now on.
    pub(crate) fn speaker(&self, name: &str, locale: &str) -> User {
        let id = self.user(name).id;
        self.shared.with(|state| {
            let user = state.world.users.get_mut(&id).unwrap();
            locale.clone_into(&mut user.locale);
            user.clone()
        })
    }

    /// The user of this name, who may manage servers from now on.
    pub(crate) fn manager(&self, name: &str) -> User {
        let id = self.user(name).id;
        self.shared.with(|state| {
            let user = state.world.users.get_mut(&id).unwrap();
            user.is_manager = true;
            user.clone()
        })
    }

    /// Takes from a user that they may manage servers.
    pub(crate) fn demote(&self, user: &User) {
        self.shared.with(|state| state.world.users.get_mut(&user.id).unwrap().is_manager = false);
    }

    /// Another bot.
    pub(crate) fn other_bot(&self, name: &str) -> User {
        let id = self.user(name).id;
        self.shared.with(|state| {
            let user = state.world.users.get_mut(&id).unwrap();
            user.is_bot = true;
            user.clone()
        })
    }

    /// The bot under test.
    pub(crate) fn bot(&self) -> User {
        self.shared.peek(|state| state.world.users[&state.world.bot].clone())
    }

    /// The channel or thread of this name; there are `general` and `archive` from the start.
    pub(crate) fn channel(&self, name: &str) -> u64 {
        let found = self.shared.peek(|state| {
            let mut channels = state.world.channels.values();
            channels.find(|channel| channel.name == name).map(|channel| channel.id)
        });
        found.unwrap_or_else(|| panic!("there is no channel {name}"))
    }

    /// The server that a channel is in.
    pub(crate) fn server_of(&self, channel: u64) -> u64 {
        self.shared.peek(|state| state.world.channels[&channel].guild).expect("it is in a server")
    }

    /// Adds a channel to the server.
    pub(crate) fn add_channel(&self, name: &str) -> u64 {
        self.add(name, ChannelKind::Text)
    }

    /// Adds a server that is on `shard` of `shards`, with one channel and the bot in it; before clients connect, for
    /// nobody is told.
    pub(crate) fn add_server(&self, name: &str, shard: u64, shards: u64) -> u64 {
        self.shared.with(|state| {
            let id = state.clock.next_id_on(shard, shards);
            state.world.guilds.insert(id, Guild { id, name: format!("{name} guild"), has_bot: true });
            state.world.add_channel(state.clock.next_id(), name, ChannelKind::Text, Some(id))
        })
    }

    /// Adds a forum to the server.
    pub(crate) fn add_forum(&self, name: &str) -> u64 {
        self.add(name, ChannelKind::Forum)
    }

    /// Adds a thread to a channel, or a post to a forum.
    pub(crate) fn add_thread(&self, parent: u64, name: &str) -> u64 {
        let id = self.add(name, ChannelKind::Thread(parent));
        self.shared.with(|state| {
            let at = state.clock.now();
            let json = state.world.thread_json(id, at);
            let guild = state.world.channels[&id].guild;
            state.dispatch("THREAD_CREATE", &json, Need::Guilds, guild);
        });
        id
    }

    fn add(&self, name: &str, kind: ChannelKind) -> u64 {
        self.shared.with(|state| {
            let of_parent = match kind {
                ChannelKind::Thread(parent) => state.world.channels[&parent].guild,
                _ => None,
            };
            let guild = of_parent.or_else(|| state.world.guilds.keys().next().copied());
            state.world.add_channel(state.clock.next_id(), name, kind, guild)
        })
    }

    /// Adds a server where the bot is not, with one channel; people may use it there as their own app.
    pub(crate) fn add_foreign_channel(&self, name: &str) -> u64 {
        self.shared.with(|state| {
            let id = state.clock.next_id();
            state.world.guilds.insert(id, Guild { id, name: format!("{name} guild"), has_bot: false });
            state.world.add_channel(state.clock.next_id(), name, ChannelKind::Text, Some(id))
        })
    }

    /// Direct messages between two people, where either may use the bot as their own app.
    pub(crate) fn add_private_channel(&self, one: &User, other: &User) -> u64 {
        self.shared.with(|state| {
            let id = state.world.add_channel(state.clock.next_id(), "", ChannelKind::Private, None);
            state.world.channels.get_mut(&id).unwrap().recipients = vec![one.id, other.id];
            id
        })
    }

    /// The direct messages of somebody with the bot.
    pub(crate) fn direct(&self, user: &User) -> u64 {
        self.shared.with(|state| state.world.direct_channel(user.id, &mut state.clock))
    }

    /// Takes a permission from the bot in a channel.
    pub(crate) fn deny(&self, channel: u64, permission: Permission) {
        self.shared.with(|state| state.world.channels.get_mut(&channel).unwrap().deny(permission));
    }

    /// Closes a thread for good.
    pub(crate) fn archive(&self, thread: u64) {
        self.shared.with(|state| state.world.channels.get_mut(&thread).unwrap().archived = true);
    }

    /// Lets the clock jump ahead.
    pub(crate) fn advance(&self, by: Duration) {
        self.shared.with(|state| state.clock.advance(by));
    }
}
