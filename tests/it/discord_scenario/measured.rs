//! What the bench of the whole client relies on.

use super::fixture::{Client, meet_with, options};
use crate::standin::Standin;
use crate::standin::arrival::Shown;
use crate::standin::options::Options;

#[tokio::test]
async fn what_the_bot_shows_is_told_once_with_where_and_to_what() {
    let (standin, client) = meet_with(Options { keeps_requests: false, checked_every: 2, ..options() }).await;
    let mut arrivals = standin.listen();
    let (ana, general) = (standin.user("ana"), standin.channel("general"));
    let question = standin.says(&ana, general, "<@bot> who mediated?");
    let reply = arrivals.recv().await.unwrap();
    assert_eq!((reply.to, reply.shown), (question, Shown::Reply));
    assert_eq!(standin.message(reply.message.unwrap()).content, reply.content);

    let pressed = standin.press(&ana, reply.message.unwrap(), "Again");
    let response = arrivals.recv().await.unwrap();
    assert_eq!((response.to, response.shown, response.message), (pressed, Shown::Response(7), reply.message));
    assert!(response.at >= reply.at);
    assert!(standin.requests().is_empty(), "none is kept");

    // Neither is answered again: what comes next belongs to the message after them.
    standin.repeat_message(question);
    standin.repeat_interaction(pressed);
    let next = standin.says(&ana, general, "<@bot> and when?");
    assert_eq!(arrivals.recv().await.unwrap().to, next);
    client.stop().await;
    standin.finish();
}

#[tokio::test]
async fn events_reach_nobody_between_two_sessions() {
    let standin = Standin::start(options()).await;
    assert!(!standin.has_session());
    let client = Client::connected(&standin).await;
    assert!(standin.has_session());
    standin.drop_socket();
    assert!(standin.has_session(), "it can be resumed");
    standin.wait_sessions(1, 1).await;
    standin.invalidate(false);
    assert!(!standin.has_session());
    client.stop().await;
    standin.finish();
}
