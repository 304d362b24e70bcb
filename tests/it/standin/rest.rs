//! REST v10: takes requests in, judges them, and answers as Discord would.

pub(crate) mod answer;
mod command;
mod interaction;
mod message;
mod read;
pub(crate) mod route;

use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, StatusCode};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite};

use super::clock::timestamp;
use super::fault::Fault;
use super::limit::{Pass, Standing};
use super::mirror;
use super::record::Request;
use super::rule;
use super::schema;
use super::state::{Shared, State};
use answer::Answer;
use route::Route;

/// Why no answer is sent.
#[derive(Debug, thiserror::Error)]
#[error("dropped on purpose, or the client has gone")]
struct Dropped;

/// Answers everything that comes over `stream`.
pub(super) async fn converse(shared: Arc<Shared>, stream: impl AsyncRead + AsyncWrite + Unpin) {
    let service = service_fn(|request| respond(Arc::clone(&shared), request));
    // It ends with an error when a fault drops the connection, and when the client leaves.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}

async fn respond(shared: Arc<Shared>, request: hyper::Request<Incoming>) -> Result<Response<Full<Bytes>>, Dropped> {
    let (request, problem) = read::request(request).await.ok_or(Dropped)?;
    let (answer, fault) = shared.with(|state| state.take_in(request, problem));
    match fault {
        Some(Fault::Drop | Fault::DropAfter) => return Err(Dropped),
        Some(Fault::Slow(delay)) => tokio::time::sleep(delay).await,
        _ => {}
    }
    Ok(response(&answer, fault == Some(Fault::Malformed)))
}

fn response(answer: &Answer, is_cut: bool) -> Response<Full<Bytes>> {
    if let Some(bytes) = &answer.file {
        let mut response = Response::new(Full::new(Bytes::from(bytes.clone())));
        *response.status_mut() = StatusCode::from_u16(answer.status).unwrap();
        return response;
    }
    let (kind, mut text) = match &answer.body {
        Value::Null => ("application/json", String::new()),
        Value::String(page) => ("text/html; charset=UTF-8", page.clone()),
        body => ("application/json", body.to_string()),
    };
    if is_cut {
        text = text.chars().take(text.chars().count() / 2).collect();
    }
    let mut response = Response::new(Full::new(Bytes::from(text)));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap();
    response.headers_mut().insert("content-type", kind.parse().unwrap());
    for (name, value) in &answer.headers {
        response.headers_mut().insert(*name, value.parse().unwrap());
    }
    response
}

impl State {
    /// Records the request, does what it asks unless a fault keeps it from that, and says what to answer.
    fn take_in(&mut self, mut request: Request, problem: Option<String>) -> (Answer, Option<Fault>) {
        request.at = self.clock.now();
        let idx = self.record.requests.len();
        if self.options.keeps_requests {
            self.record.requests.push(request.clone());
        }
        if let Some(problem) = problem {
            self.record.violate(problem, &request);
        }
        let fault = self.faults.take(&request.method, &request.path);
        let route = Route::parse(&request.path);
        let mut answer = match fault.as_ref().and_then(|fault| self.faulty(fault, &request, route.as_ref())) {
            Some(answer) => answer,
            None => self.answer(&request, route.as_ref()),
        };
        if fault.as_ref().is_some_and(Fault::hides_success)
            && let Some(Route::Callback { interaction, .. }) = route
            && let Some(interaction) = self.world.interactions.get_mut(&interaction)
        {
            interaction.is_unheard = true;
        }
        if let Some(Fault::StatusAfter(status)) = fault {
            answer = Answer::error(status, 0, "Internal Server Error");
        }
        self.record.n_invalid += u32::from(matches!(answer.status, 401 | 403 | 429));
        let is_dropped = matches!(fault, Some(Fault::Drop | Fault::DropAfter));
        if let Some(request) = self.record.requests.get_mut(idx) {
            request.status = if is_dropped { 0 } else { answer.status };
        }
        (answer, fault)
    }

    /// The answer of a fault that keeps the request from being done.
    fn faulty(&mut self, fault: &Fault, request: &Request, route: Option<&Route>) -> Option<Answer> {
        let bucket = route.map(|route| bucket(request, route)).unwrap_or_default();
        let now = self.clock.now();
        let mut close = |bucket: &str, wait: f64| self.limiter.close(bucket, now, Duration::from_secs_f64(wait));
        Some(match fault {
            Fault::Limited(wait) => {
                close(&bucket, *wait);
                Answer::limited(*wait, "user", true)
            }
            Fault::LimitedWithoutCode(wait) => {
                close(&bucket, *wait);
                Answer::limited(*wait, "shared", false)
            }
            Fault::LimitedEverywhere(wait) => {
                close("", *wait);
                Answer::limited(*wait, "global", true)
            }
            Fault::Banned(wait) => {
                close("", f64::from(*wait));
                Answer::banned(*wait)
            }
            Fault::Status(status) => Answer::error(*status, 0, "Internal Server Error"),
            Fault::Refused(status, code) => Answer::error(*status, *code, "Refused on purpose"),
            Fault::Drop => Answer::empty(),
            Fault::StatusAfter(_) | Fault::Slow(_) | Fault::DropAfter | Fault::Malformed => return None,
        })
    }

    fn answer(&mut self, request: &Request, route: Option<&Route>) -> Answer {
        let Some(route) = route else {
            self.record.violate("a path that Discord does not have", request);
            return Answer::not_found();
        };
        for fault in rule::header::faults(request) {
            self.record.violate(fault, request);
        }
        if !route.is_open() && request.header("authorization") != Some(&format!("Bot {}", self.options.token)) {
            self.record.violate("a request without the right token", request);
            return Answer::unauthorized();
        }
        let bucket = bucket(request, route);
        let standing = match self.let_through(request, route, &bucket) {
            Ok(standing) => standing,
            Err(answer) => return answer,
        };
        let is_checked = self.record.is_due(self.options.checked_every);
        let mut answer = match self.judge(request, route, is_checked) {
            Some(refusal) => refusal,
            None => self.perform(request, route),
        };
        if is_checked
            && answer.status < 300
            && let Some(problem) = mirror::answer(route, &request.method, &answer.body)
        {
            self.record.violate(format!("the stand-in's own answer cannot be read: {problem}"), &answer.body);
        }
        for (path, problem) in schema::faults_of_answer(route.template(), &request.method, answer.status, &answer.body)
        {
            self.record
                .violate(format!("the stand-in's own answer is not Discord's: {problem} at {path:?}"), &answer.body);
        }
        if let Some(standing) = standing {
            announce_standing(&mut answer, &standing);
        }
        answer
    }

    /// The rate limits; the answer is a 429.
    fn let_through(&mut self, request: &Request, route: &Route, bucket: &str) -> Result<Option<Standing>, Answer> {
        let now = self.clock.now();
        if self.options.rules.wait_out
            && let Some(early) = self.limiter.impatience(bucket, now)
        {
            self.record.violate(format!("sent {early:?} before the retry_after of a 429 was over"), request);
        }
        let limits = self.options.limits;
        match self.limiter.pass(&limits, bucket, route.template(), now) {
            Pass::Open(standing) => Ok(standing),
            Pass::Everywhere(wait) => {
                self.limiter.close("", now, wait);
                Err(Answer::limited(wait.as_secs_f64(), "global", true))
            }
            Pass::Full(standing) => {
                self.limiter.close(bucket, now, standing.reset_after);
                let mut answer = Answer::limited(standing.reset_after.as_secs_f64(), "user", true);
                announce_standing(&mut answer, &standing);
                Err(answer)
            }
        }
    }

    /// What is wrong with the request as it stands; an answer if Discord would not take it.
    fn judge(&mut self, request: &Request, route: &Route, is_checked: bool) -> Option<Answer> {
        let mut findings = rule::findings(request, route, self.options.rules);
        if is_checked {
            findings.splice(..0, rule::of_description(request, route));
        }
        for finding in &findings {
            self.record.violate(finding.to_string(), request);
        }
        if let Some(refusal) = findings.iter().find_map(|finding| finding.answer.clone()) {
            return Some(refusal);
        }
        let mut refused = findings.iter().filter(|finding| finding.is_discords).peekable();
        refused.peek()?;
        Some(Answer::invalid_form(refused.map(|finding| (finding.path.as_str(), finding.message.as_str()))))
    }

    fn perform(&mut self, request: &Request, route: &Route) -> Answer {
        let method = request.method.as_str();
        match (method, route) {
            ("GET", Route::Gateway) => Answer::ok(json!({"url": self.gateway.address})),
            ("GET", Route::GatewayBot) => Answer::ok(json!({
                "url": self.gateway.address, "shards": self.options.shards,
                "session_start_limit": {"total": 1_000, "remaining": self.options.sessions_left,
                                        "reset_after": 14_400_000, "max_concurrency": self.options.concurrency}
            })),
            ("GET", Route::Me) => Answer::ok(self.world.bot_json()),
            ("GET", Route::Guilds) => self.list_guilds(),
            ("GET", Route::Application | Route::OauthApplication) => Answer::ok(self.world.application_json()),
            ("POST", Route::DirectChannels) => self.open_direct_channel(&request.body),
            (_, Route::Commands { application } | Route::Command { application, .. })
                if *application != self.world.application =>
            {
                Answer::error(404, 10_002, "Unknown Application")
            }
            ("GET", Route::Commands { .. }) => self.list_commands(&request.query),
            ("PUT", Route::Commands { .. }) => self.replace_commands(&request.body),
            ("POST", Route::Commands { .. }) => self.add_command(&request.body),
            ("GET" | "PATCH" | "DELETE", Route::Command { command, .. }) => {
                self.on_command(*command, method, &request.body)
            }
            ("GET", Route::Attachment { attachment }) => self.hand_out(*attachment, request),
            ("GET", Route::Channel { channel }) => self.show_channel(*channel),
            ("POST", Route::Typing { channel }) => self.type_in(*channel),
            ("GET", Route::Messages { channel }) => self.list_messages(*channel, &request.query),
            ("POST", Route::Messages { channel }) => self.create_message(*channel, request),
            ("GET", Route::Message { channel, message }) => self.show_message(*channel, *message),
            ("PATCH", Route::Message { channel, message }) => self.edit_message(*channel, *message, request),
            ("DELETE", Route::Message { channel, message }) => self.delete_message(*channel, *message),
            ("PUT" | "DELETE", Route::Reaction { channel, message, emoji }) => {
                self.react(*channel, *message, emoji, method == "PUT")
            }
            ("POST", Route::Callback { interaction, token }) => self.call_back(*interaction, token, request),
            ("POST", Route::Webhook { application, token }) => self.follow_up(*application, token, request),
            ("GET" | "PATCH" | "DELETE", Route::WebhookMessage { application, token, message }) => {
                self.on_response(*application, token, *message, request)
            }
            _ => {
                self.record.violate("a method that this path does not take", request);
                Answer::error(405, 0, "405: Method Not Allowed")
            }
        }
    }

    fn list_guilds(&self) -> Answer {
        let guilds = self.world.guilds.values().filter(|guild| guild.has_bot);
        let one = |id: u64, name: &str| {
            json!({"id": id.to_string(), "name": name, "icon": null, "banner": null, "owner": false,
                   "permissions": "0", "features": []})
        };
        Answer::ok(guilds.map(|guild| one(guild.id, &guild.name)).collect())
    }

    fn hand_out(&mut self, attachment: u64, request: &Request) -> Answer {
        // Files are on another host than the API: the token must not go there, and the address is the key.
        if request.header("authorization").is_some() {
            self.record.violate("a token sent to where files are", request);
        }
        let found = self.world.attachments.get(&attachment);
        match found.filter(|file| file.url.ends_with(&format!("?{}", request.query))) {
            Some(file) => Answer::file(file.bytes.clone()),
            None => Answer::not_found(),
        }
    }

    fn show_channel(&self, channel: u64) -> Answer {
        match self.world.channels.get(&channel) {
            None => Answer::unknown_channel(),
            Some(place) if place.permissions == 0 => Answer::missing_access(),
            Some(_) => Answer::ok(self.world.channel_json(channel, &timestamp(self.clock.now()))),
        }
    }

    fn open_direct_channel(&mut self, body: &Value) -> Answer {
        let user = body["recipient_id"].as_str().and_then(|id| id.parse().ok());
        let Some(user) = user.filter(|user| self.world.users.contains_key(user)) else {
            return Answer::invalid_form([("/recipient_id", "Unknown user")].into_iter());
        };
        let channel = self.world.direct_channel(user, &mut self.clock);
        Answer::ok(self.world.channel_json(channel, &timestamp(self.clock.now())))
    }
}

/// What the limits of a request are kept by: its route, and the channel or token in it.
fn bucket(request: &Request, route: &Route) -> String {
    format!("{} {} {}", request.method, route.template(), route.major())
}

fn announce_standing(answer: &mut Answer, standing: &Standing) {
    let seconds = |time: Duration| format!("{:.3}", time.as_secs_f64());
    answer.headers.retain(|(name, _)| *name != "x-ratelimit-reset-after");
    answer.headers.extend([
        ("x-ratelimit-limit", standing.limit.to_string()),
        ("x-ratelimit-remaining", standing.remaining.to_string()),
        ("x-ratelimit-reset", seconds(standing.reset_at)),
        ("x-ratelimit-reset-after", seconds(standing.reset_after)),
        ("x-ratelimit-bucket", standing.bucket.clone()),
    ]);
}
