//! Transcripts: what is wrong with one is said by its line, and those that come along are played.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use pullquote::answer::Engine;
use pullquote::bot::Bot;
use pullquote::corpus::load;
use pullquote::harness::{Harness, Played, read_transcript};

use crate::engine::{engine, shipped};
use crate::made_up::town;

/// What is not as expected, by line.
fn mismatches(bot: &Bot, transcript: &str) -> Vec<String> {
    let mut harness = Harness::new(bot);
    let mut found = Vec::new();
    for (number, line) in read_transcript(transcript).unwrap() {
        let played = harness.play(&line);
        let expected = line.expect.as_ref();
        found.extend(
            expected
                .map(|expected| expected.mismatches(&played))
                .unwrap_or_default()
                .into_iter()
                .map(|mismatch| format!("{number}: {mismatch}")),
        );
    }
    found
}

fn in_town(transcript: &str) -> Vec<String> {
    mismatches(&Bot::new(Arc::clone(town())), transcript)
}

#[test]
fn a_broken_transcript_is_named_by_its_line() {
    for (transcript, expected) in [
        ("{\"message\": \"hi\"}\n{\"message\": \"hi\"", "line 2 is no event"),
        ("# a comment\n\n{\"mesage\": \"hi\"}", "line 3 is no event"),
        ("{\"message\": 1}", "line 1 is no event"),
        (
            "{\"message\": \"hi\", \"slash\": \"ask\"}",
            "line 1 needs exactly one of message, slash, menu, button, press, submit, complete",
        ),
        ("{\"user\": \"ana\"}", "line 1 needs exactly one of"),
        ("{\"message\": \"hi\", \"expect\": {\"contain\": [\"x\"]}}", "line 1 is no event"),
        ("[]", "line 1 is no event"),
    ] {
        let error = read_transcript(transcript).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{transcript}\n  gives {error}\n  not {expected}");
    }
}

#[test]
fn comments_and_empty_lines_are_no_events() {
    let lines = read_transcript("# first\n\n  \n{\"message\": \"hi\"}\n#{\"message\": \"not this\"}\n").unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].0, 4);
    assert!(read_transcript("").unwrap().is_empty());
}

#[test]
fn what_is_as_expected_is_not_reported() {
    let transcript = r#"
{"message": "who won the marathon?", "direct": true, "expect": {"contains": ["Leila Haddad"], "lacks": ["ferry"], "private": false, "buttons": ["Show context", "More quotes", "Why?", "👍", "👎"]}}
{"message": "<@bot> who won the marathon?", "expect": {"contains": ["Leila Haddad"]}}
{"message": "who won the marathon?", "reply_to_bot": true, "expect": {"contains": ["Leila Haddad"]}}
{"message": "who won the marathon?", "expect": {"silent": true}}
{"message": "<@bot> who won the marathon?", "from_bot": true, "expect": {"silent": true}}
{"message": "<@bot>", "expect": {"contains": ["/ask"]}}
{"slash": "ask", "options": {"question": "who won the marathon?", "private": true}, "expect": {"contains": ["Leila Haddad"], "private": true}}
{"slash": "sources", "options": {"page": 1}, "expect": {"contains": ["4 articles"]}}
{"slash": "nonsense", "expect": {"private": true}}
{"button": "sources:0", "expect": {"contains": ["4 articles"]}}
{"button": "nonsense", "expect": {"private": true}}
{"complete": {"option": "source", "partial": "ferry"}, "expect": {"suggests": ["ferry-fire", "ferry-inquiry"]}}
{"complete": {"option": "source", "partial": "zzz"}, "expect": {"suggests": []}}
{"message": "who won the marathon?", "direct": true}
{"press": "👎", "expect": {"private": true, "buttons": ["Add a note"], "form": false}}
{"press": "Add a note", "expect": {"private": true, "form": true}}
{"submit": "Tomás Rivera", "expect": {"private": true, "contains": ["is kept"], "form": false}}
"#;
    assert_eq!(in_town(transcript), Vec::<String>::new());
}

