//! What the bot does with what people send: the one API of every front end.
//!
//! A skin (Discord, the mock harness, the terminal) turns what it received into an [`Event`], calls
//! [`Bot::handle`], and shows the [`Reply`]. Which messages are meant for the bot, what a slash command
//! or a button means, what a follow-up goes on with, and what is said to bad input is decided here and
//! nowhere else. This room does not know Discord: no async, no clock, no network.

mod ask;
mod button;
mod command;
mod event;
mod memory;
mod more;
mod vote;

use std::sync::Arc;

pub use button::Press;
pub use command::{COMMANDS, Command, CommandSpec, OptionKind, OptionSpec};
pub use event::{Action, Author, Choice, Earlier, Event, Message, OptionValue, Origin};
pub use vote::{Note, Noted, Vote, VoteKeeper, VotedQuote};

pub use crate::answer::Budget;
use crate::answer::{Engine, Explained, RetrieveError, Unlimited};
use crate::corpus::Document;
use crate::render::{self, Language, Page, Phrase, Reply, View};
use ask::Asking;
use button::list_id;
use memory::Memory;
use more::turning;

/// The most suggestions that are made at once, and the most characters of each.
const CHOICES: usize = 25;
const CHOICE_CHARS: usize = 100;
/// So many passages are found at most: five pages.
const FOUND: usize = 20;
/// The bot over one corpus.
#[derive(Clone)]
pub struct Bot {
    engine: Arc<Engine>,
    memory: Arc<Memory>,
    votes: Option<Arc<dyn VoteKeeper>>,
    indexed_at: Option<u64>,
    hears_bots: bool,
}

impl std::fmt::Debug for Bot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bot").field("engine", &self.engine).finish_non_exhaustive()
    }
}

