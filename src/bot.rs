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
mod folder;
mod memory;
mod more;
mod server;
mod settings;
mod shelf;
mod turn;
mod vote;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, PoisonError, RwLock};

pub use button::Press;
pub use command::{COMMANDS, Command, CommandSpec, OptionKind, OptionSpec};
pub use event::{Action, Author, Choice, Earlier, Event, Message, OptionValue, Origin, Upload};
pub use settings::{Change, LANGUAGE_OF_EACH, Settings, SettingsKeeper, SettingsRecord};
pub use shelf::{Changed, Draft, Errand, FollowedFeed, Shelf, ShelfError, Undone, Watched};
pub use vote::{Note, Noted, Vote, VoteKeeper, VotedQuote};

pub use crate::answer::Budget;
use crate::answer::{Engine, Explained, RetrieveError, Unlimited};
use crate::render::{self, Language, Phrase, Reply, View};
use memory::Memory;
use turn::Turn;

/// The most suggestions that are made at once, and the most characters of each.
const CHOICES: usize = 25;
const CHOICE_CHARS: usize = 100;
/// So many passages are found at most: five pages.
const FOUND: usize = 20;

/// The bot over the articles of one folder, which may become others while it answers.
#[derive(Clone)]
pub struct Bot {
    articles: Arc<RwLock<Articles>>,
    memory: Arc<Memory>,
    votes: Option<Arc<dyn VoteKeeper>>,
    settings: Option<Arc<dyn SettingsKeeper>>,
    shelf: Option<Arc<dyn Shelf>>,
    hears_bots: bool,
}

/// What it answers from.
#[derive(Clone)]
struct Articles {
    engine: Arc<Engine>,
    indexed_at: Option<u64>,
}

impl std::fmt::Debug for Bot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bot").field("engine", &self.articles().engine).finish_non_exhaustive()
    }
}

impl Bot {
    /// A bot that answers with this engine, keeps neither votes nor settings and hears no other bots.
    #[must_use]
    pub fn new(engine: Arc<Engine>) -> Self {
        let articles = Arc::new(RwLock::new(Articles { engine, indexed_at: None }));
        Self { articles, memory: Arc::default(), votes: None, settings: None, shelf: None, hears_bots: false }
    }

    /// The same bot, with a place to keep votes.
    #[must_use]
    pub fn keeping_votes(self, votes: Arc<dyn VoteKeeper>) -> Self {
        Self { votes: Some(votes), ..self }
    }

    /// The same bot, with a place to keep what servers set.
    #[must_use]
    pub fn keeping_settings(self, settings: Arc<dyn SettingsKeeper>) -> Self {
        Self { settings: Some(settings), ..self }
    }

    /// The same bot, whose articles those who manage a server look after.
    #[must_use]
    pub fn keeping_shelf(self, shelf: Arc<dyn Shelf>) -> Self {
        Self { shelf: Some(shelf), ..self }
    }

