//! Measuring: question sets, metrics, and the runs that report them.
//!
//! Metrics are those of the field, by its names: exact match and F1 as SQuAD's own script computes them,
//! recall at k, mean reciprocal rank, risk against coverage. This room prints nothing.

mod deal;
mod gold;
mod metric;
mod span;
mod squad;

pub use deal::Deal;
pub use gold::{GoldFigures, GoldGroup, GoldQuestion, GoldSpan, Spellings, evaluate_gold};
pub use metric::{exact_match, f1, normalized, squash};
pub use span::{SpanFigures, documents, evaluate_spans};
pub use squad::{SquadArticle, SquadError, SquadQuestion, read_squad};
