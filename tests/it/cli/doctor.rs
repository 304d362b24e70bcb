//! `pullquote doctor`.

use std::net::TcpListener;

use serde_json::Value;

use super::{Run, assert_code, records, stderr, stdout};
use crate::engine::corpus_folder;

/// The state of each finding, by what it is about.
fn states(run: Run, code: i32) -> (Vec<(String, String)>, Vec<Value>) {
    let output = run.output();
    assert_code(&output, code);
    assert_eq!(stderr(&output), "");
    let records = records(&output);
    let text = |record: &Value, name: &str| record[name].as_str().unwrap().to_owned();
    (records.iter().map(|record| (text(record, "about"), text(record, "state"))).collect(), records)
}

#[track_caller]
fn said<'a>(records: &'a [Value], about: &str, state: &str) -> &'a str {
    let found = records.iter().find(|record| record["about"] == about && record["state"] == state);
    let found = found.unwrap_or_else(|| panic!("{about} is not {state}: {records:?}"));
    assert!(state == "ok" || found["advice"].as_str().is_some_and(|advice| advice.len() > 20), "{found}");
    found["said"].as_str().unwrap()
}

#[test]
fn with_good_articles_and_nothing_else_nothing_failed() {
    let own = Run::new(&["doctor", "--corpus", corpus_folder().to_str().unwrap()]);
    for (run, expected) in [(Run::in_town(&["doctor"]), "4 articles"), (own, "5 articles")] {
        let folder = run.folder.path().to_owned();
        let before = std::fs::read_dir(&folder).unwrap().count();
        let output = run.output();
        assert_code(&output, 0);
        let text = stdout(&output);
        for line in
            [expected, "warning  token: not set", "ok       index: in memory", "MiB left", "ok       clock: it says"]
        {
            assert!(text.contains(line), "{line}: {text}");
        }
        assert!(text.ends_with("Nothing failed; 1 warning.\n"), "{text}");
        assert_eq!(stderr(&output), "");
        assert!(!folder.exists() || std::fs::read_dir(&folder).unwrap().count() == before, "nothing is left behind");
    }
}

#[test]
fn a_token_is_never_printed_and_its_application_is_invited() {
    // 1234567890123456789 in base64.
    let token = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.GabcDE.secret-part_of-the-token-0123456789";
    let mut run = Run::in_town(&["doctor"]);
    run.command.env("DISCORD_TOKEN", token);
    let output = run.output();
    assert_code(&output, 0);
    let text = stdout(&output);
    let link = "https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=bot+applications.commands&permissions=274877975552";
    assert!(text.contains(link), "{text}");
    for part in token.split('.') {
        assert!(!text.contains(part) && !stderr(&output).contains(part), "{part}");
    }
    assert!(text.ends_with("All is well.\n"), "{text}");
    let readme = include_str!("../../../README.md");
    assert!(readme.contains(&link.replace("1234567890123456789", "APPLICATION_ID")), "as the README says it");

    // Three parts, and none of them an id.
    for odd in ["aGVsbG8.b.c", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw.b.c", "=.b.c", "_w.b.c"] {
        let mut run = Run::in_town(&["doctor", "--json"]);
        run.command.env("DISCORD_TOKEN", odd);
        let (_, records) = states(run, 0);
        assert!(said(&records, "invitation", "warning").contains("names no application"), "{odd}");
    }
}

#[test]
fn settings_that_cannot_be_read_failed() {
    for (settings, expected) in
        [("PULLQUOTE_LOG_FORMAT=xml\n", "PULLQUOTE_LOG_FORMAT"), ("DISCORD_TOKEN=abc\n", "three parts")]
    {
        let run = Run::in_town(&["doctor", "--json"]);
        run.folder.write(".env", settings);
        let (_, records) = states(run, 1);
        assert!(said(&records, "settings", "failed").contains(expected), "{records:?}");
        assert!(!format!("{records:?}").contains("abc"), "{records:?}");
    }
}

