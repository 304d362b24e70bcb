//! The pipeline.

use std::sync::Arc;

use super::assemble::{self, Group};
use super::understand::named;
use super::{
    Abstained, Answer, AnswerValue, Confidence, ConfidenceModel, Evidence, Quoted, Reason, Signals, Source, Understood,
};
use crate::corpus::{Corpus, Document, Lexicon, Quote};
use crate::question::{Intent, QuestionTerm, Variant};
use crate::read::{EvidenceSpan, Reader, ToRead};
use crate::retrieve::{RetrieveError, Retriever, ScoredPassage};

/// So many passages are read for a question. A fixed number, so that the same question has the same
/// answer on any machine.
const TOP_K: usize = 20;
/// The place of the share among the signals.
const SHARE: usize = 1;
/// So many quotes are given where there is no answer.
const NEAREST: usize = 3;

/// A question, and where it may be answered from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// The question as typed.
    pub question: String,
    /// A slug, or words of a title, publisher, author or dateline.
    pub source: Option<String>,
    /// The question asked before, if there was one: what this one leaves out is taken from it.
    pub after: Option<String>,
}

impl Ask {
    /// A question over all sources.
    #[must_use]
    pub fn new(question: impl Into<String>) -> Self {
        Self { question: question.into(), ..Self::default() }
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
    /// What the confidence rests on; `None` if nothing was found.
    pub signals: Option<Signals>,
    /// The confidence of the best value, given or not.
    pub confidence: Confidence,
    /// The answer.
    pub answer: Answer,
}

/// A source was asked for that is not there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no source {0:?}; `pullquote sources` lists them")]
pub struct UnknownSource(pub String);

/// Answers questions about one corpus.
pub struct Engine {
    corpus: Arc<Corpus>,
    retriever: Box<dyn Retriever>,
    reader: Box<dyn Reader>,
    confidence: ConfidenceModel,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine")
            .field("documents", &self.corpus.documents().len())
            .field("reader", &self.reader.name())
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// An engine over `corpus`. The retriever must be of the same corpus.
    #[must_use]
    pub fn new(
        corpus: Arc<Corpus>,
        retriever: Box<dyn Retriever>,
        reader: Box<dyn Reader>,
        confidence: ConfidenceModel,
    ) -> Self {
        Self { corpus, retriever, reader, confidence }
    }

    /// The corpus.
    #[must_use]
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.corpus
    }

    /// Checks that a source's name, if one is given, means some article.
    ///
    /// # Errors
    /// [`UnknownSource`] if it means none.
    pub fn require_source(&self, name: Option<&str>) -> Result<(), UnknownSource> {
        match name.map(str::trim).filter(|name| !name.is_empty()) {
            Some(name) if named(name, &self.corpus).is_none() => Err(UnknownSource(name.to_owned())),
            _ => Ok(()),
        }
    }

    /// The answer to a question.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched. Having no answer is no error.
    pub fn answer(&self, ask: &Ask) -> Result<Answer, RetrieveError> {
        Ok(self.explain(ask)?.answer)
    }

    /// How a question is understood.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched.
    pub fn understand(&self, ask: &Ask) -> Result<Understood, RetrieveError> {
        Understood::new(ask, &self.corpus, &*self.retriever)
    }

    /// The `top_k` passages for a question.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched.
    pub fn retrieve(&self, understood: &Understood, top_k: usize) -> Result<Vec<ScoredPassage>, RetrieveError> {
        self.retriever.search(&understood.query(&self.corpus), top_k)
    }

    /// What the reader finds in these passages.
    #[must_use]
    pub fn read(&self, understood: &Understood, passages: &[ToRead]) -> Vec<EvidenceSpan> {
        self.reader.read(&understood.question, &self.corpus, passages)
    }

    /// The answer, and everything that led to it.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched.
    pub fn explain(&self, ask: &Ask) -> Result<Explained, RetrieveError> {
        self.explain_understood(self.understand(ask)?)
    }

