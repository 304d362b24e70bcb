//! Finding passages in a cluster: against one that keeps everything in memory, and, where one is started, a real one.

pub(crate) mod fake;
mod real;

use std::sync::{Arc, Mutex};

use pullquote::answer::{Calibrated, Engine};
use pullquote::bot::{Action, Bot, Event, Message, Origin};
use pullquote::config::{Cluster, Config};
use pullquote::corpus::{Corpus, Document};
use pullquote::render::Language;
use pullquote::retrieve::{Clause, Embedded, Published, Query, Remote, RemoteError, Retriever, WithFallback};
use pullquote::text::Stemmer;
use serde_json::json;

use crate::made_up::{battery, documents, fire};
use fake::{Fake, Fault};

/// The settings of a cluster, from variables as an operator writes them.
fn cluster(variables: &[(&str, &str)]) -> Cluster {
    let lookup = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
    Config::from_lookup(lookup).unwrap().cluster.unwrap()
}

fn at(url: &str) -> Cluster {
    cluster(&[("PULLQUOTE_ENGINE_URL", url)])
}

fn query(words: &str) -> Query {
    let stemmer = Stemmer::default();
    let clause = |word| Clause { term: stemmer.term(word), weight: 1.0, literal: true };
    Query { clauses: words.split_whitespace().map(clause).collect(), documents: None, part: None }
}

fn town() -> Arc<Corpus> {
    Arc::new(Corpus::new(documents()))
}

fn of(documents: Vec<Document>) -> Arc<Corpus> {
    Arc::new(Corpus::new(documents))
}

fn publish(fake: &Fake, corpus: &Arc<Corpus>) -> Published {
    remote(fake, corpus).publish(&|_, _| {}).unwrap()
}

fn remote(fake: &Fake, corpus: &Arc<Corpus>) -> Remote {
    Remote::new(&at(&fake.url), corpus).unwrap()
}

/// A cluster that holds the town's articles.
fn published() -> (Fake, Arc<Corpus>, Remote) {
    let (fake, corpus) = (Fake::start(), town());
    let remote = remote(&fake, &corpus);
    remote.publish(&|_, _| {}).unwrap();
    (fake, corpus, remote)
}

fn slug(corpus: &Corpus, remote: &dyn Retriever, words: &str) -> String {
    let found = remote.search(&query(words), 5).unwrap().passages;
    corpus.document(corpus.passage(found[0].passage).doc).slug.clone()
}

#[test]
fn what_is_published_is_found() {
    let (fake, corpus, remote) = published();
    for (words, expected) in [("sprinklers tested", "ferry-inquiry"), ("sodium iron manganese", "sodium-battery")] {
        assert_eq!(slug(&corpus, &remote, words), expected);
    }
    assert_eq!(remote.search(&query("xylophone"), 5).unwrap().passages, []);
    assert_eq!(remote.search(&query(""), 5).unwrap().passages, []);
    assert_eq!(remote.search(&query("ferry"), 0).unwrap().passages, []);
    let state = fake.state.lock().unwrap();
    assert_eq!(state.strange, Vec::<String>::new());
    let index = &state.indices[remote.index_name()];
    assert!(index.closed && index.meta["pullquote"]["whole"] == true);
    assert_eq!(index.passages.len(), corpus.passages().len());
    assert_eq!(state.aliases["pullquote"], remote.index_name());
}

#[test]
fn some_documents_only_are_searched_where_some_are_asked_for() {
    let (_, corpus, remote) = published();
    let of = |slug: &str| corpus.documents().iter().find(|document| document.slug == slug).unwrap().id;
    let within = Query { documents: Some(vec![of("ferry-fire")]), ..query("ferry") };
    let found = remote.search(&within, 50).unwrap().passages;
    assert!(!found.is_empty() && found.iter().all(|found| corpus.passage(found.passage).doc == of("ferry-fire")));
}

