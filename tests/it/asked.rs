//! Questions inside articles: interviews and lists of questions. What is asked there answers nothing; what follows does.

use std::sync::{Arc, LazyLock};

use pullquote::answer::{Answer, Engine};

use crate::engine::{answer, document, over};

const FERRY: &str = "\
The ferry between Dunmere and the islands sails again from March. The harbour council answers what passengers ask most.

Where do the boats leave?

From the old pier, next to the customs house. The new one opens in a year.

It is lit at night.

How long is the crossing?

Ninety minutes in calm weather.

May dogs come along?

Yes, on a lead.

Who owns the boats?

They were bought by the shipyard of Brightsea. The council rents them.
";

const COUNCIL: &str = "\
The council of Dunmere met on Monday. It heard the shipyard for three hours. Members asked about the price of new boats.
";

fn harbour() -> &'static Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> =
        LazyLock::new(|| over(vec![document("ferry", FERRY), document("council", COUNCIL)]));
    &ENGINE
}

fn shown(question: &str) -> Vec<String> {
    match answer(harbour(), question) {
        Answer::Quoted(quoted) => {
            quoted.values.iter().map(|value| value.evidence[0].quote.words().to_owned()).collect()
        }
        other => panic!("{question}: {other:?}"),
    }
}

#[test]
fn the_answer_stands_below_what_is_asked() {
    for (question, sentence) in [
        ("where do the boats leave?", "From the old pier"),
        ("how long is the crossing?", "Ninety minutes"),
        ("who owns the boats?", "They were bought by the shipyard"),
    ] {
        assert!(shown(question)[0].starts_with(sentence), "{question}: {:?}", shown(question));
    }
}

#[test]
fn what_only_asks_is_never_quoted_as_an_answer() {
    for question in
        ["where do the boats leave?", "may dogs come along?", "how long is the crossing", "who owns the boats"]
    {
        if let Answer::Quoted(quoted) = answer(harbour(), question) {
            for evidence in quoted.values.iter().flat_map(|value| &value.evidence) {
                assert!(!evidence.quote.words().ends_with('?'), "{question}: {evidence:?}");
            }
        }
    }
}

#[test]
fn a_passage_begins_with_what_is_asked_and_not_with_the_answer_before() {
    let corpus = harbour().corpus();
    let texts: Vec<&str> =
        corpus.passages().iter().map(|passage| passage.span.cut(corpus.document(passage.doc).body())).collect();
    let asking: Vec<&&str> = texts.iter().filter(|text| text.contains("May dogs")).collect();
    assert!(matches!(asking.as_slice(), [text] if text.starts_with("May dogs")), "{texts:?}");
}

#[test]
fn every_paragraph_of_an_answer_knows_what_was_asked() {
    let corpus = harbour().corpus();
    let ferry = corpus.documents().iter().find(|document| document.slug == "ferry").expect("it is loaded");
    let asked = |words: &str| {
        let place = ferry.sentences().iter().position(|sentence| sentence.cut(ferry.body()).starts_with(words));
        ferry.asked_before(place.expect("it stands there")).map(|asked| ferry.sentences()[asked].cut(ferry.body()))
    };
    assert_eq!(asked("The new one"), Some("Where do the boats leave?"));
    assert_eq!(asked("It is lit"), Some("Where do the boats leave?"));
    assert_eq!(asked("Ninety"), Some("How long is the crossing?"));
    assert_eq!(asked("The ferry"), None);
}
