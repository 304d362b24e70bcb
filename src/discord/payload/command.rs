//! The commands as Discord declares them.

use serde_json::Value;
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::Permissions;
use serenity::model::application::{Command, CommandOptionType, CommandType, InstallationContext, InteractionContext};
use serenity::model::channel::ChannelType;

use crate::bot::{COMMANDS, CommandSpec, LANGUAGE_OF_EACH, OptionKind, OptionSpec, Settings};
use crate::render::{Language, Phrase};

/// Commands work in servers, in direct messages with the bot, and in other direct messages.
const CONTEXTS: [InteractionContext; 3] =
    [InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel];
/// The bot can be installed in a server or for oneself.
const INSTALLATIONS: [InstallationContext; 2] = [InstallationContext::Guild, InstallationContext::User];

/// The channels that can be named as those to answer in: all where messages are, and forums.
const CHANNELS: [ChannelType; 8] = [
    ChannelType::Text,
    ChannelType::Voice,
    ChannelType::News,
    ChannelType::NewsThread,
    ChannelType::PublicThread,
    ChannelType::PrivateThread,
    ChannelType::Stage,
    ChannelType::Forum,
];

/// Every command, in the order of [`COMMANDS`].
#[must_use]
pub fn commands() -> Vec<CreateCommand> {
    COMMANDS.iter().map(command).collect()
}

/// Whether `registered`, as Discord returned it with localizations, is what [`commands`] would register.
///
/// In any order: Discord keeps its own, and adds fields of its own.
#[must_use]
pub fn is_current(registered: &[Command]) -> bool {
    let registered: Vec<Value> = registered.iter().filter_map(|command| serde_json::to_value(command).ok()).collect();
    registered.len() == COMMANDS.len()
        && commands().iter().filter_map(|command| serde_json::to_value(command).ok()).all(|wanted| {
            // A slash command and one of a menu may share a name.
            let is_same = |there: &&Value| there["name"] == wanted["name"] && there["type"] == wanted["type"];
            registered.iter().find(is_same).is_some_and(|there| holds(there, &wanted))
        })
}

/// Whether `there` says all that `wanted` says. What is empty or false may be missing; lists of plain
/// values may stand in any order.
fn holds(there: &Value, wanted: &Value) -> bool {
    match (there, wanted) {
        (Value::Object(there), Value::Object(wanted)) => {
            wanted.iter().all(|(key, wanted)| holds(there.get(key).unwrap_or(&Value::Null), wanted))
        }
        (Value::Array(there), Value::Array(wanted)) if wanted.iter().any(Value::is_object) => {
            there.len() == wanted.len() && there.iter().zip(wanted).all(|(there, wanted)| holds(there, wanted))
        }
        (Value::Array(there), Value::Array(wanted)) => {
            there.len() == wanted.len() && wanted.iter().all(|wanted| there.contains(wanted))
        }
        (Value::Number(there), Value::Number(wanted)) => there.as_f64() == wanted.as_f64(),
        (there, wanted) => there == wanted || (is_nothing(there) && is_nothing(wanted)),
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

fn command(spec: &CommandSpec) -> CreateCommand {
    let mut command = CreateCommand::new(spec.name.text(Language::English))
        .contexts(CONTEXTS.to_vec())
        .integration_types(INSTALLATIONS.to_vec());
    if spec.for_managers {
        command = command.default_member_permissions(Permissions::MANAGE_GUILD);
    }
    command = match spec.description {
        Some(description) => command
            .kind(CommandType::ChatInput)
            .description(description.text(Language::English))
            .set_options(spec.options.iter().copied().map(option).collect()),
        None => command.kind(CommandType::Message),
    };
    for (locale, language) in locales() {
        command = command.name_localized(locale, spec.name.text(language));
        if let Some(description) = spec.description {
            command = command.description_localized(locale, description.text(language));
        }
    }
    command
}

fn option(spec: OptionSpec) -> CreateCommandOption {
    let text = |phrase: Phrase| phrase.text(Language::English);
    let mut option =
        CreateCommandOption::new(kind(spec), text(spec.name), text(spec.description)).required(spec.required);
    for (locale, language) in locales() {
        option = option
            .name_localized(locale, spec.name.text(language))
            .description_localized(locale, spec.description.text(language));
    }
    match spec.kind {
        OptionKind::Completed => option.set_autocomplete(true),
        OptionKind::Page => option.min_int_value(1),
        OptionKind::Rate => option.min_int_value(0).max_int_value(u64::from(Settings::MOST_RATE)),
        OptionKind::Channel => option.channel_types(CHANNELS.to_vec()),
        OptionKind::Language => {
            let named = Language::ALL.into_iter();
            let option = named.fold(option, |option, it| option.add_string_choice(it.name(), it.code()));
            let names = locales().map(|(locale, language)| (locale, Phrase::OptionLanguageOfEach.text(language)));
            option.add_string_choice_localized(text(Phrase::OptionLanguageOfEach), LANGUAGE_OF_EACH, names)
        }
        OptionKind::Text | OptionKind::Flag | OptionKind::File => option,
    }
}

fn kind(spec: OptionSpec) -> CommandOptionType {
    match spec.kind {
        OptionKind::Text | OptionKind::Completed | OptionKind::Language => CommandOptionType::String,
        OptionKind::Flag => CommandOptionType::Boolean,
        OptionKind::Channel => CommandOptionType::Channel,
        OptionKind::File => CommandOptionType::Attachment,
        OptionKind::Page | OptionKind::Rate => CommandOptionType::Integer,
    }
}

/// Discord's locales that a language other than the default serves.
fn locales() -> impl Iterator<Item = (&'static str, Language)> {
    Language::ALL.into_iter().flat_map(|language| {
        let locales: &[&str] = match language {
            Language::English => &[],
            Language::German => &["de"],
            Language::French => &["fr"],
            Language::Spanish => &["es-ES", "es-419"],
            Language::Portuguese => &["pt-BR"],
        };
        locales.iter().map(move |locale| (*locale, language))
    })
}
