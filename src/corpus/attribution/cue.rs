//! What in a sentence tells who says it: reporting verbs, "according to", a name before a colon.

use std::ops::Range;

use super::phrase::{after, before, is_pronoun};
use super::quotation::{Mark, Sentence};
use crate::text::{ReportingVerb, Shape, Strength, VerbForm, is_media_word, is_weekday, reporting_verb, speech_noun};

/// Text without stops is no sentence that tells who says it, and would take time in proportion to its square.
const MOST_WORDS: usize = 1_000;
/// Forms of "to be": before a participle they make it passive.
const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being", "am"];
/// What may stand between a subject and its verb.
const BETWEEN: &[&str] = &[
    "has",
    "have",
    "had",
    "also",
    "then",
    "later",
    "further",
    "again",
    "once",
    "now",
    "just",
    "even",
    "still",
    "already",
    "earlier",
    "long",
    "always",
    "often",
    "twice",
    "did",
    "does",
    "do",
    "reportedly",
    "both",
    "all",
    "since",
    "recently",
    "never",
];
/// Parenthetic words between commas.
const ASIDES: &[&str] = &[
    "however",
    "meanwhile",
    "though",
    "too",
    "moreover",
    "therefore",
    "nevertheless",
    "instead",
    "also",
    "furthermore",
];
/// Verbs whose object is part of what is said: "accused him of it" says more than "him of it".
const JUDGING: &str = "accuse blame call describe praise criticise criticize condemn term dub label credit denounce rebuke chide \
    applaud hail thank refer urge ask deny admit acknowledge threaten vow pledge promise reject dismiss demand propose \
    question request issue make release give deliver repeat voice level renew express highlight underline confirm \
    disclose reveal announce reiterate quote cite point";
/// Verbs that are passive where a preposition follows at once: "accused of", "described as".
const TAKING_OBJECT: &str = "accuse blame criticise criticize praise describe term dub label credit condemn denounce thank remind inform \
    applaud hail assure notify rebuke chide cite quote tell";
/// Present forms that are plural nouns, too.
const NOUN_LIKE: &str = "claim state call comment remark quote promise term label credit blame reply boast cite tweet post report \
    note estimate demand question request signal hope fear find hint point highlight explain threaten pledge vow appeal joke \
    plead thank release make issue voice level warn";
/// Who is spoken to is named after these.
const ADDRESSING: &str = "tell inform assure remind notify";
/// A verb may stand before its subject after these without a quotation: "…, said the mayor".
const INVERTED: &str = "say write add explain warn report argue";

/// Prepositions: what follows them is no subject, as in "the group within the church called …".
const BEFORE_OBJECTS: &[&str] = &[
    "of", "in", "on", "at", "by", "for", "with", "about", "between", "into", "through", "to", "from", "within", "over",
    "under", "against", "via", "than", "like",
];
/// What may follow a verb whose words stand before it: "…, the military said on Sunday".
const FOLLOWING: &[&str] = &[
    "on",
    "in",
    "at",
    "during",
    "after",
    "before",
    "late",
    "early",
    "last",
    "earlier",
    "yesterday",
    "today",
    "while",
    "as",
    "when",
    "citing",
    "adding",
];
/// Who a cue makes the speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// The words of a phrase of the sentence.
    Phrase(Range<usize>),
    /// Whoever spoke before in the sentence: "…, adding that".
    Same,
}

/// A cue of a sentence; all ranges are places of its words.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub(super) who: Who,
    pub(super) marks: Range<usize>,
    pub(super) via: Option<Range<usize>>,
    pub(super) said: Range<usize>,
    /// Whether it stands in what somebody else says.
    pub(super) is_nested: bool,
}

