//! Votes and notes: what is kept, what becomes of those of earlier versions, and the question table that is made of
//! them.

use std::fs;
use std::sync::Arc;

use proptest::prelude::*;
use pullquote::bot::{Action, Bot, Event, Message, Note, Noted, Origin, Vote, VoteKeeper, VotedQuote};
use pullquote::eval::{GoldQuestion, Sample, judge_gold};
use pullquote::feedback::{Case, OldVotes, table};
use pullquote::render::Reply;
use pullquote::store::Store;
use serde_json::json;

use crate::engine::over;
use crate::folder::Folder;
use crate::made_up::{documents, town};
use crate::strategy::{any_text, hostile};

fn vote(question: &str) -> Vote {
    Vote {
        question: question.to_owned(),
        source: None,
        answers: vec!["Leila Haddad".to_owned()],
        quotes: vec![VotedQuote {
            doc: "marathon".to_owned(),
            text: "Leila Haddad".to_owned(),
            sentence: "Leila Haddad won the Brightsea marathon on Sunday in two hours and 24 minutes.".to_owned(),
        }],
        conflict: false,
        outdated: false,
        corpus: "c0ffee".to_owned(),
        helped: false,
    }
}

/// A bot over the town's news, and one person who talks to it.
struct Talk {
    bot: Bot,
    last: Reply,
}

impl Talk {
    fn keeping(store: &Arc<Store>) -> Self {
        let keeper = Arc::clone(store) as Arc<dyn VoteKeeper>;
        Self { bot: Bot::new(Arc::clone(town())).keeping_votes(keeper), last: Reply::default() }
    }

    fn does(&mut self, action: Action) -> &Reply {
        self.last = self.bot.handle(&Event { origin: Origin::default(), action }).unwrap();
        &self.last
    }

    fn asks(&mut self, text: &str) -> &Reply {
        self.does(Action::Message(Message { text: text.to_owned(), direct: true, ..Message::default() }))
    }

    fn presses(&mut self, label: &str) -> &Reply {
        let ids: Vec<String> = self.last.buttons.iter().map(|button| button.id.clone()).collect();
        let button = self.last.buttons.iter().find(|button| button.label == label);
        let id = button.unwrap_or_else(|| panic!("no {label} under {}", self.last.content)).id.clone();
        self.does(Action::Press { id, ids })
    }

    fn sends(&mut self, words: &str) -> &Reply {
        let form = self.last.form.clone().expect("a form is open");
        self.does(Action::Submit { id: form.id, fields: vec![(form.field.id, words.to_owned())] })
    }

    /// Asks, votes against the answer, and writes a note.
    fn objects(&mut self, question: &str, note: &str) -> &Reply {
        self.asks(question);
        self.presses("👎");
        self.presses("Add a note");
        self.sends(note)
    }
}

fn kept(folder: &Folder) -> Vec<Case> {
    Store::below(&folder.file("data")).cases().unwrap()
}

/// Every byte of the files in the data folder, as far as it is text.
fn bytes(folder: &Folder) -> String {
    let files = fs::read_dir(folder.file("data")).unwrap();
    files.map(|file| String::from_utf8_lossy(&fs::read(file.unwrap().path()).unwrap()).into_owned()).collect()
}

#[test]
fn a_vote_is_kept_once_for_each_user_and_names_nobody() {
    let folder = Folder::new();
    let file = Arc::new(Store::below(&folder.file("data")));
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
    let cases = kept(&folder);
    let votes: Vec<_> = cases.iter().map(|case| (case.vote.helped, case.n_votes)).collect();
    assert_eq!(votes, [(false, 2), (true, 1)]);
    assert_eq!(cases[0].vote.question, "who won the marathon?");
    assert_eq!(cases[0].vote.answers, ["Leila Haddad"]);
    assert_eq!(cases[0].vote.corpus, town().corpus().hash());
    let bytes = bytes(&folder);
    assert!(bytes.contains("who won the marathon?"), "it is seen in the files");
    for number in ["777001", "888001", "999001", "555001"] {
        assert!(!bytes.contains(number), "{number} is somebody's or some place's");
    }
}

