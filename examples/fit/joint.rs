//! The weights that join the network's scores with the rules' features.

use std::sync::Arc;

use pullquote::answer::{Ask, Calibrated, Engine, to_read};
use pullquote::eval::{Deal, SquadArticle, f1};
use pullquote::question::{AnswerType, Question};
use pullquote::read::{
    JOINT_FEATURES, JointCandidate, JointFeatures, JointReader, N_JOINT_FEATURES, Neural, ToRead, Unlimited,
};
use pullquote::text::Span;

use super::asking::{Random, typed};
use super::engine_of;

/// Every so manieth question of an article is asked, over so many passages of three articles.
const STEP: usize = 14;
const PASSAGES: usize = 12;
/// So many parts the questions are dealt into: each is judged by weights fitted on the others.
const FOLDS: usize = 5;

/// The candidates of one question.
struct Example {
    rows: Vec<JointFeatures>,
    /// F1 of each candidate with the answer; for whole sentences whether the answer stands in it.
    worth: Vec<f64>,
}

/// The lines of the file of joint weights, fitted on articles that these readers were not fitted on; on
/// standard error what each feature is worth, by cross-validation.
pub(super) fn fit(articles: &[SquadArticle], neural: &Arc<Neural>) -> anyhow::Result<String> {
    let mut random = Random(4);
    let used: Vec<&SquadArticle> = articles.iter().filter(|article| Deal::of(&article.title) == Deal::Joint).collect();
    let reader = JointReader::both(Arc::clone(neural));
    let (mut spans, mut clauses, mut sentences): (Vec<Example>, Vec<Example>, Vec<Example>) = Default::default();
    let mut n_asked = 0;
    for group in used.chunks(3) {
        let engine = engine_of(group, Calibrated::rules())?;
        for (place, article) in group.iter().enumerate() {
            for asked in article.questions.iter().filter(|question| !question.answers.is_empty()).step_by(STEP) {
                let understood = engine.understand(&Ask::new(typed(&asked.question, &mut random)))?;
                let passages = to_read(&engine.retrieve(&understood, PASSAGES)?);
                let example =
                    |question: &Question| example(&reader, &engine, question, &passages, (place, &asked.answers));
                n_asked += 1;
                // One in three is asked a second time as if for a yes or no, for a sentence.
                if n_asked % 3 == 0 {
                    let as_sentence = Question { answer_type: AnswerType::YesNo, ..understood.question.clone() };
                    sentences.push(example(&as_sentence)?);
                }
                match understood.question.answer_type {
                    wanted if wanted.is_sentence() => {}
                    wanted if wanted.is_clause() => clauses.push(example(&understood.question)?),
                    _ => spans.push(example(&understood.question)?),
                }
            }
        }
        eprint!("\r{n_asked} questions");
    }
    eprintln!();
    Ok([("span", &spans), ("clause", &clauses), ("sentence", &sentences)]
        .map(|(name, examples)| lines(name, examples))
        .concat())
}

/// What the reader makes of a question whose `answers` stand in the document of this place.
fn example(
    reader: &JointReader,
    engine: &Engine,
    question: &Question,
    passages: &[ToRead],
    (place, answers): (usize, &[Span]),
) -> anyhow::Result<Example> {
    let corpus = engine.corpus();
    let body = corpus.documents()[place].body();
    let (reading, candidates) = reader.candidates(question, corpus, passages, &Unlimited)?;
    let worth = |candidate: &JointCandidate| {
        let sentence = reading.sentence(&candidate.sentence);
        let is_own = corpus.passage(sentence.passage).doc.index() == place;
        let inside = answers.iter().filter(|answer| is_own && sentence.span.contains(**answer));
        let judge = |answer: &Span| match candidate.span {
            None => 1.0,
            Some(span) => f1(sentence.bytes(span.from, span.to).cut(body), answer.cut(body)),
        };
        inside.map(judge).fold(0.0, f64::max)
    };
    let worth = candidates.iter().map(worth).collect();
    Ok(Example { rows: candidates.iter().map(|candidate| candidate.features).collect(), worth })
}

