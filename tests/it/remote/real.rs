//! Against a real cluster of three nodes, which is killed in parts and as a whole.
//!
//! `.ci/run engine` runs it, where `../shared/engine` and a JDK are at hand; the fake of `fake` serves everywhere else.
#![expect(clippy::print_stdout, reason = "a run takes minutes, and CI's log shows how it went")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, sleep};
use std::time::Duration;

use pullquote::answer::{Answer, Ask, Calibrated, Engine};
use pullquote::corpus::{Corpus, Document, Metadata, load};
use pullquote::retrieve::{Remote, Retriever, ScoredPassage};
use serde_json::{Value, json};

use super::{cluster, query};
use crate::engine::{corpus_folder, shipped};
use crate::folder::Folder;

const NODES: usize = 3;
const PORT: usize = 19_530;

/// Three nodes, killed when the test ends.
struct Real {
    folder: PathBuf,
    jar: String,
    nodes: Vec<Option<Child>>,
    http: reqwest::blocking::Client,
}

impl Real {
    /// Downloads what is needed and starts the nodes.
    fn start(folder: &Path) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/engine/start-elasticsearch");
        // With no node it only prepares the folder, and finds no cluster.
        let mut prepared = Command::new("bash");
        prepared.arg(script).arg(folder).arg("1").arg((PORT + 50).to_string());
        assert!(prepared.status().unwrap().success(), "the cluster's program can be had");
        let pid = std::fs::read_to_string(folder.join("n1.pid")).unwrap();
        kill(pid.trim());
        std::fs::remove_dir_all(folder.join("n1")).unwrap();
        let jar = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let jar = jar.into_iter().find(|name| Path::new(name).extension().is_some_and(|end| end == "jar")).unwrap();
        let http = reqwest::blocking::Client::builder().no_proxy().build().unwrap();
        let mut real = Self { folder: folder.to_owned(), jar, nodes: (0..NODES).map(|_| None).collect(), http };
        for node in 0..NODES {
            real.revive(node);
        }
        real.wait_for(NODES);
        real
    }

    fn revive(&mut self, node: usize) {
        let number = (node + 1).to_string();
        let log = std::fs::File::options().create(true).append(true).open(self.folder.join(format!("n{number}.log")));
        let child = Command::new("java")
            .args(["-Xms192m", "-Xmx384m", "-Dlog4j.configurationFile=cls/log4j2-test.properties"])
            .args(["-Dlog4j2.disable.jmx=true", "-cp", &format!("cls:{}", self.jar), "EsNode"])
            .arg(self.folder.join(format!("n{number}")))
            .args([(PORT + node + 1).to_string(), NODES.to_string(), number])
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(log.unwrap())
            .stderr(Stdio::null())
            .spawn();
        self.nodes[node] = Some(child.unwrap());
    }

    /// As `kill -9` does it.
    fn kill(&mut self, node: usize) {
        let mut child = self.nodes[node].take().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    fn url(node: usize) -> String {
        format!("http://127.0.0.1:{}", PORT + node + 1)
    }

    fn urls() -> String {
        (0..NODES).map(Self::url).collect::<Vec<_>>().join(",")
    }

    fn ask(&self, method: reqwest::Method, path: &str, body: &Value) -> Value {
        let alive = (0..NODES).find(|node| self.nodes[*node].is_some()).unwrap();
        let request = self.http.request(method, format!("{}/{path}", Self::url(alive)));
        let request = request.header("content-type", "application/json").timeout(Duration::from_secs(20));
        let answer = request.body(body.to_string()).send().and_then(reqwest::blocking::Response::text);
        answer.ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(Value::Null)
    }

    /// Waits until so many nodes are one cluster that has all its shards.
    fn wait_for(&self, nodes: usize) {
        for _ in 0..600 {
            let health = self.ask(reqwest::Method::GET, "_cluster/health", &json!({}));
            if health["number_of_nodes"] == nodes && health["status"] == "green" {
                return;
            }
            sleep(Duration::from_millis(500));
        }
        panic!("no cluster of {nodes} nodes; see {}", self.folder.display());
    }
}

impl Drop for Real {
    fn drop(&mut self) {
        for node in 0..NODES {
            if self.nodes[node].is_some() {
                self.kill(node);
            }
        }
    }
}

