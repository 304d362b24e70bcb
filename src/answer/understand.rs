//! A question in the light of a corpus: spelling, aliases, sources.

use std::collections::BTreeSet;

use super::Ask;
use crate::corpus::{Corpus, DocId};
use crate::question::{Question, complete, is_general_word, nearest_general_word};
use crate::retrieve::{Clause, Query, RetrieveError, Retriever};
use crate::text::{Span, Term, fold, tokenize};

/// Variants below this worth are read, but not searched for.
const SEARCHED_WORTH: f32 = 0.35;
/// So many variants of one term are searched for at most.
const SEARCHED_VARIANTS: usize = 8;
/// A variant's weight in the search, as a share of its worth.
const VARIANT_WEIGHT: f32 = 0.5;
/// How much the name behind an alias says for it.
const ALIAS_WORTH: f32 = 0.95;

/// Which articles may answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// All.
    Any,
    /// These, because the name fits their title, publisher, author, dateline or slug.
    Named(String, Vec<DocId>),
    /// These, because they cite somebody of that name.
    Cited(String, Vec<DocId>),
    /// None: nobody of that name is there.
    Unknown(String),
}

/// A question, understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    /// Whether it leans on the question before it, and was completed by that one's words.
    pub is_completed: bool,
    /// The question before it, where its words were taken over.
    pub completed_from: Option<String>,
    /// The question with repaired spelling and the corpus's aliases.
    pub question: Question,
    /// Words that were taken for misspelt, and what they were read as.
    pub repairs: Vec<(String, String)>,
    /// Which articles may answer.
    pub source: Source,
    /// Whether another engine than the one that was to looked up who cites the source.
    pub is_substitute: bool,
}

impl Understood {
    /// Understands `ask`.
    pub(super) fn new(ask: &Ask, corpus: &Corpus, retriever: &dyn Retriever) -> Result<Self, RetrieveError> {
        let completed = ask.after.as_deref().and_then(|previous| complete(previous, &ask.question));
        let mut question = Question::analyze(completed.as_ref().unwrap_or(&ask.question));
        let repairs = repairs(&question, corpus);
        if !repairs.is_empty() {
            question = Question::analyze(&repaired(&question.text, &repairs));
        }
        add_aliases(&mut question, corpus);
        let mut is_substitute = false;
        let source =
            match (ask.source.as_deref().map(str::trim).filter(|name| !name.is_empty()), &question.according_to) {
                (Some(name), _) => named(name, corpus)
                    .map_or_else(|| Source::Unknown(name.to_owned()), |docs| Source::Named(name.to_owned(), docs)),
                (None, Some(name)) => match named(name, corpus) {
                    Some(docs) => Source::Named(name.clone(), docs),
                    None => cited(name, corpus, retriever, &mut is_substitute)?,
                },
                (None, None) => Source::Any,
            };
        let is_completed = completed.is_some();
        let completed_from = ask.after.clone().filter(|_| is_completed);
        Ok(Self { is_completed, completed_from, question, repairs, source, is_substitute })
    }

    /// The names in the question that the articles have another name for, each with that one.
    #[must_use]
    pub fn aliases<'a>(&self, corpus: &'a Corpus) -> Vec<(&'a str, &'a str)> {
        known_as(&self.question, corpus).into_iter().map(|known| (known.name, known.other)).collect()
    }

    /// The query that finds its passages.
    #[must_use]
    pub fn query(&self, corpus: &Corpus) -> Query {
        let mut clauses: Vec<Clause> = Vec::new();
        for term in &self.question.terms {
            clauses.push(Clause { term: term.term, weight: term.weight, literal: true });
            let searched = term.variants.iter().filter(|variant| {
                variant.weight >= SEARCHED_WORTH && variant.terms.iter().all(|part| corpus.lexicon().holds(*part))
            });
            for variant in searched.take(SEARCHED_VARIANTS) {
                let weight = term.weight * variant.weight * VARIANT_WEIGHT;
                clauses.extend(variant.terms.iter().map(|part| Clause { term: *part, weight, literal: false }));
            }
        }
        // A term that stands for two words of the question counts once, at its best.
        clauses.sort_by(|a, b| a.term.cmp(&b.term).then(b.weight.total_cmp(&a.weight)));
        clauses.dedup_by_key(|clause| clause.term);
        let documents = match &self.source {
            Source::Named(_, docs) | Source::Cited(_, docs) => Some(docs.clone()),
            Source::Any | Source::Unknown(_) => None,
        };
        Query { clauses, documents }
    }
}

/// Words that are neither in the corpus nor general English, with the corpus's nearest word.
fn repairs(question: &Question, corpus: &Corpus) -> Vec<(String, String)> {
    let lexicon = corpus.lexicon();
    let words = tokenize(&question.text);
    let unknown =
        words.iter().filter(|token| token.is_word()).map(|token| token.span.cut(&question.text)).filter(|word| {
            let (term, function) = lexicon.term(word);
            function.is_none() && !lexicon.holds(term) && !is_general_word(&fold(word))
        });
    unknown
        .filter_map(|word| {
            let folded = fold(word);
            let right = lexicon.nearest(&folded).or_else(|| nearest_general_word(&folded))?;
            Some((word.to_owned(), right.to_owned()))
        })
        .collect()
}

