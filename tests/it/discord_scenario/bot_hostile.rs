//! Questions and articles that mean to ping, to break out of their place, or to be too much.

use pullquote::bot::Bot;
use serde_json::json;

use super::bot_fixture::{RUNNERS, Scene, assert_holds, town_bot};
use crate::engine;
use crate::folder::Folder;
use crate::standin::Message;

/// What somebody may write to the bot.
fn questions() -> Vec<String> {
    vec![
        "@everyone @here <@&7> <@99> <#20> how many runners took part?".to_owned(),
        "**how** __many__ ~~runners~~ ||took|| `part`? ```rm -rf``` > # -# [x](https://evil.example)".to_owned(),
        format!("how many runners {}took part?", "really ".repeat(280)),
        "r\u{200b}u\u{200d}n\u{2060}n\u{feff}ers \u{202e}trap koot\u{202c} \u{2066}?\u{2069} كم عدد العدائين؟"
            .to_owned(),
        "🔥🏃‍♀️🇩🇪👍🏽".to_owned(),
        "https://evil.example/?q=how+many+runners".to_owned(),
        "\0\u{7}\u{1b}[31m how many runners took part?".to_owned(),
        "`".repeat(1_900),
        "_*~|<>[]()\\@#".repeat(140),
        "\u{1f600}".repeat(990),
        "a\u{301}\u{301}\u{301}\u{301}".repeat(390),
        "what {0} {/ask} {{}} %s $(x) '; DROP TABLE articles; -- ?".to_owned(),
    ]
}

/// Fails if `message` pings, links where it should not, opens a block of code, or is too long.
#[track_caller]
fn assert_harmless(message: &Message) {
    let content = &message.content;
    for live in ["@everyone", "@here", "<@", "<#", "](https://evil", "```", "](<https://evil"] {
        let is_live = |(at, _)| !content.get(..at).is_some_and(|before| before.ends_with('\\'));
        assert!(!content.match_indices(live).any(is_live), "{live} in:\n{content}");
    }
    assert!(!content.contains("too long to show"), "{content}");
    assert!((1..=2_000).contains(&content.encode_utf16().count()), "{content}");
}

/// As [`assert_harmless`], and nothing turns the order of its letters around. A quote may: it is verbatim.
#[track_caller]
fn assert_tame(message: &Message) {
    assert_harmless(message);
    assert!(!message.content.contains(['\u{202e}', '\u{2066}', '\0', '\u{1b}']), "{:?}", message.content);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_questions_get_harmless_replies() {
    // So many in a row that most would be refused.
    let scene = Scene::set(town_bot(), &[("PULLQUOTE_USER_RATE", "off")]).await;
    for (n, text) in questions().into_iter().enumerate() {
        let place = scene.standin.add_channel(&format!("no {n}"));
        assert_tame(&scene.says(&scene.ana, place, &format!("<@bot> {text}")).await);
        for (name, option) in [
            ("ask", "question"),
            ("search", "words"),
            ("source", "source"),
            ("timeline", "topic"),
            ("compare", "topic"),
        ] {
            assert_tame(&scene.slash_by(&scene.ana, place, name, &[(option, json!(text))]).await);
        }
        let limited = [("question", json!(RUNNERS.0)), ("source", json!(text))];
        assert_tame(&scene.slash_by(&scene.ana, place, "ask", &limited).await);
        let said = scene.standin.says(&scene.bob, place, &text);
        let picked = scene.standin.message_command(&scene.ana, "Ask the archive", said);
        assert_tame(&scene.standin.response(picked).await.message.expect("it is a message"));
        let typed = scene.standin.autocomplete(&scene.ana, place, "source", &[], ("source", &text));
        assert_eq!(scene.standin.response(typed).await.kind, 8);
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn as_much_as_discord_lets_people_type_is_answered() {
    let scene = Scene::town().await;
    let question = format!("{} {}", RUNNERS.0, "x ".repeat(2_980));
    assert_harmless(&scene.slash("ask", &[("question", json!(question))]).await);
    let said = format!("<@bot> {} {}", RUNNERS.0, "💥".repeat(1_900));
    assert_harmless(&scene.says(&scene.ana, scene.general, &said).await);
    scene.end().await;
}

/// Articles as somebody may put them into the folder, front matter included.
fn hostile_folder() -> Folder {
    let long = "the mayor of Brightsea, as the council that met in the old hall by the harbour had asked, ".repeat(34);
    let fence = "```\n@everyone the ferry sank in 1931, said <@99> of <@&7>.\n```\n\n[free](https://evil.example) \
                 ](https://evil.example) ||the ferry|| was **raised** in 1932. # It was __red__ > and `large`.";
    let front = |title: &str, url: &str| {
        format!(
            "---\ntitle: '{title}'\npublisher: '<@99> ||x|| ](https://evil.example)'\nauthor: '@here `x`'\nurl: '{url}'\n---\n"
        )
    };
    Folder::with(&[
        (
            "fence.md",
            &(front("@everyone <@&7> [free](https://evil.example) ```x``` **b** 🔥", "https://a.example/(b)_c")
                + fence),
        ),
        (
            "long.md",
            &(front(&"**_~`|<>[]()@".repeat(60), "javascript:alert(1)")
                + "The ferry sank in 1931 because "
                + &long
                + "slept."),
        ),
        (
            "marks.md",
            &(front("> # -# 1. x", "https://evil.example/>)](<https://evil.example")
                + &"*_~`|<>[]\\@ ".repeat(40)
                + "The ferry sank in 1930."),
        ),
        (
            "turned.md",
            "\u{202e}The ferry sank in 1929\u{202c}, \u{1b}[31m said the captain \u{2066}twice\u{2069}.\n\n- x\n- y",
        ),
    ])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_articles_are_quoted_without_harm() {
    let folder = hostile_folder();
    let corpus = pullquote::corpus::load(folder.path()).expect("the folder can be read").corpus;
    let n_articles = corpus.documents().len();
    let scene = Scene::over(Bot::new(engine::engine(std::sync::Arc::new(corpus)))).await;
    let mut n_pressed = 0;
    for (n, question) in
        ["when did the ferry sink?", "why did the ferry sink?", "who said it?", "when was it raised?", "what was red?"]
            .into_iter()
            .enumerate()
    {
        let place = scene.standin.add_channel(&format!("no {n}"));
        let answer = scene.says(&scene.ana, place, &format!("<@bot> {question}")).await;
        assert_harmless(&answer);
        for label in answer.labels() {
            let mut shown = scene.presses(&scene.bob, &answer, label).await;
            assert_harmless(&shown);
            while shown.control("Next").is_some_and(|next| next["disabled"] != true) {
                shown = scene.presses(&scene.bob, &shown, "Next").await;
                assert_harmless(&shown);
            }
            n_pressed += 1;
        }
    }
    assert!(n_pressed > 10, "there was something to press: {n_pressed}");
    assert_harmless(&scene.slash("sources", &[]).await);
    assert_harmless(&scene.slash("search", &[("words", json!("ferry"))]).await);
    let typed = scene.standin.autocomplete(&scene.ana, scene.general, "source", &[], ("source", ""));
    let choices = scene.standin.response(typed).await.choices;
    assert_eq!(choices.len(), n_articles);
    for (_, slug) in choices {
        let shown = scene.slash("source", &[("source", slug)]).await;
        assert_harmless(&shown);
        assert_holds(&shown, &["> "]);
    }
    scene.end().await;
}
