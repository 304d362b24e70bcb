//! What a large collection costs on one machine: time to load and to index, disk, memory, and how long a search takes.
//!
//! ```sh
//! PULLQUOTE_BENCH_SQUAD=train-v2.0.json cargo bench --locked --bench scale -- 10k 100k 1M
//! ```
//!
//! For each number so many passages of about 100 words are made (see `corpus.rs`), as one `.jsonl` file in the folder
//! for temporary files, which `TMPDIR` names and which must hold some 2 kB a passage. Then the program's library runs
//! over it in processes of its own, so that memory is that of one run: first without an index, then with the one that
//! was kept. The results are one table as Markdown. Everything is deleted afterwards.
//!
//! With `keep` before the numbers, what grows with them goes into `benches/scale/figures.json`, beside what is there from
//! other numbers, and all of it is drawn as `docs/growth.svg`. `plot` alone draws it again.
//!
//! ```sh
//! PULLQUOTE_BENCH_SQUAD=train-v2.0.json cargo bench --locked --bench scale -- save 5 1k 20k
//! ```
//!
//! times from saving an article until it is answered from, beside so many others (see `save.rs`).
//!
//! ```sh
//! cargo bench --locked --bench scale -- copies ../shared/data/wikinews
//! ```
//!
//! says which articles of a folder are taken for copies, and which edits of them are seen through (see `copies.rs`).
//!
//! With `PULLQUOTE_ENGINE_URL` in the environment a cluster finds the passages. Memory and disk are then this side's
//! alone, and the cluster keeps its index.
//!
//! CPU is that of all threads of the process, from `/proc/self/stat`; that of a search is the searching thread's, from
//! `/proc/thread-self/schedstat`. The bench therefore needs Linux.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the figures are what it is for")]

mod copies;
mod corpus;
mod growth;
mod measure;
#[path = "../plot/lines.rs"]
mod plot;
mod save;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::{env, fs, process};

use growth::Size;
use measure::Figures;
use save::Saves;

const USAGE: &str = "say how many passages to measure with, as in: cargo bench --bench scale -- 10k 100k 1M; `keep` before \
                     them keeps and draws the figures, and `plot` alone draws those that were kept";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [mode, folder] = &words[..]
        && mode == "--measure"
    {
        println!("{}", serde_json::to_string(&measure::run(&PathBuf::from(folder))).expect("figures are data"));
        return ExitCode::SUCCESS;
    }
    if words == ["plot"] {
        println!("{}", growth::draw().display());
        return ExitCode::SUCCESS;
    }
    if let Some(("copies", folders)) = words.split_first().map(|(mode, folders)| (mode.as_str(), folders)) {
        for folder in folders {
            println!("{}\n", copies::run(Path::new(folder)));
        }
        return ExitCode::SUCCESS;
    }
    if let Some(("save", sizes)) = words.split_first().map(|(mode, sizes)| (mode.as_str(), sizes)) {
        return save(sizes);
    }
    let is_kept = words.first().is_some_and(|word| word == "keep");
    let words = &words[usize::from(is_kept)..];
    // As a part of `cargo bench` it stays short.
    let sizes =
        if words.is_empty() && !is_kept { vec![Some(2_000)] } else { words.iter().map(|word| size(word)).collect() };
    let sizes = sizes.into_iter().collect::<Option<Vec<usize>>>().filter(|sizes| !sizes.is_empty());
    let Some(sizes) = sizes else {
        eprintln!("{USAGE}");
        return ExitCode::FAILURE;
    };
    let columns: Vec<(usize, Figures, Figures)> = sizes.into_iter().map(column).collect();
    print_table(&columns);
    if is_kept {
        growth::keep(columns.iter().map(|(n_passages, _, again)| (*n_passages, Size::of(again))).collect());
        println!("{}", growth::draw().display());
    }
    ExitCode::SUCCESS
}

