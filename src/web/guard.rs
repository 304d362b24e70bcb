//! What every response says, and which requests are not meant for this page.

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::config;

/// Nothing is loaded but the style sheet, nothing is run, nobody frames the page, and no other site learns which quote
/// was looked at.
const HEADERS: [(HeaderName, &str); 8] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

/// The names that the page may be asked for by.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    /// All names do, where the page is for others and its name is not known.
    any: bool,
    public: Option<String>,
}

impl Hosts {
    pub(super) fn new(settings: &config::Web) -> Self {
        let public = settings.url.as_deref().and_then(|url| url.parse::<Uri>().ok()?.host().map(str::to_lowercase));
        Self { any: public.is_none() && !settings.listen.ip().is_loopback(), public }
    }

    /// Whether a request that names this host is meant for the page. A site elsewhere can have its own name lead to
    /// this machine, and read with a visitor's browser what is for this machine alone.
    fn admit(&self, host: &str) -> bool {
        let name = host.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_lowercase)).unwrap_or_default();
        let is_here = matches!(name.as_str(), "localhost" | "127.0.0.1" | "[::1]");
        self.any || is_here || self.public.as_deref() == Some(&name)
    }
}

/// Turns away what is not meant for this page, and adds what every response says.
pub(super) async fn guard(State(hosts): State<Hosts>, headers: HeaderMap, request: Request, next: Next) -> Response {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let mut response = if hosts.admit(host) {
        next.run(request).await
    } else {
        (
            StatusCode::MISDIRECTED_REQUEST,
            "This page is not known by that name; set PULLQUOTE_WEB_URL to its address.\n",
        )
            .into_response()
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
