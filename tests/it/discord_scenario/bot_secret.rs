//! Nothing secret is logged while the bot is at work, whatever is asked for of the log.

use pullquote::bot::{Bot, Choice, Event, Origin};
use pullquote::discord::Answerer;
use pullquote::read::Budget;
use pullquote::render::Reply;
use serde_json::json;
use tracing::Dispatch;
use tracing::dispatcher::{get_default, with_default};

use super::bot_fixture::{RUNNERS, Scene, assert_holds, town_bot};
use crate::discord_handler::Lines;
use crate::standin::Permission;
use crate::standin::fault::Fault;

/// The token of an interaction that Discord does not know.
const NOBODY: &str = "c2VjcmV0LW9mLW5vYm9keQ";

/// The bot, which logs to `log` on whichever thread it answers.
struct Logged {
    bot: Bot,
    log: Dispatch,
}

impl Answerer for Logged {
    fn handle(&self, event: &Event, _: &dyn Budget) -> Option<Reply> {
        with_default(&self.log, || self.bot.handle(event))
    }

    fn complete(&self, origin: &Origin, option: &str, partial: &str) -> Vec<Choice> {
        with_default(&self.log, || self.bot.complete(origin, option, partial))
    }
}

// On one thread, whose log is kept.
#[tokio::test]
async fn neither_tokens_nor_words_are_logged() {
    let lines = Lines::default();
    let guard = lines.keep();
    let scene = Scene::over(Logged { bot: town_bot(), log: get_default(Clone::clone) }).await;
    let (standin, ana, general) = (&scene.standin, &scene.ana, scene.general);

    let answer = scene.asks(RUNNERS.0).await;
    let question = ("question", json!(RUNNERS.0));
    let mut interactions = vec![standin.slash(ana, general, "ask", std::slice::from_ref(&question))];
    for fault in [Fault::Status(500), Fault::Malformed, Fault::DropAfter] {
        standin.plan("POST", "/callback", fault, 1);
        interactions.push(standin.slash(ana, general, "ask", &[question.clone(), ("private", json!(true))]));
        standin.response(interactions[interactions.len() - 1]).await;
    }
    interactions.push(standin.press(ana, answer.id, "Show context"));
    interactions.push(standin.press(ana, answer.id, "👍"));
    interactions.push(standin.autocomplete(ana, general, "source", &[], ("source", "selandia")));
    interactions.push(standin.message_command(ana, "Ask the archive", answer.id));
    for interaction in &interactions {
        standin.response(*interaction).await;
    }
    standin.hold_events();
    interactions.push(standin.slash(ana, general, "help", &[]));
    standin.release_changed(|payload| payload["d"]["token"] = json!(NOBODY));
    standin.wait_requests("POST", &format!("/{NOBODY}/callback"), 1).await;
    let muted = standin.add_channel("muted");
    standin.deny(muted, Permission::SEND_MESSAGES);
    standin.says(ana, muted, &format!("<@bot> {}", RUNNERS.0));
    standin.wait_requests("POST", &format!("/channels/{muted}/messages"), 1).await;
    assert_eq!(standin.take_violations().len(), 1, "the token of nobody");
    assert_holds(&scene.asks(RUNNERS.0).await, &[RUNNERS.1]);

    let standin = scene.close().await;
    drop(guard);
    let logged = lines.text();
    for line in ["answered a command", "answered a button", "answered a message", "could not respond", "may not answer"]
    {
        assert!(logged.contains(line), "{line}: {logged}");
    }
    for line in logged.lines().filter(|line| line.contains(": answered a ") || line.contains("could not respond")) {
        assert!(line.contains("request{id="), "it says which request it belongs to: {line}");
    }
    assert!(logged.contains("DEBUG"), "it is logged in detail: {logged}");
    let tokens = interactions.iter().map(|id| standin.interaction_json(*id)["token"].as_str().map(ToOwned::to_owned));
    let mut secrets: Vec<String> = tokens.map(|token| token.expect("it has one")).collect();
    secrets.push(standin.token());
    secrets.extend([NOBODY, "runners", "12,400", "selandia"].map(str::to_owned));
    for secret in secrets {
        assert!(!logged.contains(&secret), "{secret}: {logged}");
    }
    // The stand-in still waits for a response under the token that it gave out itself, and else for none.
    assert_eq!(standin.left_waiting().len(), 1);
    assert_eq!(standin.take_violations().len(), 0);
}
