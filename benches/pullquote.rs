//! How long things take: a search, an answer, indexing, a start.
//!
//! ```sh
//! cargo bench --locked --bench pullquote
//! PULLQUOTE_BENCH_SQUAD=train-v2.0.json cargo bench --locked --bench pullquote
//! ```
//!
//! Each runs over two sets. `Five` is the folder `corpus` with the questions of `tests/gold/set-a.jsonl`.
//! `Large` is the first 20,000 paragraphs, and questions about them, of the file in SQuAD's format that
//! `PULLQUOTE_BENCH_SQUAD` names. Without that variable the paragraphs are made up: words of the
//! thesaurus, the first ones often and the later ones seldom, the same in each run. Made-up text has no
//! names, no repeated subjects and flat sentences, so its figures only show whether a change made
//! something slower.
//!
//! `raw_search` is the unit that answers are measured in: plain BM25 over the passages' own words, the 20
//! best, for a query that is built already. In the first three benches an iteration is one question, and
//! a sample is every question once.

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use divan::counter::BytesCount;
use pullquote::answer::{Ask, Calibrated, Engine};
use pullquote::corpus::{self, Corpus, Document, Metadata};
use pullquote::eval::{self, SquadArticle};
use pullquote::observe::{Meter, Observer};
use pullquote::read::Unlimited;
use pullquote::retrieve::{Clause, Embedded, Query, Retriever};
use tracing_subscriber::layer::SubscriberExt as _;

/// So many passages are found by a search, as for an answer.
const TOP_K: usize = 20;
/// So many questions are asked of each set.
const QUESTIONS: u32 = 100;
/// So many paragraphs the large set has at most.
const PARAGRAPHS: usize = 20_000;

fn main() {
    divan::main();
}

/// What is measured on.
#[derive(Clone, Copy, Debug)]
enum Set {
    /// The articles that come with the program.
    Five,
    /// Some 20,000 paragraphs.
    Large,
}

const BOTH: [Set; 2] = [Set::Five, Set::Large];

/// The 20 best passages by BM25 on the question's own words.
#[divan::bench(args = BOTH, sample_count = 30, sample_size = QUESTIONS)]
fn raw_search(bencher: Bencher, set: Set) {
    let world = set.world();
    let mut queries = world.queries.iter().cycle();
    bencher
        .with_inputs(|| queries.next())
        .bench_local_values(|query| query.map(|query| world.retriever.search(query, TOP_K)));
}

/// The 20 passages that an answer is read from: with the words that may stand for the question's, and
/// with titles, names and neighbours.
#[divan::bench(args = BOTH, sample_count = 30, sample_size = QUESTIONS)]
fn retrieve(bencher: Bencher, set: Set) {
    let world = set.world();
    let mut questions = world.questions.iter().cycle();
    bencher
        .with_inputs(|| questions.next().and_then(|ask| world.engine.understand(ask).ok()))
        .bench_local_values(|understood| understood.map(|understood| world.engine.retrieve(&understood, TOP_K)));
}

/// A whole answer: the question understood, passages found and read, values merged and judged.
#[divan::bench(args = BOTH, sample_count = 30, sample_size = QUESTIONS)]
fn ask(bencher: Bencher, set: Set) {
    let world = set.world();
    let mut questions = world.questions.iter().cycle();
    bencher.with_inputs(|| questions.next()).bench_local_values(|ask| {
        ask.map(|ask| {
            world.engine.understand(ask).and_then(|understood| world.engine.explain_understood(understood, &Unlimited))
        })
    });
}

/// The same while it is measured, as in the program: each stage is a span whose time is taken.
#[divan::bench(args = BOTH, sample_count = 30, sample_size = QUESTIONS)]
fn ask_observed(bencher: Bencher, set: Set) {
    let observed = tracing_subscriber::registry().with(Observer::new(Meter::new()).layer());
    let _guard = tracing::subscriber::set_default(observed);
    ask(bencher, set);
}

/// From texts to a corpus: sentences, passages, vocabulary.
#[divan::bench(args = BOTH, sample_count = 5)]
fn load(bencher: Bencher, set: Set) {
    let world = set.world();
    bencher.counter(world.bytes()).with_inputs(|| world.texts()).bench_local_values(|texts| {
        let documents = texts.into_iter();
        Corpus::new(documents.map(|(slug, metadata, body)| Document::new(slug.clone(), slug, metadata, body)).collect())
    });
}

/// From a corpus to an index in memory.
#[divan::bench(args = BOTH, sample_count = 5)]
fn index(bencher: Bencher, set: Set) {
    let world = set.world();
    bencher.counter(world.bytes()).bench_local(|| Embedded::in_memory(black_box(&world.corpus)));
}

/// A new process until it has answered its first question: the program loaded, the articles read and
/// indexed, the word lists and weights parsed. The index of the large set is on disk already, as it is
/// from the second start on.
#[divan::bench(args = BOTH, sample_count = 10, sample_size = 1)]
fn cold_start(bencher: Bencher, set: Set) {
    let world = set.world();
    let data = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-data");
    let start = || {
        let status = Command::new(env!("CARGO_BIN_EXE_pullquote"))
            .args(["ask", "--json", &world.questions[0].question, "--corpus"])
            .arg(&world.folder)
            .env("PULLQUOTE_DATA", &data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(
            status.is_ok_and(|status| status.success()),
            "the program cannot be started over {}",
            world.folder.display()
        );
    };
    start();
    bencher.bench_local(start);
}

/// A set, opened.
struct World {
    folder: PathBuf,
    corpus: Arc<Corpus>,
    engine: Engine,
    /// The index for raw searches; the engine's own is inside it.
    retriever: Embedded,
    questions: Vec<Ask>,
    /// For each question its own words, no more.
    queries: Vec<Query>,
}

impl Set {
    fn world(self) -> &'static World {
        static FIVE: LazyLock<World> = LazyLock::new(World::five);
        static LARGE: LazyLock<World> = LazyLock::new(World::large);
        match self {
            Self::Five => &FIVE,
            Self::Large => &LARGE,
        }
    }
}

