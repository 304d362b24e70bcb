//! `pullquote chat`: the bot in a terminal.

use std::io::{BufRead, IsTerminal, stdin};
use std::time::Instant;

use super::open::Place;
use super::output::Output;
use super::{Outcome, live};
use crate::bot::{Action, Event, Message, Origin};
use crate::config::Config;
use crate::observe::{self, Front, Meter};
use crate::render::{Form, Language, Reply, Style, articles, terminal};

/// Why the chat was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Somebody asked for it.
    Asked,
    /// No token is set, so there is no Discord to connect to.
    Unconnected,
}

pub(super) fn chat(
    config: &Config,
    place: &Place,
    meter: &Meter,
    out: &mut Output,
    opening: Opening,
) -> anyhow::Result<Outcome> {
    let (bot, _live) = live::open(place, config, |opened, _| place.bot_to_chat(config, opened))?;
    let page = live::page(config, &bot, meter)?;
    let typed = stdin().is_terminal();
    out.line(format_args!(
        "pullquote · {} from {}",
        articles(bot.n_articles(), Language::English),
        place.corpus.display()
    ))?;
    if opening == Opening::Unconnected {
        out.line("No Discord token is set, so this is a chat in the terminal; the bot in Discord replies the same.")?;
        out.line("To connect Discord: copy .env.example to .env, put the bot's token into it, start again (README, \"Connect Discord\").")?;
    }
    if let Some(page) = &page {
        out.line(format_args!("The same in a browser: http://{}", page.at()))?;
    }
    out.line("Type a question, /sources, /help, or /quit; /1 presses the first button under a reply.")?;
    let started = Instant::now();
    let mut last = Reply::default();
    // The next line is written into it.
    let mut form: Option<Form> = None;
    let mut lines = stdin().lock();
    let mut line = Vec::new();
    let mut number = 0_u64;
    loop {
        number += 1;
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
        let origin = Origin { at: started.elapsed().as_secs(), ..Origin::default() };
        let action = match (form.take(), pressed(text, &last)) {
            (Some(Form { id, field, .. }), _) => Action::Submit { id, fields: vec![(field.id, text.to_owned())] },
            (None, Some(id)) => {
                Action::Press { id, ids: last.buttons.iter().map(|button| button.id.clone()).collect() }
            }
            (None, None) => Action::Message(Message { text: text.to_owned(), direct: true, ..Message::default() }),
        };
        // What is written directly is always answered.
        let request = observe::request(Front::Terminal, format_args!("t{number}"));
        let reply = request.in_scope(|| bot.handle_caught(&Event { origin, action }));
        let Some(reply) = reply else { continue };
        out.line(terminal(&reply, out.style()).trim_end())?;
        form.clone_from(&reply.form);
        if reply.form.is_none() && !reply.buttons.is_empty() {
            out.line(buttons(&reply))?;
            last = reply;
        }
    }
}

/// The id of the button that `/1`, `/2` … means.
fn pressed(text: &str, last: &Reply) -> Option<String> {
    let number: usize = text.strip_prefix('/')?.parse().ok()?;
    let button = last.buttons.get(number.checked_sub(1)?)?;
    button.enabled.then(|| button.id.clone())
}

/// The buttons of a reply, with the numbers that press them.
fn buttons(reply: &Reply) -> String {
    let numbered = (1..).zip(&reply.buttons).filter(|(_, button)| button.enabled);
    numbered.map(|(number, button)| format!("/{number} {}", button.label)).collect::<Vec<_>>().join("   ")
}
