//! The program as people and scripts run it.

mod doctor;
mod evaluation;
mod feed;
mod feedback;
#[cfg(feature = "remote")]
mod search_cluster;
mod state;

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::engine::corpus_folder;
use crate::folder::Folder;
use crate::made_up::files;

/// A run of the program in an empty folder, with nothing in its environment.
struct Run {
    folder: Folder,
    command: Command,
}

impl Run {
    fn new(arguments: &[&str]) -> Self {
        let folder = Folder::new();
        let mut command = Command::new(env!("CARGO_BIN_EXE_pullquote"));
        // Loading the network takes a second without optimisation.
        command.args(arguments).env_clear().env("PULLQUOTE_READER", "rules").current_dir(folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self { folder, command }
    }

    /// The same with the made-up articles in the folder that is read if no other is named.
    fn in_town(arguments: &[&str]) -> Self {
        let run = Self::new(arguments);
        for (name, text) in files() {
            run.folder.write(&format!("corpus/{name}"), text);
        }
        run
    }

    fn output(self) -> Output {
        self.fed(b"")
    }

    /// What comes of it with these bytes on standard input.
    fn fed(mut self, input: &[u8]) -> Output {
        let mut child = self.command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // One that reads nothing may be gone before everything is written.
        let _ = stdin.write_all(input);
        drop(stdin);
        child.wait_with_output().unwrap()
    }
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[track_caller]
fn assert_code(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "stdout: {}\nstderr: {}", stdout(output), stderr(output));
}

fn records(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

const ANSWERED: &str = "who is the harbour master?";
const NOT_ANSWERED: &str = "what is the capital of France?";

#[test]
fn an_answer_is_printed_with_its_quote_and_its_source() {
    let output = Run::in_town(&["ask", ANSWERED]).output();
    assert_code(&output, 0);
    let text = stdout(&output);
    assert!(text.contains("Ingrid Solheim") && text.contains("│") && text.contains("[1]"), "{text}");
    assert!(text.contains("Fire on the Selandia") && text.contains("paragraph"), "{text}");
    assert!(!text.contains('\u{1b}'), "escape codes into a pipe");
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_question_needs_no_quotes_around_it() {
    let whole = Run::in_town(&["ask", ANSWERED]).output();
    let parts = Run::in_town(&["ask", "who", "is", "the", "harbour", "master?"]).output();
    assert_eq!(stdout(&whole), stdout(&parts));
}

#[test]
fn without_an_answer_the_exit_code_is_one() {
    for question in [NOT_ANSWERED, "hello", ""] {
        let output = Run::in_town(&["ask", question]).output();
        assert_code(&output, 1);
        assert!(!stdout(&output).trim().is_empty());
    }
}

#[test]
fn wrong_use_and_failures_have_exit_code_two_and_say_why() {
    let runs: [(Run, &str); 8] = [
        (Run::new(&["ask", ANSWERED]), "no folder corpus"),
        (Run::new(&["ask", ANSWERED, "--corpus", "nowhere"]), "no folder nowhere"),
        (Run::in_town(&["ask", ANSWERED, "--source", "The Xylophone Times"]), "`pullquote sources` lists them"),
        (Run::in_town(&["ask"]), "Usage"),
        (Run::in_town(&["sorces"]), "'sources'"),
        (Run::in_town(&["sources", "--env", "nowhere.env"]), "nowhere.env"),
        (Run::in_town(&["run", "--shards", "3-1/4"]), "write 1-3/4"),
        (Run::in_town(&["run", "--shards", ""]), "names no shards"),
    ];
    for (run, expected) in runs {
        let output = run.output();
        assert_code(&output, 2);
        assert!(stderr(&output).contains(expected), "{:?} does not say {expected:?}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}

#[cfg(unix)]
#[test]
fn arguments_that_are_no_text_are_refused() {
    use std::os::unix::ffi::OsStrExt;
    let mut run = Run::in_town(&["ask"]);
    run.command.arg(std::ffi::OsStr::from_bytes(b"who \xff won"));
    assert_code(&run.output(), 2);
}

#[test]
fn json_is_alone_on_standard_output() {
    let output = Run::in_town(&["ask", "--json", ANSWERED]).output();
    assert_code(&output, 0);
    let [record] = records(&output).try_into().unwrap();
    assert_eq!(record["question"], ANSWERED);
    assert_eq!(record["outcome"], "answered");
}

#[test]
fn a_problem_with_a_file_is_not_said_on_standard_output() {
    let folder = Folder::with(&[("good.md", "The ferry burned on Monday."), ("bad.md", "")]);
    let output =
        Run::new(&["ask", "--json", "when did the ferry burn?", "--corpus", folder.path().to_str().unwrap()]).output();
    assert_eq!(records(&output).len(), 1);
    assert!(stderr(&output).contains("bad.md: it has no text"), "{}", stderr(&output));
}

#[test]
fn every_line_of_standard_input_gets_one_line() {
    let long = vec![b'x'; 200_000];
    let mut input = Vec::new();
    for line in [ANSWERED.as_bytes(), b"", b"caf\xe9 \xff?", b"hello\r", &long, NOT_ANSWERED.as_bytes()] {
        input.extend(line);
        input.push(b'\n');
    }
    input.extend("who mediated? (no line end)".as_bytes());
    let output = Run::in_town(&["ask", "--json", "--stdin"]).fed(&input);
    assert_code(&output, 0);
    let records = records(&output);
    assert_eq!(records.len(), 7);
    assert_eq!(records[0]["outcome"], "answered");
    assert_eq!((&records[1]["question"], &records[1]["outcome"]), (&Value::from(""), &Value::from("not_a_question")));
    assert_eq!(records[2]["question"], "caf\u{fffd} \u{fffd}?");
    assert_eq!(records[3]["question"], "hello");
    assert_eq!(records[5]["outcome"], "no_answer");
    assert_eq!(records[6]["question"], "who mediated? (no line end)");
}

#[test]
fn one_process_answers_as_many_do() {
    let questions = [ANSWERED, NOT_ANSWERED, "how much will the repair cost?"];
    let together = Run::in_town(&["ask", "--json", "--stdin"]).fed(questions.join("\n").as_bytes());
    let alone: Vec<Value> =
        questions.iter().flat_map(|question| records(&Run::in_town(&["ask", "--json", question]).output())).collect();
    let untimed = |mut record: Value| {
        record["elapsed_us"] = Value::Null;
        record
    };
    let together: Vec<Value> = records(&together).into_iter().map(untimed).collect();
    assert_eq!(together, alone.into_iter().map(untimed).collect::<Vec<_>>());
}

#[test]
fn a_source_can_be_asked_for() {
    let output =
        Run::in_town(&["ask", "--json", "how much will the repair cost?", "--source", "ferry-inquiry"]).output();
    let [record] = records(&output).try_into().unwrap();
    let quotes = record["answers"].as_array().unwrap().iter().flat_map(|answer| answer["quotes"].as_array().unwrap());
    let sources: Vec<&Value> = quotes.map(|quote| &quote["source"]).collect();
    assert!(!sources.is_empty() && sources.iter().all(|source| **source == "ferry-inquiry"), "{sources:?}");
}

#[test]
fn without_a_token_it_chats_and_says_how_to_connect() {
    let questions = format!("{ANSWERED}\n/sources\n\n/help\n/quit\nnot read\n");
    let output = Run::in_town(&[]).fed(questions.as_bytes());
    assert_code(&output, 0);
    let text = stdout(&output);
    assert!(text.contains("No Discord token is set") && text.contains(".env.example"), "{text}");
    assert!(text.contains("Ingrid Solheim") && text.contains("4 articles"), "{text}");
    assert!(!text.contains("not read") && !text.contains('\u{1b}'), "{text}");
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_chat_that_was_asked_for_says_nothing_of_discord() {
    let output = Run::in_town(&["chat"]).fed(b"caf\xe9?\nhello");
    assert_code(&output, 0);
    assert!(!stdout(&output).contains("Discord token") && stdout(&output).contains("Hello!"), "{}", stdout(&output));
}

#[test]
fn running_without_a_token_says_what_is_missing() {
    let output = Run::in_town(&["run"]).output();
    assert!(![Some(0), Some(1), None].contains(&output.status.code()), "{:?}", output.status);
    assert!(stderr(&output).contains("DISCORD_TOKEN is not set"), "{}", stderr(&output));
}

#[test]
fn a_check_finds_nothing_wrong_with_a_good_corpus() {
    let own = Run::new(&["check", "--corpus", corpus_folder().to_str().unwrap()]);
    for (run, expected) in [(Run::in_town(&["check"]), "4 articles"), (own, "5 articles")] {
        let output = run.output();
        assert_code(&output, 0);
        let text = stdout(&output);
        assert!(
            text.contains("token: not set") && text.contains(expected) && text.ends_with("All is well.\n"),
            "{text}"
        );
    }
}

#[test]
fn a_check_names_everything_that_should_be_mended() {
    let run = Run::new(&["check"]);
    run.folder.write("corpus/good.md", "The ferry burned.");
    run.folder.write("corpus/empty.md", "");
    run.folder.write("corpus/latin.txt", b"caf\xe9");
    run.folder.write("corpus/matter.md", "---\ntitle: [\n---\nIts own text.");
    run.folder.write("corpus/undated.md", "---\ndate: last spring\n---\nThe harbour froze.");
    let output = run.output();
    assert_code(&output, 1);
    for expected in [
        "corpus/empty.md: it has no text",
        "corpus/latin.txt: it is not UTF-8",
        "corpus/matter.md: its front matter",
        "corpus/undated.md: the date \"last spring\" names no day",
        "3 articles",
    ] {
        assert!(stdout(&output).contains(expected), "{expected:?} is not in {}", stdout(&output));
    }
    let missing = Run::new(&["check"]).output();
    assert_code(&missing, 1);
    assert!(stdout(&missing).contains("no folder corpus: make it"), "{}", stdout(&missing));
}

/// `run` with the network in `folder`.
fn with_model(mut run: Run, folder: &Path) -> Output {
    run.command.env("PULLQUOTE_READER", "both").env("PULLQUOTE_MODEL", folder);
    run.output()
}

#[test]
fn the_network_reads_where_it_is_found() {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/reader");
    let why = with_model(Run::in_town(&["why", "--detail", ANSWERED]), &model);
    assert_eq!(stderr(&why), "");
    assert!(stdout(&why).contains("as the reader “both” sees them"), "{}", stdout(&why));
    assert!(stdout(&why).contains("the network: "), "{}", stdout(&why));
    let check = with_model(Run::in_town(&["check"]), &model);
    assert!(stdout(&check).contains("reader: the network is there"), "{}", stdout(&check));
}

#[test]
fn without_a_sound_network_one_line_says_so_and_the_rules_read() {
    let bad = Folder::new();
    bad.write("truncated/reader.onnx", "\u{8}\u{9}\u{12}\u{7}pytorch");
    bad.write("truncated/tokenizer.json", "{}");
    bad.write("empty/reader.onnx", "");
    bad.write("empty/tokenizer.json", "");
    bad.write("half/tokenizer.json", "{}");
    for folder in ["truncated", "empty", "half", "nowhere"] {
        let folder = bad.path().join(folder);
        let said = with_model(Run::in_town(&["why", "--detail", ANSWERED]), &folder);
        assert_eq!(stderr(&said).lines().count(), 1, "{}", stderr(&said));
        assert!(stderr(&said).contains("the rules reader answers"), "{}", stderr(&said));
        assert!(stdout(&said).contains("as the reader “rules” sees them"), "{}", stdout(&said));
        let check = with_model(Run::in_town(&["check"]), &folder);
        assert_code(&check, 1);
        assert!(stdout(&check).contains("reader: "), "{}", stdout(&check));
    }
    // Who measures a reader must get that one or none.
    let run = Run::in_town(&["eval", "--gold", "set.jsonl", "--reader", "rules,neural"]);
    run.folder.write("set.jsonl", "");
    let measured = with_model(run, &bad.path().join("nowhere"));
    assert_code(&measured, 2);
}

#[test]
fn a_check_of_a_broken_configuration_is_a_finding() {
    let run = Run::in_town(&["check"]);
    run.folder.write(".env", "PULLQUOTE_LOG_FORMAT=xml\n");
    let output = run.output();
    assert_code(&output, 1);
    assert!(stdout(&output).contains("PULLQUOTE_LOG_FORMAT"), "{}", stdout(&output));
}

#[test]
fn the_help_of_every_command_has_an_example_that_names_it() {
    let help = Run::new(&["--help"]).output();
    assert_code(&help, 0);
    let commands: Vec<&str> = stdout(&help)
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.trim().is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        let help = Run::new(&[command, "--help"]).output();
        assert_code(&help, 0);
        let text = stdout(&help);
        let examples = text.split("Example").nth(1).unwrap_or_else(|| panic!("no example in the help of {command}"));
        assert!(examples.contains(&format!("pullquote {command}")), "{examples}");
    }
}

#[test]
fn shells_and_man_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Run::new(&["completions", shell]).output();
        assert_code(&script, 0);
        assert!(stdout(&script).contains("timeline") && stdout(&script).contains("corpus"), "{shell}");
    }
    assert_code(&Run::new(&["completions", "dos"]).output(), 2);
    let page = Run::new(&["man"]).output();
    assert!(stdout(&page).contains(".TH pullquote 1") && stdout(&page).contains("timeline"), "{}", stdout(&page));
    let pages = Folder::new();
    let written = Run::new(&["man", "--to", pages.path().to_str().unwrap()]).output();
    assert_code(&written, 0);
    assert!(pages.file("pullquote.1").is_file() && pages.file("pullquote-timeline.1").is_file());
    pages.write("file", "");
    let unwritten = Run::new(&["man", "--to", pages.file("file").to_str().unwrap()]).output();
    assert_code(&unwritten, 2);
    assert!(stderr(&unwritten).contains("cannot write into"), "{}", stderr(&unwritten));
}

#[test]
fn the_version_is_the_packages() {
    let output = Run::new(&["--version"]).output();
    assert_code(&output, 0);
    assert_eq!(stdout(&output), format!("pullquote {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_other_commands_print_what_they_found() {
    for (arguments, code, expected) in [
        (&["sources"][..], 0, "ferry-inquiry"),
        (&["sources", "--json"], 0, "\"source\":\"ferry-inquiry\""),
        (&["search", "ferry", "-k", "1"], 0, "paragraph"),
        (&["search", "--json", "ferry", "-k", "1"], 0, "\"score\":"),
        (&["search", "xylophone"], 1, ""),
        (&["timeline", "the", "ferry"], 0, "Oct. 19"),
        (&["timeline", "xylophone"], 1, "no date"),
        (&["compare", "how", "much", "will", "the", "repair", "cost?"], 0, "6 million euros"),
        (&["compare", "xylophone"], 1, "No article"),
        (&["why", ANSWERED], 0, "How sure: about "),
        (&["why", "--detail", ANSWERED], 0, "Candidates"),
        (&["index"], 0, "index: in memory"),
    ] {
        let output = Run::in_town(arguments).output();
        assert_code(&output, code);
        assert!(stdout(&output).contains(expected), "{arguments:?}: {}", stdout(&output));
        assert_eq!(stdout(&output).is_empty(), expected.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_source_that_is_not_there_is_refused_everywhere() {
    for command in ["ask", "search", "why"] {
        let output = Run::in_town(&[command, "how much will the repair cost?", "--source", "zz"]).output();
        assert_code(&output, 2);
        assert!(stderr(&output).contains("no source \"zz\""), "{command}: {}", stderr(&output));
    }
}

#[test]
fn a_replay_tells_mismatches_by_file_and_line() {
    let run = Run::in_town(&["replay", "good.jsonl", "bad.jsonl"]);
    run.folder
        .write("good.jsonl", "{\"message\": \"hello\", \"direct\": true, \"expect\": {\"contains\": [\"Hello!\"]}}\n");
    run.folder
        .write("bad.jsonl", "# comment\n{\"message\": \"hello\", \"direct\": true, \"expect\": {\"silent\": true}}\n");
    let output = run.output();
    assert_code(&output, 1);
    assert!(
        stdout(&output).contains("bad.jsonl:2") && stdout(&output).contains("MISMATCH: expected silence"),
        "{}",
        stdout(&output)
    );
    assert!(stdout(&output).ends_with("2 events played, 1 not as expected\n"), "{}", stdout(&output));
    let run = Run::in_town(&["replay", "broken.jsonl"]);
    run.folder.write("broken.jsonl", "\n{}\n");
    let output = run.output();
    assert_code(&output, 2);
    assert!(stderr(&output).contains("broken.jsonl") && stderr(&output).contains("line 2"), "{}", stderr(&output));
}

#[test]
fn a_gold_set_is_measured() {
    let run = Run::in_town(&["eval", "--gold", "set.jsonl", "--json"]);
    run.folder.write(
        "set.jsonl",
        "{\"id\": \"x\", \"q\": \"what is the capital of France?\", \"kind\": \"unanswerable\", \"type\": \"place\"}\n",
    );
    let output = run.output();
    assert_code(&output, 0);
    let [figures] = records(&output).try_into().unwrap();
    assert_eq!((&figures["n"], &figures["correct"]), (&Value::from(1), &Value::from(100.0)));
    let run = Run::in_town(&["eval", "--gold", "set.jsonl"]);
    run.folder.write("set.jsonl", "\n{\"id\": \"x\"}\n");
    let output = run.output();
    assert_code(&output, 2);
    assert!(stderr(&output).contains("set.jsonl:2"), "{}", stderr(&output));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let questions = format!("{ANSWERED}\n").repeat(400);
    for arguments in [&["ask", "--json", "--stdin"][..], &["ask", "--stdin"], &["chat"]] {
        let mut run = Run::in_town(arguments);
        let mut child = run.command.spawn().unwrap();
        let mut first = [0];
        let mut out = child.stdout.take().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(format!("{ANSWERED}\n").as_bytes()).unwrap();
        out.read_exact(&mut first).unwrap();
        drop(out);
        // It may be gone before it has read them all.
        let _ = stdin.write_all(questions.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        assert_code(&output, 0);
        assert_eq!(stderr(&output), "", "{arguments:?}");
    }
}

#[test]
fn whoever_watches_over_the_bot_can_ask_whether_it_is_ready() {
    let ask = |listen: &str| {
        let mut run = Run::new(&["ready"]);
        run.command.env("PULLQUOTE_WEB", listen);
        let output = run.output();
        (output.status.code(), stdout(&output).to_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for (status, code, said) in
        [("200 OK", 0, "ready\n"), ("503 Service Unavailable", 1, "is not ready\n"), ("", 1, "not ready\n")]
    {
        // Everywhere is asked here.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let page = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = [0; 1024];
            let n = stream.read(&mut head).unwrap();
            write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\n\r\nx").unwrap();
            String::from_utf8_lossy(&head[..n]).into_owned()
        });
        let (exit, shown, _) = ask(&format!("0.0.0.0:{port}"));
        assert!(exit == Some(code) && shown.ends_with(said), "{status}: {exit:?} {shown}");
        assert!(page.join().unwrap().starts_with("GET /readyz HTTP/1.1\r\nHost: localhost\r\n"));
    }
    let (exit, shown, _) = ask("127.0.0.1:1");
    assert!(exit == Some(1) && shown.starts_with("nothing answers at 127.0.0.1:1: "), "{shown}");
    let (exit, _, said) = ask("off");
    assert!(exit == Some(2) && said.contains("set it to on, here and where the bot runs"), "{said}");
}
