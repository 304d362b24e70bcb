//! Messages.

use std::collections::HashSet;

use serde_json::Value;

use super::super::options::Rules;
use super::super::rest::answer::Answer;
use super::{Finding, Making, component, embed, mention};

const CONTENT_LIMIT: usize = 2_000;
const NONCE_LIMIT: usize = 25;

const SUPPRESS_EMBEDS: u64 = 1 << 2;
const EPHEMERAL: u64 = 1 << 6;
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
const VOICE_MESSAGE: u64 = 1 << 13;
pub(super) const COMPONENTS_V2: u64 = 1 << 15;

pub(super) fn findings(body: &Value, at: &str, making: Making, rules: Rules) -> Vec<Finding> {
    if making == Making::Deferral {
        return deferral(body, at);
    }
    let mut findings = Vec::new();
    if body["content"].as_str().unwrap_or_default().chars().count() > CONTENT_LIMIT {
        findings.push(Finding::refused(format!("{at}/content"), "Must be 2000 or fewer in length."));
    }
    let flags = body["flags"].as_u64().unwrap_or_default();
    let undefined = flags & !known_flags(making);
    if undefined != 0 {
        findings.push(Finding::refused(format!("{at}/flags"), format!("the flags {undefined} cannot be set here")));
    }
    findings.extend(emptiness(body, at, making));
    findings.extend(embed::findings(&body["embeds"], &format!("{at}/embeds")));
    findings.extend(component::findings(body, at, flags & COMPONENTS_V2 != 0));
    findings.extend(allowed_mentions(&body["allowed_mentions"], at));
    if making == Making::Message {
        findings.extend(nonce(body, rules));
    }
    if rules.no_mentions {
        findings.extend(mention::findings(body, at));
    }
    findings
}

fn known_flags(making: Making) -> u64 {
    let always = SUPPRESS_EMBEDS | COMPONENTS_V2;
    match making {
        Making::Message => always | SUPPRESS_NOTIFICATIONS | VOICE_MESSAGE,
        Making::Response => always | SUPPRESS_NOTIFICATIONS | EPHEMERAL,
        Making::Edit | Making::Deferral => always,
    }
}

/// An announcement may say that the response will be private, and nothing else.
fn deferral(body: &Value, at: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if body["flags"].as_u64().unwrap_or_default() & !EPHEMERAL != 0 {
        findings.push(Finding::refused(format!("{at}/flags"), "an announcement can only be EPHEMERAL"));
    }
    for (field, value) in body.as_object().into_iter().flatten() {
        let says_nothing = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        let is_idle = field == "flags" || field == "allowed_mentions" || says_nothing || *value == Value::Bool(false);
        if !is_idle {
            findings.push(Finding::unwanted(format!("{at}/{field}"), "an announcement holds nothing"));
        }
    }
    findings
}

fn emptiness(body: &Value, at: &str, making: Making) -> Option<Finding> {
    let has_content = body["content"].as_str().is_some_and(|content| !content.trim().is_empty());
    let fields = ["embeds", "components", "sticker_ids", "attachments"];
    let has_more = fields.iter().any(|field| body[*field].as_array().is_some_and(|list| !list.is_empty()));
    if has_content || has_more || !body["poll"].is_null() {
        return None;
    }
    // A change that leaves the content alone leaves something to be seen.
    if making == Making::Edit && body.get("content").is_none_or(Value::is_null) {
        return None;
    }
    let finding = Finding::refused(format!("{at}/content"), "an empty message");
    Some(Finding { answer: Some(Answer::empty_message()), ..finding })
}

/// `parse` and a list of the same thing contradict each other.
fn allowed_mentions(allowed: &Value, at: &str) -> Vec<Finding> {
    let parse: HashSet<&str> = allowed["parse"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let both = |list: &&str| parse.contains(list) && allowed[*list].as_array().is_some_and(|list| !list.is_empty());
    let lists = ["users", "roles"].into_iter().filter(both);
    let message = |list| format!("parse:[{list:?}] and {list}: [ids...] are mutually exclusive.");
    lists.map(|list| Finding::refused(format!("{at}/allowed_mentions"), message(list))).collect()
}

fn nonce(body: &Value, rules: Rules) -> Option<Finding> {
    let nonce = &body["nonce"];
    if nonce.as_str().is_some_and(|nonce| nonce.chars().count() > NONCE_LIMIT) {
        return Some(Finding::refused("/nonce", "more than 25 characters"));
    }
    let is_enforced = !nonce.is_null() && body["enforce_nonce"] == true;
    (rules.nonce && !is_enforced).then(|| Finding::unwanted("/nonce", "no nonce that is enforced"))
}
