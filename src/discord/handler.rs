//! What is done with what the gateway delivers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::value::RawValue;
use serenity::http::Http;

use super::gateway::{Kind, Ready};
use super::responder::Responder;
use super::{reading, registration};

/// The shard whose process registers the commands. Direct messages arrive there too.
const FIRST: u32 = 0;

/// Hands events to the [`Responder`], each on a task of its own and no more than it has places for.
pub(super) struct Handler {
    http: Arc<Http>,
    responder: Arc<Responder>,
    is_registered: AtomicBool,
}

impl Handler {
    pub(super) fn new(http: Arc<Http>, responder: Arc<Responder>) -> Self {
        Self { http, responder, is_registered: AtomicBool::new(false) }
    }

    /// A session began on `shard`.
    pub(super) fn ready(&self, ready: &Ready, shard: u32) {
        self.http.set_application_id(ready.application.id);
        self.responder.introduce(ready.user.id);
        tracing::info!(bot = ready.user.username, shard, "connected to discord");
        // Discord says "ready" again after every lost session, and once for each shard; and of all processes
        // one is enough.
        if shard == FIRST && !self.is_registered.swap(true, Ordering::Relaxed) {
            tokio::spawn(registration::register_and_log(Arc::clone(&self.http)));
        }
    }

    /// Something happened.
    pub(super) fn deliver(&self, kind: Kind, body: Box<RawValue>) {
        let Some(place) = self.responder.place() else { return };
        let (http, responder) = (Arc::clone(&self.http), Arc::clone(&self.responder));
        // Read on that task too: whatever is in it, the connection goes on.
        tokio::spawn(async move {
            let _place = place;
            match kind {
                Kind::Message => {
                    if let Some(message) = reading::message(&body) {
                        responder.message(&http, &message).await;
                    } else {
                        tracing::debug!(bytes = body.get().len(), "a message cannot be read");
                    }
                }
                Kind::Interaction => match reading::interaction(&body) {
                    Ok(interaction) => responder.interaction(&http, &interaction).await,
                    Err(unread) => {
                        tracing::warn!(bytes = body.get().len(), "an interaction cannot be read");
                        if let Some(unread) = unread {
                            responder.apologize(&http, &unread).await;
                        }
                    }
                },
            }
        });
    }
}
