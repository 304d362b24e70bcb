//! What each article says, side by side, over made-up articles.

use std::sync::Arc;

use pullquote::answer::{Answer, Comparison, Engine, Evidence, Quoted};
use pullquote::bot::{Bot, Command, Origin};
use pullquote::corpus::{Document, Metadata};
use pullquote::render::Reply;

use crate::engine::{answer, document, over, reply, titled};
use crate::made_up::{documents, fire, inquiry, town};
use crate::timeline::dated;

/// Each side as `slug: the marked words | slugs of copies`.
fn heard(engine: &Engine, compared: &Comparison) -> Vec<String> {
    let slug = |doc| engine.corpus().document(doc).slug.clone();
    let side = |side: &pullquote::answer::Side| {
        let words: Vec<&str> = side.evidence.iter().map(Evidence::answer_words).collect();
        let copies: Vec<String> = side.copies.iter().map(|evidence| slug(evidence.doc())).collect();
        format!("{}: {} | {}", slug(side.evidence[0].doc()), words.join(" / "), copies.join(" "))
    };
    compared.sides.iter().map(side).collect()
}

fn silent(engine: &Engine, compared: &Comparison) -> Vec<String> {
    let docs = compared.silent.as_ref().expect("few articles are all looked through");
    docs.iter().map(|doc| engine.corpus().document(*doc).slug.clone()).collect()
}

fn run(engine: &Arc<Engine>, topic: &str, page: usize) -> Reply {
    Bot::new(Arc::clone(engine)).run(&Command::Compare { topic: topic.to_owned(), page }, &Origin::default())
}

#[test]
fn the_values_of_a_question_stand_beside_each_other() {
    let compared = town().compare("how much will the repair cost?").unwrap();
    assert_eq!(heard(town(), &compared), ["ferry-fire: 4 million euros | ", "ferry-inquiry: 6 million euros | "]);
    assert_eq!(silent(town(), &compared), ["marathon", "sodium-battery"]);
    let reply = run(town(), "how much will the repair cost?", 0);
    assert!(reply.is_proven(town().corpus()));
    for expected in [
        "**What each article says about “how much will the repair cost?”**\n> Her owner",
        "the repair will cost **4 million euros**.",
        "the repair will cost **6 million euros**.",
        "-# Nothing about it in: Haddad wins the marathon · A battery that charges in minutes",
    ] {
        assert!(reply.content.contains(expected), "{expected:?} is not in\n{}", reply.content);
    }
}

#[test]
fn a_topic_is_told_in_whole_sentences() {
    let compared = town().compare("the engine room").unwrap();
    assert_eq!(
        heard(town(), &compared),
        [
            "ferry-fire: The fire began in the engine room because a fuel pipe had burst. | ",
            "ferry-inquiry: The ferry was built in Turkey, and the sprinklers in her engine room had not been tested since then. | ",
        ]
    );
}

#[test]
fn what_nobody_speaks_of_is_said_to_be_so() {
    let compared = town().compare("submarine").unwrap();
    assert_eq!(compared.sides, []);
    assert_eq!(silent(town(), &compared).len(), documents().len());
    assert_eq!(run(town(), "submarine", 0).content, "No article speaks of “submarine”.");
    assert_eq!(town().compare("the ferry according to Reuters").unwrap().sides, []);
    assert!(run(town(), "", 0).private);
    assert_eq!(run(town(), "](x) <@1>", 0).buttons, []);
}

#[test]
fn one_article_is_compared_with_none() {
    let engine = over(vec![document("only", "The ferry burned. The ferry sank.")]);
    let compared = engine.compare("ferry").unwrap();
    assert_eq!(heard(&engine, &compared), ["only: The ferry burned. / The ferry sank. | "]);
    assert_eq!(silent(&engine, &compared), [""; 0]);
}

const AGENCY: &str =
    "The fire on the ferry Selandia injured 23 passengers, the harbour master of Brightsea said at noon.";

#[test]
fn copies_are_shown_once_and_what_differs_in_a_number_or_a_name_is_no_copy() {
    let of = |slug: &str, from: &str, to: &str| document(slug, &AGENCY.replace(from, to));
    let engine = over(vec![
        document("a", AGENCY),
        of("b", "at noon", "at about noon"),
        of("c", "23", "32"),
        of("d", "Brightsea", "Eastport"),
        of("e", "injured", "never injured"),
    ]);
    let compared = engine.compare("fire").unwrap();
    let slug = |evidence: &Evidence| engine.corpus().document(evidence.doc()).slug.clone();
    let sides: Vec<(String, Vec<String>)> =
        compared.sides.iter().map(|side| (slug(&side.evidence[0]), side.copies.iter().map(slug).collect())).collect();
    let alone = |slug: &str| (slug.to_owned(), Vec::new());
    assert_eq!(sides, [("a".to_owned(), vec!["b".to_owned()]), alone("c"), alone("d"), alone("e")]);
    let reply = run(&engine, "fire", 0);
    assert!(reply.content.contains("-# In nearly the same words: "), "{}", reply.content);
}

