//! An answer as a reply.

use super::draft::{Draft, harmless};
use super::shorten::shorten;
use super::source::{articles, citation, cut};
use super::{Language, Phrase, Reply, date, notice, speaker};
use crate::answer::{Abstained, Answer, AnswerValue, Evidence, Quoted, Reason, Source, Understood, Verdict};
use crate::corpus::{Corpus, Document};
use crate::text::Span;

/// Quotes longer than this many bytes are shortened; the second try, for a reply that is too long, …
const QUOTE_BYTES: [usize; 4] = [600, 320, 200, 140];
/// … also shows so many quotes of each value at most.
const QUOTES_PER_VALUE: [usize; 4] = [3, 2, 1, 1];
/// An answer's own words longer than this are not repeated above their quote.
const HEADLINE_BYTES: usize = 160;
/// Below this confidence the reply says that it is not sure.
const UNSURE: f32 = 0.5;

/// Questions and names of sources longer than this many characters are cut where they are repeated.
const ECHO_CHARS: usize = 200;

/// How an answer is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct View<'a> {
    /// The language of our own words.
    pub language: Language,
    /// The question as it was asked, to be shown above the answer where nothing else shows it.
    pub question: Option<&'a str>,
    /// Whether another engine than the one that was to found the passages, which is then said.
    pub is_substitute: bool,
}

/// The reply to a question.
#[must_use]
pub fn answer(answer: &Answer, understood: &Understood, corpus: &Corpus, view: View<'_>) -> Reply {
    let language = view.language;
    fitting(language, |quote_bytes, quotes| {
        let mut draft = Draft::new(language);
        if let Some(question) = view.question.filter(|question| !question.trim().is_empty()) {
            draft.say("-# “").name(&cut(question, ECHO_CHARS)).say("”\n");
        }
        match answer {
            Answer::NotAQuestion(intent, mentions) => {
                notice::not_a_question(&mut draft, *intent, mentions, understood, corpus, quote_bytes);
            }
            Answer::Quoted(quoted) => {
                opening(&mut draft, quoted);
                body(&mut draft, quoted, corpus, quote_bytes, quotes);
            }
            Answer::Abstained(abstained) => without_answer(&mut draft, abstained, corpus, quote_bytes),
        }
        note_reading(&mut draft, understood);
        if view.is_substitute {
            substitute(&mut draft);
        }
        draft
    })
}

/// The longest of ever shorter drafts that fits into a message.
pub(super) fn fitting(language: Language, write: impl Fn(usize, usize) -> Draft) -> Reply {
    let drafts = QUOTE_BYTES.into_iter().zip(QUOTES_PER_VALUE).map(|(bytes, quotes)| write(bytes, quotes));
    let fits = drafts.into_iter().find(|draft| draft.length() <= Reply::CONTENT_LIMIT);
    fits.map_or_else(|| notice::plain(Phrase::TooLong, language), Draft::finish)
}

/// The first line: the answer, or what kind of answers follow.
fn opening(draft: &mut Draft, quoted: &Quoted) {
    // Rivals share what confidence there is; whether they are rivals hangs on all of them.
    let shares = quoted.values.iter().map(|value| value.confidence.probability());
    let chance = if quoted.conflict { shares.sum() } else { quoted.confidence.probability() };
    let unsure = chance < UNSURE;
    let several = quoted.values.len() > 1;
    if let Some(verdict) = quoted.verdict {
        let phrase = match verdict {
            Verdict::Yes => Phrase::Yes,
            Verdict::No => Phrase::No,
        };
        draft.say("**").tell(phrase, &[]).say("**\n");
        return;
    }
    match (quoted.conflict, several) {
        (true, _) if unsure => draft.tell(Phrase::UnsureDiffer, &[]).say("\n"),
        (true, _) => draft.say("**").tell(Phrase::Differ, &[]).say("**\n"),
        (false, true) if unsure => draft.tell(Phrase::UnsureSeveral, &[]).say("\n"),
        (false, true) => draft.tell(Phrase::Several, &[]).say("\n"),
        (false, false) if unsure => draft.tell(Phrase::Unsure, &[]).say("\n"),
        (false, false) => draft,
    };
}

