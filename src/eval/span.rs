//! SQuAD-format sets: closed (the paragraph is given) and open (all paragraphs are one corpus).

use std::ops::Range;
use std::time::Duration;

use serde::Serialize;

use super::figure::{Figures, Mean, Row, Sample, Unit, share};
use super::latency::Times;
use super::metric::normalized;
use super::selective::{Bin, Sure, Withholdable, best_threshold, reliability, risk_coverage, roc_area};
use super::{SquadArticle, SquadQuestion, exact_match, f1};
use crate::answer::{Answer, Ask, Engine, Explained};
use crate::corpus::{Document, Metadata, PassageId};
use crate::read::Unlimited;
use crate::retrieve::{RetrieveError, ScoredPassage};

/// So many passages count for recall.
pub(super) const RECALL: [usize; 3] = [1, 5, 20];

/// A monotone clock: the time since any moment. This room has none of its own.
pub type Clock<'a> = &'a dyn Fn() -> Duration;

/// The documents of a set, in its order: titles as titles, paragraphs as paragraphs.
#[must_use]
pub fn documents<'a>(articles: impl IntoIterator<Item = &'a SquadArticle>) -> Vec<Document> {
    let document = |article: &SquadArticle| {
        let metadata = Metadata { title: Some(article.title.clone()), ..Metadata::default() };
        Document::new(article.title.clone(), article.title.clone(), metadata, article.body.clone())
    };
    articles.into_iter().map(document).collect()
}

/// The best answer to a question, given or not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JudgedAnswer {
    /// Its words; empty if nothing was found.
    pub words: String,
    /// Whether they are a gold answer's, 0 or 1. No words are right where the question has no answer.
    pub exact_match: f64,
    /// The best F1 with a gold answer; as `exact_match` where there is none.
    pub f1: f64,
    /// The engine's confidence, 0 to 1.
    pub confidence: f32,
    /// Whether the engine gave an answer, at its threshold.
    pub given: bool,
    /// How long it took from the typed question.
    pub time: Duration,
}

/// What an engine made of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanJudgement {
    /// The question's name in its set.
    pub id: String,
    /// The place of its article among those asked about.
    pub article: usize,
    /// Whether its paragraph answers it.
    pub answerable: bool,
    /// Its paragraph was given.
    pub closed: JudgedAnswer,
    /// All paragraphs were searched.
    pub open: JudgedAnswer,
    /// The place, from 0, of the first passage of its paragraph among the 20 best.
    pub rank: Option<usize>,
}

/// Asks every `step`th question of each article, closed and open. The articles' documents are those of `engine`.
///
/// # Errors
/// [`RetrieveError`] where the index cannot be searched.
pub fn judge_spans(
    engine: &Engine,
    articles: &[SquadArticle],
    step: usize,
    clock: Clock,
    mut progress: impl FnMut(),
) -> Result<SpanSample, RetrieveError> {
    let mut judged = Vec::new();
    for (place, article) in articles.iter().enumerate() {
        let exam = Exam { engine, clock, place, article, passages: passages_of(engine, place) };
        for question in article.questions.iter().step_by(step.max(1)) {
            judged.push(exam.ask(question)?);
            progress();
        }
    }
    Ok(SpanSample::new(judged))
}

/// The places of a document's passages, which stand together.
pub(super) fn passages_of(engine: &Engine, place: usize) -> Range<usize> {
    let passages = engine.corpus().passages();
    let until = |place: usize| passages.partition_point(|passage| passage.doc.index() < place);
    until(place)..until(place + 1)
}

/// One article, and an engine that is asked about it.
pub(super) struct Exam<'a> {
    pub(super) engine: &'a Engine,
    pub(super) clock: Clock<'a>,
    pub(super) place: usize,
    pub(super) article: &'a SquadArticle,
    pub(super) passages: Range<usize>,
}

