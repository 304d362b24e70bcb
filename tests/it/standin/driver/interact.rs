//! What people do with commands, buttons and forms.
//!
//! Discord's own programs hold people to what a bot declared; so does this: who uses a command that is
//! not registered, leaves out what is required, or presses a button that is not there, fails the test.

use serde_json::{Value, json};

use super::super::Standin;
use super::super::clock::timestamp;
use super::super::state::{Need, State};
use super::super::world::attachment::Attachment;
use super::super::world::channel::ChannelKind;
use super::super::world::interaction::Interaction;
use super::super::world::message::{View, numbered};
use super::super::world::user::User;

impl Standin {
    /// `user` sends a slash command. Returns the interaction's id.
    pub(crate) fn slash(&self, user: &User, channel: u64, name: &str, options: &[(&str, Value)]) -> u64 {
        self.shared.with(|state| {
            let command = state.command(name, 1, channel);
            for required in declared(&command).filter(|option| option["required"] == true) {
                let is_given = options.iter().any(|(name, _)| required["name"] == *name);
                assert!(is_given, "/{name} needs {}", required["name"]);
            }
            let options: Vec<_> = options.iter().map(|(name, value)| filled(&command, name, value)).collect();
            let mut data = json!({"id": command["id"], "name": name, "type": 1, "options": options});
            let since = timestamp(state.clock.now());
            for id in options.iter().filter(|option| option["type"] == 7).filter_map(|option| option["value"].as_str())
            {
                let named = id.parse().ok().filter(|id| state.world.channels.contains_key(id));
                if let Some(named) = named {
                    let mut shown = state.world.channel_json(named, &since);
                    shown["permissions"] = json!("0");
                    data["resolved"]["channels"][id] = shown;
                }
            }
            for id in options.iter().filter(|it| it["type"] == 11).filter_map(|option| option["value"].as_str()) {
                data["resolved"]["attachments"][id] = state.world.attachments[&id.parse().unwrap()].json();
            }
            state.interact(2, user, channel, data, None)
        })
    }

    /// Somebody attaches a file to what they are about to send. Returns what its option then holds.
    pub(crate) fn attach(&self, name: &str, bytes: impl Into<Vec<u8>>) -> Value {
        self.attach_as(name, bytes, None, None)
    }

    /// The same with another size than it has, or another address than the stand-in's.
    pub(crate) fn attach_as(
        &self,
        name: &str,
        bytes: impl Into<Vec<u8>>,
        size: Option<u64>,
        url: Option<&str>,
    ) -> Value {
        let (bytes, api) = (bytes.into(), self.api_url());
        self.shared.with(|state| {
            let id = state.clock.next_id();
            // In an address there is only what Discord leaves of a name.
            let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || ".-_".contains(*c)).collect();
            let plain = if plain.is_empty() { "file".to_owned() } else { plain };
            let there = format!("{api}/ephemeral-attachments/{}/{id}/{plain}?ex=1&is=2&hm=3", state.world.application);
            let url = url.map_or(there, ToOwned::to_owned);
            let size = size.unwrap_or(bytes.len() as u64);
            state.world.attachments.insert(id, Attachment { id, name: name.to_owned(), size, bytes, url });
            json!(id.to_string())
        })
    }

    /// `user` types `partial` into the option `focused` of a slash command.
    pub(crate) fn autocomplete(
        &self,
        user: &User,
        channel: u64,
        name: &str,
        options: &[(&str, Value)],
        (focused, partial): (&str, &str),
    ) -> u64 {
        self.shared.with(|state| {
            let command = state.command(name, 1, channel);
            let mut options: Vec<_> = options.iter().map(|(name, value)| filled(&command, name, value)).collect();
            let mut typed = filled(&command, focused, &json!(partial));
            let is_declared = declared(&command).any(|it| it["name"] == focused && it["autocomplete"] == true);
            assert!(is_declared, "/{name} has no suggestions for {focused}");
            typed["focused"] = json!(true);
            options.push(typed);
            let data = json!({"id": command["id"], "name": name, "type": 1, "options": options});
            state.interact(4, user, channel, data, None)
        })
    }

    /// `user` picks the command `name` from the menu of `message`.
    pub(crate) fn message_command(&self, user: &User, name: &str, message: u64) -> u64 {
        let channel = self.message(message).channel;
        self.shared.with(|state| {
            let command = state.command(name, 3, channel);
            let target = message.to_string();
            let mut resolved = json!({});
            resolved[&target] = state.world.message_json(message, View::Full);
            let data = json!({"id": command["id"], "name": name, "type": 3, "target_id": target,
                              "resolved": {"messages": resolved}});
            state.interact(2, user, channel, data, None)
        })
    }

    /// `user` presses the button of `message` that has this label or `custom_id`.
    pub(crate) fn press(&self, user: &User, message: u64, label_or_id: &str) -> u64 {
        self.control(user, message, label_or_id, None)
    }

    /// `user` chooses `values` in the select of `message` that has this `custom_id`.
    pub(crate) fn select(&self, user: &User, message: u64, id: &str, values: &[&str]) -> u64 {
        self.control(user, message, id, Some(values))
    }

    fn control(&self, user: &User, message: u64, label_or_id: &str, values: Option<&[&str]>) -> u64 {
        let shown = self.message(message);
        let control = shown.control(label_or_id);
        let control = control.unwrap_or_else(|| panic!("no {label_or_id:?} under {:?}", shown.labels()));
        assert_ne!(control["disabled"], true, "{label_or_id:?} is disabled");
        let mut data = json!({"custom_id": control["custom_id"], "component_type": control["type"],
                              "id": control["id"]});
        if let Some(values) = values {
            data["values"] = json!(values);
        }
        self.shared.with(|state| {
            if shown.is_ephemeral() {
                let owner = shown.interaction.map(|id| state.world.interactions[&id].user);
                assert_eq!(owner, Some(user.id), "{} cannot see this message", user.name);
            }
            state.interact(3, user, shown.channel, data, Some(message))
        })
    }

    /// `user` fills in and sends the form that was the response to `interaction`.
    pub(crate) fn submit(&self, user: &User, interaction: u64, fields: &[(&str, &str)]) -> u64 {
        self.shared.with(|state| {
            let opened = &state.world.interactions[&interaction];
            assert_eq!(opened.callback, Some(9), "no form was opened");
            let (channel, message) = (opened.channel, opened.message);
            let form = opened.callback_data.clone();
            let data = json!({"custom_id": form["custom_id"], "components": submitted(&form["components"], fields)});
            let sent = state.interact(5, user, channel, data, message);
            state.world.interactions.entry(sent).and_modify(|sent| sent.opened_by = Some(interaction));
            sent
        })
    }

    /// The interaction whose response was the last form.
    pub(crate) fn last_form(&self) -> Option<u64> {
        self.shared.with(|state| {
            let opened = state.world.interactions.values().filter(|interaction| interaction.callback == Some(9));
            opened.map(|interaction| interaction.id).max()
        })
    }

    /// The ids of the fields of the form that was the response to `interaction`.
    pub(crate) fn fields_of(&self, interaction: u64) -> Vec<String> {
        self.shared.with(|state| {
            let form = &state.world.interactions[&interaction].callback_data;
            let rows = form["components"].as_array().into_iter().flatten();
            let inputs = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
            inputs.filter_map(|input| Some(input["custom_id"].as_str()?.to_owned())).collect()
        })
    }

    /// Sends the event of `interaction` again, with a new sequence number.
    pub(crate) fn repeat_interaction(&self, interaction: u64) {
        self.shared.with(|state| state.send_interaction(interaction));
    }
}

