//! What a confidence rests on: the signals that weigh most, as sentences.

use super::super::draft::Draft;
use super::super::{Language, Phrase};
use super::{LEAST_EFFECT, REASONS, listed};
use crate::answer::{Explained, Ground};
use crate::corpus::Corpus;

/// A share of the question above which most of it is said, and below which little is.
const MOST: f32 = 0.75;
const LITTLE: f32 = 0.5;

/// Adds the weightiest grounds for and against, a line each.
pub(super) fn grounds(draft: &mut Draft, explained: &Explained, corpus: &Corpus) {
    let language = draft.language();
    let mut told: Vec<String> = Vec::new();
    for ground in explained.grounds() {
        let Some(words) = ground_in_words(&ground, explained, corpus, language) else { continue };
        let side = if ground.effect > 0.0 { Phrase::ForIt } else { Phrase::AgainstIt };
        let line = side.fill(language, &[&words]);
        if told.len() < REASONS && ground.effect.abs() > LEAST_EFFECT && !told.contains(&line) {
            told.push(line);
        }
    }
    for line in told {
        draft.say("- ").say(&line).say("\n");
    }
}

/// What a signal says; `None` where its weight points another way than the words would.
fn ground_in_words(ground: &Ground, explained: &Explained, corpus: &Corpus, language: Language) -> Option<String> {
    let Ground { signal, value, effect } = *ground;
    let speaks_for = effect > 0.0;
    let either = |most: Phrase, little: Phrase| match speaks_for {
        true if value >= MOST => Some(most),
        false if value < LITTLE => Some(little),
        _ => None,
    };
    let lacking = |phrase: Phrase| (!speaks_for && value > 0.0).then_some(phrase);
    let phrase = match signal {
        "share" => either(Phrase::GroundAlone, Phrase::GroundRivals)?,
        "coverage" => either(Phrase::GroundSentence, Phrase::GroundSentenceLacks)?,
        "passage_coverage" => either(Phrase::GroundPassage, Phrase::GroundPassageLacks)?,
        "names_missing" => lacking(Phrase::GroundNames)?,
        "heaviest_missing" => lacking(Phrase::GroundWeighty)?,
        "unknown" => {
            let unknown = explained.unknown_terms(corpus);
            let phrase = lacking(Phrase::GroundUnknown).filter(|_| !unknown.is_empty())?;
            return Some(phrase.fill(language, &[&listed(&unknown, explained)]));
        }
        "neural" if speaks_for == (value > 0.0) => {
            if speaks_for {
                Phrase::GroundNetwork
            } else {
                Phrase::GroundNetworkDoubts
            }
        }
        _ => return None,
    };
    Some(phrase.fill(language, &[]))
}