fn body(draft: &mut Draft, quoted: &Quoted, corpus: &Corpus, quote_bytes: usize, quotes: usize) {
    let mut references = References { names_speakers: quoted.conflict, ..References::default() };
    let mut days: Vec<time::Date> = quoted.values.iter().filter_map(|value| value.newest(corpus)).collect();
    days.sort_unstable();
    // Where the articles are of different days, each value says of which.
    let dated = days.first() != days.last();
    for (place, value) in quoted.values.iter().enumerate() {
        if place > 0 {
            draft.say("\n");
        }
        headline(draft, value, corpus, dated);
        for (place, evidence) in value.evidence.iter().take(quotes).enumerate() {
            numbered(draft, evidence, place, &mut references, corpus, quote_bytes);
        }
        let more = value.evidence.len().saturating_sub(quotes);
        if more > 0 {
            let more = articles(more, draft.language());
            draft.say("-# ").tell(Phrase::AndMore, &[&more]).say("\n");
        }
    }
    references.write(draft, corpus);
    if let Some(as_of) = quoted.as_of.filter(|as_of| days.last().is_none_or(|shown| *shown < as_of.newest)) {
        let (quoted, newest) = (date::day(as_of.quoted, draft.language()), date::day(as_of.newest, draft.language()));
        draft.say("-# ").tell(Phrase::AsOfNewer, &[&quoted, &newest]).say("\n");
    }
}

/// The articles that quotes refer to by number, in the order of the numbers.
#[derive(Default)]
struct References<'a> {
    articles: Vec<(&'a Evidence, Vec<usize>)>,
    /// Whether who says a quote is named even where the quote does so: in a conflict.
    names_speakers: bool,
}

impl<'a> References<'a> {
    /// The number of a quote's article, from 1.
    fn number(&mut self, evidence: &'a Evidence) -> usize {
        let known = self.articles.iter().position(|(first, _)| first.doc() == evidence.doc());
        let place = known.unwrap_or_else(|| {
            self.articles.push((evidence, Vec::new()));
            self.articles.len() - 1
        });
        if let Some((_, paragraphs)) = self.articles.get_mut(place)
            && !paragraphs.contains(&evidence.paragraph)
        {
            paragraphs.push(evidence.paragraph);
            paragraphs.sort_unstable();
        }
        place + 1
    }

    fn write(&self, draft: &mut Draft, corpus: &Corpus) {
        for ((first, paragraphs), number) in self.articles.iter().zip(1..) {
            draft.say(&format!("-# [{number}] "));
            citation(draft, first, paragraphs, corpus);
            draft.say("\n");
        }
    }
}

/// A quote with its article's number. `place` counts the quotes that stand together, from 0: without an
/// empty line two of them would be shown as one.
fn numbered<'a>(
    draft: &mut Draft,
    evidence: &'a Evidence,
    place: usize,
    references: &mut References<'a>,
    corpus: &Corpus,
    quote_bytes: usize,
) {
    if place > 0 {
        draft.say("\n");
    }
    let number = references.number(evidence);
    let always = references.names_speakers;
    block(draft, evidence, corpus.document(evidence.doc()), quote_bytes, Some(number), always);
}

/// The value's words in bold, if they are few; with the date of its newest article if it is to be `dated`.
pub(super) fn headline(draft: &mut Draft, value: &AnswerValue, corpus: &Corpus, dated: bool) {
    let Some(first) = value.evidence.first() else { return };
    let whole = first.answer == first.quote.span();
    if whole || !is_headline(first.answer_words()) {
        return;
    }
    if let Some(when) = value.when {
        draft.quote(corpus.document(when.doc), when.words).say(": ");
    }
    draft.say("**").quote(corpus.document(first.doc()), first.answer).say("**");
    if value.evidence.len() > 1 {
        let n = articles(value.evidence.len(), draft.language());
        draft.say(" · ").say(&n);
    }
    if let Some(day) = value.newest(corpus).filter(|_| dated) {
        let day = date::day(day, draft.language());
        draft.say(" · ").tell(Phrase::AsOf, &[&day]);
    }
    draft.say("\n");
}

/// Whether words are few enough to stand on a line of their own.
pub(super) fn is_headline(words: &str) -> bool {
    words.len() <= HEADLINE_BYTES && !words.contains('\n')
}