/// The cues of a sentence, in order.
pub(super) fn cues(sentence: &Sentence) -> Vec<Cue> {
    let mut found: Vec<Cue> = Vec::new();
    if sentence.words.len() > MOST_WORDS {
        return found;
    }
    if let Some(cue) = headed(sentence) {
        found.push(cue);
    }
    for at in 0..sentence.words.len() {
        let cue = according_to(sentence, at).or_else(|| verb(sentence, at, &found));
        let Some(mut cue) = cue.filter(|cue| !cue.said.is_empty()) else { continue };
        if cue.who == Who::Same {
            // "…, and quoted officials": what the first cue is for ends where the second begins.
            if let Some(earlier) = found.iter_mut().rev().find(|earlier| !earlier.is_nested)
                && earlier.said.end > cue.marks.start
                && earlier.said.start < cue.marks.start
            {
                // A quotation before its verb ends before the speaker.
                let speaker = match &earlier.who {
                    Who::Phrase(range) => range.start.min(earlier.marks.start),
                    Who::Same => earlier.marks.start,
                };
                let end = if earlier.said.start < speaker && earlier.marks.start > earlier.said.start {
                    speaker
                } else {
                    cue.marks.start
                };
                earlier.said.end = without_joint(sentence, earlier.said.start..end);
            }
        } else if let Some(outer) = found.iter().rev().find(|outer| !outer.is_nested)
            && outer.said.contains(&cue.marks.start)
            && outer.marks.start < cue.marks.start
        {
            cue.is_nested = true;
        }
        found.push(cue);
    }
    let outer = found.iter().find(|cue| !cue.is_nested).and_then(|cue| match &cue.who {
        Who::Phrase(range) => Some(range.clone()),
        Who::Same => None,
    });
    for cue in found.iter_mut().filter(|cue| cue.is_nested) {
        if cue.via.is_none() {
            cue.via.clone_from(&outer);
        }
        cue.said = within_quotation(sentence, cue);
    }
    found.retain(|cue| !cue.said.is_empty());
    found
}

/// What a quotation says that another says: no more than the sentence of it.
fn within_quotation(sentence: &Sentence, cue: &Cue) -> Range<usize> {
    let ends = |at: &usize| {
        let word = &sentence.words[*at];
        word.mark.is_some() || matches!(word.folded.as_str(), "." | "!" | "?")
    };
    let Range { start, end } = cue.said.clone();
    let at = cue.marks.start;
    if !sentence.words.get(at).is_some_and(|word| word.quoted) {
        return start..end;
    }
    let first = (start..at.max(start)).rev().find(ends).map_or(start, |mark| mark + 1);
    // A quotation inside of it ends with its own mark.
    let last = (at.max(start)..end).find(ends).unwrap_or(end);
    first..last.max(first)
}

/// `Name: “…”`
fn headed(sentence: &Sentence) -> Option<Cue> {
    let name = after(sentence, 0).filter(|name| name.start == 0 && name.len() <= 6)?;
    let colon = name.end;
    let opens = sentence.words.get(colon + 1).is_some_and(|word| word.mark == Some(Mark::Opens));
    let capital = sentence.words.get(name.clone())?.iter().any(super::quotation::Word::is_capital);
    (sentence.is(colon, ":") && opens && capital).then(|| Cue {
        who: Who::Phrase(name),
        marks: colon..colon + 1,
        via: None,
        said: colon + 1..end(sentence),
        is_nested: false,
    })
}

/// "according to X", "in the words of X"
fn according_to(sentence: &Sentence, at: usize) -> Option<Cue> {
    let length = match () {
        () if sentence.is(at, "according") && sentence.is(at + 1, "to") => 2,
        () if ["in", "the", "words", "of"].iter().zip(at..).all(|(word, at)| sentence.is(at, word)) => 4,
        () => return None,
    };
    let mut who = with_name(sentence, after(sentence, at + length)?);
    let mut via = None;
    let mut next = who.end;
    let by = |at: usize| {
        ["cited", "quoted", "reported"].iter().any(|word| sentence.is(at, word)) && sentence.is(at + 1, "by")
    };
    if by(next) {
        via = after(sentence, next + 2);
        next = via.as_ref().map_or(next, |via| via.end);
    } else if sentence.is(next, ",")
        && (sentence.is(next + 1, "quoting") || sentence.is(next + 1, "citing"))
        && let Some(cited) = after(sentence, next + 2)
    {
        next = cited.end;
        via = Some(std::mem::replace(&mut who, cited));
    }
    // "according to Reuters reports"
    if who.len() > 1
        && ["report", "reports"].iter().any(|word| sentence.is(who.end - 1, word))
        && is_media(sentence, &who)
    {
        who.end -= 1;
    }
    let is_first = sentence.words.get(..at)?.iter().all(|word| !word.is_word() || word.is("and") || word.is("but"));
    let is_aside = sentence.is(next, ",") && next + 1 < end(sentence);
    let said = match (is_first, is_aside) {
        (true, _) => next + usize::from(sentence.is(next, ","))..end(sentence),
        // "which, according to X, …"
        (false, true) => 0..end(sentence),
        (false, false) => 0..without_joint(sentence, 0..at),
    };
    let is_nested = sentence.words.get(at)?.quoted;
    Some(Cue { who: Who::Phrase(who), marks: at..at + length, via, said, is_nested })
}

