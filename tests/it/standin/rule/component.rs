//! Rows, buttons, selects, forms.

use std::collections::HashSet;

use serde_json::Value;

use super::Finding;

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const TEXT_INPUT: u64 = 4;
/// The first kind of the second generation: section, text, thumbnail, gallery, file, separator, container.
const FIRST_V2: u64 = 9;
const LINK: u64 = 5;
const PREMIUM: u64 = 6;

/// What is wrong with the components of the message `body`.
pub(super) fn findings(body: &Value, at: &str, is_v2: bool) -> Vec<Finding> {
    let path = format!("{at}/components");
    let mut findings = Vec::new();
    let top = list(&body["components"]);
    let all = flatten(&body["components"], &path);
    if is_v2 {
        let has_more = ["content", "embeds", "poll"].iter().any(|field| {
            let value = &body[*field];
            !value.is_null() && value != "" && value.as_array().is_none_or(|list| !list.is_empty())
        });
        if has_more {
            findings.push(Finding::refused(at, "content, embeds and poll cannot stand beside IS_COMPONENTS_V2"));
        }
        if all.len() > 40 {
            findings.push(Finding::refused(path.as_str(), "more than 40 components"));
        }
        let texts = all.iter().filter_map(|(_, one)| one["content"].as_str());
        if texts.map(|text| text.chars().count()).sum::<usize>() > 4_000 {
            findings.push(Finding::refused(path.as_str(), "more than 4000 characters of text"));
        }
    } else {
        if top.len() > 5 {
            findings.push(Finding::refused(path.as_str(), "Must be 5 or fewer in length."));
        }
        for (at, one) in &all {
            if one["type"].as_u64().is_some_and(|kind| kind >= FIRST_V2) {
                findings.push(Finding::refused(at.as_str(), "needs the flag IS_COMPONENTS_V2"));
            }
        }
        for (idx, _) in top.iter().enumerate().filter(|(_, one)| one["type"] != ROW) {
            findings.push(Finding::refused(format!("{path}/{idx}"), "stands outside of a row"));
        }
    }
    findings.extend(all.iter().filter(|(_, one)| one["type"] == ROW).flat_map(|(at, row)| of_row(row, at)));
    findings.extend(all.iter().filter(|(_, one)| one["type"] == BUTTON).flat_map(|(at, one)| of_button(one, at)));
    findings.extend(of_ids(&all));
    findings
}

/// What is wrong with the form `data`.
pub(super) fn modal(data: &Value, at: &str) -> Vec<Finding> {
    let mut findings = of_ids(&flatten(&data["components"], &format!("{at}/components")));
    if !(1..=45).contains(&length(&data["title"])) {
        findings.push(Finding::refused(format!("{at}/title"), "not 1 to 45 characters"));
    }
    if !(1..=100).contains(&length(&data["custom_id"])) {
        findings.push(Finding::refused(format!("{at}/custom_id"), "not 1 to 100 characters"));
    }
    if !(1..=5).contains(&list(&data["components"]).len()) {
        findings.push(Finding::refused(format!("{at}/components"), "not 1 to 5 components"));
    }
    findings
}

fn of_row(row: &Value, at: &str) -> Vec<Finding> {
    let children = list(&row["components"]);
    let n_buttons = children.iter().filter(|one| one["type"] == BUTTON).count();
    let n_others = children.len() - n_buttons;
    let is_sound = (n_others == 0 && (1..=5).contains(&n_buttons)) || (n_others == 1 && n_buttons == 0);
    if is_sound { Vec::new() } else { vec![Finding::refused(at, "a row is 1 to 5 buttons, or one select")] }
}

fn of_button(button: &Value, at: &str) -> Vec<Finding> {
    let style = button["style"].as_u64().unwrap_or_default();
    let (has_id, has_url) = (!button["custom_id"].is_null(), !button["url"].is_null());
    let mut findings = Vec::new();
    let mut say = |message: &str| findings.push(Finding::refused(at, message));
    match style {
        LINK if !has_url || has_id => say("a link has a url and no custom_id"),
        1..=4 if !has_id || has_url => say("a button has a custom_id and no url"),
        0 | 7.. => say("no style"),
        _ => {}
    }
    if style != PREMIUM && length(&button["label"]) == 0 && button["emoji"].is_null() {
        say("a button without a label or an emoji");
    }
    if length(&button["label"]) > 80 {
        say("a label of more than 80 characters");
    }
    findings
}

fn of_ids(all: &[(String, &Value)]) -> Vec<Finding> {
    let mut known = HashSet::new();
    let mut findings = Vec::new();
    for (at, one) in all {
        let Some(id) = one["custom_id"].as_str() else { continue };
        if !(1..=100).contains(&id.chars().count()) {
            findings.push(Finding::refused(format!("{at}/custom_id"), "not 1 to 100 characters"));
        }
        if !known.insert(id) {
            findings.push(Finding::refused(format!("{at}/custom_id"), "Component custom id cannot be duplicated"));
        }
        if one["type"] == TEXT_INPUT && length(&one["value"]) > 4_000 {
            findings.push(Finding::refused(format!("{at}/value"), "more than 4000 characters"));
        }
    }
    findings
}

/// Every component with its path, those within others too.
fn flatten<'a>(components: &'a Value, at: &str) -> Vec<(String, &'a Value)> {
    let mut all = Vec::new();
    for (idx, one) in list(components).iter().enumerate() {
        let path = format!("{at}/{idx}");
        all.extend(flatten(&one["components"], &format!("{path}/components")));
        for single in ["component", "accessory"] {
            if one[single].is_object() {
                all.push((format!("{path}/{single}"), &one[single]));
            }
        }
        all.push((path, one));
    }
    all
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn length(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.chars().count())
}
