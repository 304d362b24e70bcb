//! Answers that take their time: they keep nobody else waiting, and arrive where they were announced.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pullquote::bot::{Bot, Choice, Event, Origin};
use pullquote::discord::Answerer;
use pullquote::read::Budget;
use pullquote::render::Reply;
use serde_json::json;

use super::bot_fixture::{RUNNERS, Scene, assert_holds, town_bot};

/// The bot over a small town's news, which answers what speaks of `word` only when it is let go.
struct Held {
    bot: Bot,
    word: &'static str,
    go: Mutex<Receiver<()>>,
}

/// It, and what holds it: let go by dropping it, so that a test that fails does not hang.
fn held(word: &'static str) -> (Held, Sender<()>) {
    let (hold, go) = channel();
    (Held { bot: town_bot(), word, go: Mutex::new(go) }, hold)
}

impl Answerer for Held {
    fn handle(&self, event: &Event, _: &dyn Budget) -> Option<Reply> {
        if format!("{:?}", event.action).contains(self.word) {
            // An error says that the other end is dropped.
            let _ = self.go.lock().unwrap_or_else(PoisonError::into_inner).recv();
        }
        self.bot.handle(event)
    }

    fn complete(&self, origin: &Origin, option: &str, partial: &str) -> Vec<Choice> {
        self.bot.complete(origin, option, partial)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_answer_delays_nobody_else_and_is_announced() {
    let (bot, hold) = held("passengers");
    let scene = Scene::over(bot).await;
    let slow = scene.standin.says(&scene.ana, scene.general, "<@bot> how many passengers were injured?");
    scene.standin.wait_requests("POST", "/typing", 1).await;
    assert_holds(&scene.asks(RUNNERS.0).await, &[RUNNERS.1]);
    assert_holds(&scene.says(&scene.bob, scene.general, "<@bot> who leads the group?").await, &["Okoye"]);
    assert_holds(&scene.slash("sources", &[]).await, &["4 articles"]);
    assert_eq!(scene.standin.n_replies(slow), 0);
    drop(hold);
    assert_holds(&scene.standin.reply_to(slow).await, &["**23** · 2 articles"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_command_is_announced_as_what_it_will_be() {
    let (bot, hold) = held("passengers");
    let scene = Scene::over(bot).await;
    let question = ("question", json!("how many passengers were injured?"));
    let open = scene.standin.slash(&scene.ana, scene.general, "ask", std::slice::from_ref(&question));
    let hidden = scene.standin.slash(&scene.bob, scene.general, "ask", &[question, ("private", json!(true))]);
    scene.standin.wait_requests("POST", "/callback", 2).await;
    drop(hold);
    for (interaction, is_private) in [(open, false), (hidden, true)] {
        let response = scene.standin.response(interaction).await;
        assert_eq!((response.kind, response.ephemeral), (5, is_private));
        let answer = response.message.expect("it is a message");
        assert_holds(&answer, &["-# “how many passengers were injured?”", "**23** · 2 articles"]);
        assert_eq!(answer.labels().len(), 5);
    }
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_comes_too_late_is_asked_for_in_words() {
    let (bot, hold) = held("\"note:");
    let scene = Scene::over(bot).await;
    let answer = scene.asks(RUNNERS.0).await;
    let thanks = scene.presses(&scene.ana, &answer, "👎").await;
    let pressed = scene.standin.press(&scene.ana, thanks.id, "Add a note");
    scene.standin.wait_requests("POST", "/callback", 2).await;
    drop(hold);
    let asked = scene.standin.response(pressed).await.message.expect("it is a message");
    assert!(asked.is_ephemeral());
    assert_holds(&asked, &["What would have been right?"]);
    // Pressed again, when there is time, it opens.
    let pressed = scene.standin.press(&scene.ana, asked.id, "Add a note");
    assert_eq!(scene.standin.response(pressed).await.kind, 9);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_form_is_announced_to_its_sender_alone() {
    let (bot, hold) = held("slowly");
    let scene = Scene::over(bot).await;
    let answer = scene.asks(RUNNERS.0).await;
    let thanks = scene.presses(&scene.ana, &answer, "👎").await;
    let opened = scene.standin.press(&scene.ana, thanks.id, "Add a note");
    scene.standin.response(opened).await;
    let sent = scene.standin.submit(&scene.ana, opened, &[("words", "slowly")]);
    scene.standin.wait_requests("POST", "/callback", 3).await;
    drop(hold);
    let response = scene.standin.response(sent).await;
    assert_eq!((response.kind, response.ephemeral), (5, true));
    assert_holds(&response.message.expect("it is a message"), &["Your note is kept"]);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_button_leaves_its_message_and_adds_one_in_private() {
    let (bot, hold) = held("context:");
    let scene = Scene::over(bot).await;
    let answer = scene.asks(RUNNERS.0).await;
    // The ids of the other buttons come with each press, so this holds them all.
    let pressed = scene.standin.press(&scene.bob, answer.id, "Show context");
    scene.standin.wait_requests("POST", "/callback", 1).await;
    drop(hold);
    let response = scene.standin.response(pressed).await;
    assert_eq!((response.kind, response.ephemeral), (6, true));
    let context = response.message.expect("it is a message");
    assert_ne!(context.id, answer.id);
    assert_holds(&context, &["__More than **12,400**"]);
    assert_eq!(scene.standin.message(answer.id).content, answer.content);
    scene.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_comes_after_fifteen_minutes_is_let_go() {
    let (bot, hold) = held("passengers");
    let scene = Scene::over(bot).await;
    let question = ("question", json!("how many passengers were injured?"));
    scene.standin.slash(&scene.ana, scene.general, "ask", &[question]);
    scene.standin.wait_requests("POST", "/callback", 1).await;
    scene.standin.advance(Duration::from_mins(16));
    drop(hold);
    scene.standin.wait_requests("PATCH", "/messages/@original", 1).await;
    assert_holds(&scene.asks(RUNNERS.0).await, &[RUNNERS.1]);
    let standin = scene.close().await;
    assert_eq!(standin.requests_to("PATCH", "/messages/@original").len(), 1, "a token that is gone is not asked again");
    assert_eq!(standin.n_invalid(), 1);
    standin.finish();
}
