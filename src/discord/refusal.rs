//! Questions that are not answered now, and how that is said.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::http::Http;
use serenity::model::application::Interaction;
use serenity::model::channel::{Message, MessageFlags};
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::bot::Settings;
use crate::observe::{self, Happened};
use crate::render::{self, Language, Phrase, Reply};

use super::failure::Failure;
use super::response::Counter;
use super::retry::{self, Patience};
use super::{incoming, payload};

/// How many refusals of each kind are on their way at once, so that they leave room for answers.
const LANES: usize = 32;
/// How long a refusal stands that does not come from a user's own rate: a crowd must not hear it often.
const LULL: Duration = Duration::from_secs(30);
/// How many users are remembered as told. What is more is told nothing.
const TOLD_LIMIT: usize = 4_096;

/// Why a question is not answered now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The user asks too often, and may ask again after this time.
    TooOften(Duration),
    /// The server asks too often, and may ask again after this time.
    TooMany(Duration),
    /// The bot has more questions than it can hold.
    Busy,
    /// The user has several questions that are not answered yet.
    StillAnswering,
}

impl Refusal {
    /// How long somebody who asked by a message hears nothing more; whole seconds.
    fn window(self) -> Duration {
        match self {
            Self::TooOften(wait) => Duration::from_secs(seconds(wait)),
            Self::TooMany(wait) => Duration::from_secs(seconds(wait)).max(LULL),
            Self::Busy | Self::StillAnswering => LULL,
        }
    }

    /// In a word, for whoever counts.
    fn name(self) -> &'static str {
        match self {
            Self::TooOften(_) => "user_rate",
            Self::TooMany(_) => "server_rate",
            Self::Busy => "busy",
            Self::StillAnswering => "still_answering",
        }
    }

    /// What is said; `is_final` as in [`render::refusal`].
    fn reply(self, is_final: bool, language: Language) -> Reply {
        let why = match self {
            Self::TooOften(_) => Phrase::TooOften,
            Self::TooMany(_) => Phrase::TooMany,
            Self::Busy => Phrase::Busy,
            Self::StillAnswering => Phrase::StillAnswering,
        };
        let wait = match self {
            Self::TooOften(wait) | Self::TooMany(wait) if !is_final => wait,
            // Whoever is told to wait as long as nothing more is said is not passed over unawares.
            _ => self.window(),
        };
        render::refusal(why, seconds(wait), is_final, language)
    }
}

/// Whole seconds that are enough.
fn seconds(wait: Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}

/// Says no: to interactions always, as Discord expects, and to messages once in a while.
pub(super) struct Refuser {
    responses: Semaphore,
    messages: Semaphore,
    told: Told,
}

impl Default for Refuser {
    fn default() -> Self {
        Self { responses: Semaphore::new(LANES), messages: Semaphore::new(LANES), told: Told::default() }
    }
}

impl Refuser {
    /// Refuses what `interaction` asks for, so that only its user sees it; suggestions are none.
    pub(super) async fn interaction(
        &self,
        http: &Http,
        interaction: &Interaction,
        refusal: Refusal,
        settings: &Settings,
    ) {
        observe::tell(Happened::Refused(refusal.name()));
        let (id, token, locale) = match interaction {
            Interaction::Command(it) | Interaction::Autocomplete(it) => (it.id, &it.token, &it.locale),
            Interaction::Component(it) => (it.id, &it.token, &it.locale),
            Interaction::Modal(it) => (it.id, &it.token, &it.locale),
            _ => return,
        };
        let language = settings.language.unwrap_or_else(|| incoming::language(locale));
        let counter = Counter { http, id, token, language };
        let response = match interaction {
            Interaction::Autocomplete(_) => payload::choices(Vec::new()),
            _ => payload::response(&refusal.reply(false, counter.language)),
        };
        let _lane = self.responses.acquire().await;
        if counter.respond(response).await {
            tracing::info!(interaction = counter.id.get(), ?refusal, "refused an interaction");
        }
    }

    /// Refuses what `message` asks for, if its writer has not just been told.
    pub(super) async fn message(&self, http: &Arc<Http>, message: &Message, refusal: Refusal, settings: &Settings) {
        observe::tell(Happened::Refused(refusal.name()));
        if !self.told.is_news(message.author.id.get(), refusal.window(), Instant::now()) {
            tracing::debug!(message = message.id.get(), ?refusal, "passed over a message");
            return;
        }
        let _lane = self.messages.acquire().await;
        // Messages say nothing of the writer's language; the server may.
        let reply = refusal.reply(true, settings.language.unwrap_or_default());
        let answer = payload::answer_to(&reply, message.channel_id, message.id);
        let mut sent = send(http, message, answer).await;
        if sent.is_err_and(Failure::forbids_reference) {
            sent = send(http, message, payload::message(&reply, message.id)).await;
        }
        match sent {
            Ok(()) => tracing::info!(message = message.id.get(), ?refusal, "refused a message"),
            Err(failure) => tracing::warn!(message = message.id.get(), %failure, "could not refuse a message"),
        }
    }
}

/// Asked once only, and without a sound: it is worth less than an answer.
async fn send(http: &Arc<Http>, message: &Message, answer: serenity::builder::CreateMessage) -> Result<(), Failure> {
    let answer = answer.flags(MessageFlags::SUPPRESS_EMBEDS | MessageFlags::SUPPRESS_NOTIFICATIONS);
    retry::run(Patience::ONCE, || message.channel_id.send_message(http, answer.clone())).await.map(drop)
}

/// Until when somebody needs to be told nothing.
#[derive(Debug, Default)]
struct Told(Mutex<HashMap<u64, Instant>>);

impl Told {
    /// Whether `user` is to be told something now; from then on nothing for as long as `window`.
    fn is_news(&self, user: u64, window: Duration, now: Instant) -> bool {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if told.get(&user).is_some_and(|until| now < *until) {
            return false;
        }
        if told.len() >= TOLD_LIMIT {
            told.retain(|_, until| now < *until);
        }
        if told.len() >= TOLD_LIMIT {
            return false;
        }
        told.insert(user, now + window);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_told_once_in_a_window() {
        let (told, now) = (Told::default(), Instant::now());
        let window = Duration::from_secs(4);
        assert!(told.is_news(1, window, now));
        assert!(!told.is_news(1, window, now + Duration::from_millis(3_999)));
        assert!(told.is_news(2, window, now));
        assert!(told.is_news(1, window, now + window));
    }

    #[test]
    fn a_crowd_is_remembered_within_bounds() {
        let (told, now) = (Told::default(), Instant::now());
        let news = (0..10_000).filter(|user| told.is_news(*user, LULL, now)).count();
        assert_eq!(news, TOLD_LIMIT);
        assert!(told.is_news(10_001, LULL, now + LULL), "the others are forgotten");
    }

    #[test]
    fn the_wait_that_is_said_is_whole_and_enough() {
        let reply = |millis| Refusal::TooOften(Duration::from_millis(millis)).reply(true, Language::English).content;
        assert!(reply(0).contains("in 1 second."), "{}", reply(0));
        assert!(reply(3_001).contains("in 4 seconds."), "{}", reply(3_001));
        assert!(reply(4_000).contains("in 4 seconds."), "{}", reply(4_000));
        let crowd = Refusal::TooMany(Duration::from_millis(500));
        assert!(crowd.reply(false, Language::English).content.contains("in 1 second."));
        assert!(
            crowd.reply(true, Language::English).content.contains("in 30 seconds."),
            "as long as nothing more is said"
        );
    }
}
