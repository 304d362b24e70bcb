//! Articles as citations and as a list.

use super::draft::Draft;
use super::{Button, Reply};
use crate::answer::Evidence;
use crate::corpus::{Corpus, Document};

/// So many articles stand on a page of the list.
const PAGE: usize = 8;
/// Titles longer than this many characters are cut between words.
const TITLE_CHARS: usize = 90;

/// Adds a citation: the title, as a link where the article has an address; who wrote it and when; and
/// where the quote stands.
pub(super) fn citation(draft: &mut Draft, evidence: &Evidence, corpus: &Corpus) {
    let document = corpus.document(evidence.doc());
    match &document.metadata.url {
        Some(url) => draft.say("[").name(&title(document)).say(&format!("](<{url}>)")),
        None => draft.name(&title(document)),
    };
    byline(draft, document);
    if document.metadata.url.is_none() {
        draft.say(" · ").name(file_name(document));
    }
    draft.say(&format!(" · paragraph {}", evidence.paragraph));
}

fn byline(draft: &mut Draft, document: &Document) {
    let metadata = &document.metadata;
    for part in [&metadata.publisher, &metadata.author, &metadata.date].into_iter().flatten() {
        draft.say(" · ").name(&cut(part, TITLE_CHARS));
    }
}

/// A page of the list of articles. One past the end shows the last.
#[must_use]
pub fn sources(corpus: &Corpus, page: usize) -> Reply {
    let documents = corpus.documents();
    let pages = documents.len().div_ceil(PAGE).max(1);
    let page = page.min(pages - 1);
    let mut draft = Draft::default();
    draft.say(&format!("**{}**", articles(documents.len())));
    if pages > 1 {
        draft.say(&format!(" · page {} of {pages}", page + 1));
    }
    draft.say("\n");
    for (number, document) in (1..).zip(documents).skip(page * PAGE).take(PAGE) {
        draft.say(&format!("{number}. "));
        match &document.metadata.url {
            Some(url) => draft.say("[").name(&title(document)).say(&format!("](<{url}>)")),
            None => draft.say("**").name(&title(document)).say("**"),
        };
        byline(&mut draft, document);
        draft.say(&format!(" · {} words\n-# ", document.n_words())).name(file_name(document)).say("\n");
    }
    let mut reply = draft.finish();
    if pages > 1 {
        let button = |label: &str, to: Option<usize>| Button {
            // A button that leads nowhere needs an id of its own all the same.
            id: to.map_or_else(|| format!("sources:{}", label.to_lowercase()), |to| format!("sources:{to}")),
            label: label.to_owned(),
            enabled: to.is_some(),
        };
        reply.buttons =
            vec![button("Previous", page.checked_sub(1)), button("Next", Some(page + 1).filter(|next| *next < pages))];
    }
    reply
}

/// So many articles, in words.
#[must_use]
pub fn articles(n: usize) -> String {
    format!("{n} {}", if n == 1 { "article" } else { "articles" })
}

/// The title, cut to a line.
pub(super) fn title(document: &Document) -> String {
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
