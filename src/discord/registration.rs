//! Telling Discord which commands there are.
//!
//! Done beside the connection and not on its way: a bot whose registration fails still answers
//! messages, and the commands that were registered earlier.

use std::sync::Arc;

use serenity::http::Http;

use super::failure::Failure;
use super::payload;
use super::retry::{self, Patience};

/// What registering came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registration {
    /// Discord had them already.
    Current,
    /// Discord has them now.
    Renewed,
}

/// Registers the commands everywhere if Discord does not have just these.
///
/// # Errors
/// If Discord refuses, or cannot be reached nine times in as many minutes.
pub async fn register(http: &Http) -> Result<Registration, Failure> {
    let current = match retry::run(Patience::BACKGROUND, || http.get_global_commands_with_localizations()).await {
        Ok(registered) => payload::is_current(&registered),
        // What cannot be read is not ours.
        Err(Failure::Unread) => false,
        Err(failure) => return Err(failure),
    };
    if current {
        return Ok(Registration::Current);
    }
    let commands = payload::commands();
    match retry::run(Patience::BACKGROUND, || http.create_global_commands(&commands)).await {
        Err(failure) if !failure.is_done_already() => Err(failure),
        _ => Ok(Registration::Renewed),
    }
}

/// As [`register`], with the outcome logged.
pub(super) async fn register_and_log(http: Arc<Http>) {
    match register(&http).await {
        Ok(Registration::Current) => tracing::debug!("the slash commands are registered already"),
        Ok(Registration::Renewed) => tracing::info!("registered the slash commands"),
        Err(failure) => tracing::warn!(
            %failure,
            "could not register the slash commands; messages are answered all the same, and the next start tries again"
        ),
    }
}
