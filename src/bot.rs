//! What the bot does with what people send: the one API of every front end.
//!
//! A skin (Discord, the mock harness, the terminal) turns what it received into an [`Event`], calls
//! [`Bot::handle`], and shows the [`Reply`]. Which messages are meant for the bot, what a slash command
//! or a button means, and what is said to bad input is decided here and nowhere else. This room does
//! not know Discord: no async, no clock, no network.

mod command;
mod event;

use std::sync::Arc;

pub use command::{COMMANDS, Command, CommandSpec, OptionKind, OptionSpec};
pub use event::{Choice, Event, Message, OptionValue};

use crate::answer::{Ask, Engine, Explained};
use crate::render::{self, Reply};

/// The most suggestions that are made at once, and the most characters of each.
const CHOICES: usize = 25;
const CHOICE_CHARS: usize = 100;

/// The bot over one corpus.
#[derive(Clone, Debug)]
pub struct Bot {
    engine: Arc<Engine>,
}

impl Bot {
    /// A bot that answers with this engine.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }

    /// How many articles it answers from.
    #[must_use]
    pub fn n_articles(&self) -> usize {
        self.engine.corpus().documents().len()
    }

    /// The reply to an event; `None` if it is not for the bot.
    #[must_use]
    pub fn handle(&self, event: &Event) -> Option<Reply> {
        match event {
            Event::Message(message) => Some(self.run(&message.command()?)),
            Event::Slash { name, options } => Some(
                Command::of_slash(name, options).map_or_else(render::unknown_command, |command| self.run(&command)),
            ),
            Event::Button { id } => {
                Some(Command::of_button(id).map_or_else(render::unknown_command, |command| self.run(&command)))
            }
        }
    }

    /// The reply to a command. One that cannot be proven against the articles is never returned.
    #[must_use]
    pub fn run(&self, command: &Command) -> Reply {
        let corpus = self.engine.corpus();
        let reply = match command {
            Command::Ask { question, source, private } => {
                let reply = self.ask(question, source.as_deref());
                Reply { private: reply.private || *private, ..reply }
            }
            Command::Sources { page } => render::sources(corpus, *page),
            Command::Help => render::help(corpus),
        };
        self.proven(reply)
    }

    /// The reply that shows an answer, under the same proof.
    #[must_use]
    pub fn show(&self, explained: &Explained) -> Reply {
        self.proven(render::answer(&explained.answer, &explained.understood, self.engine.corpus()))
    }

    /// The reply if it can be proven against the articles and fits into a message; else an apology.
    fn proven(&self, reply: Reply) -> Reply {
        let corpus = self.engine.corpus();
        if reply.is_proven(corpus) && reply.length() <= Reply::CONTENT_LIMIT {
            reply
        } else {
            tracing::error!(
                proven = reply.is_proven(corpus),
                length = reply.length(),
                "a reply was withheld: its quotes could not be proven, or it is too long"
            );
            render::failure()
        }
    }

    fn ask(&self, question: &str, source: Option<&str>) -> Reply {
        if let Err(unknown) = self.engine.require_source(source) {
            return render::unknown_source(&unknown.0);
        }
        let ask = Ask { question: question.to_owned(), source: source.map(ToOwned::to_owned) };
        match self.engine.explain(&ask) {
            Ok(explained) => render::answer(&explained.answer, &explained.understood, self.engine.corpus()),
            Err(error) => {
                tracing::error!(%error, "no answer");
                render::failure()
            }
        }
    }

    /// Suggestions for an option of a slash command while `partial` is typed; at most 25.
    ///
    /// Articles whose title or slug holds `partial`, in corpus order; all of them if it is empty.
    #[must_use]
    pub fn complete(&self, option: &str, partial: &str) -> Vec<Choice> {
        if option != "source" {
            return Vec::new();
        }
        let wanted = crate::text::fold(partial.trim());
        let fits = |text: &str| crate::text::fold(text).contains(&wanted);
        let documents = self.engine.corpus().documents().iter();
        documents
            .filter(|document| {
                document.slug.chars().count() <= CHOICE_CHARS && (fits(document.title()) || fits(&document.slug))
            })
            .take(CHOICES)
            .map(|document| Choice {
                name: document.title().chars().take(CHOICE_CHARS).collect(),
                value: document.slug.clone(),
            })
            .collect()
    }
}
