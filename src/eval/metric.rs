//! Metrics on words.

use std::collections::HashMap;

/// `text` as SQuAD's script compares it: lower case, no punctuation, no articles, one space between words.
#[must_use]
pub fn normalized(text: &str) -> Vec<String> {
    let plain: String =
        text.to_lowercase().chars().filter(|c| !(c.is_ascii_punctuation() || "“”‘’–—".contains(*c))).collect();
    plain.split_whitespace().filter(|word| !matches!(*word, "a" | "an" | "the")).map(ToOwned::to_owned).collect()
}

/// Whether two answers are the same after normalisation (Rajpurkar et al., 2016).
#[must_use]
pub fn exact_match(given: &str, gold: &str) -> bool {
    normalized(given) == normalized(gold)
}

/// The harmonic mean of precision and recall over the words of two answers, 0 to 1 (Rajpurkar et al., 2016).
#[must_use]
pub fn f1(given: &str, gold: &str) -> f64 {
    let (given, gold) = (normalized(given), normalized(gold));
    if given.is_empty() || gold.is_empty() {
        return if given == gold { 1.0 } else { 0.0 };
    }
    let mut left: HashMap<&str, u32> = HashMap::new();
    for word in &gold {
        *left.entry(word).or_insert(0) += 1;
    }
    let mut shared = 0_u32;
    for word in &given {
        if let Some(count) = left.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    let words = u32::try_from(given.len() + gold.len()).unwrap_or(u32::MAX);
    2.0 * f64::from(shared) / f64::from(words)
}

/// `text` with one space for every stretch of white space, and none at the ends.
#[must_use]
pub fn squash(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
