//! How likely an answer is right.

use pullquote::answer::{
    Ask, CONFIDENCE_FEATURES, Calibrated, ConfidenceModel, Engine, Logistic, N_CONFIDENCE_FEATURES, Signals, Understood,
};
use pullquote::eval::{Deal, SquadArticle, SquadQuestion, f1};
use pullquote::question::AnswerType;
use pullquote::read::Unlimited;

use super::asking::{Random, typed};
use super::engine_of;

/// Every so manieth question of an article, and of an article that is not there.
const OWN: usize = 30;
const STRANGE: usize = 25;
/// Every so manieth of these is asked a second time, as if for a yes or no, for a sentence.
const AS_SENTENCE: usize = 3;

/// One answer: what its confidence rests on, whether it is right, whether the question has an answer.
struct Judged {
    signals: Signals,
    right: bool,
    answerable: bool,
}

/// The lines of the file of a reader's confidence: three logistic regressions on questions over corpora of
/// three articles, their own, and some about an article that is not there.
///
/// Articles that the joint weights were fitted on are left out.
pub(super) fn fit(articles: &[SquadArticle], reader: impl Fn() -> Calibrated) -> anyhow::Result<String> {
    let mut random = Random(2);
    let used: Vec<&SquadArticle> =
        articles.iter().filter(|article| Deal::of(&article.title) == Deal::Confidence).collect();
    let (mut words, mut whole): (Vec<Judged>, Vec<Judged>) = Default::default();
    let mut n_asked = 0;
    for (place, group) in used.chunks_exact(3).enumerate() {
        let engine = engine_of(group, Calibrated { confidence: ConfidenceModel::default(), ..reader() })?;
        let stranger = used[(place * 3 + 5) % used.len()];
        let own = group
            .iter()
            .enumerate()
            .flat_map(|(at, article)| article.questions.iter().step_by(OWN).map(move |question| (Some(at), question)));
        let strange = stranger.questions.iter().step_by(STRANGE).map(|question| (None, question));
        for (document, question) in own.chain(strange) {
            let understood = engine.understand(&Ask::new(typed(&question.question, &mut random)))?;
            n_asked += 1;
            if n_asked % AS_SENTENCE == 0 {
                let mut sentence = understood.clone();
                sentence.question.answer_type = AnswerType::YesNo;
                whole.extend(judge(&engine, sentence, document, question)?);
            }
            // Few of these questions want a clause: too few for weights of their own.
            if !understood.question.answer_type.is_sentence() {
                words.extend(judge(&engine, understood, document, question)?);
            }
        }
        eprint!("\r{n_asked} questions");
    }
    eprintln!();
    Ok([("span", &words), ("clause", &words), ("sentence", &whole)].map(|(name, rows)| logistic(name, rows)).concat())
}

fn judge(
    engine: &Engine,
    understood: Understood,
    document: Option<usize>,
    question: &SquadQuestion,
) -> anyhow::Result<Option<Judged>> {
    let explained = engine.explain_understood(understood, &Unlimited)?;
    let leader = explained.leader.and_then(|place| explained.spans.get(place));
    let (Some(signals), Some(top)) = (explained.signals, leader) else { return Ok(None) };
    let body = engine.corpus().documents()[top.doc.index()].body();
    let wanted = explained.understood.question.answer_type;
    let by_sentence = wanted.is_sentence() || wanted.is_clause();
    let right = document == Some(top.doc.index())
        && question.answers.iter().any(|answer| {
            top.sentence.contains(*answer) && (by_sentence || f1(top.answer.cut(body), answer.cut(body)) >= 0.5)
        });
    Ok(Some(Judged { signals, right, answerable: document.is_some() && !question.answers.is_empty() }))
}

/// Logistic regression by gradient ascent, and the threshold, as lines of the model file.
fn logistic(name: &str, rows: &[Judged]) -> String {
    let mut weights = [0.0_f64; N_CONFIDENCE_FEATURES];
    let mut squares = [1e-6_f64; N_CONFIDENCE_FEATURES];
    for _ in 0..600 {
        let mut gradient = [0.0_f64; N_CONFIDENCE_FEATURES];
        for row in rows {
            let log_odds: f64 =
                weights.iter().zip(&row.signals).map(|(weight, signal)| weight * f64::from(*signal)).sum();
            let error = f64::from(u8::from(row.right)) - 1.0 / (1.0 + (-log_odds).exp());
            for (slot, signal) in gradient.iter_mut().zip(&row.signals) {
                *slot += error * f64::from(*signal) / rows.len() as f64;
            }
        }
        for ((weight, square), gradient) in weights.iter_mut().zip(&mut squares).zip(gradient) {
            *square += gradient * gradient;
            *weight += 0.5 * gradient / square.sqrt();
        }
    }
    let mut fitted = Logistic { weights: weights.map(|weight| weight as f32), threshold: 0.0 };
    let mut scored: Vec<(f32, &Judged)> =
        rows.iter().map(|row| (fitted.confidence(&row.signals).probability(), row)).collect();
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let answerable: Vec<f32> = scored.iter().filter(|row| row.1.answerable).map(|row| row.0).collect();
    eprintln!("{name}: {} questions, {} answerable", scored.len(), answerable.len());
    for percent in [2, 5, 10, 20] {
        let at = answerable[answerable.len() * percent / 100];
        let share = |of: &dyn Fn(&Judged, bool) -> bool, test: &dyn Fn(&Judged, bool) -> bool| {
            let given = |row: &&(f32, &Judged)| of(row.1, row.0 >= at);
            let all = scored.iter().filter(given).count().max(1);
            100.0 * scored.iter().filter(given).filter(|row| test(row.1, row.0 >= at)).count() as f64 / all as f64
        };
        eprintln!(
            "withholding {percent:2} % of the answerable: threshold {at:.3}, {:.1} % of the unanswerable withheld, \
             {:.1} % of answers right",
            share(&|row, _| !row.answerable, &|_, given| !given),
            share(&|_, given| given, &|row, _| row.right),
        );
    }
    // The threshold withholds one answerable question in twenty-five, and what a question insists on
    // (`answer::Constraints`) about one more in twenty. These questions were written by people who had the
    // paragraph before them; of those who have not, both withhold about twice as many.
    fitted.threshold = answerable[answerable.len() / 25];
    let mut out = format!("{name}\tthreshold\t{:.4}\n", fitted.threshold);
    let lines = CONFIDENCE_FEATURES
        .iter()
        .zip(fitted.weights)
        .map(|(feature, weight)| format!("{name}\t{feature}\t{weight:.4}\n"));
    out.extend(lines);
    out
}
