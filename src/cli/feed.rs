//! `pullquote feed`.

use std::sync::Arc;

use anyhow::Context;
use clap::Subcommand;

use super::Outcome;
use super::open::Place;
use super::output::{Output, complain, confirmed};
use crate::config::Config;
use crate::feed::{self, Feeds, Polled, now};
use crate::fetch::{FetchError, Fetcher};
use crate::render::printable;
use crate::store::{Feed, Store};

/// So many looks take all that a feed may hold.
const MOST_LOOKS: usize = 25;

#[derive(Debug, Subcommand)]
pub(super) enum FeedCommand {
    /// Follow a feed, or the one that a page names, and fetch what is in it
    #[command(
        after_help = "Example: PULLQUOTE_FETCH=on pullquote feed add https://example.org/news\n\nExit code 1 means that an article of it could not be had."
    )]
    Add {
        /// Where the feed is, or a page of its site
        #[arg(value_name = "URL")]
        url: String,
    },
    /// List the feeds that are followed, and what is wrong with them
    #[command(after_help = "Example: pullquote feed list")]
    List {
        /// Print one JSON object a feed
        #[arg(long)]
        json: bool,
    },
    /// Follow a feed no longer; its articles stay
    #[command(after_help = "Example: pullquote feed remove 3\n\nExit code 1 means that nothing was removed.")]
    Remove {
        /// The feed's number, as `pullquote feed list` says it, or its address
        #[arg(value_name = "FEED")]
        feed: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Look at all feeds now, without waiting for their turn
    #[command(
        after_help = "Example: PULLQUOTE_FETCH=on pullquote feed poll\n\nExit code 1 means that a feed, or an article of one, could not be had."
    )]
    Poll,
}

pub(super) fn feed(command: &FeedCommand, config: &Config, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let store = Arc::new(Store::below(&place.data));
    match command {
        FeedCommand::Add { url } => add(url, config, place, &store, out),
        FeedCommand::List { json } => list(&store, *json, config, out),
        FeedCommand::Remove { feed, yes } => remove(&store, feed, *yes, out),
        FeedCommand::Poll => poll(config, place, &store, out),
    }
}

fn feeds(config: &Config, place: &Place, store: Arc<Store>) -> anyhow::Result<Feeds> {
    let fetcher = Fetcher::new(config.fetching.as_ref()).context("PULLQUOTE_FETCH_CA holds no certificate")?;
    anyhow::ensure!(fetcher.is_on(), FetchError::Off);
    anyhow::ensure!(
        place.corpus.is_dir(),
        "there is no folder {}; make it, or name another with --corpus",
        place.corpus.display()
    );
    Ok(Feeds::new(store, fetcher, place.corpus.clone()))
}

fn add(url: &str, config: &Config, place: &Place, store: &Arc<Store>, out: &mut Output) -> anyhow::Result<Outcome> {
    let feeds = feeds(config, place, Arc::clone(store))?;
    // Nobody else looks at it first.
    let followed = feeds.follow(url, now().saturating_add(feed::TURN))?;
    let feed = &followed.feed;
    out.line(format_args!("Following “{}”, {}", printable(&feed.title), printable(&feed.url)))?;
    for other in &followed.others {
        out.line(format_args!("The page names another feed, which is not followed: {}", printable(other)))?;
    }
    out.line(format_args!("Its articles go into {}", place.corpus.join("feeds").join(&feed.folder).display()))?;
    out.line("Fetching them, a page every two seconds or so …")?;
    let outcome = look(&feeds, store, feed, out)?;
    out.line("A bot that runs with PULLQUOTE_FETCH goes on looking at it, and takes its articles up.")?;
    Ok(outcome)
}

fn list(store: &Store, json: bool, config: &Config, out: &mut Output) -> anyhow::Result<Outcome> {
    // Nothing is made by looking.
    let feeds = if store.is_there() { store.feeds()? } else { Vec::new() };
    if json {
        for feed in &feeds {
            out.json(feed)?;
        }
        return Ok(Outcome::Done);
    }
    for feed in &feeds {
        let n = feed.n_articles;
        let articles = if n == 1 { "1 article".to_owned() } else { format!("{n} articles") };
        out.line(format_args!("{}  {}  ·  {articles}  ·  {}", feed.id, printable(&feed.title), state(feed, now())))?;
        out.line(format_args!("   {}", printable(&feed.url)))?;
        if let Some(trouble) = &feed.trouble {
            out.line(format_args!("   {}", printable(trouble)))?;
        }
    }
    if feeds.is_empty() {
        out.line("No feeds are followed. `pullquote feed add URL` follows one.")?;
    } else if config.fetching.is_none() {
        out.line("PULLQUOTE_FETCH is off: none of them is looked at.")?;
    }
    Ok(Outcome::Done)
}

