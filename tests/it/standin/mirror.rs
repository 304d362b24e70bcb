//! What the stand-in sends, read by a second library.
//!
//! Serenity reads it too, and a stand-in that is only ever read by one library comes to send what that
//! library takes.

use serde::de::{DeserializeOwned, DeserializeSeed};
use serde_json::Value;
use twilight_model::application::command::Command;
use twilight_model::channel::{Channel, Message};
use twilight_model::gateway::connection_info::BotConnectionInfo;
use twilight_model::gateway::event::DispatchEventWithTypeDeserializer;
use twilight_model::oauth::Application;
use twilight_model::user::{CurrentUser, CurrentUserGuild};

use super::rest::route::Route;

/// Why the event cannot be read; `None` if it can.
pub(super) fn event(name: &str, data: &Value) -> Option<String> {
    // Read from text, as it is sent: numbers and strings are told apart there.
    let text = data.to_string();
    let mut reader = serde_json::Deserializer::from_str(&text);
    DispatchEventWithTypeDeserializer::new(name).deserialize(&mut reader).err().map(|error| error.to_string())
}

/// Why the answer to `method` on `route` cannot be read; `None` if it can.
pub(super) fn answer(route: &Route, method: &str, body: &Value) -> Option<String> {
    if body.is_null() {
        return None;
    }
    match (route, method) {
        (Route::GatewayBot, _) => problem::<BotConnectionInfo>(body),
        (Route::Me, _) => problem::<CurrentUser>(body),
        (Route::Guilds, _) => problem::<Vec<CurrentUserGuild>>(body),
        (Route::DirectChannels | Route::Channel { .. }, _) => problem::<Channel>(body),
        (Route::Application | Route::OauthApplication, _) => problem::<Application>(body),
        (Route::Commands { .. }, "POST") | (Route::Command { .. }, _) => problem::<Command>(body),
        (Route::Commands { .. }, _) => problem::<Vec<Command>>(body),
        (Route::Messages { .. }, "GET") => problem::<Vec<Message>>(body),
        (Route::Callback { .. }, _) => {
            let message = &body["resource"]["message"];
            (!message.is_null()).then(|| problem::<Message>(message)).flatten()
        }
        (Route::Messages { .. } | Route::Message { .. } | Route::Webhook { .. } | Route::WebhookMessage { .. }, _) => {
            problem::<Message>(body)
        }
        _ => None,
    }
}

fn problem<T: DeserializeOwned>(body: &Value) -> Option<String> {
    serde_json::from_str::<T>(&body.to_string()).err().map(|error| error.to_string())
}
