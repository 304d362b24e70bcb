//! The votes that people gave answers, in a file of JSON Lines that a person can read.
//!
//! What is kept is the question, the answer, the hash of the articles and the vote, and nothing about
//! who gave it. This room decides nothing about votes; it stores them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::bot::{Vote, VoteKeeper};

/// The file's name below the data folder.
const FILE: &str = "feedback.jsonl";
/// Nothing is added to a file of this many bytes: some 50,000 votes.
const LIMIT: u64 = 16 * 1024 * 1024;

/// A file of votes, one JSON object a line.
#[derive(Debug)]
pub struct VoteFile {
    path: PathBuf,
    /// One line at a time.
    writing: Mutex<()>,
}

impl VoteFile {
    /// The file below the folder `data`; both are made when the first vote is given.
    #[must_use]
    pub fn below(data: &Path) -> Self {
        Self { path: data.join(FILE), writing: Mutex::new(()) }
    }

    fn append(&self, vote: &Vote) -> io::Result<()> {
        let mut line = serde_json::to_vec(vote)?;
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
}

impl VoteKeeper for VoteFile {
    fn keep(&self, vote: &Vote) -> bool {
        let kept = self.append(vote);
        if let Err(error) = &kept {
            tracing::warn!(file = %self.path.display(), %error, "a vote could not be kept");
        }
        kept.is_ok()
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
