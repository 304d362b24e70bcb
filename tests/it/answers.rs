//! Questions with the answers they must get, over two corpora, and what must not change an answer.

use std::sync::Arc;

use pullquote::answer::{Answer, AnswerValue, Ask, Engine, Quoted, Reason};
use pullquote::corpus::load;

use crate::engine::{answer, corpus_folder, document, engine, over, reply, shipped};
use crate::folder::Folder;
use crate::made_up::{battery, documents, files, fire, inquiry, marathon, town};

/// Over the articles that come with the program: `question | words the quote must hold | cited slug`, or
/// `question | -` to abstain.
const SHIPPED: &[&str] = &[
    "how many soldiers died on October 12 | 23 | talks-approach-concluding-phase",
    "how many pakistani troops got killed in the october 12 fighting | 23 | last-ditch-effort-istanbul",
    "how many militants were killed? | over 200 | talks-approach-concluding-phase",
    "what percent of the doha points are already being implemented | 80 percent | negotiations-stalled-illogical-stance",
    "border lenght in miles | 1,600-mile | delegation-changed-position-18-hours",
    "how long did the talks last on the third day? | 18 hours | delegation-changed-position-18-hours",
    "how many hours did monday's session last | 18 hours | last-ditch-effort-istanbul",
    "when did the clashes erupt? | October 12 | talks-approach-concluding-phase",
    "when did the taliban return to power | 2021 | delegation-changed-position-18-hours",
    "WHEN WAS THE PAHALGAM ATTACK | April 22 | negotiations-stalled-illogical-stance",
    "when was the ceasefire agreed? | Oct. 19 | delegation-changed-position-18-hours",
    "since when has terror been surging in khyber pakhtunkhwa n balochistan | 2021 | talks-resume-after-turkish-mediation",
    "pakistans defnse minister? | Khawaja | delegation-changed-position-18-hours",
    "pm of pakistan? | Shehbaz Sharif | negotiations-stalled-illogical-stance",
    "who is the information minister | Attaullah Tarar | talks-resume-after-turkish-mediation",
    "who asked pakistan to give the talks another chance | Qatar and Turkey | talks-resume-after-turkish-mediation",
    "where was the ASEAN summit | Malaysia | negotiations-stalled-illogical-stance",
    "where were the talks held? | Istanbul | talks-approach-concluding-phase",
    "according to Reuters, where was the ceasefire brokered? | Doha | talks-approach-concluding-phase",
    "how did tarar say the dialogue ended | without a workable solution | talks-resume-after-turkish-mediation",
    "did the afghan negotiators find the demands reasonable | were reasonable | talks-approach-concluding-phase",
    "what's the capital of france | -",
    "who won the world cup | -",
    "how do i install python on windows | -",
    "how much is bitcoin rn | -",
    "who painted the mona lisa | -",
    "which hotel are the talks in | -",
    "according to the BBC, how many soldiers died? | -",
    "hello | -",
    "thanks! | -",
    " | -",
];

/// The same over the made-up town.
const TOWN: &[&str] = &[
    "how many passengers were injured? | 23 passengers | ferry-fire",
    "how many passengers were injured? | Twenty-three passengers | ferry-inquiry",
    "where was the ferry built? | Turkey | ferry-inquiry",
    "where was the ferry built? | Türkiye | ferry-fire",
    "when did the fire break out on the Selandia? | Oct. 19 | ferry-fire",
    "who is the harbour master? | Ingrid Solheim | ferry-fire",
    "who won the brightsea marathon | Leila Haddad | marathon",
    "WHO WON THE MARATHON | Leila Haddad | marathon",
    "how many runners took part? | More than 12,400 | marathon",
    "why was the course changed? | the old bridge is closed | marathon",
    "when will production start? | March 2027 | sodium-battery",
    "who paid for the research? | Ostmark Science Fund | sodium-battery",
    "who leads the group? | Daniel Okoye | sodium-battery",
    "how many minutes does the battery need to charge | six minutes | sodium-battery",
    "were the sprinklers tested? | had not been tested | ferry-inquiry",
    "what is the capital of France? | -",
    "how do I bake bread | -",
    "what is a xylophone | -",
    "who is the mayor of Brightsea? | -",
    "according to Reuters, how many passengers were injured? | -",
    "good morning | -",
];

