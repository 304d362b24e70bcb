//! What was asked, and what came of it.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::it::standin::arrival::{Arrival, Shown};
use super::refusal;

/// Something that somebody did and is to be answered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    /// The message or the interaction.
    pub(crate) id: u64,
    pub(crate) user: u64,
    /// Whether it is a message, not an interaction.
    pub(crate) is_message: bool,
    pub(crate) at: Instant,
    /// Whether the gateway had a session to send it to.
    pub(crate) is_accepted: bool,
}

#[derive(Debug)]
struct Entry {
    asked: Asked,
    /// When the first complete answer or refusal arrived.
    answered: Option<Instant>,
    /// The wait that it was refused with.
    refused: Option<Duration>,
    /// What else came that is not the same once more.
    n_more: u32,
}

/// Everything asked in a run.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    entries: HashMap<u64, Entry>,
    n_settled: usize,
}

/// The sums.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) asked: usize,
    pub(crate) answered: usize,
    pub(crate) refused: usize,
    /// Messages without a reply whose writer had been told to wait.
    pub(crate) covered: usize,
    /// What no session was there for.
    pub(crate) undelivered: usize,
    pub(crate) lost: usize,
    pub(crate) doubled: usize,
}

impl Ledger {
    pub(crate) fn ask(&mut self, asked: Asked) {
        self.entries.insert(asked.id, Entry { asked, answered: None, refused: None, n_more: 0 });
    }

    /// Takes note of what arrived, if it belongs to something asked. Returns whether it settles that.
    pub(crate) fn note(&mut self, arrival: &Arrival) -> bool {
        let Some(entry) = self.entries.get_mut(&arrival.to) else { return false };
        match arrival.shown {
            // These only announce what is coming.
            Shown::Response(5 | 6) => return false,
            // The same change may be sent again by who did not hear of its success.
            Shown::Edit if entry.answered.is_some() => return false,
            _ if entry.answered.is_some() => {
                entry.n_more += 1;
                return false;
            }
            _ => {}
        }
        entry.answered = Some(arrival.at);
        entry.refused = refusal::wait(&arrival.content);
        self.n_settled += 1;
        true
    }

    /// What is neither answered nor refused yet.
    pub(crate) fn n_open(&self) -> usize {
        self.entries.len() - self.n_settled
    }

    /// What is open though the gateway had a session to send it to.
    pub(crate) fn n_accepted_open(&self) -> usize {
        self.open().filter(|entry| entry.asked.is_accepted).count()
    }

    fn open(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values().filter(|entry| entry.answered.is_none())
    }

    /// The ids of what is lost, oldest first.
    pub(crate) fn lost(&self) -> Vec<Asked> {
        let told = self.told();
        let is_covered = |asked: &Asked| is_covered(&told, asked);
        let mut lost: Vec<_> =
            self.open().map(|entry| entry.asked).filter(|it| it.is_accepted && !is_covered(it)).collect();
        lost.sort_by_key(|asked| asked.id);
        lost
    }

    pub(crate) fn sums(&self) -> Sums {
        let told = self.told();
        let mut sums = Sums { asked: self.entries.len(), ..Sums::default() };
        for entry in self.entries.values() {
            sums.doubled += usize::from(entry.n_more > 0);
            match (entry.answered, entry.refused) {
                (Some(_), None) => sums.answered += 1,
                (Some(_), Some(_)) => sums.refused += 1,
                (None, _) if !entry.asked.is_accepted => sums.undelivered += 1,
                (None, _) if is_covered(&told, &entry.asked) => sums.covered += 1,
                (None, _) => sums.lost += 1,
            }
        }
        sums
    }

    /// From when until when each user was to know that further messages get no reply.
    fn told(&self) -> HashMap<u64, Vec<(Instant, Instant)>> {
        let mut told: HashMap<u64, Vec<_>> = HashMap::new();
        for entry in self.entries.values().filter(|entry| entry.asked.is_message) {
            if let (Some(at), Some(wait)) = (entry.answered, entry.refused) {
                told.entry(entry.asked.user).or_default().push((entry.asked.at, at + wait));
            }
        }
        told
    }

    /// How long answers took, the shortest first; refusals are none.
    pub(crate) fn times(&self) -> Vec<Duration> {
        let answered = self.entries.values().filter(|entry| entry.refused.is_none());
        let mut times: Vec<_> =
            answered.filter_map(|entry| Some(entry.answered?.saturating_duration_since(entry.asked.at))).collect();
        times.sort_unstable();
        times
    }
}

/// Whether its writer was told in a window that it falls in.
fn is_covered(told: &HashMap<u64, Vec<(Instant, Instant)>>, asked: &Asked) -> bool {
    // Events of one moment may overtake each other.
    const OVERTAKING: Duration = Duration::from_secs(1);
    let mut windows = told.get(&asked.user).into_iter().flatten();
    asked.is_message && windows.any(|(from, until)| *from <= asked.at + OVERTAKING && asked.at <= *until)
}

/// The time that so many percent are not above; `times` are sorted.
pub(crate) fn percentile(times: &[Duration], percent: usize) -> Duration {
    let idx = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(idx).copied().unwrap_or_default()
}
