//! Putting a corpus into a cluster.
//!
//! The index of a corpus is named after the corpus's hash. It is filled with passages that have ids of their own, and one
//! that is there already is never written again: a batch may be sent twice, after a crash, by another node, by another
//! process. When all are there and counted, the index is closed to writes and marked as whole, and the alias is moved to
//! it in one step.
//!
//! Processes with different corpora may run side by side, while one version of the articles takes the place of another or
//! because an operator went back to an earlier one. Each searches the index of its own corpus by name, so the alias decides
//! about no search: it leads to the index that was opened last. An index says itself when that was. What nobody has opened
//! for a day is deleted when another corpus is published, whole or half filled, but for the current index and the one
//! before it, which processes may have that have not been started again for long.

use std::thread::sleep;
use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::client::{Body, Client, RemoteError, is_write_block, jitter, reason, said_in};
use super::index::{IndexName, PATIENCE, State, now, state};
use super::search::id;
use crate::corpus::Corpus;
use crate::retrieve::record::{Record, keys};

/// A batch is closed when it has so many bytes, …
const BATCH_BYTES: usize = 1_000_000;
/// … or so many passages.
const BATCH_PASSAGES: usize = 1000;
/// So many passages are taken apart at once.
const SHARE: usize = 1000;
/// A batch is taken by then.
const BULK: Duration = Duration::from_secs(30);
/// What fails for now is sent so many times at most, …
const ATTEMPTS: u32 = 8;
/// … after this long, and twice as long each further time, …
const WAIT: Duration = Duration::from_millis(200);
/// … but no longer than this.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// Indices that nobody has opened for so many seconds may be deleted.
const UNUSED: u64 = 24 * 60 * 60;
/// So many seconds after it was noted that an index was opened, it is noted again.
const NOTED: u64 = 60 * 60;
/// The alias is moved again so many times if another process moves it meanwhile.
const MOVES: usize = 5;

/// What publishing came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The index.
    pub index: String,
    /// How many passages were sent that were not there.
    pub added: usize,
    /// The indices of other corpora that were deleted.
    pub removed: Vec<String>,
}

/// Passages in the form of a bulk request.
#[derive(Default)]
struct Batch {
    lines: Vec<String>,
    bytes: usize,
}

impl Batch {
    fn push(&mut self, line: String) {
        self.bytes += line.len();
        self.lines.push(line);
    }

    fn is_full(&self) -> bool {
        self.bytes >= BATCH_BYTES || self.lines.len() >= BATCH_PASSAGES
    }
}

pub(super) fn publish(
    client: &Client,
    corpus: &Corpus,
    name: &IndexName,
    shards: usize,
    progress: &dyn Fn(usize, usize),
) -> Result<Published, RemoteError> {
    client.version()?;
    // What is not ours is to be found before anything is sent.
    current(client, name)?;
    let passages = corpus.passages().len();
    let mut added = 0;
    let mut found = state(client, name)?;
    if found == State::Missing {
        create(client, name, shards, passages)?;
        found = state(client, name)?;
    } else {
        note(client, name, passages, found)?;
    }
    if found == State::Unfinished {
        added = fill(client, corpus, name, progress)?;
        close(client, name, passages)?;
    }
    progress(passages, passages);
    let removed = match point(client, name)? {
        Moved::Not => Vec::new(),
        // The articles are there and can be searched, whatever else is left there.
        Moved::From(before) => clean(client, name, before.as_deref()).unwrap_or_else(|error| {
            tracing::warn!(%error, "indices that nobody uses are left in the cluster");
            Vec::new()
        }),
    };
    Ok(Published { index: name.concrete().to_owned(), added, removed })
}

/// Makes the index the current one if it is whole, and deletes nothing; whether it is whole.
///
/// Whoever may only read finds the index all the same, and the alias stays where it is.
pub(super) fn open(client: &Client, corpus: &Corpus, name: &IndexName) -> Result<bool, RemoteError> {
    let found = state(client, name)?;
    if !matches!(found, State::Whole { .. }) {
        return Ok(false);
    }
    match note(client, name, corpus.passages().len(), found).and_then(|()| point(client, name)) {
        Ok(_) => {}
        Err(RemoteError::Forbidden(_)) => tracing::debug!("the cluster does not let us move the alias"),
        Err(error) => tracing::warn!(%error, alias = name.alias(), "the alias does not lead to the index in use"),
    }
    Ok(true)
}

/// Notes in an index that it is in use, unless that was done not long ago.
fn note(client: &Client, name: &IndexName, passages: usize, found: State) -> Result<(), RemoteError> {
    let is_whole = match found {
        State::Missing => return Ok(()),
        State::Whole { opened } if now().saturating_sub(opened) < NOTED => return Ok(()),
        State::Whole { .. } => true,
        State::Unfinished => false,
    };
    describe(client, name, passages, is_whole)
}

