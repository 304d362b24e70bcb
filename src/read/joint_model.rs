//! The fitted weights of the joint reader.

use crate::question::AnswerType;

/// How many features a candidate has.
pub const N_JOINT_FEATURES: usize = 4;

/// Names of a candidate's features, in their order.
pub const JOINT_FEATURES: [&str; N_JOINT_FEATURES] = [
    // The network's log-odds of these words against "no answer here".
    "neural",
    // The rules' score of these words, and of their sentence.
    "rules",
    "rules_sentence",
    // The share of the question's weight that the passage and its title hold.
    "held",
];

/// A candidate's features, in the order of [`JOINT_FEATURES`].
pub type JointFeatures = [f32; N_JOINT_FEATURES];

/// Weights of the features: apart for words and for whole sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct JointModel {
    /// For words: names, numbers, other phrases, clauses.
    pub words: JointFeatures,
    /// For whole sentences.
    pub sentence: JointFeatures,
}

impl JointModel {
    /// The weights that come with the program, made by `examples/fit`.
    #[must_use]
    pub fn shipped() -> Self {
        // A test holds that every line of the file in the repository is read.
        Self::parse(include_str!("joint.tsv")).unwrap_or_else(Self::neural)
    }

    /// The network's own score and nothing else.
    #[must_use]
    pub fn neural() -> Self {
        let mut weights = [0.0; N_JOINT_FEATURES];
        weights[0] = 1.0;
        Self { words: weights, sentence: weights }
    }

    /// Reads lines of `words` or `sentence`, a feature, and its weight. Lines that begin with `#` are
    /// comments. `None` if a line is anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut model = Self::default();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let weights = match columns.next()? {
                "words" => &mut model.words,
                "sentence" => &mut model.sentence,
                _ => return None,
            };
            let feature = columns.next()?;
            let weight: f32 = columns.next()?.parse().ok().filter(|weight: &f32| weight.is_finite())?;
            weights[JOINT_FEATURES.iter().position(|known| *known == feature)?] = weight;
        }
        Some(model)
    }

    /// The weights for answers of this type.
    #[must_use]
    pub fn of(&self, wanted: AnswerType) -> &JointFeatures {
        if wanted.is_sentence() { &self.sentence } else { &self.words }
    }

    /// The weighted sum of a candidate's features.
    pub(super) fn score(&self, wanted: AnswerType, features: &JointFeatures) -> f32 {
        self.of(wanted).iter().zip(features).map(|(weight, feature)| weight * feature).sum()
    }
}
