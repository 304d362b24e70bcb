//! A folder of articles that somebody keeps changing, and what stood in it when.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::random::Random;

/// How many towns there is an article of, at most.
const TOWNS: usize = 60;
/// How many there are at the start.
const AT_FIRST: usize = 40;
/// After a change the program may answer from what was there before for so long; it promises two seconds, of a machine
/// that is not also made to do everything else here.
const LAG: Duration = Duration::from_secs(10);
/// Between the halves of a file that is written slowly.
const HALF: Duration = Duration::from_millis(120);

/// What a file held, and from when until when.
#[derive(Debug)]
struct Version {
    town: usize,
    text: String,
    from: Instant,
    until: Option<Instant>,
}

/// The folder.
#[derive(Debug)]
pub(crate) struct Articles {
    folder: PathBuf,
    random: Random,
    versions: Vec<Version>,
    next_number: u32,
    /// The rest of a file that is being written, and when that follows.
    pending: Option<(usize, String, Instant)>,
    /// How many files were written, deleted and renamed.
    pub(crate) n_changes: usize,
}

impl Articles {
    /// A folder below `scratch`, emptied.
    pub(crate) fn new(scratch: &Path, seed: u64) -> Self {
        let folder = scratch.join("articles");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let random = Random::new(seed);
        let mut articles = Self { folder, random, versions: Vec::new(), next_number: 100, pending: None, n_changes: 0 };
        for town in 0..AT_FIRST {
            let text = articles.text(town);
            fs::write(articles.file(town), &text).unwrap();
            articles.took_place(town, text);
        }
        articles
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A question that one of the articles answers, if it is there.
    pub(crate) fn question(&mut self) -> String {
        let town = self.random.below(TOWNS);
        match self.random.below(3) {
            0 => format!("how many boats are there in Port {}?", name(town)),
            1 => format!("who is the harbour master of Port {}?", name(town)),
            _ => format!("when was the pier of Port {} opened?", name(town)),
        }
    }

    /// Changes one file.
    pub(crate) fn change(&mut self) {
        if self.pending.is_some() {
            return;
        }
        self.n_changes += 1;
        let town = self.random.below(TOWNS);
        let is_there = self.current(town).is_some();
        match self.random.below(10) {
            0 | 1 if is_there => {
                fs::remove_file(self.file(town)).unwrap();
                self.ended(town);
            }
            // Written in two parts, as editors and downloads do.
            2..=4 => {
                let text = self.text(town);
                let (head, rest) = text.split_at(text.len() / 2);
                fs::write(self.file(town), head).unwrap();
                self.ended(town);
                self.pending = Some((town, rest.to_owned(), Instant::now() + HALF));
            }
            // Written elsewhere and moved into place.
            _ => {
                let text = self.text(town);
                let aside = self.folder.join(".new");
                fs::write(&aside, &text).unwrap();
                fs::rename(&aside, self.file(town)).unwrap();
                self.ended(town);
                self.took_place(town, text);
            }
        }
    }

    /// Goes on with what is being written.
    pub(crate) fn tick(&mut self) {
        let Some((town, rest, _)) = self.pending.take_if(|(_, _, at)| Instant::now() >= *at) else { return };
        let path = self.file(town);
        let head = fs::read_to_string(&path).unwrap();
        fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(rest.as_bytes()).unwrap();
        self.took_place(town, head + &rest);
    }

    /// Whether these words stood in an article at some time between two moments, or shortly before.
    pub(crate) fn held(&self, words: &str, from: Instant, until: Instant) -> bool {
        let from = from.checked_sub(LAG).unwrap_or(from);
        let in_time = |version: &&Version| version.from <= until && version.until.is_none_or(|end| end >= from);
        self.versions.iter().filter(in_time).any(|version| version.text.contains(words))
    }

    fn file(&self, town: usize) -> PathBuf {
        self.folder.join(format!("port-{}.md", name(town).to_lowercase()))
    }

    fn text(&mut self, town: usize) -> String {
        self.next_number += 1;
        let (name, number) = (name(town), self.next_number);
        let keeper = ["Ida Holt", "Ruben Falk", "Mara Lind", "Tomas Berg", "Nell Aske"][self.random.below(5)];
        let month = ["March", "April", "May", "June"][self.random.below(4)];
        format!(
            "Port {name} counts {number} boats this year, its council said.\n\nThe harbour master of Port {name} is {keeper}, who \
             took over number {number}.\n\nThe pier of Port {name} was opened in {month} by {keeper}.\n"
        )
    }

    fn current(&mut self, town: usize) -> Option<&mut Version> {
        self.versions.iter_mut().find(|version| version.town == town && version.until.is_none())
    }

    fn ended(&mut self, town: usize) {
        if let Some(version) = self.current(town) {
            version.until = Some(Instant::now());
        }
    }

    fn took_place(&mut self, town: usize, text: String) {
        self.versions.push(Version { town, text, from: Instant::now(), until: None });
    }
}

/// The name of a town: made of syllables, so that none is a part of another.
fn name(town: usize) -> String {
    let first = ["Al", "Bre", "Cor", "Dun", "El", "Fal", "Gar", "Hol"][town % 8];
    let second = ["mar", "wick", "ness", "stad", "holm", "vik", "ford", "by"][town / 8];
    format!("{first}{second}")
}
