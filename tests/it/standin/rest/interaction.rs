//! First responses to interactions, and what comes after them.

use serde_json::{Value, json};

use super::super::arrival::Shown;
use super::super::record::Request;
use super::super::state::State;
use super::super::world::interaction::{Interaction, RESPONSE_LIMIT, TOKEN_LIFE};
use super::super::world::message::{Message, View};
use super::answer::Answer;

/// How many follow-ups somebody's own app may send.
const FOLLOW_UPS_OF_USER_APPS: usize = 5;

impl State {
    /// The interactions that nobody answered, and the announcements that nothing came after.
    pub(crate) fn left_waiting(&self) -> Vec<String> {
        let now = self.clock.now();
        let problem = |interaction: &Interaction| {
            let is_over = now.saturating_sub(interaction.at) > TOKEN_LIFE;
            let is_loading = interaction.original.is_some_and(|original| self.world.messages[&original].is_loading());
            match interaction.callback {
                None => Some(format!("an interaction without a response: {}", interaction.data)),
                Some(5) if is_loading && !is_over => {
                    Some(format!("an announced response that never came: {}", interaction.data))
                }
                Some(_) => None,
            }
        };
        self.world.interactions.values().filter_map(problem).collect()
    }

    pub(super) fn call_back(&mut self, id: u64, token: &str, request: &Request) -> Answer {
        let now = self.clock.now();
        let known = self.world.interactions.get(&id).filter(|interaction| interaction.token == token);
        let Some(interaction) = known else {
            self.record.violate("a response to an interaction that never was", request);
            return Answer::unknown_interaction();
        };
        if interaction.callback.is_some() {
            // Whoever did not hear of the first one's success may ask again.
            if !interaction.is_unheard {
                self.record.violate("a second first response", request);
            }
            return Answer::acknowledged();
        }
        if now.saturating_sub(interaction.at) > RESPONSE_LIMIT {
            self.record.violate("a first response after more than three seconds", request);
            return Answer::unknown_interaction();
        }
        let kind = request.body["type"].as_u64().unwrap_or_default();
        if !fits(interaction.kind, kind) {
            self.record.violate("a first response that this kind of interaction does not take", request);
            return Answer::invalid_form([("/type", "Not valid for this interaction")].into_iter());
        }
        let data = &request.body["data"];
        let (under, channel, about) = (interaction.message, interaction.channel, interaction.kind);
        let original = match kind {
            4 | 5 => Some(self.respond(id, kind, channel, data)),
            6 => under,
            7 => {
                self.change(under.unwrap(), data);
                under
            }
            _ => None,
        };
        let interaction = self.world.interactions.get_mut(&id).unwrap();
        interaction.callback = Some(kind);
        interaction.callback_data = data.clone();
        interaction.original = original;
        self.arrived(id, Shown::Response(kind), original);
        if !request.query.contains("with_response=true") {
            return Answer::empty();
        }
        Answer::ok(self.callback_json(id, kind, about, original))
    }

    /// The message that is the first response, or that announces it.
    fn respond(&mut self, id: u64, kind: u64, channel: u64, data: &Value) -> u64 {
        let mut message = self.draft(channel, data);
        message.flags |= data["flags"].as_u64().unwrap_or_default() & Message::EPHEMERAL;
        if kind == 5 {
            message.flags |= Message::LOADING;
        }
        let interaction = &self.world.interactions[&id];
        message.interaction = Some(id);
        message.reference = interaction.message;
        message.kind = match (interaction.kind, interaction.data["type"].as_u64()) {
            (2, Some(3)) => 23,
            (2, _) => 20,
            _ if message.reference.is_some() => 19,
            _ => 0,
        };
        self.publish(message)
    }

