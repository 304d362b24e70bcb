//! Training data of the neural reader, as JSON Lines.

use std::sync::Arc;

use pullquote::answer::{Ask, Calibrated};
use pullquote::eval::{Deal, SquadArticle};
use serde::Serialize;

use super::asking::{Random, typed};
use super::engine_of;

/// One question in so many that have an answer is asked of a passage that does not give it.
const STRAY: u64 = 4;
/// Such a passage is one of the first so many that the retriever finds in all articles.
const NEAREST: usize = 6;

/// A question, a text, and where in the text the answer stands.
#[derive(Serialize)]
struct Line<'a> {
    question: String,
    text: &'a str,
    /// In bytes; `None` if the text does not answer.
    answer: Option<(usize, usize)>,
}

/// Every question of the articles that fit the reader with its own paragraph, every third one as people
/// type it; and one in four with a passage that the retriever takes for the right one and that lacks the
/// answer's words.
pub(super) fn lines(articles: &[SquadArticle]) -> anyhow::Result<String> {
    let mut random = Random(3);
    let used: Vec<&SquadArticle> = articles.iter().filter(|article| Deal::of(&article.title) == Deal::Reader).collect();
    let engine = engine_of(&used, Calibrated::rules())?;
    let corpus = Arc::clone(engine.corpus());
    let mut out = String::new();
    let mut write = |line: &Line| -> anyhow::Result<()> {
        out.push_str(&serde_json::to_string(line)?);
        out.push('\n');
        Ok(())
    };
    for (place, article) in used.iter().enumerate() {
        for asked in &article.questions {
            let question = if random.chance(3) { typed(&asked.question, &mut random) } else { asked.question.clone() };
            let paragraph = article.paragraphs[asked.paragraph];
            let answer = asked.answers.first().copied();
            let inside = answer.map(|answer| (answer.start - paragraph.start, answer.end - paragraph.start));
            write(&Line { question: question.clone(), text: paragraph.cut(&article.body), answer: inside })?;
            let Some(answer) = answer.filter(|_| random.chance(STRAY)) else { continue };
            let words = answer.cut(&article.body).to_lowercase();
            let found = engine.retrieve(&engine.understand(&Ask::new(question.as_str()))?, NEAREST)?.passages;
            let strays: Vec<&str> = found
                .iter()
                .map(|scored| corpus.passage(scored.passage))
                .filter(|passage| passage.doc.index() != place || !paragraph.contains(passage.span))
                .map(|passage| passage.span.cut(corpus.document(passage.doc).body()))
                .filter(|text| !text.to_lowercase().contains(&words))
                .collect();
            if !strays.is_empty() {
                let stray = usize::try_from(random.next())? % strays.len();
                write(&Line { question, text: strays[stray], answer: None })?;
            }
        }
    }
    Ok(out)
}
