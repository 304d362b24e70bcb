//! Copies: the same text under another headline, byline or agency line.
//!
//! A report that ten papers print is one voice, not ten. Copies are found when the articles are loaded, and only the
//! first of them is searched and read.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use super::{DocId, Document};
use crate::text::fold;

/// Sentences of fewer bytes are headlines, bylines and phrases that stand in many articles.
const SENTENCE_LEAST: usize = 40;
/// Two articles are copies if each has so much of its text, by bytes of whole sentences, in common with the other.
const SHARED: f64 = 0.8;

#[expect(clippy::cast_precision_loss, reason = "articles are far shorter than 2^52 bytes")]
/// For each document the first one, in corpus order, that it is a copy of.
pub(super) fn originals(documents: &[Document]) -> Vec<Option<DocId>> {
    let of_documents: Vec<Vec<(u64, usize)>> = documents.par_iter().map(sentences).collect();
    let shared_by_some = repeated(&of_documents);
    let mut originals: Vec<Option<DocId>> = Vec::with_capacity(documents.len());
    let mut lengths: Vec<usize> = Vec::with_capacity(documents.len());
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (place, mut sentences) in of_documents.into_iter().enumerate() {
        let length: usize = sentences.iter().map(|(_, bytes)| bytes).sum();
        sentences.retain(|(sentence, _)| shared_by_some.contains(sentence));
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for (sentence, bytes) in &sentences {
            for holder in holders.get(sentence).into_iter().flatten() {
                *shared.entry(*holder).or_insert(0) += bytes;
            }
        }
        let is_most = |bytes: usize, of: usize| bytes as f64 >= SHARED * of as f64 && of > 0;
        let copied =
            shared.into_iter().filter(|(other, bytes)| is_most(*bytes, length) && is_most(*bytes, lengths[*other]));
        let original = copied.map(|(other, _)| other).min();
        if original.is_none() {
            for (sentence, _) in sentences {
                holders.entry(sentence).or_default().push(place);
            }
        }
        lengths.push(length);
        originals.push(original.and_then(|other| documents.get(other)).map(|document| document.id));
    }
    originals
}

/// The sentences that stand in more than one document: most of them stand in one, and need not be remembered.
fn repeated(of_documents: &[Vec<(u64, usize)>]) -> HashSet<u64> {
    let mut all: Vec<u64> = of_documents.par_iter().flatten_iter().map(|(sentence, _)| *sentence).collect();
    all.par_sort_unstable();
    all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}

/// The long sentences of a document, each once, as hashes of their folded words, with their lengths in bytes.
fn sentences(document: &Document) -> Vec<(u64, usize)> {
    let long = document.sentences().iter().filter(|span| span.len() >= SENTENCE_LEAST);
    let mut found: Vec<(u64, usize)> = long
        .map(|span| {
            let mut hash = DefaultHasher::new();
            for word in span.cut(document.body()).split_whitespace() {
                fold(word).hash(&mut hash);
            }
            (hash.finish(), span.len())
        })
        .collect();
    found.sort_unstable();
    found.dedup_by_key(|(sentence, _)| *sentence);
    found
}
