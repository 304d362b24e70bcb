//! The kept state: what is there after a crash, between processes, and what becomes of a file that cannot be used.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::num::NonZeroU32;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use pullquote::bot::{Note, Noted, Settings, SettingsKeeper, Vote, VoteKeeper};
use pullquote::render::Language;
use pullquote::store::{Store, StoreError};
use rusqlite::Connection;

use crate::folder::Folder;

/// Servers that the killed children set something for.
const SERVERS: u64 = 5;

fn some() -> Settings {
    Settings {
        channels: [7, u64::from(u32::MAX) << 31].into(),
        private: true,
        rate: NonZeroU32::new(12),
        language: Some(Language::Portuguese),
        part: Some("politics/eu".to_owned()),
        parts: [(8, "a `b` \u{202e} <@1>".to_owned()), (u64::MAX, "sport".to_owned())].into(),
    }
}

fn vote(question: &str) -> Vote {
    let vote = r#"{"question": "", "corpus": "c0ffee", "helped": true}"#;
    Vote { question: question.to_owned(), ..serde_json::from_str(vote).unwrap() }
}

fn set(store: &Store, server: u64, settings: &Settings) -> Option<Settings> {
    store.change(server, &|_| settings.clone())
}

#[test]
fn settings_are_kept_for_each_server_and_deleted_without_a_trace() {
    let folder = Folder::new();
    let store = Store::below(folder.path());
    assert_eq!(store.settings(1), Settings::default());
    assert_eq!(set(&store, 1, &some()), Some(some()));
    assert_eq!(
        set(&store, u64::MAX, &Settings { private: true, ..Settings::default() }).map(|it| it.private),
        Some(true)
    );
    let again = Store::below(folder.path());
    assert_eq!((again.settings(1), again.settings(2)), (some(), Settings::default()));
    let servers: Vec<u64> = again.servers().unwrap().into_iter().map(|(server, _)| server).collect();
    assert_eq!(servers.len(), 2);
    // What another process changes holds here at once.
    assert_eq!(set(&again, 1, &Settings::default()), Some(Settings::default()));
    assert_eq!(
        (store.settings(1), store.server(1).unwrap()),
        (Settings::default(), None),
        "nothing is kept of nothing"
    );
    assert!(store.delete_server(u64::MAX).unwrap() && !store.delete_server(u64::MAX).unwrap());
    let export = store.export().unwrap();
    assert!(export.servers.is_empty() && export.votes.is_empty());
    let left: i64 = Connection::open(store.path())
        .unwrap()
        .query_row("SELECT count(*) FROM server_channel", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0, "channels go with their server");
}

#[test]
fn changes_at_the_same_time_lose_nothing() {
    let folder = Folder::new();
    std::thread::scope(|scope| {
        for n in 0..6 {
            let folder = &folder;
            scope.spawn(move || {
                // A store of its own, as another process has.
                let store = Store::below(folder.path());
                for channel in (1..=4).map(|m| 10 * n + m) {
                    let change = |settings: &Settings| {
                        let mut changed = settings.clone();
                        changed.channels.insert(channel);
                        changed
                    };
                    assert!(store.change(1, &change).is_some());
                }
            });
        }
    });
    assert_eq!(Store::below(folder.path()).settings(1).channels.len(), 24);
}

/// The child of the test below: writes settings and votes until it is killed, and says what was kept.
#[test]
#[ignore = "is started, and killed, by `what_was_acknowledged_is_there_after_kill_9`"]
fn writes_until_it_is_killed() {
    let Ok(from) = fs::read_to_string("begin-at") else { return };
    let store = Store::below(Path::new("."));
    let mut out = std::io::stdout();
    for n in from.trim().parse::<u64>().unwrap().. {
        let settings = Settings { channels: [n, n + 1].into(), ..Settings::default() };
        assert!(set(&store, n % SERVERS, &settings).is_some());
        let vote = vote(&format!("question {n}"));
        assert!(store.keep(&vote));
        assert_eq!(store.note(&Note { case: vote.case(), note: n.to_string() }), Noted::Kept);
        writeln!(out, "kept {n}").unwrap();
    }
}

