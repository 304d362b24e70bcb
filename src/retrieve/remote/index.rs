//! What our indices are called, what they hold, and in which state one is.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Body, Client, RemoteError, reason};
use crate::retrieve::record::VERSION;

/// Small requests about indices are answered by then.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);
/// So many digits of the corpus's hash stand in the name of its index; the whole hash stands inside it.
const DIGITS: usize = 16;

/// The names of an index: one for this very corpus, and the alias of the current one.
#[derive(Clone, Debug)]
pub(super) struct IndexName {
    alias: String,
    concrete: String,
    corpus: String,
}

impl IndexName {
    pub(super) fn new(alias: &str, corpus: &str) -> Self {
        let digits: String = corpus.chars().take(DIGITS).collect();
        Self { alias: alias.to_owned(), concrete: format!("{alias}-v{VERSION}-{digits}"), corpus: corpus.to_owned() }
    }

    pub(super) fn alias(&self) -> &str {
        &self.alias
    }

    pub(super) fn concrete(&self) -> &str {
        &self.concrete
    }

    /// A pattern for the names of all our indices. Those of others may fit it too.
    pub(super) fn all(&self) -> String {
        format!("{}-v*", self.alias)
    }

    /// Whether an index could be one of ours: its name is the alias, a version, and digits of a hash.
    pub(super) fn is_like(&self, index: &str) -> bool {
        let parts = index.strip_prefix(&self.alias).and_then(|rest| rest.strip_prefix("-v")?.split_once('-'));
        parts.is_some_and(|(version, digits)| {
            !version.is_empty()
                && version.bytes().all(|byte| byte.is_ascii_digit())
                && digits.len() == DIGITS
                && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        })
    }

    /// What the index is made with.
    pub(super) fn settings(&self, shards: usize, passages: usize) -> Value {
        // No positions are searched for. Lengths count in BM25.
        let terms = json!({ "type": "text", "analyzer": "whitespace", "index_options": "freqs" });
        json!({
            "settings": {
                "index.number_of_shards": shards,
                // A second copy where there is a second node.
                "index.auto_expand_replicas": "0-1",
                "index.refresh_interval": "-1",
            },
            "mappings": {
                "dynamic": "strict",
                "_meta": self.meta(passages, false),
                "properties": {
                    "body": terms,
                    "names": terms,
                    "title": terms,
                    "neighbours": terms,
                    "document": { "type": "keyword" },
                    "ordinal": { "type": "integer" },
                    "parts": { "type": "keyword" },
                },
            },
        })
    }

    /// What stands in the index about itself: what it holds, and that it was opened now.
    pub(super) fn meta(&self, passages: usize, whole: bool) -> Value {
        json!({ "pullquote": {
            "schema": VERSION, "corpus": self.corpus, "passages": passages, "whole": whole, "opened": now(),
        } })
    }
}

/// Seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "an index is used by processes on several machines")]
pub(super) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// In which state an index is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// There is none.
    Missing,
    /// It is being filled, or was left half full.
    Unfinished,
    /// It holds the corpus and is closed to writes.
    Whole {
        /// When a process opened it last, in seconds since 1970.
        opened: u64,
    },
}

/// The state of the index of this corpus.
///
/// # Errors
/// [`RemoteError::Foreign`] if an index of that name was made by another, or for another corpus.
pub(super) fn state(client: &Client, name: &IndexName) -> Result<State, RemoteError> {
    let response = client.send(&Method::GET, &format!("{}/_mapping", name.concrete), Body::Nothing, PATIENCE)?;
    match response.status.as_u16() {
        404 => return Ok(State::Missing),
        200 => {}
        _ => return Err(RemoteError::Unexpected(reason(&response))),
    }
    let ours = &response.json[name.concrete.as_str()]["mappings"]["_meta"]["pullquote"];
    if ours["schema"] != VERSION || ours["corpus"] != name.corpus.as_str() {
        return Err(RemoteError::Foreign(name.concrete.clone()));
    }
    let opened = ours["opened"].as_u64().unwrap_or(0);
    Ok(if ours["whole"] == true { State::Whole { opened } } else { State::Unfinished })
}
