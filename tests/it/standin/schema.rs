//! Discord's own description of its API (`openapi.json`), made strict.
//!
//! As published it takes fields that it does not name, so objects are closed. Then three habits of
//! libraries must pass that Discord takes without a word: fields that are null, empty or false where they
//! might be absent, whole numbers as text, and `nsfw` on commands.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};

/// The description, strict; `None` if it is not here.
static DESCRIPTION: LazyLock<Option<Value>> = LazyLock::new(|| {
    let text = std::fs::read_to_string(location()).ok();
    let description = text.and_then(|text| serde_json::from_str(&text).ok()).map(strict);
    if description.is_none() {
        warn(&location());
    }
    description
});

/// A path, a method, and the status of an answer; 0 for the request.
type Key = (String, String, u16);
type Cache = Mutex<HashMap<Key, Option<Arc<Validator>>>>;

/// What was built so far. Each takes some milliseconds to build.
static VALIDATORS: LazyLock<Cache> = LazyLock::new(Cache::default);

/// Whether the description is there. Without it requests are held to the rules by hand alone.
pub(crate) fn is_on() -> bool {
    DESCRIPTION.is_some()
}

/// What in `body` the description does not allow: paths, and what is wrong there.
pub(super) fn faults(template: &str, method: &str, body: &Value) -> Vec<(String, String)> {
    let Some(validator) = validator(template, method, 0) else { return Vec::new() };
    let body = without_idle(body);
    validator.iter_errors(&body).map(|error| explained(&error)).collect()
}

/// What in the stand-in's own answer the description does not allow.
pub(super) fn faults_of_answer(template: &str, method: &str, status: u16, body: &Value) -> Vec<(String, String)> {
    let Some(validator) = validator(template, method, status).filter(|_| !body.is_null()) else { return Vec::new() };
    validator.iter_errors(body).map(|error| explained(&error)).collect()
}

#[expect(clippy::disallowed_methods, reason = "the tests' own setting, not the program's")]
fn location() -> String {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/discord/openapi.json");
    match std::env::var("DISCORD_OPENAPI") {
        Ok(elsewhere) if !beside.exists() => elsewhere,
        _ => beside.to_string_lossy().into_owned(),
    }
}

#[expect(clippy::print_stderr, reason = "whoever runs the tests should know that they prove less")]
fn warn(path: &str) {
    eprintln!("stand-in: no description of Discord's API at {path} or DISCORD_OPENAPI; rules by hand only");
}

fn validator(template: &str, method: &str, status: u16) -> Option<Arc<Validator>> {
    let description = DESCRIPTION.as_ref()?;
    let mut known = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
    known
        .entry((template.to_owned(), method.to_owned(), status))
        .or_insert_with(|| build(description, template, method, status).map(Arc::new))
        .clone()
}

/// `None` if the description says nothing about a body.
fn build(description: &Value, template: &str, method: &str, status: u16) -> Option<Validator> {
    let operation = &description["paths"][template][method.to_lowercase()];
    let body = if status == 0 { &operation["requestBody"] } else { &operation["responses"][status.to_string()] };
    let schema = &body["content"]["application/json"]["schema"];
    if schema.is_null() {
        return None;
    }
    let root = json!({"allOf": [schema], "components": description["components"]});
    Some(jsonschema::validator_for(&root).expect("the description is sound"))
}

/// The description with its objects closed and its numbers open.
fn strict(mut description: Value) -> Value {
    let mut extended = BTreeSet::new();
    // Not those of the paths: there, forms with files build on every message.
    extensions(&description["components"], &mut extended);
    for (name, schema) in description["components"]["schemas"].as_object_mut().into_iter().flatten() {
        tighten(schema, !extended.contains(name));
        if name.starts_with("ApplicationCommand") && name.ends_with("Request") {
            schema["properties"]["nsfw"] = json!({"type": "boolean"});
        }
    }
    tighten(&mut description["paths"], true);
    description
}

/// The names of schemas that others build on: closing them would close those too.
fn extensions(value: &Value, names: &mut BTreeSet<String>) {
    for part in value["allOf"].as_array().into_iter().flatten() {
        names.extend(part["$ref"].as_str().and_then(|name| name.rsplit('/').next()).map(ToOwned::to_owned));
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|field| extensions(field, names)),
        Value::Array(items) => items.iter().for_each(|item| extensions(item, names)),
        _ => {}
    }
}

fn tighten(value: &mut Value, may_close: bool) {
    let is_whole = value["type"] == "integer" || value["type"] == json!(["integer", "null"]);
    match value {
        Value::Object(fields) => {
            // Once numbers may be text, a text can be both of two shapes.
            if let Some(shapes) = fields.remove("oneOf") {
                fields.insert("anyOf".to_owned(), shapes);
            }
            let is_mixed = ["allOf", "anyOf"].iter().any(|key| fields.contains_key(*key));
            if may_close && !is_mixed && fields.get("properties").is_some_and(Value::is_object) {
                fields.entry("additionalProperties").or_insert(json!(false));
            }
            if is_whole && !fields.contains_key("enum") && !is_mixed {
                fields.insert("type".to_owned(), json!(["integer", "null", "string"]));
                fields.insert("pattern".to_owned(), json!("^-?[0-9]+$"));
            }
            for (key, field) in fields {
                tighten(field, key != "allOf");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| tighten(item, may_close)),
        _ => {}
    }
}

/// `value` without the fields that say nothing.
fn without_idle(value: &Value) -> Value {
    let is_idle =
        |value: &Value| value.is_null() || *value == Value::Bool(false) || value.as_array().is_some_and(Vec::is_empty);
    match value {
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(_, field)| !is_idle(field));
            Value::Object(kept.map(|(name, field)| (name.clone(), without_idle(field))).collect())
        }
        Value::Array(items) => items.iter().map(without_idle).collect(),
        other => other.clone(),
    }
}

/// Where and what; for a choice between shapes, what is wrong with the one that was meant.
fn explained(error: &ValidationError<'_>) -> (String, String) {
    let at = error.instance_path().to_string();
    if let ValidationErrorKind::AnyOf { context } = error.kind() {
        // The shape that was meant is the one whose `type` is right, and which goes wrong deepest inside.
        let kind = format!("{at}/type");
        let is_meant =
            |errors: &&Vec<ValidationError<'_>>| !errors.iter().any(|error| error.instance_path().to_string() == kind);
        let depth = |error: &&ValidationError<'_>| error.instance_path().to_string().len();
        let nearest = context.iter().filter(is_meant).filter_map(|errors| errors.first()).max_by_key(depth);
        // A list of allowed values is told best as a whole.
        if let Some(first) = nearest.filter(|first| !matches!(first.kind(), ValidationErrorKind::Constant { .. })) {
            return explained(first);
        }
    }
    (at, error.to_string())
}
