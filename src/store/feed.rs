//! Feeds that are followed, and what was made of their entries.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use super::{Store, StoreError};

/// A feed that is followed. Times are seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Feed {
    /// What it is known by here.
    pub id: i64,
    /// Where it is.
    pub url: String,
    /// What it calls itself.
    pub title: String,
    /// The folder below that of the articles where its articles are.
    pub folder: String,
    /// What its server said of it last, to ask whether it has changed: the headers `etag` and `last-modified`.
    #[serde(skip)]
    pub validators: (Option<String>, Option<String>),
    /// When it is looked at next; [`Feed::NEVER`] if it is gone for good.
    pub next_at: i64,
    /// When it was looked at last and was there.
    pub polled_at: Option<i64>,
    /// How often in a row it was not.
    pub n_failures: u32,
    /// Why not.
    pub trouble: Option<String>,
    /// How many articles were made of it.
    pub n_articles: usize,
}

impl Feed {
    /// A time that never comes.
    pub const NEVER: i64 = i64::MAX;
}

/// What was made of an entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What the entry is known by: a hash of what its feed calls it.
    pub key: String,
    /// Where its article is on the web.
    pub url: Option<String>,
    /// A hash of what the feed said of it when it was looked at last.
    pub seen: String,
    /// How often its article could not be had since then.
    pub n_tries: u32,
    /// The file of its article, if it has one.
    pub file: Option<EntryFile>,
}

/// The file that an article of a feed was written into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntryFile {
    /// Its path below the folder of articles.
    pub path: String,
    /// The SHA-256 of what is written there.
    pub sha256: String,
    /// That of what was there before.
    pub before: Option<String>,
    /// Whether it was written: if not, the program was ended before.
    pub is_written: bool,
}

impl Store {
    /// The feeds, in the order in which they were added.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn feeds(&self) -> Result<Vec<Feed>, StoreError> {
        self.read(feeds)
    }

    /// Follows a feed from now on; its first turn is at `next_at`. `None` if it is followed already.
    ///
    /// # Errors
    /// If it cannot be kept.
    pub fn add_feed(&self, url: &str, title: &str, folder: &str, next_at: i64) -> Result<Option<Feed>, StoreError> {
        self.write(|transaction| {
            let added = transaction.execute(
                "INSERT INTO feed (url, title, folder, next_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                params![url, title, folder, next_at],
            )?;
            if added == 0 { Ok(None) } else { feed(transaction, "feed.id = ?", transaction.last_insert_rowid()) }
        })
    }

    /// Follows a feed no longer, and forgets what was made of it. Returns whether it was followed.
    ///
    /// # Errors
    /// If that cannot be kept.
    pub fn remove_feed(&self, id: i64) -> Result<bool, StoreError> {
        Ok(self.write(|transaction| transaction.execute("DELETE FROM feed WHERE id = ?", [id]))? > 0)
    }

    /// The feed whose turn it has been for longest at `now`. It is nobody else's before `until`, unless it is
    /// [settled](Store::settle_feed) before.
    ///
    /// # Errors
    /// If it cannot be kept.
    pub fn claim_feed(&self, now: i64, until: i64) -> Result<Option<Feed>, StoreError> {
        // Most of the time there is none, and looking for one need not wait for a disk.
        if self.read(|connection| due(connection, now))?.is_none() {
            return Ok(None);
        }
        self.write(|transaction| {
            let found = due(transaction, now)?;
            if let Some(feed) = &found {
                transaction.execute("UPDATE feed SET next_at = ? WHERE id = ?", [until, feed.id])?;
            }
            Ok(found)
        })
    }

    /// Takes a feed's turn, whenever that was to be: it is nobody else's before `until`.
    ///
    /// # Errors
    /// If that cannot be kept.
    pub fn hold_feed(&self, id: i64, until: i64) -> Result<(), StoreError> {
        self.write(|transaction| transaction.execute("UPDATE feed SET next_at = ? WHERE id = ?", [until, id]).map(drop))
    }

    /// Keeps what came of looking at a feed. One that was removed meanwhile stays so, and one that would move to where
    /// another one is stays where it was.
    ///
    /// # Errors
    /// If it cannot be kept.
    pub fn settle_feed(&self, feed: &Feed) -> Result<(), StoreError> {
        let Feed { id, url, title, validators: (etag, modified), next_at, polled_at, n_failures, trouble, .. } = feed;
        self.write(|transaction| {
            transaction.execute(
                "UPDATE feed SET title = ?, etag = ?, modified = ?, next_at = ?, polled_at = ?, n_failures = ?, trouble = ?
                 WHERE id = ?",
                params![title, etag, modified, next_at, polled_at, n_failures, trouble, id],
            )?;
            transaction.execute("UPDATE OR IGNORE feed SET url = ? WHERE id = ?", params![url, id])?;
            Ok(())
        })
    }

    /// What was made of an entry of a feed, if it was seen before.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn entry(&self, feed: i64, key: &str) -> Result<Option<Entry>, StoreError> {
        self.read(|connection| {
            let mut found = connection.prepare(
                "SELECT key, url, seen, n_tries, path, sha256, sha256_before, is_written FROM feed_entry
                 WHERE feed = ? AND key = ?",
            )?;
            found.query_row(params![feed, key], entry).optional()
        })
    }

    /// Whether an article was made of what is at an address, by any feed.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn has_article_of(&self, url: &str) -> Result<bool, StoreError> {
        self.read(|connection| {
            let mut found = connection.prepare("SELECT 1 FROM feed_entry WHERE url = ? AND path IS NOT NULL")?;
            found.exists([url])
        })
    }

    /// The paths below the folder of articles that those of a feed have, written or not.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn entry_files(&self, feed: i64) -> Result<HashSet<String>, StoreError> {
        self.read(|connection| {
            let mut found = connection.prepare("SELECT path FROM feed_entry WHERE feed = ? AND path IS NOT NULL")?;
            found.query_map([feed], |row| row.get(0))?.collect()
        })
    }

    /// Keeps what was made of an entry, for which the file at `had` was kept before. Returns whether that is so and its
    /// feed is still followed; else another process is at it, and nothing is kept.
    ///
    /// # Errors
    /// If it cannot be kept.
    pub fn keep_entry(&self, feed: i64, entry: &Entry, had: Option<&str>) -> Result<bool, StoreError> {
        let file = entry.file.as_ref();
        let (path, sha256) = (file.map(|file| &file.path), file.map(|file| &file.sha256));
        let before = file.and_then(|file| file.before.as_ref());
        let is_written = file.is_some_and(|file| file.is_written);
        self.write(|transaction| {
            if !transaction.prepare("SELECT 1 FROM feed WHERE id = ?")?.exists([feed])? {
                return Ok(false);
            }
            let Entry { key, url, seen, n_tries, .. } = entry;
            let n_kept = transaction.execute(
                "INSERT INTO feed_entry (feed, key, url, seen, n_tries, path, sha256, sha256_before, is_written)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT (feed, key) DO UPDATE SET url = excluded.url, seen = excluded.seen,
                     n_tries = excluded.n_tries, path = excluded.path, sha256 = excluded.sha256,
                     sha256_before = excluded.sha256_before, is_written = excluded.is_written
                 WHERE feed_entry.path IS ?10",
                params![feed, key, url, seen, n_tries, path, sha256, before, is_written, had],
            )?;
            Ok(n_kept > 0)
        })
    }
}

