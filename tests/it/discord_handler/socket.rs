//! A recorded HTTP socket in Discord's place: it answers what it was told to expect, in any order, and
//! fails the test at anything else.

use std::sync::{Arc, Mutex};

use pullquote::config::{Endpoints, Token};
use pullquote::discord::connect_http;
use serde_json::{Value, json};
use serenity::http::Http;
use serenity::model::id::ApplicationId;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufStream};
use tokio::net::{TcpListener, TcpStream};

pub(crate) const TOKEN: &str = "a-token-of-the-socket";

/// One request that must come, and its answer.
pub(crate) struct Expected {
    method: &'static str,
    path: String,
    status: u16,
    answer: Value,
    is_optional: bool,
}

impl Expected {
    /// It may come or not.
    pub(crate) fn optional(self) -> Self {
        Self { is_optional: true, ..self }
    }
}

/// One request that came.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) body: Value,
}

#[derive(Default)]
struct Record {
    expected: Vec<Expected>,
    requests: Vec<Recorded>,
    faults: Vec<String>,
}

pub(crate) struct Socket {
    address: String,
    record: Arc<Mutex<Record>>,
}

/// Expects `method` on `path` below `/api/v10`, and answers with `status` and `answer`.
pub(crate) fn expect(method: &'static str, path: &str, status: u16, answer: Value) -> Expected {
    Expected { method, path: format!("/api/v10{path}"), status, answer, is_optional: false }
}

fn endpoints(address: &str) -> Endpoints {
    let (api, gateway) = (format!("http://{address}"), format!("ws://{address}"));
    Endpoints::parse(Some(&api), Some(&gateway)).expect("addresses are sound").expect("both are given")
}

/// The client as the bot makes it, pointed at `address`.
pub(crate) fn connect(address: &str) -> Arc<Http> {
    let token = Token::parse_any(TOKEN).expect("is sound").expect("is set");
    let http = connect_http(&token, Some(&endpoints(address)));
    http.set_application_id(ApplicationId::new(1000));
    Arc::new(http)
}

/// Discord's body of an error.
pub(crate) fn error(code: i64, message: &str) -> Value {
    json!({"code": code, "message": message})
}

impl Socket {
    pub(crate) async fn start(expected: Vec<Expected>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("the socket has an address").to_string();
        let record = Arc::new(Mutex::new(Record { expected, ..Record::default() }));
        let shared = Arc::clone(&record);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, Arc::clone(&shared)));
            }
        });
        Self { address, record }
    }

    pub(crate) fn endpoints(&self) -> Endpoints {
        endpoints(&self.address)
    }

    /// The client as the bot makes it, pointed here.
    pub(crate) fn http(&self) -> Arc<Http> {
        connect(&self.address)
    }

    /// Everything that came; fails if it was not just what was expected.
    pub(crate) fn finish(self) -> Vec<Recorded> {
        let mut record = self.record.lock().expect("no request panicked");
        let record = std::mem::take(&mut *record);
        let missing = record.expected.iter().filter(|expected| !expected.is_optional);
        let missing: Vec<_> = missing.map(|expected| format!("{} {}", expected.method, expected.path)).collect();
        assert!(record.faults.is_empty(), "faults: {:#?}\nrequests: {:#?}", record.faults, record.requests);
        assert!(missing.is_empty(), "never came: {missing:#?}\nrequests: {:#?}", record.requests);
        record.requests
    }
}

async fn converse(stream: TcpStream, record: Arc<Mutex<Record>>) {
    let mut stream = BufStream::new(stream);
    while let Some((head, body)) = request(&mut stream).await {
        let (status, answer) = record.lock().expect("no request panicked").answer(&head, &body);
        let answer = if status == 204 { String::new() } else { answer.to_string() };
        let head = format!(
            "HTTP/1.1 {status} Recorded\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            answer.len()
        );
        stream.write_all(head.as_bytes()).await.expect("the client listens");
        stream.write_all(answer.as_bytes()).await.expect("the client listens");
        stream.flush().await.expect("the client listens");
    }
}

/// The next request's head and body; `None` when the client has gone.
pub(crate) async fn request(stream: &mut BufStream<TcpStream>) -> Option<(Vec<String>, Vec<u8>)> {
    let mut head = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        head.push(line);
    }
    let length = header(&head, "content-length").map_or(0, |value| value.parse().expect("a length is a number"));
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some((head, body))
}

fn header<'a>(head: &'a [String], name: &str) -> Option<&'a str> {
    let fields = head.iter().skip(1).filter_map(|line| line.split_once(": "));
    fields.filter(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value).next()
}

impl Record {
    fn answer(&mut self, head: &[String], body: &[u8]) -> (u16, Value) {
        let mut words = head[0].split(' ');
        let method = words.next().expect("a request has a method").to_owned();
        let path = words.next().expect("a request has a path").to_owned();
        if header(head, "authorization") != Some(&format!("Bot {TOKEN}")) {
            self.faults.push(format!("{method} {path} without the token"));
        }
        if !body.is_empty() && header(head, "content-type") != Some("application/json") {
            self.faults.push(format!("{method} {path} is not JSON"));
        }
        let body = if body.is_empty() { Value::Null } else { serde_json::from_slice(body).expect("a body is JSON") };
        let known = self.expected.iter().position(|one| one.method == method && one.path == path);
        let answer = if let Some(idx) = known {
            let expected = self.expected.remove(idx);
            (expected.status, expected.answer)
        } else {
            self.faults.push(format!("unexpected {method} {path} {body}"));
            (418, error(0, "unexpected"))
        };
        self.requests.push(Recorded { method, path, body });
        answer
    }
}
