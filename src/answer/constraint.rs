//! What a question insists on, and whether evidence meets it.
//!
//! A sentence may look like an answer and still speak of somebody else, another day, other things: "how many
//! Danish sailors drowned" is not answered by a count of Swedish ones. Here every part of a question that
//! evidence must hold is checked against the words around an answer. What is checked is general: names and
//! numbers, whose something is, what is counted or chosen, and that an answer says more than the question did.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::contest::is_known;
use super::cue::speaks_of_figure_before;
use crate::corpus::{Corpus, DocId, Document, PassageId, Word};
use crate::question::{AnswerType, Intent, Question, QuestionTerm, is_general_word};
use crate::read::{EvidenceSpan, Match, Matcher, raise};
use crate::text::{Span, country_meant, fold, is_date_alone, is_demonym, is_month, tokenize};

/// A name counts as held where something stands that is worth this much of it: a capital city stands for its country's
/// government, and is worth 0.4.
const NAME_WORTH: f32 = 0.39;
/// What is counted or chosen counts as held where something stands that is worth this much of it.
const NOUN_WORTH: f32 = 0.3;
/// The network is sure of words that it thinks so much more likely than no answer, in log-odds.
const SURE: f32 = 7.0;
/// So many words before a noun its owner may stand: "Norway’s newly elected government".
const OWNER_DISTANCE: usize = 3;
/// An answer only repeats a question if each of its words is worth this much of a word of the question.
const REPEATED_WORTH: f32 = 0.9;
/// Nouns that anything countable is one of, or that stand for the count itself.
const ANY_COUNTED: &str = "people person persons individuals humans men women folks casualties victims dead deaths fatalities \
    losses toll number total times things items points percent percentage years days hours population count rate score \
    injuries amount majority proportion share ratio average temperature rank size casualty level age";
/// Nouns after which the thing itself is named: "what kind of". Nothing is one of these by a word beside it.
const ANY_KIND: &str = "kind kinds type types sort sorts form forms subtype figure thing things item items term terms word words \
    name names part parts way ways aspect aspects example examples other else";

/// "How far", "how tall": a length, an area or a weight.
const MEASURED: &str = "far tall high deep wide big large heavy";

/// What stands before the name of whoever made a picture.
static CREDIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:image|images|photo|photos|photograph|picture|credit|file|illustration)s?: ").ok()
});

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Constraint {
    /// This name or number must stand near.
    Named,
    /// What belongs to somebody must not belong to another: whose it is, and what.
    Owned,
    /// This is what must be counted.
    Counted,
    /// This is what the answer must be one of.
    Chosen,
    /// The answer must be a name.
    NameWanted,
    /// The answer must say more than the question.
    NotRepeated,
    /// A length, an area or a weight must not be a time.
    Measured,
    /// The answer must be said: neither the date over an article nor the credit of a picture says anything.
    Said,
}

impl Constraint {
    /// Whether it is about what the question speaks of; else about what the answer can be at all.
    #[must_use]
    pub fn is_of_content(self) -> bool {
        matches!(self, Self::Named | Self::Owned | Self::Counted | Self::Chosen)
    }
}

/// A part of a question that some evidence does not meet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unmet {
    /// What was checked.
    pub constraint: Constraint,
    /// The places in [`Question::terms`] of the part, in order.
    pub terms: Vec<usize>,
}

impl Unmet {
    fn new(constraint: Constraint, terms: Vec<usize>) -> Self {
        Self { constraint, terms }
    }
}

/// A sentence, the words in it that may answer, and what it holds of the question.
struct View<'a> {
    document: &'a Document,
    sentence: Span,
    answer: Span,
    words: Vec<Word>,
    matches: Vec<Option<Match>>,
    held: Vec<f32>,
}

/// For every term the worth of its best match around a passage, and in a whole article: many spans share both.
#[derive(Default)]
struct Around {
    passages: HashMap<PassageId, Vec<f32>>,
    documents: HashMap<DocId, Vec<f32>>,
}

/// What one question insists on.
#[derive(Debug)]
pub struct Constraints<'a> {
    question: &'a Question,
    corpus: &'a Corpus,
    matcher: Matcher,
    /// Whether each term is a name or a number that evidence must hold.
    named: Vec<bool>,
    /// Whose what: the places of both.
    owned: Vec<(usize, usize)>,
}

