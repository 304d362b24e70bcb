//! The layer that measures the spans of stages and counts the events of outcomes.

use std::time::Instant;

use tracing::dispatcher::get_default;
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

use super::figure::{Meter, Outcome, Stage};
use super::request::{Front, REQUEST, Story};
use super::{OUTCOME, STAGE};

/// Measures and counts for a [`Meter`].
#[derive(Clone, Debug)]
pub struct Observer {
    meter: Meter,
}

/// The meter of the observer that listens here, if one does.
#[must_use]
pub fn observing() -> Option<Meter> {
    get_default(|dispatch| Some(dispatch.downcast_ref::<Observer>()?.meter.clone()))
}

/// What is known of a span that is open.
enum Open {
    /// A stage, and since when.
    Stage(Stage, Instant),
    /// Everything that is done about an event, since when, and what came of it.
    Whole(Instant, Option<Outcome>),
}

impl Observer {
    /// One that nothing has been told yet.
    #[must_use]
    pub fn new(meter: Meter) -> Self {
        Self { meter }
    }

    /// This observer as a layer that wants what it measures and nothing else; the filters of others do not bind it, nor
    /// does it theirs.
    #[must_use]
    pub fn layer<S>(self) -> impl Layer<S> + Send + Sync
    where
        S: Subscriber + for<'a> LookupSpan<'a>,
    {
        let wanted = filter_fn(|metadata| [STAGE, OUTCOME, REQUEST].contains(&metadata.target()));
        self.with_filter(wanted.with_max_level_hint(LevelFilter::DEBUG))
    }
}

impl<S> Layer<S> for Observer
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let Some(span) = context.span(id) else { return };
        let now = Instant::now();
        let metadata = attributes.metadata();
        if metadata.target() == REQUEST {
            let mut said = Said::default();
            attributes.record(&mut said);
            span.extensions_mut().insert(Story::new(now, said.front.unwrap_or(Front::Terminal)));
        } else if let Some(stage) = Stage::named(metadata.name()) {
            span.extensions_mut().insert(Open::Stage(stage, now));
        } else {
            span.extensions_mut().insert(Open::Whole(now, None));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut said = Said::default();
        event.record(&mut said);
        let Some(outcome) = said.outcome else { return };
        // What is said last holds: an answer may yet be withheld.
        for span in context.event_scope(event).into_iter().flatten() {
            let mut extensions = span.extensions_mut();
            if let Some(Open::Whole(_, known)) = extensions.get_mut::<Open>() {
                *known = Some(outcome);
            } else if let Some(story) = extensions.get_mut::<Story>() {
                story.outcome = Some(outcome);
                story.passages = said.passages.or(story.passages);
                story.confidence = said.confidence.or(story.confidence);
            }
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else { return };
        if let Some(story) = span.extensions().get::<Story>() {
            self.meter.request(story.front, story.began.elapsed());
            return;
        }
        let Some(open) = span.extensions_mut().remove::<Open>() else { return };
        match open {
            Open::Stage(stage, began) => {
                let took = began.elapsed();
                self.meter.stage(stage, took);
                for above in span.scope().skip(1) {
                    if let Some(story) = above.extensions_mut().get_mut::<Story>() {
                        story.stages[stage as usize] += took;
                    }
                }
            }
            // A panic closes the span before anything was said.
            Open::Whole(began, outcome) => {
                if let Some(outcome) = outcome.or(std::thread::panicking().then_some(Outcome::Failure)) {
                    self.meter.question(outcome, began.elapsed());
                }
            }
        }
    }
}

/// The fields that count.
#[derive(Default)]
struct Said {
    outcome: Option<Outcome>,
    passages: Option<u64>,
    confidence: Option<f64>,
    front: Option<Front>,
}

impl Visit for Said {
    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "outcome" => self.outcome = Some(Outcome::named(value)),
            "over" => self.front = Front::named(value),
            _ => {}
        }
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "passages" {
            self.passages = Some(value);
        }
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        if field.name() == "confidence" {
            self.confidence = Some(value);
        }
    }
}
