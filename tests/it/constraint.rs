//! What a question insists on: evidence meets all of it, or the answer is withheld and the part is named.

use pullquote::answer::{Answer, Engine, Quoted, Reason, Verdict};
use pullquote::corpus::{Document, Metadata};

use crate::engine::{answer, over};

fn article(slug: &str, title: &str, body: &str) -> Document {
    let metadata = Metadata { title: Some(title.to_owned()), ..Metadata::default() };
    Document::new(slug.to_owned(), format!("{slug}.md"), metadata, body.to_owned())
}

fn town() -> std::sync::Arc<Engine> {
    over(vec![
        article(
            "ferry",
            "Fire on the ferry Selandia",
            "A fire broke out on the ferry Selandia on October 19 while she lay in the harbour of Brightsea.\n\n\
             The harbour master, Ingrid Solheim, said that 23 Swedish passengers were injured by the smoke on October 19.\n\n\
             The ferry was built in Turkey in 1998.\n\nImage: Tomas Rivera.",
        ),
        article(
            "storm",
            "Storm over Brightsea",
            "A storm hit Brightsea on November 2.\n\nSix Swedish passengers were injured on a bus on November 2, the \
             hospital said.\n\nThe harbour uses the Vessel Traffic Monitoring System. VTMS was installed in 1999.",
        ),
        article(
            "marathon",
            "Haddad wins the Brightsea marathon",
            "Leila Haddad won the Brightsea marathon on Sunday. More than 12,400 runners took part.\n\nThe next \
             marathon will be held in Lindholm.",
        ),
    ])
}

fn quoted(question: &str) -> Quoted {
    match answer(&town(), question) {
        Answer::Quoted(quoted) => quoted,
        other => panic!("{question}: {other:?}"),
    }
}

fn words(question: &str) -> Vec<String> {
    quoted(question).values.iter().map(|value| value.evidence[0].answer_words().to_owned()).collect()
}

#[test]
fn what_no_evidence_meets_is_named() {
    for (question, parts) in [
        ("How many Danish passengers were injured on October 19?", vec!["Danish passengers"]),
        ("how many nurses were injured on october 19", vec!["nurses"]),
        ("Who won the Paris marathon?", vec!["Paris"]),
        ("how many passengers were injured on october 25", vec!["25"]),
    ] {
        match answer(&town(), question) {
            Answer::Abstained(abstained) => {
                let parts = parts.into_iter().map(ToOwned::to_owned).collect();
                assert_eq!(abstained.reason, Reason::Unsupported(parts), "{question}");
                assert!(!abstained.nearest.is_empty(), "{question}");
            }
            other => panic!("{question}: {other:?}"),
        }
    }
}

#[test]
fn what_is_met_is_answered() {
    for (question, right) in [
        ("How many Swedish passengers were injured on October 19?", "23"),
        ("how many passengers were injured on november 2", "Six"),
        ("who won the brightsea marathon", "Leila Haddad"),
        ("how many people were injured on oct 19", "23"),
    ] {
        assert!(words(question)[0].starts_with(right), "{question}: {:?}", words(question));
    }
}

/// Neither the credit of a picture nor the date over an article says anything.
#[test]
fn a_credit_is_no_answer() {
    if let Answer::Quoted(quoted) = answer(&town(), "who injured the passengers on the ferry?") {
        assert!(quoted.values.iter().all(|value| value.evidence[0].answer_words() != "Tomas Rivera"));
    }
}

#[test]
fn an_acronym_is_written_out() {
    assert_eq!(words("what does VTMS stand for?"), ["Vessel Traffic Monitoring System"]);
}

/// Two events are two answers, each with its time said first.
#[test]
fn answers_of_different_times_say_when() {
    let quoted = quoted("how many passengers were injured?");
    let town = town();
    let when = |place: usize| {
        let when = quoted.values[place].when.expect("a time");
        when.words.cut(town.corpus().document(when.doc).body()).to_owned()
    };
    assert!(!quoted.conflict);
    let mut whens = [when(0), when(1)];
    whens.sort();
    assert_eq!(whens, ["on November 2", "on October 19"]);
}

#[test]
fn a_verdict_is_given_only_on_plain_evidence() {
    assert_eq!(quoted("was the ferry built in turkey?").verdict, Some(Verdict::Yes));
    for question in [
        "was the ferry built in norway?",
        "were the passengers injured by smoke?",
        "will the marathon be held in paris?",
    ] {
        if let Answer::Quoted(quoted) = answer(&town(), question) {
            assert_eq!(quoted.verdict, None, "{question}");
        }
    }
}
