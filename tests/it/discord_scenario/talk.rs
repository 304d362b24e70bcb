//! Everything that people do with the bot while all is well.

use std::time::Duration;

use pullquote::bot::COMMANDS;
use pullquote::discord::Exit;
use serde_json::json;

use super::fixture::{Client, meet, meet_with, options};
use crate::standin::Message;
use crate::standin::options::Options;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_are_registered_once_and_not_again() {
    let (standin, client) = meet_with(Options { identify_gap: Duration::ZERO, ..options() }).await;
    assert_eq!(standin.wait_commands().await.len(), COMMANDS.len());
    assert_eq!(client.stop().await, Exit::Stopped);
    let again = Client::start(&standin);
    standin.wait_requests("GET", "/commands", 2).await;
    // What is answered now comes after whatever the registration had to say.
    let ana = standin.user("ana");
    let question = standin.says(&ana, standin.direct(&ana), "who mediated?");
    standin.reply_to(question).await;
    assert_eq!(again.stop().await, Exit::Stopped);
    assert_eq!(standin.requests_to("PUT", "/commands").len(), 1);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mention_is_answered_by_a_reply_in_channel_thread_and_post() {
    let (standin, client) = meet().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    let thread = standin.add_thread(general, "about the talks");
    let post = standin.add_thread(standin.add_forum("questions"), "who?");
    for channel in [general, thread, post] {
        let question = standin.says(&ana, channel, "<@bot> who mediated?");
        let reply = standin.reply_to(question).await;
        assert_eq!(reply.channel, channel);
        assert!(reply.content.contains("who mediated?"), "{}", reply.content);
        assert_eq!(reply.flags & Message::SUPPRESS_EMBEDS, Message::SUPPRESS_EMBEDS);
        assert_eq!(standin.n_replies(question), 1);
    }
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_direct_message_needs_no_mention() {
    let (standin, client) = meet().await;
    let ana = standin.user("ana");
    let question = standin.says(&ana, standin.direct(&ana), "who mediated?");
    assert!(standin.reply_to(question).await.content.contains("who mediated?"));
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_for_the_bot_stays_unanswered() {
    let (standin, client) = meet().await;
    let (ana, other, general) = (standin.user("ana"), standin.other_bot("mee6"), standin.channel("general"));
    let first = standin.says(&ana, general, "<@bot> who mediated?");
    let reply = standin.reply_to(first).await;
    let unanswered = [
        standin.says(&ana, general, "just talking"),
        standin.says(&other, general, "<@bot> who mediated?"),
        standin.says(&other, standin.direct(&other), "who mediated?"),
        standin.replies(&ana, reply.id, "thanks", false),
        standin.says(&ana, general, "<@ana> look"),
    ];
    standin.edits(first, "<@bot> who mediated the talks?");
    standin.deletes(unanswered[0]);
    let last = standin.replies(&ana, reply.id, "and when?", true);
    assert!(standin.reply_to(last).await.content.contains("and when?"));
    assert_eq!(client.stop().await, Exit::Stopped);
    assert!(unanswered.iter().all(|message| standin.n_replies(*message) == 0));
    assert_eq!(standin.written(general).len(), 2);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_is_answered_where_it_was_sent_or_in_private() {
    let (standin, client) = meet().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    let question = ("question", json!("who mediated?"));
    let open = standin.slash(&ana, general, "ask", std::slice::from_ref(&question));
    let open = standin.response(open).await;
    assert_eq!((open.kind, open.ephemeral), (4, false));
    let hidden = standin.slash(&ana, general, "ask", &[question, ("private", json!(true))]);
    let hidden = standin.response(hidden).await;
    assert_eq!((hidden.kind, hidden.ephemeral), (4, true));
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_answer_is_announced_and_comes() {
    let (standin, client) = meet().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    let question = standin.says(&ana, general, "<@bot> answer slowly");
    let open = standin.slash(&ana, general, "ask", &[("question", json!("slowly"))]);
    let hidden = [("question", json!("slowly")), ("private", json!(true))];
    let hidden = standin.slash(&ana, general, "ask", &hidden);
    for (interaction, is_private) in [(open, false), (hidden, true)] {
        let response = standin.response(interaction).await;
        assert_eq!((response.kind, response.ephemeral), (5, is_private));
        assert!(response.message.expect("it came").content.contains("ask with"));
    }
    assert_eq!(standin.reply_to(question).await.content, "> at last");
    assert!(!standin.requests_to("POST", "/typing").is_empty(), "it is shown to be typing meanwhile");
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_comes_after_fifteen_minutes_is_given_up() {
    let (standin, client) = meet().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    standin.slash(&ana, general, "ask", &[("question", json!("slowly"))]);
    standin.wait_requests("POST", "/callback", 1).await;
    standin.advance(Duration::from_mins(15));
    standin.wait_requests("PATCH", "/@original", 1).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    assert_eq!((standin.requests_to("PATCH", "/@original").len(), standin.n_invalid()), (1, 1));
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_works_wherever_discord_lets_people_send_it() {
    let (standin, client) = meet().await;
    let (ana, bob) = (standin.user("ana"), standin.user("bob"));
    let places = [
        standin.direct(&ana),
        standin.add_private_channel(&ana, &bob),
        standin.add_foreign_channel("elsewhere"),
        standin.add_thread(standin.channel("general"), "aside"),
    ];
    for place in places {
        let asked = standin.slash(&ana, place, "ask", &[("question", json!("who mediated?"))]);
        let response = standin.response(asked).await;
        let message = response.message.expect("it is a message");
        assert_eq!((response.kind, message.channel), (4, place));
    }
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn suggestions_come_while_an_option_is_typed() {
    let (standin, client) = meet().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    let typed = standin.autocomplete(&ana, general, "ask", &[("question", json!("who?"))], ("source", "tal"));
    let response = standin.response(typed).await;
    assert_eq!(response.kind, 8);
    assert_eq!(response.choices, [("source: tal".to_owned(), json!("slug"))]);
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_button_changes_the_message_it_stands_under() {
    let (standin, client) = meet().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    let question = standin.says(&ana, general, "<@bot> who mediated?");
    let reply = standin.reply_to(question).await;
    let pressed = standin.press(&ana, reply.id, "Again");
    let response = standin.response(pressed).await;
    let message = response.message.expect("it is a message");
    assert_eq!((response.kind, message.id), (7, reply.id));
    assert_eq!((message.content.as_str(), message.labels()), ("> pressed again", vec!["Again"]));
    assert_eq!(standin.written(general).len(), 1);
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}
