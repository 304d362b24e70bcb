//! Discord's settings, the clock and the page.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::time::{Duration, SystemTime};

use time::{Date, OffsetDateTime};

use super::finding::Finding;
use crate::config::{Config, Shards, Web};
use crate::corpus::Corpus;
use crate::discord;

/// By so much a clock may be wrong, or a file's time: time zones, and files that were made elsewhere.
const LEEWAY: Duration = Duration::from_hours(48);

pub(super) fn of_discord(config: &Config) -> Vec<Finding> {
    let mut findings = vec![match (&config.token, &config.endpoints) {
        (None, _) => Finding::warning(
            "token",
            "not set; the bot talks in the terminal only",
            "to connect Discord, put the bot's token into .env (README, \"Connect Discord\")",
        ),
        (Some(_), Some(_)) => Finding::ok("token", "set, for the stand-in at DISCORD_API_URL"),
        (Some(_), None) => {
            Finding::ok("token", "set, and of the right shape; only Discord can say whether it is valid")
        }
    }];
    if let (Some(token), None) = (&config.token, &config.endpoints) {
        findings.push(match token.application() {
            Some(id) => Finding::hint(
                "invitation",
                "open this address to add the bot to a server (a bot older than 2017: with the Application ID of the portal)",
                discord::invitation_link(id),
            ),
            None => Finding::warning(
                "invitation",
                "the token's first part names no application, as that of every bot does",
                "copy the token again: \"Bot\", \"Reset Token\" in the developer portal",
            ),
        });
    }
    if let Shards::These(shards) = config.shards {
        findings.push(Finding::ok("shards", format_args!("{shards}, as set by PULLQUOTE_SHARDS")));
    }
    findings
}

/// Whether the clock can be right: not before this program was made, nor before an article was published.
#[expect(clippy::disallowed_methods, reason = "it is the clock that is looked at")]
pub(super) fn of_clock(corpus: Option<&Corpus>) -> Finding {
    let now = SystemTime::now();
    let built = std::env::current_exe().and_then(std::fs::metadata).and_then(|program| program.modified()).ok();
    let newest =
        corpus.iter().flat_map(|corpus| corpus.documents()).filter_map(|document| document.metadata.published());
    judge_clock(now, built, newest.max())
}

fn judge_clock(now: SystemTime, built: Option<SystemTime>, newest: Option<Date>) -> Finding {
    let advice = "set the system's clock: certificates are checked by it, and \"indexed at\" comes from it";
    let (today, latest) = (OffsetDateTime::from(now).date(), OffsetDateTime::from(now + LEEWAY).date());
    if built.is_some_and(|built| built > now + LEEWAY) {
        return Finding::failed("clock", format_args!("it says {today}, and this program was made later"), advice);
    }
    match newest {
        Some(newest) if newest > latest => Finding::warning(
            "clock",
            format_args!("it says {today}, and an article is of {newest}"),
            "set the system's clock, or the date in the article's front matter",
        ),
        _ => Finding::ok("clock", format_args!("it says {today}, which is after all that is here")),
    }
}

/// Whether the page can be served.
pub(super) fn of_page(web: Option<&Web>) -> Finding {
    let Some(web) = web else {
        return Finding::ok("page", "off, and with it /metrics; PULLQUOTE_WEB=on serves both to this machine");
    };
    match TcpListener::bind(web.listen) {
        Ok(_) if web.listen.ip().is_loopback() || web.url.is_some() => {
            Finding::ok("page", format_args!("{} is free", web.listen))
        }
        Ok(_) => Finding::warning(
            "page",
            format_args!("{} is free, and can be reached from other machines under any name", web.listen),
            "set PULLQUOTE_WEB_URL to the address that people use, and let nobody else see /metrics",
        ),
        Err(error) if error.kind() == ErrorKind::AddrInUse => Finding::warning(
            "page",
            format_args!("something listens at {} already", web.listen),
            "if that is this bot, all is well; else set PULLQUOTE_WEB to another port",
        ),
        Err(error) => Finding::failed(
            "page",
            format_args!("cannot listen at {}: {error}", web.listen),
            "set PULLQUOTE_WEB to a port from 1024 up, or to an address of this machine",
        ),
    }
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::super::finding::State;
    use super::*;

    #[test]
    fn a_clock_is_held_against_what_is_here() {
        let day = |days: u64| UNIX_EPOCH + Duration::from_hours(24 * days);
        let date = |days| OffsetDateTime::from(day(days)).date();
        let table = [
            (100, None, None, State::Ok),
            (100, Some(99), Some(99), State::Ok),
            // Time zones, and a file that was made elsewhere.
            (100, Some(101), Some(101), State::Ok),
            (100, Some(110), None, State::Failed),
            (100, Some(110), Some(110), State::Failed),
            (100, Some(50), Some(110), State::Warning),
        ];
        for (now, built, newest, expected) in table {
            let finding = judge_clock(day(now), built.map(day), newest.map(date));
            assert_eq!(finding.state, expected, "{finding}");
            assert_eq!(finding.advice.is_some(), expected != State::Ok);
        }
    }
}
