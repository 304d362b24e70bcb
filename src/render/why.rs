//! Why an answer came out as it did, for a terminal.

use std::fmt::Write;

use super::record::one_line;
use crate::answer::{Answer, CONFIDENCE_FEATURES, Explained, Reason, Source};
use crate::corpus::Corpus;
use crate::question::{Intent, Question};
use crate::read::EvidenceSpan;

/// So many candidates, passages, and parts of a score are shown.
const CANDIDATES: usize = 10;
const PASSAGES: usize = 5;
const PARTS: usize = 6;
const VARIANTS: usize = 6;

/// The analysis, the passages, the candidates with their scores, and what the confidence rests on.
#[must_use]
pub fn why(explained: &Explained, corpus: &Corpus) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail; `_ =` says so at each line.
    _ = understanding(&mut out, explained, corpus);
    _ = found(&mut out, explained, corpus);
    _ = decision(&mut out, explained);
    out
}

fn understanding(out: &mut String, explained: &Explained, corpus: &Corpus) -> std::fmt::Result {
    let question = &explained.understood.question;
    writeln!(out, "Understood: {}", one_line(&question.text))?;
    for (wrong, right) in &explained.understood.repairs {
        writeln!(out, "  spelling: “{wrong}” is not in the articles; read as “{right}”")?;
    }
    if question.intent != Intent::Question {
        writeln!(out, "  no question: {:?}", question.intent)?;
    }
    let all = if question.wants_all { ", all of them" } else { "" };
    writeln!(out, "  wanted: {}{all}", question.answer_type.name())?;
    if let Some(focus) = question.focus.and_then(|focus| question.terms.get(focus)) {
        writeln!(out, "  focus: {}", focus.word)?;
    }
    terms(out, question, corpus)?;
    match &explained.understood.source {
        Source::Any => writeln!(out, "  sources: all"),
        Source::Named(name, docs) => writeln!(out, "  sources: “{name}” is {}", slugs(docs, corpus)),
        Source::Cited(name, docs) => writeln!(out, "  sources: “{name}” is cited in {}", slugs(docs, corpus)),
        Source::Unknown(name) => writeln!(out, "  sources: “{name}” is no source and is not cited"),
    }
}

fn slugs(docs: &[crate::corpus::DocId], corpus: &Corpus) -> String {
    docs.iter().map(|doc| corpus.document(*doc).slug.as_str()).collect::<Vec<_>>().join(", ")
}

fn terms(out: &mut String, question: &Question, corpus: &Corpus) -> std::fmt::Result {
    for term in &question.terms {
        let lexicon = corpus.lexicon();
        let known = if lexicon.holds(term.term) {
            format!("rarity {:.1}", lexicon.idf(term.term))
        } else {
            "not in the articles".to_owned()
        };
        let name = if term.name || lexicon.is_name(&term.word) { ", a name" } else { "" };
        let held = term.variants.iter().filter(|variant| variant.terms.iter().all(|part| lexicon.holds(*part))).count();
        writeln!(
            out,
            "  term: {} ({known}{name}; {} other words may stand for it, the articles have {held})",
            term.word,
            term.variants.len().max(held.min(VARIANTS))
        )?;
    }
    Ok(())
}

fn found(out: &mut String, explained: &Explained, corpus: &Corpus) -> std::fmt::Result {
    writeln!(out, "\nFound: {} passages; the best:", explained.passages.len())?;
    for scored in explained.passages.iter().take(PASSAGES) {
        let passage = corpus.passage(scored.passage);
        let document = corpus.document(passage.doc);
        let words: String = one_line(passage.span.cut(document.body())).chars().take(90).collect();
        writeln!(
            out,
            "  {:7.3}  {} · paragraph {}: {words}…",
            scored.retrieval_score,
            document.slug,
            document.paragraph_at(passage.span.start)
        )?;
    }
    if let Some(reason) = &explained.fallback {
        writeln!(out, "\nThe network did not read them, because {reason}; the rules did.")?;
    }
    writeln!(out, "\nCandidates, by score, as the reader “{}” sees them:", explained.reader)?;
    for (rank, span) in (1..).zip(explained.spans.iter().take(CANDIDATES)) {
        candidate(out, rank, span, explained, corpus)?;
    }
    Ok(())
}

