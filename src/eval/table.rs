//! Figures of readers side by side, as cells.

use super::{Comparison, Figures, Interval, Measured, Unit};

/// Rows of cells under a head. The first column is what the others are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns' names.
    pub head: Vec<String>,
    /// As many cells in each row as in the head.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// A column for each reader, and one for each difference from the first: values, with the ends of their
    /// 95 % intervals where there are any.
    #[must_use]
    pub fn of<F: Figures>(comparison: &Comparison<F>) -> Self {
        let readers: Vec<&Measured<F>> = comparison.readers().collect();
        let mut head = vec![String::new()];
        head.extend(readers.iter().map(|reader| reader.reader.clone()));
        let first = &comparison.first.reader;
        head.extend(comparison.compared.iter().map(|other| format!("{} − {first}", other.measured.reader)));
        let row = |(place, row): (usize, super::Row)| {
            let mut cells = vec![format!("{}{}", row.label, row.unit.symbol())];
            cells.extend(readers.iter().map(|reader| {
                let value = reader.figures.rows()[place].value;
                cell(row.unit, value, reader.intervals.get(row.name), Unit::show)
            }));
            cells.extend(comparison.compared.iter().map(|other| {
                other.differences.get(row.name).map_or_else(String::new, |difference| {
                    cell(row.unit, difference.difference, Some(&difference.interval), Unit::show_signed)
                })
            }));
            cells
        };
        Self { head, rows: comparison.first.figures.rows().into_iter().enumerate().map(row).collect() }
    }
}

fn cell(unit: Unit, value: f64, interval: Option<&Interval>, show: fn(Unit, f64) -> String) -> String {
    match interval {
        Some(interval) if interval.low.is_finite() => {
            format!("{} ({} to {})", show(unit, value), show(unit, interval.low), show(unit, interval.high))
        }
        _ => show(unit, value),
    }
}

/// As it stands in a terminal: columns two spaces apart.
impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let lines: Vec<&Vec<String>> = [&self.head].into_iter().chain(&self.rows).collect();
        let width = |column: usize| {
            lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        for (number, line) in lines.iter().enumerate() {
            let cells = line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            let text = cells.collect::<Vec<_>>().join("  ");
            write!(f, "{}{}", if number > 0 { "\n" } else { "" }, text.trim_end())?;
        }
        Ok(())
    }
}
