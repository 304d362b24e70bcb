//! What holds for every engine: an order that does not hang on how it adds up, and the passage behind a hit.

use std::collections::HashMap;

use super::ScoredPassage;
use super::record::key;
use crate::corpus::{Corpus, PassageId};

/// Scores are rounded to this step, so that the order of an engine's additions changes no ranking.
const SCORE_STEP: f32 = 1e-3;

/// The `top_k` best passages, at least one, best first; ties in corpus order.
///
/// `search` gives that many hits, best first. An engine breaks ties by its own order: where the last place is tied, all
/// of the tie is fetched, up to `most` hits, so that the corpus's order decides. A hit that is no `passage` is left out.
pub(super) fn ranked<T, E>(
    top_k: usize,
    most: usize,
    search: impl Fn(usize) -> Result<Vec<(f32, T)>, E>,
    passage: impl Fn(T) -> Result<Option<PassageId>, E>,
) -> Result<Vec<ScoredPassage>, E> {
    let mut limit = top_k + 1;
    let hits = loop {
        let hits = search(limit)?;
        let rounded = |place: usize| hits.get(place).map(|(score, _)| (score / SCORE_STEP).round());
        if hits.len() < limit || limit >= most || rounded(top_k - 1) != rounded(limit - 1) {
            break hits;
        }
        limit = limit.saturating_mul(2).min(most);
    };
    let mut passages = Vec::with_capacity(hits.len());
    for (score, hit) in hits {
        if let Some(passage) = passage(hit)? {
            let retrieval_score = (score / SCORE_STEP).round() * SCORE_STEP;
            passages.push(ScoredPassage { passage, retrieval_score });
        }
    }
    passages.sort_by(|a, b| b.retrieval_score.total_cmp(&a.retrieval_score).then(a.passage.cmp(&b.passage)));
    passages.truncate(top_k);
    Ok(passages)
}

/// Where each document's first passage stands, by the key of the document's hash.
#[derive(Debug)]
pub(super) struct Places(HashMap<u64, usize>);

impl Places {
    pub(super) fn of(corpus: &Corpus) -> Self {
        let passages = corpus.passages().iter().enumerate().filter(|(_, passage)| passage.ordinal == 0);
        Self(passages.map(|(place, passage)| (key(&corpus.document(passage.doc).hash), place)).collect())
    }

    /// The passage of a document, by its place in it; `None` if the corpus has no such passage.
    pub(super) fn passage(&self, corpus: &Corpus, document: u64, ordinal: u64) -> Option<PassageId> {
        let place = self.0.get(&document)?.checked_add(usize::try_from(ordinal).ok()?)?;
        let found = corpus.passages().get(place)?;
        (u64::from(found.ordinal) == ordinal).then(|| PassageId::at(place))
    }
}
