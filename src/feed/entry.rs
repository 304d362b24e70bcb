//! One entry of a feed: its article is fetched, and written into a file, or left alone.

use std::io;
use std::time::Duration;

use super::file::{self, Found};
use super::poll::PollError;
use super::{Feeds, address};
use crate::corpus::{self, whole};
use crate::extract::{self, Extracted};
use crate::fetch::{ArticleError, FetchError, is_same_site};
use crate::store::{Entry, EntryFile, Feed, StoreError};

/// An article that cannot be had is given up after so many tries, …
const MOST_TRIES: u32 = 30;
/// … where one counts for so many that said that there is none: those three times, a server that is down all day.
const TRIES_OF_NO: u32 = 10;
/// An article has at least so many letters and digits, some twenty-five words: less is a teaser, or a page that wants something
/// before it shows more.
const SHORTEST: usize = 120;

/// The feed that an entry is of.
pub(super) struct Source<'a> {
    pub(super) feed: &'a Feed,
    /// Where it came from in the end.
    pub(super) address: &'a str,
    /// What it calls itself.
    pub(super) publisher: &'a str,
}

/// What came of an entry.
pub(super) enum Taken {
    /// Nothing had to be done, nor anything fetched.
    Known,
    /// It needs no file, or its file is as it should be.
    Settled,
    Added,
    Updated,
    /// It cannot be had now.
    Missed(Missed),
    /// Its feed is followed no longer, or another process is at it.
    Gone,
}

/// An article that cannot be had now.
pub(super) struct Missed {
    /// Its address or title, and the reason.
    pub(super) why: String,
    /// For how long its site wants to be left alone, if it does.
    pub(super) wait: Option<Duration>,
}

impl Feeds {
    /// Makes a file of one entry, of which this is known, if there is to be one.
    pub(super) fn take(
        &self,
        source: &Source<'_>,
        entry: &extract::Entry,
        known: Option<Entry>,
    ) -> Result<Taken, PollError> {
        let feed = source.feed;
        let seen = seen(entry);
        let is_same = known.as_ref().is_some_and(|known| known.seen == seen);
        let mut known = known.unwrap_or_default();
        let had = known.file.as_ref().map(|file| file.path.clone());
        let is_begun = known.file.as_ref().is_some_and(|file| !file.is_written);
        // It was taken, or another feed has it, or it was tried often enough.
        if is_same && (known.n_tries >= MOST_TRIES || (known.n_tries == 0 && !is_begun)) {
            return Ok(Taken::Known);
        }
        let url = entry.url.as_deref().and_then(address::known_by);
        let n_tries = if is_same { known.n_tries } else { 0 };
        known = Entry { key: key(entry), seen, n_tries, url: url.clone(), ..known };
        // Another feed may have named the same page.
        if known.file.is_none()
            && let Some(url) = &url
            && self.store.has_article_of(url)?
        {
            known.n_tries = 0;
            return self.kept(feed, &known, had.as_deref(), Taken::Known);
        }
        // What somebody deleted or changed is theirs; it is not even asked for.
        if let Some(file) = known.file.as_ref().filter(|file| file.is_written)
            && matches!(self.look(file)?, Found::Nothing | Found::Other)
        {
            known.n_tries = 0;
            return self.kept(feed, &known, had.as_deref(), Taken::Known);
        }
        match self.read(source, entry, url.as_deref(), n_tries) {
            Ok(article) => self.write(feed, Entry { n_tries: 0, ..known }, article),
            Err(Unread { why, n_tries, wait }) => {
                known.n_tries = known.n_tries.saturating_add(n_tries);
                let name = url.as_deref().or(entry.title.as_deref()).unwrap_or(&entry.id);
                let missed = Taken::Missed(Missed { why: format!("{name}: {why}"), wait });
                self.kept(feed, &known, had.as_deref(), missed)
            }
        }
    }

