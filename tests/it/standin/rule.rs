//! What a request must hold to: Discord's description of its API, the rules that only its documentation
//! has, and those of this bot.

mod command;
mod component;
mod embed;
pub(super) mod header;
mod mention;
mod message;

use std::fmt;

use serde_json::Value;

use super::options::Rules;
use super::record::Request;
use super::rest::answer::Answer;
use super::rest::route::Route;
use super::schema;

/// Something wrong in a request's body.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    /// Where in the body: `/embeds/0/title`.
    pub(super) path: String,
    pub(super) message: String,
    /// Whether Discord itself refuses it; a rule of this bot's own is only written down.
    pub(super) is_discords: bool,
    /// The answer, where it is not 50035.
    pub(super) answer: Option<Answer>,
}

impl Finding {
    fn refused(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { path: path.into(), message: message.into(), is_discords: true, answer: None }
    }

    fn unwanted(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self { is_discords: false, ..Self::refused(path, message) }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {:?}", self.message, self.path)
    }
}

/// What kind of message a body makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Making {
    /// A message in a channel.
    Message,
    /// A change of a message.
    Edit,
    /// A response to an interaction or a follow-up.
    Response,
    /// An announcement that a response is coming.
    Deferral,
}

/// What is wrong with the body of `request` by Discord's description of its API.
pub(super) fn of_description(request: &Request, route: &Route) -> Vec<Finding> {
    let faults = schema::faults(route.template(), &request.method, &request.body);
    faults.into_iter().map(|(path, message)| Finding::refused(path, message)).collect()
}

/// What else is wrong with the body of `request`.
pub(super) fn findings(request: &Request, route: &Route, rules: Rules) -> Vec<Finding> {
    let mut findings = Vec::new();
    let body = &request.body;
    let method = request.method.as_str();
    match (method, route) {
        ("POST", Route::Messages { .. }) => findings.extend(message::findings(body, "", Making::Message, rules)),
        ("PATCH", Route::Message { .. } | Route::WebhookMessage { .. }) => {
            findings.extend(message::findings(body, "", Making::Edit, rules));
        }
        ("POST", Route::Webhook { .. }) => findings.extend(message::findings(body, "", Making::Response, rules)),
        ("POST", Route::Callback { .. }) => findings.extend(callback(body, rules)),
        ("PUT", Route::Commands { .. }) => findings.extend(command::all(body)),
        ("POST", Route::Commands { .. }) => findings.extend(command::one(body, "")),
        _ => {}
    }
    findings
}

fn callback(body: &Value, rules: Rules) -> Vec<Finding> {
    let data = &body["data"];
    match body["type"].as_u64() {
        Some(4) => message::findings(data, "/data", Making::Response, rules),
        Some(5) => message::findings(data, "/data", Making::Deferral, rules),
        Some(6) if !data.is_null() => vec![Finding::refused("/data", "an update that is coming holds nothing")],
        Some(7) => message::findings(data, "/data", Making::Edit, rules),
        Some(8) => choices(data),
        Some(9) => component::modal(data, "/data"),
        _ => Vec::new(),
    }
}

fn choices(data: &Value) -> Vec<Finding> {
    let mut findings = Vec::new();
    let choices = data["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    if choices.len() > 25 {
        findings.push(Finding::refused("/data/choices", "more than 25 choices"));
    }
    for (idx, choice) in choices.iter().enumerate() {
        for field in ["name", "value"] {
            let text = choice[field].as_str().unwrap_or("a number");
            if !(1..=100).contains(&text.trim().chars().count()) {
                findings.push(Finding::refused(format!("/data/choices/{idx}/{field}"), "not 1 to 100 characters"));
            }
        }
    }
    findings
}
