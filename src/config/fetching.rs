//! Whether anything may be fetched from the web, and from where.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use url::Host;

use super::{ConfigError, text};

/// What may be fetched from the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetching {
    /// `PULLQUOTE_FETCH`: the sites, in small letters, each with all below it; `None` for all.
    pub sites: Option<BTreeSet<String>>,
    /// `PULLQUOTE_FETCH_STANDIN` and `PULLQUOTE_FETCH_CA`: what takes the place of the whole web, for tests.
    pub standin: Option<WebStandin>,
}

/// A server that answers in the place of every site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebStandin {
    /// Where it listens.
    pub address: SocketAddr,
    /// The certificate of the authority that vouches for it, as PEM.
    pub authority: Vec<u8>,
}

const FETCH: &str = "PULLQUOTE_FETCH";
const STANDIN: &str = "PULLQUOTE_FETCH_STANDIN";
const AUTHORITY: &str = "PULLQUOTE_FETCH_CA";

/// Why the settings cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchingError {
    /// Something that names no site.
    #[error(
        "{FETCH}: {0:?} is no site; write on, off, or names with commas between them, for example example.org, news.example.com"
    )]
    Site(String),
    /// A stand-in that is not whole.
    #[error("{set} is set and {missing} is not; they are for tests: set both with {FETCH}, or neither")]
    Half {
        /// The one.
        set: &'static str,
        /// The other.
        missing: &'static str,
    },
    /// No place of a stand-in.
    #[error("{STANDIN} is {0:?}; write an address and a port, such as 127.0.0.1:8443")]
    Address(String),
    /// No certificate.
    #[error("{AUTHORITY} names {}, which cannot be read: {reason}", file.display())]
    Authority {
        /// The file.
        file: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl Fetching {
    /// What the variables say; `None` where nothing may be fetched.
    ///
    /// # Errors
    /// If one cannot be used.
    pub(super) fn from_lookup(lookup: impl Fn(&str) -> Option<OsString>) -> Result<Option<Self>, ConfigError> {
        let standin = standin(&lookup)?;
        let sites = match text(&lookup, FETCH)?.as_deref() {
            None if standin.is_some() => return Err(FetchingError::Half { set: STANDIN, missing: FETCH }.into()),
            None | Some("off" | "false" | "no" | "0") => return Ok(None),
            Some("on" | "true" | "yes" | "1") => None,
            Some(named) => Some(named.split(',').map(site).collect::<Result<_, _>>()?),
        };
        Ok(Some(Self { sites, standin }))
    }
}

fn site(written: &str) -> Result<String, FetchingError> {
    let written = written.trim();
    match Host::parse(written) {
        Ok(Host::Domain(name)) if name.contains('.') => Ok(name.trim_end_matches('.').to_owned()),
        _ => Err(FetchingError::Site(written.to_owned())),
    }
}

fn standin(lookup: impl Fn(&str) -> Option<OsString>) -> Result<Option<WebStandin>, ConfigError> {
    let file = lookup(AUTHORITY).filter(|value| !value.is_empty()).map(PathBuf::from);
    let (address, file) = match (text(&lookup, STANDIN)?, file) {
        (None, None) => return Ok(None),
        (Some(_), None) => return Err(FetchingError::Half { set: STANDIN, missing: AUTHORITY }.into()),
        (None, Some(_)) => return Err(FetchingError::Half { set: AUTHORITY, missing: STANDIN }.into()),
        (Some(address), Some(file)) => (address, file),
    };
    let address = address.parse().map_err(|_| FetchingError::Address(address))?;
    let authority = fs::read(&file).map_err(|error| FetchingError::Authority { reason: error.to_string(), file })?;
    Ok(Some(WebStandin { address, authority }))
}
