//! What stands under a reply: the buttons, and what comes of pressing them.

use super::button::{Asked, Press, Tag, Verb};
use super::{Bot, Origin, Vote};
use crate::answer::{Answer, Ask, Budget, Evidence, Explained};
use crate::render::{self, Button, Language, Page, Phrase, Reply};

/// So many quotes that do not answer are shown below those that do.
const RELATED: usize = 5;

impl Bot {
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
        offered.extend([(why, Phrase::Why.text(language)), (Verb::Up, "👍"), (Verb::Down, "👎")]);
        let verbs: Vec<(Verb, Option<usize>)> = offered.iter().map(|(verb, _)| (*verb, None)).collect();
        let ids = asked.ids(&verbs).unwrap_or_default();
        let button = |(id, (_, label)): (String, (Verb, &str))| Button { id, label: label.to_owned(), enabled: true };
        ids.into_iter().zip(offered).map(button).collect()
    }

    pub(super) fn press(&self, press: &Press, origin: &Origin, budget: &dyn Budget) -> Reply {
        let (corpus, language) = (self.engine.corpus(), origin.language);
        let Press { verb, turn, asked } = press;
        let page = turn.unwrap_or_default();
        let ask = Ask { question: asked.question.clone(), source: asked.source.clone(), after: None };
        let Some(explained) = self.explain(&ask, budget) else { return render::aside(Phrase::Failure, language) };
        let answer = &explained.answer;
        let tag = Tag::new(answer, corpus);
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

    fn vote(&self, helped: bool, asked: &Asked, explained: &Explained, origin: &Origin) -> Reply {
        let language = origin.language;
        let Some(votes) = &self.votes else { return render::aside(Phrase::VoteOff, language) };
        let answers = match &explained.answer {
            Answer::Quoted(quoted) => {
                let words = |evidence: &Evidence| evidence.answer_words().to_owned();
                quoted.values.iter().filter_map(|value| value.evidence.first().map(words)).collect()
            }
            _ => Vec::new(),
        };
        // What is voted on is what was shown.
        let is_same = Tag::new(&explained.answer, self.engine.corpus()).answer == asked.tag.answer;
        let answers = if is_same { answers } else { Vec::new() };
        let vote = Vote {
            question: asked.question.clone(),
            source: asked.source.clone(),
            answers,
            corpus: self.engine.corpus().hash().to_owned(),
            helped,
        };
        // Pressed again, it is the same vote.
        if self.memory.is_first_vote(origin.user, &vote) && !votes.keep(&vote) {
            self.memory.forget_vote(origin.user, &vote);
            return render::aside(Phrase::Failure, language);
        }
        render::aside(if helped { Phrase::VoteUp } else { Phrase::VoteDown }, language)
    }
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
