//! OneStopQA: news articles whose questions have the words marked that answer them.
//!
//! Its questions are multiple choice and its right answers are not in the articles' words, so no words can be
//! compared: what is measured is whether the quoted sentence is one of the marked ones.

use std::collections::HashMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::figure::{Figures, Mean, Row, Sample, Unit, share};
use super::latency::Times;
use super::set::read_set;
use super::span::{Clock, Exam, add_each, passages_of, recall_at, reciprocal, units};
use super::{SetError, SquadArticle, SquadQuestion};
use crate::answer::{Answer, Ask, Engine};
use crate::read::Unlimited;
use crate::retrieve::RetrieveError;
use crate::text::Span;

/// Of the three reading levels, the one that is nearest to what the newspaper printed.
const LEVEL: &str = "Adv";

#[derive(Deserialize)]
struct Article {
    id: String,
    title: String,
    paragraphs: Vec<Paragraph>,
}

#[derive(Deserialize)]
struct Paragraph {
    levels: HashMap<String, Level>,
    questions: Vec<Asked>,
}

#[derive(Deserialize)]
struct Level {
    text: String,
    /// Stretches by their names, each from one character to another.
    spans: HashMap<String, Vec<(usize, usize)>>,
}

#[derive(Deserialize)]
struct Asked {
    n: usize,
    question: String,
    critical_span: String,
}

/// Reads OneStopQA as one JSON file (Berzak et al., 2020), at its advanced level. The marked stretches are the
/// answers; a question is left out if it has none.
///
/// # Errors
/// [`SetError`] where the file is missing or has another format.
pub fn read_onestopqa(path: &Path) -> Result<Vec<SquadArticle>, SetError> {
    let articles: Vec<Article> = read_set(path, "OneStopQA")?;
    Ok(articles.into_iter().map(article).collect())
}

fn article(article: Article) -> SquadArticle {
    let mut read =
        SquadArticle { title: article.title, body: String::new(), paragraphs: Vec::new(), questions: Vec::new() };
    for paragraph in &article.paragraphs {
        let Some(level) = paragraph.levels.get(LEVEL) else { continue };
        let (start, place) = (read.body.len(), read.paragraphs.len());
        // A line's end inside would split the paragraph in two.
        let text = level.text.replace('\n', " ");
        let ends: Vec<usize> = text.char_indices().map(|(offset, _)| offset).chain([text.len()]).collect();
        let marked = |(from, to): &(usize, usize)| {
            let (from, to) = (*ends.get(*from)?, *ends.get(*to)?);
            (from < to).then(|| Span::new(from, to).shift(start))
        };
        for question in &paragraph.questions {
            let spans = level.spans.get(&question.critical_span).into_iter().flatten();
            let answers: Vec<Span> = spans.filter_map(marked).collect();
            if !answers.is_empty() {
                let id = format!("{}/{}/{}", article.id, place + 1, question.n);
                let question = question.question.clone();
                read.questions.push(SquadQuestion { id, question, paragraph: place, answers });
            }
        }
        read.body.push_str(&text);
        read.paragraphs.push(Span::new(start, read.body.len()));
        read.body.push_str("\n\n");
    }
    read
}

/// What an engine made of a question.
#[derive(Clone, Debug)]
struct Judgement {
    article: usize,
    rank: Option<usize>,
    on_evidence: bool,
    given: bool,
}

/// Judged questions.
#[derive(Clone, Debug)]
pub struct EvidenceSample {
    judged: Vec<Judgement>,
    times: Times,
}

