//! Messages in channels and direct messages.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use serenity::http::{Http, Typing};
use serenity::model::channel::Message;
use serenity::model::id::ChannelId;
use tokio::time::timeout;

use crate::bot::{self, Action, Event, Settings};
use crate::observe;
use crate::render::{self, Language, Phrase, Reply};

use super::failure::Failure;
use super::response::showable;
use super::retry::{self, Patience};
use super::worker::Worker;
use super::{incoming, payload};

/// How long an answer may take before the bot is shown as typing. Most are there sooner, and each
/// announcement is a request that counts against the same limit as the answers.
const TYPING_AFTER: Duration = Duration::from_millis(250);

/// Answers `message`, which is for the bot and says `seen`, where it was written: in a thread of `parent`, if in one.
pub(super) async fn answer(
    worker: &Worker,
    http: &Arc<Http>,
    message: &Message,
    seen: bot::Message,
    parent: Option<ChannelId>,
) {
    let origin = incoming::written(message, parent);
    let mut work = pin!(worker.handle(Event { origin, action: Action::Message(seen) }));
    let outcome = if let Ok(outcome) = timeout(TYPING_AFTER, &mut work).await {
        outcome
    } else {
        // Stops when dropped; a request of it that fails is nobody's loss.
        let _typing = Typing::start(Arc::clone(http), message.channel_id);
        work.await
    };
    if outcome != Ok(None) {
        // Messages say nothing of the writer's language.
        let language = Language::default();
        let failure = || render::aside(Phrase::Failure, language);
        send(http, message, &showable(outcome, language, failure)).await;
    }
}

/// Says that `message` cannot be answered now.
pub(super) async fn excuse(http: &Http, message: &Message, settings: &Settings) {
    send(http, message, &render::aside(Phrase::Unavailable, settings.language.unwrap_or_default())).await;
}

async fn send(http: &Http, message: &Message, reply: &Reply) {
    let mut sent = post(http, message, payload::answer_to(reply, message.channel_id, message.id)).await;
    if sent.is_err_and(Failure::forbids_reference) {
        let reply = without_reference(reply);
        sent = post(http, message, payload::message(&reply, message.id)).await;
    }
    match sent {
        Ok(()) => observe::answered("a message"),
        Err(failure) if failure.is_forbidden() => tracing::warn!(
            channel = message.channel_id.get(),
            %failure,
            "may not answer here: give the bot View Channel, Send Messages, Send Messages in Threads and \
             Read Message History in this channel, or the writer does not take direct messages"
        ),
        Err(failure) => tracing::warn!(message = message.id.get(), %failure, "could not answer a message"),
    }
}

/// The reply, with a line that says why it refers to nothing, if there is room for one.
fn without_reference(reply: &Reply) -> Reply {
    let note = Phrase::NoHistory.text(Language::default());
    let noted = Reply { content: format!("{}\n-# {note}", reply.content), ..reply.clone() };
    if payload::fits(&noted) { noted } else { reply.clone() }
}

async fn post(http: &Http, message: &Message, payload: serenity::builder::CreateMessage) -> Result<(), Failure> {
    match retry::run(Patience::MESSAGE, || message.channel_id.send_message(http, payload.clone())).await {
        Err(failure) if !failure.is_done_already() => Err(failure),
        _ => Ok(()),
    }
}
