//! People who ask more than they may, and those who must not suffer for it.

use serde_json::json;

use super::bot_fixture::{RUNNERS, Scene, assert_holds, town_bot};
use crate::standin::Message;

/// "Written without a sound".
const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_too_often_by_command_is_told_so_in_private() {
    let scene = Scene::set(town_bot(), &[("PULLQUOTE_USER_RATE", "2/1")]).await;
    let cem = scene.standin.speaker("cem", "de");
    let ask = async |user| scene.slash_by(user, scene.general, "ask", &[("question", json!(RUNNERS.0))]).await;
    for _ in 0..2 {
        assert_holds(&ask(&cem).await, &[RUNNERS.1]);
    }
    for _ in 0..2 {
        let refusal = ask(&cem).await;
        assert!(refusal.is_ephemeral());
        assert_holds(&refusal, &["Du fragst schneller, als ich antworten darf."]);
    }
    assert_holds(&ask(&scene.bob).await, &[RUNNERS.1]);
    assert_holds(&scene.slash_by(&cem, scene.general, "sources", &[]).await, &["4 Artikel"]);
    let answer = scene.standin.last_with("👍").expect("there are answers");
    assert_holds(&scene.presses(&cem, &answer, "👍").await, &["Danke"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_too_often_by_message_is_told_so_once_and_without_a_sound() {
    let scene = Scene::set(town_bot(), &[("PULLQUOTE_USER_RATE", "2/1")]).await;
    let place = scene.standin.add_channel("busy");
    let question = format!("<@bot> {}", RUNNERS.0);
    for _ in 0..2 {
        assert_holds(&scene.says(&scene.ana, place, &question).await, &[RUNNERS.1]);
    }
    let refusal = scene.says(&scene.ana, place, &question).await;
    assert_holds(&refusal, &["You ask faster than I may answer.", "Until then I pass over further questions."]);
    assert_eq!(refusal.flags & SUPPRESS_NOTIFICATIONS, SUPPRESS_NOTIFICATIONS);
    let more = [(); 5].map(|()| scene.standin.says(&scene.ana, place, &question));
    let other = scene.says(&scene.bob, scene.general, &question).await;
    assert_holds(&other, &[RUNNERS.1]);
    assert_eq!(other.flags & SUPPRESS_NOTIFICATIONS, 0);
    let standin = scene.close().await;
    assert!(more.iter().all(|message| standin.n_replies(*message) == 0));
    assert_eq!(standin.written(place).len(), 3);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_asks_too_often_is_told_so_and_others_are_answered() {
    let scene = Scene::set(town_bot(), &[("PULLQUOTE_GUILD_RATE", "2/1")]).await;
    let (standin, cem) = (&scene.standin, scene.standin.speaker("cem", "fr"));
    assert_holds(&scene.asks(RUNNERS.0).await, &[RUNNERS.1]);
    assert_holds(&scene.says(&scene.bob, scene.general, "<@bot> who leads the group?").await, &["Okoye"]);
    let question = [("question", json!(RUNNERS.0))];
    let refusal = scene.slash_by(&cem, scene.general, "ask", &question).await;
    assert!(refusal.is_ephemeral());
    assert_holds(&refusal, &["Ce serveur demande plus vite"]);
    let told = scene.says(&scene.bob, scene.general, &format!("<@bot> {}", RUNNERS.0)).await;
    assert_holds(&told, &["This server asks faster than I may answer."]);
    for place in [standin.direct(&cem), standin.add_foreign_channel("elsewhere")] {
        let answer: Message = scene.slash_by(&cem, place, "ask", &question).await;
        assert_holds(&answer, &[RUNNERS.1]);
    }
    assert_holds(&scene.says(&scene.bob, standin.direct(&scene.bob), RUNNERS.0).await, &[RUNNERS.1]);
    scene.end().await;
}
