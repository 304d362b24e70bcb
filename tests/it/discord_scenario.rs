//! L3: the whole client against the stand-in, from logging in to leaving; and the stand-in against
//! planted faults, because a judge who never convicts proves nothing.
//!
//! In the files `bot_…` the bot itself answers, elsewhere something that repeats what it is asked.

mod bare;
mod binary;
mod bot_buttons;
mod bot_commands;
mod bot_corpus;
mod bot_fixture;
mod bot_follow_up;
mod bot_hostile;
mod bot_languages;
mod bot_limits;
mod bot_lists;
mod bot_places;
mod bot_reading;
mod bot_restart;
mod bot_secret;
mod bot_settings;
mod bot_slow;
mod by_hand;
mod connection;
mod ending;
mod failing;
mod fixture;
mod judged_commands;
mod judged_interactions;
mod judged_messages;
mod judged_sessions;
mod limited;
mod measured;
mod observed;
mod sharded;
mod talk;
