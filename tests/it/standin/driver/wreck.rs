//! What can happen to a connection.

use serde_json::{Value, json};

use super::super::Standin;
use super::super::gateway::{Out, Welcome};

/// After these codes a session cannot be resumed.
const FINAL: [u16; 9] = [4003, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014];

impl Standin {
    /// Op 7: the client is to reconnect and resume.
    pub(crate) fn ask_to_reconnect(&self) {
        self.send(&Out::Payload(json!({"op": 7, "d": null, "s": null, "t": null})));
    }

    /// Op 9: the session is over, or can be resumed.
    pub(crate) fn invalidate(&self, can_resume: bool) {
        self.send(&Out::Payload(json!({"op": 9, "d": can_resume, "s": null, "t": null})));
        if !can_resume {
            self.shared.with(|state| state.gateway.forget_sessions());
        }
    }

    /// Op 1: the client is to send a heartbeat at once.
    pub(crate) fn ask_for_heartbeat(&self) {
        self.send(&Out::Payload(json!({"op": 1, "d": null, "s": null, "t": null})));
    }

    /// Closes the connection with this code, or with a frame that has none.
    pub(crate) fn close(&self, code: Option<u16>) {
        self.send(&Out::Close(code));
        if code.is_some_and(|code| FINAL.contains(&code)) {
            self.shared.with(|state| state.gateway.forget_sessions());
        }
    }

    /// Closes the connection of one shard with this code.
    pub(crate) fn close_shard(&self, shard: u64, code: u16) {
        let reached = self.shared.with(|state| {
            let reached = state.gateway.send_to(shard, &Out::Close(Some(code)));
            if FINAL.contains(&code) {
                state.gateway.forget_shard(shard);
            }
            reached
        });
        assert!(reached > 0, "nobody is connected as shard {shard}");
    }

    /// The network fails.
    pub(crate) fn drop_socket(&self) {
        self.send(&Out::Drop);
    }

    /// The network fails in the middle of an event.
    pub(crate) fn drop_mid_event(&self) {
        let event = json!({"op": 0, "t": "MESSAGE_CREATE", "s": 999, "d": {"content": "x".repeat(2_000)}});
        self.send(&Out::Half(event.to_string()));
    }

    /// Heartbeats get no answer any more, or get one again.
    pub(crate) fn keep_silent(&self, is_silent: bool) {
        self.shared.with(|state| state.gateway.is_silent = is_silent);
    }

    /// What the next identify gets in place of READY; planned ones are used up in order.
    pub(crate) fn on_identify(&self, welcome: Welcome) {
        self.shared.with(|state| state.gateway.welcomes.push_back(welcome));
    }

    /// Sends the last event once more, as it was.
    pub(crate) fn repeat_last_event(&self) {
        let last = self.shared.peek(|state| state.gateway.sessions.last().and_then(|it| it.last().cloned()));
        self.send(&Out::Payload(last.expect("an event was sent")));
    }

    /// Sends `text` as it is.
    pub(crate) fn send_text(&self, text: &str) {
        self.send(&Out::Text(text.to_owned()));
    }

    /// Sends an event that no library has to understand.
    pub(crate) fn send_event(&self, event: &str, data: &Value) {
        self.shared.with(|state| state.send_event(event, data, |_| true));
    }

    /// Keeps events back from now on.
    pub(crate) fn hold_events(&self) {
        self.shared.with(|state| state.gateway.held = Some(Vec::new()));
    }

    /// Sends what was kept back, the last first.
    pub(crate) fn release_reversed(&self) {
        for payload in self.held().into_iter().rev() {
            self.send(&Out::Payload(payload));
        }
    }

    /// Sends what was kept back, each payload changed.
    pub(crate) fn release_changed(&self, change: impl Fn(&mut Value)) {
        for mut payload in self.held() {
            change(&mut payload);
            self.send(&Out::Payload(payload));
        }
    }

    fn held(&self) -> Vec<Value> {
        self.shared.with(|state| state.gateway.held.take()).unwrap_or_default()
    }

    /// Sends to every client that is in a session, of which there must be one.
    fn send(&self, out: &Out) {
        let reached = self.shared.with(|state| state.gateway.send(out));
        assert!(reached > 0, "nobody is connected");
    }
}