/// Writes into the index what it is.
fn describe(client: &Client, name: &IndexName, passages: usize, is_whole: bool) -> Result<(), RemoteError> {
    let meta = json!({ "_meta": name.meta(passages, is_whole) });
    let response = client.send(&Method::PUT, &format!("{}/_mapping", name.concrete()), Body::Json(&meta), BULK)?;
    if response.status.is_success() { Ok(()) } else { Err(RemoteError::Unexpected(reason(&response))) }
}

/// The index that the alias leads to.
///
/// # Errors
/// [`RemoteError::Foreign`] if the alias is no alias, or leads to what is not ours.
fn current(client: &Client, name: &IndexName) -> Result<Option<String>, RemoteError> {
    let response = client.send(&Method::GET, name.alias(), Body::Nothing, PATIENCE)?;
    match response.status {
        StatusCode::NOT_FOUND => return Ok(None),
        StatusCode::OK => {}
        _ => return Err(RemoteError::Unexpected(reason(&response))),
    }
    let indices = response.json.as_object().into_iter().flatten();
    let mut ours = None;
    for (index, described) in indices {
        if index == name.alias() || described["mappings"]["_meta"]["pullquote"].is_null() {
            return Err(RemoteError::Foreign(index.clone()));
        }
        ours = Some(index.clone());
    }
    Ok(ours)
}

fn create(client: &Client, name: &IndexName, shards: usize, passages: usize) -> Result<(), RemoteError> {
    let settings = name.settings(shards, passages);
    let response = client.send(&Method::PUT, name.concrete(), Body::Json(&settings), BULK)?;
    // Another process was first, or a node that did not answer did it all the same.
    let exists = response.json["error"]["type"] == "resource_already_exists_exception";
    if response.status.is_success() || exists { Ok(()) } else { Err(RemoteError::Unexpected(reason(&response))) }
}

/// Sends every passage. The result is how many were not there before.
fn fill(
    client: &Client,
    corpus: &Corpus,
    name: &IndexName,
    progress: &dyn Fn(usize, usize),
) -> Result<usize, RemoteError> {
    let all = corpus.passages().len();
    let (mut added, mut sent) = (0, 0);
    let mut batch = Batch::default();
    for from in (0..all).step_by(SHARE) {
        for record in Record::all(corpus, from..(from + SHARE).min(all), |_| true) {
            batch.push(line(&record));
            if batch.is_full() {
                sent += batch.lines.len();
                added += send(client, name, &batch.lines)?;
                batch = Batch::default();
                progress(sent, all);
            }
        }
    }
    if !batch.lines.is_empty() {
        added += send(client, name, &batch.lines)?;
    }
    Ok(added)
}

/// The two lines of a passage in a bulk request.
fn line(record: &Record<'_>) -> String {
    let action = json!({ "create": { "_id": id(record.document, record.ordinal) } });
    let passage = json!({
        "body": keys(&record.body),
        "names": keys(&record.names),
        "title": keys(&record.title),
        "neighbours": keys(&record.neighbours),
        "document": record.document,
        "ordinal": record.ordinal,
        "parts": record.parts,
    });
    format!("{action}\n{passage}\n")
}

/// Sends a batch until each of its passages is there. The result is how many were not there before.
fn send(client: &Client, name: &IndexName, lines: &[String]) -> Result<usize, RemoteError> {
    let path = format!("{}/_bulk", name.concrete());
    let mut waiting: Vec<&String> = lines.iter().collect();
    let mut added = 0;
    let mut last = RemoteError::Unavailable("it takes no more passages".to_owned());
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            let wait = WAIT.saturating_mul(1 << (attempt - 1)).min(LONGEST_WAIT);
            sleep(wait.mul_f64(0.5 + jitter() / 2.0));
        }
        let body: String = waiting.iter().map(|line| line.as_str()).collect();
        let response = match client.send(&Method::POST, &path, Body::Lines(&body), BULK) {
            Ok(response) => response,
            Err(error @ RemoteError::Unavailable(_)) => {
                last = error;
                continue;
            }
            Err(error) => return Err(error),
        };
        if response.status == StatusCode::PAYLOAD_TOO_LARGE && waiting.len() > 1 {
            let own: Vec<String> = waiting.into_iter().cloned().collect();
            let (first, second) = own.split_at(own.len() / 2);
            return Ok(added + send(client, name, first)? + send(client, name, second)?);
        }
        if !response.status.is_success() {
            return Err(RemoteError::Unexpected(reason(&response)));
        }
        let items = response.json["items"].as_array().filter(|items| items.len() == waiting.len());
        let Some(items) = items else {
            return Err(RemoteError::Unexpected("a batch with something else than its passages".to_owned()));
        };
        let mut again = Vec::new();
        for (line, item) in waiting.into_iter().zip(items) {
            let item = &item["create"];
            match item["status"].as_u64() {
                Some(200 | 201) => added += 1,
                // It is there already: sent by an earlier attempt, or by another process.
                Some(409) => {}
                Some(429 | 502..=504) => {
                    last = RemoteError::Unavailable(said(item));
                    again.push(line);
                }
                // Another process was done first, and closed the index.
                Some(403) if is_write_block(item) => {}
                _ => return Err(RemoteError::Unexpected(said(item))),
            }
        }
        if again.is_empty() {
            return Ok(added);
        }
        waiting = again;
    }
    Err(last)
}

