//! The slash commands as Discord declares them.

use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::application::{
    Command, CommandOption, CommandOptionType, CommandType, InstallationContext, InteractionContext,
};

use crate::bot::{COMMANDS, CommandSpec, OptionKind, OptionSpec};

/// Commands work in servers, in direct messages with the bot, and in other direct messages.
const CONTEXTS: [InteractionContext; 3] =
    [InteractionContext::Guild, InteractionContext::BotDm, InteractionContext::PrivateChannel];
/// The bot can be installed in a server or for oneself.
const INSTALLATIONS: [InstallationContext; 2] = [InstallationContext::Guild, InstallationContext::User];

/// Every command, in the order of [`COMMANDS`].
#[must_use]
pub fn commands() -> Vec<CreateCommand> {
    COMMANDS.iter().map(command).collect()
}

/// Whether `registered`, as Discord returned it, is what [`commands`] would register.
///
/// In any order: Discord keeps its own.
#[must_use]
pub fn is_current(registered: &[Command]) -> bool {
    registered.len() == COMMANDS.len()
        && COMMANDS.iter().all(|spec| registered.iter().any(|command| is_same(command, spec)))
}

fn command(spec: &CommandSpec) -> CreateCommand {
    CreateCommand::new(spec.name)
        .kind(CommandType::ChatInput)
        .description(spec.description)
        .contexts(CONTEXTS.to_vec())
        .integration_types(INSTALLATIONS.to_vec())
        .set_options(spec.options.iter().map(option).collect())
}

fn option(spec: &OptionSpec) -> CreateCommandOption {
    let option = CreateCommandOption::new(kind(spec), spec.name, spec.description).required(spec.required);
    match spec.kind {
        OptionKind::Completed => option.set_autocomplete(true),
        OptionKind::Page => option.min_int_value(1),
        OptionKind::Text | OptionKind::Flag => option,
    }
}

fn kind(spec: &OptionSpec) -> CommandOptionType {
    match spec.kind {
        OptionKind::Text | OptionKind::Completed => CommandOptionType::String,
        OptionKind::Flag => CommandOptionType::Boolean,
        OptionKind::Page => CommandOptionType::Integer,
    }
}

fn is_same(command: &Command, spec: &CommandSpec) -> bool {
    let contexts = command.contexts.as_deref().unwrap_or_default();
    command.name == spec.name
        && command.kind == CommandType::ChatInput
        && command.description == spec.description
        && contexts.len() == CONTEXTS.len()
        && CONTEXTS.iter().all(|context| contexts.contains(context))
        && command.integration_types.len() == INSTALLATIONS.len()
        && INSTALLATIONS.iter().all(|installation| command.integration_types.contains(installation))
        && command.options.len() == spec.options.len()
        && command.options.iter().zip(spec.options).all(|(option, spec)| is_same_option(option, spec))
}

fn is_same_option(option: &CommandOption, spec: &OptionSpec) -> bool {
    option.name == spec.name
        && option.description == spec.description
        && option.kind == kind(spec)
        && option.required == spec.required
        && option.autocomplete == (spec.kind == OptionKind::Completed)
        && option.min_value.as_ref().and_then(serde_json::Number::as_f64)
            == (spec.kind == OptionKind::Page).then_some(1.0)
}
