//! Replies as Discord wants them: pure, and the place where its rules about messages are held.
//!
//! Every message says that it mentions nobody, whatever its words are: neither an article nor a
//! question may ping anyone. Previews of links are suppressed, so that an answer stays an answer.

mod command;

use std::collections::HashSet;

use serenity::builder::{
    AutocompleteChoice, CreateActionRow, CreateAllowedMentions, CreateAutocompleteResponse, CreateButton,
    CreateInputText, CreateInteractionResponse, CreateInteractionResponseFollowup, CreateInteractionResponseMessage,
    CreateMessage, CreateModal, EditInteractionResponse,
};
use serenity::model::application::{ButtonStyle, InputTextStyle, InteractionResponseFlags};
use serenity::model::channel::{MessageFlags, MessageReference, Nonce};
use serenity::model::id::{ChannelId, MessageId};

use crate::bot::Choice;
use crate::render::{Button, Form, Reply};

pub use command::{commands, is_current};

/// Discord's limit on suggestions.
const CHOICE_LIMIT: usize = 25;
/// Discord's limit on a suggestion's name and value, and on a button's id, in characters.
const ID_LIMIT: usize = 100;
/// Discord's limit on a button's label, in characters.
const LABEL_LIMIT: usize = 80;
/// Discord's limit on a form's title and the label of its field, in characters.
const TITLE_LIMIT: usize = 45;
/// Discord's limit on what stands in an empty field, in characters.
const HINT_LIMIT: usize = 100;
/// Discord's limit on what a field takes, in characters.
const FIELD_LIMIT: usize = 4_000;
/// Discord's limit on the buttons of a row, and on the rows.
const ROW_LIMIT: usize = 5;
const ROWS_LIMIT: usize = 5;

/// Whether Discord would take the reply.
///
/// Replies are made inside the limits; one that is not is better not sent than cut, which would change
/// a quote.
#[must_use]
pub fn fits(reply: &Reply) -> bool {
    let mut ids = HashSet::new();
    let is_sound = |button: &Button| is_within(&button.id, ID_LIMIT) && is_within(&button.label, LABEL_LIMIT);
    is_within(&reply.content, Reply::CONTENT_LIMIT)
        && reply.buttons.len() <= ROW_LIMIT * ROWS_LIMIT
        && reply.buttons.iter().all(|button| is_sound(button) && ids.insert(&button.id))
        && reply.form.as_ref().is_none_or(is_sound_form)
}

fn is_sound_form(form: &Form) -> bool {
    let field = &form.field;
    is_within(&form.id, ID_LIMIT)
        && is_within(&form.title, TITLE_LIMIT)
        && is_within(&field.id, ID_LIMIT)
        && is_within(&field.label, TITLE_LIMIT)
        && field.hint.chars().count() <= HINT_LIMIT
        && (1..=FIELD_LIMIT).contains(&field.most)
}

/// Discord trims white space before it looks for emptiness.
fn is_within(text: &str, limit: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= limit
}

/// A message that replies to `question` in `channel`; an ordinary one if `question` is deleted meanwhile.
pub fn answer_to(reply: &Reply, channel: ChannelId, question: MessageId) -> CreateMessage {
    message(reply, question).reference_message(MessageReference::from((channel, question)).fail_if_not_exists(false))
}

/// A message about `question` that does not refer to it.
///
/// The nonce is `question`'s id: sent again, Discord returns the message that is there already.
pub fn message(reply: &Reply, question: MessageId) -> CreateMessage {
    let message = CreateMessage::new()
        .content(&reply.content)
        .allowed_mentions(no_mentions())
        .flags(MessageFlags::SUPPRESS_EMBEDS)
        .nonce(Nonce::String(question.to_string()))
        .enforce_nonce(true);
    if reply.buttons.is_empty() { message } else { message.components(rows(reply)) }
}

/// The first response to an interaction: a message.
#[must_use]
pub fn response(reply: &Reply) -> CreateInteractionResponse {
    let mut flags = InteractionResponseFlags::SUPPRESS_EMBEDS;
    flags.set(InteractionResponseFlags::EPHEMERAL, reply.private);
    CreateInteractionResponse::Message(body(reply).flags(flags))
}

/// The first response to a button: the message it stands under changes, buttons included.
#[must_use]
pub fn update(reply: &Reply) -> CreateInteractionResponse {
    CreateInteractionResponse::UpdateMessage(body(reply).flags(InteractionResponseFlags::SUPPRESS_EMBEDS))
}

/// The first response to a button: a form opens. Nothing else can open one, and it must come first.
#[must_use]
pub fn modal(form: &Form) -> CreateInteractionResponse {
    let field = &form.field;
    let input = CreateInputText::new(InputTextStyle::Paragraph, &field.label, &field.id)
        .placeholder(&field.hint)
        .max_length(u16::try_from(field.most).unwrap_or(u16::MAX))
        .required(false);
    let rows = vec![CreateActionRow::InputText(input)];
    CreateInteractionResponse::Modal(CreateModal::new(&form.id, &form.title).components(rows))
}

/// The first response to a command that takes longer. It may say that it is private and nothing else.
#[must_use]
pub fn deferral(private: bool) -> CreateInteractionResponse {
    let message = CreateInteractionResponseMessage::new();
    CreateInteractionResponse::Defer(if private { message.ephemeral(true) } else { message })
}

/// What comes after a deferral.
pub fn edit(reply: &Reply) -> EditInteractionResponse {
    EditInteractionResponse::new()
        .content(&reply.content)
        .allowed_mentions(no_mentions())
        .flags(MessageFlags::SUPPRESS_EMBEDS)
        .components(rows(reply))
}

/// A message after the first response.
pub fn follow_up(reply: &Reply) -> CreateInteractionResponseFollowup {
    let mut flags = MessageFlags::SUPPRESS_EMBEDS;
    flags.set(MessageFlags::EPHEMERAL, reply.private);
    CreateInteractionResponseFollowup::new()
        .content(&reply.content)
        .allowed_mentions(no_mentions())
        .flags(flags)
        .components(rows(reply))
}

/// Suggestions; what Discord would refuse is left out.
#[must_use]
pub fn choices(choices: Vec<Choice>) -> CreateInteractionResponse {
    let choices = choices
        .into_iter()
        .filter(|choice| is_within(&choice.name, ID_LIMIT) && is_within(&choice.value, ID_LIMIT))
        .take(CHOICE_LIMIT)
        .map(|choice| AutocompleteChoice::new(choice.name, choice.value))
        .collect();
    CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new().set_choices(choices))
}

/// Nobody is mentioned, nor is the one who is replied to.
fn no_mentions() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}

fn body(reply: &Reply) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
        .content(&reply.content)
        .allowed_mentions(no_mentions())
        .components(rows(reply))
}

/// As few rows as the buttons need, filled evenly: six are three and three, not five and one. No row at all
/// for no buttons: an edit takes the old ones away.
fn rows(reply: &Reply) -> Vec<CreateActionRow> {
    let n_rows = reply.buttons.len().div_ceil(ROW_LIMIT).max(1);
    let of_row = reply.buttons.len().div_ceil(n_rows).max(1);
    let row = |buttons: &[Button]| CreateActionRow::Buttons(buttons.iter().map(button).collect());
    reply.buttons.chunks(of_row).map(row).collect()
}

fn button(button: &Button) -> CreateButton {
    CreateButton::new(&button.id).label(&button.label).style(ButtonStyle::Secondary).disabled(!button.enabled)
}
