//! How long it takes from saving an article until it is answered from.
//!
//! `pullquote chat` runs over a folder of made-up articles, one in each file, and one file more comes and goes: it is
//! written, written anew, renamed and deleted, in turn. After each of these a question is asked until the reply is from
//! the files as they are then. Every change is timed: from when the file is whole until that reply is there.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};
use std::{env, process};

use crate::corpus;
use crate::measure::status_of;

/// So many changes are timed at each size: a multiple of four.
const N_CHANGES: usize = 60;
/// Between two questions, so that asking is not what the machine is busy with.
const PAUSE: Duration = Duration::from_millis(10);
/// Between two changes: a random while longer than this, so that none meets the watch at a chosen moment.
const REST: Duration = Duration::from_millis(200);
const MORE_REST: usize = 1_000;
/// After so long it is not slow but broken.
const LONG: Duration = Duration::from_mins(2);
/// A line that asks nothing: when it is echoed, the reply before it is whole.
const MARK: &str = "·";
const QUESTION: &str = "how many boats does Port Almarwick count?";

/// What the changes of a folder with so many articles took.
pub(crate) struct Saves {
    pub(crate) n_articles: usize,
    /// Text of the folder, in bytes.
    text: u64,
    /// Seconds, in rising order.
    seconds: Vec<f64>,
    /// Memory of the program before the first change, and the most there was, in bytes.
    opened: f64,
    peak: f64,
}

impl Saves {
    /// The seconds that so many in a hundred changes did not exceed.
    fn within(&self, percent: usize) -> f64 {
        self.seconds[(self.seconds.len() * percent).div_ceil(100) - 1]
    }

    /// The line of a table.
    pub(crate) fn row(&self) -> String {
        let Self { n_articles, text, seconds, opened, peak } = self;
        let (n, most) = (seconds.len(), self.within(100));
        let [text, opened, peak] =
            [u32::try_from(*text / 1_000).map_or(0.0, |kb| f64::from(kb) / 1e3), opened / 1e6, peak / 1e6];
        format!(
            "| {n_articles} | {text:.1} | {n} | {:.2} | {:.2} | {most:.2} | {opened:.0} | {peak:.0} |",
            self.within(50),
            self.within(99),
        )
    }

    pub(crate) const HEAD: &str = "| articles | text, MB | changes | half within, s | 99 in 100 within, s | at most, s | \
        memory before, MB | at most, MB |\n|---:|---:|---:|---:|---:|---:|---:|---:|";
}

/// Times changes of a folder with so many articles.
pub(crate) fn run(n_articles: usize) -> Saves {
    let folder = env::temp_dir().join(format!("pullquote-save-{}-{n_articles}", process::id()));
    let articles = folder.join("corpus");
    fs::create_dir_all(&articles).expect("the folder for temporary files can be written to");
    let text = corpus::write_files(&articles, n_articles).expect("the articles can be written");
    let mut chat = Chat::start(&folder);
    // It answers, so it is there.
    chat.reply(QUESTION);
    let opened = chat.memory("VmRSS:");
    let mut port = Port { folder: articles, number: 1_000, n_renamed: 0 };
    let mut random = corpus::Random(3);
    let mut seconds: Vec<f64> = Vec::with_capacity(N_CHANGES);
    for turn in 0..N_CHANGES {
        thread::sleep(REST + Duration::from_millis(random.below(MORE_REST) as u64));
        let is_told = port.change(turn % 4);
        let saved = Instant::now();
        while !is_told(&chat.reply(QUESTION)) {
            assert!(saved.elapsed() < LONG, "a change is not answered from");
            thread::sleep(PAUSE);
        }
        seconds.push(saved.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    let saves = Saves { n_articles, text, seconds, opened, peak: chat.memory("VmHWM:") };
    drop(chat);
    fs::remove_dir_all(&folder).expect("what was written can be deleted");
    saves
}

/// The article that comes and goes.
struct Port {
    folder: PathBuf,
    number: usize,
    n_renamed: usize,
}

impl Port {
    fn file(&self) -> PathBuf {
        self.folder.join(format!("port-{}.md", self.n_renamed))
    }

    /// Makes the change of this turn; gives what tells by a reply that it was taken up.
    fn change(&mut self, turn: usize) -> Box<dyn Fn(&str) -> bool> {
        let number = self.number;
        match turn {
            0 | 1 => {
                self.number += 1;
                let text = format!("Port Almarwick counts {} boats this year, its council said.\n", self.number);
                // Written elsewhere and moved into place, as most editors do.
                let aside = self.folder.join(".new");
                fs::write(&aside, text).and_then(|()| fs::rename(&aside, self.file())).expect("it can be written");
                let number = self.number.to_string();
                Box::new(move |reply| reply.contains(&number))
            }
            2 => {
                let before = self.file();
                self.n_renamed += 1;
                fs::rename(before, self.file()).expect("it can be renamed");
                let name = format!("port-{}.md", self.n_renamed);
                Box::new(move |reply| reply.contains(&name))
            }
            _ => {
                fs::remove_file(self.file()).expect("it can be deleted");
                Box::new(move |reply| !reply.contains(&number.to_string()))
            }
        }
    }
}

/// The program, or the other build of it that `PULLQUOTE_BENCH_PROGRAM` names, to compare with.
#[expect(clippy::disallowed_methods, reason = "a bench is told by its environment")]
fn program() -> PathBuf {
    env::var_os("PULLQUOTE_BENCH_PROGRAM").map_or_else(|| env!("CARGO_BIN_EXE_pullquote").into(), PathBuf::from)
}

/// The program, with a question at a time.
struct Chat {
    child: Child,
    typed: ChildStdin,
    shown: Receiver<String>,
}

impl Chat {
    fn start(folder: &Path) -> Self {
        let mut child = Command::new(program())
            .arg("chat")
            .current_dir(folder)
            .env_clear()
            .env("PULLQUOTE_CORPUS", folder.join("corpus"))
            .env("PULLQUOTE_DATA", folder.join("data"))
            .env("PULLQUOTE_READER", "rules")
            .env("PULLQUOTE_LOG", "warn")
            .env("PULLQUOTE_WEB", "off")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the program starts");
        let typed = child.stdin.take().expect("it is piped");
        let lines = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        let (told, shown) = channel();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| told.send(line)));
        Self { child, typed, shown }
    }

    /// The reply to a question.
    fn reply(&mut self, question: &str) -> String {
        writeln!(self.typed, "{question}\n{MARK}").expect("it reads what is typed");
        let line = || self.shown.recv_timeout(LONG).expect("it replies");
        while line() != format!("› {question}") {}
        let end = format!("› {MARK}");
        let lines: Vec<String> = std::iter::repeat_with(line).take_while(|line| *line != end).collect();
        lines.join("\n")
    }

    fn memory(&self, name: &str) -> f64 {
        status_of(&self.child.id().to_string(), name)
    }
}

impl Drop for Chat {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