#[test]
fn a_part_only_is_searched_where_one_is_asked_for() {
    let fake = Fake::start();
    let corpus = of(vec![
        fire().in_folder("harbour".to_owned()),
        battery(),
        // A copy in a part that the first is not in.
        Document::new(
            "again".to_owned(),
            "again.md".to_owned(),
            battery().metadata,
            format!("{}\nAgain.", battery().body()),
        )
        .in_folder("works/news".to_owned()),
    ]);
    publish(&fake, &corpus);
    let remote = remote(&fake, &corpus);
    let found = |words: &str, part: Option<&str>| {
        let query = Query { part: part.map(ToOwned::to_owned), ..query(words) };
        let found = remote.search(&query, 50).unwrap().passages;
        let mut slugs: Vec<String> =
            found.iter().map(|found| corpus.document(corpus.passage(found.passage).doc).slug.clone()).collect();
        slugs.dedup();
        slugs
    };
    let (ferry, battery) = (&corpus.documents()[0].slug, &corpus.documents()[1].slug);
    assert_eq!(found("ferry sodium", Some("harbour")), [ferry.as_str()]);
    assert_eq!(found("sodium iron", None), [battery.as_str()]);
    for part in ["works", "works/news"] {
        assert_eq!(found("sodium iron ferry", Some(part)), ["again"], "{part}");
    }
    assert_eq!(found("sodium iron ferry", Some("nowhere")), [""; 0]);
    assert_eq!(fake.state.lock().unwrap().strange, Vec::<String>::new());
}

#[test]
fn ties_stand_in_the_order_of_the_articles() {
    let (_, _, remote) = published();
    let found = remote.search(&query("the ferry"), 3).unwrap().passages;
    let all = remote.search(&query("the ferry"), 50).unwrap().passages;
    assert_eq!(found, all[..found.len()], "fewer are asked for, and the same come first");
    let tied = |pair: &[pullquote::retrieve::ScoredPassage]| {
        pair[0].retrieval_score > pair[1].retrieval_score || pair[0].passage < pair[1].passage
    };
    assert!(all.windows(2).all(tied), "{all:?}");
}

#[test]
fn publishing_again_changes_nothing() {
    let (fake, corpus, first) = published();
    let sent = fake.requests("_bulk");
    let again = remote(&fake, &corpus).publish(&|_, _| {}).unwrap();
    assert_eq!((again.added, again.removed), (0, vec![]));
    assert_eq!(again.index, first.index_name());
    assert_eq!(fake.requests("_bulk"), sent, "nothing is sent");
}

#[test]
fn two_who_publish_at_once_make_one_index() {
    let (fake, corpus) = (Fake::start(), town());
    let publish = || remote(&fake, &corpus).publish(&|_, _| {}).unwrap().added;
    let added: usize = std::thread::scope(|scope| {
        let both = [scope.spawn(publish), scope.spawn(publish)];
        both.map(|one| one.join().unwrap()).iter().sum()
    });
    assert_eq!(added, corpus.passages().len(), "each passage is added once");
    assert_eq!(fake.indices().len(), 1);
    assert_eq!(slug(&corpus, &remote(&fake, &corpus), "marathon won"), "marathon");
}

#[test]
fn an_interrupted_publication_is_not_searched_and_goes_on() {
    let (fake, corpus) = (Fake::start(), town());
    fake.plant("_bulk", Fault::Unheard);
    fake.plant("_count", Fault::Answer(500, json!({})));
    let interrupted = remote(&fake, &corpus);
    assert!(matches!(interrupted.publish(&|_, _| {}), Err(RemoteError::Unexpected(_))));
    let error = interrupted.search(&query("ferry"), 5).unwrap_err().to_string();
    assert!(error.contains("run `pullquote index`"), "{error}");
    let heard = Mutex::new(Vec::new());
    let published = remote(&fake, &corpus).publish(&|done, all| heard.lock().unwrap().push((done, all))).unwrap();
    assert_eq!(published.added, 0, "all were there already");
    let all = corpus.passages().len();
    assert_eq!(heard.lock().unwrap().last(), Some(&(all, all)));
    assert_eq!(slug(&corpus, &interrupted, "marathon won"), "marathon");
}

