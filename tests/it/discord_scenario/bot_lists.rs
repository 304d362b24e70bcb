//! Lists of more than one page, turned from the first to the last and back.

use std::collections::HashSet;
use std::sync::Arc;

use pullquote::bot::Bot;
use serde_json::json;

use super::bot_fixture::{Scene, assert_holds};
use crate::engine::{document, over, shipped};
use crate::standin::{Message, User};

/// Turns the pages of `first` to the last and back again. Returns them.
///
/// Each takes the place of the one before, so that there is one message all the time.
async fn turned(scene: &Scene, user: &User, first: Message) -> Vec<String> {
    let n_written = scene.standin.written(first.channel).len();
    let (there, last) = follow(scene, user, first, "Next").await;
    let (mut back, _) = follow(scene, user, last, "Previous").await;
    back.reverse();
    assert_eq!(there, back);
    let (n_pages, all) = (there.len(), there.iter().collect::<HashSet<_>>());
    assert!(n_pages > 1 && all.len() == n_pages, "{there:#?}");
    assert!(there[n_pages - 1].contains(&format!("page {n_pages} of {n_pages}")), "{there:#?}");
    assert_eq!(scene.standin.written(scene.general).len(), n_written);
    there
}

/// The page and those behind the button `label`, and the last of them.
async fn follow(scene: &Scene, user: &User, first: Message, label: &str) -> (Vec<String>, Message) {
    let mut pages = vec![first.content.clone()];
    let mut page = first;
    while page.control(label).expect("it has pages")["disabled"] != true {
        let pressed = scene.standin.press(user, page.id, label);
        let response = scene.standin.response(pressed).await;
        assert!(matches!(response.kind, 6 | 7), "a change of its message, not {}", response.kind);
        let next = response.message.expect("it is a message");
        assert_eq!((next.id, next.is_ephemeral()), (page.id, page.is_ephemeral()));
        page = next;
        pages.push(page.content.clone());
    }
    (pages, page)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_of_articles_is_turned_by_anybody_and_after_a_restart() {
    let shelf = || Bot::new(over((0..20).map(|n| document(&format!("no-{n:02}"), "It rained all day.")).collect()));
    let scene = Scene::over(shelf()).await;
    let first = scene.slash("sources", &[]).await;
    assert_eq!(first.labels(), ["Previous", "Next"]);
    let scene = scene.restarted(shelf()).await;
    let pages = turned(&scene, &scene.bob, first).await;
    assert_eq!(pages.len(), 3);
    assert!((0..20).all(|n| pages.concat().contains(&format!("no-{n:02}.md"))));
    for (page, line) in [(2, "page 2 of 3"), (3, "page 3 of 3"), (900, "page 3 of 3")] {
        assert_holds(&scene.slash("sources", &[("page", json!(page))]).await, &[line]);
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_short_list_has_no_pages() {
    let scene = Scene::town().await;
    let list = scene.slash("sources", &[]).await;
    assert_holds(&list, &["**4 articles**", "1. **Fire on the Selandia**", "](<https://coastal.example/inquiry>)"]);
    assert!(list.labels().is_empty());
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn found_passages_are_turned() {
    let scene = Scene::over(Bot::new(Arc::clone(shipped()))).await;
    let first = scene.slash("search", &[("words", json!("ceasefire agreed"))]).await;
    assert_holds(&first, &["**Passages about “ceasefire agreed”** · page 1 of", "> "]);
    turned(&scene, &scene.ana, first).await;
    let none = scene.slash("search", &[("words", json!("zyzzyva"))]).await;
    assert_holds(&none, &["No passage holds “zyzzyva”"]);
    assert!(none.labels().is_empty());
    assert!(scene.slash("search", &[("words", json!("  "))]).await.is_ephemeral());
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_only_one_person_sees_is_turned_where_it_stands() {
    let scene = Scene::over(Bot::new(Arc::clone(shipped()))).await;
    let answer = scene.asks("when was the ceasefire agreed?").await;
    let context = scene.presses(&scene.bob, &answer, "Show context").await;
    assert!(context.is_ephemeral());
    turned(&scene, &scene.bob, context).await;
    assert_eq!(scene.standin.message(answer.id).content, answer.content, "what all see stays");
    scene.end().await;
}
