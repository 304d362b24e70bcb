//! `pullquote sources` and `pullquote index`.

use clap::Args;

use super::Outcome;
use super::open::{IndexPlace, Place};
use super::output::Output;
use crate::config::ReaderKind;
use crate::render::{Language, SourceRecord, articles, plain_source};
use crate::retrieve::Indexed;

#[derive(Debug, Args)]
pub(super) struct SourcesArguments {
    /// Print one JSON object an article
    #[arg(long)]
    json: bool,
}

pub(super) fn sources(arguments: &SourcesArguments, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let engine = place.read_by(Some(ReaderKind::Rules)).open()?.engine;
    for document in engine.corpus().documents() {
        if arguments.json {
            out.json(&SourceRecord::new(document))?;
        } else {
            out.line(plain_source(document))?;
        }
    }
    Ok(Outcome::Done)
}

pub(super) fn index(place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    // Nothing is read here, so the network need not be loaded.
    let opened = place.read_by(Some(ReaderKind::Rules)).open()?;
    let corpus = opened.engine.corpus();
    out.line(format_args!(
        "{}, {} passages, corpus {}",
        articles(corpus.documents().len(), Language::English),
        corpus.passages().len(),
        corpus.hash()
    ))?;
    let indexed = match opened.index {
        IndexPlace::Here(indexed) => indexed,
        IndexPlace::Cluster(said) => {
            out.line(format_args!("index: {said}"))?;
            return Ok(Outcome::Done);
        }
    };
    match indexed {
        Indexed::InMemory(None) => out.line("index: in memory; a corpus of this size needs none on disk")?,
        Indexed::InMemory(Some(reason)) => {
            out.line(format_args!("index: in memory, because the one on disk cannot be used: {reason}"))?;
        }
        Indexed::OnDisk { added, removed, rebuilt } => {
            if let Some(reason) = rebuilt {
                out.line(format_args!("index: an earlier one was thrown away: {reason}"))?;
            }
            out.line(format_args!(
                "index: on disk in {}, {} added, {removed} removed",
                place.data.join("index").display(),
                articles(added, Language::English)
            ))?;
        }
    }
    Ok(Outcome::Done)
}
