//! The way to Discord: REST and the gateway.

use serenity::client::{Client, ClientBuilder};
use serenity::http::{Http, HttpBuilder};
use serenity::model::gateway::GatewayIntents;

use crate::config::{Endpoints, Token};

use super::exit::Exit;
use super::failure::Failure;
use super::handler::Handler;
use super::retry::{self, Patience};

/// None of them is privileged: the words of what is addressed to the bot come without.
const INTENTS: GatewayIntents = GatewayIntents::GUILD_MESSAGES.union(GatewayIntents::DIRECT_MESSAGES);

/// Whether to connect.
pub(super) enum Start {
    /// Yes, with this many shards.
    Ready(Box<Client>, u32),
    /// No: it would fail, or do harm.
    Refused(Exit),
}

/// The REST client.
///
/// Serenity ignores its proxy while its rate limiter is on, and would send the token to the real Discord
/// all the same; so the two are set together here and nowhere else.
#[must_use]
pub fn connect_http(token: &Token, endpoints: Option<&Endpoints>) -> Http {
    let builder = HttpBuilder::new(token.expose());
    match endpoints {
        Some(endpoints) => builder.proxy(endpoints.api()).ratelimiter_disabled(true).build(),
        None => builder.build(),
    }
}

/// A client that is ready to connect.
pub(super) async fn prepare(token: &Token, endpoints: Option<&Endpoints>, handler: Handler) -> anyhow::Result<Start> {
    let http = connect_http(token, endpoints);
    let shards = match shards(&http).await {
        Ok(shards) => shards,
        Err(exit) => return Ok(Start::Refused(exit)),
    };
    let client = ClientBuilder::new_with_http(http, INTENTS)
        .event_handler(handler)
        .await
        .map_err(|error| anyhow::anyhow!("cannot set up the discord client: {}", Failure::from(&error)))?;
    if let Some(endpoints) = endpoints {
        // When the gateway's address cannot be asked for, serenity takes the real one without a word.
        endpoints.gateway().clone_into(&mut *client.ws_url.lock().await);
    }
    Ok(Start::Ready(Box::new(client), shards))
}

/// How many shards Discord wants; one if it does not say.
///
/// Asked before connecting, because the gateway answers a wrong token, too few shards or the thousand
/// and first session of a day with less than this does: a closed connection, or a new token.
async fn shards(http: &Http) -> Result<u32, Exit> {
    match retry::run(Patience::START, || http.get_bot_gateway()).await {
        Ok(gateway) if gateway.session_start_limit.remaining < u64::from(gateway.shards) => Err(Exit::NoSessionsLeft),
        Ok(gateway) => Ok(gateway.shards.max(1)),
        Err(failure) if failure.is_unauthorized() => Err(Exit::TokenRejected),
        Err(failure) => {
            tracing::warn!(%failure, "discord does not say how to connect; trying with one shard");
            Ok(1)
        }
    }
}
