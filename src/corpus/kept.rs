//! What was learned from a large collection, kept on disk, so that it need not be learned at every start.
//!
//! To open a collection its articles must be read and hashed; to find their sentences and words again takes twenty
//! times as long. The file says which articles it is of, and is used only if these are the same, in the same order. It
//! is no more than a copy: without it, or where it is not whole, everything is learned anew.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::lexicon::Usage;
use super::{Alias, Corpus, DocId, Document, Lexicon, Passage, hash, is_small, number, passage};
use crate::text::{FunctionWord, Span, Term, fold};

/// The file below the data folder.
const FILE: &str = "learned";
/// Grows with every change of sentences, passages, copies or words: what another version has learned is learned anew.
const VERSION: u64 = 1;
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
        for (copy, original) in kept.copies {
            documents[copy].mark_as_copy(original);
        }
        return Corpus::of_parts(documents, kept.passages, kept.lexicon);
    }
    let corpus = Corpus::learned(documents);
    // A file that is half written must never have the name of a whole one.
    let unfinished = data.join(format!("{FILE}.{}", std::process::id()));
    let written = fs::create_dir_all(data)
        .and_then(|()| fs::write(&unfinished, write(&corpus, &of)))
        .and_then(|()| fs::rename(&unfinished, &file));
    if let Err(error) = written {
        let _ = fs::remove_file(&unfinished);
        tracing::warn!(file = %file.display(), %error, "what was learned from the articles cannot be kept");
    }
    corpus
}

/// What a file holds.
struct Kept {
    copies: Vec<(usize, DocId)>,
    passages: Vec<Passage>,
    lexicon: Lexicon,
}

/// The whole file: everything but its own SHA-256, then that.
fn write(corpus: &Corpus, of: &str) -> Vec<u8> {
    let mut out = Out(Vec::new());
    out.number(VERSION);
    out.text(env!("CARGO_PKG_VERSION"));
    out.text(of);
    let copies: Vec<_> = corpus.documents.iter().filter_map(|copy| Some((copy.id, copy.copy_of?))).collect();
    out.size(copies.len());
    for (copy, original) in copies {
        out.size(copy.index());
        out.size(original.index());
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
    for (surface, (term, function)) in &lexicon.known {
        out.text(surface);
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
    for alias in &lexicon.aliases {
        out.text(&alias.name);
        out.text(&alias.other);
    }
    let digest = Sha256::digest(&out.0);
    out.0.extend(digest);
    out.0
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
        let copies = from.list(|from| Some((from.size()?, DocId(u32::try_from(from.size()?).ok()?))))?;
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
            let term = Term::of_bits(from.bits()?);
            let function = if from.number()? == 0 { None } else { Some(FunctionWord::find(&fold(surface))?) };
            Some((surface.into(), (term, function)))
        })?;
        let usage = from.list(|from| {
            let folded = from.text()?.into();
            let mut next = || u32::try_from(from.number()?).ok();
            Some((folded, Usage { count: next()?, capitalised: next()?, inside: next()? }))
        })?;
        let frequency = from.list(|from| Some((Term::of_bits(from.bits()?), u32::try_from(from.number()?).ok()?)))?;
        let aliases =
            from.list(|from| Some(Alias { name: from.text()?.to_owned(), other: from.text()?.to_owned() }))?;
        let lexicon = Lexicon::of_parts(known, usage, frequency, passages.len(), aliases);
        let kept = Self { copies, passages, lexicon };
        kept.is_as_now(documents).then_some(kept)
    }

    /// Whether some of the documents are divided as they were: a program that was changed may divide otherwise.
    fn is_as_now(&self, documents: &[Document]) -> bool {
        documents.iter().step_by(documents.len().div_ceil(PROBES).max(1)).all(|document| {
            let first = self.passages.partition_point(|passage| passage.doc < document.id);
            let end = self.passages.partition_point(|passage| passage.doc <= document.id);
            let is_copy = self.copies.iter().any(|(copy, _)| *copy == document.id.index());
            is_copy || self.passages[first..end] == passage::split(document)
        })
    }
}

/// Writes numbers in as few bytes as they need, seven bits in each.
struct Out(Vec<u8>);

impl Out {
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
