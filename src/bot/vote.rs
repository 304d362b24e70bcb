//! What people think of an answer, and what they say would have been right.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::answer::{Answer, AnswerValue};
use crate::corpus::{Corpus, hex};
use crate::render::printable;

/// So many hexadecimal digits of a hash name a case: of a million cases two share one with a chance of one in
/// thirty million (half the square of their number over 2^64).
const CASE_DIGITS: usize = 16;

/// A vote on an answer. It names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Vote {
    /// The question, complete in itself.
    pub question: String,
    /// The source it was limited to.
    #[serde(default)]
    pub source: Option<String>,
    /// What was answered: the words of each value, best first; empty where there was no answer, or it
    /// is another now.
    #[serde(default)]
    pub answers: Vec<String>,
    /// Where these words stand, one place for each of them. None in votes of versions that did not keep them.
    #[serde(default)]
    pub quotes: Vec<VotedQuote>,
    /// Whether the values were said to contradict each other.
    #[serde(default)]
    pub conflict: bool,
    /// Whether the answer is another now, so that what was voted on is not known.
    #[serde(default)]
    pub outdated: bool,
    /// Which articles it was answered from: the corpus's hash.
    pub corpus: String,
    /// Whether the answer helped.
    pub helped: bool,
}

/// A quote that somebody voted on, in an article's words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VotedQuote {
    /// The article's slug.
    pub doc: String,
    /// The answer's words.
    pub text: String,
    /// The sentences that they were quoted in.
    pub sentence: String,
}

impl Vote {
    /// What names the case that a vote belongs to: the same for everybody who votes the same way on the same
    /// answer.
    #[must_use]
    pub fn case(&self) -> String {
        let mut hash = Sha256::new();
        let parts = [self.question.as_str(), self.source.as_deref().unwrap_or_default(), self.corpus.as_str()];
        for part in parts.into_iter().chain(self.answers.iter().map(String::as_str)) {
            hash.update(format!("{}:{part}", part.len()));
        }
        hash.update([u8::from(self.helped), u8::from(self.outdated)]);
        let mut name = hex(&hash.finalize());
        name.truncate(CASE_DIGITS);
        name
    }
}

/// The places of the words that an answer shows, one for each value.
pub(super) fn voted_quotes(answer: &Answer, corpus: &Corpus) -> Vec<VotedQuote> {
    let Answer::Quoted(quoted) = answer else { return Vec::new() };
    let quote = |value: &AnswerValue| {
        let evidence = value.evidence.first()?;
        Some(VotedQuote {
            doc: corpus.document(evidence.doc()).slug.clone(),
            text: evidence.answer_words().to_owned(),
            sentence: evidence.quote.words().to_owned(),
        })
    };
    quoted.values.iter().filter_map(quote).collect()
}

/// Whether this can name a case.
pub(super) fn is_case(name: &str) -> bool {
    name.len() == CASE_DIGITS && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// What somebody says would have been right. It names nobody but whom its words name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The [`Vote::case`] that it belongs to.
    pub case: String,
    /// The words: one line of at most [`Note::LIMIT`] characters, none of which could control a terminal.
    pub note: String,
}

impl Note {
    /// The most characters of a note.
    pub const LIMIT: usize = 500;

    /// The note on a case in somebody's words; `None` if nothing of them is left.
    #[must_use]
    pub fn new(case: &str, words: &str) -> Option<Self> {
        let line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        // Again afterwards: what is not printable may have stood between two spaces.
        let note: String = line(&printable(&line(words))).chars().take(Self::LIMIT).collect();
        let note = note.trim();
        (!note.is_empty()).then(|| Self { case: case.to_owned(), note: note.to_owned() })
    }
}

/// What became of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noted {
    /// It is kept.
    Kept,
    /// The case that it belongs to is not kept any more, and so it is not either.
    NoCase,
    /// It could not be kept; that has been logged.
    Failed,
}

/// Where votes are kept.
pub trait VoteKeeper: Send + Sync {
    /// Keeps a vote. Returns whether it was kept; a failure has been logged.
    fn keep(&self, vote: &Vote) -> bool;

    /// Keeps a note on a vote that was kept before.
    fn note(&self, note: &Note) -> Noted;
}
