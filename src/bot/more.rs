//! What stands under a reply: the buttons, and what comes of pressing them.

use super::button::{Asked, NOTE_FIELD, Press, Tag, Verb, note_id};
use super::turn::Turn;
use super::vote::voted_quotes;
use super::{Note, Noted, Origin, Vote, unsearched};
use crate::answer::{Answer, Ask, Budget, Explained};
use crate::corpus::Part;
use crate::render::{self, Button, Field, Form, Language, Page, Phrase, Reply};

/// So many quotes that do not answer are shown below those that do.
const RELATED: usize = 5;

impl Turn {
    /// What can be done with an answer.
    pub(super) fn buttons(&self, explained: &Explained, asked: &Asked, language: Language) -> Vec<Button> {
        let (has_quotes, has_more, differs) = match &explained.answer {
            Answer::Quoted(quoted) => {
                let n_quotes: usize = quoted.values.iter().map(|value| value.evidence.len()).sum();
                (true, n_quotes > 1 || !self.engine.related(explained, 1).is_empty(), quoted.conflict)
            }
            Answer::Abstained(abstained) => (!abstained.nearest.is_empty(), false, false),
            Answer::NotAQuestion(..) => return Vec::new(),
        };
        let mut offered: Vec<(Verb, &str)> = Vec::new();
        if has_quotes {
            offered.push((Verb::Context, Phrase::ShowContext.text(language)));
        }
        if has_more {
            offered.push((Verb::More, Phrase::MoreQuotes.text(language)));
        }
        if differs {
            offered.push((Verb::Differ, Phrase::SourcesDiffer.text(language)));
        }
        // The question in the id is complete in itself: that it was completed is kept in the verb.
        let why = if explained.understood.is_completed { Verb::WhyThen } else { Verb::Why };
        offered.push((why, Phrase::Why.text(language)));
        if self.votes.is_some() {
            offered.extend([(Verb::Up, "👍"), (Verb::Down, "👎")]);
        }
        let verbs: Vec<(Verb, Option<usize>)> = offered.iter().map(|(verb, _)| (*verb, None)).collect();
        let ids = asked.ids(&verbs).unwrap_or_default();
        let button = |(id, (_, label)): (String, (Verb, &str))| Button { id, label: label.to_owned(), enabled: true };
        ids.into_iter().zip(offered).map(button).collect()
    }

    pub(super) fn press(&self, press: &Press, origin: &Origin, budget: &dyn Budget) -> Reply {
        let (corpus, language) = (self.engine.corpus(), origin.language);
        let Press { verb, turn, asked } = press;
        let page = turn.unwrap_or_default();
        if let Some(gone) = self.gone(language) {
            return gone;
        }
        let part = self.part().map(ToOwned::to_owned);
        let ask = Ask { question: asked.question.clone(), source: asked.source.clone(), after: None, part };
        let explained = match self.engine.explain(&ask, budget) {
            Ok(explained) => explained,
            Err(error) => return unsearched(&error, language),
        };
        let answer = &explained.answer;
        let tag = self.tag(answer);
        let changed = match (tag.corpus == asked.tag.corpus, tag.answer == asked.tag.answer) {
            (true, _) => None,
            (false, true) => Some(Phrase::ChangedSame),
            (false, false) => Some(Phrase::ChangedAnswer),
        };
        let page = match (verb, answer) {
            (Verb::Why | Verb::WhyThen, _) => {
                return render::reasoning(&explained, corpus, *verb == Verb::WhyThen, changed, language);
            }
            (Verb::Up | Verb::Down, _) => return self.vote(*verb == Verb::Up, asked, &explained, origin),
            (Verb::Differ, Answer::Quoted(quoted)) => render::differ(quoted, corpus, page, changed, language),
            (Verb::More, _) => {
                let related = self.engine.related(&explained, RELATED);
                render::quotes(answer, &related, corpus, page, changed, language)
            }
            (Verb::Context | Verb::Differ, _) => render::context(answer, corpus, page, changed, language),
        };
        let asked = Asked { tag, ..asked.clone() };
        let reply = turning(page, language, |to| asked.ids(&to.map(|to| (*verb, Some(to)))));
        Reply { replaces: turn.is_some(), ..reply }
    }

