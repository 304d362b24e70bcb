//! Everything goes wrong for a long time, and every question is answered once.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{sleep_until, timeout};

use super::crowd::Crowd;
use super::it::standin::Standin;
use super::it::standin::arrival::Arrival;
use super::it::standin::options::{Options, Rules};
use super::ledger::{Asked, Ledger, percentile};
use super::program::Program;
use super::table::{self, row};
use super::wreck::Wreck;

/// Between two questions, in milliseconds: some eight a second.
const APART: std::ops::RangeInclusive<u64> = 20..=230;
/// How often it is looked at what is to break.
const TICK: Duration = Duration::from_millis(50);
/// How many of the last events may come again.
const RECENT: usize = 100;
/// One question in so many comes twice at once, and as often an older one comes again.
const REPEATED: usize = 20;
/// How long answers are waited for in the end: as long as the program keeps trying to send a message.
const LINGER: Duration = Duration::from_mins(2);

/// Returns whether every question that reached the program was answered once, and no rule was broken.
pub(crate) async fn run(time: Duration, seed: u64) -> bool {
    // Serenity's rate limiter, which waits out a 429 to the millisecond, works against discord.com alone;
    // without it the program waits a second, doubled.
    let rules = Rules { resume_address: false, wait_out: false, ..Rules::default() };
    let standin = Standin::start(Options { rules, keeps_requests: false, ..Options::default() }).await;
    let mut crowd = Crowd::new(&standin, seed);
    let mut arrivals = standin.listen();
    let mut program = Program::start(&standin, &[]).await;
    let before = program.memory();
    let mut wreck = Wreck::new(&standin, seed);
    println!("soak: {} s, seed {seed}, default limits of the program and of Discord", time.as_secs());
    let mut ledger = ask(&mut crowd, &mut wreck, &mut arrivals, &mut program, time).await;
    let by = Instant::now() + LINGER;
    while ledger.n_accepted_open() > 0
        && let Ok(Some(arrival)) = timeout(by.saturating_duration_since(Instant::now()), arrivals.recv()).await
    {
        ledger.note(&arrival);
    }
    let sums = ledger.sums();
    let times = ledger.times();
    let violations = standin.take_violations();
    let after = program.memory();
    let status = program.stop().await;
    let (identifies, resumes) = standin.sessions();
    let kib = |memory: Option<u64>| memory.map_or("?".to_owned(), table::mebibytes);
    let mut rows: Vec<_> = wreck.done.iter().map(|(what, n)| row(what, n)).collect();
    rows.extend([
        row("sessions begun, resumed", format!("{identifies}, {resumes}")),
        row("answers of 401, 403, 429", standin.n_invalid()),
        Vec::new(),
        row("asked", sums.asked),
        row("never delivered: there was no session", sums.undelivered),
        row("answered", sums.answered),
        row("refused", sums.refused + sums.covered),
        row("lost", sums.lost),
        row("doubled", sums.doubled),
        row("rules broken", violations.len()),
        row("time, half of them", table::millis(percentile(&times, 50))),
        row("time, 99 of 100", table::millis(percentile(&times, 99))),
        row("time, longest", table::millis(percentile(&times, 100))),
        row("memory before", kib(before.map(|memory| memory.resident))),
        row("memory after", kib(after.map(|memory| memory.resident))),
        row("memory at the peak", kib(after.map(|memory| memory.peak))),
        row("ended when asked to with", table::ending(status)),
    ]);
    table::print(&rows);
    violations.iter().take(5).for_each(|violation| println!("{violation}"));
    ledger.lost().iter().take(5).for_each(|lost| println!("lost: {lost:?}"));
    let is_sound = sums.lost + sums.doubled + sums.refused + sums.covered + violations.len() == 0
        && status.is_some_and(|status| status.success());
    if !is_sound {
        println!("the program's log is {}", program.log().1.display());
    }
    is_sound
}

/// Asks for as long as `time`, while things break.
async fn ask(
    crowd: &mut Crowd<'_>,
    wreck: &mut Wreck<'_>,
    arrivals: &mut UnboundedReceiver<Arrival>,
    program: &mut Program,
    time: Duration,
) -> Ledger {
    let begun = Instant::now();
    let mut ledger = Ledger::default();
    let mut recent = VecDeque::new();
    let (mut next_question, mut next_tick) = (begun, begun);
    while begun.elapsed() < time && program.ended().is_none() {
        let now = Instant::now();
        if now >= next_tick {
            next_tick = now + TICK;
            wreck.tick();
        }
        if now >= next_question {
            next_question = now + crowd.random.millis(&APART);
            // An interaction that comes when the connection is back may be older than its three seconds.
            let asked = if wreck.is_calm() { crowd.act() } else { crowd.mention() };
            ledger.ask(asked);
            recent.push_back(asked);
            if recent.len() > RECENT {
                recent.pop_front();
            }
            repeat(crowd, wreck, &recent);
        }
        tokio::select! {
            Some(arrival) = arrivals.recv() => {
                ledger.note(&arrival);
                crowd.see(&arrival);
            }
            () = sleep_until(next_question.min(next_tick).into()) => {}
        }
    }
    ledger
}

/// Sends some event again that was sent already.
fn repeat(crowd: &mut Crowd<'_>, wreck: &mut Wreck<'_>, recent: &VecDeque<Asked>) {
    match crowd.random.below(REPEATED) {
        0 if wreck.is_calm() => {
            crowd.standin.repeat_last_event();
            wreck.count("event: the last, as it was");
        }
        1 if wreck.is_calm() => {
            let again = recent[crowd.random.below(recent.len())];
            if again.is_message {
                crowd.standin.repeat_message(again.id);
            } else {
                crowd.standin.repeat_interaction(again.id);
            }
            wreck.count("event: an older one, with a new number");
        }
        _ => {}
    }
}
