//! Finding passages, with the index in memory and on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use pullquote::corpus::{Corpus, DocId, Document};
use pullquote::retrieve::{Clause, Embedded, Indexed, Query, Retriever, ScoredPassage, open, open_after};
use pullquote::text::Stemmer;

use crate::engine::document;
use crate::folder::Folder;
use crate::made_up::documents;

/// A query for these words, all of them the question's own.
fn query(words: &str) -> Query {
    let stemmer = Stemmer::default();
    let clause = |word| Clause { term: stemmer.term(word), weight: 1.0, literal: true };
    Query { clauses: words.split_whitespace().map(clause).collect(), documents: None, part: None }
}

fn search(index: &Embedded, words: &str) -> Vec<ScoredPassage> {
    index.search(&query(words), 50).unwrap().passages
}

/// The slug of the document that a passage stands in.
fn slug(corpus: &Corpus, found: ScoredPassage) -> String {
    corpus.document(corpus.passage(found.passage).doc).slug.clone()
}

fn in_memory(documents: Vec<Document>) -> (Arc<Corpus>, Embedded) {
    let corpus = Arc::new(Corpus::new(documents));
    let index = Embedded::in_memory(&corpus).unwrap();
    (corpus, index)
}

#[test]
fn the_passage_that_holds_the_words_comes_first() {
    let (corpus, index) = in_memory(documents());
    for (words, expected) in [
        ("sprinklers tested", "ferry-inquiry"),
        ("harbour master", "ferry-fire"),
        ("sodium iron manganese", "sodium-battery"),
        ("marathon won", "marathon"),
    ] {
        let found = search(&index, words);
        assert_eq!(slug(&corpus, found[0]), expected, "{words}");
        assert!(
            found.windows(2).all(|pair| pair[0].retrieval_score >= pair[1].retrieval_score),
            "{words}: not best first"
        );
    }
}

#[test]
fn a_passage_without_any_of_the_words_is_not_found() {
    let (_, index) = in_memory(documents());
    assert_eq!(search(&index, "xylophone"), []);
    assert_eq!(search(&index, ""), []);
    assert_eq!(index.search(&query("ferry"), 0).unwrap().passages, []);
    assert_eq!(index.search(&query("ferry"), 1).unwrap().passages.len(), 1);
}

#[test]
fn a_rare_word_weighs_more_than_a_frequent_one() {
    let (corpus, index) = in_memory(vec![
        document("common", "The ferry left. The ferry came. A ferry is a ferry."),
        document("rare", "The sprinklers failed."),
        document("other", "Every ferry has its day."),
        document("another", "No ferry on Monday."),
    ]);
    assert_eq!(slug(&corpus, search(&index, "ferry sprinklers")[0]), "rare");
}

#[test]
fn a_heavier_word_weighs_more() {
    let (corpus, index) = in_memory(vec![document("a", "The apple fell."), document("b", "The berry fell.")]);
    let mut query = query("apple berry");
    query.clauses[1].weight = 2.0;
    assert_eq!(slug(&corpus, index.search(&query, 10).unwrap().passages[0]), "b");
}

#[test]
fn only_the_documents_that_are_asked_for_are_searched() {
    let (corpus, index) = in_memory(documents());
    let only = |docs: Vec<DocId>| {
        index.search(&Query { documents: Some(docs), ..query("ferry fire repair") }, 50).unwrap().passages
    };
    let inquiry = corpus.documents()[1].id;
    let found = only(vec![inquiry]);
    assert!(!found.is_empty());
    assert!(found.iter().all(|found| corpus.passage(found.passage).doc == inquiry));
    let all = search(&index, "ferry fire repair");
    let of_inquiry: Vec<ScoredPassage> =
        all.into_iter().filter(|found| corpus.passage(found.passage).doc == inquiry).collect();
    assert_eq!(found, of_inquiry, "a restriction changes which passages are found, not how they score");
    assert_eq!(only(Vec::new()), []);
}

#[test]
fn equal_passages_come_in_corpus_order() {
    let same = |slug: &str| document(slug, "The ferry burned.");
    let (corpus, index) = in_memory(["c", "a", "d", "b"].map(same).into());
    let found = search(&index, "ferry");
    let slugs: Vec<String> = found.iter().map(|found| slug(&corpus, *found)).collect();
    assert_eq!(slugs, ["c", "a", "d", "b"]);
    let scores: Vec<f32> = found.iter().map(|found| found.retrieval_score).collect();
    assert!(scores.windows(2).all(|pair| pair[0].total_cmp(&pair[1]).is_eq()), "{scores:?}");
}

