//! Embeds, as far as the description of the API does not say it.

use serde_json::Value;

use super::Finding;

/// All embeds of a message together, in characters.
const SUM_LIMIT: usize = 6_000;

pub(super) fn findings(embeds: &Value, at: &str) -> Vec<Finding> {
    let embeds = embeds.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut findings = Vec::new();
    if embeds.iter().map(length).sum::<usize>() > SUM_LIMIT {
        findings.push(Finding::refused(at, "the embeds hold more than 6000 characters in all"));
    }
    for (idx, embed) in embeds.iter().enumerate() {
        let has_nothing = |name: &&str| matches!(&embed[*name], Value::Null) || embed[*name] == "";
        if ["title", "description", "fields", "author", "footer", "image", "thumbnail"].iter().all(has_nothing) {
            findings.push(Finding::refused(format!("{at}/{idx}"), "an embed without anything to show"));
        }
        for (field_idx, field) in embed["fields"].as_array().into_iter().flatten().enumerate() {
            for part in ["name", "value"] {
                if field[part].as_str().unwrap_or_default().trim().is_empty() {
                    findings.push(Finding::refused(format!("{at}/{idx}/fields/{field_idx}/{part}"), "is empty"));
                }
            }
        }
    }
    findings
}

/// The characters that count.
fn length(embed: &Value) -> usize {
    let of = |value: &Value| value.as_str().map_or(0, |text| text.trim().chars().count());
    let fields = embed["fields"].as_array().into_iter().flatten();
    of(&embed["title"])
        + of(&embed["description"])
        + of(&embed["footer"]["text"])
        + of(&embed["author"]["name"])
        + fields.map(|field| of(&field["name"]) + of(&field["value"])).sum::<usize>()
}
