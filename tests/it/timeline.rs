//! What happened when: events in order, each quoted, over made-up articles with and without dates.

use std::sync::Arc;

use pullquote::answer::{Engine, Event, Timeline};
use pullquote::bot::{Bot, Command, Origin};
use pullquote::corpus::{Document, Metadata};
use pullquote::render::{Language, Reply};

use crate::engine::{document, over, titled};

/// An article that was published on a day.
pub(crate) fn dated(slug: &str, date: &str, body: &str) -> Document {
    let metadata = Metadata { title: Some(format!("The {slug}")), date: Some(date.to_owned()), ..Metadata::default() };
    titled(slug, metadata, body)
}

const FIRE: &str = "\
A fire broke out on the ferry Selandia on Saturday while she lay in the harbour of Brightsea.

The ferry was built in 1998. Her owner said on Monday that the ferry will sail again next week.
";

const INQUIRY: &str = "\
Investigators published their report about the ferry Selandia yesterday. The fire on the ferry broke out on October 18, \
the report says.

The ferry had been inspected on September 2, 2025. Nobody saw the choir sing on Friday.
";

const UNDATED: &str = "\
The ferry Selandia was towed away on Thursday. The ferry had carried 400 people on May 3.
";

const COPY: &str = "\
A fire broke out on the ferry Selandia on Saturday while she lay in harbour of Brightsea.
";

fn ferry() -> Arc<Engine> {
    over(vec![
        dated("fire", "October 21, 2025", FIRE),
        dated("inquiry", "2025-11-04", INQUIRY),
        dated("later-copy", "Oct. 22, 2025", COPY),
        document("undated", UNDATED),
    ])
}

fn days(event: &Event) -> String {
    event.period().map_or_else(|| "open".to_owned(), |period| period.from.to_string())
}

/// Each event as `day: the date's words in the quote | slugs`.
fn told(engine: &Engine, timeline: &Timeline) -> Vec<String> {
    let all = [&timeline.dated, &timeline.yearless, &timeline.open];
    let slug = |event: &Event| {
        let slugs = event.evidence.iter().map(|evidence| engine.corpus().document(evidence.doc()).slug.as_str());
        slugs.collect::<Vec<_>>().join(" ")
    };
    all.into_iter()
        .flatten()
        .map(|event| format!("{}: {} | {}", days(event), event.evidence[0].answer_words(), slug(event)))
        .collect()
}

fn run(engine: &Arc<Engine>, topic: &str, page: usize) -> Reply {
    Bot::new(Arc::clone(engine)).run(&Command::Timeline { topic: topic.to_owned(), page }, &Origin::default())
}

#[test]
fn events_stand_in_the_order_of_their_days() {
    let engine = ferry();
    assert_eq!(
        told(&engine, &engine.timeline("the ferry").unwrap()),
        [
            "1998-01-01: 1998 | fire",
            "2025-09-02: September 2, 2025 | inquiry",
            // Saturday in an article of a Tuesday, and the same told on the next day.
            "2025-10-18: Saturday | fire later-copy",
            "2025-10-18: October 18 | inquiry",
            // What is to come next week, not the Monday on which it was said.
            "2025-10-27: next week | fire",
            "2025-11-03: yesterday | inquiry",
            "open: May 3 | undated",
            "open: Thursday | undated",
        ]
    );
}

#[test]
fn an_article_without_a_date_leaves_its_days_open() {
    let engine = over(vec![document("fire", FIRE)]);
    let timeline = engine.timeline("ferry").unwrap();
    assert_eq!(timeline.yearless, []);
    assert_eq!(
        told(&engine, &timeline),
        ["1998-01-01: 1998 | fire", "open: Saturday | fire", "open: next week | fire"]
    );
}

#[test]
fn only_sentences_about_the_topic_are_events() {
    let engine = ferry();
    assert_eq!(told(&engine, &engine.timeline("choir").unwrap()), ["2025-10-31: Friday | inquiry"]);
    assert!(engine.timeline("submarine").unwrap().is_empty());
    assert!(engine.timeline("submarine ferry accident").unwrap().is_empty());
    assert!(engine.timeline("the ferry according to Reuters").unwrap().is_empty());
}

