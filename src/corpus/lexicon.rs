//! What the articles teach about their own words: vocabulary, frequencies, aliases.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::{Alias, Document, Passage, alias};
use crate::text::{FunctionWord, Shape, Span, Stemmer, Term, Token, fold, tokenize};

/// A token with what it means to a matcher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the document's body, and its shape.
    pub token: Token,
    /// Its folded stem.
    pub term: Term,
    /// The function word that it is, if it is one.
    pub function: Option<FunctionWord>,
}

impl Word {
    /// Whether it is a word or number that carries meaning by itself.
    #[must_use]
    pub fn is_content(&self) -> bool {
        self.token.is_word() && self.function.is_none()
    }
}

/// So many passages three articles have, which the readers were fitted on.
const FITTED_PASSAGES: f32 = 150.0;
/// The power of its size with which a larger collection counts. Set by hand: with 1 every answer would hang on how
/// many articles on other things there are.
const GROWTH: f32 = 0.25;

/// How often a folded word stands in the corpus, and how often capitalised within a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Usage {
    pub(super) count: u32,
    pub(super) capitalised: u32,
    pub(super) inside: u32,
}

impl Usage {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.capitalised += other.capitalised;
        self.inside += other.inside;
    }

    /// What was kept on disk may be of somebody else's making: nothing goes below zero.
    fn take(&mut self, other: Self) {
        self.count = self.count.saturating_sub(other.count);
        self.capitalised = self.capitalised.saturating_sub(other.capitalised);
        self.inside = self.inside.saturating_sub(other.inside);
    }
}

/// What a word as written stands for.
pub(super) type Known = (Term, Option<FunctionWord>);

/// The words of some passages, before they are put together with those of the others.
#[derive(Debug, Default)]
struct Counts {
    /// Each word as written, the place of its term, and how it is used.
    words: HashMap<Box<str>, (Known, usize, Usage)>,
    places: HashMap<Term, usize>,
    /// For each term how many passages hold it, and the last that did.
    terms: Vec<(Term, u32, Option<usize>)>,
}

impl Counts {
    /// Notes a word of the passage at `place`.
    fn note(&mut self, surface: &str, shape: Shape, inside: bool, place: usize, known: impl Fn(&str) -> Known) {
        let capitalised = inside && matches!(shape, Shape::Capitalised | Shape::Acronym);
        let usage = Usage { count: 1, capitalised: u32::from(capitalised), inside: u32::from(inside) };
        let term = if let Some((_, term, used)) = self.words.get_mut(surface) {
            used.add(usage);
            *term
        } else {
            let known = known(surface);
            let next = self.terms.len();
            let term = *self.places.entry(known.0).or_insert(next);
            if term == next {
                self.terms.push((known.0, 0, None));
            }
            self.words.insert(surface.into(), (known, term, usage));
            term
        };
        let (_, passages, last) = &mut self.terms[term];
        if *last != Some(place) {
            *last = Some(place);
            *passages += 1;
        }
    }
}

/// Counts the words of some passages of `documents`, of which `known` says what they stand for.
fn count(documents: &[Document], passages: &[Passage], known: impl Fn(&str) -> Known) -> Counts {
    let mut counts = Counts::default();
    for (place, passage) in passages.iter().enumerate() {
        let Some(document) = documents.get(passage.doc.index()) else { continue };
        for sentence in passage.sentences.clone() {
            let text = document.sentences()[sentence].cut(document.body());
            for (at, token) in tokenize(text).into_iter().enumerate().filter(|(_, token)| token.is_word()) {
                counts.note(token.span.cut(text), token.shape, at > 0, place, &known);
            }
        }
    }
    counts
}

/// So many passages a core counts before the counts are put together.
const SHARE_PASSAGES: usize = 8_192;

/// The words of a corpus.
#[derive(Debug, Default)]
pub struct Lexicon {
    stemmer: Stemmer,
    /// What each word as written stands for, and how often it stands in the passages.
    pub(super) known: HashMap<Box<str>, (Known, u32)>,
    pub(super) usage: BTreeMap<Box<str>, Usage>,
    pub(super) passage_frequency: HashMap<Term, u32>,
    pub(super) n_passages: usize,
    pub(super) aliases: Vec<Alias>,
    /// In how many documents each alias stands.
    pub(super) alias_documents: Vec<u32>,
}

/// Documents, and those of their passages that count.
#[derive(Clone, Copy)]
pub(super) struct Share<'a> {
    /// The documents that the passages are of, by their ids.
    pub(super) all: &'a [Document],
    /// The documents that aliases are learned from.
    pub(super) documents: &'a [&'a Document],
    pub(super) passages: &'a [Passage],
}

