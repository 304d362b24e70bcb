//! Gold sets: short, sloppy questions with every acceptable span.
//!
//! The format and the judgement are those of `tests/gold/README.md`: a question is right when the first
//! answer's quotes stand on a gold sentence and hold a gold span; for short types the answer's own words
//! must also reach F1 0.5 with one.

use serde::{Deserialize, Serialize};

use super::figure::{Figures, Mean, Row, Sample, Unit, share};
use super::{f1, squash};
use crate::answer::{Answer, AnswerValue, Ask, Engine};
use crate::question::AnswerType;
use crate::retrieve::RetrieveError;

/// A question of a gold set.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GoldQuestion {
    /// Its name.
    pub id: String,
    /// The question as typed.
    pub q: String,
    /// The source that it is limited to, beside what its words say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// `answerable`, `unanswerable` or `nonquestion`.
    pub kind: String,
    /// The type of its answer.
    #[serde(rename = "type")]
    pub answer_type: String,
    /// The distinct right values.
    #[serde(default)]
    pub groups: Vec<GoldGroup>,
    /// Whether the values cannot all be true.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conflict: bool,
    /// What a complete answer names; each item is a spelling or a list of spellings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all_of: Option<Vec<Spellings>>,
    /// What was once answered, for whoever fills in the right values; nothing is judged by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answered: Vec<String>,
    /// A remark; nothing is judged by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl GoldQuestion {
    /// Whether its right values are still to be filled in: it has an answer and none is given, so that whatever
    /// is answered would count as wrong.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.kind == "answerable" && self.groups.is_empty()
    }
}

/// The name that gold sets have for the type of an answer.
#[must_use]
pub fn gold_type(wanted: AnswerType) -> &'static str {
    match wanted {
        AnswerType::Agent => "person",
        AnswerType::Organisation => "org",
        AnswerType::Quotation => "quote",
        AnswerType::YesNo => "yesno",
        AnswerType::Thing => "other",
        same => same.name(),
    }
}

/// One spelling of an item, or several.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Spellings {
    /// One.
    One(String),
    /// Any of these.
    Any(Vec<String>),
}

/// One right value with all its acceptable spans.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GoldGroup {
    /// The value in words.
    pub value: String,
    /// The spans.
    pub spans: Vec<GoldSpan>,
}

/// An acceptable span and the sentence it stands in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GoldSpan {
    /// The article, as the set names it; nothing is judged by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<String>,
    /// The words.
    pub text: String,
    /// The sentence.
    pub sentence: String,
}

/// Figures of a gold set, in percent, but for the counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct GoldFigures {
    /// Questions.
    pub n: u32,
    /// All questions treated rightly.
    pub correct: f64,
    /// Answerable questions whose first answer stands on gold evidence.
    pub evidence_at_1: f64,
    /// One of whose first three answers does.
    pub evidence_at_3: f64,
    /// Answerable questions that were not answered.
    pub false_abstention: f64,
    /// Unanswerable questions that were not answered.
    pub abstained: f64,
    /// Conflict questions whose answer shows more than one gold value and says that they differ.
    pub conflict_shown: f64,
    /// Conflicts claimed where gold has one value.
    pub conflict_false_alarms: u32,
    /// List questions answered completely.
    pub list_full: f64,
}

impl Figures for GoldFigures {
    fn rows(&self) -> Vec<Row> {
        let row = |name, label, value| Row { name, label, unit: Unit::Percent, value };
        let alarms = f64::from(self.conflict_false_alarms);
        vec![
            row("correct", "correct", self.correct),
            row("evidence_at_1", "evidence@1", self.evidence_at_1),
            row("evidence_at_3", "evidence@3", self.evidence_at_3),
            row("abstained", "unanswerable withheld", self.abstained),
            row("false_abstention", "answerable withheld", self.false_abstention),
            row("conflict_shown", "conflicts shown", self.conflict_shown),
            Row { unit: Unit::Count, ..row("conflict_false_alarms", "false alarms of conflict", alarms) },
            row("list_full", "lists complete", self.list_full),
        ]
    }
}

/// What an engine made of a gold question. What cannot be asked of a question is `None`.
#[derive(Clone, Debug, Default)]
struct Judgement {
    correct: bool,
    evidence_at_1: Option<bool>,
    evidence_at_3: Option<bool>,
    false_abstention: Option<bool>,
    abstained: Option<bool>,
    conflict_shown: Option<bool>,
    list_full: Option<bool>,
    false_alarm: bool,
    /// The question and what was answered, if that was wrong.
    wrong: Option<String>,
}

/// Judged gold questions.
#[derive(Clone, Debug)]
pub struct GoldSample(Vec<Judgement>);

impl GoldSample {
    /// The questions that went wrong, and how.
    pub fn wrong(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|judgement| judgement.wrong.as_deref())
    }
}

impl Sample for GoldSample {
    type Figures = GoldFigures;

    /// Every question for itself: they are all about the same few articles.
    fn units(&self) -> Vec<usize> {
        (0..self.0.len()).collect()
    }

