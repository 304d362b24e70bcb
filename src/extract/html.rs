//! Web pages: what was written, without what stands around it.
//!
//! Which part of a page is its article is found by `dom_smoothie`, after Mozilla's Readability. What it takes for text
//! although it is none (share buttons, boxes of other articles inside the article) goes before, by its role and name.

mod charset;
mod metadata;
mod text;

pub(in crate::extract) use charset::decode;

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::prose::{self, Prose};
use super::{ExtractError, Extracted, Kind, MOST_TEXT, damaged};

/// Pages nested deeper are refused: parsers slow down with the square of the depth, and call themselves for it.
const MOST_DEPTH: usize = 1_000;
/// Pages with more elements are no articles; the longest of an encyclopedia have 30,000.
const MOST_ELEMENTS: usize = 250_000;
/// Where a page has text, an article of fewer words than this may be a mistake.
const FEW_WORDS: usize = 40;

/// Elements that never hold what an article says.
const NO_ARTICLE: &str = "script, style, template, nav, aside, form, button, select, dialog, svg, math, iframe, object, \
    noscript, [hidden], [role=navigation], [role=complementary], [role=search], [role=dialog], [role=alertdialog], \
    [role=toolbar], [aria-hidden=true]";
/// Words in the class or id of what stands around an article, or between its paragraphs.
const AROUND: &[&str] = &[
    "ad",
    "addtoany",
    "ads",
    "advert",
    "advertisement",
    "breadcrumb",
    "breadcrumbs",
    "consent",
    "cookie",
    "cookies",
    "gdpr",
    "mostread",
    "newsletter",
    "outbrain",
    "paywall",
    "promo",
    "promoted",
    "recirc",
    "recommendations",
    "recommended",
    "related",
    "share",
    "sharebar",
    "sharing",
    "social",
    "sponsored",
    "subscribe",
    "taboola",
    "trending",
];
/// The same of what readers say under an article, which may be longer than it.
const COMMENTS: &[&str] = &["comment", "commentlist", "comments", "disqus", "respond", "replies"];

