//! What the bot shows people, told as it arrives: for measuring, where to wait for each would be too slow.

use std::time::Instant;

use super::state::State;

/// How something was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// As a message that refers to the question.
    Reply,
    /// As the first response to an interaction, of this number.
    Response(u64),
    /// As a change of what an interaction has shown before.
    Edit,
    /// As another message after the first response.
    FollowUp,
}

/// Something that the bot has shown. A request that is sent again and changes nothing is none.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    /// The message that it replies to, or the interaction that it responds to.
    pub(crate) to: u64,
    pub(crate) shown: Shown,
    /// The message that it made or changed.
    pub(crate) message: Option<u64>,
    /// What that message says.
    pub(crate) content: String,
    pub(crate) at: Instant,
}

impl State {
    /// Tells whoever listens.
    pub(super) fn arrived(&self, to: u64, shown: Shown, message: Option<u64>) {
        let Some(listener) = &self.listener else { return };
        let content = message.map(|id| self.world.messages[&id].content.clone()).unwrap_or_default();
        // Whoever listened may have left.
        let _ = listener.send(Arrival { to, shown, message, content, at: Instant::now() });
    }
}
