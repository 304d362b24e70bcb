//! Interviews: labels that name the speaker, and answers that follow questions.

use std::collections::BTreeMap;
use std::ops::Range;

use super::quotation::Sentence;
use super::{Attribution, phrase};
use crate::text::{Shape, Span, is_asked, is_function_word, is_month, is_weekday, tokenize};

/// A label has at most so many words.
const LABEL_WORDS: usize = 5;
/// So many paragraphs that only ask make an interview.
const QUESTIONS: usize = 3;
/// The person who is interviewed is named in the first so many sentences.
const OPENING: usize = 30;

/// Adds who speaks to the sentences of an interview that have no speaker of their own.
pub(super) fn label(body: &str, views: &[Sentence], paragraphs: &[Range<usize>], given: &mut [Vec<Attribution>]) {
    if !labelled(body, views, paragraphs, given) {
        answered(body, views, paragraphs, given);
    }
}

/// Paragraphs that begin with `**Name**:`, `((Name))` or `Q:`; `false` if they are not an interview's.
///
/// A label is one of an interview if it comes back, or if it stands in double brackets or is a single letter:
/// "Background:" once is a heading.
fn labelled(body: &str, views: &[Sentence], paragraphs: &[Range<usize>], given: &mut [Vec<Attribution>]) -> bool {
    let labels: Vec<Option<(Span, usize)>> =
        paragraphs.iter().map(|paragraph| views.get(paragraph.start).and_then(|view| label_of(body, view))).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, _) in labels.iter().flatten() {
        *counts.entry(name.cut(body)).or_default() += 1;
    }
    let comes_back = counts.values().any(|count| *count > 1);
    let letters = counts.contains_key("Q") && counts.contains_key("A");
    if counts.len() < 2 || !(comes_back || letters) {
        return false;
    }
    let guest = guest(body, views, given);
    let mut now: Option<(Span, Span)> = None;
    for (paragraph, label) in paragraphs.iter().zip(&labels) {
        if let Some((name, after)) = label {
            let cue = Span::new(views[paragraph.start].span.start, *after);
            now = Some((*name, cue));
        }
        let Some((name, cue)) = now else { continue };
        let speaker = match name.cut(body) {
            // Letters name nobody: who answers may have been named before.
            "Q" => None,
            "A" => guest,
            _ => Some(name),
        };
        let Some(speaker) = speaker else { continue };
        for at in paragraph.clone() {
            speak(views, given, at, speaker, cue);
        }
    }
    true
}

/// The label that a paragraph begins with, and where its mark ends.
fn label_of(body: &str, view: &Sentence) -> Option<(Span, usize)> {
    const LONGEST: usize = 60;
    let text = view.span.cut(body);
    let head: String = text.chars().take(LONGEST).collect();
    let (open, close) = match () {
        () if head.starts_with("((") => ("((", "))"),
        () if head.starts_with("**") => ("**", "**"),
        () => ("", ":"),
    };
    let inner = head.strip_prefix(open)?;
    let name = inner.get(..inner.find(close)?)?;
    let trimmed = name.trim_end_matches(':').trim();
    let after_name = open.len() + name.len() + close.len();
    let rest = text.get(after_name..)?;
    let marked = open == "((" || close == ":" || name.ends_with(':') || rest.trim_start().starts_with(':');
    let words = tokenize(trimmed);
    let is_name = words.iter().filter(|word| word.is_word()).all(|word| {
        matches!(word.shape, Shape::Capitalised | Shape::Acronym)
            || word.span.cut(trimmed).chars().count() == 1
            || is_function_word(word.span.cut(trimmed))
    });
    let starts_capital = words.first().is_some_and(|word| word.span.cut(trimmed).starts_with(char::is_uppercase));
    if !marked || !is_name || !starts_capital || words.len() > LABEL_WORDS || trimmed.contains(['“', '"', '?']) {
        return None;
    }
    let start = view.span.start + open.len() + (name.len() - name.trim_start().len());
    Some((Span::new(start, start + trimmed.len()), view.span.start + after_name))
}

/// Answers without labels: after the first of several paragraphs that only ask, whatever is no question is said
/// by the one person of whom the article says that they were interviewed.
fn answered(body: &str, views: &[Sentence], paragraphs: &[Range<usize>], given: &mut [Vec<Attribution>]) {
    let asks = |paragraph: &Range<usize>| {
        let last = paragraph.end.checked_sub(1).and_then(|last| views.get(last));
        last.is_some_and(|view| is_asked(view.span.cut(body)) && !view.has_quotation())
    };
    let questions: Vec<usize> = (0..paragraphs.len()).filter(|at| asks(&paragraphs[*at])).collect();
    let Some(first) = questions.first().filter(|_| questions.len() >= QUESTIONS) else { return };
    let Some(guest) = guest(body, views, given) else { return };
    for paragraph in
        paragraphs.iter().skip(first + 1).filter(|paragraph| !asks(paragraph) && !is_caption(body, views, paragraph))
    {
        let Some(cue) = views.get(paragraph.start).map(|view| Span::new(view.span.start, view.span.start)) else {
            continue;
        };
        for at in paragraph.clone() {
            speak(views, given, at, guest, cue);
        }
    }
}

