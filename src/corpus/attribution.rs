//! Who says what in an article: the official behind a claim, the speaker of a quotation.
//!
//! It works on the sentences of one document and on general English: reporting verbs, "according to",
//! quotation marks, the labels of an interview. There is no parser; what is not plain is left without a speaker.

mod cue;
mod interview;
mod phrase;
mod quotation;

use std::ops::Range;

use crate::text::{Span, country_named, is_media_word};
use cue::{Cue, Who, cues};
use phrase::{content, is_named, is_pronoun};
use quotation::{Quoting, Sentence, Word};

/// Whoever "he" or "the minister" is was named at most so many sentences before.
const MEMORY: usize = 12;
/// So many speakers are remembered for that.
const SPEAKERS: usize = 24;

/// Who says some words of an article. All spans are of its body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Who speaks, as it is put where the words are: `one mediator`, `he`, `the minister`.
    pub speaker: Span,
    /// The name that the article gave before, where `speaker` is a pronoun or a title and it is plain who is meant.
    pub name: Option<Span>,
    /// What attributes the words: `told`, `according to`, or the label of an interview.
    pub cue: Span,
    /// Who reports it at second hand: `Reuters` in "officials told Reuters".
    pub via: Option<Span>,
    /// The words that are said, inside of their sentence.
    pub said: Span,
    /// Whether they stand in what somebody else says.
    pub is_nested: bool,
}

impl Attribution {
    /// The words that name the speaker best.
    #[must_use]
    pub fn named(&self) -> Span {
        self.name.unwrap_or(self.speaker)
    }

    /// Whether the speaker is only a pronoun whose name is not known.
    #[must_use]
    pub fn is_anonymous(&self, body: &str) -> bool {
        self.name.is_none() && is_pronoun(&crate::text::fold(self.speaker.cut(body)))
    }
}

/// The attributions of a document: for each of its `sentences` those that it has, outer ones first.
///
/// `paragraphs` are the places of the sentences of each paragraph. It takes time in proportion to the text.
pub(super) fn attributions(body: &str, sentences: &[Span], paragraphs: &[Range<usize>]) -> Vec<Vec<Attribution>> {
    let mut opens = vec![false; sentences.len()];
    for paragraph in paragraphs {
        if let Some(open) = opens.get_mut(paragraph.start) {
            *open = true;
        }
    }
    let mut quoting = Quoting::default();
    let views: Vec<Sentence> =
        sentences.iter().zip(&opens).map(|(span, opens)| quoting.read(body, *span, *opens)).collect();
    let found: Vec<Vec<Cue>> = views.iter().map(cues).collect();
    let mut reading = Reading { body, views: &views, speakers: Vec::new(), person: None };
    let mut given: Vec<Vec<Attribution>> = Vec::with_capacity(views.len());
    for (at, cues) in found.iter().enumerate() {
        given.push(reading.resolve(at, cues));
    }
    continue_quotations(&views, &found, &mut given);
    interview::label(body, &views, paragraphs, &mut given);
    given
}

/// Somebody who spoke.
#[derive(Clone, Debug)]
struct Speaker {
    name: Span,
    words: Vec<String>,
    /// The words before what "of" or the like adds: a title may repeat these.
    head: Vec<String>,
    sentence: usize,
    is_person: bool,
}

/// The last person who was named as a speaker.
#[derive(Clone, Debug)]
struct Person {
    name: Span,
    words: Vec<String>,
    sentence: usize,
    pronoun: Option<String>,
}

struct Reading<'a> {
    body: &'a str,
    views: &'a [Sentence],
    speakers: Vec<Speaker>,
    person: Option<Person>,
}

