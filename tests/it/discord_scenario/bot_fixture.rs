//! The bot itself behind its client, connected to a stand-in that holds it to every rule.

use std::sync::Arc;
use std::time::Duration;

use pullquote::bot::{Bot, Note, Noted, Vote, VoteKeeper};
use pullquote::discord::{Answerer, Exit};
use serde_json::Value;

use super::fixture::{Client, config, options};
use crate::made_up::town;
use crate::standin::options::Options;
use crate::standin::{Message, Standin, User};

/// A question about the town's news, and what its answer holds.
pub(super) const RUNNERS: (&str, &str) = ("how many runners took part?", "**12,400**");
/// One that others lean on: "and where?" asks for [`WHERE`].
pub(super) const WHEN: (&str, &str) = ("when will the factory start production?", "**March 2027**");
pub(super) const WHERE: (&str, &str) = ("-# Read as: where will the factory start production?", "**Lindholm**");

/// A bot at work, two people, and a channel that they are in.
pub(super) struct Scene {
    pub(super) standin: Standin,
    client: Client,
    pub(super) ana: User,
    pub(super) bob: User,
    pub(super) general: u64,
}

/// Takes votes, as bots do unless they are told not to, and forgets them.
pub(super) struct Forgotten;

impl VoteKeeper for Forgotten {
    fn keep(&self, _: &Vote) -> bool {
        true
    }

    fn note(&self, _: &Note) -> Noted {
        Noted::Kept
    }
}

/// The bot over a small town's news.
pub(super) fn town_bot() -> Bot {
    Bot::new(Arc::clone(town())).keeping_votes(Arc::new(Forgotten))
}

impl Scene {
    /// With the bot over a small town's news.
    pub(super) async fn town() -> Self {
        Self::over(town_bot()).await
    }

    pub(super) async fn over(answerer: impl Answerer) -> Self {
        Self::set(answerer, &[]).await
    }

    /// With settings of its own: names of variables, and what they hold.
    pub(super) async fn set(answerer: impl Answerer, settings: &[(&str, &str)]) -> Self {
        let standin = Standin::start(Options { identify_gap: Duration::ZERO, ..options() }).await;
        let client = Client::serving(config(&standin, &standin.token(), settings), Arc::new(answerer));
        standin.wait_connected().await;
        standin.wait_commands().await;
        let (ana, bob, general) = (standin.user("ana"), standin.user("bob"), standin.channel("general"));
        Self { standin, client, ana, bob, general }
    }

    /// Stops the bot and starts another in its place, which knows nothing of the first.
    pub(super) async fn restarted(self, answerer: impl Answerer) -> Self {
        let Self { standin, client, ana, bob, general } = self;
        let n_asked = standin.requests_to("GET", "/commands").len();
        assert_eq!(client.stop().await, Exit::Stopped);
        standin.wait_disconnected().await;
        let client = Client::serving(config(&standin, &standin.token(), &[]), Arc::new(answerer));
        standin.wait_connected().await;
        standin.wait_requests("GET", "/commands", n_asked + 1).await;
        Self { standin, client, ana, bob, general }
    }

    /// `user` writes `text` in `channel`. Returns the reply.
    pub(super) async fn says(&self, user: &User, channel: u64, text: &str) -> Message {
        self.standin.reply_to(self.standin.says(user, channel, text)).await
    }

    /// Ana mentions the bot with `question` in the channel.
    pub(super) async fn asks(&self, question: &str) -> Message {
        self.says(&self.ana, self.general, &format!("<@bot> {question}")).await
    }

    /// `user` replies to `message` and pings its author. Returns the reply to that.
    pub(super) async fn replies(&self, user: &User, message: &Message, text: &str) -> Message {
        self.standin.reply_to(self.standin.replies(user, message.id, text, true)).await
    }

    /// Ana sends a slash command in the channel.
    pub(super) async fn slash(&self, name: &str, options: &[(&str, Value)]) -> Message {
        self.slash_by(&self.ana, self.general, name, options).await
    }

    pub(super) async fn slash_by(&self, user: &User, place: u64, name: &str, options: &[(&str, Value)]) -> Message {
        let asked = self.standin.slash(user, place, name, options);
        self.standin.response(asked).await.message.expect("it is a message")
    }

    /// `user` presses a button. Returns the message that it made or changed.
    pub(super) async fn presses(&self, user: &User, message: &Message, label: &str) -> Message {
        let pressed = self.standin.press(user, message.id, label);
        self.standin.response(pressed).await.message.expect("it is a message")
    }

    /// Stops the bot; fails if a rule was broken.
    pub(super) async fn end(self) {
        assert_eq!(self.client.stop().await, Exit::Stopped);
        self.standin.finish();
    }

    /// Stops the bot, so that everything begun is done. [`Standin::finish`] is for the caller to call.
    pub(super) async fn close(self) -> Standin {
        assert_eq!(self.client.stop().await, Exit::Stopped);
        self.standin
    }
}

/// Fails if `message` lacks one of `words`.
#[track_caller]
pub(super) fn assert_holds(message: &Message, words: &[&str]) {
    for words in words {
        assert!(message.content.contains(words), "no {words:?} in:\n{}", message.content);
    }
}
