//! Opening a search cluster in place of the embedded index.

use std::path::Path;
use std::sync::Arc;

#[cfg(feature = "remote")]
use super::output::complain;
use crate::config::Cluster;
use crate::corpus::Corpus;
use crate::retrieve::Retriever;

/// A retriever that asks the cluster, and what there is to say about its index. The articles are put there if they are
/// not; a cluster that does not answer now is asked again by every search.
#[cfg(feature = "remote")]
pub(super) fn open(
    cluster: &Cluster,
    corpus: &Arc<Corpus>,
    data: &Path,
) -> anyhow::Result<(Arc<dyn Retriever>, String)> {
    use anyhow::Context;
    use indicatif::{ProgressBar, ProgressStyle};

    use crate::retrieve::{self, Remote, RemoteError, WithFallback};

    let remote = Remote::new(cluster, corpus)?;
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} passages are in the cluster, {eta} left") {
        bar.set_style(style);
    }
    let publish = || {
        if remote.open()? {
            return Ok(format!("in the cluster as {}, whole", remote.index_name()));
        }
        let published = remote.publish(&|sent, all| {
            bar.set_length(all as u64);
            bar.set_position(sent as u64);
        })?;
        let removed = match published.removed.as_slice() {
            [] => String::new(),
            removed => format!("; deleted {}", removed.join(", ")),
        };
        Ok(format!("in the cluster as {}, {} passages added{removed}", published.index, published.added))
    };
    let said = match publish() {
        Ok(said) => said,
        Err(error @ RemoteError::Unavailable(_)) => {
            complain(&format!("warning: {error}; each question asks again"));
            "in the cluster, which does not answer now".to_owned()
        }
        Err(error) => return Err(error.into()),
    };
    bar.finish_and_clear();
    if !cluster.falls_back {
        return Ok((Arc::new(remote), said));
    }
    let (embedded, _) = retrieve::open(corpus, data).context("cannot index the articles")?;
    Ok((Arc::new(WithFallback { remote, embedded }), said))
}

/// What answers there, and whether it has the articles. Nothing is changed.
#[cfg(feature = "remote")]
pub(super) fn describe(cluster: &Cluster, corpus: &Arc<Corpus>) -> anyhow::Result<String> {
    let remote = crate::retrieve::Remote::new(cluster, corpus)?;
    let version = remote.version()?;
    let index = remote.index_name();
    Ok(if remote.is_published()? {
        format!("{version}, which has the articles as {index}")
    } else {
        format!(
            "{version}, which does not have these articles yet; they are put there at the next start, or by `pullquote index`"
        )
    })
}

/// This build has no client for a cluster.
#[cfg(not(feature = "remote"))]
pub(super) fn describe(cluster: &Cluster, corpus: &Arc<Corpus>) -> anyhow::Result<String> {
    open(cluster, corpus, Path::new("")).map(|(_, said)| said)
}

/// This build has no client for a cluster.
#[cfg(not(feature = "remote"))]
pub(super) fn open(_: &Cluster, _: &Arc<Corpus>, _: &Path) -> anyhow::Result<(Arc<dyn Retriever>, String)> {
    anyhow::bail!(
        "PULLQUOTE_ENGINE_URL is set, and this build cannot ask a cluster: build it with the feature `remote`"
    )
}
