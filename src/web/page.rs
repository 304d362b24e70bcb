//! The pages, as HTML without any script.

use maud::{DOCTYPE, Markup, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::markup;
use crate::corpus::{Corpus, Document};
use crate::render::{Button, Language, Phrase, Reply, articles, page_of, printable};
use crate::text::Span;

/// So many articles stand on a page of the list.
const PAGE: usize = 50;
/// Between the ids of buttons in an address; no id holds it.
pub(super) const BETWEEN_IDS: char = '\n';
/// What the bot reads of a question, in characters, is no more than this.
const QUESTION: usize = 2_000;
/// What buttons do that changes something: not by following a link.
const CHANGING: [&str; 3] = ["up:", "down:", "note:"];

/// A page of its own with the search box above it.
fn page(title: &str, question: &str, language: Language, content: &Markup) -> Markup {
    let text = |phrase: Phrase| phrase.text(language);
    html! {
        (DOCTYPE)
        html lang=(language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · pullquote" }
                link rel="stylesheet" href="/style.css";
            }
            body {
                header {
                    nav aria-label="pullquote" {
                        a href="/" { (text(Phrase::WebArticles)) }
                        a href="/status" { (text(Phrase::WebStatus)) }
                    }
                    form action="/" method="get" role="search" {
                        label for="q" { (text(Phrase::WebQuestion)) }
                        input id="q" name="q" type="search" value=(question) maxlength=(QUESTION) autocomplete="off";
                        button type="submit" { (text(Phrase::WebAsk)) }
                    }
                }
                main { (content) }
            }
        }
    }
}

/// The list of articles, one of its pages; one past the end shows the last.
pub(super) fn home(corpus: &Corpus, number: usize, language: Language) -> Markup {
    let n_pages = corpus.documents().len().div_ceil(PAGE).max(1);
    let number = number.min(n_pages - 1);
    let shown = corpus.documents().iter().skip(number * PAGE).take(PAGE);
    let title = articles(corpus.documents().len(), language);
    let content = html! {
        h1 { (title) }
        ol start=(number * PAGE + 1) {
            @for document in shown {
                li {
                    a href=(page_of(document)) { (printable(document.title())) }
                    (byline(document))
                }
            }
        }
        @if n_pages > 1 {
            nav.pages aria-label=(Phrase::WebArticles.text(language)) {
                @if number > 0 { a href={ "/?page=" (number) } rel="prev" { (Phrase::Previous.text(language)) } }
                span { (number + 1) " / " (n_pages) }
                @if number + 1 < n_pages { a href={ "/?page=" (number + 2) } rel="next" { (Phrase::Next.text(language)) } }
            }
        }
    };
    page(&title, "", language, &content)
}

/// A reply to a question.
pub(super) fn answer(reply: &Reply, corpus: &Corpus, question: &str, language: Language) -> Markup {
    let ids = reply.buttons.iter().map(|button| button.id.as_str()).collect::<Vec<_>>();
    let ids = ids.join(&BETWEEN_IDS.to_string());
    let follows = |button: &&Button| button.enabled && !CHANGING.iter().any(|verb| button.id.starts_with(verb));
    let link = |button: &Button| {
        let part = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        format!("/press?id={}&ids={}&q={}", part(&button.id), part(&ids), part(question))
    };
    let title = if question.is_empty() { Phrase::WebStatus.text(language) } else { question };
    let content = html! {
        h1 { (printable(title)) }
        section.answer { (markup::reply(reply, corpus, language)) }
        @if reply.buttons.iter().any(|button| follows(&button)) {
            ul.buttons {
                @for button in reply.buttons.iter().filter(follows) {
                    li { a href=(link(button)) { (button.label) } }
                }
            }
        }
    };
    page(title, question, language, &content)
}

/// One article, each sentence with an address, and some of its words marked.
pub(super) fn article(document: &Document, marked: Option<Span>, has_changed: bool, language: Language) -> Markup {
    let title = printable(document.title());
    let address = document.metadata.url.as_deref().filter(|url| markup::leads_to_web(url));
    let content = html! {
        article {
            h1 { (title) }
            p.small { (byline(document)) }
            @if let Some(url) = address {
                p.small { a href=(url) rel="noopener noreferrer" { (Phrase::WebOriginal.text(language)) } }
            }
            @if has_changed { p.notice role="status" { (Phrase::WebChanged.text(language)) } }
            @for (span, places) in document.paragraphs() {
                p { (paragraph(document, span, &document.sentences()[places.clone()], places.start, marked)) }
            }
        }
    };
    page(&title, "", language, &content)
}

/// A paragraph with all its words; the first of its sentences has the number `first`, from 0.
fn paragraph(document: &Document, span: Span, sentences: &[Span], first: usize, marked: Option<Span>) -> Markup {
    let body = document.body();
    let mut at = span.start;
    let mut parts = Vec::new();
    for (number, sentence) in (first + 1..).zip(sentences) {
        parts.push(html! { (between(body, at, sentence.start)) });
        parts.push(html! { span id={ "s" (number) } { (words(body, *sentence, marked)) } });
        at = sentence.end;
    }
    parts.push(html! { (between(body, at, span.end)) });
    html! { @for part in &parts { (part) } }
}

/// The words of a sentence; the marked ones can be led to.
fn words(body: &str, sentence: Span, marked: Option<Span>) -> Markup {
    let inside = marked.map(|span| Span { start: span.start.max(sentence.start), end: span.end.min(sentence.end) });
    let Some(inside) = inside.filter(|span| span.start < span.end) else {
        return html! { (between(body, sentence.start, sentence.end)) };
    };
    let is_first = marked.is_some_and(|span| span.start == inside.start);
    html! {
        (between(body, sentence.start, inside.start))
        mark id=[is_first.then_some("quote")] { (between(body, inside.start, inside.end)) }
        (between(body, inside.end, sentence.end))
    }
}

fn between(body: &str, start: usize, end: usize) -> String {
    let lines = body.get(start..end).unwrap_or_default().split('\n').map(printable);
    lines.collect::<Vec<_>>().join("\n")
}

/// A page that says one thing.
pub(super) fn notice(phrase: Phrase, question: &str, language: Language) -> Markup {
    let text = phrase.fill(language, &[]);
    page(&text, question, language, &html! { h1.notice { (text) } })
}

fn byline(document: &Document) -> Markup {
    let metadata = &document.metadata;
    let parts = [&metadata.publisher, &metadata.author, &metadata.date].into_iter().flatten();
    html! { @for part in parts { " · " (printable(part)) } }
}
