//! Work that keeps a core busy, kept off the threads that talk to Discord.

use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;

use crate::bot::{Bot, Choice, Event};
use crate::render::Reply;

/// What knows the answers: the bot.
///
/// The seam is here so that the tests can hold what the bot never does on purpose: panic, or be slow.
/// Both calls may keep a core busy.
pub trait Answerer: Send + Sync + 'static {
    /// The reply to `event`; `None` if it is not for the bot.
    fn handle(&self, event: &Event) -> Option<Reply>;

    /// Suggestions for `option` while `partial` is typed.
    fn complete(&self, option: &str, partial: &str) -> Vec<Choice>;
}

impl Answerer for Bot {
    fn handle(&self, event: &Event) -> Option<Reply> {
        Self::handle(self, event)
    }

    fn complete(&self, option: &str, partial: &str) -> Vec<Choice> {
        Self::complete(self, option, partial)
    }
}

/// The answerer panicked; the panic itself has been reported by the panic hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Panicked;

/// Asks the answerer, on as many threads at once as there are cores.
pub(super) struct Worker {
    answerer: Arc<dyn Answerer>,
    desks: Arc<Semaphore>,
}

impl Worker {
    pub(super) fn new(answerer: Arc<dyn Answerer>) -> Self {
        let desks = available_parallelism().map_or(1, usize::from);
        Self { answerer, desks: Arc::new(Semaphore::new(desks)) }
    }

    /// As [`Answerer::handle`].
    pub(super) async fn handle(&self, event: Event) -> Result<Option<Reply>, Panicked> {
        self.call(move |answerer| answerer.handle(&event)).await
    }

    /// As [`Answerer::complete`].
    pub(super) async fn complete(&self, option: String, partial: String) -> Result<Vec<Choice>, Panicked> {
        self.call(move |answerer| answerer.complete(&option, &partial)).await
    }

    async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Answerer) -> T + Send + 'static,
    ) -> Result<T, Panicked> {
        // The semaphore is never closed; the permit goes along so that it is held until the work is done,
        // even if nobody waits for it any more.
        let permit = Arc::clone(&self.desks).acquire_owned().await;
        let answerer = Arc::clone(&self.answerer);
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work(answerer.as_ref())
        });
        task.await.map_err(|_| {
            tracing::error!("panicked while answering");
            Panicked
        })
    }
}
