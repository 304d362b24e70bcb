//! A cluster of OpenSearch or Elasticsearch that finds the passages of a corpus.
//!
//! The cluster holds ready terms only, analysed here as for the embedded index, and names passages by the hash of their
//! document and their place in it. What is quoted is cut from the documents of this process, whose hashes are the same:
//! nothing that the cluster sends is ever shown. An index is made for one corpus and is never changed after that, so a
//! search sees one corpus or another, never a mixture. The names and the lifecycle of indices are in `publish`.

mod client;
mod index;
mod node;
mod publish;
mod search;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::ranking::Places;
use super::{Embedded, Found, Query, RetrieveError, Retriever, ScoredPassage};
use crate::config::Cluster;
use crate::corpus::Corpus;
use client::Client;
use index::{IndexName, State};

pub use client::RemoteError;
pub use publish::Published;

/// Finds passages by asking a cluster.
#[derive(Debug)]
pub struct Remote {
    client: Client,
    corpus: Arc<Corpus>,
    name: IndexName,
    shards: usize,
    /// Whether the index was seen to be whole and ours.
    is_known: AtomicBool,
    places: Places,
}

impl Remote {
    /// A retriever for `corpus`. No request is made.
    ///
    /// # Errors
    /// [`RemoteError`] if the settings cannot be used, such as a file of certificates that is none.
    pub fn new(cluster: &Cluster, corpus: &Arc<Corpus>) -> Result<Self, RemoteError> {
        Ok(Self {
            client: Client::new(cluster)?,
            name: IndexName::new(&cluster.index, corpus.hash()),
            shards: cluster.shards,
            is_known: AtomicBool::new(false),
            places: Places::of(corpus),
            corpus: Arc::clone(corpus),
        })
    }

    /// The name of the index that holds this corpus.
    #[must_use]
    pub fn index_name(&self) -> &str {
        self.name.concrete()
    }

    /// What the cluster says it is: its distribution and its version.
    ///
    /// # Errors
    /// [`RemoteError`] if no node answers, or it is no cluster that can be used.
    pub fn version(&self) -> Result<String, RemoteError> {
        self.client.version()
    }

    /// Whether the index of this corpus is there and whole.
    ///
    /// # Errors
    /// [`RemoteError`] if no node answers, or an index of that name is not ours.
    pub fn is_published(&self) -> Result<bool, RemoteError> {
        Ok(matches!(index::state(&self.client, &self.name)?, State::Whole { .. }))
    }

    /// Whether the index of this corpus is there and whole; it is then the current one from now on, as far as we may say so.
    ///
    /// # Errors
    /// As of [`Remote::is_published`].
    pub fn open(&self) -> Result<bool, RemoteError> {
        let is_whole = publish::open(&self.client, &self.corpus, &self.name)?;
        self.is_known.store(is_whole, Ordering::Relaxed);
        Ok(is_whole)
    }

    /// Puts the corpus into the cluster, or goes on where an earlier attempt ended, and makes its index the current one.
    /// `progress` hears how many of how many passages are there. Several processes may do so at once.
    ///
    /// # Errors
    /// [`RemoteError`]; what was sent by then is kept, and a later call goes on from there.
    pub fn publish(&self, progress: &dyn Fn(usize, usize)) -> Result<Published, RemoteError> {
        let published = publish::publish(&self.client, &self.corpus, &self.name, self.shards, progress)?;
        self.is_known.store(true, Ordering::Relaxed);
        Ok(published)
    }

    fn find(&self, query: &Query, top_k: usize) -> Result<Vec<ScoredPassage>, RemoteError> {
        if !self.is_known.load(Ordering::Relaxed) {
            if !self.is_published()? {
                return Err(RemoteError::Unpublished { index: self.name.concrete().to_owned() });
            }
            self.is_known.store(true, Ordering::Relaxed);
        }
        let found = search::search(&self.client, &self.name, &self.corpus, query, top_k, &self.places);
        if matches!(found, Err(RemoteError::Unpublished { .. })) {
            self.is_known.store(false, Ordering::Relaxed);
        }
        found
    }
}

impl Retriever for Remote {
    fn search(&self, query: &Query, top_k: usize) -> Result<Found, RetrieveError> {
        self.find(query, top_k).map(Found::from).map_err(|error| {
            tracing::warn!(%error, "the cluster could not be searched");
            match error {
                RemoteError::Unavailable(_) | RemoteError::Partial { .. } => {
                    RetrieveError::Unavailable(error.to_string())
                }
                _ => RetrieveError::Engine(error.to_string()),
            }
        })
    }
}

/// A cluster, and an index of our own over the same corpus that answers while the cluster does not.
#[derive(Debug)]
pub struct WithFallback {
    /// The cluster.
    pub remote: Remote,
    /// What answers in its place.
    pub embedded: Embedded,
}

impl Retriever for WithFallback {
    fn search(&self, query: &Query, top_k: usize) -> Result<Found, RetrieveError> {
        self.remote.find(query, top_k).map(Found::from).or_else(|error| {
            tracing::warn!(%error, "the cluster could not be searched; the index of this process answers");
            Ok(Found { is_substitute: true, ..self.embedded.search(query, top_k)? })
        })
    }
}
