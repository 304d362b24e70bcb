//! What the real program shows of itself after questions, limits, errors and lost connections.

use std::sync::{Arc, Mutex};

use regex::Regex;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Child;

use super::binary::{start_with, terminate};
use super::fixture::options;
use crate::folder::Folder;
use crate::observe::value;
use crate::standin::fault::Fault;
use crate::standin::{Standin, Welcome};

/// The program at work, and its log.
struct Program {
    child: Child,
    log: Arc<Mutex<String>>,
    page: String,
}

impl Program {
    /// Starts it with a page and these settings, and waits until the page is there.
    async fn start(standin: &Standin, folder: &Folder, settings: &str) -> Self {
        Self::start_with(standin, folder, settings, &["run"]).await
    }

    async fn start_with(standin: &Standin, folder: &Folder, settings: &str, arguments: &[&str]) -> Self {
        folder.write(".env", format!("PULLQUOTE_WEB=127.0.0.1:0\n{settings}"));
        let mut child = start_with(standin, folder.path(), arguments);
        let mut lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
        let log = Arc::new(Mutex::new(String::new()));
        let address = Regex::new("address=(http://[0-9.:]+)").unwrap();
        let page = loop {
            let line = lines.next_line().await.expect("it is text").expect("it runs");
            if let Some(found) = address.captures(&line) {
                break found[1].to_owned();
            }
        };
        let kept = Arc::clone(&log);
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                kept.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        Self { child, log, page }
    }

    /// Status and body.
    async fn look(&self, path: &str) -> (u16, String) {
        let response = reqwest::get(format!("{}{path}", self.page)).await.expect("it answers");
        (response.status().as_u16(), response.text().await.expect("it is text"))
    }

