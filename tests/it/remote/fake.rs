//! A cluster of one node that keeps its indices in memory, and fails as it is told.
//!
//! It is strict: what a real cluster would refuse it refuses, and a request that pullquote has no reason to make fails the
//! test. How the real one behaves was looked up by asking Elasticsearch 7.0.0; the tests against that are in `real`.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::standin::Tls;

/// What goes wrong with one request.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// This answer, and nothing is done.
    Answer(u16, Value),
    /// It is done, and the connection breaks off before the answer.
    Unheard,
    /// Of a batch only every other passage is taken, the rest is put off.
    Half,
    /// The answer is this text, which is no JSON.
    Garbage(&'static str),
}

/// An index.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub(super) meta: Value,
    pub(super) passages: BTreeMap<String, Value>,
    pub(super) closed: bool,
    /// When it was made, in milliseconds since 1970.
    pub(super) created: u128,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) indices: BTreeMap<String, Index>,
    pub(super) aliases: BTreeMap<String, String>,
    /// `part of the path` and what happens to the next request that has it.
    pub(super) faults: Vec<(&'static str, Fault)>,
    /// Method and path of every request.
    pub(super) requests: Vec<String>,
    /// The values of the header `authorization`.
    pub(super) identities: BTreeSet<String>,
    pub(super) version: Value,
    /// How many of two shards can be searched.
    pub(super) shards: u64,
    /// Requests that it does not know.
    pub(super) strange: Vec<String>,
}

/// The cluster, which serves until the test's process ends.
#[derive(Clone, Debug)]
pub(crate) struct Fake {
    pub(crate) url: String,
    pub(super) state: Arc<Mutex<State>>,
}

struct Request {
    method: String,
    path: String,
    body: String,
    identity: Option<String>,
}

impl Fake {
    pub(crate) fn start() -> Self {
        Self::listen(None)
    }

    /// The same over https, for the name `localhost`; and the certificate of the authority that vouches for it.
    pub(super) fn start_tls() -> (Self, String) {
        let tls = Tls::new(&["localhost"]);
        let mut fake = Self::listen(Some(Arc::clone(tls.acceptor.config())));
        fake.url = fake.url.replace("http://127.0.0.1", "https://localhost");
        (fake, tls.authority)
    }

    fn listen(tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let version = json!({ "version": { "number": "7.10.2" } });
        let state = Arc::new(Mutex::new(State { version, shards: 2, ..State::default() }));
        let fake = Self { url, state };
        let serving = fake.clone();
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (fake, tls) = (serving.clone(), tls.clone());
                thread::spawn(move || match tls {
                    None => fake.serve(stream),
                    Some(tls) => fake.serve(StreamOwned::new(ServerConnection::new(tls).unwrap(), stream)),
                });
            }
        });
        fake
    }

    /// The next request with this part in its path fails so.
    pub(super) fn plant(&self, part: &'static str, fault: Fault) {
        self.state.lock().unwrap().faults.push((part, fault));
    }

    /// Lets an index have been made, and opened last, long ago.
    pub(super) fn age(&self, index: &str) {
        let mut state = self.state.lock().unwrap();
        let index = state.indices.get_mut(index).unwrap();
        index.created = 1;
        index.meta["pullquote"]["opened"] = json!(1);
    }

    pub(crate) fn requests(&self, part: &str) -> usize {
        self.state.lock().unwrap().requests.iter().filter(|request| request.contains(part)).count()
    }

    /// The names of its indices.
    pub(super) fn indices(&self) -> Vec<String> {
        self.state.lock().unwrap().indices.keys().cloned().collect()
    }

    fn serve(&self, stream: impl Read + Write) {
        let mut reader = BufReader::new(stream);
        while let Some(request) = read(&mut reader) {
            let Some((status, answer)) = self.answer(&request) else { return };
            let head = format!("HTTP/1.1 {status} Said\r\ncontent-length: {}\r\n\r\n", answer.len());
            if reader.get_mut().write_all(format!("{head}{answer}").as_bytes()).is_err() {
                return;
            }
        }
    }

    /// Status and text; `None` breaks the connection off.
    fn answer(&self, request: &Request) -> Option<(u16, String)> {
        let mut state = self.state.lock().unwrap();
        state.requests.push(format!("{} {}", request.method, request.path));
        state.identities.extend(request.identity.clone());
        let planted = state.faults.iter().position(|(part, _)| request.path.contains(part));
        let fault = planted.map(|at| state.faults.remove(at).1);
        let said = |(status, answer): (u16, Value)| Some((status, answer.to_string()));
        match fault {
            Some(Fault::Answer(status, answer)) => said((status, answer)),
            Some(Fault::Garbage(text)) => Some((200, text.to_owned())),
            Some(Fault::Unheard) => {
                state.act(request, false);
                None
            }
            Some(Fault::Half) => said(state.act(request, true)),
            None => said(state.act(request, false)),
        }
    }
}

