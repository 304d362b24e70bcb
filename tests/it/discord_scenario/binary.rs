//! The real program, as a process.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::process::{Child, Command};

use super::fixture::options;
use crate::standin::{Standin, Welcome};

/// Starts `pullquote run` in an empty folder, pointed at `standin`.
fn start(standin: &Standin, folder: &Path) -> Child {
    start_with(standin, folder, &["run"])
}

/// The same with arguments of its own.
pub(super) fn start_with(standin: &Standin, folder: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("PULLQUOTE_CORPUS", Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
        .env("PULLQUOTE_READER", "rules")
        .env("DISCORD_API_URL", standin.api_url())
        .env("DISCORD_GATEWAY_URL", standin.gateway_url())
        .env("DISCORD_TOKEN", standin.token())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("the program starts")
}

pub(super) fn terminate(child: &Child) {
    let id = child.id().expect("it is running").to_string();
    let sent = std::process::Command::new("kill").args(["-TERM", &id]).status().expect("there is kill");
    assert!(sent.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_answers_and_stops_at_sigterm() {
    let standin = Standin::start(options()).await;
    let folder = crate::folder::Folder::new();
    let child = start(&standin, folder.path());
    standin.wait_connected().await;
    standin.wait_commands().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    let question = standin.says(&ana, general, "<@bot> who mediated the talks?");
    let reply = standin.reply_to(question).await;
    assert!(reply.content.contains("> "), "{}", reply.content);
    let asked = standin.slash(&ana, general, "sources", &[("page", json!(1))]);
    assert!(standin.response(asked).await.message.is_some());
    let started = Instant::now();
    terminate(&child);
    let output = child.wait_with_output().await.expect("it ends");
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert_eq!(output.status.code(), Some(0));
    let log = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(log.contains("answered a message"), "{log}");
    assert!(!log.contains(&standin.token()) && !log.contains("who mediated"), "{log}");
    let line = log.lines().find(|line| line.contains("answered a message")).expect("it is there");
    assert!(line.contains(&format!("request{{id={question} ")) && line.contains("outcome=\"answered\""), "{line}");
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_ends_with_a_code_and_says_what_to_do() {
    let standin = Standin::start(options()).await;
    standin.on_identify(Welcome::Close(Some(4014)));
    let folder = crate::folder::Folder::new();
    let output = start(&standin, folder.path()).wait_with_output().await.expect("it ends");
    assert_eq!(output.status.code(), Some(15));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(complaint.contains("developer portal"), "{complaint}");
    standin.finish();
}
