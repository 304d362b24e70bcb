//! L3: the whole client against the stand-in, from logging in to leaving; and the stand-in against
//! planted faults, because a judge who never convicts proves nothing.

mod bare;
mod binary;
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
mod talk;