impl Reading<'_> {
    /// The attributions of a sentence's cues, in their order.
    fn resolve(&mut self, at: usize, cues: &[Cue]) -> Vec<Attribution> {
        let view = &self.views[at];
        let mut given: Vec<Attribution> = Vec::new();
        self.note_subject(at);
        for cue in cues {
            let (Some(mark), Some(said)) =
                (view.bytes(cue.marks.start, cue.marks.end), view.bytes(cue.said.start, cue.said.end))
            else {
                continue;
            };
            let via = cue.via.clone().and_then(|via| view.bytes(via.start, via.end));
            match &cue.who {
                Who::Same => {
                    let Some(first) = given.iter().rev().find(|given| !given.is_nested).copied() else { continue };
                    given.push(Attribution {
                        cue: mark,
                        via: via.or(first.via),
                        said,
                        is_nested: cue.is_nested,
                        ..first
                    });
                }
                Who::Phrase(range) => {
                    let Some(speaker) = view.bytes(range.start, range.end) else { continue };
                    let name = self.name(at, range, cue.is_nested);
                    self.remember(at, range, speaker, name);
                    let via =
                        via.map(|via| given.iter().find(|outer| outer.speaker == via).map_or(via, Attribution::named));
                    given.push(Attribution { speaker, name, cue: mark, via, said, is_nested: cue.is_nested });
                }
            }
        }
        given
    }

    /// Takes note of a sentence that begins with the name of somebody who spoke before: "he" is that one now.
    fn note_subject(&mut self, at: usize) {
        let Some(first) = self.views[at].words.iter().find(|word| word.is_word()).filter(|word| word.is_capital())
        else {
            return;
        };
        let fits = |known: &&Speaker| known.is_person && known.words.last() == Some(&first.folded);
        let Some(known) = self.speakers.iter().rev().find(fits) else { return };
        if self.person.as_ref().is_some_and(|person| person.words.last() != Some(&first.folded)) {
            self.person = Some(Person { name: known.name, words: known.words.clone(), sentence: at, pronoun: None });
        }
    }

    /// The name behind a pronoun or a title.
    fn name(&mut self, at: usize, range: &Range<usize>, is_nested: bool) -> Option<Span> {
        let view = &self.views[at];
        let first = view.words.get(range.start)?;
        if range.len() == 1 && is_pronoun(&first.folded) {
            // "Norway presented what it described as …"
            if range.start.checked_sub(1).is_some_and(|at| view.is(at, "what") || view.is(at, "which")) {
                return self.clause_subject(at, range.start);
            }
            let person = self.person.as_ref()?;
            let singular = matches!(first.folded.as_str(), "he" | "she");
            let same = person.pronoun.as_ref().is_none_or(|pronoun| *pronoun == first.folded);
            // What another says of "him" is of somebody else, and somebody named since may be meant.
            if !singular || !same || is_nested || at > person.sentence + MEMORY || self.is_ambiguous(at, range.start) {
                return None;
            }
            let name = person.name;
            if let Some(person) = self.person.as_mut() {
                person.pronoun = Some(first.folded.clone());
                person.sentence = at;
            }
            return Some(name);
        }
        let definite = matches!(first.folded.as_str(), "the" | "this" | "that");
        let lower = view.words.get(range.start + 1..range.end)?.iter().all(|word| !word.is_capital());
        if !definite || !lower {
            return None;
        }
        let title = content(view.bytes(range.start, range.end)?.cut(self.body));
        let fits = |known: &&Speaker| {
            known.sentence + MEMORY >= at && !title.is_empty() && title.iter().all(|word| known.head.contains(word))
        };
        let known = self.speakers.iter().rev().find(fits)?;
        (known.words.len() > title.len()).then_some(known.name)
    }

    /// Who is named where the clause begins that a pronoun at `before` stands in.
    fn clause_subject(&self, at: usize, before: usize) -> Option<Span> {
        let view = &self.views[at];
        let starts =
            view.words.iter().take(before).enumerate().rev().filter(|(_, word)| word.is(",")).map(|(at, _)| at + 1);
        let subject =
            starts.chain([0]).find_map(|start| phrase::after(view, start).filter(|range| range.start == start))?;
        let named = view.words.get(subject.clone())?.iter().any(Word::is_capital);
        named.then(|| view.bytes(subject.start, subject.end)).flatten()
    }

    /// Whether somebody else was named between the last speaker and the pronoun.
    fn is_ambiguous(&self, at: usize, pronoun: usize) -> bool {
        let Some(person) = &self.person else { return true };
        let is_other = |words: &[Word]| {
            full_name(words).is_some_and(|name| !name.iter().any(|word| person.words.contains(&word.folded)))
        };
        let between = (person.sentence + 1..at).any(|at| is_other(subject(&self.views[at])));
        between || (at > person.sentence && is_other(self.views[at].words.get(..pronoun).unwrap_or_default()))
    }

    fn remember(&mut self, at: usize, range: &Range<usize>, speaker: Span, name: Option<Span>) {
        let view = &self.views[at];
        let first_is_pronoun = view.words.get(range.start).is_some_and(|word| is_pronoun(&word.folded));
        if first_is_pronoun {
            return;
        }
        let named = name.unwrap_or(speaker);
        let words = content(named.cut(self.body));
        let phrase = view.words.get(range.clone()).unwrap_or_default();
        let is_person = is_person(view, range, phrase) || (name.is_some() && self.is_known_person(named));
        let of = |word: &&str| !["of", "for", "from", "in", "at", "with"].contains(word);
        let head: String = named.cut(self.body).split(' ').take_while(of).collect::<Vec<_>>().join(" ");
        let head = content(&head);
        if is_person {
            let known = self.person.take().filter(|known| known.words.iter().any(|word| words.last() == Some(word)));
            // "Curie" after "Marie Curie" goes on with the longer name.
            self.person = Some(match known {
                Some(known) if known.words.len() >= words.len() => Person { sentence: at, ..known },
                Some(known) => Person { name: named, words: words.clone(), sentence: at, ..known },
                None => Person { name: named, words: words.clone(), sentence: at, pronoun: None },
            });
        }
        self.speakers.push(Speaker { name: named, words, head, sentence: at, is_person });
        if self.speakers.len() > SPEAKERS {
            self.speakers.remove(0);
        }
    }

    fn is_known_person(&self, name: Span) -> bool {
        self.person.as_ref().is_some_and(|person| person.name == name)
            || full_name(&Quoting::default().read(self.body, name, true).words).is_some()
    }
}

