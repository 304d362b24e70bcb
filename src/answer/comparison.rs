//! What each article says about a topic or a question, side by side.

use std::cmp::Reverse;

use super::topic::{Mention, mentions};
use super::{Ask, Engine, Evidence, Source, Understood, Unlimited};
use crate::corpus::{Corpus, DocId, Document};
use crate::question::Intent;
use crate::read::{Reader, RulesReader, ToRead};
use crate::retrieve::{Found, RetrieveError, ScoredPassage};
use crate::text::Span;

/// So many passages are looked through at most. Where more hold the topic's words, no article is said to be
/// silent about it.
const PASSAGES: usize = 1_000;
/// So many articles stand beside each other at most: four pages.
const SIDES: usize = 20;
/// So many sentences of one article are quoted, …
const SENTENCES: usize = 2;
/// … the second only if it holds as much of the topic as this share of what the first one holds.
const SECOND_SHARE: f32 = 0.9;
/// Two articles say the same if they share so many of their content words, all numbers and all names.
const COPY: f64 = 0.8;
/// So many passages of an article are read for the answer to a question.
const READ: usize = 5;

/// What the articles say about one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// The articles that speak of it: by the day of publication those that give one, then the others in corpus
    /// order.
    pub sides: Vec<Side>,
    /// How many more speak of it than are shown.
    pub n_more: usize,
    /// The articles that were looked through and do not speak of it, in corpus order; `None` where there are too
    /// many to look through all of them.
    pub silent: Option<Vec<DocId>>,
    /// Whether another engine than the one that was to found the passages.
    pub is_substitute: bool,
}

/// What one article says.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its best sentences in the order of the text, never none; of a question, the words that answer it marked.
    pub evidence: Vec<Evidence>,
    /// The same of other articles that say it in nearly the same words, one quote for each.
    pub copies: Vec<Evidence>,
}

impl Engine {
    /// What each article says about `topic`, a few words or a question.
    ///
    /// Sentences are chosen by how much of the topic they hold, and for a question by the rules, whichever reader
    /// answers: a network would have to read every article.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched. That nothing is found is no error.
    pub fn compare(&self, topic: impl Into<Ask>) -> Result<Comparison, RetrieveError> {
        let corpus = self.corpus();
        let understood = self.understand(&topic.into())?;
        let Found { passages, is_substitute } = self.retrieve(&understood, PASSAGES)?;
        let mentions = mentions(&understood, &passages, corpus);
        let mut articles: Vec<&[Mention]> = mentions.chunk_by(|a, b| a.doc == b.doc).collect();
        let silent = (passages.len() < PASSAGES).then(|| silent(&understood, &articles, corpus));
        let n_more = articles.len().saturating_sub(SIDES);
        if n_more > 0 {
            articles.sort_by(|a, b| nearness(a).total_cmp(&nearness(b)).reverse());
            articles.truncate(SIDES);
        }
        articles.sort_by_key(|article| {
            let doc = article[0].doc;
            let published = corpus.document(doc).metadata.published();
            (published.is_none(), published, doc)
        });
        let mut sides: Vec<(Side, Vec<Said>)> = Vec::new();
        for article in articles {
            let said = said(article, &understood, &passages, corpus);
            let evidence: Vec<Evidence> =
                said.iter().filter_map(|said| said.mention.evidence(said.marked, corpus)).collect();
            let Some(first) = evidence.first() else { continue };
            match sides.iter_mut().find(|(_, known)| is_a_copy(known, &said, corpus)) {
                Some((side, _)) => side.copies.push(first.clone()),
                None => sides.push((Side { evidence, copies: Vec::new() }, said)),
            }
        }
        Ok(Comparison { sides: sides.into_iter().map(|(side, _)| side).collect(), n_more, silent, is_substitute })
    }
}

/// How much of the topic an article's best sentence holds.
fn nearness(article: &[Mention]) -> f32 {
    article.iter().map(|mention| mention.coverage).fold(0.0, f32::max)
}

