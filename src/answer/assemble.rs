//! From scored spans to distinct values: merging, rivals, and what is shown.

use std::collections::BTreeSet;

use super::Unmet;
use super::calendar::Date;
use super::cue::speaks_of_figure_before;
use super::event::date_of;
use super::value::{Value, stance};
use crate::corpus::{Corpus, Word};
use crate::question::{AnswerType, Question};
use crate::read::EvidenceSpan;
use crate::text::{Term, fold};

/// A further value is shown if its best span is at most so much log-odds behind the first, …
const SHOWN_MARGIN: f32 = 1.2;
/// … or so much where a list is wanted, …
const LIST_MARGIN: f32 = 3.0;
/// … or so much where the two cannot both be true, …
const RIVAL_MARGIN: f32 = 7.0;
/// … and stand so few words from the question's key term, …
const RIVAL_DISTANCE: usize = 8;
/// … or for a count so few words from what is counted, …
const COUNTED_DISTANCE: usize = 2;
/// … or so much where two sentences say yes and no.
const STANCE_MARGIN: f32 = 4.5;
/// The network must not think a rival so much less likely than the first value, in log-odds.
const RIVAL_NEURAL_MARGIN: f32 = 8.0;
/// A value that is no rival must stand in a sentence that holds this share of what the first one's holds.
const SHOWN_COVERAGE: f32 = 0.8;
/// … or this share where a list is wanted: its items stand in sentences of their own.
const LISTED_COVERAGE: f32 = 0.5;
/// So many values are shown at most, and so many of a list.
const MOST_VALUES: usize = 4;
const MOST_ITEMS: usize = 8;
/// So many clauses are shown at most: each is a sentence to read.
const MOST_CLAUSES: usize = 2;
/// A sentence that says no takes up another that says yes if they share so many words that are no names.
const SHARED_WORDS: usize = 3;
/// "That number" is the one that stands at most so many bytes before.
const POINTED_BACK: usize = 300;

/// Spans that give one value.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) value: Value,
    /// Places of its spans, best first.
    pub(super) spans: Vec<usize>,
    /// Its share of the probability of all spans, 0 to 1.
    pub(super) share: f32,
    /// The share that its confidence rests on: of its best span alone where whole sentences are compared by
    /// their stance only, and so agree easily.
    pub(super) confidence_share: f32,
}

/// The distinct values of `spans` (best first), best first: by share, or by the best span where stances
/// are compared; ties by the first span. Spans that leave something of the question unmet give no value, but keep
/// their share: where they are the likelier ones, what is left is unlikely. Those that cannot be an answer at all keep none.
pub(super) fn group(spans: &[EvidenceSpan], unmet: &[Vec<Unmet>], question: &Question, corpus: &Corpus) -> Vec<Group> {
    let Some(best) = spans.first().map(|span| span.span_score) else { return Vec::new() };
    let by_stance = question.answer_type.is_sentence();
    let possible =
        spans.iter().zip(unmet).filter(|(_, unmet)| unmet.iter().all(|unmet| unmet.constraint.is_of_content()));
    let total: f32 = possible.map(|(span, _)| (span.span_score - best).exp()).sum::<f32>().max(f32::MIN_POSITIVE);
    let mut groups: Vec<Group> = Vec::new();
    for (place, span) in spans.iter().enumerate().filter(|(place, _)| unmet[*place].is_empty()) {
        let words = span.answer.cut(corpus.document(span.doc).body());
        let value = if by_stance {
            stance(words, span, question)
        } else {
            Value::of(words, question.answer_type, corpus.lexicon())
        };
        let share = (span.span_score - best).exp() / total;
        match groups.iter_mut().find(|group| group.value.agrees(&value)) {
            Some(group) => {
                group.spans.push(place);
                group.share += share;
                if !by_stance {
                    group.confidence_share += share;
                }
            }
            None => groups.push(Group { value, spans: vec![place], share, confidence_share: share }),
        }
    }
    if !by_stance {
        groups.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.spans.cmp(&b.spans)));
    }
    groups
}

