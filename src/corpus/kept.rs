//! What was learned from a large collection, kept on disk, so that it need not be learned at every start.
//!
//! To open a collection its articles must be read and hashed; to find their sentences and words again takes twenty
//! times as long. The file says which articles it is of, and is used only if these are the same, in the same order. It
//! is no more than a copy: without it, or where it is not whole, everything is learned anew.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::copy::{Copied, Sketch};
use super::lexicon::Usage;
use super::{Alias, Corpus, DocId, Document, Lexicon, Passage, hash, hash_of, is_small, number, passage, whole};
use crate::text::{FunctionWord, Span, Term, fold};

/// The file below the data folder.
const FILE: &str = "learned";
/// Grows with every change of sentences, passages, copies or words: what another version has learned is learned anew.
const VERSION: u64 = 3;
/// So many documents are divided again, to see that they still are as they were.
const PROBES: usize = 16;

/// The corpus of these documents, with what was learned from them the last time if that is kept below `data`.
pub(super) fn corpus(mut documents: Vec<Document>, data: &Path) -> Corpus {
    number(&mut documents);
    if is_small(&documents) {
        return Corpus::learned(documents);
    }
    let file = data.join(FILE);
    let of = hash(&documents);
    if let Some(kept) = fs::read(&file).ok().and_then(|bytes| Kept::read(&bytes, &of, &documents)) {
        return kept.corpus(documents);
    }
    let corpus = Corpus::learned(documents);
    keep(&corpus, data);
    corpus
}

/// Keeps what was learned from a large collection in the folder `data`, for the next start. Where that cannot be done, it
/// is logged: the next start learns it anew.
pub fn keep(corpus: &Corpus, data: &Path) {
    if corpus.is_small() {
        return;
    }
    let file = data.join(FILE);
    if let Err(error) = whole::write(&file, &write(corpus, &own_hash(&corpus.documents))) {
        tracing::warn!(file = %file.display(), %error, "what was learned from the articles cannot be kept");
    }
}

/// The hash of a corpus of these documents before copies are marked: which are is a part of what is learned.
fn own_hash(documents: &[Document]) -> String {
    hash_of(documents.iter().map(Document::own_hash))
}

/// The corpus of numbered documents, with what this file says was learned from them; `None` if it is not used.
#[cfg(fuzzing)]
pub(super) fn used(documents: Vec<Document>, file: &[u8], of: &str) -> Option<Corpus> {
    Some(Kept::read(file, of, &documents)?.corpus(documents))
}

/// A file with this content behind its head, whole as far as its head and its checksum tell.
#[cfg(any(fuzzing, test))]
pub(super) fn closed(content: &[u8], of: &str) -> Vec<u8> {
    let mut out = Out::headed(of);
    out.0.extend(content);
    out.closed()
}

/// What a file holds.
struct Kept {
    sketches: Vec<Sketch>,
    copies: Vec<Copied>,
    passages: Vec<Passage>,
    lexicon: Lexicon,
}

/// The whole file: everything but its own SHA-256, then that.
fn write(corpus: &Corpus, of: &str) -> Vec<u8> {
    let mut out = Out::headed(of);
    out.size(corpus.documents.len());
    for document in &corpus.documents {
        let sketch = document.sketch();
        out.number(sketch.n_shingles().into());
        out.size(sketch.sample().len());
        for shingle in sketch.sample() {
            out.0.extend(shingle.to_le_bytes());
        }
    }
    let copies: Vec<_> = corpus.documents.iter().filter_map(|copy| Some((copy, copy.copy_of?))).collect();
    out.size(copies.len());
    for (copy, original) in copies {
        out.size(copy.id.index());
        out.size(original.index());
        // None are heard in all parts: 0 is free to say that one is heard in none.
        out.size(copy.heard_from().unwrap_or(0));
    }
    out.size(corpus.passages.len());
    for passage in &corpus.passages {
        out.size(passage.doc.index());
        out.size(passage.span.start);
        out.size(passage.span.len());
        out.size(passage.sentences.start);
        out.size(passage.sentences.len());
    }
    let lexicon = &corpus.lexicon;
    out.size(lexicon.known.len());
    for (surface, ((term, function), count)) in &lexicon.known {
        out.text(surface);
        out.number((*count).into());
        out.0.extend(term.bits().to_le_bytes());
        out.number(u64::from(function.is_some()));
    }
    out.size(lexicon.usage.len());
    for (folded, usage) in &lexicon.usage {
        out.text(folded);
        for count in [usage.count, usage.capitalised, usage.inside] {
            out.number(count.into());
        }
    }
    out.size(lexicon.passage_frequency.len());
    for (term, passages) in &lexicon.passage_frequency {
        out.0.extend(term.bits().to_le_bytes());
        out.number((*passages).into());
    }
    out.size(lexicon.aliases.len());
    for (alias, documents) in lexicon.aliases.iter().zip(&lexicon.alias_documents) {
        out.text(&alias.name);
        out.text(&alias.other);
        out.number((*documents).into());
    }
    out.closed()
}

