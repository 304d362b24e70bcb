//! Which address shows what.

use std::num::NonZeroU64;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;
use serde::Deserialize;
use tokio::sync::Semaphore;
use tracing::Instrument as _;

use super::guard::{Hosts, guard};
use super::page;
use crate::answer::Engine;
use crate::bot::{Action, Bot, Command, Event, Message, Origin};
use crate::observe::{self, Front, Happened, Meter, Place, Reach};
use crate::render::{Language, Phrase, Reply};
use crate::text::Span;

/// So many questions are answered at once; each keeps all cores busy.
const AT_ONCE: usize = 4;
/// Those that find no place are asked to come back in so many seconds.
const COME_BACK: &str = "5";

/// What answers.
pub(super) struct Desk {
    bot: Bot,
    patience: Duration,
    meter: Meter,
    places: Arc<Semaphore>,
    /// Every request is somebody else's: nobody's question goes on with another visitor's.
    visitors: AtomicU64,
}

impl Desk {
    pub(super) fn new(bot: Bot, patience: Duration, meter: Meter) -> Self {
        Self { bot, patience, meter, places: Arc::new(Semaphore::new(AT_ONCE)), visitors: AtomicU64::new(0) }
    }

    fn engine(&self) -> Arc<Engine> {
        self.bot.engine()
    }

    fn event(&self, action: Action, language: Language) -> Event {
        let visitor = self.visitors.fetch_add(1, Ordering::Relaxed);
        Event { origin: Origin { id: visitor, user: visitor, channel: visitor, language, ..Origin::default() }, action }
    }

    /// The reply to what a visitor did, with what it was answered from, or why there is none.
    async fn reply(&self, action: Action, language: Language) -> Result<(Reply, Arc<Engine>), Phrase> {
        let event = self.event(action, language);
        let span = observe::request(Front::Web, format_args!("w{}", event.origin.id));
        let inside = span.clone();
        let answered = async {
            let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| {
                observe::tell(Happened::Refused("busy"));
                Phrase::WebBusy
            })?;
            // The links below its quotes lead into the same articles.
            let (bot, ends) = (self.bot.as_now(), Instant::now() + self.patience);
            let engine = bot.engine();
            let working = observe::take(Place::Desk(Front::Web));
            let answering = tokio::task::spawn_blocking(move || {
                let _held = (place, working);
                inside.in_scope(|| bot.handle_within(&event, &|| Instant::now() >= ends))
            });
            // A panic has been reported by the panic hook.
            let reply = answering.await.ok().flatten().ok_or(Phrase::Failure)?;
            observe::answered("a visitor");
            Ok((reply, engine))
        };
        answered.instrument(span).await
    }
}

/// All addresses.
pub(super) fn router(desk: Arc<Desk>, hosts: Hosts) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/press", get(press))
        .route("/article/{slug}", get(article))
        .route("/status", get(status))
        .route("/style.css", get(style))
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .fallback(lost)
        .with_state(desk)
        .layer(from_fn_with_state(hosts, guard))
}

/// What the search box and the list's links send.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    page: Option<NonZeroU64>,
}

async fn home(State(desk): State<Arc<Desk>>, headers: HeaderMap, Query(asked): Query<Asked>) -> Response {
    let language = language(&headers);
    if asked.q.trim().is_empty() {
        let number = asked.page.map_or(0, |page| usize::try_from(page.get() - 1).unwrap_or(usize::MAX));
        return html(&page::home(desk.engine().corpus(), number, language));
    }
    let message = Message { text: asked.q.clone(), direct: true, ..Message::default() };
    shown(&desk, Action::Message(message), &asked.q, language).await
}

/// What a button's link sends: the button's id, those of all beside it, and the question that stands in the box.
#[derive(Deserialize)]
struct Pressed {
    id: String,
    #[serde(default)]
    ids: String,
    #[serde(default)]
    q: String,
}

async fn press(State(desk): State<Arc<Desk>>, headers: HeaderMap, Query(pressed): Query<Pressed>) -> Response {
    let ids = pressed.ids.split(page::BETWEEN_IDS).map(ToOwned::to_owned).collect();
    shown(&desk, Action::Press { id: pressed.id, ids }, &pressed.q, language(&headers)).await
}

async fn shown(desk: &Arc<Desk>, action: Action, question: &str, language: Language) -> Response {
    match desk.reply(action, language).await {
        Ok((reply, engine)) => html(&page::answer(&reply, engine.corpus(), question, language)),
        Err(phrase) => {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            (status, [(RETRY_AFTER, COME_BACK)], html(&page::notice(phrase, question, language))).into_response()
        }
    }
}

/// Which words of an article are to be marked.
#[derive(Deserialize)]
struct Marked {
    /// The bytes of the body, `from-to`.
    at: Option<String>,
    /// The beginning of the hash of the article that they were cut from.
    of: Option<String>,
}

async fn article(
    State(desk): State<Arc<Desk>>,
    headers: HeaderMap,
    Path(slug): Path<String>,
    Query(marked): Query<Marked>,
) -> Response {
    let (language, engine) = (language(&headers), desk.engine());
    let Some(document) = engine.corpus().documents().iter().find(|document| document.slug == slug) else {
        return (StatusCode::NOT_FOUND, html(&page::notice(Phrase::WebNoArticle, "", language))).into_response();
    };
    let has_changed = marked.of.is_some_and(|hash| !document.hash.starts_with(&hash));
    let span = marked.at.as_deref().filter(|_| !has_changed).and_then(|at| {
        let (start, end) = at.split_once('-')?;
        let span = Span { start: start.parse().ok()?, end: end.parse().ok()? };
        document.quote(span).map(|quote| quote.span())
    });
    html(&page::article(document, span, has_changed, language))
}

async fn status(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    let (language, bot) = (language(&headers), desk.bot.as_now());
    let reply = bot.run(&Command::About, &desk.event(Action::Message(Message::default()), language).origin);
    html(&page::answer(&reply, bot.engine().corpus(), "", language))
}

async fn ready(State(desk): State<Arc<Desk>>) -> Response {
    let lacking = match (desk.bot.n_articles(), desk.meter.reach()) {
        (0, _) => "there are no articles\n",
        (_, Reach::Unconnected) => "discord is not connected\n",
        (_, Reach::There) => return "ready\n".into_response(),
    };
    (StatusCode::SERVICE_UNAVAILABLE, lacking).into_response()
}

async fn metrics(State(desk): State<Arc<Desk>>) -> Response {
    ([(CONTENT_TYPE, Meter::FORM)], desk.meter.text()).into_response()
}

async fn style() -> Response {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "max-age=3600")];
    (headers, include_str!("style.css")).into_response()
}

async fn lost(headers: HeaderMap) -> Response {
    (StatusCode::NOT_FOUND, html(&page::notice(Phrase::WebNoPage, "", language(&headers)))).into_response()
}

fn html(page: &Markup) -> Response {
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], page.0.clone()).into_response()
}

/// The first language of the browser's that the bot speaks; browsers name the one they like best first.
fn language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|accepted| accepted.to_str().ok()).unwrap_or_default();
    accepted.split(',').find_map(|locale| Language::of_locale(locale.split(';').next()?.trim())).unwrap_or_default()
}