fn kill(pid: &str) {
    Command::new("kill").args(["-9", pid]).status().unwrap();
}

fn remote(corpus: &Arc<Corpus>, shards: &str, index: &str) -> Remote {
    let urls = Real::urls();
    let variables = [
        ("PULLQUOTE_ENGINE_URL", urls.as_str()),
        ("PULLQUOTE_ENGINE_SHARDS", shards),
        ("PULLQUOTE_ENGINE_INDEX", index),
    ];
    Remote::new(&cluster(&variables), corpus).unwrap()
}

/// Many short articles, each about a town of its own.
fn many(articles: usize) -> Arc<Corpus> {
    let document = |at: usize| {
        let body =
            format!("The mayor of Town{at} opened bridge number {at} on Monday.\n\nNobody in Town{at} was hurt.");
        Document::new(format!("town-{at}"), format!("town-{at}.md"), Metadata::default(), body)
    };
    Arc::new(Corpus::new((0..articles).map(document).collect()))
}

/// Searches over and over while `meanwhile` runs. Every result must be the right one; how many there were, and how many
/// searches failed for each reason.
fn under_load(
    remote: &Remote,
    words: &str,
    right: &[ScoredPassage],
    meanwhile: impl FnOnce() + Send,
) -> (usize, BTreeMap<String, usize>) {
    let done = AtomicBool::new(false);
    let (mut answered, mut failed) = (0, BTreeMap::new());
    thread::scope(|scope| {
        let work = scope.spawn(|| {
            meanwhile();
            done.store(true, Ordering::Relaxed);
        });
        while !done.load(Ordering::Relaxed) && !work.is_finished() {
            match remote.search(&query(words), right.len()) {
                Ok(found) => {
                    assert_eq!(found.passages, right);
                    answered += 1;
                }
                Err(error) => *failed.entry(error.to_string()).or_insert(0) += 1,
            }
            // As often as a busy server asks.
            sleep(Duration::from_millis(20));
        }
        work.join().unwrap();
    });
    (answered, failed)
}

#[test]
#[ignore = "starts a real cluster: .ci/run engine"]
fn a_real_cluster_answers_as_the_embedded_index_and_survives_its_nodes() {
    let folder = Folder::new();
    let mut real = Real::start(folder.path());
    let corpus = Arc::new(load(&corpus_folder()).unwrap().corpus);
    let articles = remote(&corpus, "1", "pullquote");
    finds_and_answers_the_same(&corpus, &articles);
    a_node_dies_during_questions(&mut real, &articles);
    let towns = many(30_000);
    let large = a_node_dies_during_publication(&mut real, &towns);
    the_alias_moves_during_questions(&real, &large);
    a_shard_is_lost(&mut real, &large);
    the_cluster_is_gone_and_comes_back(&mut real, &articles);
    an_index_of_somebody_else_is_left_alone(&real);
    the_alias_goes_back_and_what_nobody_opens_is_deleted(&real);
}

/// The same passages and the same answers as from the embedded index. In one shard: over several, this build of
/// Elasticsearch gathers how many passages there are, and not how many hold a word (seen with `explain`).
fn finds_and_answers_the_same(corpus: &Arc<Corpus>, articles: &Remote) {
    assert!(articles.version().unwrap().starts_with("Elasticsearch 7"));
    assert_eq!(articles.publish(&|_, _| {}).unwrap().added, corpus.passages().len());
    let engine = Engine::new(Arc::clone(corpus), Box::new(remote(corpus, "1", "pullquote")), Calibrated::rules());
    let gold = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/set-a.jsonl")).unwrap();
    let (mut asked, mut shared, mut wanted) = (0, 0, 0);
    let shown = |answer: Answer| match answer {
        Answer::Quoted(quoted) => {
            let evidence = quoted.values.iter().flat_map(|value| &value.evidence);
            Some((quoted.conflict, evidence.map(|found| (found.quote.span(), found.answer)).collect::<Vec<_>>()))
        }
        Answer::Abstained(_) | Answer::NotAQuestion(..) => None,
    };
    for line in gold.lines() {
        let question = serde_json::from_str::<Value>(line).unwrap()["q"].as_str().unwrap().to_owned();
        let understood = engine.understand(&Ask::new(&question)).unwrap();
        let theirs = engine.retrieve(&understood, 20).unwrap().passages;
        let ours = shipped().retrieve(&understood, 20).unwrap().passages;
        wanted += ours.len();
        shared += ours.iter().filter(|ours| theirs.iter().any(|theirs| theirs.passage == ours.passage)).count();
        let both = [&engine, shipped()].map(|engine| shown(engine.answer(&Ask::new(&question)).unwrap()));
        assert_eq!(both[0], both[1], "{question}");
        asked += 1;
    }
    println!("{shared} of {wanted} passages are those of the embedded index, and all {asked} answers");
    assert!(asked >= 150 && shared * 100 >= wanted * 99, "{shared} of {wanted}");
}

