//! Terms: what is left of a word when spelling and inflection are taken away.

use super::fold;

/// A folded and stemmed word, as a 64-bit FNV-1a hash.
///
/// A hash compares in one instruction and needs no shared table. That any two of a million distinct stems
/// share one has a chance of three in a hundred million (half the square of their number over 2^64).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(u64);

impl Term {
    /// The term of an already stemmed word.
    #[must_use]
    pub fn of_stem(stem: &str) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in stem.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Self(hash)
    }

    /// The term as a number: how it is kept on disk.
    #[must_use]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The term of a number that [`bits`](Self::bits) gave.
    #[must_use]
    pub fn of_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The term as a word of 16 hexadecimal digits: how it is written to an index.
    #[must_use]
    pub fn key(self) -> String {
        format!("{:016x}", self.0)
    }
}

/// Snowball's English stemmer ("Porter 2").
pub struct Stemmer(rust_stemmers::Stemmer);

impl Default for Stemmer {
    fn default() -> Self {
        Self(rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English))
    }
}

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stemmer")
    }
}

impl Stemmer {
    /// The stem of a folded word. Words with digits stay as they are.
    #[must_use]
    pub fn stem(&self, folded: &str) -> String {
        if folded.bytes().any(|b| b.is_ascii_digit()) {
            return folded.to_owned();
        }
        self.0.stem(folded).into_owned()
    }

    /// The term of a word as it stands in a text: folded, then stemmed.
    #[must_use]
    pub fn term(&self, word: &str) -> Term {
        Term::of_stem(&self.stem(&fold(word)))
    }
}