#[test]
fn what_a_batch_leaves_out_is_sent_again_and_alone() {
    let (fake, corpus) = (Fake::start(), town());
    fake.plant("_bulk", Fault::Half);
    fake.plant("_bulk", Fault::Answer(503, json!({ "error": "no master" })));
    assert_eq!(remote(&fake, &corpus).publish(&|_, _| {}).unwrap().added, corpus.passages().len());
    fake.plant("_bulk", Fault::Answer(413, json!({})));
    let fewer = Arc::new(Corpus::new(vec![fire(), battery()]));
    assert_eq!(remote(&fake, &fewer).publish(&|_, _| {}).unwrap().added, fewer.passages().len());
}

#[test]
fn a_passage_that_is_refused_ends_it_with_the_reason() {
    let (fake, corpus) = (Fake::start(), town());
    let items: Vec<_> = (0..corpus.passages().len())
        .map(|_| json!({ "create": { "status": 400, "error": { "reason": "failed to parse\u{7}" } } }))
        .collect();
    fake.plant("_bulk", Fault::Answer(200, json!({ "items": items })));
    let error = remote(&fake, &corpus).publish(&|_, _| {}).unwrap_err().to_string();
    assert_eq!(error, "the search cluster answers for a passage with 400: failed to parse");
}

/// A process that still has the older articles finds them until it takes the newer ones.
#[test]
fn old_and_new_articles_are_searched_apart() {
    let (fake, old, first) = published();
    let second = remote(&fake, &of(vec![battery()]));
    assert_eq!(second.publish(&|_, _| {}).unwrap().removed, Vec::<String>::new(), "the one before is kept");
    assert_eq!(fake.state.lock().unwrap().aliases["pullquote"], second.index_name());
    assert_eq!(slug(&old, &first, "marathon won"), "marathon");
    assert_eq!(second.search(&query("marathon won"), 5).unwrap().passages, []);
    let third = of(vec![fire()]);
    assert_eq!(publish(&fake, &third).removed, Vec::<String>::new(), "somebody opened it today");
    assert_eq!(slug(&old, &first, "marathon won"), "marathon");
    fake.age(first.index_name());
    let removed = publish(&fake, &of(vec![battery(), fire()])).removed;
    assert_eq!(removed, [first.index_name()]);
    let error = first.search(&query("marathon won"), 5).unwrap_err().to_string();
    assert!(error.contains("are not in the search cluster"), "{error}");
}

/// Nobody has their articles any more, and nobody would ever finish them.
#[test]
fn what_was_left_half_filled_is_deleted_after_a_day() {
    let (fake, _, first) = published();
    let half = |documents| {
        fake.plant("_count", Fault::Answer(500, json!({})));
        let half = remote(&fake, &of(documents));
        half.publish(&|_, _| {}).unwrap_err();
        half.index_name().to_owned()
    };
    let (left, resumed, recent) = (half(vec![fire()]), half(vec![battery()]), half(vec![fire(), battery()]));
    let whole = fake.state.lock().unwrap().indices[first.index_name()].meta.clone();
    let planted =
        ["pullquote-v1-0123456789abcdef", "pullquote-v2x-v1-0123456789abcdef", "pullquote-v1-0123456789abcde"];
    for (name, meta) in planted.into_iter().zip([json!({ "app": "kibana" }), whole.clone(), whole.clone()]) {
        fake.state
            .lock()
            .unwrap()
            .indices
            .insert(name.to_owned(), fake::Index { meta, created: 1, ..fake::Index::default() });
    }
    // One that says nothing of when it was made or opened.
    let silent = "pullquote-v1-fedcba9876543210";
    let untold = fake::Index { meta: json!({ "pullquote": { "whole": false } }), ..fake::Index::default() };
    fake.state.lock().unwrap().indices.insert(silent.to_owned(), untold);
    for index in [&left, &resumed, first.index_name()] {
        fake.age(index);
    }
    // Somebody goes on with it just now.
    fake.plant("_count", Fault::Answer(500, json!({})));
    remote(&fake, &of(vec![battery()])).publish(&|_, _| {}).unwrap_err();
    let mut documents = documents();
    documents.pop();
    let last = remote(&fake, &of(documents));
    assert_eq!(last.publish(&|_, _| {}).unwrap().removed, [left]);
    let mut stay = [&planted[..], &[silent, &resumed, &recent, first.index_name(), last.index_name()]].concat();
    stay.sort_unstable();
    assert_eq!(fake.indices(), stay);
}

