//! `pullquote feedback`.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::Outcome;
use super::open::Place;
use super::output::{Output, complain, confirmed};
use crate::config::ReaderKind;
use crate::feedback::{Case, table};
use crate::render::printable;
use crate::store::Store;

#[derive(Debug, Args)]
pub(super) struct FeedbackArguments {
    /// Write the cases as lines of a question table, which `eval --gold` reads; - for standard output
    #[arg(long, value_name = "FILE", conflicts_with = "wipe")]
    table: Option<PathBuf>,
    /// Delete everything that is kept, after asking
    #[arg(long)]
    wipe: bool,
    /// Do not ask
    #[arg(long, requires = "wipe")]
    yes: bool,
}

pub(super) fn feedback(
    arguments: &FeedbackArguments,
    keeps_votes: bool,
    place: &Place,
    out: &mut Output,
) -> anyhow::Result<Outcome> {
    let store = Store::below(&place.data);
    if arguments.wipe {
        return wipe(&store, arguments.yes, out);
    }
    // Nothing is made by looking.
    let kept = if store.is_there() { store.cases()? } else { Vec::new() };
    match &arguments.table {
        Some(to) => write_table(&kept, to, place, out),
        None => list(&kept, &store, keeps_votes, out),
    }
}

fn list(kept: &[Case], store: &Store, keeps_votes: bool, out: &mut Output) -> anyhow::Result<Outcome> {
    if !keeps_votes {
        out.line("PULLQUOTE_FEEDBACK is off: no votes are taken.")?;
    }
    if kept.is_empty() {
        out.line(format_args!("No votes are kept in {}.", store.path().display()))?;
        return Ok(Outcome::Done);
    }
    for case in kept {
        show(case, out)?;
    }
    let votes = |helped: bool| -> usize {
        kept.iter().filter(|case| case.vote.helped == helped).map(|case| case.n_votes).sum()
    };
    let n_notes = kept.iter().map(|case| case.notes.len()).sum();
    out.line(format_args!(
        "{} in {}: {} 👍, {} 👎, {}",
        counted(kept.len(), "case", "cases"),
        store.path().display(),
        votes(true),
        votes(false),
        counted(n_notes, "note", "notes"),
    ))?;
    Ok(Outcome::Done)
}

fn show(case: &Case, out: &mut Output) -> anyhow::Result<()> {
    let vote = &case.vote;
    let (thumb, times) = (if vote.helped { "👍" } else { "👎" }, case.n_votes);
    let times = if times > 1 { format!(" ×{times}") } else { String::new() };
    let source = vote.source.as_deref().map_or_else(String::new, |source| format!(" (only from {source})"));
    out.line(one_line(&format!("{thumb}{times} {}{source}", vote.question)))?;
    let answered = match (&vote.answers[..], vote.outdated || !case.is_told) {
        ([], true) => "not known: the answer had changed since".to_owned(),
        ([], false) => "nothing".to_owned(),
        (answers, _) => answers.join(" / "),
    };
    out.line(one_line(&format!("   answered: {answered}")))?;
    for note in &case.notes {
        out.line(one_line(&format!("   note: {note}")))?;
    }
    let corpus: String = vote.corpus.chars().take(12).collect();
    out.line(one_line(&format!("   case {} over corpus {corpus}", case.id)))
}

fn write_table(kept: &[Case], to: &Path, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    // Nothing is read here, so the network need not be loaded.
    let engine = place.read_by(Some(ReaderKind::Rules)).open()?.engine;
    let table = table(kept, engine.corpus());
    if to == Path::new("-") {
        table.lines.iter().try_for_each(|line| out.json(line))?;
    } else {
        // A table that somebody has filled in must not be lost.
        let opened = OpenOptions::new().write(true).create_new(true).open(to);
        let mut file =
            opened.with_context(|| format!("cannot write {}; name a file that is not there", to.display()))?;
        for line in &table.lines {
            writeln!(file, "{}", serde_json::to_string(line)?)?;
        }
        file.sync_all()?;
        out.line(format_args!("{} in {}", counted(table.lines.len(), "question", "questions"), to.display()))?;
    }
    for (count, what) in [
        (
            table.n_open,
            "to be filled in: put the right values into `groups`, as tests/gold/README.md tells, or make `kind` unanswerable",
        ),
        (table.n_gone, "left out, because the articles no longer hold the words that helped"),
        (table.n_unknown, "left out, because it is not known which words helped"),
    ] {
        if count > 0 {
            complain(&format!("{}: {what}", counted(count, "case", "cases")));
        }
    }
    Ok(Outcome::Done)
}

fn wipe(store: &Store, yes: bool, out: &mut Output) -> anyhow::Result<Outcome> {
    let path = store.path().display();
    if !yes && !confirmed(&format!("Delete all votes and notes from {path}?"), out)? {
        return Ok(Outcome::Negative);
    }
    let was_there = store.is_there() && store.wipe_votes()?;
    out.line(if was_there {
        format!("Deleted all votes and notes from {path}.")
    } else {
        format!("There are no votes in {path}; nothing was deleted.")
    })?;
    Ok(Outcome::Done)
}

/// Words that people wrote, on one line and without what could control a terminal.
fn one_line(text: &str) -> String {
    let indent = text.len() - text.trim_start().len();
    format!("{}{}", " ".repeat(indent), printable(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn counted(n: usize, one: &str, several: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { several })
}
