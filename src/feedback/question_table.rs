//! Cases as lines of a question table that `eval --gold` reads.

use super::Case;
use crate::bot::VotedQuote;
use crate::corpus::{Corpus, Document};
use crate::eval::{GoldGroup, GoldQuestion, GoldSpan, gold_type};
use crate::question::Question;

/// What came of the cases.
#[derive(Clone, Debug, Default)]
pub struct QuestionTable {
    /// A line for each case that makes one, in the order of the cases.
    pub lines: Vec<GoldQuestion>,
    /// How many of them are still to be filled in: what was answered was not right, and what is right only a
    /// person can tell.
    pub n_open: usize,
    /// How many cases make no line because the articles no longer hold the words that helped.
    pub n_gone: usize,
    /// How many make none because it is not known which words they were.
    pub n_unknown: usize,
}

/// The cases as lines of a question table.
///
/// An answer that helped becomes a question whose right values are those that were given, as long as `corpus`
/// has their sentences word for word; no answer that helped, one that has none. One that did not help becomes an
/// answerable question with what was answered and the notes beside it, and no groups: these are to be filled in.
#[must_use]
pub fn table(cases: &[Case], corpus: &Corpus) -> QuestionTable {
    let mut table = QuestionTable::default();
    for case in cases {
        let vote = &case.vote;
        if !vote.helped {
            table.n_open += 1;
            table.lines.push(line(case, "answerable", Vec::new()));
        } else if vote.outdated || vote.quotes.len() != vote.answers.len() || !case.is_told {
            table.n_unknown += 1;
        } else if vote.quotes.is_empty() {
            table.lines.push(line(case, "unanswerable", Vec::new()));
        } else if vote.quotes.iter().all(|quote| is_there(quote, corpus)) {
            table.lines.push(line(case, "answerable", vote.quotes.iter().map(group).collect()));
        } else {
            table.n_gone += 1;
        }
    }
    table
}

fn line(case: &Case, kind: &str, groups: Vec<GoldGroup>) -> GoldQuestion {
    let vote = &case.vote;
    GoldQuestion {
        id: format!("feedback-{}", case.id),
        q: vote.question.clone(),
        source: vote.source.clone(),
        kind: kind.to_owned(),
        answer_type: gold_type(Question::analyze(&vote.question).answer_type).to_owned(),
        groups,
        conflict: vote.conflict && vote.helped,
        all_of: None,
        answered: vote.answers.clone(),
        note: (!case.notes.is_empty()).then(|| case.notes.join(" / ")),
    }
}

fn is_there(quote: &VotedQuote, corpus: &Corpus) -> bool {
    let holds = |document: &&Document| document.slug == quote.doc && document.body().contains(&quote.sentence);
    quote.sentence.contains(&quote.text) && corpus.documents().iter().any(|document| holds(&document))
}

fn group(quote: &VotedQuote) -> GoldGroup {
    let VotedQuote { doc, text, sentence } = quote.clone();
    GoldGroup { value: text.clone(), spans: vec![GoldSpan { doc: Some(doc), text, sentence }] }
}
