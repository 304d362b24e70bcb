//! A folder of articles as documents, passages and quotes.
//!
//! A [`Document`]'s body is never edited after it is read: paragraphs, sentences and passages are byte
//! spans into it, and a [`Quote`] can only be cut from it. What is particular to the articles (their
//! vocabulary, their acronyms) is learned here when they are loaded, as [`Lexicon`]. This room does not
//! rank, and does not know what is asked.

mod alias;
mod attribution;
mod copy;
mod document;
mod extracted;
mod front_matter;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod intake;
mod json_lines;
mod kept;
mod lexicon;
mod load;
mod part;
mod passage;
mod problem;
mod published;
mod quote;
mod register;
mod renewal;
mod stamp;
pub mod whole;

use std::sync::OnceLock;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use copy::{Copied, Kin};

pub use alias::{Alias, written_out};
pub use attribution::Attribution;
pub use document::{DocId, Document, Metadata};
pub use extracted::{Origin, extracted, markdown, shelf_below, source_of};
pub use kept::keep;
pub use lexicon::{Lexicon, Word};
pub use load::{Loaded, is_article_name, load, load_among, load_kept};
pub use part::Part;
pub use passage::{Passage, PassageId};
pub use problem::{LoadError, Problem, Trouble};
pub use published::day;
pub use quote::Quote;
pub use register::{Before, Register};
pub use stamp::Stamps;

/// All the articles, in the order of their paths.
#[derive(Debug)]
pub struct Corpus {
    documents: Vec<Document>,
    passages: Vec<Passage>,
    lexicon: Lexicon,
    hash: String,
    shown_at: Option<String>,
    hears_copies: bool,
    /// Found when one is first asked for: most collections are never heard in parts.
    parts: OnceLock<Vec<Part>>,
    /// What was measured of documents that may be copies.
    kin: Kin,
}

impl Corpus {
    /// A corpus of these documents, in this order. Their ids become their places.
    #[must_use]
    pub fn new(mut documents: Vec<Document>) -> Self {
        number(&mut documents);
        Self::learned(documents)
    }

    /// A corpus of numbered documents, all of which are read for it, on all cores.
    fn learned(mut documents: Vec<Document>) -> Self {
        let kin = mark_copies(&mut documents, &Kin::new());
        let heard = documents.par_iter().filter(|document| document.heard_from().is_some());
        let split: Vec<Vec<Passage>> = heard.map(passage::split).collect();
        let passages: Vec<Passage> = split.into_iter().flatten().collect();
        let lexicon = Lexicon::learn(&documents, &passages);
        Self { kin, ..Self::of_parts(documents, passages, lexicon) }
    }

    fn of_parts(documents: Vec<Document>, passages: Vec<Passage>, lexicon: Lexicon) -> Self {
        let hash = hash(&documents);
        let hears_copies =
            documents.iter().any(|document| document.copy_of.is_some() && document.heard_from().is_some());
        Self {
            documents,
            passages,
            lexicon,
            hash,
            shown_at: None,
            hears_copies,
            parts: OnceLock::new(),
            kin: Kin::new(),
        }
    }

    /// The passages of a document, in the order of its text.
    fn passages_of(&self, id: DocId) -> &[Passage] {
        let first = self.passages.partition_point(|passage| passage.doc < id);
        let end = self.passages.partition_point(|passage| passage.doc <= id);
        &self.passages[first..end]
    }

    /// The document that has nearly the same text as `document`, which is none of them: one of the two would be a copy
    /// of the other.
    #[must_use]
    pub fn nearly(&self, document: &Document) -> Option<&Document> {
        copy::nearest(document, &self.documents).map(|id| self.document(id))
    }

    /// The same corpus, whose articles everybody can read on pages below this address, which ends without a slash.
    #[must_use]
    pub fn showing_at(self, address: Option<String>) -> Self {
        Self { shown_at: address, ..self }
    }

    /// Where everybody can read the articles, if they can.
    #[must_use]
    pub fn shown_at(&self) -> Option<&str> {
        self.shown_at.as_deref()
    }

    /// Whether all of it is learned and indexed in milliseconds, so that nothing of that need be kept.
    #[must_use]
    pub fn is_small(&self) -> bool {
        is_small(&self.documents)
    }

    /// The documents, in corpus order.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The documents by themselves, in corpus order.
    #[must_use]
    pub fn into_documents(self) -> Vec<Document> {
        self.documents
    }

    /// The passages, document by document, each in the order of its text.
    #[must_use]
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The parts that the articles are in: every folder below the corpus's that holds some, itself or in folders of its
    /// own, in the order of their names.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        self.parts.get_or_init(|| part::parts(self))
    }

    /// The part that is the folder of this name, as [`Part::folder`] has it; `None` if no article is in one.
    #[must_use]
    pub fn part(&self, folder: &str) -> Option<&Part> {
        let parts = self.parts();
        let place = parts.binary_search_by(|part| part.folder().cmp(folder)).ok()?;
        parts.get(place)
    }

    /// The documents in a part, in corpus order, copies among them; all documents without one. None are in a part that
    /// is not there.
    pub fn documents_in(&self, part: Option<&str>) -> impl Iterator<Item = &Document> {
        let places = match part {
            None => 0..self.documents.len(),
            Some(_) => 0..0,
        };
        let named = part.and_then(|folder| self.part(folder)).map_or(&[][..], Part::documents);
        self.documents[places].iter().chain(named.iter().map(|id| self.document(*id)))
    }

    /// Whether some copies are searched, in parts that their originals are not in.
    #[must_use]
    pub fn hears_copies(&self) -> bool {
        self.hears_copies
    }

    /// What was learned about the words of these articles.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The document of an id. Ids are places: one of another corpus panics or names another document.
    #[must_use]
    pub fn document(&self, id: DocId) -> &Document {
        &self.documents[id.index()]
    }

    /// The passage of an id, under the same condition.
    #[must_use]
    pub fn passage(&self, id: PassageId) -> &Passage {
        &self.passages[id.index()]
    }

    /// SHA-256 over the documents' hashes in corpus order, as hexadecimal digits.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// Collections with less text than this many bytes are small.
const SMALL_CORPUS: usize = 2_000_000;

/// Whether all of them are learned and indexed in milliseconds, so that nothing of that need be kept.
fn is_small(documents: &[Document]) -> bool {
    documents.iter().map(|document| document.body().len()).sum::<usize>() < SMALL_CORPUS
}

/// Marks those of numbered documents that are copies; gives what was measured for that.
fn mark_copies(documents: &mut [Document], known: &Kin) -> Kin {
    let (copies, kin) = copy::copies(documents, known);
    for Copied { place, original, heard_from } in copies {
        documents[place].mark_as_copy(original, heard_from);
    }
    kin
}

/// Makes the documents' places their ids.
fn number(documents: &mut [Document]) {
    for (document, id) in documents.iter_mut().zip(0..) {
        document.id = DocId(id);
    }
}

/// SHA-256 over the documents' hashes in corpus order, as hexadecimal digits.
fn hash<'a>(documents: impl IntoIterator<Item = &'a Document>) -> String {
    hash_of(documents.into_iter().map(|document| document.hash.as_str()))
}

fn hash_of<'a>(hashes: impl Iterator<Item = &'a str>) -> String {
    let mut all = Sha256::new();
    hashes.for_each(|hash| all.update(hash.as_bytes()));
    hex(&all.finalize())
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