/// Times changes beside so many articles, for each of the sizes.
fn save(sizes: &[String]) -> ExitCode {
    let sizes: Option<Vec<usize>> = sizes.iter().map(|word| size(word)).collect();
    let Some(sizes) = sizes.filter(|sizes| !sizes.is_empty()) else {
        eprintln!("say beside how many articles, as in: cargo bench --bench scale -- save 5 1k 20k");
        return ExitCode::FAILURE;
    };
    println!("{}", Saves::HEAD);
    for n_articles in sizes {
        println!("{}", save::run(n_articles).row());
    }
    ExitCode::SUCCESS
}

/// `10k` is 10,000, and `1M` a million.
fn size(word: &str) -> Option<usize> {
    let (digits, factor) = match word.strip_suffix(['k', 'K']) {
        Some(digits) => (digits, 1_000),
        None => word.strip_suffix('M').map_or((word, 1), |digits| (digits, 1_000_000)),
    };
    digits.parse::<usize>().ok().filter(|n| *n > 0).map(|n| n * factor)
}

/// The figures with so many passages: without an index, and with the one that was kept.
fn column(n_passages: usize) -> (usize, Figures, Figures) {
    let folder = env::temp_dir().join(format!("pullquote-scale-{}-{n_passages}", process::id()));
    fs::create_dir_all(folder.join("corpus")).expect("the folder for temporary files can be written to");
    corpus::write(&folder.join("corpus/made-up.jsonl"), n_passages).expect("the articles can be written");
    let measured = || {
        let child = Command::new(env::current_exe().expect("this program has a path"))
            .arg("--measure")
            .arg(&folder)
            .stderr(Stdio::inherit())
            .output()
            .expect("this program can be started");
        let _ = std::io::stderr().flush();
        serde_json::from_slice(&child.stdout).expect("a run over the articles ends with its figures")
    };
    let (first, again) = (measured(), measured());
    fs::remove_dir_all(&folder).expect("what was written can be deleted");
    (n_passages, first, again)
}

fn print_table(columns: &[(usize, Figures, Figures)]) {
    type Cell = fn(&Figures, &Figures) -> String;
    let rows: &[(&str, Cell)] = &[
        ("articles", |first, _| first.documents.to_string()),
        ("text, MB", |first, _| format!("{:.0}", megabytes(first.text))),
        ("words a passage", |first, _| format!("{:.0}", first.words / f64::from(first.passages))),
        ("load without an index, s (CPU)", |first, _| first.load.show()),
        ("index, s (CPU)", |first, _| first.index.show()),
        ("indexed passages a second", |first, _| format!("{:.0}", f64::from(first.passages) / first.index.wall)),
        ("on disk, bytes a passage", |first, _| format!("{:.0}", first.disk / f64::from(first.passages))),
        ("memory at most while indexing, MB", |first, _| format!("{:.0}", megabytes(first.peak))),
        ("open again: load, s (CPU)", |_, again| again.load.show()),
        ("open again: index, s (CPU)", |_, again| again.index.show()),
        ("memory once open again, MB (without mapped files)", |_, again| again.opened.show()),
        ("memory after all questions, MB (without mapped files)", |_, again| again.resident.show()),
        ("8 words in the text alone, ms: CPU; p50, p99", |_, again| again.plain.show()),
        ("8 words in all fields, ms: CPU; p50, p99", |_, again| again.search.show()),
        ("a whole answer by the rules, ms: CPU; p50, p99", |_, again| again.answer.show()),
    ];
    let line = |cells: Vec<String>| println!("| {} |", cells.join(" | "));
    let head = columns.iter().map(|(_, first, _)| first.passages.to_string());
    line(std::iter::once("passages".to_owned()).chain(head).collect());
    println!("|---{}|", "|---:".repeat(columns.len()));
    for (name, cell) in rows {
        let cells = columns.iter().map(|(_, first, again)| cell(first, again));
        line(std::iter::once((*name).to_owned()).chain(cells).collect());
    }
}

fn megabytes(bytes: f64) -> f64 {
    bytes / 1e6
}
