//! What the bot does with what people send: the one API of every front end.
//!
//! A skin (Discord, the mock harness, the terminal) turns what it received into an [`Event`], calls
//! [`Bot::handle`], and shows the [`Reply`]. Which messages are meant for the bot, what a slash command
//! or a button means, what a follow-up goes on with, and what is said to bad input is decided here and
//! nowhere else. This room does not know Discord: no async, no clock, no network.

mod button;
mod command;
mod event;
mod memory;
mod vote;

use std::sync::Arc;

pub use button::Press;
pub use command::{COMMANDS, Command, CommandSpec, OptionKind, OptionSpec};
pub use event::{Action, Author, Choice, Earlier, Event, Message, OptionValue, Origin};
pub use vote::{Vote, VoteKeeper};

use crate::answer::{Answer, Ask, Engine, Evidence, Explained};
use crate::corpus::Document;
use crate::question::Intent;
use crate::render::{self, Button, Language, Page, Phrase, Reply, View};
use button::{Asked, Tag, Verb};
use memory::{Memory, Remembered};

/// The most suggestions that are made at once, and the most characters of each.
const CHOICES: usize = 25;
const CHOICE_CHARS: usize = 100;
/// So many passages are found at most: five pages.
const FOUND: usize = 20;
/// So many quotes that do not answer are shown below those that do.
const RELATED: usize = 5;

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