#[test]
fn what_cannot_be_kept_is_said() {
    // A file where the folder should be.
    let folder = Folder::with(&[("data", "")]);
    let file = Arc::new(Store::below(&folder.file("data")));
    assert!(!file.keep(&vote("one")));
    let bot = Bot::new(Arc::clone(town())).keeping_votes(file);
    let press = Action::Press { id: "down:0:00000000::who won the marathon?".to_owned(), ids: Vec::new() };
    for again in [false, true] {
        let reply = bot.handle(&Event { origin: Origin::default(), action: press.clone() }).unwrap();
        assert!(reply.private && reply.content.starts_with("Something went wrong"), "{again} {}", reply.content);
    }
}

#[test]
fn many_at_once_are_all_kept() {
    let folder = Folder::new();
    let shared = Store::below(&folder.file("data"));
    std::thread::scope(|scope| {
        for n in 0..8 {
            let (shared, folder) = (&shared, &folder);
            scope.spawn(move || {
                // Half of them as another process would.
                let own = Store::below(&folder.file("data"));
                let store = if n % 2 == 0 { shared } else { &own };
                (0..20).for_each(|m| assert!(store.keep(&vote(&format!("{n} {m}")))));
            });
        }
    });
    assert_eq!(kept(&folder).len(), 160);
}

#[test]
fn a_note_joins_its_vote_and_the_vote_stands_without_it() {
    let folder = Folder::new();
    let mut talk = Talk::keeping(&Arc::new(Store::below(&folder.file("data"))));
    talk.asks("who won the marathon?");
    assert!(talk.presses("👎").private);
    assert_eq!(kept(&folder).len(), 1, "before any form is opened");
    talk.presses("Add a note");
    let thanks = talk.sends("Tomás Rivera,\nas everybody saw").clone();
    assert!(thanks.private && thanks.buttons.is_empty() && thanks.form.is_none(), "{thanks:?}");
    // Another case, without a note, and the first one's again.
    talk.asks("how many runners took part?");
    talk.presses("👎");
    talk.objects("who won the marathon?", "or nobody");
    let cases = kept(&folder);
    assert_eq!(cases.len(), 2);
    assert_eq!(cases[1].notes, Vec::<String>::new(), "the other case");
    assert_eq!(cases[0].notes, ["Tomás Rivera, as everybody saw", "or nobody"]);
    assert_eq!((cases[0].vote.answers.as_slice(), cases[0].vote.helped), (&["Leila Haddad".to_owned()][..], false));
    let export = serde_json::to_value(Store::below(&folder.file("data")).export().unwrap()).unwrap();
    let fields: Vec<&String> = export["votes"][0].as_object().unwrap().keys().collect();
    let known = [
        "answers", "case", "conflict", "corpus", "helped", "n_votes", "notes", "outdated", "question", "quotes",
        "source",
    ];
    assert!(fields.iter().all(|field| known.contains(&field.as_str())), "the README names what is kept: {fields:?}");
}

#[test]
fn hostile_notes_are_kept_as_one_harmless_line_or_not_at_all() {
    let folder = Folder::new();
    let mut talk = Talk::keeping(&Arc::new(Store::below(&folder.file("data"))));
    for (note, expected) in [
        (
            "@everyone <@1> \u{1b}[2J\u{7}\u{202e}gone\r\n{\"case\":\"x\"}",
            Some("@everyone <@1> [2Jgone {\"case\":\"x\"}"),
        ),
        (" \u{0}\u{202e}\n\t ", None),
        ("", None),
    ] {
        let said = talk.objects("who won the marathon?", note).content.clone();
        assert!(!said.contains("everyone"), "{said}");
        assert_eq!(said.contains("is kept"), expected.is_some(), "{said}");
        if let Some(expected) = expected {
            assert_eq!(kept(&folder)[0].notes, [expected]);
        }
    }
    talk.objects("who won the marathon?", &"é".repeat(100_000));
    let notes = kept(&folder)[0].notes.clone();
    assert_eq!((notes.len(), notes[1].chars().count()), (2, Note::LIMIT));
    let cases = kept(&folder);
    assert_eq!((cases.len(), cases[0].n_votes), (1, 1), "a vote that is given again is the same vote");
}

