//! What is asked before connecting: where to, with how many shards, and whether at all.

use std::time::Duration;

use serenity::http::{Http, HttpBuilder};
use serenity::model::gateway::BotGateway;

use crate::config::{Endpoints, ShardRange, Shards, Token};

use super::exit::Exit;
use super::gateway::{Address, Allowance};
use super::retry::{self, Patience};

/// Where the gateway is if Discord does not say.
const USUAL_ADDRESS: &str = "wss://gateway.discord.gg";
/// How long to wait before asking again while Discord cannot be reached.
const ASK_AGAIN: Duration = Duration::from_secs(10);

/// How to connect.
pub(super) struct Invitation {
    pub(super) address: Address,
    pub(super) shards: ShardRange,
    pub(super) allowance: Allowance,
}

/// The REST client.
///
/// Serenity ignores its proxy while its rate limiter is on, and would send the token to the real Discord
/// all the same; so the two are set together here and nowhere else.
#[must_use]
pub fn connect_http(token: &Token, endpoints: Option<&Endpoints>) -> Http {
    let builder = HttpBuilder::new(token.expose());
    match endpoints {
        Some(endpoints) => builder.proxy(endpoints.api()).ratelimiter_disabled(true).build(),
        None => builder.build(),
    }
}

/// What the bot may do where it is invited: View Channels, Send Messages, Read Message History, and Send Messages in
/// Threads.
const PERMISSIONS: u64 = 1 << 10 | 1 << 11 | 1 << 16 | 1 << 38;

/// The address that adds the bot of an application to a server.
#[must_use]
pub fn invitation_link(application: u64) -> String {
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={PERMISSIONS}"
    )
}

/// Asks Discord how to connect, for as long as it cannot be reached.
///
/// Asked before connecting, because the gateway answers a wrong token, too few shards or the thousand
/// and first session of a day with less than this does: a closed connection, or a new token.
///
/// # Errors
/// If connecting would fail, or do harm.
pub(super) async fn ask(http: &Http, endpoints: Option<&Endpoints>, shards: Shards) -> Result<Invitation, Exit> {
    let mut is_told = false;
    loop {
        match retry::run(Patience::START, || http.get_bot_gateway()).await {
            Ok(gateway) => {
                let invitation = invitation(Some(&gateway), endpoints, shards);
                if invitation.allowance.remaining < u64::from(invitation.shards.count()) {
                    return Err(Exit::NoSessionsLeft);
                }
                return Ok(invitation);
            }
            Err(failure) if failure.is_unauthorized() => return Err(Exit::TokenRejected),
            Err(failure) if failure.is_passing() => {
                if !std::mem::replace(&mut is_told, true) {
                    tracing::warn!(%failure, "discord cannot be reached; trying on");
                }
                tokio::time::sleep(ASK_AGAIN).await;
            }
            Err(failure) => {
                let invitation = invitation(None, endpoints, shards);
                tracing::warn!(%failure, shards = %invitation.shards, "discord does not say how to connect; trying all the same");
                return Ok(invitation);
            }
        }
    }
}

/// What Discord grants now; `None` if it does not say.
pub(super) async fn allowance(http: &Http) -> Option<Allowance> {
    let gateway = retry::run(Patience::START, || http.get_bot_gateway()).await.ok()?;
    Some((&gateway.session_start_limit).into())
}

/// A configured address goes before the one that Discord says: half of the traffic must not go elsewhere.
fn invitation(gateway: Option<&BotGateway>, endpoints: Option<&Endpoints>, shards: Shards) -> Invitation {
    let said = gateway.map(|gateway| gateway.url.trim_end_matches('/')).filter(|url| url.starts_with("wss://"));
    let address = match endpoints {
        Some(endpoints) => Address { url: endpoints.gateway().to_owned(), is_fixed: true },
        None => Address { url: said.unwrap_or(USUAL_ADDRESS).to_owned(), is_fixed: false },
    };
    Invitation {
        address,
        shards: match shards {
            Shards::Recommended => ShardRange::all(gateway.map_or(1, |gateway| gateway.shards)),
            Shards::These(shards) => shards,
        },
        allowance: gateway.map_or(Allowance::USUAL, |gateway| (&gateway.session_start_limit).into()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn said(url: &str) -> BotGateway {
        let limit = json!({"remaining": 7, "reset_after": 1_000, "total": 1_000, "max_concurrency": 2});
        let gateway = json!({"url": url, "shards": 0, "session_start_limit": limit});
        serde_json::from_value(gateway).expect("is what discord says")
    }

    #[test]
    fn the_configured_address_goes_first_and_the_token_goes_to_encrypted_ones() {
        let stand_in = Endpoints::parse(Some("http://127.0.0.1:1"), Some("ws://127.0.0.1:2")).expect("is sound");
        let table = [
            (Some("wss://gateway.example/"), None, "wss://gateway.example", false),
            (Some("ws://gateway.example"), None, USUAL_ADDRESS, false),
            (Some(""), None, USUAL_ADDRESS, false),
            (None, None, USUAL_ADDRESS, false),
            (Some("wss://gateway.example"), stand_in, "ws://127.0.0.1:2", true),
        ];
        for (url, endpoints, expected, is_fixed) in table {
            let invitation = invitation(url.map(said).as_ref(), endpoints.as_ref(), Shards::Recommended);
            assert_eq!((invitation.address.url.as_str(), invitation.address.is_fixed), (expected, is_fixed));
            assert_eq!(invitation.shards, ShardRange::all(1));
        }
    }

    #[test]
    fn the_configured_shards_go_before_the_recommended() {
        let mut recommended = said("");
        recommended.shards = 8;
        let served = |gateway, shards: &str| {
            let shards = shards.parse().expect("names shards");
            invitation(gateway, None, shards).shards.to_string()
        };
        assert_eq!(served(Some(&recommended), "auto"), "0-7/8");
        assert_eq!(served(Some(&recommended), "2-3/4"), "2-3/4");
        assert_eq!(served(None, "auto"), "0/1");
        assert_eq!(served(None, "2-3/4"), "2-3/4");
    }
}
