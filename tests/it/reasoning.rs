//! Why, in plain words: inside every limit, proven, and true of what was found.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use pullquote::answer::{Answer, Ask, Engine, Explained, Unlimited};
use pullquote::bot::{Bot, Command, Origin};
use pullquote::corpus::{DocId, Document, Metadata};
use pullquote::eval::GoldQuestion;
use pullquote::render::{Language, Phrase, Reply, reasoning};

use crate::engine::{document, over, shipped, titled};
use crate::made_up::town;
use crate::render::assert_fit;
use crate::strategy::{hostile, prose, text};

fn explained(engine: &Engine, ask: &Ask) -> Arc<Explained> {
    engine.explain(ask, &Unlimited).unwrap()
}

fn why(engine: &Arc<Engine>, question: &str) -> Reply {
    Bot::new(Arc::clone(engine)).explain_in_words(&explained(engine, &Ask::new(question)))
}

/// question | words that are said | words that are not; several are parted by `;`.
const TABLE: &[&str] = &[
    "who is the harbour master? | Looked for: a person, a group or a state.; First: **Ingrid Solheim** | No answer",
    "how many passengers were injured? | Looked for: a number of “passengers”.; First: **23** | Shown beside it",
    "how much will the repair cost? | cannot all be true: **6 million euros** | each may answer",
    "when will the factory start production? | Looked for: a date or a time.; First: **March 2027** | Looked for: a number",
    "which lighthouse burned? | which “lighthouse” it is; No answer | How sure",
    "why was the course changed? | Looked for: a reason. | no article has",
    "was anybody killed? | a sentence that says yes or no | No answer",
    "who is the mayor of Brightsea? | No answer, because** the best; What comes nearest:; no article has “mayor” | How sure",
    "how many Turkish passengers were injured? | Looked for: a number of “Turkish passengers”.; First: **23** | No answer",
    "what is a xylophone? | No answer, because** no passage has any word of the question. | What comes nearest",
    "how many pasengers were injured? | “pasengers” is in no article; I read “passengers”. | No answer",
    "according to the Harbour Herald, how many passengers were injured? | Only 1 article searched, for the source “Harbour Herald”; in 1 article | Coastal Times",
    "according to Reuters, who won? | none of the articles is from “Reuters” | What comes nearest",
    "thanks | That is no question | Looked for",
];

#[test]
fn it_says_what_was_understood_found_and_decided() {
    for line in TABLE {
        let [question, said, unsaid] = line.split('|').map(str::trim).collect::<Vec<_>>()[..] else { panic!("{line}") };
        let reply = why(town(), question);
        assert!(reply.private, "{question}");
        // A table's row has its semicolons for itself, but for the one in this phrase.
        let content = reply.content.replace("article; I read", "article, I read");
        for words in said.replace("article; I read", "article, I read").split(';').map(str::trim) {
            assert!(content.contains(words), "{question}: no {words:?} in\n{content}");
        }
        for words in unsaid.split(';').map(str::trim) {
            assert!(!content.contains(words), "{question}: {words:?} in\n{content}");
        }
    }
}

#[test]
fn every_answer_to_the_gold_questions_can_be_explained() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gold/set-a.jsonl")).unwrap();
    let (mut n_reasons, mut n_grounds) = (0, 0);
    for line in text.lines() {
        let question: GoldQuestion = serde_json::from_str(line).unwrap();
        let explained = explained(shipped(), &Ask::new(question.q.as_str()));
        for language in Language::ALL {
            let reply = reasoning(&explained, shipped().corpus(), false, None, language);
            assert_fit(&reply, shipped().corpus());
            assert!(!reply.content.contains("Phrase::") && !reply.content.contains('{'), "{}", reply.content);
        }
        let content = reasoning(&explained, shipped().corpus(), false, None, Language::English).content;
        let is_answered = matches!(explained.answer, Answer::Quoted(_));
        assert_eq!(content.contains("**How sure:**"), is_answered, "{content}");
        n_reasons += usize::from(content.contains(Phrase::FirstBecause.text(Language::English)));
        n_grounds += usize::from(content.contains("- For it: ") || content.contains("- Against it: "));
    }
    assert!(n_reasons > 80 && n_grounds > 100, "{n_reasons} {n_grounds}");
}

#[test]
fn the_winner_is_the_answer_and_the_next_is_not_in_it() {
    let mut n_others = 0;
    for question in ["who won the marathon?", "how many passengers were injured?", "how much will the repair cost?"] {
        let explained = explained(town(), &Ask::new(question));
        let Answer::Quoted(quoted) = &explained.answer else { panic!("{question} has no answer") };
        let contest = explained.contest(town().corpus()).unwrap();
        let best = &quoted.values[0].evidence[0];
        assert_eq!((contest.first.span.doc, contest.first.span.answer), (best.doc(), best.answer));
        assert_eq!(contest.first.n_articles, quoted.values[0].evidence.len());
        let Some(second) = contest.second else { continue };
        n_others += 1;
        let mut shown = quoted.values.iter().flat_map(|value| &value.evidence);
        assert!(!shown.any(|shown| shown.doc() == second.span.doc && shown.answer == second.span.answer), "{question}");
    }
    assert!(n_others > 1);
}