/// Asks every `step`th question of each article over all of them. Their documents are those of `engine`.
///
/// # Errors
/// [`RetrieveError`] where the index cannot be searched.
pub fn judge_evidence(
    engine: &Engine,
    articles: &[SquadArticle],
    step: usize,
    clock: Clock,
    mut progress: impl FnMut(),
) -> Result<EvidenceSample, RetrieveError> {
    let (mut judged, mut times) = (Vec::new(), Vec::new());
    for (place, article) in articles.iter().enumerate() {
        let exam = Exam { engine, clock, place, article, passages: passages_of(engine, place) };
        for question in article.questions.iter().step_by(step.max(1)) {
            let start = clock();
            let explained = engine.explain(&Ask::new(question.question.as_str()), &Unlimited)?;
            times.push(clock().saturating_sub(start));
            let on_evidence = explained.spans.first().is_some_and(|best| {
                best.doc.index() == place && question.answers.iter().any(|marked| marked.overlaps(best.sentence))
            });
            let given = matches!(explained.answer, Answer::Quoted(_));
            judged.push(Judgement { article: place, rank: exam.rank(question, &explained)?, on_evidence, given });
            progress();
        }
    }
    Ok(EvidenceSample { judged, times: Times::new(times.into_iter()) })
}

/// Figures over articles as one corpus, as shares from 0 to 1; latencies are in milliseconds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidenceFigures {
    /// Questions.
    pub n: u32,
    /// The share with their paragraph among the first 1, 5, 20 passages.
    pub recall_at: [f64; 3],
    /// The mean of one over the rank of the first passage of the right paragraph.
    pub mrr: f64,
    /// The share whose best sentence, given or not, holds some of the marked words.
    pub evidence_at_1: f64,
    /// The share that was not answered.
    pub false_abstention: f64,
    /// Latency of a question: the mean, and what half and 99 in 100 stay within.
    pub open_mean_ms: f64,
    /// See `open_mean_ms`.
    pub open_p50_ms: f64,
    /// See `open_mean_ms`.
    pub open_p99_ms: f64,
}

impl Figures for EvidenceFigures {
    fn rows(&self) -> Vec<Row> {
        let [recall_at_1, recall_at_5, recall_at_20] = self.recall_at;
        let row = |name, label, unit, value| Row { name, label, unit, value };
        vec![
            row("recall_at_1", "open recall@1", Unit::Share, recall_at_1),
            row("recall_at_5", "open recall@5", Unit::Share, recall_at_5),
            row("recall_at_20", "open recall@20", Unit::Share, recall_at_20),
            row("mrr", "open MRR", Unit::Plain, self.mrr),
            row("evidence_at_1", "evidence@1", Unit::Share, self.evidence_at_1),
            row("false_abstention", "answerable withheld", Unit::Share, self.false_abstention),
            row("open_mean_ms", "open latency, mean", Unit::Milliseconds, self.open_mean_ms),
            row("open_p50_ms", "open latency, p50", Unit::Milliseconds, self.open_p50_ms),
            row("open_p99_ms", "open latency, p99", Unit::Milliseconds, self.open_p99_ms),
        ]
    }
}

impl Sample for EvidenceSample {
    type Figures = EvidenceFigures;

    fn units(&self) -> Vec<usize> {
        units(self.judged.iter().map(|judged| judged.article))
    }

    fn figures(&self, weights: &[u32]) -> EvidenceFigures {
        let (mut recall, mut mrr) = ([Mean::default(); 3], Mean::default());
        let (mut evidence, mut withheld) = (Mean::default(), Mean::default());
        for (judged, weight) in self.judged.iter().zip(weights) {
            add_each(&mut recall, recall_at(judged.rank), *weight);
            mrr.add(reciprocal(judged.rank), *weight);
            evidence.add(share(judged.on_evidence), *weight);
            withheld.add(share(!judged.given), *weight);
        }
        let time = self.times.latency(weights);
        EvidenceFigures {
            n: withheld.n(),
            recall_at: recall.map(Mean::value),
            mrr: mrr.value(),
            evidence_at_1: evidence.value(),
            false_abstention: withheld.value(),
            open_mean_ms: time.mean,
            open_p50_ms: time.p50,
            open_p99_ms: time.p99,
        }
    }
}
