//! The votes that people gave answers, and their notes on them, in a file of JSON Lines that a person can read.
//!
//! What is kept is the question, the answer, the hash of the articles, the vote and the note, and nothing about
//! who gave it, where or when. This room decides nothing about votes; it stores them, reads them back as
//! [`Case`]s, and makes a [`table`] of questions of them.

mod question_table;

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::bot::{Note, Noted, Vote, VoteKeeper};

pub use question_table::{QuestionTable, table};

/// The file's name below the data folder.
const FILE: &str = "feedback.jsonl";
/// Nothing is added to a file of this many bytes: some 25,000 votes.
const LIMIT: u64 = 16 * 1024 * 1024;

/// A file of votes and notes, one JSON object a line.
#[derive(Debug)]
pub struct VoteFile {
    path: PathBuf,
    /// One line at a time.
    writing: Mutex<()>,
}

/// A vote as a line has it, with what notes name it by; versions that took no notes left that out.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct VoteLine {
    #[serde(default)]
    case: Option<String>,
    #[serde(flatten)]
    vote: Vote,
}

/// One line of the file.
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

/// What a file of votes holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feedback {
    /// The cases, the one that was voted on last at the end.
    pub cases: Vec<Case>,
    /// How many lines could not be read: torn, or of somebody else's making.
    pub n_unreadable: usize,
    /// How many notes belong to no vote that is there.
    pub n_stray: usize,
}

impl VoteFile {
    /// The file below the folder `data`; both are made when the first vote is given.
    #[must_use]
    pub fn below(data: &Path) -> Self {
        Self { path: data.join(FILE), writing: Mutex::new(()) }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds; nothing if it is not there. Lines that cannot be read are passed over and counted.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn read(&self) -> io::Result<Feedback> {
        match fs::read(&self.path) {
            Ok(bytes) => Ok(Feedback::of(&bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Feedback::default()),
            Err(error) => Err(error),
        }
    }

    /// Deletes it. Returns whether it was there.
    ///
    /// # Errors
    /// If it cannot be deleted.
    pub fn wipe(&self) -> io::Result<bool> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        match fs::remove_file(&self.path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn append(&self, line: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::to_vec(line)?;
        line.push(b'\n');
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new().append(true).create(true).read(true).open(&self.path)?;
        let size = file.metadata()?.len();
        if size >= LIMIT {
            return Err(io::Error::other(format!("it has reached {LIMIT} bytes; move it away to keep more votes")));
        }
        if size > 0 && !ends_in_newline(&self.path)? {
            // A process was killed while it wrote: the torn line stays, and the new one gets its own.
            line.insert(0, b'\n');
        }
        // One write, so that a line is whole or torn at its end, and never mixed with another.
        file.write_all(&line)?;
        file.sync_data()
    }

    /// Whether a vote of this case is kept.
    fn holds(&self, case: &str) -> io::Result<bool> {
        let bytes = match fs::read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            read => read?,
        };
        // Only lines that hold the name are worth reading.
        let mut lines = bytes.split(|byte| *byte == b'\n');
        Ok(lines.any(|line| {
            line.windows(case.len()).any(|window| window == case.as_bytes())
                && serde_json::from_slice::<VoteLine>(line).is_ok_and(|line| line.case.as_deref() == Some(case))
        }))
    }

    fn take(&self, note: &Note) -> io::Result<Noted> {
        if !self.holds(&note.case)? {
            return Ok(Noted::NoCase);
        }
        self.append(note).map(|()| Noted::Kept)
    }
}

impl VoteKeeper for VoteFile {
    fn keep(&self, vote: &Vote) -> bool {
        let kept = self.append(&VoteLine { case: Some(vote.case()), vote: vote.clone() });
        if let Err(error) = &kept {
            tracing::warn!(file = %self.path.display(), %error, "a vote could not be kept");
        }
        kept.is_ok()
    }

    fn note(&self, note: &Note) -> Noted {
        self.take(note).unwrap_or_else(|error| {
            tracing::warn!(file = %self.path.display(), %error, "a note could not be kept");
            Noted::Failed
        })
    }
}

impl Feedback {
    /// What these lines hold.
    fn of(bytes: &[u8]) -> Self {
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

fn ends_in_newline(path: &Path) -> io::Result<bool> {
    use std::io::{Read, Seek, SeekFrom};
    let mut file = File::open(path)?;
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == *b"\n")
}
