//! What counts as a copy of an article, and what is a report of its own.

use pullquote::corpus::{Corpus, Document};

use crate::engine::{document, shipped};

/// For each document the slug of what it is a copy of.
fn copies(documents: Vec<Document>) -> Vec<Option<String>> {
    let corpus = Corpus::new(documents);
    let original = |it: &Document| it.copy_of.map(|id| corpus.document(id).slug.clone());
    corpus.documents().iter().map(original).collect()
}

/// What an article and another one made of it are copies of.
fn beside(body: &str, other: &str) -> [Option<String>; 2] {
    copies(vec![document("first", body), document("second", other)]).try_into().unwrap()
}

fn bodies() -> Vec<&'static str> {
    let bodies: Vec<&str> = shipped().corpus().documents().iter().map(Document::body).collect();
    assert_eq!(bodies.len(), 5);
    bodies
}

#[test]
fn the_articles_that_come_with_the_program_are_no_copies() {
    assert!(shipped().corpus().documents().iter().all(|it| it.copy_of.is_none()));
}

#[test]
fn an_article_with_other_small_words_is_a_copy() {
    for body in bodies() {
        let edited = body.replace(" said ", " told reporters ").replace(" also ", " too ").replace(" which ", " that ");
        assert_ne!(edited, body);
        assert_eq!(beside(body, &edited), [None, Some("first".to_owned())], "{edited}");
    }
}

#[test]
fn the_shorter_of_two_is_the_copy_wherever_it_stands() {
    for body in bodies() {
        let lines: Vec<&str> = body.lines().collect();
        let short = lines[..lines.len() / 2].join("\n");
        assert_eq!(beside(body, &short), [None, Some("first".to_owned())], "{short}");
        assert_eq!(beside(&short, body), [Some("second".to_owned()), None], "{short}");
    }
}

#[test]
fn another_number_name_or_denial_is_another_report() {
    let report = "The ferry Halcyon burned off Dunmore on Monday, and 212 of its passengers were taken off by fishing boats. \
                  The harbour master, Ruth Berg, said that the fire began in the engine room, and that it was out by noon.";
    assert_eq!(beside(report, &report.replace("burned", "blazed")), [None, Some("first".to_owned())]);
    for (was, is) in [("212", "219"), ("Ruth Berg", "Ida Holt"), ("Monday", "Friday"), ("was out", "was not out")] {
        assert_eq!(beside(report, &report.replace(was, is)), [None, None], "{was}, {is}");
    }
}

#[test]
fn a_copy_is_of_an_article_that_is_none() {
    let body = bodies()[0];
    let lines: Vec<&str> = body.lines().collect();
    let part = |n: usize| lines[..lines.len() * n / 4].join("\n");
    let found = copies(vec![document("a", &part(2)), document("b", &part(3)), document("c", body)]);
    assert_eq!(found, [Some("c".to_owned()), Some("c".to_owned()), None]);
}
