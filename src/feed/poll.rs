//! One look at a feed: what is new in it, and what has changed, becomes files.

use std::io;
use std::thread;

use super::file::{self, Found};
use super::{ACCEPT, Feeds, address, schedule};
use crate::corpus::{self, whole};
use crate::extract::{self, Extracted};
use crate::fetch::{FetchError, Fetched, Page, Validators};
use crate::store::{Entry, EntryFile, Feed, StoreError};

/// So many pages are fetched at one look; what is left has its turn soon.
const MOST_PAGES: usize = 20;
/// So often an article is tried that cannot be had.
const MOST_TRIES: u32 = 3;
/// An article has at least so many words: less is a teaser, or a page that wants something before it shows more.
const FEWEST_WORDS: usize = 30;

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

/// What came of an entry.
enum Taken {
    /// Nothing had to be done, nor anything fetched.
    Known,
    /// It needs no file, or its file is as it should be.
    Settled,
    Added,
    Updated,
    /// It cannot be had now.
    Missed(String),
    /// Its feed is followed no longer.
    Gone,
}

/// Why no look could be ended.
#[derive(Debug, thiserror::Error)]
pub(super) enum PollError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("an article cannot be written below {0}: {1}; make room there, and let the bot's user write")]
    Write(String, io::Error),
}

