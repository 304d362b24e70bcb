//! What tantivy holds of a passage.

use std::ops::Range;

use rayon::prelude::*;
use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

use super::record::{Record, key, keys};
use crate::corpus::{Corpus, Passage};

/// So many passages one core takes apart at a time, and so many such shares are ready at once.
const SHARE: usize = 128;
const BATCH: usize = 16;

/// The fields of a passage.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// The terms of the passage, and the two halves of a hyphenated word as one.
    pub(super) body: Field,
    /// The terms that are names: acronyms, and capitalised words inside sentences.
    pub(super) names: Field,
    /// The terms of the article's title and publisher.
    pub(super) title: Field,
    /// The terms of the passages before and after.
    pub(super) neighbours: Field,
    /// The document's hash, for deleting and for searching some documents only.
    pub(super) document: Field,
    /// The first eight bytes of the document's hash, as a number.
    pub(super) document_key: Field,
    /// The passage's place in its document.
    pub(super) ordinal: Field,
    /// The keys of the parts that it is searched in.
    pub(super) parts: Field,
}

impl Fields {
    pub(super) fn new() -> Self {
        let text = |tokenizer, option| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option).set_fieldnorms(true),
            )
        };
        let terms = || text("whitespace", IndexRecordOption::WithFreqs);
        let mut schema = Schema::builder();
        let body = schema.add_text_field("body", terms());
        let names = schema.add_text_field("names", terms());
        let title = schema.add_text_field("title", terms());
        let neighbours = schema.add_text_field("neighbours", terms());
        let document = schema.add_text_field("document", text("raw", IndexRecordOption::Basic));
        let document_key = schema.add_u64_field("document_key", FAST);
        let ordinal = schema.add_u64_field("ordinal", FAST);
        let parts = schema.add_text_field("parts", text("whitespace", IndexRecordOption::Basic));
        Self { schema: schema.build(), body, names, title, neighbours, document, document_key, ordinal, parts }
    }

    /// Hands every passage for which `is_wanted` holds to `add`, in corpus order. They are taken apart on all cores, a
    /// batch at a time. `is_wanted` must hold for all passages of a document or for none.
    pub(super) fn passages(
        &self,
        corpus: &Corpus,
        is_wanted: impl Fn(&Passage) -> bool + Sync,
        mut add: impl FnMut(TantivyDocument) -> tantivy::Result<()>,
    ) -> tantivy::Result<()> {
        let shares: Vec<Range<usize>> = (0..corpus.passages().len())
            .step_by(SHARE)
            .map(|from| from..(from + SHARE).min(corpus.passages().len()))
            .collect();
        for batch in shares.chunks(BATCH) {
            let records = |share: &Range<usize>| {
                let records = Record::all(corpus, share.clone(), &is_wanted);
                records.iter().map(|record| self.passage(record)).collect::<Vec<_>>()
            };
            let ready: Vec<Vec<TantivyDocument>> = batch.par_iter().map(records).collect();
            ready.into_iter().flatten().try_for_each(&mut add)?;
        }
        Ok(())
    }

    /// A passage as the index takes it.
    fn passage(&self, record: &Record) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.body, keys(&record.body));
        document.add_text(self.names, keys(&record.names));
        document.add_text(self.title, keys(&record.title));
        document.add_text(self.neighbours, keys(&record.neighbours));
        document.add_text(self.document, record.document);
        document.add_u64(self.document_key, key(record.document));
        document.add_u64(self.ordinal, u64::from(record.ordinal));
        document.add_text(self.parts, record.parts.join(" "));
        document
    }
}
