//! Buttons under replies.

use std::pin::pin;

use serenity::builder::CreateInteractionResponse;
use serenity::http::Http;
use serenity::model::application::ComponentInteraction;
use serenity::model::channel::MessageFlags;
use tokio::time::timeout;

use crate::observe;
use crate::render::{self, Phrase, Reply};

use super::response::{Counter, SOON, showable};
use super::worker::Worker;
use super::{incoming, payload};

/// Answers a button: by a message of its own, or by another page in the place of the one it stands under.
pub(super) async fn answer(worker: &Worker, http: &Http, press: &ComponentInteraction) {
    let event = incoming::press(press);
    let language = event.origin.language;
    let counter = Counter { http, id: press.id, token: &press.token, language };
    let mut work = pin!(worker.handle(event));
    let has_arrived = if let Ok(outcome) = timeout(SOON, &mut work).await {
        let reply = showable(outcome, language, || render::aside(Phrase::UnknownCommand, language));
        let response = match &reply.form {
            Some(form) => payload::modal(form),
            None if is_apart(press, &reply) => payload::response(&reply),
            None => payload::update(&reply),
        };
        counter.respond(response).await
    } else {
        // Too late for a form: what it asks is shown as a message, with the button that opens it.
        let is_announced = counter.respond(CreateInteractionResponse::Acknowledge).await;
        let reply = showable(work.await, language, || render::aside(Phrase::UnknownCommand, language));
        match is_announced {
            true if is_apart(press, &reply) => counter.follow_up(payload::follow_up(&reply)).await,
            true => counter.edit(payload::edit(&reply)).await,
            false => false,
        }
    };
    if has_arrived {
        observe::answered("a button");
    }
}

/// Whether the reply becomes a message of its own. A private one must never change what everybody sees.
fn is_apart(press: &ComponentInteraction, reply: &Reply) -> bool {
    let is_seen_by_all = !press.message.flags.unwrap_or_default().contains(MessageFlags::EPHEMERAL);
    !reply.replaces || (reply.private && is_seen_by_all)
}
