//! `pullquote feed` as it is run, over a web that is all on this machine.

use std::process::Output;

use super::{Run, assert_code, records, stderr, stdout};
use crate::site::{Answer, Site};

const URL: &str = "https://news.example.org/feed";

/// A run of the program in a folder with articles, for which the web is `site`.
fn run(first: Option<&Run>, site: &Site, arguments: &[&str]) -> Run {
    let mut run = if first.is_some() { Run::new(arguments) } else { Run::in_town(arguments) };
    let folder = first.unwrap_or(&run).folder.path().to_owned();
    std::fs::write(folder.join("ca.pem"), &site.authority).unwrap();
    run.command.current_dir(folder).env("PULLQUOTE_FETCH", "on").env("PULLQUOTE_FETCH_CA", "ca.pem");
    run.command.env("PULLQUOTE_FETCH_STANDIN", site.address.to_string());
    run
}

fn next(first: &Run, site: &Site, arguments: &[&str]) -> Output {
    run(Some(first), site, arguments).output()
}

fn publish(site: &Site) {
    let text = "Ida Holt opened the new lighthouse of Dunmore on Friday before two hundred guests from the whole coast, \
                and said that it could be seen from thirty miles away in a clear night.";
    let item =
        "<item><title>A lighthouse \u{1b}[31m</title><link>https://news.example.org/1</link><guid>1</guid></item>";
    site.put(
        "news.example.org/feed",
        Answer::rss(&format!("<rss version=\"2.0\"><channel><title>Herald</title>{item}</channel></rss>")),
    );
    site.put(
        "news.example.org/1",
        Answer::html(&format!("<html><body><article><p>{text}</p></article></body></html>")),
    );
}

#[test]
fn a_feed_is_followed_answered_from_listed_and_removed() {
    let site = Site::start();
    publish(&site);
    let first = run(None, &site, &["feed", "list"]);
    let added = next(&first, &site, &["feed", "add", URL]);
    assert_code(&added, 0);
    let text = stdout(&added);
    assert!(text.contains("Following “Herald”") && text.contains("1 added, 0 updated"), "{text}");
    let answer = next(&first, &site, &["ask", "who", "opened", "the", "lighthouse?"]);
    assert_code(&answer, 0);
    assert!(stdout(&answer).contains("Ida Holt"), "{}", stdout(&answer));
    let listed = next(&first, &site, &["feed", "list"]);
    assert_code(&listed, 0);
    assert!(
        stdout(&listed).starts_with("1  Herald  ·  1 article  ·  read less than a minute ago, next in "),
        "{}",
        stdout(&listed)
    );
    let [record] = records(&next(&first, &site, &["feed", "list", "--json"])).try_into().unwrap();
    assert_eq!((&record["url"], &record["n_articles"], &record["n_failures"]), (&URL.into(), &1.into(), &0.into()));
    let kept = next(&first, &site, &["state", "export"]);
    assert!(stdout(&kept).contains(URL), "{}", stdout(&kept));
    assert!(stdout(&next(&first, &site, &["doctor"])).contains("ok       feeds: 1 is followed, and could be read"));

    site.put("news.example.org/feed", Answer::status(500));
    let polled = next(&first, &site, &["feed", "poll"]);
    assert_code(&polled, 1);
    assert!(stderr(&polled).contains("it cannot be read: the server answered with 500"), "{}", stderr(&polled));
    assert!(stdout(&next(&first, &site, &["feed", "list"])).contains("failed once"));
    assert!(
        stdout(&next(&first, &site, &["doctor"]))
            .contains("warning  feeds: https://news.example.org/feed: the server answered with 500")
    );
    assert_code(&next(&first, &site, &["feed", "remove", "7"]), 1);
    let kept = run(Some(&first), &site, &["feed", "remove", "1"]).fed(b"n\n");
    assert_code(&kept, 1);
    assert_code(&next(&first, &site, &["feed", "remove", URL, "--yes"]), 0);
    let answer = next(&first, &site, &["ask", "who", "opened", "the", "lighthouse?"]);
    assert!(stdout(&answer).contains("Ida Holt"), "its articles stay");
}

#[test]
fn nothing_is_followed_where_nothing_may_be_fetched_or_it_is_no_feed() {
    let site = Site::start();
    publish(&site);
    let mut off = run(None, &site, &["feed", "add", URL]);
    for name in ["PULLQUOTE_FETCH", "PULLQUOTE_FETCH_CA", "PULLQUOTE_FETCH_STANDIN"] {
        off.command.env_remove(name);
    }
    let folder = off.folder.file(".pullquote");
    let off = off.output();
    assert_code(&off, 2);
    assert!(stderr(&off).contains("PULLQUOTE_FETCH=on"), "{}", stderr(&off));
    assert!(!folder.exists(), "nothing is made");
    let first = run(None, &site, &["feed", "list"]);
    assert!(stdout(&next(&first, &site, &["feed", "list"])).contains("No feeds are followed"));
    for (address, said) in [
        ("http://127.0.0.1/feed", "a number in place of a site"),
        ("https://localhost/feed", "not on the public web"),
        ("news", "it is none"),
        ("https://news.example.org/1", "it is no feed"),
    ] {
        let refused = next(&first, &site, &["feed", "add", address]);
        assert_code(&refused, 2);
        assert!(stderr(&refused).contains(said), "{address}: {}", stderr(&refused));
    }
    assert_eq!(site.asked(), ["news.example.org/1"]);
}

#[test]
fn an_escape_code_in_a_feed_does_not_reach_the_terminal() {
    let site = Site::start();
    publish(&site);
    let first = run(None, &site, &["feed", "list"]);
    let added = next(&first, &site, &["feed", "add", URL]);
    assert!(!stdout(&added).contains('\u{1b}') && !stderr(&added).contains('\u{1b}'), "{}", stdout(&added));
}
