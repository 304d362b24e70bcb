//! The languages that people's Discord is in, and the commands in each of them.

use pullquote::bot::COMMANDS;
use serde_json::{Value, json};

use super::bare::Bare;
use super::bot_fixture::{RUNNERS, Scene, assert_holds, town_bot};

/// The locales that the bot speaks, beside English.
const LOCALES: [&str; 5] = ["de", "es-419", "es-ES", "fr", "pt-BR"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_is_answered_in_the_language_of_their_discord() {
    let scene = Scene::town().await;
    for (locale, help, label) in [
        ("de", "Ich beantworte Fragen mit den eigenen Worten der Artikel (4 Artikel)", "Zusammenhang"),
        ("fr", "Je réponds aux questions sur 4 articles", "Contexte"),
        ("es-ES", "Respondo preguntas sobre 4 artículos", "Ver contexto"),
        ("es-419", "Respondo preguntas sobre 4 artículos", "Ver contexto"),
        ("pt-BR", "Respondo perguntas sobre 4 artigos", "Ver contexto"),
        ("ja", "I answer questions about 4 articles", "Show context"),
    ] {
        let user = scene.standin.speaker(&format!("speaks-{locale}"), locale);
        assert_holds(&scene.slash_by(&user, scene.general, "help", &[]).await, &[help]);
        let question = [("question", json!(RUNNERS.0)), ("private", json!(true))];
        let answer = scene.slash_by(&user, scene.general, "ask", &question).await;
        assert_holds(&answer, &[RUNNERS.1, "> More than **12,400** runners took part."]);
        assert_eq!(answer.labels()[0], label, "{locale}");
        assert!(scene.presses(&user, &answer, label).await.is_ephemeral());
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_button_speaks_to_who_presses_it() {
    let scene = Scene::town().await;
    let answer = scene.asks("how much will the repair cost?").await;
    let german = scene.standin.speaker("cem", "de");
    let context = scene.presses(&german, &answer, "Show context").await;
    assert_holds(&context, &["**Die Zitate an ihrer Stelle**", "__Her owner", "Absatz 3"]);
    assert_holds(&scene.presses(&german, &answer, "👍").await, &["Danke"]);
    assert_holds(&scene.presses(&scene.bob, &answer, "👍").await, &["Thank you"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_are_registered_in_every_language() {
    let scene = Scene::town().await;
    let commands = scene.standin.commands();
    assert_eq!(commands.len(), COMMANDS.len());
    let locales = |of: &Value| -> Vec<String> {
        let mut names: Vec<_> = of.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
        names.sort_unstable();
        names
    };
    for command in &commands {
        assert_eq!(locales(&command["name_localizations"]), LOCALES, "{command}");
        let options = command["options"].as_array().into_iter().flatten();
        for described in [command].into_iter().chain(options).filter(|it| it["description"] != "") {
            assert_eq!(locales(&described["description_localizations"]), LOCALES, "{described}");
        }
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_are_registered_again_only_after_a_change() {
    let scene = Scene::town().await;
    let scene = scene.restarted(town_bot()).await;
    assert_holds(&scene.asks(RUNNERS.0).await, &[RUNNERS.1]);
    assert_eq!(scene.standin.requests_to("PUT", "/commands").len(), 1);

    let help = scene.standin.commands().into_iter().find(|command| command["name"] == "help").expect("it is there");
    let path =
        format!("/applications/{}/commands/{}", scene.standin.application(), help["id"].as_str().expect("an id"));
    let older = json!({"description_localizations": {"de": "Hilfe"}});
    assert_eq!(Bare::new(&scene.standin).send("PATCH", &path, &older).await.0, 200);
    let scene = scene.restarted(town_bot()).await;
    scene.standin.wait_requests("PUT", "/commands", 2).await;
    let renewed = scene.standin.commands().into_iter().find(|command| command["name"] == "help").expect("it is there");
    assert_eq!(renewed["description_localizations"], help["description_localizations"]);
    scene.end().await;
}