/// How a further value stands to the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// It says otherwise of the same thing.
    Rival,
    /// It is the same kind of fact about another event.
    OtherEvent,
    /// It may answer as well.
    Alike,
    /// It is no answer to show.
    Unlike,
}

/// The groups to show, best first, and whether they conflict. In a conflict only the first value and its
/// rivals are shown: what merely scores well would pass for a voice in it. `spread` is that of the reader's scores.
pub(super) fn choose(
    groups: &[Group],
    spans: &[EvidenceSpan],
    question: &Question,
    corpus: &Corpus,
    spread: f32,
) -> (Vec<usize>, bool) {
    let Some(first) = groups.first() else { return (Vec::new(), false) };
    // A weekday contradicts no date: others contradict the date that it may well be.
    let others = &groups[1..];
    let dated = others.iter().position(|group| first.value.is_weekday() && group.value.is_day());
    let relate = |of: &Group, other: &Group| relation(of, other, spans, question, corpus, spread);
    let is_rival_of_date = |other: &Group| dated.is_some_and(|dated| relate(&others[dated], other) == Relation::Rival);
    let relate_any = |other| if is_rival_of_date(other) { Relation::Rival } else { relate(first, other) };
    let mut related: Vec<Relation> = others.iter().map(relate_any).collect();
    if let Some(dated) = dated {
        related[dated] = Relation::Alike;
        if related.contains(&Relation::Rival) {
            related[dated] = Relation::Rival;
        }
    }
    let conflict = related.contains(&Relation::Rival);
    let most = match question.answer_type {
        _ if question.wants_all => MOST_ITEMS,
        wanted if wanted.is_clause() => MOST_CLAUSES,
        _ => MOST_VALUES,
    };
    let is_shown = |relation: Relation| match relation {
        Relation::Rival => true,
        Relation::OtherEvent | Relation::Alike => !conflict,
        Relation::Unlike => false,
    };
    let others = (1..).zip(related).filter(|(_, relation)| is_shown(*relation)).map(|(place, _)| place);
    (std::iter::once(0).chain(others).take(most).collect(), conflict)
}

fn relation(
    first: &Group,
    other: &Group,
    spans: &[EvidenceSpan],
    question: &Question,
    corpus: &Corpus,
    spread: f32,
) -> Relation {
    let (leader, span) = (&spans[first.spans[0]], &spans[other.spans[0]]);
    if let Some(rival) = contrary(first, other, spans, question, corpus, spread) {
        return if same_event(&first.value, leader, rival, corpus) { Relation::Rival } else { Relation::OtherEvent };
    }
    let coverage = if question.wants_all { LISTED_COVERAGE } else { SHOWN_COVERAGE };
    let alike = span.coverage >= leader.coverage * coverage && span.kind.is_name() == leader.kind.is_name();
    let elsewhere = !question.answer_type.is_sentence() && span.sentence != leader.sentence;
    let margin = if question.wants_all { LIST_MARGIN } else { SHOWN_MARGIN };
    let close = leader.span_score - span.span_score <= margin;
    if alike && close && (elsewhere || question.wants_all) { Relation::Alike } else { Relation::Unlike }
}