pub(super) fn article(bytes: &[u8]) -> Result<Extracted, ExtractError> {
    let html = decode(bytes).ok_or_else(|| damaged(Kind::Html, "it is no text"))?;
    let page = parse(&html)?;
    let mut extracted = metadata::read(&page, &html);
    clean(&page);
    let everything = page.body().map_or(0, |body| words(&body.text()));
    let config = Config { disable_json_ld: true, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let mut readability =
        Readability::with_document(page, None, Some(config)).map_err(|error| damaged(Kind::Html, error))?;
    if extracted.title.is_none() {
        let title = readability.get_article_title();
        extracted.title = Some(metadata::without_site(&title, extracted.publisher.as_deref()));
    }
    let known = Known::of(&extracted);
    let main = readability.parse().ok().map(|main| body(&Document::fragment(main.content).root(), &known));
    extracted.body = match main {
        Some(main) if words(&main) >= FEW_WORDS.min(everything / 2) => main,
        // A page that is a table, a list or a few lines: all of it is the article.
        _ => {
            let page = parse(&html)?;
            clean(&page);
            let cleaned = page.body().map(|page| body(&page, &known)).unwrap_or_default();
            // Names may deceive: better too much of a page than nothing.
            if words(&cleaned) > 0 {
                cleaned
            } else {
                parse(&html)?.body().map(|page| body(&page, &known)).unwrap_or_default()
            }
        }
    };
    Ok(extracted)
}

/// The whole text of a chapter of a book.
pub(super) fn chapter(html: &str, prose: &mut Prose) -> Result<(), ExtractError> {
    let page = parse(html)?;
    page.select("script, style, nav, svg, math").remove();
    if let Some(body) = page.body() {
        text::write(&body, prose);
        prose.end();
    }
    Ok(())
}

/// The words of a line that may hold tags and entities.
pub(super) fn text_of(html: &str) -> String {
    parse(html).map(|line| line.text().to_string()).unwrap_or_default()
}

/// The addresses of the feeds that a page names.
pub(super) fn feeds(bytes: &[u8]) -> Vec<String> {
    const FEEDS: &str = "link[rel~=alternate][type='application/rss+xml'], link[rel~=alternate][type='application/atom+xml'], \
        link[rel~=alternate][type='application/feed+json']";
    let page = decode(bytes).and_then(|html| parse(&html).ok());
    let Some(page) = page else { return Vec::new() };
    page.select(FEEDS).iter().filter_map(|link| link.attr("href")).map(|href| href.trim().to_owned()).collect()
}

fn parse(html: &str) -> Result<Document, ExtractError> {
    look_over(html)?;
    let page = Document::from(html);
    let (mut n_elements, mut depth) = (0_usize, 0_usize);
    let mut node = Some(page.root());
    while let Some(here) = node {
        n_elements += 1;
        if n_elements > MOST_ELEMENTS * 4 {
            return Err(many());
        }
        node = here.first_child();
        if node.is_some() {
            depth += 1;
            if depth > MOST_DEPTH {
                return Err(deep());
            }
            continue;
        }
        let mut last = Some(here);
        while let Some(here) = last {
            node = here.next_sibling();
            if node.is_some() {
                break;
            }
            last = here.parent();
            depth = depth.saturating_sub(1);
        }
    }
    Ok(page)
}

/// Refuses a page by the look of its tags: far too many, far more opened than closed, or far too much between them. This
/// keeps the parser from the worst; what it finds is measured afterwards.
fn look_over(html: &str) -> Result<(), ExtractError> {
    const NEED_NO_END: &[&str] = &[
        "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "br", "hr", "img", "input",
        "meta", "link", "source", "area", "base", "col", "wbr", "embed", "param", "track", "html", "head", "body",
        "colgroup", "optgroup", "rp", "rt", "path", "use", "rect", "circle", "line", "polygon", "polyline", "stop",
    ];
    let (mut n_tags, mut depth, mut n_text) = (0_usize, 0_usize, 0_usize);
    for tag in html.split('<') {
        n_tags += 1;
        let is_code = tag.starts_with("script") || tag.starts_with("style");
        n_text += if is_code { 0 } else { tag.split_once('>').map_or(tag, |(_, text)| text).trim().len() };
        if n_tags > MOST_ELEMENTS * 4 {
            return Err(many());
        }
        // Entities are longer than what they stand for.
        if n_text > MOST_TEXT * 2 {
            return Err(ExtractError::Excessive(format!("its text is more than {MOST_TEXT} bytes")));
        }
        let (name, is_end) = tag.strip_prefix('/').map_or((tag, false), |name| (name, true));
        let name = name.get(..name.len().min(12)).unwrap_or_default();
        let name = name.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic())
            || NEED_NO_END.iter().any(|known| known.eq_ignore_ascii_case(name))
        {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth > MOST_DEPTH * 4 {
            return Err(deep());
        }
    }
    Ok(())
}

fn deep() -> ExtractError {
    ExtractError::Excessive(format!("its elements stand in each other more than {MOST_DEPTH} deep"))
}

fn many() -> ExtractError {
    ExtractError::Excessive(format!("it has more than {MOST_ELEMENTS} elements"))
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Takes away what stands around an article, where it is neither the article nor most of the page.
fn clean(page: &Document) {
    page.select(NO_ARTICLE).remove();
    let Some(body) = page.body() else { return };
    let most = body.normalized_char_count() * 2 / 5;
    for node in body.descendants() {
        if node.has_name("article") || node.has_name("main") || node.parent().is_none() {
            continue;
        }
        let Some(names) = names(&node) else { continue };
        let is_one_of = |known: &[&str]| names.split(|c: char| !c.is_alphanumeric()).any(|word| known.contains(&word));
        let is_comment = is_one_of(COMMENTS);
        if !(is_comment || is_one_of(AROUND)) || node.descendants_it().any(|inner| inner.has_name("h1")) {
            continue;
        }
        if is_comment || node.normalized_char_count() <= most {
            node.remove_from_parent();
        }
    }
}

/// The class and the id of an element in small letters.
fn names(node: &NodeRef<'_>) -> Option<String> {
    if !node.is_element() {
        return None;
    }
    let names = format!("{} {}", node.attr_or("class", ""), node.attr_or("id", ""));
    (names.len() > 1).then(|| names.to_ascii_lowercase())
}

/// What a page says of its article in fields of their own: a paragraph above the text says it once more.
struct Known {
    title: String,
    author: String,
}

impl Known {
    fn of(extracted: &Extracted) -> Self {
        let line = |field: &Option<String>| prose::line(field.as_deref().unwrap_or_default()).to_lowercase();
        Self { title: line(&extracted.title), author: line(&extracted.author) }
    }

    fn is_said_by(&self, paragraph: &str) -> bool {
        let line = prose::line(paragraph.trim_start_matches('#')).to_lowercase();
        let is_title = paragraph.starts_with('#') && line == self.title;
        is_title || line.strip_prefix("by ").is_some_and(|author| author == self.author)
    }
}

/// The text of an article's elements, without the headline and the byline above it.
fn body(root: &NodeRef<'_>, known: &Known) -> String {
    let mut prose = Prose::default();
    text::write(root, &mut prose);
    let text = prose.finish();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once("\n\n").filter(|(first, _)| known.is_said_by(first)) {
        rest = after;
    }
    rest.to_owned()
}