proptest! {
    #[test]
    fn a_note_is_one_short_line_and_stays_what_it_is(words in prop_oneof![any_text(), hostile()], n in 1_usize..9) {
        if let Some(note) = Note::new("0123456789abcdef", &words.repeat(n)) {
            prop_assert!((1..=Note::LIMIT).contains(&note.note.chars().count()));
            prop_assert!(!note.note.chars().any(char::is_control), "{:?}", note.note);
            prop_assert_eq!(Note::new(&note.case, &note.note), Some(note));
        }
    }

    #[test]
    fn whatever_stands_in_an_old_file_it_is_read(lines in prop::collection::vec(prop_oneof![any_text(), hostile()], 0..9)) {
        let mut bytes = serde_json::to_vec(&vote("one")).unwrap();
        bytes.extend(b"\n");
        bytes.extend(lines.join("\n").bytes());
        bytes.extend(b"\xff\xfe\n\x00");
        let read = OldVotes::of(&bytes);
        prop_assert_eq!(read.cases.len(), 1);
        prop_assert!(read.n_unreadable >= 2, "{read:?}");
    }
}

#[test]
fn a_note_on_a_vote_that_is_wiped_is_not_kept() {
    let folder = Folder::new();
    let file = Arc::new(Store::below(&folder.file("data")));
    let mut talk = Talk::keeping(&file);
    talk.asks("who won the marathon?");
    talk.presses("👎");
    talk.presses("Add a note");
    assert!(bytes(&folder).contains("who won the marathon?"));
    assert!(file.wipe_votes().unwrap() && !file.wipe_votes().unwrap());
    assert!(!bytes(&folder).contains("who won the marathon?"), "nothing of it is left in the files");
    assert!(talk.sends("Tomás Rivera").content.contains("not kept any more"));
    assert_eq!(file.note(&Note { case: vote("one").case(), note: "x".to_owned() }), Noted::NoCase);
    assert_eq!(file.cases().unwrap(), []);
}

#[test]
fn what_is_switched_off_shows_no_votes_and_stores_nothing() {
    let bot = Bot::new(Arc::clone(town()));
    let do_it = |action| bot.handle(&Event { origin: Origin::default(), action }).unwrap();
    let labels = |reply: &Reply| reply.buttons.iter().map(|button| button.label.clone()).collect::<Vec<_>>();
    for (question, expected) in [
        ("who won the marathon?", &["Show context", "More quotes", "Why?"][..]),
        ("who is the president of France?", &["Why?"]),
    ] {
        let text = question.to_owned();
        assert_eq!(labels(&do_it(Action::Message(Message { text, direct: true, ..Message::default() }))), expected);
    }
    let press = |id: &str| Action::Press { id: id.to_owned(), ids: Vec::new() };
    let note = "note:0123456789abcdef";
    for action in [
        press("down:0:00000000::who won the marathon?"),
        press("up:0:00000000::who won the marathon?"),
        press(note),
        Action::Submit { id: note.to_owned(), fields: vec![("words".to_owned(), "x".to_owned())] },
    ] {
        let said = do_it(action.clone());
        assert!(said.private && said.content.contains("nothing was noted"), "{action:?}: {}", said.content);
        assert!(said.buttons.is_empty() && said.form.is_none(), "{action:?}");
    }
}

#[test]
fn forms_of_another_time_get_a_sentence() {
    let folder = Folder::new();
    let mut talk = Talk::keeping(&Arc::new(Store::below(&folder.file("data"))));
    for (id, said) in [
        ("note:0123456789abcdef", "not kept any more"),
        ("note:", "I don’t know that command"),
        ("note:0123456789ABCDEF", "I don’t know that command"),
        ("", "I don’t know that command"),
    ] {
        let fields = vec![("words".to_owned(), "x".to_owned())];
        let reply = talk.does(Action::Submit { id: id.to_owned(), fields });
        assert!(reply.private && reply.content.contains(said), "{id}: {}", reply.content);
    }
    // A form without its field is an empty one.
    let reply = talk.does(Action::Submit { id: "note:0123456789abcdef".to_owned(), fields: Vec::new() });
    assert!(reply.content.contains("There were no words"), "{}", reply.content);
}