fn read(reader: &mut BufReader<impl Read>) -> Option<Request> {
    let mut first = String::new();
    reader.read_line(&mut first).ok().filter(|read| *read > 0)?;
    let mut words = first.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut identity) = (0, None);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        match name.to_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "authorization" => identity = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Request { method, path, body: String::from_utf8(body).ok()?, identity })
}

/// Milliseconds since 1970.
#[expect(clippy::disallowed_methods, reason = "a cluster knows when an index was made")]
fn now() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()
}

fn missing() -> (u16, Value) {
    (404, json!({ "error": { "type": "index_not_found_exception", "reason": "no such index" }, "status": 404 }))
}

fn wrong(kind: &str) -> (u16, Value) {
    (400, json!({ "error": { "type": kind, "reason": "refused" }, "status": 400 }))
}

impl State {
    fn act(&mut self, request: &Request, half: bool) -> (u16, Value) {
        let path = request.path.split('?').next().unwrap_or_default().trim_start_matches('/');
        let parts: Vec<&str> = path.split('/').collect();
        let json: Value = serde_json::from_str(&request.body).unwrap_or(Value::Null);
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", [""]) => (200, self.version.clone()),
            ("POST", ["_aliases"]) => self.alias(&json),
            ("GET", [pattern, "_mapping"]) => self.mapping(pattern),
            ("GET", [name]) => match self.aliases.get(*name) {
                Some(index) => self.mapping(&index.clone()),
                None => self.mapping(name),
            },
            ("PUT", [name]) if self.indices.contains_key(*name) => wrong("resource_already_exists_exception"),
            ("PUT", [name]) => {
                assert_eq!(json["mappings"]["dynamic"], "strict", "what is not foreseen must be refused");
                let meta = json["mappings"]["_meta"].clone();
                self.indices.insert((*name).to_owned(), Index { meta, created: now(), ..Index::default() });
                (200, json!({ "acknowledged": true }))
            }
            ("DELETE", [name]) => match self.indices.remove(*name) {
                Some(_) => (200, json!({ "acknowledged": true })),
                None => missing(),
            },
            (method, [name, action]) => {
                let shards = json!({ "total": 2, "successful": self.shards, "skipped": 0, "failed": 0 });
                let Some(index) = self.indices.get_mut(*name) else { return missing() };
                match (method, *action) {
                    ("POST", "_bulk") => bulk(index, &request.body, half),
                    ("POST", "_refresh") => (200, json!({})),
                    ("GET", "_count") => (200, json!({ "count": index.passages.len(), "_shards": shards })),
                    ("PUT", "_settings") => {
                        index.closed = json["index"]["blocks.write"] == true;
                        (200, json!({ "acknowledged": true }))
                    }
                    ("PUT", "_mapping") => {
                        index.meta = json["_meta"].clone();
                        (200, json!({ "acknowledged": true }))
                    }
                    ("POST", "_search") => {
                        let hits = found(index, &json);
                        (200, json!({ "timed_out": false, "_shards": shards, "hits": { "hits": hits } }))
                    }
                    _ => self.strange(request),
                }
            }
            _ => self.strange(request),
        }
    }

    fn strange(&mut self, request: &Request) -> (u16, Value) {
        self.strange.push(format!("{} {}", request.method, request.path));
        wrong("strange")
    }

    fn mapping(&self, pattern: &str) -> (u16, Value) {
        let is_meant = |name: &str| match pattern.strip_suffix('*') {
            Some(head) => name.starts_with(head),
            None => name == pattern,
        };
        let meant = self.indices.iter().filter(|(name, _)| is_meant(name));
        let described: serde_json::Map<String, Value> =
            meant.map(|(name, index)| (name.clone(), self.described(name, index))).collect();
        if described.is_empty() && !pattern.ends_with('*') { missing() } else { (200, Value::Object(described)) }
    }

    fn described(&self, name: &str, index: &Index) -> Value {
        let aliases = self.aliases.iter().filter(|(_, led)| *led == name);
        let aliases: serde_json::Map<String, Value> = aliases.map(|(alias, _)| (alias.clone(), json!({}))).collect();
        let made = (index.created > 0).then(|| index.created.to_string());
        let settings = json!({ "index": { "creation_date": made } });
        json!({ "aliases": aliases, "mappings": { "_meta": index.meta }, "settings": settings })
    }

    fn alias(&mut self, json: &Value) -> (u16, Value) {
        let mut moved = self.aliases.clone();
        for action in json["actions"].as_array().into_iter().flatten() {
            let (kind, of) = action.as_object().unwrap().iter().next().unwrap();
            let (index, alias) = (of["index"].as_str().unwrap(), of["alias"].as_str().unwrap());
            match kind.as_str() {
                "add" if self.indices.contains_key(index) => {
                    moved.insert(alias.to_owned(), index.to_owned());
                }
                "remove" if moved.get(alias).is_some_and(|known| known == index) => {
                    moved.remove(alias);
                }
                _ => return missing(),
            }
        }
        self.aliases = moved;
        (200, json!({ "acknowledged": true }))
    }
}

