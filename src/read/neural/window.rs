//! Windows: parts of a passage that the network can see at once.

use super::network::Logits;
use super::tokenizer::Piece;
use crate::text::Span;

/// So many tokens of a question are read.
const MOST_QUESTION: usize = 48;
/// So many tokens of what stands before every window of a passage are read.
const MOST_CONTEXT: usize = 32;
/// So many tokens stand in a window with the question. Passages hold some 120 words, so that few need a
/// second window; the network was trained on windows half as long and measured on windows of 384.
const WINDOW: usize = 320;
/// So many tokens two windows of a passage share.
const OVERLAP: usize = 96;
/// So many windows of a passage are read: beyond some 8,000 characters it is no text that people wrote.
const MOST_WINDOWS: usize = 8;
/// Words whose margin lies so far below the best ones' are not looked at: one in a million.
const HOPELESS: f32 = 14.0;
/// Scores are rounded to this part of one: processors add numbers up in different orders, which makes
/// differences of some millionths, and an answer must not hang on them.
const STEPS: f32 = 128.0;
/// So many tokens an answer has at most, as in training.
const MOST_ANSWER: usize = 30;

/// A window before it is scored.
#[derive(Clone, Debug)]
pub(super) struct Window {
    /// The network's input.
    pub(super) tokens: Vec<u32>,
    /// The place in it where what is read begins: the context and then the passage.
    pub(super) second: usize,
    /// The place of the passage's first token in it.
    passage: usize,
    /// The spans of the passage's tokens, in bytes of the body.
    spans: Vec<Span>,
}

/// A window's scores against "no answer here".
#[derive(Clone, Debug)]
pub(super) struct Scored {
    spans: Vec<Span>,
    starts: Vec<f32>,
    ends: Vec<f32>,
}

/// Words and how much more likely the network thinks them the answer than that the window has none: a log-odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::read) struct Found {
    pub(in crate::read) answer: Span,
    pub(in crate::read) margin: f32,
}

/// The best of what was found, best first, at most `n`, none overlapping another; ties in the order of the text.
pub(super) fn apart(mut all: Vec<Found>, n: usize) -> Vec<Found> {
    all.sort_by(|a, b| b.margin.total_cmp(&a.margin).then(a.answer.cmp(&b.answer)));
    let mut kept: Vec<Found> = Vec::new();
    for found in all {
        if kept.len() == n {
            break;
        }
        if kept.iter().all(|other| !other.answer.overlaps(found.answer)) {
            kept.push(found);
        }
    }
    kept
}

/// The windows of a passage's tokens, each with the tokens of `context` before them. No answer stands in the context.
pub(super) fn windows(
    question: &[Piece],
    context: &[Piece],
    passage: &[Piece],
    [begin, separator]: [u32; 2],
) -> Vec<Window> {
    let ids = |pieces: &[Piece], most: usize| -> Vec<u32> { pieces.iter().take(most).map(|piece| piece.id).collect() };
    let (question, context) = (ids(question, MOST_QUESTION), ids(context, MOST_CONTEXT));
    let room = WINDOW - question.len() - context.len() - 3;
    let mut made = Vec::new();
    let mut from = 0;
    while made.len() < MOST_WINDOWS && from < passage.len() {
        let part = &passage[from..(from + room).min(passage.len())];
        let mut tokens = vec![begin];
        tokens.extend(&question);
        tokens.push(separator);
        let second = tokens.len();
        tokens.extend(&context);
        let passage_start = tokens.len();
        tokens.extend(part.iter().map(|piece| piece.id));
        tokens.push(separator);
        made.push(Window {
            tokens,
            second,
            passage: passage_start,
            spans: part.iter().map(|piece| piece.span).collect(),
        });
        if from + room >= passage.len() {
            break;
        }
        from += room - OVERLAP;
    }
    made
}

impl Window {
    /// The window with the network's scores for its tokens.
    pub(super) fn scored(self, logits: &Logits) -> Scored {
        let part = |scores: &[f32]| -> Vec<f32> {
            let none = scores.first().copied().unwrap_or(0.0);
            let against_none = |score: &f32| ((score - none) * STEPS).round() / STEPS;
            scores.iter().skip(self.passage).take(self.spans.len()).map(against_none).collect()
        };
        Scored { starts: part(&logits.starts), ends: part(&logits.ends), spans: self.spans }
    }
}

