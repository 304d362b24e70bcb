//! The mock message harness: recorded events in, replies out, through the code that serves Discord.
//!
//! A transcript is a file of JSON Lines, one event a line (see [`Line`]), which may carry what is
//! expected of the reply. There is no network, no token and no clock.

mod expectation;
mod line;

use std::collections::HashMap;

pub use expectation::Expectation;
pub use line::{Line, TranscriptError, read_transcript};

use crate::bot::{Bot, Choice, Event, Message};
use crate::render::Reply;

/// The user id that the bot has in transcripts; `<@bot>` in a text stands for its mention.
const BOT_ID: u64 = 1;

/// Plays transcripts to a bot.
#[derive(Debug)]
pub struct Harness {
    bot: Bot,
    /// The last reply in each channel: the one whose buttons can be pressed.
    last: HashMap<String, Reply>,
}

/// What came of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Played {
    /// The bot replied.
    Replied(Reply),
    /// The bot made suggestions.
    Suggested(Vec<Choice>),
    /// The bot kept silent.
    Silent,
    /// A button was pressed that the last reply does not have.
    NoSuchButton(String),
}

impl Harness {
    /// A harness around a bot.
    #[must_use]
    pub fn new(bot: Bot) -> Self {
        Self { bot, last: HashMap::new() }
    }

    /// Plays one line.
    pub fn play(&mut self, line: &Line) -> Played {
        let event = match line {
            Line { complete: Some(complete), .. } => {
                return Played::Suggested(self.bot.complete(&complete.option, &complete.partial));
            }
            Line { press: Some(label), .. } => {
                let button = self
                    .last
                    .get(&line.channel)
                    .and_then(|reply| reply.buttons.iter().find(|button| button.enabled && button.label == *label));
                let Some(button) = button else { return Played::NoSuchButton(label.clone()) };
                Event::Button { id: button.id.clone() }
            }
            Line { button: Some(id), .. } => Event::Button { id: id.clone() },
            Line { slash: Some(name), .. } => {
                Event::Slash { name: name.clone(), options: line.options.clone().into_iter().collect() }
            }
            Line { message, .. } => {
                let text = message.clone().unwrap_or_default();
                Event::Message(Message {
                    mentions_bot: text.contains("<@bot>") || line.reply_to_bot,
                    text: text.replace("<@bot>", &format!("<@{BOT_ID}>")),
                    bot_id: BOT_ID,
                    from_bot: line.from_bot,
                    direct: line.direct,
                })
            }
        };
        let Some(reply) = self.bot.handle(&event) else { return Played::Silent };
        self.last.insert(line.channel.clone(), reply.clone());
        Played::Replied(reply)
    }
}
