//! What tantivy holds of a passage.

use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};

use super::record::Record;
use crate::corpus::Corpus;
use crate::text::Term;

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
}

impl Fields {
    pub(super) fn new() -> Self {
        let text = |option| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default().set_tokenizer("raw").set_index_option(option).set_fieldnorms(true),
            )
        };
        let mut schema = Schema::builder();
        let body = schema.add_text_field("body", text(IndexRecordOption::WithFreqs));
        let names = schema.add_text_field("names", text(IndexRecordOption::WithFreqs));
        let title = schema.add_text_field("title", text(IndexRecordOption::WithFreqs));
        let neighbours = schema.add_text_field("neighbours", text(IndexRecordOption::WithFreqs));
        let document = schema.add_text_field("document", text(IndexRecordOption::Basic));
        let document_key = schema.add_u64_field("document_key", FAST);
        let ordinal = schema.add_u64_field("ordinal", FAST);
        Self { schema: schema.build(), body, names, title, neighbours, document, document_key, ordinal }
    }

    /// A passage as the index takes it. `place` is its place in the corpus.
    pub(super) fn passage(&self, corpus: &Corpus, place: usize) -> TantivyDocument {
        let record = Record::of(corpus, place);
        let mut document = TantivyDocument::default();
        document.add_pre_tokenized_text(self.body, tokens(&record.body));
        document.add_pre_tokenized_text(self.names, tokens(&record.names));
        document.add_pre_tokenized_text(self.title, tokens(&record.title));
        document.add_pre_tokenized_text(self.neighbours, tokens(&record.neighbours));
        document.add_text(self.document, record.document);
        document.add_u64(self.document_key, key(record.document));
        document.add_u64(self.ordinal, u64::from(record.ordinal));
        document
    }
}

/// The first 16 hexadecimal digits of a document's hash, as a number.
pub(super) fn key(hash: &str) -> u64 {
    hash.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0)
}

fn tokens(terms: &[Term]) -> PreTokenizedString {
    let token = |(position, term): (usize, &Term)| Token { position, text: term.key(), ..Token::default() };
    PreTokenizedString { text: String::new(), tokens: terms.iter().enumerate().map(token).collect() }
}
