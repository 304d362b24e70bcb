//! Question sets in SQuAD's format, version 1.1 or 2.0.

use std::path::Path;

use serde::Deserialize;

use super::SetError;
use super::set::read_set;
use crate::text::Span;

/// An article, its paragraphs joined by blank lines into one body.
#[derive(Clone, Debug)]
pub struct SquadArticle {
    /// Its title.
    pub title: String,
    /// Its paragraphs, joined by a blank line.
    pub body: String,
    /// Where each paragraph stands in the body.
    pub paragraphs: Vec<Span>,
    /// The questions, in the order of the file.
    pub questions: Vec<SquadQuestion>,
}

/// A question about a paragraph.
#[derive(Clone, Debug)]
pub struct SquadQuestion {
    /// Its name in the file; where it has none, the numbers of its article, its paragraph and itself, from 1, as
    /// in `3/1/2`.
    pub id: String,
    /// Its words.
    pub question: String,
    /// The place of its paragraph in the article.
    pub paragraph: usize,
    /// The acceptable answers, as spans of the body; empty if the paragraph does not answer it.
    pub answers: Vec<Span>,
}

#[derive(Deserialize)]
struct File {
    data: Vec<Article>,
}

#[derive(Deserialize)]
struct Article {
    #[serde(default)]
    title: String,
    paragraphs: Vec<Paragraph>,
}

#[derive(Deserialize)]
struct Paragraph {
    context: String,
    qas: Vec<Qa>,
}

#[derive(Deserialize)]
struct Qa {
    #[serde(default)]
    id: Option<String>,
    question: String,
    #[serde(default)]
    is_impossible: bool,
    #[serde(default)]
    answers: Vec<GivenAnswer>,
}

#[derive(Deserialize)]
struct GivenAnswer {
    text: String,
    /// In characters, not bytes.
    answer_start: usize,
}

/// Reads a question set. Answers that do not stand where the file says are left out.
///
/// # Errors
/// [`SetError`] where the file is missing or has another format.
pub fn read_squad(path: &Path) -> Result<Vec<SquadArticle>, SetError> {
    let file: File = read_set(path, "SQuAD")?;
    Ok((1..).zip(file.data).map(|(number, given)| article(number, given)).collect())
}

fn article(number: usize, article: Article) -> SquadArticle {
    let mut read = SquadArticle {
        title: article.title.replace('_', " "),
        body: String::new(),
        paragraphs: Vec::new(),
        questions: Vec::new(),
    };
    for (place, paragraph) in article.paragraphs.into_iter().enumerate() {
        let start = read.body.len();
        // A blank line inside would split the paragraph in two.
        let context = paragraph.context.replace('\n', " ");
        read.body.push_str(&context);
        read.paragraphs.push(Span::new(start, read.body.len()));
        read.body.push_str("\n\n");
        for (n, qa) in (1..).zip(paragraph.qas) {
            let found = |answer: &GivenAnswer| {
                let (offset, _) = context.char_indices().nth(answer.answer_start)?;
                let span = Span::new(offset, offset + answer.text.len());
                (span.cut(&context) == answer.text && !answer.text.is_empty()).then(|| span.shift(start))
            };
            let answers: Vec<Span> =
                if qa.is_impossible { Vec::new() } else { qa.answers.iter().filter_map(found).collect() };
            if qa.is_impossible || !answers.is_empty() {
                let id = qa.id.unwrap_or_else(|| format!("{number}/{}/{n}", place + 1));
                read.questions.push(SquadQuestion { id, question: qa.question, paragraph: place, answers });
            }
        }
    }
    read
}