#[test]
fn articles_are_named_that_should_be_mended() {
    let (_, records) = states(Run::new(&["doctor", "--json"]), 1);
    assert!(said(&records, "corpus", "failed").contains("no folder corpus"), "{records:?}");

    let run = Run::new(&["doctor", "--json"]);
    run.folder.write("corpus/good.md", "The ferry burned.");
    run.folder.write("corpus/undated.md", "---\ndate: last spring\n---\nThe harbour froze.");
    for number in 0..30 {
        run.folder.write(&format!("corpus/empty-{number}.md"), "");
    }
    let (states, records) = states(run, 0);
    let warnings = states.iter().filter(|(about, state)| about == "corpus" && state == "warning").count();
    assert_eq!(warnings, 21, "twenty, and one for the rest");
    assert!(records.iter().any(|record| record["said"] == "11 more problems with files"), "{records:?}");

    let run = Run::new(&["doctor", "--json"]);
    run.folder.write("corpus/late.md", "---\ndate: 2999-01-01\n---\nThe harbour froze.");
    let (_, records) = self::states(run, 0);
    assert!(said(&records, "clock", "warning").contains("2999-01-01"), "{records:?}");
}

#[test]
fn the_data_folder_and_what_is_in_it_are_looked_at() {
    let mut run = Run::in_town(&["doctor", "--json"]);
    run.folder.write("taken", "a file");
    run.command.env("PULLQUOTE_DATA", "taken/below");
    let (_, records) = states(run, 1);
    assert!(said(&records, "data", "failed").contains("taken is no folder"), "{records:?}");

    let run = Run::in_town(&["doctor", "--json"]);
    run.folder.write(".pullquote/state.sqlite3", "this is no database, and was never one");
    let (_, records) = states(run, 1);
    assert!(said(&records, "data", "ok").contains("can be written"), "{records:?}");
    assert!(said(&records, "state", "failed").contains("state.sqlite3"), "{records:?}");
}

#[test]
fn a_kept_index_is_looked_at_and_left_as_it_is() {
    let doctor = |folder: &crate::folder::Folder| {
        let mut run = Run::new(&["doctor", "--json"]);
        run.command.current_dir(folder.path());
        states(run, 0).1
    };
    let folder = crate::folder::Folder::new();
    let large = "The ferry burned on Monday, and nobody was hurt. ".repeat(50_000);
    folder.write("corpus/large.md", &large);
    assert!(said(&doctor(&folder), "index", "ok").contains("not built yet"));
    assert!(!folder.file(".pullquote").exists());

    let mut index = Run::new(&["index"]);
    index.command.current_dir(folder.path());
    assert_code(&index.output(), 0);
    assert!(said(&doctor(&folder), "index", "ok").contains("whole, of these articles"));
    folder.write("corpus/small.md", "The dam broke.");
    assert!(said(&doctor(&folder), "index", "ok").contains("1 article to add, 0 to take out"));

    let meta = folder.file(".pullquote/index/meta.json");
    std::fs::write(&meta, "{}").unwrap();
    assert!(said(&doctor(&folder), "index", "warning").contains("cannot be used"));
    assert_eq!(std::fs::read_to_string(&meta).unwrap(), "{}", "it is left as it is");
}

#[test]
fn the_network_s_files_are_held_against_their_checksums() {
    let with = |model: &std::path::Path| {
        let mut run = Run::in_town(&["doctor", "--json"]);
        run.command.env("PULLQUOTE_READER", "both").env("PULLQUOTE_MODEL", model);
        states(run, 0).1
    };
    let bad = crate::folder::Folder::new();
    bad.write("reader.onnx", "not the one");
    bad.write("tokenizer.json", "{}");
    assert!(said(&with(bad.path()), "reader", "warning").contains("SHA-256"));
    assert!(said(&with(&bad.file("nowhere")), "reader", "warning").contains("cannot open"));
}

#[test]
fn the_page_s_address_is_tried() {
    let page = |listen: &str, code| {
        let mut run = Run::in_town(&["doctor", "--json"]);
        run.command.env("PULLQUOTE_WEB", listen);
        states(run, code).1
    };
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    assert!(said(&page(&address, 0), "page", "warning").contains("listens at"));
    drop(taken);
    assert!(said(&page(&address, 0), "page", "ok").contains("is free"));
    assert!(said(&page("0.0.0.0:0", 0), "page", "warning").contains("other machines"));
    // Of no machine: it is kept for documents.
    assert!(said(&page("192.0.2.1:8787", 1), "page", "failed").contains("cannot listen"));
}

#[cfg(feature = "remote")]
#[test]
fn a_cluster_that_does_not_answer_failed_unless_another_index_stands_in() {
    let at = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for (fallback, state, code) in [("off", "failed", 1), ("on", "warning", 0)] {
        let mut run = Run::in_town(&["doctor", "--json"]);
        run.command.env("PULLQUOTE_ENGINE_URL", format!("http://{at}")).env("PULLQUOTE_ENGINE_FALLBACK", fallback);
        said(&states(run, code).1, "cluster", state);
    }
}
