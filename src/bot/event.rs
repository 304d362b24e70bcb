//! What reaches the bot, in no front end's own terms.

use serde::{Deserialize, Serialize};

use super::Command;

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A message was written.
    Message(Message),
    /// A slash command was sent: its name, and its options by name.
    Slash {
        /// The command's name, without the slash.
        name: String,
        /// The options that were filled in.
        options: Vec<(String, OptionValue)>,
    },
    /// A button under a reply was pressed.
    Button {
        /// The button's id, as [`Button::id`](crate::render::Button::id) had it.
        id: String,
    },
}

/// A message as the bot sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The words, mentions included in Discord's form: `<@123> who mediated?`.
    pub text: String,
    /// The bot's own user id; its mentions are taken out of the words.
    pub bot_id: u64,
    /// Whether another bot, or this one, wrote it.
    pub from_bot: bool,
    /// Whether it was written in a direct message.
    pub direct: bool,
    /// Whether it mentions the bot. A reply that pings the bot does.
    pub mentions_bot: bool,
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
    /// What the message asks the bot to do; `None` if it is not meant for the bot.
    ///
    /// Direct messages and mentions are; what another bot writes never is. A mention and nothing more
    /// asks for help.
    #[must_use]
    pub fn command(&self) -> Option<Command> {
        if self.from_bot || !(self.direct || self.mentions_bot) {
            return None;
        }
        let mut text = self.text.clone();
        for mention in [format!("<@{}>", self.bot_id), format!("<@!{}>", self.bot_id)] {
            text = text.replace(&mention, " ");
        }
        if text.trim().is_empty() { Some(Command::Help) } else { Some(Command::of_line(&text)) }
    }
}