fn quoted(engine: &Engine, question: &str) -> Quoted {
    match answer(engine, question) {
        Answer::Quoted(quoted) => quoted,
        other => panic!("{question:?}: {other:?}"),
    }
}

/// The slug of the article of every quote of a value.
fn slugs<'a>(engine: &'a Engine, value: &AnswerValue) -> Vec<&'a str> {
    value.evidence.iter().map(|evidence| engine.corpus().document(evidence.doc()).slug.as_str()).collect()
}

/// What an answer says and on what grounds: each value with the words and the sources of its quotes.
fn grounds(engine: &Engine, question: &str) -> Vec<(String, Vec<(String, String)>)> {
    let Answer::Quoted(quoted) = answer(engine, question) else { return Vec::new() };
    let evidence = |value: &AnswerValue| {
        let words = value.evidence.iter().map(|evidence| evidence.quote.words().to_owned());
        slugs(engine, value).into_iter().map(ToOwned::to_owned).zip(words).collect()
    };
    quoted.values.iter().map(|value| (value.value.to_string(), evidence(value))).collect()
}

/// What is wrong with the answer to a line of a table.
fn wrong(engine: &Engine, line: &str) -> Option<String> {
    let columns: Vec<&str> = line.split('|').map(str::trim).collect();
    let found = answer(engine, columns[0]);
    match (columns.get(1..).unwrap_or_default(), &found) {
        (["-"], Answer::Quoted(quoted)) => {
            Some(format!("{line}: answered with {:?}", quoted.values[0].evidence[0].answer_words()))
        }
        (["-"], _) => None,
        ([words, slug], Answer::Quoted(quoted)) => {
            let first = &quoted.values[0];
            let holds = first
                .evidence
                .iter()
                .zip(slugs(engine, first))
                .any(|(evidence, of)| of == *slug && evidence.quote.words().contains(words));
            (!holds).then(|| format!("{line}: quotes are {:?}", grounds(engine, columns[0]).first()))
        }
        ([_, _], other) => Some(format!("{line}: {other:?}")),
        _ => Some(format!("{line}: needs two or three columns")),
    }
}

#[track_caller]
fn assert_table(engine: &Engine, table: &[&str]) {
    let wrong: Vec<String> = table.iter().filter_map(|line| wrong(engine, line)).collect();
    assert!(wrong.is_empty(), "{} of {} lines:\n{}", wrong.len(), table.len(), wrong.join("\n"));
}

#[test]
fn the_articles_that_come_with_the_program_answer() {
    assert_table(shipped(), SHIPPED);
}

#[test]
fn other_articles_answer() {
    assert_table(town(), TOWN);
}

#[test]
fn a_line_of_a_table_can_be_wrong() {
    for line in [
        "who won the marathon | Tomás Rivera | sodium-battery",
        "who won the marathon | Leila Haddad | ferry-fire",
        "who won the marathon | -",
        "what is the capital of France? | Paris | marathon",
        "who won the marathon",
    ] {
        assert!(wrong(town(), line).is_some(), "{line}");
    }
}

#[test]
fn articles_that_differ_are_said_to_differ() {
    let quoted = quoted(town(), "how much will the repair cost?");
    assert!(quoted.conflict, "{quoted:?}");
    let mut values: Vec<(String, Vec<&str>)> =
        quoted.values.iter().map(|value| (value.evidence[0].answer_words().to_owned(), slugs(town(), value))).collect();
    values.sort_unstable();
    assert_eq!(
        values,
        [("4 million euros".to_owned(), vec!["ferry-fire"]), ("6 million euros".to_owned(), vec!["ferry-inquiry"])]
    );
}

