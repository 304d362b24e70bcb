//! The figures themselves, under their names.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::process::Memory;
use super::request::Front;
use super::{Fault, Happened, Loss};

/// A label and its value: both are words of the program, so neither can hold what somebody typed.
type Label = [(&'static str, &'static str); 1];

/// The borders of times, in seconds: a search takes microseconds, the rules milliseconds, the network up to seconds, and a crowd waits.
const SECONDS: [f64; 15] =
    [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// A stage of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Understand,
    Retrieve,
    Read,
    Judge,
    Render,
}

/// How many stages there are.
pub(super) const STAGES: usize = Stage::ALL.len();

impl Stage {
    const ALL: [Self; 5] = [Self::Understand, Self::Retrieve, Self::Read, Self::Judge, Self::Render];

    fn name(self) -> &'static str {
        match self {
            Self::Understand => "understand",
            Self::Retrieve => "retrieve",
            Self::Read => "read",
            Self::Judge => "judge",
            Self::Render => "render",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

/// What came of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Answered,
    Conflict,
    Unsure,
    Abstained,
    NotAQuestion,
    Unavailable,
    Withheld,
    Failure,
}

impl Outcome {
    const ALL: [Self; 8] = [
        Self::Answered,
        Self::Conflict,
        Self::Unsure,
        Self::Abstained,
        Self::NotAQuestion,
        Self::Unavailable,
        Self::Withheld,
        Self::Failure,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Conflict => "conflict",
            Self::Unsure => "unsure",
            Self::Abstained => "abstained",
            Self::NotAQuestion => "not_a_question",
            Self::Unavailable => "unavailable",
            Self::Withheld => "withheld",
            Self::Failure => "failure",
        }
    }

    /// The outcome of this name; a failure if there is none, which it is.
    pub(super) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name).unwrap_or(Self::Failure)
    }
}

/// A place that one thing at a time takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A desk: a thread that answers.
    Desk(Front),
    /// A seat before the desks.
    Seat,
}

/// Whether there is a way for questions to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// There is, or none but the page is meant to be.
    There,
    /// Discord was to be connected, and no shard is in a session.
    Unconnected,
}

/// Counters and times of one process, shared by all clones.
#[derive(Clone)]
pub struct Meter(Arc<Figures>);

struct Figures {
    registry: Registry,
    outcomes: Family<Label, Counter>,
    answers: Histogram,
    stages: [Histogram; STAGES],
    requests: Family<Label, Histogram, fn() -> Histogram>,
    rest_sent: Counter,
    rest_failed: Family<Label, Counter>,
    rest_again: Counter,
    shards: Gauge,
    entered: Family<Label, Counter>,
    lost: Family<Label, Counter>,
    refused: Family<Label, Counter>,
    desks: Family<Label, Gauge>,
    seats: Gauge,
    documents: Gauge<u64, AtomicU64>,
    passages: Gauge<u64, AtomicU64>,
    indexed_at: Gauge<u64, AtomicU64>,
    reloads: Family<Label, Counter>,
    polls: Family<Label, Counter>,
    panics: Counter,
    awaits_discord: AtomicBool,
}

impl fmt::Debug for Meter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meter").finish_non_exhaustive()
    }
}

impl Default for Meter {
    fn default() -> Self {
        Self::new()
    }
}

