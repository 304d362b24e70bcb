//! Other names that the articles themselves give: acronyms in brackets, "also known as".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rayon::prelude::*;
use regex::Regex;

use super::Document;
use crate::text::Span;

/// Two names that an article says are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alias {
    /// The name that comes first in the article.
    pub name: String,
    /// What it is also called.
    pub other: String,
}

/// A name: capitalised words, with small words between.
const NAME: &str =
    r"\p{Lu}[\p{L}\p{N}’'\-]*(?: (?:of|the|and|for|de|al|ul|in|on) \p{Lu}[\p{L}\p{N}’'\-]*| \p{Lu}[\p{L}\p{N}’'\-]*)*";

static LONG_SHORT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r#"({NAME}) \(["“]?(\p{{Lu}}[\p{{L}}\p{{N}}.&]{{1,9}})["”]?\)"#)).ok());
static SHORT_LONG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"\b(\p{{Lu}}{{2,9}}) \(({NAME})\)")).ok());
static KNOWN_AS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // "X called Y" names nobody otherwise: it must be said that he is called so.
    let adverb = "(?:also|better|formerly|previously|otherwise|commonly|popularly|sometimes|widely)";
    let known = format!("(?:(?:{adverb} )?(?:known|referred to) as|{adverb} called)");
    Regex::new(&format!(r#"({NAME})(?: \(\p{{Lu}}[\p{{L}}.]*\))?,? \(?{known} (?:the |an? )?["“]?({NAME})"#)).ok()
});

/// The aliases of some documents, each with how many of them give it.
pub(super) fn learn<'a>(documents: impl ParallelIterator<Item = &'a Document>) -> BTreeMap<Alias, u32> {
    let of = |document: &Document| {
        let mut found = BTreeSet::new();
        for sentence in document.sentences() {
            let sentence = sentence.cut(document.body());
            if sentence.contains('(') {
                collect(&LONG_SHORT, sentence, &mut found, |long, short| {
                    tail_spelled_by(long, short).map(|long| (long, short.to_owned()))
                });
                collect(&SHORT_LONG, sentence, &mut found, |short, long| {
                    tail_spelled_by(long, short).map(|long| (long, short.to_owned()))
                });
            }
            if sentence.contains("known as") || sentence.contains("called") || sentence.contains("referred to") {
                collect(&KNOWN_AS, sentence, &mut found, |name, other| {
                    Some((without_article(name).to_owned(), other.to_owned()))
                });
            }
        }
        found
    };
    let one_by_one = documents.map(of).fold(BTreeMap::new, |mut all, found| {
        add(&mut all, found.into_iter().map(|alias| (alias, 1)));
        all
    });
    one_by_one.reduce(BTreeMap::new, |mut all, more| {
        add(&mut all, more.into_iter());
        all
    })
}

fn add(all: &mut BTreeMap<Alias, u32>, more: impl Iterator<Item = (Alias, u32)>) {
    for (alias, n) in more {
        *all.entry(alias).or_insert(0) += n;
    }
}

fn collect(
    pattern: &LazyLock<Option<Regex>>,
    sentence: &str,
    found: &mut BTreeSet<Alias>,
    accept: impl Fn(&str, &str) -> Option<(String, String)>,
) {
    let Some(pattern) = pattern.as_ref() else { return };
    for captures in pattern.captures_iter(sentence) {
        let (Some(first), Some(second)) = (captures.get(1), captures.get(2)) else { continue };
        if let Some((name, other)) = accept(first.as_str(), second.as_str())
            && name != other
        {
            found.insert(Alias { name, other });
        }
    }
}

/// The end of `long` whose words begin with the letters of `short`: in "The World Health Organization
/// (WHO)" that is "World Health Organization". Small words may be left out of the letters.
fn tail_spelled_by(long: &str, short: &str) -> Option<String> {
    let letters: Vec<char> = short.chars().filter(|c| c.is_uppercase()).collect();
    if letters.len() < 2 {
        return None;
    }
    let starts: Vec<(usize, char)> = long
        .char_indices()
        .filter(|(at, _)| *at == 0 || long.get(..*at).is_some_and(|before| before.ends_with([' ', '-'])))
        .collect();
    let mut wanted = letters.iter().rev();
    let mut next = wanted.next()?;
    for (at, initial) in starts.into_iter().rev() {
        if initial.to_uppercase().eq(next.to_uppercase()) {
            match wanted.next() {
                Some(letter) => next = letter,
                None => return long.get(at..).map(ToOwned::to_owned),
            }
        } else if initial.is_uppercase() {
            return None;
        }
    }
    None
}

static NAMES: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(NAME).ok());

/// The name in `sentence` whose words begin with the letters of `acronym`, in any case, as a span of the sentence;
/// `None` if there is none, or the acronym has fewer than three letters.
#[must_use]
pub fn written_out(sentence: &str, acronym: &str) -> Option<Span> {
    let letters = acronym.to_uppercase();
    if letters.chars().count() < 3 {
        return None;
    }
    NAMES.as_ref()?.find_iter(sentence).find_map(|name| {
        let end = name.end();
        let words = tail_spelled_by(name.as_str(), &letters)?;
        words.contains(' ').then(|| Span::new(end - words.len(), end))
    })
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("The ").unwrap_or(name)
}
