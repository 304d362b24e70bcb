//! What is searched in a part: copies whose originals are elsewhere, and as many passages as are wanted.

use std::sync::Arc;

use pullquote::answer::{Ask, Unlimited};
use pullquote::corpus::{Corpus, DocId, Document, Metadata, load};
use pullquote::retrieve::{Clause, Embedded, Query, Retriever, ScoredPassage};

use super::{COST, Scene, assert_says, inside, newspaper, text};
use crate::engine::{document, over, titled};
use crate::folder::Folder;

/// The agency's report, under the headline of each paper that prints it.
const REPORT: &str = "The ferry Selandia burned for six hours in the harbour of Brightsea on Saturday.\n\nThe harbour master, \
                      Ingrid Solheim, said that 23 passengers were injured by the smoke.";

fn printed(folder: &str, slug: &str) -> Document {
    let metadata = Metadata { title: Some(format!("As {slug} has it")), ..Metadata::default() };
    // No numbers: what has one of its own is another report.
    let readers = match slug {
        "one" => "subscribers",
        "two" => "readers",
        "three" => "friends",
        _ => "neighbours",
    };
    titled(slug, metadata, &format!("{REPORT}\n\nPrinted for {readers}.")).in_folder(folder.to_owned())
}

const INJURED: &str = "how many passengers were injured?";

#[test]
fn a_copy_is_heard_where_its_original_is_not() {
    let documents = vec![
        printed("herald", "one"),
        printed("times/north", "two"),
        printed("times/north", "three"),
        printed("times/south", "four"),
        inside("weekly", "other", "The choir of Brightsea sang in the old church on Sunday evening, and nobody left."),
    ];
    let engine = over(documents);
    let corpus = engine.corpus();
    let heard = |place: usize| corpus.documents()[place].heard_in().collect::<Vec<_>>();
    assert_eq!(corpus.documents().iter().filter(|document| document.copy_of.is_some()).count(), 3);
    assert_eq!(heard(0), ["", "herald"]);
    assert_eq!(heard(1), ["times", "times/north"]);
    assert_eq!(heard(2), [""; 0], "the one before it stands in the same folder");
    assert_eq!(heard(3), ["times/south"]);
    let scene = Scene::over(Arc::clone(&engine));
    let voices = |channel: u64| -> Vec<String> {
        let reply = scene.asks(channel, INJURED);
        assert_says(&reply, &["**23**"], &["differ"]);
        reply.quoted.iter().map(|stretch| corpus.document(stretch.doc).slug.clone()).collect()
    };
    let all = voices(1);
    assert!(!all.is_empty() && all.iter().all(|slug| slug == "one"), "{all:?}");
    for (channel, folder, expected) in
        [(2, "herald", "one"), (3, "times", "two"), (4, "times/north", "two"), (5, "times/south", "four")]
    {
        scene.set(Some(channel), folder);
        let found = voices(channel);
        assert!(!found.is_empty() && found.iter().all(|slug| slug == expected), "{folder}: {found:?}");
        let named = scene.slash(channel, "ask", &[("question", text(INJURED)), ("source", text(expected))]);
        assert_says(&named, &["**23**"], &[]);
    }
    let listed = scene.slash(3, "sources", &[]);
    assert_says(&listed, &["**3 articles**", "same text as 1"], &["same text as 2", "one.md"]);
    let compared = scene.slash(3, "compare", &[("topic", text(INJURED))]);
    assert_says(&compared, &["As two has it"], &["As one has it", "As four has it"]);
    scene.set(Some(6), "weekly");
    assert_says(&scene.asks(6, INJURED), &[], &["23"]);
}

/// Two that print different halves of a report speak both where the whole of it is not, and one that prints it all but for
/// a word speaks for both.
#[test]
fn copies_that_have_no_text_in_common_are_all_heard() {
    let first = "The ferry Selandia burned for six hours in the harbour of Brightsea on Saturday while its crew carried all \
                 of the passengers to the shore in small boats.";
    let second = "The harbour master, Ingrid Solheim, said that 23 passengers were injured by the smoke and that nobody \
                  knew yet how the fire had begun in the engine room.";
    let documents = |folder: &str| {
        vec![
            inside("agency", "whole", &format!("{first}\n\n{second}")),
            inside("times", "a-half", first),
            inside("times", "b-half", second),
            inside(folder, "nearly", &format!("{first}\n\n{}", second.replace("knew yet", "knew"))),
        ]
    };
    for (folder, heard) in [("weekly", [true, true]), ("times", [false, false])] {
        let corpus = Corpus::new(documents(folder));
        let copies: Vec<Option<DocId>> = corpus.documents().iter().map(|document| document.copy_of).collect();
        let whole = Some(corpus.documents()[0].id);
        assert_eq!(copies, [None, whole, whole, whole]);
        let is_heard = |place: usize| corpus.documents()[place].heard_in().any(|part| part == "times");
        assert_eq!([is_heard(1), is_heard(2)], heard, "beside the nearly whole one in {folder}");
        assert_eq!(is_heard(3), folder == "times");
    }
}

