//! Texts to test with: any characters at all, things that look like prose, things that mean harm.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Up to 200 characters of any kind, control characters and unassigned ones among them.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    vec(any::<char>(), 0..200).prop_map(String::from_iter)
}

/// Pieces that prose is made of, where the borders of sentences and paragraphs are found.
const PROSE: &[&str] = &[
    "The minister said on Oct. 19 that talks began at 2 a.m. in the U.S. embassy.",
    "“It is over,” he said.",
    "“We won. We did it,” she said.",
    "Nobody came",
    "Why?",
    "No!",
    "Mr. Smith paid $3.5 million.",
    "Türkiye’s envoy",
    "2,600 km",
    "• one thing",
    "- another",
    "1. first",
    "# Heading",
    "A headline without a stop",
    "e.g. this",
    "…",
    "—",
    "( see below )",
    "東京は晴れ。",
    "مرحبا",
    "é",
    "e\u{301}",
    "👩‍👩‍👧",
    "word\u{ad}break",
    "no\u{a0}break",
    "zero\u{200b}width",
    "\u{3000}",
    "\u{2028}",
    ".",
    "\"",
    "”",
    "’",
    "'s",
    "...",
    "etc.",
    "J. R. R. Tolkien",
];
const GAPS: &[&str] = &[" ", " ", " ", "", "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", "  ", "\n  "];

/// Up to 40 pieces of prose with white space between them.
pub(crate) fn prose() -> impl Strategy<Value = String> {
    vec((select(PROSE), select(GAPS)), 0..40).prop_map(joined)
}

/// Pieces that would do something in Discord or in a terminal if they got there as they are.
const HOSTILE: &[&str] = &[
    "@everyone",
    "@here",
    "<@123>",
    "<@!123>",
    "<@&1>",
    "<#1>",
    "</ask:1>",
    "<:smile:1>",
    "<t:0>",
    "**bold**",
    "__under__",
    "~~gone~~",
    "||spoiler||",
    "`code`",
    "```\nblock\n```",
    "[text](https://evil.example)",
    "](<https://evil.example>)",
    "> quote",
    "# Heading",
    "-# small",
    "\\",
    "\\\\",
    "\\*",
    "@",
    "@\u{200b}everyone",
    "<",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{9b}2J",
    "\u{7}",
    "\u{202e}backwards",
    "\r",
    "\u{200b}",
    "…",
    "[…]",
    "everyone",
    "the ferry burned",
    "12 people",
    "in Brightsea.",
];

/// Up to 40 hostile pieces with white space between them.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    vec((select(HOSTILE), select(GAPS)), 0..40).prop_map(joined)
}

/// Any of the above.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![any_text(), prose(), hostile()]
}

fn joined(pieces: Vec<(&str, &str)>) -> String {
    pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect()
}
