//! Who says what, as a condition on candidates: "what did X say" is answered with the words of X alone, and "who said Y"
//! with whoever says Y.

use std::collections::BTreeSet;

use crate::corpus::{Attribution, Corpus, Document, Word};
use crate::question::{Question, Speech};
use crate::read::{EvidenceSpan, Kind, MAX_SPANS, Matcher, ToRead, raise};
use crate::text::{Shape, Span, country_named, fold, is_capital_city, is_demonym, reporting_verb, speech_noun};

/// A name of the question and one of an article are the same if the article's words stand for the question's so well: an
/// adjective of a country does, its capital does not.
const SAME_NAME: f32 = 0.75;
/// A term of the topic is held by a word that stands for it so well.
const HELD: f32 = 0.5;
/// The paragraph of somebody's words must hold this share of what they are asked about, by weight, …
const LEAST_TOPIC: f32 = 0.2;
/// … and words of which somebody is to be the speaker this share.
const LEAST_SAID: f32 = 0.5;
/// … or this where the verb is the question's own.
const LEAST_SAME: f32 = 0.35;
/// What all of the topic adds to the score of somebody's words, and all that is said to that of its speaker: enough to
/// outweigh any difference between two sentences of one reader. A prior, set by hand.
const PRIOR: f32 = 8.0;
/// What a verb of the question adds where the article has the same: "who asked" is not "who said that he asked".
const SAME_VERB: f32 = 0.5;
/// What words between quotation marks add to somebody's: they are theirs to the letter.
const QUOTED: f32 = 0.8;
/// What all of the topic adds where the words themselves name it, and not only their sentence.
const OWN_WORDS: f32 = 2.0;
/// Marks that open a quotation.
const QUOTES: [char; 4] = ['“', '"', '„', '«'];
/// A name that stands so many bytes before the words is quoted along with them.
const NEAR: usize = 500;

/// The spans that may answer a question about speech, best first; `None` for any other question, whose spans stay as
/// they are.
///
/// Where somebody's words are asked for and nobody of that name says anything about it in the passages, none is left.
pub(super) fn by_speaker(
    spans: &[EvidenceSpan],
    question: &Question,
    corpus: &Corpus,
    passages: &[ToRead],
) -> Option<Vec<EvidenceSpan>> {
    let speech = Speech::of(question)?;
    let search = Search { question, corpus, passages, matcher: Matcher::new(question, corpus.lexicon()) };
    match speech {
        Speech::Who { verb, said } => Some(search.who(spans.to_vec(), verb, said)),
        Speech::By { speaker, about, is_answer, is_manner } => {
            let own = if is_answer { search.by(spans, speaker, about) } else { None };
            match own {
                Some(own) if !(own.is_empty() && is_manner) => Some(own),
                _ if is_answer => None,
                _ => Some(search.narrowed(spans.to_vec(), speaker)),
            }
        }
    }
}

struct Search<'a> {
    question: &'a Question,
    corpus: &'a Corpus,
    passages: &'a [ToRead],
    matcher: Matcher,
}

/// An attributed sentence of a passage.
#[derive(Clone, Copy)]
struct Said<'a> {
    read: &'a ToRead,
    document: &'a Document,
    sentence: Span,
    by: Attribution,
}

