//! The lines of a transcript.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Expectation;
use crate::bot::OptionValue;

/// One event. It has exactly one of `message`, `slash`, `menu`, `button`, `press`, `submit` and `complete`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a field of its own in a transcript")]
pub struct Line {
    /// Who did it; for the reader of the transcript.
    #[serde(default)]
    pub user: String,
    /// Where; each channel has its own last reply.
    #[serde(default)]
    pub channel: String,
    /// On which server, if on one; what is set there is kept while the transcript is played.
    #[serde(default)]
    pub server: String,
    /// The channel that this one is a thread of.
    #[serde(default)]
    pub thread_of: String,
    /// Whether the user may manage the server.
    #[serde(default)]
    pub manages: bool,
    /// Whether it is a direct message.
    #[serde(default)]
    pub direct: bool,
    /// Whether a bot wrote it.
    #[serde(default)]
    pub from_bot: bool,
    /// Whether it is a reply to the bot that pings it.
    #[serde(default)]
    pub reply_to_bot: bool,
    /// When, in seconds; conversations end after some minutes.
    #[serde(default)]
    pub at: u64,
    /// The locale of the user's Discord: `de`, `pt-BR`.
    pub locale: Option<String>,
    /// A message; `<@bot>` mentions the bot.
    pub message: Option<String>,
    /// A slash command, by name.
    pub slash: Option<String>,
    /// The command's options.
    #[serde(default)]
    pub options: BTreeMap<String, OptionValue>,
    /// A message's words, from whose menu "Ask the archive" was chosen.
    pub menu: Option<String>,
    /// A button, by id.
    pub button: Option<String>,
    /// A button of the channel's last reply, by label.
    pub press: Option<String>,
    /// What is written into the form that the channel's last reply opened.
    pub submit: Option<String>,
    /// An option that is being typed.
    pub complete: Option<Complete>,
    /// What the reply should be.
    pub expect: Option<Expectation>,
}

/// An option that is being typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Complete {
    /// The option's name.
    pub option: String,
    /// What has been typed so far.
    #[serde(default)]
    pub partial: String,
}

/// What is wrong with a transcript.
#[derive(Debug, thiserror::Error)]
pub enum TranscriptError {
    /// A line is not an event in JSON.
    #[error("line {0} is no event: {1}")]
    Json(usize, serde_json::Error),
    /// A line has no event, or more than one.
    #[error("line {0} needs exactly one of message, slash, menu, button, press, submit, complete")]
    NotOne(usize),
}

/// Reads a transcript: its lines with their numbers, from 1. Empty lines and lines that begin with `#`
/// are comments.
///
/// # Errors
/// [`TranscriptError`] at the first line that is no event.
pub fn read_transcript(text: &str) -> Result<Vec<(usize, Line)>, TranscriptError> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|(number, text)| {
            let line: Line = serde_json::from_str(text).map_err(|error| TranscriptError::Json(number, error))?;
            let events = [
                line.message.is_some(),
                line.slash.is_some(),
                line.menu.is_some(),
                line.button.is_some(),
                line.press.is_some(),
                line.submit.is_some(),
                line.complete.is_some(),
            ];
            if events.into_iter().filter(|event| *event).count() == 1 {
                Ok((number, line))
            } else {
                Err(TranscriptError::NotOne(number))
            }
        })
        .collect()
}