/// There are two copies of every shard.
fn a_node_dies_during_questions(real: &mut Real, articles: &Remote) {
    let right = articles.search(&query("ceasefire agreed"), 5).unwrap().passages;
    real.wait_for(NODES);
    let (answered, failed) = under_load(articles, "ceasefire agreed", &right, || {
        sleep(Duration::from_secs(2));
        real.kill(1);
        sleep(Duration::from_secs(8));
    });
    println!("a node killed during questions: {answered} answered as before, withheld: {failed:?}");
    assert!(answered > 20, "{answered} answered, {failed:?}");
    assert_eq!(articles.search(&query("ceasefire agreed"), 5).unwrap().passages, right);
    real.revive(1);
    real.wait_for(NODES);
}

/// No passage is lost, and none is there twice.
fn a_node_dies_during_publication(real: &mut Real, towns: &Arc<Corpus>) -> Remote {
    let sent = AtomicUsize::new(0);
    thread::scope(|scope| {
        let sending = scope.spawn(|| {
            remote(towns, "3", "towns").publish(&|done, _| {
                sent.store(done, Ordering::Relaxed);
            })
        });
        while sent.load(Ordering::Relaxed) < 1000 && !sending.is_finished() {
            sleep(Duration::from_millis(5));
        }
        let before = sent.load(Ordering::Relaxed);
        real.kill(2);
        let ended = sending.join().unwrap();
        println!("a node killed after {before} of {} passages: {ended:?}", towns.passages().len());
    });
    real.revive(2);
    real.wait_for(NODES);
    let large = remote(towns, "3", "towns");
    large.publish(&|_, _| {}).unwrap();
    let counted = real.ask(reqwest::Method::GET, &format!("{}/_count", large.index_name()), &json!({}));
    assert_eq!(counted["count"], towns.passages().len());
    let mayor = large.search(&query("mayor town4711"), 1).unwrap().passages;
    assert_eq!(towns.document(towns.passage(mayor[0].passage).doc).slug, "town-4711");
    large
}

/// Whoever has the old articles goes on with them.
fn the_alias_moves_during_questions(real: &Real, large: &Remote) {
    let old = large.search(&query("bridge town17"), 3).unwrap().passages;
    let fewer = many(4000);
    let (answered, failed) = under_load(large, "bridge town17", &old, || {
        remote(&fewer, "1", "towns").publish(&|_, _| {}).unwrap();
    });
    println!("the alias moved during questions: {answered} answered as before, withheld: {failed:?}");
    // A machine that does much else besides may be too slow for a search, which is then withheld and not answered wrongly.
    assert!(answered > 0 && failed.keys().all(|reason| reason.contains("timed out")), "{failed:?}");
    let alias = real.ask(reqwest::Method::GET, "_alias/towns", &json!({}));
    assert_eq!(alias.as_object().unwrap().len(), 1);
}