    fn figures(&self, weights: &[u32]) -> GoldFigures {
        let percent = |asked: fn(&Judgement) -> Option<bool>| {
            let mut mean = Mean::default();
            for (judgement, weight) in self.0.iter().zip(weights) {
                if let Some(yes) = asked(judgement) {
                    mean.add(share(yes), *weight);
                }
            }
            (1000.0 * mean.value()).round() / 10.0
        };
        let alarms = self.0.iter().zip(weights).filter(|(judgement, _)| judgement.false_alarm);
        GoldFigures {
            n: weights.iter().sum(),
            correct: percent(|judgement| Some(judgement.correct)),
            evidence_at_1: percent(|judgement| judgement.evidence_at_1),
            evidence_at_3: percent(|judgement| judgement.evidence_at_3),
            false_abstention: percent(|judgement| judgement.false_abstention),
            abstained: percent(|judgement| judgement.abstained),
            conflict_shown: percent(|judgement| judgement.conflict_shown),
            conflict_false_alarms: alarms.map(|(_, weight)| weight).sum(),
            list_full: percent(|judgement| judgement.list_full),
        }
    }
}

/// Answers every question and judges the answers.
///
/// # Errors
/// [`RetrieveError`] where the index cannot be searched.
pub fn judge_gold(
    engine: &Engine,
    questions: &[GoldQuestion],
    mut progress: impl FnMut(),
) -> Result<GoldSample, RetrieveError> {
    let mut judged = Vec::with_capacity(questions.len());
    for question in questions {
        let ask = Ask { source: question.source.clone(), ..Ask::new(question.q.as_str()) };
        let answer = engine.answer(&ask)?;
        judged.push(judge(question, &answer));
        progress();
    }
    Ok(GoldSample(judged))
}

fn judge(question: &GoldQuestion, answer: &Answer) -> Judgement {
    let answered = matches!(answer, Answer::Quoted(_));
    let mut judgement = match question.kind.as_str() {
        "unanswerable" => {
            let right = matches!(answer, Answer::Abstained(_));
            Judgement { correct: right, abstained: Some(right), ..Judgement::default() }
        }
        "nonquestion" => Judgement { correct: !answered, ..Judgement::default() },
        _ => judge_answer(question, answer),
    };
    if !judgement.correct {
        let given = match answer {
            Answer::Quoted(quoted) => quoted.values[0]
                .evidence
                .first()
                .map_or_else(String::new, |evidence| format!("{:?}", evidence.answer_words())),
            Answer::Abstained(_) => "no answer".to_owned(),
            Answer::NotAQuestion(..) => "not a question".to_owned(),
        };
        let GoldQuestion { id, kind, answer_type, q, .. } = question;
        judgement.wrong = Some(format!("{id} {kind} {answer_type} {q:?} -> {given}"));
    }
    judgement
}

fn judge_answer(question: &GoldQuestion, answer: &Answer) -> Judgement {
    let mut judgement = Judgement {
        evidence_at_1: Some(false),
        evidence_at_3: Some(false),
        false_abstention: Some(true),
        conflict_shown: question.conflict.then_some(false),
        ..Judgement::default()
    };
    let Answer::Quoted(quoted) = answer else { return judgement };
    let short = is_short(&question.answer_type);
    let best = |value: &AnswerValue| question.groups.iter().map(|group| hit(value, group, short)).fold(0.0, f64::max);
    let top = quoted.values.first().map_or(0.0, best);
    judgement.correct = if short { top >= 0.5 } else { top > 0.0 };
    judgement.evidence_at_1 = Some(top > 0.0);
    judgement.evidence_at_3 = Some(quoted.values.iter().take(3).any(|value| best(value) > 0.0));
    judgement.false_abstention = Some(false);
    let shows = |group: &&GoldGroup| quoted.values.iter().any(|value| hit(value, group, short) > 0.0);
    let found = question.groups.iter().filter(shows).count();
    judgement.conflict_shown = question.conflict.then_some(quoted.conflict && found > 1);
    judgement.false_alarm = !question.conflict && quoted.conflict && question.groups.len() == 1;
    if let Some(items) = &question.all_of {
        let shown = quoted.values.iter().flat_map(|value| &value.evidence);
        let text = squash(&shown.map(|evidence| evidence.quote.words()).collect::<Vec<_>>().join(" ")).to_lowercase();
        let named = |item: &Spellings| match item {
            Spellings::One(spelling) => text.contains(&spelling.to_lowercase()),
            Spellings::Any(spellings) => spellings.iter().any(|spelling| text.contains(&spelling.to_lowercase())),
        };
        judgement.list_full = Some(items.iter().all(named));
    }
    judgement
}

fn is_short(answer_type: &str) -> bool {
    matches!(
        answer_type,
        "person" | "org" | "country" | "place" | "date" | "duration" | "number" | "money" | "quantity"
    )
}

/// How well a value stands on a gold group's evidence: 0 not at all, else the F1 of its words with a span
/// of it, and at least a hundredth.
fn hit(value: &AnswerValue, group: &GoldGroup, short: bool) -> f64 {
    let text = squash(value.evidence.first().map_or("", |evidence| evidence.answer_words()));
    let mut best = 0.0_f64;
    for evidence in &value.evidence {
        let quote = squash(evidence.quote.words());
        for span in &group.spans {
            let (sentence, words) = (squash(&span.sentence), squash(&span.text));
            let same = sentence.contains(&quote) || quote.contains(&sentence) || f1(&quote, &sentence) > 0.8;
            if same && quote.contains(&words) {
                let whole = if !short && text == quote { 1.0 } else { 0.0 };
                best = best.max(0.01).max(f1(&text, &words)).max(whole);
            }
        }
    }
    best
}
