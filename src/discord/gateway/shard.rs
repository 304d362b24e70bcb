//! One web socket for as long as the bot runs: connecting, greeting, listening, and again.

use std::convert::Infallible;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use super::Link;
use super::backoff::Backoff;
use super::close::{Loss, Verdict};
use super::connection::{Connection, Farewell};
use super::gate::Turn;
use super::heartbeat::Heartbeat;
use super::jitter;
use super::session::{Session, Step};
use crate::discord::exit::Exit;
use crate::observe::{self, Happened};

/// After how many failures in a row something is wrong, whatever each of them looks like.
const MANY: u32 = 3;

/// One shard.
pub(super) struct Shard {
    id: u32,
    link: Arc<Link>,
    session: Session,
    /// What is open now; here, so that it can be closed whatever is interrupted.
    connection: Option<Connection>,
    backoff: Backoff,
    /// Whether it has been said in the log that there is no way to Discord.
    is_cut_off: bool,
    /// Whether it is counted among those that are in a session.
    is_in: bool,
}

impl Shard {
    pub(super) fn new(id: u32, link: Arc<Link>) -> Self {
        let (session, backoff) = (Session::default(), Backoff::default());
        Self { id, link, session, connection: None, backoff, is_cut_off: false, is_in: false }
    }

    /// Stays connected until told to stop, or until there is no hope.
    pub(super) async fn run(mut self, mut stop: watch::Receiver<bool>) -> Exit {
        let exit = tokio::select! {
            exit = self.stay() => exit,
            // An error says that nobody is there any more who could ask for it.
            _ = stop.wait_for(|is_asked| *is_asked) => Exit::Stopped,
        };
        self.left();
        self.part(Farewell::ForGood).await;
        exit
    }

    async fn stay(&mut self) -> Exit {
        loop {
            let loss = match self.visit().await {
                Ok(loss) => loss,
                Err(exit) => return exit,
            };
            self.left();
            observe::tell(Happened::Lost(loss.counted()));
            self.report(loss);
            if let Err(exit) = self.session.lost(loss) {
                return exit;
            }
            let pause = match loss {
                Loss::Invalid { .. } => jitter::within(&self.link.pace.after_invalid),
                _ => Duration::ZERO,
            };
            let wait = self.backoff.wait(&self.link.pace);
            let keeps = if self.session.is_resumable() { Farewell::ForNow } else { Farewell::ForGood };
            self.part(keeps).await;
            sleep(pause.max(wait)).await;
        }
    }

    /// One connection from beginning to end, and how it was lost.
    async fn visit(&mut self) -> Result<Loss, Exit> {
        let link = Arc::clone(&self.link);
        let turn = if self.session.is_resumable() { None } else { Some(link.gate.turn(self.id).await?) };
        match Connection::open(self.session.address(&link.address), &link.pace).await {
            Ok(connection) => self.connection = Some(connection),
            Err(loss) => return Ok(loss),
        }
        self.session.connected();
        let mut visit = Visit::new(turn, &link);
        let loss = match self.listen(&mut visit).await {
            Err(loss) => loss,
            Ok(never) => match never {},
        };
        if visit.entered.is_some_and(|entered| entered.elapsed() >= link.pace.settled) {
            self.backoff.reset();
        }
        Ok(loss)
    }

    async fn listen(&mut self, visit: &mut Visit<'_>) -> Result<Infallible, Loss> {
        loop {
            let Some(connection) = &mut self.connection else { return Err(Loss::Broken) };
            let step = tokio::select! {
                received = connection.receive() => self.session.receive(&received?),
                () = visit.heartbeat_due() => {
                    if !visit.beat() {
                        return Err(Loss::Silent);
                    }
                    Step::Beat
                }
                loss = visit.too_late() => return Err(loss),
            };
            self.take(step, visit).await?;
        }
    }

