//! Work that keeps a core busy, kept off the threads that talk to Discord, and bounded.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::Span;

use crate::bot::{Bot, Budget, Choice, Event, Message, Origin, Settings};
use crate::observe::{self, Front, Place};
use crate::render::Reply;

use super::refusal::Refusal;

/// The fewest threads that answer, and how many more there are for each core: one slow question must not
/// keep the others waiting.
const DESKS: usize = 8;
const DESKS_PER_CORE: usize = 2;
/// How many questions may wait for one of them. Those that wait past their deadline take milliseconds each.
const WAITING: usize = 256;
/// How many questions of one user may be in work, so that one user's cannot hold up all others', …
const PER_USER: usize = 3;
/// … and how many may be in work or waiting.
const UNDER_WAY: usize = 20;

/// What knows the answers: the bot.
///
/// The seam is here so that the tests can hold what the bot never does on purpose: panic, or be slow.
/// Both calls may keep a core busy.
pub trait Answerer: Send + Sync + 'static {
    /// The reply to `event` by a reader that has `budget`; `None` if it is not for the bot.
    fn handle(&self, event: &Event, budget: &dyn Budget) -> Option<Reply>;

    /// Suggestions for `option` while `partial` is typed at `origin`.
    fn complete(&self, origin: &Origin, option: &str, partial: &str) -> Vec<Choice>;

    /// What a server has set. It may wait for a disk.
    fn settings(&self, _server: u64) -> Settings {
        Settings::default()
    }

    /// Whether what `origin` did may come with files; if not they are not fetched. It must be quick.
    fn takes_files(&self, _origin: &Origin) -> bool {
        false
    }

    /// Whether `message` is for the bot. Asked for every message there is, so it must be quick.
    fn hears(&self, message: &Message) -> bool {
        message.is_for_bot(false)
    }
}

impl Answerer for Bot {
    fn handle(&self, event: &Event, budget: &dyn Budget) -> Option<Reply> {
        self.handle_within(event, budget)
    }

    fn complete(&self, origin: &Origin, option: &str, partial: &str) -> Vec<Choice> {
        Self::complete(self, origin, option, partial)
    }

    fn settings(&self, server: u64) -> Settings {
        Self::settings(self, server)
    }

    fn takes_files(&self, origin: &Origin) -> bool {
        Self::takes_files(self, origin)
    }

    fn hears(&self, message: &Message) -> bool {
        Self::hears(self, message)
    }
}

/// The answerer panicked; the panic itself has been reported by the panic hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Panicked;

/// Where questions are answered: some at desks, some waiting for one, no more.
pub(super) struct Office {
    answerer: Arc<dyn Answerer>,
    /// One for each question in work.
    desks: Arc<Semaphore>,
    /// One for each question in work or waiting.
    seats: Arc<Semaphore>,
    users: Arc<Users>,
    patience: Duration,
}

/// Asks the answerer for one event.
pub(super) struct Worker {
    answerer: Arc<dyn Answerer>,
    desks: Arc<Semaphore>,
    /// The moment until which reading may go on. It counts from when the question came, so that a queue drains
    /// quickly: what has waited that long is read by the rules.
    deadline: Instant,
    /// Until there is work, which takes it along.
    seat: Mutex<Option<Seat>>,
}

/// A place in the office, held until the work is done, even if nobody waits for it any more; but not until
/// the answer is sent, which may take longer.
struct Seat {
    _permit: OwnedSemaphorePermit,
    turn: Option<Turn>,
}

impl Office {
    /// An office whose readers have `patience` for each question.
    pub(super) fn new(answerer: Arc<dyn Answerer>, patience: Duration) -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        let desks = DESKS.max(DESKS_PER_CORE * cores);
        Self {
            answerer,
            desks: Arc::new(Semaphore::new(desks)),
            seats: Arc::new(Semaphore::new(desks + WAITING)),
            users: Arc::default(),
            patience,
        }
    }

    /// As [`Answerer::hears`].
    pub(super) fn hears(&self, message: &Message) -> bool {
        self.answerer.hears(message)
    }

    /// As [`Answerer::settings`]; the default in direct messages, and if that panics.
    pub(super) async fn settings(&self, server: Option<u64>) -> Settings {
        let Some(server) = server else { return Settings::default() };
        let answerer = Arc::clone(&self.answerer);
        tokio::task::spawn_blocking(move || answerer.settings(server)).await.unwrap_or_default()
    }

    /// A worker for a question of `user`.
    pub(super) fn question(&self, user: u64) -> Result<Worker, Refusal> {
        let turn = Users::enter(&self.users, user).ok_or(Refusal::StillAnswering)?;
        self.worker(Some(turn))
    }

    /// A worker for something quick, which counts among nobody's questions.
    pub(super) fn lookup(&self) -> Result<Worker, Refusal> {
        self.worker(None)
    }

    fn worker(&self, turn: Option<Turn>) -> Result<Worker, Refusal> {
        let permit = Arc::clone(&self.seats).try_acquire_owned().map_err(|_| Refusal::Busy)?;
        let seat = Mutex::new(Some(Seat { _permit: permit, turn }));
        let deadline = Instant::now() + self.patience;
        Ok(Worker { answerer: Arc::clone(&self.answerer), desks: Arc::clone(&self.desks), deadline, seat })
    }
}

