//! What servers set for themselves, who may set it, and what people learn of what is kept.

use std::sync::Arc;
use std::time::Duration;

use pullquote::bot::{Bot, SettingsKeeper};
use pullquote::corpus::Document;
use pullquote::store::Store;
use serde_json::{Value, json};

use super::binary::start_with;
use super::bot_fixture::{RUNNERS, Scene, assert_holds, town_bot};
use super::fixture::options;
use crate::engine::over;
use crate::folder::Folder;
use crate::made_up::town;
use crate::standin::fault::Fault;
use crate::standin::options::Options;
use crate::standin::{Message, Standin, User};

const DENIED: &str = "Only those who may manage this server";

/// The bot over the town's news, which keeps what servers set in a folder.
fn keeping(folder: &Folder) -> Bot {
    town_bot().keeping_settings(Arc::new(Store::below(folder.path())) as Arc<dyn SettingsKeeper>)
}

/// A scene whose bot keeps settings in the folder, and somebody who may manage servers.
async fn scene(folder: &Folder) -> (Scene, User) {
    let scene = Scene::over(keeping(folder)).await;
    let mia = scene.standin.manager("mia");
    (scene, mia)
}

async fn set(scene: &Scene, user: &User, place: u64, options: &[(&str, Value)]) -> Message {
    let shown = scene.slash_by(user, place, "settings", options).await;
    assert!(shown.is_ephemeral(), "{}", shown.content);
    shown
}