impl<'a> Search<'a> {
    /// Every attribution of the passages, in their order.
    fn said(&self) -> Vec<Said<'a>> {
        let mut all = Vec::new();
        for read in self.passages {
            let passage = self.corpus.passage(read.passage);
            let document = self.corpus.document(passage.doc);
            let given = document.sentences().iter().zip(document.attributions());
            for (sentence, given) in given.skip(passage.sentences.start).take(passage.sentences.len()) {
                all.extend(given.iter().map(|by| Said { read, document, sentence: *sentence, by: *by }));
            }
        }
        all
    }

    /// The places of the question's terms inside `span`.
    fn terms(&self, span: Span) -> Vec<usize> {
        let terms = self.question.terms.iter().enumerate();
        terms.filter(|(_, term)| span.contains(term.span)).map(|(place, _)| place).collect()
    }

    fn best(&self, document: &Document, span: Span) -> Vec<f32> {
        self.matcher.best(&self.matcher.matches(&self.corpus.lexicon().words(document, span)))
    }

    /// How much of `terms` is held, by weight, 0 to 1; 1 if there are none.
    fn coverage(&self, best: &[f32], terms: &[usize]) -> f32 {
        let weight =
            |of: &dyn Fn(usize) -> f32| terms.iter().map(|term| of(*term) * self.matcher.weight(*term)).sum::<f32>();
        let all = weight(&|_| 1.0);
        if all <= 0.0 { 1.0 } else { weight(&|term| best.get(term).copied().unwrap_or(0.0)) / all }
    }

    /// The spans in what X says, if there are any and X is called by name or title.
    fn narrowed(&self, mut spans: Vec<EvidenceSpan>, speaker: Span) -> Vec<EvidenceSpan> {
        let said = self.of_speaker(&self.terms(speaker));
        let is_theirs = |span: &EvidenceSpan| {
            said.iter().any(|(said, fit)| {
                *fit == Fit::Name && said.document.id == span.doc && said.sentence.contains(span.sentence)
            })
        };
        if spans.iter().any(is_theirs) {
            spans.retain(is_theirs);
        }
        spans
    }

    /// The words of X; `None` if the question has no word for X that can be looked for.
    fn by(&self, spans: &[EvidenceSpan], speaker: Span, about: Option<Span>) -> Option<Vec<EvidenceSpan>> {
        let (who, topic) = (self.terms(speaker), about.map(|about| self.terms(about)).unwrap_or_default());
        if who.is_empty() {
            return None;
        }
        let mut found: Vec<(f32, EvidenceSpan)> = Vec::new();
        for (said, _) in self.of_speaker(&who) {
            let whole = self.best(said.document, said.sentence);
            let around = self.surroundings(&said);
            let held = |term: &usize| around.get(*term).is_some_and(|worth| *worth >= HELD);
            let names = topic.iter().filter(|term| self.matcher.is_name(**term)).all(held);
            let is_near = names && self.coverage(&around, &topic) >= LEAST_TOPIC;
            if !topic.is_empty() && !is_near {
                continue;
            }
            let share = if topic.is_empty() { 0.0 } else { self.coverage(&whole, &topic) };
            let is_quoted = said.by.said.cut(said.document.body()).contains(QUOTES);
            // Two who speak in one sentence are told apart by which of them names the topic.
            let own =
                if topic.is_empty() { 0.0 } else { self.coverage(&self.best(said.document, said.by.said), &topic) };
            let prior = PRIOR * share + OWN_WORDS * own + if is_quoted { QUOTED } else { 0.0 };
            found.push((share, self.evidence(spans, &said, said.by.said, said.sentence, prior)));
        }
        // "She explained:" says nothing yet.
        let says = |span: &EvidenceSpan| {
            let body = self.corpus.document(span.doc).body();
            let n_content = self.corpus.lexicon().words(self.corpus.document(span.doc), span.answer);
            !span.sentence.cut(body).ends_with(':') && n_content.iter().filter(|word| word.is_content()).count() > 1
        };
        if found.iter().any(|(_, span)| says(span)) {
            found.retain(|(_, span)| says(span));
        }
        // Where some of it is about the topic itself, what only stands beside that is left out.
        let most = found.iter().map(|(share, _)| *share).fold(0.0, f32::max);
        found.retain(|(share, _)| *share >= most * LEAST_SAID);
        Some(ranked(found.into_iter().map(|(_, span)| span).collect()))
    }

    /// For every term the worth of its best match in the paragraph of what is said, the question that an interview puts before
    /// it, and the speaker's name.
    fn surroundings(&self, said: &Said<'_>) -> Vec<f32> {
        let own =
            said.document.paragraphs().map(|(span, _)| span).find(|paragraph| paragraph.end > said.sentence.start);
        let mut best = self.best(said.document, own.unwrap_or(said.sentence).join(said.sentence));
        let sentences = said.document.sentences();
        let place = sentences.partition_point(|sentence| sentence.end <= said.sentence.start);
        if let Some(asked) = said.document.asked_before(place) {
            raise(&mut best, &self.best(said.document, sentences[asked]));
        }
        raise(&mut best, &self.best(said.document, said.by.named()));
        best
    }

    /// The attributions to somebody whom `who` names: by all words of it, or by the last name of one that has them.
    fn of_speaker(&self, who: &[usize]) -> Vec<(Said<'a>, Fit)> {
        let all = self.said();
        let fit = |said: &Said<'_>| {
            let mut spans = [said.by.named(), said.by.speaker].into_iter();
            spans.find_map(|span| self.fits(said.document, span, who))
        };
        let last = |said: &Said<'_>| surname(said.document, said.by.named(), self.corpus);
        let mut fits: Vec<Option<Fit>> = all.iter().map(fit).collect();
        if fits.iter().all(Option::is_none) && who.len() > 1 {
            fits = all.iter().map(|said| self.by_surname(said, who)).collect();
        }
        let by_name = all.iter().zip(&fits).filter(|(_, fit)| **fit == Some(Fit::Name));
        let surnames: BTreeSet<String> = by_name.filter_map(|(said, _)| last(said)).collect();
        let known = |said: &Said<'_>| last(said).is_some_and(|last| surnames.contains(&last)).then_some(Fit::Name);
        let pairs = all.into_iter().zip(fits);
        pairs.filter_map(|(said, fit)| Some((said, fit.or_else(|| known(&said))?))).collect()
    }

    /// Whether somebody is called by the last name alone whose whole name stands elsewhere in the article.
    fn by_surname(&self, said: &Said<'_>, who: &[usize]) -> Option<Fit> {
        let (document, name) = (said.document, said.by.named());
        self.fits(document, name, &who[who.len() - 1..]).filter(|fit| *fit == Fit::Name)?;
        let last = surname(document, name, self.corpus)?;
        let term = &self.question.terms[who[who.len() - 1]];
        let words = self.corpus.lexicon().words(document, Span::new(0, document.body().len()));
        let whole = words.windows(who.len()).any(|window| {
            window.iter().zip(who).all(|(word, term)| {
                word.token.is_capital() && self.question.terms.get(*term).is_some_and(|term| term.term == word.term)
            })
        });
        (last == term.word && whole).then_some(Fit::Name)
    }

    /// Whether the phrase at `span` names whom `who` names.
    ///
    /// All words must be there, and the last of them must be the phrase's head, or its owner: the "Norwegian Labour
    /// Party" is not Norway, and "Norway's minister" speaks for Norway.
    fn fits(&self, document: &Document, span: Span, who: &[usize]) -> Option<Fit> {
        let words = self.corpus.lexicon().words(document, span);
        let matches = self.matcher.matches(&words);
        let best = self.matcher.best(&matches);
        if !who.iter().all(|term| best.get(*term).is_some_and(|worth| *worth >= SAME_NAME)) {
            return None;
        }
        let last = who.last()?;
        let body = document.body();
        let end = head_end(&words, body);
        let fit = |at: usize| {
            let after = words.get(at + 1..end.max(at + 1)).unwrap_or_default();
            let folded = fold(words[at].token.span.cut(body));
            let nation = country_named(&folded).is_some() || is_demonym(&folded) || is_capital_city(&folded);
            match () {
                () if at >= end || !after.iter().any(|word| word.token.is_word()) => {
                    Some(if nation { Fit::Owner } else { Fit::Name })
                }
                () if after.first().is_some_and(|word| word.token.shape == Shape::Clitic) => Some(Fit::Owner),
                () if nation && after.iter().all(|word| !word.token.is_capital()) => Some(Fit::Owner),
                () if !nation && after.iter().all(|word| word.token.is_capital() || !word.token.is_word()) => {
                    Some(Fit::Name)
                }
                () => None,
            }
        };
        let matched = matches.iter().enumerate().filter(|(_, found)| found.is_some_and(|found| found.term == *last));
        matched.map(|(at, _)| at).find_map(fit)
    }

    /// Who says something.
    fn who(&self, spans: Vec<EvidenceSpan>, verb: &str, said: Span) -> Vec<EvidenceSpan> {
        // These say nothing about how it was said.
        const PLAIN: &[&str] = &["say", "state", "claim", "declare", "remark", "comment", "believe", "think"];
        let wanted = self.terms(said);
        if wanted.is_empty() {
            return spans;
        }
        let mut found: Vec<EvidenceSpan> = Vec::new();
        for said in self.said() {
            let mut best = self.best(said.document, said.by.said);
            let antecedent = self.antecedent(&said);
            if let Some(before) = antecedent {
                raise(&mut best, &self.best(said.document, before));
            }
            let share = self.coverage(&best, &wanted);
            let cue = fold(said.by.cue.cut(said.document.body()));
            let same = reporting_verb(&cue).is_some_and(|cue| cue.lemma == verb) || PLAIN.contains(&verb);
            if share < if same && !PLAIN.contains(&verb) { LEAST_SAME } else { LEAST_SAID } {
                continue;
            }
            let Some((answer, sentence)) = self.presented(&said) else { continue };
            // What is denied is quoted along with who denies it.
            let sentence = antecedent
                .map(|before| before.join(sentence))
                .filter(|joined| joined.len() <= NEAR)
                .unwrap_or(sentence);
            let prior = PRIOR * (share + if same { SAME_VERB } else { 0.0 });
            found.push(self.evidence(&spans, &said, answer, sentence, prior));
        }
        if found.is_empty() {
            return spans;
        }
        let is_new =
            |span: &EvidenceSpan| !found.iter().any(|new| new.doc == span.doc && new.answer.overlaps(span.answer));
        let others: Vec<EvidenceSpan> = spans.into_iter().filter(is_new).collect();
        found.extend(others);
        ranked(found)
    }

    /// The sentence before, where what is said only points at it: "She denied the allegations."
    fn antecedent(&self, said: &Said<'_>) -> Option<Span> {
        const POINTING: &[&str] = &["it", "this", "that", "these", "those", "so"];
        let words = self.corpus.lexicon().words(said.document, said.by.said);
        let folded: Vec<String> = words.iter().map(|word| fold(word.token.span.cut(said.document.body()))).collect();
        let verb = usize::from(folded.first().is_some_and(|first| reporting_verb(first).is_some()));
        let object = folded.get(verb..)?;
        let points = match object {
            [word] => POINTING.contains(&word.as_str()),
            [first, noun] => matches!(first.as_str(), "the" | "this" | "that" | "these" | "those") && speech_noun(noun),
            _ => false,
        };
        let at = said.document.sentences().iter().position(|sentence| *sentence == said.sentence)?;
        said.document.sentences().get(at.checked_sub(1)?).copied().filter(|_| points)
    }

    /// The words that name who says it, and the sentences to quote for it: those from the name on where it stands near, or
    /// else the one alone. `None` if it has a pronoun only.
    fn presented(&self, said: &Said<'_>) -> Option<(Span, Span)> {
        let Said { document, sentence, by, .. } = said;
        let named = by.named();
        if sentence.contains(named) {
            return (!by.is_anonymous(document.body())).then_some((bare_name(document, named, self.corpus), *sentence));
        }
        let home = document.sentences().iter().find(|sentence| sentence.contains(named));
        let joined =
            home.map(|home| home.join(*sentence)).filter(|joined| joined.len() <= NEAR && named.start < sentence.start);
        match joined {
            Some(joined) => Some((bare_name(document, named, self.corpus), joined)),
            None if sentence.contains(by.speaker) && by.speaker.cut(document.body()).contains(' ') => {
                Some((by.speaker, *sentence))
            }
            None => None,
        }
    }

    /// Words of a passage as a candidate: scored as the reader's best of that sentence, or else a little below all that it
    /// found, and by `prior`.
    fn evidence(
        &self,
        spans: &[EvidenceSpan],
        said: &Said<'_>,
        answer: Span,
        sentence: Span,
        prior: f32,
    ) -> EvidenceSpan {
        let passage = self.corpus.passage(said.read.passage);
        // Whoever "he" is stands in the sentence as good as by name.
        let named = self.best(said.document, said.by.named());
        let mut best = self.best(said.document, sentence);
        raise(&mut best, &named);
        let mut around = self.best(said.document, passage.span);
        raise(&mut around, &named);
        let same = spans.iter().find(|span| span.doc == said.document.id && span.sentence == said.sentence);
        let lowest = spans.iter().map(|span| span.span_score).reduce(f32::min).map_or(0.0, |lowest| lowest - 1.0);
        // What was thought of other words counts for nothing, nor what the network thinks of "he".
        let own = spans.iter().find(|span| span.doc == said.document.id && span.answer.overlaps(answer));
        let read = said.by.name.is_none() && said.sentence.contains(said.by.named());
        let margin = own.filter(|_| read).and_then(|span| span.neural_margin);
        let is_quoted = answer.cut(said.document.body()).starts_with(QUOTES);
        let is_name = said.by.named().contains(answer) || answer == said.by.speaker;
        let mut contributions = vec![("speaker", prior)];
        contributions.extend(own.iter().flat_map(|span| span.contributions.iter().copied()));
        EvidenceSpan {
            passage: said.read.passage,
            doc: said.document.id,
            sentence,
            answer,
            kind: match () {
                () if is_name => Kind::NamePhrase,
                () if is_quoted => Kind::Quotation,
                () => Kind::Clause,
            },
            span_score: same.map_or(lowest, |span| span.span_score) + prior,
            coverage: self.matcher.coverage(&best),
            passage_coverage: self.matcher.coverage(&around),
            sentence_names_missing: 1.0 - self.matcher.name_coverage(&best),
            names_missing: 1.0 - self.matcher.name_coverage(&around),
            heaviest_missing: self.matcher.heaviest_missing(&around),
            held: best,
            key_distance: None,
            neural_margin: margin,
            contributions,
        }
    }
}

