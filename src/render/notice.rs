//! What the bot says when it has no answer to give.

use super::Reply;
use super::answer::{fitting, nearest};
use super::draft::Draft;
use super::source::{articles, cut};
use crate::answer::{Evidence, Understood};
use crate::corpus::Corpus;
use crate::question::Intent;

/// Topics longer than this are cut.
const TOPIC_CHARS: usize = 80;

/// What the bot does and how to ask.
#[must_use]
pub fn help(corpus: &Corpus) -> Reply {
    Reply::plain(format!(
        "I answer questions about {} with their own words, and say where they stand. I write no fact of my own: when the articles don’t say, I say that.\n\
         - Mention me with a question, send it to me directly, or use `/ask`.\n\
         - Limit it to a source: *according to …*, or the option `source` of `/ask`.\n\
         - `/sources` lists the articles.",
        articles(corpus.documents().len())
    ))
}

/// The reply to what is no question.
#[must_use]
pub fn not_a_question(intent: Intent, mentions: &[Evidence], understood: &Understood, corpus: &Corpus) -> Reply {
    match intent {
        Intent::Help => help(corpus),
        Intent::Greeting => Reply::plain("Hello! Ask me something about the articles; `/sources` lists them."),
        Intent::Thanks => Reply::plain("You’re welcome."),
        Intent::Topic if !mentions.is_empty() => fitting(|quote_bytes, _| {
            let mut draft = Draft::default();
            draft
                .say("What would you like to know about “")
                .name(&cut(&understood.question.text, TOPIC_CHARS))
                .say("”? ");
            nearest(&mut draft, mentions, "The articles mention it here:", corpus, quote_bytes);
            draft
        }),
        Intent::Topic => fitting(|_, _| {
            let mut draft = Draft::default();
            draft
                .say("The articles don’t mention “")
                .name(&cut(&understood.question.text, TOPIC_CHARS))
                .say("”. `/sources` lists them.");
            draft
        }),
        Intent::Empty | Intent::Noise | Intent::Question => Reply::plain(
            "Ask me a question about the articles, such as *who …?* or *how many …?* `/sources` lists them, `/help` says more.",
        ),
    }
}

/// The reply to a command or button that the bot does not have.
#[must_use]
pub fn unknown_command() -> Reply {
    Reply {
        private: true,
        ..Reply::plain("I don’t know that command; it may be from an older version. `/help` lists what I can do.")
    }
}

/// The reply to a source that does not exist.
#[must_use]
pub fn unknown_source(name: &str) -> Reply {
    let mut draft = Draft::default();
    draft.say("There is no source “").name(&cut(name, TOPIC_CHARS)).say("”. `/sources` lists them.");
    Reply { private: true, ..draft.finish() }
}

/// The reply when something went wrong inside.
#[must_use]
pub fn failure() -> Reply {
    Reply {
        private: true,
        ..Reply::plain(
            "Something went wrong on my side, and I would rather say nothing than something wrong. Please try again; whoever runs me finds the reason in the log.",
        )
    }
}

/// The reply when not even the shortest form of an answer fits.
pub(super) fn too_long() -> Reply {
    Reply::plain("The answer is too long to show here. Ask for one part of it, or limit the question to one source.")
}
