//! The pipeline.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use super::assemble::{self, Group};
use super::contest::{KNOWN_WORTH, is_known};
use super::cue;
use super::event;
use super::speaker::by_speaker;
use super::understand::named;
use super::verdict::verdict;
use super::{
    Abstained, Answer, AnswerValue, AsOf, Confidence, ConfidenceModel, Constraints, Evidence, Logistic, Quoted, Reason,
    Signals, Source, Understood,
};
use crate::corpus::{Corpus, Document, Lexicon, Quote};
use crate::question::{Intent, Question, QuestionTerm};
use crate::read::{Budget, EvidenceSpan, JointReader, Neural, Reader, RulesReader, ToRead, Unlimited, Unread};
use crate::retrieve::{Found, RetrieveError, Retriever, ScoredPassage};

/// So many passages are read for a question unless [`Engine::reading`] says otherwise. A fixed number, so
/// that the same question has the same answer on any machine.
pub const PASSAGES_READ: usize = 20;
/// So many answers are kept: buttons under an answer ask its question again.
const KEPT: NonZeroUsize = NonZeroUsize::new(256).unwrap();
/// The place of the share among the signals.
const SHARE: usize = 1;
/// So many quotes are given where there is no answer.
const NEAREST: usize = 3;

/// A question, and where it may be answered from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ask {
    /// The question as typed.
    pub question: String,
    /// A slug, or words of a title, publisher, author or dateline.
    pub source: Option<String>,
    /// The question asked before, if there was one: what this one leaves out is taken from it.
    pub after: Option<String>,
    /// The part of the articles that is heard, as [`Corpus::part`] knows it; `None` for all. Where there is no such part,
    /// nothing is.
    pub part: Option<String>,
}

impl Ask {
    /// A question over all sources.
    #[must_use]
    pub fn new(question: impl Into<String>) -> Self {
        Self { question: question.into(), ..Self::default() }
    }

    /// The same in a part of the articles; in all of them for `None`.
    #[must_use]
    pub fn within(self, part: Option<&str>) -> Self {
        Self { part: part.map(ToOwned::to_owned), ..self }
    }
}

impl From<&str> for Ask {
    fn from(question: &str) -> Self {
        Self::new(question)
    }
}

/// Everything that led to an answer.
#[derive(Clone, Debug)]
pub struct Explained {
    /// How the question was understood.
    pub understood: Understood,
    /// The passages that were read, best first.
    pub passages: Vec<ScoredPassage>,
    /// The spans that were found, best first.
    pub spans: Vec<EvidenceSpan>,
    /// The place in `spans` of the best words that meet the whole question; `None` if there are none.
    pub leader: Option<usize>,
    /// What the confidence rests on; `None` if nothing was found.
    pub signals: Option<Signals>,
    /// The confidence of the best value, given or not.
    pub confidence: Confidence,
    /// The measured weights that made it of the signals, and the threshold that it was held to.
    pub judged_by: Logistic,
    /// The reader that read them.
    pub reader: &'static str,
    /// Why it was not the one that should have.
    pub fallback: Option<Unread>,
    /// Whether another engine than the one that was to found the passages.
    pub is_substitute: bool,
    /// The answer.
    pub answer: Answer,
}

/// Passages that were found by their words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundQuotes {
    /// The passages, best first.
    pub quotes: Vec<Evidence>,
    /// Whether another engine than the one that was to found them.
    pub is_substitute: bool,
}

/// A source was asked for that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no source {0:?}; `pullquote sources` lists them")]
pub struct UnknownSource(pub String);

/// Answers questions about one corpus.
pub struct Engine {
    corpus: Arc<Corpus>,
    retriever: Box<dyn Retriever>,
    reader: Calibrated,
    fallback: Option<Calibrated>,
    n_passages: usize,
    /// What was answered before. The corpus never changes, so an answer never ages.
    kept: Mutex<LruCache<Ask, Arc<Explained>>>,
    n_fallbacks: AtomicU64,
}

