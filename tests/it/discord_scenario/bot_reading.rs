//! How a question was read, where that is not just as it was typed.

use pullquote::bot::Bot;

use super::bot_fixture::{Scene, assert_holds};
use crate::engine::{document, over};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_word_that_is_misspelt_is_repaired_and_one_that_is_not_is_left_alone() {
    let scene = Scene::town().await;
    let repaired = scene.asks("how many passangers were injured?").await;
    assert_holds(&repaired, &["**23**", "-# Read as: how many passengers were injured?"]);
    for question in ["who really won the marathon?", "who actually won the marathon?"] {
        let answer = scene.asks(question).await;
        assert_holds(&answer, &["**Leila Haddad**"]);
        assert!(!answer.content.contains("Read as"), "{}", answer.content);
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_question_is_not_repeated_at_length() {
    let scene = Scene::town().await;
    let long = "by the smoke of the fire that broke out on the ferry in the harbour ".repeat(20);
    let answer = scene.asks(&format!("how many passangers were injured {long}?")).await;
    assert_holds(&answer, &["passengers were injured", "-# Read as: how many passengers were injured by"]);
    let line = answer.content.lines().last().expect("it has lines");
    assert!(line.ends_with(" …") && line.chars().count() < 250, "{line}");
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sentence_too_long_for_a_message_is_quoted_around_its_answer() {
    let before = "on the day of the great flood that nobody in the valley had seen coming, ".repeat(20);
    let after = ", while the rain that had fallen since the spring went on and on".repeat(20);
    let body = format!("The bridge at Holm, {before}was opened by Queen Matilda in 1931{after}.");
    let scene = Scene::over(Bot::new(over(vec![document("bridge", &body)]))).await;
    let answer = scene.asks("who opened the bridge at Holm?").await;
    for message in [scene.presses(&scene.bob, &answer, "Show context").await, answer] {
        assert_holds(&message, &["Queen Matilda", "\\[…\\]", "bridge.md"]);
        assert!(!message.content.contains("too long"), "{}", message.content);
    }
    scene.end().await;
}
