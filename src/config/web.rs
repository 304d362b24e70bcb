//! Where the page to look at is served.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use super::address::address;
use super::{ConfigError, text};

/// What is set for the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Web {
    /// Where it listens.
    pub listen: SocketAddr,
    /// `PULLQUOTE_WEB_URL`: where everybody can reach it, without a slash at the end; `None` if only this machine can.
    pub url: Option<String>,
}

const LISTEN: &str = "PULLQUOTE_WEB";
const URL: &str = "PULLQUOTE_WEB_URL";
/// The port if none is said.
const PORT: u16 = 8787;

/// Why there can be no page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebError {
    /// No place to listen at.
    #[error(
        "{LISTEN} is {0:?}; write on for http://127.0.0.1:{PORT}, off, a port, or an address and a port such as 0.0.0.0:{PORT}"
    )]
    Listen(String),
    /// No address of others.
    #[error("{URL} cannot be used: {0}; write for example https://quotes.example.org")]
    Url(&'static str),
    /// An address without anything behind it.
    #[error("{URL} is set and {LISTEN} is not; set both for a page, or neither")]
    UrlAlone,
}

impl Web {
    /// What the variables say; `None` where there is to be no page.
    ///
    /// # Errors
    /// If one cannot be used.
    pub(super) fn from_lookup(lookup: impl Fn(&str) -> Option<OsString>) -> Result<Option<Self>, ConfigError> {
        let url = text(&lookup, URL)?;
        let Some(listen) = text(&lookup, LISTEN)? else {
            return if url.is_some() { Err(WebError::UrlAlone.into()) } else { Ok(None) };
        };
        let here = |port| SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port);
        let listen = match listen.as_str() {
            "off" | "false" | "no" | "0" => return Ok(None),
            "on" | "true" | "yes" | "1" => here(PORT),
            other => {
                other.parse().or_else(|_| other.parse().map(here)).map_err(|_| WebError::Listen(other.to_owned()))?
            }
        };
        let checked = url.map(|url| address(&url, &["http", "https"])).transpose().map_err(WebError::Url)?;
        let url = checked.map(|url| url.as_str().trim_end_matches('/').to_owned());
        Ok(Some(Self { listen, url }))
    }
}
