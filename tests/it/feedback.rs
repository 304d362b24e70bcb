//! Votes: what is kept, where, and what becomes of a file that cannot be written or was torn.

use std::fs;
use std::sync::Arc;

use pullquote::bot::{Action, Bot, Event, Message, Origin, Vote, VoteKeeper};
use pullquote::feedback::VoteFile;
use serde_json::{Value, json};

use crate::folder::Folder;
use crate::made_up::town;

fn vote(question: &str) -> Vote {
    Vote {
        question: question.to_owned(),
        source: None,
        answers: vec!["Leila Haddad".to_owned()],
        corpus: "c0ffee".to_owned(),
        helped: false,
    }
}

fn lines(folder: &Folder) -> Vec<String> {
    fs::read_to_string(folder.file("data/feedback.jsonl")).unwrap().lines().map(ToOwned::to_owned).collect()
}

#[test]
fn a_vote_is_kept_once_for_each_user_and_names_nobody() {
    let folder = Folder::new();
    let file = Arc::new(VoteFile::below(&folder.file("data")));
    let bot = Bot::new(Arc::clone(town())).keeping_votes(file);
    let do_as = |user: u64, action| {
        let origin = Origin { id: 777_001, user, channel: 888_001, at: 999_001, ..Origin::default() };
        bot.handle(&Event { origin, action }).unwrap()
    };
    let text = "who won the marathon?".to_owned();
    let answer = do_as(555_001, Action::Message(Message { text, direct: true, ..Message::default() }));
    let ids: Vec<String> = answer.buttons.iter().map(|button| button.id.clone()).collect();
    let press = |user, label: &str| {
        let button = answer.buttons.iter().find(|button| button.label == label).unwrap();
        do_as(user, Action::Press { id: button.id.clone(), ids: ids.clone() })
    };
    for (user, label) in [(555_001, "👎"), (555_001, "👎"), (555_002, "👎"), (555_001, "👍")] {
        let thanks = press(user, label);
        assert!(thanks.private && thanks.content.starts_with("Thank you."), "{}", thanks.content);
    }
    let lines = lines(&folder);
    let kept: Vec<Value> = lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    let helped: Vec<&Value> = kept.iter().map(|vote| &vote["helped"]).collect();
    assert_eq!(helped, [&json!(false), &json!(false), &json!(true)], "{lines:?}");
    assert_eq!(kept[0]["question"], "who won the marathon?");
    assert_eq!(kept[0]["answers"], json!(["Leila Haddad"]));
    assert_eq!(kept[0]["corpus"], town().corpus().hash());
    for number in ["777001", "888001", "999001", "555001"] {
        assert!(!lines.join("").contains(number), "{number} is somebody's or some place's");
    }
}

#[test]
fn a_line_that_was_torn_spoils_no_other() {
    let folder = Folder::new();
    let file = VoteFile::below(&folder.file("data"));
    assert!(file.keep(&vote("one")));
    let path = folder.file("data/feedback.jsonl");
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(file.keep(&vote("two")));
    let lines = lines(&folder);
    assert_eq!(lines.len(), 2);
    assert_eq!(serde_json::from_str::<Value>(&lines[1]).unwrap()["question"], "two");
}

#[test]
fn what_cannot_be_kept_is_said() {
    // A file where the folder should be.
    let folder = Folder::with(&[("data", "")]);
    let file = Arc::new(VoteFile::below(&folder.file("data")));
    assert!(!file.keep(&vote("one")));
    let bot = Bot::new(Arc::clone(town())).keeping_votes(file);
    let press = Action::Press { id: "down:0:00000000::who won the marathon?".to_owned(), ids: Vec::new() };
    for again in [false, true] {
        let reply = bot.handle(&Event { origin: Origin::default(), action: press.clone() }).unwrap();
        assert!(reply.private && reply.content.starts_with("Something went wrong"), "{again} {}", reply.content);
    }
}

#[test]
fn many_at_once_stay_lines() {
    let folder = Folder::new();
    let file = Arc::new(VoteFile::below(&folder.file("data")));
    std::thread::scope(|scope| {
        for n in 0..8 {
            let file = &file;
            scope.spawn(move || (0..20).for_each(|m| assert!(file.keep(&vote(&format!("{n} {m}"))))));
        }
    });
    let lines = lines(&folder);
    assert_eq!(lines.len(), 160);
    assert!(lines.iter().all(|line| serde_json::from_str::<Value>(line).is_ok()));
}
