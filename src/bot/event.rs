//! What reaches the bot, in no front end's own terms.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Command;
use crate::render::Language;

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Who did it, where and when.
    pub origin: Origin,
    /// What was done.
    pub action: Action,
}

/// Who did something, where and when. The numbers are the front end's own; the bot only compares them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The message's or the interaction's.
    pub id: u64,
    /// The user's.
    pub user: u64,
    /// The channel's or thread's.
    pub channel: u64,
    /// The channel that the thread is in, where it is one and the front end knows.
    pub parent: Option<u64>,
    /// The server's, if it was done on one.
    pub server: Option<u64>,
    /// Whether the user may manage that server.
    pub manages: bool,
    /// When, in seconds since some moment that stays the same.
    pub at: u64,
    /// The language that the user reads.
    pub language: Language,
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Wrote a message.
    Message(Message),
    /// Sent a slash command.
    Slash {
        /// The command's name, without the slash.
        name: String,
        /// The options that were filled in, by name.
        options: Vec<(String, OptionValue)>,
    },
    /// Chose a command from a message's menu.
    Menu {
        /// The command's name.
        name: String,
        /// The words of the message.
        text: String,
    },
    /// Pressed a button under a reply.
    Press {
        /// The button's id, as [`Button::id`](crate::render::Button::id) had it.
        id: String,
        /// The ids of all the reply's buttons, where the front end knows them.
        ids: Vec<String>,
    },
    /// Filled in a form and sent it.
    Submit {
        /// The form's id, as [`Form::id`](crate::render::Form::id) had it.
        id: String,
        /// What stands in its fields, by their ids.
        fields: Vec<(String, String)>,
    },
}

/// A message as the bot sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The words, mentions included in Discord's form: `<@123> who mediated?`.
    pub text: String,
    /// The bot's own user id; its mentions are taken out of the words.
    pub bot_id: u64,
    /// Who wrote it.
    pub author: Author,
    /// Whether it was written in a direct message.
    pub direct: bool,
    /// Whether it mentions the bot. A reply that pings the bot does.
    pub mentions_bot: bool,
    /// The bot's reply that it replies to, if it does.
    pub replies_to: Option<Earlier>,
}

/// Who wrote a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Author {
    /// A person.
    #[default]
    Person,
    /// Another bot, or a webhook.
    OtherBot,
    /// The bot itself.
    Itself,
}

/// A reply of the bot's, as what refers to it shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    /// The [`Origin::id`] of what it was the reply to, where the front end knows it.
    pub origin: Option<u64>,
    /// The ids of its buttons.
    pub ids: Vec<String>,
}

/// What an option of a slash command holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OptionValue {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// Words.
    Text(String),
    /// A file.
    #[serde(skip)]
    File(Upload),
}

/// A file that came with a slash command.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// What it is called, as somebody outside called it.
    pub name: String,
    /// How many bytes it is said to have.
    pub size: u64,
    /// What it holds; `None` where it is too large or could not be had.
    pub bytes: Option<Arc<[u8]>>,
}

impl Upload {
    /// Larger files are not taken.
    pub const MOST_BYTES: u64 = 8 * 1024 * 1024;
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n_bytes = self.bytes.as_ref().map(|bytes| bytes.len());
        f.debug_struct("Upload").field("name", &self.name).field("size", &self.size).field("n_bytes", &n_bytes).finish()
    }
}

/// A suggestion while an option is being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What is shown; at most 100 characters.
    pub name: String,
    /// What the option then holds; at most 100 characters.
    pub value: String,
}

impl Message {
    /// Whether the message is meant for the bot.
    ///
    /// Direct messages and mentions are; what a bot writes is only if `hears_bots`, and what the bot
    /// itself writes never.
    #[must_use]
    pub fn is_for_bot(&self, hears_bots: bool) -> bool {
        let is_heard = match self.author {
            Author::Person => true,
            Author::OtherBot => hears_bots,
            Author::Itself => false,
        };
        is_heard && (self.direct || self.mentions_bot)
    }

    /// What the message asks the bot to do: a mention and nothing more asks for help. `None` for a slash and
    /// a name that no command has.
    #[must_use]
    pub fn command(&self) -> Option<Command> {
        let text = without_mentions(&self.text, self.bot_id);
        if text.trim().is_empty() { Some(Command::Help) } else { Command::of_line(&text) }
    }
}

/// `text` without mentions of the bot.
fn without_mentions(text: &str, bot_id: u64) -> String {
    text.replace(&format!("<@{bot_id}>"), " ").replace(&format!("<@!{bot_id}>"), " ")
}
