//! What arrives, in the bot's own terms.

use std::time::{SystemTime, UNIX_EPOCH};

use serenity::model::application::{
    ActionRow, ActionRowComponent, ButtonKind, CommandData, CommandDataOption, CommandDataOptionValue,
    CommandInteraction, CommandType, ComponentInteraction, MessageInteractionMetadata, ModalInteraction,
};
use serenity::model::channel::{Message, MessageType, PartialChannel};
use serenity::model::guild::Member;
use serenity::model::id::{ChannelId, GuildId, UserId};

use crate::bot::{self, Action, Author, Earlier, Event, OptionValue, Origin, Upload};
use crate::render::Language;

use super::attachment::attached;

/// `message` as the bot sees it; `None` for the lines that Discord itself writes into a channel.
pub(super) fn message(message: &Message, me: UserId) -> Option<bot::Message> {
    if !matches!(message.kind, MessageType::Regular | MessageType::InlineReply) {
        return None;
    }
    let author = if message.author.id == me {
        Author::Itself
    } else if message.author.bot || message.webhook_id.is_some() {
        Author::OtherBot
    } else {
        Author::Person
    };
    let replied = message.referenced_message.as_deref().filter(|replied| replied.author.id == me);
    Some(bot::Message {
        text: message.content.clone(),
        bot_id: me.get(),
        author,
        direct: message.guild_id.is_none(),
        mentions_bot: message.mentions.iter().any(|user| user.id == me),
        replies_to: replied.map(earlier),
    })
}

/// Who wrote `message`, and where: in a thread of `parent`, if in one. Messages say nothing of the writer's language,
/// and not what they may do.
pub(super) fn written(message: &Message, parent: Option<ChannelId>) -> Origin {
    Origin {
        id: message.id.get(),
        user: message.author.id.get(),
        channel: message.channel_id.get(),
        parent: parent.map(ChannelId::get),
        server: message.guild_id.map(GuildId::get),
        manages: false,
        at: now(),
        language: Language::default(),
    }
}

/// The slash command, or the choice from a message's menu. Files are named; what they hold is fetched later.
pub(super) fn command(command: &CommandInteraction) -> Event {
    let data = &command.data;
    let name = data.name.clone();
    let action = if data.kind == CommandType::Message {
        let target = data.target_id.and_then(|id| data.resolved.messages.get(&id.to_message_id()));
        Action::Menu { name, text: target.map(|message| message.content.clone()).unwrap_or_default() }
    } else {
        Action::Slash { name, options: options(data) }
    };
    Event { origin: origin(command), action }
}

/// Who sent a command or types one, and where.
pub(super) fn origin(command: &CommandInteraction) -> Origin {
    Origin {
        id: command.id.get(),
        user: command.user.id.get(),
        channel: command.channel_id.get(),
        parent: parent(command.channel.as_ref()),
        server: command.guild_id.map(GuildId::get),
        manages: manages(command.member.as_deref()),
        at: now(),
        language: language(&command.locale),
    }
}

/// The button that was pressed.
pub(super) fn press(press: &ComponentInteraction) -> Event {
    let action = Action::Press { id: press.data.custom_id.clone(), ids: ids(&press.message.components) };
    let origin = Origin {
        id: press.id.get(),
        user: press.user.id.get(),
        channel: press.channel_id.get(),
        parent: parent(press.channel.as_ref()),
        server: press.guild_id.map(GuildId::get),
        manages: manages(press.member.as_ref()),
        at: now(),
        language: language(&press.locale),
    };
    Event { origin, action }
}

/// The form that was sent. What it holds besides fields for words is passed over.
pub(super) fn form(modal: &ModalInteraction) -> Event {
    let inputs = modal.data.components.iter().flat_map(|row| &row.components);
    let fields = inputs.filter_map(|component| match component {
        ActionRowComponent::InputText(input) => Some((input.custom_id.clone(), input.value.clone()?)),
        _ => None,
    });
    let action = Action::Submit { id: modal.data.custom_id.clone(), fields: fields.collect() };
    let origin = Origin {
        id: modal.id.get(),
        user: modal.user.id.get(),
        channel: modal.channel_id.get(),
        parent: parent(modal.channel.as_ref()),
        server: modal.guild_id.map(GuildId::get),
        manages: manages(modal.member.as_ref()),
        at: now(),
        language: language(&modal.locale),
    };
    Event { origin, action }
}

/// The language of a locale; the default for one that the bot does not speak.
pub(super) fn language(locale: &str) -> Language {
    Language::of_locale(locale).unwrap_or_default()
}

/// Whether the command asks for an answer that others do not see; `by_default` where it does not say.
pub(super) fn is_private(data: &CommandData, by_default: bool) -> bool {
    let said = options(data).into_iter().find_map(|(name, value)| match value {
        OptionValue::Flag(flag) if name == "private" => Some(flag),
        _ => None,
    });
    // What these say is for who asks, whatever they set.
    matches!(data.name.as_str(), "settings" | "corpus" | "privacy") || said.unwrap_or(by_default)
}

/// The channel that the thread is in, if it is one.
fn parent(channel: Option<&PartialChannel>) -> Option<u64> {
    let channel = channel.filter(|channel| channel.thread_metadata.is_some())?;
    channel.parent_id.map(ChannelId::get)
}

/// Whether Discord says that they may manage the server. Who administers it has every permission.
fn manages(member: Option<&Member>) -> bool {
    member.and_then(|member| member.permissions).is_some_and(|may| may.manage_guild() || may.administrator())
}

/// A message of the bot's own that somebody replies to.
fn earlier(message: &Message) -> Earlier {
    let interaction = match message.interaction_metadata.as_deref() {
        Some(MessageInteractionMetadata::Command(command)) => Some(command.id.get()),
        _ => None,
    };
    let question = message.message_reference.as_ref().and_then(|reference| reference.message_id);
    Earlier { origin: interaction.or(question.map(serenity::model::id::MessageId::get)), ids: ids(&message.components) }
}

/// The ids of the buttons under a message.
fn ids(rows: &[ActionRow]) -> Vec<String> {
    let components = rows.iter().flat_map(|row| &row.components);
    components
        .filter_map(|component| match component {
            ActionRowComponent::Button(button) => match &button.data {
                ButtonKind::NonLink { custom_id, .. } => Some(custom_id.clone()),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

fn options(data: &CommandData) -> Vec<(String, OptionValue)> {
    data.options.iter().filter_map(|option| Some((option.name.clone(), value(data, option)?))).collect()
}

/// `None` for kinds that no command of ours has.
fn value(data: &CommandData, option: &CommandDataOption) -> Option<OptionValue> {
    match &option.value {
        CommandDataOptionValue::Boolean(flag) => Some(OptionValue::Flag(*flag)),
        CommandDataOptionValue::Integer(number) => Some(OptionValue::Number(*number)),
        // What is no channel's id stays to be refused.
        CommandDataOptionValue::Channel(id) => Some(OptionValue::Number(i64::try_from(id.get()).unwrap_or_default())),
        CommandDataOptionValue::String(text) => Some(OptionValue::Text(text.clone())),
        CommandDataOptionValue::Attachment(_) => {
            let (name, size) = attached(data, &option.name)
                .map_or_else(Default::default, |file| (file.filename.clone(), u64::from(file.size)));
            Some(OptionValue::File(Upload { name, size, bytes: None }))
        }
        _ => None,
    }
}

/// When something arrived, in seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "conversations end after some minutes; the bot is told the time")]
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
