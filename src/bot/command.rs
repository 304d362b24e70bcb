//! The commands, and what each needs: one table for every front end.

use super::OptionValue;
use super::button::Press;
use super::settings::Change;
use super::shelf::Errand;
use crate::render::{Language, Phrase};

/// Something the bot can be told to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Answer a question.
    Ask {
        /// The question, as typed.
        question: String,
        /// Answer from this source only: a slug, a title, a publisher or a part of one.
        source: Option<String>,
        /// Show the answer to the asker alone.
        private: bool,
    },
    /// List the articles.
    Sources {
        /// The page, from 0; one past the end shows the last.
        page: usize,
    },
    /// Show one article.
    Source {
        /// A slug, a title, a publisher or a part of one.
        name: String,
    },
    /// Find passages.
    Search {
        /// What they should speak of.
        words: String,
        /// The page, from 0; one past the end shows the last.
        page: usize,
    },
    /// Tell what happened when.
    Timeline {
        /// What the events are about.
        topic: String,
        /// The page, from 0; one past the end shows the last.
        page: usize,
    },
    /// Show what each article says.
    Compare {
        /// What it says something about: a few words, or a question.
        topic: String,
        /// The page, from 0; one past the end shows the last.
        page: usize,
    },
    /// Say what the bot does and how to ask.
    Help,
    /// Say what the bot runs on.
    About,
    /// Show or change what a server has set; `None` if a value cannot be what it should.
    Settings(Option<Change>),
    /// Look after the articles; `None` if several things are wanted at once.
    Corpus(Option<Errand>),
    /// Say what is kept about the user.
    Privacy {
        /// Forget it.
        forget: bool,
    },
    /// Show more of an answer, or take a vote on it.
    Press(Press),
    /// Ask what would have been right.
    OpenNote {
        /// The case that was voted on.
        case: String,
    },
    /// Take note of what would have been right.
    KeepNote {
        /// The case that was voted on.
        case: String,
        /// What somebody wrote.
        words: String,
    },
}

/// How a command is declared. Its name is the phrase in English, others are names for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandSpec {
    /// Lower case and 1 to 32 characters for a slash command, any 1 to 32 for a menu's.
    pub name: Phrase,
    /// 1 to 100 characters; `None` for a command of a message's menu, which has no room for one.
    pub description: Option<Phrase>,
    /// The options, required ones first.
    pub options: &'static [OptionSpec],
    /// Whether it is for those alone who may manage a server.
    pub for_managers: bool,
}

/// How an option of a slash command is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionSpec {
    /// Lower case, 1 to 32 characters.
    pub name: Phrase,
    /// 1 to 100 characters.
    pub description: Phrase,
    /// What it holds.
    pub kind: OptionKind,
    /// Whether it must be filled in.
    pub required: bool,
}

/// What an option of a slash command holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// Words.
    Text,
    /// Words, with suggestions from [`Bot::complete`](super::Bot::complete) while they are typed.
    Completed,
    /// Yes or no.
    Flag,
    /// A whole number from 1.
    Page,
    /// A channel of the server.
    Channel,
    /// A file.
    File,
    /// How many a minute: a whole number from 0 to [`Settings::MOST_RATE`](super::Settings::MOST_RATE).
    Rate,
    /// The code of one of [`Language::ALL`], or [`LANGUAGE_OF_EACH`](super::LANGUAGE_OF_EACH).
    Language,
}

