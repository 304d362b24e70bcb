//! YAML front matter: between a first line `---` and the next line `---`.

use std::collections::BTreeMap;

use serde_saphyr::Options;

use super::Metadata;

/// Front matter longer than this is refused before it is parsed.
const LIMIT: usize = 64 * 1024;

/// Splits a file into its front matter and the offset at which its body begins.
///
/// A file whose first line is not `---`, or that never closes it, has no front matter: all of it is
/// body, which is an error where it looks meant for front matter. The error is the reason why the part between the marks is not usable; the body begins after
/// the marks all the same.
pub(super) fn split(text: &str) -> (Result<Metadata, String>, usize) {
    let Some(opening) = text.split_inclusive('\n').next().filter(|line| line.trim_end() == "---") else {
        return (Ok(Metadata::default()), 0);
    };
    let mut at = opening.len();
    for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
        if line.trim_end() == "---" {
            let yaml = text.get(opening.len()..at).unwrap_or_default();
            return (parse(yaml), at + line.len());
        }
        at += line.len();
    }
    // A rule of dashes may open an article that has no front matter; a field after it tells them apart.
    let second = text.lines().nth(1).unwrap_or_default();
    let is_field = second.split_once(':').is_some_and(|(key, _)| !key.is_empty() && !key.contains(char::is_whitespace));
    if is_field {
        return (Err("it is never closed with a line ---, so that all of it is taken for the article".to_owned()), 0);
    }
    (Ok(Metadata::default()), 0)
}

fn parse(yaml: &str) -> Result<Metadata, String> {
    if yaml.len() > LIMIT {
        return Err(format!("it is longer than {LIMIT} bytes"));
    }
    if yaml.trim().is_empty() {
        return Ok(Metadata::default());
    }
    let fields: BTreeMap<String, Scalar> = serde_saphyr::from_str_with_options(yaml, Options::default())
        .map_err(|error| first_line(&error.to_string()))?;
    Ok(metadata(fields.into_iter().map(|(key, value)| (key, value.0))))
}

/// What an article's fields say about it; a value that is no scalar is `None`. Of two names for one field the later
/// one in the alphabet counts.
pub(super) fn metadata(fields: impl Iterator<Item = (String, Option<String>)>) -> Metadata {
    let mut metadata = Metadata::default();
    for (key, value) in fields {
        let slot = match key.to_ascii_lowercase().as_str() {
            "title" | "headline" => &mut metadata.title,
            "publisher" | "site" => &mut metadata.publisher,
            "author" | "byline" => &mut metadata.author,
            "dateline" => &mut metadata.dateline,
            "date" | "published" => &mut metadata.date,
            "url" | "link" => &mut metadata.url,
            "title_derived" => {
                metadata.title_derived = value.as_deref() == Some("true");
                continue;
            }
            // Other people's front matter has fields of its own; they are none of ours.
            _ => continue,
        };
        *slot = value.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty());
    }
    // An @ in an address could be read as a mention; encoded it means the same.
    metadata.url = metadata.url.filter(|url| is_web_address(url)).map(|url| url.replace('@', "%40"));
    metadata
}

/// Only web addresses become links; anything else could be made to do something when it is pressed.
fn is_web_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && url.len() <= 400
        && url
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '(' | ')' | '"' | '\\'))
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or("not valid YAML").trim_start_matches("error: ").to_owned()
}

/// Any YAML value, as text where it is a scalar (a date, a number, a truth value) and as nothing otherwise.
struct Scalar(Option<String>);

impl<'de> serde::Deserialize<'de> for Scalar {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(scalar(serde_json::Value::deserialize(deserializer)?)))
    }
}

/// The text of a scalar.
pub(super) fn scalar(value: serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}
