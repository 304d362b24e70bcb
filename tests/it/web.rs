//! The page to look at, over real connections.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use pullquote::answer::{Calibrated, Engine};
use pullquote::bot::Bot;
use pullquote::config;
use pullquote::corpus::{Corpus, Metadata};
use pullquote::observe::Meter;
use pullquote::render::to_page;
use pullquote::retrieve::{Embedded, Found, Query, RetrieveError, Retriever};
use pullquote::text::Span;
use pullquote::web::Web;
use regex::Regex;

use crate::engine::{document, over, reply, titled};
use crate::made_up::town;

const PATIENCE: Duration = Duration::from_mins(1);

fn settings() -> config::Web {
    config::Web { listen: SocketAddr::from(([127, 0, 0, 1], 0)), url: None }
}

fn page_over(engine: &Arc<Engine>) -> (Bot, Web) {
    let bot = Bot::new(Arc::clone(engine));
    let web = Web::start(&settings(), bot.for_guests(), PATIENCE, Meter::new()).unwrap();
    (bot, web)
}

/// What came back.
struct Response {
    status: u16,
    head: String,
    body: String,
}

impl Response {
    /// The words of the elements of this name, as a browser shows them.
    fn texts(&self, element: &str) -> Vec<String> {
        let whole = Regex::new(&format!("(?s)<{element}(?: [^>]*)?>(.*?)</{element}>")).unwrap();
        whole.captures_iter(&self.body).map(|found| shown(&found[1])).collect()
    }

    /// Where the links of the page lead.
    fn links(&self) -> Vec<String> {
        let link = Regex::new("<a href=\"([^\"]*)\"").unwrap();
        link.captures_iter(&self.body).map(|found| shown(&found[1])).collect()
    }
}

fn shown(html: &str) -> String {
    let text = Regex::new("<[^>]*>").unwrap().replace_all(html, "").into_owned();
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .into_iter()
        .fold(text, |text, (escaped, plain)| text.replace(escaped, plain))
}

fn send(at: SocketAddr, request: &str) -> Response {
    let mut stream = TcpStream::connect(at).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Response { status, head: head.to_lowercase(), body: body.to_owned() }
}

