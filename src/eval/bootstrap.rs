//! How far figures would move on another set of the same kind: the bootstrap over whole articles.
//!
//! Questions about one article are alike, so what is drawn again and again is articles with all their
//! questions (the cluster bootstrap), and an interval is what the middle 95 % of the draws came to (the
//! percentile method; Efron & Tibshirani, 1993). The draws are seeded: readers that were asked the same
//! questions are drawn alike, and their differences are paired.

use std::collections::BTreeMap;

use serde::Serialize;

use super::figure::{Figures, Row, Sample};

/// So many times the articles are drawn. Another seed then moves the ends of an interval by a tenth of its
/// width at most.
pub const RESAMPLES: usize = 1000;
/// The share of the draws that lies below an interval, and above it.
const TAIL: f64 = 0.025;
const SEED: u64 = 20;

/// The ends of a 95 % interval. Not a number where nothing can be said, as over a single article.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Interval {
    /// The middle 95 % of what was drawn, linear between neighbours; draws without a value are left out.
    #[must_use]
    pub fn of(draws: impl IntoIterator<Item = f64>) -> Self {
        let mut draws: Vec<f64> = draws.into_iter().filter(|value| value.is_finite()).collect();
        draws.sort_by(f64::total_cmp);
        Self { low: quantile(&draws, TAIL), high: quantile(&draws, 1.0 - TAIL) }
    }
}

/// What one reader came to, and how sure that is.
#[derive(Clone, Debug, Serialize)]
pub struct Measured<F> {
    /// The reader's name.
    pub reader: String,
    /// The figures.
    #[serde(flatten)]
    pub figures: F,
    /// Their 95 % intervals, by the names of [`Figures::rows`].
    pub intervals: BTreeMap<&'static str, Interval>,
    /// Every draw's rows.
    #[serde(skip)]
    draws: Vec<Vec<f64>>,
}

/// How far a reader is above the first, with the 95 % interval of that.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Its figure less the first reader's.
    pub difference: f64,
    /// Where that lies in the middle 95 % of the draws; if 0 is outside, it is more than chance.
    #[serde(flatten)]
    pub interval: Interval,
}

/// A reader beside the first.
#[derive(Clone, Debug, Serialize)]
pub struct Compared<F> {
    /// What it came to.
    #[serde(flatten)]
    pub measured: Measured<F>,
    /// How far it is above the first reader, by the names of [`Figures::rows`].
    pub differences: BTreeMap<&'static str, Difference>,
}

/// What several readers made of the same questions.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison<F> {
    /// The first reader, to which the others are compared.
    #[serde(flatten)]
    pub first: Measured<F>,
    /// The others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub compared: Vec<Compared<F>>,
}

impl<F: Figures> Comparison<F> {
    /// All readers, in order.
    pub fn readers(&self) -> impl Iterator<Item = &Measured<F>> {
        [&self.first].into_iter().chain(self.compared.iter().map(|other| &other.measured))
    }
}

/// Draws the articles of readers' samples again and again. `None` if there is no reader.
///
/// All samples must be of the same questions in the same order.
#[must_use]
pub fn compare<S: Sample>(samples: impl IntoIterator<Item = (String, S)>) -> Option<Comparison<S::Figures>> {
    let mut readers = samples.into_iter().map(|(reader, sample)| measure(reader, &sample));
    let first = readers.next()?;
    let compared = readers.map(|measured| against(&first, measured)).collect();
    Some(Comparison { first, compared })
}

fn measure<S: Sample>(reader: String, sample: &S) -> Measured<S::Figures> {
    let units = sample.units();
    let draws = draws(&units, |weights| values(&sample.figures(weights).rows()));
    let figures = sample.whole();
    let interval = |(place, row): (usize, &Row)| (row.name, Interval::of(draws.iter().map(|draw| draw[place])));
    let intervals = figures.rows().iter().enumerate().map(interval).collect();
    Measured { reader, figures, intervals, draws }
}

fn against<F: Figures>(first: &Measured<F>, measured: Measured<F>) -> Compared<F> {
    let rows = first.figures.rows().into_iter().zip(measured.figures.rows()).enumerate();
    let difference = |(place, (base, row)): (usize, (Row, Row))| {
        let draws = first.draws.iter().zip(&measured.draws).map(|(base, draw)| draw[place] - base[place]);
        (row.name, Difference { difference: row.value - base.value, interval: Interval::of(draws) })
    };
    let differences = rows.map(difference).collect();
    Compared { measured, differences }
}

fn values(rows: &[Row]) -> Vec<f64> {
    rows.iter().map(|row| row.value).collect()
}

/// What comes of each draw, given how often every question is in it. Nothing is drawn from a single unit.
fn draws<T>(units: &[usize], mut figures: impl FnMut(&[u32]) -> T) -> Vec<T> {
    let n_units = units.iter().max().map_or(0, |last| last + 1);
    if n_units < 2 {
        return Vec::new();
    }
    let mut random = Random(SEED);
    let mut draw = || {
        let mut times = vec![0_u32; n_units];
        for _ in 0..n_units {
            times[random.below(n_units)] += 1;
        }
        let weights: Vec<u32> = units.iter().map(|unit| times[*unit]).collect();
        figures(&weights)
    };
    (0..RESAMPLES).map(|_| draw()).collect()
}

/// The value below which `share` of sorted values lie, as numpy's `percentile` has it.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places among a thousand draws"
)]
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = share * last as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    sorted[below] + (sorted[above] - sorted[below]) * place.fract()
}

/// `SplitMix64`: a counter whose bits are mixed.
struct Random(u64);

impl Random {
    /// A number below `n`, which is not 0.
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let number = u128::from(mixed ^ (mixed >> 31));
        // The upper half of the product lies below `n`.
        usize::try_from((number * n as u128) >> 64).unwrap_or(0)
    }
}
