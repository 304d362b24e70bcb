//! Everything that the stand-in knows, behind one lock.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::json;
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::watch;

use super::arrival::Arrival;
use super::clock::Clock;
use super::fault::Faults;
use super::gateway::Gateway;
use super::limit::Limiter;
use super::options::Options;
use super::record::Record;
use super::world::World;
use super::world::channel::ChannelKind;
use super::world::message::View;

/// The stand-in's own memory.
#[derive(Debug)]
pub(super) struct State {
    pub(super) options: Options,
    pub(super) clock: Clock,
    pub(super) world: World,
    pub(super) record: Record,
    pub(super) faults: Faults,
    pub(super) limiter: Limiter,
    pub(super) gateway: Gateway,
    /// Who is told what the bot shows people.
    pub(super) listener: Option<UnboundedSender<Arrival>>,
}

/// The state, and who waits for it to change.
#[derive(Debug)]
pub(super) struct Shared {
    state: Mutex<State>,
    changes: watch::Sender<u64>,
}

/// Which intent lets an event through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Nothing,
    Guilds,
    Messages,
    Reactions,
}

impl Shared {
    pub(super) fn new(options: Options, gateway_address: String) -> Self {
        let mut clock = Clock::default();
        let world = World::new(&mut clock);
        let gateway = Gateway::new(gateway_address);
        let (record, faults, limiter) = Default::default();
        let state = State { options, clock, world, record, faults, limiter, gateway, listener: None };
        Self { state: Mutex::new(state), changes: watch::Sender::new(0) }
    }

    /// Looks at the state or changes it, and wakes whoever waits.
    pub(super) fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let outcome = change(&mut self.lock());
        self.changes.send_modify(|n| *n += 1);
        outcome
    }

    /// Looks at the state without waking anybody.
    pub(super) fn peek<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A test that panics while it looks at the state still reports what is in it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Sends `event` about the message `id` to the bot, if it may see the channel.
    pub(super) fn announce(&mut self, event: &str, id: u64) {
        let message = &self.world.messages[&id];
        let channel = &self.world.channels[&message.channel];
        let is_there = match channel.guild {
            Some(guild) => {
                self.world.guilds[&guild].has_bot && channel.allows(super::world::channel::Permission::VIEW_CHANNEL)
            }
            None => channel.kind == ChannelKind::Direct,
        };
        if !is_there || message.is_ephemeral() {
            return;
        }
        let guild = channel.guild;
        let mut json = if event == "MESSAGE_DELETE" {
            json!({"id": id.to_string(), "channel_id": channel.id.to_string()})
        } else {
            let mut json = self.world.message_json(id, View::Bot);
            json["channel_type"] = json!(channel.type_number());
            if !message.nonce.is_null() && event == "MESSAGE_CREATE" {
                json["nonce"] = message.nonce.clone();
            }
            if guild.is_some() {
                json["member"] = World::member_json(message.at);
            }
            json
        };
        if let Some(guild) = guild {
            json["guild_id"] = json!(guild.to_string());
        }
        self.dispatch(event, &json, Need::Messages, guild);
    }
}
