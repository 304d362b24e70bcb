//! A year in minutes: articles change every second, everything breaks, and the program is killed and started again.
//!
//! What must hold: every quote stood in the articles when it was shown; what a server set and what people voted is
//! still there after each kill; memory and open files do not grow.
#![expect(clippy::cast_precision_loss, reason = "megabytes and files are far below 2^52")]

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use pullquote::render::unescape;
use regex::Regex;
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use super::articles::Articles;
use super::it::standin::arrival::{Arrival, Shown};
use super::it::standin::options::{Options, Rules};
use super::it::standin::{Standin, User};
use super::plot::{self, Panel};
use super::program::Program;
use super::random::Random;
use super::table::{self, row};
use super::wreck::Wreck;

/// Between two questions.
const APART: std::ops::RangeInclusive<u64> = 50..=350;
/// Between two changes of the articles, two settings, and two looks at the program.
const CHANGE: Duration = Duration::from_secs(1);
const SETTING: Duration = Duration::from_secs(4);
const SAMPLE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(40);
/// The program is killed so often in the first half of the run; the second half is one life, to see whether it grows.
const KILLS: u32 = 4;
/// Discord lets a bot begin a session every five seconds.
const DEAD: Duration = Duration::from_secs(6);
/// From the second to the last quarter of the last life memory may grow by so much, and open files by so many.
const GROWTH: f64 = 1.15;
const FILES: f64 = 4.0;

/// What the program uses.
#[derive(Clone, Copy, Debug)]
struct Sample {
    seconds: f64,
    megabytes: f64,
    files: f64,
}

/// What people wait for.
#[derive(Debug)]
enum Awaited {
    Answer(Instant),
    /// A rate that is to be kept.
    Setting(i64),
    Vote,
}

/// A run.
struct Churn<'a> {
    standin: &'a Standin,
    random: Random,
    articles: Articles,
    users: Vec<User>,
    manager: User,
    channel: u64,
    awaited: HashMap<u64, Awaited>,
    /// The buttons of answers that nobody has voted on yet.
    to_vote: Vec<(u64, String)>,
    /// The rates that may be set: the last that was acknowledged, and those that were sent since.
    rates: BTreeSet<i64>,
    next_rate: i64,
    n_votes: usize,
    n_answers: usize,
    n_quotes: usize,
    wrong: Vec<String>,
}