impl Feeds {
    /// Looks at a feed whose turn it is, at `now` in seconds since 1970, as long as `goes_on` says so. What came of it is
    /// kept, and when it is looked at next.
    ///
    /// # Errors
    /// [`StoreError`] where that cannot be kept. That the feed or an article cannot be had is none.
    pub fn poll(&self, feed: &Feed, now: i64, goes_on: &dyn Fn() -> bool) -> Result<Polled, StoreError> {
        let mut settled = Feed { trouble: None, ..feed.clone() };
        let (etag, last_modified) = feed.validators.clone();
        let fetched = self.fetcher.get(&feed.url, ACCEPT, &Validators { etag, last_modified });
        let polled = match fetched {
            Ok(Fetched::Unchanged { fresh_for }) => {
                settled.next_at = schedule::after_success(now, None, fresh_for, false);
                Ok(Polled::default())
            }
            Ok(Fetched::Page(page)) => self.take_all(&mut settled, page, now, goes_on),
            Err(error) => Ok(failed(&mut settled, now, &error)),
        };
        let polled = match polled {
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
        let mut polled = Polled::default();
        let mut n_pages = 0;
        for entry in feed.entries.iter().rev() {
            if n_pages == MOST_PAGES || !goes_on() {
                polled.has_more = true;
                break;
            }
            let taken = self.take(settled, entry, &publisher)?;
            match taken {
                Taken::Known => continue,
                Taken::Gone => break,
                Taken::Settled => {}
                Taken::Added => polled.n_added += 1,
                Taken::Updated => polled.n_updated += 1,
                Taken::Missed(why) => polled.troubles.push(why),
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
        Ok(polled)
    }

    /// Makes a file of one entry, if there is to be one.
    fn take(&self, feed: &Feed, entry: &extract::Entry, publisher: &str) -> Result<Taken, PollError> {
        let key = whole::digest(entry.id.as_bytes());
        let seen = seen(entry);
        let before = self.store.entry(feed.id, &key)?;
        let is_same = before.as_ref().is_some_and(|before| before.seen == seen);
        let url = entry.url.as_deref().and_then(address::known_by);
        let mut known = before.unwrap_or_default();
        if is_same && (known.file.as_ref().is_none_or(|file| file.is_written)) {
            // It was taken, or another feed has it, or it was tried often enough.
            let is_done = known.file.is_some() || known.n_tries == 0 || known.n_tries >= MOST_TRIES;
            if is_done {
                return Ok(Taken::Known);
            }
        }
        known = Entry { key, seen, n_tries: if is_same { known.n_tries } else { 0 }, url: url.clone(), ..known };
        // Another feed may have named the same page.
        if known.file.is_none()
            && let Some(url) = &url
            && self.store.has_article_of(url)?
        {
            known.n_tries = 0;
            return self.kept(feed, &known, Taken::Known);
        }
        // What somebody deleted or changed is theirs; it is not even asked for.
        if let Some(file) = known.file.as_ref().filter(|file| file.is_written)
            && matches!(self.look(file)?, Found::Nothing | Found::Other)
        {
            return self.kept(feed, &known, Taken::Known);
        }
        let article = match self.read(entry, url.as_deref(), publisher) {
            Ok(article) => article,
            Err(why) => {
                known.n_tries += 1;
                let name = url.as_deref().or(entry.title.as_deref()).unwrap_or(&entry.id);
                let missed = Taken::Missed(format!("{name}: {why}"));
                return self.kept(feed, &known, missed);
            }
        };
        known.n_tries = 0;
        self.write(feed, known, article)
    }

    /// The article of an entry: as the page has it, or as the feed does where that is more.
    fn read(&self, entry: &extract::Entry, url: Option<&str>, publisher: &str) -> Result<Extracted, String> {
        let page = url.map(|url| self.fetcher.article(url)).transpose();
        let in_feed = entry.content.as_deref().and_then(|html| extract::fragment(html).ok()).unwrap_or_default();
        let (mut article, why) = match page {
            Ok(page) => (page.map(|page| page.extracted).unwrap_or_default(), None),
            Err(error) => (Extracted::default(), Some(error.to_string())),
        };
        if words(&in_feed) > words(&article.body) {
            article.body = in_feed;
        }
        if words(&article.body) < FEWEST_WORDS {
            return Err(why.unwrap_or_else(|| format!("it has fewer than {FEWEST_WORDS} words")));
        }
        Ok(Extracted {
            title: entry.title.clone().or(article.title),
            author: article.author.or_else(|| entry.author.clone()),
            publisher: article.publisher.or_else(|| Some(publisher.to_owned())),
            // A page says the day where it was written, a feed the day in London.
            date: article.date.or_else(|| entry.date.clone()),
            url: article.url.or_else(|| url.map(str::to_owned)),
            body: article.body,
        })
    }

    /// Writes an article where it is to be. What is about to be written is kept first: if the program ends before it is,
    /// that is done the next time, and not taken for something that somebody deleted.
    fn write(&self, feed: &Feed, known: Entry, article: Extracted) -> Result<Taken, PollError> {
        let date = article.date.as_deref().and_then(|date| date.get(..10)).map(str::to_owned);
        let title = article.title.clone().unwrap_or_default();
        let markdown = corpus::markdown(article);
        let sha256 = whole::digest(markdown.as_bytes());
        let new = |path| EntryFile { path, sha256: sha256.clone(), before: None, is_written: false };
        let mut file = match known.file.clone() {
            Some(file) => match self.look(&file)? {
                Found::Wanted => {
                    EntryFile { before: Some(file.sha256), sha256: sha256.clone(), is_written: false, ..file }
                }
                Found::Before | Found::Nothing => EntryFile { sha256: sha256.clone(), is_written: false, ..file },
                Found::Other => new(self.free_path(feed, date.as_deref(), &title, &sha256)?),
            },
            None => new(self.free_path(feed, date.as_deref(), &title, &sha256)?),
        };
        let was_there = file.before.is_some();
        loop {
            let entry = Entry { file: Some(file.clone()), ..known.clone() };
            if !self.store.keep_entry(feed.id, &entry)? {
                return Ok(Taken::Gone);
            }
            let place = self.folder.join(&file.path);
            let written = match self.look(&file)? {
                Found::Wanted => Ok(Taken::Settled),
                Found::Before => whole::put(&place, markdown.as_bytes()).map(|()| Taken::Updated),
                Found::Nothing => whole::put_new(&place, markdown.as_bytes()).map(|()| Taken::Added),
                Found::Other => Err(io::ErrorKind::AlreadyExists.into()),
            };
            match written {
                Ok(taken) => {
                    file.is_written = true;
                    return self.kept(feed, &Entry { file: Some(file), ..known }, taken);
                }
                // Somebody was faster. What we wrote before and they changed is theirs now.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && was_there => {
                    file.is_written = true;
                    return self.kept(feed, &Entry { file: Some(file), ..known }, Taken::Settled);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    file = new(self.free_path(feed, date.as_deref(), &title, &sha256)?);
                }
                Err(error) => return Err(PollError::Write(file.path, error)),
            }
        }
    }

    /// Where an article is to be: no file is there, or one that holds just that, as of a feed that is followed again.
    fn free_path(&self, feed: &Feed, date: Option<&str>, title: &str, sha256: &str) -> Result<String, StoreError> {
        let taken = self.store.entry_files(feed.id)?;
        let is_another = |path: &str| {
            let place = self.folder.join(path);
            place.symlink_metadata().is_ok() && !whole::digest_of(&place).is_ok_and(|found| found == sha256)
        };
        Ok(file::path(&feed.folder, date, title, |path| taken.contains(path) || is_another(path)))
    }

    fn look(&self, file: &EntryFile) -> Result<Found, PollError> {
        file::look(&self.folder, file).map_err(|error| PollError::Write(file.path.clone(), error))
    }

    fn kept(&self, feed: &Feed, entry: &Entry, taken: Taken) -> Result<Taken, PollError> {
        Ok(if self.store.keep_entry(feed.id, entry)? { taken } else { Taken::Gone })
    }
}

/// A hash of what a feed says of an entry: another one means that it has changed.
fn seen(entry: &extract::Entry) -> String {
    let updated = entry.updated.map(|at| at.to_string());
    let said = [&entry.url, &entry.title, &entry.content, &updated];
    whole::digest(said.map(|said| said.as_deref().unwrap_or_default()).join("\0").as_bytes())
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
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
