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
const STEP: usize = 28;
const PASSAGES: usize = 12;
/// So many parts the questions are dealt into: each is judged by weights fitted on the others.
const FOLDS: usize = 5;

/// The rules' weights that are tried.
const RULES_WEIGHTS: [f32; 6] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5];

/// For each feature a weight that it has whatever the fit would give it.
type Fixed = [Option<f32>; N_JOINT_FEATURES];

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
    let (mut words, mut sentences): (Vec<Example>, Vec<Example>) = Default::default();
    let mut n_asked = 0;
    for group in used.chunks(3) {
        let engine = engine_of(group, Calibrated::rules())?;
        for (place, article) in group.iter().enumerate() {
            for asked in article.questions.iter().filter(|question| !question.answers.is_empty()).step_by(STEP) {
                let understood = engine.understand(&Ask::new(typed(&asked.question, &mut random)))?;
                let passages = to_read(&engine.retrieve(&understood, PASSAGES)?.passages);
                let example =
                    |question: &Question| example(&reader, &engine, question, &passages, (place, &asked.answers));
                n_asked += 1;
                // One in three is asked a second time as if for a yes or no, for a sentence.
                if n_asked % 3 == 0 {
                    let as_sentence = Question { answer_type: AnswerType::YesNo, ..understood.question.clone() };
                    sentences.push(example(&as_sentence)?);
                }
                if !understood.question.answer_type.is_sentence() {
                    words.push(example(&understood.question)?);
                }
            }
        }
        eprint!("\r{n_asked} questions");
    }
    eprintln!();
    Ok(lines("words", "rules", &words) + &lines("sentence", "rules_sentence", &sentences))
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

/// The lines of a group of weights.
///
/// The network has seen these articles in training and looks better on them than it is, so of all weights whose
/// first candidates are not surely worse than the best ones' (by one standard error, as Breiman et al. choose
/// among trees, 1984) those are taken that lean on the rules most.
fn lines(name: &str, rules: &str, examples: &[Example]) -> String {
    let all: Fixed = [None; N_JOINT_FEATURES];
    let (free, error) = crossed(examples, &all);
    eprintln!("{name}: {} questions, F1 of the first candidate {free:.1} ± {error:.1}", examples.len());
    for (place, feature) in JOINT_FEATURES.iter().enumerate() {
        let mut without = all;
        without[place] = Some(0.0);
        eprintln!("  without {feature}: {:.1}", crossed(examples, &without).0);
    }
    for feature in ["neural", rules] {
        let alone = JOINT_FEATURES.map(|known| if known == feature { 1.0 } else { 0.0 });
        eprintln!(
            "  {feature} alone: {:.1}",
            mean(&examples.iter().map(|example| first(example, &alone)).collect::<Vec<_>>()).0
        );
    }
    let place = JOINT_FEATURES.iter().position(|feature| *feature == rules).unwrap_or_default();
    let mut chosen = all;
    for weight in RULES_WEIGHTS {
        let mut fixed = all;
        fixed[place] = Some(weight);
        let (held, _) = crossed(examples, &fixed);
        eprintln!("  {rules} at {weight}: {held:.1}");
        if held >= free - error {
            chosen = fixed;
        }
    }
    let weights = train(examples.iter(), &chosen);
    let line = |(feature, weight): (&&str, f32)| format!("{name}\t{feature}\t{weight:.4}\n");
    JOINT_FEATURES.iter().zip(weights).map(line).collect()
}

/// The mean worth of the first candidates, in percent, and its standard error; each is judged by weights that
/// were fitted without it.
fn crossed(examples: &[Example], fixed: &Fixed) -> (f64, f64) {
    let fold = |number: usize| {
        let of = move |inside: bool| {
            let dealt = examples.iter().enumerate().filter(move |(at, _)| (at % FOLDS == number) == inside);
            dealt.map(|(_, example)| example)
        };
        let weights = train(of(false), fixed);
        of(true).map(|example| first(example, &weights)).collect::<Vec<f64>>()
    };
    mean(&(0..FOLDS).flat_map(fold).collect::<Vec<f64>>())
}

/// The mean, in percent, and its standard error.
fn mean(worth: &[f64]) -> (f64, f64) {
    let n = worth.len().max(1) as f64;
    let mean = worth.iter().sum::<f64>() / n;
    let variance = worth.iter().map(|worth| (worth - mean).powi(2)).sum::<f64>() / n;
    (100.0 * mean, 100.0 * (variance / n).sqrt())
}

/// The worth of the first candidate under these weights.
fn first(example: &Example, weights: &JointFeatures) -> f64 {
    let odds = odds(example, weights);
    let best = (0..odds.len()).max_by(|a, b| odds[*a].total_cmp(&odds[*b]).then(b.cmp(a)));
    best.map_or(0.0, |best| example.worth[best])
}

/// Gradient ascent on the expected worth's logarithm: each candidate is as likely as its score's exponential.
fn train<'a>(examples: impl Iterator<Item = &'a Example>, fixed: &Fixed) -> JointFeatures {
    let examples: Vec<&Example> = examples.collect();
    let mut weights = fixed.map(Option::unwrap_or_default);
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
        for place in (0..N_JOINT_FEATURES).filter(|place| fixed[*place].is_none()) {
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
