//! Watches over the connection where serenity would go on for ever.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::gateway::{ConnectionStage, ShardManager};
use serenity::http::Http;
use tokio::time::{MissedTickBehavior, interval};

use super::exit::Exit;
use super::retry::{self, Patience};

/// How often the shards are looked at.
const TICK: Duration = Duration::from_secs(1);
/// After how many looks at a bot that is not let in there is a line in the log; it usually takes one.
const SLOW: u32 = 20;
/// After how many looks at a bot that is not let in there is no hope. Serenity asks again after five
/// seconds or, where it waits for a heartbeat, after 46: this is the third time at the least.
const HOPELESS: u32 = 120;
/// How many sessions may begin in [`SESSION_WINDOW`]. Discord resets the token of a bot that asks for
/// 1,000 a day, and a connection that breaks as soon as it stands asks for 1,900.
const SESSION_LIMIT: usize = 40;
const SESSION_WINDOW: Duration = Duration::from_hours(1);

/// Ends a connection that cannot succeed.
///
/// Serenity ends by itself for the close codes 4004, 4013 and 4014 only. For 4003, 4010, 4011 and a
/// close without a code its shard loop spins until the next heartbeat and then asks for a new session,
/// and for 4012 it asks again after five seconds; each for ever. None of these codes reaches an event
/// handler; the moment when a session is asked for changes no stage that one is told of; and between two
/// tries there is no runner to look at. What can be seen is whether the bot is in, how often a session
/// begins, and whether the rest of Discord can be reached.
///
/// So the cause is not known here (serenity's own lines at level error name 4010 and 4011), a verdict
/// takes two minutes where the code would take none, and one core may be busy meanwhile. With several
/// shards only the last one's loss is noticed. Without a network there is no verdict: it may come back.
#[derive(Default)]
pub(super) struct Watch(Mutex<Tally>);

impl Watch {
    /// Takes note that Discord began a new session.
    pub(super) fn session_began(&self) {
        self.with_tally(|tally| tally.session_began(Instant::now()));
    }

    /// Looks at the connection until there is no hope for it.
    pub(super) async fn verdict(&self, manager: &ShardManager, http: &Http) -> Exit {
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            let is_in = manager.runners.lock().await.values().any(|runner| runner.stage == ConnectionStage::Connected);
            match self.with_tally(|tally| tally.look(is_in)) {
                Some(Exit::NeverReady) if retry::run(Patience::START, || http.get_gateway()).await.is_err() => {
                    tracing::warn!("discord cannot be reached; trying on");
                }
                Some(exit) => return exit,
                None => {}
            }
        }
    }

    fn with_tally<T>(&self, change: impl FnOnce(&mut Tally) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[derive(Debug, Default)]
struct Tally {
    /// How often the bot was seen outside since it last was in, or since the last verdict.
    kept_out: u32,
    /// When sessions began, oldest first.
    sessions: VecDeque<Instant>,
}

impl Tally {
    fn session_began(&mut self, now: Instant) {
        self.sessions.push_back(now);
        while self.sessions.front().is_some_and(|first| now.duration_since(*first) > SESSION_WINDOW) {
            self.sessions.pop_front();
        }
    }

    fn look(&mut self, is_in: bool) -> Option<Exit> {
        self.kept_out = if is_in { 0 } else { self.kept_out + 1 };
        if self.kept_out == SLOW {
            tracing::warn!("discord has not let the bot in for {SLOW} seconds");
        }
        if self.kept_out == HOPELESS {
            self.kept_out = 0;
            return Some(Exit::NeverReady);
        }
        (self.sessions.len() >= SESSION_LIMIT).then_some(Exit::Flapping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bot_that_is_never_let_in_ends_it() {
        let mut tally = Tally::default();
        assert_eq!((1..HOPELESS).find_map(|_| tally.look(false)), None);
        assert_eq!(tally.look(false), Some(Exit::NeverReady));
        assert_eq!(tally.look(false), None, "the next verdict takes as long");
    }

    #[test]
    fn a_bot_that_is_let_in_at_last_does_not() {
        let mut tally = Tally::default();
        assert_eq!((1..10_000).find_map(|look| tally.look(look % HOPELESS == 0)), None);
    }

    #[test]
    fn sessions_that_break_at_once_end_it_before_the_token_is_reset() {
        let ends = |n_sessions: u32, apart: Duration| {
            let mut tally = Tally::default();
            let start = Instant::now();
            (0..n_sessions).for_each(|idx| tally.session_began(start + apart * idx));
            tally.look(true)
        };
        assert_eq!(ends(39, Duration::from_secs(46)), None);
        assert_eq!(ends(40, Duration::from_secs(46)), Some(Exit::Flapping));
        assert_eq!(ends(2_000, Duration::from_mins(2)), None);
    }
}
