//! The fitted weights of the rules reader.

use crate::question::AnswerType;

use super::feature::{N_SENTENCE_FEATURES, N_SPAN_FEATURES, SENTENCE_FEATURES, SPAN_FEATURES, Slot};

const TYPES: usize = AnswerType::ALL.len();

/// Weights of words, and differences between types, that are smaller than this are not written: without
/// them no figure changes by more than the sets can tell, and the file has half its size.
const NEGLIGIBLE: f32 = 0.1;

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
    /// For every slot, answer type by answer type, the weight of each value; one row for a shared slot.
    pub tables: Vec<Vec<f32>>,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            sentence: vec![[0.0; N_SENTENCE_FEATURES]; TYPES],
            span: vec![[0.0; N_SPAN_FEATURES]; TYPES],
            tables: Slot::ALL
                .iter()
                .map(|slot| vec![0.0; slot.size() * if slot.is_shared() { 1 } else { TYPES }])
                .collect(),
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

    /// Reads a line; type `*` means all types.
    fn set(&mut self, line: &str) -> Option<()> {
        let mut columns = line.split('\t');
        let (group, answer_type, feature) = (columns.next()?, columns.next()?, columns.next()?);
        let weight: f32 = columns.next()?.parse().ok().filter(|weight: &f32| weight.is_finite())?;
        let rows = match AnswerType::ALL.iter().position(|known| known.name() == answer_type) {
            Some(row) => row..row + 1,
            None if answer_type == "*" => 0..TYPES,
            None => return None,
        };
        let place = |names: &[&str]| names.iter().position(|name| *name == feature);
        match group {
            "sentence" => {
                let place = place(&SENTENCE_FEATURES)?;
                rows.for_each(|row| self.sentence[row][place] = weight);
            }
            "span" => {
                let place = place(&SPAN_FEATURES)?;
                rows.for_each(|row| self.span[row][place] = weight);
            }
            _ => {
                let slot = Slot::ALL.into_iter().find(|slot| slot.name() == group)?;
                let value = slot.value_of(feature)?;
                let rows = if slot.is_shared() { 0..1 } else { rows };
                rows.for_each(|row| self.tables[slot as usize][row * slot.size() + value] = weight);
            }
        }
        Some(())
    }

    /// The weight of a slot's value.
    #[must_use]
    pub fn table(&self, slot: Slot, wanted: AnswerType, value: usize) -> f32 {
        let row = if slot.is_shared() { 0 } else { wanted.index() };
        self.tables[slot as usize].get(row * slot.size() + value).copied().unwrap_or(0.0)
    }

    /// The weights with three decimals, one on a line: what most types share as type `*`, then what
    /// differs by type.
    #[must_use]
    pub fn to_tsv(&self) -> String {
        use std::fmt::Write;
        let mut out = String::new();
        let mut lines = |group: &str, feature: &str, weights: Vec<f32>| {
            let mut sorted = weights.clone();
            sorted.sort_by(f32::total_cmp);
            let shared = sorted[TYPES / 2];
            let negligible = if matches!(group, "sentence" | "span") { 0.0 } else { NEGLIGIBLE };
            // Writing to a string cannot fail.
            if shared.abs() >= negligible {
                let _ = writeln!(out, "{group}\t*\t{feature}\t{shared:.3}");
            }
            for (answer_type, weight) in AnswerType::ALL.iter().zip(weights) {
                let written = if shared.abs() >= negligible { shared } else { 0.0 };
                if (weight - written).abs() > negligible {
                    let _ = writeln!(out, "{group}\t{}\t{feature}\t{weight:.3}", answer_type.name());
                }
            }
        };
        for (place, feature) in SENTENCE_FEATURES.iter().enumerate() {
            lines("sentence", feature, self.sentence.iter().map(|weights| weights[place]).collect());
        }
        for (place, feature) in SPAN_FEATURES.iter().enumerate() {
            lines("span", feature, self.span.iter().map(|weights| weights[place]).collect());
        }
        for slot in Slot::ALL {
            for (value, name) in (0..slot.size()).filter_map(|value| Some((value, slot.value_name(value)?))) {
                lines(
                    slot.name(),
                    &name,
                    AnswerType::ALL.iter().map(|wanted| self.table(slot, *wanted, value)).collect(),
                );
            }
        }
        out
    }
}