impl Bot {
    /// A bot that answers with this engine, keeps no votes and hears no other bots.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine, memory: Arc::default(), votes: None, indexed_at: None, hears_bots: false }
    }

    /// The same bot, with a place to keep votes.
    #[must_use]
    pub fn keeping_votes(self, votes: Arc<dyn VoteKeeper>) -> Self {
        Self { votes: Some(votes), ..self }
    }

    /// The same bot, which knows when its articles were indexed, in seconds since 1970.
    #[must_use]
    pub fn indexed_at(self, at: u64) -> Self {
        Self { indexed_at: Some(at), ..self }
    }

    /// The same bot, which answers other bots or does not.
    #[must_use]
    pub fn hearing_bots(self, hears_bots: bool) -> Self {
        Self { hears_bots, ..self }
    }

    /// The same bot without what it remembers of conversations.
    #[must_use]
    pub fn forgetful(&self) -> Self {
        Self { memory: Arc::default(), ..self.clone() }
    }

    /// How many articles it answers from.
    #[must_use]
    pub fn n_articles(&self) -> usize {
        self.engine.corpus().documents().len()
    }

    /// Whether a message is for the bot.
    #[must_use]
    pub fn hears(&self, message: &Message) -> bool {
        message.is_for_bot(self.hears_bots)
    }

    /// The reply to an event; `None` if it is not for the bot.
    #[must_use]
    pub fn handle(&self, event: &Event) -> Option<Reply> {
        self.handle_within(event, &Unlimited)
    }

    /// The reply to an event by a reader that has `budget`; `None` if it is not for the bot.
    #[must_use]
    pub fn handle_within(&self, event: &Event, budget: &dyn Budget) -> Option<Reply> {
        let origin = &event.origin;
        let unknown = || render::aside(Phrase::UnknownCommand, origin.language);
        let reply = match &event.action {
            Action::Message(message) if !self.hears(message) => return None,
            Action::Message(message) => match message.command() {
                Some(Command::Ask { question, source, private }) => self.ask(
                    &Asking {
                        question: &question,
                        source: source.as_deref(),
                        private,
                        after: self.earlier(message, origin).or_else(|| self.memory.before(origin, private)),
                        is_echoed: false,
                        budget,
                    },
                    origin,
                ),
                Some(command) => self.unproven(&command, origin, budget),
                None => unknown(),
            },
            Action::Slash { name, options } => {
                Command::of_slash(name, options).map_or_else(unknown, |command| self.unproven(&command, origin, budget))
            }
            Action::Menu { text, .. } if text.trim().is_empty() => render::aside(Phrase::NoWords, origin.language),
            Action::Menu { name, text } => {
                Command::of_menu(name, text).map_or_else(unknown, |command| self.unproven(&command, origin, budget))
            }
            Action::Submit { id, fields } => {
                let command = button::submitted(id, fields);
                command.map_or_else(unknown, |command| self.unproven(&command, origin, budget))
            }
            Action::Press { id, ids } => {
                button::command(id, ids).map_or_else(unknown, |command| {
                    let reply = self.unproven(&command, origin, budget);
                    // The buttons of these lists turn their pages and do nothing else.
                    let is_list = !matches!(command, Command::Press(_));
                    Reply { replaces: reply.replaces || is_list, ..reply }
                })
            }
        };
        Some(self.proven(reply, origin.language))
    }

    /// The reply to a command. One that cannot be proven against the articles is never returned.
    #[must_use]
    pub fn run(&self, command: &Command, origin: &Origin) -> Reply {
        self.proven(self.unproven(command, origin, &Unlimited), origin.language)
    }

    fn unproven(&self, command: &Command, origin: &Origin, budget: &dyn Budget) -> Reply {
        let (corpus, language) = (self.engine.corpus(), origin.language);
        match command {
            Command::Ask { question, source, private } => self.ask(
                &Asking {
                    question,
                    source: source.as_deref(),
                    private: *private,
                    after: self.memory.before(origin, *private),
                    is_echoed: true,
                    budget,
                },
                origin,
            ),
            Command::Sources { page } => {
                let page = render::sources(corpus, *page, language);
                turning(page, language, |to| Some(to.map(|to| format!("sources:{to}")).to_vec()))
            }
            Command::Source { name } => self.source(name, language),
            Command::Search { words, page } => self.search(words, *page, language),
            Command::Timeline { topic, page } => self.timeline(topic, *page, language),
            Command::Compare { topic, page } => self.compare(topic, *page, language),
            Command::Help => render::help(corpus, language),
            Command::About => render::about(corpus, self.indexed_at, language),
            Command::Press(press) => self.press(press, origin, budget),
            Command::OpenNote { case } => self.open_note(case, language),
            Command::KeepNote { case, words } => self.keep_note(case, words, language),
        }
    }

    /// The reply that shows an answer and nothing else, under the same proof.
    #[must_use]
    pub fn show(&self, explained: &Explained) -> Reply {
        let view = View::default();
        let reply = render::answer(&explained.answer, &explained.understood, self.engine.corpus(), view);
        self.proven(reply, view.language)
    }

    /// Why an answer came out as it did, in plain words, under the same proof.
    #[must_use]
    pub fn explain_in_words(&self, explained: &Explained) -> Reply {
        let language = Language::default();
        self.proven(render::reasoning(explained, self.engine.corpus(), false, None, language), language)
    }

    /// The reply if it can be proven against the articles and fits into a message; else an apology.
    fn proven(&self, reply: Reply, language: Language) -> Reply {
        let corpus = self.engine.corpus();
        if reply.is_proven(corpus) && reply.length() <= Reply::CONTENT_LIMIT {
            reply
        } else {
            tracing::error!(
                proven = reply.is_proven(corpus),
                length = reply.length(),
                "a reply was withheld: its quotes could not be proven, or it is too long"
            );
            render::aside(Phrase::Failure, language)
        }
    }

    fn source(&self, name: &str, language: Language) -> Reply {
        let found = self.engine.sources(name);
        match found[..] {
            [] => render::unknown_source(name, language),
            [document] => render::source(document, language),
            _ => render::several_sources(name, &found, language),
        }
    }

    fn search(&self, words: &str, page: usize, language: Language) -> Reply {
        let found = || self.engine.search(words, FOUND);
        let show = |found: Vec<_>| render::found(words, &found, self.engine.corpus(), page, language);
        listed("search", words, language, found, show)
    }

    fn timeline(&self, topic: &str, page: usize, language: Language) -> Reply {
        let show = |timeline| render::timeline(topic, &timeline, self.engine.corpus(), page, language);
        listed("timeline", topic, language, || self.engine.timeline(topic), show)
    }

    fn compare(&self, topic: &str, page: usize, language: Language) -> Reply {
        let show = |compared| render::comparison(topic, &compared, self.engine.corpus(), page, language);
        listed("compare", topic, language, || self.engine.compare(topic), show)
    }

    /// Suggestions for an option of a slash command while `partial` is typed; at most 25.
    ///
    /// Articles whose title or slug holds `partial`, in corpus order; all of them if it is empty.
    #[must_use]
    pub fn complete(&self, option: &str, partial: &str) -> Vec<Choice> {
        if option != Phrase::OptionSource.text(Language::English) {
            return Vec::new();
        }
        let wanted = crate::text::fold(partial.trim());
        let fits = |text: &str| crate::text::fold(text).contains(&wanted);
        let choice = |document: &Document| Choice {
            name: document.title().chars().take(CHOICE_CHARS).collect(),
            value: document.slug.clone(),
        };
        let documents = self.engine.corpus().documents().iter();
        documents
            .filter(|document| {
                document.slug.chars().count() <= CHOICE_CHARS && (fits(document.title()) || fits(&document.slug))
            })
            .take(CHOICES)
            .map(choice)
            .collect()
    }
}

/// What is said where the articles could not be searched.
fn unsearched(error: &RetrieveError, language: Language) -> Reply {
    tracing::error!(%error, "no answer");
    let unavailable = matches!(error, RetrieveError::Unavailable(_));
    render::aside(if unavailable { Phrase::Unavailable } else { Phrase::Failure }, language)
}

/// The reply of the command `name`: what `find` finds for `words`, as a page with buttons to the others.
fn listed<T>(
    name: &str,
    words: &str,
    language: Language,
    find: impl FnOnce() -> Result<T, RetrieveError>,
    show: impl FnOnce(T) -> Page,
) -> Reply {
    if words.trim().is_empty() {
        return render::aside(Phrase::AskMe, language);
    }
    match find() {
        Ok(found) => turning(show(found), language, |to| to.into_iter().map(|to| list_id(name, words, to)).collect()),
        Err(error) => unsearched(&error, language),
    }
}
