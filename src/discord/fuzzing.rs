//! The way in for `fuzz/`: what arrives from Discord, without Discord.

use serde_json::value::RawValue;
use serenity::model::application::Interaction;
use serenity::model::id::UserId;

use super::gateway::{Kind, event};
use super::{incoming, reading};
use crate::bot::Event;

/// Reads a payload of the gateway, and what it holds: the event that the bot would get.
#[must_use]
pub fn payload(text: &str) -> Option<Event> {
    let (kind, body) = event(text)?;
    bot_event(kind, &body)
}

fn bot_event(kind: Kind, body: &RawValue) -> Option<Event> {
    match kind {
        Kind::Message => {
            let message = reading::message(body)?;
            let action = crate::bot::Action::Message(incoming::message(&message, UserId::new(1))?);
            Some(Event { origin: incoming::written(&message, None), action })
        }
        Kind::Interaction => match reading::interaction(body).ok()? {
            Interaction::Command(command) => {
                let _ = incoming::is_private(&command.data, false);
                Some(incoming::command(&command))
            }
            Interaction::Component(press) => Some(incoming::press(&press)),
            Interaction::Modal(form) => Some(incoming::form(&form)),
            _ => None,
        },
    }
}
