//! What stands above a body.

use super::super::record::Request;

/// What is wrong with the headers.
pub(crate) fn faults(request: &Request) -> Vec<String> {
    let mut faults = Vec::new();
    let agent = request.header("user-agent").unwrap_or_default();
    let is_sound = agent.strip_prefix("DiscordBot (").is_some_and(|rest| rest.contains(", ") && rest.contains(')'));
    if !is_sound {
        faults.push(format!("User-Agent is {agent:?} and not \"DiscordBot (url, version)\""));
    }
    if request.method == "GET" && !request.body.is_null() {
        faults.push("a GET with a body".to_owned());
    }
    if let Some(value) = request.header("authorization")
        && !value.starts_with("Bot ")
    {
        faults.push("Authorization does not begin with \"Bot \"".to_owned());
    }
    faults
}
