//! Servers dealt among shards: several in one process, and several processes.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use pullquote::bot::{Choice, Event, Origin};
use pullquote::discord::{Answerer, Exit, Pace};
use pullquote::read::Budget;
use pullquote::render::Reply;
use serde_json::json;
use tokio::process::Child;

use super::binary::start_with;
use super::fixture::{Client, config, options};
use crate::discord_handler::Lines;
use crate::folder::Folder;
use crate::standin::Standin;
use crate::standin::options::Options;

/// How far apart the bot begins sessions here, and how far apart the stand-in wants them, which is less: what takes
/// longer on its way than what follows must not look as if that came too early.
const APART: Duration = Duration::from_millis(600);
const GAP: Duration = Duration::from_millis(300);

/// Says who answers.
struct Named(&'static str);

impl Answerer for Named {
    fn handle(&self, _: &Event, _: &dyn Budget) -> Option<Reply> {
        Some(Reply::plain(format!("> {}", self.0)))
    }

    fn complete(&self, _: &Origin, _: &str, _: &str) -> Vec<Choice> {
        Vec::new()
    }
}

/// Two servers, each on a shard of its own, with a channel `even` and one `odd`.
async fn two_servers(more: Options) -> Standin {
    let standin = Standin::start(Options { shards: 2, ..more }).await;
    standin.add_server("even", 0, 2);
    standin.add_server("odd", 1, 2);
    standin
}

fn gapped() -> Options {
    Options { identify_gap: GAP, ..options() }
}

/// Starts a client that answers with its name, for `shards`, with the folder `data`.
fn process(standin: &Standin, name: &'static str, shards: &str, data: &Path) -> Client {
    let settings = [("PULLQUOTE_SHARDS", shards), ("PULLQUOTE_DATA", data.to_str().expect("is text"))];
    let pace = Pace {
        identify_apart: APART,
        believed: Duration::ZERO,
        after_invalid: Duration::from_millis(50)..=Duration::from_millis(100),
        first_wait: Duration::from_millis(10),
        ..Pace::DISCORD
    };
    Client::serving_at(pace, config(standin, &standin.token(), &settings), Arc::new(Named(name)))
}

/// Asks in the channel, and expects one answer, by `name`.
async fn is_answered_by(standin: &Standin, channel: u64, name: &str) {
    let question = standin.says(&standin.user("ana"), channel, "<@bot> who mediated?");
    assert_eq!(standin.reply_to(question).await.content, format!("> {name}"));
    assert_eq!(standin.n_replies(question), 1);
}

/// Fails if two shards of one group asked for a session sooner than Discord wants, by its own clock.
fn are_apart(standin: &Standin, groups: u64, gap: Duration) {
    for group in 0..groups {
        let attempts: Vec<_> = standin.attempts().into_iter().filter(|it| it.shard % groups == group).collect();
        assert!(attempts.len() > 1, "there is nothing to compare in group {group}");
        assert!(attempts.windows(2).all(|pair| pair[1].at >= pair[0].at + gap), "{attempts:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_shards_of_one_process_answer() {
    let standin = two_servers(gapped()).await;
    let folder = Folder::new();
    let client = process(&standin, "all", "auto", folder.path());
    standin.wait_shards(&[0, 1]).await;
    standin.wait_commands().await;
    let ana = standin.user("ana");
    for place in [standin.channel("even"), standin.channel("odd"), standin.direct(&ana)] {
        is_answered_by(&standin, place, "all").await;
        let asked = standin.slash(&ana, place, "ask", &[("question", json!("who?"))]);
        assert_eq!(standin.response(asked).await.message.expect("it is a message").content, "> all");
    }
    assert_eq!(client.stop().await, Exit::Stopped);
    // Both said farewell, and neither was ever told to try again.
    standin.wait_disconnected().await;
    assert_eq!((standin.sessions(), standin.requests_to("PUT", "/commands").len()), ((2, 0), 1));
    are_apart(&standin, 1, GAP);
    assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0, "there is nobody to take turns with");
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_process_answers_its_own_servers_and_the_first_registers_the_commands() {
    let standin = two_servers(gapped()).await;
    let folder = Folder::new();
    let second = process(&standin, "second", "1/2", folder.path());
    standin.wait_shards(&[1]).await;
    is_answered_by(&standin, standin.channel("odd"), "second").await;
    let unheard = standin.says(&standin.user("ana"), standin.channel("even"), "<@bot> who mediated?");
    let first = process(&standin, "first", "0/2", folder.path());
    standin.wait_shards(&[0, 1]).await;
    standin.wait_commands().await;
    let ana = standin.user("ana");
    for (place, name) in
        [(standin.channel("even"), "first"), (standin.channel("odd"), "second"), (standin.direct(&ana), "first")]
    {
        is_answered_by(&standin, place, name).await;
        let asked = standin.slash(&ana, place, "ask", &[("question", json!("who?"))]);
        assert_eq!(standin.response(asked).await.message.expect("it is a message").content, format!("> {name}"));
    }
    assert_eq!(first.stop().await, Exit::Stopped);
    is_answered_by(&standin, standin.channel("odd"), "second").await;
    assert_eq!(second.stop().await, Exit::Stopped);
    assert_eq!((standin.n_replies(unheard), standin.sessions()), (0, (2, 0)));
    // The second, which was there long before, left them alone.
    assert_eq!((standin.requests_to("GET", "/commands").len(), standin.requests_to("PUT", "/commands").len()), (1, 1));
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sessions_begin_apart_within_a_process_and_across() {
    let standin = Standin::start(Options { shards: 6, concurrency: 2, ..gapped() }).await;
    let folder = Folder::new();
    let clients = [("0-2/6"), ("3/6"), ("4-5/6")].map(|shards| process(&standin, "it", shards, folder.path()));
    standin.wait_shards(&[0, 1, 2, 3, 4, 5]).await;
    for client in clients {
        assert_eq!(client.stop().await, Exit::Stopped);
    }
    assert_eq!(standin.sessions(), (6, 0), "none was told to try again");
    are_apart(&standin, 2, GAP);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_that_do_not_see_each_other_get_in_one_after_the_other() {
    let hour = Duration::from_hours(1);
    let standin = two_servers(Options { identify_gap: hour, ..options() }).await;
    let [here, there] = [Folder::new(), Folder::new()];
    let first = process(&standin, "first", "0/2", here.path());
    standin.wait_shards(&[0]).await;
    let second = process(&standin, "second", "1/2", there.path());
    // It comes too early, and is told so.
    standin.wait_identifies(2).await;
    standin.advance(hour);
    standin.wait_shards(&[0, 1]).await;
    is_answered_by(&standin, standin.channel("even"), "first").await;
    is_answered_by(&standin, standin.channel("odd"), "second").await;
    for client in [first, second] {
        assert_eq!(client.stop().await, Exit::Stopped);
    }
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn told_to_stop_while_another_has_the_turn_it_stops() {
    let standin = two_servers(gapped()).await;
    let folder = Folder::with(&[("turns/0.lock", "")]);
    let held = std::fs::File::open(folder.file("turns/0.lock")).expect("it is there");
    held.lock().expect("nobody has it");
    let client = process(&standin, "first", "0/2", folder.path());
    standin.wait_requests("GET", "/gateway/bot", 1).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    assert_eq!(standin.n_connections(), 0);
    drop(held);
    let client = process(&standin, "first", "0/2", folder.path());
    standin.wait_shards(&[0]).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test]
async fn where_no_file_can_be_locked_it_says_so_and_goes_on() {
    let lines = Lines::default();
    let guard = lines.keep();
    let standin = two_servers(gapped()).await;
    let folder = Folder::with(&[("taken", "a file in the folder's place")]);
    let client = process(&standin, "first", "0/2", &folder.file("taken"));
    standin.wait_shards(&[0]).await;
    is_answered_by(&standin, standin.channel("even"), "first").await;
    assert_eq!(client.stop().await, Exit::Stopped);
    drop(guard);
    let told = lines.text();
    assert!(told.contains("other processes are not waited for"), "{told}");
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shard_that_is_closed_comes_back_without_disturbing_the_other() {
    let standin = two_servers(Options { identify_gap: Duration::ZERO, ..options() }).await;
    let folder = Folder::new();
    let client = process(&standin, "all", "0-1/2", folder.path());
    standin.wait_shards(&[0, 1]).await;
    for (code, sessions) in [(4000, (2, 1)), (4009, (3, 1))] {
        standin.close_shard(1, code);
        is_answered_by(&standin, standin.channel("even"), "all").await;
        standin.wait_sessions(sessions.0, sessions.1).await;
        standin.wait_shards(&[0, 1]).await;
        is_answered_by(&standin, standin.channel("odd"), "all").await;
        assert_eq!(standin.sessions(), sessions, "{code}");
    }
    assert_eq!(standin.n_connections(), 4, "two at first, and two more for the one that was closed");
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_ends_one_shard_for_good_ends_them_all() {
    let folder = Folder::new();
    for (code, exit) in [(4010, Exit::ShardInvalid), (4011, Exit::ShardingRequired)] {
        let standin = two_servers(Options { identify_gap: Duration::ZERO, ..options() }).await;
        let client = process(&standin, "all", "0-1/2", folder.path());
        standin.wait_shards(&[0, 1]).await;
        standin.close_shard(1, code);
        assert_eq!(client.ends(Duration::from_secs(4)).await, exit);
        standin.wait_disconnected().await;
        standin.finish();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_shard_of_the_process_needs_a_session_that_is_left() {
    let folder = Folder::new();
    let standin = two_servers(Options { sessions_left: 1, ..gapped() }).await;
    let all = process(&standin, "all", "auto", folder.path());
    assert_eq!(all.ends(Duration::from_secs(4)).await, Exit::NoSessionsLeft);
    assert_eq!(standin.n_connections(), 0);
    let one = process(&standin, "one", "1/2", folder.path());
    standin.wait_shards(&[1]).await;
    assert_eq!(one.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_process_begins_a_session_that_another_has_used_up() {
    let standin = two_servers(Options { sessions_left: 3, identify_gap: Duration::ZERO, ..options() }).await;
    let folder = Folder::new();
    let [first, second] = ["0/2", "1/2"].map(|shards| process(&standin, "it", shards, folder.path()));
    standin.wait_shards(&[0, 1]).await;
    standin.close_shard(1, 4009);
    standin.wait_sessions(3, 0).await;
    standin.wait_shards(&[0, 1]).await;
    // The first began one of three; Discord resets the token of a bot that begins a fourth.
    standin.close_shard(0, 4009);
    assert_eq!(first.ends(Duration::from_secs(8)).await, Exit::NoSessionsLeft);
    is_answered_by(&standin, standin.channel("odd"), "it").await;
    assert_eq!(second.stop().await, Exit::Stopped);
    standin.finish();
}

/// Starts the program for `shards` with its data in `folder`.
fn program(standin: &Standin, folder: &Folder, shards: &str) -> Child {
    start_with(standin, folder.path(), &["run", "--shards", shards])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_waits_for_the_turn_of_another() {
    // The program waits the five seconds that Discord wants.
    let gap = Duration::from_secs(4);
    let standin = two_servers(Options { identify_gap: gap, ..options() }).await;
    let folder = Folder::new();
    let programs = ["0/2", "1/2"].map(|shards| program(&standin, &folder, shards));
    standin.wait_shards(&[0, 1]).await;
    assert_eq!(standin.sessions(), (2, 0), "none was told to try again");
    are_apart(&standin, 1, gap);
    drop(programs);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_is_killed_holds_nobody_up() {
    let standin = two_servers(gapped()).await;
    let folder = Folder::new();
    let mut killed = program(&standin, &folder, "0/2");
    standin.wait_identifies(1).await;
    killed.kill().await.expect("it is running");
    assert!(folder.file(".pullquote/turns/0.lock").exists(), "the file itself stays");
    standin.advance(GAP);
    let other = process(&standin, "other", "1/2", &folder.file(".pullquote"));
    standin.wait_shards(&[1]).await;
    is_answered_by(&standin, standin.channel("odd"), "other").await;
    assert_eq!(other.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_with_too_few_shards_says_what_to_do() {
    let standin = two_servers(options()).await;
    let folder = Folder::new();
    let output = program(&standin, &folder, "0/1").wait_with_output().await.expect("it ends");
    assert_eq!(output.status.code(), Some(17));
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(complaint.contains("Discord wants more shards: run with --shards auto"), "{complaint}");
    standin.finish();
}