/// A reader, and the confidence that was measured for it.
pub struct Calibrated {
    /// The reader.
    pub reader: Box<dyn Reader>,
    /// How likely its answers are right.
    pub confidence: ConfidenceModel,
}

impl Calibrated {
    /// The rules, with the weights that come with the program.
    #[must_use]
    pub fn rules() -> Self {
        Self { reader: Box::new(RulesReader::shipped()), confidence: ConfidenceModel::rules() }
    }

    /// The network alone, to compare with. Its confidence is that of both readers: it was not measured by itself.
    #[must_use]
    pub fn neural(neural: Arc<Neural>) -> Self {
        Self { reader: Box::new(JointReader::neural(neural)), confidence: ConfidenceModel::both() }
    }

    /// The network and the rules.
    #[must_use]
    pub fn both(neural: Arc<Neural>) -> Self {
        Self { reader: Box::new(JointReader::both(neural)), confidence: ConfidenceModel::both() }
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("documents", &self.corpus.documents().len())
            .field("reader", &self.reader.reader.name())
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// An engine over `corpus`. The retriever must be of the same corpus.
    #[must_use]
    pub fn new(corpus: Arc<Corpus>, retriever: Box<dyn Retriever>, reader: Calibrated) -> Self {
        Self {
            corpus,
            retriever,
            reader,
            fallback: None,
            n_passages: PASSAGES_READ,
            kept: Mutex::new(LruCache::new(KEPT)),
            n_fallbacks: AtomicU64::new(0),
        }
    }

    /// The same with a reader that takes over where the first one has no time left or breaks down.
    #[must_use]
    pub fn falling_back_to(self, reader: Calibrated) -> Self {
        Self { fallback: Some(reader), ..self }
    }

    /// The same reading `n_passages` for a question.
    #[must_use]
    pub fn reading(self, n_passages: usize) -> Self {
        Self { n_passages, ..self }
    }

    /// How many questions the fallback has read.
    pub fn n_fallbacks(&self) -> u64 {
        self.n_fallbacks.load(Ordering::Relaxed)
    }

    /// The corpus.
    #[must_use]
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// Checks that a source's name, if one is given, means some article of a part, or of all.
    ///
    /// # Errors
    /// [`UnknownSource`] if it means none.
    pub fn require_source(&self, name: Option<&str>, part: Option<&str>) -> Result<(), UnknownSource> {
        match name.map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) if named(name, part, &self.corpus).is_none() => Err(UnknownSource(name.to_owned())),
            _ => Ok(()),
        }
    }

    /// The answer to a question.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched. Having no answer is no error.
    pub fn answer(&self, ask: &Ask) -> Result<Answer, RetrieveError> {
        Ok(self.explain(ask, &Unlimited)?.answer.clone())
    }

    /// How a question is understood.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched.
    pub fn understand(&self, ask: &Ask) -> Result<Understood, RetrieveError> {
        let _stage = tracing::debug_span!(target: "pullquote::stage", "understand").entered();
        Understood::new(ask, &self.corpus, &*self.retriever)
    }

    /// The `top_k` passages for a question.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched.
    pub fn retrieve(&self, understood: &Understood, top_k: usize) -> Result<Found, RetrieveError> {
        let _stage = tracing::debug_span!(target: "pullquote::stage", "retrieve").entered();
        let found = self.retriever.search(&understood.query(&self.corpus), top_k)?;
        Ok(Found { is_substitute: found.is_substitute || understood.is_substitute, ..found })
    }

    /// What is found in these passages, and by whom.
    fn read(&self, understood: &Understood, passages: &[ToRead], budget: &dyn Budget) -> Reading<'_> {
        let _stage = tracing::debug_span!(target: "pullquote::stage", "read").entered();
        let read = |with: &Calibrated, budget: &dyn Budget| {
            with.reader.read(&understood.question, &self.corpus, passages, budget)
        };
        let unread = match read(&self.reader, budget) {
            Ok(spans) => return Reading { spans, by: &self.reader, unread: None },
            Err(unread) => unread,
        };
        let by = self.fallback.as_ref().unwrap_or(&self.reader);
        let spans = self.fallback.as_ref().and_then(|fallback| read(fallback, &Unlimited).ok()).unwrap_or_default();
        Reading { spans, by, unread: Some(unread) }
    }

    /// The answer, and everything that led to it. `budget` says how long reading may go on; after that the
    /// fallback reads.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched.
    pub fn explain(&self, ask: &Ask, budget: &dyn Budget) -> Result<Arc<Explained>, RetrieveError> {
        let kept = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept().get(ask) {
            return Ok(Arc::clone(known));
        }
        let explained = Arc::new(self.explain_understood(self.understand(ask)?, budget)?);
        match &explained.fallback {
            // It says that the engine could not be asked, which may be otherwise the next time.
            None if explained.is_substitute => {}
            None => _ = kept().put(ask.clone(), Arc::clone(&explained)),
            Some(reason) => {
                let n_fallbacks = self.n_fallbacks.fetch_add(1, Ordering::Relaxed) + 1;
                tracing::warn!(reader = explained.reader, %reason, n_fallbacks, "the fallback read");
            }
        }
        Ok(explained)
    }

    /// The answer to a question that is understood already, and everything that led to it.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched.
    pub fn explain_understood(&self, understood: Understood, budget: &dyn Budget) -> Result<Explained, RetrieveError> {
        let asks = matches!(understood.question.intent, Intent::Question | Intent::Topic);
        let unknown = matches!(understood.source, Source::Unknown(_));
        let found = if asks && !unknown {
            self.retrieve(&understood, self.n_passages)?
        } else {
            Found { is_substitute: understood.is_substitute, ..Found::default() }
        };
        Ok(Explained { is_substitute: found.is_substitute, ..self.explain_over(understood, found.passages, budget) })
    }

    /// The answer out of these passages, best first, and everything that led to it.
    #[must_use]
    pub fn explain_over(&self, understood: Understood, passages: Vec<ScoredPassage>, budget: &dyn Budget) -> Explained {
        let intent = understood.question.intent;
        let read = to_read(&passages);
        let Reading { spans, by, unread } = self.read(&understood, &read, budget);
        let _stage = tracing::debug_span!(target: "pullquote::stage", "judge").entered();
        let spans = cue::weigh(spans, &understood.question, &self.corpus);
        // What others say is near, but answers no question for somebody's own words.
        let (spans, others) = match by_speaker(&spans, &understood.question, &self.corpus, &read) {
            Some(own) if own.is_empty() => (own, spans),
            Some(own) => (own, Vec::new()),
            None => (spans, Vec::new()),
        };
        let constraints = Constraints::of(&understood.question, &self.corpus);
        let unmet = constraints.unmet_by(&spans);
        let groups = assemble::group(&spans, &unmet, &understood.question, &self.corpus);
        let signals = signals(&groups, &spans, &understood, &read, self.corpus.lexicon());
        let model = by.confidence.of(understood.question.answer_type);
        let confidence = signals.map_or(Confidence::new(0.0), |signals| model.confidence(&signals));
        // Whether to answer hangs on the chance that one of the values shown is right.
        let (shown, conflict) =
            assemble::choose(&groups, &spans, &understood.question, &self.corpus, by.reader.spread());
        let shown: Vec<&Group> = shown.iter().filter_map(|place| groups.get(*place)).collect();
        let chance = signals.map_or(0.0, |mut signals| {
            signals[SHARE] = shown.iter().map(|group| group.confidence_share).sum();
            model.confidence(&signals).probability()
        });
        let answer = match (intent, &understood.source) {
            (Intent::Question, Source::Unknown(name)) => abstained(Reason::UnknownSource(name.clone()), Vec::new()),
            (Intent::Question, _) if !others.is_empty() => abstained(Reason::Unsure(confidence), self.nearest(&others)),
            (Intent::Question, _) if spans.is_empty() => abstained(Reason::NothingFound, Vec::new()),
            (Intent::Question, _) if chance >= model.threshold => {
                self.quoted(&understood.question, &shown, conflict, &spans, confidence)
            }
            (Intent::Question, _) => {
                let parts = unmet.first().map(|unmet| constraints.parts(unmet)).unwrap_or_default();
                let reason = if parts.is_empty() { Reason::Unsure(confidence) } else { Reason::Unsupported(parts) };
                abstained(reason, self.nearest(&spans))
            }
            _ => Answer::NotAQuestion(intent, self.nearest(&spans)),
        };
        let reader = by.reader.name();
        let judged_by = *model;
        let leader = groups.first().and_then(|group| group.spans.first().copied());
        Explained {
            understood,
            passages,
            spans,
            leader,
            signals,
            confidence,
            judged_by,
            reader,
            fallback: unread,
            is_substitute: false,
            answer,
        }
    }

    fn quoted(
        &self,
        question: &Question,
        shown: &[&Group],
        conflict: bool,
        spans: &[EvidenceSpan],
        confidence: Confidence,
    ) -> Answer {
        let first = shown.first().map_or(1.0, |group| group.share);
        let values = shown.iter().filter_map(|group| {
            let mut evidence: Vec<Evidence> = Vec::new();
            for span in group.spans.iter().filter_map(|place| spans.get(*place)) {
                let Some(found) = self.evidence(span, true) else { continue };
                // One article is one voice, and so are two that print the same sentence.
                let is_heard = |known: &Evidence| {
                    known.doc() == found.doc()
                        || known.quote.words().split_whitespace().eq(found.quote.words().split_whitespace())
                };
                if !evidence.iter().any(is_heard) {
                    evidence.push(found);
                }
            }
            let share = Confidence::new(confidence.probability() * (group.share / first).min(1.0));
            (!evidence.is_empty()).then(|| AnswerValue {
                value: group.value.clone(),
                evidence,
                when: None,
                confidence: share,
            })
        });
        let mut values: Vec<AnswerValue> = values.collect();
        if !conflict && values.iter().all(|value| value.value.is_number()) {
            let whens = event::whens(&values, &self.corpus);
            for (value, when) in values.iter_mut().zip(whens) {
                value.when = when;
            }
        }
        if values.is_empty() {
            return abstained(Reason::NothingFound, Vec::new());
        }
        let leader = shown.first().and_then(|group| spans.get(*group.spans.first()?));
        let as_of = leader.and_then(|leader| AsOf::new(&values, leader, spans, &self.corpus));
        let verdict =
            leader.and_then(|leader| verdict(question, leader, &values, confidence.probability(), &self.corpus));
        Answer::Quoted(Quoted { conflict: conflict && values.len() > 1, values, confidence, verdict, as_of })
    }

    /// The quote of a span's sentence; with the answer's words marked, or the sentence alone.
    fn evidence(&self, span: &EvidenceSpan, marked: bool) -> Option<Evidence> {
        let document = self.corpus.document(span.doc);
        let quote = document.quote(span.sentence)?;
        let answer = if marked { span.answer } else { span.sentence };
        Some(Evidence {
            quote,
            answer,
            paragraph: document.paragraph_at(span.sentence.start),
            attribution: document.attribution(answer),
        })
    }

    /// The best sentences, each once.
    fn nearest(&self, spans: &[EvidenceSpan]) -> Vec<Evidence> {
        self.sentences(spans, NEAREST, &[])
    }

    /// The best sentences that an answer does not quote, at most `n`, each once.
    #[must_use]
    pub fn related(&self, explained: &Explained, n: usize) -> Vec<Evidence> {
        let quoted: Vec<&Quote> = match &explained.answer {
            Answer::Quoted(quoted) => {
                quoted.values.iter().flat_map(|value| &value.evidence).map(|evidence| &evidence.quote).collect()
            }
            _ => Vec::new(),
        };
        self.sentences(&explained.spans, n, &quoted)
    }

    /// The first `n` sentences of `spans`, each once, but for those in `without`.
    fn sentences(&self, spans: &[EvidenceSpan], n: usize, without: &[&Quote]) -> Vec<Evidence> {
        let mut found: Vec<Evidence> = Vec::new();
        for span in spans {
            if found.len() < n
                && let Some(evidence) = self.evidence(span, false)
                && !found.contains(&evidence)
                && !without.contains(&&evidence.quote)
            {
                found.push(evidence);
            }
        }
        found
    }

    /// The passages that hold `words`, best first, at most `top_k`, each as a quote.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched.
    pub fn search(&self, words: impl Into<Ask>, top_k: usize) -> Result<FoundQuotes, RetrieveError> {
        let found = self.retrieve(&self.understand(&words.into())?, top_k)?;
        let evidence = |scored: &ScoredPassage| {
            let passage = self.corpus.passage(scored.passage);
            let document = self.corpus.document(passage.doc);
            let quote = document.quote(passage.span)?;
            let paragraph = document.paragraph_at(passage.span.start);
            Some(Evidence { quote, answer: passage.span, paragraph, attribution: None })
        };
        let quotes = found.passages.iter().filter_map(evidence).collect();
        Ok(FoundQuotes { quotes, is_substitute: found.is_substitute })
    }

    /// The articles of a part, or of all, that a source's name fits, in corpus order.
    #[must_use]
    pub fn sources(&self, name: &str, part: Option<&str>) -> Vec<&Document> {
        let exact = self.corpus.documents_in(part).find(|document| document.slug == name.trim());
        if let Some(document) = exact {
            return vec![document];
        }
        let found = named(name, part, &self.corpus).unwrap_or_default();
        found.into_iter().map(|id| self.corpus.document(id)).collect()
    }
}

