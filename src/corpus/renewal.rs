//! A corpus made of one that was learned before, of which most documents are the same.

use std::collections::HashMap;

use rayon::prelude::*;

use super::copy::{Kin, Kinship};
use super::lexicon::Share;
use super::{Corpus, DocId, Document, Passage, mark_copies, number, passage};

impl Corpus {
    /// What [`new`](Self::new) would give, made of `before` where documents are the same as there.
    pub(super) fn new_after(before: &Self, mut documents: Vec<Document>) -> Self {
        number(&mut documents);
        Self::learned_after(before, documents)
    }

    /// What [`learned`](Self::learned) would give, made of `before` where documents are the same as there.
    fn learned_after(before: &Self, mut documents: Vec<Document>) -> Self {
        let places: HashMap<usize, DocId> =
            before.documents.iter().map(|document| (document.text_place(), document.id)).collect();
        let earlier: Vec<Option<DocId>> =
            documents.iter().map(|document| places.get(&document.text_place()).copied()).collect();
        let kin = mark_copies(&mut documents, &known_kin(&before.kin, &earlier));
        // Of the documents before, those that gave the same passages as they give now.
        let mut stays = vec![false; before.documents.len()];
        let split = |(document, earlier): (&Document, &Option<DocId>)| -> (Vec<Passage>, Option<DocId>) {
            if document.heard_from().is_none() {
                return (Vec::new(), None);
            }
            let same = earlier.filter(|earlier| before.document(*earlier).heard_from().is_some());
            let Some(same) = same else { return (passage::split(document), None) };
            let passages = before.passages_of(same).iter().cloned();
            (passages.map(|passage| Passage { doc: document.id, ..passage }).collect(), Some(same))
        };
        let split: Vec<(Vec<Passage>, Option<DocId>)> = documents.par_iter().zip(&earlier).map(split).collect();
        let mut passages = Vec::with_capacity(before.passages.len());
        let mut new_passages = Vec::new();
        for (of_document, same) in split {
            match same {
                Some(same) => stays[same.index()] = true,
                None => new_passages.extend(of_document.iter().cloned()),
            }
            passages.extend(of_document);
        }
        let gone_passages: Vec<Passage> =
            before.passages.iter().filter(|passage| !stays[passage.doc.index()]).cloned().collect();
        let new: Vec<&Document> =
            documents.iter().zip(&earlier).filter(|(_, earlier)| earlier.is_none()).map(|(new, _)| new).collect();
        let mut is_there = vec![false; before.documents.len()];
        for earlier in earlier.iter().flatten() {
            is_there[earlier.index()] = true;
        }
        let gone: Vec<&Document> = before.documents.iter().filter(|document| !is_there[document.id.index()]).collect();
        let lexicon = before.lexicon.after(
            Share { all: &documents, documents: &new, passages: &new_passages },
            Share { all: &before.documents, documents: &gone, passages: &gone_passages },
        );
        Self { kin, ..Self::of_parts(documents, passages, lexicon) }
    }
}

/// What is known of pairs of documents before, for documents of which `earlier` says which they were.
fn known_kin(kin: &Kin, earlier: &[Option<DocId>]) -> Kin {
    let now: HashMap<DocId, DocId> =
        earlier.iter().zip(0..).filter_map(|(earlier, id)| Some(((*earlier)?, DocId(id)))).collect();
    let pair = |((first, second), kinship): (&(DocId, DocId), &Kinship)| {
        let (first, second) = (*now.get(first)?, *now.get(second)?);
        Some(if first < second { ((first, second), *kinship) } else { ((second, first), kinship.turned()) })
    };
    kin.iter().filter_map(pair).collect()
}
