//! The commands, and what each needs: one table for every front end.

use super::OptionValue;

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
    /// Say what the bot does and how to ask.
    Help,
}

/// How a slash command is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandSpec {
    /// Lower case, 1 to 32 characters.
    pub name: &'static str,
    /// 1 to 100 characters.
    pub description: &'static str,
    /// The options, required ones first.
    pub options: &'static [OptionSpec],
}

/// How an option of a slash command is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionSpec {
    /// Lower case, 1 to 32 characters.
    pub name: &'static str,
    /// 1 to 100 characters.
    pub description: &'static str,
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
}

/// Every slash command.
pub const COMMANDS: &[CommandSpec] = &[
    CommandSpec {
        name: "ask",
        description: "Ask the articles a question; the answer is quoted word for word",
        options: &[
            OptionSpec {
                name: "question",
                description: "What do you want to know?",
                kind: OptionKind::Text,
                required: true,
            },
            OptionSpec {
                name: "source",
                description: "Answer from one article or publisher only",
                kind: OptionKind::Completed,
                required: false,
            },
            OptionSpec {
                name: "private",
                description: "Show the answer only to you",
                kind: OptionKind::Flag,
                required: false,
            },
        ],
    },
    CommandSpec {
        name: "sources",
        description: "List the articles that answers come from",
        options: &[OptionSpec {
            name: "page",
            description: "Which page of the list",
            kind: OptionKind::Page,
            required: false,
        }],
    },
    CommandSpec { name: "help", description: "What this bot does and how to ask", options: &[] },
];

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
            "help" => Some(Self::Help),
            _ => None,
        }
    }

    /// The command that a button means, by its id.
    #[must_use]
    pub fn of_button(id: &str) -> Option<Self> {
        let page = id.strip_prefix("sources:")?;
        Some(Self::Sources { page: page.parse().ok()? })
    }

    /// The command that a line means: `/sources 2`, `/ask …`, or a plain question.
    #[must_use]
    pub fn of_line(line: &str) -> Self {
        let line = line.trim();
        let (head, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match head {
            "/help" => Self::Help,
            "/sources" => Self::Sources { page: rest.trim().parse::<usize>().unwrap_or(1).saturating_sub(1) },
            "/ask" => Self::question(rest),
            _ => Self::question(line),
        }
    }

    /// The command that asks a question, in public and over all sources.
    #[must_use]
    pub fn question(question: &str) -> Self {
        Self::Ask { question: question.trim().to_owned(), source: None, private: false }
    }
}