const FEED: &str = "SELECT id, url, title, folder, etag, modified, next_at, polled_at, n_failures, trouble,
    (SELECT count(*) FROM feed_entry WHERE feed = feed.id AND is_written) FROM feed";

pub(super) fn feeds(connection: &Connection) -> rusqlite::Result<Vec<Feed>> {
    connection.prepare(&format!("{FEED} ORDER BY id"))?.query_map([], read)?.collect()
}

/// The feed that has waited for longest of those whose turn it is.
fn due(connection: &Connection, now: i64) -> rusqlite::Result<Option<Feed>> {
    feed(connection, "next_at <= ? ORDER BY next_at, id LIMIT 1", now)
}

fn feed(connection: &Connection, which: &str, number: i64) -> rusqlite::Result<Option<Feed>> {
    connection.prepare(&format!("{FEED} WHERE {which}"))?.query_row([number], read).optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Feed> {
    Ok(Feed {
        id: row.get(0)?,
        url: row.get(1)?,
        title: row.get(2)?,
        folder: row.get(3)?,
        validators: (row.get(4)?, row.get(5)?),
        next_at: row.get(6)?,
        polled_at: row.get(7)?,
        n_failures: row.get(8)?,
        trouble: row.get(9)?,
        n_articles: usize::try_from(row.get::<_, i64>(10)?).unwrap_or(0),
    })
}

fn entry(row: &Row<'_>) -> rusqlite::Result<Entry> {
    let path: Option<String> = row.get(4)?;
    let file = path.map(|path| {
        Ok::<_, rusqlite::Error>(EntryFile { path, sha256: row.get(5)?, before: row.get(6)?, is_written: row.get(7)? })
    });
    Ok(Entry { key: row.get(0)?, url: row.get(1)?, seen: row.get(2)?, n_tries: row.get(3)?, file: file.transpose()? })
}
