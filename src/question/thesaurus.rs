//! General English: which words may stand for which.
//!
//! The lists are data, with their origin beside them in `data/README.md`: one made from WordNet, one
//! learned from questions and the sentences that answer them, one written by hand for everyday speech, and
//! the countries with their other names.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Stemmer, Term, country_forms};

static LINES: LazyLock<HashMap<&'static str, Vec<(&'static str, f32)>>> = LazyLock::new(|| {
    let mut lines: HashMap<&str, Vec<(&str, f32)>> = HashMap::new();
    let files = [
        include_str!("../../data/everyday.tsv"),
        include_str!("../../data/associations.tsv"),
        include_str!("../../data/thesaurus.tsv"),
    ];
    for file in files {
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let Some((word, others)) = line.split_once('\t') else { continue };
            let pairs = others.split_whitespace().filter_map(|pair| {
                let (other, tenths) = pair.rsplit_once(':')?;
                Some((other, tenths.parse::<f32>().ok()? / 10.0))
            });
            lines.entry(word).or_default().extend(pairs);
        }
    }
    lines
});

/// What may stand for a folded word in an article, each with its worth in (0, 1).
///
/// An inflected word that has no line of its own is looked up by its usual base forms.
pub(super) fn related(word: &str, stemmer: &Stemmer) -> Vec<(Vec<Term>, f32)> {
    let bases = bases(word);
    let listed = bases.iter().filter_map(|base| LINES.get(base.as_str())).flatten();
    let mut found: Vec<(Vec<Term>, f32)> = listed.map(|(other, weight)| (phrase(other, stemmer), *weight)).collect();
    found.extend(country_forms(word).into_iter().map(|(form, weight)| (phrase(form, stemmer), weight)));
    found
}

/// Whether general English or geography knows the word: then it is no misspelling.
pub(crate) fn is_general_word(word: &str) -> bool {
    bases(word).iter().any(|base| LINES.contains_key(base.as_str())) || !country_forms(word).is_empty()
}

/// The general word that a folded one is one edit away from: a letter too many, too few, wrong, or two
/// swapped. `None` if it is a word itself, or short, or nothing is near. The first in the alphabet wins.
pub(crate) fn nearest_general_word(word: &str) -> Option<&'static str> {
    const SHORTEST: usize = 6;
    if word.len() < SHORTEST || !word.bytes().all(|b| b.is_ascii_lowercase()) || is_general_word(word) {
        return None;
    }
    let near = |other: &&&str| {
        other.len().abs_diff(word.len()) <= 1
            && other.as_bytes().first() == word.as_bytes().first()
            && strsim::damerau_levenshtein(other, word) == 1
    };
    LINES.keys().filter(near).min().copied()
}

fn phrase(words: &str, stemmer: &Stemmer) -> Vec<Term> {
    words.split(['_', ' ', '-']).filter(|word| !word.is_empty()).map(|word| stemmer.term(word)).collect()
}

/// The word, and what it may be an inflection of.
pub(super) fn bases(word: &str) -> Vec<String> {
    let mut bases = vec![word.to_owned()];
    for (suffix, replacements) in [
        ("ies", ["y", ""]),
        ("ied", ["y", ""]),
        ("es", ["", "e"]),
        ("s", ["", ""]),
        ("ed", ["", "e"]),
        ("ing", ["", "e"]),
        ("ers", ["er", ""]),
    ] {
        let Some(root) = word.strip_suffix(suffix).filter(|root| root.len() > 2) else { continue };
        bases.extend(replacements.iter().map(|end| format!("{root}{end}")));
        // "stopped", "running"
        let mut doubled = root.chars().rev();
        if matches!(suffix, "ed" | "ing") && doubled.next() == doubled.next() {
            bases.extend(root.get(..root.len() - 1).map(ToOwned::to_owned));
        }
    }
    bases.dedup();
    bases
}
