//! What the articles teach about their own words: vocabulary, frequencies, aliases.

use std::collections::{BTreeMap, HashMap, HashSet};

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
#[derive(Clone, Copy, Debug, Default)]
struct Usage {
    count: u32,
    capitalised: u32,
    inside: u32,
}

/// The words of a corpus.
#[derive(Debug, Default)]
pub struct Lexicon {
    stemmer: Stemmer,
    known: HashMap<Box<str>, (Term, Option<FunctionWord>)>,
    usage: BTreeMap<Box<str>, Usage>,
    passage_frequency: HashMap<Term, u32>,
    n_passages: usize,
    aliases: Vec<Alias>,
}

impl Lexicon {
    pub(super) fn learn(documents: &[Document], passages: &[Passage]) -> Self {
        let mut lexicon = Self { n_passages: passages.len(), aliases: alias::learn(documents), ..Self::default() };
        let mut seen = HashSet::new();
        for passage in passages {
            let Some(document) = documents.get(passage.doc.index()) else { continue };
            seen.clear();
            for sentence in passage.sentences.clone() {
                let text = document.sentences()[sentence].cut(document.body());
                for (at, token) in tokenize(text).into_iter().enumerate().filter(|(_, token)| token.is_word()) {
                    let term = lexicon.note(token.span.cut(text), token.shape, at > 0);
                    seen.insert(term);
                }
            }
            for term in &seen {
                *lexicon.passage_frequency.entry(*term).or_insert(0) += 1;
            }
        }
        lexicon
    }

    fn note(&mut self, surface: &str, shape: Shape, inside: bool) -> Term {
        let folded = fold(surface);
        let (term, _) = if let Some(known) = self.known.get(surface) {
            *known
        } else {
            let fresh = self.fresh(surface, &folded);
            self.known.insert(surface.into(), fresh);
            fresh
        };
        let usage = self.usage.entry(folded.into()).or_default();
        usage.count += 1;
        usage.inside += u32::from(inside);
        usage.capitalised += u32::from(inside && matches!(shape, Shape::Capitalised | Shape::Acronym));
        term
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
        self.known.get(surface).copied().unwrap_or_else(|| self.fresh(surface, &fold(surface)))
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