#[test]
fn articles_stand_in_the_order_of_their_days() {
    let engine = over(vec![
        document("undated", "The talks about the bridge went on."),
        dated("later", "2025-10-21", "The talks about the bridge resumed."),
        dated("earlier", "October 3, 2025", "The talks about the bridge collapsed."),
    ]);
    assert_eq!(
        heard(&engine, &engine.compare("bridge talks").unwrap()),
        [
            "earlier: The talks about the bridge collapsed. | ",
            "later: The talks about the bridge resumed. | ",
            "undated: The talks about the bridge went on. | ",
        ]
    );
}

#[test]
fn many_articles_are_shown_page_by_page_and_the_rest_is_counted() {
    let many = (10..35).map(|n| document(&format!("a{n}"), &format!("The bridge was painted {n} times."))).collect();
    let engine = over(many);
    let compared = engine.compare("bridge").unwrap();
    assert_eq!((compared.sides.len(), compared.n_more), (20, 5));
    let first = run(&engine, "bridge", 0);
    assert!(first.content.contains("page 1 of 5") && first.buttons.len() == 2, "{}", first.content);
    let last = run(&engine, "bridge", 4);
    assert!(last.content.contains("Not shown, though they speak of it: 5 articles"), "{}", last.content);
}

/// The fire and its inquiry, which differ in what the repair costs, with these dates.
fn repairs(fire_date: &str, inquiry_date: &str) -> Arc<Engine> {
    let with_date = |document: Document, date: &str| {
        let metadata = Metadata { date: Some(date.to_owned()), ..document.metadata.clone() };
        titled(&document.slug, metadata, document.body())
    };
    over(vec![with_date(fire(), fire_date), with_date(inquiry(), inquiry_date)])
}

#[test]
fn values_of_different_days_say_of_which() {
    let question = "how much will the repair cost?";
    let differing = reply(&repairs("2025-10-20", "24 October 2025"), question);
    for expected in ["**4 million euros** · as of October 20, 2025\n", "**6 million euros** · as of October 24, 2025\n"]
    {
        assert!(differing.content.contains(expected), "{expected:?} is not in\n{}", differing.content);
    }
    assert!(!differing.content.contains("A newer article"), "the newer one is shown: {}", differing.content);
    for (first, second) in [("2025-10-20", "October 20, 2025"), ("soon", "later")] {
        let same = reply(&repairs(first, second), question);
        assert!(same.content.contains("**4 million euros**\n") && !same.content.contains("as of"), "{}", same.content);
    }
}

#[test]
fn an_answer_says_when_a_newer_article_speaks_of_the_same() {
    const OLD: &str = "The mayor of Brightsea opened the bridge in the morning. Karin Holm is the mayor of Brightsea.";
    const NEW: &str = "The mayor of Brightsea resigned over the bridge.";
    let question = "who is the mayor of Brightsea?";
    let said = |engine: &Engine| match answer(engine, question) {
        Answer::Quoted(Quoted { as_of, values, .. }) => (as_of.is_some(), values.len()),
        other => panic!("{other:?}"),
    };
    let engine = over(vec![dated("old", "2025-10-03", OLD), dated("new", "2025-10-21", NEW)]);
    assert_eq!(said(&engine), (true, 1));
    let shown = reply(&engine, question);
    let expected = "-# As of October 3, 2025. A newer article, of October 21, 2025, speaks of this too.";
    assert!(shown.content.contains(expected), "{}", shown.content);
    for engine in [
        over(vec![dated("old", "2025-10-21", OLD), dated("new", "2025-10-03", NEW)]),
        over(vec![document("old", OLD), document("new", NEW)]),
        over(vec![dated("old", "2025-10-03", OLD), document("new", NEW)]),
        over(vec![dated("old", "2025-10-03", OLD), dated("new", "2025-10-21", "The choir sang in Eastport.")]),
    ] {
        assert_eq!(said(&engine), (false, 1));
        assert!(!reply(&engine, question).content.contains("As of"));
    }
}
