//! Measuring: question sets, metrics, and the runs that report them.
//!
//! Metrics are those of the field, by its names: exact match and F1 as SQuAD's own script computes them,
//! recall at k, mean reciprocal rank, risk against coverage. This room prints nothing.

mod deal;
mod metric;
mod squad;

pub use deal::Deal;
pub use metric::{exact_match, f1, normalized};
pub use squad::{SquadArticle, SquadError, SquadQuestion, read_squad};
