//! Forms that were filled in and sent.

use std::pin::pin;

use serenity::http::Http;
use serenity::model::application::ModalInteraction;
use tokio::time::timeout;

use crate::observe;
use crate::render::{self, Phrase};

use super::response::{Counter, SOON, showable};
use super::worker::Worker;
use super::{incoming, payload};

/// Answers a form by a message that only its sender sees.
pub(super) async fn answer(worker: &Worker, http: &Http, modal: &ModalInteraction) {
    let event = incoming::form(modal);
    let language = event.origin.language;
    let counter = Counter { http, id: modal.id, token: &modal.token, language };
    let unknown = || render::aside(Phrase::UnknownCommand, language);
    let mut work = pin!(worker.handle(event));
    let has_arrived = if let Ok(outcome) = timeout(SOON, &mut work).await {
        counter.respond(payload::response(&showable(outcome, language, unknown))).await
    } else {
        let is_announced = counter.respond(payload::deferral(true)).await;
        let outcome = work.await;
        is_announced && counter.edit(payload::edit(&showable(outcome, language, unknown))).await
    };
    if has_arrived {
        observe::answered("a form");
    }
}
