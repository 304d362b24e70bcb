//! What a confidence is worth: for withholding answers, and as a probability.
//!
//! Everything here walks over questions that are ordered already, so that a thousand draws need no sorting.

use serde::Serialize;

use super::figure::{Mean, share};

/// So many points the curve of risk against coverage has.
pub(super) const CURVE_POINTS: usize = 100;
/// So many bins of equal width the calibration error is measured in (Guo et al., 2017).
const BINS: usize = 10;

/// A question as it is seen here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sure {
    /// The confidence of its answer, 0 to 1.
    pub(super) confidence: f32,
    /// Whether that is right.
    pub(super) right: bool,
    /// How often it counts.
    pub(super) weight: u32,
}

/// Risk against coverage: what share of the answers is wrong if only the most confident are given.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RiskCoverage {
    /// The risk at 1 %, 2 %, … 100 % of the questions, of the first question at least.
    pub(super) risk: Vec<f64>,
    /// The mean risk over all coverages (Geifman et al., 2019): less is better.
    pub(super) area: f64,
}

/// Of questions in falling order of confidence.
pub(super) fn risk_coverage(ordered: impl Iterator<Item = Sure> + Clone) -> RiskCoverage {
    let total: u32 = ordered.clone().map(|sure| sure.weight).sum();
    let mut risk = Vec::with_capacity(CURVE_POINTS);
    let (mut covered, mut wrong, mut area) = (0_u32, 0.0, Mean::default());
    for sure in ordered.flat_map(|sure| (0..sure.weight).map(move |_| sure)) {
        covered += 1;
        wrong += share(!sure.right);
        let here = wrong / f64::from(covered);
        area.add(here, 1);
        while risk.len() < CURVE_POINTS
            && u64::from(covered) >= (u64::from(total) * (risk.len() as u64 + 1) / CURVE_POINTS as u64).max(1)
        {
            risk.push(here);
        }
    }
    RiskCoverage { risk, area: area.value() }
}

/// Questions whose confidence lies in one tenth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// Where it begins.
    pub from: f64,
    /// Where it ends; only the last holds its end.
    pub to: f64,
    /// Questions in it.
    pub n: u32,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share of them that is answered rightly.
    pub right: f64,
}

/// The bins that hold a question, lowest first, and the expected calibration error: the mean distance between
/// confidence and the share of right answers in a bin, weighted by its size (Guo et al., 2017).
pub(super) fn reliability(questions: impl Iterator<Item = Sure>) -> (Vec<Bin>, f64) {
    let mut bins = [(Mean::default(), Mean::default()); BINS];
    for sure in questions {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 10")]
        let place = ((sure.confidence * 10.0) as usize).min(BINS - 1);
        bins[place].0.add(f64::from(sure.confidence), sure.weight);
        bins[place].1.add(share(sure.right), sure.weight);
    }
    let mut error = Mean::default();
    let mut held = Vec::new();
    for (place, (confidence, right)) in (0_u32..).zip(bins).filter(|(_, (confidence, _))| confidence.n() > 0) {
        let from = f64::from(place) / 10.0;
        let to = f64::from(place + 1) / 10.0;
        error.add((confidence.value() - right.value()).abs(), confidence.n());
        held.push(Bin { from, to, n: confidence.n(), confidence: confidence.value(), right: right.value() });
    }
    (held, error.value())
}

/// An answer that may be withheld.
#[derive(Clone, Copy, Debug)]
pub(super) struct Withholdable {
    /// How confident it is, 0 to 1.
    pub(super) confidence: f32,
    /// Whether the question has an answer.
    pub(super) answerable: bool,
    /// Its score if it is given.
    pub(super) score: f64,
    /// Whether it is empty, and right for a question without an answer even if it is given.
    pub(super) empty: bool,
    /// How often it counts.
    pub(super) weight: u32,
}

/// The best mean score that withholding the least confident answers reaches, and the no-answer probability of
/// the last one given: `find_best_thresh` of SQuAD 2.0's evaluation script. In falling order of confidence.
pub(super) fn best_threshold(ordered: impl Iterator<Item = Withholdable> + Clone) -> (f64, f64) {
    let total: u32 = ordered.clone().map(|answer| answer.weight).sum();
    // Nothing given: right wherever there is no answer.
    let mut score: f64 =
        ordered.clone().filter(|answer| !answer.answerable).map(|answer| f64::from(answer.weight)).sum();
    let (mut best, mut threshold) = (score, 0.0);
    for answer in ordered.filter(|answer| answer.weight > 0) {
        let gain = match (answer.answerable, answer.empty) {
            (true, _) => answer.score,
            (false, true) => 0.0,
            (false, false) => -1.0,
        };
        score += gain * f64::from(answer.weight);
        if score > best {
            best = score;
            threshold = 1.0 - f64::from(answer.confidence);
        }
    }
    (best / f64::from(total), threshold)
}

/// The area under the receiver operating characteristic: the chance that an answerable question has more
/// confidence than an unanswerable one, ties counting half. In falling order of confidence.
pub(super) fn roc_area(ordered: impl Iterator<Item = Withholdable>) -> f64 {
    let (mut above, mut pairs, mut unanswerable) = (0.0, 0.0, 0.0);
    let (mut tied, mut tie) = ((0.0, 0.0), f32::INFINITY);
    for answer in ordered {
        if answer.confidence < tie {
            pairs += tied.1 * (above + tied.0 / 2.0);
            above += tied.0;
            unanswerable += tied.1;
            (tied, tie) = ((0.0, 0.0), answer.confidence);
        }
        let side = if answer.answerable { &mut tied.0 } else { &mut tied.1 };
        *side += f64::from(answer.weight);
    }
    pairs += tied.1 * (above + tied.0 / 2.0);
    pairs / ((above + tied.0) * (unanswerable + tied.1))
}
