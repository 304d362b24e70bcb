//! Slash commands, and suggestions while they are typed.

use std::pin::pin;

use serenity::http::Http;
use serenity::model::application::CommandInteraction;
use tokio::time::timeout;

use crate::observe;
use crate::render::{self, Phrase};

use super::attachment::Attachments;
use super::response::{Counter, SOON, showable};
use super::worker::Worker;
use super::{incoming, payload};

/// Answers a command: at once if the reply is there soon, else by announcing it first.
///
/// An announcement can be private or not, but not change its mind: then what was asked for decides, or what holds
/// where nothing was.
pub(super) async fn answer(
    worker: &Worker,
    http: &Http,
    attachments: &Attachments,
    command: &CommandInteraction,
    private_by_default: bool,
) {
    let mut event = incoming::command(command);
    let language = event.origin.language;
    let counter = Counter { http, id: command.id, token: &command.token, language };
    let unknown = || render::aside(Phrase::UnknownCommand, language);
    let mut work = pin!(async {
        if worker.takes_files(&event.origin) {
            attachments.fill(&mut event, &command.data).await;
        }
        worker.handle(event).await
    });
    let has_arrived = if let Ok(outcome) = timeout(SOON, &mut work).await {
        counter.respond(payload::response(&showable(outcome, language, unknown))).await
    } else {
        let is_announced =
            counter.respond(payload::deferral(incoming::is_private(&command.data, private_by_default))).await;
        let outcome = work.await;
        is_announced && counter.edit(payload::edit(&showable(outcome, language, unknown))).await
    };
    if has_arrived {
        observe::answered("a command");
    }
}

/// Suggests values for the option that is being typed; none if there is nothing to suggest.
pub(super) async fn suggest(worker: &Worker, http: &Http, command: &CommandInteraction) {
    let counter =
        Counter { http, id: command.id, token: &command.token, language: incoming::language(&command.locale) };
    let choices = match command.data.autocomplete() {
        Some(option) => {
            let (name, typed) = (option.name.to_owned(), option.value.to_owned());
            worker.complete(incoming::origin(command), name, typed).await.unwrap_or_default()
        }
        None => Vec::new(),
    };
    counter.respond(payload::choices(choices)).await;
}
