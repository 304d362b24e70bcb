//! The weights of the rules reader.

use std::collections::BTreeMap;

use pullquote::answer::{Ask, Calibrated, Engine, to_read};
use pullquote::eval::{Deal, SquadArticle, SquadQuestion, f1};
use pullquote::question::AnswerType;
use pullquote::read::{Model, N_SENTENCE_FEATURES, N_SPAN_FEATURES, RulesReader, Slot};
use pullquote::text::Span;

use super::asking::{Random, typed};
use super::engine_of;

const TYPES: usize = AnswerType::ALL.len();

/// Weights shared by all types and a difference for each, trained by `AdaGrad`.
struct Weights {
    size: usize,
    /// Features from here on are shared by all types.
    shared_from: usize,
    values: Vec<f32>,
    squares: Vec<f32>,
}

impl Weights {
    fn new(size: usize, shared_from: usize) -> Self {
        Self { size, shared_from, values: vec![0.0; size * (TYPES + 1)], squares: vec![1e-6; size * (TYPES + 1)] }
    }

    fn of(&self, wanted: usize, feature: usize) -> f32 {
        self.values[feature] + self.values[(wanted + 1) * self.size + feature]
    }

    fn step(&mut self, wanted: usize, feature: usize, gradient: f32, rate: f32) {
        // The difference of a type is held closer to zero than the shared weight: few questions of a type
        // must not learn much of their own.
        let places = [(feature, 1e-6), ((wanted + 1) * self.size + feature, 2e-5)];
        for (place, pull) in places.into_iter().take(if feature >= self.shared_from { 1 } else { 2 }) {
            let gradient = gradient - pull * self.values[place];
            self.squares[place] += gradient * gradient;
            self.values[place] += rate * gradient / self.squares[place].sqrt();
        }
    }
}

/// One question with its sentences, or its spans: the features of each, and which are right.
struct Example {
    wanted: usize,
    rows: Vec<Vec<(usize, f32)>>,
    right: Vec<bool>,
}

/// One pass of stochastic gradient ascent on the log-likelihood of the right rows.
fn train(weights: &mut Weights, example: &Example, rate: f32) -> f32 {
    let scores: Vec<f32> = example
        .rows
        .iter()
        .map(|row| row.iter().map(|(feature, value)| weights.of(example.wanted, *feature) * value).sum())
        .collect();
    let best = scores.iter().copied().fold(f32::MIN, f32::max);
    let odds: Vec<f32> = scores.iter().map(|score| (score - best).exp()).collect();
    let total: f32 = odds.iter().sum();
    let right: f32 = odds.iter().zip(&example.right).filter(|(_, right)| **right).map(|(odds, _)| odds).sum();
    if right <= 0.0 {
        return 0.0;
    }
    let mut gradient: BTreeMap<usize, f32> = BTreeMap::new();
    for ((row, odds), is_right) in example.rows.iter().zip(&odds).zip(&example.right) {
        let pull = if *is_right { odds / right } else { 0.0 } - odds / total;
        if pull.abs() > 1e-5 {
            for (feature, value) in row {
                *gradient.entry(*feature).or_insert(0.0) += pull * value;
            }
        }
    }
    for (feature, gradient) in gradient {
        weights.step(example.wanted, feature, gradient, rate);
    }
    (right / total).ln()
}

pub(super) fn fit(articles: &[SquadArticle]) -> anyhow::Result<Model> {
    const QUESTIONS_PER_ARTICLE: usize = 100;
    const PASSAGES: usize = 10;
    let mut random = Random(1);
    let used: Vec<&SquadArticle> = articles.iter().filter(|article| Deal::of(&article.title) == Deal::Reader).collect();
    let engines: Vec<Engine> =
        used.iter().map(|article| engine_of(&[article], Calibrated::rules())).collect::<anyhow::Result<_>>()?;
    let mut asked: Vec<(usize, String, Span)> = Vec::new();
    for (place, article) in used.iter().enumerate() {
        let answerable: Vec<&SquadQuestion> =
            article.questions.iter().filter(|question| !question.answers.is_empty()).collect();
        let step = answerable.len().div_ceil(QUESTIONS_PER_ARTICLE).max(1);
        asked.extend(
            answerable
                .iter()
                .step_by(step)
                .map(|question| (place, typed(&question.question, &mut random), question.answers[0])),
        );
    }
    for place in (1..asked.len()).rev() {
        let other = usize::try_from(random.next() % (place as u64 + 1))?;
        asked.swap(place, other);
    }
    eprintln!("{} articles, {} questions", used.len(), asked.len());

    let sentences = fit_sentences(&engines, &asked, PASSAGES)?;
    let mut model = Model::default();
    for wanted in 0..TYPES {
        for feature in 0..N_SENTENCE_FEATURES {
            model.sentence[wanted][feature] = sentences.of(wanted, feature);
        }
    }
    let spans = fit_spans(&engines, &asked, PASSAGES, &model)?;
    for wanted in 0..TYPES {
        for feature in 0..N_SPAN_FEATURES {
            model.span[wanted][feature] = spans.of(wanted, feature);
        }
        let mut at = N_SPAN_FEATURES;
        for slot in Slot::ALL {
            let row = if slot.is_shared() { 0 } else { wanted };
            for value in 0..slot.size() {
                model.tables[slot as usize][row * slot.size() + value] = spans.of(wanted, at + value);
            }
            at += slot.size();
        }
    }
    Ok(model)
}

