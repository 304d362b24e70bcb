//! Buttons: what is to be done travels in their ids, so that they work after a restart and need no store.
//!
//! `sources:2`, `search:1:WORDS`, `timeline:1:TOPIC` and `compare:1:TOPIC` turn pages. Under an answer an id is `VERB:PAGE:TAG:SOURCE:QUESTION`, page 0 being the answer itself;
//! the answer is found again, and the tag tells whether it is still the same. A question that is too long
//! for one id is spread over all the buttons of its reply, `VERB:PAGE*PLACE:PART:`. `note:CASE` opens the form
//! for a note on a vote, and is the id of that form. `shelf:add:ID`, `shelf:leave:ID` and `shelf:undo:ID` are about a
//! draft of an article or a change of the articles.

use sha2::{Digest, Sha256};

use super::Command;
use super::shelf::Errand;
use super::vote::is_case;
use crate::answer::Answer;
use crate::corpus::Corpus;

/// Discord's limit on an id, in UTF-16 units, which are never fewer than characters.
const LIMIT: usize = 100;

/// A button under an answer that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// What the button does.
    pub(super) verb: Verb,
    /// The page to turn to, from 0; `None` under the answer itself.
    pub(super) turn: Option<usize>,
    /// The answer it stands under.
    pub(super) asked: Asked,
}

/// What a button under an answer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Context,
    More,
    Differ,
    Why,
    /// The same below the answer to a question that was completed by the one before it.
    WhyThen,
    Up,
    Down,
}

/// An answer, by what was asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The question, complete in itself.
    pub(super) question: String,
    /// The source it was limited to.
    pub(super) source: Option<String>,
    /// What it was given from.
    pub(super) tag: Tag,
}

/// Which articles an answer was given from, and which answer it was: the beginnings of two hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) corpus: u16,
    pub(super) answer: u16,
}

impl Tag {
    /// The tag of an answer out of articles of this hash.
    pub(super) fn new(answer: &Answer, corpus: &Corpus, of: &str) -> Self {
        let quotes: Vec<_> = match answer {
            Answer::Quoted(quoted) => quoted.values.iter().flat_map(|value| &value.evidence).collect(),
            Answer::Abstained(abstained) => abstained.nearest.iter().collect(),
            Answer::NotAQuestion(_, mentions) => mentions.iter().collect(),
        };
        let mut hash = Sha256::new();
        for evidence in quotes {
            hash.update(&corpus.document(evidence.doc()).slug);
            hash.update(format!("\0{}\0", evidence.quote.words()));
        }
        let answer = hash.finalize();
        Self {
            corpus: of.get(..4).and_then(|digits| u16::from_str_radix(digits, 16).ok()).unwrap_or_default(),
            answer: u16::from_be_bytes([answer[0], answer[1]]),
        }
    }
}

impl Verb {
    const ALL: [Self; 7] = [Self::Context, Self::More, Self::Differ, Self::Why, Self::WhyThen, Self::Up, Self::Down];

    fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::More => "more",
            Self::Differ => "differ",
            Self::Why => "why",
            Self::WhyThen => "whythen",
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

impl Asked {
    /// The ids of buttons that do these things about it, in one reply; `None` if it is too long for them.
    pub(super) fn ids(&self, buttons: &[(Verb, Option<usize>)]) -> Option<Vec<String>> {
        let Tag { corpus, answer } = self.tag;
        let source = self.source.as_deref().unwrap_or_default().replace(':', " ");
        let state = format!("{corpus:04x}{answer:04x}:{}:{}", source.trim(), self.question.trim());
        let whole: Vec<String> =
            buttons.iter().map(|(verb, turn)| format!("{}:{}:{state}", verb.name(), number(*turn))).collect();
        if whole.iter().all(|id| length(id) <= LIMIT) {
            return Some(whole);
        }
        let mut left = state.chars().peekable();
        let mut ids = Vec::new();
        for (place, (verb, turn)) in buttons.iter().enumerate() {
            // A mark at the end, since white space there might be taken away.
            let mut id = format!("{}:{}*{place}:", verb.name(), number(*turn));
            while let Some(c) = left.next_if(|c| length(&id) + c.len_utf16() < LIMIT) {
                id.push(c);
            }
            ids.push(id + ":");
        }
        left.peek().is_none().then_some(ids)
    }

    /// The answer that one of these ids, of one reply, belongs to.
    pub(super) fn of_ids(ids: &[String]) -> Option<Self> {
        ids.iter().find_map(|id| Some(press(id, ids)?.asked))
    }

