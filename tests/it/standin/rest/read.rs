//! Requests as they come over the wire.

use std::time::Duration;

use http_body_util::{BodyExt as _, Limited};
use hyper::Request as Incoming;
use hyper::body::Incoming as Body;
use serde_json::Value;

use super::super::record::Request;

/// What Discord takes at most from a bot.
const SIZE_LIMIT: usize = 25 * 1024 * 1024;
/// Where files are, which is on another host.
pub(super) const FILES: &str = "/ephemeral-attachments/";
/// Where the API begins.
const ROOT: &str = "/api/v10";

/// The request, and what is wrong with its form; `None` if the client left, or sends without end.
pub(super) async fn request(incoming: Incoming<Body>) -> Option<(Request, Option<String>)> {
    let (head, body) = incoming.into_parts();
    let bytes = Limited::new(body, SIZE_LIMIT).collect().await.ok()?.to_bytes();
    let headers: Vec<_> = head
        .headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect();
    let full = head.uri.path();
    let path = full.strip_prefix(ROOT).unwrap_or(full).to_owned();
    let mut request = Request {
        method: head.method.to_string(),
        path,
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers,
        body: Value::Null,
        at: Duration::ZERO,
        status: 0,
    };
    let mut problem =
        (!full.starts_with(ROOT) && !full.starts_with(FILES)).then(|| format!("a path outside of {ROOT}"));
    if !bytes.is_empty() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let kind = request.header("content-type").unwrap_or_default().to_owned();
        request.body = json(&kind, &text).unwrap_or_else(|| {
            problem = Some(format!("a body that is not JSON, as {kind:?}"));
            Value::String(text)
        });
    }
    Some((request, problem))
}

/// The JSON of a body, or of the part of a form that is called `payload_json`.
fn json(kind: &str, text: &str) -> Option<Value> {
    if kind.starts_with("multipart/form-data") {
        let part = text.split("name=\"payload_json\"").nth(1)?.split_once("\r\n\r\n")?.1;
        let boundary = format!("\r\n--{}", kind.split_once("boundary=")?.1.trim_matches('"'));
        return serde_json::from_str(part.split_once(&boundary)?.0).ok();
    }
    (kind.split(';').next() == Some("application/json")).then(|| serde_json::from_str(text).ok())?
}
