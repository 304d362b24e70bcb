//! How often somebody may ask, so that nobody's questions cost all others their answers.

use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use lru::LruCache;

use super::refusal::Refusal;
use crate::config::Rate;

/// How often buttons, `/help` and the like may be used for each time that a question may be asked: they
/// cost little, and who reads a list presses its buttons quickly.
const CHEAPER: u32 = 8;
/// After how many checks those who have not been seen for a while are forgotten.
const FORGET_EVERY: u32 = 1_024;
/// How many servers with a rate of their own are counted; those that have asked nothing for longest are forgotten.
const OWN: NonZeroUsize = NonZeroUsize::new(16_384).expect("is not zero");

/// Counts what users and servers ask.
pub(super) struct Limits<C: Clock = DefaultClock> {
    users: Option<Limit<C>>,
    servers: Option<Limit<C>>,
    lookups: Option<Limit<C>>,
    /// Servers that set a rate of their own.
    own: Mutex<LruCache<u64, Own<C>>>,
    clock: C,
}

/// A server's own rate, in questions a minute, and what counts them.
type Own<C> = (NonZeroU32, Arc<RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<<C as Clock>::Instant>>>);

impl Limits {
    /// With these rates for a user and for a server; `None` sets no limit.
    pub(super) fn new(user: Option<Rate>, server: Option<Rate>) -> Self {
        Self::with_clock(user, server, &DefaultClock::default())
    }
}

impl<C: Clock + Clone> Limits<C> {
    fn with_clock(user: Option<Rate>, server: Option<Rate>, clock: &C) -> Self {
        let limit = |rate: Rate, times| Limit::new(rate, times, clock.clone());
        Self {
            users: user.map(|rate| limit(rate, 1)),
            servers: server.map(|rate| limit(rate, 1)),
            lookups: user.map(|rate| limit(rate, CHEAPER)),
            own: Mutex::new(LruCache::new(OWN)),
            clock: clock.clone(),
        }
    }

    /// Counts a question of `user` on `server`, which may have set so many a minute, if it may be asked now.
    ///
    /// The user goes first: what one asks too often is not taken from the others. The server's own rate goes before
    /// the operator's, and cannot be above it.
    pub(super) fn question(&self, user: u64, server: Option<u64>, own: Option<NonZeroU32>) -> Result<(), Refusal> {
        check(self.users.as_ref(), user).map_err(Refusal::TooOften)?;
        let Some(server) = server else { return Ok(()) };
        own.map_or(Ok(()), |rate| self.check_own(server, rate)).map_err(Refusal::TooMany)?;
        check(self.servers.as_ref(), server).map_err(Refusal::TooMany)
    }

    fn check_own(&self, server: u64, rate: NonZeroU32) -> Result<(), Duration> {
        let counter = {
            let mut all = self.own.lock().unwrap_or_else(PoisonError::into_inner);
            match all.get(&server) {
                Some((known, counter)) if *known == rate => Arc::clone(counter),
                _ => {
                    let quota = Quota::per_minute(rate);
                    let counter = Arc::new(RateLimiter::direct_with_clock(quota, self.clock.clone()));
                    all.put(server, (rate, Arc::clone(&counter)));
                    counter
                }
            }
        };
        counter.check().map_err(|refused| refused.wait_time_from(self.clock.now()))
    }

    /// Counts something cheap that `user` asks for, if it may be asked for now.
    pub(super) fn lookup(&self, user: u64) -> Result<(), Refusal> {
        check(self.lookups.as_ref(), user).map_err(Refusal::TooOften)
    }
}

/// The error is how long to wait.
fn check<C: Clock>(limit: Option<&Limit<C>>, key: u64) -> Result<(), Duration> {
    limit.map_or(Ok(()), |limit| limit.check(key))
}

/// One rate for each of many.
struct Limit<C: Clock> {
    keys: RateLimiter<u64, HashMapStateStore<u64>, C, NoOpMiddleware<C::Instant>>,
    checks: AtomicU32,
}

impl<C: Clock> Limit<C> {
    /// `times` as often as `rate`.
    fn new(rate: Rate, times: u32, clock: C) -> Self {
        let times = NonZeroU32::new(times).unwrap_or(NonZeroU32::MIN);
        let quota =
            Quota::per_minute(rate.per_minute.saturating_mul(times)).allow_burst(rate.burst.saturating_mul(times));
        Self { keys: RateLimiter::new(quota, HashMapStateStore::default(), clock), checks: AtomicU32::new(0) }
    }

