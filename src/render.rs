//! Answers as replies: plain data inside Discord's limits, in Discord's markdown.
//!
//! The words that users read stand in this room. It shortens only at marked places and never changes a
//! quote's words: every quoted stretch of a [`Reply`] is listed beside it and can be proven against
//! the articles. This room knows no front end.

mod reply;

pub use reply::{Button, Reply};
