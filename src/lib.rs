//! Answers questions about a folder of articles with the articles' own words.
//!
//! In reading order:

pub mod text;
pub mod corpus;
pub mod retrieve;
pub mod question;
pub mod read;
pub mod answer;
pub mod eval;