    /// The answer to a question that is understood already, and everything that led to it.
    ///
    /// # Errors
    /// [`RetrieveError`] where the index cannot be searched.
    pub fn explain_understood(&self, understood: Understood) -> Result<Explained, RetrieveError> {
        let intent = understood.question.intent;
        let asks = matches!(intent, Intent::Question | Intent::Topic);
        let unknown = matches!(understood.source, Source::Unknown(_));
        let passages = if asks && !unknown { self.retrieve(&understood, TOP_K)? } else { Vec::new() };
        let read = to_read(&passages);
        let spans = self.read(&understood, &read);
        let groups = assemble::group(&spans, &understood.question, &self.corpus);
        let signals = signals(&groups, &spans, &understood, &read, self.corpus.lexicon());
        let model = self.confidence.of(understood.question.answer_type);
        let confidence = signals.map_or(Confidence::new(0.0), |signals| model.confidence(&signals));
        // Whether to answer hangs on the chance that one of the values shown is right.
        let (shown, conflict) = assemble::choose(&groups, &spans, &understood.question, &self.corpus);
        let shown: Vec<&Group> = shown.iter().filter_map(|place| groups.get(*place)).collect();
        let chance = signals.map_or(0.0, |mut signals| {
            signals[SHARE] = shown.iter().map(|group| group.confidence_share).sum();
            model.confidence(&signals).probability()
        });
        let answer = match (intent, &understood.source) {
            (Intent::Question, Source::Unknown(name)) => abstained(Reason::UnknownSource(name.clone()), Vec::new()),
            (Intent::Question, _) if spans.is_empty() => abstained(Reason::NothingFound, Vec::new()),
            (Intent::Question, _) if chance >= model.threshold => self.quoted(&shown, conflict, &spans, confidence),
            (Intent::Question, _) => abstained(Reason::Unsure(confidence), self.nearest(&spans)),
            _ => Answer::NotAQuestion(intent, self.nearest(&spans)),
        };
        Ok(Explained { understood, passages, spans, signals, confidence, answer })
    }

    fn quoted(&self, shown: &[&Group], conflict: bool, spans: &[EvidenceSpan], confidence: Confidence) -> Answer {
        let first = shown.first().map_or(1.0, |group| group.share);
        let values = shown.iter().filter_map(|group| {
            let mut evidence: Vec<Evidence> = Vec::new();
            for span in group.spans.iter().filter_map(|place| spans.get(*place)) {
                if evidence.iter().all(|known| known.doc() != span.doc) {
                    evidence.extend(self.evidence(span, true));
                }
            }
            let share = Confidence::new(confidence.probability() * (group.share / first).min(1.0));
            (!evidence.is_empty()).then(|| AnswerValue { value: group.value.clone(), evidence, confidence: share })
        });
        let values: Vec<AnswerValue> = values.collect();
        if values.is_empty() {
            return abstained(Reason::NothingFound, Vec::new());
        }
        Answer::Quoted(Quoted { conflict: conflict && values.len() > 1, values, confidence })
    }

    /// The quote of a span's sentence; with the answer's words marked, or the sentence alone.
    fn evidence(&self, span: &EvidenceSpan, marked: bool) -> Option<Evidence> {
        let document = self.corpus.document(span.doc);
        let quote = document.quote(span.sentence)?;
        Some(Evidence {
            quote,
            answer: if marked { span.answer } else { span.sentence },
            paragraph: document.paragraph_at(span.sentence.start),
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
    pub fn search(&self, words: &str, top_k: usize) -> Result<Vec<Evidence>, RetrieveError> {
        let passages = self.retrieve(&self.understand(&Ask::new(words))?, top_k)?;
        let evidence = |scored: &ScoredPassage| {
            let passage = self.corpus.passage(scored.passage);
            let document = self.corpus.document(passage.doc);
            let quote = document.quote(passage.span)?;
            Some(Evidence { quote, answer: passage.span, paragraph: document.paragraph_at(passage.span.start) })
        };
        Ok(passages.iter().filter_map(evidence).collect())
    }

    /// The articles that a source's name fits, in corpus order.
    #[must_use]
    pub fn sources(&self, name: &str) -> Vec<&Document> {
        let exact = self.corpus.documents().iter().find(|document| document.slug == name.trim());
        match exact {
            Some(document) => vec![document],
            None => {
                named(name, &self.corpus).unwrap_or_default().into_iter().map(|id| self.corpus.document(id)).collect()
            }
        }
    }
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
    let held = |term: &&QuestionTerm| {
        let near = |variant: &Variant| variant.weight >= 0.5 && variant.terms.iter().all(|part| lexicon.holds(*part));
        lexicon.holds(term.term) || term.variants.iter().any(near)
    };
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
    ])
}
