//! All integration tests, as one program: it links once.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod answers;
mod asked;
mod attribution;
mod calendar;
mod cli;
mod comparison;
mod config;
mod constraint;
mod corpus;
mod discord_gateway;
mod discord_handler;
mod discord_limit;
mod discord_payload;
mod discord_scenario;
mod engine;
mod evaluation;
mod extract;
mod feedback;
mod folder;
mod gold;
mod harness;
mod json;
mod json_lines;
mod kept;
mod made_up;
mod metamorphic;
mod neural;
mod observe;
mod picture;
mod question;
mod reasoning;
#[cfg(feature = "remote")]
mod remote;
mod render;
mod retrieve;
mod rooms;
mod said;
mod shelf;
mod standin;
mod store;
mod strategy;
mod text;
mod timeline;
mod watch;
mod web;
