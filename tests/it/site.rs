//! The whole web on this machine: one server that answers for every name, over https with an authority of its own.
//!
//! It is strict: what it was not told about is asked for by nobody, or the test fails.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use pullquote::config::{Fetching, WebStandin};
use pullquote::fetch::Fetcher;
use tokio_rustls::rustls::{ServerConnection, StreamOwned};

use crate::standin::Tls;

/// The names that its certificate is for.
const NAMES: &[&str] = &["news.example.org", "www.news.example.org", "mirror.example.com", "10.example.net"];

/// What is at an address.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    pub(crate) manner: Manner,
}

/// How it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// At once.
    Plainly,
    /// Without a length and without an end.
    WithoutEnd,
    /// Not all of it: the connection breaks off in the middle.
    Half,
}

impl Answer {
    /// A page of this type.
    pub(crate) fn page(media_type: &str, body: impl AsRef<[u8]>) -> Self {
        let headers = vec![("content-type".to_owned(), media_type.to_owned())];
        Self { status: 200, headers, body: body.as_ref().to_vec(), manner: Manner::Plainly }
    }

    pub(crate) fn html(body: &str) -> Self {
        Self::page("text/html; charset=utf-8", body)
    }

    pub(crate) fn rss(body: &str) -> Self {
        Self::page("application/rss+xml", body)
    }

    pub(crate) fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), manner: Manner::Plainly }
    }

    /// One that leads elsewhere.
    pub(crate) fn leading(status: u16, location: &str) -> Self {
        Self::status(status).with("location", location)
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn sent(self, manner: Manner) -> Self {
        Self { manner, ..self }
    }
}

/// A request that came.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// Host and path: `news.example.org/feed`.
    pub(crate) place: String,
    pub(crate) headers: BTreeMap<String, String>,
}

#[derive(Debug, Default)]
struct State {
    pages: BTreeMap<String, Answer>,
    asked: Vec<Asked>,
    strange: Vec<String>,
}

/// The web, which is there until the test's process ends.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    pub(crate) address: SocketAddr,
    pub(crate) authority: String,
    state: Arc<Mutex<State>>,
}

impl Site {
    pub(crate) fn start() -> Self {
        let tls = Tls::new(NAMES);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let site = Self { address, authority: tls.authority, state: Arc::default() };
        let (serving, config) = (site.clone(), Arc::clone(tls.acceptor.config()));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (site, config) = (serving.clone(), Arc::clone(&config));
                thread::spawn(move || site.serve(StreamOwned::new(ServerConnection::new(config).unwrap(), stream)));
            }
        });
        site
    }

    /// Puts something at an address, which is written without its scheme.
    pub(crate) fn put(&self, place: &str, answer: Answer) {
        self.state.lock().unwrap().pages.insert(place.to_owned(), answer);
    }

    /// Takes away what is at an address: asked for, it fails the test.
    pub(crate) fn take(&self, place: &str) {
        self.state.lock().unwrap().pages.remove(place);
    }

    /// The places that were asked for since the last time.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.requests().into_iter().map(|asked| asked.place).collect()
    }

    /// The requests that came since the last time. Fails the test if one was for what is not there.
    pub(crate) fn requests(&self) -> Vec<Asked> {
        let mut state = self.state.lock().unwrap();
        assert_eq!(state.strange, Vec::<String>::new(), "nobody should have asked for this");
        std::mem::take(&mut state.asked)
    }

    /// The settings under which all of the web is here.
    pub(crate) fn fetching(&self) -> Fetching {
        let standin = WebStandin { address: self.address, authority: self.authority.clone().into_bytes() };
        Fetching { sites: None, standin: Some(standin) }
    }

    pub(crate) fn fetcher(&self) -> Fetcher {
        Fetcher::new(Some(&self.fetching())).unwrap()
    }

    fn serve(&self, stream: impl Read + Write) {
        let mut reader = BufReader::new(stream);
        while let Some(asked) = read(&mut reader) {
            let answer = {
                let mut state = self.state.lock().unwrap();
                let found = state.pages.get(&asked.place).cloned();
                if found.is_none() {
                    state.strange.push(asked.place.clone());
                }
                state.asked.push(asked.clone());
                found.unwrap_or_else(|| Answer::status(500))
            };
            if send(reader.get_mut(), &not_modified(answer, &asked)).is_none() {
                return;
            }
        }
    }
}

/// The answer, or that it is as it was, to somebody who knows its validator.
fn not_modified(answer: Answer, asked: &Asked) -> Answer {
    let header = |name: &str| answer.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    for (validator, condition) in [("etag", "if-none-match"), ("last-modified", "if-modified-since")] {
        if header(validator).is_some_and(|value| asked.headers.get(condition) == Some(&value)) {
            return Answer::status(304);
        }
    }
    answer
}

/// `None` where the connection is to be broken off.
fn send(stream: &mut impl Write, answer: &Answer) -> Option<()> {
    let mut head = format!("HTTP/1.1 {} Said\r\n", answer.status);
    for (name, value) in &answer.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    match answer.manner {
        Manner::Plainly => {
            let _ = write!(head, "content-length: {}\r\n\r\n", answer.body.len());
            stream.write_all(head.as_bytes()).ok()?;
            stream.write_all(&answer.body).and_then(|()| stream.flush()).ok()
        }
        Manner::Half => {
            let _ = write!(head, "content-length: {}\r\n\r\n", answer.body.len());
            stream.write_all(head.as_bytes()).ok()?;
            let _ = stream.write_all(&answer.body[..answer.body.len() / 2]).and_then(|()| stream.flush());
            thread::sleep(Duration::from_millis(20));
            None
        }
        Manner::WithoutEnd => {
            head += "\r\n";
            stream.write_all(head.as_bytes()).ok()?;
            while stream.write_all(&answer.body).is_ok() {}
            None
        }
    }
}

fn read(reader: &mut BufReader<impl Read>) -> Option<Asked> {
    let mut first = String::new();
    reader.read_line(&mut first).ok().filter(|read| *read > 0)?;
    let mut words = first.split_whitespace();
    assert_eq!(words.next(), Some("GET"), "nothing else is ever sent");
    let path = words.next()?.to_owned();
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim().split_once(':') else { break };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let host = headers.get("host")?;
    Some(Asked { place: format!("{host}{path}"), headers })
}