impl Exam<'_> {
    fn ask(&self, question: &SquadQuestion) -> Result<SpanJudgement, RetrieveError> {
        let start = (self.clock)();
        let understood = self.engine.understand(&Ask::new(question.question.as_str()))?;
        let understanding = (self.clock)().saturating_sub(start);

        let paragraph = self.article.paragraphs[question.paragraph];
        let own = self.passages.clone().map(PassageId::at).filter(|id| self.holds(*id, question));
        let given = own.map(|passage| ScoredPassage { passage, retrieval_score: 1.0 }).collect();
        let again = understood.clone();
        let start = (self.clock)();
        let explained = self.engine.explain_over(again, given, &Unlimited);
        let time = understanding + (self.clock)().saturating_sub(start);
        // A short paragraph shares its passage with the next.
        let best = explained.spans.iter().find(|span| paragraph.contains(span.answer));
        let words = best.map_or("", |span| span.answer.cut(&self.article.body));
        let closed = self.judge(words, question, &explained, time);

        let start = (self.clock)();
        let explained = self.engine.explain_understood(understood, &Unlimited)?;
        let time = understanding + (self.clock)().saturating_sub(start);
        let documents = self.engine.corpus().documents();
        let best = explained.spans.first();
        let words = best.map_or("", |span| span.answer.cut(documents[span.doc.index()].body()));
        let open = self.judge(words, question, &explained, time);
        let answerable = !question.answers.is_empty();
        let rank = if answerable { self.rank(question, &explained)? } else { None };
        Ok(SpanJudgement { id: question.id.clone(), article: self.place, answerable, closed, open, rank })
    }

    fn judge(&self, words: &str, question: &SquadQuestion, explained: &Explained, time: Duration) -> JudgedAnswer {
        let gold: Vec<&str> = question.answers.iter().map(|span| span.cut(&self.article.body)).collect();
        let (exact_match, f1) = against(words, &gold);
        JudgedAnswer {
            words: words.to_owned(),
            exact_match,
            f1,
            confidence: explained.confidence.probability(),
            given: matches!(explained.answer, Answer::Quoted(_)),
            time,
        }
    }

    /// Whether a passage is of the question's paragraph.
    fn holds(&self, id: PassageId, question: &SquadQuestion) -> bool {
        let passage = self.engine.corpus().passage(id);
        passage.doc.index() == self.place && passage.span.overlaps(self.article.paragraphs[question.paragraph])
    }

    /// The place of the first passage of the question's paragraph among the 20 best.
    pub(super) fn rank(&self, question: &SquadQuestion, explained: &Explained) -> Result<Option<usize>, RetrieveError> {
        let place = |passages: &[ScoredPassage]| {
            passages.iter().take(RECALL[2]).position(|scored| self.holds(scored.passage, question))
        };
        // The engine may read fewer, or none where it saw no question.
        let found = place(&explained.passages);
        if found.is_some() || explained.passages.len() >= RECALL[2] {
            return Ok(found);
        }
        Ok(place(&self.engine.retrieve(&explained.understood, RECALL[2])?.passages))
    }
}

/// The best exact match and F1 against any gold answer; without one, whether there are no words.
fn against(given: &str, gold: &[&str]) -> (f64, f64) {
    if gold.is_empty() {
        let right = share(normalized(given).is_empty());
        return (right, right);
    }
    let em = gold.iter().any(|gold| exact_match(given, gold));
    (share(em), gold.iter().map(|gold| f1(given, gold)).fold(0.0, f64::max))
}

/// Judged questions, ordered for drawing.
#[derive(Clone, Debug)]
pub struct SpanSample {
    judged: Vec<SpanJudgement>,
    /// Places in falling order of confidence; ties in the order of the set.
    by_closed: Vec<usize>,
    by_open: Vec<usize>,
    closed_times: Times,
    open_times: Times,
}

impl SpanSample {
    /// Of judged questions, those about one article together.
    #[must_use]
    pub fn new(judged: Vec<SpanJudgement>) -> Self {
        let by = |confidence: fn(&SpanJudgement) -> f32| {
            let mut order: Vec<usize> = (0..judged.len()).collect();
            order.sort_by(|a, b| confidence(&judged[*b]).total_cmp(&confidence(&judged[*a])));
            order
        };
        Self {
            by_closed: by(|judged| judged.closed.confidence),
            by_open: by(|judged| judged.open.confidence),
            closed_times: Times::new(judged.iter().map(|judged| judged.closed.time)),
            open_times: Times::new(judged.iter().map(|judged| judged.open.time)),
            judged,
        }
    }

    /// The questions, in the order of the set.
    #[must_use]
    pub fn judged(&self) -> &[SpanJudgement] {
        &self.judged
    }
}