impl Scored {
    /// The best words inside `bounds`, best first, at most `n`, none overlapping another; ties in the order
    /// of the text.
    pub(super) fn best(&self, bounds: Span, n: usize) -> Vec<Found> {
        let inside = |at: &usize| bounds.contains(self.spans[*at]);
        let places: Vec<usize> = (0..self.spans.len()).filter(inside).collect();
        let (Some(first), Some(last)) = (places.first().copied(), places.last().copied()) else { return Vec::new() };
        let pairs =
            || (first..=last).flat_map(|from| (from..=last.min(from + MOST_ANSWER - 1)).map(move |to| (from, to)));
        let margin = |(from, to): (usize, usize)| self.starts[from] + self.ends[to];
        let highest = pairs().map(margin).fold(f32::MIN, f32::max);
        let all: Vec<Found> = pairs()
            .filter(|pair| margin(*pair) >= highest - HOPELESS)
            .map(|(from, to)| Found { answer: self.spans[from].join(self.spans[to]), margin: margin((from, to)) })
            .collect();
        apart(all, n)
    }

    /// What these very words score; `None` if they do not begin and end with tokens of this window.
    pub(super) fn margin(&self, answer: Span) -> Option<f32> {
        let from = self.spans.iter().position(|span| span.end > answer.start)?;
        let to = self.spans.iter().rposition(|span| span.start < answer.end)?;
        let is_whole = from <= to && self.spans[from].start <= answer.start && answer.end <= self.spans[to].end;
        is_whole.then(|| self.starts[from] + self.ends[to])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(n: usize) -> Vec<Piece> {
        (0..n)
            .map(|at| Piece { id: u32::try_from(at).unwrap_or(0) + 1000, span: Span::new(at * 2, at * 2 + 1) })
            .collect()
    }

    #[test]
    fn windows_overlap_and_leave_nothing_out() {
        for (n_question, n_context) in [(0, 0), (10, 5), (500, 500)] {
            for n in [0, 1, 250, 320, 700] {
                let made = windows(&pieces(n_question), &pieces(n_context), &pieces(n), [1, 2]);
                assert!(made.iter().all(|window| window.tokens.len() <= WINDOW));
                let read = |at: &usize| made.iter().any(|window| window.spans.contains(&Span::new(at * 2, at * 2 + 1)));
                assert_eq!((0..n).find(|at| !read(at)), None, "of {n} after {n_question} and {n_context}");
            }
        }
    }

    #[test]
    fn a_text_without_end_is_read_so_far_only() {
        assert_eq!(windows(&pieces(5), &[], &pieces(1_000_000), [1, 2]).len(), MOST_WINDOWS);
    }

    #[test]
    fn nothing_is_found_in_the_context() {
        let window = windows(&pieces(3), &pieces(2), &pieces(2), [1, 2]).remove(0);
        assert_eq!(window.tokens, [1, 1000, 1001, 1002, 2, 1000, 1001, 1000, 1001, 2]);
        let at = |best: usize| (0..window.tokens.len()).map(|place| if place == best { 1.0 } else { 0.0 }).collect();
        let scored = window.clone().scored(&Logits { starts: at(5), ends: at(8) });
        assert_eq!((scored.starts, scored.ends), (vec![0.0, 0.0], vec![0.0, 1.0]));
    }

    /// Three windows' worth of words of which one scores.
    fn scored(starts: Vec<f32>, ends: Vec<f32>) -> Scored {
        let spans = pieces(starts.len()).iter().map(|piece| piece.span).collect();
        Scored { spans, starts, ends }
    }

    #[test]
    fn the_best_words_come_first_and_apart_from_each_other() {
        let scored = scored(vec![0.0, 3.0, 0.0, 1.0], vec![0.0, 1.0, 2.0, 1.5]);
        let best = scored.best(Span::new(0, 100), 3);
        assert_eq!(best[0], Found { answer: Span::new(2, 5), margin: 5.0 });
        assert_eq!(best[1], Found { answer: Span::new(6, 7), margin: 2.5 });
        assert_eq!(best[2], Found { answer: Span::new(0, 1), margin: 0.0 });
    }

    #[test]
    fn words_are_found_inside_the_bounds_only() {
        let scored = scored(vec![9.0, 0.0, 1.0], vec![0.0, 0.0, 1.0]);
        assert_eq!(scored.best(Span::new(2, 5), 1), [Found { answer: Span::new(4, 5), margin: 2.0 }]);
        assert_eq!(scored.best(Span::new(50, 60), 1), []);
        assert_eq!(scored.margin(Span::new(0, 3)), Some(9.0));
        assert_eq!(scored.margin(Span::new(50, 60)), None);
    }
}
