//! Who asks what.

use std::collections::VecDeque;
use std::time::Instant;

use serde_json::{Value, json};

use super::it::standin::arrival::{Arrival, Shown};
use super::it::standin::{Standin, User};
use super::ledger::Asked;
use super::random::Random;
use super::refusal;

const USERS: usize = 1_000;
const CHANNELS: usize = 100;
/// How many replies people have in view, to press buttons under and to reply to.
const IN_VIEW: usize = 200;

const QUESTIONS: [&str; 30] = [
    "who mediated the talks?",
    "where are the talks held?",
    "when did the second round begin?",
    "what does Pakistan demand?",
    "what did the Taliban say?",
    "who leads the Afghan delegation?",
    "why did the negotiations stall?",
    "how long did the session last?",
    "how many rounds were there?",
    "which countries mediated?",
    "who is Khawaja Asif?",
    "what is the TTP?",
    "when was the ceasefire agreed?",
    "what happened in Doha?",
    "did the delegation change its position?",
    "what do the sources say about Kabul",
    "istanbul",
    "is the dialogue over?",
    "what role does Türkiye play?",
    "what is the capital of France?",
    "how old is the president of Brazil?",
    "hello",
    "thanks!",
    "who attended?",
    "what did the minister warn of?",
    "how many people were killed?",
    "what are the main sticking points in the talks between the two sides, as officials describe them?",
    "wer hat vermittelt?",
    "what did they agree on?",
    "wat is verifable action agenst the TTP",
];
const FOLLOW_UPS: [&str; 5] = ["and when?", "where?", "who said that?", "why?", "and what did Kabul answer?"];

/// People in a server, and what they have in view.
pub(crate) struct Crowd<'a> {
    pub(crate) standin: &'a Standin,
    pub(crate) random: Random,
    users: Vec<User>,
    channels: Vec<u64>,
    in_view: VecDeque<u64>,
}

impl<'a> Crowd<'a> {
    pub(crate) fn new(standin: &'a Standin, seed: u64) -> Self {
        let users = (0..USERS).map(|n| standin.user(&format!("user-{n}"))).collect();
        let channels = (0..CHANNELS).map(|n| standin.add_channel(&format!("channel-{n}"))).collect();
        Self { standin, random: Random::new(seed), users, channels, in_view: VecDeque::new() }
    }

    /// Somebody does something that is to be answered.
    pub(crate) fn act(&mut self) -> Asked {
        match self.random.below(100) {
            0..5 => self.reply().unwrap_or_else(|| self.mention()),
            5..12 => self.press().unwrap_or_else(|| self.mention()),
            12..25 => self.command(),
            _ => self.mention(),
        }
    }

    /// Somebody asks by a message.
    pub(crate) fn mention(&mut self) -> Asked {
        let (user, channel) = self.somebody();
        let text = format!("<@bot> {}", self.random.pick(&QUESTIONS));
        self.asked(&user, true, |standin| standin.says(&user, channel, &text))
    }

    /// Somebody sends a slash command.
    pub(crate) fn command(&mut self) -> Asked {
        let (user, channel) = self.somebody();
        let (name, options): (_, Vec<(_, Value)>) = match self.random.below(10) {
            0 => ("help", Vec::new()),
            1 | 2 => ("sources", Vec::new()),
            3 => ("ask", vec![("question", json!(self.random.pick(&QUESTIONS))), ("private", json!(true))]),
            _ => ("ask", vec![("question", json!(self.random.pick(&QUESTIONS)))]),
        };
        self.asked(&user, false, |standin| standin.slash(&user, channel, name, &options))
    }

    /// Somebody replies to an answer with another question.
    fn reply(&mut self) -> Option<Asked> {
        let to = self.in_view.pop_front()?;
        let (user, _) = self.somebody();
        let text = *self.random.pick(&FOLLOW_UPS);
        Some(self.asked(&user, true, |standin| standin.replies(&user, to, text, true)))
    }

    /// Somebody presses a button under an answer.
    fn press(&mut self) -> Option<Asked> {
        // Each is pressed under once: a second press could come while the buttons change.
        let under = self.in_view.pop_front()?;
        let message = self.standin.message(under);
        let pressable = |control: &&Value| control["custom_id"].is_string() && control["disabled"] != true;
        let ids: Vec<_> = message.controls().filter(pressable).filter_map(|it| it["custom_id"].as_str()).collect();
        if ids.is_empty() {
            return None;
        }
        let (user, _) = self.somebody();
        let id = *self.random.pick(&ids);
        Some(self.asked(&user, false, |standin| standin.press(&user, under, id)))
    }

    fn somebody(&mut self) -> (User, u64) {
        (self.random.pick(&self.users).clone(), *self.random.pick(&self.channels))
    }

    fn asked(&self, user: &User, is_message: bool, act: impl Fn(&Standin) -> u64) -> Asked {
        let at = Instant::now();
        let is_accepted = self.standin.has_session();
        Asked { id: act(self.standin), user: user.id, is_message, at, is_accepted }
    }

    /// People see what arrived.
    pub(crate) fn see(&mut self, arrival: &Arrival) {
        if let (Shown::Reply, Some(message), None) = (arrival.shown, arrival.message, refusal::wait(&arrival.content)) {
            self.in_view.push_back(message);
            if self.in_view.len() > IN_VIEW {
                self.in_view.pop_front();
            }
        }
    }
}
