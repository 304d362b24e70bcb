//! Fetches articles and feeds from the web, where that is allowed: over https, from public addresses, within limits.
//!
//! Whoever names an address may be anybody, and so may whoever answers there, so every step is looked at anew: the
//! address that somebody wrote, each one that an answer leads on to, and the number that its name stands for, which is
//! then the one that is asked. This room waits for others, so no question may wait for it, and it keeps nothing.

mod address;
mod article;

use std::io::Read;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use reqwest::blocking::{Client, Response};
use reqwest::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
    LOCATION, RETRY_AFTER,
};
use reqwest::{Certificate, StatusCode, redirect};
use url::Url;

use crate::config::Fetching;

pub use article::{Article, ArticleError, is_same_site};

/// More bytes have no article and no feed.
pub const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// So long all of it may take, where an answer leads on too.
const DEADLINE: Duration = Duration::from_secs(30);
/// So long a connection may take, and a server may be silent: the whole may take that much longer.
const CONNECT: Duration = Duration::from_secs(10);
const SILENCE: Duration = Duration::from_secs(15);
/// So often an answer may lead on.
const REDIRECTS: usize = 5;
/// No validator of a server's and no address is longer.
const LONGEST_HEADER: usize = 2_000;
/// Who we say we are.
const AGENT: &str = concat!("pullquote/", env!("CARGO_PKG_VERSION"));

/// Fetches from the web; by default nothing.
#[derive(Clone, Debug, Default)]
pub struct Fetcher {
    fetching: Option<Fetching>,
    certificates: Vec<Certificate>,
}

/// What a server said of what it sent, to ask it later whether that has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The header `etag`.
    pub etag: Option<String>,
    /// The header `last-modified`.
    pub last_modified: Option<String>,
}

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// It is as it was.
    Unchanged {
        /// For how long it will not change, as the server says.
        fresh_for: Option<Duration>,
    },
    /// This.
    Page(Page),
}

/// What a server sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it came from in the end.
    pub url: String,
    /// Where it is to be asked for from now on, if that is elsewhere for good.
    pub moved_to: Option<String>,
    /// What the server says that it is, in small letters and without parameters: `text/html`.
    pub media_type: Option<String>,
    /// All of it.
    pub bytes: Vec<u8>,
    /// To ask whether it has changed.
    pub validators: Validators,
    /// For how long it will not change, as the server says.
    pub fresh_for: Option<Duration>,
}

/// Why nothing was fetched. Each message says what to do, where anything can be done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// It is not allowed.
    #[error("nothing is fetched from the web; whoever runs the bot can allow it with PULLQUOTE_FETCH=on")]
    Off,
    /// This is no address that could be asked.
    #[error("the address cannot be used: {0}; write one like https://example.org/news")]
    Address(&'static str),
    /// This site is none of those that are allowed.
    #[error("{0} is none of the sites that PULLQUOTE_FETCH names; whoever runs the bot can add it there")]
    Site(String),
    /// The name stands for something inside a network.
    #[error("{0} is not on the public web, and nothing else is fetched; save the page, and add the file")]
    Private(String),
    /// Nobody knows the name.
    #[error("{0} cannot be found; check the address, and whether this machine is online")]
    Unknown(String),
    /// The server says no.
    #[error("{}", refused(*.status))]
    Status {
        /// The status of HTTP.
        status: u16,
        /// When to ask again at the earliest, as the server says.
        retry_after: Option<Duration>,
    },
    /// It leads on and on.
    #[error(
        "the address leads on more than {REDIRECTS} times; open it in a browser, and use the address that it ends at"
    )]
    Redirects,
    /// It is too large.
    #[error("it is larger than {} MB", MOST_BYTES / 1024 / 1024)]
    Huge,
    /// It takes too long.
    #[error("the server took more than {} seconds; try again later", DEADLINE.as_secs())]
    Slow,
    /// The connection failed.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
}

fn refused(status: u16) -> String {
    let why = match status {
        401 | 402 | 403 | 451 => "it does not show this to everybody; save the page in a browser, and add the file",
        404 | 410 => "there is nothing at this address; check it",
        429 => "it is asked too often; try again later",
        500.. => "something is wrong there; try again later",
        _ => "open the address in a browser to see what it says",
    };
    format!("the server answered with {status}: {why}")
}

impl Fetcher {
    /// A fetcher that fetches what is allowed; nothing where that is `None`.
    ///
    /// # Errors
    /// If the stand-in's certificate is none.
    pub fn new(fetching: Option<&Fetching>) -> Result<Self, reqwest::Error> {
        let standin = fetching.and_then(|fetching| fetching.standin.as_ref());
        let certificates = standin.map(|standin| Certificate::from_pem_bundle(&standin.authority)).transpose()?;
        Ok(Self { fetching: fetching.cloned(), certificates: certificates.unwrap_or_default() })
    }

