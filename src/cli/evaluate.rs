//! `pullquote eval`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::Outcome;
use super::open::Place;
use super::output::Output;
use crate::corpus::Corpus;
use crate::eval::{Deal, GoldQuestion, documents, evaluate_gold, evaluate_spans, read_squad};
use crate::retrieve::Embedded;

#[derive(Debug, Args)]
#[group(required = true)]
struct Set {
    /// A gold set over the corpus: JSON Lines
    #[arg(long, value_name = "FILE")]
    gold: Option<PathBuf>,
    /// A question set in SQuAD's format, with its own paragraphs as the corpus
    #[arg(long, value_name = "FILE")]
    squad: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct EvalArguments {
    #[command(flatten)]
    set: Set,
    /// Of a SQuAD set use only the articles that no weight was fitted on
    #[arg(long)]
    kept_aside: bool,
    /// Of a SQuAD set ask every Nth question
    #[arg(long, value_name = "N", default_value_t = 5)]
    step: usize,
    /// List the questions of a gold set that went wrong
    #[arg(long)]
    list: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub(super) fn evaluate(arguments: &EvalArguments, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    if let Some(file) = &arguments.set.gold {
        gold(file, arguments, place, out)?;
    }
    if let Some(file) = &arguments.set.squad {
        squad(file, arguments, place, out)?;
    }
    Ok(Outcome::Done)
}

fn gold(file: &Path, arguments: &EvalArguments, place: &Place, out: &mut Output) -> anyhow::Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let questions: Vec<GoldQuestion> = lines
        .map(|(number, line)| {
            serde_json::from_str(line).with_context(|| format!("{}:{number} is no gold question", file.display()))
        })
        .collect::<anyhow::Result<_>>()?;
    let engine = place.open()?.engine;
    let bar = bar(questions.len());
    let figures = evaluate_gold(&engine, &questions, || bar.inc(1))?;
    bar.finish_and_clear();
    if arguments.json {
        out.json(&figures)?;
    } else {
        out.line(format_args!("questions                  {}", figures.n))?;
        out.line(format_args!("correct                    {:.1} %", figures.correct))?;
        out.line(format_args!(
            "evidence@1, @3             {:.1} %, {:.1} %",
            figures.evidence_at_1, figures.evidence_at_3
        ))?;
        out.line(format_args!("unanswerable withheld      {:.1} %", figures.abstained))?;
        out.line(format_args!("answerable withheld        {:.1} %", figures.false_abstention))?;
        out.line(format_args!(
            "conflicts shown            {:.1} %, {} false alarms",
            figures.conflict_shown, figures.conflict_false_alarms
        ))?;
        out.line(format_args!("lists complete             {:.1} %", figures.list_full))?;
    }
    if arguments.list {
        figures.wrong.iter().try_for_each(|wrong| out.line(wrong))?;
    }
    Ok(())
}

fn squad(file: &Path, arguments: &EvalArguments, place: &Place, out: &mut Output) -> anyhow::Result<()> {
    let mut articles = read_squad(file)?;
    if arguments.kept_aside {
        articles.retain(|article| Deal::of(&article.title) == Deal::KeptAside);
    }
    anyhow::ensure!(!articles.is_empty(), "{} has no article to ask about", file.display());
    let corpus = Arc::new(Corpus::new(documents(&articles)));
    let retriever = Arc::new(Embedded::in_memory(&corpus)?);
    let engine = place.engines(&corpus, retriever, &[place.reader]).pop().context("no reader")?;
    let step = arguments.step.max(1);
    let bar = bar(articles.iter().map(|article| article.questions.len().div_ceil(step)).sum());
    let figures = evaluate_spans(&engine, &articles, step, || bar.inc(1))?;
    bar.finish_and_clear();
    if arguments.json {
        return out.json(&figures);
    }
    let percent = |share: f64| 100.0 * share;
    let paragraphs: usize = articles.iter().map(|article| article.paragraphs.len()).sum();
    out.line(format_args!("articles, paragraphs       {}, {paragraphs}", articles.len()))?;
    out.line(format_args!("answerable, unanswerable   {}, {}", figures.n, figures.n_impossible))?;
    out.line(format_args!(
        "closed EM, F1              {:.1}, {:.1}",
        percent(figures.closed_exact_match),
        percent(figures.closed_f1)
    ))?;
    let [one, five, twenty] = figures.recall_at.map(percent);
    out.line(format_args!("open recall@1, @5, @20     {one:.1}, {five:.1}, {twenty:.1}"))?;
    out.line(format_args!("open MRR                   {:.3}", figures.mrr))?;
    out.line(format_args!(
        "open EM, F1                {:.1}, {:.1}",
        percent(figures.open_exact_match),
        percent(figures.open_f1)
    ))?;
    out.line(format_args!("unanswerable withheld      {:.1} %", percent(figures.abstained)))?;
    out.line(format_args!("answerable withheld        {:.1} %", percent(figures.false_abstention)))?;
    out.line(format_args!("calibration error          {:.3}", figures.calibration_error))?;
    let risks: Vec<String> = figures.risk_at_coverage.iter().map(|risk| format!("{:.0}", percent(*risk))).collect();
    out.line(format_args!("risk at coverage 10…100 %  {}", risks.join(" ")))
}

/// A progress bar on standard error; nothing where that is no terminal.
fn bar(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} questions, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::try_from(length).unwrap_or(0)).with_style(style)
}