#[test]
fn the_same_file_in_two_folders_is_an_article_of_both() {
    let folder = Folder::with(&[
        ("a/report.md", REPORT),
        ("a/again.md", REPORT),
        ("a/below/report.md", REPORT),
        ("b/c/report.md", REPORT),
        ("b/short.md", "It is closed."),
        ("d/short.md", "It is closed."),
        ("news.md", "The choir of Brightsea sang in the old church on Sunday evening, and nobody left."),
        ("e/lines.jsonl", "{\"text\": \"A line of a file of many lines, which stands in a folder.\"}\n"),
        ("empty/readme.rtf", "no article"),
    ]);
    let loaded = load(folder.path()).unwrap();
    let shown: Vec<(&str, Option<usize>)> = loaded
        .corpus
        .documents()
        .iter()
        .map(|document| (document.folder.as_str(), document.copy_of.map(DocId::index)))
        .collect();
    // "a/again.md" comes first, and folders stand among files by their names.
    let expected =
        [("a", None), ("a/below", Some(0)), ("b/c", Some(0)), ("b", None), ("d", Some(3)), ("e", None), ("", None)];
    assert_eq!(shown, expected);
    let problems: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    assert!(problems.len() == 1 && problems[0].contains("a/report.md"), "{problems:?}");
    let parts: Vec<(&str, usize)> =
        loaded.corpus.parts().iter().map(|part| (part.folder(), part.documents().len())).collect();
    assert_eq!(parts, [("a", 2), ("a/below", 1), ("b", 2), ("b/c", 1), ("d", 1), ("e", 1)]);
    assert!(loaded.corpus.part("empty").is_none() && loaded.corpus.part("").is_none());
}

#[test]
fn where_an_article_is_makes_it_another() {
    let hash = |folder: &str| inside(folder, "a-b", "The ferry sails in June.").hash;
    assert_eq!(hash(""), document("a-b", "The ferry sails in June.").hash);
    assert!(hash("a") != hash("") && hash("a") != hash("b"));
}

/// As many as are wanted, however many better ones stand elsewhere.
#[test]
fn a_part_gives_as_many_passages_as_are_wanted() {
    let mut documents: Vec<Document> =
        (0..300).map(|n| inside("loud", &format!("l{n}"), &format!("Ferry ferry ferry {n}."))).collect();
    documents.extend(
        (0..30).map(|n| inside("quiet", &format!("q{n}"), &format!("Nobody of town{n} has ever heard of a ferry."))),
    );
    let corpus = Arc::new(Corpus::new(documents));
    let index = Embedded::in_memory(&corpus).unwrap();
    let clause = Clause { term: corpus.lexicon().term("ferry").0, weight: 1.0, literal: true };
    let found = |part: Option<&str>, docs: Option<Vec<_>>| {
        let query = Query { clauses: vec![clause], documents: docs, part: part.map(ToOwned::to_owned) };
        index.search(&query, 20).unwrap().passages
    };
    let folder = |found: &ScoredPassage| corpus.document(corpus.passage(found.passage).doc).folder.clone();
    assert!(found(None, None).iter().all(|found| folder(found) == "loud"));
    let quiet = found(Some("quiet"), None);
    assert_eq!(quiet.len(), 20);
    assert!(quiet.iter().all(|found| folder(found) == "quiet"));
    assert_eq!(found(Some("nowhere"), None), []);
    assert_eq!(found(Some(""), None), found(None, None));
    let one = corpus.part("quiet").unwrap().documents()[3];
    assert_eq!(found(Some("quiet"), Some(vec![one])).len(), 1);
    assert_eq!(found(Some("loud"), Some(vec![one])), []);
}

/// The engine holds to it by itself, whoever asks.
#[test]
fn where_there_is_no_such_part_nothing_is_found() {
    let engine = over(newspaper());
    let ask = Ask::new(COST).within(Some("nowhere"));
    assert!(engine.explain(&ask, &Unlimited).unwrap().passages.is_empty());
    assert!(engine.search(Ask::new("ferry").within(Some("nowhere")), 5).unwrap().quotes.is_empty());
    assert!(engine.sources("council", Some("nowhere")).is_empty());
    assert!(engine.require_source(Some("council"), Some("nowhere")).is_err());
}
