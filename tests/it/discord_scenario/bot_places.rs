//! Where the bot is heard, where it may not write, and whom it does not listen to.

use serde_json::json;

use super::bot_fixture::{RUNNERS, Scene, assert_holds, town_bot};
use crate::standin::Permission;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_answers_in_channels_threads_posts_and_direct_messages() {
    let scene = Scene::town().await;
    let (standin, ana) = (&scene.standin, &scene.ana);
    let thread = standin.add_thread(scene.general, "about the marathon");
    let post = standin.add_thread(standin.add_forum("questions"), "who?");
    for (place, mention) in
        [(scene.general, "<@bot> "), (thread, "<@bot> "), (post, "<@bot> "), (standin.direct(ana), "")]
    {
        let answer = scene.says(ana, place, &format!("{mention}{}", RUNNERS.0)).await;
        assert_eq!(answer.channel, place);
        assert_holds(&answer, &[RUNNERS.1]);
        assert_holds(&scene.presses(ana, &answer, "Show context").await, &["__More than **12,400**"]);
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn as_somebody_s_own_app_it_answers_where_it_is_no_member() {
    let scene = Scene::town().await;
    let (standin, ana) = (&scene.standin, &scene.ana);
    let places = [standin.add_foreign_channel("elsewhere"), standin.add_private_channel(ana, &scene.bob)];
    for place in places {
        let answer = scene.slash_by(ana, place, "ask", &[("question", json!(RUNNERS.0))]).await;
        assert_eq!(answer.channel, place);
        assert_holds(&answer, &[RUNNERS.1]);
        assert_holds(&scene.presses(&scene.bob, &answer, "Show context").await, &["__More than **12,400**"]);
        let said = standin.says(&scene.bob, place, "how many runners took part?");
        let picked = standin.message_command(ana, "Ask the archive", said);
        assert_holds(&standin.response(picked).await.message.expect("it is a message"), &[RUNNERS.1]);
        assert_holds(&scene.slash_by(ana, place, "sources", &[]).await, &["**4 articles**"]);
    }
    let standin = scene.close().await;
    assert!(standin.requests_to("POST", "/messages").is_empty(), "there is nothing but interactions");
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mention_and_nothing_more_asks_for_help() {
    let scene = Scene::town().await;
    for text in ["<@bot>", " <@bot> \n <@bot> "] {
        let help = scene.says(&scene.ana, scene.general, text).await;
        assert_holds(&help, &["I answer questions about 4 articles", "`/ask`"]);
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_bots_are_answered_only_if_that_is_wanted() {
    for (is_wanted, n_replies) in [(false, 0), (true, 1)] {
        let scene = Scene::over(town_bot().hearing_bots(is_wanted)).await;
        let other = scene.standin.other_bot("mee6");
        let asked = scene.standin.says(&other, scene.general, &format!("<@bot> {}", RUNNERS.0));
        let unmentioned = scene.standin.says(&other, scene.general, RUNNERS.0);
        // In direct messages the bot is sent what it wrote itself.
        let own = scene.says(&scene.ana, scene.standin.direct(&scene.ana), RUNNERS.0).await;
        assert_holds(&own, &[RUNNERS.1]);
        scene.asks(RUNNERS.0).await;
        let standin = scene.close().await;
        assert_eq!((standin.n_replies(asked), standin.n_replies(unmentioned)), (n_replies, 0));
        assert_eq!((standin.n_replies(own.id), standin.written(own.channel).len()), (0, 1), "it does not hear itself");
        standin.finish();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_history_it_answers_and_says_why_it_is_no_reply() {
    let scene = Scene::town().await;
    let channel = scene.standin.add_channel("no past");
    scene.standin.deny(channel, Permission::READ_MESSAGE_HISTORY);
    scene.standin.says(&scene.ana, channel, &format!("<@bot> {}", RUNNERS.0));
    scene.standin.wait_requests("POST", "/messages", 2).await;
    let asked = scene.slash_by(&scene.ana, channel, "ask", &[("question", json!(RUNNERS.0))]).await;
    assert!(!asked.content.contains("may not read"), "{}", asked.content);
    let standin = scene.close().await;
    let written = standin.written(channel);
    let answer = written.iter().find(|message| message.interaction.is_none()).expect("there is an answer");
    assert_eq!((written.len(), answer.reference), (2, None));
    assert_holds(answer, &[RUNNERS.1, "-# I may not read earlier messages here"]);
    assert_eq!(standin.requests_to("POST", "/messages").len(), 2);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_it_may_not_write_it_tries_once_and_commands_still_work() {
    let scene = Scene::town().await;
    let (standin, ana) = (&scene.standin, &scene.ana);
    let (muted, closed) = (standin.add_channel("muted"), standin.add_thread(scene.general, "closed"));
    let unthreaded = standin.add_thread(scene.general, "no thread");
    standin.deny(muted, Permission::SEND_MESSAGES);
    standin.deny(unthreaded, Permission::SEND_MESSAGES_IN_THREADS);
    standin.archive(closed);
    let question = format!("<@bot> {}", RUNNERS.0);
    let places = [muted, closed, unthreaded];
    let refused = places.map(|place| standin.says(ana, place, &question));
    standin.wait_requests("POST", "/messages", 3).await;
    for place in places {
        let answer = scene.slash_by(ana, place, "ask", &[("question", json!(RUNNERS.0))]).await;
        assert_holds(&answer, &[RUNNERS.1]);
    }
    assert_holds(&scene.asks(RUNNERS.0).await, &[RUNNERS.1]);
    let standin = scene.close().await;
    assert!(refused.iter().all(|message| standin.n_replies(*message) == 0));
    for place in places {
        assert_eq!(standin.requests_to("POST", &format!("/channels/{place}/messages")).len(), 1);
    }
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_embeds_it_answers_all_the_same() {
    let scene = Scene::town().await;
    let channel = scene.standin.add_channel("plain");
    scene.standin.deny(channel, Permission::EMBED_LINKS);
    let answer = scene.says(&scene.ana, channel, "<@bot> how much will the repair cost?").await;
    assert_holds(&answer, &["**4 million euros**", "](<https://coastal.example/inquiry"]);
    assert!(answer.embeds.is_empty());
    scene.end().await;
}
