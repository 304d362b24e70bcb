//! What clients send.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::super::state::State;
use super::session::Session;
use super::{Attempt, Out, Welcome, identify};

/// How much a client may send in a minute, and in one frame.
const SENDS_A_MINUTE: usize = 120;
const FRAME_LIMIT: usize = 4_096;

impl State {
    /// Takes a frame of the connection `id`.
    pub(super) fn receive(&mut self, id: u64, text: &str) {
        let now = self.clock.now();
        let Some(connection) = self.gateway.connection(id) else { return };
        connection.recent.push_back(now);
        while connection.recent.front().is_some_and(|at| *at + Duration::from_mins(1) < now) {
            connection.recent.pop_front();
        }
        if connection.recent.len() > SENDS_A_MINUTE {
            self.record.violate("more than 120 sends in a minute", text);
            return self.refuse(id, 4008);
        }
        let has_session = connection.session.is_some();
        let payload: Value = serde_json::from_str(text).unwrap_or_default();
        let data = &payload["d"];
        match payload["op"].as_u64() {
            _ if text.len() > FRAME_LIMIT => {
                self.record.violate("a frame of more than 4096 bytes", text);
                self.refuse(id, 4002);
            }
            Some(1) => self.beat(id, data),
            Some(2 | 6) if has_session => {
                self.record.violate("identified twice on one connection", redacted(&payload));
                self.refuse(id, 4005);
            }
            Some(2) => self.identify(id, data),
            Some(6) => self.resume(id, data),
            Some(3 | 4 | 8 | 31) if has_session => {}
            Some(3 | 4 | 8 | 31) => {
                self.record.violate("sent before identifying", redacted(&payload));
                self.refuse(id, 4003);
            }
            Some(_) => {
                self.record.violate("an opcode that clients do not send", redacted(&payload));
                self.refuse(id, 4001);
            }
            None => {
                self.record.violate("a frame that is no payload", text);
                self.refuse(id, 4002);
            }
        }
    }

    /// Takes note that the connection `id` said farewell: with 1000 or 1001 its session is over.
    pub(super) fn part(&mut self, id: u64, code: Option<u16>) {
        self.gateway.closed_by_client.push(code);
        let session = self.gateway.connection(id).and_then(|connection| connection.session.take());
        if let (Some(session), Some(1000 | 1001)) = (session, code) {
            self.gateway.sessions.retain(|other| other.id != session);
        }
    }

    fn reply(&mut self, id: u64, out: Out) {
        if let Some(connection) = self.gateway.connection(id) {
            // Whoever has left does not wait for it.
            let _ = connection.outbox.send(out);
        }
    }

    fn refuse(&mut self, id: u64, code: u16) {
        self.reply(id, Out::Close(Some(code)));
    }

    fn beat(&mut self, id: u64, data: &Value) {
        self.gateway.n_heartbeats += 1;
        let Some(connection) = self.gateway.connection(id) else { return };
        connection.beaten = Instant::now();
        let session = connection.session.clone();
        let known = session.and_then(|session| self.gateway.session(&session).map(|session| session.sequence));
        let is_sound = data.is_null() || data.as_u64().is_some_and(|seen| seen <= known.unwrap_or(seen));
        if !is_sound {
            self.record.violate(format!("a heartbeat that has seen {data}, of {known:?}"), data);
        }
        if !self.gateway.is_silent {
            self.reply(id, Out::Payload(json!({"op": 11, "d": null, "s": null, "t": null})));
        }
    }

    fn identify(&mut self, id: u64, data: &Value) {
        let now = self.clock.now();
        let attempt = Attempt { shard: data["shard"][0].as_u64().unwrap_or_default(), at: now };
        let group = |attempt: &Attempt| attempt.shard % self.options.concurrency.max(1);
        let of_group = self.gateway.identifies.iter().rev().find(|before| group(before) == group(&attempt));
        let is_early = of_group.is_some_and(|last| now < last.at + self.options.identify_gap);
        self.gateway.identifies.push(attempt);
        match self.gateway.welcomes.pop_front() {
            Some(Welcome::Close(code)) => return self.reply(id, Out::Close(code)),
            Some(Welcome::Drop) => return self.reply(id, Out::Drop),
            Some(Welcome::Silence) => return,
            Some(Welcome::Invalid) => return self.invalidate(id, false),
            None => {}
        }
        if self.options.sessions_left == 0 {
            // Discord resets the token and says so by mail.
            self.record.violate("identified although no session is left today", "op 2");
            return self.refuse(id, 4004);
        }
        self.options.sessions_left -= 1;
        if is_early {
            return self.invalidate(id, false);
        }
        let identify = match identify::read(data, &self.options) {
            Ok(identify) => identify,
            Err(code) => return self.refuse(id, code),
        };
        for flaw in &identify.flaws {
            self.record.violate(flaw.as_str(), "op 2");
        }
        let session = format!("{:032x}", self.clock.next_id());
        self.gateway.sessions.push(Session::new(session.clone(), identify.intents, identify.shard));
        if let Some(connection) = self.gateway.connection(id) {
            connection.session = Some(session.clone());
            connection.compresses = identify.compresses;
        }
        self.begin(&session);
    }

    fn resume(&mut self, id: u64, data: &Value) {
        self.gateway.n_resumes += 1;
        if data["token"].as_str().map(|token| token.strip_prefix("Bot ").unwrap_or(token)) != Some(&self.options.token)
        {
            return self.refuse(id, 4004);
        }
        let is_elsewhere = self.gateway.connection(id).is_some_and(|connection| !connection.is_resuming);
        if self.options.rules.resume_address && is_elsewhere {
            self.record.violate("resumed at another address than resume_gateway_url", "op 6");
        }
        let name = data["session_id"].as_str().unwrap_or_default().to_owned();
        let Some(session) = self.gateway.session(&name) else { return self.invalidate(id, false) };
        let Some(missed) = data["seq"].as_u64().and_then(|seen| session.since(seen)) else {
            let is_future = data["seq"].as_u64().is_none_or(|seen| seen > session.sequence);
            return if is_future { self.refuse(id, 4007) } else { self.invalidate(id, false) };
        };
        for connection in &mut self.gateway.connections {
            // Whoever had the session before has it no more.
            if connection.session.as_deref() == Some(&name) {
                connection.session = None;
                let _ = connection.outbox.send(Out::Drop);
            }
        }
        for payload in missed {
            self.reply(id, Out::Payload(payload));
        }
        if let Some(connection) = self.gateway.connection(id) {
            connection.session = Some(name.clone());
        }
        let resumed = json!({"_trace": ["[\"standin\"]"]});
        if let Some(session) = self.gateway.session(&name) {
            let payload = session.next("RESUMED", &resumed);
            self.reply(id, Out::Payload(payload));
        }
    }

    fn invalidate(&mut self, id: u64, can_resume: bool) {
        self.reply(id, Out::Payload(json!({"op": 9, "d": can_resume, "s": null, "t": null})));
    }
}

/// `payload` without its token.
fn redacted(payload: &Value) -> Value {
    let mut payload = payload.clone();
    if payload["d"]["token"].is_string() {
        payload["d"]["token"] = json!("…");
    }
    payload
}
