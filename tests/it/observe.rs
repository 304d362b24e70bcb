//! What is measured while the bot is at work, and what its log says of it.

use std::sync::Arc;

use pullquote::answer::{Budget, Calibrated, ConfidenceModel, Engine};
use pullquote::bot::{Action, Bot, Command, Event, Message, Origin};
use pullquote::corpus::Corpus;
use pullquote::observe::{Fault, Front, Happened, Loss, Meter, Observer, Place, Reach};
use pullquote::observe::{answered, report_panics, request, take, tell};
use pullquote::question::Question;
use pullquote::read::{EvidenceSpan, Reader, ToRead, Unread};
use pullquote::retrieve::{Embedded, Found, Query, RetrieveError, Retriever};
use regex::Regex;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};

use crate::discord_handler::Lines;
use crate::engine::{document, engine, over};
use crate::made_up::town;

/// Measures this thread, and keeps what its log says at `level`, until the guard is dropped.
fn observed(level: &str) -> (Meter, Lines, DefaultGuard) {
    let (meter, lines) = (Meter::new(), Lines::default());
    let writer = lines.clone();
    let log = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(move || writer.clone());
    let subscriber = tracing_subscriber::registry()
        .with(Observer::new(meter.clone()).layer())
        .with(log.with_filter(EnvFilter::new(level)));
    // As in `Lines::keep`.
    let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry());
    (meter, lines, tracing::subscriber::set_default(subscriber))
}

/// The value of a series, with its labels if it has any; `None` if it is not shown.
pub(crate) fn value(text: &str, series: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    line.map(|value| value.parse().expect("a number"))
}

/// A bot that has answered nothing before: what is known already is not read again.
fn fresh() -> Bot {
    Bot::new(engine(Arc::clone(town().corpus())))
}

fn handle(bot: &Bot, text: &str) -> String {
    let action = match text.strip_prefix('/') {
        Some(name) => Action::Slash { name: name.to_owned(), options: Vec::new() },
        None => Action::Message(Message { text: text.to_owned(), direct: true, ..Message::default() }),
    };
    let event = Event { origin: Origin::default(), action };
    bot.handle_caught(&event).expect("it is for the bot").content
}

const ANSWERED: &str = "who is the harbour master?";
const CONTESTED: &str = "how much will the repair cost?";
const NOT_ANSWERED: &str = "what is the capital of France?";

#[test]
fn questions_and_their_stages_are_measured_whatever_the_log_wants() {
    let stages = Regex::new(r"(?m)^pullquote_stage_seconds_sum\{.*\} (.*)$").unwrap();
    for level in ["off", "info", "trace"] {
        let (meter, _, guard) = observed(level);
        let bot = fresh();
        for question in [ANSWERED, CONTESTED, NOT_ANSWERED, "hello"] {
            handle(&bot, question);
        }
        handle(&bot, "/help");
        // What is said of a panic is kept from those who observe.
        drop(guard);
        let text = meter.text();
        let outcome = |name| value(&text, &format!("pullquote_questions_total{{outcome=\"{name}\"}}"));
        for (name, n) in [("answered", 1.0), ("conflict", 1.0), ("not_a_question", 1.0), ("failure", 0.0)] {
            assert_eq!(outcome(name), Some(n), "{level}, {name}: {text}");
        }
        let without = ["abstained", "unsure"].map(outcome);
        assert!(without.contains(&Some(1.0)) && without.contains(&Some(0.0)), "{level}: {text}");
        assert_eq!(value(&text, "pullquote_answer_seconds_count"), Some(4.0), "help is no question: {text}");
        for (stage, n) in [("understand", 4.0), ("retrieve", 3.0), ("read", 4.0), ("judge", 4.0), ("render", 4.0)] {
            let count = value(&text, &format!("pullquote_stage_seconds_count{{stage=\"{stage}\"}}"));
            assert_eq!(count, Some(n), "{level}, {stage}: {text}");
        }
        let whole = value(&text, "pullquote_answer_seconds_sum").unwrap();
        let parts: f64 = stages.captures_iter(&text).map(|found| found[1].parse::<f64>().unwrap()).sum();
        assert!(parts > 0.0 && parts <= whole, "{parts} of {whole}");
    }
}

