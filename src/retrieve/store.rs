//! The index on disk: what is kept of an earlier one, and when it is not trusted.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexWriter};

use super::read_only::ReadOnly;
use super::record::VERSION;
use super::schema::Fields;
use super::{Embedded, RetrieveError};
use crate::corpus::Corpus;

/// The index's folder below the data folder.
const FOLDER: &str = "index";
/// Memory that a thread of tantivy may use while it indexes, in bytes.
const WRITER_MEMORY: usize = 64_000_000;
/// So many threads of tantivy there are at most.
const WRITERS: usize = 4;

/// How an index came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Indexed {
    /// Built in memory; the reason if it should have been on disk.
    InMemory(Option<String>),
    /// An index on disk was opened and brought up to date.
    OnDisk {
        /// Documents that were added.
        added: usize,
        /// Documents that were taken out, because they changed or are gone.
        removed: usize,
        /// Why an index that was there was thrown away, if one was.
        rebuilt: Option<String>,
    },
}

/// How the index stands that is kept of a corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeptIndex {
    /// The corpus is small enough for none.
    Unneeded,
    /// There is none.
    Absent,
    /// There is something that will be replaced, for this reason.
    Unusable(String),
    /// There is one, of this version.
    Whole {
        /// Documents that it lacks.
        missing: usize,
        /// Documents that it has and the corpus has not.
        surplus: usize,
        /// The version of what is indexed, and how.
        version: u32,
    },
}

/// What is written with every commit: which documents the index holds, and in which form.
#[derive(Serialize, Deserialize)]
struct Manifest {
    schema: u32,
    documents: BTreeSet<String>,
}

/// A retriever over `corpus`: in memory if it is small, else from the folder `index` below `data`.
///
/// Documents are known by their hashes, so an unchanged one is never indexed again and a changed or
/// deleted one is never found again. An index that is damaged, half written or not ours is replaced.
/// Several processes may do so at once: one builds it, and the others wait for that. Where nothing can be written, an index
/// of exactly these articles is used as it is. Else the index is built in memory.
///
/// # Errors
/// [`RetrieveError`] where not even the index in memory can be built.
pub fn open(corpus: &Arc<Corpus>, data: &Path) -> Result<(Embedded, Indexed), RetrieveError> {
    if corpus.is_small() {
        return Ok((Embedded::in_memory(corpus)?, Indexed::InMemory(None)));
    }
    on_disk(corpus, &data.join(FOLDER))
        .or_else(|reason| Ok((Embedded::in_memory(corpus)?, Indexed::InMemory(Some(reason.to_string())))))
}

/// Looks at the index of `corpus` below `data`, and changes nothing.
#[must_use]
pub fn look(corpus: &Arc<Corpus>, data: &Path) -> KeptIndex {
    let folder = data.join(FOLDER);
    if corpus.is_small() {
        return KeptIndex::Unneeded;
    }
    if !folder.exists() {
        return KeptIndex::Absent;
    }
    let present = MmapDirectory::open(&folder)
        .map_err(|error| error.to_string())
        .and_then(|directory| kept(Index::open(ReadOnly(directory)), &Fields::new()));
    match present {
        Err(why) => KeptIndex::Unusable(why),
        Ok((_, present)) => {
            let wanted = hashes(corpus);
            let (missing, surplus) = (wanted.difference(&present).count(), present.difference(&wanted).count());
            KeptIndex::Whole { missing, surplus, version: VERSION }
        }
    }
}

/// The file below `data` that every commit to the index writes.
#[must_use]
pub fn commit_file(data: &Path) -> PathBuf {
    data.join(FOLDER).join("meta.json")
}