    fn check(&self, key: u64) -> Result<(), Duration> {
        if self.checks.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.keys.retain_recent();
            self.keys.shrink_to_fit();
        }
        self.keys.check_key(&key).map_err(|refused| refused.wait_time_from(self.keys.clock().now()))
    }
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    fn rate(burst: u32, per_minute: u32) -> Rate {
        let number = |number| NonZeroU32::new(number).expect("is not 0");
        Rate { burst: number(burst), per_minute: number(per_minute) }
    }

    fn limits(user: Rate, server: Option<Rate>, clock: &FakeRelativeClock) -> Limits<FakeRelativeClock> {
        Limits::with_clock(Some(user), server, clock)
    }

    /// How many of `n` questions are answered.
    fn asked(limits: &Limits<FakeRelativeClock>, n: usize, user: u64, server: Option<u64>) -> usize {
        (0..n).filter(|_| limits.question(user, server, None).is_ok()).count()
    }

    #[test]
    fn a_user_may_ask_a_few_at_once_and_then_now_and_then() {
        let clock = FakeRelativeClock::default();
        let limits = limits(rate(5, 15), None, &clock);
        assert_eq!(asked(&limits, 100, 1, Some(7)), 5);
        assert_eq!(limits.question(1, None, None), Err(Refusal::TooOften(Duration::from_secs(4))));
        assert_eq!(asked(&limits, 100, 2, Some(7)), 5, "another user is another matter");
        clock.advance(Duration::from_secs(8));
        assert_eq!(asked(&limits, 100, 1, None), 2);
    }

    #[test]
    fn a_server_may_ask_more_and_pays_for_no_one_s_excess() {
        let limits = limits(rate(5, 15), Some(rate(12, 120)), &FakeRelativeClock::default());
        assert_eq!(asked(&limits, 1_000, 1, Some(7)), 5);
        assert_eq!(asked(&limits, 5, 2, Some(7)), 5);
        assert_eq!(asked(&limits, 5, 3, Some(7)), 2);
        assert!(matches!(limits.question(4, Some(7), None), Err(Refusal::TooMany(_))));
        assert_eq!(asked(&limits, 5, 5, Some(8)), 5);
        assert_eq!(asked(&limits, 5, 6, None), 5, "a direct message is on no server");
    }

    #[test]
    fn a_server_s_own_rate_holds_below_the_operator_s() {
        let clock = FakeRelativeClock::default();
        let limits = limits(rate(100, 100), Some(rate(12, 120)), &clock);
        let asked = |n: usize, server: u64, own: u32| {
            let own = NonZeroU32::new(own);
            (0..n).filter(|n| limits.question(*n as u64, Some(server), own).is_ok()).count()
        };
        assert_eq!((asked(50, 7, 6), asked(50, 7, 6)), (6, 0));
        assert_eq!(limits.question(60, Some(7), NonZeroU32::new(6)), Err(Refusal::TooMany(Duration::from_secs(10))));
        assert_eq!(asked(50, 8, 10_000), 12, "the operator's rate holds above it");
        assert_eq!(asked(50, 9, 6), 6, "another server is another matter");
        // Changed, it begins anew, and what the operator allows is left of it.
        assert_eq!(asked(50, 7, 60), 6);
        clock.advance(Duration::from_mins(1));
        assert_eq!(asked(50, 9, 6), 6);
    }

    #[test]
    fn what_is_cheap_may_be_had_more_often() {
        let limits = limits(rate(5, 15), None, &FakeRelativeClock::default());
        assert_eq!((0..1_000).filter(|_| limits.lookup(1).is_ok()).count(), 40);
        assert_eq!(asked(&limits, 1, 1, None), 1, "and is not taken from the questions");
    }

    #[test]
    fn those_who_have_gone_are_forgotten() {
        let clock = FakeRelativeClock::default();
        let limits = limits(rate(1, 60), None, &clock);
        for user in 0..100_000 {
            clock.advance(Duration::from_millis(1));
            limits.question(user, None, None).expect("asks once");
        }
        let known = limits.users.as_ref().expect("is limited").keys.len();
        assert!(known < 5_000, "{known}");
    }

    #[test]
    fn without_rates_there_is_no_limit() {
        let limits = Limits::with_clock(None, None, &FakeRelativeClock::default());
        assert_eq!(asked(&limits, 10_000, 1, Some(7)), 10_000);
        assert!((0..10_000).all(|_| limits.lookup(1).is_ok()));
    }

    #[test]
    fn the_largest_rate_breaks_nothing() {
        let limits = limits(rate(10_000, 10_000), Some(rate(10_000, 1)), &FakeRelativeClock::default());
        assert_eq!(asked(&limits, 20_000, 1, Some(7)), 10_000);
        assert!((0..100).all(|_| limits.lookup(1).is_ok()));
    }
}
