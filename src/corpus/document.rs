//! One article: its body, its metadata, its paragraphs and sentences.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::attribution::{Attribution, attributions};
use super::copy::Sketch;
use super::{Quote, hex, published};
use crate::text::{Span, is_asked, is_date_alone, paragraphs, sentences};

/// A document's place in its corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(pub(super) u32);

impl DocId {
    /// The place, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What an article's front matter says; every field may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Whether the title was made from the article's first words, because it has none.
    pub title_derived: bool,
    /// The newspaper, agency or site.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it was written, as the article says it: `ISLAMABAD`.
    pub dateline: Option<String>,
    /// When it was published, as the article says it.
    pub date: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}

impl Metadata {
    /// The day of publication; `None` where [`date`](Self::date) is missing or names no single day.
    #[must_use]
    pub fn published(&self) -> Option<time::Date> {
        published::day(self.date.as_deref()?)
    }
}

/// An answer of several paragraphs follows the one that asks by at most so many.
const ASKED_PARAGRAPHS: usize = 6;
/// A date that stands alone among so many first paragraphs is that of the article.
const DATED_PARAGRAPHS: usize = 4;

/// A paragraph: where it stands, and which sentences are its own.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Paragraph {
    span: Span,
    sentences: Range<usize>,
}

/// How a body is divided.
#[derive(Debug)]
struct Layout {
    paragraphs: Vec<Paragraph>,
    sentences: Vec<Span>,
}

impl Layout {
    fn of(body: &str) -> Self {
        let mut layout = Self { paragraphs: Vec::new(), sentences: Vec::new() };
        for span in paragraphs(body) {
            let first = layout.sentences.len();
            let inside = sentences(span.cut(body)).into_iter();
            layout.sentences.extend(inside.map(|sentence| sentence.shift(span.start)));
            layout.paragraphs.push(Paragraph { span, sentences: first..layout.sentences.len() });
        }
        layout
    }
}

/// One article.
#[derive(Debug)]
pub struct Document {
    /// Its place in the corpus.
    pub id: DocId,
    /// Its name: what its line gives it, or the path below the corpus folder without its ending, `/` as `-`, and the
    /// number of the line.
    pub slug: String,
    /// The path it was read from, with `/` between its parts, and behind a colon the line where a file has many.
    pub path: String,
    /// The folder that its file is in, below the corpus's, with `/` between its parts; empty for the corpus's own.
    pub folder: String,
    /// Its front matter.
    pub metadata: Metadata,
    /// SHA-256 of the body and the metadata, as hexadecimal digits.
    pub hash: String,
    /// The document that has nearly the same text as this one or more, perhaps under another headline or byline; that
    /// one is no copy itself. A copy is not searched where that one is.
    pub copy_of: Option<DocId>,
    heard_from: Option<usize>,
    /// The document's hash where it is no copy.
    own_hash: String,
    text: Arc<Text>,
}

/// What hangs on the words of an article alone, and is the same in every corpus that it is loaded into.
#[derive(Debug)]
struct Text {
    body: String,
    /// Found when it is first asked for: a collection that was learned before is opened without it.
    layout: OnceLock<Layout>,
    /// Who says each sentence: found when it is first asked for, since most articles never are.
    attributions: OnceLock<Vec<Vec<Attribution>>>,
    /// What copies are looked for by; a collection that was learned before is opened with it.
    sketch: OnceLock<Sketch>,
}