impl<'a> Constraints<'a> {
    /// The constraints of a question over a corpus.
    #[must_use]
    pub fn of(question: &'a Question, corpus: &'a Corpus) -> Self {
        let lexicon = corpus.lexicon();
        let terms = &question.terms;
        // "October 12 or the weekend": the month is offered with its day.
        let is_offered = |place: usize| {
            question.alternatives.contains(&place)
                || (is_month(&terms[place].word) && question.alternatives.contains(&(place + 1)))
        };
        let is_named = |(place, term): (usize, &QuestionTerm)| {
            // People type names in lower case, and articles write some ordinary words with a capital.
            let typed = term.span.cut(&question.text);
            let ordinary = !typed.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
            let is_name = country_meant(&term.word).is_some()
                || ((term.name || lexicon.is_name(&term.word)) && !(ordinary && is_general_word(&term.word)));
            let is_small = term.word.len() < 3 && term.word.bytes().all(|b| b.is_ascii_digit());
            let is_day = is_small
                && (place.checked_sub(1).is_some_and(|at| is_month(&terms[at].word))
                    || terms.get(place + 1).is_some_and(|next| is_month(&next.word)));
            is_name
                && (!is_small || is_day)
                && !is_ordinal(&term.word)
                && question.focus != Some(place)
                && !is_offered(place)
        };
        let named: Vec<bool> = terms.iter().enumerate().map(is_named).collect();
        let owned = (1..terms.len())
            .map(|noun| (noun - 1, noun))
            .filter(|(owner, noun)| {
                let between = Span::new(terms[*owner].span.end, terms[*noun].span.start).cut(&question.text);
                let possessive = matches!(between.trim(), "'s" | "’s" | "'" | "’" | "s");
                let adjective = is_demonym(&terms[*owner].word) && between.trim().is_empty();
                country_meant(&terms[*owner].word).is_some() && !named[*noun] && (possessive || adjective)
            })
            .collect();
        Self { question, corpus, matcher: Matcher::new(question, lexicon), named, owned }
    }

    /// What this evidence does not meet; empty if it meets all. Where the network is sure, a single name may be missing:
    /// it stands there in another spelling, or in other words.
    fn unmet(&self, span: &EvidenceSpan, around: &mut Around) -> Vec<Unmet> {
        let unmet = self.unmet_at(span.passage, span.sentence, span.answer, around);
        let is_forgiven = matches!(unmet.as_slice(), [only] if only.constraint == Constraint::Named)
            && span.neural_margin.is_some_and(|margin| margin >= SURE);
        if is_forgiven { Vec::new() } else { unmet }
    }

    /// What each of these does not meet. What is no question insists on nothing.
    pub(super) fn unmet_by(&self, spans: &[EvidenceSpan]) -> Vec<Vec<Unmet>> {
        match self.question.intent {
            Intent::Question => {
                let mut around = Around::default();
                spans.iter().map(|span| self.unmet(span, &mut around)).collect()
            }
            _ => vec![Vec::new(); spans.len()],
        }
    }

    /// The same of any words of a sentence of a passage.
    fn unmet_at(&self, passage: PassageId, sentence: Span, answer: Span, around: &mut Around) -> Vec<Unmet> {
        let document = self.corpus.document(self.corpus.passage(passage).doc);
        let words = self.corpus.lexicon().words(document, sentence);
        let matches = self.matcher.matches(&words);
        let held = self.matcher.best(&matches);
        let view = View { document, sentence, answer, words, matches, held };
        let mut unmet = self.names(&view, passage, around);
        unmet.extend(self.focus(&view));
        unmet.extend(self.form(&view));
        unmet
    }

    /// Names that do not stand near, and what is another's.
    fn names(&self, view: &View<'_>, passage: PassageId, around: &mut Around) -> Vec<Unmet> {
        let near = self.near(passage, view, around);
        let is_missing = |place: &usize| {
            self.named[*place]
                && near[*place].max(view.held[*place]) < NAME_WORTH
                && !self.is_said_in_part(*place, &near, view.document, around)
        };
        let is_owned_elsewhere = |(owner, noun): &&(usize, usize)| {
            let is_absent = view.held[*owner] < NAME_WORTH && view.held[*noun] < NOUN_WORTH;
            is_absent || self.belongs_elsewhere(*owner, *noun, view)
        };
        let missing = (0..self.named.len()).filter(is_missing).map(|place| Unmet::new(Constraint::Named, vec![place]));
        let owned = self.owned.iter().filter(is_owned_elsewhere);
        missing.chain(owned.map(|(owner, noun)| Unmet::new(Constraint::Owned, vec![*owner, *noun]))).collect()
    }