/// A title together with the name behind its comma: "the team's coach, Alireza Mehraban".
fn with_name(sentence: &Sentence, who: Range<usize>) -> Range<usize> {
    let words = &sentence.words;
    let is_title = words.get(who.end - 1).is_some_and(|head| head.shape == Shape::Lower);
    if !is_title || !sentence.is(who.end, ",") {
        return who;
    }
    let first = who.end + 1;
    let n_capital = words.iter().skip(first).take_while(|word| word.is_capital()).count();
    let ends = words.get(first + n_capital).is_none_or(|next| !next.is_word());
    if (2..=4).contains(&n_capital) && ends { who.start..first + n_capital } else { who }
}

/// The subject of a verb.
enum Subject {
    Phrase(Range<usize>),
    /// None of its own: "… and said", ", adding".
    Same,
    /// "was accused": who speaks is named by "by", if at all.
    Passive,
}

fn verb(sentence: &Sentence, at: usize, found: &[Cue]) -> Option<Cue> {
    let word = sentence.words.get(at).filter(|word| at > 0 && word.shape == Shape::Lower)?;
    let verb = reporting_verb(&word.folded)?;
    let is_past = verb.form == VerbForm::Past;
    // "said to be", "so-called", "a so called"
    if (verb.lemma == "say" && is_past && sentence.is(at + 1, "to"))
        || sentence.is(at - 1, "-")
        || sentence.is(at - 1, "so")
    {
        return None;
    }
    if let Some(cue) = inverted(sentence, at, verb) {
        return Some(cue);
    }
    let who = match subject(sentence, at, verb)? {
        Subject::Passive => return passive(sentence, at, verb),
        Subject::Phrase(range) => Who::Phrase(range),
        Subject::Same if found.iter().any(|cue| !cue.is_nested) => Who::Same,
        Subject::Same => Who::Phrase(opening(sentence, verb)?),
    };
    if matches!(verb.lemma, "quote" | "cite") {
        return quoting(sentence, at, who);
    }
    // Who says "I" in an article's own text is whoever wrote it.
    if matches!(&who, Who::Phrase(range) if range.len() == 1 && sentence.words.get(range.start).is_some_and(|word| {
        ["i", "we", "you"].contains(&word.folded.as_str())
    })) {
        return None;
    }
    let bare =
        ["of", "for", "as", "by", "to", "with", "in", "on", "at", "from"].iter().any(|word| sentence.is(at + 1, word));
    let relative = matches!(&who, Who::Phrase(range) if range.start.checked_sub(1).is_some_and(|at| {
        ["what", "which", "that"].iter().any(|word| sentence.is(at, word))
    }));
    if is_past && (sentence.is(at + 1, "by") || (bare && among(TAKING_OBJECT, verb.lemma))) && !relative {
        return passive(sentence, at, verb);
    }
    // "core demand that" is a noun: the base form goes with "they" and with plurals.
    if verb.form == VerbForm::Base
        && let Who::Phrase(range) = &who
        && !sentence.words.get(range.clone())?.iter().any(|word| is_plural(&word.folded))
    {
        return None;
    }
    if among(ADDRESSING, verb.lemma) && at + 1 >= end(sentence) {
        return None;
    }
    let trailing = match &who {
        Who::Phrase(range) => trails(sentence, range, at),
        Who::Same => false,
    };
    if !trailing && !complemented(sentence, at, verb) {
        return None;
    }
    let is_nested = word.quoted;
    let (start, via) = said_from(sentence, at, verb);
    let said = if trailing {
        let Who::Phrase(range) = &who else { return None };
        let goes_on = sentence.words.get(at + 1..)?.iter().any(|word| word.quoted);
        let first = clause_start(sentence, range.start);
        if goes_on { first..end(sentence) } else { first..without_joint(sentence, first..range.start) }
    } else {
        // "She explained:" – the words follow in the next paragraph.
        let leads_in = start >= end(sentence) && sentence.words.last().is_some_and(|last| last.is(":"));
        if leads_in { at..at + 1 } else { start..end(sentence) }
    };
    Some(Cue { who, marks: at..at + 1, via, said, is_nested })
}