/// The second of two who disagree rarely says the whole matter again.
#[test]
fn a_voice_that_takes_up_the_words_of_the_first_disagrees_with_it() {
    let engine = over(vec![document(
        "ship",
        "Ingrid Solheim claims that she was forced to work in the engine room for nine months.\n\n\
         The company answered on Friday. She was never forced to work in the engine room, it said.\n\n\
         About 4,000 sailors live on such ships. The union estimates that number is closer to 9,000.",
    )]);
    for (question, voices) in [
        ("was ingrid solheim forced to work in the engine room?", ["claims that she was forced", "never forced"]),
        ("how many sailors live on such ships?", ["4,000", "9,000"]),
    ] {
        let quoted = quoted(&engine, question);
        assert!(quoted.conflict, "{question}: {quoted:?}");
        for (voice, value) in voices.iter().zip(&quoted.values) {
            assert!(value.evidence[0].quote.words().contains(voice), "{question}: {value:?}");
        }
    }
}

#[test]
fn spellings_of_one_value_are_one_value_with_the_evidence_of_both() {
    for (question, words) in [
        ("how many passengers were injured?", ["23", "Twenty-three"]),
        ("where was the ferry built?", ["Turkey", "Türkiye"]),
        ("when did the fire on the ferry break out?", ["Oct. 19", "October 19"]),
    ] {
        let quoted = quoted(town(), question);
        assert!(!quoted.conflict, "{question}: {quoted:?}");
        let first = &quoted.values[0];
        let mut sources = slugs(town(), first);
        sources.sort_unstable();
        assert_eq!(sources, ["ferry-fire", "ferry-inquiry"], "{question}: {quoted:?}");
        for words in words {
            assert!(
                first.evidence.iter().any(|evidence| evidence.answer_words() == words),
                "{question}: nobody says {words:?} in {first:?}"
            );
        }
    }
}

#[test]
fn a_list_names_every_item() {
    let quoted = quoted(town(), "what are the cells made of?");
    let shown = quoted.values.iter().flat_map(|value| &value.evidence);
    let text: Vec<&str> = shown.map(|evidence| evidence.quote.words()).collect();
    for item in ["sodium", "iron", "manganese"] {
        assert!(text.iter().any(|text| text.contains(item)), "{item} is not in {text:?}");
    }
}

#[test]
fn only_the_source_that_is_asked_for_answers() {
    for (question, words, slug) in [
        ("according to the Coastal Times, how much will the repair cost?", "6 million euros", "ferry-inquiry"),
        ("according to the Harbour Herald, how much will the repair cost?", "4 million euros", "ferry-fire"),
    ] {
        let quoted = quoted(town(), question);
        assert!(!quoted.conflict, "{question}: one source agrees with itself");
        assert_eq!(quoted.values[0].evidence[0].answer_words(), words, "{question}");
        assert!(quoted.values.iter().all(|value| slugs(town(), value) == [slug]), "{question}: {quoted:?}");
    }
    for source in ["ferry-inquiry", "Coastal Times", "what the inquiry found"] {
        let ask = Ask { source: Some(source.to_owned()), ..Ask::new("how much will the repair cost?") };
        let Answer::Quoted(quoted) = town().answer(&ask).unwrap() else { panic!("{source}: no answer") };
        assert!(quoted.values.iter().all(|value| slugs(town(), value) == ["ferry-inquiry"]), "{source}: {quoted:?}");
    }
}

#[test]
fn an_unknown_source_is_named_as_such() {
    let Answer::Abstained(abstained) = answer(town(), "according to Reuters, how many passengers were injured?") else {
        panic!("it was answered");
    };
    assert_eq!(abstained.reason, Reason::UnknownSource("Reuters".to_owned()));
    let ask = Ask { source: Some("Reuters".to_owned()), ..Ask::new("how many passengers were injured?") };
    assert!(matches!(town().answer(&ask).unwrap(), Answer::Abstained(_)));
}

