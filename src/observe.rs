//! What a running bot is measured by, and the thread that ties the log lines of one question together.
//!
//! The rooms that answer know no clock and no counters: they open spans of `tracing` for their stages and say by one event
//! what came of a question. An [`Observer`] beside the log takes their times and counts them, whatever the log's filter
//! says. The rooms that do know the world [`tell`] what [`Happened`]. All of it ends in a [`Meter`], which is written
//! in Prometheus' form where there is a page for it. Nothing here can hold a word that somebody typed, whose it was, or a
//! secret: every label is a word of the program.

mod figure;
mod observer;
mod panicking;
mod process;
mod request;

pub use figure::{Meter, Place, Reach};
pub use observer::{Observer, observing};
pub use panicking::report_panics;
pub use request::{Front, answered, request};

/// The target of the spans that stages are: `understand`, `retrieve`, `read`, `judge`, `render`, and `handle` around them.
pub const STAGE: &str = "pullquote::stage";
/// The target of the events that say what came of a question, in the field `outcome`, with `passages` and `confidence`
/// as numbers where there are any.
pub const OUTCOME: &str = "pullquote::outcome";

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// A shard is in a session, a new one or the one it had.
    Entered {
        /// Whether it is the one it had.
        resumed: bool,
    },
    /// A shard that was in a session is not any more.
    Parted,
    /// A connection to the gateway was lost: Discord's close code, or a word for another way.
    Lost(Loss),
    /// A request was sent to Discord.
    Sent,
    /// A request to Discord failed.
    Failed(Fault),
    /// A request to Discord is sent once more.
    SentAgain,
    /// A question was refused, for this reason.
    Refused(&'static str),
    /// The articles have changed, and were taken up or could not be.
    Reloaded {
        /// Whether they were taken up.
        taken_up: bool,
    },
    /// A feed was looked at.
    FeedPolled {
        /// Whether it could be read.
        read: bool,
    },
    /// These articles are answered from, from now on.
    Articles {
        /// How many they are.
        documents: usize,
        /// How many passages they have.
        passages: usize,
        /// When they were indexed, in seconds since 1970.
        indexed_at: u64,
    },
    /// A thread panicked.
    Panicked,
}

/// How a connection to the gateway was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Discord closed it with this code.
    Code(u16),
    /// In another way, which this word names.
    Otherwise(&'static str),
}

/// Why a request to Discord failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Discord answered with this status.
    Status(u16),
    /// In another way, which this word names.
    Otherwise(&'static str),
}

/// Counts what happened, where somebody counts.
pub fn tell(happened: Happened) {
    if let Some(meter) = observing() {
        meter.count(happened);
    }
}

/// Takes a place until what is returned is dropped: how many are taken is shown.
#[must_use]
pub fn take(place: Place) -> Taken {
    let meter = observing();
    if let Some(meter) = &meter {
        meter.taken(place, 1);
    }
    Taken { meter, place }
}

/// A place that is taken.
#[derive(Debug)]
pub struct Taken {
    meter: Option<Meter>,
    place: Place,
}

impl Drop for Taken {
    fn drop(&mut self) {
        if let Some(meter) = &self.meter {
            meter.taken(self.place, -1);
        }
    }
}
