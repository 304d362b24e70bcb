//! Answers as replies: plain data inside Discord's limits, in Discord's markdown.
//!
//! The words that users read stand in this room. It shortens only at marked places and never changes a
//! quote's words: every quoted stretch of a [`Reply`] is listed beside it and can be proven against
//! the articles with [`Reply::is_proven`]. This room knows no front end.

mod answer;
mod draft;
mod markdown;
mod notice;
mod record;
mod reply;
mod shorten;
mod source;
mod terminal;
mod why;

pub use answer::answer;
pub use markdown::{escape, printable, unescape};
pub use notice::{failure, help, not_a_question, unknown_command, unknown_source};
pub use record::{AnswerRecord, PassageRecord, QuoteRecord, SourceRecord, ValueRecord, plain_passage, plain_source};
pub use reply::{Button, Reply, Stretch};
pub use source::{articles, sources};
pub use terminal::{Style, terminal};
pub use why::why;