#[test]
fn equal_passages_are_cut_off_in_corpus_order() {
    let (corpus, index) = in_memory((0..40).map(|n| document(&format!("d{n}"), "The ferry burned.")).collect());
    let slugs: Vec<String> =
        index.search(&query("ferry"), 3).unwrap().passages.iter().map(|found| slug(&corpus, *found)).collect();
    assert_eq!(slugs, ["d0", "d1", "d2"]);
}

#[test]
fn two_indexes_of_one_corpus_rank_alike() {
    let (_, first) = in_memory(documents());
    let (_, second) = in_memory(documents());
    for words in ["ferry fire", "brightsea", "the harbour on oct 19", "report percent battery bridge"] {
        assert_eq!(search(&first, words), search(&second, words), "{words}");
    }
}

/// An article of some 100 kB: words that stand in others too, one that stands in it alone, and blank
/// lines, which make it large without making it slow to index.
fn long_article(n: usize, version: &str) -> Document {
    const WORDS: &[&str] =
        &["harbour", "ferry", "engine", "sprinkler", "report", "insurer", "passenger", "bridge", "runner", "battery"];
    let mut state = u32::try_from(n).unwrap().wrapping_mul(2_654_435_761).wrapping_add(12_345);
    let mut body = format!("The word of this article is unique{n}, in its {version}.\n\n");
    for _ in 0..15 {
        for _ in 0..40 {
            // The generator of Numerical Recipes: the same text on every machine.
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            body.push_str(WORDS[(state >> 16) as usize % WORDS.len()]);
            body.push(' ');
        }
        body.push_str(".\n\n");
    }
    body.push_str(&" ".repeat(110_000 - body.len()));
    document(&format!("long-{n}"), &body)
}

const N_LONG: usize = 20;

/// A corpus that is large enough for an index on disk.
fn large(version_of: impl Fn(usize) -> Option<&'static str>) -> Arc<Corpus> {
    let articles = (0..N_LONG).filter_map(|n| version_of(n).map(|version| long_article(n, version)));
    let small = documents();
    let corpus = Arc::new(Corpus::new(articles.chain(small).collect()));
    let size: usize = corpus.documents().iter().map(|document| document.body().len()).sum();
    assert!(size > 2_000_000, "{size} bytes are not enough for an index on disk");
    corpus
}

fn unchanged() -> Arc<Corpus> {
    large(|_| Some("firstprint"))
}

fn on_disk(corpus: &Arc<Corpus>, data: &Path) -> (Embedded, usize, usize, Option<String>) {
    match open(corpus, data).unwrap() {
        (index, Indexed::OnDisk { added, removed, rebuilt }) => (index, added, removed, rebuilt),
        (_, indexed) => panic!("{indexed:?}"),
    }
}

const SEARCHES: &[&str] =
    &["ferry sprinkler", "unique7", "harbour engine report", "marathon", "reprint ferry", "insurer of the ferry"];

fn all_found(index: &Embedded) -> Vec<Vec<ScoredPassage>> {
    SEARCHES.iter().map(|words| search(index, words)).collect()
}

fn assert_ranks_alike(corpus: &Arc<Corpus>, index: &Embedded) {
    assert_eq!(all_found(index), all_found(&Embedded::in_memory(corpus).unwrap()));
}

#[test]
fn a_small_corpus_is_indexed_in_memory_and_leaves_no_files() {
    let data = Folder::new();
    let corpus = Arc::new(Corpus::new(documents()));
    let (_, indexed) = open(&corpus, data.path()).unwrap();
    assert_eq!(indexed, Indexed::InMemory(None));
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
}

#[test]
fn an_index_on_disk_is_kept_and_brought_up_to_date() {
    let data = Folder::new();
    let corpus = unchanged();
    let (index, added, removed, rebuilt) = on_disk(&corpus, data.path());
    assert_eq!((added, removed, rebuilt), (N_LONG + 4, 0, None));
    assert_ranks_alike(&corpus, &index);
    drop(index);

    let (index, added, removed, rebuilt) = on_disk(&corpus, data.path());
    assert_eq!((added, removed, rebuilt), (0, 0, None), "an unchanged corpus");
    assert_ranks_alike(&corpus, &index);
    drop(index);

    // The text has to stay above the size from which the disk is used.
    let changed = large(|n| match n {
        7 => Some("reprint"),
        _ => Some("firstprint"),
    });
    let (index, added, removed, rebuilt) = on_disk(&changed, data.path());
    assert_eq!((added, removed, rebuilt), (1, 1, None), "a changed article");
    assert_ranks_alike(&changed, &index);
    assert!(search(&index, "reprint").iter().all(|found| slug(&changed, *found) == "long-7"));
    assert!(
        search(&index, "firstprint").iter().all(|found| slug(&changed, *found) != "long-7"),
        "the earlier text is found"
    );
    assert_eq!(slug(&changed, search(&index, "unique7 reprint")[0]), "long-7");
    drop(index);

    let fewer = large(|n| (n != 3).then_some("firstprint"));
    let (index, added, removed, rebuilt) = on_disk(&fewer, data.path());
    assert_eq!((added, removed, rebuilt), (1, 2, None), "one changed back, one gone");
    assert_eq!(search(&index, "unique3"), []);
    assert_ranks_alike(&fewer, &index);
}

