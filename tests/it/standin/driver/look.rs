//! What there is to be seen.

use serde_json::Value;

use super::super::Standin;
use super::super::fault::Fault;
use super::super::gateway::Attempt;
use super::super::record::{Request, Violation};
use super::super::state::State;
use super::super::world::message::{Message, View};

impl Standin {
    /// Every request so far, in the order they came.
    pub(crate) fn requests(&self) -> Vec<Request> {
        self.shared.peek(|state| state.record.requests.clone())
    }

    /// The requests of `method` whose path ends with `path`.
    pub(crate) fn requests_to(&self, method: &str, path: &str) -> Vec<Request> {
        let requests = self.requests().into_iter();
        requests.filter(|request| request.method == method && request.path.ends_with(path)).collect()
    }

    /// The message as it is now, deleted or not.
    pub(crate) fn message(&self, id: u64) -> Message {
        self.shared.peek(|state| state.world.messages[&id].clone())
    }

    /// The message as the bot gets it.
    pub(crate) fn message_json(&self, id: u64) -> Value {
        self.shared.peek(|state| state.world.message_json(id, View::Bot))
    }

    /// The interaction as the bot gets it.
    pub(crate) fn interaction_json(&self, id: u64) -> Value {
        self.shared.peek(|state| state.world.interaction_json(id))
    }

    /// The registered commands.
    pub(crate) fn commands(&self) -> Vec<Value> {
        self.shared.peek(|state| state.world.commands.clone())
    }

    /// Whether the bot is in a session.
    pub(crate) fn is_connected(&self) -> bool {
        self.shared.peek(|state| state.gateway.is_connected())
    }

    /// The last message in which the bot shows a button or select of this label or `custom_id`.
    pub(crate) fn last_with(&self, label_or_id: &str) -> Option<Message> {
        self.shared.peek(|state| {
            let mut own =
                state.world.messages.values().rev().filter(|it| it.author == state.world.bot && !it.is_deleted);
            own.find(|message| message.control(label_or_id).is_some()).cloned()
        })
    }

    /// The last message of somebody (`true`: of the bot).
    pub(crate) fn last_by(&self, is_bot: bool) -> Option<Message> {
        self.shared.peek(|state| {
            let mut all = state.world.messages.values().rev().filter(|message| !message.is_deleted);
            all.find(|message| (message.author == state.world.bot) == is_bot).cloned()
        })
    }

    /// The id of the bot's application.
    pub(crate) fn application(&self) -> u64 {
        self.shared.peek(|state| state.world.application)
    }

    /// What the bot has written in a channel, oldest first; ephemeral messages too, deleted ones not.
    pub(crate) fn written(&self, channel: u64) -> Vec<Message> {
        self.shared.peek(|state| {
            let own = state.world.messages.values().filter(|message| message.author == state.world.bot);
            own.filter(|message| message.channel == channel && !message.is_deleted).cloned().collect()
        })
    }

    /// How many replies there are to `message`.
    pub(crate) fn n_replies(&self, message: u64) -> usize {
        self.shared.peek(|state| {
            let replies = state.world.messages.values().filter(|it| it.reference == Some(message));
            replies.filter(|reply| reply.author == state.world.bot).count()
        })
    }

    /// What was broken so far; forgotten after this, so that [`Standin::finish`] passes.
    pub(crate) fn take_violations(&self) -> Vec<Violation> {
        self.shared.with(|state| std::mem::take(&mut state.record.violations))
    }

    /// The interactions that nobody answered, and the announcements that nothing came after.
    pub(crate) fn left_waiting(&self) -> Vec<String> {
        self.shared.peek(State::left_waiting)
    }

    /// How often a client identified, and how often it resumed.
    pub(crate) fn sessions(&self) -> (u32, u32) {
        self.shared.peek(|state| (state.gateway.n_identifies(), state.gateway.n_resumes))
    }

    /// Every attempt to begin a session, in the order they came.
    pub(crate) fn attempts(&self) -> Vec<Attempt> {
        self.shared.peek(|state| state.gateway.identifies.clone())
    }

    /// How many connections there were to the gateway.
    pub(crate) fn n_connections(&self) -> u64 {
        self.shared.peek(|state| state.gateway.n_connections)
    }

    /// Answers of 401, 403 and 429 so far.
    pub(crate) fn n_invalid(&self) -> u32 {
        self.shared.peek(|state| state.record.n_invalid)
    }

    /// The next `times` requests of `method` whose path ends with `path` go wrong.
    pub(crate) fn plan(&self, method: &str, path: &str, fault: Fault, times: u32) {
        self.shared.with(|state| state.faults.add(method, path, fault, times));
    }
}
