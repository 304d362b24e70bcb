//! All integration tests, as one program: it links once.

mod config;
mod discord_handler;
mod discord_payload;