#[test]
fn everything_that_is_not_as_expected_is_reported() {
    for (line, expected) in [
        (
            r#"{"message": "hi", "direct": true, "expect": {"contains": ["xylophone"]}}"#,
            "1: expected it to hold \"xylophone\"",
        ),
        (
            r#"{"message": "hello", "direct": true, "expect": {"lacks": ["Hello"]}}"#,
            "1: expected it not to hold \"Hello\"",
        ),
        (
            r#"{"message": "hi", "direct": true, "expect": {"private": true}}"#,
            "1: expected private to be true, got false",
        ),
        (r#"{"message": "hi", "direct": true, "expect": {"silent": true}}"#, "1: expected silence, got a reply"),
        (r#"{"message": "hi", "expect": {}}"#, "1: expected a reply, got silence"),
        (
            r#"{"message": "hi", "direct": true, "expect": {"buttons": ["Next"]}}"#,
            "1: expected buttons [\"Next\"], got []",
        ),
        (r#"{"message": "hi", "direct": true, "expect": {"form": true}}"#, "1: expected form to be true, got false"),
        (r#"{"submit": "x", "expect": {}}"#, "1: expected a form, but the last reply opens none"),
        (
            r#"{"press": "Next", "expect": {}}"#,
            "1: expected a button \"Next\" under the last reply, but there is none that can be pressed",
        ),
        (
            r#"{"complete": {"option": "source", "partial": "marathon"}, "expect": {"suggests": []}}"#,
            "1: expected suggestions [], got [\"marathon\"]",
        ),
    ] {
        assert_eq!(in_town(line), [expected], "{line}");
    }
}

#[test]
fn words_are_expected_of_replies_only() {
    for line in [
        r#"{"complete": {"option": "source", "partial": ""}, "expect": {"contains": ["Herald"]}}"#,
        r#"{"message": "hi", "direct": true, "expect": {"suggests": ["ferry-fire"]}}"#,
    ] {
        assert_eq!(in_town(line).len(), 1, "an expectation that cannot hold was taken for held: {line}");
    }
}

#[test]
fn a_button_is_that_of_the_channels_last_reply() {
    let documents =
        (0..20).map(|n| crate::engine::document(&format!("a{n}"), &format!("Article number {n}."))).collect();
    let bot = Bot::new(crate::engine::over(documents));
    let transcript = r#"
{"slash": "sources", "channel": "one", "expect": {"contains": ["page 1 of 3"], "buttons": ["(Previous)", "Next"]}}
{"press": "Next", "channel": "one", "expect": {"contains": ["page 2 of 3"], "buttons": ["Previous", "Next"]}}
{"press": "Next", "channel": "one", "expect": {"contains": ["page 3 of 3"], "buttons": ["Previous", "(Next)"]}}
{"press": "Previous", "channel": "one", "expect": {"contains": ["page 2 of 3"]}}
"#;
    assert_eq!(mismatches(&bot, transcript), Vec::<String>::new());
    let mut harness = Harness::new(&bot);
    for (line, other) in
        [(r#"{"slash": "sources", "channel": "one"}"#, false), (r#"{"press": "Next", "channel": "two"}"#, true)]
    {
        let lines = read_transcript(line).unwrap();
        assert_eq!(matches!(harness.play(&lines[0].1), Played::NoSuchButton(_)), other, "{line}");
    }
}

#[test]
fn the_transcripts_that_come_along_play_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    assert_as_expected(&folder, shipped());
    let own = folder.join("folders");
    assert_as_expected(&own, &engine(Arc::new(load(&own.join("corpus")).unwrap().corpus)));
}

/// Plays every transcript of a folder.
fn assert_as_expected(folder: &Path, engine: &Arc<Engine>) {
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "jsonl"));
    files.sort();
    assert!(!files.is_empty(), "no transcript in {}", folder.display());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let expecting = read_transcript(&text).unwrap().iter().filter(|(_, line)| line.expect.is_some()).count();
        assert!(expecting > 0, "{} expects nothing", file.display());
        let wrong = mismatches(&Bot::new(Arc::clone(engine)), &text);
        assert!(wrong.is_empty(), "{}\n{}", file.display(), wrong.join("\n"));
    }
}
