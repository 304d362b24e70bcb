//! Files that come with a slash command, fetched from where Discord keeps them and from nowhere else.

use std::sync::Arc;
use std::time::Duration;

use reqwest::{Client, StatusCode, redirect};
use serenity::constants::USER_AGENT;
use serenity::model::application::{CommandData, CommandDataOptionValue};
use serenity::model::channel::Attachment;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use url::{Origin, Url};

use crate::bot::{Action, Event, OptionValue, Upload};
use crate::config::Endpoints;

/// Where Discord keeps files.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];
/// Longer than the largest file takes on a slow line, and short enough for somebody who waits.
const DEADLINE: Duration = Duration::from_secs(20);
/// So many files are fetched at once: that much memory they may take.
const AT_ONCE: usize = 4;

/// Fetches files.
pub(super) struct Attachments {
    /// `None` where there can be none, which has been logged.
    client: Option<Client>,
    /// In place of Discord's own addresses: that of the stand-in.
    instead: Option<Origin>,
    turns: Semaphore,
}

/// Why a file was not fetched. The address is not told: it opens the file to whoever knows it.
#[derive(Debug, thiserror::Error)]
enum Unfetched {
    #[error("its address is not discord's")]
    Foreign,
    #[error("it is larger than it was said to be")]
    Huge,
    #[error("the answer was {0}")]
    Status(StatusCode),
    #[error("it took more than {} seconds", DEADLINE.as_secs())]
    Slow,
    #[error("nothing can be fetched")]
    Closed,
    #[error(transparent)]
    Http(#[from] reqwest::Error),
}

impl Attachments {
    /// From Discord, or from what stands in for it.
    pub(super) fn new(endpoints: Option<&Endpoints>) -> Self {
        // One that leads elsewhere is no address of Discord's any more.
        let client = Client::builder().user_agent(USER_AGENT).redirect(redirect::Policy::none()).build();
        let client = client.inspect_err(|error| tracing::error!(%error, "files cannot be fetched"));
        let instead = endpoints.and_then(|endpoints| Url::parse(endpoints.api()).ok()).map(|url| url.origin());
        Self { client: client.ok(), instead, turns: Semaphore::new(AT_ONCE) }
    }

    /// Puts what they hold into the files of a command that are not too large.
    pub(super) async fn fill(&self, event: &mut Event, data: &CommandData) {
        let Action::Slash { options, .. } = &mut event.action else { return };
        for (name, value) in options {
            let attachment = attached(data, name);
            if let (OptionValue::File(file), Some(attachment)) = (value, attachment)
                && file.size <= Upload::MOST_BYTES
            {
                let fetched = timeout(DEADLINE, self.fetch(&attachment.url)).await.unwrap_or(Err(Unfetched::Slow));
                let fetched = fetched.inspect_err(|error| {
                    tracing::warn!(attachment = attachment.id.get(), %error, "could not fetch a file");
                });
                file.bytes = fetched.ok().map(Arc::from);
            }
        }
    }

    async fn fetch(&self, address: &str) -> Result<Vec<u8>, Unfetched> {
        let url = Url::parse(address).ok().filter(|url| self.may_be_asked(url)).ok_or(Unfetched::Foreign)?;
        let client = self.client.as_ref().ok_or(Unfetched::Closed)?;
        let _turn = self.turns.acquire().await.map_err(|_| Unfetched::Closed)?;
        let hidden = |error: reqwest::Error| Unfetched::Http(error.without_url());
        let mut response = client.get(url).send().await.map_err(hidden)?;
        if response.status() != StatusCode::OK {
            return Err(Unfetched::Status(response.status()));
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(hidden)? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() as u64 > Upload::MOST_BYTES {
                return Err(Unfetched::Huge);
            }
        }
        Ok(bytes)
    }

    /// Whether the address is one of Discord's, or of what stands in for it.
    fn may_be_asked(&self, url: &Url) -> bool {
        let is_there = match &self.instead {
            Some(instead) => url.origin() == *instead,
            None => {
                url.scheme() == "https"
                    && url.port().is_none()
                    && url.host_str().is_some_and(|host| HOSTS.contains(&host))
            }
        };
        is_there && url.username().is_empty() && url.password().is_none()
    }
}

/// The file that an option of this name holds.
pub(super) fn attached<'a>(data: &'a CommandData, name: &str) -> Option<&'a Attachment> {
    let option = data.options.iter().find(|option| option.name == name)?;
    match &option.value {
        CommandDataOptionValue::Attachment(id) => data.resolved.attachments.get(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn may(attachments: &Attachments, address: &str) -> bool {
        Url::parse(address).is_ok_and(|url| attachments.may_be_asked(&url))
    }

    #[test]
    fn only_discord_s_own_addresses_are_asked() {
        let attachments = Attachments::new(None);
        for address in [
            "https://cdn.discordapp.com/ephemeral-attachments/1/2/a.md?ex=1&is=2&hm=3",
            "https://CDN.discordapp.com:443/attachments/1/2/a.md",
            "https://media.discordapp.net/attachments/1/2/a.md",
        ] {
            assert!(may(&attachments, address), "{address}");
        }
        for address in [
            "http://cdn.discordapp.com/a.md",
            "https://cdn.discordapp.com:8443/a.md",
            "https://cdn.discordapp.com.example.org/a.md",
            "https://cdn.discordapp.com@example.org/a.md",
            "https://me:you@cdn.discordapp.com/a.md",
            "https://169.254.169.254/latest/meta-data",
            "file:///etc/passwd",
            "https://discord.com/a.md",
            "cdn.discordapp.com/a.md",
        ] {
            assert!(!may(&attachments, address), "{address}");
        }
    }

    #[test]
    fn what_stands_in_for_discord_is_asked_alone() {
        let endpoints = Endpoints::parse(Some("http://127.0.0.1:8080"), Some("ws://127.0.0.1:8081"));
        let attachments = Attachments::new(endpoints.expect("they are sound").as_ref());
        assert!(may(&attachments, "http://127.0.0.1:8080/attachments/1/2/a.md"));
        for address in ["http://127.0.0.1:8082/a.md", "https://cdn.discordapp.com/a.md", "https://127.0.0.1:8080/a.md"]
        {
            assert!(!may(&attachments, address), "{address}");
        }
    }
}
