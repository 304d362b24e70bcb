//! Gold sets against floors: a change may raise the figures, never lower them.

use std::fs;
use std::path::Path;

use pullquote::eval::{GoldQuestion, GoldSample, Sample, judge_gold};

use crate::engine::shipped;

/// Percentages of set A that must be reached. They only rise.
const CORRECT: f64 = 76.0;
const EVIDENCE_AT_1: f64 = 81.0;
const EVIDENCE_AT_3: f64 = 83.0;
const ABSTAINED: f64 = 62.0;
const CONFLICT_SHOWN: f64 = 44.0;
const LIST_FULL: f64 = 80.0;
/// Figures of set A that must not be exceeded. They only fall.
const FALSE_ABSTENTION: f64 = 10.0;
const CONFLICT_FALSE_ALARMS: u32 = 3;

fn judged(file: &str) -> GoldSample {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(file)).unwrap();
    let questions: Vec<GoldQuestion> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut asked = 0;
    let sample = judge_gold(shipped(), &questions, || asked += 1).unwrap();
    let counted = usize::try_from(sample.whole().n).unwrap();
    assert_eq!((asked, counted), (questions.len(), questions.len()), "every question is asked and counted once");
    sample
}

#[test]
fn set_a_stays_above_its_floors() {
    let sample = judged("set-a.jsonl");
    let figures = sample.whole();
    assert_eq!(figures.n, 150);
    let floors = [
        ("correct", figures.correct, CORRECT),
        ("evidence@1", figures.evidence_at_1, EVIDENCE_AT_1),
        ("evidence@3", figures.evidence_at_3, EVIDENCE_AT_3),
        ("unanswerable withheld", figures.abstained, ABSTAINED),
        ("conflicts shown", figures.conflict_shown, CONFLICT_SHOWN),
        ("lists complete", figures.list_full, LIST_FULL),
        ("answerable answered", 100.0 - figures.false_abstention, 100.0 - FALSE_ABSTENTION),
    ];
    for (name, reached, floor) in floors {
        assert!(
            reached >= floor,
            "{name}: {reached:.1} % is below {floor:.1} %; wrong are\n{}",
            sample.wrong().collect::<Vec<_>>().join("\n")
        );
    }
    let alarms = figures.conflict_false_alarms;
    assert!(alarms <= CONFLICT_FALSE_ALARMS, "{alarms} conflicts are claimed where there is none");
}