fn bulk(index: &mut Index, body: &str, half: bool) -> (u16, Value) {
    let lines: Vec<Value> = body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut items = Vec::new();
    for (at, pair) in lines.chunks(2).enumerate() {
        let [action, passage] = pair else { return wrong("illegal_argument_exception") };
        let id = action["create"]["_id"].as_str().unwrap().to_owned();
        let item = if index.closed {
            json!({ "status": 403, "error": { "type": "cluster_block_exception", "reason": "index write (api)" } })
        } else if half && at % 2 == 1 {
            json!({ "status": 429, "error": { "type": "es_rejected_execution_exception", "reason": "full" } })
        } else {
            match index.passages.entry(id) {
                Entry::Occupied(_) => {
                    json!({ "status": 409, "error": { "type": "version_conflict_engine_exception", "reason": "exists" } })
                }
                Entry::Vacant(free) => {
                    free.insert(passage.clone());
                    json!({ "status": 201 })
                }
            }
        };
        items.push(json!({ "create": item }));
    }
    (200, json!({ "errors": true, "items": items }))
}

/// Whether a passage passes a filter: one of some documents, or of a part.
fn passes(passage: &Value, filter: &Value) -> bool {
    match (filter["terms"]["document"].as_array(), filter["term"]["parts"].as_str()) {
        (Some(hashes), None) => hashes.contains(&passage["document"]),
        (None, Some(part)) => passage["parts"].as_array().unwrap().iter().any(|own| own == part),
        _ => panic!("no filter of ours: {filter}"),
    }
}

/// Hits by the sum of the boosts of the terms that they hold: no BM25, but terms, fields and filter are those sent.
fn found(index: &Index, json: &Value) -> Vec<Value> {
    let query = &json["query"]["bool"];
    let filters: Vec<&Value> = query["filter"].as_array().into_iter().flatten().collect();
    let mut hits: Vec<(f64, &String)> = Vec::new();
    for (id, passage) in &index.passages {
        if !filters.iter().all(|filter| passes(passage, filter)) {
            continue;
        }
        let clauses = query["should"].as_array().unwrap().iter().map(|clause| {
            let (field, term) = clause["term"].as_object().unwrap().iter().next().unwrap();
            let words = passage[field].as_str().unwrap().split(' ');
            let held = words.filter(|word| Some(*word) == term["value"].as_str()).count();
            if held > 0 { term["boost"].as_f64().unwrap() } else { 0.0 }
        });
        let score: f64 = clauses.sum();
        if score > 0.0 {
            hits.push((score, id));
        }
    }
    hits.sort_by(|a, b| b.0.total_cmp(&a.0));
    let size = usize::try_from(json["size"].as_u64().unwrap()).unwrap();
    hits.into_iter().take(size).map(|(score, id)| json!({ "_id": id, "_score": score })).collect()
}