fn child(folder: &Folder) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "store::writes_until_it_is_killed", "--nocapture"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn what_was_acknowledged_is_there_after_kill_9() {
    let folder = Folder::new();
    let (mut n_killed_at_work, mut next) = (0, 0);
    for round in 0..8_u64 {
        folder.write("begin-at", next.to_string());
        let mut child = child(&folder);
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        // It is at work; then any moment will do, and each round has another.
        while !line.contains("kept") && lines.read_line(&mut line).unwrap() > 0 {}
        sleep(Duration::from_micros(1_700 * round + 911 * (round % 3)));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut rest = String::new();
        lines.read_to_string(&mut rest).unwrap();
        line.push_str(&rest);
        let whole = line.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let kept = whole.lines().filter_map(|line| line.split_once("kept ")?.1.parse::<u64>().ok()).max();
        let kept = kept.expect("something was kept before it was killed");
        n_killed_at_work += usize::from(kept >= next);
        let store = Store::below(folder.path());
        store.check().unwrap();
        let cases = store.cases().unwrap();
        for n in 0..=kept {
            let question = format!("question {n}");
            let case = cases.iter().find(|case| case.vote.question == question);
            let notes = case.map(|case| case.notes.clone()).unwrap_or_default();
            assert!(notes.contains(&n.to_string()), "the vote or note {n} of {kept} is lost");
        }
        for n in kept.saturating_sub(SERVERS - 1)..=kept {
            let settings = store.server(n % SERVERS).unwrap().unwrap_or_default();
            let last = *settings.channels.first().unwrap();
            // The one that was written when the child was killed may be there or not, but not half of it.
            assert!(last >= n && settings.channels == [last, last + 1].into(), "{n} of {kept}: {settings:?}");
        }
        // The one that was in work, which may be there in part, is written again.
        next = kept + 1;
    }
    assert_eq!(n_killed_at_work, 8);
}

#[test]
fn killed_while_it_makes_the_file_it_leaves_one_that_can_be_used() {
    let mut n_unfinished = 0;
    for round in 0..12_u64 {
        let folder = Folder::with(&[("begin-at", "0")]);
        let mut child = child(&folder);
        // From before the file is there until it is at work, in small steps.
        while round > 0 && child.try_wait().unwrap().is_none() && !folder.file("state.sqlite3").exists() {}
        sleep(Duration::from_micros(350 * round.saturating_sub(4)));
        child.kill().unwrap();
        let output = child.wait_with_output().unwrap();
        n_unfinished += usize::from(!String::from_utf8_lossy(&output.stdout).contains("kept"));
        let store = Store::below(folder.path());
        assert!(store.opens() && store.keep(&vote("who?")) && set(&store, 9, &some()) == Some(some()));
        store.check().unwrap();
    }
    assert!(n_unfinished > 1, "it was killed too late to show anything");
}

