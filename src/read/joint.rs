//! The reader that asks both: the network's scores and the rules' features in one fitted score.

use std::sync::Arc;

use super::kind::can_be;
use super::neural::{Neural, ScoredPassage};
use super::rules::{READ_SENTENCES, SPANS_PER_SENTENCE, apart};
use super::{
    Budget, EvidenceSpan, JOINT_FEATURES, JointFeatures, JointModel, MAX_SPANS, Reader, Reading, RulesReader,
    ScoredSentence, SpanCandidate, ToRead, Unread,
};
use crate::corpus::Corpus;
use crate::question::{AnswerType, Question};
use crate::text::Span;

/// So many sentences are searched for the network's sake, beside those that the rules choose.
const NEURAL_SENTENCES: usize = 14;
/// Margins of the network lie as far apart as this beside scores of the rules: gold set A shows as many
/// contradictions with the one as with the other.
const SPREAD: f32 = 2.0;
/// The network gives no margin outside of this range, and words that it has no margin for get the lower end.
const MARGINS: std::ops::RangeInclusive<f32> = -20.0..=20.0;

/// Reads with a network and with rules.
#[derive(Debug)]
pub struct JointReader {
    name: &'static str,
    neural: Arc<Neural>,
    rules: RulesReader,
    model: JointModel,
    /// Whether the rules offer words of their own.
    proposes: bool,
}

/// Words that may answer, as both readers see them.
#[derive(Clone, Copy, Debug)]
pub struct JointCandidate {
    /// The sentence.
    pub sentence: ScoredSentence,
    /// Where the words stand in it; `None` for the whole sentence.
    pub span: Option<SpanCandidate>,
    /// What the score is made of.
    pub features: JointFeatures,
    /// The score: a log-odds, comparable over all passages of one call.
    pub score: f32,
}

/// A sentence, and what the network makes of it.
#[derive(Debug)]
struct Considered {
    sentence: ScoredSentence,
    /// Its place among the sentences as the rules rank them.
    rank: usize,
    /// The network's best words in it.
    words: Vec<Span>,
    /// The margin of the best of them.
    margin: f32,
}

impl JointReader {
    /// The reader `both`: what the network and the rules propose, by the weights that come with the program.
    #[must_use]
    pub fn both(neural: Arc<Neural>) -> Self {
        Self { name: "both", neural, rules: RulesReader::shipped(), model: JointModel::shipped(), proposes: true }
    }

    /// The reader `neural`: what the network proposes, by its scores alone.
    #[must_use]
    pub fn neural(neural: Arc<Neural>) -> Self {
        Self { name: "neural", neural, rules: RulesReader::shipped(), model: JointModel::neural(), proposes: false }
    }

    /// The same reader with other weights.
    #[must_use]
    pub fn with_model(self, model: JointModel) -> Self {
        Self { model, ..self }
    }

    /// All candidates in `passages`, best first, those of one sentence apart from each other; ties in the
    /// order of the passages.
    ///
    /// # Errors
    /// [`Unread`] if the budget is spent or the network fails.
    pub fn candidates(
        &self,
        question: &Question,
        corpus: &Corpus,
        passages: &[ToRead],
        budget: &dyn Budget,
    ) -> Result<(Reading, Vec<JointCandidate>), Unread> {
        let wanted = question.answer_type;
        let scored = self.neural.score(&question.text, corpus, passages, budget)?;
        let reading = self.rules.look(question, corpus, passages);
        let ranked = self.rules.sentences(&reading, wanted).into_iter().enumerate();
        let mut considered: Vec<Considered> = ranked
            .map(|(rank, sentence)| {
                let best = scored[sentence.passage].best(reading.sentence(&sentence).span, SPANS_PER_SENTENCE);
                Considered {
                    sentence,
                    rank,
                    margin: best.first().map_or(*MARGINS.start(), |found| found.margin),
                    words: best.iter().map(|found| found.answer).collect(),
                }
            })
            .collect();
        considered.sort_by(|a, b| b.margin.total_cmp(&a.margin).then(a.rank.cmp(&b.rank)));
        // What either reader ranks high is searched.
        let by_rules = if self.proposes { READ_SENTENCES } else { 0 };
        let searched = considered
            .iter()
            .enumerate()
            .filter(|(place, considered)| *place < NEURAL_SENTENCES || considered.rank < by_rules);
        let mut found: Vec<JointCandidate> = searched
            .flat_map(|(_, considered)| {
                self.in_sentence(considered, &reading, &scored[considered.sentence.passage], wanted)
            })
            .collect();
        found.sort_by(|a, b| {
            let place = |candidate: &JointCandidate| {
                (candidate.sentence.passage, candidate.sentence.place, candidate.span.map(|span| (span.from, span.to)))
            };
            b.score.total_cmp(&a.score).then_with(|| place(a).cmp(&place(b)))
        });
        Ok((reading, found))
    }

