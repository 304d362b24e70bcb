//! A run's figures as one HTML page that needs nothing else: no script, no other file.

use std::fmt::Write;

use super::chart::{Chart, Point, Series};
use super::{Comparison, Figures, SpanFigures, Table};

/// A page of sections.
#[derive(Clone, Debug, Default)]
pub struct Page {
    sections: Vec<Section>,
}

/// What a run on one set came to.
#[derive(Clone, Debug)]
pub struct Section {
    title: String,
    about: String,
    table: Table,
    charts: Vec<String>,
}

impl Section {
    /// A table of a comparison under a title, with a sentence about the set.
    #[must_use]
    pub fn new<F: Figures>(title: &str, about: &str, comparison: &Comparison<F>) -> Self {
        let table = Table::of(comparison);
        Self { title: title.to_owned(), about: about.to_owned(), table, charts: Vec::new() }
    }

    /// The same with the diagrams of a comparison: risk against coverage, and confidence against truth.
    #[must_use]
    pub fn with_charts(mut self, comparison: &Comparison<SpanFigures>) -> Self {
        self.charts = vec![risk(comparison), reliability(comparison)];
        self
    }

    fn html(&self) -> String {
        let mut head = String::new();
        for name in &self.table.head {
            let _ = write!(head, "<th scope=\"col\">{}</th>", escaped(name));
        }
        let mut rows = String::new();
        for row in &self.table.rows {
            rows.push_str("<tr>");
            for (place, cell) in row.iter().enumerate() {
                let (tag, scope) = if place == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
                let _ = write!(rows, "<{tag}{scope}>{}</{tag}>", escaped(cell));
            }
            rows.push_str("</tr>\n");
        }
        let (title, about, charts) = (escaped(&self.title), escaped(&self.about), self.charts.concat());
        format!(
            "<section>\n<h2>{title}</h2>\n<p>{about}</p>\n<div class=\"table\"><table>\n<thead><tr>{head}</tr></thead>\n\
             <tbody>\n{rows}</tbody>\n</table></div>\n<div class=\"charts\">\n{charts}</div>\n</section>\n"
        )
    }
}

impl Page {
    /// Adds a section at the end.
    pub fn add(&mut self, section: Section) {
        self.sections.push(section);
    }

    /// The page.
    #[must_use]
    pub fn html(&self) -> String {
        let sections: String = self.sections.iter().map(Section::html).collect();
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>pullquote: evaluation</title>\n<style>\n{}</style>\n</head>\n<body>\n\
             <h1>pullquote: evaluation</h1>\n{sections}</body>\n</html>\n",
            include_str!("page.css")
        )
    }
}

fn risk(comparison: &Comparison<SpanFigures>) -> String {
    let line = |(name, figures): (&str, &SpanFigures)| {
        let risks = (1..).zip(&figures.risk_coverage_curve);
        let points = risks.map(|(percent, risk)| Point { x: f64::from(percent), y: 100.0 * risk, mark: None });
        Series { name: name.to_owned(), points: points.collect() }
    };
    let series: Vec<Series> = named(comparison).map(line).collect();
    let highest = series.iter().flat_map(|series| &series.points).map(|point| point.y).fold(0.0, f64::max);
    let y_end = (1..10).map(|tens| 10 * tens).find(|end| f64::from(*end) >= highest).unwrap_or(100);
    let chart = Chart {
        title: "Risk against coverage",
        x: "coverage: share of all questions answered, the surest first (%)",
        y: "risk: wrong among the answered (%)",
        y_end,
        diagonal: None,
        series,
    };
    figure(
        &chart,
        "Open, over all questions. Lower is better; wrong is an F1 below one half, or any answer to an unanswerable question.",
    )
}

fn reliability(comparison: &Comparison<SpanFigures>) -> String {
    let line = |(name, figures): (&str, &SpanFigures)| {
        let all = f64::from(figures.n + figures.n_impossible);
        let point = |bin: &super::Bin| {
            let (x, y) = (100.0 * bin.confidence, 100.0 * bin.right);
            let says = format!("{name}: {} questions, confidence {x:.0} %, right {y:.0} %", bin.n);
            Point { x, y, mark: Some((f64::from(bin.n) / all, says)) }
        };
        Series { name: name.to_owned(), points: figures.reliability.iter().map(point).collect() }
    };
    let chart = Chart {
        title: "Reliability of the confidence",
        x: "confidence: mean of a bin (%)",
        y: "right in that bin (%)",
        y_end: 100,
        diagonal: Some("as sure as right"),
        series: named(comparison).map(line).collect(),
    };
    figure(
        &chart,
        "Open, over all questions, in ten bins of confidence. A disc's area is the share of questions in its bin.",
    )
}

fn named(comparison: &Comparison<SpanFigures>) -> impl Iterator<Item = (&str, &SpanFigures)> {
    comparison.readers().map(|measured| (measured.reader.as_str(), &measured.figures))
}

fn figure(chart: &Chart, note: &str) -> String {
    format!(
        "<figure>\n<figcaption>{}<small>{}</small></figcaption>\n{}</figure>\n",
        escaped(chart.title),
        escaped(note),
        chart.svg()
    )
}

/// Text as it stands in HTML and in a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
