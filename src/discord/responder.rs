//! What is done with what arrives: the handler without its connection.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::http::Http;
use serenity::model::application::{CommandInteraction, Interaction, InteractionType};
use serenity::model::channel::Message;
use serenity::model::id::{ChannelId, UserId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, TryAcquireError};
use tokio::time::Instant;
use tracing::Instrument as _;

use crate::bot::Settings;
use crate::config::{Endpoints, Rate};
use crate::observe::{self, Front, Happened};
use crate::render::{self, Phrase};

use super::attachment::Attachments;
use super::limit::Limits;
use super::reading::Unread;
use super::refusal::{Refusal, Refuser};
use super::response::Counter;
use super::seen::Seen;
use super::thread::{ParentUnknown, Threads};
use super::worker::{Answerer, Office, Worker};
use super::{button, chat, form, incoming, payload, slash};

/// Answers messages and interactions through an [`Http`], each once, or refuses them.
///
/// Nothing it does returns an error: what cannot be sent is logged.
pub struct Responder {
    office: Office,
    limits: Limits,
    refuser: Refuser,
    seen: Seen,
    threads: Threads,
    attachments: Attachments,
    /// The bot's own user id; 0 until Discord has said it.
    me: AtomicU64,
    /// One place for each event that is being answered or refused.
    places: Arc<Semaphore>,
    /// When it was last said that there was no place.
    crowded_at: Mutex<Option<Instant>>,
}

/// How many events are answered or refused at once; those that find no place are passed over.
const PLACES: u32 = 10_000;
/// Longer than anybody waits, and short enough to be added to a moment.
const UNLIMITED: Duration = Duration::from_hours(24 * 365);
/// How often it is said that there was no place.
const SAY_EVERY: Duration = Duration::from_mins(1);

impl Responder {
    /// A responder that has seen nothing yet, lets anybody ask as often as they like, and lets readers read
    /// to the end.
    #[must_use]
    pub fn new(answerer: Arc<dyn Answerer>) -> Self {
        Self::with_limits(answerer, None, None, UNLIMITED)
    }

    /// As [`Responder::new`], but lets a user, and the users of a server together, ask so often only, and
    /// readers read so long only, from when the question came.
    #[must_use]
    pub fn with_limits(
        answerer: Arc<dyn Answerer>,
        user: Option<Rate>,
        server: Option<Rate>,
        patience: Duration,
    ) -> Self {
        Self {
            office: Office::new(answerer, patience),
            limits: Limits::new(user, server),
            refuser: Refuser::default(),
            seen: Seen::default(),
            threads: Threads::default(),
            attachments: Attachments::new(None),
            me: AtomicU64::new(0),
            places: Arc::new(Semaphore::new(PLACES as usize)),
            crowded_at: Mutex::default(),
        }
    }

    /// The same responder, which gets files from what stands in for Discord, if something does.
    #[must_use]
    pub fn fetching_from(self, endpoints: Option<&Endpoints>) -> Self {
        Self { attachments: Attachments::new(endpoints), ..self }
    }

    /// Says who the bot is. Until then messages are passed over: a mention could not be told.
    pub fn introduce(&self, me: UserId) {
        self.me.store(me.get(), Ordering::Relaxed);
    }

    /// The right to answer one event, to be held until it is answered; `None` if too many are being
    /// answered, or the bot is about to stop.
    pub(super) fn place(&self) -> Option<OwnedSemaphorePermit> {
        match Arc::clone(&self.places).try_acquire_owned() {
            Ok(place) => Some(place),
            Err(TryAcquireError::NoPermits) => {
                observe::tell(Happened::Refused("no_place"));
                self.say_crowded(Instant::now());
                None
            }
            Err(TryAcquireError::Closed) => None,
        }
    }

    fn say_crowded(&self, now: Instant) {
        let mut crowded_at = self.crowded_at.lock().unwrap_or_else(PoisonError::into_inner);
        if crowded_at.is_none_or(|last| now.duration_since(last) >= SAY_EVERY) {
            *crowded_at = Some(now);
            tracing::warn!("more than {PLACES} events at once; some are passed over");
        }
    }

