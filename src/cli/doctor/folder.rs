//! The folder of what is kept: whether it can be written, what room is left, and what is in it.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::finding::Finding;
use super::{at, counted};
use crate::cli::open::Place;
use crate::corpus::Corpus;
use crate::render::printable;
use crate::retrieve::{self, KeptIndex};
use crate::store::Store;

/// With less room an index may not fit, …
const LITTLE: u64 = 256 << 20;
/// … and with less than that not even votes do.
const NOTHING: u64 = 1 << 20;

pub(super) fn of_data(place: &Place) -> Vec<Finding> {
    let data = &place.data;
    // What is not there is made below what is.
    let there = data.ancestors().find(|folder| folder.exists() || folder.as_os_str().is_empty());
    let there = there.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let advice = "let the bot's user write there, or set PULLQUOTE_DATA to a folder where it may; \
                  without one there is no index on disk, and votes are lost";
    let mut findings = vec![match try_writing(there) {
        Ok(()) if there == data => Finding::ok("data", format_args!("{} can be written", data.display())),
        Ok(()) => Finding::ok("data", format_args!("{} is not there yet; it is made when needed", data.display())),
        Err(error) if there.is_dir() => Finding::warning("data", at(there, &error), advice),
        Err(_) => Finding::failed("data", format_args!("{} is no folder", there.display()), advice),
    }];
    findings.extend(of_disk(there));
    findings.extend(of_state(data));
    findings
}

/// Makes a file and deletes it.
fn try_writing(folder: &Path) -> io::Result<()> {
    let file = folder.join(format!(".pullquote-doctor-{}", std::process::id()));
    File::create_new(&file)?;
    fs::remove_file(file)
}

/// How much room is left; nothing where the system does not say.
fn of_disk(folder: &Path) -> Option<Finding> {
    let left = fs4::available_space(folder).ok()?;
    let said = format!("{} MiB left on the disk of {}", left >> 20, folder.display());
    let advice = "make room, or set PULLQUOTE_DATA to a folder on another disk";
    Some(match left {
        ..NOTHING => Finding::failed("disk", said, advice),
        NOTHING..LITTLE => Finding::warning("disk", said, advice),
        _ => Finding::ok("disk", said),
    })
}

/// What servers set and people voted, if there is any of it.
fn of_state(data: &Path) -> Option<Finding> {
    let store = Store::below(data);
    if !store.path().exists() {
        return None;
    }
    Some(match store.check() {
        Ok(()) => Finding::ok("state", format_args!("{} is sound", store.path().display())),
        Err(error) => Finding::failed("state", error, "till then the bot answers without settings and votes"),
    })
}

/// The feeds that are followed, and those that cannot be.
pub(super) fn of_feeds(data: &Path, may_fetch: bool) -> Vec<Finding> {
    let store = Store::below(data);
    let feeds = if store.path().exists() { store.feeds().unwrap_or_default() } else { Vec::new() };
    if feeds.is_empty() {
        return Vec::new();
    }
    let said = if feeds.len() == 1 { "1 is followed".to_owned() } else { format!("{} are followed", feeds.len()) };
    if !may_fetch {
        let advice = "set PULLQUOTE_FETCH=on, or end it with `pullquote feed remove`";
        return vec![Finding::warning("feeds", said + ", and nothing may be fetched", advice)];
    }
    let failing = feeds.iter().filter_map(|feed| {
        let trouble = feed.trouble.as_ref()?;
        let said = format!("{}: {}", printable(&feed.url), printable(trouble));
        Some(Finding::warning(
            "feeds",
            said,
            "mend that, or `pullquote feed remove` it; it is tried less and less often",
        ))
    });
    let failing: Vec<Finding> = failing.collect();
    if failing.is_empty() { vec![Finding::ok("feeds", said + ", and could be read")] } else { failing }
}

/// The index that is kept, if these articles need one.
pub(super) fn of_index(place: &Place, corpus: &Arc<Corpus>) -> Finding {
    match retrieve::look(corpus, &place.data) {
        KeptIndex::Unneeded => Finding::ok("index", "in memory; articles of this size need none on disk"),
        KeptIndex::Absent => {
            Finding::hint("index", "not built yet; the first start does it", "`pullquote index` builds it beforehand")
        }
        KeptIndex::Unusable(why) => Finding::warning(
            "index",
            format_args!("the one on disk cannot be used: {why}"),
            "it is built anew at the next start, or by `pullquote index`",
        ),
        KeptIndex::Whole { missing: 0, surplus: 0, version } => {
            Finding::ok("index", format_args!("on disk, whole, of these articles, version {version}"))
        }
        KeptIndex::Whole { missing, surplus, version } => Finding::hint(
            "index",
            format_args!("on disk, whole, version {version}; {} to add, {surplus} to take out", counted(missing)),
            "the next start does that, or `pullquote index`",
        ),
    }
}
