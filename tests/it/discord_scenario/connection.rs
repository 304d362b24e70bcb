//! What the gateway does to a connection, and that nothing is lost or answered twice by it.

use std::time::Duration;

use pullquote::discord::Exit;
use serde_json::json;

use super::fixture::{Client, meet, meet_with, options, quick_heart};
use crate::standin::options::Options;
use crate::standin::{Standin, Welcome};

/// Asks in a direct message and expects the answer.
async fn is_answered(standin: &Standin, text: &str) {
    let ana = standin.user("ana");
    let question = standin.says(&ana, standin.direct(&ana), text);
    standin.reply_to(question).await;
    assert_eq!(standin.n_replies(question), 1);
}

/// Asks while nobody is connected, and expects the answer after the client has resumed.
async fn is_resumed_without_loss(standin: Standin, client: Client, break_it: impl Fn(&Standin)) {
    let ana = standin.user("ana");
    is_answered(&standin, "before").await;
    break_it(&standin);
    let missed = standin.says(&ana, standin.direct(&ana), "meanwhile");
    standin.wait_sessions(1, 1).await;
    standin.reply_to(missed).await;
    is_answered(&standin, "after").await;
    assert_eq!(standin.n_replies(missed), 1);
    assert_eq!(client.stop().await, Exit::Stopped);
    assert_eq!(standin.sessions(), (1, 1));
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_connection_is_resumed_without_loss() {
    let (standin, client) = meet().await;
    is_resumed_without_loss(standin, client, Standin::drop_socket).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_breaks_inside_an_event_is_resumed_without_loss() {
    let (standin, client) = meet().await;
    is_resumed_without_loss(standin, client, Standin::drop_mid_event).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn asked_to_reconnect_it_resumes_without_loss() {
    let (standin, client) = meet().await;
    is_resumed_without_loss(standin, client, Standin::ask_to_reconnect).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closed_for_a_passing_reason_it_resumes_without_loss() {
    let (standin, client) = meet().await;
    is_resumed_without_loss(standin, client, |standin| standin.close(Some(4000))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_can_be_resumed_is() {
    let (standin, client) = meet().await;
    is_resumed_without_loss(standin, client, |standin| standin.invalidate(true)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_is_over_is_begun_anew() {
    let (standin, client) = meet().await;
    // The last identify is long enough ago.
    standin.advance(Duration::from_secs(5));
    standin.invalidate(false);
    standin.wait_sessions(2, 0).await;
    is_answered(&standin, "after").await;
    assert_eq!(client.stop().await, Exit::Stopped);
    assert_eq!(standin.requests_to("PUT", "/commands").len(), 1);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_was_refused_at_first_is_begun_all_the_same() {
    let standin = Standin::start(Options { identify_gap: Duration::ZERO, ..options() }).await;
    standin.on_identify(Welcome::Invalid);
    let client = Client::start(&standin);
    standin.wait_sessions(2, 0).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_that_comes_twice_is_answered_once() {
    let (standin, client) = meet().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    standin.hold_events();
    let question = standin.says(&ana, general, "<@bot> who mediated?");
    standin.repeat_last_event();
    standin.release_reversed();
    standin.reply_to(question).await;
    let asked = standin.slash(&ana, general, "ask", &[("question", json!("who?"))]);
    standin.repeat_interaction(asked);
    standin.response(asked).await;
    is_answered(&standin, "the last of all").await;
    assert_eq!(client.stop().await, Exit::Stopped);
    assert_eq!((standin.n_replies(question), standin.requests_to("POST", "/callback").len()), (1, 1));
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_out_of_order_are_all_answered() {
    let (standin, client) = meet().await;
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    standin.hold_events();
    let questions = ["<@bot> one", "<@bot> two", "<@bot> three"].map(|text| standin.says(&ana, general, text));
    standin.release_reversed();
    for question in questions {
        standin.reply_to(question).await;
    }
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_that_nobody_understands_are_survived() {
    let (standin, client) = meet().await;
    standin.send_event("SOMETHING_NEW", &json!({"field": [1, 2, {"deep": null}]}));
    standin.send_event("MESSAGE_CREATE", &json!({"id": "no number", "content": 7}));
    standin.send_event("INTERACTION_CREATE", &json!({"id": "5", "type": 99}));
    standin.send_event("PRESENCE_UPDATE", &json!(null));
    standin.send_event("MESSAGE_DELETE_BULK", &json!({"ids": ["x".repeat(3_000_000)]}));
    is_answered(&standin, "after what cannot be read").await;
    standin.send_text("{\"op\":0,\"t\":\"MESSAGE_CREATE\",\"s\":");
    standin.send_text("{\"op\":250,\"d\":null}");
    is_answered(&standin, "after what is no payload").await;
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fields_that_are_new_do_not_hide_a_message() {
    let (standin, client) = meet().await;
    let ana = standin.user("ana");
    standin.hold_events();
    let question = standin.says(&ana, standin.direct(&ana), "who mediated?");
    standin.release_changed(|event| event["d"]["something_new"] = json!({"a": [1]}));
    standin.reply_to(question).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn heartbeats_are_sent_in_time_and_when_asked_for() {
    let (standin, client) = meet().await;
    standin.ask_for_heartbeat();
    standin.wait_heartbeats(1).await;
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();

    let (standin, client) = meet_with(quick_heart()).await;
    standin.wait_heartbeats(3).await;
    assert_eq!((standin.n_connections(), client.stop().await), (1, Exit::Stopped));
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_that_falls_silent_is_replaced() {
    let (standin, client) = meet_with(quick_heart()).await;
    standin.keep_silent(true);
    standin.wait_connections(2).await;
    standin.keep_silent(false);
    is_answered(&standin, "after the silence").await;
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_close_frame_without_a_code_is_resumed_and_does_not_spin() {
    let (standin, client) = meet().await;
    is_resumed_without_loss(standin, client, |standin| standin.close(None)).await;
}
