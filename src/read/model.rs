//! The fitted weights of the rules reader.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::question::AnswerType;

use super::feature::{N_SENTENCE_FEATURES, N_SPAN_FEATURES, SENTENCE_FEATURES, SPAN_FEATURES, Slot};

const TYPES: usize = AnswerType::ALL.len();

/// The value of every name in every slot.
static VALUES: LazyLock<HashMap<(Slot, String), usize>> = LazyLock::new(|| {
    let values = |slot: Slot| (0..slot.size()).filter_map(move |value| Some(((slot, slot.value_name(value)?), value)));
    Slot::ALL.into_iter().flat_map(values).collect()
});

/// Why a model file cannot be used.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ModelError {
    /// A line is not `group<TAB>answer type<TAB>feature<TAB>weight`.
    #[error("line {0} of the model is not a weight")]
    Line(usize),
}

/// A weight for every feature, by answer type.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Weights of a sentence's features.
    pub sentence: Vec<[f32; N_SENTENCE_FEATURES]>,
    /// Weights of a span's features.
    pub span: Vec<[f32; N_SPAN_FEATURES]>,
    /// For every slot, answer type by answer type, the weight of each value.
    pub tables: Vec<Vec<f32>>,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            sentence: vec![[0.0; N_SENTENCE_FEATURES]; TYPES],
            span: vec![[0.0; N_SPAN_FEATURES]; TYPES],
            tables: Slot::ALL.iter().map(|slot| vec![0.0; slot.size() * TYPES]).collect(),
        }
    }
}

impl Model {
    /// The weights that come with the program.
    #[must_use]
    pub fn shipped() -> Self {
        // A test holds that the file in the repository parses.
        Self::parse(include_str!("model.tsv")).unwrap_or_default()
    }

    /// Reads the form that [`to_tsv`](Self::to_tsv) writes. Lines that begin with `#` are comments.
    ///
    /// # Errors
    /// [`ModelError`] at the first line that names no weight of this program.
    pub fn parse(text: &str) -> Result<Self, ModelError> {
        let mut model = Self::default();
        for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            model.set(line).ok_or(ModelError::Line(number))?;
        }
        Ok(model)
    }

    fn set(&mut self, line: &str) -> Option<()> {
        let mut columns = line.split('\t');
        let (group, answer_type, feature) = (columns.next()?, columns.next()?, columns.next()?);
        let weight: f32 = columns.next()?.parse().ok().filter(|weight: &f32| weight.is_finite())?;
        let row = AnswerType::ALL.iter().position(|known| known.name() == answer_type)?;
        match group {
            "sentence" => *self.sentence[row].get_mut(SENTENCE_FEATURES.iter().position(|name| *name == feature)?)? = weight,
            "span" => *self.span[row].get_mut(SPAN_FEATURES.iter().position(|name| *name == feature)?)? = weight,
            _ => {
                let slot = Slot::ALL.into_iter().find(|slot| slot.name() == group)?;
                let value = *VALUES.get(&(slot, feature.to_owned()))?;
                *self.tables[slot as usize].get_mut(row * slot.size() + value)? = weight;
            }
        }
        Some(())
    }

    /// The weight of a slot's value.
    #[must_use]
    pub fn table(&self, slot: Slot, wanted: AnswerType, value: usize) -> f32 {
        self.tables[slot as usize].get(wanted.index() * slot.size() + value).copied().unwrap_or(0.0)
    }

    /// All weights that round to something, one on a line, with three decimals.
    #[must_use]
    pub fn to_tsv(&self) -> String {
        use std::fmt::Write;
        let mut out = String::new();
        let mut line = |group: &str, row: usize, feature: &str, weight: f32| {
            if weight.abs() >= 0.01 {
                // Writing to a string cannot fail.
                let _ = writeln!(out, "{group}\t{}\t{feature}\t{weight:.3}", AnswerType::ALL[row].name());
            }
        };
        for row in 0..TYPES {
            for (feature, weight) in SENTENCE_FEATURES.iter().zip(self.sentence[row]) {
                line("sentence", row, feature, weight);
            }
            for (feature, weight) in SPAN_FEATURES.iter().zip(self.span[row]) {
                line("span", row, feature, weight);
            }
            for slot in Slot::ALL {
                for value in 0..slot.size() {
                    let name = slot.value_name(value).unwrap_or_default();
                    line(slot.name(), row, &name, self.tables[slot as usize][row * slot.size() + value]);
                }
            }
        }
        out
    }
}
