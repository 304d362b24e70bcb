//! Fits the weights of the rules reader and of the confidence model on question sets in SQuAD's format.
//!
//! ```sh
//! cargo run --release --example fit -- associations train-v2.0.json data/associations.tsv
//! cargo run --release --example fit -- reader train-v2.0.json src/read/model.tsv
//! cargo run --release --example fit -- confidence train-v2.0.json src/answer/confidence.tsv
//! ```
//!
//! Articles are dealt by a hash of their titles: one in eight is kept aside for `pullquote eval
//! --kept-aside`, one in four fits the confidence, the rest fit the reader. Half of the questions are
//! rewritten as people type: lower case, no question mark. Everything is seeded; a second run writes the
//! same weights.

#![expect(clippy::print_stderr, reason = "a tool that says how far it is")]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "means over some ten thousand questions"
)]

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, bail};
use pullquote::answer::{
    Ask, CONFIDENCE_FEATURES, ConfidenceModel, Engine, Logistic, N_CONFIDENCE_FEATURES, Signals, Understood, to_read,
};
use pullquote::corpus::Corpus;
use pullquote::eval::{Deal, SquadArticle, SquadQuestion, documents, f1, read_squad};
use pullquote::question::AnswerType;
use pullquote::read::{Model, N_SENTENCE_FEATURES, N_SPAN_FEATURES, RulesReader, Slot};
use pullquote::retrieve::Embedded;
use pullquote::text::{Shape, Span, Stemmer, fold, is_function_word, sentences, tokenize};

const TYPES: usize = AnswerType::ALL.len();

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, set, out] = arguments.as_slice() else {
        bail!("usage: fit associations|reader|confidence SQUAD.json OUT.tsv")
    };
    let articles = read_squad(&PathBuf::from(set))?;
    let written = match what.as_str() {
        "reader" => fit_reader(&articles)?.to_tsv(),
        "confidence" => fit_confidence(&articles)?,
        "associations" => fit_associations(&articles),
        other => bail!("cannot fit {other:?}"),
    };
    let head = format!(
        "# Made by `cargo run --release --example fit -- {what} train-v2.0.json {out}` from SQuAD 2.0 train.\n"
    );
    std::fs::write(out, head + &written).with_context(|| format!("cannot write {out}"))
}

/// A small generator with a fixed seed (`SplitMix64`).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn chance(&mut self, one_in: u64) -> bool {
        self.next().is_multiple_of(one_in)
    }
}

/// A question as people type it: every second one in lower case without its question mark, of those every
/// second one without its small words, and every fourth with two letters swapped in a long word.
fn typed(question: &str, random: &mut Random) -> String {
    if !random.chance(2) {
        return question.to_owned();
    }
    let mut words: Vec<String> =
        question.to_lowercase().trim_end_matches('?').split_whitespace().map(ToOwned::to_owned).collect();
    if random.chance(2) {
        let asks =
            |word: &str| matches!(word, "who" | "what" | "when" | "where" | "which" | "why" | "how" | "many" | "much");
        words.retain(|word| asks(word) || !is_function_word(word));
    }
    if random.chance(4)
        && let Some(long) = words.iter_mut().find(|word| word.len() > 6 && word.is_ascii())
    {
        let mut letters: Vec<char> = long.chars().collect();
        letters.swap(3, 4);
        *long = letters.into_iter().collect();
    }
    words.join(" ")
}

fn engine_of(articles: &[&SquadArticle], confidence: ConfidenceModel) -> anyhow::Result<Engine> {
    let corpus = Arc::new(Corpus::new(documents(articles.iter().copied())));
    let retriever = Embedded::in_memory(&corpus)?;
    Ok(Engine::new(corpus, Box::new(retriever), Box::new(RulesReader::shipped()), confidence))
}

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