fn said(item: &Value) -> String {
    format!("for a passage with {}: {}", item["status"], said_in(item))
}

/// Counts what is there, closes the index to writes, and marks it as whole.
fn close(client: &Client, name: &IndexName, passages: usize) -> Result<(), RemoteError> {
    let index = name.concrete();
    let ask = |method: Method, path: &str, body: Body<'_>| {
        let response = client.send(&method, &format!("{index}/{path}"), body, BULK)?;
        if response.status.is_success() { Ok(response) } else { Err(RemoteError::Unexpected(reason(&response))) }
    };
    ask(Method::POST, "_refresh", Body::Nothing)?;
    let counted = ask(Method::GET, "_count", Body::Nothing)?.json;
    let shards = &counted["_shards"];
    let (searched, all) = (shards["successful"].as_u64().unwrap_or(0), shards["total"].as_u64().unwrap_or(0));
    if searched < all {
        return Err(RemoteError::Partial { searched, all });
    }
    let found = counted["count"].as_u64().unwrap_or(0);
    if usize::try_from(found).ok() != Some(passages) {
        return Err(RemoteError::Miscounted { found, sent: passages });
    }
    let settings = json!({ "index": { "refresh_interval": null, "blocks.write": true } });
    ask(Method::PUT, "_settings", Body::Json(&settings))?;
    describe(client, name, passages, true)
}

/// What came of moving the alias.
enum Moved {
    /// It led to the index already.
    Not,
    /// It led to this index before, if to any.
    From(Option<String>),
}

/// Moves the alias to the index, in one step.
fn point(client: &Client, name: &IndexName) -> Result<Moved, RemoteError> {
    let mut last = String::new();
    for _ in 0..MOVES {
        let now = current(client, name)?;
        if now.as_deref() == Some(name.concrete()) {
            return Ok(Moved::Not);
        }
        let alias = name.alias();
        let away = now.as_ref().map(|index| json!({ "remove": { "index": index, "alias": alias } }));
        let here = json!({ "add": { "index": name.concrete(), "alias": alias } });
        let actions: Vec<Value> = away.into_iter().chain([here]).collect();
        let response = client.send(&Method::POST, "_aliases", Body::Json(&json!({ "actions": actions })), PATIENCE)?;
        if response.status.is_success() {
            return Ok(Moved::From(now));
        }
        // Another process moved it since we looked.
        last = reason(&response);
    }
    Err(RemoteError::Unexpected(last))
}

/// Deletes our indices that nobody has opened for a day, but for the current one and the one before it.
fn clean(client: &Client, name: &IndexName, before: Option<&str>) -> Result<Vec<String>, RemoteError> {
    let response = client.send(&Method::GET, &name.all(), Body::Nothing, PATIENCE)?;
    let mut removed = Vec::new();
    for (index, described) in response.json.as_object().into_iter().flatten() {
        let has_alias = described["aliases"].as_object().is_some_and(|aliases| !aliases.is_empty());
        let is_kept = has_alias || index == name.concrete() || Some(index.as_str()) == before;
        if is_kept || !name.is_like(index) || !is_unused(described) {
            continue;
        }
        let response = client.send(&Method::DELETE, index, Body::Nothing, BULK)?;
        if response.status.is_success() {
            removed.push(index.clone());
        }
    }
    Ok(removed)
}

/// Whether an index is ours, and was neither made nor opened within the last day. One that does not say is not.
fn is_unused(described: &Value) -> bool {
    let ours = &described["mappings"]["_meta"]["pullquote"];
    let milliseconds = described["settings"]["index"]["creation_date"].as_str().and_then(|date| date.parse().ok());
    let made = milliseconds.map(|date: u64| date / 1000);
    let used = ours["opened"].as_u64().max(made);
    !ours.is_null() && used.is_some_and(|used| now().saturating_sub(used) > UNUSED)
}
