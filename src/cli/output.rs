//! Standard output and standard error.

use std::io::{self, BufRead, IsTerminal, StdoutLock, Write};

use crate::render::Style;

/// Standard output. Writing to one that is gone is an error, not a panic.
pub(super) struct Output {
    stdout: StdoutLock<'static>,
    style: Style,
}

impl Output {
    pub(super) fn stdout() -> Self {
        let stdout = io::stdout().lock();
        let style = if stdout.is_terminal() { Style::Ansi } else { Style::Plain };
        Self { stdout, style }
    }

    /// Whether escape codes are understood.
    pub(super) fn style(&self) -> Style {
        self.style
    }

    pub(super) fn line(&mut self, line: impl std::fmt::Display) -> anyhow::Result<()> {
        Ok(writeln!(self.stdout, "{line}")?)
    }

    /// Words without a line's end, shown at once: a prompt.
    pub(super) fn prompt(&mut self, words: &str) -> anyhow::Result<()> {
        write!(self.stdout, "{words}")?;
        Ok(self.stdout.flush()?)
    }

    pub(super) fn json(&mut self, value: &impl serde::Serialize) -> anyhow::Result<()> {
        let line = serde_json::to_string(value)?;
        self.line(line)?;
        // Another program may be waiting for this line.
        Ok(self.stdout.flush()?)
    }
}

/// Whether somebody says yes to the question; if not, that nothing was deleted is said.
pub(super) fn confirmed(question: &str, out: &mut Output) -> anyhow::Result<bool> {
    out.prompt(&format!("{question} [y/N] "))?;
    let mut answer = Vec::new();
    io::stdin().lock().read_until(b'\n', &mut answer)?;
    let is_yes = matches!(answer.trim_ascii(), b"y" | b"Y" | b"yes");
    if !is_yes {
        out.line("Nothing was deleted.")?;
    }
    Ok(is_yes)
}

/// Says something on standard error. If even that is gone, nobody is left to tell.
pub(super) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}
