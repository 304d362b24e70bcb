//! Ten thousand events at once: each is answered or refused, and the program lives.

use std::time::{Duration, Instant};

use tokio::time::timeout;

use super::crowd::Crowd;
use super::it::standin::Standin;
use super::it::standin::options::{Limits, Options, Rules};
use super::ledger::{Ledger, percentile};
use super::program::Program;
use super::table::{self, row};

const EVENTS: usize = 10_000;
/// One in so many is an interaction, which must be answered within three seconds.
const INTERACTION_EVERY: usize = 20;
/// How long nothing must arrive before it is over.
const LINGER: Duration = Duration::from_secs(10);

/// Returns whether everything was answered or refused, once, and no rule was broken.
pub(crate) async fn run(seed: u64) -> bool {
    let options = Options {
        limits: Limits::NONE,
        rules: Rules { resume_address: false, ..Rules::default() },
        keeps_requests: false,
        // Even a few would slow the events down.
        checked_every: u32::MAX,
        ..Options::default()
    };
    let standin = Standin::start(options).await;
    let mut crowd = Crowd::new(&standin, seed);
    let mut arrivals = standin.listen();
    // With the limits that are there without settings.
    let mut program = Program::start(&standin, &[]).await;
    let before = program.memory();
    let mut ledger = Ledger::default();
    let begun = Instant::now();
    for n in 0..EVENTS {
        ledger.ask(if n % INTERACTION_EVERY == 0 { crowd.command() } else { crowd.mention() });
    }
    let sent = begun.elapsed();
    let mut last = begun;
    while ledger.n_open() > 0
        && let Ok(Some(arrival)) = timeout(LINGER, arrivals.recv()).await
    {
        ledger.note(&arrival);
        last = arrival.at;
    }
    let sums = ledger.sums();
    let times = ledger.times();
    let violations = standin.take_violations();
    let after = program.memory();
    let status = program.stop().await;
    println!(
        "burst: {EVENTS} events, one in {INTERACTION_EVERY} an interaction, 1000 users, seed {seed}, default limits"
    );
    let kib = |memory: Option<u64>| memory.map_or("?".to_owned(), table::mebibytes);
    table::print(&[
        row("answered", sums.answered),
        row("refused", sums.refused),
        row("covered by a refusal to the same user", sums.covered),
        row("lost", sums.lost),
        row("doubled", sums.doubled),
        row("time to send the events", table::millis(sent)),
        row("until the last arrival", table::millis(last - begun)),
        row("answers, half of them within", table::millis(percentile(&times, 50))),
        row("answers, all of them within", table::millis(percentile(&times, 100))),
        row("memory before", kib(before.map(|memory| memory.resident))),
        row("memory at the peak", kib(after.map(|memory| memory.peak))),
        row("memory after", kib(after.map(|memory| memory.resident))),
        row("rules broken", violations.len()),
        row("ended when asked to with", table::ending(status)),
        row("lines in the log", program.log().0),
    ]);
    violations.iter().take(3).for_each(|violation| println!("{violation}"));
    ledger.lost().iter().take(3).for_each(|lost| println!("lost: {lost:?}"));
    sums.lost + sums.doubled == 0 && violations.is_empty() && status.is_some_and(|status| status.success())
}
