//! Gold sets: short, sloppy questions with every acceptable span.
//!
//! The format and the judgement are those of `tests/gold/README.md`: a question is right when the first
//! answer's quotes stand on a gold sentence and hold a gold span; for short types the answer's own words
//! must also reach F1 0.5 with one.

use serde::{Deserialize, Serialize};

use super::{f1, squash};
use crate::answer::Ask;
use crate::answer::{Answer, AnswerValue, Engine};
use crate::retrieve::RetrieveError;

/// A question of a gold set.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldQuestion {
    /// Its name.
    pub id: String,
    /// The question as typed.
    pub q: String,
    /// `answerable`, `unanswerable` or `nonquestion`.
    pub kind: String,
    /// The type of its answer.
    #[serde(rename = "type")]
    pub answer_type: String,
    /// The distinct right values.
    #[serde(default)]
    pub groups: Vec<GoldGroup>,
    /// Whether the values cannot all be true.
    #[serde(default)]
    pub conflict: bool,
    /// What a complete answer names; each item is a spelling or a list of spellings.
    #[serde(default)]
    pub all_of: Option<Vec<Spellings>>,
}

/// One spelling of an item, or several.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Spellings {
    /// One.
    One(String),
    /// Any of these.
    Any(Vec<String>),
}

/// One right value with all its acceptable spans.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldGroup {
    /// The value in words.
    pub value: String,
    /// The spans.
    pub spans: Vec<GoldSpan>,
}

/// An acceptable span and the sentence it stands in.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldSpan {
    /// The words.
    pub text: String,
    /// The sentence.
    pub sentence: String,
}

/// Figures of a gold set, in percent, but for the counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct GoldFigures {
    /// Questions.
    pub n: usize,
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
    pub conflict_false_alarms: usize,
    /// List questions answered completely.
    pub list_full: f64,
    /// The questions that went wrong, and how.
    #[serde(skip)]
    pub wrong: Vec<String>,
}

/// Answers every question and judges the answers.
///
/// # Errors
/// [`RetrieveError`] where the index cannot be searched.
pub fn evaluate_gold(
    engine: &Engine,
    questions: &[GoldQuestion],
    mut progress: impl FnMut(),
) -> Result<GoldFigures, RetrieveError> {
    let mut tally = Tally::default();
    for question in questions {
        let answer = engine.answer(&Ask::new(question.q.as_str()))?;
        tally.judge(question, &answer);
        progress();
    }
    Ok(tally.figures(questions.len()))
}

/// Counts: of what happened, and of how often it could have.
#[derive(Default)]
struct Tally {
    correct: usize,
    evidence_at_1: usize,
    evidence_at_3: usize,
    answerable: (usize, usize),
    unanswerable: (usize, usize),
    conflict: (usize, usize),
    false_alarms: usize,
    lists: (usize, usize),
    wrong: Vec<String>,
}

impl Tally {
    fn judge(&mut self, question: &GoldQuestion, answer: &Answer) {
        let answered = matches!(answer, Answer::Quoted(_));
        let right = match question.kind.as_str() {
            "unanswerable" => {
                let right = matches!(answer, Answer::Abstained(_));
                self.unanswerable.0 += usize::from(right);
                self.unanswerable.1 += 1;
                right
            }
            "nonquestion" => !answered,
            _ => {
                self.answerable.0 += usize::from(!answered);
                self.answerable.1 += 1;
                self.judge_answer(question, answer)
            }
        };
        self.correct += usize::from(right);
        if !right {
            let given = match answer {
                Answer::Quoted(quoted) => quoted.values[0]
                    .evidence
                    .first()
                    .map_or_else(String::new, |evidence| format!("{:?}", evidence.answer_words())),
                Answer::Abstained(_) => "no answer".to_owned(),
                Answer::NotAQuestion(..) => "not a question".to_owned(),
            };
            self.wrong.push(format!(
                "{} {} {} {:?} -> {given}",
                question.id, question.kind, question.answer_type, question.q
            ));
        }
    }

    fn judge_answer(&mut self, question: &GoldQuestion, answer: &Answer) -> bool {
        self.conflict.1 += usize::from(question.conflict);
        let Answer::Quoted(quoted) = answer else { return false };
        let short = is_short(&question.answer_type);
        let best =
            |value: &AnswerValue| question.groups.iter().map(|group| hit(value, group, short)).fold(0.0, f64::max);
        let top = quoted.values.first().map_or(0.0, best);
        self.evidence_at_1 += usize::from(top > 0.0);
        self.evidence_at_3 += usize::from(quoted.values.iter().take(3).any(|value| best(value) > 0.0));
        let found = question
            .groups
            .iter()
            .filter(|group| quoted.values.iter().any(|value| hit(value, group, short) > 0.0))
            .count();
        self.conflict.0 += usize::from(question.conflict && quoted.conflict && found > 1);
        self.false_alarms += usize::from(!question.conflict && quoted.conflict && question.groups.len() == 1);
        if let Some(items) = &question.all_of {
            self.lists.1 += 1;
            let shown = quoted.values.iter().flat_map(|value| &value.evidence);
            let text =
                squash(&shown.map(|evidence| evidence.quote.words()).collect::<Vec<_>>().join(" ")).to_lowercase();
            let named = |item: &Spellings| match item {
                Spellings::One(spelling) => text.contains(&spelling.to_lowercase()),
                Spellings::Any(spellings) => spellings.iter().any(|spelling| text.contains(&spelling.to_lowercase())),
            };
            self.lists.0 += usize::from(items.iter().all(named));
        }
        if short { top >= 0.5 } else { top > 0.0 }
    }

    fn figures(self, n: usize) -> GoldFigures {
        GoldFigures {
            n,
            correct: percent(self.correct, n),
            evidence_at_1: percent(self.evidence_at_1, self.answerable.1),
            evidence_at_3: percent(self.evidence_at_3, self.answerable.1),
            false_abstention: percent(self.answerable.0, self.answerable.1),
            abstained: percent(self.unanswerable.0, self.unanswerable.1),
            conflict_shown: percent(self.conflict.0, self.conflict.1),
            conflict_false_alarms: self.false_alarms,
            list_full: percent(self.lists.0, self.lists.1),
            wrong: self.wrong,
        }
    }
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

fn percent(part: usize, whole: usize) -> f64 {
    let count = |n: usize| u32::try_from(n).map_or(0.0, f64::from);
    if whole == 0 { 0.0 } else { (1000.0 * count(part) / count(whole)).round() / 10.0 }
}
