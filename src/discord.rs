//! Discord: what arrives becomes an [`Event`](crate::bot::Event), what the bot says becomes a message.
//!
//! Serenity lives only here, for REST and for what things look like; the connection that events come over
//! is our own (`gateway`). This room decides nothing about answers: it asks the [`Answerer`], holds
//! Discord's rules about replies (limits, mentions, three seconds, one response), and keeps the
//! connection. The bot needs no privileged intent: Discord sends the words of direct messages, of
//! messages that mention the bot and of replies that ping it.
//!
//! Nothing logged here holds the token, what somebody wrote, or an interaction's token; serenity's own
//! log lines do, which is what [`is_safe_to_log`] is for.

mod attachment;
mod button;
mod chat;
mod exit;
mod failure;
mod form;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod gateway;
mod handler;
mod incoming;
mod invitation;
mod limit;
mod log;
pub mod payload;
mod reading;
mod refusal;
pub mod registration;
mod responder;
mod response;
mod retry;
mod seen;
mod shutdown;
mod slash;
mod thread;
mod worker;

use std::pin::pin;
use std::sync::Arc;

use anyhow::Context as _;

use crate::config::Config;

pub use exit::Exit;
pub use failure::Failure;
pub use gateway::Pace;
pub use invitation::{connect_http, invitation_link};
pub use log::is_safe_to_log;
pub use responder::Responder;
pub use worker::Answerer;

use gateway::{Gate, Gateway, Link};
use handler::Handler;

/// Answers on Discord until told to stop, on a runtime of its own.
///
/// Ends within five seconds of Ctrl-C or SIGTERM, with [`Exit::Stopped`]. Any other [`Exit`] needs a
/// person: it says what to do, and starting again at once would end the same way.
///
/// # Errors
/// If there is no token, or the runtime cannot be set up.
pub fn run(config: &Config, answerer: Arc<dyn Answerer>) -> anyhow::Result<Exit> {
    let runtime = shutdown::runtime()?;
    let exit = runtime.block_on(async { serve(config, answerer, shutdown::requested()?).await });
    // An answer that will not end keeps its thread; waiting for it would be for ever.
    runtime.shutdown_timeout(shutdown::LINGER);
    exit
}

/// Answers on Discord until `stop` is done; for a runtime that is already there.
///
/// # Errors
/// As [`run`].
pub async fn serve(
    config: &Config,
    answerer: Arc<dyn Answerer>,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<Exit> {
    serve_at(Pace::DISCORD, config, answerer, stop).await
}

/// As [`serve`], with another patience than the real Discord needs.
///
/// # Errors
/// As [`run`].
pub async fn serve_at(
    pace: Pace,
    config: &Config,
    answerer: Arc<dyn Answerer>,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<Exit> {
    let token = config.token.as_ref().context(
        "no DISCORD_TOKEN: make a bot in the developer portal, and put its token into .env or the environment",
    )?;
    let mut stop = pin!(stop);
    let endpoints = config.endpoints.as_ref();
    let http = Arc::new(connect_http(token, endpoints));
    let invitation = tokio::select! {
        invitation = invitation::ask(&http, endpoints, config.shards) => invitation,
        () = &mut stop => return Ok(Exit::Stopped),
    };
    let invitation = match invitation {
        Ok(invitation) => invitation,
        Err(exit) => return Ok(exit),
    };
    let responder = Responder::with_limits(answerer, config.user_rate, config.guild_rate, config.deadline);
    let responder = Arc::new(responder.fetching_from(endpoints));
    let gate = Gate::new(invitation.allowance, invitation.shards.count(), pace.identify_apart);
    let gate = if invitation.shards.is_all() {
        gate
    } else {
        gate.beside_others(&config.data, Arc::clone(&http), pace.believed)
    };
    let mut gateway = Gateway::start(Link {
        token: token.clone(),
        address: invitation.address,
        shards: invitation.shards,
        gate,
        pace,
        handler: Arc::new(Handler::new(http, Arc::clone(&responder))),
    });
    let exit = tokio::select! {
        exit = gateway.ended() => exit,
        () = &mut stop => Ok(Exit::Stopped),
    };
    shutdown::finish(gateway, &responder).await;
    exit
}
