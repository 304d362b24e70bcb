//! The embedded engine: tantivy over the passages of one corpus.

use std::sync::Arc;

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query as TantivyQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, Index, IndexReader, ReloadPolicy, Searcher};

use super::ranking::{Places, ranked};
use super::record::{FIELDS_BESIDE, part_searched};
use super::remnant::{Remnants, Statistics, Surplus};
use super::schema::Fields;
use super::{Clause, Found, Query, RetrieveError, Retriever};
use crate::corpus::{Corpus, PassageId};

/// BM25 (k1 = 1.2, b = 0.75) over an index of one corpus, in memory or on disk.
pub struct Embedded {
    corpus: Arc<Corpus>,
    fields: Fields,
    reader: IndexReader,
    places: Places,
    /// What deleted passages still count for.
    surplus: Surplus,
}

impl std::fmt::Debug for Embedded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Embedded").field("passages", &self.corpus.passages().len()).finish_non_exhaustive()
    }
}

impl Embedded {
    /// An index of `corpus` in memory.
    ///
    /// # Errors
    /// [`RetrieveError`] where tantivy cannot build it.
    pub fn in_memory(corpus: &Arc<Corpus>) -> Result<Self, RetrieveError> {
        let fields = Fields::new();
        let build = || -> tantivy::Result<Index> {
            let mut writer = Index::builder()
                .schema(fields.schema.clone())
                .single_segment_index_writer(tantivy::directory::RamDirectory::create(), 64_000_000)?;
            fields.passages(corpus, |_| true, |passage| writer.add_document(passage).map(drop))?;
            writer.finalize()
        };
        Self::over(&build()?, fields, corpus, &Remnants::new())
    }

    /// A retriever over an index that holds exactly the passages of `corpus`, beside what is left of deleted ones.
    pub(super) fn over(
        index: &Index,
        fields: Fields,
        corpus: &Arc<Corpus>,
        remnants: &Remnants,
    ) -> Result<Self, RetrieveError> {
        let reader: IndexReader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let surplus = Surplus::of(remnants, &reader.searcher(), &fields);
        Ok(Self { corpus: Arc::clone(corpus), fields, reader, places: Places::of(corpus), surplus })
    }

    fn query(&self, query: &Query) -> BooleanQuery {
        let mut terms: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::new();
        for clause in &query.clauses {
            terms.push((Occur::Should, weighted(self.fields.body, clause, 1.0)));
            if clause.literal {
                let beside = [self.fields.names, self.fields.title, self.fields.neighbours];
                for (field, (_, boost)) in beside.into_iter().zip(FIELDS_BESIDE) {
                    terms.push((Occur::Should, weighted(field, clause, boost)));
                }
            }
        }
        let terms = BooleanQuery::new(terms);
        let mut filters: Vec<Box<dyn TantivyQuery>> = Vec::new();
        if let Some(documents) = &query.documents {
            let hashes = documents.iter().map(|doc| self.corpus.document(*doc).hash.as_str());
            let allowed = hashes.map(|hash| (Occur::Should, having(self.fields.document, hash)));
            filters.push(Box::new(BooleanQuery::new(allowed.collect())));
        }
        filters.extend(part_searched(query, &self.corpus).map(|part| having(self.fields.parts, &part)));
        if filters.is_empty() {
            return terms;
        }
        let unscored = |filter| -> Box<dyn TantivyQuery> { Box::new(ConstScoreQuery::new(filter, 0.0)) };
        let filters = filters.into_iter().map(|filter| (Occur::Must, unscored(filter)));
        BooleanQuery::new(
            [(Occur::Must, Box::new(terms) as Box<dyn TantivyQuery>)].into_iter().chain(filters).collect(),
        )
    }

    /// The passage at an address; `None` if the index holds something that the corpus does not.
    fn passage_at(&self, searcher: &Searcher, address: DocAddress) -> tantivy::Result<Option<PassageId>> {
        let segment = searcher.segment_reader(address.segment_ord).fast_fields();
        let document = segment.u64("document_key")?.first(address.doc_id);
        let ordinal = segment.u64("ordinal")?.first(address.doc_id);
        Ok(document.zip(ordinal).and_then(|(document, ordinal)| self.places.passage(&self.corpus, document, ordinal)))
    }
}

impl Retriever for Embedded {
    fn search(&self, query: &Query, top_k: usize) -> Result<Found, RetrieveError> {
        let top_k = top_k.min(self.corpus.passages().len());
        if query.clauses.is_empty() || top_k == 0 {
            return Ok(Found::default());
        }
        let searcher = self.reader.searcher();
        let query = self.query(query);
        let statistics = Statistics { searcher: &searcher, surplus: &self.surplus };
        let hits = |limit| {
            let best = TopDocs::with_limit(limit).order_by_score();
            Ok(searcher.search_with_statistics_provider(&query, &best, &statistics)?)
        };
        ranked(top_k, usize::MAX, hits, |address| Ok(self.passage_at(&searcher, address)?)).map(Found::from)
    }
}

impl From<tantivy::TantivyError> for RetrieveError {
    fn from(error: tantivy::TantivyError) -> Self {
        Self::Engine(error.to_string())
    }
}

/// What has this word in a field.
fn having(field: Field, word: &str) -> Box<dyn TantivyQuery> {
    Box::new(TermQuery::new(tantivy::Term::from_field_text(field, word), IndexRecordOption::Basic))
}

fn weighted(field: Field, clause: &Clause, boost: f32) -> Box<dyn TantivyQuery> {
    let term = tantivy::Term::from_field_text(field, &clause.term.key());
    Box::new(BoostQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), clause.weight * boost))
}