    /// Waits until a series is shown with at least this value. Returns all that is shown then.
    async fn reaches(&self, series: &str, least: f64) -> String {
        for _ in 0..400 {
            let (status, text) = self.look("/metrics").await;
            assert_eq!(status, 200);
            if value(&text, series).is_some_and(|value| value >= least) {
                return text;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        panic!("{series} does not reach {least}: {}", self.look("/metrics").await.1);
    }

    /// Ends it. Returns its log.
    async fn end(mut self) -> String {
        terminate(&self.child);
        assert_eq!(self.child.wait().await.expect("it ends").code(), Some(0));
        self.log.lock().unwrap().clone()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn questions_limits_errors_and_lost_connections_are_shown() {
    let standin = Standin::start(options()).await;
    let folder = Folder::new();
    let program = Program::start(&standin, &folder, "PULLQUOTE_USER_RATE=4/1\n").await;
    standin.wait_connected().await;
    standin.wait_commands().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    let mut asked = Vec::new();
    for (question, fault) in [
        ("who mediated the talks?", None),
        ("who won the zeppelin race on Xanadu?", Some(Fault::Limited(0.05))),
        ("hello", Some(Fault::Status(502))),
    ] {
        if let Some(fault) = fault {
            standin.plan("POST", "/messages", fault, 1);
        }
        let question = standin.says(&ana, general, &format!("<@bot> {question}"));
        standin.reply_to(question).await;
        asked.push(question);
    }
    standin.drop_socket();
    standin.wait_sessions(1, 1).await;
    standin.close(Some(4000));
    standin.wait_sessions(1, 2).await;
    for _ in 0..2 {
        let question = standin.says(&ana, general, "<@bot> where were the talks held?");
        standin.reply_to(question).await;
        asked.push(question);
    }

    let text = program.reaches("pullquote_request_seconds_count{over=\"discord\"}", 5.0).await;
    let shown = |series: &str| value(&text, series).unwrap_or_else(|| panic!("{series}: {text}"));
    for (series, expected) in [
        ("pullquote_answer_seconds_count", 4.0),
        ("pullquote_questions_total{outcome=\"not_a_question\"}", 1.0),
        ("pullquote_refusals_total{why=\"user_rate\"}", 1.0),
        ("pullquote_discord_request_errors_total{class=\"429\"}", 1.0),
        ("pullquote_discord_request_errors_total{class=\"5xx\"}", 1.0),
        ("pullquote_discord_request_retries_total", 2.0),
        ("pullquote_gateway_sessions_total{kind=\"begun\"}", 1.0),
        ("pullquote_gateway_sessions_total{kind=\"resumed\"}", 2.0),
        ("pullquote_gateway_losses_total{why=\"4000\"}", 1.0),
        ("pullquote_gateway_shards_connected", 1.0),
        ("pullquote_articles", 5.0),
        ("pullquote_questions_waiting", 0.0),
        ("pullquote_questions_in_work{over=\"discord\"}", 0.0),
    ] {
        assert_eq!(value(&text, series), Some(expected), "{series}: {text}");
    }
    assert!(shown("pullquote_questions_total{outcome=\"answered\"}") >= 1.0, "{text}");
    assert!(shown("pullquote_discord_requests_total") >= 7.0, "{text}");
    assert!(shown("pullquote_index_timestamp_seconds") >= shown("process_start_time_seconds") - 1.0, "{text}");
    for secret in [standin.token(), "xanadu".to_owned(), "mediated".to_owned(), ana.id.to_string(), general.to_string()]
    {
        assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "{secret}: {text}");
    }

    let log = program.end().await;
    for (question, outcome) in asked.iter().zip(["answered", "", "not_a_question", ""]) {
        let id = format!("request{{id={question} ");
        let line = log.lines().find(|line| line.contains(&id) && line.contains("answered a message"));
        let line = line.unwrap_or_else(|| panic!("{question}: {log}"));
        assert!(line.contains("total_ms=") && line.contains(&format!("outcome=\"{outcome}")), "{line}");
    }
    assert!(!log.contains(&standin.token()) && !log.contains("Xanadu") && !log.contains("mediated"), "{log}");
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_ready_when_discord_is_connected() {
    let standin = Standin::start(options()).await;
    standin.on_identify(Welcome::Invalid);
    let folder = Folder::new();
    let program = Program::start(&standin, &folder, "").await;
    // The first session is refused, and the next one begins seconds later.
    assert_eq!(program.look("/readyz").await, (503, "discord is not connected\n".to_owned()));
    assert_eq!(program.look("/healthz").await.0, 200);
    standin.wait_sessions(2, 0).await;
    program.reaches("pullquote_gateway_shards_connected", 1.0).await;
    assert_eq!(program.look("/readyz").await.0, 200);
    let text = program.reaches("pullquote_gateway_losses_total{why=\"invalid\"}", 1.0).await;
    assert!(text.contains("pullquote_gateway_sessions_total{kind=\"begun\"} 1"), "{text}");
    program.end().await;
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn articles_that_are_taken_up_are_counted() {
    let standin = Standin::start(options()).await;
    let folder = Folder::new();
    folder.write("news/dam.md", "The dam broke on Friday.");
    let program = Program::start_with(&standin, &folder, "", &["run", "--corpus", "news"]).await;
    program.reaches("pullquote_articles", 1.0).await;
    folder.write("news/ferry.md", "The ferry burned on Monday.");
    let text = program.reaches("pullquote_articles", 2.0).await;
    assert_eq!(value(&text, "pullquote_reloads_total{result=\"failed\"}"), Some(0.0), "{text}");
    program.reaches("pullquote_reloads_total{result=\"ok\"}", 1.0).await;
    standin.wait_connected().await;
    standin.wait_commands().await;

    // What is asked of the page is a request like any other.
    let (status, page) = program.look("/?q=when+did+the+ferry+burn%3F").await;
    assert!(status == 200 && page.contains("Monday"), "{page}");
    let text = program.reaches("pullquote_request_seconds_count{over=\"web\"}", 1.0).await;
    assert_eq!(value(&text, "pullquote_questions_total{outcome=\"answered\"}"), Some(1.0), "{text}");
    assert_eq!(value(&text, "pullquote_questions_in_work{over=\"web\"}"), Some(0.0), "{text}");
    let log = program.end().await;
    let line = log.lines().find(|line| line.contains("answered a visitor")).expect("it is summed up");
    assert!(line.contains("request{id=w") && line.contains("outcome=\"answered\""), "{line}");
    assert!(!log.contains("burn"), "{log}");
    standin.finish();
}
