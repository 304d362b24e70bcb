//! The network that reads: how likely each stretch of a passage is the answer, by itself.
//!
//! Scores of different passages are comparable: each is a log-odds against "no answer here" in its own
//! window, and does not depend on what else is read. Nothing is downloaded, and no file is opened here:
//! the network comes as bytes.

mod network;
mod tokenizer;
mod window;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{Budget, ToRead, Unread};
use crate::corpus::{Corpus, hex};
use crate::text::Span;
use network::{Network, on_all_cores};
use tokenizer::{Piece, Tokenizer};
use window::{Found, Scored, Window, apart, windows};

/// What the reader's files are: the checksums that lie beside them, as `sha256sum` writes them.
const CHECKSUMS: &str = include_str!("../../models/reader/SHA256SUMS");

/// Why files are no reader.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReaderFileError {
    /// It is not the file that came with this version. Another network may be as good, but nobody has
    /// measured how likely its answers are right.
    #[error("{file} is not the one that this version was measured with: its SHA-256 is {found}, not {wanted}")]
    Unmeasured {
        /// The file.
        file: &'static str,
        /// Its checksum.
        found: String,
        /// The checksum it should have.
        wanted: String,
    },
    /// The words and their pieces.
    #[error("tokenizer.json cannot be used: {0}")]
    Tokenizer(String),
    /// The network.
    #[error("reader.onnx cannot be used: {0}")]
    Network(String),
}

/// A trained network with its tokenizer.
pub struct Neural {
    tokenizer: Tokenizer,
    network: Network,
}

impl std::fmt::Debug for Neural {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Neural")
    }
}

/// A passage with the network's scores for all its words.
#[derive(Debug)]
pub(super) struct ScoredPassage {
    windows: Vec<Scored>,
}

/// The files that come inside the program, so that it needs none beside it.
const ONNX: &[u8] = include_bytes!("../../models/reader/reader.onnx");
const TOKENIZER: &str = include_str!("../../models/reader/tokenizer.json");

impl Neural {
    /// The reader that comes with the program.
    ///
    /// # Errors
    /// [`ReaderFileError`] if this machine cannot run it.
    pub fn shipped() -> Result<Self, ReaderFileError> {
        Self::load_files(Cow::Borrowed(ONNX), TOKENIZER)
    }

    /// The reader in these files: an ONNX network, see `models/reader/CARD.md`, and Hugging Face's
    /// `tokenizer.json`.
    ///
    /// # Errors
    /// [`ReaderFileError`] if either is not the file that this version was measured with, whatever it holds.
    pub fn load(onnx: Vec<u8>, tokenizer: &str) -> Result<Self, ReaderFileError> {
        check("reader.onnx", &onnx)?;
        check("tokenizer.json", tokenizer.as_bytes())?;
        Self::load_unchecked(onnx, tokenizer)
    }

    /// The reader in these files, whichever they are: for those who train one and measure it.
    ///
    /// # Errors
    /// [`ReaderFileError`] if either cannot be used.
    pub fn load_unchecked(onnx: Vec<u8>, tokenizer: &str) -> Result<Self, ReaderFileError> {
        Self::load_files(Cow::Owned(onnx), tokenizer)
    }

    fn load_files(onnx: Cow<'static, [u8]>, tokenizer: &str) -> Result<Self, ReaderFileError> {
        // The runtime is meant to refuse what it cannot read; what makes it panic is refused as well.
        let loaded = catch_unwind(|| {
            let neural = Self { tokenizer: Tokenizer::parse(tokenizer)?, network: Network::load(onnx)? };
            // A network of another shape is found out here, not by the first question.
            let probe = windows(&neural.tokenizer.encode("who?"), &[], &neural.pieces("Nobody.", 0), [0, 0]);
            let scored =
                probe.iter().try_for_each(|window| neural.network.score(&window.tokens, window.second).map(|_| ()));
            scored.map_err(|error| ReaderFileError::Network(error.to_string()))?;
            Ok(neural)
        });
        loaded.unwrap_or_else(|_| Err(ReaderFileError::Network("it is damaged".to_owned())))
    }

