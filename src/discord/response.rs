//! Responses to interactions: the first within three seconds and only one, the rest as edits of it.

use std::time::Duration;

use serenity::builder::{
    Builder as _, CreateInteractionResponse, CreateInteractionResponseFollowup, EditInteractionResponse,
};
use serenity::http::Http;
use serenity::model::id::InteractionId;

use crate::render::{self, Language, Phrase, Reply};

use super::failure::Failure;
use super::payload;
use super::retry::{self, Patience};
use super::worker::Panicked;

/// How long a reply may take before the first response only says that it is coming.
///
/// Discord gives three seconds from its own clock; this leaves two for the way there and back.
pub(super) const SOON: Duration = Duration::from_secs(1);

/// Where to respond.
#[derive(Clone, Copy)]
pub(super) struct Counter<'a> {
    pub(super) http: &'a Http,
    pub(super) id: InteractionId,
    pub(super) token: &'a str,
    pub(super) language: Language,
}

impl Counter<'_> {
    /// Sends the one first response. Returns whether it arrived; if not, that has been logged.
    pub(super) async fn respond(self, response: CreateInteractionResponse) -> bool {
        let request = || response.clone().execute(self.http, (self.id, self.token));
        self.has_arrived(retry::run(Patience::RESPONSE, request).await.err())
    }

    /// Puts `edit` where the first response announced it. Returns as [`Counter::respond`].
    ///
    /// If it cannot be put there, a sentence is tried in its place: somebody waits.
    pub(super) async fn edit(self, edit: EditInteractionResponse) -> bool {
        let put = |edit: EditInteractionResponse, patience| {
            retry::run(patience, move || edit.clone().execute(self.http, self.token))
        };
        let failure = put(edit, Patience::ANNOUNCED).await.err();
        let has_arrived = self.has_arrived(failure);
        if failure.is_some_and(|failure| !has_arrived && failure.leaves_room_for_another()) {
            self.has_arrived(
                put(payload::edit(&render::plain(Phrase::Unsent, self.language)), Patience::ONCE).await.err(),
            );
        }
        has_arrived
    }

    /// Sends another message after the first response. Returns as [`Counter::respond`].
    ///
    /// Asked once only: a repeated one would be shown twice.
    pub(super) async fn follow_up(self, message: CreateInteractionResponseFollowup) -> bool {
        let request = || message.clone().execute(self.http, (None, self.token));
        self.has_arrived(retry::run(Patience::ONCE, request).await.err())
    }

    fn has_arrived(self, failure: Option<Failure>) -> bool {
        let Some(failure) = failure.filter(|failure| !failure.is_done_already()) else { return true };
        tracing::warn!(interaction = self.id.get(), %failure, "could not respond to an interaction");
        false
    }
}

/// What to show: the reply, or `otherwise` if there is none, or an apology if it cannot be shown.
pub(super) fn showable(
    outcome: Result<Option<Reply>, Panicked>,
    language: Language,
    otherwise: impl FnOnce() -> Reply,
) -> Reply {
    let failure = || render::aside(Phrase::Failure, language);
    let reply = match outcome {
        Ok(reply) => reply.unwrap_or_else(otherwise),
        Err(Panicked) => return failure(),
    };
    if payload::fits(&reply) {
        return reply;
    }
    tracing::error!(characters = reply.content.chars().count(), "a reply breaks discord's limits");
    failure()
}
