//! Discord: what arrives becomes an [`Event`](crate::bot::Event), what the bot says becomes a message.
//!
//! Serenity lives only here, without its cache and without a framework. This room decides nothing about
//! answers: it asks the [`Answerer`], holds Discord's rules about replies (limits, mentions, three
//! seconds, one response), and keeps the connection. The bot needs no privileged intent: Discord sends
//! the words of direct messages, of messages that mention the bot and of replies that ping it.
//!
//! Nothing logged here holds the token, what somebody wrote, or an interaction's token; serenity's own
//! log lines do, which is what [`is_safe_to_log`] is for.

mod button;
mod chat;
mod client;
mod exit;
mod failure;
mod handler;
mod incoming;
mod log;
pub mod payload;
mod pulse;
pub mod registration;
mod responder;
mod response;
mod retry;
mod seen;
mod shutdown;
mod slash;
mod watch;
mod worker;

use std::pin::pin;
use std::sync::Arc;

use anyhow::Context as _;

use crate::config::Config;

pub use client::connect_http;
pub use exit::Exit;
pub use failure::Failure;
pub use log::is_safe_to_log;
pub use responder::Responder;
pub use worker::Answerer;

use client::Start;
use handler::Handler;
use pulse::Pulse;
use watch::Watch;

/// Answers on Discord until told to stop, on a runtime of its own.
///
/// Ends within five seconds of Ctrl-C or SIGTERM, with [`Exit::Stopped`]. Any other [`Exit`] needs a
/// person: it says what to do, and starting again at once would end the same way.
///
/// # Errors
/// If there is no token, or the runtime cannot be set up, or the connection ended in a way that has no
/// [`Exit`].
pub fn run(config: &Config, answerer: Arc<dyn Answerer>) -> anyhow::Result<Exit> {
    let runtime = shutdown::runtime()?;
    let exit = runtime.block_on(async { serve(config, answerer, shutdown::requested()?).await });
    // Serenity's shard loop can be caught in a loop without a pause; waiting for it would be for ever.
    runtime.shutdown_timeout(shutdown::LINGER);
    exit
}

/// Answers on Discord until `stop` is done; for a runtime that is already there, with two threads or more.
///
/// # Errors
/// As [`run`].
pub async fn serve(
    config: &Config,
    answerer: Arc<dyn Answerer>,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<Exit> {
    let token = config.token.as_ref().context(
        "no DISCORD_TOKEN: make a bot in the developer portal, and put its token into .env or the environment",
    )?;
    let mut stop = pin!(stop);
    let _pulse = Pulse::start().context("cannot start a thread")?;
    let responder = Arc::new(Responder::new(answerer));
    let watch = Arc::new(Watch::default());
    let handler = Handler::new(Arc::clone(&responder), Arc::clone(&watch));

    let start = tokio::select! {
        start = client::prepare(token, config.endpoints.as_ref(), handler) => start?,
        () = &mut stop => return Ok(Exit::Stopped),
    };
    let (mut client, shards) = match start {
        Start::Ready(client, shards) => (client, shards),
        Start::Refused(exit) => return Ok(exit),
    };
    let (manager, http) = (Arc::clone(&client.shard_manager), Arc::clone(&client.http));
    tokio::select! {
        ended = client.start_shards(shards) => Exit::from_client(ended),
        exit = watch.verdict(&manager, &http) => Ok(exit),
        () = &mut stop => {
            shutdown::finish(&manager, &responder).await;
            Ok(Exit::Stopped)
        }
    }
}
