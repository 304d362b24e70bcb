//! How long answers took.

use std::time::Duration;

/// Times of questions, with the order from the shortest to the longest.
#[derive(Clone, Debug, Default)]
pub(super) struct Times {
    milliseconds: Vec<f64>,
    ordered: Vec<usize>,
}

/// Latency of a question, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Latency {
    pub(super) mean: f64,
    /// Half of the questions took no longer.
    pub(super) p50: f64,
    /// 99 in 100 took no longer.
    pub(super) p99: f64,
}

impl Times {
    pub(super) fn new(times: impl Iterator<Item = Duration>) -> Self {
        let milliseconds: Vec<f64> = times.map(|time| 1000.0 * time.as_secs_f64()).collect();
        let mut ordered: Vec<usize> = (0..milliseconds.len()).collect();
        ordered.sort_by(|a, b| milliseconds[*a].total_cmp(&milliseconds[*b]));
        Self { milliseconds, ordered }
    }

    /// The latency if each question counted so many times; percentiles are by nearest rank.
    pub(super) fn latency(&self, weights: &[u32]) -> Latency {
        let total: f64 = weights.iter().copied().map(f64::from).sum();
        let mut latency = Latency { mean: f64::NAN, p50: f64::NAN, p99: f64::NAN };
        let (mut sum, mut seen) = (0.0, 0.0);
        for place in self.ordered.iter().copied().filter(|place| weights[*place] > 0) {
            let (time, weight) = (self.milliseconds[place], f64::from(weights[place]));
            sum += time * weight;
            seen += weight;
            for (share, quantile) in [(0.5, &mut latency.p50), (0.99, &mut latency.p99)] {
                if quantile.is_nan() && seen >= share * total {
                    *quantile = time;
                }
            }
        }
        latency.mean = sum / total;
        latency
    }
}
