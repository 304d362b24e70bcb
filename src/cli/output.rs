//! Standard output and standard error.

use std::io::{self, IsTerminal, StdoutLock, Write};

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

/// Says something on standard error. If even that is gone, nobody is left to tell.
pub(super) fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}
