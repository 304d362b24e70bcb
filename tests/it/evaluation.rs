//! Figures against ones counted by hand, and how they are drawn, compared and shown.

mod page;
mod set;

use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use pullquote::eval::{
    Comparison, Figures, Interval, JudgedAnswer, RESAMPLES, Sample, SpanFigures, SpanJudgement, SpanSample, Table,
    Unit, compare,
};

pub(crate) use set::{onestopqa_set, squad_set};

/// A judged answer: confidence, exact match, F1, whether it was given, and how many milliseconds it took.
fn answer(confidence: f32, exact_match: f64, f1: f64, given: bool, milliseconds: u64) -> JudgedAnswer {
    JudgedAnswer {
        words: "words".to_owned(),
        exact_match,
        f1,
        confidence,
        given,
        time: Duration::from_millis(milliseconds),
    }
}

fn judged(
    article: usize,
    answerable: bool,
    rank: Option<usize>,
    closed: JudgedAnswer,
    open: JudgedAnswer,
) -> SpanJudgement {
    SpanJudgement { id: String::new(), article, answerable, closed, open, rank }
}

/// Five questions about two articles.
fn five() -> SpanSample {
    SpanSample::new(vec![
        judged(4, true, Some(0), answer(0.9, 1.0, 1.0, true, 1), answer(0.95, 1.0, 1.0, true, 10)),
        judged(4, true, Some(3), answer(0.6, 0.0, 0.5, true, 2), answer(0.5, 0.0, 0.25, true, 10)),
        judged(4, false, None, answer(0.7, 0.0, 0.0, true, 3), answer(0.65, 0.0, 0.0, true, 10)),
        judged(7, true, None, answer(0.2, 1.0, 1.0, false, 4), answer(0.15, 0.0, 0.5, false, 10)),
        judged(7, false, None, answer(0.1, 0.0, 0.0, false, 10), answer(0.05, 0.0, 0.0, false, 10)),
    ])
}

/// So many articles with so many answerable questions, of which those are answered rightly that `right` picks.
fn articles(n: usize, questions: usize, right: impl Fn(usize, usize) -> bool) -> SpanSample {
    let mut all = Vec::new();
    for article in 0..n {
        for question in 0..questions {
            let score = if right(article, question) { 1.0 } else { 0.0 };
            let given = answer(0.5, score, score, true, 1);
            all.push(judged(article, true, Some(0), given.clone(), given));
        }
    }
    SpanSample::new(all)
}

fn comparison(samples: Vec<(&str, SpanSample)>) -> Comparison<SpanFigures> {
    compare(samples.into_iter().map(|(name, sample)| (name.to_owned(), sample))).unwrap()
}

#[track_caller]
fn assert_near(given: f64, wanted: f64) {
    assert!((given - wanted).abs() < 1e-6, "{given} is not {wanted}");
}

