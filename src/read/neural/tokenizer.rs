//! Word pieces, and the bytes that each of them stands for.

use std::collections::HashMap;

use regex::Regex;
use rten_text::models::{Model as _, WordPiece, WordPieceOptions};
use rten_text::normalizers::{Bert, BertOptions, Normalizer};
use serde::Deserialize;

use super::ReaderFileError;
use crate::text::Span;

/// What is cut apart before word pieces are looked up, as BERT's own tokenizer does it (Devlin et al., 2019):
/// a mark or a Chinese character by itself, and stretches without white space, marks or such characters.
const PIECES: &str = r"(?x)
    [\p{P}\$\+<=>\^`\|~\p{Han}] | [^\s\p{P}\$\+<=>\^`\|~\p{Han}]+";
/// What is not seen, inside a stretch as well.
const UNSEEN: &str = r"[\p{C}\u{FFFD}]";

/// Turns text into the network's tokens.
pub(super) struct Tokenizer {
    vocabulary: WordPiece,
    normalizer: Bert,
    pieces: Regex,
    unseen: Regex,
    pub(super) begin: u32,
    pub(super) separator: u32,
}

/// What is read of Hugging Face's `tokenizer.json`. The rest of it describes what BERT's tokenizer always does.
#[derive(Deserialize)]
struct TokenizerFile {
    model: VocabularyFile,
}

#[derive(Deserialize)]
struct VocabularyFile {
    vocab: HashMap<String, u32>,
}

/// A token and the word, mark or character that it is a piece of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) id: u32,
    /// In bytes of the text. All pieces of one word have the word's span: an answer never ends inside one.
    pub(super) span: Span,
}

impl Tokenizer {
    /// Reads Hugging Face's `tokenizer.json`.
    pub(super) fn parse(json: &str) -> Result<Self, ReaderFileError> {
        let unusable = |error: &dyn std::fmt::Display| ReaderFileError::Tokenizer(error.to_string());
        let file: TokenizerFile = serde_json::from_str(json).map_err(|error| unusable(&error))?;
        let id = |name: &str| file.model.vocab.get(name).copied().ok_or_else(|| unusable(&format!("it lacks {name}")));
        let (begin, separator, _) = (id("[CLS]")?, id("[SEP]")?, id("[UNK]")?);
        let pattern = |pattern| Regex::new(pattern).map_err(|error| unusable(&error));
        let (pieces, unseen) = (pattern(PIECES)?, pattern(UNSEEN)?);
        let normalizer = Bert::new(BertOptions { lowercase: true, strip_accents: true });
        let vocabulary = WordPiece::from_vocab(file.model.vocab, WordPieceOptions::default());
        Ok(Self { vocabulary, normalizer, pieces, unseen, begin, separator })
    }

    /// The tokens of `text` in order. Words that cannot be cut into known pieces are one unknown token.
    pub(super) fn encode(&self, text: &str) -> Vec<Piece> {
        let mut found = Vec::with_capacity(text.len() / 4);
        for word in self.pieces.find_iter(text) {
            let span = Span::new(word.start(), word.end());
            // Neither can fail for a vocabulary of word pieces; a word that did would go unread.
            let Ok((plain, _)) = self.normalizer.normalize(&self.unseen.replace_all(word.as_str(), "")) else {
                continue;
            };
            if plain.is_empty() {
                continue;
            }
            let mut add = |_: usize, id: u32| found.push(Piece { id, span });
            _ = self.vocabulary.encode_with_offsets(&plain, &mut add);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::shipped;
    use super::*;

    #[test]
    fn odd_texts_are_cut_as_the_network_was_trained_on() {
        let mut n_checked = 0;
        for line in shipped::checks() {
            let (Some(text), true) = (line.text, line.question.is_none()) else { continue };
            let ids: Vec<u32> = shipped::neural().tokenizer.encode(&text).iter().map(|piece| piece.id).collect();
            assert_eq!(ids, line.ids, "{text:?}");
            n_checked += 1;
        }
        assert!(n_checked > 20, "{n_checked} texts");
    }

    proptest! {
        #[test]
        fn pieces_stand_on_the_borders_of_characters_in_the_order_of_the_text(text in "\\PC{0,60}|(?s).{0,40}") {
            let pieces = shipped::neural().tokenizer.encode(&text);
            let mut end = 0;
            let mut last = Span::new(0, 0);
            for piece in pieces {
                prop_assert!(text.get(piece.span.start..piece.span.end).is_some_and(|word| !word.is_empty()));
                prop_assert!(piece.span == last || piece.span.start >= end);
                (last, end) = (piece.span, piece.span.end);
            }
        }
    }
}