#[test]
fn what_is_recognised_in_one_sentence_and_not_in_the_other_is_so() {
    let engine = over(vec![
        document("bridge", "The bridge of Oster opened in 1931, and Ada Holm painted it green."),
        document("hall", "The hall of Oster opened in 1954. Nobody knows who painted it."),
    ]);
    let content = why(&engine, "when did the bridge of Oster open?").content;
    assert!(content.contains("First: **1931**"), "{content}");
    assert!(content.contains("Next: **1954**"), "{content}");
    assert!(content.contains("in its sentence I recognise “bridge”, in the next one I do not"), "{content}");
}

#[test]
fn what_leaves_a_part_of_the_question_unmet_loses_by_that() {
    let engine = over(vec![
        document("may", "In May the council of Oster fined 12 French drivers."),
        document("june", "The council of Oster fined 30 German drivers. So the council of Oster fined drivers."),
    ]);
    let ask = Ask::new("how many French drivers did the council of Oster fine?");
    let explained = explained(&engine, &ask);
    let contest = explained.contest(engine.corpus()).unwrap();
    let body = |doc: DocId| engine.corpus().document(doc).body();
    assert!(contest.first.span.answer.cut(body(contest.first.span.doc)).starts_with("12"), "{contest:?}");
    let second = contest.second.unwrap();
    assert!(second.span.answer.cut(body(second.span.doc)).starts_with("30"), "{second:?}");
    assert_eq!(second.unmet.as_deref(), Some(&["French drivers".to_owned()][..]));
    let content = why(&engine, &ask.question).content;
    assert!(content.contains("because**\n- the next says nothing of “French drivers”\n"), "{content}");
    assert!(!content.contains("found in more"), "what is no answer is not counted: {content}");
}

#[test]
fn what_is_said_of_a_value_counts_the_articles_that_say_it() {
    let bodies = ["The ferry Selandia left at 9 o'clock with 40 people.", "The ferry Selandia carried 40 people."];
    let mut documents: Vec<Document> =
        bodies.iter().zip(["one", "two"]).map(|(body, slug)| document(slug, body)).collect();
    documents.push(document("three", "Of the ferry Selandia it is said that she carried 55 people at night."));
    let engine = over(documents);
    let explained = explained(&engine, &Ask::new("how many people did the ferry Selandia carry?"));
    let contest = explained.contest(engine.corpus()).unwrap();
    assert_eq!(contest.first.n_articles, 2);
}

#[test]
fn what_no_article_has_a_word_for_is_named() {
    let explained = explained(town(), &Ask::new("who is the mayor of Brightsea?"));
    let unknown: Vec<&str> =
        explained.unknown_terms(town().corpus()).into_iter().map(|term| term.word.as_str()).collect();
    assert_eq!(unknown, ["mayor"]);
}

#[test]
fn grounds_are_ordered_and_add_up_with_their_weights() {
    let explained = explained(town(), &Ask::new("who won the marathon?"));
    let grounds = explained.grounds();
    assert!(grounds.len() > 3 && grounds.is_sorted_by(|a, b| a.effect.abs() >= b.effect.abs()), "{grounds:?}");
    let judged = explained.judged_by.confidence(&explained.signals.unwrap());
    assert!((judged.probability() - explained.confidence.probability()).abs() < 1e-6);
    let nothing = self::explained(town(), &Ask::new("what is a xylophone?"));
    assert!(nothing.grounds().is_empty() && nothing.contest(town().corpus()).is_none());
}

#[test]
fn a_follow_up_is_said_to_be_one_by_the_button_and_in_the_terminal() {
    let bot = Bot::new(Arc::clone(town()));
    let after = Some("when will the factory start production?".to_owned());
    let ask = Ask { after, ..Ask::new("and where?") };
    let content = bot.explain_in_words(&explained(town(), &ask)).content;
    assert!(content.contains("where will the factory start production?"), "{content}");
    assert!(content.contains(Phrase::UnderstoodFollowUp.text(Language::English)), "{content}");

    let origin = |at| Origin { user: 1, channel: 1, at, ..Origin::default() };
    let first = bot.run(&Command::question("when will the factory start production?"), &origin(1));
    let second = bot.run(&Command::question("and where?"), &origin(2));
    let id = |reply: &Reply| reply.buttons.iter().find(|button| button.label == "Why?").unwrap().id.clone();
    assert!(id(&first).starts_with("why:") && id(&second).starts_with("whythen:"));
}

/// Articles with a body of their own that holds some words, and hostile titles.
fn articles() -> impl Strategy<Value = Vec<Document>> {
    let body = (text(), hostile(), prose()).prop_map(|(a, b, c)| format!("{a} The ferry burned 9 days. {b}\n{c}"));
    vec((hostile(), body), 1..4).prop_map(|articles| {
        let title = |title| Metadata { title: Some(title), ..Metadata::default() };
        articles.into_iter().zip(0..).map(|((name, body), n)| titled(&format!("a{n}"), title(name), &body)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_explained_the_reply_may_be_sent(
        documents in articles(), words in hostile(), start in select(&["how many days", "who", "why", "did", ""][..]),
        language in select(&Language::ALL[..]), source in proptest::option::of(hostile()),
    ) {
        let engine = over(documents);
        let ask = Ask { source, after: Some(words.clone()), ..Ask::new(format!("{start} the ferry burned {words}")) };
        let explained = explained(&engine, &ask);
        let above = Some(Phrase::ChangedAnswer);
        assert_fit(&reasoning(&explained, engine.corpus(), true, above, language), engine.corpus());
    }
}