/// An operator takes the articles of yesterday again: their index is still there.
#[test]
fn the_alias_goes_back_with_the_articles() {
    let (fake, old, first) = published();
    let alias = || fake.state.lock().unwrap().aliases["pullquote"].clone();
    let second = remote(&fake, &of(vec![battery()]));
    second.publish(&|_, _| {}).unwrap();
    for index in [first.index_name(), second.index_name()] {
        fake.age(index);
    }
    let back = remote(&fake, &old);
    assert!(back.open().unwrap());
    assert_eq!(alias(), first.index_name());
    assert_eq!(fake.indices().len(), 2, "opening deletes nothing");
    let sent = fake.requests("PUT");
    assert!(back.open().unwrap());
    assert_eq!(fake.requests("PUT"), sent, "what was noted just now is not noted again");
    let removed = publish(&fake, &of(vec![fire()])).removed;
    assert_eq!(removed, [second.index_name()], "the articles in use are kept, not those that were given up");
    assert_eq!(slug(&old, &first, "marathon won"), "marathon");
    assert!(!remote(&fake, &of(vec![fire(), battery()])).open().unwrap(), "there is no index of these");
    assert_ne!(alias(), first.index_name());
}

/// While one state of the articles takes the place of another, processes of both are started, and none disturbs the other.
#[test]
fn processes_of_different_articles_run_side_by_side() {
    let (fake, old, _) = published();
    let new = of(vec![battery()]);
    publish(&fake, &new);
    for _ in 0..3 {
        for corpus in [&old, &new] {
            let opened = remote(&fake, corpus);
            assert!(opened.open().unwrap());
            assert_eq!(fake.state.lock().unwrap().aliases["pullquote"], opened.index_name());
        }
        assert_eq!(slug(&old, &remote(&fake, &old), "marathon won"), "marathon");
        assert_eq!(remote(&fake, &new).search(&query("marathon won"), 5).unwrap().passages, []);
    }
    assert_eq!(publish(&fake, &of(vec![fire()])).removed, Vec::<String>::new());
    assert_eq!(fake.indices().len(), 3);
}

/// What is published is published, even where nothing may be deleted.
#[test]
fn who_may_not_delete_publishes_all_the_same() {
    let (fake, _, first) = published();
    publish(&fake, &of(vec![battery()]));
    fake.age(first.index_name());
    fake.plant(
        first.index_name().to_owned().leak(),
        Fault::Answer(403, json!({ "error": { "type": "security_exception" } })),
    );
    let third = of(vec![fire()]);
    assert_eq!(publish(&fake, &third).removed, Vec::<String>::new());
    assert!(fake.indices().contains(&first.index_name().to_owned()));
    assert_eq!(slug(&third, &remote(&fake, &third), "ferry fire"), "ferry-fire");
}

/// To search is enough for whoever may do no more.
#[test]
fn who_may_only_read_leaves_the_alias_where_it_is() {
    let (fake, old, _) = published();
    let second = remote(&fake, &of(vec![battery()]));
    second.publish(&|_, _| {}).unwrap();
    fake.plant("_aliases", Fault::Answer(403, json!({ "error": { "type": "security_exception" } })));
    let reader = remote(&fake, &old);
    assert!(reader.open().unwrap());
    assert_eq!(fake.state.lock().unwrap().aliases["pullquote"], second.index_name());
    assert_eq!(slug(&old, &reader, "marathon won"), "marathon");
}

