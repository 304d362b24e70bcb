//! Requests that go wrong: tried again where that helps, and never shown twice.

use std::time::Duration;

use pullquote::discord::Exit;
use serde_json::json;

use super::fixture::{Client, meet, options};
use crate::standin::fault::Fault;
use crate::standin::{Permission, Standin};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_arrives_once_whatever_happens_to_its_request() {
    let faults = [
        Fault::Status(500),
        Fault::Status(502),
        Fault::StatusAfter(500),
        Fault::Drop,
        Fault::DropAfter,
        Fault::Malformed,
        Fault::Limited(0.3),
        Fault::LimitedWithoutCode(0.3),
        Fault::LimitedEverywhere(0.3),
    ];
    let (standin, client) = meet().await;
    let ana = standin.user("ana");
    for fault in faults {
        // Each in a channel of its own: the limit is per channel.
        let channel = standin.add_channel(&format!("{fault:?}"));
        standin.plan("POST", "/messages", fault.clone(), 1);
        let question = standin.says(&ana, channel, "<@bot> who mediated?");
        standin.reply_to(question).await;
        let last = standin.says(&ana, channel, "<@bot> and then?");
        standin.reply_to(last).await;
        assert_eq!(standin.n_replies(question), 1, "{fault:?}");
    }
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_429_is_waited_out() {
    let (standin, client) = meet().await;
    let ana = standin.user("ana");
    standin.plan("POST", "/messages", Fault::Limited(1.0), 1);
    let question = standin.says(&ana, standin.direct(&ana), "who mediated?");
    standin.reply_to(question).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_response_arrives_once_whatever_happens_to_its_request() {
    let (standin, client) = meet().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    for fault in [Fault::Status(500), Fault::StatusAfter(502), Fault::DropAfter, Fault::Drop, Fault::Limited(0.15)] {
        standin.plan("POST", "/callback", fault.clone(), 1);
        let asked = standin.slash(&ana, general, "ask", &[("question", json!("who?"))]);
        let response = standin.response(asked).await;
        assert_eq!(response.kind, 4, "{fault:?}");
    }
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_commands_are_registered_after_a_failure() {
    let standin = Standin::start(options()).await;
    standin.plan("GET", "/commands", Fault::Malformed, 1);
    standin.plan("PUT", "/commands", Fault::Status(503), 1);
    let client = Client::connected(&standin).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_it_may_not_write_it_asks_once_and_goes_on() {
    let (standin, client) = meet().await;
    let ana = standin.user("ana");
    let (muted, closed) = (standin.add_channel("muted"), standin.add_thread(standin.channel("general"), "closed"));
    standin.deny(muted, Permission::SEND_MESSAGES);
    standin.archive(closed);
    let refused = [muted, closed].map(|channel| standin.says(&ana, channel, "<@bot> who mediated?"));
    standin.wait_requests("POST", "/messages", 2).await;
    let blocked = standin.user("blocker");
    standin.deny(standin.direct(&blocked), Permission::SEND_MESSAGES);
    standin.says(&blocked, standin.direct(&blocked), "who mediated?");
    standin.wait_requests("POST", "/messages", 3).await;
    let heard = standin.says(&ana, standin.channel("general"), "<@bot> who mediated?");
    standin.reply_to(heard).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    assert!(refused.iter().all(|message| standin.n_replies(*message) == 0));
    assert_eq!(standin.requests_to("POST", "/messages").len(), 4);
    assert_eq!(standin.n_invalid(), 2);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_it_may_not_read_the_past_it_answers_without_a_reference() {
    let (standin, client) = meet().await;
    let (ana, channel) = (standin.user("ana"), standin.add_channel("no past"));
    standin.deny(channel, Permission::READ_MESSAGE_HISTORY);
    standin.says(&ana, channel, "<@bot> who mediated?");
    standin.wait_requests("POST", "/messages", 2).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    let written = standin.written(channel);
    assert_eq!((written.len(), written[0].reference), (1, None));
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_that_is_deleted_meanwhile_is_no_failure() {
    let (standin, client) = meet().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    standin.hold_events();
    let question = standin.says(&ana, general, "<@bot> who mediated?");
    standin.deletes(question);
    standin.release_reversed();
    standin.wait_requests("POST", "/messages", 1).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    assert_eq!(standin.written(general).len(), 1);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_discord_does_not_make_it_answer_twice() {
    let (standin, client) = meet().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    // Longer than one try of a first response takes.
    standin.plan("POST", "/callback", Fault::Slow(Duration::from_millis(1_700)), 1);
    let asked = standin.slash(&ana, general, "ask", &[("question", json!("who?"))]);
    standin.response(asked).await;
    standin.wait_requests("POST", "/callback", 2).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    assert_eq!(standin.written(general).len(), 1);
    standin.finish();
}