/// What is left is not passed off as all.
fn a_shard_is_lost(real: &mut Real, large: &Remote) {
    let right = large.search(&query("bridge town17"), 3).unwrap().passages;
    let name = large.index_name();
    let alone = json!({ "index": { "auto_expand_replicas": false, "number_of_replicas": 0 } });
    real.ask(reqwest::Method::PUT, &format!("{name}/_settings"), &alone);
    real.wait_for(NODES);
    let shards = real.ask(reqwest::Method::GET, &format!("{name}/_search_shards"), &json!({}));
    let holder = shards["shards"][0][0]["node"].as_str().and_then(|id| shards["nodes"][id]["name"].as_str());
    let lost = holder.and_then(|name| name.strip_prefix('n')?.parse::<usize>().ok()).unwrap() - 1;
    real.kill(lost);
    sleep(Duration::from_secs(5));
    let (answered, failed) = under_load(large, "bridge town17", &right, || sleep(Duration::from_secs(3)));
    println!("a shard lost without a copy: {answered} answered as before, withheld: {failed:?}");
    assert!(answered == 0 && !failed.is_empty(), "{answered} were answered from a part of the articles");
    real.revive(lost);
    real.wait_for(NODES);
}

fn the_cluster_is_gone_and_comes_back(real: &mut Real, articles: &Remote) {
    let right = articles.search(&query("ceasefire agreed"), 5).unwrap().passages;
    for node in 0..NODES {
        real.kill(node);
    }
    let error = articles.search(&query("ceasefire agreed"), 5).unwrap_err().to_string();
    assert!(error.contains("no node of the search cluster answers"), "{error}");
    for node in 0..NODES {
        real.revive(node);
    }
    real.wait_for(NODES);
    // Nodes that failed are left alone for up to half a minute.
    let back = (0..80).find_map(|_| {
        sleep(Duration::from_millis(500));
        articles.search(&query("ceasefire agreed"), 5).ok().map(|found| found.passages)
    });
    assert_eq!(back, Some(right));
}

fn an_index_of_somebody_else_is_left_alone(real: &Real) {
    let shop = remote(&many(3), "1", "shop");
    real.ask(reqwest::Method::PUT, shop.index_name(), &json!({}));
    let error = shop.publish(&|_, _| {}).unwrap_err().to_string();
    assert!(error.contains("that pullquote did not make"), "{error}");
    assert!(shop.open().is_err());
    // One of ours, but in a form that this version does not know.
    let later = remote(&many(4), "1", "shop");
    later.publish(&|_, _| {}).unwrap();
    let meta = |version: u32| json!({ "_meta": { "pullquote": { "schema": version, "whole": true } } });
    real.ask(reqwest::Method::PUT, &format!("{}/_mapping", later.index_name()), &meta(99));
    let again = remote(&many(4), "1", "shop");
    let error = again.search(&query("bridge"), 3).unwrap_err().to_string();
    assert!(error.contains("that pullquote did not make"), "{error}");
    assert!(again.publish(&|_, _| {}).is_err());
    let named = real.ask(reqwest::Method::GET, "shop-v*", &json!({}));
    assert_eq!(named.as_object().unwrap().len(), 2, "nothing was made, and nothing deleted");
    // Where the alias should be there is an index of another program.
    real.ask(reqwest::Method::PUT, "archive", &json!({}));
    let error = remote(&many(3), "1", "archive").publish(&|_, _| {}).unwrap_err().to_string();
    assert!(error.contains("has an index archive that pullquote did not make"), "{error}");
}

fn the_alias_goes_back_and_what_nobody_opens_is_deleted(real: &Real) {
    let [first, second, third] = [5, 6, 7].map(|articles| remote(&many(articles), "1", "back"));
    let led = || {
        let alias = real.ask(reqwest::Method::GET, "_alias/back", &json!({}));
        alias.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    for each in [&first, &second] {
        each.publish(&|_, _| {}).unwrap();
    }
    assert_eq!(led(), [second.index_name()]);
    assert!(remote(&many(5), "1", "back").open().unwrap());
    assert_eq!(led(), [first.index_name()]);
    // All of them were made today, so none is deleted but what says that it is older.
    assert_eq!(third.publish(&|_, _| {}).unwrap().removed, Vec::<String>::new());
    let named = real.ask(reqwest::Method::GET, "back-v*", &json!({}));
    let made =
        named[third.index_name()]["settings"]["index"]["creation_date"].as_str().and_then(|made| made.parse().ok());
    assert!(made.is_some_and(|made: u64| made > 1_500_000_000_000), "{named}");
    assert!(named[third.index_name()]["aliases"]["back"].is_object(), "{named}");
    assert!(named[second.index_name()]["mappings"]["_meta"]["pullquote"]["opened"].is_u64(), "{named}");
}