/// What was read, and by whom.
struct Reading<'a> {
    spans: Vec<EvidenceSpan>,
    by: &'a Calibrated,
    unread: Option<Unread>,
}

fn abstained(reason: Reason, nearest: Vec<Evidence>) -> Answer {
    Answer::Abstained(Abstained { reason, nearest })
}

/// Passages with their scores as shares of the best.
#[must_use]
pub fn to_read(passages: &[ScoredPassage]) -> Vec<ToRead> {
    let best = passages.first().map_or(1.0, |passage| passage.retrieval_score).max(f32::MIN_POSITIVE);
    passages.iter().map(|scored| ToRead { passage: scored.passage, prior: scored.retrieval_score / best }).collect()
}

/// What the confidence of the first group rests on.
#[expect(clippy::cast_precision_loss, reason = "a question has at most some hundred terms")]
fn signals(
    groups: &[Group],
    spans: &[EvidenceSpan],
    understood: &Understood,
    read: &[ToRead],
    lexicon: &Lexicon,
) -> Option<Signals> {
    let group = groups.first()?;
    let span = spans.get(*group.spans.first()?)?;
    let best_coverage = spans.iter().map(|span| span.passage_coverage).fold(0.0, f32::max);
    let retrieval = read.iter().find(|read| read.passage == span.passage).map_or(0.0, |read| read.prior);
    let part =
        |wanted: &str| span.contributions.iter().find(|(name, _)| *name == wanted).map_or(0.0, |(_, part)| *part);
    let terms = &understood.question.terms;
    let held = |term: &&QuestionTerm| is_known(term, KNOWN_WORTH, lexicon);
    let weight = |term: &QuestionTerm| {
        if term.is_light() && !held(&term) { 0.0 } else { term.weight * lexicon.idf(term.term) }
    };
    let all: f32 = terms.iter().map(weight).sum::<f32>().max(f32::MIN_POSITIVE);
    Some([
        1.0,
        group.confidence_share,
        span.coverage,
        span.passage_coverage,
        best_coverage,
        span.sentence_names_missing,
        span.names_missing,
        span.heaviest_missing,
        1.0 - terms.iter().filter(held).map(weight).sum::<f32>() / all,
        retrieval,
        span.span_score / 10.0,
        part("kind"),
        part("repeats") + part("only_repeats"),
        1.0 / (terms.len().max(1) as f32),
        span.neural_margin.unwrap_or(0.0) / 10.0,
        spans.iter().filter_map(|span| span.neural_margin).reduce(f32::max).unwrap_or(0.0) / 10.0,
    ])
}
