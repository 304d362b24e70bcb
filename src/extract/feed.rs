//! Feeds: what a site says is new, in RSS, Atom or JSON.

use std::collections::HashSet;
use std::time::Duration;

use feed_rs::model;
use feed_rs::parser::Builder;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{html, prose};

/// Elements that stand in each other deeper are no feed's; its parser calls itself for some of them.
const MOST_DEPTH: usize = 100;
/// So many entries of a feed are looked at. Feeds have ten to a hundred.
const MOST_ENTRIES: usize = 500;

/// What a feed says, in its own order. Every text but the content of an entry is one line, and not empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// What it is called.
    pub title: Option<String>,
    /// How long it says that it need not be asked again.
    pub ttl: Option<Duration>,
    /// What is in it.
    pub entries: Vec<Entry>,
}

/// What a feed says of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What it is known by in this feed.
    pub id: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The day of its publication, in UTC: `2026-11-28`.
    pub date: Option<String>,
    /// When it was changed last, in seconds since 1970, as far as the feed says.
    pub updated: Option<i64>,
    /// All of it or how it begins, in HTML.
    pub content: Option<String>,
}

/// Why there is no feed to be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// It is something else, or damaged.
    #[error("it is no feed that can be read ({0}); look for the address of its RSS or Atom feed on the site")]
    NoFeed(String),
    /// The parser failed on it, or takes too long.
    #[error("it was made so that it cannot be read")]
    Failed,
}

/// The feed in these bytes, which came from `address`.
pub(super) fn parse(bytes: &[u8], address: &str) -> Result<Feed, FeedError> {
    let text = html::decode(bytes).ok_or_else(|| no_feed("it is no text"))?;
    let text = undeclared(&text);
    if is_deep(text) {
        return Err(no_feed(format!("its elements stand in each other more than {MOST_DEPTH} deep")));
    }
    let parser = Builder::new().base_uri(Some(address)).sanitize_content(false).id_generator(id).build();
    let feed = parser.parse(text.as_bytes()).map_err(no_feed)?;
    let ttl = feed.ttl.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
    // Two that are called the same would be one article that changes all the time.
    let mut ids = HashSet::new();
    let entries = feed.entries.into_iter().map(entry);
    let entries = entries.filter(|entry| !entry.id.is_empty() && ids.insert(entry.id.clone()));
    Ok(Feed { title: line(feed.title), ttl, entries: entries.take(MOST_ENTRIES).collect() })
}

fn no_feed(reason: impl std::fmt::Display) -> FeedError {
    FeedError::NoFeed(prose::line(&reason.to_string()).chars().take(120).collect())
}

#[expect(clippy::ref_option, reason = "the parser calls it so")]
/// What an entry is known by that has no id: where it leads, or what it is called.
fn id(links: &[model::Link], title: &Option<model::Text>, _: Option<&str>) -> String {
    links.first().map(|link| &link.href).or(title.as_ref().map(|title| &title.content)).cloned().unwrap_or_default()
}

fn entry(entry: model::Entry) -> Entry {
    let leads_to = |link: &&model::Link| link.rel.as_deref().is_none_or(|rel| rel == "alternate");
    let published = entry.published.or(entry.updated);
    let content = entry.content.and_then(|content| content.body).or(entry.summary.map(|summary| summary.content));
    let authors: Vec<String> =
        entry.authors.iter().filter_map(|author| said(prose::line(author.name.as_deref()?))).collect();
    Entry {
        id: prose::line(&entry.id),
        url: entry.links.iter().find(leads_to).or(entry.links.first()).map(|link| link.href.trim().to_owned()),
        title: line(entry.title),
        author: said(authors.join(", ")),
        date: published.map(|at| at.date_naive().to_string()),
        updated: entry.updated.map(|at| at.timestamp()),
        content: content.filter(|html| !html.trim().is_empty()),
    }
}

/// A text of a feed as one line. Where it is HTML, so are its entities and tags.
fn line(text: Option<model::Text>) -> Option<String> {
    let text = text?;
    let is_plain = !text.content.contains(['&', '<']);
    said(if is_plain { prose::line(&text.content) } else { prose::line(&html::text_of(&text.content)) })
}

fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// The text without an XML declaration: what that says of the letters held for the bytes.
fn undeclared(text: &str) -> &str {
    let text = text.trim_start();
    text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(text, |(_, rest)| rest)
}

/// Whether its elements stand in each other too deep, as far as it can be read.
fn is_deep(text: &str) -> bool {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
        if depth > MOST_DEPTH {
            return true;
        }
    }
}
