//! Where Discord is, when it is not where it always is.

use super::address::address;

/// Addresses to use in place of the real Discord's: a stand-in for tests, or a proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    api: String,
    gateway: String,
}

/// Why the addresses cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// Half of the traffic would go to the real Discord, with the token.
    #[error("{set} is set and {missing} is not; set both for a stand-in, or neither for the real Discord")]
    Half {
        /// The one that is set.
        set: &'static str,
        /// The one that is missing.
        missing: &'static str,
    },
    /// Not an address of the kind needed.
    #[error("{name} cannot be used: {why}; write for example {example}")]
    Address {
        /// The variable.
        name: &'static str,
        /// What is wrong with it.
        why: &'static str,
        /// One that works.
        example: &'static str,
    },
}

/// What an address must be.
struct Rule {
    name: &'static str,
    schemes: [&'static str; 2],
    example: &'static str,
}

const API: Rule = Rule { name: "DISCORD_API_URL", schemes: ["http", "https"], example: "http://127.0.0.1:8080" };
const GATEWAY: Rule = Rule { name: "DISCORD_GATEWAY_URL", schemes: ["ws", "wss"], example: "ws://127.0.0.1:8081" };

impl Endpoints {
    /// Both addresses, or `None` if neither is given.
    ///
    /// # Errors
    /// If one is missing, or is no address of its kind.
    pub fn parse(api: Option<&str>, gateway: Option<&str>) -> Result<Option<Self>, EndpointError> {
        match (api, gateway) {
            (None, None) => Ok(None),
            (Some(_), None) => Err(EndpointError::Half { set: API.name, missing: GATEWAY.name }),
            (None, Some(_)) => Err(EndpointError::Half { set: GATEWAY.name, missing: API.name }),
            (Some(api), Some(gateway)) => {
                let endpoints = Self { api: API.check(api)?, gateway: GATEWAY.check(gateway)? };
                if endpoints.api.contains("/api") {
                    return Err(API.error("it holds /api, which is added to it"));
                }
                Ok(Some(endpoints))
            }
        }
    }

    /// What replaces `https://discord.com`, without a slash at its end.
    #[must_use]
    pub fn api(&self) -> &str {
        &self.api
    }

    /// What replaces `wss://gateway.discord.gg`, without a slash at its end.
    #[must_use]
    pub fn gateway(&self) -> &str {
        &self.gateway
    }
}

impl Rule {
    fn check(&self, raw: &str) -> Result<String, EndpointError> {
        let url = address(raw, &self.schemes).map_err(|why| self.error(why))?;
        Ok(url.as_str().trim_end_matches('/').to_owned())
    }

    fn error(&self, why: &'static str) -> EndpointError {
        EndpointError::Address { name: self.name, why, example: self.example }
    }
}
