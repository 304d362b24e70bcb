//! `pullquote why`.

use std::sync::Arc;

use clap::Args;

use super::Outcome;
use super::open::Place;
use super::output::Output;
use crate::answer::Ask;
use crate::bot::Bot;
use crate::config::ReaderKind;
use crate::read::Unlimited;
use crate::render::{self, terminal};

#[derive(Debug, Args)]
pub(super) struct WhyArguments {
    /// The question
    #[arg(required = true)]
    question: Vec<String>,
    /// Answer from this source only
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// The question asked before; what this one leaves out ("and when?") is taken from it
    #[arg(long, value_name = "QUESTION")]
    after: Option<String>,
    /// Who reads [default: `PULLQUOTE_READER`, or both]
    #[arg(long, value_name = "READER")]
    reader: Option<ReaderKind>,
    /// Print after it how each candidate was scored, and every signal: for whoever works on the program
    #[arg(long)]
    detail: bool,
}

pub(super) fn why(arguments: &WhyArguments, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let engine = place.read_by(arguments.reader).open()?.engine;
    engine.require_source(arguments.source.as_deref(), None)?;
    let ask = Ask {
        question: arguments.question.join(" "),
        source: arguments.source.clone(),
        after: arguments.after.clone(),
        part: None,
    };
    let explained = engine.explain(&ask, &Unlimited)?;
    // In plain words by default: the details are a screenful, which would push them out of sight.
    let words = Bot::new(Arc::clone(&engine)).explain_in_words(&explained);
    out.line(terminal(&words, out.style()).trim_end())?;
    if arguments.detail {
        out.line(format_args!("\n{}", render::why(&explained, engine.corpus()).trim_end()))?;
    }
    Ok(Outcome::Done)
}