#[test]
fn indices_of_others_are_left_alone() {
    let (fake, corpus) = (Fake::start(), town());
    let theirs = |name: &str, meta| {
        let index = fake::Index { meta, ..fake::Index::default() };
        fake.state.lock().unwrap().indices.insert(name.to_owned(), index);
    };
    theirs("pullquote-v1-theirs", json!({ "app": "kibana" }));
    remote(&fake, &corpus).publish(&|_, _| {}).unwrap();
    assert!(fake.indices().contains(&"pullquote-v1-theirs".to_owned()));
    let other = Arc::new(Corpus::new(vec![battery()]));
    theirs(remote(&fake, &other).index_name(), json!({}));
    let error = remote(&fake, &other).publish(&|_, _| {}).unwrap_err().to_string();
    assert!(error.contains("that pullquote did not make; set PULLQUOTE_ENGINE_INDEX"), "{error}");
    theirs("archive", json!(null));
    let named = cluster(&[("PULLQUOTE_ENGINE_URL", &fake.url), ("PULLQUOTE_ENGINE_INDEX", "archive")]);
    let error = Remote::new(&named, &corpus).unwrap().publish(&|_, _| {}).unwrap_err();
    assert!(matches!(error, RemoteError::Foreign(index) if index == "archive"));
}

#[test]
fn a_part_of_the_articles_is_no_result() {
    let (fake, _, remote) = published();
    fake.state.lock().unwrap().shards = 1;
    let error = remote.search(&query("ferry"), 5).unwrap_err().to_string();
    assert!(error.contains("only 1 of 2 shards"), "{error}");
    fake.state.lock().unwrap().shards = 2;
    assert!(!remote.search(&query("ferry"), 5).unwrap().passages.is_empty());
}

#[test]
fn answers_that_make_no_sense_are_errors() {
    let (fake, _, remote) = published();
    let hit = |id: &str| {
        let shards = json!({ "total": 1, "successful": 1 });
        json!({ "timed_out": false, "_shards": shards, "hits": { "hits": [{ "_id": id, "_score": 1.0 }] } })
    };
    let faults = [
        Fault::Garbage("<html>"),
        Fault::Garbage("{\"timed_out\": fal"),
        Fault::Answer(200, json!([])),
        Fault::Answer(200, hit("somebody-elses")),
        Fault::Answer(200, hit("0000-99999999999999999999")),
        Fault::Answer(400, json!({ "error": { "reason": "too_many_clauses" } })),
    ];
    for fault in faults {
        fake.plant("_search", fault.clone());
        assert!(remote.search(&query("ferry"), 5).is_err(), "{fault:?}");
    }
    assert!(!remote.search(&query("ferry"), 5).unwrap().passages.is_empty(), "and the next one is as good as any");
}

#[test]
fn a_question_of_a_thousand_words_stays_within_what_a_cluster_takes() {
    let (fake, _, remote) = published();
    let words: Vec<String> = (0..1500).map(|word| format!("word{word}")).chain(["ferry".to_owned()]).collect();
    remote.search(&query(&words.join(" ")), 5).unwrap();
    assert_eq!(fake.state.lock().unwrap().strange, Vec::<String>::new());
}

#[test]
fn a_node_that_does_not_answer_is_passed_over() {
    let (fake, corpus, _) = published();
    // Nobody listens at the first address any more, and the second is a node.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let two = Remote::new(&at(&format!("http://{gone}, {}", fake.url)), &corpus).unwrap();
    for _ in 0..8 {
        assert_eq!(slug(&corpus, &two, "marathon won"), "marathon");
    }
}

#[test]
fn a_cluster_that_is_gone_is_said_to_be_and_comes_back() {
    let corpus = town();
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let lost = Remote::new(&at(&format!("http://{gone}")), &corpus).unwrap();
    for _ in 0..5 {
        let error = lost.search(&query("ferry"), 5).unwrap_err().to_string();
        assert!(error.contains("no node of the search cluster answers"), "{error}");
    }
    let (fake, corpus, remote) = published();
    let no_master = || fake.plant("_search", Fault::Answer(503, json!({ "error": { "reason": "no master" } })));
    (0..3).for_each(|_| no_master());
    let error = remote.search(&query("ferry"), 5).unwrap_err().to_string();
    assert!(error.contains("no master"), "{error}");
    no_master();
    assert_eq!(slug(&corpus, &remote, "marathon won"), "marathon", "what lasts a moment is waited for");
}

/// What somebody reads who asks meanwhile.
#[test]
fn users_are_told_to_try_again_while_no_node_answers() {
    let corpus = town();
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let lost = Remote::new(&at(&format!("http://{gone}")), &corpus).unwrap();
    let engine = Arc::new(Engine::new(corpus, Box::new(lost), Calibrated::rules()));
    for question in ["who won the marathon?", "/search marathon"] {
        assert_eq!(
            crate::engine::reply(&engine, question).content,
            "I cannot search the articles right now. Please try again in a minute.",
            "{question}"
        );
    }
}

