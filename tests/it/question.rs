//! What is made of a question: answer type, intent, source, spelling.

use proptest::prelude::*;
use pullquote::question::{AnswerType, Intent, Question, Speech, complete, plain};

use crate::strategy::text;

use AnswerType::{
    Agent, Country, Date, Definition, Description, Duration, Money, Number, Organisation, Place, Quantity, Quotation,
    Reason, Thing, YesNo,
};

/// Questions and the kind of answer that they want.
const TYPES: &[(&str, AnswerType)] = &[
    ("Who won the marathon?", Agent),
    ("who did the board fire last week", Agent),
    ("Which minister resigned?", Agent),
    ("whose idea was the bridge?", Agent),
    ("Who is Marie Curie?", Definition),
    ("Which company built the stadium?", Organisation),
    ("what team signed the goalkeeper", Organisation),
    ("which country exports the most coffee", Country),
    ("What country hosted the games?", Country),
    ("Where was the comet first seen?", Place),
    ("in which city is the lab", Place),
    ("what is the capital of France", Place),
    ("When did the volcano erupt?", Date),
    ("what year was the company founded", Date),
    ("On what date does the sale end?", Date),
    ("how long did the outage last", Duration),
    ("how many days was the strike", Duration),
    ("How many people visited the museum?", Number),
    ("what percentage of voters turned out", Number),
    ("how old is the actor", Number),
    ("How tall is the tower?", Quantity),
    ("how far is the moon", Quantity),
    ("How much did the painting cost?", Money),
    ("what was the price of the house", Money),
    ("how much money was raised", Money),
    ("Why was the match called off?", Reason),
    ("what caused the blackout", Reason),
    ("what led to the recall", Reason),
    ("how come the train was late", Reason),
    ("What does NASA stand for?", Definition),
    ("what is photosynthesis", Definition),
    ("What did the coach say about the injury?", Quotation),
    ("Did the vaccine work?", YesNo),
    ("is the road open", YesNo),
    ("was anyone hurt?", YesNo),
    ("How does the engine work?", Description),
    ("what happened at the stadium", Description),
    ("tell me about the merger", Description),
    ("what did the robot pick up", Thing),
    ("which metal is used in the battery", Thing),
];

/// The same in sloppy spellings.
const SLOPPY: &[(&str, AnswerType)] = &[
    ("whos the new coach", Agent),
    ("wen did it start", Date),
    ("wher is the factory", Place),
    ("hw many ppl came lol", Number),
    ("HOW MANY PEOPLE CAME", Number),
    ("pls how many people came", Number),
    ("y did the bridge close", Reason),
    ("wich country won the cup", Country),
    ("<@123> who won the cup", Agent),
    ("hey bot, where is the factory??", Place),
    ("didnt the company go bankrupt", YesNo),
    ("number of injured people", Number),
];

