//! Serenity's own rate limiter, which only works against an address called discord.com.

use std::sync::Arc;
use std::time::{Duration, Instant};

use pullquote::bot::{Choice, Event, Origin};
use pullquote::discord::{Answerer, Responder};
use pullquote::read::Budget;
use pullquote::render::Reply;
use reqwest::Certificate;
use serenity::http::{Http, HttpBuilder};
use serenity::model::channel::Message;
use serenity::model::id::{ApplicationId, UserId};

use crate::standin::Standin;
use crate::standin::fault::Fault;
use crate::standin::options::{Limits, Options};

struct Short;

impl Answerer for Short {
    fn handle(&self, _: &Event, _: &dyn Budget) -> Option<Reply> {
        Some(Reply::plain("> a quote"))
    }

    fn complete(&self, _: &Origin, _: &str, _: &str) -> Vec<Choice> {
        Vec::new()
    }
}

/// Serenity's client with its limiter on, which takes the stand-in for the real Discord.
fn http(standin: &Standin) -> Arc<Http> {
    let authority = standin.authority().expect("REST is behind TLS");
    let client = reqwest::Client::builder()
        .use_rustls_tls()
        .tls_built_in_root_certs(false)
        .add_root_certificate(Certificate::from_pem(authority.as_bytes()).expect("it is a certificate"))
        .resolve("discord.com", standin.api_address())
        .build()
        .expect("the client is sound");
    let http = HttpBuilder::new(standin.token()).client(client).ratelimiter_disabled(false).build();
    http.set_application_id(ApplicationId::new(standin.application()));
    Arc::new(http)
}

fn responder(standin: &Standin) -> Responder {
    let responder = Responder::new(Arc::new(Short));
    responder.introduce(UserId::new(standin.bot().id));
    responder
}

/// What `text` by ana in her direct messages looks like to the bot.
fn message(standin: &Standin, text: &str) -> Message {
    let ana = standin.user("ana");
    let id = standin.says(&ana, standin.direct(&ana), text);
    serde_json::from_value(standin.message_json(id)).expect("a message is readable")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_429_is_waited_out_for_the_route_and_for_all() {
    for fault in [Fault::Limited(0.8), Fault::LimitedEverywhere(0.8)] {
        let standin = Standin::start_tls(Options::default()).await;
        standin.plan("POST", "/messages", fault, 1);
        let question = message(&standin, "who mediated?");
        let started = Instant::now();
        responder(&standin).message(&http(&standin), &question).await;
        assert!(started.elapsed() >= Duration::from_millis(750), "{:?}", started.elapsed());
        assert_eq!(standin.n_replies(question.id.get()), 1);
        standin.finish();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bucket_that_is_empty_is_not_asked_of() {
    let limits = Limits { messages: Some(2), window: Duration::from_secs(1), ..Limits::default() };
    let standin = Standin::start_tls(Options { limits, ..Options::default() }).await;
    let (responder, http) = (responder(&standin), http(&standin));
    for text in ["one", "two", "three"] {
        let question = message(&standin, text);
        responder.message(&http, &question).await;
        assert_eq!(standin.n_replies(question.id.get()), 1, "{text}");
    }
    assert_eq!(standin.n_invalid(), 0, "the headers say how much is left");
    standin.finish();
}