/// Segments are few for as long as they need not be merged into one, and what is deleted in them counts for nothing.
#[test]
fn an_index_from_which_known_articles_are_deleted_ranks_like_a_fresh_one() {
    let data = Folder::new();
    let mut before = unchanged();
    drop(on_disk(&before, data.path()));
    let versions = ["reprint", "secondprint", "thirdprint"];
    let n_segments = || {
        let names = fs::read_dir(data.file("index")).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().ends_with(".idx")).count()
    };
    let mut most = 0;
    for step in 0..14 {
        let changed = large(|n| match n {
            // One that changes each time, others that change once and stay, and one that comes and goes.
            2 => Some(versions[step % 3]),
            3 => (step % 2 == 0).then_some("firstprint"),
            n if (4..4 + step).contains(&n) => Some("reprint"),
            _ => Some("firstprint"),
        });
        let (index, indexed) = open_after(&before, &changed, data.path()).unwrap();
        assert!(matches!(indexed, Indexed::OnDisk { rebuilt: None, .. }), "{indexed:?}");
        assert_ranks_alike(&changed, &index);
        drop(index);
        let (again, added, removed, _) = on_disk(&changed, data.path());
        assert_eq!((added, removed), (0, 0), "step {step}");
        assert_ranks_alike(&changed, &again);
        most = most.max(n_segments());
        before = changed;
    }
    assert!((2..30).contains(&most), "{most} segments");
    // Whoever does not know what was there before has all of it merged.
    let other = unchanged();
    let (index, ..) = on_disk(&other, data.path());
    assert_ranks_alike(&other, &index);
}

#[test]
fn equal_passages_are_cut_off_in_corpus_order_after_an_update_too() {
    let data = Folder::new();
    let corpus = |first: &str| {
        let body = format!("The ferry burned.{}", " ".repeat(200_000));
        let documents = (0..12).map(|n| document(&if n == 0 { first.to_owned() } else { format!("d{n}") }, &body));
        Arc::new(Corpus::new(documents.collect()))
    };
    drop(on_disk(&corpus("d0"), data.path()));
    let renamed = corpus("renamed");
    let (index, added, removed, _) = on_disk(&renamed, data.path());
    assert_eq!((added, removed), (1, 1));
    let slugs: Vec<String> =
        index.search(&query("ferry"), 3).unwrap().passages.iter().map(|found| slug(&renamed, *found)).collect();
    assert_eq!(slugs, ["renamed", "d1", "d2"]);
}

#[test]
fn how_many_threads_index_changes_no_ranking() {
    let corpus = unchanged();
    let indexed = |threads: usize| {
        let data = Folder::new();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (index, added, ..) = pool.install(|| on_disk(&corpus, data.path()));
        assert_eq!(added, N_LONG + 4);
        all_found(&index)
    };
    let one = indexed(1);
    // Sixteen take passages apart, and four of the engine's index them.
    assert_eq!(indexed(16), one);
    assert_eq!(all_found(&Embedded::in_memory(&corpus).unwrap()), one);
}

/// What can happen to an index on disk.
type Harm = fn(&Path);

const HARMS: &[(&str, Harm)] = &[
    ("meta.json is gone", |index| fs::remove_file(index.join("meta.json")).unwrap()),
    ("meta.json is garbage", |index| fs::write(index.join("meta.json"), "{\"segments\": 1").unwrap()),
    ("meta.json was never finished", |index| {
        let text = fs::read_to_string(index.join("meta.json")).unwrap();
        let mut meta: serde_json::Value = serde_json::from_str(&text).unwrap();
        meta.as_object_mut().unwrap().remove("payload");
        fs::write(index.join("meta.json"), meta.to_string()).unwrap();
    }),
    ("it has another version", |index| {
        let text = fs::read_to_string(index.join("meta.json")).unwrap();
        fs::write(index.join("meta.json"), text.replace("\\\"schema\\\":", "\\\"schema\\\":9")).unwrap();
    }),
    ("a file was cut short", |index| {
        let file = largest(index);
        let bytes = fs::read(&file).unwrap();
        fs::write(file, bytes.get(..bytes.len() / 2).unwrap()).unwrap();
    }),
    ("a byte was flipped", |index| {
        let file = largest(index);
        let mut bytes = fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x55;
        fs::write(file, bytes).unwrap();
    }),
    ("a file is empty", |index| fs::write(largest(index), "").unwrap()),
    ("a file is gone", |index| fs::remove_file(largest(index)).unwrap()),
];