    /// Whether anything may be fetched.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.fetching.is_some()
    }

    /// Fetches what is at `address`, unless it is as it was when the server gave these validators. Waits for 45 seconds
    /// at most, and for the system to find the name.
    ///
    /// # Errors
    /// [`FetchError`].
    pub fn get(&self, address: &str, accept: &str, known: &Validators) -> Result<Fetched, FetchError> {
        let fetching = self.fetching.as_ref().ok_or(FetchError::Off)?;
        let ends = Instant::now() + DEADLINE;
        let mut url = address::parse(address)?;
        let mut is_for_good = true;
        let mut moved_to = None;
        for _ in 0..=REDIRECTS {
            let places = address::places(&url, fetching)?;
            let mut response = self.ask(&url, &places, accept, known, ends)?;
            let status = response.status();
            if status == StatusCode::NOT_MODIFIED {
                return Ok(Fetched::Unchanged { fresh_for: fresh_for(response.headers()) });
            }
            if status == StatusCode::OK {
                let bytes = read(&mut response, ends)?;
                let headers = response.headers();
                return Ok(Fetched::Page(Page {
                    url: url.into(),
                    moved_to,
                    media_type: header(headers, &CONTENT_TYPE).map(media_type),
                    bytes,
                    validators: Validators {
                        etag: header(headers, &ETAG).map(str::to_owned),
                        last_modified: header(headers, &LAST_MODIFIED).map(str::to_owned),
                    },
                    fresh_for: fresh_for(headers),
                }));
            }
            let leads_to = status.is_redirection().then(|| header(response.headers(), &LOCATION)).flatten();
            let Some(leads_to) = leads_to else {
                return Err(FetchError::Status {
                    status: status.as_u16(),
                    retry_after: header(response.headers(), &RETRY_AFTER).and_then(seconds),
                });
            };
            url = address::led_to(&url, leads_to)?;
            is_for_good &= matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
            moved_to = is_for_good.then(|| url.to_string());
        }
        Err(FetchError::Redirects)
    }

    /// Fetches what is at `address`, as [`get`](Self::get) does, whether it has changed or not.
    ///
    /// # Errors
    /// [`FetchError`].
    pub fn page(&self, address: &str, accept: &str) -> Result<Page, FetchError> {
        match self.get(address, accept, &Validators::default())? {
            Fetched::Page(page) => Ok(page),
            // Nobody asked whether it is as it was.
            Fetched::Unchanged { .. } => {
                Err(FetchError::Status { status: StatusCode::NOT_MODIFIED.as_u16(), retry_after: None })
            }
        }
    }

    /// Sends one request to one of these places.
    fn ask(
        &self,
        url: &Url,
        places: &[SocketAddr],
        accept: &str,
        known: &Validators,
        ends: Instant,
    ) -> Result<Response, FetchError> {
        let left = ends.checked_duration_since(Instant::now()).ok_or(FetchError::Slow)?;
        // The name was found already, and is not asked for again: it could stand for something else by now. A proxy
        // would ask for itself.
        let client = Client::builder()
            .user_agent(AGENT)
            .https_only(true)
            .no_proxy()
            .redirect(redirect::Policy::none())
            .resolve_to_addrs(url.host_str().unwrap_or_default(), places)
            .connect_timeout(CONNECT)
            .timeout(left.min(SILENCE));
        let trusted = self.certificates.iter().cloned();
        let client = trusted.fold(client, reqwest::blocking::ClientBuilder::add_root_certificate);
        let mut request = client.build().map_err(|error| failed(&error))?.get(url.clone()).header(ACCEPT, accept);
        for (name, value) in [(IF_NONE_MATCH, &known.etag), (IF_MODIFIED_SINCE, &known.last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request.send().map_err(|error| failed(&error))
    }
}

fn failed(error: &reqwest::Error) -> FetchError {
    if error.is_timeout() {
        return FetchError::Slow;
    }
    // The last cause says what happened; those before it say that something did.
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    FetchError::Unreachable(cause.to_string())
}

/// All that is sent, if it is not too much and does not take too long.
fn read(response: &mut Response, ends: Instant) -> Result<Vec<u8>, FetchError> {
    if response.content_length().is_some_and(|length| length > MOST_BYTES) {
        return Err(FetchError::Huge);
    }
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        // A server that sends a byte now and then keeps every single wait short.
        if Instant::now() >= ends {
            return Err(FetchError::Slow);
        }
        let n = response.read(&mut buffer).map_err(|error| {
            match error.get_ref().and_then(|inner| inner.downcast_ref()) {
                Some(inner) => failed(inner),
                None => FetchError::Unreachable(error.kind().to_string()),
            }
        })?;
        if n == 0 {
            return Ok(bytes);
        }
        bytes.extend_from_slice(buffer.get(..n).unwrap_or_default());
        if bytes.len() as u64 > MOST_BYTES {
            return Err(FetchError::Huge);
        }
    }
}

/// A header's value, if it is text of a reasonable length.
fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim).filter(|value| !value.is_empty() && value.len() <= LONGEST_HEADER)
}

fn media_type(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A whole number of seconds; the other form of `retry-after`, a date, is rare enough to be passed over.
fn seconds(value: &str) -> Option<Duration> {
    value.trim().parse().ok().map(Duration::from_secs)
}

fn fresh_for(headers: &HeaderMap) -> Option<Duration> {
    let directives = header(headers, &CACHE_CONTROL)?.split(',');
    directives.filter_map(|directive| directive.trim().strip_prefix("max-age=")).find_map(seconds)
}