/// A quote as a block, the answer's words in bold, its citation's number behind it, and below who says it where
/// what is shown does not name them, or `always`.
pub(super) fn block(
    draft: &mut Draft,
    evidence: &Evidence,
    document: &Document,
    quote_bytes: usize,
    number: Option<usize>,
    always: bool,
) {
    let quote = evidence.quote.span();
    let marked = evidence.answer != quote;
    let keep = if marked { evidence.answer } else { Span::new(quote.start, quote.start) };
    let shown = shorten(document.body(), quote, keep, quote_bytes);
    draft.say("> ");
    if shown.start > quote.start {
        draft.say("\\[…\\] ");
    }
    if marked && shown.contains(evidence.answer) {
        draft.quote(document, Span::new(shown.start, evidence.answer.start));
        draft.say("**").quote(document, evidence.answer).say("**");
        draft.quote(document, Span::new(evidence.answer.end, shown.end));
    } else {
        draft.quote(document, shown);
    }
    if shown.end < quote.end {
        draft.say(" \\[…\\]");
    }
    if let Some(number) = number {
        draft.say(&format!(" \\[{number}\\]"));
    }
    draft.say("\n");
    speaker::name(draft, evidence, document, shown, always);
}

fn without_answer(draft: &mut Draft, abstained: &Abstained, corpus: &Corpus, quote_bytes: usize) {
    match &abstained.reason {
        Reason::UnknownSource(name) => draft.tell(Phrase::NoneFrom, &[&harmless(&cut(name, ECHO_CHARS))]).say("\n"),
        Reason::NothingFound => {
            draft.say("**").tell(Phrase::DontSay, &[]).say("** ").tell(Phrase::NothingNear, &[]).say("\n")
        }
        Reason::Unsupported(parts) => {
            let parts: Vec<String> =
                parts.iter().map(|part| format!("“{}”", harmless(&cut(part, ECHO_CHARS)))).collect();
            draft.say("**").tell(Phrase::DontSay, &[]).say("** ");
            draft.tell(Phrase::Unsupported, &[&parts.join(", ")]).say("\n")
        }
        Reason::Unsure(_) => draft.say("**").tell(Phrase::DontSay, &[]).say("**\n"),
    };
    nearest(draft, &abstained.nearest, Phrase::Nearest, corpus, quote_bytes);
}

/// Quotes that do not answer, named as such.
pub(super) fn nearest(draft: &mut Draft, quotes: &[Evidence], heading: Phrase, corpus: &Corpus, quote_bytes: usize) {
    const SHOWN: usize = 2;
    if quotes.is_empty() {
        return;
    }
    draft.tell(heading, &[]).say("\n");
    let mut references = References::default();
    for (place, evidence) in quotes.iter().take(SHOWN).enumerate() {
        numbered(draft, evidence, place, &mut references, corpus, quote_bytes);
    }
    references.write(draft, corpus);
}

/// Says how the question was read, where that is not just as it was typed.
fn note_reading(draft: &mut Draft, understood: &Understood) {
    if understood.is_completed || !understood.repairs.is_empty() {
        draft.say("-# ").tell(Phrase::ReadAs, &[&harmless(&cut(&understood.question.text, ECHO_CHARS))]).say("\n");
    }
    searched_only(draft, understood, "-# ");
}

/// Says that another engine searched than the one that was to.
pub(super) fn substitute(draft: &mut Draft) {
    draft.say("-# ").tell(Phrase::Substitute, &[]).say("\n");
}

/// Says which articles were searched, where it was not all, on a line that begins with `before`.
pub(super) fn searched_only(draft: &mut Draft, understood: &Understood, before: &str) {
    let (phrase, name, docs) = match &understood.source {
        Source::Named(name, docs) => (Phrase::OnlyFrom, name, docs),
        Source::Cited(name, docs) => (Phrase::OnlyCiting, name, docs),
        Source::Any | Source::Unknown(_) => return,
    };
    let n = articles(docs.len(), draft.language());
    draft.say(before).tell(phrase, &[&n, &harmless(&cut(name, ECHO_CHARS))]).say("\n");
}
