//! How many articles are taken for copies that are none, and how many copies are found when they were edited.
//!
//! For each folder its articles are loaded: whatever is a copy among them is named, for somebody to judge. Then every
//! article of some length comes a second time, edited in one way at a time, beside all of them as they are.

use std::collections::HashMap;
use std::path::Path;

use pullquote::corpus::{self, Corpus, Document, Metadata};
use pullquote::text::{sentences, tokenize};

use crate::corpus::Random;

/// Articles with fewer words are not edited.
const EDITED_LEAST: usize = 100;
/// A paragraph of so many bytes is running text.
const LONG_PARAGRAPH: usize = 300;
/// Words of fewer letters are not changed: most are function words.
const WORD_LEAST: usize = 4;

/// Of the articles of a folder, which are copies, and which edits are seen through.
pub(crate) fn run(folder: &Path) -> String {
    let loaded = corpus::load(folder).expect("a folder with articles").corpus;
    let mut lines = vec![format!("## {}\n\n{} articles", folder.display(), loaded.documents().len())];
    for document in loaded.documents() {
        if let Some(original) = document.copy_of {
            lines.push(format!("- {} is a copy of {}", document.slug, loaded.document(original).slug));
        }
    }
    // What is a copy already would be found beside another one.
    let plain: Vec<&Document> =
        loaded.documents().iter().filter(|it| it.copy_of.is_none() && it.n_words() >= EDITED_LEAST).collect();
    let words = words(&plain);
    lines.push(format!("\n| {} articles, each a second time | marked as copies |\n|---|---:|", plain.len()));
    for (name, edit) in EDITS {
        let mut random = Random(4);
        let edited = plain.iter().map(|it| (*it, edit(it.body(), &words, &mut random)));
        // What has no number, or no name, cannot have another one.
        let (of, edited): (Vec<&Document>, Vec<String>) = edited.filter(|(it, edited)| it.body() != edited).unzip();
        lines.push(format!("| {name} | {:.1} % of {} |", 100.0 * found(&of, edited), of.len()));
    }
    lines.join("\n")
}

/// The share of the edited articles that are copies of what they were made of, or the other way round.
#[expect(clippy::cast_precision_loss, reason = "there are some thousands")]
fn found(plain: &[&Document], edited: Vec<String>) -> f64 {
    let document = |slug: String, body: String| Document::new(slug.clone(), slug, Metadata::default(), body);
    let before = plain.iter().map(|it| document(it.slug.clone(), it.body().to_owned()));
    let after = plain.iter().zip(edited).map(|(it, body)| document(format!("{} edited", it.slug), body));
    let corpus = Corpus::new(before.chain(after).collect());
    let places: HashMap<&str, usize> = corpus.documents().iter().map(|it| it.slug.as_str()).zip(0..).collect();
    let is_found = |slug: &str| {
        let first = &corpus.documents()[places[slug]];
        let second = &corpus.documents()[places[format!("{slug} edited").as_str()]];
        first.copy_of == Some(second.id) || second.copy_of == Some(first.id)
    };
    plain.iter().filter(|it| is_found(&it.slug)).count() as f64 / plain.len().max(1) as f64
}

type Edit = fn(&str, &[String], &mut Random) -> String;

const EDITS: &[(&str, Edit)] = &[
    ("as it is, under another headline and byline", |body, _, _| {
        format!("Printed Again Today\n\nBy Our Own Reporter\n\n{body}")
    }),
    ("5 % of its longer words are others", |body, words, random| substituted(body, words, random, 5)),
    ("10 %", |body, words, random| substituted(body, words, random, 10)),
    ("20 %", |body, words, random| substituted(body, words, random, 20)),
    ("30 %", |body, words, random| substituted(body, words, random, 30)),
    ("one sentence in five is gone", |body, _, random| without_sentences(body, random, 20)),
    ("two in five", |body, _, random| without_sentences(body, random, 40)),
    ("the second half of its paragraphs is gone", |body, _, _| first_paragraphs(body, 2)),
    ("all but the first quarter", |body, _, _| first_paragraphs(body, 4)),
    ("its paragraphs stand the other way round", |body, _, _| {
        body.split("\n\n").collect::<Vec<_>>().into_iter().rev().collect::<Vec<_>>().join("\n\n")
    }),
    ("10 % others, and half of the paragraphs gone", |body, words, random| {
        first_paragraphs(&substituted(body, words, random, 10), 2)
    }),
    ("one number is another: no copy", |body, _, _| {
        changed(body, |word| word.bytes().all(|b| b.is_ascii_digit()), "7713")
    }),
    ("one name is another: no copy", |body, _, _| {
        let mut is_first = true;
        let is_name =
            |word: &str| word.len() > 3 && word.starts_with(char::is_uppercase) && !std::mem::take(&mut is_first);
        changed(body, is_name, "Quillhaven")
    }),
];

/// The words in lower case that are long enough to be changed, each as often as it stands.
fn words(documents: &[&Document]) -> Vec<String> {
    let of = |document: &&Document| {
        let body = document.body().to_owned();
        let words: Vec<String> = tokenize(&body).iter().map(|token| token.span.cut(&body).to_owned()).collect();
        words.into_iter().filter(|word| is_changed(word))
    };
    documents.iter().flat_map(of).collect()
}

fn is_changed(word: &str) -> bool {
    word.len() >= WORD_LEAST && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn substituted(body: &str, words: &[String], random: &mut Random, percent: usize) -> String {
    rewritten(body, |word| {
        (is_changed(word) && random.below(100) < percent).then(|| words[random.below(words.len())].clone())
    })
}

/// The text with the first fitting word that follows a lower-case one changed, in its first long paragraph: in a
/// headline it would say nothing.
fn changed(body: &str, mut is_it: impl FnMut(&str) -> bool, to: &str) -> String {
    let (mut is_done, mut follows) = (false, false);
    let is_long = |line: &&str| line.len() >= LONG_PARAGRAPH;
    let Some(long) = body.lines().find(is_long) else { return body.to_owned() };
    let instead = rewritten(long, |word| {
        let is_this = !is_done && follows && is_it(word);
        follows = word.starts_with(char::is_lowercase);
        is_done |= is_this;
        is_this.then(|| to.to_owned())
    });
    body.replacen(long, &instead, 1)
}

fn rewritten(body: &str, mut word: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(body.len());
    let mut end = 0;
    for token in tokenize(body).into_iter().filter(|token| token.is_word()) {
        let Some(other) = word(token.span.cut(body)) else { continue };
        out.push_str(body.get(end..token.span.start).unwrap_or_default());
        out.push_str(&other);
        end = token.span.end;
    }
    out + body.get(end..).unwrap_or_default()
}

fn without_sentences(body: &str, random: &mut Random, percent: usize) -> String {
    let paragraphs = body.lines().filter(|line| !line.trim().is_empty());
    let kept = paragraphs.map(|paragraph| {
        let kept = sentences(paragraph).into_iter().filter(|_| random.below(100) >= percent);
        kept.map(|sentence| sentence.cut(paragraph)).collect::<Vec<_>>().join(" ")
    });
    kept.collect::<Vec<_>>().join("\n\n")
}

fn first_paragraphs(body: &str, share: usize) -> String {
    let paragraphs: Vec<&str> = body.split('\n').filter(|line| !line.trim().is_empty()).collect();
    paragraphs[..paragraphs.len().div_ceil(share)].join("\n\n")
}