/// The largest of the index's files.
fn largest(index: &Path) -> std::path::PathBuf {
    let files = fs::read_dir(index).unwrap().map(|entry| entry.unwrap().path());
    let segments = files.filter(|file| file.extension().is_some_and(|ending| ending != "json" && ending != "lock"));
    segments.max_by_key(|file| fs::metadata(file).unwrap().len()).unwrap()
}

#[test]
fn a_damaged_index_is_built_anew() {
    let corpus = unchanged();
    let data = Folder::new();
    drop(on_disk(&corpus, data.path()));
    let expected = all_found(&Embedded::in_memory(&corpus).unwrap());
    for (name, harm) in HARMS {
        harm(&data.file("index"));
        let (index, added, removed, rebuilt) = on_disk(&corpus, data.path());
        assert!(rebuilt.as_ref().is_some_and(|reason| !reason.is_empty()), "{name}: {rebuilt:?}");
        assert_eq!((added, removed), (N_LONG + 4, 0), "{name}");
        assert_eq!(all_found(&index), expected, "{name}");
    }
}

#[test]
fn a_folder_of_other_files_is_left_alone() {
    let data = Folder::with(&[("index/thesis.txt", "nothing of ours")]);
    let (index, indexed) = open(&unchanged(), data.path()).unwrap();
    let Indexed::InMemory(Some(reason)) = indexed else { panic!("{indexed:?}") };
    assert!(reason.contains("holds files that are no index"), "{reason}");
    assert!(!search(&index, "unique7").is_empty());
    assert_eq!(fs::read_to_string(data.file("index/thesis.txt")).unwrap(), "nothing of ours");
}

/// Processes on one machine share the index: one builds it, and the others wait for that and use it.
#[test]
fn who_comes_while_it_is_built_waits_and_uses_it() {
    let data = Folder::new();
    let (before, after) = (unchanged(), large(|n| Some(if n == 5 { "reprint" } else { "firstprint" })));
    for (corpus, expected) in [(&before, N_LONG + 4), (&after, 1)] {
        let added: usize = std::thread::scope(|scope| {
            let open = || {
                let (index, added, _, rebuilt) = on_disk(corpus, data.path());
                assert_eq!(rebuilt, None, "nobody throws another's index away");
                assert!(!search(&index, "unique7").is_empty());
                added
            };
            let all = [scope.spawn(open), scope.spawn(open), scope.spawn(open)];
            all.map(|one| one.join().unwrap()).iter().sum()
        });
        assert_eq!(added, expected, "one of the three has added them");
    }
}

/// Built once, and copied or mounted where nothing can be written.
#[test]
fn an_index_that_cannot_be_written_is_used_as_it_is_for_its_own_articles() {
    let data = Folder::new();
    let corpus = unchanged();
    drop(on_disk(&corpus, data.path()));
    // A folder cannot be opened for writing, whoever we are.
    fs::remove_file(data.file("index.lock")).unwrap();
    fs::create_dir(data.file("index.lock")).unwrap();
    let names = || {
        let entries = fs::read_dir(data.file("index")).unwrap().map(|entry| entry.unwrap());
        entries
            .map(|entry| (entry.file_name(), entry.metadata().unwrap().modified().unwrap()))
            .collect::<BTreeMap<_, _>>()
    };
    for lock in [".tantivy-meta.lock", ".tantivy-writer.lock"] {
        let _ = fs::remove_file(data.file("index").join(lock));
    }
    let before = names();
    let (index, added, removed, rebuilt) = on_disk(&corpus, data.path());
    assert_eq!((added, removed, rebuilt), (0, 0, None));
    assert_ranks_alike(&corpus, &index);
    let other = large(|n| Some(if n == 5 { "reprint" } else { "firstprint" }));
    let (index, indexed) = open(&other, data.path()).unwrap();
    let Indexed::InMemory(Some(reason)) = indexed else { panic!("{indexed:?}") };
    assert!(reason.contains("cannot be written, and is the index of other articles"), "{reason}");
    assert_ranks_alike(&other, &index);
    assert_eq!(names(), before, "no file was made, changed or deleted");
}

#[test]
fn where_the_disk_cannot_be_used_the_index_is_in_memory_and_says_why() {
    let folder = Folder::with(&[("file", "no folder")]);
    let corpus = unchanged();
    let (index, indexed) = open(&corpus, &folder.file("file")).unwrap();
    let Indexed::InMemory(Some(reason)) = indexed else { panic!("{indexed:?}") };
    assert!(!reason.is_empty());
    assert!(!search(&index, "unique7").is_empty());
}
