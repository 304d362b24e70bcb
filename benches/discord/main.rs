//! The whole program against an offline Discord: how much it takes, and whether anything is lost.
//!
//! ```sh
//! cargo bench --locked --bench discord -- load 60             # as fast as it answers, then at 40 a second
//! cargo bench --locked --bench discord -- load 60 --rate 20   # only at this rate
//! cargo bench --locked --bench discord -- burst               # 10,000 events at once
//! cargo bench --locked --bench discord -- soak 600 --seed 7   # ten minutes of everything that goes wrong
//! cargo bench --locked --bench discord -- churn 1800 --draw   # half an hour of that, of changing articles and of kills
//! ```
//!
//! The program is a process of its own, as it is in use, over the articles in `corpus`; the people and
//! Discord are the tests' stand-in (`tests/STANDIN.md`) in this one. Both share the machine, so the figures
//! are lower than with a machine for each. A time is from the event to the arrival of the whole answer. What
//! people do is the same for the same seed; when they do it is not. Without arguments it is ten seconds of
//! `load`. The exit status is 1 if an answer
//! was lost or given twice, or a rule of the stand-in was broken; in a soak also if one was refused; in `churn` if a quote was wrong, something kept was lost, or memory or open files grew.
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![expect(clippy::unwrap_used, reason = "as in the tests, of which half of it is")]

#[path = "../../tests/it"]
mod it {
    #[expect(dead_code, unused_imports, reason = "the tests use more of it")]
    pub(crate) mod standin;
}

mod articles;
mod burst;
mod churn;
mod crowd;
mod ledger;
mod load;
#[path = "../plot/lines.rs"]
mod plot;
mod program;
mod random;
mod refusal;
mod soak;
mod table;
mod wreck;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

/// What a run is to be, from the command line.
#[derive(Debug)]
struct Plan {
    mode: String,
    seconds: Option<u64>,
    /// Events a second, where the load is to have one rate only.
    rate: Option<u32>,
    seed: u64,
    /// Whether memory and open files are drawn in `docs/churn.svg`.
    draws: bool,
}

impl Plan {
    /// `None` if the words make no sense.
    fn read(words: impl Iterator<Item = String>) -> Option<Self> {
        let mut plan = Self { mode: String::new(), seconds: None, rate: None, seed: 1, draws: false };
        let mut words = words.filter(|word| word != "--bench");
        while let Some(word) = words.next() {
            match word.as_str() {
                "--rate" => plan.rate = Some(words.next()?.parse().ok().filter(|rate| *rate > 0)?),
                "--seed" => plan.seed = words.next()?.parse().ok()?,
                "--draw" => plan.draws = true,
                "load" | "burst" | "soak" | "churn" if plan.mode.is_empty() => plan.mode = word,
                number if plan.seconds.is_none() => plan.seconds = Some(number.parse().ok().filter(|n| *n > 0)?),
                _ => return None,
            }
        }
        Some(plan)
    }

    fn time(&self, default: u64) -> Duration {
        Duration::from_secs(self.seconds.unwrap_or(default))
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    // `cargo test --all-targets` runs it too, without this word; what it does is nothing for tests.
    if !std::env::args().any(|word| word == "--bench") {
        println!("nothing to test; run it with cargo bench");
        return ExitCode::SUCCESS;
    }
    let Some(plan) = Plan::read(std::env::args().skip(1)) else {
        println!("[load|burst|soak|churn] [SECONDS] [--rate N] [--seed N] [--draw]");
        return ExitCode::from(2);
    };
    let is_sound = match plan.mode.as_str() {
        "burst" => burst::run(plan.seed).await,
        "churn" => {
            let picture = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/churn.svg");
            churn::run(plan.time(1_800), plan.seed, plan.draws.then_some(picture.as_path())).await
        }
        "soak" => soak::run(plan.time(600), plan.seed).await,
        mode => load::run(plan.time(if mode.is_empty() { 5 } else { 60 }), plan.rate, plan.seed).await,
    };
    ExitCode::from(u8::from(!is_sound))
}