async fn ask(scene: &Scene, place: u64, more: &[(&str, Value)]) -> Message {
    let options = [&[("question", json!(RUNNERS.0))], more].concat();
    scene.slash_by(&scene.bob, place, "ask", &options).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_answers_in_the_channels_that_are_named_and_in_their_threads() {
    let folder = Folder::new();
    let (scene, mia) = scene(&folder).await;
    let standin = &scene.standin;
    let (lounge, forum) = (standin.add_channel("lounge"), standin.add_forum("questions"));
    let (thread, post) = (standin.add_thread(scene.general, "marathon"), standin.add_thread(forum, "who?"));
    let (other_thread, mention) = (standin.add_thread(lounge, "other"), format!("<@bot> {}", RUNNERS.0));

    let shown = set(&scene, &mia, lounge, &[]).await;
    assert_holds(&shown, &["**Settings of this server**", "I answer in all of them", "Language: each user’s own"]);
    set(&scene, &mia, lounge, &[("add-channel", json!(scene.general.to_string()))]).await;
    let shown = set(&scene, &mia, lounge, &[("add-channel", json!(forum.to_string()))]).await;
    assert_holds(&shown, &["Kept; it holds from now on.", &format!("<#{}>", scene.general), &format!("<#{forum}>")]);

    for place in [scene.general, thread, post] {
        assert_holds(&scene.says(&scene.bob, place, &mention).await, &[RUNNERS.1]);
        assert_holds(&ask(&scene, place, &[]).await, &[RUNNERS.1]);
    }
    let unanswered = [lounge, other_thread, lounge].map(|place| standin.says(&scene.bob, place, &mention));
    for place in [lounge, other_thread] {
        let elsewhere = ask(&scene, place, &[]).await;
        assert!(elsewhere.is_ephemeral());
        assert_holds(&elsewhere, &["On this server I answer in", &format!("<#{}>", scene.general)]);
        assert!(!elsewhere.content.contains(RUNNERS.1), "{}", elsewhere.content);
        assert_holds(&scene.slash_by(&scene.bob, place, "help", &[]).await, &["I answer questions about 4 articles"]);
    }
    let direct = standin.direct(&scene.bob);
    assert_holds(&scene.says(&scene.bob, direct, RUNNERS.0).await, &[RUNNERS.1]);
    set(&scene, &mia, lounge, &[("remove-channel", json!(forum.to_string()))]).await;
    let shown = set(&scene, &mia, lounge, &[("remove-channel", json!(scene.general.to_string()))]).await;
    assert_holds(&shown, &["I answer in all of them"]);
    assert_holds(&scene.says(&scene.ana, lounge, &mention).await, &[RUNNERS.1]);

    let standin = scene.close().await;
    assert!(unanswered.iter().all(|message| standin.n_replies(*message) == 0), "it is silent there");
    // Each channel is asked for once, or twice at the same time, and only where it matters.
    let asked = standin.requests().into_iter().filter(|it| it.method == "GET" && it.path.starts_with("/channels/"));
    let mut asked: Vec<String> = asked.map(|it| it.path).collect();
    assert!(asked.len() <= 5, "{asked:?}");
    asked.sort_unstable();
    asked.dedup();
    assert_eq!(asked.len(), 4, "{asked:?}");
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_hold_at_once_and_after_a_restart_and_on_one_server_alone() {
    let folder = Folder::new();
    let (scene, mia) = scene(&folder).await;
    let other = scene.standin.add_server("other", 0, 1);
    let changes = [("private", json!(true)), ("language", json!("de")), ("rate", json!(40))];
    let shown = set(&scene, &mia, scene.general, &changes).await;
    assert_holds(
        &shown,
        &["Gespeichert; es gilt ab jetzt.", "nur für die beantwortet", "Rate: 40 pro Minute", "Deutsch"],
    );
    let scene = scene.restarted(keeping(&folder)).await;
    for _ in 0..2 {
        let answer = ask(&scene, scene.general, &[]).await;
        assert!(answer.is_ephemeral());
        assert_eq!(answer.labels()[0], "Zusammenhang");
        assert!(!ask(&scene, scene.general, &[("private", json!(false))]).await.is_ephemeral());
        assert!(scene.slash_by(&scene.bob, scene.general, "sources", &[]).await.is_ephemeral());
        let said = scene.standin.says(&scene.ana, scene.general, RUNNERS.0);
        let picked = scene.standin.message_command(&scene.bob, "Ask the archive", said);
        assert!(scene.standin.response(picked).await.message.expect("it is a message").is_ephemeral());
        // Whoever mentions the bot does so for all to see.
        assert_eq!(scene.asks(RUNNERS.0).await.labels()[0], "Zusammenhang");
    }
    let elsewhere = ask(&scene, other, &[]).await;
    assert!(!elsewhere.is_ephemeral());
    assert_eq!(elsewhere.labels()[0], "Show context");
    assert_holds(
        &set(&scene, &mia, other, &[]).await,
        &["answered where all can see it", "no limit of this server’s own"],
    );

    let shown = set(&scene, &mia, scene.general, &[("language", json!("each")), ("rate", json!(0))]).await;
    assert_holds(&shown, &["Sprache: die eigene von jedem", "keine eigene Grenze"]);
    assert_holds(
        &set(&scene, &mia, scene.general, &[("reset", json!(true))]).await,
        &["answered where all can see it"],
    );
    assert!(!ask(&scene, scene.general, &[]).await.is_ephemeral());
    assert!(Store::below(folder.path()).servers().unwrap().is_empty(), "nothing is kept of a server that set nothing");
    scene.end().await;
}

/// The town's news in two folders.
fn in_folders() -> Bot {
    let marathon = town().corpus().documents().iter().find(|document| document.body().contains("12,400"));
    let marathon = marathon.map(|document| document.slug.clone()).expect("it is there");
    let article = |document: &Document| {
        let folder = if document.slug == marathon { "sport" } else { "harbour" };
        let (slug, path) = (document.slug.clone(), document.path.clone());
        Document::new(slug, path, document.metadata.clone(), document.body().to_owned()).in_folder(folder.to_owned())
    };
    Bot::new(over(town().corpus().documents().iter().map(article).collect()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_its_threads_and_posts_are_answered_from_their_articles_alone() {
    let folder = Folder::new();
    let bot = in_folders().keeping_settings(Arc::new(Store::below(folder.path())) as Arc<dyn SettingsKeeper>);
    let scene = Scene::over(bot).await;
    let (standin, mia) = (&scene.standin, scene.standin.manager("mia"));
    let (lounge, forum) = (standin.add_channel("lounge"), standin.add_forum("questions"));
    let (thread, post) = (standin.add_thread(lounge, "marathon"), standin.add_thread(forum, "who?"));
    let mention = format!("<@bot> {}", RUNNERS.0);
    for place in [lounge, forum] {
        let options = [("articles", json!("harbour")), ("channel", json!(place.to_string()))];
        let kept = set(&scene, &mia, scene.general, &options).await;
        assert_holds(&kept, &["Kept", &format!("<#{place}>"), "from articles in “harbour” alone"]);
    }
    for place in [lounge, thread, post] {
        let searched = scene.slash_by(&scene.bob, place, "search", &[("words", json!("runners marathon"))]).await;
        for reply in [ask(&scene, place, &[]).await, scene.says(&scene.bob, place, &mention).await, searched] {
            assert!(!reply.content.contains("12,400"), "{}", reply.content);
        }
        assert_holds(&scene.slash_by(&scene.bob, place, "sources", &[]).await, &["3 articles"]);
    }
    let typed = standin.autocomplete(&scene.bob, thread, "source", &[], ("source", ""));
    assert_eq!(standin.response(typed).await.choices.len(), 3);
    let typed = standin.autocomplete(&mia, thread, "settings", &[], ("articles", ""));
    let suggested: Vec<Value> = standin.response(typed).await.choices.into_iter().map(|(_, value)| value).collect();
    assert_eq!(suggested, ["all", "harbour", "sport"]);
    assert_holds(&ask(&scene, scene.general, &[]).await, &[RUNNERS.1]);
    assert_holds(&scene.says(&scene.bob, scene.general, &mention).await, &[RUNNERS.1]);
    // Where Discord does not say which channel it is a thread of, it is not answered from everything.
    let unknown = standin.add_thread(lounge, "later");
    standin.plan("GET", &format!("/channels/{unknown}"), Fault::Status(500), 1);
    let excuse = scene.says(&scene.bob, unknown, &mention).await;
    assert_holds(&excuse, &["I cannot search the articles right now."]);
    assert!(!scene.says(&scene.bob, unknown, &mention).await.content.contains("12,400"));
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_s_own_rate_is_held_and_said_in_its_language() {
    let folder = Folder::new();
    let (scene, mia) = scene(&folder).await;
    set(&scene, &mia, scene.general, &[("rate", json!(2)), ("language", json!("fr"))]).await;
    for _ in 0..2 {
        assert_holds(&ask(&scene, scene.general, &[]).await, &[RUNNERS.1]);
    }
    let refusal = ask(&scene, scene.general, &[]).await;
    assert!(refusal.is_ephemeral());
    assert_holds(&refusal, &["Ce serveur"]);
    let other = scene.standin.add_server("other", 0, 1);
    assert_holds(&ask(&scene, other, &[]).await, &[RUNNERS.1]);
    // Who manages it can still set it right.
    set(&scene, &mia, scene.general, &[("rate", json!(0))]).await;
    assert_holds(&ask(&scene, scene.general, &[]).await, &[RUNNERS.1]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_not_manage_the_server_is_refused() {
    let folder = Folder::new();
    let (scene, mia) = scene(&folder).await;
    let declared = scene.standin.commands().into_iter().find(|command| command["name"] == "settings").unwrap();
    assert_eq!(declared["default_member_permissions"], "32", "manage the server");
    for options in [&[][..], &[("private", json!(true))], &[("reset", json!(true))]] {
        assert_holds(&set(&scene, &scene.ana, scene.general, options).await, &[DENIED]);
    }
    assert_holds(&set(&scene, &mia, scene.general, &[]).await, &["answered where all can see it"]);
    // In a message nobody is a manager, and a reply would be seen by all.
    let mention = scene.says(&mia, scene.general, "<@bot> /settings private:true").await;
    assert_holds(&mention, &["send that as a slash command"]);
    for place in [scene.standin.direct(&mia), scene.standin.add_private_channel(&mia, &scene.bob)] {
        let direct = set(&scene, &mia, place, &[("private", json!(true))]).await;
        assert_holds(&direct, &["Settings belong to a server: use `/settings` there."]);
    }
    assert!(Store::below(folder.path()).servers().unwrap().is_empty());
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hostile_values_change_nothing() {
    let folder = Folder::new();
    let (scene, mia) = scene(&folder).await;
    for (name, value) in [
        ("rate", json!(-1)),
        ("rate", json!(10_001)),
        ("rate", json!(i64::MAX)),
        ("language", json!("tlh")),
        ("language", json!("de'; DROP TABLE server; --")),
        ("language", json!("")),
        ("language", json!("@everyone ".repeat(300))),
        ("add-channel", json!(u64::MAX.to_string())),
        ("channel", json!(u64::MAX.to_string())),
        ("articles", json!("../..")),
        ("articles", json!("x".repeat(1000))),
    ] {
        // Private comes with it: all of a command holds, or nothing.
        let options = [("private", json!(true)), (name, value.clone())];
        let said = set(&scene, &mia, scene.general, &options).await;
        assert!(
            !said.content.contains("Kept") && !said.content.contains("everyone"),
            "{name} {value}: {}",
            said.content
        );
    }
    assert!(Store::below(folder.path()).servers().unwrap().is_empty());
    // As many channels as there is room for.
    for n in 0..30 {
        let channel = scene.standin.add_channel(&format!("channel-{n}"));
        set(&scene, &mia, scene.general, &[("add-channel", json!(channel.to_string()))]).await;
    }
    let one_more = [("add-channel", json!(scene.general.to_string())), ("private", json!(true))];
    assert_holds(&set(&scene, &mia, scene.general, &one_more).await, &["30 named channels at most"]);
    let privacy = scene.slash_by(&mia, scene.general, "privacy", &[]).await;
    assert_holds(&privacy, &["\"channels\":[\"", "\"private\":false"]);
    assert_eq!(set(&scene, &mia, scene.general, &[]).await.content.matches("<#").count(), 30);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_place_to_keep_them_settings_are_refused_and_questions_answered() {
    let folder = Folder::with(&[("state.sqlite3", "no database at all, and longer than nothing")]);
    let (scene, mia) = scene(&folder).await;
    assert_holds(&ask(&scene, scene.general, &[]).await, &[RUNNERS.1]);
    assert_holds(&scene.asks(RUNNERS.0).await, &[RUNNERS.1]);
    let refused = set(&scene, &mia, scene.general, &[("private", json!(true))]).await;
    assert_holds(&refused, &["Settings cannot be kept now, so nothing was changed."]);
    assert_holds(&set(&scene, &mia, scene.general, &[]).await, &["I answer in all of them"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_learns_what_is_known_of_them_and_has_it_forgotten() {
    let folder = Folder::new();
    let (scene, mia) = scene(&folder).await;
    let privacy = async |user: &User, options: &[(&str, Value)]| {
        let said = scene.slash_by(user, scene.general, "privacy", options).await;
        assert!(said.is_ephemeral(), "{}", said.content);
        said
    };
    let none = privacy(&scene.ana, &[]).await;
    assert_holds(&none, &["I remember nothing of you.", "Votes and notes are kept without who gave them"]);
    let answer = scene.asks(RUNNERS.0).await;
    scene.presses(&scene.ana, &answer, "👍").await;
    scene.asks("who leads the @everyone **group**?").await;
    let known = privacy(&scene.ana, &[]).await;
    assert_holds(
        &known,
        &["your questions (2)", "voted (1)", "“how many runners took part?”", "None of it is stored."],
    );
    assert!(!known.content.contains("@everyone"), "{}", known.content);
    assert!(!known.content.contains("server"), "she manages none: {}", known.content);
    assert_holds(&privacy(&scene.bob, &[]).await, &["I remember nothing of you."]);
    assert_holds(
        &privacy(&scene.ana, &[("forget", json!(true))]).await,
        &["Done: I remember nothing of you any more."],
    );
    assert_holds(&privacy(&scene.ana, &[]).await, &["I remember nothing of you."]);
    // Nothing to go on with is left, neither for her nor for who replies to her answer.
    assert!(!scene.asks("and where?").await.content.contains("Read as"));

    assert_holds(&privacy(&mia, &[]).await, &["About this server nothing is kept."]);
    set(&scene, &mia, scene.general, &[("rate", json!(60)), ("language", json!("en"))]).await;
    let told = privacy(&mia, &[]).await;
    assert_holds(
        &told,
        &[
            "```json\n{\"server\":\"",
            "\"rate\":60,\"language\":\"en\"",
            "\"channel_articles\":{}}\n```",
            "the option `reset` of `/settings`",
        ],
    );
    assert!(!privacy(&scene.bob, &[]).await.content.contains("json"), "the server's is for those who manage it");
    let aloud = scene.says(&scene.ana, scene.general, "<@bot> /privacy").await;
    assert_holds(&aloud, &["send that as a slash command"]);
    scene.end().await;
}

/// The real program, killed as no program can foresee, between settings that were acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_program_keeps_what_it_acknowledged_before_it_is_killed() {
    let standin = Standin::start(Options { identify_gap: Duration::ZERO, ..options() }).await;
    let (folder, mia, general) = (Folder::new(), standin.manager("mia"), standin.channel("general"));
    let mut rate = 0;
    for round in 1..=3 {
        let mut program = start_with(&standin, folder.path(), &["run"]);
        standin.wait_sessions(round, 0).await;
        standin.wait_commands().await;
        if rate > 0 {
            let asked = standin.slash(&mia, general, "settings", &[]);
            let shown = standin.response(asked).await.message.expect("it is a message");
            assert_holds(&shown, &[&format!("Rate: {rate} a minute")]);
        }
        for _ in 0..4 {
            rate += 1;
            let asked = standin.slash(&mia, general, "settings", &[("rate", json!(rate))]);
            let kept = standin.response(asked).await.message.expect("it is a message");
            assert_holds(&kept, &["Kept"]);
        }
        program.kill().await.expect("it is running");
        standin.wait_disconnected().await;
        let store = Store::below(&folder.file(".pullquote"));
        store.check().unwrap();
        let kept = store.servers().unwrap();
        assert_eq!(kept.len(), 1);
        assert_eq!(kept[0].1.rate.map(std::num::NonZeroU32::get), Some(rate));
    }
    standin.finish();
}
