//! How the figures grow with the number of passages: kept from run to run in a file, and drawn.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::measure::Figures;
use crate::plot::{self, Panel};

/// The figures of a run with so many passages that grow with them.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Size {
    /// Seconds until an index that was kept is open again, with its articles.
    open_s: f64,
    /// Memory after all questions, in megabytes, with mapped files.
    memory_mb: f64,
    /// Milliseconds that half of the searches and of the answers did not exceed.
    search_ms: f64,
    answer_ms: f64,
}

impl Size {
    pub(crate) fn of(again: &Figures) -> Self {
        Self {
            open_s: again.load.wall + again.index.wall,
            memory_mb: again.resident.all / 1e6,
            search_ms: again.search.p50,
            answer_ms: again.answer.p50,
        }
    }
}

/// The figures that were kept, by the number of passages that was asked for.
type Sizes = BTreeMap<usize, Size>;

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn file() -> PathBuf {
    home().join("benches/scale/figures.json")
}

fn kept() -> Sizes {
    serde_json::from_slice(&fs::read(file()).expect("benches/scale/figures.json is there")).expect("it holds figures")
}

/// Puts the figures of these runs in the place of those of as many passages.
pub(crate) fn keep(new: Sizes) {
    let mut sizes = kept();
    sizes.extend(new);
    let json = serde_json::to_string_pretty(&sizes).expect("figures are data");
    fs::write(file(), json + "\n").expect("benches/scale/figures.json can be written");
}

/// Draws what was kept; the picture's path.
pub(crate) fn draw() -> PathBuf {
    let sizes = kept();
    #[expect(clippy::cast_precision_loss, reason = "there are far fewer than 2^52 passages")]
    let line = |of: fn(&Size) -> f64| sizes.iter().map(|(n, size)| (*n as f64, of(size))).collect::<Vec<_>>();
    let panel = |title, lines| Panel { title, along: "passages", is_logarithmic: true, lines };
    let panels = [
        panel(
            "milliseconds, half of the time (p50)",
            vec![("search", line(|size| size.search_ms)), ("answer", line(|size| size.answer_ms))],
        ),
        panel("memory after all questions, MB", vec![("", line(|size| size.memory_mb))]),
        panel("opened again, seconds", vec![("", line(|size| size.open_s))]),
    ];
    let file = home().join("docs/growth.svg");
    plot::draw(&file, &panels).expect("docs/growth.svg can be written");
    file
}