/// The span by which one group says what cannot be true together with the first group's value.
///
/// Both stand near the question's key term, in sentences of their own: a sentence that gives both values
/// contradicts nothing.
fn contrary<'a>(
    first: &Group,
    other: &Group,
    spans: &'a [EvidenceSpan],
    question: &Question,
    corpus: &Corpus,
    spread: f32,
) -> Option<&'a EvidenceSpan> {
    let wanted = question.answer_type;
    let single = wanted.is_single_valued() || wanted.is_sentence();
    if !single || question.wants_all || !other.value.contradicts(&first.value) {
        return None;
    }
    let (margin, distance) = match wanted {
        _ if wanted.is_sentence() => (STANCE_MARGIN, 0),
        // A number belongs to what is counted: "23 soldiers and over 200 others" counts no 200 soldiers.
        AnswerType::Number => (RIVAL_MARGIN, COUNTED_DISTANCE),
        _ => (RIVAL_MARGIN, RIVAL_DISTANCE),
    };
    let leader = &spans[first.spans[0]];
    let is_place = |span: &EvidenceSpan, value: &Value| span.kind.is_name() && value.is_one_name();
    let speaks = |span: &EvidenceSpan, value: &Value| {
        span.key_distance.is_some_and(|words| words <= distance)
            && (wanted != AnswerType::Place || is_place(span, value))
    };
    // "She was never forced to work there" need not name what it speaks of if it takes up the words of the first.
    let takes_up = |rival: &EvidenceSpan| wanted == AnswerType::YesNo && shares_words(leader, rival, corpus);
    let is_near = |rival: &EvidenceSpan| {
        let unlike = leader.neural_margin.zip(rival.neural_margin).map_or(0.0, |(leader, rival)| leader - rival);
        leader.span_score - rival.span_score <= margin * spread && unlike <= RIVAL_NEURAL_MARGIN
    };
    let is_rival = |rival: &EvidenceSpan| {
        let both_speak = speaks(leader, &first.value) && speaks(rival, &other.value);
        is_near(rival) && (both_speak || takes_up(rival))
    };
    // "The union puts that number at 40" has no word of the question, and readers think little of it.
    let corrects = |rival: &EvidenceSpan| {
        wanted == AnswerType::Number && speaks(leader, &first.value) && points_back(leader, rival, corpus)
    };
    let gives_first = |span: &EvidenceSpan| first.spans.iter().any(|place| spans[*place].sentence == span.sentence);
    let mut rivals = other.spans.iter().map(|place| &spans[*place]);
    rivals.find(|rival| (is_rival(rival) || corrects(rival)) && !gives_first(rival))
}

/// Whether two sentences have so many words in common, names aside, that one takes up what the other says.
fn shares_words(a: &EvidenceSpan, b: &EvidenceSpan, corpus: &Corpus) -> bool {
    let lexicon = corpus.lexicon();
    let terms = |span: &EvidenceSpan| -> BTreeSet<Term> {
        let body = corpus.document(span.doc).body();
        let words = lexicon.words(corpus.document(span.doc), span.sentence).into_iter().filter(Word::is_content);
        words.filter(|word| !lexicon.is_name(&fold(word.token.span.cut(body)))).map(|word| word.term).collect()
    };
    terms(a).intersection(&terms(b)).count() >= SHARED_WORDS
}

/// Whether a sentence soon after the other gives another figure for what that one counts: "that number is closer to …".
fn points_back(to: &EvidenceSpan, from: &EvidenceSpan, corpus: &Corpus) -> bool {
    let body = corpus.document(from.doc).body();
    let is_near = to.doc == from.doc
        && to.sentence.end <= from.sentence.start
        && from.sentence.start - to.sentence.end < POINTED_BACK;
    is_near && speaks_of_figure_before(from.sentence.cut(body))
}

/// Whether two numbers may speak of one event: their surroundings name no two different times.
fn same_event(value: &Value, a: &EvidenceSpan, b: &EvidenceSpan, corpus: &Corpus) -> bool {
    if !value.is_number() {
        return true;
    }
    match (time_of(a, corpus), time_of(b, corpus)) {
        (Some(a), Some(b)) => a.agrees(b),
        _ => true,
    }
}

/// The time that a span's sentence names, or else its passage.
fn time_of(span: &EvidenceSpan, corpus: &Corpus) -> Option<Date> {
    let of = |stretch| date_of(span.doc, stretch, span.answer, corpus).map(|(_, date)| date);
    of(span.sentence).or_else(|| of(corpus.passage(span.passage).span))
}
