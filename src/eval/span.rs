//! SQuAD-format sets: closed (the paragraph is given) and open (all paragraphs are one corpus).

use serde::Serialize;

use super::{SquadArticle, SquadQuestion, exact_match, f1};
use crate::answer::{Answer, Ask, Engine};
use crate::corpus::{Document, Metadata, PassageId};
use crate::read::Unlimited;
use crate::retrieve::{RetrieveError, ScoredPassage};
use crate::text::Span;

/// So many passages count for recall.
const RECALL: [usize; 3] = [1, 5, 20];

/// Figures of a set, as shares from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SpanFigures {
    /// Answerable questions.
    pub n: usize,
    /// Unanswerable questions.
    pub n_impossible: usize,
    /// Closed: exact match and F1 of the best span of the given paragraph, answerable questions only.
    pub closed_exact_match: f64,
    /// See `closed_exact_match`.
    pub closed_f1: f64,
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
    /// Open: expected calibration error of the confidence over ten bins of equal width.
    pub calibration_error: f64,
}

/// The documents of a set, in its order: titles as titles, paragraphs as paragraphs.
#[must_use]
pub fn documents<'a>(articles: impl IntoIterator<Item = &'a SquadArticle>) -> Vec<Document> {
    let document = |article: &SquadArticle| {
        let metadata = Metadata { title: Some(article.title.clone()), ..Metadata::default() };
        Document::new(article.title.clone(), article.title.clone(), metadata, article.body.clone())
    };
    articles.into_iter().map(document).collect()
}

/// Asks every `step`th question of the articles, whose documents are those of `engine`.
///
/// # Errors
/// [`RetrieveError`] where the index cannot be searched.
pub fn evaluate_spans(
    engine: &Engine,
    articles: &[SquadArticle],
    step: usize,
    mut progress: impl FnMut(),
) -> Result<SpanFigures, RetrieveError> {
    let mut sums = Sums::default();
    let mut first_passage = 0;
    for (place, article) in articles.iter().enumerate() {
        let passages = engine
            .corpus()
            .passages()
            .iter()
            .skip(first_passage)
            .take_while(|passage| passage.doc.index() == place)
            .count();
        let own = first_passage..first_passage + passages;
        first_passage += passages;
        for question in article.questions.iter().step_by(step.max(1)) {
            sums.ask(engine, place, article, question, own.clone())?;
            progress();
        }
    }
    Ok(sums.figures())
}

#[derive(Default)]
struct Sums {
    figures: SpanFigures,
    /// Confidence and whether the answer was right, of every question.
    judged: Vec<(f32, bool)>,
}

impl Sums {
    fn ask(
        &mut self,
        engine: &Engine,
        place: usize,
        article: &SquadArticle,
        question: &SquadQuestion,
        own: std::ops::Range<usize>,
    ) -> Result<(), RetrieveError> {
        let paragraph = article.paragraphs[question.paragraph];
        let corpus = engine.corpus();
        let explained = engine.explain(&Ask::new(question.question.as_str()), &Unlimited)?;
        let answered = matches!(explained.answer, Answer::Quoted(_));
        let gold: Vec<&str> = question.answers.iter().map(|span| span.cut(&article.body)).collect();
        let best_words = |doc: usize, span: Span| span.cut(corpus.documents()[doc].body());
        let open = explained.spans.first().map_or("", |span| best_words(span.doc.index(), span.answer));
        let (open_em, open_f1) = against(open, &gold);
        self.judged.push((explained.confidence.probability(), !gold.is_empty() && open_f1 >= 0.5));
        let figures = &mut self.figures;
        if gold.is_empty() {
            figures.n_impossible += 1;
            figures.abstained += share(!answered);
            return Ok(());
        }
        figures.n += 1;
        figures.false_abstention += share(!answered);
        figures.open_exact_match += open_em;
        figures.open_f1 += open_f1;

        let holds = |id: PassageId| {
            let passage = corpus.passage(id);
            passage.doc.index() == place && passage.span.overlaps(paragraph)
        };
        let found = engine.retrieve(&explained.understood, RECALL[2])?;
        let rank = found.iter().position(|scored| holds(scored.passage));
        for (recall, k) in figures.recall_at.iter_mut().zip(RECALL) {
            *recall += share(rank.is_some_and(|rank| rank < k));
        }
        figures.mrr += rank.and_then(|rank| u32::try_from(rank + 1).ok()).map_or(0.0, |rank| 1.0 / f64::from(rank));

        let given: Vec<ScoredPassage> = own
            .map(PassageId::at)
            .filter(|id| holds(*id))
            .map(|passage| ScoredPassage { passage, retrieval_score: 1.0 })
            .collect();
        let spans = engine.explain_over(explained.understood.clone(), given, &Unlimited).spans;
        let closed =
            spans.iter().find(|span| paragraph.contains(span.answer)).map_or("", |span| best_words(place, span.answer));
        let (closed_em, closed_f1) = against(closed, &gold);
        figures.closed_exact_match += closed_em;
        figures.closed_f1 += closed_f1;
        Ok(())
    }

    fn figures(mut self) -> SpanFigures {
        let figures = &mut self.figures;
        let (n, n_impossible) = (number(figures.n).max(1.0), number(figures.n_impossible).max(1.0));
        for sum in [
            &mut figures.closed_exact_match,
            &mut figures.closed_f1,
            &mut figures.mrr,
            &mut figures.open_exact_match,
            &mut figures.open_f1,
            &mut figures.false_abstention,
        ] {
            *sum /= n;
        }
        for recall in &mut figures.recall_at {
            *recall /= n;
        }
        figures.abstained /= n_impossible;
        figures.calibration_error = calibration_error(&self.judged);
        figures.risk_at_coverage = risk_at_coverage(&mut self.judged);
        self.figures
    }
}

/// The best exact match and F1 against any gold answer.
fn against(given: &str, gold: &[&str]) -> (f64, f64) {
    let em = gold.iter().any(|gold| exact_match(given, gold));
    (share(em), gold.iter().map(|gold| f1(given, gold)).fold(0.0, f64::max))
}

fn risk_at_coverage(judged: &mut [(f32, bool)]) -> Vec<f64> {
    judged.sort_by(|a, b| b.0.total_cmp(&a.0));
    (1..=10)
        .map(|tenths| {
            let covered = &judged[..judged.len() * tenths / 10];
            number(covered.iter().filter(|(_, right)| !right).count()) / number(covered.len()).max(1.0)
        })
        .collect()
}

/// The mean distance between confidence and the share of right answers, over ten bins, weighted by size.
fn calibration_error(judged: &[(f32, bool)]) -> f64 {
    let mut error = 0.0;
    for bin in 0..10_u8 {
        let (low, high) = (f32::from(bin) / 10.0, f32::from(bin + 1) / 10.0);
        let inside: Vec<_> =
            judged.iter().filter(|(confidence, _)| *confidence >= low && (*confidence < high || bin == 9)).collect();
        if !inside.is_empty() {
            let felt: f64 = inside.iter().map(|(confidence, _)| f64::from(*confidence)).sum();
            let right = number(inside.iter().filter(|(_, right)| *right).count());
            error += (felt - right).abs();
        }
    }
    error / number(judged.len()).max(1.0)
}

fn share(condition: bool) -> f64 {
    if condition { 1.0 } else { 0.0 }
}

fn number(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}