/// How a feed stands, in a few words.
fn state(feed: &Feed, now: i64) -> String {
    let ago = feed.polled_at.map(|at| format!("read {} ago", span(now.saturating_sub(at))));
    let read = ago.unwrap_or_else(|| "never read".to_owned());
    match (feed.next_at, feed.n_failures) {
        (Feed::NEVER, _) => format!("{read}; gone for good, remove it"),
        (next, 0) => format!("{read}, next in {}", span(next.saturating_sub(now))),
        (next, 1) => format!("{read}, failed once, next in {}", span(next.saturating_sub(now))),
        (next, n) => format!("{read}, failed {n} times, next in {}", span(next.saturating_sub(now))),
    }
}

fn span(seconds: i64) -> String {
    match seconds.max(0) / 60 {
        0 => "less than a minute".to_owned(),
        1 => "1 minute".to_owned(),
        minutes @ 2..=119 => format!("{minutes} minutes"),
        minutes @ 120..=2879 => format!("{} hours", minutes / 60),
        minutes => format!("{} days", minutes / 60 / 24),
    }
}

fn remove(store: &Store, named: &str, yes: bool, out: &mut Output) -> anyhow::Result<Outcome> {
    let feeds = if store.is_there() { store.feeds()? } else { Vec::new() };
    let is_named = |feed: &&Feed| feed.url == named || named.parse() == Ok(feed.id);
    let Some(feed) = feeds.iter().find(is_named) else {
        complain("No feed of that number or address is followed; `pullquote feed list` lists them.");
        return Ok(Outcome::Negative);
    };
    let question = format!("Follow “{}” no longer? Its articles stay.", printable(&feed.title));
    if !yes && !confirmed(&question, out)? {
        return Ok(Outcome::Negative);
    }
    store.remove_feed(feed.id)?;
    out.line(format_args!("“{}” is followed no longer.", printable(&feed.title)))?;
    Ok(Outcome::Done)
}

fn poll(config: &Config, place: &Place, store: &Arc<Store>, out: &mut Output) -> anyhow::Result<Outcome> {
    let feeds = feeds(config, place, Arc::clone(store))?;
    let followed = if store.is_there() { store.feeds()? } else { Vec::new() };
    if followed.is_empty() {
        out.line("No feeds are followed. `pullquote feed add URL` follows one.")?;
    }
    let mut outcome = Outcome::Done;
    for feed in &followed {
        out.line(format_args!("{}  {}", feed.id, printable(&feed.title)))?;
        if look(&feeds, store, feed, out)? != Outcome::Done {
            outcome = Outcome::Negative;
        }
    }
    Ok(outcome)
}

/// Looks at a feed until there is no more in it, or something is wrong, and says what came of it.
fn look(feeds: &Feeds, store: &Store, feed: &Feed, out: &mut Output) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for _ in 0..MOST_LOOKS {
        // Nobody else looks at it meanwhile.
        store.hold_feed(feed.id, now().saturating_add(feed::TURN))?;
        let Polled { n_added, n_updated, troubles, has_more, failure } = feeds.poll(feed, now(), &|| true)?;
        for trouble in &troubles {
            complain(&format!("   {}", printable(trouble)));
        }
        if let Some(failure) = &failure {
            complain(&format!("   it cannot be read: {}", printable(failure)));
        }
        if !troubles.is_empty() || failure.is_some() {
            outcome = Outcome::Negative;
        }
        if failure.is_none() {
            out.line(format_args!(
                "   {n_added} added, {n_updated} updated{}",
                if has_more { "; more to come" } else { "" }
            ))?;
        }
        if !has_more || outcome != Outcome::Done {
            break;
        }
    }
    Ok(outcome)
}