    /// What an answer was given from, here.
    pub(super) fn tag(&self, answer: &Answer) -> Tag {
        let corpus = self.engine.corpus();
        let part = self.part().and_then(|folder| corpus.part(folder));
        Tag::new(answer, corpus, part.map_or_else(|| corpus.hash(), Part::hash))
    }

    fn vote(&self, helped: bool, asked: &Asked, explained: &Explained, origin: &Origin) -> Reply {
        let language = origin.language;
        let Some(votes) = &self.votes else { return render::aside(Phrase::VoteOff, language) };
        let corpus = self.engine.corpus();
        // What is voted on is what was shown.
        let outdated = self.tag(&explained.answer).answer != asked.tag.answer;
        let quotes = if outdated { Vec::new() } else { voted_quotes(&explained.answer, corpus) };
        let vote = Vote {
            question: asked.question.clone(),
            source: asked.source.clone(),
            answers: quotes.iter().map(|quote| quote.text.clone()).collect(),
            quotes,
            conflict: !outdated && matches!(&explained.answer, Answer::Quoted(quoted) if quoted.conflict),
            outdated,
            corpus: corpus.hash().to_owned(),
            helped,
        };
        // Pressed again, it is the same vote.
        if self.memory.is_first_vote(origin.user, &vote) && !votes.keep(&vote) {
            self.memory.forget_vote(origin.user, &vote);
            return render::aside(Phrase::Failure, language);
        }
        if helped {
            return render::aside(Phrase::VoteUp, language);
        }
        // The vote is kept by now, whether a note follows or not.
        Reply { buttons: vec![note_button(&vote.case(), language)], ..render::aside(Phrase::VoteDown, language) }
    }

    /// The form for a note on a vote.
    pub(super) fn open_note(&self, case: &str, language: Language) -> Reply {
        if self.votes.is_none() {
            return render::aside(Phrase::VoteOff, language);
        }
        let ask = render::aside(Phrase::NoteAsk, language);
        let form = Form {
            id: note_id(case),
            title: Phrase::NoteAdd.text(language).to_owned(),
            field: Field {
                id: NOTE_FIELD.to_owned(),
                label: Phrase::NoteAsk.text(language).to_owned(),
                hint: Phrase::NoteHint.text(language).to_owned(),
                most: Note::LIMIT,
            },
        };
        Reply { form: Some(form), buttons: vec![note_button(case, language)], ..ask }
    }

    /// What comes of a note that was written.
    pub(super) fn keep_note(&self, case: &str, words: &str, language: Language) -> Reply {
        let Some(votes) = &self.votes else { return render::aside(Phrase::VoteOff, language) };
        let Some(note) = Note::new(case, words) else { return render::aside(Phrase::NoteEmpty, language) };
        let said = match votes.note(&note) {
            Noted::Kept => Phrase::NoteKept,
            Noted::NoCase => Phrase::NoteLate,
            Noted::Failed => Phrase::Failure,
        };
        render::aside(said, language)
    }
}

/// The button that opens the form for a note.
fn note_button(case: &str, language: Language) -> Button {
    Button { id: note_id(case), label: Phrase::NoteAdd.text(language).to_owned(), enabled: true }
}

/// The page's reply with buttons that lead to the page before and after it.
///
/// `ids` makes the ids of both together, so that what is long can be spread over them; `None` if it is too
/// long even so. A button that leads nowhere stands for its own page.
pub(super) fn turning(page: Page, language: Language, ids: impl Fn([usize; 2]) -> Option<Vec<String>>) -> Reply {
    let Page { mut reply, number, count } = page;
    if count < 2 {
        return reply;
    }
    let targets = [number.checked_sub(1), Some(number + 1).filter(|next| *next < count)];
    let labels = [Phrase::Previous, Phrase::Next];
    let ids = ids(targets.map(|to| to.unwrap_or(number))).unwrap_or_default();
    let button = |((id, label), to): ((String, Phrase), Option<usize>)| Button {
        id,
        label: label.text(language).to_owned(),
        enabled: to.is_some(),
    };
    reply.buttons = ids.into_iter().zip(labels).zip(targets).map(button).collect();
    reply
}
