//! One thing that was done, and what the bot does about it.

use std::sync::Arc;

use super::ask::Asking;
use super::button::{self, list_id};
use super::memory::Memory;
use super::more::turning;
use super::{
    Action, CHOICE_CHARS, CHOICES, Choice, Command, Event, FOUND, OptionValue, Origin, Settings, SettingsKeeper, Shelf,
    VoteKeeper, say_outcome, server, unsearched,
};
use crate::answer::{Ask, Budget, Engine, RetrieveError, Unlimited};
use crate::corpus::Document;
use crate::render::{self, Language, Page, Phrase, Reply};

/// The bot while it answers one event: with the articles that it had when the event came, whatever becomes of them
/// meanwhile.
pub(super) struct Turn {
    pub(super) engine: Arc<Engine>,
    pub(super) indexed_at: Option<u64>,
    pub(super) memory: Arc<Memory>,
    pub(super) votes: Option<Arc<dyn VoteKeeper>>,
    pub(super) settings: Option<Arc<dyn SettingsKeeper>>,
    pub(super) shelf: Option<Arc<dyn Shelf>>,
    pub(super) hears_bots: bool,
    /// What holds on the server where it was done.
    pub(super) here: Settings,
    /// Where it was done, and by whom.
    pub(super) place: Origin,
}