fn candidate(
    out: &mut String,
    rank: usize,
    span: &EvidenceSpan,
    explained: &Explained,
    corpus: &Corpus,
) -> std::fmt::Result {
    let document = corpus.document(span.doc);
    writeln!(
        out,
        "  {rank}. {:.2}  {}  ({:?})",
        span.span_score,
        one_line(span.answer.cut(document.body())),
        span.kind
    )?;
    writeln!(
        out,
        "     in {} · paragraph {}: {}",
        document.slug,
        document.paragraph_at(span.sentence.start),
        one_line(span.sentence.cut(document.body()))
    )?;
    let parts: Vec<String> =
        span.contributions.iter().take(PARTS).map(|(name, part)| format!("{name} {part:+.2}")).collect();
    writeln!(out, "     {}", parts.join(", "))?;
    if let Some(margin) = span.neural_margin {
        let chance = if margin > 0.0 { "likelier than" } else { "less likely than" };
        writeln!(out, "     the network: {chance} no answer here ({margin:+.1})")?;
    }
    if let Some(best) = explained.spans.first().filter(|_| rank > 1) {
        // What the winner has that this one lacks, by the largest differences.
        let worth = |of: &EvidenceSpan, name: &str| {
            of.contributions.iter().find(|(known, _)| *known == name).map_or(0.0, |(_, part)| *part)
        };
        let mut lacks: Vec<(&str, f32)> =
            best.contributions.iter().map(|(name, part)| (*name, worth(span, name) - part)).collect();
        lacks.sort_by(|a, b| a.1.total_cmp(&b.1));
        let lacks: Vec<String> = lacks
            .iter()
            .take(3)
            .filter(|(_, difference)| *difference < -0.05)
            .map(|(name, difference)| format!("{name} {difference:+.2}"))
            .collect();
        if !lacks.is_empty() {
            writeln!(out, "     behind the first by: {}", lacks.join(", "))?;
        }
    }
    Ok(())
}

fn decision(out: &mut String, explained: &Explained) -> std::fmt::Result {
    writeln!(out)?;
    match &explained.answer {
        Answer::Quoted(quoted) => {
            let conflict = if quoted.conflict { ", in conflict" } else { "" };
            writeln!(
                out,
                "Answered: {} values{conflict}, confidence {:.2}",
                quoted.values.len(),
                quoted.confidence.probability()
            )?;
            for value in &quoted.values {
                writeln!(
                    out,
                    "  {} ({} articles, confidence {:.2})",
                    value.value,
                    value.evidence.len(),
                    value.confidence.probability()
                )?;
            }
        }
        Answer::Abstained(abstained) => match &abstained.reason {
            Reason::NothingFound => writeln!(out, "No answer: no passage holds any word of the question")?,
            Reason::Unsupported(parts) => {
                writeln!(out, "No answer: what comes closest says nothing of “{}”", parts.join("”, “"))?;
            }
            Reason::UnknownSource(name) => writeln!(out, "No answer: “{name}” is no source")?,
            Reason::Unsure(confidence) => writeln!(
                out,
                "No answer: the best candidate is right with a probability of {:.2} only",
                confidence.probability()
            )?,
        },
        Answer::NotAQuestion(intent, _) => writeln!(out, "No answer, because nothing was asked: {intent:?}")?,
    }
    if let Some(signals) = &explained.signals {
        let parts: Vec<String> = CONFIDENCE_FEATURES
            .iter()
            .zip(signals)
            .skip(1)
            .map(|(name, signal)| format!("{name} {signal:.2}"))
            .collect();
        writeln!(out, "Confidence rests on: {}", parts.join(", "))?;
    }
    Ok(())
}