    /// What is to be counted, chosen from or named, where the sentence has nothing of it.
    fn focus(&self, view: &View<'_>) -> Option<Unmet> {
        let focus = self.question.focus?;
        let word = self.question.terms[focus].word.as_str();
        let is_any = |list: &str| list.split_whitespace().any(|any| any == word);
        let phrase = self.noun_phrase(focus);
        let is_known = |place: &usize| is_known(&self.question.terms[*place], NOUN_WORTH, self.corpus.lexicon());
        let is_absent = |place: &usize| view.held[*place] < NOUN_WORTH;
        let counts = || speaks_of_figure_before(view.sentence.cut(view.document.body()));
        match self.question.answer_type {
            AnswerType::Number if !is_any(ANY_COUNTED) && phrase.iter().all(is_absent) && !counts() => {
                Some(Unmet::new(Constraint::Counted, phrase))
            }
            AnswerType::Thing if !is_any(ANY_KIND) && !phrase.iter().any(is_known) => {
                Some(Unmet::new(Constraint::Chosen, phrase))
            }
            AnswerType::Agent if word == "name" && !holds_name(view.answer, view.document) => {
                Some(Unmet::new(Constraint::NameWanted, Vec::new()))
            }
            _ => None,
        }
    }

    /// What the answer cannot be, whatever the question speaks of.
    fn form(&self, view: &View<'_>) -> Vec<Unmet> {
        let body = view.document.body();
        let asked = self.question.text.to_lowercase();
        let measures = self.question.answer_type == AnswerType::Quantity
            && MEASURED.split(' ').any(|word| asked.contains(&format!("how {word}")));
        let before = Span::new(view.sentence.start, view.answer.start.max(view.sentence.start)).cut(body);
        let is_credit = CREDIT.as_ref().is_some_and(|credit| credit.is_match(before));
        let found = [
            (Constraint::Measured, measures && tells_time(view.answer.cut(body))),
            (Constraint::Said, is_credit || is_date_alone(view.sentence.cut(body))),
            (Constraint::Chosen, self.misses_offer(view)),
            (Constraint::NotRepeated, self.repeats(view)),
        ];
        found.into_iter().filter(|(_, is_unmet)| *is_unmet).map(|(kind, _)| Unmet::new(kind, Vec::new())).collect()
    }

    /// The parts of the question that are not met, in its own words, each once.
    #[must_use]
    pub fn parts(&self, unmet: &[Unmet]) -> Vec<String> {
        let mut parts: Vec<String> = Vec::new();
        let mut spans: Vec<Span> = unmet.iter().filter_map(|unmet| self.part(unmet)).collect();
        spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        let mut done = 0;
        for span in spans.into_iter().filter(|span| !span.is_empty()) {
            if span.start >= done {
                parts.push(span.cut(&self.question.text).to_owned());
                done = span.end;
            }
        }
        parts
    }

    fn part(&self, unmet: &Unmet) -> Option<Span> {
        let terms = unmet.terms.iter().filter_map(|place| self.question.terms.get(*place));
        terms.map(|term| term.span).reduce(Span::join)
    }

    /// For every term the worth of its best match in some words.
    fn best(&self, words: &[Word]) -> Vec<f32> {
        self.matcher.best(&self.matcher.matches(words))
    }

    /// For every term the worth of its best match around a passage and in the name of whoever says the answer.
    fn near(&self, passage: PassageId, view: &View<'_>, around: &mut Around) -> Vec<f32> {
        let mut best = around.passages.entry(passage).or_insert_with(|| self.around(passage, view.document)).clone();
        if let Some(by) = view.document.attribution(view.answer) {
            raise(&mut best, &self.best(&self.corpus.lexicon().words(view.document, by.named())));
        }
        best
    }

    /// The same in a passage, the one before it, and its article's title, dateline and date.
    fn around(&self, passage: PassageId, document: &Document) -> Vec<f32> {
        let lexicon = self.corpus.lexicon();
        let own = self.corpus.passage(passage);
        let mut best = self.best(&lexicon.words(document, own.span));
        if own.ordinal > 0 {
            let before = self.corpus.passage(PassageId::at(passage.index() - 1));
            raise(&mut best, &self.best(&lexicon.words(document, before.span)));
        }
        let metadata = &document.metadata;
        for text in [&metadata.title, &metadata.publisher, &metadata.dateline, &metadata.date].into_iter().flatten() {
            raise(&mut best, &self.best(&lexicon.words_of(text)));
        }
        best
    }