/// Whether a phrase names a person, as far as its form tells: no country, no newspaper, no acronym, no group.
fn is_person(view: &Sentence, range: &Range<usize>, phrase: &[Word]) -> bool {
    const GROUPS: &[&str] = &[
        "ministry",
        "government",
        "council",
        "university",
        "committee",
        "department",
        "office",
        "police",
        "army",
        "military",
        "party",
        "court",
        "union",
        "company",
        "institute",
        "association",
        "delegation",
        "administration",
        "commission",
        "service",
        "services",
        "relations",
        "group",
        "team",
        "report",
        "club",
        "church",
        "bank",
        "board",
        "organization",
        "organisation",
        "emirate",
        "republic",
        "states",
        "nations",
        "officials",
        "sources",
        "authorities",
        "forces",
    ];
    let group = |word: &Word| {
        GROUPS.contains(&word.folded.as_str()) || (word.is_capital() && is_media_word(&word.folded)) || word.is("and")
    };
    let Some(last) = phrase.iter().rev().find(|word| word.is_capital()) else { return false };
    if phrase.last().is_some_and(|head| !head.is_capital() && head.folded.ends_with('s')) {
        return false;
    }
    is_named(view, range)
        && !phrase.iter().any(group)
        && country_named(&last.folded).is_none()
        && (last.shape == crate::text::Shape::Capitalised)
}

/// The words of the first name of two or more parts, without those that name a country.
fn full_name(words: &[Word]) -> Option<Vec<&Word>> {
    let mut run: Vec<&Word> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let part = word.is_capital()
            && !crate::text::is_function_word(&word.folded)
            && country_named(&word.folded).is_none()
            && !crate::text::is_demonym(&word.folded)
            && !crate::text::is_month(&word.folded)
            && !word.quoted
            && at < 40;
        if part {
            run.push(word);
        } else if run.len() >= 2 {
            break;
        } else {
            run.clear();
        }
    }
    (run.len() >= 2).then_some(run)
}

/// The words up to a sentence's first that is neither a name nor small: where its subject stands.
fn subject(view: &Sentence) -> &[Word] {
    let to = view
        .words
        .iter()
        .position(|word| word.is_word() && !word.is_capital() && !crate::text::is_function_word(&word.folded));
    view.words.get(..to.unwrap_or(view.words.len())).unwrap_or_default()
}

/// Gives sentences that only quote their speaker: the one whose quotation goes on, or who has just spoken.
fn continue_quotations(views: &[Sentence], found: &[Vec<Cue>], given: &mut [Vec<Attribution>]) {
    // Where the quotation that runs out of a sentence ends.
    let mut ends: Vec<usize> = (0..views.len()).collect();
    for at in (0..views.len().saturating_sub(1)).rev() {
        if views[at].runs_out && views[at + 1].runs_in {
            ends[at] = ends[at + 1];
        }
    }
    for at in 0..views.len() {
        if !given[at].iter().all(|given| given.is_nested) || !views[at].is_quotation() {
            continue;
        }
        let last = ends[at];
        // "… One. Two,” she said." – the words that attribute stand behind.
        let behind = (last > at)
            .then(|| given[last].iter().zip(&found[last]).find(|(given, cue)| !given.is_nested && cue.said.start == 0))
            .flatten()
            .map(|(given, _)| *given);
        let before = at.checked_sub(1).and_then(|before| {
            let goes_on = views[before].has_quotation() || leads_in(&views[before]);
            given[before].iter().rev().find(|given| !given.is_nested).filter(|_| goes_on).copied()
        });
        let goes_on = views[at].runs_in.then_some(before).flatten();
        if let Some(by) = goes_on.or(behind).or(before) {
            // What it quotes of others it has from whoever is quoted.
            for nested in &mut given[at] {
                nested.via = nested.via.or(Some(by.named()));
            }
            given[at].insert(0, Attribution { said: views[at].span, is_nested: false, ..by });
        }
    }
}

/// "She said:"
fn leads_in(view: &Sentence) -> bool {
    view.words.last().is_some_and(|word| word.is(":"))
}
