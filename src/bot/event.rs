//! What reaches the bot, in no front end's own terms.

use serde::{Deserialize, Serialize};

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
