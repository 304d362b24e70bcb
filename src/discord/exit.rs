//! Why the bot stopped, as a number for scripts and a sentence for people.

/// Why the bot stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It was asked to.
    Stopped,
    /// Discord does not know the token: close code 4004, or 401.
    TokenRejected,
    /// Discord can be reached, but let the bot in on none of 30 attempts in a row.
    NeverReady,
    /// Sessions are lost and begun anew so often that Discord would soon reset the token.
    Flapping,
    /// No new session is left for today; one more and Discord resets the token.
    NoSessionsLeft,
    /// Discord does not know the intents asked for: close code 4013.
    IntentsInvalid,
    /// Discord does not grant the intents asked for: close code 4014.
    IntentsDisallowed,
    /// Discord does not take the number of the shard: close code 4010.
    ShardInvalid,
    /// Discord wants more shards than it said before: close code 4011.
    ShardingRequired,
    /// Discord does not speak this version of its protocol any more: close code 4012.
    VersionInvalid,
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
            Self::ShardInvalid => 16,
            Self::ShardingRequired => 17,
            Self::VersionInvalid => 18,
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
                "Discord does not grant the intents that the bot asks for, although none of them is privileged: look for a notice about the bot in the developer portal."
            }
            Self::ShardInvalid => {
                "Discord does not take the number under which a part of the bot connects: look at --shards and PULLQUOTE_SHARDS, and for other copies of the bot that run with the same token, and start it again."
            }
            Self::ShardingRequired => {
                "Discord wants more shards: run with --shards auto, which asks Discord how many, or write a larger number behind the slash in every process."
            }
            Self::VersionInvalid => {
                "Discord does not speak the bot's version of its protocol any more: a newer version of the bot is needed."
            }
        }
    }
}