/// A retriever over the index in `folder`, made or brought up to date.
pub(super) fn on_disk(corpus: &Arc<Corpus>, folder: &Path) -> Result<(Embedded, Indexed), RetrieveError> {
    let fields = Fields::new();
    let Ok(_turn) = turn(folder) else { return as_it_is(corpus, folder, fields) };
    let (index, present, rebuilt) = match kept(Index::open_in_dir(folder), &fields) {
        Ok((index, present)) => (index, present, None),
        Err(reason) => {
            let there = folder.exists();
            if there && !is_replaceable(folder) {
                return Err(RetrieveError::Engine(format!("{} holds files that are no index", folder.display())));
            }
            if there {
                fs::remove_dir_all(folder).map_err(|error| RetrieveError::Engine(error.to_string()))?;
            }
            fs::create_dir_all(folder).map_err(|error| RetrieveError::Engine(error.to_string()))?;
            (Index::create_in_dir(folder, fields.schema.clone())?, BTreeSet::new(), there.then_some(reason))
        }
    };
    let wanted = hashes(corpus);
    let added: BTreeSet<&String> = wanted.difference(&present).collect();
    let removed: Vec<&String> = present.difference(&wanted).collect();
    let indexed = Indexed::OnDisk { added: added.len(), removed: removed.len(), rebuilt };
    if !added.is_empty() || !removed.is_empty() {
        // An engine's thread keeps up with some four that take passages apart. How many there are changes no ranking:
        // in the end there is one segment, and ties break in corpus order.
        let n_threads = (rayon::current_num_threads() / 4).clamp(1, WRITERS);
        let mut writer: IndexWriter = index.writer_with_num_threads(n_threads, n_threads * WRITER_MEMORY)?;
        // Merged once at the end, not also on the way.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for hash in &removed {
            writer.delete_term(tantivy::Term::from_field_text(fields.document, hash));
        }
        let is_added: Vec<bool> = corpus.documents().iter().map(|document| added.contains(&document.hash)).collect();
        fields.passages(
            corpus,
            |passage| is_added[passage.doc.index()],
            |passage| writer.add_document(passage).map(drop),
        )?;
        let manifest = serde_json::to_string(&Manifest { schema: VERSION, documents: wanted.clone() })
            .map_err(|error| RetrieveError::Engine(error.to_string()))?;
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&manifest);
        commit.commit()?;
        // Deleted passages count in BM25's frequencies until their segments are merged: an index that was
        // brought up to date must rank like a fresh one.
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 || !removed.is_empty() {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
    }
    Ok((Embedded::over(&index, fields, corpus)?, indexed))
}

/// A turn at the index, which ends when this is dropped: whoever comes while another process builds it waits, and then
/// finds it there. Where files cannot be locked, processes must see to it themselves.
///
/// # Errors
/// If nothing can be written beside the index.
fn turn(folder: &Path) -> io::Result<File> {
    folder.parent().map_or(Ok(()), fs::create_dir_all)?;
    let file = File::options().create(true).truncate(false).write(true).open(folder.with_extension("lock"))?;
    // Some file systems have no locks.
    let _ = file.lock();
    Ok(file)
}

/// A retriever over an index that cannot be written here; an error if it is not of exactly these articles.
fn as_it_is(corpus: &Arc<Corpus>, folder: &Path, fields: Fields) -> Result<(Embedded, Indexed), RetrieveError> {
    let unusable = |why: &str| RetrieveError::Engine(format!("{} cannot be written, and {why}", folder.display()));
    let directory = MmapDirectory::open(folder).map_err(|error| unusable(&error.to_string()))?;
    let (index, present) = kept(Index::open(ReadOnly(directory)), &fields).map_err(|why| unusable(&why))?;
    if present != hashes(corpus) {
        return Err(unusable("is the index of other articles"));
    }
    Ok((Embedded::over(&index, fields, corpus)?, Indexed::OnDisk { added: 0, removed: 0, rebuilt: None }))
}

fn hashes(corpus: &Corpus) -> BTreeSet<String> {
    corpus.documents().iter().map(|document| document.hash.clone()).collect()
}

/// An index and the documents it holds; the error says why it cannot be used.
fn kept(index: tantivy::Result<Index>, fields: &Fields) -> Result<(Index, BTreeSet<String>), String> {
    let index = index.map_err(|error| error.to_string())?;
    if index.schema() != fields.schema {
        return Err("it has another schema".to_owned());
    }
    let damaged = index.validate_checksum().map_err(|error| error.to_string())?;
    if !damaged.is_empty() {
        return Err(format!("{} of its files are damaged", damaged.len()));
    }
    let payload = index.load_metas().map_err(|error| error.to_string())?.payload.unwrap_or_default();
    Ok((index, listed(&payload)?))
}

/// The documents that a commit's payload lists; the error says why it cannot be used.
pub(super) fn listed(payload: &str) -> Result<BTreeSet<String>, String> {
    let manifest: Manifest = serde_json::from_str(payload).map_err(|_| "it was not finished".to_owned())?;
    if manifest.schema != VERSION {
        return Err(format!("it has version {}, not {VERSION}", manifest.schema));
    }
    Ok(manifest.documents)
}

/// Whether a folder holds nothing, or an index whole or damaged: only then may it be deleted.
fn is_replaceable(folder: &Path) -> bool {
    let names: Vec<String> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.is_empty() || names.iter().any(|name| matches!(name.as_str(), "meta.json" | ".managed.json"))
}