    /// Whether a name's other part stands near: of "Donald Trump" a sentence may only have "Trump", if the article has both.
    fn is_said_in_part(&self, place: usize, near: &[f32], document: &Document, around: &mut Around) -> bool {
        let is_part = |other: usize| {
            let (first, second) = (place.min(other), place.max(other));
            let between = Span::new(self.question.terms[first].span.end, self.question.terms[second].span.start);
            let alone = |place: usize| country_meant(&self.question.terms[place].word).is_some();
            self.named[other]
                && near[other] >= NAME_WORTH
                && between.cut(&self.question.text).trim().is_empty()
                && !alone(place)
                && !alone(other)
                && !is_month(&self.question.terms[place].word)
                && !is_month(&self.question.terms[other].word)
        };
        let beside = [place.checked_sub(1), Some(place + 1).filter(|next| *next < self.named.len())];
        if !beside.into_iter().flatten().any(is_part) {
            return false;
        }
        let body = Span::new(0, document.body().len());
        let whole = || self.best(&self.corpus.lexicon().words(document, body));
        around.documents.entry(document.id).or_insert_with(whole)[place] >= NAME_WORTH
    }

    /// Whether the noun stands in the sentence as another country's, and nowhere as its own.
    fn belongs_elsewhere(&self, owner: usize, noun: usize, view: &View<'_>) -> bool {
        let own = country_meant(&self.question.terms[owner].word);
        let nouns = view.matches.iter().enumerate().filter(|(_, found)| found.is_some_and(|found| found.term == noun));
        let mut elsewhere = false;
        for (at, _) in nouns {
            let before = view.words[..at].iter().rev().filter(|word| word.token.is_word()).take(OWNER_DISTANCE);
            let owners = before.map(|word| country_meant(&fold(word.token.span.cut(view.document.body()))));
            match owners.flatten().next() {
                Some(country) if Some(country) == own => return false,
                Some(_) => elsewhere = true,
                None => {}
            }
        }
        elsewhere
    }

    /// The places of the terms that stand side by side from the focus on: "Danish sailors".
    fn noun_phrase(&self, focus: usize) -> Vec<usize> {
        let terms = &self.question.terms;
        let joined = |place: &usize| {
            Span::new(terms[place - 1].span.end, terms[*place].span.start).cut(&self.question.text).trim().is_empty()
        };
        std::iter::once(focus).chain((focus + 1..terms.len()).take_while(joined)).collect()
    }

    /// Whether the question offers something to choose from, and the answer's words are none of it.
    fn misses_offer(&self, view: &View<'_>) -> bool {
        let offered = &self.question.alternatives;
        let is_phrase = !self.question.answer_type.is_sentence() && !self.question.answer_type.is_clause();
        let names_one = |(word, found): (&Word, &Option<Match>)| {
            view.answer.contains(word.token.span) && found.is_some_and(|found| offered.contains(&found.term))
        };
        is_phrase && !offered.is_empty() && !view.words.iter().zip(&view.matches).any(names_one)
    }

    /// Whether the answer's words are all words of the question.
    fn repeats(&self, view: &View<'_>) -> bool {
        let wanted = self.question.answer_type;
        let named =
            matches!(wanted, AnswerType::Agent | AnswerType::Organisation | AnswerType::Country | AnswerType::Place);
        let asks_name = self.question.focus.is_some_and(|focus| self.question.terms[focus].word.starts_with("name"));
        if !named || asks_name || !self.question.alternatives.is_empty() {
            return false;
        }
        let mut inside = view
            .words
            .iter()
            .zip(&view.matches)
            .filter(|(word, _)| word.is_content() && view.answer.contains(word.token.span))
            .peekable();
        inside.peek().is_some() && inside.all(|(_, found)| found.is_some_and(|found| found.worth >= REPEATED_WORTH))
    }
}

/// Whether a folded word is a place in an order: "20th". What is first or last is told in too many ways to be held to a word.
fn is_ordinal(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end))
}

/// Whether a stretch names a unit of time.
fn tells_time(words: &str) -> bool {
    const UNITS: &str = "second minute hour day week month year decade century";
    let is_unit = |word: &str| UNITS.split(' ').any(|unit| word.trim_end_matches('s') == unit);
    tokenize(words).iter().any(|token| is_unit(&fold(token.span.cut(words))))
}

/// Whether a word of the answer is written as a name and is more than a country or its people.
fn holds_name(answer: Span, document: &Document) -> bool {
    let words = answer.cut(document.body());
    tokenize(words).iter().any(|token| token.is_capital() && country_meant(&fold(token.span.cut(words))).is_none())
}
