//! The index on disk: what is kept of an earlier one, and when it is not trusted.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tantivy::directory::MmapDirectory;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy};

use super::read_only::ReadOnly;
use super::record::VERSION;
use super::remnant::{self, Remnant, Remnants};
use super::schema::Fields;
use super::{Embedded, RetrieveError};
use crate::corpus::Corpus;

/// The index's folder below the data folder.
const FOLDER: &str = "index";
/// Memory that a thread of tantivy may use while it indexes, in bytes.
const WRITER_MEMORY: usize = 64_000_000;
/// So many threads of tantivy there are at most.
const WRITERS: usize = 4;
/// Fewer articles than this are indexed by one thread: each of several would make a segment.
const FEW: usize = 100;
/// When there are so many segments beside the largest, these are merged: each is searched by itself.
const MOST_SEGMENTS: usize = 8;
/// When one part in so many of the passages is deleted ones, …
const DELETED_SHARE: u32 = 8;
/// … or so many words have to be written down for them with every commit, all segments are merged.
const MOST_LEFT: usize = 100_000;

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
pub(super) struct Manifest {
    schema: u32,
    documents: BTreeSet<String>,
    /// What is left of documents that were taken out; an index from before this was written down has none.
    #[serde(default)]
    remnants: Remnants,
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
    opened(corpus, data, None)
}

/// As [`open`], where the index that is kept was of `before`: what is deleted from it is known then, so that it need not
/// be written anew. It ranks the same.
///
/// # Errors
/// As [`open`].
pub fn open_after(before: &Corpus, corpus: &Arc<Corpus>, data: &Path) -> Result<(Embedded, Indexed), RetrieveError> {
    opened(corpus, data, Some(before))
}

fn opened(corpus: &Arc<Corpus>, data: &Path, before: Option<&Corpus>) -> Result<(Embedded, Indexed), RetrieveError> {
    if corpus.is_small() {
        return Ok((Embedded::in_memory(corpus)?, Indexed::InMemory(None)));
    }
    on_disk(corpus, before, &data.join(FOLDER))
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
        Ok((_, Manifest { documents: present, .. })) => {
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
fn on_disk(corpus: &Arc<Corpus>, before: Option<&Corpus>, folder: &Path) -> Result<(Embedded, Indexed), RetrieveError> {
    let fields = Fields::new();
    let Ok(_turn) = turn(folder) else { return as_it_is(corpus, folder, fields) };
    let (index, mut manifest, rebuilt) = match kept(Index::open_in_dir(folder), &fields) {
        Ok((index, manifest)) => (index, manifest, None),
        Err(reason) => {
            let there = folder.exists();
            if there && !is_replaceable(folder) {
                return Err(RetrieveError::Engine(format!("{} holds files that are no index", folder.display())));
            }
            if there {
                fs::remove_dir_all(folder).map_err(|error| RetrieveError::Engine(error.to_string()))?;
            }
            fs::create_dir_all(folder).map_err(|error| RetrieveError::Engine(error.to_string()))?;
            let none = Manifest { schema: VERSION, documents: BTreeSet::new(), remnants: Remnants::new() };
            (Index::create_in_dir(folder, fields.schema.clone())?, none, there.then_some(reason))
        }
    };
    let wanted = hashes(corpus);
    let added: BTreeSet<&String> = wanted.difference(&manifest.documents).collect();
    let removed: Vec<&String> = manifest.documents.difference(&wanted).collect();
    let indexed = Indexed::OnDisk { added: added.len(), removed: removed.len(), rebuilt };
    if !added.is_empty() || !removed.is_empty() {
        let searcher = IndexReader::searcher(&index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?);
        let remnants = &mut manifest.remnants;
        let is_known = match before {
            _ if removed.is_empty() => true,
            Some(before) => remnant::left_of(&removed, before, &searcher, &fields, remnants)?,
            None => false,
        };
        let is_new = manifest.documents.is_empty();
        let n_threads = if added.len() < FEW { 1 } else { (rayon::current_num_threads() / 4).clamp(1, WRITERS) };
        // An engine's thread keeps up with some four that take passages apart. How many there are changes no ranking:
        // what is counted is a sum over all segments, and ties break in corpus order.
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
        let there: BTreeSet<String> = index.searchable_segment_ids()?.iter().map(SegmentId::uuid_string).collect();
        manifest.remnants.retain(|segment, _| there.contains(segment));
        let written = Manifest { documents: wanted.clone(), ..manifest };
        let payload = serde_json::to_string(&written).map_err(|error| RetrieveError::Engine(error.to_string()))?;
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&payload);
        commit.commit()?;
        let merged = unmerged(&index.searchable_segment_metas()?, is_new || !is_known, &written.remnants);
        if !merged.is_empty() {
            writer.merge(&merged).wait()?;
        }
        writer.wait_merging_threads()?;
        return Ok((Embedded::over(&index, fields, corpus, &written.remnants)?, indexed));
    }
    Ok((Embedded::over(&index, fields, corpus, &manifest.remnants)?, indexed))
}

/// The segments to be merged into one, so that there are few, and deleted passages are not too many. Those that nobody
/// knows what they count for must go: an index that was brought up to date must rank like a fresh one.
fn unmerged(segments: &[SegmentMeta], is_whole: bool, remnants: &Remnants) -> Vec<SegmentId> {
    let deleted: u32 = segments.iter().map(SegmentMeta::num_deleted_docs).sum();
    let all: u32 = segments.iter().map(SegmentMeta::max_doc).sum();
    let left: usize = remnants.values().map(Remnant::size).sum();
    let is_whole = is_whole || deleted >= (all / DELETED_SHARE).max(1) || left > MOST_LEFT;
    let largest = segments.iter().max_by_key(|segment| segment.max_doc()).map(SegmentMeta::id);
    if is_whole && (segments.len() > 1 || deleted > 0) {
        return segments.iter().map(SegmentMeta::id).collect();
    }
    if segments.len() > MOST_SEGMENTS {
        return segments.iter().map(SegmentMeta::id).filter(|id| Some(*id) != largest).collect();
    }
    Vec::new()
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
    let (index, manifest) = kept(Index::open(ReadOnly(directory)), &fields).map_err(|why| unusable(&why))?;
    if manifest.documents != hashes(corpus) {
        return Err(unusable("is the index of other articles"));
    }
    let opened = Embedded::over(&index, fields, corpus, &manifest.remnants)?;
    Ok((opened, Indexed::OnDisk { added: 0, removed: 0, rebuilt: None }))
}

fn hashes(corpus: &Corpus) -> BTreeSet<String> {
    corpus.documents().iter().map(|document| document.hash.clone()).collect()
}

/// An index and what it says it holds; the error says why it cannot be used.
fn kept(index: tantivy::Result<Index>, fields: &Fields) -> Result<(Index, Manifest), String> {
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

/// What a commit's payload says; the error says why it cannot be used.
pub(super) fn listed(payload: &str) -> Result<Manifest, String> {
    let manifest: Manifest = serde_json::from_str(payload).map_err(|_| "it was not finished".to_owned())?;
    if manifest.schema != VERSION {
        return Err(format!("it has version {}, not {VERSION}", manifest.schema));
    }
    Ok(manifest)
}

/// Whether a folder holds nothing, or an index whole or damaged: only then may it be deleted.
fn is_replaceable(folder: &Path) -> bool {
    let names: Vec<String> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect())
        .unwrap_or_default();
    names.is_empty() || names.iter().any(|name| matches!(name.as_str(), "meta.json" | ".managed.json"))
}
