//! The bot's registered commands.

use serde_json::{Value, json};

use super::super::state::State;
use super::answer::Answer;

impl State {
    /// All of them. Discord keeps its own order, so this is not the one they were sent in.
    pub(super) fn list_commands(&self, query: &str) -> Answer {
        let mut commands = self.world.commands.clone();
        commands.reverse();
        if !query.contains("with_localizations=true") {
            for fields in commands.iter_mut().filter_map(Value::as_object_mut) {
                fields.retain(|name, _| !name.ends_with("_localizations"));
            }
        }
        Answer::ok(Value::Array(commands))
    }

    /// Puts `body` in place of all of them.
    pub(super) fn replace_commands(&mut self, body: &Value) -> Answer {
        let wanted: Vec<Value> = body.as_array().cloned().unwrap_or_default();
        let stored = wanted.iter().map(|command| self.stored(command)).collect();
        self.world.commands = stored;
        Answer::ok(Value::Array(self.world.commands.clone()))
    }

    /// Adds one, or puts it in place of the one of its name and type.
    pub(super) fn add_command(&mut self, body: &Value) -> Answer {
        let command = self.stored(body);
        let id = command["id"].clone();
        let known = self.world.commands.iter_mut().find(|known| known["id"] == id);
        let status = if known.is_some() { 200 } else { 201 };
        match known {
            Some(known) => *known = command.clone(),
            None => self.world.commands.push(command.clone()),
        }
        Answer { status, ..Answer::ok(command) }
    }

    /// `GET`, `PATCH` or `DELETE` of one.
    pub(super) fn on_command(&mut self, id: u64, method: &str, body: &Value) -> Answer {
        let wanted = json!(id.to_string());
        let Some(idx) = self.world.commands.iter().position(|command| command["id"] == wanted) else {
            return Answer::error(404, 10_063, "Unknown application command");
        };
        match method {
            "DELETE" => {
                self.world.commands.remove(idx);
                Answer::empty()
            }
            "PATCH" => {
                let mut changed = self.world.commands[idx].clone();
                for (field, value) in body.as_object().into_iter().flatten() {
                    changed[field] = value.clone();
                }
                self.world.commands[idx] = self.stored(&changed);
                Answer::ok(self.world.commands[idx].clone())
            }
            _ => Answer::ok(self.world.commands[idx].clone()),
        }
    }

    /// `command` as Discord keeps it: with ids, and without what says nothing.
    fn stored(&mut self, command: &Value) -> Value {
        let kind = command["type"].as_u64().unwrap_or(1);
        let same = |known: &&Value| known["name"] == command["name"] && known["type"] == kind;
        let id = match self.world.commands.iter().find(same) {
            Some(known) => known["id"].clone(),
            None => json!(self.clock.next_id().to_string()),
        };
        let mut stored = json!({
            "id": id, "application_id": self.world.application.to_string(),
            "version": self.clock.next_id().to_string(), "type": kind, "name": command["name"],
            "name_localizations": command["name_localizations"],
            "description": command["description"].as_str().unwrap_or_default(),
            "description_localizations": command["description_localizations"],
            "default_member_permissions": command["default_member_permissions"],
            "dm_permission": command["dm_permission"].as_bool().unwrap_or(true), "nsfw": false,
            "contexts": command["contexts"], "integration_types": command["integration_types"]
        });
        if stored["integration_types"].is_null() {
            stored["integration_types"] = json!([0, 1]);
        }
        let options: Vec<Value> = command["options"].as_array().into_iter().flatten().map(option).collect();
        if !options.is_empty() {
            stored["options"] = Value::Array(options);
        }
        stored
    }
}

/// An option without its empty, false and absent fields.
fn option(option: &Value) -> Value {
    let mut option = option.clone();
    for nested in option.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten() {
        *nested = self::option(nested);
    }
    if let Some(fields) = option.as_object_mut() {
        let says_nothing =
            |value: &Value| value.is_null() || *value == json!(false) || value.as_array().is_some_and(Vec::is_empty);
        fields.retain(|_, value| !says_nothing(value));
    }
    option
}
