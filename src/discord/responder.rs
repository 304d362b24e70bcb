//! What is done with what arrives: the handler without its connection.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use serenity::http::Http;
use serenity::model::application::{Interaction, InteractionType};
use serenity::model::channel::Message;
use serenity::model::id::UserId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::render::{self, Phrase};

use super::response::Counter;
use super::seen::Seen;
use super::worker::{Answerer, Worker};
use super::{button, chat, incoming, payload, slash};

/// Answers messages and interactions through an [`Http`], each once.
///
/// Nothing it does returns an error: what cannot be sent is logged.
pub struct Responder {
    worker: Worker,
    seen: Seen,
    /// The bot's own user id; 0 until Discord has said it.
    me: AtomicU64,
    /// One place for each event that is being answered.
    places: Arc<Semaphore>,
}

/// How many events are answered at once; those that find no place are passed over.
const PLACES: u32 = 10_000;

impl Responder {
    /// A responder that has seen nothing yet.
    #[must_use]
    pub fn new(answerer: Arc<dyn Answerer>) -> Self {
        Self {
            worker: Worker::new(answerer),
            seen: Seen::default(),
            me: AtomicU64::new(0),
            places: Arc::new(Semaphore::new(PLACES as usize)),
        }
    }

    /// Says who the bot is. Until then messages are passed over: a mention could not be told.
    pub fn introduce(&self, me: UserId) {
        self.me.store(me.get(), Ordering::Relaxed);
    }

    /// The right to answer one event, to be held until it is answered; `None` if too many are being
    /// answered, or the bot is about to stop.
    pub(super) fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.places).try_acquire_owned().ok()
    }

    /// Answers `message`, if it is for the bot and has not been seen.
    pub async fn message(&self, http: &Arc<Http>, message: &Message) {
        let me = self.me.load(Ordering::Relaxed);
        if me != 0 && self.seen.is_new(message.id.get()) {
            chat::answer(&self.worker, http, message, UserId::new(me)).await;
        }
    }

    /// Responds to `interaction`, if it has not been seen.
    pub async fn interaction(&self, http: &Arc<Http>, interaction: &Interaction) {
        if !self.seen.is_new(interaction.id().get()) {
            return;
        }
        match interaction {
            Interaction::Command(command) => slash::answer(&self.worker, http, command).await,
            Interaction::Autocomplete(command) => slash::suggest(&self.worker, http, command).await,
            Interaction::Component(press) => button::answer(&self.worker, http, press).await,
            // The bot opens no form, so this one is from a version that did.
            Interaction::Modal(modal) => {
                let counter = Counter { http, id: modal.id, token: &modal.token };
                let language = incoming::language(&modal.locale);
                let unknown = render::aside(Phrase::UnknownCommand, language);
                counter.respond(payload::response(&unknown)).await;
            }
            other => debug_assert_eq!(other.kind(), InteractionType::Ping, "pings go to web addresses only"),
        }
    }

    /// Waits until everything begun is answered, and begins nothing more.
    pub(super) async fn close(&self) {
        let _all = self.places.acquire_many(PLACES).await;
        self.places.close();
    }
}
