//! The weights that join the network's scores with the rules' features.

use std::sync::Arc;

use pullquote::answer::{Ask, Calibrated, to_read};
use pullquote::eval::{Deal, SquadArticle, f1};
use pullquote::read::{JOINT_FEATURES, JointFeatures, JointModel, JointReader, N_JOINT_FEATURES, Neural, Unlimited};

use super::asking::{Random, typed};
use super::engine_of;

/// Every so manieth question of an article is asked, over so many passages of three articles.
const STEP: usize = 24;
const PASSAGES: usize = 12;
/// One in so many questions judges the fit and takes no part in it.
const JUDGES: usize = 5;

/// The candidates of one question.
struct Example {
    rows: Vec<JointFeatures>,
    /// F1 of each candidate with the answer; for whole sentences whether the answer stands in it.
    worth: Vec<f64>,
}

/// The lines of the file of joint weights, fitted on articles that no network was trained on, and what each
/// feature is worth: how many of the questions that judge have a right first candidate without it.
pub(super) fn fit(articles: &[SquadArticle], neural: &Arc<Neural>) -> anyhow::Result<String> {
    let mut random = Random(4);
    let used: Vec<&SquadArticle> = articles.iter().filter(|article| Deal::of(&article.title) == Deal::Joint).collect();
    let reader = JointReader::both(Arc::clone(neural));
    let mut examples: [Vec<Example>; 3] = Default::default();
    let mut n_asked = 0;
    for group in used.chunks(3) {
        let engine = engine_of(group, Calibrated::rules())?;
        let corpus = engine.corpus();
        for (place, article) in group.iter().enumerate() {
            for asked in article.questions.iter().filter(|question| !question.answers.is_empty()).step_by(STEP) {
                let mut understood = engine.understand(&Ask::new(typed(&asked.question, &mut random)))?;
                let passages = to_read(&engine.retrieve(&understood, PASSAGES)?);
                let kind = understood.question.answer_type;
                n_asked += 1;
                for as_sentence in [false, true] {
                    if as_sentence {
                        understood.question.answer_type = pullquote::question::AnswerType::YesNo;
                    }
                    let wanted = understood.question.answer_type;
                    let read = reader.candidates(&understood.question, corpus, &passages, &Unlimited)?;
                    let body = &article.body;
                    let worth = |candidate: &pullquote::read::JointCandidate| {
                        let sentence = read.0.sentence(&candidate.sentence);
                        let is_own = corpus.passage(sentence.passage).doc.index() == place;
                        let right = asked.answers.iter().filter(|answer| is_own && sentence.span.contains(**answer));
                        let judge = |answer: &pullquote::text::Span| match candidate.span {
                            None => 1.0,
                            Some(span) => f1(sentence.bytes(span.from, span.to).cut(body), answer.cut(body)),
                        };
                        right.map(judge).fold(0.0, f64::max)
                    };
                    let worth: Vec<f64> = read.1.iter().map(worth).collect();
                    let rows = read.1.iter().map(|candidate| candidate.features).collect();
                    let group = if wanted.is_sentence() { 2 } else { usize::from(kind.is_clause()) };
                    examples[group].push(Example { rows, worth });
                    if kind.is_sentence() || n_asked % 3 != 0 {
                        break;
                    }
                }
            }
        }
        eprint!("\r{n_asked} questions");
    }
    eprintln!();
    let mut out = String::new();
    for (name, examples) in ["span", "clause", "sentence"].iter().zip(&examples) {
        let (judges, fitting): (Vec<_>, Vec<_>) = examples.iter().enumerate().partition(|(at, _)| at % JUDGES == 0);
        let weights = train(&fitting, &[true; N_JOINT_FEATURES]);
        eprintln!("{name}: {} questions, F1 of the first candidate {:.1}", examples.len(), judged(&judges, &weights));
        for (place, feature) in JOINT_FEATURES.iter().enumerate() {
            let mut allowed = [true; N_JOINT_FEATURES];
            allowed[place] = false;
            eprintln!("  without {feature}: {:.1}", judged(&judges, &train(&fitting, &allowed)));
            out.push_str(&format!("{name}\t{feature}\t{:.4}\n", weights[place]));
        }
        for (what, model) in [("network alone", JointModel::neural().span), ("rules alone", only("rules"))] {
            eprintln!("  {what}: {:.1}", judged(&judges, &model));
        }
    }
    Ok(out)
}

fn only(feature: &str) -> JointFeatures {
    JOINT_FEATURES.map(|known| if known == feature { 1.0 } else { 0.0 })
}

/// Gradient ascent on the expected worth's logarithm: each candidate is as likely as its score's exponential.
fn train(examples: &[(usize, &Example)], allowed: &[bool; N_JOINT_FEATURES]) -> JointFeatures {
    let mut weights = [0.0_f32; N_JOINT_FEATURES];
    let mut squares = [1e-6_f32; N_JOINT_FEATURES];
    for _ in 0..300 {
        let mut gradient = [0.0_f32; N_JOINT_FEATURES];
        for (_, example) in examples {
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

/// The mean worth of the first candidates, in percent.
fn judged(examples: &[(usize, &Example)], weights: &JointFeatures) -> f64 {
    let first = |example: &Example| {
        let odds = odds(example, weights);
        let best = (0..odds.len()).max_by(|a, b| odds[*a].total_cmp(&odds[*b]).then(b.cmp(a)));
        best.map_or(0.0, |best| example.worth[best])
    };
    100.0 * examples.iter().map(|(_, example)| first(example)).sum::<f64>() / examples.len().max(1) as f64
}