#[test]
fn old_torn_and_stray_lines_are_read_or_counted() {
    let old = r#"{"question":"who won?","source":null,"answers":["x"],"corpus":"c0ffee","helped":true}"#;
    let file = [
        old,
        r#"{"case":"0123456789abcdef","note":"of nothing"}"#,
        old,
        r#"{"question":"torn","sour"#,
        "",
        "[]",
        r#"{"helped":true}"#,
    ]
    .join("\n");
    let OldVotes { cases, n_unreadable, n_stray } = OldVotes::of(file.as_bytes());
    assert_eq!((cases.len(), n_unreadable, n_stray), (1, 3, 1));
    assert_eq!((cases[0].n_votes, cases[0].is_told, cases[0].vote.quotes.len()), (2, false, 0));
    // What they were shown is not known well enough to hold anything to it.
    let table = table(&cases, town().corpus());
    assert_eq!((table.lines.len(), table.n_unknown), (0, 1));
}

#[test]
fn votes_of_an_earlier_version_are_taken_over_once() {
    let line = |case: &Vote| {
        let mut line = serde_json::to_value(case).unwrap();
        line["case"] = json!(case.case());
        line.to_string()
    };
    let (one, two) = (vote("one"), vote("two"));
    let note = json!({"case": one.case(), "note": "somebody else"}).to_string();
    let file = [line(&one), line(&two), note, line(&one), "torn".to_owned()].join("\n");
    let folder = Folder::with(&[("data/feedback.jsonl", &file)]);
    let of = |case: &Case| (case.vote.question.clone(), case.n_votes, case.notes.clone());
    let expected = vec![("two".to_owned(), 1, Vec::new()), ("one".to_owned(), 2, vec!["somebody else".to_owned()])];
    assert_eq!(kept(&folder).iter().map(of).collect::<Vec<_>>(), expected);
    let (old, taken) = (folder.file("data/feedback.jsonl"), folder.file("data/feedback.jsonl.imported"));
    assert!(!old.exists() && fs::read_to_string(&taken).unwrap() == file);
    // As if the program had been killed before it renamed the file.
    fs::rename(&taken, &old).unwrap();
    assert_eq!(kept(&folder).iter().map(of).collect::<Vec<_>>(), expected);
    assert!(!old.exists() && taken.exists());
    // An earlier version ran again.
    fs::write(&old, line(&two)).unwrap();
    assert_eq!(kept(&folder).last().map(of), Some(("two".to_owned(), 2, Vec::new())));
    assert!(taken.exists() && folder.file("data/feedback.jsonl.imported-2").exists());
    assert!(Store::below(&folder.file("data")).wipe_votes().unwrap());
    let left: Vec<_> = fs::read_dir(folder.file("data")).unwrap().map(|it| it.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("feedback")), "{left:?}");
}

#[test]
fn an_old_file_that_cannot_be_read_keeps_nobody_from_voting() {
    let folder = Folder::with(&[("data/feedback.jsonl/a-folder", "")]);
    assert!(Store::below(&folder.file("data")).keep(&vote("one")));
    assert_eq!(kept(&folder).len(), 1);
}

#[test]
fn the_last_case_is_the_one_that_was_voted_on_last() {
    let folder = Folder::new();
    let file = Store::below(&folder.file("data"));
    for question in ["one", "two", "one", "three", "two"] {
        assert!(file.keep(&vote(question)));
    }
    let cases = kept(&folder);
    let order: Vec<(&str, usize)> = cases.iter().map(|case| (case.vote.question.as_str(), case.n_votes)).collect();
    assert_eq!(order, [("one", 2), ("three", 1), ("two", 2)]);
}