/// Questions that one article alone answers, and what it says.
const OF_ONE_ARTICLE: &[(&str, &str, &str)] = &[
    ("who is the harbour master?", "ferry-fire", "Ingrid Solheim"),
    ("were the sprinklers tested?", "ferry-inquiry", "sprinklers"),
    ("who won the brightsea marathon?", "marathon", "Leila Haddad"),
    ("when will production start?", "sodium-battery", "March 2027"),
    ("how many passengers were injured?", "ferry-fire", "23 passengers"),
];

#[test]
fn without_the_cited_article_its_citation_is_gone() {
    for (question, cited, words) in OF_ONE_ARTICLE {
        assert!(
            grounds(town(), question).iter().flat_map(|(_, quotes)| quotes).any(|(slug, _)| slug == cited),
            "{question}"
        );
        let without = over(documents().into_iter().filter(|document| document.slug != *cited).collect());
        let reply = reply(&without, question);
        assert!(!reply.content.contains(words), "{question}: {}", reply.content);
        assert!(
            grounds(&without, question).iter().flat_map(|(_, quotes)| quotes).all(|(slug, _)| slug != cited),
            "{question}"
        );
    }
}

#[test]
fn an_unrelated_article_changes_no_answer() {
    const UNRELATED: &str = "\
        The village choir sang old songs in the church.\n\n\
        The baker gave everybody a loaf of rye. A cat slept on the organ through all of it.";
    let more = over(documents().into_iter().chain([document("zz-choir", UNRELATED)]).collect());
    for question in [
        "how many passengers were injured?",
        "who is the harbour master?",
        "who won the brightsea marathon",
        "when will production start?",
        "who paid for the research?",
        "where was the ferry built?",
        "how much will the repair cost?",
        "what is the capital of France?",
    ] {
        assert_eq!(grounds(&more, question), grounds(town(), question), "{question}");
    }
}

#[test]
fn the_order_of_the_articles_changes_no_answer() {
    let turned = over(vec![battery(), marathon(), inquiry(), fire()]);
    for question in
        ["who is the harbour master?", "who won the brightsea marathon", "when will production start?", "hello"]
    {
        assert_eq!(grounds(&turned, question), grounds(town(), question), "{question}");
    }
}

#[test]
fn the_same_question_has_the_same_reply_byte_for_byte() {
    let again = engine(Arc::new(load(&corpus_folder()).unwrap().corpus));
    for line in SHIPPED {
        let question = line.split('|').next().unwrap();
        let first = reply(shipped(), question);
        assert_eq!(reply(shipped(), question), first, "{question}: asked twice");
        assert_eq!(reply(&again, question), first, "{question}: asked of another engine");
    }
}

#[test]
fn articles_out_of_a_folder_answer_like_those_made_in_memory() {
    let folder = Folder::new();
    for (name, text) in files() {
        folder.write(&name, text);
    }
    let loaded = engine(Arc::new(load(folder.path()).unwrap().corpus));
    for line in TOWN {
        let question = line.split('|').next().unwrap();
        assert_eq!(grounds(&loaded, question), grounds(town(), question), "{question}");
    }
}

#[test]
fn case_and_question_mark_do_not_matter() {
    for question in [
        "How many passengers were injured?",
        "Who is the harbour master?",
        "Who won the Brightsea marathon?",
        "When will production start?",
        "Who paid for the research?",
        "What is the capital of France?",
        "How many runners took part?",
    ] {
        let values =
            |question: &str| -> Vec<String> { grounds(town(), question).into_iter().map(|(value, _)| value).collect() };
        let expected = values(question);
        for typed in [
            question.to_lowercase(),
            question.to_uppercase(),
            question.replace('?', ""),
            format!("{question}???"),
            format!("  {question}\n"),
        ] {
            assert_eq!(values(&typed), expected, "{typed:?}");
        }
    }
}

#[test]
fn a_greeting_around_a_question_does_not_matter() {
    let plain = reply(town(), "who won the brightsea marathon?").content;
    for typed in [
        "hi, who won the brightsea marathon?",
        "who won the brightsea marathon? pls",
        "<@99> who won the brightsea marathon?",
    ] {
        assert_eq!(reply(town(), typed).content, plain, "{typed}");
    }
}
