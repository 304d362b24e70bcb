//! Where a search cluster answers, and who we are to it.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use secrecy::{ExposeSecret, SecretString};
use url::{Host, Url};

use super::address::address;
use super::{ConfigError, switch, text};

/// A cluster of OpenSearch or Elasticsearch that finds the passages in place of the embedded index.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Its nodes, with a slash at the end of each; never empty. Any of them answers for all.
    pub nodes: Vec<Url>,
    /// The alias of our indices, and the beginning of their names.
    pub index: String,
    /// Who we are.
    pub credentials: Credentials,
    /// A file of certificates, in PEM, that are trusted beside those that everybody trusts.
    pub authority: Option<PathBuf>,
    /// Over how many shards a new index is spread.
    pub shards: usize,
    /// Whether an index of our own answers while no node does.
    pub falls_back: bool,
}

/// Who we are to a cluster.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// Nobody in particular.
    None,
    /// A user with a password.
    Basic {
        /// Its name.
        user: String,
        /// Its password.
        password: Secret,
    },
    /// An API key, in the encoded form that the cluster gives out.
    ApiKey(Secret),
    /// A bearer token.
    Bearer(Secret),
}

/// Something that is never printed, and wiped when dropped.
#[derive(Clone)]
pub struct Secret(SecretString);

impl Secret {
    /// The secret itself, for the request that needs it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

/// Why the settings of a cluster cannot be used. No message holds a secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClusterError {
    /// An address of a node.
    #[error(
        "PULLQUOTE_ENGINE_URL cannot be used: {0}; write for example https://search.example.org:9200, and who we are into \
         PULLQUOTE_ENGINE_USER and PULLQUOTE_ENGINE_PASSWORD"
    )]
    Address(&'static str),
    /// Anybody on the way could read the password.
    #[error(
        "PULLQUOTE_ENGINE_URL is http, and a password or key is set, which anybody on the way could read; write https, \
         or search on this machine"
    )]
    Open,
    /// Two ways to say who we are.
    #[error("{0} and {1} are both set; keep the one that your cluster wants")]
    Both(&'static str, &'static str),
    /// Half of a user.
    #[error("{0} is set and {1} is not; set both, or neither")]
    Half(&'static str, &'static str),
    /// What no header can carry.
    #[error("{0} has a line break or another sign in it that cannot be sent; copy it again")]
    Unsendable(&'static str),
    /// A name that the cluster would refuse, or that could match the indices of others.
    #[error(
        "PULLQUOTE_ENGINE_INDEX is {0:?}; write small letters, digits, \"-\" and \"_\", a letter first, at most 100 of them"
    )]
    Index(String),
}

const URL: &str = "PULLQUOTE_ENGINE_URL";
const INDEX: &str = "PULLQUOTE_ENGINE_INDEX";
const USER: &str = "PULLQUOTE_ENGINE_USER";
const PASSWORD: &str = "PULLQUOTE_ENGINE_PASSWORD";
const API_KEY: &str = "PULLQUOTE_ENGINE_API_KEY";
const TOKEN: &str = "PULLQUOTE_ENGINE_TOKEN";
const AUTHORITY: &str = "PULLQUOTE_ENGINE_CA";
const SHARDS: &str = "PULLQUOTE_ENGINE_SHARDS";
const FALLBACK: &str = "PULLQUOTE_ENGINE_FALLBACK";
/// The name of our indices where none is set.
const DEFAULT_INDEX: &str = "pullquote";
/// More shards than a cluster lets one index have.
const MOST_SHARDS: usize = 1024;
/// Names of indices may have 255 bytes; ours are longer than the alias.
const LONGEST_INDEX: usize = 100;

impl Cluster {
    /// The cluster that the variables name; `None` if they name no address.
    ///
    /// # Errors
    /// If a value cannot be used, or a secret would travel in the open.
    pub(super) fn from_lookup(lookup: &impl Fn(&str) -> Option<OsString>) -> Result<Option<Self>, ConfigError> {
        let Some(addresses) = text(lookup, URL)? else { return Ok(None) };
        let addresses = addresses.split(',').map(str::trim).filter(|address| !address.is_empty());
        let nodes = addresses.map(node).collect::<Result<Vec<Url>, ClusterError>>()?;
        if nodes.is_empty() {
            return Err(ClusterError::Address("it names no node").into());
        }
        let credentials = credentials(lookup)?;
        let is_open = |node: &Url| node.scheme() == "http" && !is_loopback(node);
        if !matches!(credentials, Credentials::None) && nodes.iter().any(is_open) {
            return Err(ClusterError::Open.into());
        }
        Ok(Some(Self {
            nodes,
            index: index(text(lookup, INDEX)?)?,
            credentials,
            authority: lookup(AUTHORITY).filter(|value| !value.is_empty()).map(PathBuf::from),
            shards: super::number(lookup, SHARDS, MOST_SHARDS)?.unwrap_or(1),
            falls_back: switch(lookup, FALLBACK, false)?,
        }))
    }
}

fn node(raw: &str) -> Result<Url, ClusterError> {
    let mut url = address(raw, &["http", "https"]).map_err(ClusterError::Address)?;
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

/// Whether an address leads to this machine.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn index(name: Option<String>) -> Result<String, ClusterError> {
    let name = name.unwrap_or_else(|| DEFAULT_INDEX.to_owned());
    let is_fit = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    let is_good =
        name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(is_fit) && name.len() <= LONGEST_INDEX;
    if is_good { Ok(name) } else { Err(ClusterError::Index(name)) }
}

fn credentials(lookup: &impl Fn(&str) -> Option<OsString>) -> Result<Credentials, ConfigError> {
    let secret = |name| -> Result<Option<Secret>, ConfigError> {
        let Some(value) = text(lookup, name)? else { return Ok(None) };
        if value.chars().any(char::is_control) {
            return Err(ClusterError::Unsendable(name).into());
        }
        Ok(Some(Secret(SecretString::from(value))))
    };
    let user = text(lookup, USER)?;
    let (password, key, token) = (secret(PASSWORD)?, secret(API_KEY)?, secret(TOKEN)?);
    let both = |a, b| Err(ConfigError::from(ClusterError::Both(a, b)));
    match (user, password, key, token) {
        (None, None, None, None) => Ok(Credentials::None),
        // The name and the password are sent as one, with a colon between.
        (Some(user), Some(_), None, None) if user.contains(|c: char| c == ':' || c.is_control()) => {
            Err(ClusterError::Unsendable(USER).into())
        }
        (Some(user), Some(password), None, None) => Ok(Credentials::Basic { user, password }),
        (None, None, Some(key), None) => Ok(Credentials::ApiKey(key)),
        (None, None, None, Some(token)) => Ok(Credentials::Bearer(token)),
        (_, _, Some(_), Some(_)) => both(API_KEY, TOKEN),
        (Some(_), _, Some(_), None) => both(USER, API_KEY),
        (Some(_), _, None, Some(_)) => both(USER, TOKEN),
        (None, Some(_), Some(_), None) => both(PASSWORD, API_KEY),
        (None, Some(_), None, Some(_)) => both(PASSWORD, TOKEN),
        (Some(_), None, None, None) => Err(ClusterError::Half(USER, PASSWORD).into()),
        (None, Some(_), None, None) => Err(ClusterError::Half(PASSWORD, USER).into()),
    }
}
