//! `pullquote check`.

use std::fmt::Display;
use std::sync::Arc;

use super::open::Place;
use super::output::Output;
use super::{Outcome, cluster, model};
use crate::config::{Config, ConfigError, ReaderKind, Shards};
use crate::corpus::{self, Corpus};
use crate::render::{Language, articles};
use crate::store::Store;

pub(super) fn check(config: &Config, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let mut mend = false;
    out.line(match (&config.token, &config.endpoints) {
        (None, _) => "token: not set; without one the bot talks in the terminal only (README, \"Connect Discord\")",
        (Some(_), None) => "token: set, and of the right shape",
        (Some(_), Some(_)) => "token: set, for the stand-in at DISCORD_API_URL",
    })?;
    if let Shards::These(shards) = config.shards {
        out.line(format_args!("shards: {shards}, as set by PULLQUOTE_SHARDS"))?;
    }
    match corpus::load(&place.corpus) {
        Err(error) => {
            mend = true;
            if let corpus::LoadError::NoArticle { problems, .. } = &error {
                each(problems, out)?;
            }
            out.line(format_args!("corpus: {error}"))?;
        }
        Ok(loaded) => {
            out.line(format_args!("corpus: {}", summary(&loaded.corpus, place)))?;
            let untitled = loaded.corpus.documents().iter().filter(|document| document.metadata.title_derived).count();
            if untitled > 0 {
                out.line(format_args!(
                    "corpus: {} without a title of their own; front matter can give one",
                    articles(untitled, Language::English)
                ))?;
            }
            let undated: Vec<String> = undated(&loaded.corpus).collect();
            mend |= !undated.is_empty() || !loaded.problems.is_empty();
            each(&undated, out)?;
            each(&loaded.problems, out)?;
            if let Some(cluster) = &config.cluster {
                match cluster::describe(cluster, &Arc::new(loaded.corpus)) {
                    Ok(said) => out.line(format_args!("search: {said}"))?,
                    Err(error) => {
                        mend = true;
                        out.line(format_args!("search: {error:#}"))?;
                    }
                }
            }
        }
    }
    if config.reader == ReaderKind::Rules {
        out.line("reader: rules, as set by PULLQUOTE_READER")?;
    } else {
        match model::load(config.model.as_deref()) {
            Ok(_) => out.line("reader: the network is there, and the one that was measured")?,
            Err(error) => {
                mend = true;
                out.line(format_args!("reader: {error:#}; the rules reader answers (README, \"The readers\")"))?;
            }
        }
    }
    let store = Store::below(&place.data);
    if store.path().exists() {
        match store.check() {
            Ok(()) => out.line(format_args!("state: {} is sound", store.path().display()))?,
            Err(error) => {
                mend = true;
                out.line(format_args!("state: {error}"))?;
            }
        }
    }
    out.line(if mend { "Something should be mended, see above." } else { "All is well." })?;
    Ok(if mend { Outcome::Negative } else { Outcome::Done })
}

/// A configuration that cannot be read is a finding too.
pub(super) fn broken_configuration(error: &ConfigError, out: &mut Output) -> anyhow::Result<Outcome> {
    out.line(format_args!("configuration: {error}"))?;
    Ok(Outcome::Negative)
}

/// How much there is to answer from.
pub(super) fn summary(corpus: &Corpus, place: &Place) -> String {
    let words: usize = corpus.documents().iter().map(corpus::Document::n_words).sum();
    format!(
        "{}, {words} words, {} passages in {}",
        articles(corpus.documents().len(), Language::English),
        corpus.passages().len(),
        place.corpus.display()
    )
}

/// The articles whose front matter gives a date that is none.
pub(super) fn undated(corpus: &Corpus) -> impl Iterator<Item = String> {
    let undated = corpus.documents().iter().filter(|document| document.metadata.published().is_none());
    undated.filter_map(|document| {
        let date = document.metadata.date.as_ref()?;
        Some(format!(
            "{}: the date {date:?} names no day: its “yesterday” and “on Tuesday” stay open; write it as 2025-10-19",
            document.path
        ))
    })
}

fn each(problems: &[impl Display], out: &mut Output) -> anyhow::Result<()> {
    problems.iter().try_for_each(|problem| out.line(format_args!("corpus: {problem}")))
}
