//! `pullquote replay`.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use super::Outcome;
use super::open::Place;
use super::output::Output;
use crate::harness::{Harness, Line, Played, read_transcript};
use crate::render::{Style, printable, terminal};

#[derive(Debug, Args)]
pub(super) struct ReplayArguments {
    /// Transcripts: JSON Lines, one event a line
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Say only what was not as expected
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn replay(arguments: &ReplayArguments, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let bot = place.bot()?;
    let (mut played, mut failed) = (0_usize, 0_usize);
    for file in &arguments.files {
        let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        let lines = read_transcript(&text).with_context(|| file.display().to_string())?;
        let mut harness = Harness::new(&bot);
        for (number, line) in lines {
            let result = harness.play(&line);
            let mismatches = line.expect.as_ref().map(|expected| expected.mismatches(&result)).unwrap_or_default();
            played += 1;
            failed += usize::from(!mismatches.is_empty());
            if !arguments.quiet || !mismatches.is_empty() {
                out.line(format_args!("{}:{number} {}", file.display(), spoken(&line)))?;
                out.line(indented(&shown(&result, out.style())))?;
            }
            for mismatch in mismatches {
                out.line(format_args!("  MISMATCH: {mismatch}"))?;
            }
        }
    }
    out.line(format_args!("{played} events played, {failed} not as expected"))?;
    Ok(if failed == 0 { Outcome::Done } else { Outcome::Negative })
}

/// What somebody did, on one line.
fn spoken(line: &Line) -> String {
    let who = if line.user.is_empty() { "somebody" } else { &line.user };
    let place = if line.direct { "privately".to_owned() } else { format!("in #{}", line.channel) };
    let what = match line {
        Line { message: Some(text), .. } => text.clone(),
        Line { slash: Some(name), .. } => {
            format!("/{name} {}", serde_json::to_string(&line.options).unwrap_or_default())
        }
        Line { menu: Some(text), .. } => format!("chooses “Ask the archive” on: {text}"),
        Line { press: Some(label), .. } => format!("presses [{label}]"),
        Line { submit: Some(words), .. } => format!("sends the form: {words}"),
        Line { button: Some(id), .. } => format!("presses the button {id}"),
        Line { complete: Some(complete), .. } => format!("types {:?} into {}", complete.partial, complete.option),
        _ => String::new(),
    };
    printable(&format!("{who} {place}: {what}"))
}

fn shown(played: &Played, style: Style) -> String {
    match played {
        Played::Silent => "(silence)".to_owned(),
        Played::NoSuchButton(_) => "(no such button)".to_owned(),
        Played::NoSuchForm => "(no such form)".to_owned(),
        Played::Suggested(choices) => {
            choices.iter().map(|choice| format!("- {}", choice.name)).collect::<Vec<_>>().join("\n")
        }
        Played::Replied(reply) => {
            let buttons: Vec<String> = reply.buttons.iter().map(|button| format!("[{}]", button.label)).collect();
            let private = if reply.private { "(only the asker sees this)\n" } else { "" };
            format!("{private}{}{}", terminal(reply, style), buttons.join(" "))
        }
    }
}

fn indented(text: &str) -> String {
    text.trim_end().lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
