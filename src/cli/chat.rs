//! `pullquote chat`: the bot in a terminal.

use std::io::{BufRead, IsTerminal, stdin};

use super::Outcome;
use super::open::Place;
use super::output::Output;
use crate::bot::Command;
use crate::render::{Style, articles, terminal};

/// Why the chat was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Somebody asked for it.
    Asked,
    /// No token is set, so there is no Discord to connect to.
    Unconnected,
}

pub(super) fn chat(place: &Place, out: &mut Output, opening: Opening) -> anyhow::Result<Outcome> {
    let bot = place.bot()?;
    let typed = stdin().is_terminal();
    out.line(format_args!("pullquote · {} from {}", articles(bot.n_articles()), place.corpus.display()))?;
    if opening == Opening::Unconnected {
        out.line("No Discord token is set, so this is a chat in the terminal; the bot in Discord replies the same.")?;
        out.line("To connect Discord: copy .env.example to .env, put the bot's token into it, start again (README, \"Connect Discord\").")?;
    }
    out.line("Type a question, /sources, /help, or /quit.")?;
    let mut lines = stdin().lock();
    let mut line = Vec::new();
    loop {
        if typed {
            out.prompt(if out.style() == Style::Ansi { "\n\u{1b}[1m›\u{1b}[0m " } else { "\n> " })?;
        }
        line.clear();
        if lines.read_until(b'\n', &mut line)? == 0 {
            return Ok(Outcome::Done);
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if matches!(text, "/quit" | "/exit" | "/q") {
            return Ok(Outcome::Done);
        }
        if !typed {
            out.line(format_args!("\n› {text}"))?;
        }
        let reply = bot.run(&Command::of_line(text));
        out.line(terminal(&reply, out.style()).trim_end())?;
    }
}