    async fn take(&mut self, step: Step, visit: &mut Visit<'_>) -> Result<(), Loss> {
        let Some(connection) = &mut self.connection else { return Err(Loss::Broken) };
        match step {
            Step::Greet(interval) => {
                visit.greeted(interval);
                let link = &self.link;
                connection.send(self.session.introduction(&link.token, self.id, link.shards.total())).await?;
                if let Some(turn) = visit.turn.take() {
                    turn.take();
                }
            }
            Step::Beat => connection.send(self.session.heartbeat()).await?,
            Step::Answered => visit.answered(),
            Step::Enter(ready) => {
                self.link.gate.let_in();
                self.link.handler.ready(&ready, self.id);
                self.entered(visit, false);
            }
            Step::Reenter => {
                tracing::debug!(shard = self.id, "the session goes on");
                self.entered(visit, true);
            }
            Step::Deliver(kind, body) => self.link.handler.deliver(kind, body),
            Step::Leave(loss) => return Err(loss),
            Step::Pass => {}
        }
        Ok(())
    }

    fn entered(&mut self, visit: &mut Visit<'_>, resumed: bool) {
        visit.entered = Some(Instant::now());
        self.left();
        self.is_in = true;
        observe::tell(Happened::Entered { resumed });
        if std::mem::take(&mut self.is_cut_off) {
            tracing::info!(shard = self.id, "connected to discord again");
        }
    }

    /// Takes note that it is in no session, if it was in one.
    fn left(&mut self) {
        if std::mem::take(&mut self.is_in) {
            observe::tell(Happened::Parted);
        }
    }

    /// Says in the log what happened; once for as long as there is no way to Discord.
    fn report(&mut self, loss: Loss) {
        let is_first = !self.is_cut_off;
        let is_cut_off =
            matches!(loss, Loss::Unreachable | Loss::NoHello | Loss::Silent) || self.backoff.failures() >= MANY;
        self.is_cut_off |= is_cut_off;
        if is_cut_off && is_first {
            tracing::warn!(shard = self.id, why = %loss, "no connection to discord; trying on");
        } else if loss.verdict() == Verdict::Renew && is_first {
            tracing::warn!(shard = self.id, why = %loss, "the session is lost; beginning another");
        } else {
            tracing::debug!(shard = self.id, why = %loss, "the connection is lost");
        }
    }

    async fn part(&mut self, farewell: Farewell) {
        if let Some(connection) = self.connection.take() {
            connection.close(farewell).await;
        }
    }
}

/// What is known of one connection.
struct Visit<'a> {
    /// The right to identify, until it is used; `None` where a session is resumed.
    turn: Option<Turn<'a>>,
    heartbeat: Option<Heartbeat>,
    /// When the session began or went on.
    entered: Option<Instant>,
    hello_by: Instant,
    entry_by: Instant,
}

impl<'a> Visit<'a> {
    fn new(turn: Option<Turn<'a>>, link: &Link) -> Self {
        let now = Instant::now();
        let (hello_by, entry_by) = (now + link.pace.hello, now + link.pace.entry);
        Self { turn, heartbeat: None, entered: None, hello_by, entry_by }
    }

    fn greeted(&mut self, interval: Duration) {
        self.heartbeat = Some(Heartbeat::new(interval, Instant::now()));
    }

    fn answered(&mut self) {
        if let Some(heartbeat) = &mut self.heartbeat {
            heartbeat.answered();
        }
    }

    async fn heartbeat_due(&self) {
        match &self.heartbeat {
            Some(heartbeat) => sleep_until(heartbeat.next()).await,
            None => pending().await,
        }
    }

    /// As [`Heartbeat::beat`].
    fn beat(&mut self) -> bool {
        self.heartbeat.as_mut().is_none_or(|heartbeat| heartbeat.beat(Instant::now()))
    }

    /// Done when Discord took too long to say hello, or to let the bot in.
    async fn too_late(&self) -> Loss {
        if self.heartbeat.is_none() {
            sleep_until(self.hello_by).await;
            return Loss::NoHello;
        }
        if self.entered.is_none() {
            sleep_until(self.entry_by).await;
            return Loss::NoEntry;
        }
        pending().await
    }
}