impl Kept {
    /// What the file holds; `None` if it is damaged, of another version or of other documents.
    fn read(file: &[u8], of: &str, documents: &[Document]) -> Option<Self> {
        let (content, digest) = file.split_at_checked(file.len().checked_sub(32)?)?;
        let mut from = In(content);
        if from.number()? != VERSION || from.text()? != env!("CARGO_PKG_VERSION") || from.text()? != of {
            return None;
        }
        if Sha256::digest(content)[..] != *digest {
            return None;
        }
        let sketches = from.list(|from| {
            let n_shingles = u32::try_from(from.number()?).ok()?;
            let n = from.size()?;
            let bytes = from.bytes(n.checked_mul(4)?)?;
            let shingle = |bytes: &[u8]| Some(u32::from_le_bytes(bytes.try_into().ok()?));
            Some(Sketch::of_parts(n_shingles, bytes.chunks(4).map(shingle).collect::<Option<_>>()?))
        })?;
        let copies = from.list(|from| {
            let (place, original) = (from.size()?, DocId(u32::try_from(from.size()?).ok()?));
            Some(Copied { place, original, heard_from: Some(from.size()?).filter(|depth| *depth > 0) })
        })?;
        let mut passages: Vec<Passage> = from.list(|from| {
            let doc = DocId(u32::try_from(from.size()?).ok()?);
            let start = from.size()?;
            let span = Span { start, end: start.checked_add(from.size()?)? };
            let first = from.size()?;
            Some(Passage { doc, span, sentences: first..first.checked_add(from.size()?)?, ordinal: 0 })
        })?;
        for place in 1..passages.len() {
            if passages[place].doc == passages[place - 1].doc {
                passages[place].ordinal = passages[place - 1].ordinal + 1;
            }
        }
        let known = from.list(|from| {
            let surface = from.text()?;
            let count = u32::try_from(from.number()?).ok()?;
            let term = Term::of_bits(from.bits()?);
            let function = if from.number()? == 0 { None } else { Some(FunctionWord::find(&fold(surface))?) };
            Some((surface.into(), ((term, function), count)))
        })?;
        let usage = from.list(|from| {
            let folded = from.text()?.into();
            let mut next = || u32::try_from(from.number()?).ok();
            Some((folded, Usage { count: next()?, capitalised: next()?, inside: next()? }))
        })?;
        let frequency = from.list(|from| Some((Term::of_bits(from.bits()?), u32::try_from(from.number()?).ok()?)))?;
        let aliases: Vec<(Alias, u32)> = from.list(|from| {
            let alias = Alias { name: from.text()?.to_owned(), other: from.text()?.to_owned() };
            Some((alias, u32::try_from(from.number()?).ok()?))
        })?;
        let lexicon = Lexicon::of_parts(known, usage, frequency, passages.len(), aliases);
        let kept = Self { sketches, copies, passages, lexicon };
        (kept.is_inside(documents) && kept.is_as_now(documents)).then_some(kept)
    }

    fn corpus(self, mut documents: Vec<Document>) -> Corpus {
        for (document, sketch) in documents.iter().zip(self.sketches) {
            document.with_sketch(sketch);
        }
        for Copied { place, original, heard_from } in self.copies {
            documents[place].mark_as_copy(original, heard_from);
        }
        Corpus::of_parts(documents, self.passages, self.lexicon)
    }

    /// Whether nothing leads out of the documents: a checksum says that a file is whole, not who wrote it. That sentences
    /// are where they are said to be shows when they are found, which is too slow to be done here.
    fn is_inside(&self, documents: &[Document]) -> bool {
        let copies: HashSet<usize> = self.copies.iter().map(|copy| copy.place).collect();
        let is_copy = |Copied { place, original, heard_from }: &Copied| {
            let n_parts = documents.get(*place).map_or(0, |copy| copy.parts().count());
            original.index() < documents.len()
                && !copies.contains(&original.index())
                && heard_from.unwrap_or(0) < n_parts
        };
        let is_passage = |passage: &Passage| {
            let body = documents.get(passage.doc.index()).map_or("", Document::body);
            body.get(passage.span.start..passage.span.end).is_some_and(|words| !words.is_empty())
                && !passage.sentences.is_empty()
                && passage.sentences.end <= body.len()
        };
        self.copies.iter().all(is_copy)
            && self.sketches.len() == documents.len()
            && self.passages.iter().all(is_passage)
            && self.passages.is_sorted_by(|a, b| (a.doc, a.span.end) <= (b.doc, b.span.start))
    }