impl Worker {
    /// As [`Answerer::handle`].
    pub(super) async fn handle(&self, event: Event) -> Result<Option<Reply>, Panicked> {
        let deadline = self.deadline;
        self.call(move |answerer| answerer.handle(&event, &|| Instant::now() >= deadline)).await
    }

    /// As [`Answerer::takes_files`].
    pub(super) fn takes_files(&self, origin: &Origin) -> bool {
        self.answerer.takes_files(origin)
    }

    /// As [`Answerer::complete`].
    pub(super) async fn complete(
        &self,
        origin: Origin,
        option: String,
        partial: String,
    ) -> Result<Vec<Choice>, Panicked> {
        self.call(move |answerer| answerer.complete(&origin, &option, &partial)).await
    }

    async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Answerer) -> T + Send + 'static,
    ) -> Result<T, Panicked> {
        let waiting = observe::take(Place::Seat);
        let seat = self.seat.lock().unwrap_or_else(PoisonError::into_inner).take();
        let turn = seat.as_ref().and_then(|seat| seat.turn.as_ref());
        // Neither semaphore is ever closed. The user's goes first: who waits for it is in nobody's way.
        let own = match turn {
            Some(turn) => Some(Arc::clone(&turn.own).acquire_owned().await),
            None => None,
        };
        let desk = Arc::clone(&self.desks).acquire_owned().await;
        drop(waiting);
        let working = observe::take(Place::Desk(Front::Discord));
        let (answerer, span) = (Arc::clone(&self.answerer), Span::current());
        let task = tokio::task::spawn_blocking(move || {
            let _held = (own, desk, seat, working);
            span.in_scope(|| work(answerer.as_ref()))
        });
        task.await.map_err(|_| {
            tracing::error!("panicked while answering");
            Panicked
        })
    }
}

/// The users with questions that are waiting or in work, and no others.
#[derive(Debug, Default)]
struct Users(Mutex<HashMap<u64, Asking>>);

/// A user's questions.
#[derive(Debug)]
struct Asking {
    /// How many are waiting or in work.
    count: usize,
    /// One for each that may be in work.
    own: Arc<Semaphore>,
}

/// One question of a user.
#[derive(Debug)]
struct Turn {
    users: Arc<Users>,
    user: u64,
    own: Arc<Semaphore>,
}

impl Users {
    /// `None` if `user` has too many questions under way.
    fn enter(users: &Arc<Self>, user: u64) -> Option<Turn> {
        let mut all = users.0.lock().unwrap_or_else(PoisonError::into_inner);
        let none = || Asking { count: 0, own: Arc::new(Semaphore::new(PER_USER)) };
        let asking = all.entry(user).or_insert_with(none);
        if asking.count >= UNDER_WAY {
            return None;
        }
        asking.count += 1;
        Some(Turn { users: Arc::clone(users), user, own: Arc::clone(&asking.own) })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut all = self.users.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(asking) = all.get_mut(&self.user) {
            asking.count -= 1;
            if asking.count == 0 {
                all.remove(&self.user);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::Action;

    struct Silent;

    fn event() -> Event {
        Event { origin: Origin::default(), action: Action::Press { id: String::new(), ids: Vec::new() } }
    }

    impl Answerer for Silent {
        fn handle(&self, _: &Event, _: &dyn Budget) -> Option<Reply> {
            None
        }

        fn complete(&self, _: &Origin, _: &str, _: &str) -> Vec<Choice> {
            Vec::new()
        }
    }

    #[test]
    fn a_user_has_some_questions_under_way_and_no_more() {
        let office = Office::new(Arc::new(Silent), Duration::from_mins(1));
        let mut workers: Vec<_> = (0..UNDER_WAY).map(|_| office.question(1)).collect();
        assert!(workers.iter().all(Result::is_ok));
        assert_eq!(office.question(1).err(), Some(Refusal::StillAnswering));
        assert!(office.question(2).is_ok() && office.lookup().is_ok());
        workers.pop();
        assert!(office.question(1).is_ok());
        drop(workers);
        assert!(office.users.0.lock().expect("nothing panicked").is_empty(), "nobody is remembered");
    }

    #[test]
    fn an_office_that_is_full_says_so() {
        let office = Office::new(Arc::new(Silent), Duration::from_mins(1));
        let workers: Vec<_> = (0..10_000).map_while(|user| office.question(user).ok()).collect();
        assert!(workers.len() >= DESKS + WAITING, "{}", workers.len());
        assert_eq!(office.question(20_000).err(), Some(Refusal::Busy));
        assert_eq!(office.users.0.lock().expect("nothing panicked").len(), workers.len(), "the refused are forgotten");
        drop(workers);
        assert!(office.question(20_000).is_ok());
    }

    #[tokio::test]
    async fn a_seat_is_free_again_when_the_work_is_done() {
        let office = Office::new(Arc::new(Silent), Duration::from_mins(1));
        let mut workers = Vec::new();
        for _ in 0..1_000 {
            let worker = office.question(1).expect("is free");
            assert_eq!(worker.handle(event()).await, Ok(None));
            // Its answer may be on its way for minutes.
            workers.push(worker);
        }
    }
}