    /// Answers `message`, if it is for the bot and has not been seen, or says why not.
    pub async fn message(&self, http: &Arc<Http>, message: &Message) {
        let me = self.me.load(Ordering::Relaxed);
        if me == 0 || !self.seen.is_new(message.id.get()) {
            return;
        }
        let me = UserId::new(me);
        // Most messages are for others: they must take nobody's place, nor count.
        let seen = incoming::message(message, me).filter(|message| self.office.hears(message));
        let Some(seen) = seen else { return };
        let answered = async {
            let server = message.guild_id.map(u64::from);
            let settings = self.office.settings(server).await;
            let Ok(parent) = self.parent(http, message.channel_id, &settings).await else {
                // What is heard there is not known, and must not be taken for everything.
                if settings.answers_in(message.channel_id.get(), None) {
                    chat::excuse(http, message, &settings).await;
                }
                return;
            };
            // Neither refusals nor the bot's typing are to be seen where it is silent.
            if !settings.answers_in(message.channel_id.get(), parent.map(ChannelId::get)) {
                return;
            }
            match self.question(message.author.id, server, &settings) {
                Ok(worker) => chat::answer(&worker, http, message, seen, parent).await,
                Err(refusal) => self.refuser.message(http, message, refusal, &settings).await,
            }
        };
        answered.instrument(observe::request(Front::Discord, message.id)).await;
    }

    /// The channel that `channel` is a thread of, where the settings make that matter.
    async fn parent(
        &self,
        http: &Http,
        channel: ChannelId,
        settings: &Settings,
    ) -> Result<Option<ChannelId>, ParentUnknown> {
        if settings.ask_for_parent(channel.get()) { self.threads.parent(http, channel).await } else { Ok(None) }
    }

    /// Responds to `interaction`, if it has not been seen.
    pub async fn interaction(&self, http: &Arc<Http>, interaction: &Interaction) {
        if !self.seen.is_new(interaction.id().get()) {
            return;
        }
        let answered = async {
            let settings = match interaction {
                Interaction::Command(command) => self.office.settings(command.guild_id.map(u64::from)).await,
                // What these need of them the bot looks up itself.
                _ => Settings::default(),
            };
            if let Err(refusal) = self.respond(http, interaction, &settings).await {
                self.refuser.interaction(http, interaction, refusal, &settings).await;
            }
        };
        answered.instrument(observe::request(Front::Discord, interaction.id())).await;
    }

    /// Responds to an interaction that cannot be read, if it has not been seen.
    pub(super) async fn apologize(&self, http: &Http, unread: &Unread) {
        if self.seen.is_new(unread.id.get()) {
            let language = incoming::language(&unread.locale);
            let counter = Counter { http, id: unread.id, token: &unread.token, language };
            let apology = counter.respond(payload::response(&render::aside(Phrase::Unread, language)));
            apology.instrument(observe::request(Front::Discord, unread.id)).await;
        }
    }

    async fn respond(&self, http: &Arc<Http>, interaction: &Interaction, settings: &Settings) -> Result<(), Refusal> {
        match interaction {
            Interaction::Command(command) => {
                let worker = self.command(command, settings)?;
                slash::answer(&worker, http, &self.attachments, command, settings.private).await;
            }
            Interaction::Autocomplete(command) => slash::suggest(&self.office.lookup()?, http, command).await,
            Interaction::Component(press) => button::answer(&self.lookup(press.user.id)?, http, press).await,
            Interaction::Modal(modal) => form::answer(&self.lookup(modal.user.id)?, http, modal).await,
            other => debug_assert_eq!(other.kind(), InteractionType::Ping, "pings go to web addresses only"),
        }
        Ok(())
    }

    fn command(&self, command: &CommandInteraction, settings: &Settings) -> Result<Worker, Refusal> {
        match command.data.name.as_str() {
            "help" | "about" | "sources" | "source" | "settings" | "corpus" | "privacy" => self.lookup(command.user.id),
            _ => self.question(command.user.id, command.guild_id.map(u64::from), settings),
        }
    }

    fn question(&self, user: UserId, server: Option<u64>, settings: &Settings) -> Result<Worker, Refusal> {
        self.limits.question(user.get(), server, settings.rate)?;
        self.office.question(user.get())
    }

    fn lookup(&self, user: UserId) -> Result<Worker, Refusal> {
        self.limits.lookup(user.get())?;
        self.office.lookup()
    }

    /// Waits until everything begun is answered, and begins nothing more.
    pub(super) async fn close(&self) {
        let _all = self.places.acquire_many(PLACES).await;
        self.places.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::Budget;
    use crate::bot::{Choice, Event, Origin};
    use crate::render::Reply;

    struct Silent;

    impl Answerer for Silent {
        fn handle(&self, _: &Event, _: &dyn Budget) -> Option<Reply> {
            None
        }

        fn complete(&self, _: &Origin, _: &str, _: &str) -> Vec<Choice> {
            Vec::new()
        }
    }

    #[tokio::test]
    async fn there_are_so_many_places_and_none_after_the_end() {
        let responder = Responder::new(Arc::new(Silent));
        let places: Vec<_> = (0..=PLACES).map_while(|_| responder.place()).collect();
        assert_eq!(places.len(), PLACES as usize);
        assert!(responder.place().is_none());
        drop(places);
        assert!(responder.place().is_some());
        responder.close().await;
        assert!(responder.place().is_none());
    }
}
