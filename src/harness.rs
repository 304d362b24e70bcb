//! The mock message harness: recorded events in, replies out, through the code that serves Discord.
//!
//! A transcript is a file of JSON Lines, one event a line (see [`Line`]), which may carry what is
//! expected of the reply. There is no network, no token and no clock.

mod expectation;
mod line;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

pub use expectation::Expectation;
pub use line::{Line, TranscriptError, read_transcript};

use crate::bot::{
    Action, Author, Bot, COMMANDS, Choice, Earlier, Event, Message, Note, Noted, OptionKind, OptionValue, Origin,
    Settings, SettingsKeeper, Vote, VoteKeeper,
};
use crate::render::{Language, Phrase, Reply};

/// The user id that the bot has in transcripts; `<@bot>` in a text stands for its mention.
const BOT_ID: u64 = 1;

/// Plays transcripts to a bot.
#[derive(Debug)]
pub struct Harness {
    bot: Bot,
    /// The last reply in each channel: the one whose buttons can be pressed, and to which one replies.
    last: HashMap<String, Last>,
    /// Users and channels in the order in which they appeared; their places are their numbers.
    names: Vec<String>,
    /// How many events were played.
    played: u64,
}

#[derive(Debug)]
struct Last {
    /// What it is the reply to.
    origin: u64,
    reply: Reply,
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
    /// A form was sent that the last reply does not open.
    NoSuchForm,
    /// A button was pressed that the last reply does not have.
    NoSuchButton(String),
}

/// Takes votes and notes as if it kept them.
struct Unkept;

impl VoteKeeper for Unkept {
    fn keep(&self, _: &Vote) -> bool {
        true
    }

    fn note(&self, _: &Note) -> Noted {
        Noted::Kept
    }
}

/// Keeps settings while a transcript is played.
#[derive(Default)]
struct Meanwhile(Mutex<HashMap<u64, Settings>>);

impl SettingsKeeper for Meanwhile {
    fn settings(&self, server: u64) -> Settings {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&server).cloned().unwrap_or_default()
    }

    fn change(&self, server: u64, change: &dyn Fn(&Settings) -> Settings) -> Option<Settings> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let settings = kept.entry(server).or_default();
        *settings = change(settings);
        Some(settings.clone())
    }
}

impl Harness {
    /// A harness around a bot, which remembers nothing of earlier conversations, takes votes without keeping them,
    /// and settings until it is dropped: what is played is not meant.
    #[must_use]
    pub fn new(bot: &Bot) -> Self {
        Self {
            bot: bot.forgetful().keeping_votes(Arc::new(Unkept)).keeping_settings(Arc::new(Meanwhile::default())),
            last: HashMap::new(),
            names: Vec::new(),
            played: 0,
        }
    }

    /// Plays one line.
    pub fn play(&mut self, line: &Line) -> Played {
        self.played += 1;
        let origin = Origin {
            id: self.played,
            user: self.number(&line.user),
            channel: self.number(&line.channel),
            parent: (!line.thread_of.is_empty()).then(|| self.number(&line.thread_of)),
            server: (!line.server.is_empty()).then(|| self.number(&line.server)),
            manages: line.manages,
            at: line.at,
            language: line.locale.as_deref().and_then(Language::of_locale).unwrap_or_default(),
        };
        let last = self.last.get(&line.channel);
        let ids = || last.map(|last| last.reply.buttons.iter().map(|button| button.id.clone()).collect());
        let action = match line {
            Line { complete: Some(complete), .. } => {
                return Played::Suggested(self.bot.complete(&origin, &complete.option, &complete.partial));
            }
            Line { press: Some(label), .. } => {
                let button = last
                    .and_then(|last| last.reply.buttons.iter().find(|button| button.enabled && button.label == *label));
                let Some(button) = button else { return Played::NoSuchButton(label.clone()) };
                Action::Press { id: button.id.clone(), ids: ids().unwrap_or_default() }
            }
            Line { submit: Some(words), .. } => {
                let Some(form) = last.and_then(|last| last.reply.form.clone()) else { return Played::NoSuchForm };
                Action::Submit { id: form.id, fields: vec![(form.field.id, words.clone())] }
            }
            Line { button: Some(id), .. } => Action::Press { id: id.clone(), ids: Vec::new() },
            Line { slash: Some(name), .. } => {
                let options =
                    line.options.iter().map(|(option, value)| (option.clone(), self.option(name, option, value)));
                Action::Slash { name: name.clone(), options: options.collect() }
            }
            Line { menu: Some(text), .. } => {
                Action::Menu { name: Phrase::CommandAskMessage.text(Language::English).to_owned(), text: text.clone() }
            }
            Line { message, .. } => {
                let text = message.clone().unwrap_or_default();
                Action::Message(Message {
                    mentions_bot: text.contains("<@bot>") || line.reply_to_bot,
                    text: text.replace("<@bot>", &format!("<@{BOT_ID}>")),
                    bot_id: BOT_ID,
                    author: if line.from_bot { Author::OtherBot } else { Author::Person },
                    direct: line.direct,
                    replies_to: line
                        .reply_to_bot
                        .then(|| Earlier { origin: last.map(|last| last.origin), ids: ids().unwrap_or_default() }),
                })
            }
        };
        let Some(reply) = self.bot.handle_caught(&Event { origin, action }) else { return Played::Silent };
        self.last.insert(line.channel.clone(), Last { origin: origin.id, reply: reply.clone() });
        Played::Replied(reply)
    }

    /// The number of a user or channel.
    fn number(&mut self, name: &str) -> u64 {
        let known = self.names.iter().position(|known| known == name);
        let place = known.unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        // No id of Discord's is 0.
        place as u64 + 1
    }

    /// What an option holds: a channel is named, as in `#general`.
    fn option(&mut self, command: &str, option: &str, value: &OptionValue) -> OptionValue {
        let is = |phrase: Phrase, name: &str| phrase.text(Language::English) == name;
        let mut options = COMMANDS.iter().filter(|spec| is(spec.name, command)).flat_map(|spec| spec.options);
        let is_channel = options.any(|spec| is(spec.name, option) && spec.kind == OptionKind::Channel);
        match value {
            OptionValue::Text(name) if is_channel => {
                let number = self.number(name.strip_prefix('#').unwrap_or(name));
                OptionValue::Number(i64::try_from(number).unwrap_or_default())
            }
            other => other.clone(),
        }
    }
}
