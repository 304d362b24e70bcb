//! Requests to a cluster: any node may answer, and one that does not is passed over.

use std::hash::{BuildHasher, RandomState};
use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use reqwest::blocking::{Client as Http, RequestBuilder};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Certificate, Method, StatusCode, redirect};
use serde_json::Value;

use super::node::Node;
use crate::config::{Cluster, Credentials};

/// A connection must stand by then.
const CONNECT: Duration = Duration::from_secs(1);
/// All nodes are asked so many times, …
const ROUNDS: usize = 3;
/// … about this far apart.
const PAUSE: Duration = Duration::from_millis(100);
/// No answer of a cluster to our requests is longer, in bytes.
const LONGEST_ANSWER: u64 = 64_000_000;

/// Why a cluster could not do what was asked. Each message says what to do, where anything can be done.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// A file of certificates.
    #[error("PULLQUOTE_ENGINE_CA: {path} cannot be used: {why}")]
    Authority {
        /// The file.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// No node answers, or each refuses for now.
    #[error("no node of the search cluster answers: {0}")]
    Unavailable(String),
    /// It does not know us, or does not let us.
    #[error(
        "the search cluster refuses us (HTTP {0}); check PULLQUOTE_ENGINE_USER and PULLQUOTE_ENGINE_PASSWORD, or \
         PULLQUOTE_ENGINE_API_KEY, and what they may do"
    )]
    Forbidden(u16),
    /// Another program, or a version that speaks otherwise.
    #[error("{0} answers at PULLQUOTE_ENGINE_URL; Elasticsearch 7 to 9 or OpenSearch 1 to 3 is needed")]
    Version(String),
    /// An index under our name that we did not make.
    #[error(
        "the search cluster has an index {0} that pullquote did not make; set PULLQUOTE_ENGINE_INDEX to another name"
    )]
    Foreign(String),
    /// The articles are not there, or not all of them.
    #[error("the articles are not in the search cluster (index {index}); run `pullquote index`")]
    Unpublished {
        /// The index that is missing or unfinished.
        index: String,
    },
    /// A part of the index could not be searched.
    #[error("the search cluster searched only {searched} of {all} shards")]
    Partial {
        /// How many were searched.
        searched: u64,
        /// How many there are.
        all: u64,
    },
    /// It took or kept something else than was sent.
    #[error("the search cluster holds {found} passages after {sent} were sent; run `pullquote index` again")]
    Miscounted {
        /// How many it holds.
        found: u64,
        /// How many were sent.
        sent: usize,
    },
    /// An answer that makes no sense, or a request that it finds wrong.
    #[error("the search cluster answers {0}")]
    Unexpected(String),
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub(super) enum Body<'a> {
    Nothing,
    Json(&'a Value),
    /// Lines of JSON, the last one ended too.
    Lines(&'a str),
}

/// What came back.
#[derive(Debug)]
pub(super) struct Response {
    pub(super) status: StatusCode,
    pub(super) json: Value,
}

/// The nodes of a cluster, and who we are to them.
#[derive(Debug)]
pub(super) struct Client {
    http: Http,
    nodes: Vec<Node>,
    credentials: Credentials,
    /// The node to ask first; it goes round.
    next: AtomicUsize,
}

impl Client {
    pub(super) fn new(cluster: &Cluster) -> Result<Self, RemoteError> {
        let mut http = Http::builder()
            .connect_timeout(CONNECT)
            // A redirect could lead our password elsewhere, and a proxy is nothing that was asked for.
            .redirect(redirect::Policy::none())
            .no_proxy();
        if let Some(path) = &cluster.authority {
            let broken = |why: String| RemoteError::Authority { path: path.display().to_string(), why };
            let pem = std::fs::read(path).map_err(|error| broken(error.to_string()))?;
            let certificates = Certificate::from_pem_bundle(&pem).map_err(|error| broken(error.to_string()))?;
            if certificates.is_empty() {
                return Err(broken("it holds no certificate in PEM".to_owned()));
            }
            http = certificates.into_iter().fold(http, reqwest::blocking::ClientBuilder::add_root_certificate);
        }
        let http = http.build().map_err(|error| RemoteError::Unavailable(error.to_string()))?;
        let nodes = cluster.nodes.iter().cloned().map(Node::new).collect();
        Ok(Self { http, nodes, credentials: cluster.credentials.clone(), next: AtomicUsize::new(0) })
    }

    /// Sends a request to one node after another until one answers, a few times, all of that within `patience`.
    ///
    /// Only what may be done twice may be sent so: a node may have done it and then not answered.
    ///
    /// # Errors
    /// [`RemoteError::Unavailable`] if none does, [`RemoteError::Forbidden`] where we are not let. Other statuses are the
    /// caller's to judge.
    pub(super) fn send(
        &self,
        method: &Method,
        path: &str,
        body: Body<'_>,
        patience: Duration,
    ) -> Result<Response, RemoteError> {
        let deadline = Instant::now() + patience;
        let mut last = "all nodes failed before and are left alone for a while".to_owned();
        // Where a shard has just lost a node, another copy of it serves a moment later.
        for round in 0..ROUNDS {
            if round > 0 {
                sleep(PAUSE.mul_f64(0.5 + jitter()));
            }
            match self.round(method, path, body, deadline) {
                Ok(Some(response)) => return Ok(response),
                Ok(None) => break,
                Err(RemoteError::Unavailable(reason)) => last = reason,
                Err(error) => return Err(error),
            }
        }
        Err(RemoteError::Unavailable(last))
    }

    /// The first answer of a node in this round; `None` if no node may be asked, or no time is left.
    fn round(
        &self,
        method: &Method,
        path: &str,
        body: Body<'_>,
        deadline: Instant,
    ) -> Result<Option<Response>, RemoteError> {
        let mut last = None;
        for node in self.in_turn() {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            // A node that is silent leaves time for another.
            let share = if self.nodes.len() > 1 { left / 2 } else { left };
            match self.ask(node, method, path, body, share) {
                Ok(response) if is_down(response.status) => {
                    // What the cluster as a whole lacks is no fault of this node.
                    if response.status == StatusCode::SERVICE_UNAVAILABLE {
                        node.succeeded();
                    } else {
                        node.failed(Instant::now(), jitter());
                    }
                    last = Some(format!("{} says {}", node.url, reason(&response)));
                }
                Ok(response) => {
                    node.succeeded();
                    if matches!(response.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN)
                        && !is_write_block(&response.json)
                    {
                        return Err(RemoteError::Forbidden(response.status.as_u16()));
                    }
                    return Ok(Some(response));
                }
                Err(error) => {
                    node.failed(Instant::now(), jitter());
                    last = Some(innermost(&error));
                }
            }
        }
        last.map_or(Ok(None), |last| Err(RemoteError::Unavailable(last)))
    }

    /// The nodes to ask, the first another each time, without those that are left alone.
    fn in_turn(&self) -> impl Iterator<Item = &Node> {
        let first = self.next.fetch_add(1, Ordering::Relaxed);
        let order = (0..self.nodes.len()).map(move |at| &self.nodes[first.wrapping_add(at) % self.nodes.len()]);
        order.filter(|node| node.is_open_to(Instant::now()))
    }

    fn ask(
        &self,
        node: &Node,
        method: &Method,
        path: &str,
        body: Body<'_>,
        patience: Duration,
    ) -> Result<Response, reqwest::Error> {
        let address = format!("{}{path}", node.url);
        let request = self.identified(self.http.request(method.clone(), address)).timeout(patience);
        let request = match body {
            Body::Nothing => request,
            Body::Json(json) => request.header(CONTENT_TYPE, "application/json").body(json.to_string()),
            Body::Lines(lines) => request.header(CONTENT_TYPE, "application/x-ndjson").body(lines.to_owned()),
        };
        let answer = request.send()?;
        let status = answer.status();
        let mut bytes = Vec::new();
        // What breaks off is no JSON, and told apart from a whole answer by that.
        let _ = answer.take(LONGEST_ANSWER).read_to_end(&mut bytes);
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Ok(Response { status, json })
    }

    fn identified(&self, request: RequestBuilder) -> RequestBuilder {
        let with = |scheme: &str, secret: &str| {
            let mut value = HeaderValue::from_str(&format!("{scheme} {secret}")).ok();
            if let Some(value) = &mut value {
                value.set_sensitive(true);
            }
            value
        };
        let header = match &self.credentials {
            Credentials::None => None,
            Credentials::Basic { user, password } => return request.basic_auth(user, Some(password.expose())),
            Credentials::ApiKey(key) => with("ApiKey", key.expose()),
            Credentials::Bearer(token) => with("Bearer", token.expose()),
        };
        header.into_iter().fold(request, |request, header| request.header(AUTHORIZATION, header))
    }

    /// What the cluster says it is.
    ///
    /// # Errors
    /// [`RemoteError::Version`] for what cannot be used.
    pub(super) fn version(&self) -> Result<String, RemoteError> {
        const PATIENCE: Duration = Duration::from_secs(2);
        let response = self.send(&Method::GET, "", Body::Nothing, PATIENCE)?;
        let version = &response.json["version"];
        let number = version["number"].as_str().unwrap_or_default();
        let name = match version["distribution"].as_str() {
            Some("opensearch") => "OpenSearch",
            _ if number.is_empty() => return Err(RemoteError::Version("something else".to_owned())),
            _ => "Elasticsearch",
        };
        let major: u32 = number.split('.').next().and_then(|major| major.parse().ok()).unwrap_or_default();
        let is_known = if name == "OpenSearch" { (1..=3).contains(&major) } else { (7..=9).contains(&major) };
        let said = format!("{name} {number}");
        if is_known { Ok(said) } else { Err(RemoteError::Version(said)) }
    }
}

/// What may be otherwise at another node, or a little later.
fn is_down(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 502 | 503 | 504)
}

/// Whether a refusal says only that nothing can be written any more.
pub(super) fn is_write_block(json: &Value) -> bool {
    json["error"]["type"] == "cluster_block_exception"
}

/// What a cluster says about a failure, in a line.
pub(super) fn reason(response: &Response) -> String {
    format!("HTTP {}: {}", response.status.as_u16(), said_in(&response.json))
}

/// The reason in what a cluster says about a failure, short and in one line.
pub(super) fn said_in(json: &Value) -> String {
    let error = &json["error"];
    let said = error["reason"].as_str().or_else(|| error.as_str()).unwrap_or("nothing more");
    said.chars().filter(|c| !c.is_control()).take(300).collect()
}

fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(below) = cause.source() {
        cause = below;
    }
    let at = error.url().map(|url| format!("{}: ", url.origin().ascii_serialization())).unwrap_or_default();
    format!("{at}{cause}")
}

/// A number from 0 to 1 that differs from call to call, so that many processes do not come back at once.
pub(super) fn jitter() -> f64 {
    let bits = RandomState::new().hash_one(0_u8) >> 32;
    f64::from(u32::try_from(bits).unwrap_or(0)) / f64::from(u32::MAX)
}
