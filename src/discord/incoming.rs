//! What arrives, in the bot's own terms.

use serenity::model::application::{CommandData, CommandDataOptionValue};
use serenity::model::channel::{Message, MessageType};
use serenity::model::id::UserId;

use crate::bot::{self, Event, OptionValue};

/// `message` as the bot sees it; `None` for the lines that Discord itself writes into a channel.
pub(super) fn message(message: &Message, me: UserId) -> Option<bot::Message> {
    if !matches!(message.kind, MessageType::Regular | MessageType::InlineReply) {
        return None;
    }
    Some(bot::Message {
        text: message.content.clone(),
        bot_id: me.get(),
        from_bot: message.author.bot || message.webhook_id.is_some() || message.author.id == me,
        direct: message.guild_id.is_none(),
        mentions_bot: message.mentions.iter().any(|user| user.id == me),
    })
}

/// The slash command in `data`.
pub(super) fn slash(data: &CommandData) -> Event {
    Event::Slash { name: data.name.clone(), options: options(data) }
}

/// Whether the command asks for an answer that others do not see.
pub(super) fn is_private(data: &CommandData) -> bool {
    options(data).iter().any(|(name, value)| name == "private" && *value == OptionValue::Flag(true))
}

fn options(data: &CommandData) -> Vec<(String, OptionValue)> {
    data.options.iter().filter_map(|option| Some((option.name.clone(), value(&option.value)?))).collect()
}

/// `None` for kinds that no command of ours has.
fn value(value: &CommandDataOptionValue) -> Option<OptionValue> {
    match value {
        CommandDataOptionValue::Boolean(flag) => Some(OptionValue::Flag(*flag)),
        CommandDataOptionValue::Integer(number) => Some(OptionValue::Number(*number)),
        CommandDataOptionValue::String(text) => Some(OptionValue::Text(text.clone())),
        _ => None,
    }
}