/// Where the clause begins that ends before the speaker at `at`: after a stop outside of quotations, or where the
/// sentence does.
fn clause_start(sentence: &Sentence, at: usize) -> usize {
    let stop = (0..at).rev().find(|at| {
        let word = &sentence.words[*at];
        !word.quoted && matches!(word.folded.as_str(), "." | "!" | "?") && at + 1 < sentence.words.len()
    });
    let first = sentence.words.iter().position(|word| word.is_word() || word.mark.is_some()).unwrap_or(0);
    stop.map_or(first, |stop| stop + 1)
}

/// `“…,” said X`
fn inverted(sentence: &Sentence, at: usize, verb: ReportingVerb) -> Option<Cue> {
    let word = |at: usize| sentence.words.get(at);
    let closes = |at: usize| word(at).is_some_and(|word| word.mark == Some(Mark::Closes));
    let comma = sentence.is(at - 1, ",") || sentence.is(at - 1, "-") || sentence.is(at - 1, "—");
    let after_quote = closes(at - 1) || (comma && at >= 2 && closes(at - 2));
    let after_clause = comma && at > 4 && among(INVERTED, verb.lemma) && !word(at - 1)?.quoted;
    if !(after_quote || after_clause) || matches!(verb.form, VerbForm::Progressive) || verb.strength == Strength::Light
    {
        return None;
    }
    let who = after(sentence, at + 1)?;
    let ends = word(who.end).is_none_or(|next| {
        !next.is_word() || ["on", "in", "at", "who", "after", "during", "as"].contains(&next.folded.as_str())
    });
    let named = word(who.start).is_some_and(|first| first.is_capital() || is_pronoun(&first.folded) || first.is_word());
    let is_other_clause = if after_quote { sentence.is(who.end, "that") } else { !ends };
    if !named || is_other_clause {
        return None;
    }
    let goes_on = sentence.words.get(who.end..)?.iter().any(|word| word.quoted);
    let said = 0..if goes_on { end(sentence) } else { without_joint(sentence, 0..at) };
    Some(Cue { who: Who::Phrase(who), marks: at..at + 1, via: None, said, is_nested: false })
}