/// The articles that may be heard and do not speak of it.
fn silent(understood: &Understood, articles: &[&[Mention]], corpus: &Corpus) -> Vec<DocId> {
    let speaks = |doc: DocId| articles.iter().any(|article| article[0].doc == doc);
    let is_heard = |doc: DocId| match &understood.source {
        Source::Any => true,
        Source::Named(_, docs) | Source::Cited(_, docs) => docs.contains(&doc),
        Source::Unknown(_) => false,
    };
    let part = understood.part.as_deref();
    let is_voice = |document: &&Document| document.heard_in().any(|heard| heard == part.unwrap_or_default());
    let docs = corpus.documents_in(part).filter(is_voice).map(|document| document.id);
    docs.filter(|doc| is_heard(*doc) && !speaks(*doc)).collect()
}

/// A sentence that an article is heard with, and what is marked in it.
struct Said<'a> {
    mention: &'a Mention,
    marked: Span,
}

/// Whether two articles say it in nearly the same words, sentence by sentence.
fn is_a_copy(known: &[Said<'_>], new: &[Said<'_>], corpus: &Corpus) -> bool {
    let wording = |said: &Said<'_>| said.mention.wording(&[], corpus);
    known.len() == new.len() && known.iter().zip(new).all(|(a, b)| wording(a).is_a_copy(&wording(b), COPY))
}

/// What an article says, in the order of its text.
fn said<'a>(
    article: &'a [Mention],
    understood: &Understood,
    passages: &[ScoredPassage],
    corpus: &Corpus,
) -> Vec<Said<'a>> {
    if understood.question.intent == Intent::Question
        && let Some(answer) = answering(article, understood, passages, corpus)
    {
        return vec![answer];
    }
    let mut best: Vec<&Mention> = article.iter().collect();
    // Headlines and fragments only where an article has nothing else; then what the text says first.
    best.sort_by(|a, b| {
        let whole = |mention: &Mention| Reverse(is_whole(mention, corpus));
        whole(a).cmp(&whole(b)).then(b.coverage.total_cmp(&a.coverage))
    });
    let mut chosen: Vec<&Mention> = Vec::new();
    for mention in &best {
        let is_near = |first: &Mention| {
            mention.coverage >= first.coverage * SECOND_SHARE && is_whole(mention, corpus) == is_whole(first, corpus)
        };
        let says_the_same =
            |known: &Mention| known.wording(&[], corpus).tells_the_same(&mention.wording(&[], corpus), COPY);
        if chosen.len() < SENTENCES && is_near(best[0]) && !chosen.iter().any(|known| says_the_same(known)) {
            chosen.push(mention);
        }
    }
    chosen.sort_by_key(|mention| mention.sentence.start);
    chosen.into_iter().map(|mention| Said { mention, marked: mention.sentence }).collect()
}

/// Whether a sentence ends as sentences do.
fn is_whole(mention: &Mention, corpus: &Corpus) -> bool {
    let text = mention.sentence.cut(corpus.document(mention.doc).body());
    text.trim_end_matches(['”', '"', '’', '\'', ')', ' ']).ends_with(['.', '!', '?', '…'])
}

/// The sentence of an article that answers a question best, and the words in it that do; `None` if those words
/// stand in no sentence that speaks of what is asked.
fn answering<'a>(
    article: &'a [Mention],
    understood: &Understood,
    passages: &[ScoredPassage],
    corpus: &Corpus,
) -> Option<Said<'a>> {
    let best = passages.first().map_or(1.0, |passage| passage.retrieval_score).max(f32::MIN_POSITIVE);
    let mut ranks: Vec<usize> = article.iter().map(|mention| mention.rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let to_read: Vec<ToRead> = ranks
        .iter()
        .take(READ)
        .filter_map(|rank| passages.get(*rank))
        .map(|scored| ToRead { passage: scored.passage, prior: scored.retrieval_score / best })
        .collect();
    // The rules break down on nothing, and have all the time they need.
    let spans = RulesReader::shipped().read(&understood.question, corpus, &to_read, &Unlimited).ok()?;
    let speaks = |sentence: Span| article.iter().find(|mention| mention.sentence == sentence);
    spans.iter().find_map(|span| Some(Said { mention: speaks(span.sentence)?, marked: span.answer }))
}
