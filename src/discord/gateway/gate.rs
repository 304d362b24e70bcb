//! When a session may begin, of which Discord grants a thousand a day.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::time::Duration;

use serenity::http::Http;
use serenity::model::gateway::SessionStartLimit;
use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Instant, sleep_until};

use super::turnstile::{Passage, Turnstile};
use crate::discord::exit::Exit;
use crate::discord::invitation;

/// How many sessions may begin within [`WINDOW`] beside one for each shard. Discord resets the token of a
/// bot that begins more than 1,000 a day.
const LIMIT: usize = 40;
const WINDOW: Duration = Duration::from_hours(1);
/// After how many attempts in a row for each shard, of which none was let in, there is no hope. With the waits between
/// them that takes three quarters of an hour, which is longer than Discord's usual disturbances.
const HOPELESS: u32 = 30;
/// The most groups that take turns: 16 is the largest number that Discord gives.
const GROUP_LIMIT: u64 = 64;

/// What Discord grants, as it said before the first session.
#[derive(Clone, Copy, Debug)]
pub(in crate::discord) struct Allowance {
    /// How many sessions may begin before [`Allowance::reset_after`].
    pub(in crate::discord) remaining: u64,
    /// When there are [`Allowance::total`] again.
    pub(in crate::discord) reset_after: Duration,
    /// How many may begin a day.
    pub(in crate::discord) total: u64,
    /// How many shards may identify at once.
    pub(in crate::discord) concurrency: u64,
}

impl Allowance {
    /// What is assumed where Discord does not say.
    pub(in crate::discord) const USUAL: Self =
        Self { remaining: 1_000, reset_after: Duration::from_hours(24), total: 1_000, concurrency: 1 };
}

impl From<&SessionStartLimit> for Allowance {
    fn from(limit: &SessionStartLimit) -> Self {
        Self {
            remaining: limit.remaining,
            // A day at the most: what is longer is a mistake.
            reset_after: Duration::from_millis(limit.reset_after).min(Duration::from_hours(24)),
            total: limit.total,
            concurrency: limit.max_concurrency,
        }
    }
}

/// Lets shards begin sessions one after the other, and counts them.
pub(in crate::discord) struct Gate {
    apart: Duration,
    /// When the last session of each group began: shards whose number has the same rest take turns.
    groups: Vec<Mutex<Option<Instant>>>,
    others: Option<Others>,
    tally: StdMutex<Tally>,
}

/// Other processes that serve shards of the same bot.
struct Others {
    turnstile: Turnstile,
    http: Arc<Http>,
    believed: Duration,
}

/// The right to identify now; others of its group wait until it is dropped.
pub(super) struct Turn<'a> {
    last: MutexGuard<'a, Option<Instant>>,
    passage: Option<Passage>,
    gate: &'a Gate,
}

impl Gate {
    /// For `shards` shards that begin sessions at least `apart` from each other.
    pub(in crate::discord) fn new(allowance: Allowance, shards: u32, apart: Duration) -> Self {
        let groups = (0..allowance.concurrency.clamp(1, GROUP_LIMIT)).map(|_| Mutex::default()).collect();
        Self { apart, groups, others: None, tally: StdMutex::new(Tally::new(allowance, shards, Instant::now())) }
    }

    /// The same where other processes serve shards too: it takes turns with those that have the folder `data`, and
    /// asks Discord anew how many sessions are left if it has `believed` the last answer for so long.
    pub(in crate::discord) fn beside_others(self, data: &Path, http: Arc<Http>, believed: Duration) -> Self {
        Self { others: Some(Others { turnstile: Turnstile::below(data), http, believed }), ..self }
    }

