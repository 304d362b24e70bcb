//! Answers that outlive the bot that gave them: it is started again, over the same articles or others.

use pullquote::bot::Bot;
use pullquote::corpus::{Document, Metadata};

use super::bot_fixture::{RUNNERS, Scene, WHEN, WHERE, assert_holds, town_bot};
use crate::engine::{document, over, titled};
use crate::made_up::{battery, documents, fire, inquiry, marathon};
use crate::standin::Message;

/// Too long for one button's id, and still answered.
const LONG: &str = "how many passengers of the ferry Selandia were injured by the smoke when the fire broke out in her \
                    engine room while she lay in the harbour of Brightsea on October 19, as the harbour master told \
                    everybody who came to the quay that night?";

fn bot_over(documents: Vec<Document>) -> Bot {
    Bot::new(over(documents))
}

/// The longest id of the buttons under `message`.
fn longest_id(message: &Message) -> usize {
    let ids = message.controls().filter_map(|control| control["custom_id"].as_str());
    ids.map(|id| id.chars().count()).max().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_buttons_of_an_old_answer_work() {
    let scene = Scene::town().await;
    let answer = scene.asks("how much will the repair cost?").await;
    let scene = scene.restarted(town_bot()).await;
    for (label, words) in [
        ("Show context", "__Her owner, Northern Crossings"),
        ("More quotes", "**6 million euros**"),
        ("Sources differ", "What each article says"),
        ("Why?", "First: **4 million euros**"),
        ("👍", "Thank you."),
    ] {
        let shown = scene.presses(&scene.bob, &answer, label).await;
        assert_holds(&shown, &[words]);
        assert!(!shown.content.contains("have changed"), "{}", shown.content);
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_to_an_old_answer_goes_on_with_its_question() {
    let scene = Scene::town().await;
    let answer = scene.asks(WHEN.0).await;
    let source = ("source", "sodium-battery".into());
    let limited = scene.slash("ask", &[("question", WHEN.0.into()), source]).await;
    let scene = scene.restarted(town_bot()).await;
    let alone = scene.asks("and where?").await;
    assert!(!alone.content.contains("Read as"), "{}", alone.content);
    let reply = scene.replies(&scene.bob, &answer, "and where?").await;
    assert_holds(&reply, &[WHERE.0, WHERE.1]);
    let reply = scene.replies(&scene.bob, &limited, "and where?").await;
    assert_holds(&reply, &[WHERE.0, WHERE.1, "Only 1 article searched"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_too_long_for_one_button_is_spread_over_all() {
    let scene = Scene::town().await;
    let answer = scene.asks(LONG).await;
    assert_holds(&answer, &["**23**"]);
    assert_eq!(longest_id(&answer), 100, "the ids are as full as can be");
    let scene = scene.restarted(town_bot()).await;
    for label in ["Show context", "More quotes", "👎"] {
        let shown = scene.presses(&scene.bob, &answer, label).await;
        let words = if label == "👎" { "Thank you." } else { "23" };
        assert_holds(&shown, &[words]);
    }
    let reply = scene.replies(&scene.bob, &answer, "and when?").await;
    assert_holds(&reply, &["-# Read as: when"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_too_long_for_all_buttons_has_none() {
    let scene = Scene::town().await;
    let answer = scene.asks(&format!("{LONG} {}", "Please tell me. ".repeat(40))).await;
    assert!(answer.labels().is_empty(), "{:?}", answer.labels());
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_button_says_that_the_articles_changed() {
    let scene = Scene::town().await;
    let answer = scene.asks(RUNNERS.0).await;
    let more = document("regatta", "Forty boats took part in the regatta of Lindholm.");
    let scene = scene.restarted(bot_over(documents().into_iter().chain([more]).collect())).await;
    let same = scene.presses(&scene.ana, &answer, "Show context").await;
    assert_holds(&same, &["-# The articles have changed since that answer, but not what they say here.", "12,400"]);

    let body = marathon().body().replace("12,400", "13,900");
    let metadata = Metadata { title: Some("Haddad wins the marathon".to_owned()), ..Metadata::default() };
    let recount = titled("marathon", metadata, &body);
    let scene = scene.restarted(bot_over(vec![fire(), inquiry(), recount, battery()])).await;
    let speaker = scene.standin.speaker("cem", "de");
    for (user, words) in [(&scene.ana, "and their answer with them"), (&speaker, "und mit ihnen die Antwort")] {
        let other = scene.presses(user, &answer, "Show context").await;
        assert_holds(&other, &["-# ", words, "13,900"]);
        assert!(!other.content.contains("12,400"), "{}", other.content);
    }

    let scene = scene.restarted(bot_over(vec![fire()])).await;
    let gone = scene.presses(&scene.ana, &answer, "More quotes").await;
    assert_holds(&gone, &["and their answer with them"]);
    assert!(!gone.content.contains("runners"), "{}", gone.content);
    scene.end().await;
}
