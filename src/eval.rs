//! Measuring: question sets, metrics, and the runs that report them.
//!
//! Metrics are those of the field, by its names: exact match and F1 as SQuAD's own script computes them,
//! recall at k, mean reciprocal rank, risk against coverage. A run judges every question once for each reader
//! and gives a [`Sample`]; [`compare`] makes figures of samples, with intervals. This room prints nothing and
//! has no clock.

mod bootstrap;
mod chart;
mod deal;
mod evidence;
mod figure;
mod gold;
mod latency;
mod metric;
mod page;
mod prediction;
mod selective;
mod set;
mod span;
mod squad;
mod table;

pub use bootstrap::{Compared, Comparison, Difference, Interval, Measured, RESAMPLES, compare};
pub use deal::Deal;
pub use evidence::{EvidenceFigures, EvidenceSample, judge_evidence, read_onestopqa};
pub use figure::{Figures, Row, Sample, Unit};
pub use gold::{GoldFigures, GoldGroup, GoldQuestion, GoldSample, GoldSpan, Spellings, gold_type, judge_gold};
pub use metric::{exact_match, f1, normalized, squash};
pub use page::{Page, Section};
pub use prediction::{prediction_files, write_predictions};
pub use selective::Bin;
pub use set::SetError;
pub use span::{Clock, JudgedAnswer, SpanFigures, SpanJudgement, SpanSample, documents, judge_spans};
pub use squad::{SquadArticle, SquadQuestion, read_squad};
pub use table::Table;