/// A question on its way to an answer.
struct Asking<'a> {
    question: &'a str,
    source: Option<&'a str>,
    private: bool,
    /// What it may go on with.
    after: Option<Remembered>,
    /// Whether nothing else shows the question beside the answer.
    is_echoed: bool,
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
        message.command(self.hears_bots).is_some()
    }

    /// The reply to an event; `None` if it is not for the bot.
    #[must_use]
    pub fn handle(&self, event: &Event) -> Option<Reply> {
        let origin = &event.origin;
        let unknown = || render::aside(Phrase::UnknownCommand, origin.language);
        let reply = match &event.action {
            Action::Message(message) => match message.command(self.hears_bots)? {
                Command::Ask { question, source, private } => self.ask(
                    &Asking {
                        question: &question,
                        source: source.as_deref(),
                        private,
                        after: self.earlier(message, origin).or_else(|| self.memory.before(origin)),
                        is_echoed: false,
                    },
                    origin,
                ),
                command => self.run(&command, origin),
            },
            Action::Slash { name, options } => {
                Command::of_slash(name, options).map_or_else(unknown, |command| self.run(&command, origin))
            }
            Action::Menu { text, .. } if text.trim().is_empty() => render::aside(Phrase::NoWords, origin.language),
            Action::Menu { name, text } => {
                Command::of_menu(name, text).map_or_else(unknown, |command| self.run(&command, origin))
            }
            Action::Press { id, ids } => {
                button::command(id, ids).map_or_else(unknown, |command| self.run(&command, origin))
            }
        };
        Some(self.proven(reply, origin.language))
    }

    /// The reply to a command. One that cannot be proven against the articles is never returned.
    #[must_use]
    pub fn run(&self, command: &Command, origin: &Origin) -> Reply {
        let (corpus, language) = (self.engine.corpus(), origin.language);
        let reply = match command {
            Command::Ask { question, source, private } => self.ask(
                &Asking {
                    question,
                    source: source.as_deref(),
                    private: *private,
                    after: self.memory.before(origin),
                    is_echoed: true,
                },
                origin,
            ),
            Command::Sources { page } => {
                let page = render::sources(corpus, *page, language);
                turning(page, language, |to| Some(format!("sources:{to}")))
            }
            Command::Source { name } => self.source(name, language),
            Command::Search { words, page } => self.search(words, *page, language),
            Command::Help => render::help(corpus, language),
            Command::About => render::about(corpus, self.indexed_at, language),
            Command::Press(press) => self.press(press, origin),
        };
        self.proven(reply, language)
    }

    /// The reply that shows an answer and nothing else, under the same proof.
    #[must_use]
    pub fn show(&self, explained: &Explained) -> Reply {
        let view = View::default();
        let reply = render::answer(&explained.answer, &explained.understood, self.engine.corpus(), view);
        self.proven(reply, view.language)
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

    /// The question behind the answer that a message replies to.
    fn earlier(&self, message: &Message, origin: &Origin) -> Option<Remembered> {
        let earlier = message.replies_to.as_ref()?;
        let remembered = earlier.origin.and_then(|id| self.memory.behind(id, origin.at));
        // After a restart only the answer itself still knows.
        remembered.or_else(|| {
            let asked = Asked::of_ids(&earlier.ids)?;
            Some(Remembered::new(&asked.question, asked.source.as_deref(), origin))
        })
    }

    fn ask(&self, asking: &Asking<'_>, origin: &Origin) -> Reply {
        let language = origin.language;
        if let Err(unknown) = self.engine.require_source(asking.source) {
            return render::unknown_source(&unknown.0, language);
        }
        let mut ask = Ask {
            question: asking.question.to_owned(),
            source: asking.source.map(ToOwned::to_owned),
            after: asking.after.as_ref().map(|asked| asked.question.clone()),
        };
        let Some(mut explained) = self.explain(&ask) else { return render::aside(Phrase::Failure, language) };
        let limit = asking.after.as_ref().and_then(|asked| asked.source.clone());
        if explained.understood.is_completed && ask.source.is_none() && limit.is_some() {
            // It goes on with a question that was limited to a source.
            ask.source = limit;
            let Some(limited) = self.explain(&ask) else { return render::aside(Phrase::Failure, language) };
            explained = limited;
        }
        let understood = &explained.understood;
        let question = if understood.is_completed { understood.question.text.as_str() } else { asking.question };
        if matches!(understood.question.intent, Intent::Question | Intent::Topic) {
            self.memory.remember(origin, question, ask.source.as_deref());
        }
        let view = View { language, question: asking.is_echoed.then_some(asking.question) };
        let reply = render::answer(&explained.answer, understood, self.engine.corpus(), view);
        let asked = Asked {
            question: question.to_owned(),
            source: ask.source,
            tag: Tag::new(&explained.answer, self.engine.corpus()),
        };
        Reply { private: asking.private, buttons: self.buttons(&explained, &asked, language), ..reply }
    }

    fn explain(&self, ask: &Ask) -> Option<Explained> {
        self.engine.explain(ask).inspect_err(|error| tracing::error!(%error, "no answer")).ok()
    }

    /// What can be done with an answer.
    fn buttons(&self, explained: &Explained, asked: &Asked, language: Language) -> Vec<Button> {
        let (has_quotes, has_more, differs) = match &explained.answer {
            Answer::Quoted(quoted) => {
                let n_quotes: usize = quoted.values.iter().map(|value| value.evidence.len()).sum();
                (true, n_quotes > 1 || !self.engine.related(explained, 1).is_empty(), quoted.conflict)
            }
            Answer::Abstained(abstained) => (!abstained.nearest.is_empty(), false, false),
            Answer::NotAQuestion(..) => return Vec::new(),
        };
        let mut offered: Vec<(Verb, &str)> = Vec::new();
        if has_quotes {
            offered.push((Verb::Context, Phrase::ShowContext.text(language)));
        }
        if has_more {
            offered.push((Verb::More, Phrase::MoreQuotes.text(language)));
        }
        if differs {
            offered.push((Verb::Differ, Phrase::SourcesDiffer.text(language)));
        }
        offered.extend([(Verb::Up, "👍"), (Verb::Down, "👎")]);
        let verbs: Vec<(Verb, usize)> = offered.iter().map(|(verb, _)| (*verb, 0)).collect();
        let ids = asked.ids(&verbs).unwrap_or_default();
        let button = |(id, (_, label)): (String, (Verb, &str))| Button { id, label: label.to_owned(), enabled: true };
        ids.into_iter().zip(offered).map(button).collect()
    }

    fn press(&self, press: &Press, origin: &Origin) -> Reply {
        let (corpus, language) = (self.engine.corpus(), origin.language);
        let Press { verb, page, asked } = press;
        let ask = Ask { question: asked.question.clone(), source: asked.source.clone(), after: None };
        let Some(explained) = self.explain(&ask) else { return render::aside(Phrase::Failure, language) };
        let answer = &explained.answer;
        let tag = Tag::new(answer, corpus);
        let changed = match (tag.corpus == asked.tag.corpus, tag.answer == asked.tag.answer) {
            (true, _) => None,
            (false, true) => Some(Phrase::ChangedSame),
            (false, false) => Some(Phrase::ChangedAnswer),
        };
        let page = match (verb, answer) {
            (Verb::Up | Verb::Down, _) => return self.vote(*verb == Verb::Up, asked, &explained, origin),
            (Verb::Differ, Answer::Quoted(quoted)) => render::differ(quoted, corpus, *page, changed, language),
            (Verb::More, _) => {
                let related = self.engine.related(&explained, RELATED);
                render::quotes(answer, &related, corpus, *page, changed, language)
            }
            (Verb::Context | Verb::Differ, _) => render::context(answer, corpus, *page, changed, language),
        };
        let asked = Asked { tag, ..asked.clone() };
        turning(page, language, |to| asked.ids(&[(*verb, to)])?.pop())
    }

    fn vote(&self, helped: bool, asked: &Asked, explained: &Explained, origin: &Origin) -> Reply {
        let language = origin.language;
        let Some(votes) = &self.votes else { return render::aside(Phrase::VoteOff, language) };
        let answers = match &explained.answer {
            Answer::Quoted(quoted) => {
                let words = |evidence: &Evidence| evidence.answer_words().to_owned();
                quoted.values.iter().filter_map(|value| value.evidence.first().map(words)).collect()
            }
            _ => Vec::new(),
        };
        let vote = Vote {
            question: asked.question.clone(),
            source: asked.source.clone(),
            answers,
            corpus: self.engine.corpus().hash(),
            helped,
        };
        // Pressed again, it is the same vote.
        if self.memory.is_first_vote(origin.user, &vote) && !votes.keep(&vote) {
            self.memory.forget_vote(origin.user, &vote);
            return render::aside(Phrase::Failure, language);
        }
        render::aside(if helped { Phrase::VoteUp } else { Phrase::VoteDown }, language)
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
        if words.trim().is_empty() {
            return render::aside(Phrase::AskMe, language);
        }
        match self.engine.search(words, FOUND) {
            Ok(found) => {
                let page = render::found(words, &found, self.engine.corpus(), page, language);
                turning(page, language, |to| button::search_id(words, to))
            }
            Err(error) => {
                tracing::error!(%error, "cannot search");
                render::aside(Phrase::Failure, language)
            }
        }
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

/// The page's reply with buttons that lead to the page before and after it.
fn turning(page: Page, language: Language, id: impl Fn(usize) -> Option<String>) -> Reply {
    let Page { mut reply, number, count } = page;
    if count < 2 {
        return reply;
    }
    let button = |label: Phrase, to: Option<usize>| {
        let id = match to {
            Some(to) => id(to)?,
            // A button that leads nowhere needs an id of its own all the same.
            None => format!("none:{label:?}"),
        };
        Some(Button { id, label: label.text(language).to_owned(), enabled: to.is_some() })
    };
    let previous = button(Phrase::Previous, number.checked_sub(1));
    let next = button(Phrase::Next, Some(number + 1).filter(|next| *next < count));
    reply.buttons = previous.into_iter().chain(next).collect();
    reply
}
