//! What the articles say happened when, about a topic.

use super::calendar::Date;
use super::topic::{Mention, Wording, mentions};
use super::{Ask, Engine, Evidence, Period};
use crate::corpus::Corpus;
use crate::retrieve::RetrieveError;
use crate::text::{Span, fold, tokenize};

/// So many passages are looked through for events.
const PASSAGES: usize = 60;
/// Two sentences about one day tell of one event if they share so many of their content words (Jaccard): at this
/// share retold agency copy is one, and two reports of their own are two.
const SAME_EVENT: f64 = 0.6;
/// So many words before a date may tell that it is the day of a statement: "told the Herald on Tuesday".
const REPORT_DISTANCE: usize = 4;

/// The events of a topic. All three are empty if the articles date nothing about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// Those whose days are known, earliest first, what is said less finely first; ties in corpus order.
    pub dated: Vec<Event>,
    /// Those of a day or month whose year is not known, in the order of the year; ties in corpus order.
    pub yearless: Vec<Event>,
    /// Those whose dates hang on a day that is not known ("on Tuesday", in an article without a date), in corpus
    /// order.
    pub open: Vec<Event>,
    /// Whether another engine than the one that was to found the passages.
    pub is_substitute: bool,
}

/// A sentence that gives a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The date, resolved where that was possible.
    pub date: Date,
    /// The quote, the words of its date marked; behind it those of other articles that tell the same.
    pub evidence: Vec<Evidence>,
    is_reckoned: bool,
}

impl Timeline {
    /// Whether there is no event.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.dated.is_empty() && self.yearless.is_empty() && self.open.is_empty()
    }
}

impl Event {
    /// The days that it is known to lie in.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        self.date.period()
    }

    /// Whether these days are counted from the day of the article's publication, not written out in it.
    #[must_use]
    pub fn is_reckoned(&self) -> bool {
        self.is_reckoned
    }
}

impl Engine {
    /// The events that the articles tell about `topic`: the sentences that speak of it and give a date.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched. That nothing is found is no error.
    pub fn timeline(&self, topic: impl Into<Ask>) -> Result<Timeline, RetrieveError> {
        let corpus = self.corpus();
        let understood = self.understand(&topic.into())?;
        let found = self.retrieve(&understood, PASSAGES)?;
        let mut told: Vec<Told> = Vec::new();
        for mention in mentions(&understood, &found.passages, corpus) {
            let Some(new) = Told::new(&mention, corpus) else { continue };
            match told.iter_mut().find(|known| known.is_the_same(&new)) {
                None => told.push(new),
                Some(known) => {
                    let is_other =
                        |evidence: &&Evidence| known.event.evidence.iter().all(|known| known.doc() != evidence.doc());
                    let others: Vec<Evidence> = new.event.evidence.iter().filter(is_other).cloned().collect();
                    known.event.evidence.extend(others);
                }
            }
        }
        let mut timeline = Timeline { is_substitute: found.is_substitute, ..Timeline::default() };
        for Told { event, .. } in told {
            match (event.date.period(), event.date.day_of_year()) {
                (Some(_), _) => timeline.dated.push(event),
                (None, Some(_)) => timeline.yearless.push(event),
                (None, None) => timeline.open.push(event),
            }
        }
        // Both sorts are stable: what is equal stays in corpus order.
        timeline.dated.sort_by_key(|event| event.period().map(|period| (period.from, period.precision, period.to)));
        timeline.yearless.sort_by_key(|event| event.date.day_of_year());
        Ok(timeline)
    }
}

/// An event, and what is compared to see that two are one.
struct Told {
    event: Event,
    wording: Wording,
}

impl Told {
    fn new(mention: &Mention, corpus: &Corpus) -> Option<Self> {
        let document = corpus.document(mention.doc);
        let text = mention.sentence.cut(document.body());
        let found = Date::find_all(text);
        let spans: Vec<Span> = found.iter().map(|(span, _)| span.shift(mention.sentence.start)).collect();
        let away = |span: &Span| mention.held.iter().map(|held| span.gap(*held)).min();
        // The day on which somebody said it is the event's only where no other is named.
        let (span, (_, date)) =
            spans.iter().zip(found).min_by_key(|(span, (within, _))| (is_of_a_statement(text, *within), away(span)))?;
        let resolved = date.resolve(document.metadata.published());
        let is_reckoned = resolved.period().is_some() && date.resolve(None).period().is_none();
        let evidence = vec![mention.evidence(*span, corpus)?];
        Some(Self { event: Event { date: resolved, evidence, is_reckoned }, wording: mention.wording(&spans, corpus) })
    }

    fn is_the_same(&self, other: &Self) -> bool {
        let (a, b) = (&self.event.date, &other.event.date);
        let same_date = match (a.period(), b.period()) {
            (None, None) => a == b,
            (a, b) => a == b,
        };
        same_date && self.wording.tells_the_same(&other.wording, SAME_EVENT)
    }
}

/// Whether the date at `date` of a sentence is that of a statement: "officials said on Tuesday that …".
fn is_of_a_statement(sentence: &str, date: Span) -> bool {
    const REPORTS: [&str; 9] =
        ["said", "says", "told", "reported", "confirmed", "stated", "added", "noted", "according"];
    let before = Span::new(0, date.start).cut(sentence);
    let words = tokenize(before);
    let near = words.iter().rev().take_while(|token| token.is_word()).take(REPORT_DISTANCE);
    near.map(|token| fold(token.span.cut(before))).any(|word| REPORTS.contains(&word.as_str()))
}
