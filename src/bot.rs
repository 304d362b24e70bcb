//! What the bot does with what people send: the one API of every front end.
//!
//! A skin (Discord, the mock harness, the terminal) turns what it received into an [`Event`], calls
//! [`Bot::handle`], and shows the [`Reply`]. Which messages are meant for the bot, what a slash command
//! or a button means, and what is said to bad input is decided here and nowhere else. This room does
//! not know Discord: no async, no clock, no network.

mod command;
mod event;

pub use command::{Command, CommandSpec, OptionSpec, COMMANDS};
pub use event::{Choice, Event, Message, OptionValue};
