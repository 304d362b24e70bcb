//! Follows feeds: what is new in them becomes files among the articles.
//!
//! Which feeds there are, and what was made of which entry, is in [`Store`]; what is fetched and how, is
//! [`Fetcher`]'s matter. A feed is asked seldom, and only whether it has changed. Nothing here overwrites or brings back
//! a file that somebody else wrote, changed or deleted. What was begun when the program ended is ended the next time.
//! This room takes no articles up: they are files, and whoever watches the folder sees them.

mod address;
mod entry;
mod file;
mod following;
mod poll;
mod schedule;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use crate::extract::{self, FeedError};
use crate::fetch::{FetchError, Fetcher};
use crate::store::{self, Store, StoreError};

pub use following::{Following, TURN, now};
pub use poll::Polled;

/// What feeds are asked for as.
const ACCEPT: &str = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1";
/// Between two pages of one feed, so that no site is asked for all of them at once.
const PAUSE: Duration = Duration::from_secs(2);
/// More feeds than this are an aggregator's work.
const MOST_FEEDS: usize = 200;

/// The feeds that are followed.
#[derive(Debug)]
pub struct Feeds {
    store: Arc<Store>,
    fetcher: Fetcher,
    /// The folder of articles.
    folder: PathBuf,
    pause: Duration,
}

/// A feed that is followed from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    /// It.
    pub feed: store::Feed,
    /// Other feeds that the page names, if it was a page that somebody named.
    pub others: Vec<String>,
}

/// Why a feed is not followed.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// It could not be fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It is none.
    #[error(transparent)]
    Feed(#[from] FeedError),
    /// It is followed already.
    #[error("{0} is followed already")]
    There(String),
    /// There are too many.
    #[error("{MOST_FEEDS} feeds are followed, which is the most; remove one with `pullquote feed remove`")]
    Many,
    /// It cannot be kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Feeds {
    /// The feeds of this store, whose articles go below `folder`.
    #[must_use]
    pub fn new(store: Arc<Store>, fetcher: Fetcher, folder: PathBuf) -> Self {
        Self { store, fetcher, folder, pause: PAUSE }
    }

    /// The same, with another pause between two pages of one feed.
    #[must_use]
    pub fn pausing(self, pause: Duration) -> Self {
        Self { pause, ..self }
    }

    /// Follows the feed at `address` from now on, or the first one that the page there names. Its first turn is at
    /// `now`, in seconds since 1970.
    ///
    /// # Errors
    /// [`FollowError`].
    pub fn follow(&self, address: &str, now: i64) -> Result<Followed, FollowError> {
        if self.store.feeds()?.len() >= MOST_FEEDS {
            return Err(FollowError::Many);
        }
        let (page, feed, others) = self.found(address)?;
        let host = Url::parse(&page.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let title = feed.title.unwrap_or_else(|| host.clone());
        // What it was asked for as may lead elsewhere tomorrow; only what moved for good is asked for there.
        let url = page.moved_to.unwrap_or(page.asked);
        let taken: Vec<String> = self.store.feeds()?.into_iter().map(|feed| feed.folder).collect();
        let wanted = file::slug(&title).or_else(|| file::slug(&host)).unwrap_or_default();
        let folder = file::free(&wanted, |name| taken.iter().any(|folder| folder == name));
        let added = self.store.add_feed(&url, &title, &folder, now)?;
        added.map(|feed| Followed { feed, others }).ok_or(FollowError::There(url))
    }

    /// The feed at an address, or the first one that the page there names, and the others that it does.
    fn found(&self, address: &str) -> Result<(FeedPage, extract::Feed, Vec<String>), FollowError> {
        let page = self.fetched(address)?;
        let error = match extract::feed(&page.bytes, &page.url) {
            Ok(feed) => return Ok((page, feed, Vec::new())),
            Err(error) => error,
        };
        let base = Url::parse(&page.url).ok();
        let named = extract::feeds_of_page(&page.bytes).into_iter();
        let mut named = named.filter_map(|href| Some(address::secure(base.as_ref()?.join(&href).ok()?.as_str())));
        let first = named.next().ok_or(error)?;
        let others = named.filter(|url| *url != first).collect();
        let page = self.fetched(&first)?;
        let feed = extract::feed(&page.bytes, &page.url)?;
        Ok((page, feed, others))
    }

    fn fetched(&self, address: &str) -> Result<FeedPage, FetchError> {
        let asked = address::secure(address.trim());
        let page = self.fetcher.page(&asked, ACCEPT)?;
        Ok(FeedPage { asked, url: page.url, moved_to: page.moved_to, bytes: page.bytes })
    }
}

/// What was fetched to find a feed.
struct FeedPage {
    asked: String,
    url: String,
    moved_to: Option<String>,
    bytes: Vec<u8>,
}