#[test]
fn what_is_shown_is_in_prometheus_form_and_holds_nothing_that_was_typed() {
    let (meter, _, guard) = observed("info");
    let bot = Bot::new(Arc::clone(town()));
    let origin = Origin { id: 987_654_321, user: 123_123_123, channel: 321_321_321, ..Origin::default() };
    request(Front::Discord, origin.id).in_scope(|| {
        for text in ["who owns the zeppelin Xanadu?", "search xanadu", "sources", "source Xanadu", CONTESTED] {
            let message = Message { text: text.to_owned(), direct: true, ..Message::default() };
            assert!(bot.handle(&Event { origin, action: Action::Message(message) }).is_some());
        }
        answered("a message");
    });
    tell(Happened::Refused("user_rate"));
    tell(Happened::Lost(Loss::Code(4_321)));
    drop(guard);
    let text = meter.text();
    let lower = text.to_lowercase();
    for typed in ["xanadu", "zeppelin", "repair", "987654321", "123123123", "321321321", "4321"] {
        assert!(!lower.contains(typed), "{typed}: {text}");
    }
    assert_eq!(value(&text, "pullquote_gateway_losses_total{why=\"other_code\"}"), Some(1.0), "{text}");
    assert!(text.ends_with("# EOF\n"), "{text}");
    let line = Regex::new(concat!(
        r"^(# (HELP|TYPE|UNIT) [a-z_]+ .+|# EOF",
        r#"|[a-z_]+(\{[a-z]+="[a-z0-9_.+-]+"(,[a-z]+="[a-zA-Z0-9_.+-]+")*\})? -?[0-9.e+-]+)$"#
    ))
    .unwrap();
    let series = Regex::new(r#"^([a-z_]+)\{(?:le="[^"]+"|[a-z]+="[^"]*")"#).unwrap();
    for text in text.lines() {
        let is_bucket = series.captures(text).is_some_and(|found| found[1].ends_with("_bucket"));
        assert!(line.is_match(text) || is_bucket, "{text}");
    }
    let types = Regex::new(r"(?m)^# TYPE (\S+) (\S+)$").unwrap();
    let mut n_types = 0;
    for found in types.captures_iter(&text) {
        let (name, kind) = (&found[1], &found[2]);
        assert!(name.starts_with("pullquote_") || name.starts_with("process_"), "{name}");
        assert!(kind != "histogram" || name.ends_with("_seconds"), "{name}");
        let help = format!("# HELP {name} ");
        assert!(text.contains(&help), "{name} says what it is");
        n_types += 1;
    }
    assert!(n_types >= 18, "{n_types}: {text}");
    assert!(cfg!(not(target_os = "linux")) || value(&text, "process_resident_memory_bytes").unwrap() > 1e6, "{text}");
    assert!(value(&text, "process_start_time_seconds").unwrap() > 1.7e9, "{text}");
}

#[test]
fn what_is_told_is_counted() {
    let (meter, _, _guard) = observed("off");
    meter.await_discord();
    assert_eq!(meter.reach(), Reach::Unconnected);
    let shown = |series: &str| value(&meter.text(), series);
    tell(Happened::Entered { resumed: false });
    assert_eq!((meter.reach(), shown("pullquote_gateway_shards_connected")), (Reach::There, Some(1.0)));
    for happened in [
        Happened::Parted,
        Happened::Lost(Loss::Code(4009)),
        Happened::Lost(Loss::Otherwise("silent")),
        Happened::Sent,
        Happened::Failed(Fault::Status(429)),
        Happened::Failed(Fault::Status(403)),
        Happened::Failed(Fault::Status(503)),
        Happened::Failed(Fault::Otherwise("late")),
        Happened::SentAgain,
        Happened::Reloaded { taken_up: false },
        Happened::Articles { documents: 3, passages: 70, indexed_at: 1_700_000_000 },
    ] {
        tell(happened);
    }
    assert_eq!(meter.reach(), Reach::Unconnected);
    for (series, expected) in [
        ("pullquote_gateway_shards_connected", 0.0),
        ("pullquote_gateway_sessions_total{kind=\"begun\"}", 1.0),
        ("pullquote_gateway_sessions_total{kind=\"resumed\"}", 0.0),
        ("pullquote_gateway_losses_total{why=\"4009\"}", 1.0),
        ("pullquote_gateway_losses_total{why=\"silent\"}", 1.0),
        ("pullquote_discord_requests_total", 1.0),
        ("pullquote_discord_request_errors_total{class=\"429\"}", 1.0),
        ("pullquote_discord_request_errors_total{class=\"4xx\"}", 1.0),
        ("pullquote_discord_request_errors_total{class=\"5xx\"}", 1.0),
        ("pullquote_discord_request_errors_total{class=\"late\"}", 1.0),
        ("pullquote_discord_request_retries_total", 1.0),
        ("pullquote_reloads_total{result=\"failed\"}", 1.0),
        ("pullquote_reloads_total{result=\"ok\"}", 0.0),
        ("pullquote_articles", 3.0),
        ("pullquote_passages", 70.0),
        ("pullquote_index_timestamp_seconds", 1_700_000_000.0),
    ] {
        assert_eq!(shown(series), Some(expected), "{series}");
    }
    let (desk, seat) = (take(Place::Desk(Front::Web)), take(Place::Seat));
    assert_eq!(shown("pullquote_questions_in_work{over=\"web\"}"), Some(1.0));
    assert_eq!(shown("pullquote_questions_waiting"), Some(1.0));
    drop((desk, seat));
    assert_eq!(shown("pullquote_questions_in_work{over=\"web\"}"), Some(0.0));
    assert_eq!(shown("pullquote_questions_waiting"), Some(0.0));
}

/// An index that cannot be asked, or that says what it was asked and breaks.
struct Broken(fn() -> Result<Found, RetrieveError>);

impl Retriever for Broken {
    fn search(&self, _: &Query, _: usize) -> Result<Found, RetrieveError> {
        (self.0)()
    }
}

fn broken(search: fn() -> Result<Found, RetrieveError>) -> Bot {
    let corpus = Arc::new(Corpus::new(vec![document("note", "The dam broke on Friday.")]));
    Bot::new(Arc::new(Engine::new(corpus, Box::new(Broken(search)), Calibrated::rules())))
}

#[test]
fn every_line_says_which_request_it_belongs_to() {
    let (meter, lines, guard) = observed("error");
    let bot = broken(|| Err(RetrieveError::Unavailable("no node answers".to_owned())));
    request(Front::Web, "w17").in_scope(|| handle(&bot, "when did the dam break?"));
    let silent = broken(|| Err(RetrieveError::Engine("torn".to_owned())));
    request(Front::Terminal, "t18").in_scope(|| handle(&silent, "search the dam"));
    drop(guard);
    let text = lines.text();
    let logged: Vec<&str> = text.lines().collect();
    assert!(logged.iter().all(|line| line.contains("no answer")) && logged.len() == 2, "{text}");
    assert!(logged[0].contains("request{id=w17") && logged[1].contains("request{id=t18"), "{text}");
    assert!(!text.contains("dam"), "{text}");
    let text = meter.text();
    for (outcome, n) in [("unavailable", 1.0), ("failure", 1.0)] {
        assert_eq!(value(&text, &format!("pullquote_questions_total{{outcome=\"{outcome}\"}}")), Some(n), "{text}");
    }
    assert_eq!(value(&text, "pullquote_request_seconds_count{over=\"web\"}"), Some(1.0), "{text}");
}

#[test]
fn one_line_sums_a_question_up_in_numbers() {
    let (_, lines, guard) = observed("info");
    let bot = fresh();
    request(Front::Discord, 42).in_scope(|| {
        handle(&bot, ANSWERED);
        answered("a message");
    });
    request(Front::Discord, 43).in_scope(|| {
        handle(&bot, "/help");
        answered("a message");
    });
    // Where nobody opened a request there is nothing to sum up.
    answered("a button");
    drop(guard);
    let text = lines.text();
    let [question, help, button] = text.lines().collect::<Vec<_>>().try_into().expect("three lines");
    assert!(question.contains("request{id=42") && question.contains("outcome=\"answered\""), "{question}");
    for name in
        ["total_ms", "understand_ms", "retrieve_ms", "read_ms", "judge_ms", "render_ms", "passages", "confidence"]
    {
        let number = Regex::new(&format!(r"\b{name}=([0-9.]+)")).unwrap();
        let found: f64 = number.captures(question).unwrap_or_else(|| panic!("{name}: {question}"))[1].parse().unwrap();
        assert!(found > 0.0, "{name}: {question}");
        assert_eq!(number.is_match(help), name == "total_ms", "{name}: {help}");
        assert!(!number.is_match(button), "{button}");
    }
    for word in ["harbour", "master", "Solheim", "Ingrid"] {
        assert!(!text.contains(word), "{text}");
    }
}

/// Breaks over the words that it reads.
struct Careless;

impl Reader for Careless {
    fn name(&self) -> &'static str {
        "careless"
    }

    fn read(&self, question: &Question, _: &Corpus, _: &[ToRead], _: &dyn Budget) -> Result<Vec<EvidenceSpan>, Unread> {
        assert!(!question.text.contains("hushed"), "cannot read {:?}", question.text);
        panic!("reading ended early")
    }
}