impl Document {
    /// An article with this body. A missing title is derived from its first words, and marked so.
    #[must_use]
    pub fn new(slug: String, path: String, mut metadata: Metadata, body: String) -> Self {
        if metadata.date.is_none() {
            let opening = paragraphs(&body).into_iter().take(DATED_PARAGRAPHS);
            metadata.date =
                opening.map(|span| span.cut(&body).trim()).find(|text| is_date_alone(text)).map(ToOwned::to_owned);
        }
        if metadata.title.is_none() {
            metadata.title = Some(derived_title(&body));
            metadata.title_derived = true;
        }
        let mut hash = Sha256::new();
        hash.update(format!("{slug}\0{metadata:?}\0"));
        hash.update(&body);
        let hash = hex(&hash.finalize());
        let text = Text { body, layout: OnceLock::new(), attributions: OnceLock::new(), sketch: OnceLock::new() };
        Self {
            id: DocId(0),
            slug,
            path,
            folder: String::new(),
            metadata,
            own_hash: hash.clone(),
            hash,
            copy_of: None,
            heard_from: Some(0),
            text: Arc::new(text),
        }
    }

    /// The same article as it was before it came into a corpus, with the slug that it asked for. The text is shared, and
    /// what was found out about it.
    pub(super) fn again(&self, slug: String) -> Self {
        Self {
            id: DocId(0),
            slug,
            path: self.path.clone(),
            folder: self.folder.clone(),
            metadata: self.metadata.clone(),
            hash: self.own_hash.clone(),
            own_hash: self.own_hash.clone(),
            copy_of: None,
            heard_from: Some(0),
            text: Arc::clone(&self.text),
        }
    }

    /// Where its text lies in memory: two documents have the same place if one is the other [`again`](Self::again).
    pub(super) fn text_place(&self) -> usize {
        Arc::as_ptr(&self.text).addr()
    }

    /// The same article, whose file is in this folder below the corpus's.
    #[must_use]
    pub fn in_folder(mut self, folder: String) -> Self {
        if !folder.is_empty() {
            self.hash = hex(&Sha256::digest(format!("{}\0in\0{folder}", self.hash)));
            self.own_hash.clone_from(&self.hash);
        }
        Self { folder, ..self }
    }

    /// Makes it a copy of another, which is heard in the parts of at least so many folders, or nowhere. Its hash becomes
    /// another one: an index that holds it as an article of its own, or as another copy, has to drop it.
    pub(super) fn mark_as_copy(&mut self, original: DocId, heard_from: Option<usize>) {
        self.copy_of = Some(original);
        self.heard_from = heard_from;
        let depth = heard_from.map(|depth| format!("\0{depth}")).unwrap_or_default();
        self.hash = hex(&Sha256::digest(format!("{}\0copy{depth}", self.own_hash)));
    }

