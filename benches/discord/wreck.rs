//! What goes wrong in a soak, dealt from packs so that everything has its turn.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::it::standin::Standin;
use super::it::standin::fault::Fault;
use super::random::Random;

/// Where the requests go that go wrong.
const MESSAGES: &str = "/messages";
const CALLBACK: &str = "/callback";

/// How the connection breaks.
#[derive(Clone, Copy, Debug)]
enum Break {
    Drop,
    DropMidEvent,
    AskToReconnect,
    /// Op 9, and whether the session can be resumed.
    Invalid(bool),
    Close(Option<u16>),
}

/// Every way to lose a connection after which a client may come back. After op 9 with `false`, 4003, 4007
/// and 4009 it begins a new session, of which a day has a thousand and this program takes 40 an hour.
const BREAKS: [Break; 15] = [
    Break::Drop,
    Break::Invalid(false),
    Break::AskToReconnect,
    Break::Close(Some(4000)),
    Break::Close(Some(4009)),
    Break::DropMidEvent,
    Break::Invalid(true),
    Break::Close(None),
    Break::Close(Some(4003)),
    Break::Close(Some(4008)),
    Break::Close(Some(4001)),
    Break::Close(Some(4007)),
    Break::Close(Some(4002)),
    Break::Close(Some(4005)),
    Break::Drop,
];
/// So many breaks follow each other. With each the program waits longer before it comes back, until a
/// connection has lasted for [`CALM`].
const ROW: u32 = 6;
const CALM: Duration = Duration::from_secs(62);

/// What breaks, when, and what broke.
pub(crate) struct Wreck<'a> {
    standin: &'a Standin,
    random: Random,
    breaks: Vec<Break>,
    faults: Vec<(&'static str, Fault)>,
    /// When the connection breaks next; `None` while the program has not come back.
    next_break: Option<Instant>,
    next_fault: Instant,
    /// How many sessions were begun and resumed before the last break.
    n_entries: u32,
    n_in_row: u32,
    /// What was done, and how often.
    pub(crate) done: BTreeMap<String, u32>,
}

impl<'a> Wreck<'a> {
    pub(crate) fn new(standin: &'a Standin, seed: u64) -> Self {
        let now = Instant::now();
        Self {
            standin,
            random: Random::new(seed),
            breaks: Vec::new(),
            faults: Vec::new(),
            next_break: Some(now + Duration::from_secs(3)),
            next_fault: now + Duration::from_secs(1),
            n_entries: 0,
            n_in_row: 0,
            done: BTreeMap::new(),
        }
    }

    /// Whether the program is connected, and stays so for a moment.
    pub(crate) fn is_calm(&self) -> bool {
        const MOMENT: Duration = Duration::from_millis(500);
        self.next_break.is_some_and(|next| Instant::now() + MOMENT < next) && self.standin.is_connected()
    }

    /// Breaks what is to break now.
    pub(crate) fn tick(&mut self) {
        let now = Instant::now();
        if now >= self.next_fault {
            self.next_fault = now + self.random.millis(&(400..=1_600));
            self.plan();
        }
        match self.next_break {
            Some(next) if now >= next => self.break_connection(),
            None if self.has_returned() => {
                self.n_in_row = (self.n_in_row + 1) % ROW;
                let wait = if self.n_in_row == 0 { CALM } else { self.random.millis(&(1_500..=5_000)) };
                self.next_break = Some(now + wait);
            }
            _ => {}
        }
    }

    /// Counts something that was done elsewhere.
    pub(crate) fn count(&mut self, what: impl Into<String>) {
        *self.done.entry(what.into()).or_default() += 1;
    }

    fn has_returned(&self) -> bool {
        let (identifies, resumes) = self.standin.sessions();
        identifies + resumes > self.n_entries && self.standin.is_connected()
    }

    fn break_connection(&mut self) {
        if self.breaks.is_empty() {
            self.breaks = BREAKS.to_vec();
            self.random.shuffle(&mut self.breaks);
        }
        let (identifies, resumes) = self.standin.sessions();
        self.n_entries = identifies + resumes;
        self.next_break = None;
        let Some(next) = self.breaks.pop() else { return };
        match next {
            Break::Drop => self.standin.drop_socket(),
            Break::DropMidEvent => self.standin.drop_mid_event(),
            Break::AskToReconnect => self.standin.ask_to_reconnect(),
            Break::Invalid(can_resume) => self.standin.invalidate(can_resume),
            Break::Close(code) => self.standin.close(code),
        }
        self.count(format!("connection: {next:?}"));
    }

    /// The next request of a kind goes wrong.
    fn plan(&mut self) {
        if self.faults.is_empty() {
            self.faults = self.pack();
            self.random.shuffle(&mut self.faults);
        }
        let is_calm = self.is_calm();
        // Interactions only come while the connection stands; those for them must not gather meanwhile.
        let fits = |(path, _): &(&str, Fault)| is_calm || *path == MESSAGES;
        let Some(idx) = self.faults.iter().rposition(fits) else { return };
        let (path, fault) = self.faults.remove(idx);
        let name = format!("{fault:?}");
        let name = name.split('(').next().unwrap_or_default();
        let status = if let Fault::Status(status) = fault { format!(" {status}") } else { String::new() };
        self.count(format!("request: {name}{status} on {path}"));
        self.standin.plan("POST", path, fault, 1);
    }

    fn pack(&mut self) -> Vec<(&'static str, Fault)> {
        let mut seconds = |least, most| self.random.millis(&(least..=most)).as_secs_f64();
        vec![
            (MESSAGES, Fault::Limited(seconds(100, 2_000))),
            (MESSAGES, Fault::LimitedWithoutCode(seconds(100, 2_000))),
            (MESSAGES, Fault::LimitedEverywhere(seconds(100, 1_000))),
            (MESSAGES, Fault::Banned(1)),
            (MESSAGES, Fault::Status(500)),
            (MESSAGES, Fault::Status(502)),
            (MESSAGES, Fault::Status(503)),
            (MESSAGES, Fault::StatusAfter(500)),
            (MESSAGES, Fault::Drop),
            (MESSAGES, Fault::DropAfter),
            (MESSAGES, Fault::DropAfter),
            (MESSAGES, Fault::Malformed),
            (MESSAGES, Fault::Slow(Duration::from_secs(1))),
            // What comes three seconds after an interaction is worth nothing, so none of these lasts.
            (CALLBACK, Fault::Limited(seconds(50, 200))),
            (CALLBACK, Fault::Status(500)),
            (CALLBACK, Fault::StatusAfter(500)),
            (CALLBACK, Fault::Drop),
            (CALLBACK, Fault::DropAfter),
            (CALLBACK, Fault::Malformed),
        ]
    }
}
