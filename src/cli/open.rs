//! Opening the corpus and its index, and starting the log.

use std::fs;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;
use tracing_subscriber::filter::{FilterExt as _, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer as _};

use super::output::complain;
use super::{cluster, model};
use crate::answer::{Calibrated, Engine};
use crate::bot::{Bot, SettingsKeeper, Shelf};
use crate::config::{Cluster, Config, LogFormat, ReaderKind};
use crate::corpus::{self, Corpus, LoadError, Loaded, Problem, Register};
use crate::discord;
use crate::extract;
use crate::observe::{self, Meter, Observer};
use crate::read::Neural;
use crate::retrieve::{self, Indexed, Retriever};
use crate::shelf::Files;
use crate::store::Store;

/// Where the articles and the index are.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) corpus: PathBuf,
    pub(super) data: PathBuf,
    /// The folder of the trained reader, if it was said.
    model: Option<PathBuf>,
    /// Who reads.
    pub(super) reader: ReaderKind,
    n_passages: Option<usize>,
    /// The cluster that finds the passages, if one does.
    cluster: Option<Cluster>,
    /// Where everybody can read the articles, if they can.
    shown_at: Option<String>,
}

/// An opened corpus.
pub(super) struct Opened {
    pub(super) engine: Arc<Engine>,
    pub(super) index: IndexPlace,
    /// When the articles were indexed, in seconds since 1970.
    pub(super) indexed_at: u64,
    /// What is wrong with files of theirs.
    pub(super) problems: Vec<Problem>,
    /// What each of their files gave.
    pub(super) register: Register,
    /// The network that reads them, if one does.
    pub(super) neural: Option<Arc<Neural>>,
}

/// Where the index of an opened corpus is.
pub(super) enum IndexPlace {
    /// In this process, or on this machine.
    Here(Indexed),
    /// In a cluster; what there is to say about it.
    Cluster(String),
}

impl Place {
    pub(super) fn new(config: &Config) -> Self {
        Self {
            corpus: config.corpus.clone(),
            data: config.data.clone(),
            model: config.model.clone(),
            reader: config.reader,
            n_passages: config.passages,
            cluster: config.cluster.clone(),
            shown_at: config.web.as_ref().and_then(|web| web.url.clone()),
        }
    }

    /// The same place with another reader, if one is named.
    pub(super) fn read_by(&self, reader: Option<ReaderKind>) -> Self {
        Self { reader: reader.unwrap_or(self.reader), ..self.clone() }
    }

    /// Loads the articles, opens their index, and loads the reader. Problems with single files are said on
    /// standard error, and so is a network that cannot be used: the rules read then.
    pub(super) fn open(&self) -> anyhow::Result<Opened> {
        let loaded = self.load()?;
        let neural = self.neural(&[self.reader]).unwrap_or_else(|error| {
            complain(&format!("warning: {error:#}; the rules reader answers"));
            None
        });
        self.over(loaded, neural, None)
    }

    /// The same over a corpus that is loaded, by a reader that is; `before` is the one that was opened before.
    pub(super) fn over(
        &self,
        loaded: Loaded,
        neural: Option<Arc<Neural>>,
        before: Option<&Corpus>,
    ) -> anyhow::Result<Opened> {
        let Loaded { corpus, problems, register } = loaded;
        let corpus = Arc::new(corpus.showing_at(self.shown_at.clone()));
        let (retriever, index) = self.index(&corpus, before)?;
        let engine = self.engine(self.reader, &corpus, Box::new(retriever), neural.clone());
        let indexed_at = self.indexed_at(&index);
        Ok(Opened { engine: Arc::new(engine), index, indexed_at, problems, register, neural })
    }

    /// An engine for each of several readers over the articles; an error if one of them cannot be had.
    pub(super) fn open_for(&self, readers: &[ReaderKind]) -> anyhow::Result<Vec<Engine>> {
        let corpus = Arc::new(self.load()?.corpus);
        let (retriever, _) = self.index(&corpus, None)?;
        self.engines(&corpus, &retriever, readers)
    }

    /// An engine for each of several readers over a corpus and its index; an error if one of them cannot be had.
    pub(super) fn engines(
        &self,
        corpus: &Arc<Corpus>,
        retriever: &Arc<dyn Retriever>,
        readers: &[ReaderKind],
    ) -> anyhow::Result<Vec<Engine>> {
        let neural = self.neural(readers)?;
        let engine = |reader: &ReaderKind| {
            self.engine(*reader, corpus, Box::new(Arc::clone(retriever)), neural.as_ref().map(Arc::clone))
        };
        Ok(readers.iter().map(engine).collect())
    }

    /// The network, if one of these readers needs it.
    fn neural(&self, readers: &[ReaderKind]) -> anyhow::Result<Option<Arc<Neural>>> {
        let needs = readers.iter().any(|reader| *reader != ReaderKind::Rules);
        needs.then(|| model::load(self.model.as_deref()).map(Arc::new)).transpose()
    }