impl Turn {
    /// The reply to an event by a reader that has `budget`; `None` if it is not for the bot.
    pub(super) fn handle(&self, event: &Event, budget: &dyn Budget) -> Option<Reply> {
        let _whole = tracing::debug_span!(target: "pullquote::stage", "handle").entered();
        let settings = &self.here;
        let origin = &Origin { language: settings.language.unwrap_or(event.origin.language), ..event.origin };
        let unknown = || render::aside(Phrase::UnknownCommand, origin.language);
        let reply = match &event.action {
            Action::Message(message)
                if !message.is_for_bot(self.hears_bots) || !settings.answers_in(origin.channel, origin.parent) =>
            {
                return None;
            }
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
                // All would see what is for the writer alone.
                Some(Command::Settings(_) | Command::Corpus(_) | Command::Privacy { .. }) if !message.direct => {
                    render::aside(Phrase::OnlySlash, origin.language)
                }
                Some(command) => self.unproven(&command, origin, budget),
                None => unknown(),
            },
            Action::Slash { name, options } => {
                let is_said =
                    options.iter().any(|(name, value)| name == "private" && matches!(value, OptionValue::Flag(_)));
                let private = settings.private && !is_said;
                Command::of_slash(name, options)
                    .map_or_else(unknown, |command| self.commanded(command, settings, private, origin, budget))
            }
            Action::Menu { text, .. } if text.trim().is_empty() => render::aside(Phrase::NoWords, origin.language),
            Action::Menu { name, text } => Command::of_menu(name, text)
                .map_or_else(unknown, |command| self.commanded(command, settings, settings.private, origin, budget)),
            Action::Submit { id, fields } => {
                let command = button::submitted(id, fields);
                command.map_or_else(unknown, |command| self.unproven(&command, origin, budget))
            }
            Action::Press { id, ids } => {
                button::command(id, ids).map_or_else(unknown, |command| {
                    let reply = self.unproven(&command, origin, budget);
                    // The buttons of these lists turn their pages and do nothing else.
                    let is_list = !matches!(command, Command::Press(_) | Command::Corpus(_));
                    Reply { replaces: reply.replaces || is_list, ..reply }
                })
            }
        };
        Some(self.proven(reply, origin.language))
    }

    /// The reply to a command. One that cannot be proven against the articles is never returned.
    pub(super) fn run(&self, command: &Command, origin: &Origin) -> Reply {
        self.proven(self.unproven(command, origin, &Unlimited), origin.language)
    }

    /// The reply to a slash command, or to a choice from a menu, under the server's settings; to its sender alone if
    /// `private`.
    fn commanded(
        &self,
        command: Command,
        settings: &Settings,
        private: bool,
        origin: &Origin,
        budget: &dyn Budget,
    ) -> Reply {
        if !command.is_everywhere() && !settings.answers_in(origin.channel, origin.parent) {
            return server::elsewhere(settings, origin.language);
        }
        if !private {
            return self.unproven(&command, origin, budget);
        }
        Reply { private, ..self.unproven(&command.privately(), origin, budget) }
    }

    fn unproven(&self, command: &Command, origin: &Origin, budget: &dyn Budget) -> Reply {
        let (corpus, part, language) = (self.engine.corpus(), self.part(), origin.language);
        let is_of_articles = matches!(
            command,
            Command::Sources { .. }
                | Command::Source { .. }
                | Command::Search { .. }
                | Command::Timeline { .. }
                | Command::Compare { .. }
        );
        if let Some(gone) = self.gone(language).filter(|_| is_of_articles) {
            return gone;
        }
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
                let page = render::sources(corpus, part, *page, language);
                turning(page, language, |to| Some(to.map(|to| format!("sources:{to}")).to_vec()))
            }
            Command::Source { name } => self.source(name, language),
            Command::Search { words, page } => self.search(words, *page, language),
            Command::Timeline { topic, page } => self.timeline(topic, *page, language),
            Command::Compare { topic, page } => self.compare(topic, *page, language),
            Command::Help => render::help(corpus, part, language),
            Command::About => render::about(corpus, part, self.indexed_at, language),
            Command::Settings(change) => self.set(change.as_ref(), origin),
            Command::Corpus(errand) => self.tend(errand.as_ref(), origin),
            Command::Privacy { forget } => self.privacy(*forget, origin),
            Command::Press(press) => self.press(press, origin, budget),
            Command::OpenNote { case } => self.open_note(case, language),
            Command::KeepNote { case, words } => self.keep_note(case, words, language),
        }
    }

    /// The part of the articles that is heard here; `None` for all.
    pub(super) fn part(&self) -> Option<&str> {
        self.here.part_in(self.place.channel, self.place.parent)
    }

    /// What is said where the part that is to be heard here holds no article.
    pub(super) fn gone(&self, language: Language) -> Option<Reply> {
        let folder = self.part().filter(|folder| self.engine.corpus().part(folder).is_none())?;
        say_outcome("unavailable");
        Some(render::part_gone(folder, language))
    }

    /// The reply if it can be proven against the articles that are heard here, and fits into a message; else an apology.
    pub(super) fn proven(&self, reply: Reply, language: Language) -> Reply {
        let corpus = self.engine.corpus();
        let is_heard = self.part().is_none_or(|folder| {
            let part = corpus.part(folder);
            reply.quoted.iter().all(|stretch| part.is_some_and(|part| part.holds(stretch.doc)))
        });
        if is_heard && reply.is_proven(corpus) && reply.length() <= Reply::CONTENT_LIMIT {
            reply
        } else {
            say_outcome("withheld");
            tracing::error!(
                is_heard,
                proven = reply.is_proven(corpus),
                length = reply.length(),
                "a reply was withheld: its quotes could not be proven, are of articles not heard there, or it is too long"
            );
            render::aside(Phrase::Failure, language)
        }
    }

    fn source(&self, name: &str, language: Language) -> Reply {
        let found = self.engine.sources(name, self.part());
        match found[..] {
            [] => render::unknown_source(name, language),
            [document] => render::source(document, language),
            _ => render::several_sources(name, &found, language),
        }
    }

    fn search(&self, words: &str, page: usize, language: Language) -> Reply {
        let found = || self.engine.search(Ask::new(words).within(self.part()), FOUND);
        let show = |found| render::found(words, &found, self.engine.corpus(), page, language);
        listed("search", words, language, found, show)
    }

    fn timeline(&self, topic: &str, page: usize, language: Language) -> Reply {
        let show = |timeline| render::timeline(topic, &timeline, self.engine.corpus(), page, language);
        listed("timeline", topic, language, || self.engine.timeline(Ask::new(topic).within(self.part())), show)
    }

    fn compare(&self, topic: &str, page: usize, language: Language) -> Reply {
        let show = |compared| render::comparison(topic, &compared, self.engine.corpus(), page, language);
        listed("compare", topic, language, || self.engine.compare(Ask::new(topic).within(self.part())), show)
    }

    /// Suggestions for an option of a slash command while `partial` is typed; at most 25.
    pub(super) fn complete(&self, option: &str, partial: &str) -> Vec<Choice> {
        let is = |phrase: Phrase| phrase.text(Language::English) == option;
        if is(Phrase::OptionSource) {
            self.articles(self.part(), partial)
        } else if is(Phrase::OptionRemove) {
            // Who manages a server looks after all articles.
            self.articles(self.part().filter(|_| !self.place.manages), partial)
        } else if is(Phrase::OptionArticles) && self.place.manages {
            self.folders(partial)
        } else {
            Vec::new()
        }
    }

    /// The articles of a part, or of all, whose title or slug holds `partial`, in corpus order.
    fn articles(&self, part: Option<&str>, partial: &str) -> Vec<Choice> {
        let wanted = crate::text::fold(partial.trim());
        let fits = |text: &str| crate::text::fold(text).contains(&wanted);
        let choice = |document: &Document| Choice {
            name: document.title().chars().take(CHOICE_CHARS).collect(),
            value: document.slug.clone(),
        };
        let documents = self.engine.corpus().documents_in(part);
        documents
            .filter(|document| {
                document.slug.chars().count() <= CHOICE_CHARS && (fits(document.title()) || fits(&document.slug))
            })
            .take(CHOICES)
            .map(choice)
            .collect()
    }
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
