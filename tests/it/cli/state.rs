//! `pullquote state` as it is run.

use std::num::NonZeroU32;
use std::process::Output;

use pullquote::bot::{Settings, SettingsKeeper};
use pullquote::render::Language;
use pullquote::store::Store;
use serde_json::json;

use super::{ANSWERED, Run, assert_code, records, stderr, stdout};

/// Discord's ids are about so long.
const SERVER: u64 = 1_018_000_000_000_000_001;

fn next(run: &Run, arguments: &[&str], input: &str) -> Output {
    let mut next = Run::new(arguments);
    next.command.current_dir(run.folder.path());
    next.fed(input.as_bytes())
}

/// A folder in which two servers have set something, and somebody has voted.
fn kept() -> Run {
    let run = Run::in_town(&[]);
    assert_code(&next(&run, &["chat"], &format!("{ANSWERED}\n/4\n")), 0);
    let store = Store::below(&run.folder.file(".pullquote"));
    for server in [SERVER, SERVER + 1] {
        let settings = Settings {
            channels: [SERVER + 7].into(),
            private: false,
            rate: NonZeroU32::new(30),
            language: Some(Language::French),
            part: Some("sport".to_owned()),
            parts: [(SERVER + 8, "politics/eu".to_owned())].into(),
        };
        assert!(store.change(server, &|_| settings.clone()).is_some());
    }
    run
}

#[test]
fn everything_is_exported_or_what_is_of_one_server() {
    let run = kept();
    let checked = next(&run, &["check"], "");
    assert!(stdout(&checked).contains("state: .pullquote/state.sqlite3 is sound"), "{}", stdout(&checked));
    let all = next(&run, &["state", "export"], "");
    assert_code(&all, 0);
    let [all] = records(&all).try_into().unwrap();
    assert_eq!((all["servers"].as_array().map(Vec::len), all["votes"].as_array().map(Vec::len)), (Some(2), Some(1)));
    assert_eq!((&all["votes"][0]["question"], &all["votes"][0]["n_votes"]), (&json!(ANSWERED), &json!(1)));
    let one = next(&run, &["state", "export", "--server", &SERVER.to_string()], "");
    assert_code(&one, 0);
    let expected = json!({"server": SERVER.to_string(), "channels": [(SERVER + 7).to_string()], "private": false,
                          "rate": 30, "language": "fr", "articles": "sport",
                          "channel_articles": {(SERVER + 8).to_string(): "politics/eu"}});
    assert_eq!(records(&one), [expected]);
    let none = next(&run, &["state", "export", "--server", "5"], "");
    assert_code(&none, 1);
    assert_eq!(
        (stdout(&none), stderr(&none)),
        ("", "Nothing is kept about the server 5 in .pullquote/state.sqlite3.\n")
    );
}

#[test]
fn a_server_is_deleted_when_that_is_meant_and_no_other() {
    let run = kept();
    let server = SERVER.to_string();
    for input in ["", "n\n", "what?\n"] {
        let asked = next(&run, &["state", "delete", "--server", &server], input);
        assert_code(&asked, 1);
        assert!(stdout(&asked).contains("Nothing was deleted."), "{}", stdout(&asked));
    }
    let deleted = next(&run, &["state", "delete", "--server", &server], "y\n");
    assert_code(&deleted, 0);
    assert!(stdout(&deleted).contains(&format!("Deleted everything about the server {server}")));
    assert_code(&next(&run, &["state", "delete", "--server", &server, "--yes"], ""), 1);
    assert_code(&next(&run, &["state", "export", "--server", &(SERVER + 1).to_string()], ""), 0);
    for wrong in
        [&["state"][..], &["state", "delete"], &["state", "delete", "--server", "everything"], &["state", "backup"]]
    {
        assert_code(&next(&run, wrong, ""), 2);
    }
}

#[test]
fn a_copy_can_be_put_in_the_file_s_place() {
    let run = kept();
    let copied = next(&run, &["state", "backup", "copy.sqlite3"], "");
    assert_code(&copied, 0);
    assert!(stdout(&copied).contains("to copy.sqlite3, and checked the copy"), "{}", stdout(&copied));
    let again = next(&run, &["state", "backup", "copy.sqlite3"], "");
    assert_code(&again, 2);
    assert!(stderr(&again).contains("name a file that is not there"), "{}", stderr(&again));
    let before = stdout(&next(&run, &["state", "export"], "")).to_owned();
    assert_code(&next(&run, &["state", "delete", "--server", &SERVER.to_string(), "--yes"], ""), 0);
    for beside in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(run.folder.file(&format!(".pullquote/state.sqlite3{beside}")));
    }
    std::fs::copy(run.folder.file("copy.sqlite3"), run.folder.file(".pullquote/state.sqlite3")).unwrap();
    assert_eq!(stdout(&next(&run, &["state", "export"], "")), before);
}

#[test]
fn looking_makes_nothing_and_a_file_that_cannot_be_used_is_said() {
    let run = Run::in_town(&[]);
    for arguments in [&["state", "export"][..], &["state", "backup", "copy"], &["state", "delete", "--server", "1"]] {
        let nothing = next(&run, arguments, "");
        assert_code(&nothing, 1);
        assert!(stderr(&nothing).contains("Nothing is kept: there is no .pullquote/state.sqlite3."));
    }
    assert!(!run.folder.file(".pullquote").exists() && !run.folder.file("copy").exists());
    run.folder.write(".pullquote/state.sqlite3", "this is no database, but it is some text");
    for arguments in [&["state", "export"][..], &["state", "backup", "copy"], &["feedback"]] {
        let failed = next(&run, arguments, "");
        assert_code(&failed, 2);
        assert!(
            stderr(&failed).contains("is damaged") && stderr(&failed).contains("move it away"),
            "{}",
            stderr(&failed)
        );
    }
    let checked = next(&run, &["check"], "");
    assert_code(&checked, 1);
    assert!(stdout(&checked).contains("state: .pullquote/state.sqlite3 is damaged"), "{}", stdout(&checked));
    // Who only wants an answer gets one.
    let chat = next(&run, &["chat"], &format!("{ANSWERED}\n/4\n"));
    assert_code(&chat, 0);
    assert!(stdout(&chat).contains("Ingrid Solheim") && stdout(&chat).contains("Something went wrong"));
    assert!(stderr(&chat).contains("settings and votes are not kept now"), "{}", stderr(&chat));
}