/// Every command: the slash commands, then those of a message's menu.
pub const COMMANDS: &[CommandSpec] = &[
    CommandSpec {
        name: Phrase::CommandAsk,
        description: Some(Phrase::CommandAskAbout),
        options: &[
            required(Phrase::OptionQuestion, Phrase::OptionQuestionAbout, OptionKind::Text),
            optional(Phrase::OptionSource, Phrase::OptionSourceAbout, OptionKind::Completed),
            optional(Phrase::OptionPrivate, Phrase::OptionPrivateAbout, OptionKind::Flag),
        ],
        for_managers: false,
    },
    CommandSpec {
        name: Phrase::CommandSources,
        description: Some(Phrase::CommandSourcesAbout),
        options: &[optional(Phrase::OptionPage, Phrase::OptionPageAbout, OptionKind::Page)],
        for_managers: false,
    },
    CommandSpec {
        name: Phrase::CommandSource,
        description: Some(Phrase::CommandSourceAbout),
        options: &[required(Phrase::OptionSource, Phrase::OptionArticleAbout, OptionKind::Completed)],
        for_managers: false,
    },
    CommandSpec {
        name: Phrase::CommandSearch,
        description: Some(Phrase::CommandSearchAbout),
        options: &[required(Phrase::OptionWords, Phrase::OptionWordsAbout, OptionKind::Text)],
        for_managers: false,
    },
    CommandSpec {
        name: Phrase::CommandTimeline,
        description: Some(Phrase::CommandTimelineAbout),
        options: &[required(Phrase::OptionTopic, Phrase::OptionTopicAbout, OptionKind::Text)],
        for_managers: false,
    },
    CommandSpec {
        name: Phrase::CommandCompare,
        description: Some(Phrase::CommandCompareAbout),
        options: &[required(Phrase::OptionTopic, Phrase::OptionTopicAbout, OptionKind::Text)],
        for_managers: false,
    },
    CommandSpec {
        name: Phrase::CommandHelp,
        description: Some(Phrase::CommandHelpAbout),
        options: &[],
        for_managers: false,
    },
    CommandSpec {
        name: Phrase::CommandAbout,
        description: Some(Phrase::CommandAboutAbout),
        options: &[],
        for_managers: false,
    },
    CommandSpec {
        name: Phrase::CommandSettings,
        description: Some(Phrase::CommandSettingsAbout),
        options: &[
            optional(Phrase::OptionAddChannel, Phrase::OptionAddChannelAbout, OptionKind::Channel),
            optional(Phrase::OptionRemoveChannel, Phrase::OptionRemoveChannelAbout, OptionKind::Channel),
            optional(Phrase::OptionArticles, Phrase::OptionArticlesAbout, OptionKind::Completed),
            optional(Phrase::OptionChannel, Phrase::OptionChannelAbout, OptionKind::Channel),
            optional(Phrase::OptionPrivate, Phrase::OptionPrivateHereAbout, OptionKind::Flag),
            optional(Phrase::OptionRate, Phrase::OptionRateAbout, OptionKind::Rate),
            optional(Phrase::OptionLanguage, Phrase::OptionLanguageAbout, OptionKind::Language),
            optional(Phrase::OptionReset, Phrase::OptionResetAbout, OptionKind::Flag),
        ],
        for_managers: true,
    },
    CommandSpec {
        name: Phrase::CommandCorpus,
        description: Some(Phrase::CommandCorpusAbout),
        options: &[
            optional(Phrase::OptionAdd, Phrase::OptionAddAbout, OptionKind::File),
            optional(Phrase::OptionLink, Phrase::OptionLinkAbout, OptionKind::Text),
            optional(Phrase::OptionRemove, Phrase::OptionRemoveAbout, OptionKind::Completed),
            optional(Phrase::OptionReload, Phrase::OptionReloadAbout, OptionKind::Flag),
            optional(Phrase::OptionUndo, Phrase::OptionUndoAbout, OptionKind::Flag),
        ],
        for_managers: true,
    },
    CommandSpec {
        name: Phrase::CommandPrivacy,
        description: Some(Phrase::CommandPrivacyAbout),
        options: &[optional(Phrase::OptionForget, Phrase::OptionForgetAbout, OptionKind::Flag)],
        for_managers: false,
    },
    CommandSpec { name: Phrase::CommandAskMessage, description: None, options: &[], for_managers: false },
];

const fn required(name: Phrase, description: Phrase, kind: OptionKind) -> OptionSpec {
    OptionSpec { name, description, kind, required: true }
}

const fn optional(name: Phrase, description: Phrase, kind: OptionKind) -> OptionSpec {
    OptionSpec { name, description, kind, required: false }
}

impl Command {
    /// The command that a slash command means; `None` if there is none of that name, or it lacks what it
    /// needs.
    #[must_use]
    pub fn of_slash(name: &str, options: &[(String, OptionValue)]) -> Option<Self> {
        let option = |wanted: &str| options.iter().find(|(name, _)| name == wanted).map(|(_, value)| value);
        let text = |wanted: &str| match option(wanted) {
            Some(OptionValue::Text(text)) => Some(text.clone()),
            _ => None,
        };
        match name {
            "ask" => Some(Self::Ask {
                question: text("question")?,
                source: text("source"),
                private: option("private") == Some(&OptionValue::Flag(true)),
            }),
            "sources" => {
                let page = match option("page") {
                    Some(OptionValue::Number(page)) => usize::try_from(page.saturating_sub(1)).unwrap_or(0),
                    _ => 0,
                };
                Some(Self::Sources { page })
            }
            "source" => Some(Self::Source { name: text("source")? }),
            "search" => Some(Self::Search { words: text("words")?, page: 0 }),
            "timeline" => Some(Self::Timeline { topic: text("topic")?, page: 0 }),
            "compare" => Some(Self::Compare { topic: text("topic")?, page: 0 }),
            "help" => Some(Self::Help),
            "about" => Some(Self::About),
            "settings" => Some(Self::Settings(Change::of_options(options))),
            "corpus" => Some(Self::Corpus(Errand::of_options(options))),
            "privacy" => Some(Self::Privacy { forget: option("forget") == Some(&OptionValue::Flag(true)) }),
            _ => None,
        }
    }

