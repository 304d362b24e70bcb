//! Answering from a folder as it is now, whatever becomes of its files.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Context;

use super::open::{Opened, Place};
use crate::answer::Engine;
use crate::bot::{Bot, FollowedFeed, Watched};
use crate::config::Config;
use crate::corpus::{self, Before, LoadError, Register, Stamps};
use crate::feed::{Feeds, Following};
use crate::fetch::Fetcher;
use crate::observe::{self, Happened, Meter};
use crate::read::Neural;
use crate::shelf::Files;
use crate::store::{self, Store};
use crate::watch::{Renew, Watch, When};
use crate::web::Web;

/// The bot that `make` makes over the opened articles and their files. Until what is returned beside it is dropped it
/// takes up their changes, or those that somebody asks for, if it is not set up to take up all; and feeds are followed.
pub(super) fn open(
    place: &Place,
    config: &Config,
    make: impl FnOnce(&Opened, &Arc<Files>) -> Bot,
) -> anyhow::Result<(Bot, Live)> {
    // Before they are loaded: what changes meanwhile is a change.
    let stamps = Stamps::of(&place.corpus, &place.data)?;
    let opened = place.open()?;
    let fetcher = Fetcher::new(config.fetching.as_ref()).context("PULLQUOTE_FETCH_CA holds no certificate")?;
    let files = Files::new(place.corpus.clone(), place.data.clone(), config.corpus_servers.clone());
    let files = Arc::new(files.fetching(fetcher.clone()));
    files.tell(&opened.problems);
    let bot = make(&opened, &files);
    count(&opened);
    let articles = Articles {
        place: place.clone(),
        bot: bot.clone(),
        problems: said(&opened),
        engine: opened.engine,
        register: opened.register,
        stamps: stamps.clone(),
        neural: opened.neural,
        files: Arc::clone(&files),
    };
    let when = if config.watches { When::Always } else { When::Asked };
    let watch = Watch::start(place.corpus.clone(), stamps, articles, when)
        .inspect_err(|error| tracing::warn!(%error, "the articles are not watched for changes"));
    if let Ok(watch) = &watch {
        let waker = watch.waker();
        let watched = if config.watches { Watched::Always } else { Watched::WhenAsked };
        files.waking(watched, move || waker.look_now());
    }
    let following = fetcher.is_on().then(|| follow(place, fetcher, &files)).flatten();
    Ok((bot, Live { _watch: watch.ok(), _following: following }))
}

/// Follows the feeds whose articles go into the folder; `None` where that cannot be done, which is logged.
fn follow(place: &Place, fetcher: Fetcher, files: &Files) -> Option<Following> {
    let store = Arc::new(Store::below(&place.data));
    let feeds = Feeds::new(Arc::clone(&store), fetcher, place.corpus.clone());
    files.following(move || {
        let known = |feed: store::Feed| FollowedFeed { title: feed.title, trouble: feed.trouble };
        store.feeds().unwrap_or_default().into_iter().map(known).collect()
    });
    Following::start(feeds).inspect_err(|error| tracing::warn!(%error, "feeds are not followed")).ok()
}

/// What keeps the articles up to date, until it is dropped.
pub(super) struct Live {
    _watch: Option<Watch>,
    _following: Option<Following>,
}

/// What there is to say of the files.
fn said(opened: &Opened) -> BTreeSet<String> {
    opened.problems.iter().map(ToString::to_string).collect()
}

/// Has these articles counted.
fn count(opened: &Opened) {
    let corpus = opened.engine.corpus();
    let (documents, passages) = (corpus.documents().len(), corpus.passages().len());
    observe::tell(Happened::Articles { documents, passages, indexed_at: opened.indexed_at });
}

/// The page to look at over what this bot answers, if there is to be one, until it is dropped.
pub(super) fn page(config: &Config, bot: &Bot, meter: &Meter) -> anyhow::Result<Option<Web>> {
    let Some(settings) = &config.web else { return Ok(None) };
    let web = Web::start(settings, bot.for_guests(), config.deadline, meter.clone()).with_context(|| {
        format!("cannot listen at {}; set PULLQUOTE_WEB to another port, or off for no page", settings.listen)
    })?;
    tracing::info!(address = %format_args!("http://{}", web.at()), "there is a page to look at");
    Ok(Some(web))
}

/// Loads the articles anew for a bot that is answering.
struct Articles {
    place: Place,
    bot: Bot,
    /// What the bot answers from, what each file gave for it, and how the files looked before.
    engine: Arc<Engine>,
    register: Register,
    stamps: Stamps,
    neural: Option<Arc<Neural>>,
    files: Arc<Files>,
    /// What was said of the files already.
    problems: BTreeSet<String>,
}

impl Renew for Articles {
    type Loaded = (Opened, Stamps);

    fn look(&self) -> Result<Stamps, LoadError> {
        Stamps::of(&self.place.corpus, &self.place.data)
    }

    fn load(&mut self, files: &Stamps) -> Option<Self::Loaded> {
        let load = || {
            let before = Before { corpus: self.engine.corpus(), register: &self.register, stamps: &self.stamps };
            let loaded = corpus::load_among(&self.place.corpus, &self.place.data, files, Some(before))?;
            self.place.over(loaded, self.neural.clone(), Some(self.engine.corpus()))
        };
        let opened = load()
            .inspect_err(|error: &anyhow::Error| {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "the articles have changed, and cannot be loaded; answering as before"
                );
            })
            .ok()?;
        let problems = said(&opened);
        for problem in problems.difference(&self.problems) {
            tracing::warn!("{problem}");
        }
        self.problems = problems;
        Some((opened, files.clone()))
    }

    fn put(&mut self, (opened, stamps): Self::Loaded) {
        let n_articles = opened.engine.corpus().documents().len();
        count(&opened);
        self.files.tell(&opened.problems);
        self.bot.renew(Arc::clone(&opened.engine), Some(opened.indexed_at));
        tracing::info!(n_articles, "the articles have changed; answering from them as they are now");
        (self.engine, self.register, self.stamps) = (opened.engine, opened.register, stamps);
        // Only now: nobody waits for it.
        corpus::keep(self.engine.corpus(), &self.place.data);
    }
}
