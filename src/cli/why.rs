//! `pullquote why`.

use clap::Args;

use super::Outcome;
use super::open::Place;
use super::output::Output;
use crate::answer::Ask;
use crate::config::ReaderKind;
use crate::read::Unlimited;
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
    /// Who reads [default: `PULLQUOTE_READER`, or both]
    #[arg(long, value_name = "READER")]
    reader: Option<ReaderKind>,
}

pub(super) fn why(arguments: &WhyArguments, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let engine = place.read_by(arguments.reader).open()?.engine;
    engine.require_source(arguments.source.as_deref())?;
    let ask = Ask {
        question: arguments.question.join(" "),
        source: arguments.source.clone(),
        after: arguments.after.clone(),
    };
    let explained = engine.explain(&ask, &Unlimited)?;
    out.line(render::why(&explained, engine.corpus()).trim_end())?;
    Ok(Outcome::Done)
}
