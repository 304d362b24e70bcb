//! Fetching from the web: what is fetched, and what never is.

use std::time::Duration;

use pullquote::config::Fetching;
use pullquote::fetch::{ArticleError, FetchError, Fetched, Fetcher, MOST_BYTES, Page, Validators};

use crate::site::{Answer, Manner, Site};

fn get(site: &Site, address: &str) -> Result<Page, FetchError> {
    match site.fetcher().get(address, "text/html", &Validators::default())? {
        Fetched::Page(page) => Ok(page),
        Fetched::Unchanged { .. } => panic!("{address} was not asked whether it is as it was"),
    }
}

/// A page with a text that is long enough to be an article.
fn page(head: &str) -> String {
    let text = "The ferry sank near Dunmore on Monday, and the harbour was closed for three days by its master. ";
    format!(
        "<html><head>{head}</head><body><article><h1>A ferry sank</h1><p>{}</p></article></body></html>",
        text.repeat(6)
    )
}

#[test]
fn nothing_is_fetched_unless_that_is_allowed() {
    assert!(!Fetcher::default().is_on());
    let refused = Fetcher::default().get("https://news.example.org/", "*/*", &Validators::default());
    assert_eq!(refused, Err(FetchError::Off));
}

#[test]
fn a_page_is_fetched_with_what_asks_for_it_later() {
    let site = Site::start();
    let answer = Answer::html("Hello").with("etag", "\"1\"").with("cache-control", "public, max-age=600");
    site.put("news.example.org/a?b=c", answer);
    let page = get(&site, "https://news.example.org/a?b=c#d").unwrap();
    assert_eq!((page.url.as_str(), page.media_type.as_deref()), ("https://news.example.org/a?b=c", Some("text/html")));
    assert_eq!((page.bytes.as_slice(), page.moved_to), (&b"Hello"[..], None));
    assert_eq!(page.fresh_for, Some(Duration::from_mins(10)));
    let again = site.fetcher().get("https://news.example.org/a?b=c", "*/*", &page.validators);
    assert!(matches!(again, Ok(Fetched::Unchanged { .. })), "{again:?}");
    let asked = site.requests();
    assert!(asked[0].headers["user-agent"].starts_with("pullquote/"), "{asked:?}");
    assert_eq!(asked[1].headers["if-none-match"], "\"1\"");
    assert!(!asked.iter().any(|asked| asked.headers.contains_key("cookie") || asked.headers.contains_key("referer")));
}

#[test]
fn answers_that_lead_on_are_followed_on_the_public_web_alone() {
    let site = Site::start();
    site.put("news.example.org/old", Answer::leading(301, "/older"));
    site.put("news.example.org/older", Answer::leading(308, "https://mirror.example.com/new"));
    site.put("mirror.example.com/new", Answer::html("Here"));
    let page = get(&site, "https://news.example.org/old").unwrap();
    assert_eq!(
        (page.url.as_str(), page.moved_to.as_deref()),
        ("https://mirror.example.com/new", Some("https://mirror.example.com/new"))
    );
    // One that leads elsewhere for now does not move.
    site.put("news.example.org/older", Answer::leading(302, "https://mirror.example.com/new"));
    assert_eq!(get(&site, "https://news.example.org/old").unwrap().moved_to, None);
    site.put("news.example.org/round", Answer::leading(302, "/round"));
    assert_eq!(get(&site, "https://news.example.org/round"), Err(FetchError::Redirects));
    site.asked();
    for elsewhere in [
        "http://news.example.org/",
        "https://127.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://localhost/",
        "https://news.example.org:8443/",
        "https://me:you@news.example.org/",
        "file:///etc/passwd",
    ] {
        site.put("news.example.org/out", Answer::leading(302, elsewhere));
        let refused = get(&site, "https://news.example.org/out");
        assert!(matches!(refused, Err(FetchError::Address(_) | FetchError::Private(_))), "{elsewhere}: {refused:?}");
        assert_eq!(site.asked(), ["news.example.org/out"]);
    }
    site.put("news.example.org/nowhere", Answer::status(302));
    assert!(matches!(get(&site, "https://news.example.org/nowhere"), Err(FetchError::Status { status: 302, .. })));
}

#[test]
fn a_name_of_this_machine_is_not_asked() {
    // Without a stand-in: the system is asked what the names stand for, and nothing is sent anywhere.
    let fetcher = Fetcher::new(Some(&Fetching { sites: None, standin: None })).unwrap();
    for address in ["https://localhost/", "https://localhost.localdomain/", "https://ip6-localhost./"] {
        let refused = fetcher.get(address, "*/*", &Validators::default());
        assert!(matches!(refused, Err(FetchError::Private(_) | FetchError::Unknown(_))), "{address}: {refused:?}");
    }
}

