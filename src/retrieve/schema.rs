//! What the index holds of a passage.

use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};

use crate::corpus::{Corpus, Document, Passage};
use crate::text::{Span, Term};

/// Grows with every change of what is indexed or how: an index of another version is rebuilt.
pub(super) const VERSION: u32 = 1;

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
        let passage = &corpus.passages()[place];
        let document = corpus.document(passage.doc);
        let mut record = TantivyDocument::default();
        let (body, names) = terms(corpus, document, passage.span);
        record.add_pre_tokenized_text(self.body, tokens(&body));
        record.add_pre_tokenized_text(self.names, tokens(&names));
        let publisher = document.metadata.publisher.as_deref().unwrap_or_default();
        let title: Vec<Term> = format!("{} {publisher}", document.title())
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| corpus.lexicon().term(word))
            .filter_map(|(term, function)| function.is_none().then_some(term))
            .collect();
        record.add_pre_tokenized_text(self.title, tokens(&title));
        let near = |other: Option<&Passage>| {
            other.filter(|other| other.doc == passage.doc).map(|other| terms(corpus, document, other.span).0)
        };
        let before = place.checked_sub(1).and_then(|before| near(corpus.passages().get(before)));
        let after = near(corpus.passages().get(place + 1));
        let neighbours: Vec<Term> = before.into_iter().chain(after).flatten().collect();
        record.add_pre_tokenized_text(self.neighbours, tokens(&neighbours));
        record.add_text(self.document, &document.hash);
        record.add_u64(self.document_key, key(&document.hash));
        record.add_u64(self.ordinal, u64::from(passage.ordinal));
        record
    }
}

/// The first 16 hexadecimal digits of a document's hash, as a number.
pub(super) fn key(hash: &str) -> u64 {
    hash.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0)
}

/// The content terms of a span, and those of them that are names.
fn terms(corpus: &Corpus, document: &Document, span: Span) -> (Vec<Term>, Vec<Term>) {
    let words = corpus.lexicon().words(document, span);
    let body = document.body();
    let mut all = Vec::with_capacity(words.len());
    let mut names = Vec::new();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| word.is_content()) {
        all.push(word.term);
        if word.token.is_capital() && at > 0 {
            names.push(word.term);
        }
        if let [_, hyphen, second, ..] = &words[at..]
            && !hyphen.token.spaced
            && !second.token.spaced
            && hyphen.token.span.cut(body) == "-"
            && second.token.is_word()
        {
            let joined = format!("{}{}", word.token.span.cut(body), second.token.span.cut(body));
            all.push(corpus.lexicon().term(&joined).0);
        }
    }
    (all, names)
}

fn tokens(terms: &[Term]) -> PreTokenizedString {
    let token = |(position, term): (usize, &Term)| Token { position, text: term.key(), ..Token::default() };
    PreTokenizedString { text: String::new(), tokens: terms.iter().enumerate().map(token).collect() }
}