    fn callback_json(&self, id: u64, kind: u64, about: u8, original: Option<u64>) -> Value {
        let mut json = json!({"interaction": {"id": id.to_string(), "type": about}, "resource": {"type": kind}});
        if let Some(original) = original {
            let message = &self.world.messages[&original];
            json["interaction"]["response_message_id"] = json!(original.to_string());
            json["interaction"]["response_message_loading"] = json!(message.is_loading());
            json["interaction"]["response_message_ephemeral"] = json!(message.is_ephemeral());
            if matches!(kind, 4 | 7) {
                json["resource"]["message"] = self.world.message_json(original, View::Full);
            }
        }
        json
    }

    /// The interaction that a webhook's address means.
    fn by_token(&self, application: u64, token: &str) -> Result<u64, Answer> {
        let interaction = self.world.interactions.values().find(|interaction| interaction.token == token);
        let Some(interaction) = interaction.filter(|_| application == self.world.application) else {
            return Err(Answer::unknown_webhook());
        };
        if self.clock.now().saturating_sub(interaction.at) > TOKEN_LIFE {
            return Err(Answer::invalid_webhook_token());
        }
        // Before the first response, and after suggestions, there is no webhook.
        if matches!(interaction.callback, None | Some(8)) {
            return Err(Answer::unknown_webhook());
        }
        Ok(interaction.id)
    }

    pub(super) fn follow_up(&mut self, application: u64, token: &str, request: &Request) -> Answer {
        let id = match self.by_token(application, token) {
            Ok(id) => id,
            Err(refusal) => return refusal,
        };
        let interaction = &self.world.interactions[&id];
        if let Some(original) = interaction.original.filter(|original| self.world.messages[original].is_loading()) {
            // After an announcement the first of them takes its place, as Discord says for older bots.
            self.change(original, &request.body);
            self.arrived(id, Shown::Edit, Some(original));
            return Answer::ok(self.own_message(original));
        }
        if interaction.as_user_app && interaction.follow_ups.len() >= FOLLOW_UPS_OF_USER_APPS {
            return Answer::error(400, 40_094, "This interaction has reached the maximum number of follow-up messages");
        }
        let (channel, original) = (interaction.channel, interaction.original);
        let mut message = self.draft(channel, &request.body);
        message.flags |= request.body["flags"].as_u64().unwrap_or_default() & Message::EPHEMERAL;
        message.interaction = Some(id);
        message.reference = original;
        message.kind = if original.is_some() { 19 } else { 0 };
        let sent = self.publish(message);
        self.world.interactions.get_mut(&id).unwrap().follow_ups.push(sent);
        self.arrived(id, Shown::FollowUp, Some(sent));
        Answer::ok(self.own_message(sent))
    }

    /// `GET`, `PATCH` or `DELETE` of a response or follow-up; `None` means `@original`.
    pub(super) fn on_response(
        &mut self,
        application: u64,
        token: &str,
        message: Option<u64>,
        request: &Request,
    ) -> Answer {
        let id = match self.by_token(application, token) {
            Ok(id) => id,
            Err(refusal) => return refusal,
        };
        let interaction = &self.world.interactions[&id];
        let wanted = match message {
            None => interaction.original,
            Some(sent) => {
                Some(sent).filter(|it| interaction.original == message || interaction.follow_ups.contains(it))
            }
        };
        let Some(wanted) = wanted.filter(|wanted| self.world.message(*wanted).is_some()) else {
            return Answer::unknown_message();
        };
        match request.method.as_str() {
            "PATCH" => {
                self.change(wanted, &request.body);
                self.arrived(id, Shown::Edit, Some(wanted));
                Answer::ok(self.own_message(wanted))
            }
            "DELETE" => {
                self.remove(wanted);
                Answer::empty()
            }
            _ => Answer::ok(self.own_message(wanted)),
        }
    }
}

/// Whether an interaction of `kind` takes a first response of `callback`.
fn fits(kind: u8, callback: u64) -> bool {
    match kind {
        4 => callback == 8,
        3 => matches!(callback, 4..=7 | 9),
        2 => matches!(callback, 4 | 5 | 9),
        _ => matches!(callback, 4 | 5),
    }
}
