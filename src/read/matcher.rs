//! Which words of a passage stand for which words of the question.

use std::collections::HashMap;

use crate::corpus::{Lexicon, Word};
use crate::question::{AnswerType, Question};
use crate::text::{Term, fold};

/// A word that stands for the question's term `term`, as well as `worth` says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The place in [`Question::terms`].
    pub term: usize,
    /// 1 for the word itself, less for a variant.
    pub worth: f32,
}

/// No term weighs less than this, so that a question of such terms only can still be answered.
const LEAST_WEIGHT: f32 = 0.05;

/// One way in which a term of the question may appear.
#[derive(Debug)]
struct Form {
    term: usize,
    worth: f32,
    rest: Vec<Term>,
}

/// A question's terms, ready to be found in passages.
#[derive(Debug)]
pub struct Matcher {
    forms: HashMap<Term, Vec<Form>>,
    /// The importance of each term of the question: inverse document frequency times its own weight.
    weights: Vec<f32>,
    /// Whether each term is a name or a number.
    names: Vec<bool>,
    total: f32,
    total_names: f32,
    focus: Option<usize>,
    key: Option<usize>,
}

impl Matcher {
    /// The matcher of a question over the words of a corpus.
    #[must_use]
    pub fn new(question: &Question, lexicon: &Lexicon) -> Self {
        let mut forms: HashMap<Term, Vec<Form>> = HashMap::new();
        let (mut weights, mut names, mut held) = (Vec::new(), Vec::new(), Vec::new());
        for (place, term) in question.terms.iter().enumerate() {
            forms.entry(term.term).or_default().push(Form { term: place, worth: 1.0, rest: Vec::new() });
            let mut idf = lexicon.idf(term.term);
            let mut is_held = lexicon.holds(term.term);
            for variant in &term.variants {
                if let Some((first, rest)) = variant.terms.split_first()
                    && variant.terms.iter().all(|part| lexicon.holds(*part))
                {
                    is_held = true;
                    // A rare word whose usual form is frequent is no rarer than that.
                    if variant.weight > 0.6 {
                        idf = idf.min(variant.terms.iter().map(|part| lexicon.idf(*part)).fold(0.0, f32::max));
                    }
                    forms.entry(*first).or_default().push(Form {
                        term: place,
                        worth: variant.weight,
                        rest: rest.to_vec(),
                    });
                }
            }
            // What is asked for with a word that no article has ("ceasefire date") is none of the evidence.
            let idf = if term.is_light() && !is_held { 0.0 } else { idf };
            weights.push((idf * term.weight).max(LEAST_WEIGHT));
            held.push(is_held);
            names.push(term.name || lexicon.is_name(&fold(&term.word)));
        }
        let total = weights.iter().sum::<f32>().max(1e-6);
        let total_names = weights.iter().zip(&names).filter(|(_, name)| **name).map(|(weight, _)| weight).sum();
        let key = key(question, &weights, &held);
        Self { forms, weights, names, total, total_names, focus: question.focus, key }
    }

    /// For every word the best match, if it has one.
    #[must_use]
    pub fn matches(&self, words: &[Word]) -> Vec<Option<Match>> {
        let mut found: Vec<Option<Match>> = vec![None; words.len()];
        for (at, word) in words.iter().enumerate().filter(|(_, word)| word.token.is_word()) {
            for form in self.forms.get(&word.term).into_iter().flatten() {
                let Some(length) = follows(&form.rest, &words[at + 1..]) else { continue };
                for slot in found.iter_mut().skip(at).take(length + 1) {
                    if slot.is_none_or(|known| known.worth < form.worth) {
                        *slot = Some(Match { term: form.term, worth: form.worth });
                    }
                }
            }
        }
        found
    }

    /// How many terms the question has.
    #[must_use]
    pub fn n_terms(&self) -> usize {
        self.weights.len()
    }

    /// The importance of a term.
    #[must_use]
    pub fn weight(&self, term: usize) -> f32 {
        self.weights.get(term).copied().unwrap_or(0.0)
    }

    /// Whether a term is a name or a number.
    #[must_use]
    pub fn is_name(&self, term: usize) -> bool {
        self.names.get(term).copied().unwrap_or(false)
    }

    /// The place of the focus term.
    #[must_use]
    pub fn focus(&self) -> Option<usize> {
        self.focus
    }

    /// The place of the term that evidence must hold to speak of the same thing: the focus, or else the
    /// weightiest term that is not offered for choice.
    #[must_use]
    pub fn key(&self) -> Option<usize> {
        self.key
    }

    /// The share of the question's weight that `best` holds: for every term the worth of its best match.
    #[must_use]
    pub fn coverage(&self, best: &[f32]) -> f32 {
        best.iter().zip(&self.weights).map(|(worth, weight)| worth * weight).sum::<f32>() / self.total
    }

    /// The same over names and numbers only; 1 if the question has none.
    #[must_use]
    pub fn name_coverage(&self, best: &[f32]) -> f32 {
        if self.total_names <= 0.0 {
            return 1.0;
        }
        let terms = best.iter().zip(&self.weights).zip(&self.names);
        terms.filter(|(_, name)| **name).map(|((worth, weight), _)| worth * weight).sum::<f32>() / self.total_names
    }

    /// The weight of the weightiest term that `best` lacks, by what it lacks, as a share of all weight.
    #[must_use]
    pub fn heaviest_missing(&self, best: &[f32]) -> f32 {
        best.iter().zip(&self.weights).map(|(worth, weight)| (1.0 - worth) * weight).fold(0.0, f32::max) / self.total
    }

    /// For every term of the question the worth of its best match among `matches`.
    #[must_use]
    pub fn best(&self, matches: &[Option<Match>]) -> Vec<f32> {
        let mut best = vec![0.0_f32; self.weights.len()];
        for found in matches.iter().flatten() {
            if let Some(worth) = best.get_mut(found.term) {
                *worth = worth.max(found.worth);
            }
        }
        best
    }
}

/// What is counted, or else the weightiest term that the corpus has, that is not offered for choice, and that
/// questions are not full of; the first of equals.
fn key(question: &Question, weights: &[f32], held: &[bool]) -> Option<usize> {
    let counted = question.focus.filter(|_| question.answer_type == AnswerType::Number);
    counted.or_else(|| {
        let offered = |term: &usize| {
            // "in the north or in the capital's suburbs": what follows "or" at once belongs to the offer.
            question
                .alternatives
                .iter()
                .any(|chosen| term == chosen || (*term == chosen + 1 && Some(chosen) == question.alternatives.last()))
        };
        let heavier = |best: usize, term: usize| if weights[term] > weights[best] { term } else { best };
        let held = (0..weights.len()).filter(|term| held[*term] && !offered(term));
        let (light, weighty): (Vec<usize>, Vec<usize>) = held.partition(|term| question.terms[*term].is_light());
        weighty.into_iter().reduce(heavier).or_else(|| light.into_iter().reduce(heavier))
    })
}

/// How many words further `rest` ends if it follows at once, marks such as hyphens between allowed.
fn follows(rest: &[Term], words: &[Word]) -> Option<usize> {
    let mut at = 0;
    for part in rest {
        while words.get(at).is_some_and(|word| !word.token.is_word() && !word.token.spaced) {
            at += 1;
        }
        if words.get(at)?.term != *part {
            return None;
        }
        at += 1;
    }
    Some(at)
}