/// How a phrase names somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// By their name or title.
    Name,
    /// As whom they speak for.
    Owner,
}

/// Where a phrase's head ends: before "of", a comma or a bracket.
fn head_end(words: &[Word], body: &str) -> usize {
    let ends = |word: &Word| {
        let surface = word.token.span.cut(body);
        matches!(surface, "of" | "for" | "from" | "at" | "in" | "with" | "to" | "," | "(")
    };
    words.iter().position(ends).filter(|end| *end > 0).unwrap_or(words.len())
}

/// A speaker's name without what only describes them: "Ingrid Solheim" of "The harbour master, Ingrid Solheim", and of
/// "Minister Ingrid Solheim". The whole phrase where a name is not plain.
fn bare_name(document: &Document, named: Span, corpus: &Corpus) -> Span {
    const TITLES: &[&str] = &[
        "minister",
        "president",
        "secretary",
        "general",
        "ambassador",
        "director",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "professor",
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "chief",
        "officer",
        "coach",
        "administrator",
        "governor",
        "senator",
        "chairman",
        "judge",
        "sir",
        "lord",
        "lady",
        "king",
        "queen",
        "prince",
        "princess",
        "major",
        "captain",
        "colonel",
        "sergeant",
        "king",
        "undersecretary",
        "commissioner",
        "chancellor",
        "mayor",
        "premier",
        "founder",
        "co-founder",
        "leader",
        "manager",
    ];
    let body = document.body();
    let words = corpus.lexicon().words(document, named);
    let surface = |word: &Word| word.token.span.cut(body);
    let comma = words.iter().rposition(|word| surface(word) == ",");
    let tail = words.get(comma.map_or(0, |comma| comma + 1)..).unwrap_or_default();
    // "The … Institute (XYZ)"
    let open = tail.iter().position(|word| surface(word) == "(").filter(|open| *open > 0).unwrap_or(tail.len());
    let tail = tail.get(..open).unwrap_or_default();
    let whole = match (tail.first(), tail.last()) {
        (Some(first), Some(last)) => first.token.span.join(last.token.span),
        _ => return named,
    };
    if comma.is_none() && head_end(tail, body) < tail.len() {
        return whole;
    }
    let n_capital = tail.iter().rev().take_while(|word| word.token.is_capital() || surface(word) == "-").count();
    let run = tail.get(tail.len() - n_capital..).unwrap_or_default();
    let title = run.iter().rposition(|word| TITLES.contains(&fold(surface(word)).trim_end_matches('.')));
    let name = run.get(title.map_or(0, |title| title + 1)..).unwrap_or_default();
    let first = name.first().map(|word| fold(surface(word)));
    let nation = first.is_some_and(|first| country_named(&first).is_some() || is_demonym(&first));
    match (name.first(), name.last()) {
        (Some(first), Some(last)) if (name.len() >= 2 && !nation) || comma.is_some() => {
            first.token.span.join(last.token.span)
        }
        _ if comma.is_some() => named,
        _ => whole,
    }
}

/// The last capitalised word of a name, folded; `None` if it is a country or no word of it is capitalised.
fn surname(document: &Document, name: Span, corpus: &Corpus) -> Option<String> {
    let words = corpus.lexicon().words(document, name);
    let end = head_end(&words, document.body());
    let last = words.get(..end)?.iter().rev().find(|word| word.token.is_word())?;
    let folded = fold(last.token.span.cut(document.body()));
    (last.token.is_capital() && country_named(&folded).is_none() && !is_demonym(&folded)).then_some(folded)
}

/// The best spans, best first; ties in the order of the passages.
fn ranked(mut spans: Vec<EvidenceSpan>) -> Vec<EvidenceSpan> {
    spans.sort_by(|a, b| b.span_score.total_cmp(&a.span_score));
    spans.truncate(MAX_SPANS);
    spans
}
