//! Confidence: a probability that was measured, not felt.

use serde::Serialize;

use crate::question::AnswerType;

/// How many features the confidence model has.
pub const N_CONFIDENCE_FEATURES: usize = 16;

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
    // The network's log-odds of its words, and of the best words read, against "no answer", over 10.
    "neural",
    "best_neural",
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
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Logistic {
    /// One weight for each feature.
    pub weights: Signals,
    /// The lowest probability that is answered.
    pub threshold: f32,
}

impl Logistic {
    /// The probability that an answer with these signals is right.
    #[must_use]
    pub fn confidence(&self, signals: &Signals) -> Confidence {
        let log_odds: f32 = self.weights.iter().zip(signals).map(|(weight, signal)| weight * signal).sum();
        Confidence::new(1.0 / (1.0 + (-log_odds).exp()))
    }
}

/// How confidence is measured: apart for names and numbers, for clauses, and for whole sentences, whose
/// scores have other ranges.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConfidenceModel {
    /// For names, numbers and other phrases; right if the words are.
    pub span: Logistic,
    /// For clauses; right if the sentence is.
    pub clause: Logistic,
    /// For whole sentences; right if the sentence is.
    pub sentence: Logistic,
}

impl ConfidenceModel {
    /// What was measured for the rules reader, by `examples/fit`.
    #[must_use]
    pub fn rules() -> Self {
        Self::shipped(include_str!("confidence/rules.tsv"))
    }

    /// What was measured for the network with the rules.
    #[must_use]
    pub fn both() -> Self {
        Self::shipped(include_str!("confidence/both.tsv"))
    }

    fn shipped(text: &str) -> Self {
        // A test holds that every line of the files in the repository is read.
        Self::parse(text).unwrap_or_default()
    }

    /// Reads lines of `span`, `clause` or `sentence`, a feature or `threshold`, and its value. Lines that begin with `#`
    /// are comments. `None` if a line is anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut model = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let logistic = match columns.next()? {
                "span" => &mut model.span,
                "clause" => &mut model.clause,
                "sentence" => &mut model.sentence,
                _ => return None,
            };
            let (name, value) = (columns.next()?, columns.next()?.parse().ok()?);
            if name == "threshold" {
                logistic.threshold = value;
            } else {
                logistic.weights[CONFIDENCE_FEATURES.iter().position(|known| *known == name)?] = value;
            }
        }
        Some(model)
    }

    /// The model for answers of this type.
    #[must_use]
    pub fn of(&self, wanted: AnswerType) -> &Logistic {
        match wanted {
            _ if wanted.is_sentence() => &self.sentence,
            _ if wanted.is_clause() => &self.clause,
            _ => &self.span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_shipped_files_is_read() {
        for text in [include_str!("confidence/rules.tsv"), include_str!("confidence/both.tsv")] {
            let model = ConfidenceModel::parse(text).expect("a model");
            assert!([model.span, model.clause, model.sentence].iter().all(|logistic| logistic.threshold > 0.0));
        }
        assert_eq!(ConfidenceModel::parse("span\tnobody\t1"), None);
    }
}