impl Meter {
    /// The content type of [`Meter::text`].
    pub const FORM: &'static str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    /// All at zero.
    #[must_use]
    pub fn new() -> Self {
        let mut registry = Registry::default();
        let started: Gauge<u64, AtomicU64> = Gauge::default();
        started.set(now());
        named(&mut registry, "process_start_time_seconds", "When the process began, in seconds since 1970", started);
        registry.register_collector(Box::new(Memory));
        let own = registry.sub_registry_with_prefix("pullquote");
        let stages: Family<Label, Histogram, fn() -> Histogram> = family(seconds);
        let figures = Figures {
            outcomes: named(own, "questions", "Questions, by what came of them", Family::default()),
            answers: named(
                own,
                "answer_seconds",
                "Time that one question took, without waiting and sending",
                seconds(),
            ),
            stages: {
                let stages = named(own, "stage_seconds", "Time that one stage of an answer took", stages);
                Stage::ALL.map(|stage| stages.get_or_create(&[("stage", stage.name())]).clone())
            },
            requests: named(
                own,
                "request_seconds",
                "Time from when a request came until all about it was done",
                family(seconds),
            ),
            rest_sent: named(
                own,
                "discord_requests",
                "Requests to Discord's REST interface, each try",
                Counter::default(),
            ),
            rest_failed: named(
                own,
                "discord_request_errors",
                "Tries of requests to Discord that failed, by the class of the status or another way",
                Family::default(),
            ),
            rest_again: named(own, "discord_request_retries", "Requests to Discord sent once more", Counter::default()),
            shards: named(
                own,
                "gateway_shards_connected",
                "Shards that are in a session with Discord",
                Gauge::default(),
            ),
            entered: named(
                own,
                "gateway_sessions",
                "Sessions with Discord's gateway that were begun or resumed",
                Family::default(),
            ),
            lost: named(
                own,
                "gateway_losses",
                "Connections to Discord's gateway that were lost, by close code or another way",
                Family::default(),
            ),
            refused: named(own, "refusals", "Questions that were refused, by reason", Family::default()),
            desks: named(own, "questions_in_work", "Questions that are being answered now", Family::default()),
            seats: named(own, "questions_waiting", "Questions that wait to be answered", Gauge::default()),
            documents: named(own, "articles", "Articles that are answered from", Gauge::default()),
            passages: named(own, "passages", "Passages that the articles have", Gauge::default()),
            indexed_at: named(
                own,
                "index_timestamp_seconds",
                "When the articles were indexed, in seconds since 1970",
                Gauge::default(),
            ),
            reloads: named(
                own,
                "reloads",
                "Times that changed articles were taken up, or could not be",
                Family::default(),
            ),
            polls: named(own, "feed_polls", "Times that a feed was read, or could not be", Family::default()),
            panics: named(own, "panics", "Panics of any thread", Counter::default()),
            awaits_discord: AtomicBool::new(false),
            registry,
        };
        figures.show_zeroes();
        Self(Arc::new(figures))
    }

    /// All of it in the text form of `OpenMetrics`, which Prometheus reads.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into memory does not fail.
        let _ = encode(&mut text, &self.0.registry);
        text
    }

    /// Discord is to be connected from now on: until a shard is, nothing can be asked.
    pub fn await_discord(&self) {
        self.0.awaits_discord.store(true, Ordering::Relaxed);
    }

    /// Whether questions can come.
    #[must_use]
    pub fn reach(&self) -> Reach {
        let is_awaited = self.0.awaits_discord.load(Ordering::Relaxed);
        if is_awaited && self.0.shards.get() == 0 { Reach::Unconnected } else { Reach::There }
    }

    pub(super) fn count(&self, happened: Happened) {
        let figures = &*self.0;
        let one = |family: &Family<Label, Counter>, name, value| _ = family.get_or_create(&[(name, value)]).inc();
        match happened {
            Happened::Entered { resumed } => {
                figures.shards.inc();
                one(&figures.entered, "kind", if resumed { RESUMED } else { BEGUN });
            }
            Happened::Parted => _ = figures.shards.dec(),
            Happened::Lost(loss) => one(&figures.lost, "why", of_loss(loss)),
            Happened::Sent => _ = figures.rest_sent.inc(),
            Happened::Failed(fault) => one(&figures.rest_failed, "class", of_fault(fault)),
            Happened::SentAgain => _ = figures.rest_again.inc(),
            Happened::Refused(why) => one(&figures.refused, "why", why),
            Happened::FeedPolled { read } => one(&figures.polls, "result", if read { "ok" } else { "failed" }),
            Happened::Reloaded { taken_up } => one(&figures.reloads, "result", if taken_up { "ok" } else { "failed" }),
            Happened::Articles { documents, passages, indexed_at } => {
                figures.documents.set(documents as u64);
                figures.passages.set(passages as u64);
                figures.indexed_at.set(indexed_at);
            }
            Happened::Panicked => _ = figures.panics.inc(),
        }
    }

    pub(super) fn stage(&self, stage: Stage, took: Duration) {
        self.0.stages[stage as usize].observe(took.as_secs_f64());
    }

    pub(super) fn question(&self, outcome: Outcome, took: Duration) {
        self.0.outcomes.get_or_create(&[("outcome", outcome.name())]).inc();
        self.0.answers.observe(took.as_secs_f64());
    }

    pub(super) fn request(&self, front: Front, took: Duration) {
        self.0.requests.get_or_create(&[("over", front.name())]).observe(took.as_secs_f64());
    }

    pub(super) fn taken(&self, place: Place, change: i64) {
        match place {
            Place::Desk(front) => _ = self.0.desks.get_or_create(&[("over", front.name())]).inc_by(change),
            Place::Seat => _ = self.0.seats.inc_by(change),
        }
    }
}

