//! Answers questions about a folder of articles with the articles' own words.
//!
//! The rooms, in reading order; each may use those above it as `ARCHITECTURE.md` tells, and none below.

pub mod extract;
pub mod text;

pub mod corpus;
pub mod question;

pub mod read;
pub mod retrieve;

pub mod answer;
pub mod render;

pub mod bot;

pub mod discord;
pub mod harness;
pub mod web;

pub mod eval;
pub mod feed;
pub mod feedback;
pub mod fetch;
pub mod shelf;
pub mod store;

pub mod config;
pub mod observe;
pub mod watch;

pub mod cli;
