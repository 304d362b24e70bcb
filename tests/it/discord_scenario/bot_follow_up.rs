//! Questions that lean on the one before, wherever they are asked.

use serde_json::json;

use super::bot_fixture::{Scene, WHEN, WHERE, assert_holds};
use crate::standin::Message;

#[track_caller]
fn assert_goes_on(reply: &Message) {
    assert_holds(reply, &[WHERE.0, WHERE.1]);
}

#[track_caller]
fn assert_stands_alone(reply: &Message) {
    assert!(!reply.content.contains("Read as") && !reply.content.contains("Lindholm"), "{}", reply.content);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_mention_goes_on_for_its_writer_and_where_it_was() {
    let scene = Scene::town().await;
    assert_holds(&scene.asks(WHEN.0).await, &[WHEN.1]);
    assert_stands_alone(&scene.says(&scene.bob, scene.general, "<@bot> and where?").await);
    let elsewhere = scene.standin.channel("archive");
    assert_stands_alone(&scene.says(&scene.ana, elsewhere, "<@bot> and where?").await);
    let reply = scene.asks("and where?").await;
    assert_goes_on(&reply);
    assert_holds(&scene.presses(&scene.bob, &reply, "Show context").await, &["__A factory in **Lindholm**"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_that_pings_goes_on_whoever_writes_it() {
    let scene = Scene::town().await;
    let answer = scene.asks(WHEN.0).await;
    let unheard = scene.standin.replies(&scene.bob, answer.id, "and where?", false);
    let reply = scene.replies(&scene.bob, &answer, "and where?").await;
    assert_goes_on(&reply);
    assert_holds(&scene.replies(&scene.ana, &reply, "and when?").await, &["-# Read as: when will", WHEN.1]);
    assert_holds(&scene.replies(&scene.ana, &answer, "who leads the group?").await, &["**Professor Daniel Okoye**"]);
    let standin = scene.close().await;
    assert_eq!(standin.n_replies(unheard), 0, "it is not for the bot, which cannot read it");
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threads_posts_and_direct_messages_have_conversations_of_their_own() {
    let scene = Scene::town().await;
    let (standin, ana) = (&scene.standin, &scene.ana);
    let thread = standin.add_thread(scene.general, "about the battery");
    let post = standin.add_thread(standin.add_forum("questions"), "when?");
    assert_holds(&scene.asks(WHEN.0).await, &[WHEN.1]);
    for (place, mention) in [(thread, "<@bot> "), (post, "<@bot> "), (standin.direct(ana), "")] {
        assert_stands_alone(&scene.says(ana, place, &format!("{mention}and where?")).await);
        assert_holds(&scene.says(ana, place, &format!("{mention}{}", WHEN.0)).await, &[WHEN.1]);
        assert_goes_on(&scene.says(ana, place, &format!("{mention}and where?")).await);
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_by_a_command_is_gone_on_with() {
    let scene = Scene::town().await;
    let answer = scene.slash("ask", &[("question", json!(WHEN.0))]).await;
    assert_goes_on(&scene.asks("and where?").await);
    assert_goes_on(&scene.replies(&scene.bob, &answer, "and where?").await);
    let reply = scene.slash("ask", &[("question", json!("and when?"))]).await;
    assert_holds(&reply, &["-# “and when?”", "-# Read as: when will", WHEN.1]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_from_a_menu_is_gone_on_with() {
    let scene = Scene::town().await;
    let said = scene.standin.says(&scene.ana, scene.general, WHEN.0);
    let picked = scene.standin.message_command(&scene.bob, "Ask the archive", said);
    let answer = scene.standin.response(picked).await.message.expect("it is a message");
    assert_goes_on(&scene.says(&scene.bob, scene.general, "<@bot> and where?").await);
    assert_goes_on(&scene.replies(&scene.ana, &answer, "and where?").await);
    scene.end().await;
}