/// A file that cannot be used: settings are the defaults, votes are refused, and the error says this.
#[track_caller]
fn assert_unusable(store: &Store, expected: &str) {
    assert!(!store.opens());
    assert_eq!(store.settings(1), Settings::default());
    assert_eq!(set(store, 1, &some()), None);
    assert!(!store.keep(&vote("who?")));
    assert_eq!(store.note(&Note { case: vote("who?").case(), note: "x".to_owned() }), Noted::Failed);
    let error = store.servers().unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

/// The first layout, as it was released.
const FIRST_LAYOUT: &str = "
    CREATE TABLE server (
        id INTEGER PRIMARY KEY,
        private INTEGER NOT NULL,
        rate INTEGER,
        language TEXT
    ) STRICT;
    CREATE TABLE server_channel (
        server INTEGER NOT NULL REFERENCES server (id) ON DELETE CASCADE,
        id INTEGER NOT NULL,
        PRIMARY KEY (server, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE voted_case (
        name TEXT PRIMARY KEY,
        vote TEXT NOT NULL,
        is_told INTEGER NOT NULL,
        n_votes INTEGER NOT NULL,
        last INTEGER NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE note (
        id INTEGER PRIMARY KEY,
        voted_case TEXT NOT NULL REFERENCES voted_case (name) ON DELETE CASCADE,
        words TEXT NOT NULL
    ) STRICT;
    CREATE INDEX note_of_case ON note (voted_case);
    CREATE TABLE taken_over (file TEXT PRIMARY KEY) STRICT;
    PRAGMA user_version = 1;
";

#[test]
fn a_file_of_the_first_layout_is_brought_to_the_last_with_all_that_it_holds() {
    let folder = Folder::new();
    let store = Store::below(folder.path());
    let old = Connection::open(store.path()).unwrap();
    old.execute_batch(FIRST_LAYOUT).unwrap();
    old.execute_batch(
        "INSERT INTO server (id, private, rate, language) VALUES (1, 1, 12, 'pt'), (2, 0, NULL, NULL);
         INSERT INTO server_channel (server, id) VALUES (1, 7), (2, 9);",
    )
    .unwrap();
    let kept = serde_json::to_string(&vote("who?")).unwrap();
    old.execute("INSERT INTO voted_case VALUES (?, ?, 1, 3, 1)", [vote("who?").case(), kept]).unwrap();
    drop(old);
    let first = Settings {
        channels: [7].into(),
        private: true,
        rate: NonZeroU32::new(12),
        language: Some(Language::Portuguese),
        ..Settings::default()
    };
    assert_eq!(store.settings(1), first);
    assert_eq!(store.settings(2), Settings { channels: [9].into(), ..Settings::default() });
    assert_eq!(store.cases().unwrap().iter().map(|case| case.n_votes).collect::<Vec<_>>(), [3]);
    assert_eq!(set(&store, 1, &some()), Some(some()));
    let again = Store::below(folder.path());
    assert_eq!((again.settings(1), again.settings(2).channels.len()), (some(), 1));
    let version: i64 =
        Connection::open(store.path()).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 3);
    let export = serde_json::to_value(again.export().unwrap()).unwrap();
    assert_eq!(export["servers"][0]["articles"], "politics/eu");
    assert_eq!(export["servers"][0]["channel_articles"][u64::MAX.to_string()], "sport");
    assert!(again.delete_server(1).unwrap());
    let left: i64 = Connection::open(store.path())
        .unwrap()
        .query_row("SELECT count(*) FROM channel_articles", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0, "the articles of channels go with their server");
}

#[test]
fn a_file_of_a_newer_version_is_left_alone() {
    let folder = Folder::new();
    let store = Store::below(folder.path());
    assert!(store.opens());
    Connection::open(store.path()).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let newer = Store::below(folder.path());
    assert_unusable(&newer, "is of a newer version of pullquote (layout 99");
    assert!(newer.servers().unwrap_err().to_string().contains("update pullquote, or move the file away"));
}

#[test]
fn a_damaged_file_is_said_to_be_damaged_and_what_is_not_one_is_left_alone() {
    let folder = Folder::with(&[("state.sqlite3", &"this is no database\n".repeat(400))]);
    assert_unusable(&Store::below(folder.path()), "is damaged (file is not a database); move it away");
    assert!(fs::read_to_string(folder.file("state.sqlite3")).unwrap().starts_with("this is"));

    let folder = Folder::new();
    let store = Store::below(folder.path());
    (0..40).for_each(|n| assert!(store.keep(&vote(&format!("{n} {}", "long ".repeat(900))))));
    drop(store);
    let path = folder.file("state.sqlite3");
    let mut bytes = fs::read(&path).unwrap();
    // The pages that hold the tables, but for the first, which says what the file is.
    let from = 4_096.min(bytes.len());
    bytes[from..].fill(0xa5);
    fs::write(&path, bytes).unwrap();
    let store = Store::below(folder.path());
    let error = store.check().unwrap_err();
    assert!(matches!(error, StoreError::Damaged(..)), "{error}");
    assert!(!store.keep(&vote("who?")) && store.settings(1) == Settings::default());
}

#[test]
fn a_folder_that_cannot_be_is_said_and_used_as_soon_as_it_can() {
    let folder = Folder::with(&[("data", "a file where the folder should be")]);
    let store = Store::below(&folder.file("data"));
    assert_unusable(&store, "set PULLQUOTE_DATA to another");
    fs::remove_file(folder.file("data")).unwrap();
    assert_eq!(set(&store, 1, &some()), Some(some()), "nothing has to be started again");
    // A folder in the file's place.
    let folder = Folder::with(&[("data/state.sqlite3/x", "")]);
    assert_unusable(&Store::below(&folder.file("data")), "cannot be written; give the bot's user the right");
}

#[test]
fn what_was_known_holds_while_the_file_cannot_be_read() {
    let folder = Folder::new();
    let store = Store::below(folder.path());
    assert_eq!(set(&store, 1, &some()), Some(some()));
    assert_eq!(store.settings(1), some());
    // Damaged under its feet: a server that is private by default must not become public.
    Connection::open(store.path()).unwrap().execute_batch("DROP TABLE server_channel; DROP TABLE server;").unwrap();
    assert_eq!(store.settings(1), some());
    assert_eq!(store.settings(2), Settings::default());
}

#[test]
fn who_waits_too_long_for_another_process_is_told() {
    let folder = Folder::new();
    let store = Store::below(folder.path());
    assert_eq!(set(&store, 1, &some()), Some(some()));
    let other = Connection::open(store.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(store.settings(1), some(), "readers wait for nobody");
    let error = store.delete_server(1).unwrap_err().to_string();
    assert!(error.contains("is kept locked by another process"), "{error}");
    other.execute_batch("ROLLBACK").unwrap();
    assert!(store.delete_server(1).unwrap());
}

/// `pullquote` with these arguments, for which no file below `folder` can grow, and with `typed` on standard input.
fn cramped(folder: &Folder, arguments: &str, typed: &str) -> (Option<i32>, String) {
    folder.write("typed", typed);
    let script = format!("trap '' XFSZ; ulimit -f 0; exec \"$0\" {arguments} < typed");
    let output = Command::new("bash")
        .args(["-c", &script, env!("CARGO_BIN_EXE_pullquote")])
        .env_clear()
        .env("PULLQUOTE_CORPUS", Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
        .env("PULLQUOTE_READER", "rules")
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.code(), said)
}

#[test]
#[cfg(unix)]
fn where_nothing_can_be_written_it_answers_all_the_same_and_says_so_once() {
    let folder = Folder::new();
    let store = Store::below(&folder.file(".pullquote"));
    assert_eq!(set(&store, 1, &some()), Some(some()));
    drop(store);
    let typed = "who mediated the talks?\n/4\n/5\nwhen was the ceasefire agreed?\n/5\n/6\n/quit\n";
    let (code, said) = cramped(&folder, "chat", typed);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("Qatar") && said.contains("Something went wrong on my side"), "{said}");
    assert_eq!(said.matches("its disk may be full or failing: make room").count(), 1, "{said}");
    let (code, said) = cramped(&folder, "state backup copy.sqlite3", "");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("error: "), "{said}");
    assert_eq!(Store::below(&folder.file(".pullquote")).settings(1), some(), "what was there is still there");
}

#[test]
fn a_copy_is_whole_and_never_takes_a_file_s_place() {
    let folder = Folder::new();
    let store = Store::below(&folder.file("data"));
    assert_eq!(set(&store, 1, &some()), Some(some()));
    (0..300).for_each(|n| assert!(store.keep(&vote(&format!("question {n}")))));
    let copy = folder.file("copied/state.sqlite3");
    fs::create_dir(folder.file("copied")).unwrap();
    std::thread::scope(|scope| {
        // Others write meanwhile.
        scope.spawn(|| (300..400).for_each(|n| assert!(store.keep(&vote(&format!("question {n}"))))));
        Store::below(&folder.file("data")).back_up(&copy).unwrap();
    });
    assert!(!folder.file("copied/state.sqlite3-wal").exists(), "one file by itself");
    let copied = Store::below(&folder.file("copied"));
    copied.check().unwrap();
    assert_eq!(copied.settings(1), some());
    assert!((300..=400).contains(&copied.cases().unwrap().len()));
    let bytes = fs::read(&copy).unwrap();
    let error = store.back_up(&copy).unwrap_err().to_string();
    assert!(error.contains("name a file that is not there"), "{error}");
    assert_eq!(fs::read(&copy).unwrap(), bytes);
    assert!(matches!(store.back_up(&folder.file("nowhere/copy")).unwrap_err(), StoreError::Backup(..)));
}