/// Figures of a set, as shares from 0 to 1; latencies are in milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpanFigures {
    /// Answerable questions.
    pub n: u32,
    /// Unanswerable questions.
    pub n_impossible: u32,
    /// Closed, as SQuAD 1.1 counts: exact match and F1 of the best span of the given paragraph, given or not,
    /// answerable questions only.
    pub closed_exact_match: f64,
    /// See `closed_exact_match`.
    pub closed_f1: f64,
    /// Closed, as SQuAD 2.0 counts: exact match and F1 over all questions at the engine's threshold, where
    /// withholding is right for an unanswerable question and wrong for the others.
    pub closed_v2_exact_match: f64,
    /// See `closed_v2_exact_match`.
    pub closed_v2_f1: f64,
    /// The best `closed_v2_f1` that one threshold on the confidence reaches, as SQuAD's script finds it.
    pub closed_v2_best_f1: f64,
    /// The no-answer probability above which answers are withheld there.
    pub closed_v2_best_threshold: f64,
    /// The chance that an answerable question has more confidence, closed, than an unanswerable one.
    pub closed_roc_area: f64,
    /// Open: the share of answerable questions with their paragraph among the first 1, 5, 20 passages.
    pub recall_at: [f64; 3],
    /// Open: the mean of one over the rank of the first passage of the right paragraph.
    pub mrr: f64,
    /// Open: exact match and F1 of the best span, given or not, answerable questions only.
    pub open_exact_match: f64,
    /// See `open_exact_match`.
    pub open_f1: f64,
    /// Open: the share of unanswerable questions that were not answered.
    pub abstained: f64,
    /// Open: the share of answerable questions that were not answered.
    pub false_abstention: f64,
    /// Open: risk against coverage. For the most confident tenth, two tenths, … of all questions, the share
    /// of wrong answers among them; wrong is F1 below one half, or any answer to an unanswerable question.
    pub risk_at_coverage: Vec<f64>,
    /// The same for every hundredth.
    pub risk_coverage_curve: Vec<f64>,
    /// The area under that curve: the mean risk over all coverages.
    pub risk_coverage_area: f64,
    /// Open: expected calibration error of the confidence over ten bins of equal width.
    pub calibration_error: f64,
    /// The bins.
    pub reliability: Vec<Bin>,
    /// Latency of a question whose paragraph is given: the mean, and what half and 99 in 100 stay within.
    pub closed_mean_ms: f64,
    /// See `closed_mean_ms`.
    pub closed_p50_ms: f64,
    /// See `closed_mean_ms`.
    pub closed_p99_ms: f64,
    /// The same over all paragraphs, with the search.
    pub open_mean_ms: f64,
    /// See `open_mean_ms`.
    pub open_p50_ms: f64,
    /// See `open_mean_ms`.
    pub open_p99_ms: f64,
}

impl Figures for SpanFigures {
    fn rows(&self) -> Vec<Row> {
        let [recall_at_1, recall_at_5, recall_at_20] = self.recall_at;
        let row = |name, label, unit, value| Row { name, label, unit, value };
        vec![
            row("closed_exact_match", "closed EM, v1.1", Unit::Share, self.closed_exact_match),
            row("closed_f1", "closed F1, v1.1", Unit::Share, self.closed_f1),
            row("closed_v2_exact_match", "closed EM, v2.0", Unit::Share, self.closed_v2_exact_match),
            row("closed_v2_f1", "closed F1, v2.0", Unit::Share, self.closed_v2_f1),
            row("closed_v2_best_f1", "closed F1, v2.0, best threshold", Unit::Share, self.closed_v2_best_f1),
            row("closed_roc_area", "closed area under ROC", Unit::Plain, self.closed_roc_area),
            row("recall_at_1", "open recall@1", Unit::Share, recall_at_1),
            row("recall_at_5", "open recall@5", Unit::Share, recall_at_5),
            row("recall_at_20", "open recall@20", Unit::Share, recall_at_20),
            row("mrr", "open MRR", Unit::Plain, self.mrr),
            row("open_exact_match", "open EM", Unit::Share, self.open_exact_match),
            row("open_f1", "open F1", Unit::Share, self.open_f1),
            row("abstained", "unanswerable withheld", Unit::Share, self.abstained),
            row("false_abstention", "answerable withheld", Unit::Share, self.false_abstention),
            row("risk_coverage_area", "area under risk-coverage", Unit::Plain, self.risk_coverage_area),
            row("calibration_error", "calibration error", Unit::Plain, self.calibration_error),
            row("closed_mean_ms", "closed latency, mean", Unit::Milliseconds, self.closed_mean_ms),
            row("closed_p50_ms", "closed latency, p50", Unit::Milliseconds, self.closed_p50_ms),
            row("closed_p99_ms", "closed latency, p99", Unit::Milliseconds, self.closed_p99_ms),
            row("open_mean_ms", "open latency, mean", Unit::Milliseconds, self.open_mean_ms),
            row("open_p50_ms", "open latency, p50", Unit::Milliseconds, self.open_p50_ms),
            row("open_p99_ms", "open latency, p99", Unit::Milliseconds, self.open_p99_ms),
        ]
    }
}

