//! Copies: the same text under another headline, byline or agency line.
//!
//! A report that ten papers print is one voice, not ten. Copies are found when the articles are loaded, and only the
//! first of them is searched and read. Where only a part of the articles is heard, that is the first in the part.

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
        let document = &documents[place];
        // Texts of short sentences alone in one folder are entries of a list rather than copies.
        let may_be = |other: usize| documents[other].folder != document.folder || has_long_sentence(document);
        let copied = shared
            .into_iter()
            .filter(|(other, bytes)| is_most(*bytes, length) && is_most(*bytes, lengths[*other]) && may_be(*other));
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

/// For each document the least number of folders of a part in which it is the first with its text: 0 for one that is no
/// copy, `None` where an earlier one stands in each of its parts.
pub(super) fn heard_from(documents: &[Document], originals: &[Option<DocId>]) -> Vec<Option<usize>> {
    let mut earlier: HashMap<DocId, Vec<&Document>> = HashMap::new();
    let mut heard_from = Vec::with_capacity(documents.len());
    for (document, original) in documents.iter().zip(originals) {
        let Some(original) = original else {
            heard_from.push(Some(0));
            continue;
        };
        let before = earlier.entry(*original).or_insert_with(|| vec![&documents[original.index()]]);
        // Parts lie in each other: where both are in one of so many folders, they are in all with fewer.
        let shared =
            |other: &&Document| document.parts().zip(other.parts()).skip(1).take_while(|(a, b)| a == b).count();
        let depth = 1 + before.iter().map(shared).max().unwrap_or(0);
        before.push(document);
        heard_from.push((depth < document.parts().count()).then_some(depth));
    }
    heard_from
}

fn has_long_sentence(document: &Document) -> bool {
    document.sentences().iter().any(|span| span.len() >= SENTENCE_LEAST)
}

/// The long sentences of a document, each once, as hashes of their folded words, with their lengths in bytes. One that
/// has none is one sentence: such a text is a copy only of the same.
fn sentences(document: &Document) -> Vec<(u64, usize)> {
    let hashed = |text: &str| {
        let mut hash = DefaultHasher::new();
        for word in text.split_whitespace() {
            fold(word).hash(&mut hash);
        }
        (hash.finish(), text.len())
    };
    let texts = document.sentences().iter().map(|span| span.cut(document.body()));
    let mut found: Vec<(u64, usize)> = texts.filter(|text| text.len() >= SENTENCE_LEAST).map(hashed).collect();
    if found.is_empty() {
        found.push(hashed(document.body()));
    }
    found.sort_unstable();
    found.dedup_by_key(|(sentence, _)| *sentence);
    found
}
