//! A folder that has changed is loaded from what was loaded before, and nobody can tell.

use std::fmt::Write as _;
use std::fs;

use proptest::collection::vec;
use proptest::prelude::*;

use pullquote::answer::Ask;
use pullquote::corpus::{Before, Corpus, Loaded, Stamps, load_among, load_kept};

use crate::engine::engine;
use crate::folder::Folder;
use crate::kept::assert_same;

const WIRE: &str = "The ferry Halcyon burned off Dunmore on Monday, and 212 people were taken off by fishing boats. \
    The Harbour Watch Group (HWG) said that the fire began in the engine room. Its speaker Ruth Berg did not say why. \
    Nobody on the quay had seen smoke before the alarm was raised by a cook who was peeling onions in the galley.";

/// What a file may hold: copies of one report, others, and what is no article.
fn texts() -> Vec<Vec<u8>> {
    let shortened = WIRE.split_inclusive(". ").take(2).collect::<String>();
    [
        WIRE.to_owned(),
        format!("---\ntitle: Fire at sea\n---\nBy our correspondent\n\n{WIRE}"),
        WIRE.replace("burned", "blazed").replace("quay", "pier"),
        format!("{WIRE}\n\nThe owner, Falk Lines of Almarwick, wants to sail again in May, it said in a statement."),
        shortened,
        WIRE.replace("212", "219"),
        "Ida Holt was elected mayor of Dunmore by 4,120 votes. The World Health Organization (WHO) took no note.".to_owned(),
        "---\ntitle: [\n---\nIt rained in Almarwick for the whole of the week.".to_owned(),
        "<article><h1>A page</h1><p>The lamps of Almarwick were lit again by hand on Friday evening, the council said, \
         and stayed lit until the morning, when they were put out.</p></article>"
            .to_owned(),
        " \n".to_owned(),
    ]
    .into_iter()
    .map(String::into_bytes)
    .chain([vec![0xff, 0xfe, 0x41], vec![0x41, 0, 0x42]])
    .collect()
}

const FILES: [&str; 9] =
    ["a.md", "a.txt", "a-b.md", "a/b.md", "c/d/e.txt", "first.jsonl", "more.jsonl", "page.html", "zz.md"];

/// What becomes of a file.
#[derive(Clone, Debug)]
enum Change {
    /// It holds these texts: one, or one on each line.
    Write(usize, Vec<usize>),
    Rename(usize, usize),
    Delete(usize),
}

fn change() -> impl Strategy<Value = Change> {
    let file = || 0..FILES.len();
    prop_oneof![
        4 => (file(), vec(0..texts().len() + 3, 1..5)).prop_map(|(file, texts)| Change::Write(file, texts)),
        1 => (file(), file()).prop_map(|(from, to)| Change::Rename(from, to)),
        1 => file().prop_map(Change::Delete),
    ]
}

/// A line of a file of lines.
fn line(text: usize) -> String {
    let texts = texts();
    match texts.get(text) {
        Some(text) => serde_json::json!({ "text": String::from_utf8_lossy(text), "title": "A line" }).to_string(),
        // Lines that want one slug, which a file may have as well, and one that is none.
        None if text == texts.len() => {
            serde_json::json!({ "slug": "a", "text": "A slug was asked for here." }).to_string()
        }
        None if text == texts.len() + 1 => {
            serde_json::json!({ "slug": "a", "text": "And here once more." }).to_string()
        }
        None => "{".to_owned(),
    }
}

fn make(folder: &Folder, change: &Change) {
    let path = |file: usize| folder.file(&format!("corpus/{}", FILES[file]));
    match change {
        Change::Write(file, held) if FILES[*file].ends_with("jsonl") => {
            let lines: Vec<String> = held.iter().map(|text| line(*text)).collect();
            folder.write(&format!("corpus/{}", FILES[*file]), lines.join("\n"));
        }
        Change::Write(file, held) => {
            let texts = texts();
            folder.write(&format!("corpus/{}", FILES[*file]), &texts[held[0] % texts.len()]);
        }
        Change::Rename(from, to) => {
            fs::create_dir_all(path(*to).parent().unwrap()).unwrap();
            let _ = fs::rename(path(*from), path(*to));
        }
        Change::Delete(file) => {
            let _ = fs::remove_file(path(*file));
        }
    }
}

