//! Why the first stands before the next: the largest differences between what features added, as sentences.

use super::super::{Language, Phrase};
use super::{LEAST_EFFECT, REASONS, SPOKEN_OF, WORDS, listed, named};
use crate::answer::{Contender, Explained};
use crate::question::QuestionTerm;
use crate::read::EvidenceSpan;

/// What a reason says of the first words that it does not of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Advantage {
    /// The network prefers them.
    Network,
    /// Their sentence says more of the question.
    Sentence,
    /// What stands around them does.
    Around,
    /// Their passage as a whole is the better one.
    Passage,
    /// Their form is more like the form of what was looked for.
    Form,
    /// Words of the question stand better beside them.
    Nearer,
    /// They repeat less of the question.
    Repeats,
}

/// Which feature of the readers speaks for which advantage. What is not here, such as the length of a
/// sentence, would explain nothing to anybody.
const ADVANTAGES: [(Advantage, &[&str]); 7] = [
    (Advantage::Network, &["neural"]),
    (
        Advantage::Sentence,
        &["coverage", "coverage_squared", "literal_coverage", "name_coverage", "in_order", "density", "has_focus"],
    ),
    (Advantage::Around, &["passage_coverage", "title_coverage", "passage_name_coverage", "held", "before", "after"]),
    (Advantage::Passage, &["retrieval", "retrieval_squared"]),
    (
        Advantage::Form,
        &["has_kind", "kind", "named", "first", "last", "length", "shape", "unbalanced", "has_mark", "no_content"],
    ),
    (
        Advantage::Nearer,
        &[
            "near_before",
            "near_after",
            "near_word_before",
            "near_word_after",
            "touches_before",
            "touches_after",
            "focus_inside",
            "focus_after",
            "focus_before",
            "after_be",
        ],
    ),
    (Advantage::Repeats, &["repeats", "only_repeats"]),
];

/// Why the first stands before the second, the weightiest reason first; each is true of both.
pub(super) fn reasons(
    first: &Contender<'_>,
    second: &Contender<'_>,
    explained: &Explained,
    language: Language,
) -> Vec<String> {
    let mut weighed: Vec<(Advantage, f32)> = ADVANTAGES
        .iter()
        .map(|(advantage, features)| (*advantage, worth(first.span, features) - worth(second.span, features)))
        .filter(|(advantage, effect)| *effect > LEAST_EFFECT && advantage.holds(first.span, second.span, explained))
        .collect();
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1));
    let told = |(advantage, _): &(Advantage, f32)| advantage.tell(first.span, second.span, explained, language);
    let mut reasons: Vec<String> = weighed.iter().map(told).collect();
    // Sentences that say the same to a question need not say the same.
    let is_counted = first.span.answer != first.span.sentence && second.unmet.is_none();
    let agreed = if !is_counted {
        None
    } else if first.n_articles > second.n_articles {
        let counts = [first.n_articles.to_string(), second.n_articles.to_string()];
        Some(Phrase::BecauseArticles.fill(language, &[&counts[0], &counts[1]]))
    } else {
        (first.n_sentences > second.n_sentences).then(|| Phrase::BecauseSentences.fill(language, &[]))
    };
    // Where the words themselves score lower, what agrees with them is what decides.
    let place = if first.span.span_score < second.span.span_score { 0 } else { reasons.len().min(REASONS - 1) };
    if let Some(agreed) = agreed {
        reasons.insert(place, agreed);
    }
    // What leaves a part of the question unmet is no answer, however well it scores.
    if let Some(parts) = &second.unmet {
        let parts: Vec<String> = parts.iter().take(WORDS).map(|part| named(part)).collect();
        let phrase = if parts.is_empty() { Phrase::BecauseNoAnswer } else { Phrase::BecauseUnmet };
        reasons.insert(0, phrase.fill(language, &[&parts.join(", ")]));
    }
    reasons.truncate(REASONS);
    if reasons.is_empty() {
        reasons.push(Phrase::BecauseManySigns.fill(language, &[]));
    }
    reasons
}

/// What some features added to a score.
fn worth(span: &EvidenceSpan, features: &[&str]) -> f32 {
    span.contributions.iter().filter(|(name, _)| features.contains(name)).map(|(_, part)| part).sum()
}

impl Advantage {
    /// Whether it can be said of these two at all: a feature may weigh for one without making the sentence true.
    fn holds(self, first: &EvidenceSpan, second: &EvidenceSpan, explained: &Explained) -> bool {
        let rank = |span: &EvidenceSpan| explained.passages.iter().position(|found| found.passage == span.passage);
        match self {
            Self::Network => first.neural_margin > second.neural_margin,
            Self::Sentence => {
                first.coverage > second.coverage || !spoken_of_by_one(first, second, explained).is_empty()
            }
            Self::Around => first.passage_coverage > second.passage_coverage,
            Self::Passage => rank(first).zip(rank(second)).is_some_and(|(first, second)| first < second),
            Self::Nearer => match (first.key_distance, second.key_distance) {
                (Some(first), Some(second)) => first <= second,
                (first, _) => first.is_some(),
            },
            Self::Form | Self::Repeats => true,
        }
    }

    fn tell(self, first: &EvidenceSpan, second: &EvidenceSpan, explained: &Explained, language: Language) -> String {
        let phrase = match self {
            Self::Network => Phrase::BecauseNetwork,
            Self::Sentence => {
                let words = spoken_of_by_one(first, second, explained);
                if !words.is_empty() {
                    return Phrase::BecauseSpeaksOf.fill(language, &[&listed(&words, explained)]);
                }
                Phrase::BecauseSaysMore
            }
            Self::Around => Phrase::BecauseAround,
            Self::Passage => Phrase::BecausePassage,
            Self::Form => Phrase::BecauseForm,
            Self::Nearer => Phrase::BecauseNearer,
            Self::Repeats => Phrase::BecauseRepeats,
        };
        phrase.fill(language, &[])
    }
}

/// Words of the question that the first sentence speaks of and the second has nothing for.
fn spoken_of_by_one<'a>(
    first: &EvidenceSpan,
    second: &EvidenceSpan,
    explained: &'a Explained,
) -> Vec<&'a QuestionTerm> {
    let held = |span: &EvidenceSpan, place: usize| span.held.get(place).copied().unwrap_or(0.0);
    let terms = explained.understood.question.terms.iter().enumerate();
    terms
        .filter(|(place, _)| held(first, *place) >= SPOKEN_OF && held(second, *place) <= 0.0)
        .map(|(_, term)| term)
        .collect()
}