fn subject(sentence: &Sentence, verb_at: usize, verb: ReportingVerb) -> Option<Subject> {
    let words = &sentence.words;
    let mut at = verb_at;
    loop {
        let last = words.get(at.checked_sub(1)?)?;
        let adverb = last.folded.ends_with("ly") && last.shape == Shape::Lower && last.folded.len() > 4;
        if BE.contains(&last.folded.as_str()) {
            if verb.form != VerbForm::Progressive {
                return Some(Subject::Passive);
            }
            // "the dispute is threatening them"
            if !["say", "tell", "warn", "argue", "claim", "ask", "urge", "call"].contains(&verb.lemma) {
                return None;
            }
            at -= 1;
        } else if matches!(
            last.folded.as_str(),
            "not" | "to" | "never" | "would" | "could" | "should" | "might" | "may" | "must" | "can"
        ) || last.folded.ends_with("n't")
        {
            return None;
        } else if adverb || BETWEEN.contains(&last.folded.as_str()) {
            at -= 1;
        } else if last.is(",") && at >= 3 && ASIDES.contains(&words[at - 2].folded.as_str()) && sentence.is(at - 3, ",")
        {
            at -= 3;
        } else {
            break;
        }
    }
    let last = words.get(at.checked_sub(1)?)?;
    if verb.form == VerbForm::Progressive && at == verb_at {
        // "with X accusing", ", adding", "a statement saying"
        if let Some(range) = before(sentence, at)
            && range.start.checked_sub(1).is_some_and(|with| sentence.is(with, "with"))
        {
            return Some(Subject::Phrase(range));
        }
        let joins = last.is(",")
            || last.mark.is_some()
            || last.is("while")
            || last.is("and")
            || last.is("by")
            || speech_noun(&last.folded);
        return joins.then_some(Subject::Same);
    }
    if matches!(last.folded.as_str(), "and" | "but" | "or") {
        return Some(Subject::Same);
    }
    if matches!(last.folded.as_str(), "who" | "which") {
        let end = if at >= 2 && sentence.is(at - 2, ",") { at - 2 } else { at - 1 };
        return before(sentence, end).map(Subject::Phrase);
    }
    if last.is(",") {
        return apposed(sentence, at - 1).map(Subject::Phrase);
    }
    let subject = before(sentence, at)?;
    let is_object = subject
        .start
        .checked_sub(1)
        .and_then(|at| words.get(at))
        .is_some_and(|word| word.shape == Shape::Lower && BEFORE_OBJECTS.contains(&word.folded.as_str()));
    (!is_object).then_some(Subject::Phrase(subject))
}

/// Who stands before "…, the harbour master, said": `comma` is the second one.
fn apposed(sentence: &Sentence, comma: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 30;
    let words = &sentence.words;
    let first = (comma.saturating_sub(LONGEST)..comma).rev().find(|at| words[*at].is(","))?;
    let inside = words.get(first + 1..comma)?;
    if inside.iter().any(|word| word.mark.is_some()) {
        return None;
    }
    let head = before(sentence, first)?;
    let small = |word: &super::quotation::Word| {
        word.is_capital()
            || word.shape == Shape::Clitic
            || matches!(word.folded.as_str(), "-" | "al" | "de" | "von" | "van")
    };
    let name = !inside.is_empty() && inside.len() <= 5 && inside.iter().all(small);
    Some(if name { head.start..comma } else { head })
}

/// Who a sentence begins with, where a verb of it has no subject of its own: "Curie smiled, saying".
fn opening(sentence: &Sentence, verb: ReportingVerb) -> Option<Range<usize>> {
    if verb.form != VerbForm::Progressive || verb.strength == Strength::Light {
        return None;
    }
    let range = after(sentence, 0)?;
    let next = sentence.words.get(range.end)?;
    (next.is_word() && next.shape == Shape::Lower).then_some(range)
}

/// "was accused by X", "reported by X": `None` if nobody is named.
fn passive(sentence: &Sentence, at: usize, verb: ReportingVerb) -> Option<Cue> {
    const NEAR: usize = 12;
    if verb.form != VerbForm::Past || verb.strength == Strength::Light {
        return None;
    }
    let words = &sentence.words;
    let by = (at + 1..(at + NEAR).min(words.len())).find(|by| words[*by].is("by") && !words[*by].quoted);
    if matches!(verb.lemma, "quote" | "cite") {
        // "he was quoted by X as saying"
        let saying = (at + 1..(at + NEAR).min(words.len()))
            .find(|at| sentence.is(*at, "as") && sentence.is(at + 1, "saying"))?;
        let aux = (0..at).rev().take(4).find(|at| BE.contains(&words[*at].folded.as_str()))?;
        let who = before(sentence, aux)?;
        let via = by.and_then(|by| after(sentence, by + 1));
        let said = saying + 2..end(sentence);
        return Some(Cue { who: Who::Phrase(who), marks: at..at + 1, via, said, is_nested: words[at].quoted });
    }
    let by = by?;
    let who = after(sentence, by + 1)?;
    // "observed by climbing"
    if words.get(who.start).is_some_and(|first| first.shape == Shape::Lower && first.folded.ends_with("ing")) {
        return None;
    }
    let quoted = words[at + 1..by].iter().any(|word| word.quoted);
    let said = if quoted { at..by } else { 0..at };
    Some(Cue { who: Who::Phrase(who), marks: at..at + 1, via: None, said, is_nested: words[at].quoted })
}