fn assert_loaded_alike(found: &Loaded, expected: &Loaded, what: &str) {
    assert_same(&found.corpus, &expected.corpus, what);
    assert_eq!(found.problems, expected.problems, "{what}");
    let bodies = |corpus: &Corpus| corpus.documents().iter().map(|it| it.body().to_owned()).collect::<Vec<_>>();
    assert_eq!(bodies(&found.corpus), bodies(&expected.corpus), "{what}");
    let aliases = |corpus: &Corpus| corpus.lexicon().aliases().to_vec();
    assert_eq!(aliases(&found.corpus), aliases(&expected.corpus), "{what}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_loaded_from_before_is_what_is_loaded_afresh(steps in vec(vec(change(), 1..4), 1..8)) {
        let folder = Folder::new();
        let (articles, data) = (folder.file("corpus"), folder.file("data"));
        fs::create_dir_all(&articles).unwrap();
        let mut stamps = Stamps::of(&articles, &data).unwrap();
        let mut loaded = load_among(&articles, &data, &stamps, None).unwrap();
        for (n, step) in steps.iter().enumerate() {
            for change in step {
                make(&folder, change);
            }
            let now = Stamps::of(&articles, &data).unwrap();
            let before = Before { corpus: &loaded.corpus, register: &loaded.register, stamps: &stamps };
            let again = load_among(&articles, &data, &now, Some(before)).unwrap();
            let afresh = load_among(&articles, &data, &now, None).unwrap();
            assert_loaded_alike(&again, &afresh, &format!("after step {n}"));
            (loaded, stamps) = (again, now);
        }
        let question = Ask::new("where did the fire on the ferry begin?");
        let answer = |corpus: Corpus| format!("{:?}", engine(std::sync::Arc::new(corpus)).answer(&question).unwrap());
        let afresh = load_among(&articles, &data, &stamps, None).unwrap();
        prop_assert_eq!(answer(loaded.corpus), answer(afresh.corpus));
    }
}

#[test]
fn what_has_not_changed_is_not_read_again() {
    let folder = Folder::with(&[("corpus/a.md", WIRE), ("corpus/b.md", "Nobody was there."), ("corpus/c.md", "One.")]);
    folder.write("corpus/d.jsonl", [line(6), line(0), line(99)].join("\n"));
    let (articles, data) = (folder.file("corpus"), folder.file("data"));
    let stamps = Stamps::of(&articles, &data).unwrap();
    let first = load_among(&articles, &data, &stamps, None).unwrap();
    folder.write("corpus/c.md", "Two.");
    let now = Stamps::of(&articles, &data).unwrap();
    let before = Before { corpus: &first.corpus, register: &first.register, stamps: &stamps };
    let again = load_among(&articles, &data, &now, Some(before)).unwrap();
    let places = |corpus: &Corpus| corpus.documents().iter().map(|it| it.body().as_ptr()).collect::<Vec<_>>();
    let (before, after) = (places(&first.corpus), places(&again.corpus));
    let is_same: Vec<bool> = before.iter().zip(&after).map(|(before, after)| before == after).collect();
    // The file of lines holds what is a copy to the byte: what becomes of it hangs on another file.
    assert_eq!(is_same, [true, true, false, false], "{:?}", again.problems);
}

#[test]
fn a_collection_that_was_opened_from_what_was_kept_follows_its_files() {
    let folder = Folder::new();
    let mut lines = String::new();
    for n in 0..40 {
        let text = format!("Cook {n} of the Harbour Watch Group (HWG) peeled {n} onions.{}", " \n".repeat(27_000));
        let _ = writeln!(lines, "{}", serde_json::json!({ "text": text }));
    }
    folder.write("corpus/news.jsonl", lines);
    folder.write("corpus/wire.md", WIRE);
    folder.write("corpus/yard.md", WIRE.replace("burned", "blazed"));
    let (articles, data) = (folder.file("corpus"), folder.file("data"));
    drop(load_kept(&articles, &data).unwrap());
    let mut stamps = Stamps::of(&articles, &data).unwrap();
    let mut loaded = load_kept(&articles, &data).unwrap();
    let steps: [(&str, Option<&str>); 4] = [
        ("corpus/wire.md", Some("The original is gone.")),
        ("corpus/a.md", Some(WIRE)),
        ("corpus/yard.md", None),
        ("corpus/news.jsonl", None),
    ];
    for (file, text) in steps {
        match text {
            Some(text) => folder.write(file, text),
            None => fs::remove_file(folder.file(file)).unwrap(),
        }
        let now = Stamps::of(&articles, &data).unwrap();
        let before = Before { corpus: &loaded.corpus, register: &loaded.register, stamps: &stamps };
        let again = load_among(&articles, &data, &now, Some(before)).unwrap();
        let afresh = load_among(&articles, &folder.file("other"), &now, None).unwrap();
        assert_loaded_alike(&again, &afresh, file);
        (loaded, stamps) = (again, now);
    }
}