/// Returns whether all of it held.
pub(crate) async fn run(time: Duration, seed: u64, picture: Option<&Path>) -> bool {
    let rules = Rules { resume_address: false, wait_out: false, ..Rules::default() };
    let standin = Standin::start(Options { rules, keeps_requests: false, ..Options::default() }).await;
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-churn");
    let _ = std::fs::remove_dir_all(&scratch);
    std::fs::create_dir_all(&scratch).unwrap();
    let articles = Articles::new(&scratch, seed);
    let corpus = articles.folder().display().to_string();
    let data = scratch.join("data").display().to_string();
    let settings = [("PULLQUOTE_CORPUS", corpus.as_str()), ("PULLQUOTE_DATA", &data), ("PULLQUOTE_USER_RATE", "off")];
    println!("churn: {} s, seed {seed}", time.as_secs());
    let mut arrivals = standin.listen();
    let mut churn = Churn {
        standin: &standin,
        random: Random::new(seed),
        articles,
        users: (0..50).map(|n| standin.user(&format!("user-{n}"))).collect(),
        manager: standin.manager("manager"),
        channel: standin.add_channel("port"),
        awaited: HashMap::new(),
        to_vote: Vec::new(),
        rates: BTreeSet::new(),
        next_rate: 1_000,
        n_votes: 0,
        n_answers: 0,
        n_quotes: 0,
        wrong: Vec::new(),
    };
    let mut program = Program::start(&standin, &settings).await;
    let mut wreck = Wreck::new(&standin, seed);
    let begun = Instant::now();
    let mut lives: Vec<Vec<Sample>> = vec![Vec::new()];
    let [mut next_question, mut next_change, mut next_setting, mut next_sample] = [begun; 4];
    let mut kills = 0;
    while begun.elapsed() < time {
        let now = Instant::now();
        if kills < KILLS && begun.elapsed() > time / 2 / KILLS * (kills + 1) {
            kills += 1;
            program.kill();
            churn.awaited.retain(|_, awaited| matches!(awaited, Awaited::Setting(_)));
            sleep(DEAD).await;
            program = Program::start(&standin, &settings).await;
            wreck = Wreck::new(&standin, seed + u64::from(kills));
            churn.check_rate(&mut arrivals).await;
            lives.push(Vec::new());
            continue;
        }
        wreck.tick();
        churn.articles.tick();
        if now >= next_change {
            next_change = now + CHANGE;
            churn.articles.change();
        }
        if now >= next_question && wreck.is_calm() {
            next_question = now + churn.random.millis(&APART);
            churn.ask_or_vote();
        }
        if now >= next_setting && wreck.is_calm() {
            next_setting = now + SETTING;
            churn.set_rate();
        }
        if now >= next_sample {
            next_sample = now + SAMPLE;
            if let (Some(memory), Some(files), Some(life)) = (program.memory(), program.n_files(), lives.last_mut()) {
                let megabytes = memory.resident as f64 / 1_024.0;
                life.push(Sample { seconds: begun.elapsed().as_secs_f64(), megabytes, files: files as f64 });
            }
        }
        if let Ok(Some(arrival)) = timeout(TICK, arrivals.recv()).await {
            churn.see(&arrival);
        }
    }
    // A rate that was sent last may still be on its way.
    sleep(Duration::from_secs(5)).await;
    while let Ok(arrival) = arrivals.try_recv() {
        churn.see(&arrival);
    }
    let status = program.stop().await;
    let kept = n_kept_votes(&data);
    let (is_flat, growth) = lives.last().map_or((false, String::new()), |life| flat(life));
    table::print(&[
        row("articles changed", churn.articles.n_changes),
        row("killed and started again", kills),
        row("things that went wrong besides", wreck.done.values().sum::<u32>()),
        row("answers", churn.n_answers),
        row("quotes, each looked up in the article as it was", churn.n_quotes),
        row("wrong quotes, lost settings", churn.wrong.len()),
        row("votes acknowledged, kept", format!("{}, {kept}", churn.n_votes)),
        row("memory and open files of the last life", growth),
        row("ended when asked to with", table::ending(status)),
    ]);
    churn.wrong.iter().take(5).for_each(|wrong| println!("{wrong}"));
    if let Some(picture) = picture {
        draw(picture, &lives);
    }
    churn.wrong.is_empty()
        && churn.n_quotes > 0
        && kept >= churn.n_votes
        && is_flat
        && status.is_some_and(|status| status.success())
}