impl PartialEq for Lexicon {
    fn eq(&self, other: &Self) -> bool {
        self.known == other.known
            && self.usage == other.usage
            && self.passage_frequency == other.passage_frequency
            && self.n_passages == other.n_passages
            && self.aliases == other.aliases
            && self.alias_documents == other.alias_documents
    }
}

impl Lexicon {
    /// Learns the words of all passages, on all cores. Sums do not depend on who counts what, so neither does the
    /// result.
    pub(super) fn learn(documents: &[Document], passages: &[Passage]) -> Self {
        let (aliases, alias_documents) = alias::learn(documents.par_iter()).into_iter().unzip();
        let mut lexicon = Self { n_passages: passages.len(), aliases, alias_documents, ..Self::default() };
        let step = rayon::current_num_threads().max(1) * SHARE_PASSAGES;
        let mut words: HashMap<Box<str>, (Known, Usage)> = HashMap::new();
        // Not all at once: what each core has counted is put together before it counts more.
        for passages in passages.chunks(step) {
            let known = |surface: &str| words.get(surface).map_or_else(|| lexicon.term(surface), |(known, _)| *known);
            let count = |share| count(documents, share, known);
            let counted: Vec<Counts> = passages.par_chunks(SHARE_PASSAGES).map(count).collect();
            for counts in counted {
                for (surface, (known, _, usage)) in counts.words {
                    words.entry(surface).or_insert((known, Usage::default())).1.add(usage);
                }
                for (term, passages, _) in counts.terms {
                    *lexicon.passage_frequency.entry(term).or_insert(0) += passages;
                }
            }
        }
        // Spellings that fold alike are one word; the tree is slow to look things up in, so it comes last.
        for (surface, (known, usage)) in words {
            lexicon.usage.entry(fold(&surface).into()).or_default().add(usage);
            lexicon.known.insert(surface, (known, usage.count));
        }
        lexicon
    }

