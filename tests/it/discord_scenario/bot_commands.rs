//! The bot's commands, each as people use it.

use pullquote::bot::Bot;
use pullquote::corpus::Metadata;
use serde_json::{Value, json};

use super::bot_fixture::{RUNNERS, Scene, assert_holds, town_bot};
use crate::engine::{document, over, titled};
use crate::made_up::town;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ask_is_answered_with_a_quote_for_all_or_for_one() {
    let scene = Scene::town().await;
    let question = ("question", json!(RUNNERS.0));
    for (option, is_private) in
        [(None, false), (Some(("private", json!(false))), false), (Some(("private", json!(true))), true)]
    {
        let options: Vec<(&str, Value)> = [question.clone()].into_iter().chain(option).collect();
        let answer = scene.slash("ask", &options).await;
        assert_holds(&answer, &["-# “how many runners took part?”", RUNNERS.1, "> ", "Haddad wins the marathon"]);
        assert_eq!(answer.is_ephemeral(), is_private);
        assert_eq!(answer.labels(), ["Show context", "More quotes", "Why?", "👍", "👎"]);
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ask_keeps_to_a_source_and_says_when_there_is_none() {
    let scene = Scene::town().await;
    let ask = async |source: &str| {
        scene.slash("ask", &[("question", json!("how much will the repair cost?")), ("source", json!(source))]).await
    };
    let limited = ask("Coastal Times").await;
    assert_holds(&limited, &["6 million euros", "Only 1 article searched"]);
    assert!(!limited.content.contains("4 million"), "{}", limited.content);
    let unknown = ask("the Daily @everyone").await;
    assert!(unknown.is_ephemeral());
    assert_holds(&unknown, &["There is no source", "`/sources`"]);
    assert!(unknown.labels().is_empty());
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_of_one_paragraph_has_no_paragraphs() {
    let scene = Scene::over(Bot::new(over(vec![document("note", "Rain.")]))).await;
    let english = scene.slash("source", &[("source", json!("note"))]).await;
    assert_holds(&english, &["-# 1 word · 1 paragraph · note.md"]);
    let german = scene.slash_by(&scene.standin.speaker("cem", "de"), scene.general, "sources", &[]).await;
    assert_holds(&german, &["**1 Artikel**", "1 Wort · note.md"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn source_shows_one_article_or_which_it_might_be() {
    let scene = Scene::town().await;
    for (name, is_private, words) in [
        ("marathon", false, &["**Haddad wins the marathon**", "> Leila Haddad won"][..]),
        ("ferry", true, &["More than one article", "Fire on the Selandia", "What the inquiry found"]),
        ("opera", true, &["There is no source “opera”"]),
    ] {
        let shown = scene.slash("source", &[("source", json!(name))]).await;
        assert_holds(&shown, words);
        assert_eq!(shown.is_ephemeral(), is_private, "{name}");
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn help_and_about_say_what_the_bot_is_over() {
    let scene = Scene::over(town_bot().indexed_at(1_700_000_000)).await;
    assert_holds(&scene.slash("help", &[]).await, &["4 articles", "`/ask`", "*Ask the archive*"]);
    let about = scene.slash("about", &[]).await;
    let hash: String = town().corpus().hash().chars().take(12).collect();
    assert_holds(&about, &[env!("CARGO_PKG_VERSION"), "4 articles", "<t:1700000000:f>", &hash]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_s_message_is_asked_about_from_its_menu() {
    let scene = Scene::town().await;
    let (standin, ana, bob) = (&scene.standin, &scene.ana, &scene.bob);
    let said = standin.says(ana, scene.general, "does anyone know how many runners took part?");
    let picked = standin.message_command(bob, "Ask the archive", said);
    let answer = standin.response(picked).await.message.expect("it is a message");
    assert_holds(&answer, &["-# “does anyone know how many runners took part?”", "> More than **12,400** runners"]);
    assert!(!answer.is_ephemeral());

    let wordless = standin.says(ana, scene.general, "");
    let picked = standin.message_command(bob, "Ask the archive", wordless);
    let refusal = standin.response(picked).await.message.expect("it is a message");
    assert!(refusal.is_ephemeral());
    assert_holds(&refusal, &["no words"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_of_kinds_still_to_be_invented_is_asked_about_all_the_same() {
    let scene = Scene::town().await;
    let said = scene.standin.says(&scene.ana, scene.general, RUNNERS.0);
    scene.standin.hold_events();
    let picked = scene.standin.message_command(&scene.bob, "Ask the archive", said);
    scene.standin.release_changed(|payload| {
        let target = &mut payload["d"]["data"]["resolved"]["messages"][said.to_string()];
        target["components"] = json!([{"type": 99, "id": 1, "components": [{"type": 98, "content": "x"}]}]);
        target["embeds"] = json!([{"type": "hologram", "depth": {"cm": 3}}]);
    });
    let answer = scene.standin.response(picked).await.message.expect("it is a message");
    assert_holds(&answer, &[RUNNERS.1]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn articles_are_suggested_by_title_and_name() {
    let scene = Scene::town().await;
    for (command, partial, slugs) in [
        ("source", "selandia", &["ferry-fire"][..]),
        ("source", "ferry", &["ferry-fire", "ferry-inquiry"]),
        ("ask", "  BATTERY ", &["sodium-battery"]),
        ("ask", "", &["ferry-fire", "ferry-inquiry", "marathon", "sodium-battery"]),
        ("ask", "opera", &[]),
    ] {
        let typed = scene.standin.autocomplete(&scene.ana, scene.general, command, &[], ("source", partial));
        let response = scene.standin.response(typed).await;
        let found: Vec<_> = response.choices.iter().filter_map(|(_, value)| value.as_str()).collect();
        assert_eq!((response.kind, &found[..]), (8, slugs), "{partial}");
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_more_is_suggested_than_there_is_room_for() {
    let long = |n: usize| {
        let title = format!("@everyone {n} [x](https://evil.example) {}", "Ä🔥 ".repeat(60));
        titled(&format!("a{n}"), Metadata { title: Some(title), ..Metadata::default() }, "It rained.")
    };
    let scene = Scene::over(Bot::new(over((0..40).map(long).collect()))).await;
    let typed = scene.standin.autocomplete(&scene.ana, scene.general, "source", &[], ("source", "EVERYONE"));
    assert_eq!(scene.standin.response(typed).await.choices.len(), 25);
    scene.end().await;
}
