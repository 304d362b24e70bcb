//! `pullquote search`.

use clap::Args;

use super::Outcome;
use super::open::Place;
use super::output::Output;
use crate::answer::Ask;
use crate::config::ReaderKind;
use crate::render::{PassageRecord, plain_passage};

#[derive(Debug, Args)]
pub(super) struct SearchArguments {
    /// What to search for
    #[arg(required = true)]
    query: Vec<String>,
    /// How many passages to show
    #[arg(short = 'k', long, default_value_t = 10)]
    top_k: usize,
    /// Search this source only
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// Print one JSON object a passage
    #[arg(long)]
    json: bool,
}

pub(super) fn search(arguments: &SearchArguments, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let engine = place.read_by(Some(ReaderKind::Rules)).open()?.engine;
    engine.require_source(arguments.source.as_deref(), None)?;
    let ask = Ask { question: arguments.query.join(" "), source: arguments.source.clone(), after: None, part: None };
    let understood = engine.understand(&ask)?;
    let found = engine.retrieve(&understood, arguments.top_k)?.passages;
    for scored in &found {
        let record = PassageRecord::new(scored.passage, scored.retrieval_score, engine.corpus());
        if arguments.json {
            out.json(&record)?;
        } else {
            out.line(plain_passage(&record))?;
        }
    }
    Ok(if found.is_empty() { Outcome::Negative } else { Outcome::Done })
}
