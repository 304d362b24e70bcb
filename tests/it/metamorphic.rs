//! What must not change an answer: how a question is typed, copies of articles, articles about something else.

use std::sync::LazyLock;

use pullquote::answer::{Answer, Ask, Engine};
use pullquote::corpus::{Corpus, Document, Metadata, load};
use pullquote::eval::GoldQuestion;

use crate::engine::over;

static QUESTIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let gold = include_str!("../gold/set-a.jsonl").lines();
    gold.map(|line| serde_json::from_str::<GoldQuestion>(line).expect("a question").q).collect()
});

/// The articles that come with the program.
fn articles() -> Vec<Document> {
    let corpus: Corpus = load("corpus".as_ref()).expect("articles").corpus;
    let again = |document: &Document| {
        let (slug, path) = (document.slug.clone(), document.path.clone());
        Document::new(slug, path, document.metadata.clone(), document.body().to_owned())
    };
    corpus.documents().iter().map(again).collect()
}

/// What a user sees of an answer: the quoted words of each value with their articles, and whether they conflict.
fn said(engine: &Engine, question: &str) -> (Vec<Vec<(String, String)>>, bool) {
    match engine.answer(&Ask::new(question)).expect("it can be searched") {
        Answer::Quoted(quoted) => {
            let values = quoted.values.iter().map(|value| {
                let of = |evidence: &pullquote::answer::Evidence| {
                    let slug = engine.corpus().document(evidence.doc()).slug.clone();
                    (slug, evidence.answer_words().to_owned())
                };
                value.evidence.iter().map(of).collect()
            });
            (values.collect(), quoted.conflict)
        }
        _ => (Vec::new(), false),
    }
}

/// The questions whose answers differ between two engines, each asked its own form.
fn changed<'a>(a: &Engine, b: &Engine, ask: impl Fn(&str) -> String + 'a) -> Vec<&'static str> {
    QUESTIONS.iter().filter(|question| said(a, question) != said(b, &ask(question))).map(String::as_str).collect()
}

#[test]
fn case_and_courtesy_change_nothing() {
    let engine = over(articles());
    let none: [&str; 0] = [];
    assert_eq!(changed(&engine, &engine, str::to_lowercase), none);
    assert_eq!(changed(&engine, &engine, str::to_uppercase), none);
    assert_eq!(changed(&engine, &engine, |question| format!("please {question}")), none);
    assert_eq!(changed(&engine, &engine, |question| format!("{question} please")), none);
}

/// Of a few words without a verb, the question mark alone says that something is asked.
#[test]
fn a_question_mark_changes_nothing_where_something_else_asks() {
    let engine = over(articles());
    let mute = changed(&engine, &engine, |question| question.replace('?', ""));
    assert!(mute.iter().all(|question| question.split_whitespace().count() <= 3), "{mute:?}");
}

/// The same text under another headline is no other voice.
#[test]
fn a_copy_of_an_article_changes_no_answer_and_no_count() {
    let mut doubled = articles();
    let copies: Vec<Document> = doubled
        .iter()
        .map(|document| {
            let metadata = Metadata { title: Some("Printed again".to_owned()), ..Metadata::default() };
            let body = format!("From our agency\n\n{}", document.body());
            Document::new(format!("copy-of-{}", document.slug), format!("{}.copy", document.path), metadata, body)
        })
        .collect();
    doubled.extend(copies);
    let engine = over(doubled);
    assert_eq!(engine.corpus().documents().iter().filter(|document| document.copy_of.is_some()).count(), 5);
    assert_eq!(changed(&over(articles()), &engine, ToOwned::to_owned), [""; 0]);
}

#[test]
fn an_article_that_is_taken_away_is_not_heard() {
    let all = over(articles());
    for gone in 0..articles().len() {
        let mut rest = articles();
        let gone = rest.remove(gone).slug;
        let rest = over(rest);
        let (mut n, mut same) = (0, 0);
        for question in QUESTIONS.iter() {
            let (before, after) = (said(&all, question), said(&rest, question));
            let voices =
                |said: &(Vec<Vec<(String, String)>>, bool)| said.0.iter().flatten().any(|(slug, _)| *slug == gone);
            assert!(!voices(&after), "{question} quotes {gone}");
            if !voices(&before) {
                n += 1;
                same += usize::from(before == after);
            }
        }
        // How rare a word is, and so how much it weighs, hangs on all articles.
        assert!(same * 100 >= n * 85, "without {gone} {same} of {n} answers stay as they are");
    }
}

/// A thousand articles on other things, each of its own words.
fn unrelated() -> Vec<Document> {
    const THINGS: [&str; 10] =
        ["orchid", "violin", "glacier", "recipe", "lighthouse", "beetle", "telescope", "marathon", "quilt", "harvest"];
    const DOING: [&str; 7] = ["blooms", "ripens", "gleams", "hums", "shrinks", "wanders", "settles"];
    const PLACES: [&str; 9] =
        ["meadow", "attic", "valley", "workshop", "greenhouse", "orchard", "studio", "barn", "lagoon"];
    let article = |n: usize| {
        let (thing, doing, place) = (THINGS[n % 10], DOING[n % 7], PLACES[n % 9]);
        let body = format!(
            "The {thing} of number{n} {doing} in the {place}.\n\nGardeners of the {place} like how the {thing} {doing} \
             there. Nothing else grows beside number{n}."
        );
        Document::new(format!("unrelated-{n}"), format!("unrelated-{n}.txt"), Metadata::default(), body)
    };
    (0..1000).map(article).collect()
}

/// How rare a word is among all articles has a say in what is found, so that a few answers do change.
#[test]
fn articles_about_something_else_change_few_answers() {
    let mut many = articles();
    many.extend(unrelated());
    let (few, many) = (over(articles()), over(many));
    let first = |engine: &Engine, question: &str| said(engine, question).0.into_iter().next();
    let changed = QUESTIONS.iter().filter(|question| {
        let (before, after) = (first(&few, question), first(&many, question));
        before.as_ref().and_then(|value| value.first()) != after.as_ref().and_then(|value| value.first())
    });
    let changed: Vec<&String> = changed.collect();
    assert!(changed.len() * 10 <= QUESTIONS.len(), "{} of {}: {changed:?}", changed.len(), QUESTIONS.len());
}