/// `text` with every word that is to be repaired replaced.
fn repaired(text: &str, repairs: &[(String, String)]) -> String {
    let mut fixed = String::with_capacity(text.len());
    let mut done = 0;
    for token in tokenize(text) {
        if let Some((_, right)) = repairs.iter().find(|(wrong, _)| wrong == token.span.cut(text)) {
            fixed.push_str(Span::new(done, token.span.start).cut(text));
            fixed.push_str(right);
            done = token.span.end;
        }
    }
    fixed + Span::new(done, text.len()).cut(text)
}

/// Lets every name of the question be matched by what the articles say it is also called.
fn add_aliases(question: &mut Question, corpus: &Corpus) {
    for known in known_as(question, corpus) {
        for place in known.places {
            question.add_variant(place, known.terms.clone(), ALIAS_WORTH);
        }
    }
}

/// A name in a question that the articles have another name for.
struct KnownAs<'a> {
    /// The places of its terms in the question.
    places: Vec<usize>,
    /// The terms of the other name.
    terms: Vec<Term>,
    name: &'a str,
    other: &'a str,
}

/// Every name in a question that the articles have another name for.
fn known_as<'a>(question: &Question, corpus: &'a Corpus) -> Vec<KnownAs<'a>> {
    let stems = |name: &str| -> Vec<Term> {
        let tokens = tokenize(name);
        tokens
            .iter()
            .filter(|token| token.is_word())
            .map(|token| corpus.lexicon().term(token.span.cut(name)).0)
            .collect()
    };
    let mut found = Vec::new();
    for alias in corpus.lexicon().aliases() {
        for (name, other) in [(&alias.name, &alias.other), (&alias.other, &alias.name)] {
            let from = stems(name);
            let places: Vec<usize> =
                from.iter().filter_map(|part| question.terms.iter().position(|term| term.term == *part)).collect();
            if !from.is_empty() && places.len() == from.len() {
                found.push(KnownAs { places, terms: stems(other), name, other });
            }
        }
    }
    found
}

/// The documents whose metadata hold every word of `name`.
pub(super) fn named(name: &str, corpus: &Corpus) -> Option<Vec<DocId>> {
    let wanted: Vec<Term> = content_terms(name, corpus);
    let found: Vec<DocId> = corpus
        .documents()
        .iter()
        .filter(|document| {
            let metadata = &document.metadata;
            let parts = [&metadata.title, &metadata.publisher, &metadata.author, &metadata.dateline];
            let mut text = parts.into_iter().flatten().fold(String::new(), |text, part| text + " " + part);
            text.push(' ');
            text.push_str(&document.slug.replace(['-', '_', '/'], " "));
            let held = content_terms(&text, corpus);
            document.slug == name || (!wanted.is_empty() && wanted.iter().all(|term| held.contains(term)))
        })
        // A copy is searched as the article that it is a copy of.
        .map(|document| document.copy_of.unwrap_or(document.id))
        .collect::<BTreeSet<DocId>>()
        .into_iter()
        .collect();
    (!found.is_empty()).then_some(found)
}

/// The documents with a passage that holds `name` word for word.
fn cited(
    name: &str,
    corpus: &Corpus,
    retriever: &dyn Retriever,
    is_substitute: &mut bool,
) -> Result<Source, RetrieveError> {
    const PASSAGES: usize = 100;
    let wanted = content_terms(name, corpus);
    let clauses = wanted.iter().map(|term| Clause { term: *term, weight: 1.0, literal: false }).collect();
    let found = retriever.search(&Query { clauses, documents: None }, PASSAGES)?;
    *is_substitute = found.is_substitute;
    let mut docs: Vec<DocId> = Vec::new();
    for scored in found.passages {
        let passage = corpus.passage(scored.passage);
        let words = corpus.lexicon().words(corpus.document(passage.doc), passage.span);
        let terms: Vec<Term> = words.iter().filter(|word| word.is_content()).map(|word| word.term).collect();
        if terms.windows(wanted.len().max(1)).any(|window| window == wanted) {
            docs.push(passage.doc);
        }
    }
    docs.sort_unstable();
    docs.dedup();
    Ok(if docs.is_empty() { Source::Unknown(name.to_owned()) } else { Source::Cited(name.to_owned(), docs) })
}

fn content_terms(text: &str, corpus: &Corpus) -> Vec<Term> {
    let tokens = tokenize(text);
    tokens
        .iter()
        .filter(|token| token.is_word())
        .map(|token| corpus.lexicon().term(token.span.cut(text)))
        .filter_map(|(term, function)| function.is_none().then_some(term))
        .collect()
}
