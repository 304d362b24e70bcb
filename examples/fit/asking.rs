//! Questions as people type them.

use pullquote::text::is_function_word;

/// A small generator with a fixed seed (`SplitMix64`).
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn chance(&mut self, one_in: u64) -> bool {
        self.next().is_multiple_of(one_in)
    }
}

/// A question as people type it: every second one in lower case without its question mark, of those every
/// second one without its small words, and every fourth with two letters swapped in a long word.
pub(super) fn typed(question: &str, random: &mut Random) -> String {
    if !random.chance(2) {
        return question.to_owned();
    }
    let mut words: Vec<String> =
        question.to_lowercase().trim_end_matches('?').split_whitespace().map(ToOwned::to_owned).collect();
    if random.chance(2) {
        let asks =
            |word: &str| matches!(word, "who" | "what" | "when" | "where" | "which" | "why" | "how" | "many" | "much");
        words.retain(|word| asks(word) || !is_function_word(word));
    }
    if random.chance(4)
        && let Some(long) = words.iter_mut().find(|word| word.len() > 6 && word.is_ascii())
    {
        let mut letters: Vec<char> = long.chars().collect();
        letters.swap(3, 4);
        *long = letters.into_iter().collect();
    }
    words.join(" ")
}
