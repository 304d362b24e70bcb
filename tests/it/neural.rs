//! The trained reader: what it finds, and what happens where it cannot read.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use pullquote::answer::{Answer, Ask, Calibrated, Engine};
use pullquote::corpus::{Corpus, Document, PassageId, load};
use pullquote::question::Question;
use pullquote::read::{Budget, JointModel, JointReader, Neural, Reader, ReaderFileError, ToRead, Unlimited};
use pullquote::render;
use pullquote::retrieve::Embedded;

use crate::engine::{corpus_folder, document};

fn model_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models/reader")
}

fn onnx() -> Vec<u8> {
    std::fs::read(model_folder().join("reader.onnx")).unwrap()
}

fn tokenizer() -> String {
    std::fs::read_to_string(model_folder().join("tokenizer.json")).unwrap()
}

pub(crate) fn neural() -> Arc<Neural> {
    static NEURAL: LazyLock<Arc<Neural>> = LazyLock::new(|| Arc::new(Neural::shipped().unwrap()));
    Arc::clone(&NEURAL)
}

/// An engine with the network and the rules, which falls back to the rules.
fn engine(corpus: Corpus) -> Engine {
    let corpus = Arc::new(corpus);
    let retriever = Box::new(Embedded::in_memory(&corpus).unwrap());
    Engine::new(corpus, retriever, Calibrated::both(neural())).falling_back_to(Calibrated::rules())
}

/// Three articles, and the given ones.
fn village_and(more: Vec<Document>) -> Corpus {
    let mut documents = vec![
        document(
            "bridge",
            "The old bridge was painted by Maria Lindqvist in the spring of 1987. It has been red ever since.",
        ),
        document(
            "harbour",
            "The mayor said that the harbour would stay closed until June. Fishermen lost 40 boats in the storm.",
        ),
        document(
            "mill",
            "Nobody in the village remembers who built the mill. It burned down in 1911 and was never rebuilt.",
        ),
    ];
    documents.extend(more);
    Corpus::new(documents)
}

fn village() -> Corpus {
    village_and(Vec::new())
}

/// Spent once it was asked so often.
struct Asked {
    times: AtomicUsize,
    spent_after: usize,
}

impl Asked {
    fn spent_after(spent_after: usize) -> Self {
        Self { times: AtomicUsize::new(0), spent_after }
    }
}

impl Budget for Asked {
    fn is_spent(&self) -> bool {
        self.times.fetch_add(1, Ordering::Relaxed) >= self.spent_after
    }
}