    fn read(state: &str) -> Option<Self> {
        let (tag, rest) = state.split_once(':')?;
        let (source, question) = rest.split_once(':')?;
        let half = |from: usize| u16::from_str_radix(tag.get(from..from + 4)?, 16).ok();
        Some(Self {
            question: question.to_owned(),
            source: (!source.is_empty()).then(|| source.to_owned()),
            tag: Tag { corpus: half(0)?, answer: half(4)? },
        })
    }
}

/// The command that a button means, by its id and those of the buttons beside it.
pub(super) fn command(id: &str, ids: &[String]) -> Option<Command> {
    let (name, rest) = id.split_once(':')?;
    match name {
        "sources" => Some(Command::Sources { page: rest.parse().ok()? }),
        "search" => {
            let (page, words) = rest.split_once(':')?;
            Some(Command::Search { words: words.to_owned(), page: page.parse().ok()? })
        }
        "timeline" => {
            let (page, topic) = rest.split_once(':')?;
            Some(Command::Timeline { topic: topic.to_owned(), page: page.parse().ok()? })
        }
        "compare" => {
            let (page, topic) = rest.split_once(':')?;
            Some(Command::Compare { topic: topic.to_owned(), page: page.parse().ok()? })
        }
        "shelf" => Some(Command::Corpus(Some(Errand::of_button(rest)?))),
        "note" => is_case(rest).then(|| Command::OpenNote { case: rest.to_owned() }),
        _ => press(id, ids).map(Command::Press),
    }
}

/// Whether these are the 16 hexadecimal digits that a draft or a change is known by.
pub(super) fn is_shelf_id(id: &str) -> bool {
    id.len() == 16 && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The field of the form for a note.
pub(super) const NOTE_FIELD: &str = "words";

/// The id of the form for a note on a case, and of the button that opens it.
pub(super) fn note_id(case: &str) -> String {
    format!("note:{case}")
}

/// The command that a form means which was sent; a field that is missing counts as empty.
pub(super) fn submitted(id: &str, fields: &[(String, String)]) -> Option<Command> {
    let case = id.strip_prefix("note:").filter(|case| is_case(case))?;
    let words = fields.iter().find(|(id, _)| id == NOTE_FIELD).map(|(_, words)| words.clone());
    Some(Command::KeepNote { case: case.to_owned(), words: words.unwrap_or_default() })
}

/// The id of the button that leads to a page of the list that the command `name` made of these words; `None` if
/// they are too many for it.
pub(super) fn list_id(name: &str, words: &str, page: usize) -> Option<String> {
    let id = format!("{name}:{page}:{}", words.trim());
    (length(&id) <= LIMIT).then_some(id)
}

fn press(id: &str, ids: &[String]) -> Option<Press> {
    let (name, rest) = id.split_once(':')?;
    let verb = Verb::ALL.into_iter().find(|verb| verb.name() == name)?;
    let (page, state) = rest.split_once(':')?;
    if let Some((page, _)) = page.split_once('*') {
        let mut parts: Vec<(usize, &str)> = ids.iter().filter_map(|id| part(id)).collect();
        parts.sort_unstable();
        let state: String = parts.into_iter().map(|(_, part)| part).collect();
        return Some(Press { verb, turn: turn(page)?, asked: Asked::read(&state)? });
    }
    Some(Press { verb, turn: turn(page)?, asked: Asked::read(state)? })
}

/// The number that stands for a page in an id: 0 under the answer itself, else counted from 1.
fn number(turn: Option<usize>) -> usize {
    turn.map_or(0, |page| page + 1)
}

/// The page that a number in an id stands for; `None` if it is none.
#[expect(clippy::option_option, reason = "no number, no page, and a page are three things")]
fn turn(number: &str) -> Option<Option<usize>> {
    Some(number.parse::<usize>().ok()?.checked_sub(1))
}

/// The part of a long state that an id carries, and its place.
fn part(id: &str) -> Option<(usize, &str)> {
    let (_, rest) = id.split_once(':')?;
    let (page, part) = rest.split_once(':')?;
    let (_, place) = page.split_once('*')?;
    Some((place.parse().ok()?, part.strip_suffix(':')?))
}

fn length(id: &str) -> usize {
    id.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUTTONS: [(Verb, Option<usize>); 4] =
        [(Verb::Context, None), (Verb::More, Some(12)), (Verb::Up, None), (Verb::Down, None)];

    fn asked(question: &str) -> Asked {
        Asked {
            question: question.to_owned(),
            source: Some("a-slug".to_owned()),
            tag: Tag { corpus: 0x0abc, answer: 0xff00 },
        }
    }

    #[test]
    fn what_was_asked_comes_back_from_every_button() {
        let long = "who said: “yes”, 👍 ".repeat(14);
        for question in ["who mediated?", "a:b::c", "wann?", long.trim()] {
            let asked = asked(question);
            let ids = asked.ids(&BUTTONS).unwrap_or_else(|| panic!("{question} fits"));
            assert!(ids.iter().all(|id| (1..=LIMIT).contains(&length(id))), "{ids:?}");
            for (id, (verb, turn)) in ids.iter().zip(BUTTONS) {
                assert_eq!(press(id, &ids), Some(Press { verb, turn, asked: asked.clone() }));
            }
            assert_eq!(Asked::of_ids(&ids), Some(asked));
        }
    }

    #[test]
    fn a_short_question_needs_no_other_button() {
        let ids = asked("who mediated?").ids(&BUTTONS).unwrap_or_default();
        assert_eq!(press(&ids[1], &[]).map(|press| press.asked), Some(asked("who mediated?")));
    }

    #[test]
    fn what_is_too_long_has_no_ids() {
        assert_eq!(asked(&"who ".repeat(200)).ids(&BUTTONS), None);
    }

    #[test]
    fn foreign_ids_mean_nothing() {
        for id in [
            "",
            ":",
            "context",
            "context:0",
            "context:0:zz:a:b",
            "context:-1:00000000::q",
            "context:0*0:x:",
            "vote:7",
            "note:",
            "note:0123456789ABCDEF",
            "note:0123456789abcdef0",
        ] {
            assert_eq!(command(id, &[id.to_owned()]), None, "{id}");
        }
    }
}
