//! Why the bot stopped, as a number for scripts and a sentence for people.

use serenity::gateway::GatewayError;

use super::failure::Failure;

/// Why the bot stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It was asked to.
    Stopped,
    /// Discord does not know the token: close code 4004, or 401.
    TokenRejected,
    /// Discord can be reached, but does not let the bot in: close codes 4003, 4010, 4011 and 4012 show
    /// themselves this way, because serenity passes none of them on.
    NeverReady,
    /// The connection is lost and made anew so often that Discord would soon reset the token.
    Flapping,
    /// No new connection is left for today; one more and Discord resets the token.
    NoSessionsLeft,
    /// Discord does not know the intents asked for: close code 4013.
    IntentsInvalid,
    /// Discord does not grant the intents asked for: close code 4014.
    IntentsDisallowed,
}

impl Exit {
    /// The process's exit status; 0 for [`Exit::Stopped`] alone, and different for each.
    ///
    /// They stand clear of 1 and 2, which an error and a misspelt command line end with.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Stopped => 0,
            Self::TokenRejected => 10,
            Self::NeverReady => 11,
            Self::Flapping => 12,
            Self::NoSessionsLeft => 13,
            Self::IntentsInvalid => 14,
            Self::IntentsDisallowed => 15,
        }
    }

    /// What to do about it, in one sentence; empty for [`Exit::Stopped`].
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::Stopped => "",
            Self::TokenRejected => {
                "Discord does not know the token: reset it under \"Bot\" in the developer portal and put the new one into DISCORD_TOKEN."
            }
            Self::NeverReady => {
                "Discord can be reached but does not let the bot in: look at the lines above, at Discord's status page, and whether a firewall blocks web sockets."
            }
            Self::Flapping => {
                "The connection breaks again and again: look at the network and at Discord's status page before you start the bot again."
            }
            Self::NoSessionsLeft => {
                "The bot has used up its connections for today: wait until tomorrow before you start it again, or Discord resets its token."
            }
            Self::IntentsInvalid => {
                "Discord does not know the intents that the bot asks for: a newer version of the bot is needed."
            }
            Self::IntentsDisallowed => {
                "Discord does not grant the intents that the bot asks for: look under \"Bot\", \"Privileged Gateway Intents\" in the developer portal."
            }
        }
    }

    /// What the end of serenity's client means.
    pub(super) fn from_client(ended: serenity::Result<()>) -> anyhow::Result<Self> {
        match ended {
            Ok(()) => Ok(Self::Stopped),
            Err(serenity::Error::Gateway(GatewayError::InvalidAuthentication)) => Ok(Self::TokenRejected),
            Err(serenity::Error::Gateway(GatewayError::InvalidGatewayIntents)) => Ok(Self::IntentsInvalid),
            Err(serenity::Error::Gateway(GatewayError::DisallowedGatewayIntents)) => Ok(Self::IntentsDisallowed),
            Err(error) => Err(anyhow::anyhow!("the connection to discord ended: {}", Failure::from(&error))),
        }
    }
}