fn words(answer: &Answer) -> Vec<&str> {
    match answer {
        Answer::Quoted(quoted) => quoted.values.iter().map(|value| value.evidence[0].answer_words()).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn questions_in_other_words_are_answered() {
    let engine = engine(village());
    for (question, answer) in [
        ("whose paint is on the old crossing", "Maria Lindqvist"),
        ("what year did fire destroy the mill", "1911"),
        ("until when is the port shut", "June"),
    ] {
        let explained = engine.explain(&Ask::new(question), &Unlimited).unwrap();
        let best = &explained.spans.first().expect("something is found");
        let found = best.answer.cut(engine.corpus().document(best.doc).body());
        assert!(found.contains(answer), "{question}: {found}");
        assert_eq!((explained.reader, &explained.fallback), ("both", &None));
    }
}

#[test]
fn every_span_stands_in_its_sentence_and_its_passage() {
    let corpus = load(&corpus_folder()).unwrap().corpus;
    let corpus = Arc::new(corpus);
    let passages: Vec<ToRead> = (0..12).map(|at| ToRead { passage: PassageId::at(at), prior: 1.0 }).collect();
    for reader in [JointReader::both(neural()), JointReader::neural(neural())] {
        for question in ["who mediated?", "why did the talks fail?", "did the talks fail?", "how many", "é“”😀", "?"]
        {
            let found = reader.read(&Question::analyze(question), &corpus, &passages, &Unlimited).unwrap();
            assert!(!found.is_empty(), "{question}");
            for span in found {
                let body = corpus.document(span.doc).body();
                assert!(span.sentence.contains(span.answer) && !span.answer.is_empty(), "{question}");
                assert!(corpus.passage(span.passage).span.contains(span.sentence), "{question}");
                assert!(body.get(span.answer.start..span.answer.end).is_some(), "{question}");
                assert!(span.span_score.is_finite() && span.neural_margin.is_some(), "{question}");
            }
        }
    }
}

#[test]
fn what_a_passage_scores_does_not_depend_on_what_else_is_read() {
    let corpus = village();
    let question = Question::analyze("who painted the bridge?");
    let reader = JointReader::neural(neural());
    let all: Vec<ToRead> =
        (0..corpus.passages().len()).map(|at| ToRead { passage: PassageId::at(at), prior: 1.0 }).collect();
    let together = reader.read(&question, &corpus, &all, &Unlimited).unwrap();
    for alone in &all {
        for span in reader.read(&question, &corpus, &[*alone], &Unlimited).unwrap() {
            let same = together.iter().find(|other| other.answer == span.answer && other.doc == span.doc).unwrap();
            assert_eq!(same.span_score.to_bits(), span.span_score.to_bits());
        }
    }
}

#[test]
fn an_answer_at_the_end_of_a_long_passage_is_found() {
    // One sentence, so one passage, of some nine hundred words.
    let long = "and the wind blew over the hills, ".repeat(130);
    let engine = engine(Corpus::new(vec![document(
        "long",
        &format!("It is told that {long}until Olga Bergström found the lost bell of Vadstena in a barn."),
    )]));
    let explained = engine.explain(&Ask::new("who found the lost bell?"), &Unlimited).unwrap();
    let best = &explained.spans[0];
    assert_eq!(best.answer.cut(engine.corpus().documents()[0].body()), "Olga Bergström");
}

#[test]
fn without_time_the_rules_read_and_it_is_said() {
    let engine = engine(village());
    let rules = {
        let corpus = Arc::new(village());
        let retriever = Box::new(Embedded::in_memory(&corpus).unwrap());
        Engine::new(corpus, retriever, Calibrated::rules())
    };
    let ask = Ask::new("who painted the bridge?");
    let late = engine.explain(&ask, &Asked::spent_after(0)).unwrap();
    assert_eq!(late.answer, rules.answer(&ask).unwrap());
    assert_eq!(late.reader, "rules");
    let why = render::why(&late, engine.corpus());
    assert!(why.contains("there was no time left; the rules did"), "{why}");
    assert_eq!(engine.n_fallbacks(), 1);
    // A late answer is not kept: with time the network reads.
    assert_eq!(engine.explain(&ask, &Unlimited).unwrap().reader, "both");
    // What is known costs no time.
    assert_eq!(engine.explain(&ask, &Asked::spent_after(0)).unwrap().reader, "both");
    assert_eq!(engine.n_fallbacks(), 1);
}

#[test]
fn what_was_asked_before_is_not_read_again() {
    let engine = engine(village());
    let ask = Ask::new("who painted the bridge?");
    let counted = Asked::spent_after(usize::MAX);
    let first = engine.explain(&ask, &counted).unwrap();
    let n_reads = counted.times.load(Ordering::Relaxed);
    assert!(n_reads > 0);
    let second = engine.explain(&ask, &counted).unwrap();
    assert_eq!(counted.times.load(Ordering::Relaxed), n_reads);
    assert_eq!(words(&first.answer), words(&second.answer));
}

#[test]
fn files_that_are_not_the_measured_ones_are_refused() {
    let unmeasured =
        |loaded: Result<Neural, ReaderFileError>| matches!(loaded, Err(ReaderFileError::Unmeasured { .. }));
    let mut flipped = onnx();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    assert!(Neural::load(onnx(), &tokenizer()).is_ok(), "the shipped files are the measured ones");
    assert!(unmeasured(Neural::load(flipped, &tokenizer())));
    assert!(unmeasured(Neural::load(Vec::new(), &tokenizer())));
    assert!(unmeasured(Neural::load(onnx()[..1000].to_vec(), &tokenizer())));
    assert!(unmeasured(Neural::load(onnx(), "")));
    assert!(unmeasured(Neural::load(onnx(), &tokenizer().replace("[CLS]", "[CLT]"))));
}

#[test]
fn words_that_are_no_tokenizer_are_refused_even_unchecked() {
    for words in ["", "[]", "{\"model\": {\"vocab\": {}}}", "{\"model\": {\"vocab\": {\"[CLS]\": -1}}}"] {
        let loaded = Neural::load_unchecked(Vec::new(), words);
        assert!(matches!(loaded, Err(ReaderFileError::Tokenizer(_))), "{words}");
    }
    assert!(matches!(Neural::load_unchecked(Vec::new(), &tokenizer()), Err(ReaderFileError::Network(_))));
}

#[test]
fn every_line_of_the_joint_weights_is_read() {
    let text = include_str!("../../src/read/joint.tsv");
    assert!(JointModel::parse(text).is_some());
    for broken in ["words\tneural\tnan", "words\tnobody\t1", "verse\tneural\t1", "words\tneural", "words"] {
        assert_eq!(JointModel::parse(broken), None, "{broken}");
    }
}

#[test]
fn an_unrelated_article_changes_nothing_about_the_first_answer() {
    let alone = engine(village());
    let more = engine(village_and(vec![document("cats", "Cats sleep for most of the day and hunt at dusk.")]));
    for question in ["who painted the bridge?", "when did the mill burn down?", "how many boats were lost?"] {
        let ask = Ask::new(question);
        let (before, after) = (alone.answer(&ask).unwrap(), more.answer(&ask).unwrap());
        assert_eq!(words(&before).first(), words(&after).first(), "{question}");
    }
}
