//! Which words stand for which.

use std::collections::{BTreeMap, HashMap};

use pullquote::eval::{Deal, SquadArticle};
use pullquote::text::{Shape, Span, Stemmer, fold, is_function_word, sentences, tokenize};

/// Which words of an answer's sentence stand for which words of its question: IBM Model 1 (Brown et al.,
/// 1993) from sentences to questions, five rounds of expectation maximisation. Names and numbers are left
/// out, and so is the answer itself.
pub(super) fn fit(articles: &[SquadArticle]) -> String {
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
