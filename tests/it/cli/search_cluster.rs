//! The program with a cluster that finds its passages.

use super::{Run, assert_code, stderr, stdout};
use crate::remote::fake::Fake;

fn run(arguments: &[&str], url: &str) -> std::process::Output {
    let mut run = Run::in_town(arguments);
    run.command.env("PULLQUOTE_ENGINE_URL", url);
    run.output()
}

#[test]
fn articles_are_put_into_the_cluster_and_answered_from_there() {
    let fake = Fake::start();
    let before = run(&["check"], &fake.url);
    assert!(stdout(&before).contains("search: Elasticsearch 7.10.2, which does not have these articles yet"));
    let index = run(&["index"], &fake.url);
    assert_code(&index, 0);
    assert!(stdout(&index).contains("index: in the cluster as pullquote-v2-"), "{}", stdout(&index));
    assert!(stdout(&index).contains("passages added"), "{}", stdout(&index));
    let sent = fake.requests("_bulk");
    let answer = run(&["ask", "who won the marathon?"], &fake.url);
    assert_code(&answer, 0);
    assert!(stdout(&answer).contains("Leila Haddad"), "{}", stdout(&answer));
    assert!(fake.requests("_search") > 0 && fake.requests("_bulk") == sent);
    assert!(stdout(&run(&["check"], &fake.url)).contains("which has the articles as pullquote-v2-"));
}

#[test]
fn a_cluster_that_is_not_there_is_named_and_replaced_where_that_is_wanted() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{gone}");
    let answer = run(&["ask", "who won the marathon?"], &url);
    assert_code(&answer, 2);
    assert!(stderr(&answer).contains("warning: no node of the search cluster answers"), "{}", stderr(&answer));
    assert!(stdout(&answer).is_empty());
    let mut with = Run::in_town(&["ask", "who won the marathon?"]);
    with.command.env("PULLQUOTE_ENGINE_URL", &url).env("PULLQUOTE_ENGINE_FALLBACK", "on");
    let answer = with.output();
    assert_code(&answer, 0);
    assert!(stdout(&answer).contains("Leila Haddad") && stderr(&answer).contains("the index of this process answers"));
    assert!(stdout(&answer).contains("Searched here: the search cluster cannot be used"), "{}", stdout(&answer));
    let mut with = Run::in_town(&["ask", "--json", "who won the marathon?"]);
    with.command.env("PULLQUOTE_ENGINE_URL", &url).env("PULLQUOTE_ENGINE_FALLBACK", "on");
    assert!(stdout(&with.output()).contains(r#""substitute_index":true"#));
    let check = run(&["check"], &url);
    assert_code(&check, 1);
    assert!(stdout(&check).contains("search: no node of the search cluster answers"), "{}", stdout(&check));
}

#[test]
fn settings_of_a_cluster_that_cannot_be_used_are_named() {
    let answer = run(&["ask", "who won the marathon?"], "https://ann:s3cret@search.example.org");
    assert_code(&answer, 2);
    assert!(stderr(&answer).contains("who we are into PULLQUOTE_ENGINE_USER") && !stderr(&answer).contains("s3cret"));
}
