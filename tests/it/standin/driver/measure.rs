//! What measuring takes.

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::super::Standin;
use super::super::arrival::Arrival;

impl Standin {
    /// Everything that the bot shows from now on; who listened before hears nothing more.
    pub(crate) fn listen(&self) -> UnboundedReceiver<Arrival> {
        let (listener, arrivals) = unbounded_channel();
        self.shared.with(|state| state.listener = Some(listener));
        arrivals
    }

    /// Whether an event would reach the bot, now or when it resumes.
    pub(crate) fn has_session(&self) -> bool {
        self.shared.peek(|state| !state.gateway.sessions.is_empty())
    }

    /// Sends the event of `message` again, with a new sequence number.
    pub(crate) fn repeat_message(&self, message: u64) {
        self.shared.with(|state| state.announce("MESSAGE_CREATE", message));
    }
}
