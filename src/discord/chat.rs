//! Messages in channels and direct messages.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use serenity::http::{Http, Typing};
use serenity::model::channel::Message;
use serenity::model::id::UserId;
use tokio::time::timeout;

use crate::bot::{self, Action, Author, Event};
use crate::render::{self, Language, Phrase, Reply};

use super::failure::Failure;
use super::response::showable;
use super::retry::{self, Patience};
use super::worker::{Panicked, Worker};
use super::{incoming, payload};

/// How long an answer may take before the bot is shown as typing. Most are there sooner, and each
/// announcement is a request that counts against the same limit as the answers.
const TYPING_AFTER: Duration = Duration::from_millis(250);

/// Answers `message` where it was written, if it is for the bot.
pub(super) async fn answer(worker: &Worker, http: &Arc<Http>, message: &Message, me: UserId) {
    let Some(seen) = incoming::message(message, me) else { return };
    let is_expected = is_expected(&seen);
    let mut work = pin!(worker.handle(Event { origin: incoming::written(message), action: Action::Message(seen) }));
    let outcome = match timeout(TYPING_AFTER, &mut work).await {
        Ok(outcome) => outcome,
        Err(_) if is_expected => {
            // Stops when dropped; a request of it that fails is nobody's loss.
            let _typing = Typing::start(Arc::clone(http), message.channel_id);
            work.await
        }
        Err(_) => work.await,
    };
    match outcome {
        Ok(None) => {}
        Err(Panicked) if !is_expected => {}
        outcome => {
            let failure = || render::aside(Phrase::Failure, Language::default());
            send(http, message, &showable(outcome, Language::default(), failure)).await;
        }
    }
}

/// Whether the writer expects something to happen, even while there is no answer yet.
fn is_expected(message: &bot::Message) -> bool {
    message.author == Author::Person && (message.direct || message.mentions_bot)
}

async fn send(http: &Http, message: &Message, reply: &Reply) {
    let mut sent = post(http, message, payload::answer_to(reply, message.channel_id, message.id)).await;
    if sent.is_err_and(Failure::forbids_reference) {
        let reply = without_reference(reply);
        sent = post(http, message, payload::message(&reply, message.id)).await;
    }
    match sent {
        Ok(()) => tracing::info!(message = message.id.get(), "answered a message"),
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
