//! What is measured, in a form that can be drawn again, put in rows, and compared.

use serde::Serialize;

/// Answers to questions, judged one by one.
pub trait Sample {
    /// What is measured on them.
    type Figures: Figures;

    /// For each question the place, from 0, of the article or other unit that it stands and falls with.
    fn units(&self) -> Vec<usize>;

    /// The figures if each question counted so many times.
    fn figures(&self, weights: &[u32]) -> Self::Figures;

    /// The figures of every question once.
    fn whole(&self) -> Self::Figures {
        self.figures(&vec![1; self.units().len()])
    }
}

/// Named numbers. One that is measured on no question is not a number, and `null` in JSON.
pub trait Figures: Serialize {
    /// Those that have an interval, in the order of a table. Names and order are always the same.
    fn rows(&self) -> Vec<Row>;
}

/// A figure as it stands in a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Its name in JSON.
    pub name: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// What it is counted in.
    pub unit: Unit,
    /// Its value.
    pub value: f64,
}

/// What a figure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share from 0 to 1, shown in percent.
    Share,
    /// Percent.
    Percent,
    /// A number from 0 to 1, shown as it is.
    Plain,
    /// Milliseconds.
    Milliseconds,
    /// A count.
    Count,
}

impl Unit {
    /// What is put behind a label, or nothing.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Share | Self::Percent => " (%)",
            Self::Milliseconds => " (ms)",
            Self::Plain | Self::Count => "",
        }
    }

    /// A value as it is shown; a dash where there is none.
    #[must_use]
    pub fn show(self, value: f64) -> String {
        match self {
            _ if !value.is_finite() => "–".to_owned(),
            Self::Share => format!("{:.1}", 100.0 * value),
            Self::Percent => format!("{value:.1}"),
            Self::Plain => format!("{value:.3}"),
            Self::Milliseconds => format!("{value:.2}"),
            Self::Count => format!("{value:.0}"),
        }
    }

    /// A difference as it is shown, with its sign.
    #[must_use]
    pub fn show_signed(self, value: f64) -> String {
        let shown = self.show(value);
        let is_zero = !shown.contains(|c: char| c.is_ascii_digit() && c != '0');
        match shown.strip_prefix('-') {
            _ if is_zero => shown.trim_start_matches('-').to_owned(),
            Some(rest) => format!("−{rest}"),
            None => format!("+{shown}"),
        }
    }
}

/// A mean over weighted questions.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mean {
    sum: f64,
    weight: u32,
}

impl Mean {
    pub(super) fn add(&mut self, value: f64, weight: u32) {
        self.sum += value * f64::from(weight);
        self.weight += weight;
    }

    /// Not a number over nothing.
    pub(super) fn value(self) -> f64 {
        self.sum / f64::from(self.weight)
    }

    pub(super) fn n(self) -> u32 {
        self.weight
    }
}

/// 1 for yes, 0 for no.
pub(super) fn share(condition: bool) -> f64 {
    if condition { 1.0 } else { 0.0 }
}
