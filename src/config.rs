//! What the surroundings say: the token, the addresses, the folders, the log.
//!
//! The only reader of the environment. Values come from the process environment and from a `.env`
//! file; the process environment wins, and a variable that is set to nothing counts as not set. This
//! room prints no secret: errors name the variable and say what to do, never what it held where that
//! could be the token.

mod address;
mod cluster;
mod endpoint;
mod env_file;
mod fetching;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod rate;
mod servers;
mod shard;
mod token;
mod web;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use tracing_subscriber::EnvFilter;

pub use cluster::{Cluster, ClusterError, Credentials, Secret};
pub use endpoint::{EndpointError, Endpoints};
pub use env_file::EnvFileError;
pub use fetching::{Fetching, FetchingError, WebStandin};
pub use rate::{Rate, RateError};
pub use servers::{Servers, ServersError};
pub use shard::{ShardRange, Shards, ShardsError};
pub use token::{Token, TokenError};
pub use web::{Web, WebError};

/// Everything that is set from outside.
#[derive(Clone, Debug)]
pub struct Config {
    /// `DISCORD_TOKEN`; `None` if it is not set or is a placeholder.
    pub token: Option<Token>,
    /// `DISCORD_API_URL` and `DISCORD_GATEWAY_URL`; `None` for the real Discord.
    pub endpoints: Option<Endpoints>,
    /// `PULLQUOTE_CORPUS`: the folder of articles; `corpus` if not set.
    pub corpus: PathBuf,
    /// `PULLQUOTE_DATA`: where the index lives on disk; `.pullquote` if not set.
    pub data: PathBuf,
    /// `PULLQUOTE_ENGINE_URL` and what goes with it; `None` for the embedded index.
    pub cluster: Option<Cluster>,
    /// `PULLQUOTE_READER`: who reads; `both` if not set.
    pub reader: ReaderKind,
    /// `PULLQUOTE_MODEL`: the folder of the trained reader; `None` for the one inside the program.
    pub model: Option<PathBuf>,
    /// `PULLQUOTE_PASSAGES`: how many passages are read for a question; `None` for as many as were measured best.
    pub passages: Option<usize>,
    /// `PULLQUOTE_DEADLINE`: for how long a question on Discord is read with the network, in seconds from when
    /// it came; 2 if not set.
    pub deadline: Duration,
    /// `PULLQUOTE_SHARDS`: which part of Discord's servers is served; all if not set.
    pub shards: Shards,
    /// `PULLQUOTE_WATCH`: whether changed articles are taken up while the bot runs; yes if not set.
    pub watches: bool,
    /// `PULLQUOTE_CORPUS_SERVERS`: the servers whose managers may change the articles; none if not set.
    pub corpus_servers: Servers,
    /// `PULLQUOTE_FETCH`: what may be fetched from the web; nothing if not set.
    pub fetching: Option<Fetching>,
    /// `PULLQUOTE_WEB` and `PULLQUOTE_WEB_URL`: the page to look at; none if not set.
    pub web: Option<Web>,
    /// `PULLQUOTE_FEEDBACK`: whether votes on answers are kept; yes if not set.
    pub keeps_votes: bool,
    /// `PULLQUOTE_ANSWER_BOTS`: whether messages of other bots are answered; no if not set.
    pub answers_bots: bool,
    /// `PULLQUOTE_LOG`: a filter in the language of `tracing-subscriber`, checked; `info` if not set.
    pub log: String,
    /// `PULLQUOTE_LOG_FORMAT`; text if not set.
    pub log_format: LogFormat,
    /// `PULLQUOTE_USER_RATE`: how often one user may ask on Discord; `None` for no limit.
    pub user_rate: Option<Rate>,
    /// `PULLQUOTE_GUILD_RATE`: how often one server may ask on Discord; `None` for no limit.
    pub guild_rate: Option<Rate>,
}

/// Who reads the passages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReaderKind {
    /// Named features with fitted weights; needs no model file.
    Rules,
    /// The trained network alone.
    Neural,
    /// The network's scores and the rules' features in one.
    #[default]
    Both,
}

/// A word that names no reader.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no reader; write rules, neural or both")]
pub struct UnknownReader(String);