#[test]
fn cases_differ_by_what_was_asked_shown_and_thought() {
    let one = vote("one");
    let others = [
        vote("two"),
        Vote { source: Some("one".to_owned()), ..one.clone() },
        Vote { answers: vec!["Leila".to_owned(), "Haddad".to_owned()], ..one.clone() },
        Vote { corpus: "decaf".to_owned(), ..one.clone() },
        Vote { helped: true, ..one.clone() },
        Vote { outdated: true, ..one.clone() },
    ];
    for other in &others {
        assert_ne!(other.case(), one.case(), "{other:?}");
    }
    assert_eq!(one.case(), vote("one").case());
    assert_eq!(one.case().len(), 16);
}

/// A table's lines as `eval --gold` reads them.
fn reread(lines: &[GoldQuestion]) -> Vec<GoldQuestion> {
    lines.iter().map(|line| serde_json::from_str(&serde_json::to_string(line).unwrap()).unwrap()).collect()
}

#[test]
fn cases_become_a_table_that_the_same_articles_pass() {
    let folder = Folder::new();
    let mut talk = Talk::keeping(&Arc::new(Store::below(&folder.file("data"))));
    for question in [
        "who won the marathon?",
        "how many passengers were injured?",
        "how much will the repair cost?",
        "why was the course changed?",
        "was anybody killed?",
        "who is the president of France?",
        "/ask how much will the repair cost? source:ferry-inquiry",
    ] {
        talk.asks(question);
        talk.presses("👍");
    }
    talk.objects("who is the harbour master?", "somebody else");
    let made = table(&kept(&folder), town().corpus());
    assert_eq!((made.lines.len(), made.n_open, made.n_gone, made.n_unknown), (8, 1, 0, 0));
    let lines = reread(&made.lines);
    let (open, filled): (Vec<_>, Vec<_>) = lines.into_iter().partition(GoldQuestion::is_open);
    assert_eq!(
        (open[0].note.as_deref(), &open[0].answered[..]),
        (Some("somebody else"), &["Ingrid Solheim".to_owned()][..])
    );
    let types: Vec<&str> = filled.iter().map(|line| line.answer_type.as_str()).collect();
    assert_eq!(types, ["person", "number", "money", "reason", "yesno", "person", "money"]);
    assert_eq!(filled.iter().filter(|line| line.kind == "unanswerable").count(), 1);
    assert!(filled[2].conflict && filled[2].groups.len() == 2 && !filled[6].conflict);
    let sample = judge_gold(town(), &filled, || ()).unwrap();
    let figures = sample.whole();
    let wrong: Vec<&str> = sample.wrong().collect();
    assert!(wrong.is_empty() && (figures.correct - 100.0).abs() < 0.01, "{wrong:?}");
    assert!((figures.conflict_shown - 100.0).abs() < 0.01 && figures.conflict_false_alarms == 0, "{figures:?}");
}

#[test]
fn what_the_articles_no_longer_say_makes_no_line_and_a_worse_reader_fails_the_others() {
    let folder = Folder::new();
    let file = Store::below(&folder.file("data"));
    let helped = |question| Vote { helped: true, ..vote(question) };
    assert!(file.keep(&helped("who won the marathon?")));
    let sentence = "Leila Haddad lost.".to_owned();
    let gone = VotedQuote { sentence, ..vote("").quotes[0].clone() };
    assert!(file.keep(&Vote { quotes: vec![gone], ..helped("who lost the marathon?") }));
    let elsewhere = VotedQuote { doc: "ferry-fire".to_owned(), ..vote("").quotes[0].clone() };
    assert!(file.keep(&Vote { quotes: vec![elsewhere], ..helped("who ran the marathon?") }));
    assert!(file.keep(&Vote { outdated: true, answers: Vec::new(), quotes: Vec::new(), ..helped("who?") }));
    let made = table(&kept(&folder), town().corpus());
    assert_eq!((made.lines.len(), made.n_gone, made.n_unknown), (1, 2, 1));
    // Without the article there is no line; over articles that say it no longer, the line fails.
    let rest: Vec<_> = documents().into_iter().filter(|document| document.slug != "marathon").collect();
    let without = over(rest);
    assert_eq!(table(&kept(&folder), without.corpus()).n_gone, 3);
    assert_eq!(judge_gold(&without, &reread(&made.lines), || ()).unwrap().wrong().count(), 1);
}
