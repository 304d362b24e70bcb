//! `pullquote doctor`: looks at everything that a running bot stands on, and says what to do about it.

mod finding;
mod folder;
mod setting;

use std::io;
use std::path::Path;
use std::sync::Arc;

use clap::Args;

use super::open::Place;
use super::output::Output;
use super::{Outcome, check, cluster, model};
use crate::config::{Config, ConfigError, ReaderKind};
use crate::corpus::{self, Corpus, LoadError};
use crate::render::{Language, articles};
use finding::{Finding, State};

/// So many problems with single files are named.
const NAMED: usize = 20;

#[derive(Debug, Args)]
pub(super) struct DoctorArguments {
    /// Print one JSON object a finding
    #[arg(long)]
    json: bool,
}

pub(super) fn doctor(
    config: &Config,
    place: &Place,
    arguments: &DoctorArguments,
    out: &mut Output,
) -> anyhow::Result<Outcome> {
    let mut findings = setting::of_discord(config);
    let corpus = of_corpus(place, &mut findings);
    findings.extend(folder::of_data(place));
    if let Some(corpus) = &corpus {
        findings.push(of_search(config, place, corpus));
    }
    findings.push(of_reader(config));
    findings.push(setting::of_clock(corpus.as_deref()));
    findings.extend(folder::of_feeds(&place.data, config.fetching.is_some()));
    findings.push(setting::of_page(config.web.as_ref()));
    report(&findings, arguments, out)
}

/// A configuration that cannot be read is a finding too, and hides all others.
pub(super) fn broken_configuration(
    error: &ConfigError,
    arguments: &DoctorArguments,
    out: &mut Output,
) -> anyhow::Result<Outcome> {
    let advice = "mend that in the environment or in .env, and look again; nothing else was looked at";
    report(&[Finding::failed("settings", error, advice)], arguments, out)
}

fn report(findings: &[Finding], arguments: &DoctorArguments, out: &mut Output) -> anyhow::Result<Outcome> {
    for finding in findings {
        if arguments.json {
            out.json(finding)?;
        } else {
            out.line(finding)?;
        }
    }
    let count = |state| findings.iter().filter(|finding| finding.state == state).count();
    let (failed, warnings) = (count(State::Failed), count(State::Warning));
    if !arguments.json {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        out.line(match (failed, warnings) {
            (0, 0) => "All is well.".to_owned(),
            (0, n) => format!("Nothing failed; {n} warning{}.", plural(n)),
            (n, 0) => format!("{n} failed."),
            (n, more) => format!("{n} failed; {more} warning{}.", plural(more)),
        })?;
    }
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Negative })
}

/// What there is to say of the articles; the corpus if there is one.
fn of_corpus(place: &Place, findings: &mut Vec<Finding>) -> Option<Arc<Corpus>> {
    let loaded = match corpus::load(&place.corpus) {
        Ok(loaded) => loaded,
        Err(error) => {
            let problems = if let LoadError::NoArticle { problems, .. } = &error { problems.as_slice() } else { &[] };
            findings.extend(warnings(problems.iter().map(ToString::to_string).collect()));
            let advice = "name the folder of articles by PULLQUOTE_CORPUS or --corpus, and put .txt or .md files there";
            findings.push(Finding::failed("corpus", error, advice));
            return None;
        }
    };
    let said = check::summary(&loaded.corpus, place);
    findings.push(Finding::ok("corpus", said));
    let problems = loaded.problems.iter().map(ToString::to_string);
    findings.extend(warnings(problems.chain(check::undated(&loaded.corpus)).collect()));
    Some(Arc::new(loaded.corpus))
}

/// A warning for each of the first problems, and one for the rest.
fn warnings(problems: Vec<String>) -> Vec<Finding> {
    let more = problems.len().saturating_sub(NAMED);
    let advice = "mend the file, or take it out of the folder; the others are answered from";
    let mut found: Vec<Finding> =
        problems.into_iter().take(NAMED).map(|problem| Finding::warning("corpus", problem, advice)).collect();
    if more > 0 {
        found.push(Finding::warning(
            "corpus",
            format_args!("{more} more problems with files"),
            "see `pullquote check`",
        ));
    }
    found
}

/// What finds the passages: a cluster, or the index that is kept or made at the start.
fn of_search(config: &Config, place: &Place, corpus: &Arc<Corpus>) -> Finding {
    let Some(settings) = &config.cluster else { return folder::of_index(place, corpus) };
    match cluster::describe(settings, corpus) {
        Ok(said) => Finding::ok("cluster", said),
        Err(error) if settings.falls_back => Finding::warning(
            "cluster",
            format_args!("{error:#}"),
            "an index of this process answers meanwhile; see docs/cluster.md",
        ),
        Err(error) => Finding::failed(
            "cluster",
            format_args!("{error:#}"),
            "look at the cluster and at PULLQUOTE_ENGINE_URL and what goes with it; see docs/cluster.md",
        ),
    }
}

fn of_reader(config: &Config) -> Finding {
    if config.reader == ReaderKind::Rules {
        return Finding::ok("reader", "the rules read, as set by PULLQUOTE_READER");
    }
    match model::load(config.model.as_deref()) {
        Ok(_) => Finding::ok("reader", "the network's files are there, with the checksums that were measured"),
        Err(error) => Finding::warning(
            "reader",
            format_args!("{error:#}"),
            "the rules read meanwhile; put the files of models/reader there, or set PULLQUOTE_MODEL or PULLQUOTE_READER=rules",
        ),
    }
}

/// How many articles, in words.
fn counted(n: usize) -> String {
    articles(n, Language::English)
}

/// What went wrong with a path, without what `io::Error` repeats of it.
fn at(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}
