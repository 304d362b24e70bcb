//! The ways to lose a connection, and what each means.

use crate::discord::exit::Exit;
use crate::observe;

/// How a connection was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Loss {
    /// Discord closed it, with a code or without.
    #[error("closed with {}", .0.map_or("no code".to_owned(), |code| format!("code {code}")))]
    Closed(Option<u16>),
    /// It broke.
    #[error("broken")]
    Broken,
    /// There is no way to Discord.
    #[error("not reachable")]
    Unreachable,
    /// Discord did not say hello.
    #[error("silent from the start")]
    NoHello,
    /// Discord did not let the bot in, or said so in a way that cannot be read.
    #[error("not let in")]
    NoEntry,
    /// A heartbeat was not answered.
    #[error("silent")]
    Silent,
    /// Something too large arrived.
    #[error("more at once than is taken")]
    Oversized,
    /// Discord asked for a new connection.
    #[error("a new connection was asked for")]
    Asked,
    /// Discord does not know the session.
    #[error("the session is invalid")]
    Invalid {
        /// Whether it may be tried once more.
        is_resumable: bool,
    },
}

/// What becomes of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It can be resumed: what happens meanwhile is sent later.
    Resume,
    /// It is gone: a new one.
    Renew,
    /// No session will ever come of it.
    End(Exit),
}

impl Loss {
    /// As it is counted.
    pub(super) fn counted(self) -> observe::Loss {
        observe::Loss::Otherwise(match self {
            Self::Closed(Some(code)) => return observe::Loss::Code(code),
            Self::Closed(None) => "no_code",
            Self::Broken => "broken",
            Self::Unreachable => "unreachable",
            Self::NoHello => "no_hello",
            Self::NoEntry => "no_entry",
            Self::Silent => "silent",
            Self::Oversized => "oversized",
            Self::Asked => "asked",
            Self::Invalid { .. } => "invalid",
        })
    }

    pub(super) fn verdict(self) -> Verdict {
        match self {
            Self::Closed(Some(code)) => of_code(code),
            Self::Closed(None) | Self::Broken | Self::Unreachable | Self::NoHello | Self::Silent | Self::Asked => {
                Verdict::Resume
            }
            Self::Invalid { is_resumable: true } => Verdict::Resume,
            // What is too large would be sent again to a session that is resumed.
            Self::Invalid { is_resumable: false } | Self::NoEntry | Self::Oversized => Verdict::Renew,
        }
    }
}

/// Discord's table of close codes; what it does not name is tried as if nothing was wrong with the session.
fn of_code(code: u16) -> Verdict {
    match code {
        // Not authenticated; sequence out of range; session timed out.
        4003 | 4007 | 4009 => Verdict::Renew,
        4004 => Verdict::End(Exit::TokenRejected),
        4010 => Verdict::End(Exit::ShardInvalid),
        4011 => Verdict::End(Exit::ShardingRequired),
        4012 => Verdict::End(Exit::VersionInvalid),
        4013 => Verdict::End(Exit::IntentsInvalid),
        4014 => Verdict::End(Exit::IntentsDisallowed),
        _ => Verdict::Resume,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_that_discord_lists_has_its_verdict() {
        for code in [4000, 4001, 4002, 4005, 4008, 1000, 1001, 1006, 1011, 1012, 4006, 4015, 4999] {
            assert_eq!(Loss::Closed(Some(code)).verdict(), Verdict::Resume, "{code}");
        }
        for code in [4003, 4007, 4009] {
            assert_eq!(Loss::Closed(Some(code)).verdict(), Verdict::Renew, "{code}");
        }
        for code in [4004, 4010, 4011, 4012, 4013, 4014] {
            assert!(matches!(Loss::Closed(Some(code)).verdict(), Verdict::End(_)), "{code}");
        }
        assert_eq!(Loss::Closed(None).verdict(), Verdict::Resume);
    }

    #[test]
    fn a_loss_is_told_without_what_discord_wrote() {
        assert_eq!(Loss::Closed(Some(4009)).to_string(), "closed with code 4009");
        assert_eq!(Loss::Closed(None).to_string(), "closed with no code");
    }
}