impl Churn<'_> {
    fn ask_or_vote(&mut self) {
        if self.random.below(4) == 0
            && let Some((message, button)) = self.to_vote.pop()
        {
            // The same vote of the same person is one.
            let voter = self.standin.user(&format!("voter-{message}"));
            let pressed = self.standin.press(&voter, message, &button);
            self.awaited.insert(pressed, Awaited::Vote);
            return;
        }
        let user = self.random.pick(&self.users).clone();
        let question = self.articles.question();
        let asked = self.standin.says(&user, self.channel, &format!("<@bot> {question}"));
        self.awaited.insert(asked, Awaited::Answer(Instant::now()));
    }

    fn set_rate(&mut self) {
        self.next_rate += 1;
        let options = [("rate", json!(self.next_rate))];
        let sent = self.standin.slash(&self.manager, self.channel, "settings", &options);
        self.rates.insert(self.next_rate);
        self.awaited.insert(sent, Awaited::Setting(self.next_rate));
    }

    /// Takes note of what is shown.
    fn see(&mut self, arrival: &Arrival) {
        if matches!(arrival.shown, Shown::Response(5 | 6)) {
            return;
        }
        match self.awaited.remove(&arrival.to) {
            Some(Awaited::Answer(asked)) => self.check_quotes(arrival, asked),
            Some(Awaited::Setting(rate)) if arrival.content.contains("Kept") => {
                self.rates.retain(|other| *other >= rate);
            }
            Some(Awaited::Vote) if arrival.content.contains("Thank you") => self.n_votes += 1,
            _ => {}
        }
    }

    fn check_quotes(&mut self, arrival: &Arrival, asked: Instant) {
        static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r" \[\d+\]$").unwrap());
        self.n_answers += 1;
        for line in arrival.content.lines().filter_map(|line| line.strip_prefix("> ")) {
            let shown = unescape(&line.replace("**", "").replace("__", ""));
            let words = NUMBER.replace(&shown, "");
            self.n_quotes += 1;
            if !self.articles.held(&words, asked, arrival.at) {
                self.wrong.push(format!("no article had: {words}"));
            }
        }
        if let Some(message) = arrival.message {
            let shown = self.standin.message(message);
            let up =
                shown.controls().filter_map(|control| control["custom_id"].as_str()).find(|id| id.starts_with("up:"));
            self.to_vote.extend(up.map(|id| (message, id.to_owned())));
        }
    }

    /// Asks what is set, after a kill.
    async fn check_rate(&mut self, arrivals: &mut tokio::sync::mpsc::UnboundedReceiver<Arrival>) {
        static RATE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"Rate: (\d+)").unwrap());
        if self.rates.is_empty() {
            return;
        }
        let asked = self.standin.slash(&self.manager, self.channel, "settings", &[] as &[(&str, Value)]);
        while let Ok(Some(arrival)) = timeout(Duration::from_secs(20), arrivals.recv()).await {
            if arrival.to == asked && !matches!(arrival.shown, Shown::Response(5 | 6)) {
                let rate = RATE.captures(&arrival.content).and_then(|found| found[1].parse().ok());
                // Before the first acknowledgement nothing need be set.
                let is_known = rate.is_some_and(|rate: i64| self.rates.contains(&rate));
                if !is_known {
                    self.wrong.push(format!("the rate is none of {:?}: {}", self.rates, arrival.content));
                }
                return;
            }
            self.see(&arrival);
        }
        self.wrong.push("the settings are not shown after a kill".to_owned());
    }
}

/// How many votes the program says it has.
fn n_kept_votes(data: &str) -> usize {
    let listed = Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .args(["--env", "/dev/null", "feedback"])
        .env("PULLQUOTE_DATA", data)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&listed.stdout).into_owned();
    let number = Regex::new(r"(\d+) 👍").unwrap();
    number.captures(&text).and_then(|found| found[1].parse().ok()).unwrap_or_default()
}

/// Whether the last life has not grown from its second to its last quarter, and the figures.
fn flat(life: &[Sample]) -> (bool, String) {
    let quarter = life.len() / 4;
    if quarter == 0 {
        return (false, "too short".to_owned());
    }
    let mean = |part: &[Sample], of: fn(&Sample) -> f64| part.iter().map(of).sum::<f64>() / part.len() as f64;
    let (second, last) = (&life[quarter..2 * quarter], &life[life.len() - quarter..]);
    let megabytes = [mean(second, |at| at.megabytes), mean(last, |at| at.megabytes)];
    let files = [mean(second, |at| at.files), mean(last, |at| at.files)];
    let is_flat = megabytes[1] <= megabytes[0] * GROWTH && files[1] <= files[0] + FILES;
    (is_flat, format!("{:.0} to {:.0} MB, {:.0} to {:.0}", megabytes[0], megabytes[1], files[0], files[1]))
}

fn draw(picture: &Path, lives: &[Vec<Sample>]) {
    let line = |of: fn(&Sample) -> f64| -> Vec<(f64, f64)> {
        lives.iter().flatten().map(|at| (at.seconds / 60.0, of(at))).collect()
    };
    let panel = |title, points| Panel { title, along: "minutes", is_logarithmic: false, lines: vec![("", points)] };
    let panels = [panel("memory, MB", line(|at| at.megabytes)), panel("open files", line(|at| at.files))];
    match plot::draw(picture, &panels) {
        Ok(()) => println!("drawn in {}", picture.display()),
        Err(error) => println!("cannot be drawn in {}: {error}", picture.display()),
    }
}
