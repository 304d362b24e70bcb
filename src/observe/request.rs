//! The span around one request, and the line that sums it up.

use std::fmt::Display;
use std::time::{Duration, Instant};

use tracing::Span;
use tracing_subscriber::Registry;
use tracing_subscriber::registry::LookupSpan;

use super::figure::{Outcome, STAGES};

/// The target of the span around a request.
pub(super) const REQUEST: &str = "pullquote::request";

/// Where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    /// Discord.
    Discord,
    /// The page.
    Web,
    /// The chat in a terminal.
    Terminal,
}

impl Front {
    pub(super) const ALL: [Self; 3] = [Self::Discord, Self::Web, Self::Terminal];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Discord => "discord",
            Self::Web => "web",
            Self::Terminal => "terminal",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|front| front.name() == name)
    }
}

/// The span to answer a request in: each log line inside carries `id`, which must say nothing about people, such as the id
/// of a message.
pub fn request(front: Front, id: impl Display) -> Span {
    // Whatever is logged, it says which request it belongs to: the lines of errors too.
    tracing::error_span!(target: REQUEST, "request", %id, over = front.name())
}

/// What is known of a request.
pub(super) struct Story {
    pub(super) began: Instant,
    pub(super) front: Front,
    /// How long each stage took.
    pub(super) stages: [Duration; STAGES],
    pub(super) outcome: Option<Outcome>,
    pub(super) passages: Option<u64>,
    pub(super) confidence: Option<f64>,
}

impl Story {
    pub(super) fn new(began: Instant, front: Front) -> Self {
        Self { began, front, stages: [Duration::ZERO; STAGES], outcome: None, passages: None, confidence: None }
    }
}

/// Says in one line that `what` was answered, and what is known of the request around it: numbers, and no word of it.
pub fn answered(what: &str) {
    let line = Span::current().with_subscriber(|(id, dispatch)| {
        let span = dispatch.downcast_ref::<Registry>()?.span(id)?;
        span.scope().find_map(|span| span.extensions().get::<Story>().map(Line::of))
    });
    let Line { outcome, passages, confidence, total, stages: [understand, retrieve, read, judge, render] } =
        line.flatten().unwrap_or_default();
    tracing::info!(
        outcome,
        total_ms = total,
        understand_ms = understand,
        retrieve_ms = retrieve,
        read_ms = read,
        judge_ms = judge,
        render_ms = render,
        passages,
        confidence,
        "answered {what}"
    );
}

/// The numbers of a line; those that are not known are left out.
#[derive(Default)]
struct Line {
    outcome: Option<&'static str>,
    passages: Option<u64>,
    confidence: Option<f64>,
    total: Option<f64>,
    stages: [Option<f64>; STAGES],
}

impl Line {
    fn of(story: &Story) -> Self {
        let stage = |took: Duration| (!took.is_zero()).then(|| millis(took));
        Self {
            outcome: story.outcome.map(Outcome::name),
            passages: story.passages,
            confidence: story.confidence,
            total: Some(millis(story.began.elapsed())),
            stages: story.stages.map(stage),
        }
    }
}

/// Milliseconds with three decimals.
fn millis(took: Duration) -> f64 {
    (took.as_secs_f64() * 1e6).round() / 1e3
}