#[test]
fn an_index_of_our_own_answers_where_that_is_wanted() {
    let corpus = town();
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let remote = Remote::new(&at(&format!("http://{gone}")), &corpus).unwrap();
    let both = WithFallback { remote, embedded: Embedded::in_memory(&corpus).unwrap() };
    assert_eq!(slug(&corpus, &both, "marathon won"), "marathon");
    assert!(both.search(&query("marathon won"), 5).unwrap().is_substitute);
}

/// Each reply that an index of our own found says so, in the asker's language, until the cluster is back.
#[test]
fn a_reply_says_which_engine_could_not_be_asked() {
    let (fake, corpus, remote) = published();
    let both = WithFallback { remote, embedded: Embedded::in_memory(&corpus).unwrap() };
    let bot = Bot::new(Arc::new(Engine::new(corpus, Box::new(both), Calibrated::rules())));
    let reply = |text: &str, language: Language| {
        let message = Message { text: text.to_owned(), direct: true, ..Message::default() };
        let origin = Origin { language, ..Origin::default() };
        bot.handle(&Event { origin, action: Action::Message(message) }).unwrap().content
    };
    let fail = || (0..3).for_each(|_| fake.plant("_search", Fault::Answer(503, json!({}))));
    let asked = [
        ("who won the marathon?", "Leila Haddad"),
        ("what is the capital of France?", "The articles don’t say."),
        ("/search marathon", "Leila Haddad"),
        ("/timeline fire", "Oct. 19"),
        ("/compare fire", "engine room"),
    ];
    let english = "-# Searched here: the search cluster cannot be used right now.";
    for (text, holds) in asked {
        fail();
        let said = reply(text, Language::English);
        assert!(said.lines().any(|line| line == english) && said.contains(holds), "{text}: {said}");
        let said = reply(text, Language::English);
        assert!(!said.contains("search cluster") && said.contains(holds), "it is back, {text}: {said}");
    }
    // Who is cited is searched for too.
    fail();
    let said = reply("what happened according to Okafor?", Language::English);
    assert!(said.contains(english), "{said}");
    for (language, line) in [
        (Language::German, "-# Hier gesucht: Der Such-Cluster ist gerade nicht zu gebrauchen."),
        (Language::French, "-# Cherché ici : le cluster de recherche est inutilisable pour le moment."),
        (Language::Spanish, "-# Buscado aquí: el clúster de búsqueda no se puede usar ahora mismo."),
        (Language::Portuguese, "-# Pesquisado aqui: o cluster de busca não pode ser usado agora."),
    ] {
        fail();
        // What was answered from the cluster is remembered, so each asks for something else.
        let said = reply(&format!("where did {language:?} runners take part?"), language);
        assert!(said.lines().any(|found| found == line), "{said}");
    }
}

/// As the bot does it: on a thread that may wait, inside a runtime.
#[test]
fn it_can_be_asked_from_inside_a_runtime() {
    let (_, corpus, remote) = published();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let found = runtime.block_on(async {
        let asked = tokio::task::spawn_blocking(move || (slug(&corpus, &remote, "marathon won"), remote)).await;
        let (found, remote) = asked.unwrap();
        drop(remote);
        found
    });
    assert_eq!(found, "marathon");
}

/// A node that takes the connection and says nothing holds nobody up for ever.
#[test]
fn silence_ends() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let remote = Remote::new(&at(&url), &town()).unwrap();
    assert!(remote.search(&query("ferry"), 5).is_err());
}