fn assert_types(table: &[(&str, AnswerType)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(asked, expected)| (asked, expected, Question::analyze(asked)))
        .filter(|(_, expected, question)| question.answer_type != **expected || question.intent != Intent::Question)
        .map(|(asked, expected, question)| {
            format!("{asked:?} wants {}, not {} ({:?})", expected.name(), question.answer_type.name(), question.intent)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_answer_type_is_seen() {
    assert_types(TYPES);
}

#[test]
fn sloppy_spelling_hides_no_answer_type() {
    assert_types(SLOPPY);
}

#[test]
fn every_answer_type_stands_in_the_table() {
    for answer_type in AnswerType::ALL {
        assert!(TYPES.iter().any(|(_, known)| *known == answer_type), "{} is not tested", answer_type.name());
    }
}

#[test]
fn the_intent_is_seen() {
    let table: &[(&str, Intent)] = &[
        ("", Intent::Empty),
        ("   \n ", Intent::Empty),
        ("🎉🎉", Intent::Empty),
        ("hello", Intent::Greeting),
        ("hi", Intent::Greeting),
        ("hey bot!", Intent::Greeting),
        ("Good morning everyone!", Intent::Greeting),
        ("thanks!", Intent::Thanks),
        ("thank you so much", Intent::Thanks),
        ("help", Intent::Help),
        ("what can you do?", Intent::Help),
        ("who are you", Intent::Help),
        ("haha", Intent::Noise),
        ("nope", Intent::Noise),
        ("why?", Intent::Noise),
        ("volcanoes", Intent::Topic),
        ("Marie Curie", Intent::Topic),
        ("Marie Curie?", Intent::Question),
        ("who discovered radium", Intent::Question),
        ("hello, who discovered radium", Intent::Question),
    ];
    let wrong: Vec<String> = table
        .iter()
        .map(|(asked, expected)| (asked, expected, Question::analyze(asked).intent))
        .filter(|(_, expected, intent)| intent != *expected)
        .map(|(asked, expected, intent)| format!("{asked:?} is {expected:?}, not {intent:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_source_that_is_asked_for_is_seen() {
    let table: &[(&str, Option<&str>)] = &[
        ("according to Reuters, how many people came", Some("Reuters")),
        ("how many people came according to the Harbour Herald?", Some("Harbour Herald")),
        ("how many died, per BBC", Some("BBC")),
        ("in the Guardian article, who won", Some("Guardian")),
        ("who won, as reported by CNN?", Some("CNN")),
        ("how many miles per hour does it go", None),
        ("how many goals per game did she score", None),
        ("who won the marathon", None),
        ("what is in the report", None),
        ("according to", None),
    ];
    let wrong: Vec<String> = table
        .iter()
        .map(|(asked, expected)| (asked, expected, Question::analyze(asked).according_to))
        .filter(|(_, expected, source)| source.as_deref() != **expected)
        .map(|(asked, expected, source)| format!("{asked:?} names {expected:?}, not {source:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_source_is_not_searched_for() {
    let question = Question::analyze("according to the Harbour Herald, who won the marathon?");
    let terms: Vec<&str> = question.terms.iter().map(|term| term.word.as_str()).collect();
    assert_eq!(terms, ["won", "marathon"]);
}

#[test]
fn a_list_is_wanted_where_one_is_asked_for() {
    for (asked, all) in [
        ("list the sponsors", true),
        ("which countries took part", true),
        ("name all the winners", true),
        ("who won", false),
        ("which country won", false),
        ("how many countries took part", false),
    ] {
        assert_eq!(Question::analyze(asked).wants_all, all, "{asked}");
    }
}

#[test]
fn the_focus_is_what_is_counted_or_named() {
    for (asked, focus) in
        [("how many soldiers came", Some("soldiers")), ("which city hosts it", Some("city")), ("who came", None)]
    {
        let question = Question::analyze(asked);
        let word = question.focus.and_then(|at| question.terms.get(at)).map(|term| term.word.as_str());
        assert_eq!(word, focus, "{asked}");
    }
}

#[test]
fn chat_spellings_are_written_out() {
    for (typed, read) in [
        ("whats the score", "what is the score"),
        ("who's there lol?", "who is there?"),
        ("<@123>  who   won ?", "who won?"),
        ("see https://example.org who won", "see who won"),
        ("who won 🎉", "who won"),
        ("didn’t she win", "did not she win"),
        ("", ""),
    ] {
        assert_eq!(plain(typed), read, "{typed}");
    }
}

proptest! {
    #[test]
    fn anything_can_be_asked(asked in text()) {
        let question = Question::analyze(&asked);
        for term in &question.terms {
            prop_assert!(question.text.get(term.span.start..term.span.end).is_some_and(|word| !word.is_empty()));
            prop_assert!(term.variants.windows(2).all(|pair| pair[0].weight >= pair[1].weight), "variants out of order");
            prop_assert!(term.weight > 0.0 && term.weight <= 1.0);
        }
        prop_assert!(question.focus.is_none_or(|focus| focus < question.terms.len()));
    }

    #[test]
    fn questions_of_words_can_be_asked(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..15)) {
        let asked = words.join(" ");
        let question = Question::analyze(&asked);
        prop_assert_eq!(Question::analyze(&asked), question);
    }

    #[test]
    fn only_the_first_five_hundred_characters_are_read(start in text(), more in text()) {
        let start: String = start.chars().chain(std::iter::repeat('x')).take(500).collect();
        prop_assert_eq!(Question::analyze(&format!("{start}{more}")), Question::analyze(&start));
    }
}

/// Words whose places beside each other decide what is wanted.
const WORDS: &[&str] = &[
    "who",
    "what",
    "which",
    "when",
    "where",
    "why",
    "how",
    "many",
    "much",
    "is",
    "was",
    "did",
    "not",
    "or",
    "per",
    "according",
    "to",
    "in",
    "the",
    "of",
    "report",
    "article",
    "say",
    "mean",
    "stand",
    "for",
    "list",
    "all",
    "name",
    "city",
    "year",
    "cost",
    "16,",
    "17",
    "U.S.",
    "-",
    "?",
    ",",
    "people's",
    "so",
];

#[test]
fn politeness_is_no_part_of_a_question() {
    for polite in [
        "does anyone know how many people died?",
        "do you know how many people died?",
        "anybody knows how many people died?",
        "can someone tell me how many people died?",
        "Tell us how many people died?",
        "I was wondering how many people died?",
        "pls could you tell me, how many people died?",
    ] {
        assert_eq!(plain(polite), "how many people died?", "{polite}");
    }
    for other in ["do you know him?", "who knows what they did?", "did the minister tell us?", "what did he know when?"]
    {
        assert_eq!(plain(other), other);
    }
}

/// The question before, the one that leans on it, and how that is read; `-` if it stands by itself.
const FOLLOW_UPS: &str = "
where were the talks held?              | and when?                       | when were the talks held?
where were the talks held?              | when                            | when were the talks held?
who won the marathon?                   | why?                            | why won the marathon?
which country hosted the games?         | and when was that?              | when hosted the games?
according to Reuters, who resigned?     | when?                           | when according to Reuters, resigned?
how many soldiers died?                 | and the militants?              | how many militants died?
how many soldiers died?                 | what about civilians            | how many civilians died?
how many soldiers were killed in 2019?  | and in 2020?                    | how many soldiers were killed in 2020?
where was the first round held?         | and the second?                 | where was the second round held?
who leads Norway's delegation?          | what about Sweden               | who leads Sweden's delegation?
what is the IAEA?                       | and the OPCW?                   | what is the OPCW?
who is Ingrid Solheim?                  | how old is she?                 | how old is Ingrid Solheim?
who mediated the talks?                 | when did they start?            | when did the talks start?
who mediated the talks?                 | and did they succeed?           | did the talks succeed?
who is the mayor of Dunmere?            | and of Grimwick?                | who is the mayor of Grimwick?
when did the library move?              | what about the bridge           | when did the bridge move?
how much did the repairs cost?          | and the library?                | how much did the library cost?
how many people work in the zoo?        | what about the library          | how many people work in the library?
who mediated the talks?                 | and the ceasefire?              | who mediated the ceasefire?
who mediated the talks?                 | and in Doha?                    | who mediated the talks in Doha?
who is Ingrid Solheim?                  | what about Leila Haddad         | who is Leila Haddad?
where was the first round of talks held? | where was the second?           | where was the second round of talks held?
where was the first round of talks held? | where was the second round held? | where was the second round of talks held?
where was the first held?               | where was the second round held? | -
who mediated the talks?                 | who else?                       | who else mediated the talks?
who mediated the talks?                 | anyone else?                    | who else mediated the talks?
how many soldiers died?                 | what about Reuters?             | how many soldiers died, according to Reuters?
how many soldiers died?                 | what does Reuters say?          | how many soldiers died, according to Reuters?
how many soldiers died?                 | according to the Harbour Herald? | how many soldiers died, according to Harbour Herald?
according to Reuters, how many soldiers died? | and the BBC?              | how many soldiers died, according to BBC?
how many died, according to Reuters?    | and Ingrid Solheim?             | how many died, according to Ingrid Solheim?
were soldiers killed?                   | how many?                       | how many soldiers were killed?
did the talks collapse?                 | why?                            | why did the talks collapse?
did the talks collapse?                 | and in Doha?                    | did the talks collapse in Doha?
where were the talks held?              | in which country?               | in which country were the talks held?
who led the delegation?                 | which delegation?               | -
how long did the talks in Oslo last?    | and in Bergen?                  | how long did the talks in Bergen last?
how many soldiers died on October 12?   | and on October 19?              | how many soldiers died on October 19?
how many soldiers died on October 12?   | what about the weekend?         | how many soldiers died over the weekend?
how many soldiers died?                 | in 2019?                        | how many soldiers died in 2019?
who led the northern delegation?        | and the southern one?           | who led the southern delegation?
what did Haddad say about the bridge?   | when did she say that?          | when did Haddad say about the bridge?
what did Haddad say about the bridge?   | and Okoye?                      | what did Okoye say about the bridge?
what did Haddad say about the bridge?   | and about the course?           | what did Haddad say about the course?
what did Haddad say about the bridge?   | what about Norway?              | what did Haddad say about Norway?
what did Haddad say?                    | where did she say it?           | where did Haddad say it?
who is Ingrid Solheim?                  | what did she say about the fire? | what did Ingrid Solheim say about the fire?
who said the war will end?              | when did he say it?             | when was it said that the war will end?
how many soldiers died?                 | who said so?                    | who said that soldiers died?
how many soldiers died?                 | source?                         | who said that soldiers died?
how many soldiers died?                 | when did they die?              | when did soldiers die?
when was the ceasefire agreed?          | who mediated it?                | who mediated the ceasefire?
where were the talks held?              | how long did they last?         | how long did the talks last?
what is the Durand Line?                | where is it?                    | where is the Durand Line?
how tall is the tower?                  | how old is it?                  | how old is the tower?
when did the fire break out?            | what caused it?                 | what caused the fire?
why did the talks fail?                 | what happened next?             | what happened after the talks fail?
tell me about the merger                | when was it?                    | when was the merger?
what did Haddad say?                    | what did the owner say about the fire? | -
how many soldiers died?                 | how many people work in the zoo? | -
how many soldiers died?                 | are you sure?                   | -
who mediated it?                        | and ferries?                    | -
how long did the talks last?            | is there a ceasefire?           | -
who mediated the talks?                 | are there any casualties?       | -
who mediated the talks?                 | who won the marathon?           | -
who mediated the talks?                 | and who won the city marathon?  | -
who mediated the talks?                 | how many people died in the fire on the ferry? | -
who mediated the talks?                 | thanks                          | -
who mediated the talks?                 | and thanks!                     | -
who mediated the talks?                 | ferry                           | -
who mediated the talks?                 | hello                           | -
who mediated the talks?                 | ?                               | -
who mediated the talks?                 |                                 | -
who mediated the talks?                 | and                             | -
who?                                    | and when?                       | -
hi                                      | and when?                       | -
";

#[test]
fn what_a_question_leaves_out_is_taken_from_the_one_before() {
    for line in FOLLOW_UPS.lines().filter(|line| !line.is_empty()) {
        let [previous, next, expected] = line.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("{line} has not three parts");
        };
        assert_eq!(complete(previous, next).as_deref().unwrap_or("-"), expected, "{previous} {next}");
    }
}

proptest! {
    #[test]
    fn any_two_messages_can_follow_each_other(previous in text(), next in text()) {
        if let Some(completed) = complete(&previous, &next) {
            prop_assert!(!completed.trim().is_empty());
        }
    }
}

/// A question, and what it asks about speech: `who | verb | what is said`, `by | speaker | topic`, or `-`.
const SPEECHES: &str = "
who warned of war?                                | who | warn  | of war
who said that the bridge is closed?               | who | say   | that the bridge is closed
which minister denied the report?                 | who | deny  | the report
who was quoted as saying it was over?             | who | say   | it was over
what did Marie Curie say about radium?            | by  | Marie Curie | about radium
what did the harbour master say?                  | by  | the harbour master |
what has the company promised its workers?        | by  | the company | its workers
what does Okoye claim?                            | by  | Okoye | 
what was the mayor's reaction to the fire?        | by  | mayor | to the fire
that curie quote about radium                     | by  | curie | about radium
a quote by Marie Curie about radium               | by  | Marie Curie | about radium
how did Haddad describe the bridge?               | by  | Haddad | the bridge
who wrote the book?                               | -
who was accused of theft?                         | -
who found the wreck?                              | -
who asked them to stay?                           | -
what did the robot pick up?                       | -
what day was the toll announced?                  | -
what did they say?                                | -
what was said about the bridge?                   | -
who won the marathon?                             | -
how does the engine work?                         | -
";

#[test]
fn questions_about_speech_are_seen() {
    for line in SPEECHES.lines().filter(|line| !line.is_empty()) {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let question = Question::analyze(columns[0]);
        let cut = |span: pullquote::text::Span| span.cut(&question.text).trim_end_matches('?').to_owned();
        let seen = match Speech::of(&question) {
            Some(Speech::Who { verb, said }) => vec!["who".to_owned(), verb.to_owned(), cut(said)],
            Some(Speech::By { speaker, about, .. }) => {
                vec!["by".to_owned(), cut(speaker), about.map(cut).unwrap_or_default()]
            }
            None => vec!["-".to_owned()],
        };
        assert_eq!(seen, columns[1..], "{line}");
    }
}

proptest! {
    #[test]
    fn anything_may_be_asked_about_speech(words in proptest::collection::vec(proptest::sample::select(SPOKEN), 0..12)) {
        let question = Question::analyze(&words.join(" "));
        let spans = match Speech::of(&question) {
            Some(Speech::Who { said, .. }) => vec![said],
            Some(Speech::By { speaker, about, .. }) => std::iter::once(speaker).chain(about).collect(),
            None => Vec::new(),
        };
        for span in spans {
            prop_assert!(question.text.get(span.start..span.end).is_some_and(|words| !words.is_empty()));
        }
    }
}

/// Words whose places decide who is asked to have said what.
const SPOKEN: &[&str] = &[
    "who", "what", "which", "how", "did", "does", "has", "was", "said", "say", "tell", "told", "claim", "claimed",
    "the", "Curie", "minister", "that", "about", "quote", "reaction", "of", "by", "'s", "Curie's", "radium", "it",
    "he", "as", "saying", "quoted", "?",
];