#[test]
fn only_sites_that_are_named_are_asked() {
    let site = Site::start();
    let sites = Some(["news.example.org".to_owned()].into());
    let fetcher = Fetcher::new(Some(&Fetching { sites, ..site.fetching() })).unwrap();
    site.put("www.news.example.org/", Answer::leading(302, "https://mirror.example.com/"));
    let refused = fetcher.get("https://www.news.example.org/", "*/*", &Validators::default());
    assert_eq!(refused, Err(FetchError::Site("mirror.example.com".to_owned())));
    assert_eq!(site.asked(), ["www.news.example.org/"]);
}

#[test]
fn what_is_too_much_or_breaks_off_is_refused() {
    let site = Site::start();
    let most = usize::try_from(MOST_BYTES).unwrap();
    site.put("news.example.org/most", Answer::page("text/plain", vec![b'a'; most]));
    assert_eq!(get(&site, "https://news.example.org/most").unwrap().bytes.len(), most);
    site.put("news.example.org/huge", Answer::page("text/plain", vec![b'a'; most + 1]));
    assert_eq!(get(&site, "https://news.example.org/huge"), Err(FetchError::Huge));
    site.put("news.example.org/endless", Answer::page("text/plain", vec![b'a'; 65_536]).sent(Manner::WithoutEnd));
    assert_eq!(get(&site, "https://news.example.org/endless"), Err(FetchError::Huge));
    site.put("news.example.org/half", Answer::html(&page("")).sent(Manner::Half));
    assert!(matches!(get(&site, "https://news.example.org/half"), Err(FetchError::Unreachable(_))));
}

#[test]
fn a_server_s_no_is_told_with_what_to_do() {
    let site = Site::start();
    for (status, wanted) in
        [(404, "check it"), (403, "save the page in a browser"), (503, "try again later"), (418, "open the address")]
    {
        site.put("news.example.org/no", Answer::status(status).with("retry-after", "120"));
        let error = get(&site, "https://news.example.org/no").unwrap_err();
        assert_eq!(error, FetchError::Status { status, retry_after: Some(Duration::from_mins(2)) });
        assert!(error.to_string().contains(wanted), "{error}");
    }
}

#[test]
fn somebody_else_s_certificate_is_refused() {
    let (site, other) = (Site::start(), Site::start());
    site.put("news.example.org/", Answer::html("Hello"));
    let fetching = Fetching {
        sites: None,
        standin: other
            .fetching()
            .standin
            .map(|standin| pullquote::config::WebStandin { address: site.address, ..standin }),
    };
    let refused =
        Fetcher::new(Some(&fetching)).unwrap().get("https://news.example.org/", "*/*", &Validators::default());
    assert!(matches!(refused, Err(FetchError::Unreachable(_))), "{refused:?}");
    // A name that the certificate is not for.
    let refused = get(&site, "https://unknown.example.org/");
    assert!(matches!(refused, Err(FetchError::Unreachable(_))), "{refused:?}");
    assert_eq!(site.asked(), Vec::<String>::new());
}

#[test]
fn an_article_of_the_web_says_where_it_is() {
    let site = Site::start();
    site.put("news.example.org/a", Answer::html(&page("<title>A ferry sank</title>")));
    let article = site.fetcher().article("https://news.example.org/a").unwrap();
    assert!(article.extracted.body.contains("The ferry sank near Dunmore on Monday"), "{article:?}");
    assert_eq!(article.extracted.url.as_deref(), Some("https://news.example.org/a"));
    // A page may say what its address is, and only of its own site.
    for (claimed, cited) in [
        ("https://www.news.example.org/2026/ferry", "https://www.news.example.org/2026/ferry"),
        ("https://mirror.example.com/ferry", "https://news.example.org/a"),
        ("javascript:alert(1)", "https://news.example.org/a"),
    ] {
        site.put("news.example.org/a", Answer::html(&page(&format!("<link rel=canonical href='{claimed}'>"))));
        let article = site.fetcher().article("https://news.example.org/a").unwrap();
        assert_eq!(article.extracted.url.as_deref(), Some(cited), "{claimed}");
    }
    site.put("news.example.org/plain", Answer::page("text/plain; charset=utf-8", "The storm came on Tuesday."));
    let plain = site.fetcher().article("https://news.example.org/plain").unwrap();
    assert_eq!(plain.extracted.body, "The storm came on Tuesday.");
    for (kind, body) in [
        ("image/png", &b"\x89PNG"[..]),
        ("text/plain", b"\xff\xfe"),
        ("text/plain", b" \n"),
        ("text/plain", b"a\0b"),
        ("", b"\x01"),
    ] {
        site.put("news.example.org/odd", Answer::page(kind, body));
        let refused = site.fetcher().article("https://news.example.org/odd");
        assert!(matches!(refused, Err(ArticleError::Kind(_))), "{kind}: {refused:?}");
    }
    site.put("news.example.org/empty", Answer::html("<html><body><script>1</script></body></html>"));
    assert!(matches!(site.fetcher().article("https://news.example.org/empty"), Err(ArticleError::Extract(_))));
}
