//! Serenity's events, handed on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serenity::client::{Context, EventHandler};
use serenity::gateway::ShardStageUpdateEvent;
use serenity::http::RatelimitInfo;
use serenity::model::application::Interaction;
use serenity::model::channel::Message;
use serenity::model::gateway::Ready;

use super::registration;
use super::responder::Responder;
use super::watch::Watch;

/// What serenity calls.
pub(super) struct Handler {
    responder: Arc<Responder>,
    watch: Arc<Watch>,
    is_registered: AtomicBool,
}

impl Handler {
    pub(super) fn new(responder: Arc<Responder>, watch: Arc<Watch>) -> Self {
        Self { responder, watch, is_registered: AtomicBool::new(false) }
    }
}

#[serenity::async_trait]
impl EventHandler for Handler {
    async fn ready(&self, context: Context, ready: Ready) {
        self.responder.introduce(ready.user.id);
        self.watch.session_began();
        tracing::info!(bot = ready.user.name, shard = context.shard_id.get(), "connected to discord");
        // Discord says "ready" again after every lost session, and once for each shard.
        if !self.is_registered.swap(true, Ordering::Relaxed) {
            tokio::spawn(registration::register_and_log(context.http));
        }
    }

    async fn message(&self, context: Context, message: Message) {
        self.responder.message(&context.http, &message).await;
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        self.responder.interaction(&context.http, &interaction).await;
    }

    async fn shard_stage_update(&self, _: Context, event: ShardStageUpdateEvent) {
        tracing::debug!(shard = event.shard_id.get(), stage = %event.new, "the connection changed");
    }

    async fn ratelimit(&self, limit: RatelimitInfo) {
        // The path may hold an interaction's token.
        tracing::warn!(wait = ?limit.timeout, global = limit.global, "discord asks for fewer requests");
    }
}