#[test]
fn only_what_speaks_our_language_is_used() {
    let corpus = town();
    for (version, said) in [
        (json!({ "version": { "number": "6.8.23" } }), "Elasticsearch 6.8.23 answers"),
        (json!({ "version": { "number": "4.0.0", "distribution": "opensearch" } }), "OpenSearch 4.0.0 answers"),
        (json!({ "hello": "world" }), "something else answers"),
        (json!(null), "something else answers"),
    ] {
        let fake = Fake::start();
        fake.state.lock().unwrap().version = version;
        let error = remote(&fake, &corpus).publish(&|_, _| {}).unwrap_err().to_string();
        assert!(error.starts_with(said), "{error}");
        assert_eq!(fake.indices(), Vec::<String>::new(), "nothing is written there");
    }
    for (version, said) in [
        (json!({ "version": { "number": "9.1.0" } }), "Elasticsearch 9.1.0"),
        (json!({ "version": { "number": "3.0.0", "distribution": "opensearch" } }), "OpenSearch 3.0.0"),
    ] {
        let fake = Fake::start();
        fake.state.lock().unwrap().version = version;
        assert_eq!(remote(&fake, &corpus).version().unwrap(), said);
    }
}

#[test]
fn we_say_who_we_are_and_a_refusal_says_what_to_check() {
    let corpus = town();
    for (variables, identity) in [
        (vec![("PULLQUOTE_ENGINE_USER", "ann"), ("PULLQUOTE_ENGINE_PASSWORD", "s3cret")], "Basic YW5uOnMzY3JldA=="),
        (vec![("PULLQUOTE_ENGINE_API_KEY", "a2V5")], "ApiKey a2V5"),
        (vec![("PULLQUOTE_ENGINE_TOKEN", "t0ken")], "Bearer t0ken"),
    ] {
        let fake = Fake::start();
        let settings = [vec![("PULLQUOTE_ENGINE_URL", fake.url.as_str())], variables].concat();
        let remote = Remote::new(&cluster(&settings), &corpus).unwrap();
        remote.publish(&|_, _| {}).unwrap();
        let identities: Vec<String> = fake.state.lock().unwrap().identities.iter().cloned().collect();
        assert_eq!(identities, [identity]);
        let shown = format!("{remote:?}");
        assert!(!["s3cret", "a2V5", "t0ken"].iter().any(|secret| shown.contains(secret)), "{shown}");
        fake.plant("_search", Fault::Answer(401, json!({ "error": { "reason": "unable to authenticate" } })));
        let error = remote.search(&query("ferry"), 5).unwrap_err().to_string();
        assert!(error.contains("refuses us (HTTP 401); check PULLQUOTE_ENGINE_USER"), "{error}");
    }
}

#[test]
fn a_cluster_with_an_authority_of_its_own_is_believed_where_that_is_said() {
    let (fake, authority) = Fake::start_tls();
    let folder = crate::folder::Folder::with(&[("ca.pem", &authority)]);
    let ca = folder.file("ca.pem");
    let secret = [("PULLQUOTE_ENGINE_URL", fake.url.as_str()), ("PULLQUOTE_ENGINE_API_KEY", "s3cret")];
    let stranger = Remote::new(&cluster(&secret), &town()).unwrap().version().unwrap_err().to_string();
    assert!(stranger.contains("no node of the search cluster answers") && !stranger.contains("s3cret"), "{stranger}");
    assert_eq!(fake.state.lock().unwrap().identities.len(), 0, "nothing was told to a stranger");
    let settings = [&secret[..], &[("PULLQUOTE_ENGINE_CA", ca.to_str().unwrap())]].concat();
    let corpus = town();
    let remote = Remote::new(&cluster(&settings), &corpus).unwrap();
    remote.publish(&|_, _| {}).unwrap();
    assert_eq!(slug(&corpus, &remote, "marathon won"), "marathon");
}

#[test]
fn a_file_of_certificates_that_is_none_is_named() {
    let folder = crate::folder::Folder::new();
    let path = folder.path().join("ca.pem");
    std::fs::write(&path, "hello").unwrap();
    for ca in [path.to_string_lossy().into_owned(), folder.path().join("missing.pem").to_string_lossy().into_owned()] {
        let settings = cluster(&[("PULLQUOTE_ENGINE_URL", "https://localhost:1"), ("PULLQUOTE_ENGINE_CA", &ca)]);
        let error = Remote::new(&settings, &town()).unwrap_err().to_string();
        assert!(error.starts_with(&format!("PULLQUOTE_ENGINE_CA: {ca} cannot be used")), "{error}");
    }
}
