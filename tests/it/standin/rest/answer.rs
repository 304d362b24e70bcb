//! What is answered, and how Discord says no.

use serde_json::{Map, Value, json};

/// An answer to a request.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// `Null` for an empty body; a string is sent as it is, as HTML.
    pub(crate) body: Value,
    /// A file in place of that.
    pub(crate) file: Option<Vec<u8>>,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self { status: 200, body, file: None, headers: Vec::new() }
    }

    pub(crate) fn empty() -> Self {
        Self { status: 204, body: Value::Null, file: None, headers: Vec::new() }
    }

    pub(crate) fn file(bytes: Vec<u8>) -> Self {
        Self { status: 200, body: Value::Null, file: Some(bytes), headers: Vec::new() }
    }

    /// Discord's body of an error.
    pub(crate) fn error(status: u16, code: u32, message: &str) -> Self {
        Self { status, body: json!({"message": message, "code": code}), file: None, headers: Vec::new() }
    }

    pub(crate) fn not_found() -> Self {
        Self::error(404, 0, "404: Not Found")
    }

    pub(crate) fn unauthorized() -> Self {
        Self::error(401, 0, "401: Unauthorized")
    }

    pub(crate) fn missing_access() -> Self {
        Self::error(403, 50_001, "Missing Access")
    }

    pub(crate) fn missing_permissions() -> Self {
        Self::error(403, 50_013, "Missing Permissions")
    }

    pub(crate) fn unknown_channel() -> Self {
        Self::error(404, 10_003, "Unknown Channel")
    }

    pub(crate) fn unknown_message() -> Self {
        Self::error(404, 10_008, "Unknown Message")
    }

    pub(crate) fn unknown_webhook() -> Self {
        Self::error(404, 10_015, "Unknown Webhook")
    }

    pub(crate) fn unknown_interaction() -> Self {
        Self::error(404, 10_062, "Unknown interaction")
    }

    pub(crate) fn invalid_webhook_token() -> Self {
        Self::error(401, 50_027, "Invalid Webhook Token")
    }

    pub(crate) fn acknowledged() -> Self {
        Self::error(400, 40_060, "Interaction has already been acknowledged.")
    }

    pub(crate) fn empty_message() -> Self {
        Self::error(400, 50_006, "Cannot send an empty message")
    }

    /// 50035, with the faults as a tree along their paths (`/embeds/0/title`).
    pub(crate) fn invalid_form<'a>(faults: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut errors = json!({});
        for (path, message) in faults {
            let mut at = &mut errors;
            for part in path.split('/').filter(|part| !part.is_empty()) {
                if !at[part].is_object() {
                    at[part] = json!({});
                }
                at = &mut at[part];
            }
            let mut list = at["_errors"].as_array().cloned().unwrap_or_default();
            list.push(json!({"code": "BASE_TYPE_INVALID", "message": message}));
            at["_errors"] = Value::Array(list);
        }
        let mut answer = Self::error(400, 50_035, "Invalid Form Body");
        answer.body["errors"] = errors;
        answer
    }

    /// 429; `scope` is `user`, `shared` or `global`.
    pub(crate) fn limited(wait: f64, scope: &str, has_code: bool) -> Self {
        let is_global = scope == "global";
        let mut body = Map::new();
        body.insert("message".to_owned(), json!("You are being rate limited."));
        body.insert("retry_after".to_owned(), json!(wait));
        body.insert("global".to_owned(), json!(is_global));
        if has_code {
            body.insert("code".to_owned(), json!(0));
        }
        let mut headers = vec![
            ("retry-after", format!("{:.0}", wait.ceil())),
            ("x-ratelimit-scope", scope.to_owned()),
            ("x-ratelimit-reset-after", format!("{wait:.3}")),
        ];
        if is_global {
            headers.push(("x-ratelimit-global", "true".to_owned()));
        }
        Self { status: 429, body: Value::Object(body), file: None, headers }
    }

    /// 429 as Cloudflare sends it.
    pub(crate) fn banned(wait: u32) -> Self {
        let body = json!("<!doctype html><title>Access denied | discord.com used Cloudflare</title><h1>1015</h1>");
        Self { status: 429, body, file: None, headers: vec![("retry-after", wait.to_string())] }
    }
}
