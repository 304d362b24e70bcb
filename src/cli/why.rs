//! `pullquote why`.

use clap::Args;

use super::Outcome;
use super::open::Place;
use super::output::Output;
use crate::answer::Ask;
use crate::render;

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
}

pub(super) fn why(arguments: &WhyArguments, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let engine = place.open()?.engine;
    engine.require_source(arguments.source.as_deref())?;
    let explained = engine.explain(&Ask {
        question: arguments.question.join(" "),
        source: arguments.source.clone(),
        after: arguments.after.clone(),
    })?;
    out.line(render::why(&explained, engine.corpus()).trim_end())?;
    Ok(Outcome::Done)
}