#[test]
fn figures_are_those_counted_by_hand() {
    let figures = five().whole();
    assert_eq!((figures.n, figures.n_impossible), (3, 2));
    for (name, wanted) in [
        ("closed_exact_match", 2.0 / 3.0),
        ("closed_f1", 2.5 / 3.0),
        // Of five: the first is right, the second half, the third should have been withheld and the fourth not.
        ("closed_v2_exact_match", 2.0 / 5.0),
        ("closed_v2_f1", 2.5 / 5.0),
        // Nothing given has 2; giving the first four in order of confidence 3, 2, 2.5 and 3.5.
        ("closed_v2_best_f1", 3.5 / 5.0),
        // Of six pairs only 0.6 and 0.2 are below 0.7.
        ("closed_roc_area", 4.0 / 6.0),
        ("recall_at_1", 1.0 / 3.0),
        ("recall_at_5", 2.0 / 3.0),
        ("recall_at_20", 2.0 / 3.0),
        ("mrr", (1.0 + 0.25) / 3.0),
        ("open_exact_match", 1.0 / 3.0),
        ("open_f1", 1.75 / 3.0),
        ("abstained", 0.5),
        ("false_abstention", 1.0 / 3.0),
        ("risk_coverage_area", (0.0 + 1.0 / 2.0 + 2.0 / 3.0 + 2.0 / 4.0 + 3.0 / 5.0) / 5.0),
        ("calibration_error", (0.05 + 0.5 + 0.65 + 0.85 + 0.05) / 5.0),
        ("closed_mean_ms", 4.0),
        ("closed_p50_ms", 3.0),
        ("closed_p99_ms", 10.0),
        ("open_mean_ms", 10.0),
    ] {
        let row = figures.rows().into_iter().find(|row| row.name == name).unwrap();
        assert!((row.value - wanted).abs() < 1e-6, "{name} is {}, not {wanted}", row.value);
    }
    assert_near(figures.closed_v2_best_threshold, 0.8);
    assert_eq!(figures.risk_coverage_curve.len(), 100);
    let (half, two_thirds) = (1.0 / 2.0, 2.0 / 3.0);
    let risks = [0.0, 0.0, 0.0, half, half, two_thirds, two_thirds, half, half, 0.6];
    assert_eq!(figures.risk_at_coverage, risks);
    let bins: Vec<(f64, u32, f64)> = figures.reliability.iter().map(|bin| (bin.from, bin.n, bin.right)).collect();
    assert_eq!(bins, [(0.0, 1, 0.0), (0.1, 1, 1.0), (0.5, 1, 0.0), (0.6, 1, 0.0), (0.9, 1, 1.0)]);
}

#[test]
fn no_words_are_right_where_there_is_no_answer() {
    let mut empty = answer(0.9, 1.0, 1.0, true, 1);
    empty.words.clear();
    let figures = SpanSample::new(vec![
        judged(0, false, None, empty, answer(0.0, 0.0, 0.0, false, 1)),
        judged(0, true, None, answer(0.5, 1.0, 1.0, true, 1), answer(0.0, 0.0, 0.0, false, 1)),
    ])
    .whole();
    assert_near(figures.closed_v2_f1, 1.0);
    assert_near(figures.closed_v2_best_f1, 1.0);
}

#[test]
fn a_figure_over_no_question_is_null() {
    let figures = articles(3, 2, |_, _| true).whole();
    let json = serde_json::to_value(&figures).unwrap();
    assert!(json["abstained"].is_null() && json["closed_roc_area"].is_null(), "{json}");
    assert_eq!(Unit::Share.show(figures.abstained), "–");
}

proptest! {
    #[test]
    fn a_question_that_counts_twice_is_as_good_as_two(
        questions in vec((0_u32..4, any::<bool>(), 0_u32..6, 0_u32..3, any::<bool>(), 0_usize..30), 1..25),
    ) {
        let of = |(_, answerable, confidence, score, given, rank): &(u32, bool, u32, u32, bool, usize)| {
            let score = if *answerable { f64::from(*score) / 2.0 } else { 0.0 };
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let given = answer(*confidence as f32 / 5.0, score.floor(), score, *given, u64::from(*confidence));
            judged(0, *answerable, Some(*rank), given.clone(), given)
        };
        let weights: Vec<u32> = questions.iter().map(|question| question.0).collect();
        let weighted = SpanSample::new(questions.iter().map(of).collect()).figures(&weights);
        let copies = questions.iter().flat_map(|question| (0..question.0).map(move |_| of(question)));
        let repeated = SpanSample::new(copies.collect()).whole();
        prop_assert_eq!((weighted.n, weighted.n_impossible), (repeated.n, repeated.n_impossible));
        for (one, other) in weighted.rows().iter().zip(repeated.rows()) {
            let same = (one.value - other.value).abs() < 1e-9 || (one.value.is_nan() && other.value.is_nan());
            prop_assert!(same, "{}: {} and {}", one.name, one.value, other.value);
        }
        for (one, other) in weighted.risk_coverage_curve.iter().zip(&repeated.risk_coverage_curve) {
            prop_assert!((one - other).abs() < 1e-9);
        }
    }
}

