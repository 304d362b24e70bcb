//! A question in the light of a corpus: spelling, aliases, sources.

use std::collections::BTreeSet;

use super::Ask;
use crate::corpus::{Corpus, DocId, Passage};
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
    /// The names in it that the articles have another name for, each with that one.
    pub aliases: Vec<(String, String)>,
    /// Which articles may answer.
    pub source: Source,
    /// The part of the articles that is heard; `None` for all.
    pub part: Option<String>,
    /// Whether another engine than the one that was to looked up who cites the source.
    pub is_substitute: bool,
}

impl Understood {
    /// Understands `ask`.
    pub(super) fn new(ask: &Ask, corpus: &Corpus, retriever: &dyn Retriever) -> Result<Self, RetrieveError> {
        let completed = ask.after.as_deref().and_then(|previous| complete(previous, &ask.question));
        let mut question = Question::analyze(completed.as_ref().unwrap_or(&ask.question));
        let mut heard = Heard { part: ask.part.as_deref(), corpus, retriever, is_substitute: false };
        let repairs = heard.repairs(&question)?;
        if !repairs.is_empty() {
            question = Question::analyze(&repaired(&question.text, &repairs));
        }
        let aliases = heard.add_aliases(&mut question)?;
        let source =
            match (ask.source.as_deref().map(str::trim).filter(|name| !name.is_empty()), &question.according_to) {
                (Some(name), _) => named(name, heard.part, corpus)
                    .map_or_else(|| Source::Unknown(name.to_owned()), |docs| Source::Named(name.to_owned(), docs)),
                (None, Some(name)) => match named(name, heard.part, corpus) {
                    Some(docs) => Source::Named(name.clone(), docs),
                    None => heard.cited(name)?,
                },
                (None, None) => Source::Any,
            };
        let is_completed = completed.is_some();
        let completed_from = ask.after.clone().filter(|_| is_completed);
        let (part, is_substitute) = (ask.part.clone(), heard.is_substitute);
        Ok(Self { is_completed, completed_from, question, repairs, aliases, source, part, is_substitute })
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
        Query { clauses, documents, part: self.part.clone() }
    }
}

/// What a question may learn from: all articles, or a part of them. What stands outside of it is not said, not even as a
/// spelling or a name.
struct Heard<'a> {
    part: Option<&'a str>,
    corpus: &'a Corpus,
    retriever: &'a dyn Retriever,
    /// Whether another engine than the one that was to has answered.
    is_substitute: bool,
}

impl<'a> Heard<'a> {
    /// Words that are neither in the corpus nor general English, with the nearest word that is heard.
    fn repairs(&mut self, question: &Question) -> Result<Vec<(String, String)>, RetrieveError> {
        let lexicon = self.corpus.lexicon();
        let words = tokenize(&question.text);
        let unknown =
            words.iter().filter(|token| token.is_word()).map(|token| token.span.cut(&question.text)).filter(|word| {
                let (term, function) = lexicon.term(word);
                function.is_none() && !lexicon.holds(term) && !is_general_word(&fold(word))
            });
        let mut repairs = Vec::new();
        for word in unknown {
            let folded = fold(word);
            let near = match lexicon.nearest(&folded) {
                Some(near) if self.says(near)? => Some(near),
                _ => None,
            };
            if let Some(right) = near.or_else(|| nearest_general_word(&folded)) {
                repairs.push((word.to_owned(), right.to_owned()));
            }
        }
        Ok(repairs)
    }

    /// Whether a word of the corpus may be said: in all articles each may.
    fn says(&mut self, word: &str) -> Result<bool, RetrieveError> {
        Ok(self.part.is_none()
            || is_general_word(word)
            || !self.holding(vec![self.corpus.lexicon().term(word).0], 1)?.is_empty())
    }

    /// Lets every name of the question be matched by what the articles say it is also called; returns these names.
    fn add_aliases(&mut self, question: &mut Question) -> Result<Vec<(String, String)>, RetrieveError> {
        let mut aliases = Vec::new();
        for known in known_as(question, self.corpus) {
            if self.part.is_some() && !self.tells_both(&known)? {
                continue;
            }
            for place in known.places {
                question.add_variant(place, known.terms.clone(), ALIAS_WORTH);
            }
            aliases.push((known.name.to_owned(), known.other.to_owned()));
        }
        Ok(aliases)
    }

    /// Whether a passage of the part holds both names.
    fn tells_both(&mut self, known: &KnownAs<'_>) -> Result<bool, RetrieveError> {
        const PASSAGES: usize = 20;
        let terms = [known.name, known.other].iter().flat_map(|name| content_terms(name, self.corpus)).collect();
        let found = self.holding(terms, PASSAGES)?;
        Ok(found.iter().any(|passage| {
            let words = passage.span.cut(self.corpus.document(passage.doc).body());
            words.contains(known.name) && words.contains(known.other)
        }))
    }

    /// The documents with a passage that holds `name` word for word.
    fn cited(&mut self, name: &str) -> Result<Source, RetrieveError> {
        const PASSAGES: usize = 100;
        let wanted = content_terms(name, self.corpus);
        let mut docs: Vec<DocId> = Vec::new();
        for passage in self.holding(wanted.clone(), PASSAGES)? {
            let words = self.corpus.lexicon().words(self.corpus.document(passage.doc), passage.span);
            let terms: Vec<Term> = words.iter().filter(|word| word.is_content()).map(|word| word.term).collect();
            if terms.windows(wanted.len().max(1)).any(|window| window == wanted) {
                docs.push(passage.doc);
            }
        }
        docs.sort_unstable();
        docs.dedup();
        Ok(if docs.is_empty() { Source::Unknown(name.to_owned()) } else { Source::Cited(name.to_owned(), docs) })
    }

    /// The best passages that are heard and hold some of these terms.
    fn holding(&mut self, terms: Vec<Term>, top_k: usize) -> Result<Vec<&'a Passage>, RetrieveError> {
        let clauses = terms.into_iter().map(|term| Clause { term, weight: 1.0, literal: false }).collect();
        let query = Query { clauses, documents: None, part: self.part.map(ToOwned::to_owned) };
        let found = self.retriever.search(&query, top_k)?;
        self.is_substitute |= found.is_substitute;
        Ok(found.passages.iter().map(|scored| self.corpus.passage(scored.passage)).collect())
    }
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

/// The documents of a part, or of all, whose metadata hold every word of `name`.
pub(super) fn named(name: &str, part: Option<&str>, corpus: &Corpus) -> Option<Vec<DocId>> {
    let wanted: Vec<Term> = content_terms(name, corpus);
    let part_there = part.and_then(|folder| corpus.part(folder));
    let found: Vec<DocId> = corpus
        .documents_in(part)
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
        .map(|document| match part_there {
            Some(part) => part.voice(document, corpus),
            None => document.copy_of.unwrap_or(document.id),
        })
        .collect::<BTreeSet<DocId>>()
        .into_iter()
        .collect();
    (!found.is_empty()).then_some(found)
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