/// "quoted officials as saying": the officials speak, and the subject reports.
fn quoting(sentence: &Sentence, at: usize, who: Who) -> Option<Cue> {
    const NEAR: usize = 12;
    let saying = (at + 1..(at + NEAR).min(sentence.words.len()))
        .find(|at| sentence.is(*at, "as") && (sentence.is(at + 1, "saying") || sentence.is(at + 1, "telling")))?;
    let speaker = after(sentence, at + 1)?;
    let via = match who {
        Who::Phrase(range) => Some(range),
        Who::Same => None,
    };
    let said = saying + 2..end(sentence);
    let is_nested = sentence.words.get(at)?.quoted || via.is_none();
    Some(Cue { who: Who::Phrase(speaker), marks: at..at + 1, via, said, is_nested })
}

/// Whether what is said stands before the subject: "…, the military said on Sunday".
fn trails(sentence: &Sentence, subject: &Range<usize>, at: usize) -> bool {
    const INTRODUCTION: usize = 4;
    let Some(joint) = subject.start.checked_sub(1).and_then(|at| sentence.words.get(at)) else { return false };
    if that(sentence, at).is_some() {
        return false;
    }
    if joint.mark == Some(Mark::Closes) {
        return true;
    }
    let next = sentence.words.get(at + 1);
    let opens = next.is_some_and(|next| next.mark == Some(Mark::Opens))
        || sentence.words.get(at + 2).is_some_and(|next| next.mark == Some(Mark::Opens));
    let follows = next
        .is_none_or(|next| !next.is_word() || is_weekday(&next.folded) || FOLLOWING.contains(&next.folded.as_str()));
    let lemma = reporting_verb(&sentence.words[at].folded).map_or("", |verb| verb.lemma);
    let addressed = among(ADDRESSING, lemma) || (lemma == "say" && next.is_some_and(|next| next.is("to")));
    joint.is(",") && subject.start > INTRODUCTION && !opens && (follows || addressed)
}

/// Whether what is said follows a verb that need not be one of speech.
fn complemented(sentence: &Sentence, at: usize, verb: ReportingVerb) -> bool {
    const NEAR: usize = 6;
    let near = sentence.words.get(at + 1..(at + 1 + NEAR).min(sentence.words.len())).unwrap_or_default();
    if verb.strength == Strength::Light {
        return near.iter().any(|word| speech_noun(&word.folded));
    }
    let present =
        matches!(verb.form, VerbForm::Base) || (verb.form == VerbForm::Present && among(NOUN_LIKE, verb.lemma));
    if verb.strength == Strength::Sure && !present {
        return sentence
            .words
            .get(at + 1)
            .is_some_and(|next| next.is_word() || next.mark.is_some() || next.is(",") || next.is(":") || next.is("("));
    }
    let opens = sentence.words.get(at + 1..(at + 4).min(sentence.words.len())).unwrap_or_default();
    let quotes = if present { opens } else { sentence.words.get(at + 1..).unwrap_or_default() };
    let that = that(sentence, at);
    that.is_some_and(|that| !present || that == at + 1) || quotes.iter().any(|word| word.mark == Some(Mark::Opens))
}