    fn in_sentence(
        &self,
        considered: &Considered,
        reading: &Reading,
        scored: &ScoredPassage,
        wanted: AnswerType,
    ) -> Vec<JointCandidate> {
        let sentence = &considered.sentence;
        let view = reading.sentence(sentence);
        let candidate = |span: Option<SpanCandidate>| {
            let margin = match &span {
                Some(span) => scored.margin(view.bytes(span.from, span.to)).unwrap_or(*MARGINS.start()),
                None => considered.margin,
            };
            let features = [
                margin.clamp(*MARGINS.start(), *MARGINS.end()),
                span.map_or(0.0, |span| span.score),
                sentence.score,
                reading.coverage(sentence),
            ];
            JointCandidate { sentence: *sentence, span, features, score: self.model.score(wanted, &features) }
        };
        if wanted.is_sentence() {
            return vec![candidate(None)];
        }
        let mut spans: Vec<SpanCandidate> = considered
            .words
            .iter()
            .filter_map(|words| view.words_at(*words))
            .filter(|words| wanted != AnswerType::Number || can_be(wanted, &view.classes[words.clone()]))
            .map(|words| self.rules.span(reading, sentence, words, wanted))
            .collect();
        if self.proposes && considered.rank < READ_SENTENCES {
            spans.extend(apart(self.rules.spans(reading, sentence, wanted), |span| (span.score, span.from..span.to)));
        }
        let candidates = spans.into_iter().map(|span| candidate(Some(span))).collect();
        apart(candidates, |candidate| {
            (candidate.score, candidate.span.map_or(0..usize::MAX, |span| span.from..span.to))
        })
    }

    /// What each part adds to a candidate's score, by name: the network's margins, and the rules' own parts
    /// as far as the rules count.
    fn contributions(&self, candidate: &JointCandidate, wanted: AnswerType) -> Vec<(&'static str, f32)> {
        let mut parts: Vec<(&'static str, f32)> = Vec::new();
        let mut add = |name, part| match parts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += part,
            None => parts.push((name, part)),
        };
        let weights = self.model.of(wanted);
        for (name, (weight, feature)) in JOINT_FEATURES.into_iter().zip(weights.iter().zip(candidate.features)) {
            // The rules' scores fall into their own parts.
            if name == "rules" || name == "rules_sentence" {
                let span = candidate.span.as_ref();
                if name == "rules" && span.is_none() {
                    continue;
                }
                let rules = self.rules.contributions(&candidate.sentence, span.filter(|_| name == "rules"), wanted);
                for (name, part) in rules {
                    add(name, part * weight);
                }
            } else {
                add(name, weight * feature);
            }
        }
        parts
    }
}

impl Reader for JointReader {
    fn name(&self) -> &'static str {
        self.name
    }

    fn spread(&self) -> f32 {
        SPREAD
    }

    fn read(
        &self,
        question: &Question,
        corpus: &Corpus,
        passages: &[ToRead],
        budget: &dyn Budget,
    ) -> Result<Vec<EvidenceSpan>, Unread> {
        let wanted = question.answer_type;
        let (reading, candidates) = self.candidates(question, corpus, passages, budget)?;
        let evidence = |candidate: &JointCandidate| {
            let parts = self.contributions(candidate, wanted);
            let found = reading.evidence(&candidate.sentence, candidate.span.as_ref(), corpus, candidate.score, parts);
            EvidenceSpan { neural_margin: Some(candidate.features[0]), ..found }
        };
        Ok(candidates.iter().take(MAX_SPANS).map(evidence).collect())
    }
}