#[test]
fn a_panic_is_counted_and_logged_without_what_was_read_and_the_next_question_is_answered() {
    report_panics();
    let (meter, lines, guard) = observed("info");
    let corpus = Arc::new(Corpus::new(vec![document("note", "The dam broke on Friday.")]));
    let retriever = Box::new(Embedded::in_memory(&corpus).unwrap());
    let reader = Calibrated { reader: Box::new(Careless), confidence: ConfidenceModel::rules() };
    let bot = Bot::new(Arc::new(Engine::new(corpus, retriever, reader)));
    for question in ["when did the hushed dam break?", "when did the dam break?"] {
        let reply = request(Front::Terminal, "t1").in_scope(|| handle(&bot, question));
        assert!(reply.contains("went wrong"), "{reply}");
    }
    bot.renew(over(vec![document("note", "The dam broke on Friday.")]), None);
    assert!(handle(&bot, "when did the dam break?").contains("Friday"));
    drop(guard);
    let text = meter.text();
    assert_eq!(value(&text, "pullquote_panics_total"), Some(2.0), "{text}");
    assert_eq!(value(&text, "pullquote_questions_total{outcome=\"failure\"}"), Some(2.0), "{text}");
    assert_eq!(value(&text, "pullquote_questions_total{outcome=\"answered\"}"), Some(1.0), "{text}");
    let logged = lines.text();
    assert!(!logged.contains("hushed") && !logged.contains("dam"), "{logged}");
    let [first, second] = logged.lines().collect::<Vec<_>>().try_into().expect("two lines");
    for line in [first, second] {
        assert!(line.contains("request{id=t1") && line.contains("a thread panicked"), "{line}");
        assert!(line.contains("observe.rs:"), "it says where: {line}");
    }
    assert!(second.contains("reading ended early"), "words of the program's own may be said: {second}");
}

#[test]
fn a_thread_that_nobody_observes_costs_and_counts_nothing() {
    let (meter, _, guard) = observed("info");
    drop(guard);
    tell(Happened::Panicked);
    drop(take(Place::Seat));
    let bot = Bot::new(Arc::clone(town()));
    let origin = Origin::default();
    std::thread::spawn(move || bot.run(&Command::Help, &origin)).join().unwrap();
    let text = meter.text();
    assert_eq!(value(&text, "pullquote_panics_total"), Some(0.0), "{text}");
    assert_eq!(value(&text, "pullquote_answer_seconds_count"), Some(0.0), "{text}");
}
