//! What a line means.

use std::time::Duration;

use serde_json::{Value, json};

use super::super::fault::Fault;
use super::super::{Standin, User};

/// What there is to wait for after a line.
pub(crate) enum Awaited {
    Reply(u64),
    Response(u64),
    Nothing,
}

/// Does what `line` says, as the tests would; the error is what to tell whoever typed it.
pub(super) fn run(standin: &Standin, line: &str) -> Result<Awaited, String> {
    let (head, rest) = line.split_once(' ').map_or((line, ""), |(head, rest)| (head, rest.trim()));
    let ana = standin.user("ana");
    let nothing = |act: &dyn Fn()| {
        act();
        Ok(Awaited::Nothing)
    };
    let connection = |act: &dyn Fn()| {
        if !standin.is_connected() {
            return Err("the bot is not connected".to_owned());
        }
        act();
        Ok(Awaited::Nothing)
    };
    match head {
        "dm" => said(standin, &ana, standin.direct(&ana), rest),
        "press" => press(standin, &ana, rest),
        "send" => {
            let opened = standin.last_form().ok_or("no form is open")?;
            let fields: Vec<String> = standin.fields_of(opened);
            let filled: Vec<(&str, &str)> = fields.iter().map(|id| (id.as_str(), rest)).collect();
            Ok(Awaited::Response(standin.submit(&ana, opened, &filled)))
        }
        "reply" => {
            let last = standin.last_by(true).ok_or("the bot has said nothing")?;
            Ok(Awaited::Reply(standin.replies(&ana, last.id, rest, true)))
        }
        "pick" => {
            let last = standin.last_by(false).ok_or("nobody has said anything")?;
            is_registered(standin, rest, 3)?;
            Ok(Awaited::Response(standin.message_command(&ana, rest, last.id)))
        }
        "type" => typed(standin, &ana, rest),
        "disconnect" => connection(&|| standin.drop_socket()),
        "reconnect" => connection(&|| standin.ask_to_reconnect()),
        "invalidate" => connection(&|| standin.invalidate(false)),
        "close" => connection(&|| standin.close(rest.parse().ok())),
        "silent" => nothing(&|| standin.keep_silent(rest != "off")),
        "429" => nothing(&|| standin.plan("POST", rest, Fault::Limited(2.0), 1)),
        "500" => nothing(&|| standin.plan("POST", rest, Fault::Status(500), 1)),
        "lost" => nothing(&|| standin.plan("POST", rest, Fault::DropAfter, 1)),
        "advance" => {
            let minutes = rest.parse().map_err(|_| "advance MINUTES".to_owned())?;
            nothing(&|| standin.advance(Duration::from_mins(minutes)))
        }
        _ if line.starts_with('/') => said(standin, &ana, standin.channel("general"), line),
        name => {
            let user = standin.user(name);
            let (place, text) = rest.split_once(' ').ok_or("not understood; try help")?;
            let channel = match place.strip_prefix('#') {
                Some("general") => standin.channel("general"),
                Some("archive") => standin.channel("archive"),
                None if place == "dm" => standin.direct(&user),
                _ => return Err("there are #general, #archive and dm".to_owned()),
            };
            said(standin, &user, channel, text)
        }
    }
}

fn said(standin: &Standin, user: &User, channel: u64, text: &str) -> Result<Awaited, String> {
    if let Some(command) = text.strip_prefix('/') {
        let (name, options) = command.split_once(' ').unwrap_or((command, ""));
        let declared = is_registered(standin, name, 1)?;
        let options = filled(&declared, options)?;
        let options: Vec<_> = options.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        let needed = declared["options"].as_array().into_iter().flatten().filter(|it| it["required"] == true);
        for option in needed {
            if !options.iter().any(|(name, _)| option["name"] == *name) {
                return Err(format!("/{name} needs {}", option["name"]));
            }
        }
        return Ok(Awaited::Response(standin.slash(user, channel, name, &options)));
    }
    let message = standin.says(user, channel, text);
    let is_for_bot = channel == standin.direct(user) || text.contains("<@bot>");
    Ok(if is_for_bot { Awaited::Reply(message) } else { Awaited::Nothing })
}

fn press(standin: &Standin, user: &User, label: &str) -> Result<Awaited, String> {
    let message = standin.last_with(label).ok_or_else(|| format!("no button {label:?}"))?;
    if message.control(label).is_some_and(|control| control["disabled"] == true) {
        return Err(format!("{label:?} is off"));
    }
    Ok(Awaited::Response(standin.press(user, message.id, label)))
}

/// `type ask source:tal`
fn typed(standin: &Standin, user: &User, rest: &str) -> Result<Awaited, String> {
    let (name, option) = rest.split_once(' ').ok_or("type COMMAND OPTION:TEXT")?;
    let declared = is_registered(standin, name, 1)?;
    let (option, partial) = option.split_once(':').ok_or("type COMMAND OPTION:TEXT")?;
    let mut options = declared["options"].as_array().into_iter().flatten();
    if !options.any(|it| it["name"] == option && it["autocomplete"] == true) {
        return Err(format!("/{name} has no suggestions for {option}"));
    }
    let general = standin.channel("general");
    Ok(Awaited::Response(standin.autocomplete(user, general, name, &[], (option, partial))))
}

fn is_registered(standin: &Standin, name: &str, kind: u64) -> Result<Value, String> {
    let commands = standin.commands();
    let found = commands.into_iter().find(|it| it["name"] == name && it["type"] == kind);
    found.ok_or_else(|| format!("the bot has no command {name:?}"))
}

/// `question:who mediated? private:true`: a word that is a declared option with a colon begins one.
fn filled(declared: &Value, text: &str) -> Result<Vec<(String, Value)>, String> {
    let type_of = |name: &str| {
        let mut options = declared["options"].as_array().into_iter().flatten();
        options.find(|option| option["name"] == name).and_then(|option| option["type"].as_u64())
    };
    let mut given: Vec<(String, String)> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match (word.split_once(':').filter(|(name, _)| type_of(name).is_some()), given.last_mut()) {
            (Some((name, value)), _) => given.push((name.to_owned(), value.to_owned())),
            (None, Some((_, value))) => {
                value.push(' ');
                value.push_str(word);
            }
            (None, None) => return Err("options are NAME:VALUE".to_owned()),
        }
    }
    let typed = |(name, value): (String, String)| match type_of(&name) {
        Some(4) => {
            value.trim().parse::<i64>().map(|number| (name, json!(number))).map_err(|_| "not a number".to_owned())
        }
        Some(5) => value.trim().parse::<bool>().map(|flag| (name, json!(flag))).map_err(|_| "true or false".to_owned()),
        _ => Ok((name, json!(value.trim()))),
    };
    given.into_iter().map(typed).collect()
}