    /// The parts that it is in, the whole corpus first, which is the empty one, then deeper and deeper.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let ends = self.folder.match_indices('/').map(|(at, _)| at).chain([self.folder.len()]);
        let below = ends.filter_map(|end| self.folder.get(..end)).filter(|part| !part.is_empty());
        std::iter::once("").chain(below)
    }

    /// The parts that it is searched in: those of [`parts`](Self::parts) in which none that it is a copy of
    /// stands. One that is no copy is searched in all of its parts.
    pub fn heard_in(&self) -> impl Iterator<Item = &str> {
        self.parts().skip(self.heard_from.unwrap_or(usize::MAX))
    }

    /// So many folders a part must have for it to be searched there; `None` if it is searched nowhere.
    pub(super) fn heard_from(&self) -> Option<usize> {
        self.heard_from
    }

    /// What copies of it are looked for by.
    pub(super) fn sketch(&self) -> &Sketch {
        self.text.sketch.get_or_init(|| Sketch::of(self.body()))
    }

    /// Takes a sketch that was made of it before.
    pub(super) fn with_sketch(&self, sketch: Sketch) {
        // One that is there is the same.
        let _ = self.text.sketch.set(sketch);
    }

    /// The hash that it has where it is no copy.
    pub(super) fn own_hash(&self) -> &str {
        &self.own_hash
    }

    /// The body: the text after the front matter, byte for byte as the file has it.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.text.body
    }

    /// The title, derived or not.
    #[must_use]
    pub fn title(&self) -> &str {
        self.metadata.title.as_deref().unwrap_or(&self.slug)
    }

    fn layout(&self) -> &Layout {
        self.text.layout.get_or_init(|| Layout::of(&self.text.body))
    }

    /// The sentences, in order, as spans of the body.
    #[must_use]
    pub fn sentences(&self) -> &[Span] {
        &self.layout().sentences
    }

    /// How many paragraphs it has.
    #[must_use]
    pub fn n_paragraphs(&self) -> usize {
        self.layout().paragraphs.len()
    }

    /// The place of the sentence that asks what the one at `place` answers: the last of the nearest paragraph before that
    /// ends with a question mark, in an interview or under a list of questions. `None` where nothing asks.
    #[must_use]
    pub fn asked_before(&self, place: usize) -> Option<usize> {
        let own = self.layout().paragraphs.partition_point(|paragraph| paragraph.sentences.end <= place);
        let before = self.layout().paragraphs.get(own.saturating_sub(ASKED_PARAGRAPHS)..own)?;
        let asking = before.iter().rev().find(|paragraph| is_asked(paragraph.span.cut(self.body())))?;
        asking.sentences.end.checked_sub(1)
    }

    /// The paragraphs, in order: span of the body, and places of its sentences.
    pub fn paragraphs(&self) -> impl Iterator<Item = (Span, Range<usize>)> + '_ {
        self.layout().paragraphs.iter().map(|paragraph| (paragraph.span, paragraph.sentences.clone()))
    }

    /// The number, from 1, of the paragraph that holds a byte of the body.
    #[must_use]
    pub fn paragraph_at(&self, offset: usize) -> usize {
        self.layout().paragraphs.partition_point(|paragraph| paragraph.span.start <= offset).max(1)
    }

    /// For each of the [`sentences`](Self::sentences) who says it or parts of it, outer speakers first; empty where
    /// the article itself speaks.
    #[must_use]
    pub fn attributions(&self) -> &[Vec<Attribution>] {
        self.text.attributions.get_or_init(|| {
            let paragraphs: Vec<Range<usize>> =
                self.layout().paragraphs.iter().map(|part| part.sentences.clone()).collect();
            attributions(self.body(), self.sentences(), &paragraphs)
        })
    }

    /// Who says the words at `span` of the body, by the innermost attribution that holds all of them; `None` if the
    /// article itself does, or it is not one sentence's words.
    #[must_use]
    pub fn attribution(&self, span: Span) -> Option<Attribution> {
        let at = self.sentences().partition_point(|sentence| sentence.end <= span.start);
        let sentence = self.sentences().get(at).filter(|sentence| sentence.contains(span))?;
        let given = self.attributions().get(at)?;
        if *sentence == span {
            return given.iter().find(|given| !given.is_nested).copied();
        }
        given.iter().filter(|given| given.said.contains(span)).min_by_key(|given| given.said.len()).copied()
    }

    /// How many words it has.
    #[must_use]
    pub fn n_words(&self) -> usize {
        self.body().split_whitespace().count()
    }

    /// Cuts a quote out of the body. `None` where `span` is empty or not on character borders.
    #[must_use]
    pub fn quote(&self, span: Span) -> Option<Quote> {
        let words = self.body().get(span.start..span.end)?;
        (!words.trim().is_empty()).then(|| Quote::cut(self, span))
    }
}

/// The first words of a body, up to a dozen, ending before a second sentence.
fn derived_title(body: &str) -> String {
    const WORDS: usize = 12;
    let opening = body.lines().map(str::trim).find(|line| line.chars().any(char::is_alphanumeric)).unwrap_or_default();
    let sentence = sentences(opening).first().map_or(opening, |span| span.cut(opening));
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let title = words.iter().take(WORDS).copied().collect::<Vec<_>>().join(" ");
    let title = title.trim_end_matches(['.', ',', ';', ':']);
    if title.is_empty() {
        return "Untitled".to_owned();
    }
    if words.len() > WORDS { format!("{title} …") } else { title.to_owned() }
}
