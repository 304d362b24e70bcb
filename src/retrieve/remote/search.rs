//! A query in the cluster's words, and what it found.

use std::time::Duration;

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Body, Client, RemoteError, reason};
use super::index::IndexName;
use crate::corpus::{Corpus, PassageId};
use crate::retrieve::ranking::{Places, ranked};
use crate::retrieve::record::{FIELDS_BESIDE, key, part_searched};
use crate::retrieve::{Query, ScoredPassage};

/// Nobody waits longer for an answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// A cluster refuses queries of more than 1,024 parts, of which the filter is some.
const MOST_PARTS: usize = 1000;
/// It gives out no more hits than this at once.
const MOST_HITS: usize = 10_000;

/// What a search comes back with, as far as it counts.
#[derive(Debug, Deserialize)]
struct Found {
    timed_out: bool,
    #[serde(rename = "_shards")]
    shards: Shards,
    hits: Hits,
}

#[derive(Debug, Deserialize)]
struct Shards {
    total: u64,
    successful: u64,
    #[serde(default)]
    skipped: u64,
}

#[derive(Debug, Deserialize)]
struct Hits {
    hits: Vec<Hit>,
}

#[derive(Debug, Deserialize)]
struct Hit {
    #[serde(rename = "_id")]
    id: String,
    #[serde(rename = "_score")]
    score: f32,
}

/// The best passages, as [`Retriever::search`](crate::retrieve::Retriever::search) has them.
pub(super) fn search(
    client: &Client,
    name: &IndexName,
    corpus: &Corpus,
    query: &Query,
    top_k: usize,
    places: &Places,
) -> Result<Vec<ScoredPassage>, RemoteError> {
    let top_k = top_k.min(corpus.passages().len());
    if query.clauses.is_empty() || top_k == 0 {
        return Ok(Vec::new());
    }
    let query = parts(query, corpus);
    // The whole corpus's frequencies count, however it is spread, and a part of it is no answer.
    let path =
        format!("{}/_search?search_type=dfs_query_then_fetch&allow_partial_search_results=false", name.concrete());
    let hits = |limit: usize| {
        let body = json!({ "size": limit, "_source": false, "track_total_hits": false, "query": query });
        let response = client.send(&Method::POST, &path, Body::Json(&body), PATIENCE)?;
        match response.status.as_u16() {
            200 => {}
            404 => return Err(RemoteError::Unpublished { index: name.concrete().to_owned() }),
            _ => return Err(RemoteError::Unexpected(reason(&response))),
        }
        let found: Found = serde_json::from_value(response.json)
            .map_err(|error| RemoteError::Unexpected(format!("what is no result: {error}")))?;
        let searched = found.shards.successful + found.shards.skipped;
        if found.timed_out || searched < found.shards.total {
            return Err(RemoteError::Partial { searched, all: found.shards.total });
        }
        Ok(found.hits.hits.into_iter().map(|hit| (hit.score, hit.id)).collect())
    };
    ranked(top_k, MOST_HITS, hits, |id: String| {
        let found = passage(&id, corpus, places);
        found.map(Some).ok_or_else(|| RemoteError::Unexpected("a passage that no article has".to_owned()))
    })
}

/// The id of a passage: its document's hash and its place in it.
pub(super) fn id(document: &str, ordinal: u32) -> String {
    format!("{document}-{ordinal}")
}

/// The passage of an id.
fn passage(id: &str, corpus: &Corpus, places: &Places) -> Option<PassageId> {
    let (document, ordinal) = id.rsplit_once('-')?;
    let found = places.passage(corpus, key(document), ordinal.parse().ok()?)?;
    (corpus.document(corpus.passage(found).doc).hash == document).then_some(found)
}

/// The query as the cluster takes it: terms that are ready, each with its weight, in each field.
fn parts(query: &Query, corpus: &Corpus) -> Value {
    let mut weighted: Vec<(f32, Value)> = Vec::new();
    for clause in &query.clauses {
        let beside = FIELDS_BESIDE.iter().filter(|_| clause.literal);
        for (field, boost) in std::iter::once(&("body", 1.0)).chain(beside) {
            let weight = clause.weight * boost;
            weighted.push((weight, json!({ "term": { *field: { "value": clause.term.key(), "boost": weight } } })));
        }
    }
    if weighted.len() > MOST_PARTS {
        weighted.sort_by(|a, b| b.0.total_cmp(&a.0));
        weighted.truncate(MOST_PARTS);
    }
    let should: Vec<Value> = weighted.into_iter().map(|(_, part)| part).collect();
    let mut parts = json!({ "should": should, "minimum_should_match": 1 });
    let mut filters: Vec<Value> = Vec::new();
    if let Some(documents) = &query.documents {
        let hashes: Vec<&str> = documents.iter().map(|doc| corpus.document(*doc).hash.as_str()).collect();
        filters.push(json!({ "terms": { "document": hashes } }));
    }
    filters.extend(part_searched(query, corpus).map(|part| json!({ "term": { "parts": part } })));
    if !filters.is_empty() {
        parts["filter"] = Value::Array(filters);
    }
    json!({ "bool": parts })
}
