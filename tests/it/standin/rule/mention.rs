//! Nobody is pinged by what the bot says.

use serde_json::Value;

use super::Finding;

/// What in `body` pings somebody, or could.
pub(super) fn findings(body: &Value, at: &str) -> Vec<Finding> {
    let allowed = &body["allowed_mentions"];
    let mut findings = Vec::new();
    let is_silent = allowed["parse"].as_array().is_some_and(Vec::is_empty)
        && ["users", "roles"].iter().all(|list| allowed[list].as_array().is_none_or(Vec::is_empty));
    if !is_silent {
        let path = format!("{at}/allowed_mentions");
        findings.push(Finding::unwanted(path, "allowed_mentions.parse is not []"));
    }
    let content = body["content"].as_str().unwrap_or_default();
    if let Some(mention) = live(content)
        && !is_silent
    {
        findings.push(Finding::unwanted(format!("{at}/content"), format!("a live mention: {mention}")));
    }
    findings
}

/// The first mention in `content` that would ping.
fn live(content: &str) -> Option<String> {
    if let Some(word) = ["@everyone", "@here"].into_iter().find(|word| content.contains(word)) {
        return Some(word.to_owned());
    }
    content.split("<@").skip(1).find_map(|rest| {
        let id = rest.split_once('>')?.0;
        let digits = id.trim_start_matches(['!', '&']);
        (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| format!("<@{id}>"))
    })
}
