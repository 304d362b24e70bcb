//! Question sets in SQuAD's format, version 1.1 or 2.0.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::text::Span;

/// Why a question set cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SquadError {
    /// The file cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// The file is not in SQuAD's format.
    #[error("{0} is not in SQuAD's format: {1}")]
    Format(PathBuf, serde_json::Error),
}

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
/// [`SquadError`] where the file is missing or has another format.
pub fn read_squad(path: &Path) -> Result<Vec<SquadArticle>, SquadError> {
    let text = fs::read_to_string(path).map_err(|error| SquadError::Unreadable(path.to_owned(), error))?;
    let file: File = serde_json::from_str(&text).map_err(|error| SquadError::Format(path.to_owned(), error))?;
    Ok(file.data.into_iter().map(article).collect())
}

fn article(article: Article) -> SquadArticle {
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
        for qa in paragraph.qas {
            let found = |answer: &GivenAnswer| {
                let (offset, _) = context.char_indices().nth(answer.answer_start)?;
                let span = Span::new(offset, offset + answer.text.len());
                (span.cut(&context) == answer.text && !answer.text.is_empty()).then(|| span.shift(start))
            };
            let answers: Vec<Span> =
                if qa.is_impossible { Vec::new() } else { qa.answers.iter().filter_map(found).collect() };
            if qa.is_impossible || !answers.is_empty() {
                read.questions.push(SquadQuestion { question: qa.question, paragraph: place, answers });
            }
        }
    }
    read
}
