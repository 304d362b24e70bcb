//! Many people ask, and are answered: how fast, and with how much memory.

use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{sleep_until, timeout};

use super::crowd::Crowd;
use super::it::standin::Standin;
use super::it::standin::arrival::Arrival;
use super::it::standin::options::{Limits, Options, Rules};
use super::ledger::{Ledger, percentile};
use super::program::{Memory, Program};
use super::table;

/// How many unanswered questions there are at any time while the greatest rate is looked for: enough to keep
/// the machine busy, and far fewer than the program takes before it refuses.
const AT_ONCE: usize = 32;
/// Below what Discord lets a bot send, which is 50 a second.
const USUAL_RATE: u32 = 40;
/// A thousand users at a human pace do not meet these limits; so many events in a minute would.
const SETTINGS: [(&str, &str); 2] = [("PULLQUOTE_USER_RATE", "10000/10000"), ("PULLQUOTE_GUILD_RATE", "off")];
/// How long answers are waited for when nobody asks any more.
const LINGER: Duration = Duration::from_secs(10);
/// How many are answered before anything is measured.
const WARM_UP: usize = 200;
/// Every how many requests and events the stand-in holds to Discord's description; see [`Options`].
const CHECKED_EVERY: u32 = 10;

/// How questions follow each other.
#[derive(Clone, Copy, Debug)]
enum Pace {
    /// So many are unanswered at any time.
    AtOnce(usize),
    /// So many come a second.
    Rate(u32),
}

/// Returns whether nothing was lost, doubled or against the rules.
pub(crate) async fn run(time: Duration, rate: Option<u32>, seed: u64) -> bool {
    let paces = match rate {
        Some(rate) => vec![Pace::Rate(rate)],
        None => vec![Pace::AtOnce(AT_ONCE), Pace::Rate(USUAL_RATE)],
    };
    let options = Options {
        limits: Limits::NONE,
        rules: Rules { resume_address: false, ..Rules::default() },
        keeps_requests: false,
        checked_every: CHECKED_EVERY,
        ..Options::default()
    };
    let standin = Standin::start(options).await;
    let mut crowd = Crowd::new(&standin, seed);
    let mut arrivals = standin.listen();
    let mut program = Program::start(&standin, &SETTINGS).await;
    warm_up(&mut crowd, &mut arrivals).await;
    let settings = SETTINGS.map(|(name, value)| format!("{name}={value}")).join(" ");
    println!("load: 1000 users, 100 channels, {} s each, seed {seed}, {settings}, Discord unlimited", time.as_secs());
    let mut rows = vec![LABELS.map(str::to_owned).to_vec()];
    let mut is_sound = true;
    for pace in paces {
        let before = program.memory();
        let begun = Instant::now();
        let ledger = measure(&mut crowd, &mut arrivals, pace, time).await;
        let (row, is_whole) = summary(pace, &ledger, begun, [before, program.memory()]);
        rows.push(row);
        is_sound &= is_whole;
    }
    let n_columns = LABELS.len();
    let turned: Vec<_> = (0..n_columns).map(|column| rows.iter().map(|row| row[column].clone()).collect()).collect();
    table::print(&turned);
    let violations = standin.take_violations();
    let status = program.stop().await;
    println!("rules broken: {}; the program ended with {}", violations.len(), table::ending(status));
    violations.iter().take(5).for_each(|violation| println!("{violation}"));
    is_sound && violations.is_empty() && status.is_some_and(|status| status.success())
}

async fn warm_up(crowd: &mut Crowd<'_>, arrivals: &mut UnboundedReceiver<Arrival>) {
    for _ in 0..WARM_UP {
        crowd.mention();
        let arrival = timeout(LINGER, arrivals.recv()).await.expect("it answers").unwrap();
        crowd.see(&arrival);
    }
}

async fn measure(
    crowd: &mut Crowd<'_>,
    arrivals: &mut UnboundedReceiver<Arrival>,
    pace: Pace,
    time: Duration,
) -> Ledger {
    let mut ledger = Ledger::default();
    let begun = Instant::now();
    let mut due = begun;
    while begun.elapsed() < time {
        let may_ask = match pace {
            Pace::AtOnce(most) => ledger.n_open() < most,
            Pace::Rate(_) => due <= Instant::now(),
        };
        if may_ask {
            let mut asked = crowd.act();
            if let Pace::Rate(rate) = pace {
                // From when it should have come: a late question must not make its answer look quick.
                asked.at = due;
                due += Duration::from_secs(1) / NonZeroU32::new(rate).unwrap().get();
            }
            ledger.ask(asked);
            // What arrived meanwhile is only looked at when nothing is to be asked, or it would be late.
            while let Ok(arrival) = arrivals.try_recv() {
                ledger.note(&arrival);
                crowd.see(&arrival);
            }
            continue;
        }
        let until = match pace {
            Pace::AtOnce(_) => begun + time,
            Pace::Rate(_) => due,
        };
        tokio::select! {
            Some(arrival) = arrivals.recv() => {
                ledger.note(&arrival);
                crowd.see(&arrival);
            }
            () = sleep_until(until.into()) => {}
        }
    }
    while ledger.n_open() > 0
        && let Ok(Some(arrival)) = timeout(LINGER, arrivals.recv()).await
    {
        ledger.note(&arrival);
        crowd.see(&arrival);
    }
    ledger
}

const LABELS: [&str; 11] = [
    "",
    "asked",
    "answered",
    "answers a second",
    "time, half of them",
    "time, 99 of 100",
    "time, longest",
    "memory before, after",
    "refused or passed over",
    "lost",
    "doubled",
];

fn summary(pace: Pace, ledger: &Ledger, begun: Instant, memory: [Option<Memory>; 2]) -> (Vec<String>, bool) {
    let sums = ledger.sums();
    let times = ledger.times();
    let elapsed = begun.elapsed().as_secs_f64();
    let memory = memory.map(|memory| memory.map_or("?".to_owned(), |memory| table::mebibytes(memory.resident)));
    let row = vec![
        match pace {
            Pace::AtOnce(most) => format!("{most} at once"),
            Pace::Rate(rate) => format!("{rate} a second"),
        },
        sums.asked.to_string(),
        sums.answered.to_string(),
        format!("{:.1}", f64::from(u32::try_from(sums.answered).unwrap()) / elapsed),
        table::millis(percentile(&times, 50)),
        table::millis(percentile(&times, 99)),
        table::millis(percentile(&times, 100)),
        memory.join(", "),
        (sums.refused + sums.covered).to_string(),
        sums.lost.to_string(),
        sums.doubled.to_string(),
    ];
    (row, sums.lost + sums.doubled == 0)
}
