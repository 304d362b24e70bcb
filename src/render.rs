//! Answers as replies: plain data inside Discord's limits, in Discord's markdown.
//!
//! The words that users read stand in this room. It shortens only at marked places and never changes a
//! quote's words: every quoted stretch of a [`Reply`] is listed beside it and can be proven against
//! the articles with [`Reply::is_proven`]. This room knows no front end.

mod answer;
mod comparison;
mod date;
mod draft;
mod language;
mod link;
mod markdown;
mod notice;
mod page;
mod phrase;
mod piece;
mod quotation;
mod reasoning;
mod record;
mod reply;
mod shorten;
mod source;
mod speaker;
mod terminal;
mod timeline;
mod why;

pub use answer::{View, answer};
pub use comparison::comparison;
pub use language::Language;
pub use link::{page_of, to_page};
use markdown::plain_in_link;
pub use markdown::{escape, printable, unescape};
pub use notice::{about, aside, help, part_gone, plain, refusal, shortened, unknown_source};
pub use page::Page;
pub use phrase::Phrase;
pub use piece::{Line, LineKind, Piece, lines};
pub use quotation::{context, differ, found, quotes};
pub use reasoning::reasoning;
pub use record::{AnswerRecord, PassageRecord, QuoteRecord, SourceRecord, ValueRecord, plain_passage, plain_source};
pub use reply::{Button, Field, Form, Reply, Stretch};
pub use source::{articles, several_sources, source, sources};
pub use terminal::{Style, terminal};
pub use timeline::timeline;
pub use why::why;
