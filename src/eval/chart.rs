//! Diagrams as SVG: lines over axes that count in percent.
//!
//! Written by hand: two charts of lines and discs take little more than a hundred lines, with the page's own
//! font and colours. A library for them (plotters) would bring three crates and set them in its own.

use std::fmt::Write;

use super::page::escaped;

/// Colours that people with any colour vision tell apart (Okabe & Ito, 2008), and dashes for print.
const STYLES: [(&str, &str); 5] =
    [("#0072b2", "none"), ("#d55e00", "7 3"), ("#009e73", "2 3"), ("#cc79a7", "9 3 2 3"), ("#56b4e9", "4 2")];
const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 380.0;
/// Room for the labels of the axes and, above, for the legend.
const LEFT: f64 = 62.0;
const RIGHT: f64 = 18.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 54.0;

/// Lines in a field whose sides count from 0 %.
#[derive(Debug)]
pub(super) struct Chart<'a> {
    /// What it shows, for those who cannot see it.
    pub(super) title: &'a str,
    /// What is counted from left to right, up to 100 %.
    pub(super) x: &'a str,
    /// What is counted from bottom to top.
    pub(super) y: &'a str,
    /// Where that ends, in percent.
    pub(super) y_end: u32,
    /// What a line from corner to corner means, if there is to be one.
    pub(super) diagonal: Option<&'a str>,
    /// The lines.
    pub(super) series: Vec<Series>,
}

/// A line.
#[derive(Debug)]
pub(super) struct Series {
    /// Its name in the legend.
    pub(super) name: String,
    /// Its points, in percent.
    pub(super) points: Vec<Point>,
}

/// A point of a line.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
    /// The share of the questions that it stands for, which is shown as a disc of that area, and what it says
    /// when pointed at.
    pub(super) mark: Option<(f64, String)>,
}

impl Chart<'_> {
    fn across(percent: f64) -> f64 {
        LEFT + percent / 100.0 * (WIDTH - LEFT - RIGHT)
    }

    fn up(&self, percent: f64) -> f64 {
        HEIGHT - BOTTOM - percent / f64::from(self.y_end) * (HEIGHT - TOP - BOTTOM)
    }

    /// The diagram as an SVG element.
    pub(super) fn svg(&self) -> String {
        let mut svg = format!(
            "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\" xmlns=\"http://www.w3.org/2000/svg\">\n",
            escaped(self.title)
        );
        self.axes(&mut svg);
        if let Some(meaning) = self.diagonal {
            let (x, y) = (Self::across(100.0), self.up(f64::from(self.y_end)));
            put(
                &mut svg,
                format_args!(
                    "<path class=\"diagonal\" d=\"M{:.1} {:.1}L{x:.1} {y:.1}\"><title>{}</title></path>",
                    Self::across(0.0),
                    self.up(0.0),
                    escaped(meaning)
                ),
            );
        }
        let mut legend = LEFT;
        for (series, (colour, dashes)) in self.series.iter().zip(STYLES.iter().cycle()) {
            self.line(&mut svg, series, colour, dashes);
            legend = entry(
                &mut svg,
                legend,
                &series.name,
                &format!("class=\"line\" stroke=\"{colour}\" stroke-dasharray=\"{dashes}\""),
            );
        }
        if let Some(meaning) = self.diagonal {
            entry(&mut svg, legend, meaning, "class=\"diagonal\"");
        }
        svg.push_str("</svg>\n");
        svg
    }

    fn axes(&self, svg: &mut String) {
        let (left, right) = (Self::across(0.0), Self::across(100.0));
        let (bottom, top) = (self.up(0.0), self.up(f64::from(self.y_end)));
        let step = if self.y_end > 50 { 20 } else { 10 };
        for percent in (0..=self.y_end).step_by(step) {
            let y = self.up(f64::from(percent));
            put(svg, format_args!("<path class=\"grid\" d=\"M{left:.1} {y:.1}H{right:.1}\"/>"));
            put(
                svg,
                format_args!("<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{percent}</text>", left - 8.0, y + 4.0),
            );
        }
        for percent in (0..=100_u32).step_by(20) {
            let x = Self::across(f64::from(percent));
            put(svg, format_args!("<path class=\"grid\" d=\"M{x:.1} {bottom:.1}V{top:.1}\"/>"));
            put(
                svg,
                format_args!("<text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{percent}</text>", bottom + 18.0),
            );
        }
        put(svg, format_args!("<path class=\"axis\" d=\"M{left:.1} {top:.1}V{bottom:.1}H{right:.1}\"/>"));
        let (middle, half) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
        put(
            svg,
            format_args!(
                "<text class=\"label\" x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
                HEIGHT - 12.0,
                escaped(self.x)
            ),
        );
        put(
            svg,
            format_args!(
                "<text class=\"label\" transform=\"translate(16 {half:.1}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
                escaped(self.y)
            ),
        );
    }

    fn line(&self, svg: &mut String, series: &Series, colour: &str, dashes: &str) {
        let mut path = String::new();
        for (place, point) in series.points.iter().enumerate() {
            let command = if place == 0 { 'M' } else { 'L' };
            let _ = write!(path, "{command}{:.1} {:.1}", Self::across(point.x), self.up(point.y));
        }
        put(svg, format_args!("<path class=\"line\" stroke=\"{colour}\" stroke-dasharray=\"{dashes}\" d=\"{path}\"/>"));
        for point in &series.points {
            let Some((share, says)) = &point.mark else { continue };
            put(
                svg,
                format_args!(
                    "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{:.1}\" fill=\"{colour}\"><title>{}</title></circle>",
                    Self::across(point.x),
                    self.up(point.y),
                    2.5 + 16.0 * share.sqrt(),
                    escaped(says)
                ),
            );
        }
    }
}

/// An entry of the legend. The result is where the next begins.
fn entry(svg: &mut String, x: f64, name: &str, stroke: &str) -> f64 {
    let after = x + 30.0;
    put(svg, format_args!("<path {stroke} d=\"M{x:.1} 18H{:.1}\"/>", x + 24.0));
    put(svg, format_args!("<text x=\"{after:.1}\" y=\"22\">{}</text>", escaped(name)));
    // About as wide as the page's font at its size.
    after + 7.0 * f64::from(u32::try_from(name.chars().count()).unwrap_or(0)) + 18.0
}

/// Adds a line. Writing to a string cannot fail.
fn put(svg: &mut String, element: std::fmt::Arguments) {
    let _ = writeln!(svg, "{element}");
}