    /// The same bot, which knows when its articles were indexed, in seconds since 1970.
    #[must_use]
    pub fn indexed_at(self, at: u64) -> Self {
        self.renew(self.articles().engine, Some(at));
        self
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

    /// The same bot for people of whom nothing is known: it takes no votes, since one person's could not be told from
    /// another's, and remembers no conversation of others.
    #[must_use]
    pub fn for_guests(&self) -> Self {
        Self { votes: None, settings: None, shelf: None, ..self.forgetful() }
    }

    /// The same bot with the articles that it has now, whatever others take their place meanwhile: for whoever shows more
    /// of them beside a reply.
    #[must_use]
    pub fn as_now(&self) -> Self {
        Self { articles: Arc::new(RwLock::new(self.articles())), ..self.clone() }
    }

    /// Answers with another engine from now on, as do all clones of this bot. What is being answered meanwhile is
    /// answered with the one before.
    pub fn renew(&self, engine: Arc<Engine>, indexed_at: Option<u64>) {
        *self.articles.write().unwrap_or_else(PoisonError::into_inner) = Articles { engine, indexed_at };
    }

    /// What it answers with now.
    #[must_use]
    pub fn engine(&self) -> Arc<Engine> {
        self.articles().engine
    }

    fn articles(&self) -> Articles {
        self.articles.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A turn at what was done at `origin`.
    fn turn(&self, origin: &Origin) -> Turn {
        let Articles { engine, indexed_at } = self.articles();
        Turn {
            here: origin.server.map(|server| self.settings(server)).unwrap_or_default(),
            place: *origin,
            engine,
            indexed_at,
            memory: Arc::clone(&self.memory),
            votes: self.votes.clone(),
            settings: self.settings.clone(),
            shelf: self.shelf.clone(),
            hears_bots: self.hears_bots,
        }
    }

    /// How many articles it answers from.
    #[must_use]
    pub fn n_articles(&self) -> usize {
        self.articles().engine.corpus().documents().len()
    }

    /// What a server has set.
    #[must_use]
    pub fn settings(&self, server: u64) -> Settings {
        self.settings.as_ref().map(|keeper| keeper.settings(server)).unwrap_or_default()
    }

    /// Whether somebody may send a file that becomes an article.
    #[must_use]
    pub fn takes_files(&self, origin: &Origin) -> bool {
        let shelf = self.shelf.as_ref().filter(|_| origin.manages);
        shelf.zip(origin.server).is_some_and(|(shelf, server)| shelf.may_change(server))
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
        self.turn(&event.origin).handle(event, budget)
    }

    /// The reply to an event, for a skin that has no thread for each: a panic becomes an apology, as it does where there
    /// is one.
    #[must_use]
    pub fn handle_caught(&self, event: &Event) -> Option<Reply> {
        let apology = |_| Some(render::aside(Phrase::Failure, event.origin.language));
        // What is shared is kept behind locks that outlive a panic, and the articles never change.
        catch_unwind(AssertUnwindSafe(|| self.handle(event))).unwrap_or_else(apology)
    }

    /// The reply to a command. One that cannot be proven against the articles is never returned.
    #[must_use]
    pub fn run(&self, command: &Command, origin: &Origin) -> Reply {
        self.turn(origin).run(command, origin)
    }

    /// The reply that shows an answer and nothing else, under the same proof.
    #[must_use]
    pub fn show(&self, explained: &Explained) -> Reply {
        let turn = self.turn(&Origin::default());
        let view = View { is_substitute: explained.is_substitute, ..View::default() };
        let reply = render::answer(&explained.answer, &explained.understood, turn.engine.corpus(), view);
        turn.proven(reply, view.language)
    }

    /// Why an answer came out as it did, in plain words, under the same proof.
    #[must_use]
    pub fn explain_in_words(&self, explained: &Explained) -> Reply {
        let (language, turn) = (Language::default(), self.turn(&Origin::default()));
        turn.proven(render::reasoning(explained, turn.engine.corpus(), false, None, language), language)
    }

    /// Suggestions for an option of a slash command while `partial` is typed at `origin`; at most 25.
    ///
    /// Articles whose title or slug holds `partial`, in corpus order, or folders of them whose name does, in the order of
    /// the names; all of them if it is empty. Who manages no server is shown what is heard there alone.
    #[must_use]
    pub fn complete(&self, origin: &Origin, option: &str, partial: &str) -> Vec<Choice> {
        self.turn(origin).complete(option, partial)
    }
}

/// What is said where the articles could not be searched.
fn unsearched(error: &RetrieveError, language: Language) -> Reply {
    tracing::error!(%error, "no answer");
    let unavailable = matches!(error, RetrieveError::Unavailable(_));
    say_outcome(if unavailable { "unavailable" } else { "failure" });
    render::aside(if unavailable { Phrase::Unavailable } else { Phrase::Failure }, language)
}

/// Says what came of a question, for whoever counts.
fn say_outcome(outcome: &'static str) {
    tracing::debug!(target: "pullquote::outcome", outcome);
}
