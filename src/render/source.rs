//! Articles as citations, as a list, and one by one.

use super::answer::block;
use super::draft::{Draft, harmless};
use super::page::{Page, page};
use super::{Language, Phrase, Reply, link, plain_in_link};
use crate::answer::Evidence;
use crate::corpus::{Corpus, DocId, Document};

/// So many articles stand on a page of the list.
const PAGE: usize = 8;
/// Titles longer than this many characters are cut between words.
const TITLE_CHARS: usize = 90;
/// … and in a citation, which should be a line or two on a phone, after this many.
const CITED_TITLE_CHARS: usize = 60;
/// A paragraph of fewer bytes is a headline or a byline.
const OPENING_LEAST: usize = 80;
/// The opening of an article is shortened to this many bytes.
const OPENING_BYTES: usize = 700;

/// Adds a citation: the title, as a link to this first quote where the article has an address; who wrote
/// it and when; and the numbers of the paragraphs in which its quotes stand.
pub(super) fn citation(draft: &mut Draft, evidence: &Evidence, paragraphs: &[usize], corpus: &Corpus) {
    let document = corpus.document(evidence.doc());
    match (&document.metadata.url, corpus.shown_at()) {
        (Some(url), _) => linked(draft, document, CITED_TITLE_CHARS, &link::to_quote(url, evidence.quote.words())),
        (None, Some(base)) => {
            let page = link::to_page(document, evidence.quote.span());
            linked(draft, document, CITED_TITLE_CHARS, &format!("{base}{page}"))
        }
        (None, None) => draft.name(&cut(document.title(), CITED_TITLE_CHARS)),
    };
    byline(draft, document);
    if document.metadata.url.is_none() {
        draft.say(" · ").name(file_name(document));
    }
    draft
        .say(" · ")
        .tell(Phrase::Paragraph, &[&paragraphs.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")]);
}

/// The title as a link, cut to `chars` characters.
fn linked<'a>(draft: &'a mut Draft, document: &Document, chars: usize, address: &str) -> &'a mut Draft {
    let title = plain_in_link(&cut(document.title(), chars));
    draft.say("[").say(&title).say("](<").say(address).say(">)")
}

fn byline(draft: &mut Draft, document: &Document) {
    let metadata = &document.metadata;
    for part in [&metadata.publisher, &metadata.author, &metadata.date].into_iter().flatten() {
        draft.say(" · ").name(&cut(part, TITLE_CHARS));
    }
}

/// The title, as a link where the article has an address, and who wrote it and when.
fn heading(draft: &mut Draft, document: &Document) {
    match &document.metadata.url {
        Some(url) => linked(draft, document, TITLE_CHARS, url),
        None => draft.say("**").name(&title(document)).say("**"),
    };
    byline(draft, document);
}

/// A page of the list of the articles in a part, or of all. One past the end shows the last.
#[must_use]
pub fn sources(corpus: &Corpus, part: Option<&str>, wanted: usize, language: Language) -> Page {
    let listed: Vec<&Document> = corpus.documents_in(part).collect();
    let there = part.and_then(|folder| corpus.part(folder));
    let number_of = |id: DocId| listed.partition_point(|document| document.id < id) + 1;
    let entry = |(number, document): (usize, &Document)| {
        let mut draft = Draft::new(language);
        draft.say(&format!("{number}. "));
        heading(&mut draft, document);
        draft.say(" · ").say(&words(document, language));
        draft.say(" · ").name(file_name(document));
        let original = there.map_or(document.copy_of, |part| Some(part.voice(document, corpus)));
        if let Some(original) = original.filter(|original| *original != document.id) {
            draft.say(" · ").tell(Phrase::CopyOf, &[&number_of(original).to_string()]);
        }
        draft.say("\n");
        draft
    };
    let blocks: Vec<Draft> = (1..).zip(listed.iter().copied()).map(entry).collect();
    let mut above = Draft::new(language);
    above.say("**").say(&articles(blocks.len(), language)).say("**");
    page(&above, &blocks, PAGE, wanted)
}

/// One article: its metadata, its length, and how it begins.
#[must_use]
pub fn source(document: &Document, language: Language) -> Reply {
    let write = |bytes: usize| {
        let mut draft = Draft::new(language);
        heading(&mut draft, document);
        draft.say("\n-# ");
        if let Some(dateline) = &document.metadata.dateline {
            draft.name(&cut(dateline, TITLE_CHARS)).say(" · ");
        }
        let paragraphs = counted(document.n_paragraphs(), Phrase::OneParagraph, Phrase::Paragraphs, language);
        draft.say(&words(document, language)).say(" · ").say(&paragraphs);
        draft.say(" · ").name(file_name(document)).say("\n");
        if let Some(opening) = opening(document) {
            draft.tell(Phrase::Begins, &[]).say("\n");
            block(&mut draft, &opening, document, bytes, None, false);
        }
        draft
    };
    // Escaped, the words may take twice their bytes.
    let draft = write(OPENING_BYTES);
    if draft.length() <= Reply::CONTENT_LIMIT { draft.finish() } else { write(OPENING_BYTES / 4).finish() }
}

/// The first paragraph that is one, as a quote: headlines and bylines are shorter.
fn opening(document: &Document) -> Option<Evidence> {
    let mut spans = document.paragraphs().map(|(span, _)| span);
    let span = spans.find(|span| span.len() >= OPENING_LEAST).or_else(|| Some(document.paragraphs().next()?.0))?;
    let quote = document.quote(span)?;
    Some(Evidence { quote, answer: span, paragraph: document.paragraph_at(span.start), attribution: None })
}

/// The articles that a name fits, where one is wanted.
#[must_use]
pub fn several_sources(name: &str, documents: &[&Document], language: Language) -> Reply {
    let mut draft = Draft::new(language);
    draft.tell(Phrase::SeveralSources, &[&harmless(&cut(name, TITLE_CHARS))]).say("\n");
    for document in documents.iter().take(PAGE) {
        draft.say("- ").name(&title(document)).say("\n");
    }
    Reply { private: true, ..draft.finish() }
}

/// So many articles, in words.
#[must_use]
pub fn articles(n: usize, language: Language) -> String {
    counted(n, Phrase::OneArticle, Phrase::Articles, language)
}

/// The length of an article, in words.
fn words(document: &Document, language: Language) -> String {
    counted(document.n_words(), Phrase::OneWord, Phrase::Words, language)
}

pub(super) fn counted(n: usize, one: Phrase, several: Phrase, language: Language) -> String {
    let phrase = if n == 1 { one } else { several };
    phrase.fill(language, &[&n.to_string()])
}

/// The title, cut to a line.
fn title(document: &Document) -> String {
    cut(document.title(), TITLE_CHARS)
}

fn file_name(document: &Document) -> &str {
    document.path.rsplit('/').next().unwrap_or(&document.path)
}

/// At most `chars` characters of `text`, cut between words and marked.
pub(super) fn cut(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    let head: String = text.chars().take(chars - 2).collect();
    let whole = head
        .rfind(char::is_whitespace)
        .filter(|at| *at > head.len() / 2)
        .and_then(|at| head.get(..at))
        .unwrap_or(&head);
    format!("{} …", whole.trim_end())
}