    /// The article of an entry: as the page has it. What a feed says of pages of its own site counts too, as text where it
    /// is more; of pages of others it could say anything in their names.
    fn read(
        &self,
        source: &Source<'_>,
        entry: &extract::Entry,
        url: Option<&str>,
        n_tries: u32,
    ) -> Result<Extracted, Unread> {
        let is_own = url.is_none_or(|url| is_same_site(url, source.address));
        let (mut article, unread) = match url.map(|url| self.fetcher.article(url)).transpose() {
            Ok(page) => (page.map(|page| page.extracted).unwrap_or_default(), None),
            Err(error) => (Extracted::default(), Some(Unread::of(&error))),
        };
        // A server that is down may show all of it tomorrow, and what the feed has may be how it begins.
        if let Some(unread) = &unread
            && unread.n_tries < TRIES_OF_NO
            && n_tries + unread.n_tries < MOST_TRIES
        {
            return Err(unread.clone());
        }
        if is_own {
            let in_feed = entry.content.as_deref().and_then(|html| extract::fragment(html).ok()).unwrap_or_default();
            if length(&in_feed) > length(&article.body) {
                article.body = in_feed;
            }
        }
        if length(&article.body) < SHORTEST {
            let short = || Unread::no(format!("it has fewer than {SHORTEST} letters"));
            return Err(unread.unwrap_or_else(short));
        }
        let own = |said: &Option<String>| said.clone().filter(|_| is_own);
        Ok(Extracted {
            title: own(&entry.title).or(article.title),
            author: article.author.or_else(|| own(&entry.author)),
            publisher: article.publisher.or_else(|| Some(source.publisher.to_owned()).filter(|_| is_own)),
            // A page says the day where it was written, a feed the day in London.
            date: article.date.or_else(|| own(&entry.date)),
            url: article.url.or_else(|| url.map(str::to_owned)),
            body: article.body,
        })
    }

    /// Writes an article where it is to be. What is about to be written is kept first: if the program ends before it is,
    /// that is done the next time, and not taken for something that somebody deleted.
    fn write(&self, feed: &Feed, known: Entry, article: Extracted) -> Result<Taken, PollError> {
        // A page may call anything its date, and this becomes a part of a path.
        let date = article.date.as_deref().and_then(corpus::day).map(|day| day.to_string());
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
        let mut had = known.file.as_ref().map(|file| file.path.clone());
        loop {
            let entry = Entry { file: Some(file.clone()), ..known.clone() };
            if !self.store.keep_entry(feed.id, &entry, had.as_deref())? {
                return Ok(Taken::Gone);
            }
            had = Some(file.path.clone());
            let place = self.folder.join(&file.path);
            let written = match self.look(&file)? {
                Found::Wanted => Ok(Taken::Settled),
                Found::Before => whole::put(&place, markdown.as_bytes()).map(|()| Taken::Updated),
                Found::Nothing => whole::put_new(&place, markdown.as_bytes()).map(|()| Taken::Added),
                Found::Other => Err(io::ErrorKind::AlreadyExists.into()),
            };
            let taken = match written {
                Ok(taken) => taken,
                // Somebody was faster. What we wrote before and they changed is theirs now.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && was_there => Taken::Settled,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    file = new(self.free_path(feed, date.as_deref(), &title, &sha256)?);
                    continue;
                }
                Err(error) => return Err(PollError::Write(file.path, error)),
            };
            file.is_written = true;
            return self.kept(feed, &Entry { file: Some(file), ..known }, had.as_deref(), taken);
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
        if !self.folder.is_dir() {
            return Err(PollError::folder(&self.folder));
        }
        file::look(&self.folder, file).map_err(|error| PollError::Write(file.path.clone(), error))
    }

    fn kept(&self, feed: &Feed, entry: &Entry, had: Option<&str>, taken: Taken) -> Result<Taken, PollError> {
        Ok(if self.store.keep_entry(feed.id, entry, had)? { taken } else { Taken::Gone })
    }
}

/// Why an article cannot be had.
#[derive(Clone)]
struct Unread {
    why: String,
    /// How many tries it counts for.
    n_tries: u32,
    wait: Option<Duration>,
}

impl Unread {
    /// That there is none.
    fn no(why: String) -> Self {
        Self { why, n_tries: TRIES_OF_NO, wait: None }
    }

    fn of(error: &ArticleError) -> Self {
        let why = error.to_string();
        match error {
            ArticleError::Fetch(FetchError::Status { status: 429 | 503, retry_after }) => {
                Self { why, n_tries: 1, wait: Some(retry_after.unwrap_or_default()) }
            }
            ArticleError::Fetch(
                FetchError::Slow
                | FetchError::Unreachable(_)
                | FetchError::Unknown(_)
                | FetchError::Status { status: 408 | 500.., .. },
            ) => Self { why, n_tries: 1, wait: None },
            _ => Self::no(why),
        }
    }
}

/// What an entry is known by.
pub(super) fn key(entry: &extract::Entry) -> String {
    whole::digest(entry.id.as_bytes())
}

/// A hash of what a feed says of an entry: another one means that it has changed.
fn seen(entry: &extract::Entry) -> String {
    let updated = entry.updated.map(|at| at.to_string());
    let said = [&entry.url, &entry.title, &entry.content, &updated];
    whole::digest(said.map(|said| said.as_deref().unwrap_or_default()).join("\0").as_bytes())
}

/// How much a text says: in some languages there are no spaces between words.
fn length(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