    /// What [`learn`](Self::learn) would give after `new` has come and `gone` has been taken out, each of which was or
    /// is a part of all that is learned from.
    pub(super) fn after(&self, new: Share<'_>, gone: Share<'_>) -> Self {
        let mut after = Self {
            stemmer: Stemmer::default(),
            known: self.known.clone(),
            usage: self.usage.clone(),
            passage_frequency: self.passage_frequency.clone(),
            n_passages: self.n_passages + new.passages.len() - gone.passages.len(),
            aliases: Vec::new(),
            alias_documents: Vec::new(),
        };
        let counted = |share: Share<'_>| -> Vec<Counts> {
            let count = |passages| count(share.all, passages, |surface| self.term(surface));
            share.passages.par_chunks(SHARE_PASSAGES).map(count).collect()
        };
        for counts in counted(new) {
            after.add(counts);
        }
        for counts in counted(gone) {
            after.take(counts);
        }
        let mut aliases: BTreeMap<Alias, u32> =
            self.aliases.iter().cloned().zip(self.alias_documents.iter().copied()).collect();
        for (alias, n) in alias::learn(new.documents.par_iter().copied()) {
            *aliases.entry(alias).or_insert(0) += n;
        }
        for (alias, n) in alias::learn(gone.documents.par_iter().copied()) {
            let documents = aliases.entry(alias).or_insert(0);
            *documents = documents.saturating_sub(n);
        }
        aliases.retain(|_, n| *n > 0);
        (after.aliases, after.alias_documents) = aliases.into_iter().unzip();
        after
    }

    fn add(&mut self, counts: Counts) {
        for (surface, (known, _, usage)) in counts.words {
            self.usage.entry(fold(&surface).into()).or_default().add(usage);
            self.known.entry(surface).or_insert((known, 0)).1 += usage.count;
        }
        for (term, passages, _) in counts.terms {
            *self.passage_frequency.entry(term).or_insert(0) += passages;
        }
    }

    fn take(&mut self, counts: Counts) {
        for (surface, (_, _, usage)) in counts.words {
            let folded = fold(&surface);
            if let Some(used) = self.usage.get_mut(&*folded) {
                used.take(usage);
                if used.count == 0 {
                    self.usage.remove(&*folded);
                }
            }
            if let Some((_, count)) = self.known.get_mut(&surface) {
                *count = count.saturating_sub(usage.count);
                if *count == 0 {
                    self.known.remove(&surface);
                }
            }
        }
        for (term, passages, _) in counts.terms {
            if let Some(frequency) = self.passage_frequency.get_mut(&term) {
                *frequency = frequency.saturating_sub(passages);
                if *frequency == 0 {
                    self.passage_frequency.remove(&term);
                }
            }
        }
    }

    /// A lexicon of what was learned before, each alias with the number of documents that give it.
    pub(super) fn of_parts(
        known: HashMap<Box<str>, (Known, u32)>,
        usage: BTreeMap<Box<str>, Usage>,
        passage_frequency: HashMap<Term, u32>,
        n_passages: usize,
        aliases: Vec<(Alias, u32)>,
    ) -> Self {
        let (aliases, alias_documents) = aliases.into_iter().unzip();
        Self { stemmer: Stemmer::default(), known, usage, passage_frequency, n_passages, aliases, alias_documents }
    }

    /// The words of `document` at `span`, with their places in the body.
    #[must_use]
    pub fn words(&self, document: &Document, span: Span) -> Vec<Word> {
        let mut words = self.words_of(span.cut(document.body()));
        for word in &mut words {
            word.token.span = word.token.span.shift(span.start);
        }
        words
    }

    /// The words of any text, with their places in it: a title stands in no body.
    #[must_use]
    pub fn words_of(&self, text: &str) -> Vec<Word> {
        let word = |token: Token| {
            let (term, function) = self.term(token.span.cut(text));
            Word { token, term, function }
        };
        tokenize(text).into_iter().map(word).collect()
    }

    /// The term of a word as written, and the function word that it is.
    #[must_use]
    pub fn term(&self, surface: &str) -> (Term, Option<FunctionWord>) {
        self.known.get(surface).map_or_else(|| self.fresh(surface, &fold(surface)), |(known, _)| *known)
    }

    fn fresh(&self, surface: &str, folded: &str) -> (Term, Option<FunctionWord>) {
        // "US" and "WHO" are names, not pronouns.
        let acronym = surface.len() > 1 && surface.chars().all(|c| c.is_uppercase() || c == '.');
        let function = if acronym { None } else { FunctionWord::find(folded) };
        (Term::of_stem(&self.stemmer.stem(folded)), function)
    }

    /// Whether some passage holds the term.
    #[must_use]
    pub fn holds(&self, term: Term) -> bool {
        self.passage_frequency.contains_key(&term)
    }

    /// Inverse document frequency over passages, as in BM25: `ln(1 + (N - n + 0.5) / (n + 0.5))`, with an `N` that
    /// depends little on how many articles there are.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of passages are far below 2^24")]
    pub fn idf(&self, term: Term) -> f32 {
        let n = self.passage_frequency.get(&term).copied().unwrap_or(0) as f32;
        // Words of a small collection weigh as in one of the size that the readers were fitted on; in a larger one
        // the rest says little about how much a word tells apart what is near.
        let all = FITTED_PASSAGES * (self.n_passages as f32 / FITTED_PASSAGES).max(1.0).powf(GROWTH);
        (1.0 + ((all - n).max(0.0) + 0.5) / (n + 0.5)).ln()
    }

    /// Whether a folded word is mostly written with a capital where no sentence begins: a name.
    #[must_use]
    pub fn is_name(&self, folded: &str) -> bool {
        self.usage.get(folded).is_some_and(|usage| usage.inside > 0 && usage.capitalised * 2 > usage.inside)
    }

    /// What the articles say is also called otherwise.
    #[must_use]
    pub fn aliases(&self) -> &[Alias] {
        &self.aliases
    }

    /// The word of the corpus that `folded` is most likely a misspelling of.
    ///
    /// The fewest edits win (one for words of four to six letters, two for longer ones; a swap of
    /// neighbours is one edit), then the more frequent word, then the alphabet. The first letter must
    /// agree. `None` where nothing is near, or `folded` stands in the corpus itself.
    #[must_use]
    pub fn nearest(&self, folded: &str) -> Option<&str> {
        let length = folded.chars().count();
        let most = match length {
            0..4 => return None,
            4..7 => 1,
            _ => 2,
        };
        if self.usage.contains_key(folded) || !folded.chars().all(char::is_alphabetic) {
            return None;
        }
        let first = folded.chars().next()?;
        let range = Box::<str>::from(first.to_string())..;
        self.usage
            .range(range)
            .take_while(|(word, _)| word.starts_with(first))
            .filter(|(word, _)| word.chars().count().abs_diff(length) <= most)
            .map(|(word, usage)| (strsim::damerau_levenshtein(folded, word), std::cmp::Reverse(usage.count), word))
            .filter(|(edits, _, _)| *edits <= most)
            .min()
            .map(|(_, _, word)| &**word)
    }
}
