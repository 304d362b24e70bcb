//! Questions for who says something, and for what somebody says: over made-up articles, read by the rules.

use std::sync::{Arc, LazyLock};

use pullquote::answer::{Answer, Ask, Engine, Evidence, Reason};

use crate::engine::{answer, document, over, reply};

const HARBOUR: &str = "\
The old pier of Dunmere is to be torn down next spring, the harbour council said on Monday.

Mayor Jonas Berg told Radio Dunmere that the new pier would be “twice as strong.” “I will walk on it first,” he said.

“No child will play there before the railing is checked,” the mayor added.

Fishermen fear for their landing place. “We were never asked about the pier,” said Ingrid Solheim, who speaks for them, \
warning that the fleet would leave.

The Norwegian shipping minister, Leila Haddad, described the pier as “a gift to the coast.”
";

const BUDGET: &str = "\
The budget of Dunmere has a hole of four million crowns. According to treasurer Tomás Rivera, the pier costs more than the school.

“Nobody counted the cranes,” he told the Coastal Times.

“The cranes were free of charge. A shipyard lent them to us.”

Berg denied that taxes will rise.

The opposition has long accused the shipyard of bribing the harbour master. Solheim, however, has denied the allegations.
";

fn town() -> &'static Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> =
        LazyLock::new(|| over(vec![document("harbour", HARBOUR), document("budget", BUDGET)]));
    &ENGINE
}

fn first(question: &str) -> Option<Evidence> {
    match answer(town(), question) {
        Answer::Quoted(quoted) => Some(quoted.values[0].evidence[0].clone()),
        _ => None,
    }
}

/// `question | the answer's words`, or `question | -` to abstain.
const TABLE: &str = "
who said that the pier is to be torn down?          | the harbour council
who warned that the fleet would leave?              | Ingrid Solheim
who called the pier a gift to the coast?            | Leila Haddad
who denied that taxes will rise?                    | Berg
who denied bribing the harbour master?              | Solheim
who said nobody counted the cranes?                 | Tomás Rivera
what did Solheim say about the pier?                | “We were never asked about the pier,”
what did the mayor say about the railing?           | “No child will play there before the railing is checked,”
what did Berg say about the railing?                | “No child will play there before the railing is checked,”
what did Rivera say about the shipyard?             | A shipyard lent them to us.”
what did Berg tell Radio Dunmere?                   | the new pier would be “twice as strong.”
how did Haddad describe the pier?                   | described the pier as “a gift to the coast.”
what was Solheim's statement on the fleet?          | the fleet would leave
that Berg quote about walking on it first           | “I will walk on it first,”
what did Solheim say about the cranes?              | -
what did Haddad say about taxes?                    | -
what did Rivera say about the fleet?                | -
what did the Swedish shipping minister say about the pier? | -
what did the treasurer of Grimwick say?             | -
";

#[test]
fn what_somebody_says_is_answered_by_their_words_alone() {
    let mut wrong = String::new();
    for line in TABLE.lines().filter(|line| !line.is_empty()) {
        let (question, expected) = line.split_once('|').unwrap();
        let found = first(question.trim());
        let words = found.as_ref().map_or("-", Evidence::answer_words);
        let fits = if expected.trim() == "-" { found.is_none() } else { words.contains(expected.trim()) };
        if !fits {
            wrong.extend([format!("{line}\n  {words}\n")]);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn without_the_speaker_nobody_elses_words_are_given() {
    let other = "Berg said that the pier is ugly. Rivera said that the pier is dear.";
    let engine = over(vec![document("a", other), document("b", "Haddad said that the pier is lovely.")]);
    let said = |engine: &Engine| match answer(engine, "what did Haddad say about the pier?") {
        Answer::Quoted(quoted) => Some(quoted.values[0].evidence[0].answer_words().to_owned()),
        Answer::Abstained(abstained) => {
            assert!(matches!(abstained.reason, Reason::NothingFound | Reason::Unsure(_)), "{abstained:?}");
            None
        }
        Answer::NotAQuestion(..) => panic!("it was a question"),
    };
    assert_eq!(said(&engine).as_deref(), Some("the pier is lovely"));
    assert_eq!(said(&over(vec![document("a", other)])), None);
}

#[test]
fn the_speaker_is_named_where_the_quote_does_not() {
    for (question, line) in [
        // The quotation goes on: its speaker stands in another article's paragraph, and is cut from there.
        (
            "what did Rivera say about the shipyard?",
            Some("-# according to **treasurer Tomás Rivera**, via **the Coastal Times**"),
        ),
        ("what did Berg say about walking on it first?", Some("-# according to **Mayor Jonas Berg**")),
        ("what did Solheim say about the pier?", None),
        ("who denied that taxes will rise?", None),
    ] {
        let reply = reply(town(), question);
        let seen = reply.content.lines().find(|line| line.starts_with("-# according to"));
        assert_eq!(seen, line, "{question}\n{}", reply.content);
        assert!(reply.is_proven(town().corpus()), "{question}");
    }
}

#[test]
fn each_side_of_a_conflict_is_named() {
    let engine = over(vec![
        document("a", "The fire killed 12 people on the ferry, according to the coast guard."),
        document("b", "The owner of the ferry said that the fire killed 9 people."),
    ]);
    let reply = reply(&engine, "how many people did the fire on the ferry kill?");
    for line in ["-# according to **the coast guard**", "-# according to **The owner of the ferry**"] {
        assert!(reply.content.lines().any(|seen| seen == line), "no {line:?} in\n{}", reply.content);
    }
}

#[test]
fn an_answer_knows_what_its_question_was_completed_from() {
    let ask = |question: &str, after: Option<&str>| Ask { after: after.map(ToOwned::to_owned), ..Ask::new(question) };
    let previous = "what did Berg say about the railing?";
    let understood = town().understand(&ask("and Solheim?", Some(previous))).unwrap();
    assert_eq!(understood.question.text, "what did Solheim say about the railing?");
    assert_eq!(understood.completed_from.as_deref(), Some(previous));
    for (question, after) in [("who denied that taxes will rise?", Some(previous)), ("and Solheim?", None)] {
        assert_eq!(town().understand(&ask(question, after)).unwrap().completed_from, None, "{question}");
    }
}
