//! Commands as they are registered.

use std::collections::HashSet;

use serde_json::Value;

use super::super::rest::answer::Answer;
use super::Finding;

/// How many commands there may be of each type: slash, user, message.
const LIMITS: [(u64, usize); 3] = [(1, 100), (2, 15), (3, 15)];
/// A command's names, descriptions and choices together.
const SIZE_LIMIT: usize = 8_000;

/// What is wrong with a list of commands.
pub(super) fn all(body: &Value) -> Vec<Finding> {
    let commands = body.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut findings = Vec::new();
    for (kind, limit) in LIMITS {
        if commands.iter().filter(|command| type_of(command) == kind).count() > limit {
            let answer = Answer::error(400, 30_032, "Maximum number of application commands reached");
            let finding = Finding::refused("", format!("more than {limit} commands of type {kind}"));
            findings.push(Finding { answer: Some(answer), ..finding });
        }
    }
    let mut known = HashSet::new();
    for (idx, command) in commands.iter().enumerate() {
        findings.extend(one(command, &format!("/{idx}")));
        if !known.insert((type_of(command), command["name"].as_str())) {
            findings.push(Finding::refused(format!("/{idx}/name"), "Application command names must be unique"));
        }
    }
    findings
}

/// What is wrong with the command `command`.
pub(super) fn one(command: &Value, at: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let has_description = length(&command["description"]) > 0;
    if type_of(command) == 1 {
        findings.extend(name(command, at));
        if !has_description {
            findings.push(Finding::refused(format!("{at}/description"), "no description"));
        }
    } else {
        if !(1..=32).contains(&length(&command["name"])) {
            findings.push(Finding::refused(format!("{at}/name"), "not 1 to 32 characters"));
        }
        if has_description {
            findings.push(Finding::refused(format!("{at}/description"), "only slash commands have a description"));
        }
        if command["options"].as_array().is_some_and(|options| !options.is_empty()) {
            findings.push(Finding::refused(format!("{at}/options"), "only slash commands have options"));
        }
    }
    if size(command) > SIZE_LIMIT {
        findings.push(Finding::refused(at, "more than 8000 characters"));
    }
    findings.extend(options(command, at));
    findings
}

fn options(holder: &Value, at: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut known = HashSet::new();
    let mut was_optional = false;
    for (idx, option) in holder["options"].as_array().into_iter().flatten().enumerate() {
        let path = format!("{at}/options/{idx}");
        findings.extend(name(option, &path));
        if length(&option["description"]) == 0 {
            findings.push(Finding::refused(format!("{path}/description"), "no description"));
        }
        if !known.insert(option["name"].as_str()) {
            findings.push(Finding::refused(format!("{path}/name"), "Option names must be unique"));
        }
        let is_required = option["required"] == true;
        if is_required && was_optional {
            let message = "Required options must be placed before non-required options";
            findings.push(Finding::refused(path.as_str(), message));
        }
        was_optional |= !is_required;
        let has_choices = option["choices"].as_array().is_some_and(|choices| !choices.is_empty());
        if option["autocomplete"] == true && has_choices {
            findings.push(Finding::refused(path.as_str(), "autocomplete and choices cannot stand together"));
        }
        findings.extend(options(option, &path));
    }
    findings
}

/// A slash command's or option's name: `^[-_'\p{L}\p{N}]{1,32}$`, and no letter that has a lower case.
fn name(named: &Value, at: &str) -> Option<Finding> {
    let name = named["name"].as_str().unwrap_or_default();
    let is_allowed = |c: char| (c.is_alphanumeric() || "-_'".contains(c)) && c.to_lowercase().eq([c]);
    let is_sound = (1..=32).contains(&name.chars().count()) && name.chars().all(is_allowed);
    let message = "a name is 1 to 32 letters in lower case, digits, - or _";
    (!is_sound).then(|| Finding::refused(format!("{at}/name"), message))
}

fn type_of(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

fn size(holder: &Value) -> usize {
    let children = ["options", "choices"].into_iter().flat_map(|list| holder[list].as_array().into_iter().flatten());
    length(&holder["name"])
        + length(&holder["description"])
        + length(&holder["value"])
        + children.map(size).sum::<usize>()
}

fn length(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.chars().count())
}
