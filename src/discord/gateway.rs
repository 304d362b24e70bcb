//! The connection that Discord's events come over.
//!
//! Our own, although serenity has one, for what serenity 0.12.5's does: after close codes 4003, 4010 and
//! 4011 and after closes without a code it spins for 41 seconds and then tries again for ever; it resumes
//! after 4012; it tells nobody which code it was; it starts a task for each event without bound; it never
//! uses the address that READY gives for resuming; it connects without a deadline; and its `Shard` cannot
//! be driven from outside, because receiving is private. Serenity's models still say what an event holds.
//!
//! Split by what can be tested alone: [`received`] reads a payload, [`session`] decides what follows from
//! it, [`close`] knows what each way to lose a connection means, [`gate`] counts sessions, [`turnstile`] lets
//! processes take turns, [`backoff`] and [`heartbeat`] keep time; [`connection`] is the socket and [`shard`]
//! the loop around it all.
//!
//! Payloads are not compressed: with the two intents asked for there is little to save, and nothing that
//! arrives can grow on the way.

mod backoff;
mod close;
mod connection;
mod gate;
mod heartbeat;
mod jitter;
mod pace;
mod received;
mod session;
mod shard;
mod turnstile;

use std::sync::Arc;

use anyhow::Context as _;
use serenity::model::gateway::GatewayIntents;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::config::{ShardRange, Token};

use super::exit::Exit;
use super::handler::Handler;

pub(super) use gate::{Allowance, Gate};
pub use pace::Pace;
#[cfg(fuzzing)]
pub(super) use received::event;
pub(super) use received::{Kind, Ready};

use shard::Shard;

/// None of them is privileged: the words of what is addressed to the bot come without.
const INTENTS: GatewayIntents = GatewayIntents::GUILD_MESSAGES.union(GatewayIntents::DIRECT_MESSAGES);

/// Where the gateway is.
pub(super) struct Address {
    /// `wss://host`, or what was configured.
    pub(super) url: String,
    /// Whether it is to be used even where Discord names another for resuming.
    pub(super) is_fixed: bool,
}

/// What all shards share.
pub(super) struct Link {
    pub(super) token: Token,
    pub(super) address: Address,
    pub(super) shards: ShardRange,
    pub(super) pace: Pace,
    pub(super) gate: Gate,
    pub(super) handler: Arc<Handler>,
}

/// The connection: one web socket for each shard.
pub(super) struct Gateway {
    shards: JoinSet<Exit>,
    stop: watch::Sender<bool>,
}

impl Gateway {
    /// Begins to connect, on tasks of its own.
    pub(super) fn start(link: Link) -> Self {
        connection::choose_cryptography();
        let link = Arc::new(link);
        let (stop, stopped) = watch::channel(false);
        let mut shards = JoinSet::new();
        for id in link.shards.ids() {
            shards.spawn(Shard::new(id, Arc::clone(&link)).run(stopped.clone()));
        }
        Self { shards, stop }
    }

    /// Why the first of the shards ended; none does without a reason that ends them all.
    pub(super) async fn ended(&mut self) -> anyhow::Result<Exit> {
        match self.shards.join_next().await {
            Some(exit) => exit.context("the connection to discord broke inside"),
            None => Ok(Exit::Stopped),
        }
    }

    /// Takes leave of Discord, which then shows the bot as offline.
    pub(super) async fn close(mut self) {
        self.stop.send_replace(true);
        while self.shards.join_next().await.is_some() {}
    }
}
