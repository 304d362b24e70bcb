//! Parts of the articles: the folders that they are in.

use std::collections::BTreeMap;

use super::{Corpus, DocId, Document, hash};

/// A folder below the corpus's that holds articles, itself or in folders of its own.
#[derive(Debug)]
pub struct Part {
    folder: String,
    documents: Vec<DocId>,
    n_passages: usize,
    hash: String,
}

impl Part {
    /// The folder's path below the corpus's, with `/` between its parts; never empty.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The documents in it, in corpus order, copies among them.
    #[must_use]
    pub fn documents(&self) -> &[DocId] {
        &self.documents
    }

    /// Whether a document is in it.
    #[must_use]
    pub fn holds(&self, document: DocId) -> bool {
        self.documents.binary_search(&document).is_ok()
    }

    /// How many passages are searched in it.
    #[must_use]
    pub fn n_passages(&self) -> usize {
        self.n_passages
    }

    /// SHA-256 over its documents' hashes in corpus order, as hexadecimal digits: what changes elsewhere leaves it as it
    /// is, but for copies.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The document that speaks here for another of this part: most often itself, for a copy its original or the first
    /// copy of that one that is searched here.
    #[must_use]
    pub fn voice(&self, document: &Document, corpus: &Corpus) -> DocId {
        let Some(original) = document.copy_of else { return document.id };
        if self.holds(original) {
            return original;
        }
        let is_heard = |document: &Document| document.heard_in().any(|part| part == self.folder);
        if is_heard(document) {
            return document.id;
        }
        let mut others = self.documents.iter().map(|id| corpus.document(*id));
        others.find(|other| other.copy_of == Some(original) && is_heard(other)).map_or(document.id, |other| other.id)
    }
}

/// Every part of a corpus, in the order of their names.
pub(super) fn parts(corpus: &Corpus) -> Vec<Part> {
    let mut n_passages = vec![0; corpus.documents().len()];
    for passage in corpus.passages() {
        n_passages[passage.doc.index()] += 1;
    }
    let mut found: BTreeMap<&str, (Vec<DocId>, usize)> = BTreeMap::new();
    for document in corpus.documents() {
        for part in document.parts().skip(1) {
            found.entry(part).or_default().0.push(document.id);
        }
        for part in document.heard_in().filter(|part| !part.is_empty()) {
            found.entry(part).or_default().1 += n_passages[document.id.index()];
        }
    }
    let part = |(folder, (documents, n_passages)): (&str, (Vec<DocId>, usize))| Part {
        folder: folder.to_owned(),
        hash: hash(documents.iter().map(|id| corpus.document(*id))),
        documents,
        n_passages,
    };
    found.into_iter().map(part).collect()
}
