//! The buttons under the bot's answers, pressed by one person and another, once and twice.

use std::sync::{Arc, Mutex};

use pullquote::bot::{Bot, Note, Noted, Vote, VoteKeeper};

use super::bot_fixture::{RUNNERS, Scene, assert_holds, town_bot};
use crate::made_up::town;
use crate::standin::Message;

/// Keeps votes in memory, or none at all.
#[derive(Default)]
struct Votes {
    kept: Mutex<Vec<Vote>>,
    notes: Mutex<Vec<Note>>,
    is_full: bool,
}

impl VoteKeeper for Votes {
    fn keep(&self, vote: &Vote) -> bool {
        if !self.is_full {
            self.kept.lock().expect("nothing panicked").push(vote.clone());
        }
        !self.is_full
    }

    fn note(&self, note: &Note) -> Noted {
        if !self.kept.lock().expect("nothing panicked").iter().any(|vote| vote.case() == note.case) {
            return Noted::NoCase;
        }
        self.notes.lock().expect("nothing panicked").push(note.clone());
        Noted::Kept
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_of_an_answer_is_shown_to_who_asks_for_it() {
    let scene = Scene::town().await;
    let answer = scene.asks("how much will the repair cost?").await;
    assert_holds(&answer, &["**The articles differ:**"]);
    assert_eq!(answer.labels(), ["Show context", "More quotes", "Sources differ", "Why?", "👍", "👎"]);
    for (label, words) in [
        (
            "Show context",
            &["The quotes where they stand", "__Her owner, Northern Crossings", "**4 million euros**.__"][..],
        ),
        ("More quotes", &["Every quote that gives an answer", "**4 million euros**", "**6 million euros**"]),
        ("Sources differ", &["What each article says", "Harbour Herald", "Coastal Times"]),
    ] {
        let shown = scene.presses(&scene.bob, &answer, label).await;
        assert!(shown.is_ephemeral(), "{label}");
        assert_holds(&shown, words);
    }
    let now = scene.standin.message(answer.id);
    assert_eq!((&now.content, now.edited), (&answer.content, None), "what all see stays");
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_apply_has_no_button() {
    let scene = Scene::town().await;
    for (question, labels) in [
        ("who owns the Selandia?", &["Show context", "Why?", "👍", "👎"][..]),
        ("who is the president of France?", &["Why?", "👍", "👎"]),
        ("hello", &[]),
    ] {
        assert_eq!(scene.asks(question).await.labels(), labels, "{question}");
    }
    let nearest = scene.standin.last_with("Show context").expect("there is an answer");
    assert_holds(&scene.presses(&scene.bob, &nearest, "Show context").await, &["__Her owner, Northern Crossings"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn votes_count_once_for_each_person_and_name_nobody() {
    let votes = Arc::new(Votes::default());
    let scene = Scene::over(town_bot().keeping_votes(Arc::clone(&votes) as Arc<dyn VoteKeeper>)).await;
    let answer = scene.asks(RUNNERS.0).await;
    for (user, label, n_kept) in [
        (&scene.ana, "👍", 1),
        (&scene.ana, "👍", 1),
        (&scene.bob, "👍", 2),
        (&scene.bob, "👎", 3),
        (&scene.ana, "👍", 3),
    ] {
        let thanks = scene.presses(user, &answer, label).await;
        assert!(thanks.is_ephemeral());
        assert_holds(&thanks, &["Thank you."]);
        assert_eq!(votes.kept.lock().expect("nothing panicked").len(), n_kept, "{} {label}", user.name);
    }
    let first = votes.kept.lock().expect("nothing panicked")[0].clone();
    assert_eq!(
        (first.question.as_str(), &first.answers[..], first.helped),
        (RUNNERS.0, &["12,400".to_owned()][..], true)
    );
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vote_that_is_not_kept_is_not_thanked_for_as_if_it_were() {
    let scene = Scene::over(town_bot().keeping_votes(Arc::new(Votes { is_full: true, ..Votes::default() }))).await;
    let answer = scene.asks(RUNNERS.0).await;
    let said = scene.presses(&scene.ana, &answer, "👎").await;
    assert_holds(&said, &["Something went wrong"]);
    assert!(said.labels().is_empty(), "there is nothing to add a note to");
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_votes_are_switched_off_nobody_is_asked_for_one() {
    let votes = Arc::new(Votes::default());
    let scene = Scene::over(town_bot().keeping_votes(Arc::clone(&votes) as Arc<dyn VoteKeeper>)).await;
    let answer = scene.asks(RUNNERS.0).await;
    let thanks = scene.presses(&scene.ana, &answer, "👎").await;
    let opened = scene.standin.press(&scene.ana, thanks.id, "Add a note");
    scene.standin.response(opened).await;
    // Buttons and forms of the time before are still there.
    let scene = scene.restarted(Bot::new(Arc::clone(town()))).await;
    assert_eq!(scene.asks(RUNNERS.0).await.labels(), ["Show context", "More quotes", "Why?"]);
    assert_holds(&scene.presses(&scene.bob, &answer, "👎").await, &["nothing was noted"]);
    assert_holds(&scene.presses(&scene.ana, &thanks, "Add a note").await, &["nothing was noted"]);
    let sent = scene.standin.submit(&scene.ana, opened, &[("words", "12,500")]);
    let said = scene.standin.response(sent).await.message.expect("it is a message");
    assert_holds(&said, &["nothing was noted"]);
    assert_eq!(votes.kept.lock().expect("nothing panicked").len(), 1);
    assert!(votes.notes.lock().expect("nothing panicked").is_empty());
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_vote_against_an_answer_may_have_a_note_and_stands_without() {
    let votes = Arc::new(Votes::default());
    let keeper = || Arc::clone(&votes) as Arc<dyn VoteKeeper>;
    let scene = Scene::over(town_bot().keeping_votes(keeper())).await;
    let answer = scene.asks(RUNNERS.0).await;
    let thanks = scene.presses(&scene.ana, &answer, "👎").await;
    assert!(thanks.is_ephemeral());
    assert_eq!(thanks.labels(), ["Add a note"]);
    assert_eq!(votes.kept.lock().expect("nothing panicked").len(), 1, "kept before any form is opened");

    let opened = scene.standin.press(&scene.ana, thanks.id, "Add a note");
    let form = scene.standin.response(opened).await;
    assert_eq!((form.kind, &form.modal["title"]), (9, &"Add a note".into()));
    // Closed without sending, it tells nobody; opened again, it works, also after a restart.
    let scene = scene.restarted(town_bot().keeping_votes(keeper())).await;
    let again = scene.standin.press(&scene.ana, thanks.id, "Add a note");
    scene.standin.response(again).await;
    for (words, said) in
        [("it was 12,500,\n@everyone", "Thank you. Your note is kept"), ("  \n ", "There were no words in that note")]
    {
        let sent = scene.standin.submit(&scene.ana, again, &[("words", words)]);
        let response = scene.standin.response(sent).await;
        assert!(response.ephemeral, "{words:?}");
        assert_holds(&response.message.expect("it is a message"), &[said]);
    }
    let kept = votes.kept.lock().expect("nothing panicked")[0].case();
    let notes = votes.notes.lock().expect("nothing panicked").clone();
    assert_eq!(notes, [Note { case: kept, note: "it was 12,500, @everyone".to_owned() }]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn why_is_told_in_private_below_an_answer_and_below_none() {
    let scene = Scene::town().await;
    for (question, words) in [
        (RUNNERS.0, &["**I understood:** how many runners", "First: **12,400**", "**How sure:** about"][..]),
        ("who is the president of France?", &["**No answer, because** no passage has any word of the question."]),
        ("who is the mayor of Brightsea?", &["**No answer, because** the best", "In the nearest sentence", "“mayor”"]),
    ] {
        let answer = scene.asks(question).await;
        let told = scene.presses(&scene.bob, &answer, "Why?").await;
        assert!(told.is_ephemeral() && told.labels().is_empty(), "{question}");
        assert_holds(&told, words);
        let now = scene.standin.message(answer.id);
        assert_eq!((&now.content, now.edited), (&answer.content, None), "what all see stays");
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_press_that_arrives_twice_is_answered_once() {
    let votes = Arc::new(Votes::default());
    let scene = Scene::over(town_bot().keeping_votes(Arc::clone(&votes) as Arc<dyn VoteKeeper>)).await;
    let answer = scene.asks("how much will the repair cost?").await;
    let labels: Vec<String> = answer.labels().into_iter().map(ToOwned::to_owned).collect();
    for label in &labels {
        let pressed = scene.standin.press(&scene.ana, answer.id, label);
        scene.standin.repeat_interaction(pressed);
        scene.standin.response(pressed).await;
        scene.standin.repeat_interaction(pressed);
    }
    let shown = scene.general;
    let standin = scene.close().await;
    assert_eq!(standin.requests_to("POST", "/callback").len(), labels.len());
    assert_eq!(standin.written(shown).iter().filter(|it| it.is_ephemeral()).count(), labels.len());
    assert_eq!(votes.kept.lock().expect("nothing panicked").len(), 2);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_button_of_another_time_gets_a_sentence() {
    let scene = Scene::town().await;
    let answer = scene.asks(RUNNERS.0).await;
    scene.standin.hold_events();
    let pressed = scene.standin.press(&scene.ana, answer.id, "Show context");
    scene.standin.release_changed(|payload| payload["d"]["data"]["custom_id"] = "quotes/v0/17".into());
    let shown: Message = scene.standin.response(pressed).await.message.expect("it is a message");
    assert!(shown.is_ephemeral());
    assert_holds(&shown, &["I don’t know that command", "`/help`"]);
    scene.end().await;
}