#[test]
fn an_interval_is_the_middle_of_the_draws() {
    let interval = Interval::of((0..=1000).rev().map(f64::from));
    assert_near(interval.low, 25.0);
    assert_near(interval.high, 975.0);
    let between = Interval::of([0.0, 1.0, f64::NAN]);
    assert_near(between.low, 0.025);
    assert_near(between.high, 0.975);
}

#[test]
fn whole_articles_are_drawn() {
    let interval = |sample| comparison(vec![("rules", sample)]).first.intervals["closed_f1"];
    // As many right answers both times; but where an article is right or wrong as a whole, the next set may have
    // more articles of one kind.
    let split = interval(articles(20, 10, |article, _| article % 2 == 0));
    let even = interval(articles(20, 10, |_, question| question % 2 == 0));
    assert_eq!(even, Interval { low: 0.5, high: 0.5 });
    // Of 20 coins the middle 95 % show 6 to 14 heads.
    assert!((0.25..=0.35).contains(&split.low) && (0.65..=0.75).contains(&split.high), "{split:?}");
}

#[test]
fn readers_are_drawn_in_pairs() {
    let first = articles(20, 10, |article, _| article % 2 == 0);
    let second = articles(20, 10, |article, question| article % 2 == 0 || question == 0);
    let comparison = comparison(vec![("rules", first.clone()), ("same", first), ("better", second)]);
    let [same, better] = [0, 1].map(|place| comparison.compared[place].differences["closed_f1"]);
    assert_eq!((same.difference, same.interval), (0.0, Interval { low: 0.0, high: 0.0 }));
    // Both move by 40 points from draw to draw, their difference by less than five: they move together.
    assert_near(better.difference, 0.05);
    assert!(better.interval.low > 0.0 && better.interval.high < 0.1, "{better:?}");
}

#[test]
fn the_same_questions_have_the_same_intervals() {
    let json = || serde_json::to_string(&comparison(vec![("rules", articles(9, 4, |a, q| (a * q) % 3 == 1))])).unwrap();
    assert_eq!(json(), json());
    assert_eq!(RESAMPLES, 1000);
}

#[test]
fn a_single_article_has_no_interval() {
    let comparison = comparison(vec![("rules", articles(1, 10, |_, question| question > 3))]);
    assert!(serde_json::to_value(&comparison).unwrap()["intervals"]["closed_f1"]["low"].is_null());
    let table = Table::of(&comparison);
    let row = table.rows.iter().find(|row| row[0] == "closed F1, v1.1 (%)").unwrap();
    assert_eq!(row[1], "60.0");
}

#[test]
fn every_reader_and_every_difference_has_a_column() {
    let comparison = comparison(vec![
        ("rules", articles(4, 10, |_, question| question < 5)),
        ("other", articles(4, 10, |_, question| question < 3)),
    ]);
    let table = Table::of(&comparison);
    assert_eq!(table.head, ["", "rules", "other", "other − rules"]);
    assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
    let row = table.rows.iter().find(|row| row[0] == "closed EM, v1.1 (%)").unwrap();
    assert_eq!(row[1..], ["50.0 (50.0 to 50.0)", "30.0 (30.0 to 30.0)", "−20.0 (−20.0 to −20.0)"]);
    let text = table.to_string();
    let columns: Vec<usize> = text.lines().filter_map(|line| line.find("50.0 (").or(line.find("rules  "))).collect();
    assert!(columns.len() > 1 && columns.iter().all(|column| *column == columns[0]), "{text}");
}

#[test]
fn values_are_shown_in_their_unit() {
    let shown = [
        Unit::Share.show(0.4567),
        Unit::Percent.show(81.75),
        Unit::Plain.show(0.61451),
        Unit::Milliseconds.show(1.234),
        Unit::Count.show(2.0),
        Unit::Share.show_signed(0.051),
        Unit::Share.show_signed(-0.051),
        Unit::Share.show_signed(-0.0001),
        Unit::Plain.show_signed(f64::NAN),
    ];
    assert_eq!(shown, ["45.7", "81.8", "0.615", "1.23", "2", "+5.1", "−5.1", "0.0", "–"]);
}