/// Sums over the questions of one draw.
#[derive(Default)]
struct Sums {
    closed: [Mean; 2],
    closed_v2: [Mean; 2],
    open: [Mean; 2],
    recall: [Mean; 3],
    mrr: Mean,
    abstained: Mean,
    false_abstention: Mean,
}

impl Sums {
    fn add(&mut self, judged: &SpanJudgement, weight: u32) {
        let SpanJudgement { closed, open, .. } = judged;
        let withheld = share(!judged.answerable);
        let scores = if closed.given { [closed.exact_match, closed.f1] } else { [withheld; 2] };
        add_each(&mut self.closed_v2, scores, weight);
        if !judged.answerable {
            self.abstained.add(share(!open.given), weight);
            return;
        }
        add_each(&mut self.closed, [closed.exact_match, closed.f1], weight);
        add_each(&mut self.open, [open.exact_match, open.f1], weight);
        add_each(&mut self.recall, recall_at(judged.rank), weight);
        self.mrr.add(reciprocal(judged.rank), weight);
        self.false_abstention.add(share(!open.given), weight);
    }
}

/// Adds a value to each mean.
pub(super) fn add_each<const N: usize>(means: &mut [Mean; N], values: [f64; N], weight: u32) {
    for (mean, value) in means.iter_mut().zip(values) {
        mean.add(value, weight);
    }
}

/// Whether a rank, from 0, is among the first 1, 5 and 20.
pub(super) fn recall_at(rank: Option<usize>) -> [f64; 3] {
    RECALL.map(|k| share(rank.is_some_and(|rank| rank < k)))
}

/// One over a rank that is counted from 0; 0 for none.
pub(super) fn reciprocal(rank: Option<usize>) -> f64 {
    rank.and_then(|rank| u32::try_from(rank + 1).ok()).map_or(0.0, |rank| 1.0 / f64::from(rank))
}

impl Sample for SpanSample {
    type Figures = SpanFigures;

    fn units(&self) -> Vec<usize> {
        units(self.judged.iter().map(|judged| judged.article))
    }

    fn figures(&self, weights: &[u32]) -> SpanFigures {
        let mut sums = Sums::default();
        for (judged, weight) in self.judged.iter().zip(weights) {
            sums.add(judged, *weight);
        }
        let withholdable = self.by_closed.iter().map(|place| {
            let judged = &self.judged[*place];
            Withholdable {
                confidence: judged.closed.confidence,
                answerable: judged.answerable,
                score: judged.closed.f1,
                empty: judged.closed.words.is_empty(),
                weight: weights[*place],
            }
        });
        let sure = self.by_open.iter().map(|place| {
            let judged = &self.judged[*place];
            let right = judged.answerable && judged.open.f1 >= 0.5;
            Sure { confidence: judged.open.confidence, right, weight: weights[*place] }
        });
        let (best_f1, best_threshold) = best_threshold(withholdable.clone());
        let curve = risk_coverage(sure.clone());
        let (reliability, calibration_error) = reliability(sure);
        let closed_time = self.closed_times.latency(weights);
        let open_time = self.open_times.latency(weights);
        SpanFigures {
            n: sums.false_abstention.n(),
            n_impossible: sums.abstained.n(),
            closed_exact_match: sums.closed[0].value(),
            closed_f1: sums.closed[1].value(),
            closed_v2_exact_match: sums.closed_v2[0].value(),
            closed_v2_f1: sums.closed_v2[1].value(),
            closed_v2_best_f1: best_f1,
            closed_v2_best_threshold: best_threshold,
            closed_roc_area: roc_area(withholdable),
            recall_at: sums.recall.map(Mean::value),
            mrr: sums.mrr.value(),
            open_exact_match: sums.open[0].value(),
            open_f1: sums.open[1].value(),
            abstained: sums.abstained.value(),
            false_abstention: sums.false_abstention.value(),
            risk_at_coverage: curve.risk.iter().skip(9).step_by(10).copied().collect(),
            risk_coverage_curve: curve.risk,
            risk_coverage_area: curve.area,
            calibration_error,
            reliability,
            closed_mean_ms: closed_time.mean,
            closed_p50_ms: closed_time.p50,
            closed_p99_ms: closed_time.p99,
            open_mean_ms: open_time.mean,
            open_p50_ms: open_time.p50,
            open_p99_ms: open_time.p99,
        }
    }
}

/// Articles that questions stand together by, numbered from 0 without a gap.
pub(super) fn units(articles: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut last = None;
    let mut n = 0;
    articles
        .map(|article| {
            n += usize::from(last.is_some_and(|last| last != article));
            last = Some(article);
            n
        })
        .collect()
}
