//! Confidence: a probability that was measured, not felt.

use serde::Serialize;

use crate::question::AnswerType;

/// How many features the confidence model has.
pub const N_CONFIDENCE_FEATURES: usize = 14;

/// Names of the features, in their order.
pub const CONFIDENCE_FEATURES: [&str; N_CONFIDENCE_FEATURES] = [
    "bias",
    // The first value's share of the probability of all spans read.
    "share",
    // The share of the question's weight in its sentence, its passage with the title, and the best passage read.
    "coverage",
    "passage_coverage",
    "best_coverage",
    // The share of the question's names and numbers that its sentence, and its passage, lack.
    "sentence_names_missing",
    "names_missing",
    // The weightiest term that the passage lacks, as a share of all weight.
    "heaviest_missing",
    // The weight of the terms for which the whole corpus has no word, as a share of all weight.
    "unknown",
    // The retrieval score over the best passage's.
    "retrieval",
    // The reader's score over 10, and its part for the kind of thing the span is.
    "span_score",
    "kind",
    // Its part for words that only repeat the question.
    "repeats",
    // One over the number of terms.
    "brevity",
];

/// A probability, 0 to 1, that an answer is right.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
pub struct Confidence(f32);

impl Confidence {
    /// The confidence of this probability, held inside 0 to 1; what is no number counts as 0.
    #[must_use]
    pub fn new(probability: f32) -> Self {
        Self(if probability.is_nan() { 0.0 } else { probability.clamp(0.0, 1.0) })
    }

    /// The probability.
    #[must_use]
    pub fn probability(self) -> f32 {
        self.0
    }
}

/// What the confidence of an answer rests on: its features, in the order of [`CONFIDENCE_FEATURES`].
pub type Signals = [f32; N_CONFIDENCE_FEATURES];

/// A logistic regression on the features, and the threshold below which nothing is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfidenceModel {
    /// One weight for each feature.
    pub weights: Signals,
    /// The lowest confidence that is answered.
    pub threshold: f32,
    /// The same for answers that are whole sentences, which cannot be checked by their kind.
    pub sentence_threshold: f32,
}

impl ConfidenceModel {
    /// The weights that come with the program, made by `examples/fit.rs`.
    #[must_use]
    pub fn shipped() -> Self {
        let mut model = Self { weights: [0.0; N_CONFIDENCE_FEATURES], threshold: 0.0, sentence_threshold: 0.0 };
        for line in include_str!("confidence.tsv").lines().filter(|line| !line.starts_with('#')) {
            let Some((name, value)) = line.split_once('\t') else { continue };
            let Ok(value) = value.trim().parse() else { continue };
            match name {
                "threshold" => model.threshold = value,
                "sentence_threshold" => model.sentence_threshold = value,
                _ => {
                    if let Some(at) = CONFIDENCE_FEATURES.iter().position(|known| *known == name) {
                        model.weights[at] = value;
                    }
                }
            }
        }
        model
    }

    /// The probability that an answer with these signals is right.
    #[must_use]
    pub fn confidence(&self, signals: &Signals) -> Confidence {
        let log_odds: f32 = self.weights.iter().zip(signals).map(|(weight, signal)| weight * signal).sum();
        Confidence::new(1.0 / (1.0 + (-log_odds).exp()))
    }

    /// Whether an answer of this confidence is given.
    #[must_use]
    pub fn accepts(&self, confidence: Confidence, wanted: AnswerType) -> bool {
        confidence.0 >= if wanted.is_sentence() { self.sentence_threshold } else { self.threshold }
    }
}
