//! The votes that people gave answers, and their notes on them, as [`Case`]s.
//!
//! A case is the question, the answer, the hash of the articles, the vote and the notes, and nothing about who gave
//! it, where or when. This room decides nothing about votes: it makes a [`table`] of questions of them, and reads
//! the files of lines in which earlier versions kept them.

mod question_table;

use std::collections::HashMap;

use serde::Deserialize;

use crate::bot::{Note, Vote};

pub use question_table::{QuestionTable, table};

/// A vote as a line has it, with what notes name it by; versions that took no notes left that out.
#[derive(Deserialize)]
struct VoteLine {
    #[serde(default)]
    case: Option<String>,
    #[serde(flatten)]
    vote: Vote,
}

/// One line of a file of an earlier version.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Vote(Box<VoteLine>),
    Note(Note),
}

/// Votes for or against one answer, and what was said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its name, as [`Vote::case`] makes it.
    pub id: String,
    /// What was voted.
    pub vote: Vote,
    /// Whether its votes tell what was shown: where they hold no words, nothing was answered. Versions that took
    /// no notes did not tell that apart from an answer that had changed.
    pub is_told: bool,
    /// How often.
    pub n_votes: usize,
    /// The notes, in the order in which they came.
    pub notes: Vec<String>,
}

/// What a file of lines holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OldVotes {
    /// The cases, the one that was voted on last at the end.
    pub cases: Vec<Case>,
    /// How many lines could not be read: torn, or of somebody else's making.
    pub n_unreadable: usize,
    /// How many notes belong to no vote that is there.
    pub n_stray: usize,
}

impl OldVotes {
    /// What these lines hold. Lines that cannot be read are passed over and counted.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut found = Self::default();
        let mut places: HashMap<String, usize> = HashMap::new();
        // Cases in the order in which they appeared, each with the line of its last vote.
        let mut cases: Vec<(usize, Case)> = Vec::new();
        let mut notes: Vec<Note> = Vec::new();
        let lines = bytes.split(|byte| *byte == b'\n').enumerate();
        for (number, line) in lines.filter(|(_, line)| !line.trim_ascii().is_empty()) {
            match serde_json::from_slice(line) {
                Ok(Line::Vote(line)) => {
                    let VoteLine { case, vote } = *line;
                    let is_told = case.is_some();
                    let id = case.unwrap_or_else(|| vote.case());
                    let place = *places.entry(id.clone()).or_insert(cases.len());
                    if place == cases.len() {
                        cases.push((number, Case { id, vote, is_told, n_votes: 0, notes: Vec::new() }));
                    }
                    let (last, case) = &mut cases[place];
                    *last = number;
                    case.n_votes += 1;
                }
                Ok(Line::Note(note)) => notes.push(note),
                Err(_) => found.n_unreadable += 1,
            }
        }
        for note in notes {
            match places.get(&note.case) {
                Some(place) => cases[*place].1.notes.push(note.note),
                None => found.n_stray += 1,
            }
        }
        cases.sort_by_key(|(last, _)| *last);
        found.cases = cases.into_iter().map(|(_, case)| case).collect();
        found
    }
}
