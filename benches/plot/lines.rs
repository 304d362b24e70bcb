//! Figures as lines, in an SVG file.

use std::ops::Range;
use std::path::Path;

use plotters::coord::Shift;
use plotters::coord::ranged1d::{AsRangedCoord, Ranged, ValueFormatter};
use plotters::prelude::*;

type Drawn = Result<(), Box<dyn std::error::Error>>;

/// Width and height of one panel, in pixels.
const PANEL: (u32, u32) = (300, 260);
/// The ink of words and axes, and what each line of a panel is drawn in.
const INK: RGBColor = RGBColor(0x50, 0x55, 0x5c);
const COLOURS: [RGBColor; 3] = [RGBColor(0x1f, 0x6f, 0xb4), RGBColor(0xc2, 0x55, 0x1f), RGBColor(0x3a, 0x8a, 0x4d)];

/// So many points of a line are marked.
const MARKED: usize = 20;

/// One pair of axes.
pub(crate) struct Panel<'a> {
    /// What is drawn, with its unit.
    pub(crate) title: &'a str,
    /// What the horizontal axis counts.
    pub(crate) along: &'a str,
    /// Whether both axes are logarithmic; no value may be 0 then.
    pub(crate) is_logarithmic: bool,
    /// Each line with its name, which may be empty where there is one alone, and at least two points from left to right.
    pub(crate) lines: Vec<(&'a str, Vec<(f64, f64)>)>,
}

/// Draws panels side by side.
///
/// # Errors
/// If the file cannot be written.
pub(crate) fn draw(file: &Path, panels: &[Panel]) -> Drawn {
    let count = u32::try_from(panels.len())?;
    let root = SVGBackend::new(file, (PANEL.0 * count, PANEL.1)).into_drawing_area();
    root.fill(&WHITE)?;
    for (area, panel) in root.split_evenly((1, panels.len())).iter().zip(panels) {
        let points = || panel.lines.iter().flat_map(|(_, points)| points);
        let (x, y) = (span(points().map(|(x, _)| *x)), span(points().map(|(_, y)| *y)));
        if panel.is_logarithmic {
            let (x, y) = (decades(&x), decades(&y));
            axes(area, panel, x.log_scale(), y.log_scale())?;
        } else {
            axes(area, panel, x, 0.0..y.end * 1.1)?;
        }
    }
    root.present()?;
    Ok(())
}

fn axes<X, Y>(area: &DrawingArea<SVGBackend, Shift>, panel: &Panel, x: X, y: Y) -> Drawn
where
    X: AsRangedCoord<Value = f64>,
    Y: AsRangedCoord<Value = f64>,
    X::CoordDescType: Ranged<ValueType = f64> + ValueFormatter<f64>,
    Y::CoordDescType: Ranged<ValueType = f64> + ValueFormatter<f64>,
{
    let mut chart = ChartBuilder::on(area)
        .caption(panel.title, ("sans-serif", 14).with_color(INK))
        .margin(12)
        .x_label_area_size(36)
        .y_label_area_size(44)
        .build_cartesian_2d(x, y)?;
    chart
        .configure_mesh()
        .x_desc(panel.along)
        .x_labels(5)
        .y_labels(5)
        .max_light_lines(1)
        .axis_style(INK)
        .bold_line_style(INK.mix(0.15))
        .light_line_style(INK.mix(0.0))
        .label_style(("sans-serif", 12).with_color(INK))
        .axis_desc_style(("sans-serif", 12).with_color(INK))
        .x_label_formatter(&|value| short(*value))
        .y_label_formatter(&|value| short(*value))
        .draw()?;
    for ((name, points), colour) in panel.lines.iter().zip(COLOURS.iter().cycle()) {
        chart.draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)))?;
        // Of a few points each is seen; more are a line.
        let marked = if points.len() > MARKED { &[] } else { points.as_slice() };
        chart.draw_series(marked.iter().map(|point| Circle::new(*point, 3, colour.filled())))?;
        // The name stands above the line, over its second point from the left, where lines are apart.
        let at = points.get(1).copied().unwrap_or_default();
        let (across, down) = chart.backend_coord(&at);
        let style = ("sans-serif", 12).with_color(*colour).into_text_style(area);
        let (left, top) = area.get_base_pixel();
        area.draw_text(name, &style, (across - left - 60, down - top - 20))?;
    }
    Ok(())
}

/// From the least to the greatest.
fn span(values: impl Iterator<Item = f64>) -> Range<f64> {
    values.fold(f64::MAX..f64::MIN, |span, value| span.start.min(value)..span.end.max(value))
}

/// Whole powers of ten around a span, and a little more, so that the first and the last have a mark.
fn decades(span: &Range<f64>) -> Range<f64> {
    10_f64.powf(span.start.log10().floor()) * 0.99..10_f64.powf(span.end.log10().ceil()) * 1.01
}

/// `10k` for 10,000, `1M` for a million.
fn short(value: f64) -> String {
    match value {
        _ if value >= 999_999.5 => format!("{}M", (value / 1e5).round() / 10.0),
        _ if value >= 9_999.5 => format!("{}k", (value / 1e3).round()),
        _ => format!("{}", (value * 1e3).round() / 1e3),
    }
}