    /// Waits until `shard` may begin a session.
    ///
    /// # Errors
    /// If it must not, for a reason that waiting does not mend.
    pub(super) async fn turn(&self, shard: u32) -> Result<Turn<'_>, Exit> {
        let group = shard as usize % self.groups.len();
        let last = self.groups[group].lock().await;
        if let Some(last) = *last {
            sleep_until(last + self.apart).await;
        }
        let passage = match &self.others {
            Some(others) => self.pass(others, group).await,
            None => None,
        };
        self.with_tally(|tally| tally.may_begin(Instant::now()))?;
        Ok(Turn { last, passage, gate: self })
    }

    /// The turn among the processes, and with it how many sessions these have left.
    async fn pass(&self, others: &Others, group: usize) -> Option<Passage> {
        let passage = others.turnstile.pass(group).await;
        if self.with_tally(|tally| tally.known_at.elapsed() >= others.believed)
            && let Some(allowance) = invitation::allowance(&others.http).await
        {
            self.with_tally(|tally| tally.learn(allowance, Instant::now()));
        }
        passage
    }

    /// Takes note that a shard was let in.
    pub(super) fn let_in(&self) {
        self.with_tally(|tally| tally.kept_out = 0);
    }

    fn with_tally<T>(&self, change: impl FnOnce(&mut Tally) -> T) -> T {
        change(&mut self.tally.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Turn<'_> {
    /// Takes note that the bot identified itself.
    pub(super) fn take(mut self) {
        let now = Instant::now();
        *self.last = Some(now);
        self.gate.with_tally(|tally| tally.began(now));
        if let Some(passage) = self.passage.take() {
            let until = now + self.gate.apart;
            tokio::spawn(async move {
                sleep_until(until).await;
                drop(passage);
            });
        }
    }
}

/// The sessions begun.
#[derive(Debug)]
struct Tally {
    remaining: u64,
    total: u64,
    resets_at: Instant,
    /// When Discord said so.
    known_at: Instant,
    /// When sessions began within the window, oldest first.
    recent: VecDeque<Instant>,
    limit: usize,
    hopeless: u32,
    /// How many were begun since the bot was last let in.
    kept_out: u32,
}

impl Tally {
    fn new(allowance: Allowance, shards: u32, now: Instant) -> Self {
        Self {
            remaining: allowance.remaining,
            total: allowance.total,
            resets_at: now + allowance.reset_after,
            known_at: now,
            recent: VecDeque::new(),
            limit: LIMIT + shards as usize,
            hopeless: HOPELESS.saturating_mul(shards.max(1)),
            kept_out: 0,
        }
    }

    /// Takes over what Discord says now.
    fn learn(&mut self, allowance: Allowance, now: Instant) {
        (self.remaining, self.total) = (allowance.remaining, allowance.total);
        (self.resets_at, self.known_at) = (now + allowance.reset_after, now);
    }

    fn may_begin(&mut self, now: Instant) -> Result<(), Exit> {
        if now >= self.resets_at {
            (self.remaining, self.resets_at) = (self.total, now + Duration::from_hours(24));
        }
        while self.recent.front().is_some_and(|first| now.duration_since(*first) > WINDOW) {
            self.recent.pop_front();
        }
        if self.remaining == 0 {
            Err(Exit::NoSessionsLeft)
        } else if self.kept_out >= self.hopeless {
            Err(Exit::NeverReady)
        } else if self.recent.len() >= self.limit {
            Err(Exit::Flapping)
        } else {
            Ok(())
        }
    }

    fn began(&mut self, now: Instant) {
        self.remaining = self.remaining.saturating_sub(1);
        self.kept_out += 1;
        self.recent.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Begins sessions `apart` until it must not, 2,000 at the most.
    fn begin(allowance: Allowance, shards: u32, apart: Duration, is_let_in: bool) -> (u32, Option<Exit>) {
        let mut now = Instant::now();
        let mut tally = Tally::new(allowance, shards, now);
        for begun in 0..2_000 {
            if let Err(exit) = tally.may_begin(now) {
                return (begun, Some(exit));
            }
            tally.began(now);
            if is_let_in {
                tally.kept_out = 0;
            }
            now += apart;
        }
        (2_000, None)
    }

    #[test]
    fn sessions_that_break_soon_end_it_before_the_token_is_reset() {
        let secs = Duration::from_secs;
        assert_eq!(begin(Allowance::USUAL, 1, secs(46), true), (41, Some(Exit::Flapping)));
        assert_eq!(begin(Allowance::USUAL, 16, secs(46), true), (56, Some(Exit::Flapping)));
        assert_eq!(begin(Allowance::USUAL, 1, secs(95), true), (2_000, None), "fewer than 1,000 a day");
    }

    #[test]
    fn the_day_s_allowance_is_kept_and_renewed() {
        let few = Allowance { remaining: 3, ..Allowance::USUAL };
        assert_eq!(begin(few, 1, Duration::from_mins(1), true), (3, Some(Exit::NoSessionsLeft)));
        assert_eq!(begin(few, 1, Duration::from_hours(9), true), (2_000, None));
    }

    #[test]
    fn a_bot_that_is_never_let_in_gives_up() {
        assert_eq!(begin(Allowance::USUAL, 1, Duration::from_mins(2), false), (30, Some(Exit::NeverReady)));
    }

    #[tokio::test]
    async fn shards_of_a_group_take_turns() {
        let apart = Duration::from_millis(60);
        let gate = Gate::new(Allowance { concurrency: 2, ..Allowance::USUAL }, 4, apart);
        let start = Instant::now();
        gate.turn(0).await.expect("may begin").take();
        gate.turn(1).await.expect("may begin").take();
        assert!(start.elapsed() < apart, "another group");
        drop(gate.turn(2).await.expect("may begin"));
        assert!(start.elapsed() >= apart, "the same group as 0");
        let waited = start.elapsed();
        gate.turn(2).await.expect("may begin").take();
        assert!(start.elapsed() < waited + apart, "a turn that is not taken costs nothing");
    }

    #[test]
    fn no_allowance_breaks_it() {
        for (number, groups) in [(u64::MAX, 64), (0, 1)] {
            let odd = json!({"remaining": 0, "reset_after": number, "total": number, "max_concurrency": number});
            let odd: SessionStartLimit = serde_json::from_value(odd).expect("is what discord says");
            assert_eq!(Gate::new((&odd).into(), 1, Duration::ZERO).groups.len(), groups);
        }
    }
}
