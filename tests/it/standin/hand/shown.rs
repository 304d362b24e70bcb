//! What the bot did, as text.

use serde_json::Value;

use super::super::Message;
use super::super::record::Request;

const PRIVATE: &str = "(only you see this)";

/// A request in a line or a few; a message with its buttons.
pub(super) fn request(request: &Request, place: &str) -> String {
    let body = &request.body;
    let shown = match (request.method.as_str(), request.path.rsplit('/').next().unwrap_or_default()) {
        ("POST", "messages") => format!("bot {place}: {}", message(body)),
        ("POST", "callback") => response(body),
        ("PATCH", _) => format!("bot changes it to: {}", message(body)),
        ("POST", "typing") => format!("bot is typing {place}"),
        ("PUT", "commands") => format!("bot registers {} commands", body.as_array().map_or(0, Vec::len)),
        ("POST", _) if request.path.starts_with("/webhooks") => format!("bot adds: {}", message(body)),
        (method, _) => format!("{method} {}", without_token(&request.path)),
    };
    match request.status {
        200..300 => shown,
        0 => format!("{shown}\n  -> and the connection is dropped"),
        status => format!("{shown}\n  -> {status}"),
    }
}

fn response(body: &Value) -> String {
    let data = &body["data"];
    let choices = || data["choices"].as_array().into_iter().flatten().filter_map(|choice| choice["name"].as_str());
    match body["type"].as_u64() {
        Some(4) => format!("bot responds: {}", message(data)),
        Some(5) if is_private(data) => format!("bot is thinking … {PRIVATE}"),
        Some(5) => "bot is thinking …".to_owned(),
        Some(6) => "bot will change the message".to_owned(),
        Some(7) => format!("bot changes the message to: {}", message(data)),
        Some(8) => format!("bot suggests: {}", choices().collect::<Vec<_>>().join(" | ")),
        Some(9) => format!("bot opens the form {}", data["title"]),
        _ => format!("bot responds: {body}"),
    }
}

fn is_private(data: &Value) -> bool {
    data["flags"].as_u64().unwrap_or_default() & Message::EPHEMERAL != 0
}

fn message(body: &Value) -> String {
    let content = body["content"].as_str().unwrap_or_default();
    let mut text = if is_private(body) { format!("{PRIVATE}\n{content}") } else { content.to_owned() };
    for embed in body["embeds"].as_array().into_iter().flatten() {
        text = format!("{text}\n[embed {embed}]");
    }
    let rows = body["components"].as_array().into_iter().flatten();
    for control in rows.flat_map(|row| row["components"].as_array().into_iter().flatten()) {
        let name = control["label"].as_str().or(control["custom_id"].as_str()).unwrap_or("?");
        let off = if control["disabled"] == true { ", off" } else { "" };
        text = format!("{text}\n[{name}{off}]");
    }
    text.replace('\n', "\n  ")
}

/// The token of an interaction is long, and a secret.
fn without_token(path: &str) -> String {
    let short = |part: &str| if part.len() > 40 { "…".to_owned() } else { part.to_owned() };
    path.split('/').map(short).collect::<Vec<_>>().join("/")
}