/// Gives a sentence its speaker unless it has one.
fn speak(views: &[Sentence], given: &mut [Vec<Attribution>], at: usize, speaker: Span, cue: Span) {
    let (Some(view), Some(given)) = (views.get(at), given.get_mut(at)) else { return };
    for inner in given.iter_mut() {
        inner.is_nested = true;
        inner.via = inner.via.or(Some(speaker));
    }
    let rest = Span::new(cue.end.clamp(view.span.start, view.span.end), view.span.end);
    let first = view.words.iter().find(|word| word.span.start >= rest.start && (word.is_word() || word.mark.is_some()));
    let said = first.map_or(rest, |first| Span::new(first.span.start, rest.end));
    given.insert(0, Attribution { speaker, name: None, cue, via: None, said, is_nested: false });
}

/// A headline or a picture's caption: short, or without a stop.
fn is_caption(body: &str, views: &[Sentence], paragraph: &Range<usize>) -> bool {
    let text = |at: usize| views.get(at).map_or("", |view| view.span.cut(body));
    let credit = paragraph
        .clone()
        .any(|at| ["Image:", "Photo:", "Picture:", "Credit:", "Source:"].iter().any(|mark| text(at).contains(mark)));
    let last = paragraph.end.checked_sub(1).map_or("", text);
    credit || !last.ends_with(['.', '!', '…', '"', '”', ')'])
}

/// The person who is said to be interviewed, or else talked to, or else to tell it to a newspaper.
fn guest(body: &str, views: &[Sentence], given: &[Vec<Attribution>]) -> Option<Span> {
    const ASKED: &[&str] = &["interviewed", "interviews", "interview", "interviewing"];
    const TALKED: &[&str] = &["spoke", "speaks", "talked", "talks", "spoken", "conversation"];
    let opening = || views.iter().take(OPENING);
    let named = |cues: &'static [&'static str]| {
        opening().find_map(|view| {
            (0..view.words.len()).filter(|at| cues.contains(&view.words[*at].folded.as_str())).find_map(|at| {
                let with = (at + 1..(at + 5).min(view.words.len()))
                    .find(|with| view.is(*with, "with") || view.is(*with, "to"));
                let asked = cues == ASKED;
                name_from(view, with.map_or_else(|| asked.then_some(at + 1), |with| Some(with + 1))?)
            })
        })
    };
    let tells = || {
        let mut told = given.iter().take(OPENING).flatten().filter(|given| given.via.is_some() && !given.is_nested);
        told.find_map(|given| (phrase::content(given.named().cut(body)).len() > 1).then_some(given.named()))
    };
    named(ASKED).or_else(|| named(TALKED)).or_else(tells)
}

/// The first name of two or more parts soon after `start`.
fn name_from(view: &Sentence, start: usize) -> Option<Span> {
    const NEAR: usize = 24;
    /// What is capitalised, and names nobody by itself.
    const TITLES: &[&str] = &[
        "professor",
        "president",
        "minister",
        "director",
        "founder",
        "owner",
        "editor",
        "secretary",
        "chairman",
        "officer",
    ];
    let end = (start + NEAR).min(view.words.len());
    let is_part = |at: usize| {
        let word = &view.words[at];
        let initial = word.is(".") && view.words[at - 1].span.len() == 1 && view.words[at - 1].is_capital();
        let is_date = is_month(&word.folded) || is_weekday(&word.folded);
        initial || (word.is_capital() && !is_function_word(&word.folded) && !is_date)
    };
    let mut at = start;
    while at < end {
        let length = (at..end).take_while(|at| is_part(*at)).count();
        let last = view.words.get((at + length).saturating_sub(1))?;
        let follows = view.words.get(at + length);
        // "President of the Club", "New York bar owner"
        let goes_on = follows.is_some_and(|next| {
            next.is("of")
                || next.is("in")
                || (next.is_word() && !is_function_word(&next.folded) && next.shape == Shape::Lower)
        });
        let media = (at..at + length).any(|at| crate::text::is_media_word(&view.words[at].folded));
        let in_marks = at.checked_sub(1).is_some_and(|at| matches!(view.words[at].folded.as_str(), "'" | "\""));
        if length >= 2
            && !goes_on
            && !media
            && !in_marks
            && !is_weekday(&last.folded)
            && !TITLES.contains(&last.folded.as_str())
        {
            return view.bytes(at, at + length);
        }
        at += length.max(1);
    }
    None
}
