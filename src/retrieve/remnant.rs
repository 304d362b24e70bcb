//! What deleted passages still count for, so that an index that holds some ranks like one that never did.
//!
//! A passage that is deleted is never found, but tantivy goes on counting it and its words until its segment is merged,
//! which for a large one takes seconds. What it counts for is written down instead, for each segment, and taken off when
//! BM25 asks how many passages and words there are. It is gone when the segment is.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED};

use super::RetrieveError;
use super::record::Record;
use super::schema::Fields;
use crate::corpus::{Corpus, DocId, Passage};
use crate::text::Term;

/// What is left of deleted passages in each segment, by the segment's id.
pub(super) type Remnants = BTreeMap<String, Remnant>;

/// What is left of the deleted passages of a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Remnant {
    passages: u64,
    /// For body, names, title and neighbours how many words they had there, …
    words: [u64; 4],
    /// … and of how many of them each word was a part.
    terms: [BTreeMap<u64, u64>; 4],
}

impl Remnant {
    fn add(&mut self, record: &Record<'_>) {
        self.passages += 1;
        let fields = [&record.body, &record.names, &record.title, &record.neighbours];
        for (place, terms) in fields.into_iter().enumerate() {
            self.words[place] += terms.len() as u64;
            for term in terms.iter().copied().collect::<HashSet<Term>>() {
                *self.terms[place].entry(term.bits()).or_insert(0) += 1;
            }
        }
    }

    /// How many words have to be written down for it.
    pub(super) fn size(&self) -> usize {
        self.terms.iter().map(BTreeMap::len).sum()
    }
}

/// Adds to `remnants` what will be left of the documents of these hashes once they are deleted from what `searcher`
/// finds; `false` if that cannot be said, because a document is not among those of `before`.
pub(super) fn left_of(
    hashes: &[&String],
    before: &Corpus,
    searcher: &Searcher,
    fields: &Fields,
    remnants: &mut Remnants,
) -> Result<bool, RetrieveError> {
    let wanted: HashSet<&str> = hashes.iter().map(|hash| hash.as_str()).collect();
    let documents = before.documents().iter().filter(|document| wanted.contains(document.hash.as_str()));
    let ids: HashMap<DocId, &str> = documents.map(|document| (document.id, document.hash.as_str())).collect();
    if ids.len() < hashes.len() {
        return Ok(false);
    }
    let is_wanted = |passage: &Passage| ids.contains_key(&passage.doc);
    let mut records: HashMap<(&str, u64), Record<'_>> = HashMap::new();
    for run in runs(before, is_wanted) {
        let of_run = Record::all(before, run, is_wanted);
        records.extend(of_run.into_iter().map(|record| ((record.document, u64::from(record.ordinal)), record)));
    }
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(fields.document)?;
        let ordinals = segment.fast_fields().u64("ordinal")?;
        for hash in &wanted {
            let term = tantivy::Term::from_field_text(fields.document, hash);
            let Some(mut found) =
                index.read_postings(&term, IndexRecordOption::Basic).map_err(tantivy::TantivyError::from)?
            else {
                continue;
            };
            while found.doc() != TERMINATED {
                if !segment.is_deleted(found.doc()) {
                    let record = ordinals.first(found.doc()).and_then(|ordinal| records.get(&(*hash, ordinal)));
                    let Some(record) = record else { return Ok(false) };
                    remnants.entry(segment.segment_id().uuid_string()).or_default().add(record);
                }
                found.advance();
            }
        }
    }
    Ok(true)
}

/// The places of the wanted passages, those that follow each other together.
fn runs(corpus: &Corpus, is_wanted: impl Fn(&Passage) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut runs: Vec<std::ops::Range<usize>> = Vec::new();
    for (place, _) in corpus.passages().iter().enumerate().filter(|(_, passage)| is_wanted(passage)) {
        match runs.last_mut().filter(|run| run.end == place) {
            Some(run) => run.end = place + 1,
            None => runs.push(place..place + 1),
        }
    }
    runs
}

/// What has to be taken off what a searcher counts.
#[derive(Debug, Default)]
pub(super) struct Surplus {
    passages: u64,
    words: HashMap<Field, u64>,
    terms: HashMap<(Field, String), u64>,
}

impl Surplus {
    /// What is left in the segments that `searcher` looks into.
    pub(super) fn of(remnants: &Remnants, searcher: &Searcher, fields: &Fields) -> Self {
        let mut surplus = Self::default();
        let ids = searcher.segment_readers().iter().map(|segment| segment.segment_id().uuid_string());
        for remnant in ids.filter_map(|id| remnants.get(&id)) {
            surplus.passages += remnant.passages;
            let of_index = [fields.body, fields.names, fields.title, fields.neighbours];
            for ((field, words), terms) in of_index.into_iter().zip(remnant.words).zip(&remnant.terms) {
                *surplus.words.entry(field).or_insert(0) += words;
                for (term, n) in terms {
                    *surplus.terms.entry((field, Term::of_bits(*term).key())).or_insert(0) += n;
                }
            }
        }
        surplus
    }
}

/// What BM25 is to count: what a searcher finds, without what is deleted.
pub(super) struct Statistics<'a> {
    pub(super) searcher: &'a Searcher,
    pub(super) surplus: &'a Surplus,
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        let gone = self.surplus.words.get(&field).copied().unwrap_or(0);
        Ok(Bm25StatisticsProvider::total_num_tokens(self.searcher, field)?.saturating_sub(gone))
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(Bm25StatisticsProvider::total_num_docs(self.searcher)?.saturating_sub(self.surplus.passages))
    }

    fn doc_freq(&self, term: &tantivy::Term) -> tantivy::Result<u64> {
        let all = Bm25StatisticsProvider::doc_freq(self.searcher, term)?;
        if self.surplus.terms.is_empty() {
            return Ok(all);
        }
        let key = String::from_utf8_lossy(term.serialized_value_bytes()).into_owned();
        let gone = self.surplus.terms.get(&(term.field(), key)).copied().unwrap_or(0);
        // Whoever wrote it down: never more passages hold a word than there are.
        Ok(all.saturating_sub(gone).min(self.total_num_docs()?))
    }
}
