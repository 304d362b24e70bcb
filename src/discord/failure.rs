//! What went wrong with a request, without anything secret.

use serenity::Error;
use serenity::http::HttpError;

use crate::observe::Fault;

/// Why a request to Discord failed.
///
/// Serenity's own errors hold addresses, and the address of an interaction holds its token; what is
/// kept here may be logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Discord answered that it would not.
    #[error("status {status}, code {code}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's own code; -1 if it sent none.
        code: isize,
    },
    /// No answer in time.
    #[error("no answer in time")]
    Late,
    /// No connection, or it broke.
    #[error("no connection")]
    Unreachable,
    /// It was done, but serenity did not understand the answer.
    #[error("the answer is malformed")]
    Unread,
    /// Serenity did not send it.
    #[error("the request is malformed")]
    Unsent,
}

impl Failure {
    /// "Interaction has already been acknowledged": an earlier try got through after all.
    const ALREADY_ACKNOWLEDGED: isize = 40_060;
    /// "Tried to perform an operation on an archived thread".
    const ARCHIVED: isize = 50_083;
    /// "This thread is locked".
    const LOCKED: isize = 160_005;
    /// "Cannot reply without permission to read message history".
    const NO_HISTORY: isize = 160_002;

    /// Whether the same request may succeed a little later.
    ///
    /// Not for a 404 or a 403: asking again would only add to the count that gets an address banned.
    #[must_use]
    pub fn is_passing(self) -> bool {
        match self {
            Self::Refused { status, .. } => self.is_limited() || status >= 500,
            Self::Late | Self::Unreachable => true,
            Self::Unread | Self::Unsent => false,
        }
    }

    /// As it is counted.
    pub(super) fn fault(self) -> Fault {
        match self {
            Self::Refused { status, .. } => Fault::Status(status),
            Self::Late => Fault::Otherwise("late"),
            Self::Unreachable => Fault::Otherwise("unreachable"),
            Self::Unread => Fault::Otherwise("unread"),
            Self::Unsent => Fault::Otherwise("unsent"),
        }
    }

    /// Whether Discord wants fewer requests.
    #[must_use]
    pub fn is_limited(self) -> bool {
        matches!(self, Self::Refused { status: 429, .. })
    }

    /// Whether what was asked for has happened all the same.
    #[must_use]
    pub fn is_done_already(self) -> bool {
        matches!(self, Self::Unread | Self::Refused { code: Self::ALREADY_ACKNOWLEDGED, .. })
    }

    /// Whether the message may be sent, only not as a reply to another.
    #[must_use]
    pub fn forbids_reference(self) -> bool {
        matches!(self, Self::Refused { code: Self::NO_HISTORY, .. })
    }

    /// Whether the bot may not write there: it lacks a permission, or a thread is closed.
    #[must_use]
    pub fn is_forbidden(self) -> bool {
        matches!(self, Self::Refused { status: 403, .. } | Self::Refused { code: Self::ARCHIVED | Self::LOCKED, .. })
    }

    /// Whether another request in the same place may fare better.
    ///
    /// Not after a 404 or a 401: the place is gone, and asking again counts toward a ban.
    #[must_use]
    pub fn leaves_room_for_another(self) -> bool {
        !matches!(self, Self::Refused { status: 401 | 403 | 404, .. })
    }

    /// Whether Discord does not know the token.
    #[must_use]
    pub fn is_unauthorized(self) -> bool {
        matches!(self, Self::Refused { status: 401, .. })
    }
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        match error {
            Error::Http(HttpError::UnsuccessfulRequest(response)) => {
                Self::Refused { status: response.status_code.as_u16(), code: response.error.code }
            }
            Error::Http(HttpError::Request(error)) if error.is_timeout() => Self::Late,
            Error::Http(HttpError::Request(error)) if error.is_builder() => Self::Unsent,
            Error::Http(HttpError::Request(error)) if error.is_decode() => Self::Unread,
            Error::Http(HttpError::Request(_)) | Error::Io(_) => Self::Unreachable,
            Error::Json(_) => Self::Unread,
            _ => Self::Unsent,
        }
    }
}
