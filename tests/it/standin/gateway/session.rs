//! A session: what it asked for, and what it was sent.

use serde_json::{Value, json};

use super::super::state::Need;

const GUILDS: u64 = 1 << 0;
const GUILD_MESSAGES: u64 = 1 << 9;
const GUILD_MESSAGE_REACTIONS: u64 = 1 << 10;
const DIRECT_MESSAGES: u64 = 1 << 12;
const DIRECT_MESSAGE_REACTIONS: u64 = 1 << 13;

/// How far back a session can be resumed.
const MEMORY: usize = 1_000;

#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) intents: u64,
    /// Its number, and how many there are.
    pub(crate) shard: (u64, u64),
    /// The number of the last event.
    pub(crate) sequence: u64,
    /// The last events, oldest first.
    sent: Vec<Value>,
}

impl Session {
    pub(super) fn new(id: String, intents: u64, shard: (u64, u64)) -> Self {
        Self { id, intents, shard, sequence: 0, sent: Vec::new() }
    }

    /// Whether an event reaches it: by its intents, and by its shard.
    pub(super) fn takes(&self, need: Need, guild: Option<u64>) -> bool {
        let intent = match (need, guild.is_some()) {
            (Need::Nothing, _) => 0,
            (Need::Guilds, _) => GUILDS,
            (Need::Messages, true) => GUILD_MESSAGES,
            (Need::Messages, false) => DIRECT_MESSAGES,
            (Need::Reactions, true) => GUILD_MESSAGE_REACTIONS,
            (Need::Reactions, false) => DIRECT_MESSAGE_REACTIONS,
        };
        // What belongs to no server comes to the first.
        let is_own_shard = guild.map_or(self.shard.0 == 0, |guild| self.has(guild));
        self.intents & intent == intent && is_own_shard
    }

    /// Whether the server `guild` is on its shard.
    pub(super) fn has(&self, guild: u64) -> bool {
        (guild >> 22) % self.shard.1 == self.shard.0
    }

    /// The payload of the next event.
    pub(super) fn next(&mut self, event: &str, data: &Value) -> Value {
        self.sequence += 1;
        let payload = json!({"op": 0, "t": event, "s": self.sequence, "d": data});
        self.sent.push(payload.clone());
        if self.sent.len() > MEMORY {
            self.sent.remove(0);
        }
        payload
    }

    /// What was sent after `sequence`; `None` if that is in the future, or too long ago.
    pub(super) fn since(&self, sequence: u64) -> Option<Vec<Value>> {
        let missed = usize::try_from(self.sequence.checked_sub(sequence)?).ok()?;
        let start = self.sent.len().checked_sub(missed)?;
        Some(self.sent[start..].to_vec())
    }

    /// The last payload, as it was sent.
    pub(crate) fn last(&self) -> Option<&Value> {
        self.sent.last()
    }
}