/// Where "that" stands soon after the verb, with nothing but a time or an addressee between.
fn that(sentence: &Sentence, at: usize) -> Option<usize> {
    const NEAR: usize = 9;
    let words = sentence.words.get(at + 1..(at + 1 + NEAR).min(sentence.words.len()))?;
    let place = words.iter().position(|word| word.is("that"))?;
    let between = words.get(..place)?;
    // "said the bridge that …" is another clause's.
    let plain = between.iter().all(|word| {
        let joins =
            word.is(",") || word.is("but") || word.is("and") || word.is("had") || BE.contains(&word.folded.as_str());
        word.mark.is_none() && !joins
    });
    let first = between.first().is_none_or(|word| {
        ["on", "in", "at", "to", "late", "early", "last", "yesterday", "today", "earlier", "again", "later"]
            .contains(&word.folded.as_str())
            || word.is_capital()
            || word.folded.ends_with("ly")
            || place <= 4
    });
    // "the locations that would be …"
    let relative = words.get(place + 1).is_some_and(|word| {
        let verb = BE.contains(&word.folded.as_str()) || BETWEEN[..3].contains(&word.folded.as_str());
        verb || ["would", "will", "could", "can", "should", "may", "might", "did", "does"]
            .contains(&word.folded.as_str())
    });
    (plain && first && !relative).then_some(at + 1 + place)
}

/// Where what is said begins after a verb, and who prints it: "told Reuters that …".
fn said_from(sentence: &Sentence, at: usize, verb: ReportingVerb) -> (usize, Option<Range<usize>>) {
    let mut start = at + 1;
    let mut via = None;
    if among(ADDRESSING, verb.lemma)
        && let Some(addressee) = after(sentence, at + 1)
    {
        start = addressee.end;
        via = Some(addressee).filter(|range| is_media(sentence, range));
    }
    // "said in an interview with X", "speaking to X": who prints it is named, too.
    let near = sentence.words.get(start..(start + 6).min(sentence.words.len())).unwrap_or_default();
    if via.is_none()
        && let Some(place) = near.iter().position(|word| matches!(word.folded.as_str(), "to" | "with"))
        && near.first().is_some_and(|first| matches!(first.folded.as_str(), "in" | "to" | "while"))
        && let Some(range) = after(sentence, start + place + 1)
        && is_media(sentence, &range)
    {
        via = Some(range);
    }
    // "warned of ice"
    let preposition = ["of", "about", "against"].iter().any(|word| sentence.is(start, word));
    if (among(JUDGING, verb.lemma) || preposition) && that(sentence, at).is_none() {
        return (at, via);
    }
    if let Some(that) = that(sentence, at) {
        return (that + 1, via);
    }
    while sentence.words.get(start).is_some_and(|word| !word.is_word() && word.mark != Some(Mark::Opens)) {
        start += 1;
    }
    (start, via)
}

/// Whether a phrase names a newspaper, a broadcaster or an agency.
pub(super) fn is_media(sentence: &Sentence, range: &Range<usize>) -> bool {
    let words = sentence.words.get(range.clone()).unwrap_or_default();
    words.iter().any(|word| word.is_capital() && is_media_word(&word.folded))
}

/// The place after a sentence's last word or closing mark.
fn end(sentence: &Sentence) -> usize {
    let last = sentence
        .words
        .iter()
        .rposition(|word| word.is_word() || word.mark.is_some() || word.is(")") || word.shape == Shape::Clitic);
    last.map_or(0, |last| last + 1)
}

/// The end of a range without the comma and the "and" that join it to what follows.
fn without_joint(sentence: &Sentence, range: Range<usize>) -> usize {
    let mut to = range.end;
    while to > range.start
        && sentence.words.get(to - 1).is_some_and(|word| {
            (!word.is_word() && word.mark.is_none() && !word.is(")") && word.shape != Shape::Clitic)
                || word.is("and")
                || word.is("but")
                || word.is("while")
        })
    {
        to -= 1;
    }
    to
}

/// Whether a word goes with a verb in its base form.
fn is_plural(folded: &str) -> bool {
    matches!(folded, "they" | "we" | "i" | "you" | "people" | "police" | "some" | "many" | "others")
        || (folded.ends_with('s') && !folded.ends_with("'s") && !folded.ends_with("ss") && folded.len() > 2)
}

fn among(list: &str, lemma: &str) -> bool {
    list.split_whitespace().any(|word| word == lemma)
}
