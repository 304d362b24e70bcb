//! A reply as HTML: the same words.

use maud::{Markup, html};

use crate::corpus::{Corpus, Document};
use crate::render::{Language, Line, LineKind, Phrase, Piece, Reply, lines, to_page};
use crate::text::Span;

/// What a reply says, with a link from each quote to its place in the article.
pub(super) fn reply(reply: &Reply, corpus: &Corpus, language: Language) -> Markup {
    let lines = lines(reply);
    html! {
        @for group in lines.chunk_by(|a, b| a.kind == LineKind::Quote && b.kind == LineKind::Quote) {
            @match group.first().map(|line| line.kind) {
                Some(LineKind::Quote) => {
                    blockquote {
                        @for line in group { p { (inline(&line.pieces)) } }
                        @if let Some((document, span)) = place(group, corpus) {
                            p.place { a href=(to_page(document, span)) { (Phrase::WebInArticle.text(language)) } }
                        }
                    }
                }
                Some(kind) => {
                    @for line in group.iter().filter(|line| !line.pieces.is_empty()) {
                        p class=[(kind == LineKind::Small).then_some("small")] { (inline(&line.pieces)) }
                    }
                }
                None => {}
            }
        }
    }
}

/// The article that the first words of a quote are from, and from where to where it is quoted.
fn place<'c>(quote: &[Line], corpus: &'c Corpus) -> Option<(&'c Document, Span)> {
    let mut stretches = quote.iter().flat_map(|line| &line.quoted);
    let first = stretches.next()?;
    let whole = stretches.filter(|stretch| stretch.doc == first.doc).fold(first.source, |whole, stretch| Span {
        start: whole.start.min(stretch.source.start),
        end: whole.end.max(stretch.source.end),
    });
    Some((corpus.document(first.doc), whole))
}

/// Pieces of a line, each mark closed where the line ends.
fn inline(pieces: &[Piece]) -> Markup {
    within(&mut pieces.iter(), None)
}

/// Pieces up to the one that ends what `open` began.
fn within(pieces: &mut std::slice::Iter<'_, Piece>, open: Option<&Piece>) -> Markup {
    let mut parts = Vec::new();
    while let Some(piece) = pieces.next() {
        if Some(piece) == open {
            break;
        }
        parts.push(match piece {
            Piece::Text(text) => html! { (text) },
            // What leads elsewhere goes to the web and nowhere else.
            Piece::Link { title, url } if leads_to_web(url) => {
                html! { a href=(url) rel="noopener noreferrer" { (title) } }
            }
            Piece::Link { title, .. } => html! { (title) },
            Piece::Bold => html! { strong { (within(pieces, Some(piece))) } },
            Piece::Underline => html! { u { (within(pieces, Some(piece))) } },
            Piece::Emphasis => html! { em { (within(pieces, Some(piece))) } },
            Piece::Code => html! { code { (within(pieces, Some(piece))) } },
        });
    }
    html! { @for part in &parts { (part) } }
}

/// Whether an address is one of the web: others could run something.
pub(super) fn leads_to_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}
