//! What the bot says when it has no answer to give.

use super::answer::nearest;
use super::draft::{Draft, harmless};
use super::source::{articles, cut};
use super::{Language, Phrase, Reply};
use crate::answer::{Evidence, Understood};
use crate::corpus::Corpus;
use crate::question::Intent;

/// Topics longer than this are cut.
const TOPIC_CHARS: usize = 80;
/// So many digits of the corpus's hash tell one corpus from another.
const HASH_DIGITS: usize = 12;

/// A reply of one phrase that has nothing to fill in.
#[must_use]
pub fn plain(phrase: Phrase, language: Language) -> Reply {
    Reply::plain(phrase.fill(language, &[]))
}

/// As [`plain`], for the asker alone.
#[must_use]
pub fn aside(phrase: Phrase, language: Language) -> Reply {
    Reply::private(phrase.fill(language, &[]))
}

/// Somebody's words, at most so many characters of them and none that Discord would read as more.
#[must_use]
pub fn shortened(words: &str, chars: usize) -> String {
    harmless(&cut(words, chars))
}

/// What the bot does and how to ask, where a part of the articles is heard, or all.
#[must_use]
pub fn help(corpus: &Corpus, part: Option<&str>, language: Language) -> Reply {
    Reply::plain(Phrase::Help.fill(language, &[&articles(corpus.documents_in(part).count(), language)]))
}

/// What the bot runs on, where a part of the articles is heard, or all. `indexed_at` is in seconds since 1970; `None` where nobody took note.
#[must_use]
pub fn about(corpus: &Corpus, part: Option<&str>, indexed_at: Option<u64>, language: Language) -> Reply {
    let (n_passages, hash) = match part {
        None => (corpus.passages().len(), corpus.hash()),
        Some(folder) => corpus.part(folder).map_or((0, ""), |part| (part.n_passages(), part.hash())),
    };
    let hash: String = hash.chars().take(HASH_DIGITS).collect();
    let (articles, passages) = (articles(corpus.documents_in(part).count(), language), n_passages.to_string());
    let mut text = Phrase::About.fill(language, &[env!("CARGO_PKG_VERSION"), &articles, &passages, &hash]);
    if let Some(at) = indexed_at {
        // Discord shows the time in the reader's own zone.
        text = format!("{text}\n- {}", Phrase::IndexedAt.fill(language, &[&format!("<t:{at}:f>")]));
    }
    Reply::plain(text)
}

/// What is said to what is no question.
pub(super) fn not_a_question(
    draft: &mut Draft,
    intent: Intent,
    mentions: &[Evidence],
    understood: &Understood,
    corpus: &Corpus,
    quote_bytes: usize,
) {
    let topic = || harmless(&cut(&understood.question.text, TOPIC_CHARS));
    match intent {
        Intent::Help => {
            let n = articles(corpus.documents_in(understood.part.as_deref()).count(), draft.language());
            draft.tell(Phrase::Help, &[&n]);
        }
        Intent::Greeting => {
            draft.tell(Phrase::Greeting, &[]);
        }
        Intent::Thanks => {
            draft.tell(Phrase::Thanks, &[]);
        }
        Intent::Topic if !mentions.is_empty() => {
            draft.tell(Phrase::TopicWhat, &[&topic()]).say(" ");
            nearest(draft, mentions, Phrase::TopicMentioned, corpus, quote_bytes);
        }
        Intent::Topic => {
            draft.tell(Phrase::TopicUnmentioned, &[&topic()]);
        }
        Intent::Empty | Intent::Noise | Intent::Question => {
            draft.tell(Phrase::AskMe, &[]);
        }
    }
    draft.say("\n");
}

/// The reply to a source that does not exist.
#[must_use]
pub fn unknown_source(name: &str, language: Language) -> Reply {
    let name = harmless(&cut(name, TOPIC_CHARS));
    Reply::private(Phrase::UnknownSource.fill(language, &[&name]))
}

/// That the part of the articles which is to be heard, a folder, holds none.
#[must_use]
pub fn part_gone(folder: &str, language: Language) -> Reply {
    Reply::private(Phrase::PartGone.fill(language, &[&shortened(folder, TOPIC_CHARS)]))
}

/// The refusal of a question that may be asked again in `seconds`: a phrase that says why.
///
/// `is_final` says that until then further questions get no reply at all.
#[must_use]
pub fn refusal(why: Phrase, seconds: u64, is_final: bool, language: Language) -> Reply {
    let unit = if seconds == 1 { Phrase::OneSecond } else { Phrase::Seconds };
    let mut text = why.fill(language, &[&unit.fill(language, &[&seconds.to_string()])]);
    if is_final {
        text = format!("{text} {}", Phrase::PassOver.text(language));
    }
    Reply::private(text)
}