fn lines(name: &str, examples: &[Example]) -> String {
    let all = [true; N_JOINT_FEATURES];
    let weights = train(examples.iter(), &all);
    eprintln!("{name}: {} questions, F1 of the first candidate {:.1}", examples.len(), crossed(examples, &all));
    let mut out = String::new();
    for (place, feature) in JOINT_FEATURES.iter().enumerate() {
        let mut allowed = all;
        allowed[place] = false;
        eprintln!("  without {feature}: {:.1}", crossed(examples, &allowed));
        out.extend([name, "\t", feature, "\t", &format!("{:.4}\n", weights[place])]);
    }
    for feature in ["neural", "rules", "rules_sentence"] {
        eprintln!("  {feature} alone: {:.1}", mean(examples.iter().map(|example| first(example, &only(feature)))));
    }
    out
}

/// The mean worth of the first candidates, in percent, each judged by weights that were fitted without it.
fn crossed(examples: &[Example], allowed: &[bool; N_JOINT_FEATURES]) -> f64 {
    let fold = |number: usize| {
        let of = move |inside: bool| {
            examples
                .iter()
                .enumerate()
                .filter(move |(at, _)| (at % FOLDS == number) == inside)
                .map(|(_, example)| example)
        };
        let weights = train(of(false), allowed);
        of(true).map(|example| first(example, &weights)).collect::<Vec<f64>>()
    };
    mean((0..FOLDS).flat_map(fold))
}

fn mean(worth: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = worth.fold((0.0, 0_u32), |(sum, n), worth| (sum + worth, n + 1));
    100.0 * sum / f64::from(n.max(1))
}

/// The worth of the first candidate under these weights.
fn first(example: &Example, weights: &JointFeatures) -> f64 {
    let odds = odds(example, weights);
    let best = (0..odds.len()).max_by(|a, b| odds[*a].total_cmp(&odds[*b]).then(b.cmp(a)));
    best.map_or(0.0, |best| example.worth[best])
}

fn only(feature: &str) -> JointFeatures {
    JOINT_FEATURES.map(|known| if known == feature { 1.0 } else { 0.0 })
}

/// Gradient ascent on the expected worth's logarithm: each candidate is as likely as its score's exponential.
fn train<'a>(examples: impl Iterator<Item = &'a Example>, allowed: &[bool; N_JOINT_FEATURES]) -> JointFeatures {
    let examples: Vec<&Example> = examples.collect();
    let mut weights = [0.0_f32; N_JOINT_FEATURES];
    let mut squares = [1e-6_f32; N_JOINT_FEATURES];
    for _ in 0..300 {
        let mut gradient = [0.0_f32; N_JOINT_FEATURES];
        for example in &examples {
            let odds = odds(example, &weights);
            let right: f32 = odds.iter().zip(&example.worth).map(|(odds, worth)| odds * *worth as f32).sum();
            if right <= 1e-9 {
                continue;
            }
            for ((row, odds), worth) in example.rows.iter().zip(&odds).zip(&example.worth) {
                let pull = odds * *worth as f32 / right - odds;
                for (slot, value) in gradient.iter_mut().zip(row) {
                    *slot += pull * value / examples.len() as f32;
                }
            }
        }
        for place in (0..N_JOINT_FEATURES).filter(|place| allowed[*place]) {
            let gradient = gradient[place] - 1e-4 * weights[place];
            squares[place] += gradient * gradient;
            weights[place] += 0.2 * gradient / squares[place].sqrt();
        }
    }
    weights
}

/// The share of each candidate under the weights.
fn odds(example: &Example, weights: &JointFeatures) -> Vec<f32> {
    let score = |row: &JointFeatures| -> f32 { row.iter().zip(weights).map(|(value, weight)| value * weight).sum() };
    let scores: Vec<f32> = example.rows.iter().map(score).collect();
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    let odds: Vec<f32> = scores.iter().map(|score| (score - best).exp()).collect();
    let total: f32 = odds.iter().sum();
    odds.iter().map(|odds| odds / total).collect()
}
