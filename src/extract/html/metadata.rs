//! What a page says about its article: JSON-LD first, then `<meta>`, then links, times and titles.

use dom_query::Document;
use serde_json::{Map, Value};

use crate::extract::{Extracted, prose};

/// JSON-LD longer than this is a catalogue.
const LONG_JSON: usize = 512 * 1024;
/// How many objects of it are looked at.
const MOST_OBJECTS: usize = 200;

const TITLES: &[&str] =
    &["og:title", "twitter:title", "citation_title", "dcterms.title", "dc.title", "parsely-title", "headline"];
const AUTHORS: &[&str] =
    &["author", "citation_author", "dcterms.creator", "dc.creator", "parsely-author", "sailthru.author", "byl"];
const PUBLISHERS: &[&str] = &["og:site_name", "application-name", "dcterms.publisher", "dc.publisher", "publisher"];
const DATES: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "publish-date",
    "pubdate",
    "publication_date",
    "parsely-pub-date",
    "citation_publication_date",
    "dcterms.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date.issued",
    "dc.date",
    "sailthru.date",
    "date",
];

/// The fields of a page; its body stays empty.
pub(super) fn read(page: &Document, html: &str) -> Extracted {
    let meta = meta(page);
    let named = |names: &[&str]| {
        names.iter().find_map(|name| meta.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()))
    };
    let said = article_object(page).unwrap_or_default();
    let publisher = said.get("publisher").and_then(name).or_else(|| named(PUBLISHERS));
    let title = said.get("headline").and_then(text).or_else(|| named(TITLES));
    Extracted {
        body: String::new(),
        title: title.map(|title| without_site(&title, publisher.as_deref())),
        // On some pages it is the address of an account.
        author: said
            .get("author")
            .and_then(names)
            .or_else(|| named(AUTHORS))
            .or_else(|| first_text(page, "[rel=author], [itemprop=author]"))
            .filter(|author| !author.contains("://"))
            .map(|author| without_by(&author)),
        date: said
            .get("datePublished")
            .and_then(text)
            .or_else(|| named(DATES))
            .or_else(|| first_attribute(page, "[itemprop=datePublished][datetime]", "datetime"))
            .or_else(|| first_attribute(page, "article time[datetime], main time[datetime]", "datetime"))
            .or_else(|| first_attribute(page, "time[datetime]", "datetime")),
        url: first_attribute(page, "link[rel=canonical]", "href")
            .or_else(|| named(&["og:url"]))
            .or_else(|| said.get("url").and_then(text))
            .filter(|url| is_absolute(url))
            .or_else(|| saved_from(html)),
        publisher,
    }
}

/// The `<meta>` elements: names in small letters, and values that are not empty.
fn meta(page: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for element in &page.select("meta[content]") {
        let Some(value) = element.attr("content").map(|value| prose::line(&value)).filter(|value| !value.is_empty())
        else {
            continue;
        };
        for key in ["property", "name", "itemprop"] {
            if let Some(name) = element.attr(key) {
                found.push((name.trim().to_ascii_lowercase(), value.clone()));
            }
        }
    }
    found
}

fn first_attribute(page: &Document, selector: &str, attribute: &str) -> Option<String> {
    let value = page.select_single(selector).attr(attribute)?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn first_text(page: &Document, selector: &str) -> Option<String> {
    let text = prose::line(&page.select_single(selector).text());
    (!text.is_empty() && text.len() < 200).then_some(text)
}

/// The object of JSON-LD that is about an article.
fn article_object(page: &Document) -> Option<Map<String, Value>> {
    let mut open: Vec<Value> = Vec::new();
    for script in &page.select("script[type=\"application/ld+json\"]") {
        let json = script.text();
        if json.len() <= LONG_JSON {
            open.extend(serde_json::from_str::<Value>(json.trim()).ok());
        }
    }
    open.reverse();
    for _ in 0..MOST_OBJECTS {
        match open.pop()? {
            Value::Array(values) => open.extend(values.into_iter().rev()),
            Value::Object(mut object) => {
                let is_article = |kind: &Value| {
                    kind.as_str()
                        .is_some_and(|kind| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report")
                };
                let is_about = match object.get("@type") {
                    Some(Value::Array(kinds)) => kinds.iter().any(is_article),
                    Some(kind) => is_article(kind),
                    None => false,
                };
                if is_about {
                    return Some(object);
                }
                open.extend(object.remove("mainEntity"));
                open.extend(object.remove("@graph"));
            }
            _ => {}
        }
    }
    None
}

/// A text of JSON-LD, where entities of HTML may be left.
fn text(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let text = if text.contains('&') { prose::line(&Document::fragment(text).text()) } else { prose::line(text) };
    (!text.is_empty()).then_some(text)
}

/// The name of a person or an organisation: a text, or an object with a name.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => object.get("name").and_then(text),
        Value::Array(values) => values.first().and_then(name),
        value => text(value),
    }
}

fn names(value: &Value) -> Option<String> {
    let names: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        value => name(value).into_iter().collect(),
    };
    (!names.is_empty()).then(|| names.join(", "))
}

/// A headline without the name of the site behind it.
pub(super) fn without_site(title: &str, site: Option<&str>) -> String {
    let bare = site.and_then(|site| {
        let front = title.strip_suffix(site)?.trim_end();
        let front = front.strip_suffix(['|', '-', '–', '—', '·', ':', '•'])?;
        (!front.trim().is_empty()).then(|| front.trim_end_matches(':').trim_end().to_owned())
    });
    bare.unwrap_or_else(|| title.to_owned())
}

fn without_by(author: &str) -> String {
    let by = author.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
    author.get(if by { 3 } else { 0 }..).unwrap_or(author).to_owned()
}

fn is_absolute(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// The address that browsers note in a comment when they save a page.
fn saved_from(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("<!-- saved from url=(")?;
    let (_, rest) = rest.get(..rest.len().min(2000)).unwrap_or_default().split_once(')')?;
    let url = rest.split_whitespace().next()?;
    is_absolute(url).then(|| url.to_owned())
}
