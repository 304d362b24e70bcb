//! Runs of words, as hashes.

use rayon::prelude::*;

use super::LIKELY;
use crate::text::fold;

/// So many words are a shingle: fewer stand in articles that have nothing to do with each other, and each word that was
/// changed takes as many shingles with it.
const WORDS: usize = 3;
/// One shingle in so many is in a sketch, …
const RATE: usize = 8;
/// … and so many at least: a short article that stands in a long one shares few of the smallest hashes with it.
const SKETCH_LEAST: usize = 32;

/// What is remembered of an article's shingles: how many it has, and some of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::corpus) struct Sketch {
    n_shingles: u32,
    /// Those with the smallest hashes, of which the lower halves, in rising order.
    sample: Box<[u32]>,
}

impl Sketch {
    /// The sketch of an article with this body.
    pub(in crate::corpus) fn of(body: &str) -> Self {
        let mut all = shingles(body);
        let n_shingles = u32::try_from(all.len()).unwrap_or(u32::MAX);
        all.truncate((all.len() / RATE).max(SKETCH_LEAST));
        // The upper halves are all small: they are what it was chosen by.
        let low = |hash: u64| u32::try_from(hash & u64::from(u32::MAX)).ok();
        let mut sample: Vec<u32> = all.into_iter().filter_map(low).collect();
        sample.sort_unstable();
        sample.dedup();
        Self { n_shingles, sample: sample.into() }
    }

    /// A sketch that was written down.
    pub(in crate::corpus) fn of_parts(n_shingles: u32, sample: Box<[u32]>) -> Self {
        Self { n_shingles, sample }
    }

    /// How many distinct shingles the article has.
    pub(in crate::corpus) fn n_shingles(&self) -> u32 {
        self.n_shingles
    }

    /// The shingles that are remembered, in rising order.
    pub(in crate::corpus) fn sample(&self) -> &[u32] {
        &self.sample
    }

    /// How many of them are remembered of both.
    pub(super) fn n_common(&self, other: &Self) -> u32 {
        n_common(&self.sample, &other.sample)
    }

    /// Whether much of the article seems to stand in the other one, where so many shingles are remembered of both.
    pub(super) fn is_likely_in(&self, other: &Self, n_common: u32) -> bool {
        // The one that remembers the smaller share decides how many of the other's could be there.
        let comparable = f64::from(self.n_shingles) * self.share().min(other.share());
        n_common > 0 && f64::from(n_common) >= LIKELY * comparable
    }

    /// The share of its shingles that is remembered.
    fn share(&self) -> f64 {
        let n = u32::try_from(self.sample.len()).unwrap_or(u32::MAX);
        f64::from(n) / f64::from(self.n_shingles.max(1))
    }
}

/// The shingles that are remembered of more than one article, in rising order.
pub(super) fn repeated(sketches: &[&Sketch]) -> Vec<u32> {
    let mut all: Vec<u32> = sketches.par_iter().flat_map_iter(|sketch| sketch.sample.iter().copied()).collect();
    all.par_sort_unstable();
    let mut repeated: Vec<u32> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    repeated.dedup();
    repeated
}

/// How many distinct shingles stand in both texts.
pub(super) fn shared(a: &str, b: &str) -> u32 {
    n_common(&shingles(a), &shingles(b))
}

/// How many stand in both of two lists in rising order.
fn n_common<T: Ord>(a: &[T], b: &[T]) -> u32 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut n = 0;
    while let (Some(first), Some(second)) = (a.peek(), b.peek()) {
        let order = first.cmp(second);
        n += u32::from(order.is_eq());
        if order.is_le() {
            a.next();
        }
        if order.is_ge() {
            b.next();
        }
    }
    n
}

/// The shingles of a text, each once, in rising order. Case, accents and marks make no difference.
fn shingles(text: &str) -> Vec<u64> {
    let words: Vec<u64> = text.split_whitespace().filter_map(word).collect();
    let join = |words: &[u64]| words.iter().fold(0, |hash, word| mixed(hash ^ *word));
    let mut all: Vec<u64> = words.windows(WORDS).map(join).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A word's letters and digits as a hash (FNV-1a); `None` if it has none.
fn word(word: &str) -> Option<u64> {
    let hash = |bytes: &mut dyn Iterator<Item = u8>| {
        let (mut hash, mut n) = (0xcbf2_9ce4_8422_2325_u64, 0);
        for byte in bytes {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            n += 1;
        }
        (n > 0).then_some(hash)
    };
    if word.is_ascii() {
        // As it folds, without a text of its own: most words are such.
        return hash(&mut word.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase()));
    }
    let folded = fold(word);
    hash(&mut folded.chars().filter(|c| c.is_alphanumeric()).collect::<String>().bytes())
}

/// Spreads a hash over all its bits (the finalizer of `SplitMix64`).
fn mixed(hash: u64) -> u64 {
    let z = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
