//! `pullquote ask`.

use std::io::BufRead;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::Outcome;
use super::open::Place;
use super::output::Output;
use crate::answer::{Answer, Ask, Engine};
use crate::bot::Bot;
use crate::config::ReaderKind;
use crate::read::Unlimited;
use crate::render::{AnswerRecord, terminal};

/// Questions longer than this many bytes are cut off where they are read: nobody types them.
const LONGEST_LINE: usize = 64 * 1024;

#[derive(Debug, Args)]
pub(super) struct AskArguments {
    /// The question; quotes around it are not needed
    #[arg(required_unless_present = "stdin")]
    question: Vec<String>,
    /// Answer from this source only: a slug, or words of a title, publisher, author or dateline
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// The question asked before; what this one leaves out ("and when?") is taken from it
    #[arg(long, value_name = "QUESTION")]
    after: Option<String>,
    /// Who reads [default: `PULLQUOTE_READER`, or both]
    #[arg(long, value_name = "READER")]
    reader: Option<ReaderKind>,
    /// Print one JSON object a question
    #[arg(long)]
    json: bool,
    /// Read one question a line from standard input; an empty line is an empty question
    #[arg(long, conflicts_with = "question")]
    stdin: bool,
}

pub(super) fn ask(arguments: &AskArguments, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let engine = place.read_by(arguments.reader).open()?.engine;
    engine.require_source(arguments.source.as_deref(), None)?;
    if !arguments.stdin {
        let answered = one(&arguments.question.join(" "), arguments, &engine, out)?;
        return Ok(if answered || arguments.json { Outcome::Done } else { Outcome::Negative });
    }
    let mut stdin = std::io::stdin().lock();
    let mut line = Vec::new();
    while stdin.read_until(b'\n', &mut line)? > 0 {
        line.truncate(LONGEST_LINE);
        let question = String::from_utf8_lossy(&line).trim().to_owned();
        one(&question, arguments, &engine, out)?;
        line.clear();
    }
    Ok(Outcome::Done)
}

/// Answers one question; whether there was an answer.
fn one(question: &str, arguments: &AskArguments, engine: &Arc<Engine>, out: &mut Output) -> anyhow::Result<bool> {
    let start = Instant::now();
    let ask = Ask {
        question: question.to_owned(),
        source: arguments.source.clone(),
        after: arguments.after.clone(),
        part: None,
    };
    let explained = engine.explain(&ask, &Unlimited)?;
    if arguments.json {
        let record = AnswerRecord::new(question, &explained.answer, engine.corpus(), start.elapsed());
        out.json(&record.found_by_substitute(explained.is_substitute))?;
    } else {
        out.line(terminal(&Bot::new(Arc::clone(engine)).show(&explained), out.style()).trim_end())?;
    }
    Ok(matches!(explained.answer, Answer::Quoted(_)))
}