    /// The command that a choice from a message's menu means; `None` if there is none of that name.
    #[must_use]
    pub fn of_menu(name: &str, text: &str) -> Option<Self> {
        (name == Phrase::CommandAskMessage.text(Language::English)).then(|| Self::question(text))
    }

    /// The command that a line means: `/sources 2`, `/ask who …? source:NAME`, `timeline of …`, `compare …`, or a
    /// plain question; `None` for a slash and a name that no command has.
    ///
    /// Options may be named as Discord shows them; what stands before the first name is the first option.
    #[must_use]
    pub fn of_line(line: &str) -> Option<Self> {
        let line = line.trim();
        let (head, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let Some(name) = head.strip_prefix('/').filter(|name| name.chars().all(char::is_alphanumeric)) else {
            return Some(Self::in_words(line).unwrap_or_else(|| Self::question(line)));
        };
        let spec = COMMANDS.iter().find(|spec| spec.name.text(Language::English) == name)?;
        let mut options = named(rest, spec.options);
        for required in spec.options.iter().filter(|option| option.required) {
            let name = required.name.text(Language::English);
            if options.iter().all(|(known, _)| known != name) {
                options.push((name.to_owned(), OptionValue::Text(String::new())));
            }
        }
        Self::of_slash(name, &options)
    }

    /// The command that begins a line in plain words, where they can mean nothing else: "timeline of the talks",
    /// "timeline: talks", "compare the casualties".
    fn in_words(line: &str) -> Option<Self> {
        let (head, rest) = line.split_once(char::is_whitespace)?;
        let (name, is_marked) = head.strip_suffix(':').map_or((head, false), |name| (name, true));
        let (first, after) = rest.trim_start().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
        let is_preposition = ["of", "for", "on"].iter().any(|word| first.eq_ignore_ascii_case(word));
        let topic =
            |words: &str| Some(words.trim().to_owned()).filter(|topic| topic.chars().any(char::is_alphanumeric));
        match name.to_ascii_lowercase().as_str() {
            "timeline" if is_preposition && !is_marked => Some(Self::Timeline { topic: topic(after)?, page: 0 }),
            "timeline" if is_marked => Some(Self::Timeline { topic: topic(rest)?, page: 0 }),
            "compare" => Some(Self::Compare { topic: topic(rest)?, page: 0 }),
            _ => None,
        }
    }

    /// The same command, answered to who sends it alone.
    pub(super) fn privately(self) -> Self {
        match self {
            Self::Ask { question, source, .. } => Self::Ask { question, source, private: true },
            other => other,
        }
    }

    /// Whether it is answered in every channel: it is about the bot and the server, not about the articles.
    pub(super) fn is_everywhere(&self) -> bool {
        matches!(self, Self::Help | Self::About | Self::Settings(_) | Self::Corpus(_) | Self::Privacy { .. })
    }

    /// The command that asks a question, in public and over all sources.
    #[must_use]
    pub fn question(question: &str) -> Self {
        Self::Ask { question: question.trim().to_owned(), source: None, private: false }
    }
}

/// The options in `text`: `words first:words second:words`.
fn named(text: &str, specs: &[OptionSpec]) -> Vec<(String, OptionValue)> {
    let mut found: Vec<(OptionSpec, String)> = Vec::new();
    for word in text.split_whitespace() {
        let opens = specs.iter().find_map(|spec| {
            let rest = word.strip_prefix(spec.name.text(Language::English))?.strip_prefix(':')?;
            Some((*spec, rest.to_owned()))
        });
        match (opens, found.last_mut(), specs.first()) {
            (Some(option), ..) => found.push(option),
            (None, Some((_, value)), _) => value.extend([" ", word]),
            (None, None, Some(first)) => found.push((*first, word.to_owned())),
            (None, None, None) => {}
        }
    }
    let value = |(spec, text): (OptionSpec, String)| {
        let text = text.trim().to_owned();
        let value = match spec.kind {
            OptionKind::Text | OptionKind::Completed | OptionKind::Language => OptionValue::Text(text),
            OptionKind::Flag => OptionValue::Flag(text.eq_ignore_ascii_case("true")),
            OptionKind::Page | OptionKind::Channel | OptionKind::Rate => OptionValue::Number(text.parse().ok()?),
            // Words hold no file.
            OptionKind::File => return None,
        };
        Some((spec.name.text(Language::English).to_owned(), value))
    };
    found.into_iter().filter_map(value).collect()
}