    /// The tokens of a text that begins at `start` of the body.
    fn pieces(&self, text: &str, start: usize) -> Vec<Piece> {
        let mut pieces = self.tokenizer.encode(text);
        for piece in &mut pieces {
            piece.span = piece.span.shift(start);
        }
        pieces
    }

    /// Scores every passage for a question; the longest windows first, so that no thread waits long at the end.
    pub(super) fn score(
        &self,
        question: &str,
        corpus: &Corpus,
        passages: &[ToRead],
        budget: &dyn Budget,
    ) -> Result<Vec<ScoredPassage>, Unread> {
        let question = self.tokenizer.encode(question);
        let mut waiting: Vec<(usize, Window)> = Vec::new();
        for (place, read) in passages.iter().enumerate() {
            let passage = corpus.passage(read.passage);
            let document = corpus.document(passage.doc);
            let pieces = self.pieces(passage.span.cut(document.body()), passage.span.start);
            // Who is asked "how did you two meet?", and answers "we met at school", only the title says.
            let is_answer = passage.sentences.clone().any(|place| document.asked_before(place).is_some());
            let context = if is_answer { self.tokenizer.encode(document.title()) } else { Vec::new() };
            let cut = windows(&question, &context, &pieces, [self.tokenizer.begin, self.tokenizer.separator]);
            waiting.extend(cut.into_iter().map(|window| (place, window)));
        }
        waiting.sort_by_key(|(_, window)| std::cmp::Reverse(window.tokens.len()));
        let score = |(place, window): (usize, Window)| {
            if budget.is_spent() {
                return Err(Unread::OutOfTime);
            }
            let logits = self.network.score(&window.tokens, window.second);
            let logits = logits.map_err(|error| Unread::Failed(error.to_string()))?;
            Ok((place, window.scored(&logits)))
        };
        let work = || waiting.into_par_iter().with_max_len(1).map(score).collect::<Result<Vec<_>, Unread>>();
        let scored = catch_unwind(AssertUnwindSafe(|| on_all_cores(work)))
            .unwrap_or_else(|_| Err(Unread::Failed("the network panicked".to_owned())))?;
        let mut found: Vec<ScoredPassage> = passages.iter().map(|_| ScoredPassage { windows: Vec::new() }).collect();
        for (place, window) in scored {
            found[place].windows.push(window);
        }
        Ok(found)
    }
}

fn check(file: &'static str, bytes: &[u8]) -> Result<(), ReaderFileError> {
    let found = hex(&Sha256::digest(bytes));
    let named = |line: &&str| line.split_whitespace().nth(1) == Some(file);
    let wanted = CHECKSUMS.lines().find(named).and_then(|line| line.split_whitespace().next()).unwrap_or_default();
    if found == wanted { Ok(()) } else { Err(ReaderFileError::Unmeasured { file, found, wanted: wanted.to_owned() }) }
}

impl ScoredPassage {
    /// The best words inside `bounds`, best first, at most `n`, none overlapping another.
    pub(super) fn best(&self, bounds: Span, n: usize) -> Vec<Found> {
        apart(self.windows.iter().flat_map(|window| window.best(bounds, n)).collect(), n)
    }

    /// The best margin of these very words in any window.
    pub(super) fn margin(&self, answer: Span) -> Option<f32> {
        self.windows.iter().filter_map(|window| window.margin(answer)).max_by(f32::total_cmp)
    }
}

/// The reader that comes with the program, for the tests of this room.
#[cfg(test)]
mod shipped {
    use std::sync::LazyLock;

    use serde::Deserialize;

    use super::Neural;

    /// A line of `check.jsonl`, which `training/export.py` writes.
    #[derive(Deserialize)]
    pub(super) struct Check {
        pub(super) text: Option<String>,
        pub(super) question: Option<String>,
        pub(super) ids: Vec<u32>,
        pub(super) starts: Option<Vec<f32>>,
        pub(super) ends: Option<Vec<f32>>,
    }

    const CHECKS: &str = include_str!("../../models/reader/check.jsonl");

    pub(super) fn neural() -> &'static Neural {
        static NEURAL: LazyLock<Neural> = LazyLock::new(|| Neural::shipped().expect("it is sound"));
        &NEURAL
    }

    pub(super) fn checks() -> Vec<Check> {
        CHECKS.lines().map(|line| serde_json::from_str(line).expect("a check")).collect()
    }
}