impl State {
    /// The registered command, if it can be used in `channel`.
    fn command(&self, name: &str, kind: u64, channel: u64) -> Value {
        let mut commands = self.world.commands.iter();
        let command = commands.find(|command| command["name"] == name && command["type"] == kind);
        let command = command.unwrap_or_else(|| panic!("{name} of type {kind} is not registered")).clone();
        let place = &self.world.channels[&channel];
        let context = match place.kind {
            ChannelKind::Direct => 1,
            ChannelKind::Private => 2,
            _ => 0,
        };
        let contexts = command["contexts"].as_array();
        assert!(contexts.is_none_or(|all| all.contains(&json!(context))), "{name} cannot be used here");
        let installation = u8::from(self.is_user_app_only(channel));
        let installations = command["integration_types"].as_array();
        assert!(installations.is_none_or(|all| all.contains(&json!(installation))), "{name} is not installed here");
        command
    }

    fn is_user_app_only(&self, channel: u64) -> bool {
        let place = &self.world.channels[&channel];
        place.kind == ChannelKind::Private || place.guild.is_some_and(|guild| !self.world.guilds[&guild].has_bot)
    }

    fn interact(&mut self, kind: u8, user: &User, channel: u64, data: Value, message: Option<u64>) -> u64 {
        let id = self.clock.next_id();
        let interaction = Interaction {
            id,
            // As long as Discord's, and as secret.
            token: format!("aW50ZXJhY3Rpb246{id}{}", "c3RhbmRpbg".repeat(15)),
            kind,
            user: user.id,
            channel,
            guild: self.world.channels[&channel].guild.filter(|guild| self.world.guilds[guild].has_bot),
            as_user_app: self.is_user_app_only(channel),
            data,
            message,
            opened_by: None,
            at: self.clock.now(),
            callback: None,
            callback_data: Value::Null,
            original: None,
            follow_ups: Vec::new(),
            is_unheard: false,
        };
        self.world.interactions.insert(id, interaction);
        self.send_interaction(id);
        id
    }

    fn send_interaction(&mut self, id: u64) {
        let json = self.world.interaction_json(id);
        // Without an intent, and to the shard of the server.
        let guild = self.world.channels[&self.world.interactions[&id].channel].guild;
        self.dispatch("INTERACTION_CREATE", &json, Need::Nothing, guild);
    }
}

fn declared(command: &Value) -> impl Iterator<Item = &Value> {
    command["options"].as_array().into_iter().flatten()
}

/// An option as it is sent, of the type that it was declared with.
fn filled(command: &Value, name: &str, value: &Value) -> Value {
    let option = declared(command).find(|option| option["name"] == name);
    let option = option.unwrap_or_else(|| panic!("{} has no option {name}", command["name"]));
    json!({"name": name, "type": option["type"], "value": value})
}

/// The fields of a form as they are sent: rows and labels, each with what was filled in.
fn submitted(components: &Value, fields: &[(&str, &str)]) -> Value {
    let value_of = |input: &Value| {
        let given = fields.iter().find(|(id, _)| input["custom_id"] == *id).map(|(_, value)| *value);
        let value = given.or(input["value"].as_str()).unwrap_or_default();
        json!({"type": 4, "id": input["id"], "custom_id": input["custom_id"], "value": value})
    };
    let filled_in = |outer: &Value| {
        let mut filled = json!({"type": outer["type"], "id": outer["id"]});
        match outer["components"].as_array() {
            Some(inputs) => filled["components"] = inputs.iter().map(value_of).collect(),
            None => filled["component"] = value_of(&outer["component"]),
        }
        filled
    };
    numbered(components).iter().map(filled_in).collect()
}