#[test]
fn sentences_that_differ_in_a_number_are_two_events() {
    let engine = over(vec![
        dated("a", "2025-10-21", "The fire on the ferry injured 23 passengers on Saturday, the harbour master said."),
        dated("b", "2025-10-21", "The fire on the ferry injured 32 passengers on Saturday, the harbour master said."),
        dated("c", "2025-10-21", "The fire on the ferry injured 23 passengers on October 18, the harbour master said."),
    ]);
    assert_eq!(
        told(&engine, &engine.timeline("fire").unwrap()),
        ["2025-10-18: Saturday | a c", "2025-10-18: Saturday | b"]
    );
}

#[test]
fn the_order_of_the_articles_changes_no_event() {
    let turned = over(vec![
        document("undated", UNDATED),
        dated("inquiry", "2025-11-04", INQUIRY),
        dated("fire", "October 21, 2025", FIRE),
    ]);
    let timeline = turned.timeline("ferry").unwrap();
    let days: Vec<String> = timeline.dated.iter().map(days).collect();
    assert!(days.is_sorted(), "{days:?}");
    assert_eq!(days.len(), 6);
}

#[test]
fn a_date_of_ours_is_said_to_be_counted_and_the_quote_keeps_its_own() {
    let engine = ferry();
    let first = run(&engine, "the ferry", 0);
    assert!(first.is_proven(engine.corpus()));
    for expected in [
        "**What happened when: “the ferry”** · page 1 of 2",
        "**1998**\n> The ferry was built in **1998**.",
        "**October 18, 2025** · counted from the article’s date, October 21, 2025\n> A fire broke out on the ferry Selandia on **Saturday** while",
        "-# The fire · October 21, 2025 · fire.md · paragraph 1\n-# The later-copy · Oct. 22, 2025",
        "**October 27 – November 2, 2025** · counted from",
    ] {
        let expected = expected.replace("October 27 – November 2, 2025", "October 27, 2025 – November 2, 2025");
        assert!(first.content.contains(&expected), "{expected:?} is not in\n{}", first.content);
    }
    // Written out with its year, nothing is counted.
    assert!(first.content.contains("**September 2, 2025**\n>"), "{}", first.content);
    let second = run(&engine, "the ferry", 1);
    for expected in [
        "The year is not said, and the article has no date:\n**May 3**\n>",
        "The day stays open, because the article has no date:\n**Thursday**\n>",
    ] {
        assert!(second.content.contains(expected), "{expected:?} is not in\n{}", second.content);
    }
    assert_eq!(run(&engine, "the ferry", 99).content, second.content, "one past the end is the last");
}

#[test]
fn dates_are_said_in_the_language_of_the_reader() {
    let bot = Bot::new(ferry());
    let command = Command::Timeline { topic: "choir".to_owned(), page: 0 };
    for (language, expected) in [
        (Language::German, "**31. Oktober 2025** · gerechnet vom Datum des Artikels, 4. November 2025"),
        (Language::French, "**31 octobre 2025** · compté"),
        (Language::Spanish, "**31 de octubre de 2025** · contado"),
        (Language::Portuguese, "**31 de outubro de 2025** · contado"),
    ] {
        let reply = bot.run(&command, &Origin { language, ..Origin::default() });
        assert!(reply.content.contains(expected), "{}", reply.content);
    }
}

#[test]
fn nothing_is_said_about_nothing() {
    let engine = ferry();
    assert!(run(&engine, " ", 0).private);
    let none = run(&engine, "**submarine** @everyone", 0);
    assert!(
        none.content.contains("no date for anything about “\\*\\*submarine\\*\\* @\u{200b}everyone”"),
        "{}",
        none.content
    );
    assert_eq!(none.buttons, []);
}
