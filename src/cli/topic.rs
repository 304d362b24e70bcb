//! `pullquote timeline` and `pullquote compare`.

use clap::Args;

use super::Outcome;
use super::open::Place;
use super::output::Output;
use crate::config::ReaderKind;
use crate::render::{self, Language, Page, terminal};

#[derive(Debug, Args)]
pub(super) struct TopicArguments {
    /// A few words, or a question; quotes around it are not needed
    #[arg(required = true)]
    topic: Vec<String>,
}

pub(super) fn timeline(arguments: &TopicArguments, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    // No reader reads here, so the network need not be loaded.
    let engine = place.read_by(Some(ReaderKind::Rules)).open()?.engine;
    let topic = arguments.topic.join(" ");
    let found = engine.timeline(topic.as_str())?;
    every_page(out, |page| render::timeline(&topic, &found, engine.corpus(), page, Language::English))?;
    Ok(if found.is_empty() { Outcome::Negative } else { Outcome::Done })
}

pub(super) fn compare(arguments: &TopicArguments, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let engine = place.read_by(Some(ReaderKind::Rules)).open()?.engine;
    let topic = arguments.topic.join(" ");
    let found = engine.compare(topic.as_str())?;
    every_page(out, |page| render::comparison(&topic, &found, engine.corpus(), page, Language::English))?;
    Ok(if found.sides.is_empty() { Outcome::Negative } else { Outcome::Done })
}

/// Prints all pages, one after the other.
fn every_page(out: &mut Output, page: impl Fn(usize) -> Page) -> anyhow::Result<()> {
    for number in 0.. {
        let Page { reply, count, .. } = page(number);
        out.line(terminal(&reply, out.style()).trim_end())?;
        if number + 1 >= count {
            break;
        }
        out.line("")?;
    }
    Ok(())
}