const BEGUN: &str = "begun";
const RESUMED: &str = "resumed";

impl Figures {
    /// What has not happened yet is shown as never, so that its first time is seen as a change.
    fn show_zeroes(&self) {
        for outcome in Outcome::ALL {
            let _ = self.outcomes.get_or_create(&[("outcome", outcome.name())]);
        }
        for kind in [BEGUN, RESUMED] {
            let _ = self.entered.get_or_create(&[("kind", kind)]);
        }
        for class in ["429", "4xx", "5xx"] {
            let _ = self.rest_failed.get_or_create(&[("class", class)]);
        }
        for result in ["ok", "failed"] {
            let _ = self.reloads.get_or_create(&[("result", result)]);
            let _ = self.polls.get_or_create(&[("result", result)]);
        }
    }
}

fn seconds() -> Histogram {
    Histogram::new(SECONDS)
}

fn family(make: fn() -> Histogram) -> Family<Label, Histogram, fn() -> Histogram> {
    Family::new_with_constructor(make)
}

/// `metric`, registered under a name.
fn named<M>(registry: &mut Registry, name: &str, help: &str, metric: M) -> M
where
    M: prometheus_client::registry::Metric + Clone,
{
    registry.register(name, help, metric.clone());
    metric
}

/// The class of a status; 429 is its own, as it says that less should be asked.
fn of_fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Status(429) => "429",
        Fault::Status(400..500) => "4xx",
        Fault::Status(500..600) => "5xx",
        Fault::Status(_) => "other",
        Fault::Otherwise(way) => way,
    }
}

/// A close code that somebody has given a meaning; there is to be no series for each number that there is.
fn of_loss(loss: Loss) -> &'static str {
    const CODES: [(u16, &str); 20] = [
        (1000, "1000"),
        (1001, "1001"),
        (1006, "1006"),
        (1011, "1011"),
        (1012, "1012"),
        (1013, "1013"),
        (4000, "4000"),
        (4001, "4001"),
        (4002, "4002"),
        (4003, "4003"),
        (4004, "4004"),
        (4005, "4005"),
        (4007, "4007"),
        (4008, "4008"),
        (4009, "4009"),
        (4010, "4010"),
        (4011, "4011"),
        (4012, "4012"),
        (4013, "4013"),
        (4014, "4014"),
    ];
    match loss {
        Loss::Code(code) => CODES.iter().find(|(known, _)| *known == code).map_or("other_code", |(_, name)| name),
        Loss::Otherwise(way) => way,
    }
}

#[expect(clippy::disallowed_methods, reason = "how old the process is")]
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
