//! A run over the articles: loaded, indexed or opened again, searched and asked.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use std::{env, fs};

use pullquote::answer::{Ask, Calibrated, Engine};
use pullquote::config::Config;
use pullquote::corpus::{self, Corpus};
use pullquote::read::Unlimited;
use pullquote::retrieve::{self, Clause, Query, Remote, Retriever};
use serde::{Deserialize, Serialize};

use crate::corpus::Random;

/// So many searches, and so many questions.
const N_QUERIES: usize = 500;
const N_QUESTIONS: usize = 200;
/// So often each is run.
const RUNS: usize = 3;
/// So many passages are found by a search, as for an answer.
const TOP_K: usize = 20;

/// What a run took. Sizes are in bytes.
#[derive(Serialize, Deserialize)]
pub(crate) struct Figures {
    pub(crate) documents: usize,
    pub(crate) passages: u32,
    pub(crate) words: f64,
    pub(crate) text: f64,
    pub(crate) load: Taken,
    pub(crate) index: Taken,
    pub(crate) disk: f64,
    /// The most memory until the index was there.
    pub(crate) peak: f64,
    /// The memory then, and after all questions.
    pub(crate) opened: Memory,
    pub(crate) resident: Memory,
    pub(crate) plain: Times,
    pub(crate) search: Times,
    pub(crate) answer: Times,
}

/// Bytes that are resident, and those of them that are no mapped file: the system can take the others back.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Memory {
    pub(crate) all: f64,
    own: f64,
}

impl Memory {
    fn now() -> Self {
        Self { all: status("VmRSS:"), own: status("RssAnon:") }
    }

    pub(crate) fn show(&self) -> String {
        format!("{:.0} ({:.0})", self.all / 1e6, self.own / 1e6)
    }
}

/// Seconds of a step, by the clock and of all threads.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Taken {
    pub(crate) wall: f64,
    cpu: f64,
}

impl Taken {
    pub(crate) fn show(&self) -> String {
        format!("{:.2} ({:.2})", self.wall, self.cpu)
    }
}

/// Milliseconds: of the thread, as a mean, and by the clock, which half of the runs and 99 in 100 did not exceed.
#[derive(Serialize, Deserialize)]
pub(crate) struct Times {
    cpu: f64,
    pub(crate) p50: f64,
    p99: f64,
}

impl Times {
    pub(crate) fn show(&self) -> String {
        format!("{:.2}; {:.2}, {:.2}", self.cpu, self.p50, self.p99)
    }
}

/// Opens what stands in `folder`; the index is there already if it ran before.
#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
pub(crate) fn run(folder: &Path) -> Figures {
    let data = folder.join("data");
    let (corpus, load) = taken(|| {
        corpus::load_kept(&folder.join("corpus"), &data).map(|loaded| Arc::new(loaded.corpus)).expect("articles")
    });
    let (retriever, index) = taken(|| retriever(&corpus, &data));
    let peak = status("VmHWM:");
    let opened = Memory::now();
    let words: usize = corpus.documents().iter().map(corpus::Document::n_words).sum();
    let text: usize = corpus.documents().iter().map(|document| document.body().len()).sum();
    let queries: Vec<Query> = chosen(&corpus, N_QUERIES, 8).iter().map(|words| query(words, &corpus)).collect();
    let plain: Vec<Query> = queries.iter().cloned().map(plain).collect();
    let search = |queries: &[Query]| {
        let search = |query: &Query| drop(retriever.search(query, TOP_K).expect("the index can be searched"));
        times(queries, search)
    };
    // The first search of a term reads it from the disk, which is not what is measured.
    search(&plain);
    let (plain, all_fields) = (search(&plain), search(&queries));
    let questions: Vec<Ask> = chosen(&corpus, N_QUESTIONS, 5)
        .iter()
        .map(|words| Ask::new(format!("what is said about {}?", words.join(" "))))
        .collect();
    let engine = Engine::new(Arc::clone(&corpus), Box::new(retriever), Calibrated::rules());
    let answer = times(&questions, |ask| {
        let understood = engine.understand(ask).expect("every source may be asked");
        drop(engine.explain_understood(understood, &Unlimited).expect("the index can be searched"));
    });
    Figures {
        documents: corpus.documents().len(),
        passages: u32::try_from(corpus.passages().len()).expect("passages are counted in 32 bits"),
        words: words as f64,
        text: text as f64,
        load,
        index,
        disk: size(&data) as f64,
        peak,
        opened,
        resident: Memory::now(),
        plain,
        search: all_fields,
        answer,
    }
}