impl ReaderKind {
    /// As settings and the command line name it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Neural => "neural",
            Self::Both => "both",
        }
    }
}

impl FromStr for ReaderKind {
    type Err = UnknownReader;

    fn from_str(name: &str) -> Result<Self, UnknownReader> {
        let named = [Self::Rules, Self::Neural, Self::Both].into_iter().find(|reader| reader.name() == name);
        named.ok_or_else(|| UnknownReader(name.to_owned()))
    }
}

/// For how long a question is read with the network: people wait a second gladly and two without complaint.
const DEADLINE: Duration = Duration::from_secs(2);
/// Longer than that Discord would not wait: what is put off must be answered within fifteen minutes.
const MOST_SECONDS: usize = 600;
/// More passages than anybody's patience holds.
const MOST_PASSAGES: usize = 1000;

/// How log lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for machines.
    Json,
}

/// Why the surroundings cannot be used. Each message says what to change.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The `.env` file.
    #[error(transparent)]
    EnvFile(#[from] EnvFileError),
    /// The token.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The addresses of Discord.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// The search cluster.
    #[error(transparent)]
    Cluster(#[from] ClusterError),
    /// Bytes where text is needed.
    #[error("{0} is not valid UTF-8; set it again as plain text")]
    NotText(&'static str),
    /// What may be fetched from the web.
    #[error(transparent)]
    Fetching(#[from] FetchingError),
    /// The page to look at.
    #[error(transparent)]
    Web(#[from] WebError),
    /// Neither on nor off.
    #[error("{name} is {value:?}; write on or off")]
    Switch {
        /// The variable.
        name: &'static str,
        /// What it holds.
        value: String,
    },
    /// No reader.
    #[error("PULLQUOTE_READER: {0}")]
    Reader(UnknownReader),
    /// No number, or one out of range.
    #[error("{name} is {value:?}; write a whole number from 1 to {most}")]
    Number {
        /// The variable.
        name: &'static str,
        /// What it holds.
        value: String,
        /// The largest number it may be.
        most: usize,
    },
    /// No shards.
    #[error("PULLQUOTE_SHARDS: {0}")]
    Shards(ShardsError),
    /// No servers.
    #[error("PULLQUOTE_CORPUS_SERVERS: {0}")]
    Servers(ServersError),
    /// The log's filter.
    #[error("PULLQUOTE_LOG is no log filter: {0:?}; write error, warn, info, debug or trace, or target=level")]
    Log(String),
    /// The log's format.
    #[error("PULLQUOTE_LOG_FORMAT is {0:?}; write text or json")]
    LogFormat(String),
    /// How often somebody may ask.
    #[error(transparent)]
    Rate(#[from] RateError),
}

impl Config {
    /// Reads the process environment and `env_file`.
    ///
    /// Without `env_file`, a file `.env` in the working directory is read if there is one.
    ///
    /// # Errors
    /// If `env_file` cannot be read, or a value cannot be used.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub fn load(env_file: Option<&Path>) -> Result<Self, ConfigError> {
        let file = env_file::read(env_file)?;
        Self::from_lookup(|name| {
            std::env::var_os(name).filter(|value| !value.is_empty()).or_else(|| file.get(name).map(OsString::from))
        })
    }

    /// Reads every variable through `lookup`, which is asked by name.
    ///
    /// # Errors
    /// If a value cannot be used.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<OsString>) -> Result<Self, ConfigError> {
        let api = text(&lookup, "DISCORD_API_URL")?;
        let gateway = text(&lookup, "DISCORD_GATEWAY_URL")?;
        let endpoints = Endpoints::parse(api.as_deref(), gateway.as_deref())?;
        let token = match text(&lookup, "DISCORD_TOKEN")? {
            // A stand-in for Discord takes any word as its token; the real one does not.
            Some(raw) if endpoints.is_some() => Token::parse_any(&raw)?,
            Some(raw) => Token::parse(&raw)?,
            None => None,
        };
        Ok(Self {
            token,
            endpoints,
            corpus: path(&lookup, "PULLQUOTE_CORPUS", "corpus"),
            data: path(&lookup, "PULLQUOTE_DATA", ".pullquote"),
            cluster: Cluster::from_lookup(&lookup)?,
            reader: match text(&lookup, "PULLQUOTE_READER")? {
                None => ReaderKind::default(),
                Some(name) => name.parse().map_err(ConfigError::Reader)?,
            },
            model: lookup("PULLQUOTE_MODEL").filter(|value| !value.is_empty()).map(PathBuf::from),
            passages: number(&lookup, "PULLQUOTE_PASSAGES", MOST_PASSAGES)?,
            deadline: number(&lookup, "PULLQUOTE_DEADLINE", MOST_SECONDS)?
                .map_or(DEADLINE, |seconds| Duration::from_secs(seconds as u64)),
            shards: match text(&lookup, "PULLQUOTE_SHARDS")? {
                None => Shards::default(),
                Some(written) => written.parse().map_err(ConfigError::Shards)?,
            },
            watches: switch(&lookup, "PULLQUOTE_WATCH", true)?,
            corpus_servers: match text(&lookup, "PULLQUOTE_CORPUS_SERVERS")? {
                None => Servers::default(),
                Some(written) => written.parse().map_err(ConfigError::Servers)?,
            },
            fetching: Fetching::from_lookup(&lookup)?,
            web: Web::from_lookup(&lookup)?,
            keeps_votes: switch(&lookup, "PULLQUOTE_FEEDBACK", true)?,
            answers_bots: switch(&lookup, "PULLQUOTE_ANSWER_BOTS", false)?,
            log: log_filter(text(&lookup, "PULLQUOTE_LOG")?)?,
            log_format: log_format(text(&lookup, "PULLQUOTE_LOG_FORMAT")?.as_deref())?,
            user_rate: rate::USER.parse(text(&lookup, rate::USER.name)?.as_deref())?,
            guild_rate: rate::GUILD.parse(text(&lookup, rate::GUILD.name)?.as_deref())?,
        })
    }
}

/// The value of `name`, trimmed; `None` if nothing is left.
fn text(lookup: impl Fn(&str) -> Option<OsString>, name: &'static str) -> Result<Option<String>, ConfigError> {
    let Some(value) = lookup(name) else { return Ok(None) };
    let value = value.into_string().map_err(|_| ConfigError::NotText(name))?;
    let value = value.trim();
    Ok((!value.is_empty()).then(|| value.to_owned()))
}

/// The path in `name`, which need not be UTF-8.
fn path(lookup: impl Fn(&str) -> Option<OsString>, name: &str, default: &str) -> PathBuf {
    lookup(name).filter(|value| !value.is_empty()).map_or_else(|| PathBuf::from(default), PathBuf::from)
}

/// The whole number in `name`, from 1 to `most`.
fn number(
    lookup: impl Fn(&str) -> Option<OsString>,
    name: &'static str,
    most: usize,
) -> Result<Option<usize>, ConfigError> {
    let Some(value) = text(lookup, name)? else { return Ok(None) };
    match value.parse() {
        Ok(number) if (1..=most).contains(&number) => Ok(Some(number)),
        _ => Err(ConfigError::Number { name, value, most }),
    }
}

/// Whether `name` is switched on.
fn switch(lookup: impl Fn(&str) -> Option<OsString>, name: &'static str, default: bool) -> Result<bool, ConfigError> {
    match text(lookup, name)?.as_deref() {
        None => Ok(default),
        Some("on" | "true" | "yes" | "1") => Ok(true),
        Some("off" | "false" | "no" | "0") => Ok(false),
        Some(other) => Err(ConfigError::Switch { name, value: other.to_owned() }),
    }
}

fn log_filter(value: Option<String>) -> Result<String, ConfigError> {
    let filter = value.unwrap_or_else(|| "info".to_owned());
    match EnvFilter::try_new(&filter) {
        Ok(_) => Ok(filter),
        Err(_) => Err(ConfigError::Log(filter)),
    }
}

fn log_format(value: Option<&str>) -> Result<LogFormat, ConfigError> {
    match value {
        None | Some("text") => Ok(LogFormat::Text),
        Some("json") => Ok(LogFormat::Json),
        Some(other) => Err(ConfigError::LogFormat(other.to_owned())),
    }
}
