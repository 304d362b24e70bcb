//! `pullquote feedback` as it is run, after votes were given in a chat.

use std::fs;
use std::process::Output;

use super::{ANSWERED, Run, assert_code, records, stderr, stdout};

/// What `arguments` make of the folder of `run`, with `input` typed.
fn next(run: &Run, arguments: &[&str], input: &str) -> Output {
    let mut next = Run::new(arguments);
    next.command.current_dir(run.folder.path());
    next.fed(input.as_bytes())
}

/// A folder in which a chat has left one vote for an answer, and one against another with a note.
fn voted() -> Run {
    let run = Run::in_town(&[]);
    let typed = format!("who won the marathon?\n/4\n{ANSWERED}\n/5\n/1\nsomebody \u{202e}else\n/quit\n");
    let chat = next(&run, &["chat"], &typed);
    assert_code(&chat, 0);
    for words in ["Good to know that it helped", "/1 Add a note", "What would have been right?", "Your note is kept"] {
        assert!(stdout(&chat).contains(words), "no {words:?} in\n{}", stdout(&chat));
    }
    run
}

#[test]
fn votes_of_a_chat_are_listed_and_counted() {
    let run = voted();
    let listed = next(&run, &["feedback"], "");
    assert_code(&listed, 0);
    let text = stdout(&listed);
    let order: Vec<Option<usize>> = [
        "👍 who won the marathon?",
        "   answered: Leila Haddad",
        "👎 who is the harbour master?",
        "   answered: Ingrid Solheim",
        "   note: somebody else",
        "2 cases in .pullquote/state.sqlite3: 1 👍, 1 👎, 1 note",
    ]
    .map(|line| text.find(line))
    .to_vec();
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{text}");
    assert_eq!(stderr(&listed), "");
    // Those of an earlier version join them.
    run.folder.write(".pullquote/feedback.jsonl", "{\"question\":\"who?\",\"corpus\":\"\",\"helped\":true}\n{\"quest");
    let listed = next(&run, &["feedback"], "");
    assert!(stdout(&listed).contains("3 cases in .pullquote/state.sqlite3: 2 👍"), "{}", stdout(&listed));
    assert!(stderr(&listed).contains("passed over lines that cannot be read"), "{}", stderr(&listed));
    assert_eq!(stderr(&next(&run, &["feedback"], "")), "");
}

#[test]
fn a_table_of_the_cases_is_measured_at_once() {
    let run = voted();
    let table = next(&run, &["feedback", "--table", "cases.jsonl"], "");
    assert_code(&table, 0);
    assert!(stdout(&table).contains("2 questions in cases.jsonl"), "{}", stdout(&table));
    assert!(stderr(&table).contains("1 case: to be filled in"), "{}", stderr(&table));
    let measured = next(&run, &["eval", "--gold", "cases.jsonl", "--json"], "");
    assert_code(&measured, 0);
    let [figures] = records(&measured).try_into().unwrap();
    assert_eq!((&figures["n"], &figures["correct"]), (&1.into(), &100.0.into()));
    assert!(stderr(&measured).contains("1 left out, as their `groups`"), "{}", stderr(&measured));
    // Filled in, the other line counts too.
    let text = fs::read_to_string(run.folder.file("cases.jsonl")).unwrap();
    run.folder.write("filled.jsonl", text.replace("\"kind\":\"answerable\"", "\"kind\":\"unanswerable\""));
    let measured = next(&run, &["eval", "--gold", "filled.jsonl", "--json"], "");
    assert_eq!(records(&measured)[0]["n"], 2);

    let again = next(&run, &["feedback", "--table", "cases.jsonl"], "");
    assert_code(&again, 2);
    assert!(stderr(&again).contains("name a file that is not there"), "{}", stderr(&again));
    let piped = next(&run, &["feedback", "--table", "-"], "");
    assert_eq!(stdout(&piped), text, "the same lines and nothing else");
}

#[test]
fn a_table_of_open_questions_alone_cannot_be_measured() {
    let run = Run::in_town(&[]);
    assert_code(&next(&run, &["chat"], &format!("{ANSWERED}\n/5\n")), 0);
    assert_code(&next(&run, &["feedback", "--table", "cases.jsonl"], ""), 0);
    let measured = next(&run, &["eval", "--gold", "cases.jsonl"], "");
    assert_code(&measured, 2);
    assert!(stderr(&measured).contains("has its `groups` filled in"), "{}", stderr(&measured));
}

#[test]
fn what_is_kept_is_wiped_when_that_is_meant() {
    let run = voted();
    for input in ["", "n\n", "what?\n"] {
        let asked = next(&run, &["feedback", "--wipe"], input);
        assert_code(&asked, 1);
        assert!(stdout(&asked).contains("Nothing was deleted."), "{input:?} {}", stdout(&asked));
        assert!(stdout(&next(&run, &["feedback"], "")).contains("2 cases"));
    }
    assert_code(&next(&run, &["feedback", "--wipe"], "y\n"), 0);
    let again = next(&run, &["feedback", "--wipe", "--yes"], "");
    assert_code(&again, 0);
    assert!(stdout(&again).contains("There are no votes"), "{}", stdout(&again));
    let listed = next(&run, &["feedback"], "");
    assert_code(&listed, 0);
    assert!(stdout(&listed).contains("No votes are kept"), "{}", stdout(&listed));
    for wrong in [&["feedback", "--yes"][..], &["feedback", "--wipe", "--table", "x"]] {
        assert_code(&next(&run, wrong, ""), 2);
    }
}

#[test]
fn switched_off_a_chat_has_no_votes_and_leaves_no_file() {
    let run = Run::in_town(&[]);
    run.folder.write(".env", "PULLQUOTE_FEEDBACK=off\n");
    let chat = next(&run, &["chat"], &format!("{ANSWERED}\n/4\n"));
    assert!(stdout(&chat).contains("/3 Why?") && !stdout(&chat).contains('👎'), "{}", stdout(&chat));
    assert!(!run.folder.file(".pullquote").exists());
    let listed = next(&run, &["feedback"], "");
    assert!(stdout(&listed).contains("PULLQUOTE_FEEDBACK is off"), "{}", stdout(&listed));
}