/// The index that comes with the program, or the cluster that the environment names.
#[expect(clippy::disallowed_methods, reason = "a bench is told by its environment")]
fn retriever(corpus: &Arc<Corpus>, data: &Path) -> Arc<dyn Retriever> {
    match Config::from_lookup(|name| env::var_os(name)).expect("settings that can be used").cluster {
        None => Arc::new(retrieve::open(corpus, data).expect("the articles can be indexed").0),
        Some(cluster) => {
            let remote = Remote::new(&cluster, corpus).expect("settings that can be used");
            remote.publish(&|_, _| {}).expect("the articles can be put into the cluster");
            Arc::new(remote)
        }
    }
}

fn taken<T>(step: impl FnOnce() -> T) -> (T, Taken) {
    let (start, cpu) = (Instant::now(), process_cpu());
    let made = step();
    (made, Taken { wall: start.elapsed().as_secs_f64(), cpu: process_cpu() - cpu })
}

/// Each is run three times, and its shortest time counts: the others had to share the machine.
#[expect(clippy::cast_precision_loss, reason = "there are a few hundred")]
fn times<T>(all: &[T], run: impl Fn(&T)) -> Times {
    let cpu = thread_cpu();
    let time = |one: &T| {
        let start = Instant::now();
        run(one);
        1e3 * start.elapsed().as_secs_f64()
    };
    let mut times: Vec<f64> = all.iter().map(|one| (0..RUNS).map(|_| time(one)).fold(f64::MAX, f64::min)).collect();
    // The kernel counts a thread's time in steps that are longer than a search.
    let cpu = 1e3 * (thread_cpu() - cpu) / (RUNS * all.len()) as f64;
    times.sort_by(f64::total_cmp);
    let [p50, p99] = [50, 99].map(|percent| times[(times.len() * percent).div_ceil(100) - 1]);
    Times { cpu, p50, p99 }
}

/// The content words of so many passages, so many that stand together in each.
fn chosen(corpus: &Corpus, n: usize, n_words: usize) -> Vec<Vec<&str>> {
    let mut random = Random(2);
    let mut found = Vec::new();
    while found.len() < n {
        let passage = &corpus.passages()[random.below(corpus.passages().len())];
        let document = corpus.document(passage.doc);
        let words = corpus.lexicon().words(document, passage.span);
        let words: Vec<&str> =
            words.iter().filter(|word| word.is_content()).map(|word| word.token.span.cut(document.body())).collect();
        if words.len() > n_words {
            let from = random.below(words.len() - n_words);
            found.push(words[from..from + n_words].to_vec());
        }
    }
    found
}

fn query(words: &[&str], corpus: &Corpus) -> Query {
    let clause = |word: &&str| Clause { term: corpus.lexicon().term(word).0, weight: 1.0, literal: true };
    Query { clauses: words.iter().map(clause).collect(), documents: None, part: None }
}

/// The same words in the text of the passages alone.
fn plain(mut query: Query) -> Query {
    for clause in &mut query.clauses {
        clause.literal = false;
    }
    query
}

/// Bytes of a line of `/proc/self/status`.
fn status(name: &str) -> f64 {
    status_of("self", name)
}

/// Bytes of a line of a process's status.
pub(crate) fn status_of(process: &str, name: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("/proc is there");
    let line = status.lines().find(|line| line.starts_with(name)).expect("the kernel counts memory");
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<f64>().ok()).expect("kilobytes") * 1024.0
}

/// Seconds that all threads of this process have worked, in hundredths.
fn process_cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("/proc is there");
    let fields = stat.rsplit(')').next().unwrap_or_default();
    fields.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Seconds that this thread has worked.
fn thread_cpu() -> f64 {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").expect("/proc is there");
    stat.split_whitespace().next().and_then(|time| time.parse::<f64>().ok()).expect("nanoseconds") / 1e9
}

/// Bytes of all files in a folder.
fn size(folder: &Path) -> u64 {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.metadata().ok())
        .filter(fs::Metadata::is_file)
        .map(|file| file.len())
        .sum()
}
