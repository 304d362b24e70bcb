//! `pullquote completions` and `pullquote man`: what shells and `man` want to know of the command line.

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Command};
use clap_complete::Shell;

use super::Outcome;
use super::output::Output;

/// The program's name, as it is typed.
const NAME: &str = "pullquote";

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell that they are for
    shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// Write the pages of all commands into this folder, instead of the first to standard output
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

pub(super) fn completions(
    arguments: &CompletionsArguments,
    mut command: Command,
    out: &mut Output,
) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, NAME, &mut script);
    out.line(String::from_utf8_lossy(&script).trim_end())?;
    Ok(Outcome::Done)
}

pub(super) fn man(arguments: &ManArguments, command: Command, out: &mut Output) -> anyhow::Result<Outcome> {
    if let Some(folder) = &arguments.to {
        let written = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
        written.with_context(|| format!("cannot write into {}", folder.display()))?;
    } else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        out.line(String::from_utf8_lossy(&page).trim_end())?;
    }
    Ok(Outcome::Done)
}