fn look(web: &Web, path: &str) -> Response {
    // What stands behind # stays in the browser.
    let path = path.split('#').next().unwrap();
    send(web.at(), &format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
}

fn encoded(text: &str) -> String {
    let parts: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    parts.concat()
}

fn ask(web: &Web, question: &str) -> Response {
    look(web, &format!("/?q={}", encoded(question)))
}

#[test]
fn the_list_leads_to_every_article() {
    let (_, web) = page_over(town());
    let list = look(&web, "/");
    assert_eq!(list.status, 200);
    let articles: Vec<String> = list.links().into_iter().filter(|link| link.starts_with("/article/")).collect();
    let documents = town().corpus().documents();
    assert_eq!(articles.len(), documents.len());
    for (link, document) in articles.iter().zip(documents) {
        let page = look(&web, link);
        assert_eq!((page.status, page.texts("h1")), (200, vec![document.title().to_owned()]));
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = words(&page.texts("article").concat());
        for (span, _) in document.paragraphs() {
            assert!(text.contains(&words(span.cut(document.body()))), "{text}");
        }
        for number in 1..=document.sentences().len() {
            assert!(page.body.contains(&format!("id=\"s{number}\"")), "sentence {number} has an address");
        }
    }
}

#[test]
fn a_question_is_answered_as_the_bot_does_and_every_quote_is_marked_where_it_stands() {
    let (_, web) = page_over(town());
    for question in ["how much will the repair cost?", "who won the marathon?", "when did the fire break out?"] {
        let page = ask(&web, question);
        assert_eq!(page.status, 200);
        let expected = reply(town(), question);
        let own = expected.content.lines().next().unwrap().replace("**", "");
        assert!(shown(&page.body).contains(&own), "{own}: {}", page.body);
        let places: Vec<String> = page.links().into_iter().filter(|link| link.contains("?at=")).collect();
        assert!(!places.is_empty() && expected.content.contains("> "));
        let quotes = page.texts("blockquote");
        for (link, quote) in places.iter().zip(&quotes) {
            let article = look(&web, link);
            let marked = article.texts("mark").concat();
            assert!(!marked.is_empty() && quote.contains(&marked), "{marked} in {quote}");
            assert_eq!(article.body.matches("id=\"quote\"").count(), 1);
            assert!(link.ends_with("#quote"));
        }
    }
}

#[test]
fn buttons_are_links_and_none_of_them_changes_anything() {
    let (_, web) = page_over(town());
    let answer = ask(&web, "how much will the repair cost?");
    let pressed: Vec<String> = answer.links().into_iter().filter(|link| link.starts_with("/press")).collect();
    assert_eq!(pressed.len(), 4, "context, more, differ, why: {pressed:?}");
    assert!(shown(&look(&web, &pressed[2]).body).contains("What each article says"));
    assert!(shown(&look(&web, &pressed[3]).body).contains("First: 4 million euros"));
    // Votes are for those who can be told apart.
    let vote = pressed[0].replace("id=context", "id=up");
    assert!(shown(&look(&web, &vote).body).contains("nothing was noted"));
}

#[test]
fn one_visitor_s_question_does_not_go_on_with_another_s() {
    let (_, web) = page_over(town());
    ask(&web, "when did the fire break out?");
    assert!(!ask(&web, "and where?").body.contains("Read as"));
}

#[test]
fn a_link_to_an_article_that_has_changed_says_so() {
    let before = document("note", "The bridge was closed on Monday. It is old.");
    let link = to_page(&before, Span::new(4, 10));
    let (bot, web) = page_over(&over(vec![before]));
    assert_eq!(look(&web, &link).texts("mark"), ["bridge"]);
    let after = over(vec![document("note", "On Monday the bridge was closed. It is old.")]);
    bot.renew(after, None);
    let page = look(&web, &link);
    assert!(page.texts("mark").is_empty() && page.body.contains("has changed since"), "{}", page.body);
    bot.renew(over(Vec::new()), None);
    assert_eq!(look(&web, &link).status, 404);
    assert_eq!((look(&web, "/readyz").status, look(&web, "/healthz").status, look(&web, "/").status), (503, 200, 200));
}

#[test]
fn it_says_why_it_is_not_ready() {
    let (bot, web) = page_over(&over(Vec::new()));
    let lacking = look(&web, "/readyz");
    assert_eq!((lacking.status, lacking.body.as_str()), (503, "there are no articles\n"));
    let meter = Meter::new();
    meter.await_discord();
    let awaiting = Web::start(&settings(), Bot::new(Arc::clone(town())), PATIENCE, meter).unwrap();
    let lacking = look(&awaiting, "/readyz");
    assert_eq!((lacking.status, lacking.body.as_str()), (503, "discord is not connected\n"));
    assert_eq!(look(&awaiting, "/healthz").status, 200);
    bot.renew(Arc::clone(town()), None);
    assert_eq!(look(&web, "/readyz").status, 200);
}

#[test]
fn words_from_outside_are_shown_and_do_nothing() {
    let evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let metadata = Metadata {
        title: Some(evil.to_owned()),
        publisher: Some(evil.to_owned()),
        url: Some("javascript:alert(1)".to_owned()),
        ..Metadata::default()
    };
    let engine = over(vec![titled("a\"><b>", metadata, &format!("The dam broke on Friday, said {evil} in Oslo."))]);
    let (_, web) = page_over(&engine);
    let article = look(&web, "/").links().into_iter().find(|link| link.starts_with("/article/")).unwrap();
    for page in [look(&web, "/"), look(&web, &article), ask(&web, "when did the dam break?"), ask(&web, evil)] {
        assert_eq!(page.status, 200);
        assert!(!page.body.contains("<script") && !page.body.contains("<img"), "{}", page.body);
        assert!(page.links().iter().all(|link| !link.starts_with("javascript")), "{:?}", page.links());
    }
    assert!(look(&web, &article).texts("h1")[0].contains("<script>"));
}

#[test]
fn odd_addresses_get_an_answer() {
    let (_, web) = page_over(town());
    let slug = &town().corpus().documents()[0].slug;
    for at in ["", "5", "5-2", "x-y", "0-99999999999", "18446744073709551615-18446744073709551616", "-", "3-3", "-1-4"]
    {
        let page = look(&web, &format!("/article/{slug}?at={at}"));
        assert_eq!((page.status, page.texts("mark").len()), (200, 0), "{at}");
    }
    for path in ["/article/none", "/article/..%2F..%2Fetc%2Fpasswd", "/nothing", "/article/%FF", "/article/"] {
        assert!(matches!(look(&web, path).status, 400 | 404), "{path}");
    }
    for path in
        ["/?page=0", "/?page=x", "/?page=18446744073709551615", "/?q=%FF", "/press", "/press?id=", "/press?id=zz"]
    {
        assert!(matches!(look(&web, path).status, 200 | 400), "{path}");
    }
    let long = look(&web, &format!("/?q={}", "who+".repeat(10_000)));
    assert!(matches!(long.status, 200 | 414 | 431), "{}", long.status);
    let post = send(web.at(), "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(post.status, 405);
    assert!(send(web.at(), "nonsense\r\n\r\n").status == 400);
    assert_eq!(look(&web, "/").status, 200, "it goes on");
}

#[test]
fn every_response_is_held_to_the_strict_headers() {
    let (_, web) = page_over(town());
    for path in ["/", "/?q=who", "/article/none", "/nothing", "/style.css", "/status", "/healthz", "/metrics", "/press"]
    {
        let Response { head, .. } = look(&web, path);
        for header in ["content-security-policy: default-src 'none'", "nosniff", "no-referrer", "x-frame-options: deny"]
        {
            assert!(head.contains(header), "{path}: {header}: {head}");
        }
        assert!(!head.contains("set-cookie") && !head.contains("access-control"), "{head}");
    }
}

#[test]
fn a_site_elsewhere_cannot_read_it_under_its_own_name() {
    let (bot, web) = page_over(town());
    let named = |web: &Web, host: &str| {
        send(web.at(), &format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status
    };
    for host in ["localhost", "localhost:8787", "127.0.0.1:9", "[::1]:80", "LOCALHOST"] {
        assert_eq!(named(&web, host), 200, "{host}");
    }
    for host in ["evil.example", "evil.example:8787", "localhost.evil.example", "", "@", "127.0.0.1.evil.example"] {
        assert_eq!(named(&web, host), 421, "{host}");
    }
    let public = config::Web { url: Some("https://quotes.example".to_owned()), ..settings() };
    let web = Web::start(&public, bot, PATIENCE, Meter::new()).unwrap();
    assert_eq!((named(&web, "quotes.example"), named(&web, "evil.example")), (200, 421));
}

#[test]
fn citations_without_an_address_lead_to_the_page_where_everybody_can_reach_it() {
    let documents = || vec![document("dam-break", "The dam broke on Friday, said Ida Holt.")];
    let here = reply(&over(documents()), "when did the dam break?");
    assert!(!here.content.contains("](<"), "{}", here.content);
    let corpus = Corpus::new(documents()).showing_at(Some("https://quotes.example".to_owned()));
    let there = reply(&crate::engine::engine(Arc::new(corpus)), "when did the dam break?");
    assert!(there.content.contains("](<https://quotes.example/article/dam-break?at="), "{}", there.content);
}

/// Finds nothing until it is told to.
struct Slow {
    embedded: Embedded,
    /// Told when it begins to search, if anybody wants to know.
    searching: Option<Sender<()>>,
    go: Mutex<Receiver<()>>,
}

impl Retriever for Slow {
    fn search(&self, query: &Query, top_k: usize) -> Result<Found, RetrieveError> {
        let _ = self.searching.as_ref().map(|searching| searching.send(()));
        // An end of the channel lets all go on.
        let _ = self.go.lock().unwrap().recv();
        self.embedded.search(query, top_k)
    }
}

#[test]
fn a_crowd_is_asked_to_come_back_and_the_page_itself_is_still_there() {
    let corpus = Arc::new(Corpus::new(vec![document("note", "The dam broke on Friday.")]));
    let (release, go) = channel();
    let slow = Slow { embedded: Embedded::in_memory(&corpus).unwrap(), searching: None, go: Mutex::new(go) };
    let engine = Arc::new(Engine::new(corpus, Box::new(slow), Calibrated::rules()));
    let (_, web) = page_over(&engine);
    thread::scope(|scope| {
        let asking: Vec<_> = (0..12)
            .map(|number| {
                let web = &web;
                scope.spawn(move || ask(web, &format!("when did dam {number} break?")))
            })
            .collect();
        // Eight of them find no place, and are told so while the others still wait.
        while asking.iter().filter(|asking| asking.is_finished()).count() < 8 {
            thread::yield_now();
        }
        assert_eq!(look(&web, "/").status, 200);
        drop(release);
        let answers: Vec<Response> = asking.into_iter().map(|asking| asking.join().unwrap()).collect();
        let refused: Vec<&Response> = answers.iter().filter(|answer| answer.status == 503).collect();
        assert_eq!(refused.len(), 8);
        assert!(refused.iter().all(|answer| answer.head.contains("retry-after") && answer.body.contains("try again")));
    });
}

#[test]
fn an_answer_leads_into_the_articles_that_it_was_given_from() {
    let corpus = Arc::new(Corpus::new(vec![document("note", "The dam broke on Friday.")]));
    let (release, go) = channel();
    let (searching, begun) = channel();
    let embedded = Embedded::in_memory(&corpus).unwrap();
    let slow = Slow { embedded, searching: Some(searching), go: Mutex::new(go) };
    let engine = Arc::new(Engine::new(corpus, Box::new(slow), Calibrated::rules()));
    let (bot, web) = page_over(&engine);
    thread::scope(|scope| {
        let asking = scope.spawn(|| ask(&web, "when did the dam break?"));
        begun.recv().unwrap();
        bot.renew(over(Vec::new()), None);
        drop(release);
        let answer = asking.join().unwrap();
        assert_eq!(answer.status, 200);
        assert!(answer.links().iter().any(|link| link.starts_with("/article/note?at=")), "{:?}", answer.links());
    });
}

#[test]
fn an_address_that_is_taken_is_an_error_and_a_page_that_is_dropped_is_gone() {
    let (bot, web) = page_over(town());
    let at = web.at();
    let same = config::Web { listen: at, url: None };
    assert!(Web::start(&same, bot.clone(), PATIENCE, Meter::new()).is_err());
    drop(web);
    assert!(Web::start(&same, bot, PATIENCE, Meter::new()).is_ok());
}

#[test]
fn the_browser_s_language_is_spoken() {
    let (_, web) = page_over(town());
    let request =
        "GET /nothing HTTP/1.1\r\nHost: localhost\r\nAccept-Language: xx, de-CH;q=0.8, en\r\nConnection: close\r\n\r\n";
    let page = send(web.at(), request);
    assert!(
        page.body.contains("lang=\"de\"") && page.body.contains("Unter dieser Adresse ist nichts"),
        "{}",
        page.body
    );
}