impl World {
    fn five() -> Self {
        let home = Path::new(env!("CARGO_MANIFEST_DIR"));
        let gold = fs::read_to_string(home.join("tests/gold/set-a.jsonl")).expect("the gold set is in the repository");
        let questions = gold.lines().map(|line| serde_json::from_str(line).expect("a gold question"));
        let questions = questions.map(|question: eval::GoldQuestion| question.q).collect();
        let corpus = corpus::load(&home.join("corpus")).expect("the articles are in the repository").corpus;
        Self::new(home.join("corpus"), corpus, questions)
    }

    fn large() -> Self {
        let (documents, questions) = squad_file().map_or_else(made_up, |file| from_squad(&file));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench-corpus");
        write(&folder, &documents).expect("the build folder can be written to");
        Self::new(folder, Corpus::new(documents), questions)
    }

    fn new(folder: PathBuf, corpus: Corpus, questions: Vec<String>) -> Self {
        let corpus = Arc::new(corpus);
        let indexed = || Embedded::in_memory(&corpus).expect("the articles can be indexed");
        let engine = Engine::new(Arc::clone(&corpus), Box::new(indexed()), Calibrated::rules());
        // Evenly from the whole set.
        let step = (questions.len() / QUESTIONS as usize).max(1);
        let questions: Vec<Ask> = questions.into_iter().step_by(step).take(QUESTIONS as usize).map(Ask::new).collect();
        let literal = |ask: &Ask| {
            let understood = engine.understand(ask).expect("the index can be searched");
            let terms = understood.question.terms.iter();
            let clauses = terms.map(|term| Clause { term: term.term, weight: 1.0, literal: false }).collect();
            Query { clauses, documents: None, part: None }
        };
        let queries = questions.iter().map(literal).collect();
        Self { folder, retriever: indexed(), queries, questions, engine, corpus }
    }

    /// Slug, metadata and body of each document.
    fn texts(&self) -> Vec<(String, Metadata, String)> {
        let documents = self.corpus.documents().iter();
        documents
            .map(|document| (document.slug.clone(), document.metadata.clone(), document.body().to_owned()))
            .collect()
    }

    fn bytes(&self) -> BytesCount {
        BytesCount::new(self.corpus.documents().iter().map(|document| document.body().len()).sum::<usize>())
    }
}

#[expect(clippy::disallowed_methods, reason = "where the question set lies is no setting of the program")]
fn squad_file() -> Option<PathBuf> {
    std::env::var_os("PULLQUOTE_BENCH_SQUAD").map(PathBuf::from)
}

/// Articles of a question set with as many paragraphs as wanted, and their questions.
fn from_squad(file: &Path) -> (Vec<Document>, Vec<String>) {
    let mut paragraphs = 0;
    let mut articles: Vec<SquadArticle> =
        eval::read_squad(file).expect("PULLQUOTE_BENCH_SQUAD names a file in SQuAD's format");
    articles.retain(|article| {
        paragraphs += article.paragraphs.len();
        paragraphs <= PARAGRAPHS
    });
    let questions =
        articles.iter().flat_map(|article| &article.questions).map(|question| question.question.clone()).collect();
    (eval::documents(&articles), questions)
}

/// Made-up articles of 40 paragraphs of 110 words, and questions of five words each.
fn made_up() -> (Vec<Document>, Vec<String>) {
    let mut words = include_str!("../data/thesaurus.tsv")
        .lines()
        .filter_map(|line| line.split('\t').next())
        .filter(|word| !word.contains('_'))
        .collect::<Vec<_>>();
    let mut random = Random(1);
    // The list is in the order of the alphabet; which words are frequent must not be.
    for place in (1..words.len()).rev() {
        words.swap(place, random.below(place + 1));
    }
    let mut questions = Vec::new();
    let documents = (0..PARAGRAPHS / 40).map(|number| {
        let mut body = String::new();
        for _ in 0..40 {
            let asked = random.below(100);
            let mut question = "what".to_owned();
            for place in 0..110 {
                let word = random.word(&words);
                let end = match place % 22 {
                    21 => ". ",
                    _ if place % 3 == 0 => " of the ",
                    _ => " ",
                };
                body.push_str(word);
                body.push_str(end);
                if (asked..asked + 5).contains(&place) {
                    question.push(' ');
                    question.push_str(word);
                }
            }
            body.push_str("\n\n");
            questions.push(question + "?");
        }
        let title = format!("Made-up article {number}");
        Document::new(
            format!("{number:04}"),
            format!("{number:04}.md"),
            Metadata { title: Some(title), ..Metadata::default() },
            body,
        )
    });
    (documents.collect(), questions)
}

/// A small generator with a fixed seed (`SplitMix64`).
struct Random(u64);

impl Random {
    /// A number from 0 up to, not including, `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 32).unwrap_or(0) % end
    }

    /// A word; each next tenfold of places in the list is about as frequent as the one before, as in
    /// running text (Zipf's law).
    fn word<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let end = [10, 100, 1_000, words.len()][self.below(4)];
        words[self.below(end)]
    }
}

/// Writes the documents as files. The same documents as last time keep the index that is on disk.
fn write(folder: &Path, documents: &[Document]) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for (number, document) in documents.iter().enumerate() {
        let mut text = String::new();
        let _ = write!(text, "---\ntitle: {:?}\n---\n{}", document.title(), document.body());
        fs::write(folder.join(format!("{number:04}.md")), text)?;
    }
    Ok(())
}
