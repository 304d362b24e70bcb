//! What was learned from a large collection, kept for the next start.

use std::fmt::Write;
use std::fs;

use pullquote::corpus::{Corpus, load, load_kept};

use crate::folder::Folder;

/// A folder with two megabytes of articles, made large by blank lines, so that they are not slow to read.
fn articles() -> Folder {
    let folder = Folder::new();
    let mut lines = String::new();
    for n in 0..40 {
        let report = format!("The report of the Harbour Watch Group (HWG) on engine {n} was read by all of the crew.");
        // A copy under another headline, and a text that differs from all others.
        let own = if n == 7 { "Engine 6".to_owned() } else { format!("Cook {n} had not heard of it.") };
        let report = if n == 7 { report.replace("engine 7", "engine 6") } else { report };
        let body = format!(
            "{own}\n\n{report} Nothing else was said about what had burned in Türkiye.{}",
            " \n".repeat(26_000)
        );
        let _ = writeln!(lines, "{}", serde_json::json!({ "title": format!("Report {n}"), "text": body }));
    }
    // Copies that are heard where their originals are not.
    folder.write("old/news.jsonl", lines.lines().skip(3).step_by(9).collect::<Vec<_>>().join("\n"));
    folder.write("news.jsonl", lines);
    folder.write("zz.md", "A file stands beside them. It is U.S. news of the mayor’s.");
    folder
}

/// Everything that a corpus says of itself, but for its words.
pub(crate) fn shown(corpus: &Corpus) -> String {
    let mut shown = format!("{:#?}\n{}", corpus.passages(), corpus.hash());
    for document in corpus.documents() {
        let _ = write!(
            shown,
            "\n{:?} {} {} {:?} {} {:?} {:?} {:?} {:?}",
            document.id,
            document.slug,
            document.path,
            document.metadata,
            document.hash,
            document.copy_of,
            document.heard_in().collect::<Vec<_>>(),
            document.sentences(),
            document.paragraphs().collect::<Vec<_>>(),
        );
    }
    shown
}

pub(crate) fn assert_same(found: &Corpus, expected: &Corpus, what: &str) {
    assert_eq!(shown(found), shown(expected), "{what}");
    assert!(found.lexicon() == expected.lexicon(), "{what}: other words");
}

/// How many documents have not been divided into sentences.
fn n_untouched(corpus: &Corpus) -> usize {
    corpus.documents().iter().filter(|document| format!("{document:?}").contains("layout: OnceLock(<uninit>)")).count()
}

#[test]
fn a_collection_that_was_learned_is_the_same_when_it_is_opened_again() {
    let (folder, data) = (articles(), Folder::new());
    let expected = load(folder.path()).unwrap().corpus;
    assert!(expected.documents().iter().any(|document| document.copy_of.is_some()), "no copy to keep");
    assert!(expected.hears_copies(), "none that is heard");
    assert!(!expected.lexicon().aliases().is_empty(), "no alias to keep");
    let first = load_kept(folder.path(), data.path()).unwrap().corpus;
    assert_eq!(n_untouched(&first), 0);
    assert_same(&first, &expected, "learned");
    let again = load_kept(folder.path(), data.path()).unwrap().corpus;
    assert!(n_untouched(&again) > 20, "{} documents were not divided again", n_untouched(&again));
    assert_same(&again, &expected, "kept");
}

#[test]
fn another_collection_is_learned_anew() {
    let (folder, data) = (articles(), Folder::new());
    drop(load_kept(folder.path(), data.path()).unwrap());
    for (text, what) in [("The file has changed.", "a changed file"), ("", "one file less")] {
        folder.write("zz.md", text);
        let expected = load(folder.path()).unwrap().corpus;
        let found = load_kept(folder.path(), data.path()).unwrap().corpus;
        assert_eq!(n_untouched(&found), 0, "{what}");
        assert_same(&found, &expected, what);
    }
}

#[test]
fn a_damaged_copy_is_not_used() {
    let (folder, data) = (articles(), Folder::new());
    let expected = load(folder.path()).unwrap().corpus;
    drop(load_kept(folder.path(), data.path()).unwrap());
    let file = data.file("learned");
    let whole = fs::read(&file).unwrap();
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        bytes
    };
    let harms = [
        ("empty", Vec::new()),
        ("cut short", whole.get(..whole.len() / 2).unwrap().to_vec()),
        ("another version", flipped(0)),
        ("a flipped byte", flipped(whole.len() / 2)),
        ("a flipped last byte", flipped(whole.len() - 1)),
        ("too long", [whole.as_slice(), &[0]].concat()),
    ];
    for (what, bytes) in harms {
        fs::write(&file, bytes).unwrap();
        let found = load_kept(folder.path(), data.path()).unwrap().corpus;
        assert_eq!(n_untouched(&found), 0, "{what}");
        assert_same(&found, &expected, what);
        let again = load_kept(folder.path(), data.path()).unwrap().corpus;
        assert!(n_untouched(&again) > 0, "{what}: it was not mended");
    }
}

#[test]
fn where_nothing_can_be_kept_everything_is_learned() {
    let folder = articles();
    let data = Folder::with(&[("file", "no folder")]);
    let found = load_kept(folder.path(), &data.file("file")).unwrap().corpus;
    assert_same(&found, &load(folder.path()).unwrap().corpus, "learned");
}

#[test]
fn of_a_small_collection_nothing_is_kept() {
    let (folder, data) = (Folder::with(&[("a.md", "The ferry burned.")]), Folder::new());
    assert_eq!(load_kept(folder.path(), data.path()).unwrap().corpus.documents().len(), 1);
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
}
