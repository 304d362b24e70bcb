//! When what a sentence tells happened: what keeps the answers about two events apart.

use super::AnswerValue;
use super::calendar::Date;
use crate::corpus::{Corpus, DocId};
use crate::text::Span;

/// Words before a date that belong to it.
const BEFORE: &str = "on over in during since by at from until after before";

/// The words by which an article says when something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The article.
    pub doc: DocId,
    /// The words, as a span of its body: `on October 12`, `over the weekend`.
    pub words: Span,
}

/// The date that stands nearest to `answer` in its sentence, as words and as days where the article's date tells them.
pub(super) fn date_of(doc: DocId, sentence: Span, answer: Span, corpus: &Corpus) -> Option<(Span, Date)> {
    let document = corpus.document(doc);
    let dates = Date::find_all(sentence.cut(document.body()));
    let (words, date) = dates
        .into_iter()
        .map(|(words, date)| (words.shift(sentence.start), date))
        .min_by_key(|(words, _)| words.gap(answer))?;
    Some((words, date.resolve(document.metadata.published())))
}

/// For each value when it was, where the values are of different times and each of two or more says of which.
pub(super) fn whens(values: &[AnswerValue], corpus: &Corpus) -> Vec<Option<When>> {
    let found: Vec<Option<(When, Date)>> = values.iter().map(|value| when(value, corpus)).collect();
    let dates: Vec<Date> = found.iter().flatten().map(|(_, date)| *date).collect();
    let differ = dates.iter().enumerate().any(|(at, date)| dates[at + 1..].iter().any(|other| !date.agrees(*other)));
    found.into_iter().map(|found| found.filter(|_| differ).map(|(when, _)| when)).collect()
}

fn when(value: &AnswerValue, corpus: &Corpus) -> Option<(When, Date)> {
    value.evidence.iter().find_map(|evidence| {
        let doc = evidence.doc();
        let (words, date) = date_of(doc, evidence.quote.span(), evidence.answer, corpus)?;
        // A date inside the answer is shown with it.
        let is_apart = !evidence.answer.overlaps(words);
        is_apart.then(|| (When { doc, words: with_preposition(words, doc, corpus) }, date))
    })
}

/// The words with the preposition before them.
fn with_preposition(words: Span, doc: DocId, corpus: &Corpus) -> Span {
    let body = corpus.document(doc).body();
    let before = Span::new(0, words.start).cut(body).trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let belongs = BEFORE.split(' ').any(|word| last.eq_ignore_ascii_case(word));
    if belongs { Span::new(before.len() - last.len(), words.end) } else { words }
}