fn fit_sentences(engines: &[Engine], asked: &[(usize, String, Span)], passages: usize) -> anyhow::Result<Weights> {
    let reader = RulesReader::with_model(Model::default());
    let mut examples = Vec::new();
    for (place, question, answer) in asked {
        let engine = &engines[*place];
        let understood = engine.understand(&Ask::new(question.as_str()))?;
        let found = engine.retrieve(&understood, passages)?.passages;
        let reading = reader.look(&understood.question, engine.corpus(), &to_read(&found));
        let scored = reader.sentences(&reading, understood.question.answer_type);
        let right: Vec<bool> =
            scored.iter().map(|sentence| reading.sentence(sentence).span.contains(*answer)).collect();
        if right.contains(&true) {
            let rows = scored.iter().map(|sentence| sentence.features.iter().copied().enumerate().collect()).collect();
            examples.push(Example { wanted: understood.question.answer_type.index(), rows, right });
        }
    }
    eprintln!("{} of {} questions have their sentence among {passages} passages", examples.len(), asked.len());
    let mut weights = Weights::new(N_SENTENCE_FEATURES, N_SENTENCE_FEATURES);
    for epoch in 0..6_u8 {
        let sum: f32 = examples.iter().map(|example| train(&mut weights, example, 0.1 / f32::from(epoch + 1))).sum();
        eprintln!("sentences, epoch {epoch}: mean log-likelihood {:.4}", sum / examples.len() as f32);
    }
    Ok(weights)
}

fn fit_spans(
    engines: &[Engine],
    asked: &[(usize, String, Span)],
    passages: usize,
    model: &Model,
) -> anyhow::Result<Weights> {
    const SENTENCES: usize = 6;
    let reader = RulesReader::with_model(model.clone());
    let mut weights = {
        // The shared slots are the last ones.
        let size = |shared: bool| {
            Slot::ALL.iter().filter(|slot| slot.is_shared() == shared).map(|slot| slot.size()).sum::<usize>()
        };
        Weights::new(N_SPAN_FEATURES + size(false) + size(true), N_SPAN_FEATURES + size(false))
    };
    for epoch in 0..3_u8 {
        let (mut sum, mut count) = (0.0, 0_u32);
        for (place, question, answer) in asked {
            let engine = &engines[*place];
            let understood = engine.understand(&Ask::new(question.as_str()))?;
            let wanted = understood.question.answer_type;
            let found = engine.retrieve(&understood, passages)?.passages;
            let reading = reader.look(&understood.question, engine.corpus(), &to_read(&found));
            let scored = reader.sentences(&reading, wanted);
            let mut example = Example { wanted: wanted.index(), rows: Vec::new(), right: Vec::new() };
            let mut partly: Vec<f64> = Vec::new();
            let body = engine.corpus().documents()[0].body();
            for (rank, sentence) in scored.iter().enumerate() {
                let holds = reading.sentence(sentence).span.contains(*answer);
                if rank >= SENTENCES && !holds {
                    continue;
                }
                for span in reader.spans(&reading, sentence, wanted) {
                    let bytes = reading.sentence(sentence).bytes(span.from, span.to);
                    let mut row: Vec<(usize, f32)> =
                        span.features.iter().copied().enumerate().filter(|(_, value)| *value != 0.0).collect();
                    let mut at = N_SPAN_FEATURES;
                    for (slot, value) in Slot::ALL.iter().zip(span.slots) {
                        row.push((at + value, 1.0));
                        at += slot.size();
                    }
                    partly.push(if holds && bytes.overlaps(*answer) {
                        f1(bytes.cut(body), answer.cut(body))
                    } else {
                        0.0
                    });
                    example.right.push(bytes == *answer);
                    example.rows.push(row);
                }
            }
            // Where no span has the answer's borders, the nearest one that is nearly it is right.
            if !example.right.contains(&true) {
                let best = partly.iter().copied().fold(0.0, f64::max);
                if best < 0.6 {
                    continue;
                }
                example.right = partly.iter().map(|part| *part >= best).collect();
            }
            sum += train(&mut weights, &example, 0.1 / f32::from(epoch + 1));
            count += 1;
        }
        eprintln!("spans, epoch {epoch}: {count} questions, mean log-likelihood {:.4}", sum / count.max(1) as f32);
    }
    Ok(weights)
}