    /// Whether some of the documents are divided as they were: a program that was changed may divide otherwise.
    fn is_as_now(&self, documents: &[Document]) -> bool {
        documents.iter().step_by(documents.len().div_ceil(PROBES).max(1)).all(|document| {
            let first = self.passages.partition_point(|passage| passage.doc < document.id);
            let end = self.passages.partition_point(|passage| passage.doc <= document.id);
            let copy = self.copies.iter().find(|copy| copy.place == document.id.index());
            let is_heard = copy.is_none_or(|copy| copy.heard_from.is_some());
            let is_divided = |passages: &[Passage]| {
                if is_heard { passages == passage::split(document) } else { passages.is_empty() }
            };
            self.sketches.get(document.id.index()) == Some(&Sketch::of(document.body()))
                && is_divided(&self.passages[first..end])
        })
    }
}

/// Writes numbers in as few bytes as they need, seven bits in each.
struct Out(Vec<u8>);

impl Out {
    /// What every file begins with.
    fn headed(of: &str) -> Self {
        let mut out = Self(Vec::new());
        out.number(VERSION);
        out.text(env!("CARGO_PKG_VERSION"));
        out.text(of);
        out
    }

    /// The whole file.
    fn closed(mut self) -> Vec<u8> {
        let digest = Sha256::digest(&self.0);
        self.0.extend(digest);
        self.0
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.0.push(number.to_le_bytes()[0]);
    }

    fn size(&mut self, size: usize) {
        self.number(size as u64);
    }

    fn text(&mut self, text: &str) {
        self.size(text.len());
        self.0.extend(text.as_bytes());
    }
}

/// What is left to read; everything is `None` at its end.
struct In<'a>(&'a [u8]);

impl<'a> In<'a> {
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(bytes)
    }

    fn bits(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.bytes(8)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<&'a str> {
        let n = self.size()?;
        std::str::from_utf8(self.bytes(n)?).ok()
    }

    fn list<T, L: FromIterator<T>>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<L> {
        let n = self.size()?;
        (0..n).map(|_| item(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Metadata;

    fn documents() -> Vec<Document> {
        let document = |n: usize| {
            let body = format!("The ferry sails. It has {n} decks.\n\nNobody of the town saw it.\n");
            Document::new(format!("d{n}"), format!("d{n}.md"), Metadata::default(), body)
        };
        // Most of them are not divided again to see whether they are as they were.
        let mut documents: Vec<Document> = (0..40).map(document).collect();
        number(&mut documents);
        documents
    }

    /// A whole file of these articles, after `change` in what was learned.
    fn file(change: impl FnOnce(&mut Vec<Document>, &mut Vec<Passage>)) -> Vec<u8> {
        let of = hash(&documents());
        let Corpus { mut documents, mut passages, lexicon, .. } = Corpus::learned(documents());
        change(&mut documents, &mut passages);
        write(&Corpus::of_parts(documents, passages, lexicon), &of)
    }

    fn is_used(file: &[u8]) -> bool {
        Kept::read(file, &hash(&documents()), &documents()).is_some()
    }

    type Harm = fn(&mut Passage);

    #[test]
    fn a_whole_file_that_leads_out_of_the_articles_is_not_used() {
        assert!(is_used(&file(|_, _| {})), "it is used where nothing is wrong with it");
        // A document that is not divided again to see whether it is as it was.
        let passage =
            |passages: &[Passage]| passages.iter().position(|passage| passage.doc == DocId(4)).expect("is there");
        assert!(!is_used(&file(|documents, _| documents[4].copy_of = Some(DocId(99)))), "a copy of none");
        let chain = |documents: &mut Vec<Document>| {
            documents[4].copy_of = Some(DocId(5));
            documents[5].copy_of = Some(DocId(6));
        };
        assert!(!is_used(&file(|documents, _| chain(documents))), "a copy of a copy");
        let deep = file(|documents, _| documents[4].mark_as_copy(DocId(3), Some(1)));
        assert!(!is_used(&deep), "a copy that is heard in a folder that it is not in");
        let harms: [(&str, Harm); 5] = [
            ("behind the end", |passage| passage.span.end = 10_000),
            ("empty", |passage| passage.span.end = passage.span.start),
            ("of no document", |passage| passage.doc = DocId(99)),
            ("of no sentence", |passage| passage.sentences.end = passage.sentences.start),
            ("of too many sentences", |passage| passage.sentences.end = usize::MAX),
        ];
        for (what, harm) in harms {
            let harmed = file(|_, passages| {
                let place = passage(passages);
                harm(&mut passages[place]);
            });
            assert!(!is_used(&harmed), "a passage {what}");
        }
    }

    #[test]
    fn a_whole_file_of_too_little_is_not_used() {
        let of = hash(&documents());
        for content in [&[][..], &[0], &[0xff; 40], &[0, 0, 0, 0, 0, 1]] {
            assert!(!is_used(&closed(content, &of)), "{content:?}");
        }
    }
}
