//! What was asked lately: for follow-ups. Bounded, and it expires.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use lru::LruCache;

use super::{Origin, Vote};

/// How many conversations and how many answers are remembered; the longest unused are forgotten.
const CAPACITY: NonZeroUsize = NonZeroUsize::new(4_096).expect("is not zero");
/// For so many seconds "and when?" goes on with what the same person asked in the same place.
const CONVERSATION: u64 = 5 * 60;
/// For so many seconds a reply to an answer goes on with that answer's question.
const ANSWER: u64 = 24 * 60 * 60;

/// A question that was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remembered {
    /// Complete in itself.
    pub(super) question: String,
    pub(super) source: Option<String>,
    /// Whether others were not to see it.
    private: bool,
    /// Who asked it.
    user: u64,
    at: u64,
}

impl Remembered {
    /// A question asked at `origin`.
    pub(super) fn new(question: &str, source: Option<&str>, private: bool, origin: &Origin) -> Self {
        Self {
            question: question.to_owned(),
            source: source.map(ToOwned::to_owned),
            private,
            user: origin.user,
            at: origin.at,
        }
    }
}

/// The last question of each person in each place, and the question behind each recent answer.
#[derive(Debug)]
pub(super) struct Memory(Mutex<Caches>);

#[derive(Debug)]
struct Caches {
    by_person: LruCache<(u64, u64), Remembered>,
    by_origin: LruCache<u64, Remembered>,
    votes: LruCache<(u64, Vote), ()>,
}

impl Default for Memory {
    fn default() -> Self {
        Self(Mutex::new(Caches {
            by_person: LruCache::new(CAPACITY),
            by_origin: LruCache::new(CAPACITY),
            votes: LruCache::new(CAPACITY),
        }))
    }
}

impl Memory {
    /// Takes note of a question.
    pub(super) fn remember(&self, origin: &Origin, asked: Remembered) {
        self.with(|caches| {
            caches.by_origin.put(origin.id, asked.clone());
            caches.by_person.put((origin.channel, origin.user), asked);
        });
    }

    /// What the same person asked in the same place a few minutes ago. What was asked in private is not
    /// shown in public by going on with it.
    pub(super) fn before(&self, origin: &Origin, private: bool) -> Option<Remembered> {
        let found = self.with(|caches| caches.by_person.get(&(origin.channel, origin.user)).cloned());
        found.filter(|asked| origin.at.saturating_sub(asked.at) <= CONVERSATION && (private || !asked.private))
    }

    /// What was asked by the message or interaction `id`.
    pub(super) fn behind(&self, id: u64, now: u64) -> Option<Remembered> {
        let found = self.with(|caches| caches.by_origin.get(&id).cloned());
        found.filter(|asked| now.saturating_sub(asked.at) <= ANSWER)
    }

    /// Whether the user gives this vote for the first time.
    pub(super) fn is_first_vote(&self, user: u64, vote: &Vote) -> bool {
        self.with(|caches| caches.votes.put((user, vote.clone()), ()).is_none())
    }

    /// Takes back what [`Memory::is_first_vote`] took note of.
    pub(super) fn forget_vote(&self, user: u64, vote: &Vote) {
        self.with(|caches| caches.votes.pop(&(user, vote.clone())));
    }

    /// The questions of `user` that are remembered, the last one first, and how many votes.
    pub(super) fn about(&self, user: u64) -> (Vec<String>, usize) {
        self.with(|caches| {
            let of_person = caches.by_person.iter().filter(|((_, person), _)| *person == user);
            let of_origin = caches.by_origin.iter().filter(|(_, asked)| asked.user == user);
            let mut asked: Vec<_> =
                of_person.map(|(_, asked)| asked).chain(of_origin.map(|(_, asked)| asked)).collect();
            asked.sort_by_key(|asked| std::cmp::Reverse(asked.at));
            let mut questions: Vec<String> = Vec::new();
            for Remembered { question, .. } in asked {
                if !questions.contains(question) {
                    questions.push(question.clone());
                }
            }
            (questions, caches.votes.iter().filter(|((person, _), ())| *person == user).count())
        })
    }

    /// Forgets everything that `user` asked and voted.
    pub(super) fn forget(&self, user: u64) {
        self.with(|caches| {
            let Caches { by_person, by_origin, votes } = caches;
            let persons: Vec<_> = by_person.iter().map(|(key, _)| *key).filter(|(_, person)| *person == user).collect();
            let origins: Vec<_> = by_origin.iter().filter(|(_, asked)| asked.user == user).map(|(id, _)| *id).collect();
            let voted: Vec<_> = votes.iter().map(|(key, ())| key).filter(|(person, _)| *person == user).collect();
            let voted: Vec<_> = voted.into_iter().cloned().collect();
            for key in &persons {
                by_person.pop(key);
            }
            for id in &origins {
                by_origin.pop(id);
            }
            for key in &voted {
                votes.pop(key);
            }
        });
    }

    fn with<T>(&self, look: impl FnOnce(&mut Caches) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(id: u64, user: u64, at: u64) -> Origin {
        Origin { id, user, channel: 1, at, ..Origin::default() }
    }

    #[test]
    fn a_conversation_is_one_person_s_and_ends_after_minutes() {
        let memory = Memory::default();
        let first = origin(10, 1, 100);
        memory.remember(&first, Remembered::new("who mediated?", None, false, &first));
        let question = |origin: Origin| memory.before(&origin, false).map(|asked| asked.question);
        assert_eq!(question(origin(11, 1, 100 + CONVERSATION)).as_deref(), Some("who mediated?"));
        assert_eq!(question(origin(11, 1, 101 + CONVERSATION)), None);
        assert_eq!(question(origin(11, 2, 101)), None);
        assert_eq!(question(Origin { channel: 2, ..origin(11, 1, 101) }), None);
        assert!(memory.behind(10, 100 + ANSWER).is_some(), "a reply to the answer names it");
        assert!(memory.behind(10, 101 + ANSWER).is_none());
    }

    #[test]
    fn what_was_asked_in_private_stays_there() {
        let memory = Memory::default();
        let first = origin(10, 1, 100);
        memory.remember(&first, Remembered::new("who mediated?", None, true, &first));
        assert!(memory.before(&origin(11, 1, 101), false).is_none());
        assert!(memory.before(&origin(11, 1, 101), true).is_some());
    }

    #[test]
    fn one_person_is_forgotten_and_no_other() {
        let memory = Memory::default();
        for (id, user, question) in [(10, 1, "who mediated?"), (11, 2, "when?"), (12, 1, "where?")] {
            let origin = origin(id, user, id);
            memory.remember(&origin, Remembered::new(question, None, false, &origin));
        }
        assert_eq!(memory.about(1), (vec!["where?".to_owned(), "who mediated?".to_owned()], 0));
        memory.forget(1);
        assert_eq!((memory.about(1).0.len(), memory.about(2).0.len()), (0, 1));
        assert!(memory.behind(10, 13).is_none() && memory.before(&origin(13, 1, 13), true).is_none());
        assert!(memory.behind(11, 13).is_some());
    }

    #[test]
    fn the_oldest_is_forgotten_first() {
        let memory = Memory::default();
        for id in 0..=CAPACITY.get() as u64 {
            let origin = origin(id, id, 1);
            memory.remember(&origin, Remembered::new("who?", None, false, &origin));
        }
        assert!(memory.behind(0, 1).is_none());
        assert!(memory.behind(1, 1).is_some());
    }
}