    fn engine(
        &self,
        reader: ReaderKind,
        corpus: &Arc<Corpus>,
        retriever: Box<dyn Retriever>,
        neural: Option<Arc<Neural>>,
    ) -> Engine {
        let engine = |reader| Engine::new(Arc::clone(corpus), retriever, reader);
        let engine = match (reader, neural) {
            (ReaderKind::Neural, Some(neural)) => {
                engine(Calibrated::neural(neural)).falling_back_to(Calibrated::rules())
            }
            (ReaderKind::Both, Some(neural)) => engine(Calibrated::both(neural)).falling_back_to(Calibrated::rules()),
            _ => engine(Calibrated::rules()),
        };
        self.n_passages.into_iter().fold(engine, Engine::reading)
    }

    fn load(&self) -> anyhow::Result<Loaded> {
        let loaded = corpus::load_kept(&self.corpus, &self.data).inspect_err(|error| {
            if let LoadError::NoArticle { problems, .. } = error {
                report(problems);
            }
        })?;
        report(&loaded.problems);
        Ok(loaded)
    }

    fn index(&self, corpus: &Arc<Corpus>, before: Option<&Corpus>) -> anyhow::Result<(Arc<dyn Retriever>, IndexPlace)> {
        if let Some(cluster) = &self.cluster {
            let (retriever, said) = cluster::open(cluster, corpus, &self.data)?;
            return Ok((retriever, IndexPlace::Cluster(said)));
        }
        let opened = match before {
            Some(before) => retrieve::open_after(before, corpus, &self.data),
            None => retrieve::open(corpus, &self.data),
        };
        let (retriever, indexed) = opened.context("cannot index the articles")?;
        if let Indexed::InMemory(Some(reason)) = &indexed {
            tracing::warn!(%reason, "the index on disk cannot be used; it is kept in memory");
        }
        Ok((Arc::new(retriever), IndexPlace::Here(indexed)))
    }

    /// The bot over the opened corpus, which keeps nothing.
    pub(super) fn bot(&self) -> anyhow::Result<Bot> {
        Ok(Bot::new(self.open()?.engine))
    }

    /// The bot over an opened corpus as it is set up for Discord.
    pub(super) fn bot_for(&self, config: &Config, opened: &Opened, files: &Arc<Files>) -> Bot {
        let store = Arc::new(Store::below(&self.data));
        // What is wrong with it is to be in the log before anybody needs it.
        store.opens();
        let bot = Bot::new(Arc::clone(&opened.engine)).indexed_at(opened.indexed_at);
        let bot = bot.keeping_shelf(Arc::clone(files) as Arc<dyn Shelf>);
        let bot = bot.hearing_bots(config.answers_bots).keeping_settings(Arc::clone(&store) as Arc<dyn SettingsKeeper>);
        if config.keeps_votes { bot.keeping_votes(store) } else { bot }
    }

    /// The bot over an opened corpus for this terminal: as for Discord, but for what only Discord can show.
    pub(super) fn bot_to_chat(&self, config: &Config, opened: &Opened) -> Bot {
        let bot = Bot::new(Arc::clone(&opened.engine));
        if config.keeps_votes { bot.keeping_votes(Arc::new(Store::below(&self.data))) } else { bot }
    }

    /// When the articles were indexed, in seconds since 1970.
    #[expect(clippy::disallowed_methods, reason = "an index in memory is as old as the process")]
    fn indexed_at(&self, index: &IndexPlace) -> u64 {
        let committed = match index {
            IndexPlace::Cluster(_) | IndexPlace::Here(Indexed::InMemory(_)) => None,
            IndexPlace::Here(Indexed::OnDisk { .. }) => {
                fs::metadata(retrieve::commit_file(&self.data)).and_then(|file| file.modified()).ok()
            }
        };
        let at = committed.unwrap_or_else(SystemTime::now);
        at.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
    }
}

fn report(problems: &[Problem]) {
    for problem in problems {
        complain(&format!("warning: {problem}"));
    }
}

/// Starts the log, on standard error. A second start, as in tests, changes nothing.
///
/// What could hold a secret of Discord's is never written, whatever the filter says. Returns what is measured beside it.
pub(super) fn start_log(config: &Config) -> Meter {
    let filter = EnvFilter::try_new(&config.log).unwrap_or_else(|_| EnvFilter::new("info"));
    let safe = filter_fn(|metadata| {
        discord::is_safe_to_log(metadata.target(), *metadata.level()) && !extract::is_chatter(metadata.target())
    });
    let colours = std::io::stderr().is_terminal();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(colours);
    let wanted = filter.and(safe);
    let meter = Meter::new();
    let log = tracing_subscriber::registry().with(Observer::new(meter.clone()).layer());
    // Only the first start of a process can succeed.
    let _ = match config.log_format {
        LogFormat::Text => log.with(lines.with_filter(wanted)).try_init(),
        LogFormat::Json => log.with(lines.json().with_filter(wanted)).try_init(),
    };
    observe::report_panics();
    meter
}
