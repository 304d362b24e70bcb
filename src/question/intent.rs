//! Whether something is a question at all.

use super::{AnswerType, QuestionTerm, Words};

/// What somebody wants by a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// An answer.
    Question,
    /// Nothing was said.
    Empty,
    /// A greeting.
    Greeting,
    /// Thanks.
    Thanks,
    /// To know what the bot can do.
    Help,
    /// A name or a few words without a question: something to read about.
    Topic,
    /// Laughter, or words without content.
    Noise,
}

const GREETINGS: &[&str] = &[
    "hello",
    "hi",
    "hey",
    "hiya",
    "yo",
    "greetings",
    "morning",
    "evening",
    "afternoon",
    "good",
    "sup",
    "howdy",
    "there",
    "bot",
    "everyone",
    "all",
];
const THANKS: &[&str] = &[
    "thanks",
    "thank",
    "thx",
    "ty",
    "cheers",
    "appreciated",
    "you",
    "so",
    "much",
    "very",
    "a",
    "lot",
    "bot",
    "great",
    "nice",
    "cool",
    "ok",
];
const HELP: &[&str] = &[
    "help", "commands", "usage", "info", "about", "how", "do", "i", "use", "you", "this", "what", "can", "are", "who",
    "does", "it", "bot", "the", "me",
];
const NOISE: &[&str] = &[
    "lol", "haha", "hahaha", "lmao", "rofl", "test", "testing", "ping", "yes", "no", "yeah", "yep", "nope", "nah",
    "wow", "bye", "goodbye", "same", "true", "sure", "why", "what", "who", "when", "where", "how", "which", "ok", "k",
    "and", "so", "really", "huh", "nice", "cool",
];

pub(super) fn detect(words: &Words, terms: &[QuestionTerm], answer_type: Option<AnswerType>, marked: bool) -> Intent {
    let only = |list: &[&str]| words.folded.iter().all(|word| list.contains(&word.as_str()));
    if words.folded.is_empty() {
        return Intent::Empty;
    }
    if only(THANKS) && words.has(&["thanks", "thank", "ty", "cheers", "appreciated"]) {
        return Intent::Thanks;
    }
    if only(GREETINGS) {
        return Intent::Greeting;
    }
    if only(HELP) && words.has(&["help", "commands", "usage", "use", "you", "bot"]) {
        return Intent::Help;
    }
    if terms.is_empty() || only(NOISE) {
        return Intent::Noise;
    }
    if answer_type.is_none() && !marked && words.folded.len() <= 3 {
        return Intent::Topic;
    }
    Intent::Question
}