fn fit_reader(articles: &[SquadArticle]) -> anyhow::Result<Model> {
    const QUESTIONS_PER_ARTICLE: usize = 100;
    const PASSAGES: usize = 10;
    let mut random = Random(1);
    let used: Vec<&SquadArticle> = articles.iter().filter(|article| Deal::of(&article.title) == Deal::Reader).collect();
    let engines: Vec<Engine> =
        used.iter().map(|article| engine_of(&[article], ConfidenceModel::shipped())).collect::<anyhow::Result<_>>()?;
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
        let found = engine.retrieve(&understood, passages)?;
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
            let found = engine.retrieve(&understood, passages)?;
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

/// One answer: what its confidence rests on, whether it is right, whether the question has an answer.
struct Judged {
    signals: Signals,
    right: bool,
    answerable: bool,
}

/// Questions over corpora of three articles: their own, and some about an article that is not there. Each
/// is asked twice, once for words and once, as if for a yes or no, for a sentence.
fn fit_confidence(articles: &[SquadArticle]) -> anyhow::Result<String> {
    let mut random = Random(2);
    let used: Vec<&SquadArticle> =
        articles.iter().filter(|article| Deal::of(&article.title) == Deal::Confidence).collect();
    let (mut spans, mut clauses, mut whole): (Vec<Judged>, Vec<Judged>, Vec<Judged>) = Default::default();
    for (place, group) in used.chunks_exact(3).enumerate() {
        let engine = engine_of(group, ConfidenceModel::default())?;
        let stranger = used[(place * 3 + 5) % used.len()];
        let own = group
            .iter()
            .enumerate()
            .flat_map(|(at, article)| article.questions.iter().step_by(4).map(move |question| (Some(at), question)));
        let strange = stranger.questions.iter().step_by(10).map(|question| (None, question));
        for (document, question) in own.chain(strange) {
            let understood = engine.understand(&Ask::new(typed(&question.question, &mut random)))?;
            let mut sentence = understood.clone();
            sentence.question.answer_type = AnswerType::YesNo;
            match understood.question.answer_type {
                wanted if wanted.is_clause() => clauses.extend(judge(&engine, understood, document, question)?),
                wanted if wanted.is_sentence() => {}
                _ => spans.extend(judge(&engine, understood, document, question)?),
            }
            whole.extend(judge(&engine, sentence, document, question)?);
        }
    }
    Ok([("span", &spans), ("clause", &clauses), ("sentence", &whole)].map(|(name, rows)| logistic(name, rows)).concat())
}

fn judge(
    engine: &Engine,
    understood: Understood,
    document: Option<usize>,
    question: &SquadQuestion,
) -> anyhow::Result<Option<Judged>> {
    let explained = engine.explain_understood(understood)?;
    let (Some(signals), Some(top)) = (explained.signals, explained.spans.first()) else { return Ok(None) };
    let body = engine.corpus().documents()[top.doc.index()].body();
    let wanted = explained.understood.question.answer_type;
    let by_sentence = wanted.is_sentence() || wanted.is_clause();
    let right = document == Some(top.doc.index())
        && question.answers.iter().any(|answer| {
            top.sentence.contains(*answer) && (by_sentence || f1(top.answer.cut(body), answer.cut(body)) >= 0.5)
        });
    Ok(Some(Judged { signals, right, answerable: document.is_some() && !question.answers.is_empty() }))
}

/// Logistic regression by gradient ascent, and the threshold, as lines of the model file.
fn logistic(name: &str, rows: &[Judged]) -> String {
    let mut weights = [0.0_f64; N_CONFIDENCE_FEATURES];
    let mut squares = [1e-6_f64; N_CONFIDENCE_FEATURES];
    for _ in 0..600 {
        let mut gradient = [0.0_f64; N_CONFIDENCE_FEATURES];
        for row in rows {
            let log_odds: f64 =
                weights.iter().zip(&row.signals).map(|(weight, signal)| weight * f64::from(*signal)).sum();
            let error = f64::from(u8::from(row.right)) - 1.0 / (1.0 + (-log_odds).exp());
            for (slot, signal) in gradient.iter_mut().zip(&row.signals) {
                *slot += error * f64::from(*signal) / rows.len() as f64;
            }
        }
        for ((weight, square), gradient) in weights.iter_mut().zip(&mut squares).zip(gradient) {
            *square += gradient * gradient;
            *weight += 0.5 * gradient / square.sqrt();
        }
    }
    let mut fitted = Logistic { weights: weights.map(|weight| weight as f32), threshold: 0.0 };
    let mut scored: Vec<(f32, &Judged)> =
        rows.iter().map(|row| (fitted.confidence(&row.signals).probability(), row)).collect();
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    let answerable: Vec<f32> = scored.iter().filter(|row| row.1.answerable).map(|row| row.0).collect();
    eprintln!("{name}: {} questions, {} answerable", scored.len(), answerable.len());
    for percent in [2, 5, 10, 20] {
        let at = answerable[answerable.len() * percent / 100];
        let share = |of: &dyn Fn(&Judged, bool) -> bool, test: &dyn Fn(&Judged, bool) -> bool| {
            let given = |row: &&(f32, &Judged)| of(row.1, row.0 >= at);
            let all = scored.iter().filter(given).count().max(1);
            100.0 * scored.iter().filter(given).filter(|row| test(row.1, row.0 >= at)).count() as f64 / all as f64
        };
        eprintln!(
            "withholding {percent:2} % of the answerable: threshold {at:.3}, {:.1} % of the unanswerable withheld, \
             {:.1} % of answers right",
            share(&|row, _| !row.answerable, &|_, given| !given),
            share(&|_, given| given, &|row, _| row.right),
        );
    }
    // The threshold withholds one answerable question in twenty. These questions were written by people
    // who had the paragraph before them; of those who have not, it withholds about twice as many.
    fitted.threshold = answerable[answerable.len() / 20];
    let mut out = format!("{name}\tthreshold\t{:.4}\n", fitted.threshold);
    let lines = CONFIDENCE_FEATURES
        .iter()
        .zip(fitted.weights)
        .map(|(feature, weight)| format!("{name}\t{feature}\t{weight:.4}\n"));
    out.extend(lines);
    out
}

/// Which words of an answer's sentence stand for which words of its question: IBM Model 1 (Brown et al.,
/// 1993) from sentences to questions, five rounds of expectation maximisation. Names and numbers are left
/// out, and so is the answer itself.
fn fit_associations(articles: &[SquadArticle]) -> String {
    const ROUNDS: usize = 5;
    const FEWEST: f32 = 4.0;
    const LOWEST: f32 = 0.02;
    const MOST: usize = 6;
    let stemmer = Stemmer::default();
    let mut surfaces: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
    let mut pairs: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    let mut words = |text: &str, skip: Option<Span>| -> Vec<String> {
        let tokens = tokenize(text).into_iter().enumerate();
        let plain =
            tokens.filter(|(at, token)| token.shape == Shape::Lower || (*at == 0 && token.shape == Shape::Capitalised));
        plain
            .filter(|(_, token)| skip.is_none_or(|skip| !skip.overlaps(token.span)))
            .map(|(_, token)| fold(token.span.cut(text)))
            .filter(|word| !is_function_word(word) && word.is_ascii())
            .map(|word| {
                let stem = stemmer.stem(&word);
                *surfaces.entry(stem.clone()).or_default().entry(word).or_insert(0) += 1;
                stem
            })
            .collect()
    };
    for article in articles.iter().filter(|article| Deal::of(&article.title) == Deal::Reader) {
        for question in article.questions.iter().filter(|question| !question.answers.is_empty()) {
            let paragraph = article.paragraphs[question.paragraph];
            let answer = question.answers[0];
            let all =
                sentences(paragraph.cut(&article.body)).into_iter().map(|sentence| sentence.shift(paragraph.start));
            let Some(sentence) = all.into_iter().find(|sentence| sentence.contains(answer)) else { continue };
            let inside = Span::new(answer.start - sentence.start, answer.end - sentence.start);
            pairs.push((words(&question.question, None), words(sentence.cut(&article.body), Some(inside))));
        }
    }
    let mut table: HashMap<(&str, &str), f32> = HashMap::new();
    for round in 0..ROUNDS {
        let mut counts: HashMap<(&str, &str), f32> = HashMap::new();
        let mut totals: HashMap<&str, f32> = HashMap::new();
        for (question, sentence) in &pairs {
            for asked in question {
                let sources = || sentence.iter().map(String::as_str).chain([""]);
                let odds = |said: &str| {
                    if round == 0 { 1.0 } else { table.get(&(asked.as_str(), said)).copied().unwrap_or(0.0) }
                };
                let sum: f32 = sources().map(odds).sum();
                for said in sources().filter(|_| sum > 0.0) {
                    let part = odds(said) / sum;
                    *counts.entry((asked, said)).or_insert(0.0) += part;
                    *totals.entry(said).or_insert(0.0) += part;
                }
            }
        }
        table = counts.iter().map(|((asked, said), count)| ((*asked, *said), count / totals[said])).collect();
        if round + 1 == ROUNDS {
            table.retain(|pair, odds| {
                counts[pair] >= FEWEST && *odds >= LOWEST && pair.0 != pair.1 && !pair.1.is_empty()
            });
        }
    }
    let usual = |stem: &str| {
        surfaces[stem].iter().max_by_key(|(_, count)| **count).map_or(stem.to_owned(), |(word, _)| word.clone())
    };
    let mut lines: BTreeMap<String, Vec<(f32, String)>> = BTreeMap::new();
    for ((asked, said), odds) in table {
        lines.entry(usual(asked)).or_default().push((odds, usual(said)));
    }
    let mut out = String::new();
    for (asked, mut others) in lines {
        others.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        // One chance in fifty is worth two tenths of the word itself, one in four and more is worth six.
        let tenths = |odds: f32| (2.0 + 16.0 * odds).clamp(2.0, 6.0).round();
        let others: Vec<String> =
            others.iter().take(MOST).map(|(odds, said)| format!("{said}:{}", tenths(*odds))).collect();
        out.extend([asked.as_str(), "\t", &others.join(" "), "\n"]);
    }
    out
}
