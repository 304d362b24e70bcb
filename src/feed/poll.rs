//! One look at a feed: what is new in it, and what has changed, becomes files.

use std::io;
use std::path::Path;
use std::thread;

use super::entry::{self, Missed, Source, Taken};
use super::{ACCEPT, Feeds, schedule};
use crate::extract;
use crate::fetch::{FetchError, Fetched, Page, Validators};
use crate::store::{Entry, Feed, StoreError};

/// So many pages are fetched at one look; what is left has its turn soon.
const MOST_PAGES: usize = 20;

/// What came of a look at a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Polled {
    /// How many articles were added.
    pub n_added: usize,
    /// How many were written anew, since they had changed.
    pub n_updated: usize,
    /// Why some could not be had: their addresses or titles, and the reasons.
    pub troubles: Vec<String>,
    /// Whether there is more to take.
    pub has_more: bool,
    /// Why the feed itself could not be read.
    pub failure: Option<String>,
}

/// Why no look could be ended.
#[derive(Debug, thiserror::Error)]
pub(super) enum PollError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("an article cannot be written below {0}: {1}; make room there, and let the bot's user write")]
    Write(String, io::Error),
}

impl PollError {
    /// That there is no folder of articles.
    pub(super) fn folder(folder: &Path) -> Self {
        Self::Write(folder.display().to_string(), io::ErrorKind::NotADirectory.into())
    }
}

impl Feeds {
    /// Looks at a feed whose turn it is, at `now` in seconds since 1970, as long as `goes_on` says so. What came of it is
    /// kept, and when it is looked at next.
    ///
    /// # Errors
    /// [`StoreError`] where that cannot be kept. That the feed or an article cannot be had is none.
    pub fn poll(&self, feed: &Feed, now: i64, goes_on: &dyn Fn() -> bool) -> Result<Polled, StoreError> {
        let mut settled = Feed { trouble: None, ..feed.clone() };
        let polled = match self.look_at(&mut settled, now, goes_on) {
            Ok(polled) => polled,
            Err(PollError::Store(error)) => return Err(error),
            Err(error) => {
                settled.validators = feed.validators.clone();
                postponed(&mut settled, now, &error, None)
            }
        };
        if polled.failure.is_none() {
            settled.n_failures = 0;
            settled.polled_at = Some(now);
        }
        self.store.settle_feed(&settled)?;
        Ok(polled)
    }

    fn look_at(&self, settled: &mut Feed, now: i64, goes_on: &dyn Fn() -> bool) -> Result<Polled, PollError> {
        // One that is gone is an outage: made anew it would hold one article and hide that.
        if !self.folder.is_dir() {
            return Err(PollError::folder(&self.folder));
        }
        let (etag, last_modified) = settled.validators.clone();
        match self.fetcher.get(&settled.url, ACCEPT, &Validators { etag, last_modified }) {
            Ok(Fetched::Unchanged { fresh_for }) => {
                settled.next_at = schedule::after_success(now, None, fresh_for, false);
                Ok(Polled::default())
            }
            Ok(Fetched::Page(page)) => self.take_all(settled, page, now, goes_on),
            Err(error) => Ok(failed(settled, now, &error)),
        }
    }

    /// Makes files of what a feed holds, the oldest first.
    fn take_all(
        &self,
        settled: &mut Feed,
        page: Page,
        now: i64,
        goes_on: &dyn Fn() -> bool,
    ) -> Result<Polled, PollError> {
        let feed = match extract::feed(&page.bytes, &page.url) {
            Ok(feed) => feed,
            Err(error) => return Ok(postponed(settled, now, &error, None)),
        };
        let publisher = feed.title.clone().unwrap_or_else(|| settled.title.clone());
        let source = Source { feed: settled, address: &page.url, publisher: &publisher };
        let (mut polled, mut n_pages, mut asked_to_wait) = (Polled::default(), 0, None);
        for (entry, known) in self.ordered(settled, &feed)? {
            if n_pages == MOST_PAGES || !goes_on() {
                polled.has_more = true;
                break;
            }
            match self.take(&source, entry, known)? {
                Taken::Known => continue,
                Taken::Gone => break,
                Taken::Settled => {}
                Taken::Added => polled.n_added += 1,
                Taken::Updated => polled.n_updated += 1,
                Taken::Missed(Missed { why, wait }) => {
                    polled.troubles.push(why);
                    asked_to_wait = wait;
                }
            }
            if asked_to_wait.is_some() {
                break;
            }
            n_pages += 1;
            thread::sleep(self.pause);
        }
        settled.title = publisher;
        settled.url = page.moved_to.unwrap_or_else(|| settled.url.clone());
        // What could not be had now is asked for again, so the feed must not be called unchanged by then.
        let is_whole = !polled.has_more && polled.troubles.is_empty();
        settled.validators =
            if is_whole { (page.validators.etag, page.validators.last_modified) } else { (None, None) };
        settled.next_at = schedule::after_success(now, feed.ttl, page.fresh_for, polled.has_more);
        if let Some(wait) = asked_to_wait {
            settled.next_at = settled.next_at.max(schedule::after_failure(now, 1, Some(wait)));
        }
        Ok(polled)
    }

    /// The entries of a feed and what was made of them: first those that were never seen, then those whose article could
    /// not be had, then all others; the oldest first.
    fn ordered<'f>(
        &self,
        feed: &Feed,
        entries: &'f extract::Feed,
    ) -> Result<Vec<(&'f extract::Entry, Option<Entry>)>, StoreError> {
        let known = |entry: &'f extract::Entry| Ok((entry, self.store.entry(feed.id, &entry::key(entry))?));
        let mut ordered = entries.entries.iter().rev().map(known).collect::<Result<Vec<_>, StoreError>>()?;
        ordered.sort_by_key(|(_, known)| match known {
            None => 0,
            Some(known) if known.file.is_none() => known.n_tries.saturating_add(1),
            Some(_) => u32::MAX,
        });
        Ok(ordered)
    }
}

/// Takes note that a feed could not be fetched.
fn failed(feed: &mut Feed, now: i64, error: &FetchError) -> Polled {
    let retry_after = match error {
        FetchError::Status { retry_after, .. } => *retry_after,
        _ => None,
    };
    let polled = postponed(feed, now, error, retry_after);
    // It says so itself that it will not come back.
    if matches!(error, FetchError::Status { status: 410, .. }) {
        feed.next_at = Feed::NEVER;
    }
    polled
}

fn postponed(
    feed: &mut Feed,
    now: i64,
    why: &dyn std::fmt::Display,
    retry_after: Option<std::time::Duration>,
) -> Polled {
    feed.n_failures = feed.n_failures.saturating_add(1);
    feed.trouble = Some(why.to_string());
    feed.next_at = schedule::after_failure(now, feed.n_failures, retry_after);
    Polled { failure: feed.trouble.clone(), ..Polled::default() }
}
