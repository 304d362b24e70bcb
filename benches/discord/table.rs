//! What is printed.

use std::process::ExitStatus;
use std::time::Duration;

/// Prints rows of cells, all but the first of each to the right.
pub(crate) fn print(rows: &[Vec<String>]) {
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
    let widths: Vec<_> = (0..n_columns).map(|column| width(column).unwrap_or_default()).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        println!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
}

/// A row with one value.
pub(crate) fn row(label: impl Into<String>, value: impl std::fmt::Display) -> Vec<String> {
    vec![label.into(), value.to_string()]
}

pub(crate) fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
}

/// How the program ended.
pub(crate) fn ending(status: Option<ExitStatus>) -> String {
    status.map_or("it does not stop".to_owned(), |status| status.to_string())
}

/// Of a size in KiB.
pub(crate) fn mebibytes(kibibytes: u64) -> String {
    format!("{}.{} MiB", kibibytes / 1_024, kibibytes % 1_024 * 10 / 1_024)
}
