//! A query in the cluster's words, and what it found.

use std::collections::HashMap;
use std::time::Duration;

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::client::{Body, Client, RemoteError, reason};
use super::index::IndexName;
use crate::corpus::{Corpus, PassageId};
use crate::retrieve::embedded::{FIELDS_BESIDE, SCORE_STEP};
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
    first_passage: &HashMap<String, usize>,
) -> Result<Vec<ScoredPassage>, RemoteError> {
    let top_k = top_k.min(corpus.passages().len());
    if query.clauses.is_empty() || top_k == 0 {
        return Ok(Vec::new());
    }
    let query = parts(query, corpus);
    // The whole corpus's frequencies count, however it is spread, and a part of it is no answer.
    let path =
        format!("{}/_search?search_type=dfs_query_then_fetch&allow_partial_search_results=false", name.concrete());
    // As in the embedded index: where the last place is tied, all of the tie is fetched.
    let mut limit = top_k + 1;
    loop {
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
        let hits = found.hits.hits;
        let rounded = |place: usize| hits.get(place).map(|hit| (hit.score / SCORE_STEP).round());
        if hits.len() == limit && limit < MOST_HITS && rounded(top_k - 1) == rounded(limit - 1) {
            limit = (limit * 2).min(MOST_HITS);
            continue;
        }
        let mut passages = Vec::with_capacity(hits.len());
        for hit in &hits {
            let passage = passage(&hit.id, corpus, first_passage)
                .ok_or_else(|| RemoteError::Unexpected("a passage that no article has".to_owned()))?;
            passages.push(ScoredPassage { passage, retrieval_score: (hit.score / SCORE_STEP).round() * SCORE_STEP });
        }
        passages.sort_by(|a, b| b.retrieval_score.total_cmp(&a.retrieval_score).then(a.passage.cmp(&b.passage)));
        passages.truncate(top_k);
        return Ok(passages);
    }
}

/// The id of a passage: its document's hash and its place in it.
pub(super) fn id(document: &str, ordinal: u32) -> String {
    format!("{document}-{ordinal}")
}

/// The passage of an id.
fn passage(id: &str, corpus: &Corpus, first_passage: &HashMap<String, usize>) -> Option<PassageId> {
    let (document, ordinal) = id.rsplit_once('-')?;
    let ordinal: u32 = ordinal.parse().ok()?;
    let place = first_passage.get(document)?.checked_add(usize::try_from(ordinal).ok()?)?;
    let found = corpus.passages().get(place)?;
    (found.ordinal == ordinal).then(|| PassageId::at(place))
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
    if let Some(documents) = &query.documents {
        let hashes: Vec<&str> = documents.iter().map(|doc| corpus.document(*doc).hash.as_str()).collect();
        parts["filter"] = json!({ "terms": { "document": hashes } });
    }
    json!({ "bool": parts })
}
