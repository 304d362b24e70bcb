//! Paths below `/api/v10`.

/// What a path means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Gateway,
    GatewayBot,
    Me,
    Guilds,
    DirectChannels,
    Application,
    OauthApplication,
    Commands {
        application: u64,
    },
    Command {
        application: u64,
        command: u64,
    },
    Channel {
        channel: u64,
    },
    Typing {
        channel: u64,
    },
    Messages {
        channel: u64,
    },
    Message {
        channel: u64,
        message: u64,
    },
    /// A file that somebody attached; not below `/api/v10`.
    Attachment {
        attachment: u64,
    },
    Reaction {
        channel: u64,
        message: u64,
        emoji: String,
    },
    Callback {
        interaction: u64,
        token: String,
    },
    Webhook {
        application: u64,
        token: String,
    },
    /// `None` for `@original`.
    WebhookMessage {
        application: u64,
        token: String,
        message: Option<u64>,
    },
}

impl Route {
    /// `None` if there is nothing at `path`.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        let id = |part: &str| part.parse::<u64>().ok();
        Some(match parts[..] {
            ["gateway"] => Self::Gateway,
            ["gateway", "bot"] => Self::GatewayBot,
            ["users", "@me"] => Self::Me,
            ["users", "@me", "guilds"] => Self::Guilds,
            ["users", "@me", "channels"] => Self::DirectChannels,
            ["applications", "@me"] => Self::Application,
            ["oauth2", "applications", "@me"] => Self::OauthApplication,
            ["applications", application, "commands"] => Self::Commands { application: id(application)? },
            ["applications", application, "commands", command] => {
                Self::Command { application: id(application)?, command: id(command)? }
            }
            ["channels", channel] => Self::Channel { channel: id(channel)? },
            ["channels", channel, "typing"] => Self::Typing { channel: id(channel)? },
            ["channels", channel, "messages"] => Self::Messages { channel: id(channel)? },
            ["channels", channel, "messages", message] => {
                Self::Message { channel: id(channel)?, message: id(message)? }
            }
            ["channels", channel, "messages", message, "reactions", emoji, "@me"] => {
                Self::Reaction { channel: id(channel)?, message: id(message)?, emoji: emoji.to_owned() }
            }
            ["ephemeral-attachments", application, attachment, name] => {
                let _named = (id(application)?, Some(name).filter(|name| !name.is_empty())?);
                Self::Attachment { attachment: id(attachment)? }
            }
            ["interactions", interaction, token, "callback"] => {
                Self::Callback { interaction: id(interaction)?, token: token.to_owned() }
            }
            ["webhooks", application, token] => {
                Self::Webhook { application: id(application)?, token: token.to_owned() }
            }
            ["webhooks", application, token, "messages", message] => {
                let message = if message == "@original" { None } else { Some(id(message)?) };
                Self::WebhookMessage { application: id(application)?, token: token.to_owned(), message }
            }
            _ => return None,
        })
    }

    /// Whether the path holds its own secret and needs no token.
    pub(crate) fn is_open(&self) -> bool {
        matches!(
            self,
            Self::Gateway
                | Self::Attachment { .. }
                | Self::Callback { .. }
                | Self::Webhook { .. }
                | Self::WebhookMessage { .. }
        )
    }

    /// The path with its ids by name, as Discord's description of its API has it.
    pub(crate) fn template(&self) -> &'static str {
        match self {
            Self::Gateway => "/gateway",
            Self::GatewayBot => "/gateway/bot",
            Self::Me => "/users/@me",
            Self::Guilds => "/users/@me/guilds",
            Self::DirectChannels => "/users/@me/channels",
            Self::Application => "/applications/@me",
            Self::OauthApplication => "/oauth2/applications/@me",
            Self::Commands { .. } => "/applications/{application_id}/commands",
            Self::Command { .. } => "/applications/{application_id}/commands/{command_id}",
            Self::Channel { .. } => "/channels/{channel_id}",
            Self::Typing { .. } => "/channels/{channel_id}/typing",
            Self::Messages { .. } => "/channels/{channel_id}/messages",
            Self::Message { .. } => "/channels/{channel_id}/messages/{message_id}",
            Self::Reaction { .. } => "/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me",
            Self::Attachment { .. } => "/ephemeral-attachments/{application_id}/{attachment_id}/{name}",
            Self::Callback { .. } => "/interactions/{interaction_id}/{interaction_token}/callback",
            Self::Webhook { .. } => "/webhooks/{webhook_id}/{webhook_token}",
            Self::WebhookMessage { message: None, .. } => "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
            Self::WebhookMessage { .. } => "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}",
        }
    }

    /// The parameter that buckets are kept apart by.
    pub(crate) fn major(&self) -> String {
        match self {
            Self::Channel { channel }
            | Self::Typing { channel }
            | Self::Messages { channel }
            | Self::Message { channel, .. }
            | Self::Reaction { channel, .. } => channel.to_string(),
            Self::Callback { token, .. } | Self::Webhook { token, .. } | Self::WebhookMessage { token, .. } => {
                token.clone()
            }
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn only_paths_that_there_are_mean_something() {
        assert_eq!(Route::parse("/channels/20/messages"), Some(Route::Messages { channel: 20 }));
        for path in ["/channels/x/messages", "/channels/20/messages/", "/", "/users/@me/", "/gateway/bots"] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }
}
