//! `pullquote extract`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;

use super::Outcome;
use super::output::{Output, complain};
use crate::corpus;
use crate::extract::{Kind, MOST_BYTES};

#[derive(Debug, Args)]
pub(super) struct ExtractArguments {
    /// The files: .html, .htm, .pdf, .epub or .docx
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write a .md file for each into this folder instead; a file that is there already is left alone
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

pub(super) fn extract(arguments: &ExtractArguments, out: &mut Output) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Done;
    for file in &arguments.files {
        let written = markdown(file).and_then(|markdown| match &arguments.to {
            None => out.line(markdown.trim_end()),
            Some(folder) => write(file, folder, &markdown).and_then(|written| out.line(written.display())),
        });
        match written {
            // Nobody reads on.
            Err(error) if error.downcast_ref::<std::io::Error>().is_some_and(is_broken_pipe) => return Err(error),
            Err(error) => {
                complain(&format!("{}: {error:#}", file.display()));
                outcome = Outcome::Negative;
            }
            Ok(()) => {}
        }
    }
    Ok(outcome)
}

fn is_broken_pipe(error: &std::io::Error) -> bool {
    error.kind() == std::io::ErrorKind::BrokenPipe
}

fn markdown(file: &Path) -> anyhow::Result<String> {
    let ending = file.extension().unwrap_or_default().to_string_lossy();
    let kind = Kind::of_ending(&ending).with_context(|| {
        format!("the ending {ending:?} is not known; name a .html, .htm, .pdf, .epub or .docx file")
    })?;
    let size = fs::metadata(file).context("it cannot be read")?.len();
    anyhow::ensure!(size <= MOST_BYTES, "it is {size} bytes, more than {MOST_BYTES}; split it into articles");
    let bytes = fs::read(file).context("it cannot be read")?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(corpus::extracted(&name, &bytes, kind)?)
}

/// Writes the Markdown of a file into a folder, and says where.
fn write(file: &Path, folder: &Path, markdown: &str) -> anyhow::Result<PathBuf> {
    let target = folder.join(file.with_extension("md").file_name().unwrap_or_default());
    anyhow::ensure!(!target.exists(), "{} is there already; delete it, or name another folder", target.display());
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    fs::write(&target, markdown).with_context(|| format!("{} cannot be written", target.display()))?;
    Ok(target)
}
