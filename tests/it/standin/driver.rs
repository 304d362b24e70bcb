//! What tests do with the stand-in: be somebody, wait for the bot, break things.

mod act;
mod interact;
mod look;
mod measure;
mod setting;
mod wait;
mod wreck;
