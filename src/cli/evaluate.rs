//! `pullquote eval`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::Outcome;
use super::open::Place;
use super::output::{Output, complain};
use crate::answer::Engine;
use crate::config::ReaderKind;
use crate::corpus::Corpus;
use crate::eval::{
    Comparison, Deal, Figures, GoldQuestion, Page, RESAMPLES, Sample, Section, SpanFigures, SquadArticle, Table,
    compare, documents, judge_evidence, judge_gold, judge_spans, prediction_files, read_onestopqa, read_squad,
    write_predictions,
};
use crate::retrieve::{Embedded, Retriever};

#[derive(Debug, Args)]
#[group(required = true)]
struct Set {
    /// A gold set over the corpus: JSON Lines
    #[arg(long, value_name = "FILE")]
    gold: Option<PathBuf>,
    /// A question set in SQuAD's format, with its own paragraphs as the corpus
    #[arg(long, value_name = "FILE")]
    squad: Option<PathBuf>,
    /// OneStopQA as one JSON file, with its own articles as the corpus
    #[arg(long, value_name = "FILE")]
    onestopqa: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct EvalArguments {
    #[command(flatten)]
    set: Set,
    /// The reader to measure [default: `PULLQUOTE_READER`, or both]; several are compared with the first on
    /// the same questions
    #[arg(long, value_name = "READER", value_delimiter = ',')]
    reader: Vec<ReaderKind>,
    /// Of a SQuAD set use only the articles that no weight was fitted on
    #[arg(long)]
    kept_aside: bool,
    /// Of a set with articles of its own ask every Nth question [default: 5 of SQuAD, 1 of OneStopQA]
    #[arg(long, value_name = "N")]
    step: Option<usize>,
    /// Write the closed answers to a SQuAD set as SQuAD's own evaluation script reads them, and beside them
    /// their no-answer probabilities as .na.json
    #[arg(long, value_name = "FILE", requires = "squad")]
    predictions: Option<PathBuf>,
    /// Write the figures with diagrams as one HTML page
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// List the questions of a gold set that went wrong
    #[arg(long)]
    list: bool,
    /// Print one JSON object for each set
    #[arg(long)]
    json: bool,
}

pub(super) fn evaluate(arguments: &EvalArguments, place: &Place, out: &mut Output) -> anyhow::Result<Outcome> {
    let readers = if arguments.reader.is_empty() { vec![place.reader] } else { arguments.reader.clone() };
    for (number, reader) in readers.iter().enumerate() {
        let twice = readers[..number].contains(reader);
        anyhow::ensure!(!twice, "the reader {} is named twice; name each reader once", reader.name());
    }
    // A run may take an hour: what cannot be written is said before it.
    if let Some(report) = &arguments.report {
        write(report, "")?;
    }
    let mut run = Run { arguments, readers, place, out, page: Page::default() };
    if let Some(file) = &arguments.set.gold {
        run.gold(file)?;
    }
    if let Some(file) = &arguments.set.squad {
        run.squad(file)?;
    }
    if let Some(file) = &arguments.set.onestopqa {
        run.onestopqa(file)?;
    }
    if let Some(report) = &arguments.report {
        write(report, &run.page.html())?;
    }
    Ok(Outcome::Done)
}

struct Run<'a> {
    arguments: &'a EvalArguments,
    readers: Vec<ReaderKind>,
    place: &'a Place,
    out: &'a mut Output,
    page: Page,
}

impl Run<'_> {
    fn gold(&mut self, file: &Path) -> anyhow::Result<()> {
        let questions = gold_questions(file)?;
        let engines = self.place.open_for(&self.readers)?;
        let samples =
            self.judge(&engines, questions.len(), |engine, bar| Ok(judge_gold(engine, &questions, || bar.inc(1))?))?;
        let wrong: Vec<String> = samples.iter().flat_map(|(_, sample)| sample.wrong().map(ToOwned::to_owned)).collect();
        let comparison = compare(samples).context("no reader is named")?;
        let about = format!("{} questions. {}", comparison.first.figures.n, intervals("questions"));
        let section = Section::new(&name(file), &about, &comparison);
        self.show(file, &about, &comparison, section)?;
        if self.arguments.list {
            wrong.iter().try_for_each(|wrong| self.out.line(wrong))?;
        }
        Ok(())
    }

    fn squad(&mut self, file: &Path) -> anyhow::Result<()> {
        let mut articles = read_squad(file)?;
        let step = self.arguments.step.unwrap_or(5).max(1);
        if self.arguments.kept_aside {
            articles.retain(|article| Deal::of(&article.title) == Deal::KeptAside);
        }
        require_questions(file, &articles, self.arguments.kept_aside)?;
        let files: Vec<(PathBuf, PathBuf)> = self.prediction_files();
        for (predictions, probabilities) in &files {
            write(predictions, "")?;
            write(probabilities, "")?;
        }
        let engines = self.engines(&articles)?;
        let clock = clock();
        let samples = self.judge(&engines, asked(&articles, step), |engine, bar| {
            Ok(judge_spans(engine, &articles, step, &clock, || bar.inc(1))?)
        })?;
        for ((predictions, probabilities), (_, sample)) in files.into_iter().zip(&samples) {
            let both = format!("cannot write {} and {}", predictions.display(), probabilities.display());
            write_predictions(&(predictions, probabilities), sample.judged()).context(both)?;
        }
        let comparison = compare(samples).context("no reader is named")?;
        let SpanFigures { n, n_impossible, .. } = comparison.first.figures;
        let about = format!(
            "{}: {n} answerable and {n_impossible} unanswerable. {}",
            of_articles(&articles, step),
            intervals("articles")
        );
        let section = Section::new(&name(file), &about, &comparison).with_charts(&comparison);
        self.show(file, &about, &comparison, section)?;
        if !self.arguments.json {
            for measured in comparison.readers() {
                let risks: Vec<String> =
                    measured.figures.risk_at_coverage.iter().map(|risk| format!("{:.0}", 100.0 * risk)).collect();
                self.out.line(format_args!("risk at coverage 10…100 %, {}  {}", measured.reader, risks.join(" ")))?;
            }
        }
        Ok(())
    }

    fn onestopqa(&mut self, file: &Path) -> anyhow::Result<()> {
        let articles = read_onestopqa(file)?;
        let step = self.arguments.step.unwrap_or(1).max(1);
        require_questions(file, &articles, false)?;
        let engines = self.engines(&articles)?;
        let clock = clock();
        let samples = self.judge(&engines, asked(&articles, step), |engine, bar| {
            Ok(judge_evidence(engine, &articles, step, &clock, || bar.inc(1))?)
        })?;
        let comparison = compare(samples).context("no reader is named")?;
        let about = format!("{}. {}", of_articles(&articles, step), intervals("articles"));
        let section = Section::new(&name(file), &about, &comparison);
        self.show(file, &about, &comparison, section)
    }

    /// Engines over a set's own articles.
    fn engines(&self, articles: &[SquadArticle]) -> anyhow::Result<Vec<Engine>> {
        let corpus = Arc::new(Corpus::new(documents(articles)));
        let retriever: Arc<dyn Retriever> = Arc::new(Embedded::in_memory(&corpus)?);
        self.place.engines(&corpus, &retriever, &self.readers)
    }

    /// One reader's files, or those of each.
    fn prediction_files(&self) -> Vec<(PathBuf, PathBuf)> {
        let Some(file) = &self.arguments.predictions else { return Vec::new() };
        let named = |reader: &ReaderKind| prediction_files(file, (self.readers.len() > 1).then(|| reader.name()));
        self.readers.iter().map(named).collect()
    }

    /// What each reader makes of the questions, one reader after the other.
    fn judge<S: Sample>(
        &self,
        engines: &[Engine],
        questions: usize,
        judge: impl Fn(&Engine, &ProgressBar) -> anyhow::Result<S>,
    ) -> anyhow::Result<Vec<(String, S)>> {
        let bar = bar(questions * engines.len());
        let readers = self.readers.iter().zip(engines);
        let samples = readers.map(|(kind, engine)| Ok((kind.name().to_owned(), judge(engine, &bar)?))).collect();
        bar.finish_and_clear();
        samples
    }

    fn show<F: Figures>(
        &mut self,
        file: &Path,
        about: &str,
        comparison: &Comparison<F>,
        section: Section,
    ) -> anyhow::Result<()> {
        self.page.add(section);
        if self.arguments.json {
            return self.out.json(comparison);
        }
        self.out.line(format_args!("{}: {about}", name(file)))?;
        self.out.line(Table::of(comparison))
    }
}

fn gold_questions(file: &Path) -> anyhow::Result<Vec<GoldQuestion>> {
    let advice = "give a gold set, which has one question on each line, as tests/gold/README.md tells";
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}; {advice}", file.display()))?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let questions: Vec<GoldQuestion> = lines
        .map(|(number, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("{}:{number} is no gold question; {advice}", file.display()))
        })
        .collect::<anyhow::Result<_>>()?;
    anyhow::ensure!(!questions.is_empty(), "{} has no question; {advice}", file.display());
    let (open, filled): (Vec<_>, Vec<_>) = questions.into_iter().partition(GoldQuestion::is_open);
    if !open.is_empty() {
        complain(&format!("{}: {} left out, as their `groups` are not filled in yet", file.display(), open.len()));
    }
    anyhow::ensure!(!filled.is_empty(), "no question of {} has its `groups` filled in; {advice}", file.display());
    Ok(filled)
}

fn require_questions(file: &Path, articles: &[SquadArticle], kept_aside: bool) -> anyhow::Result<()> {
    let advice = if kept_aside {
        "--kept-aside uses one article in eight: leave it out, or give a larger set"
    } else {
        "give a set whose answers stand in its paragraphs"
    };
    let asks = articles.iter().any(|article| !article.questions.is_empty());
    anyhow::ensure!(asks, "{} has no question to ask; {advice}", file.display());
    Ok(())
}

/// How many questions every `step`th of each article are.
fn asked(articles: &[SquadArticle], step: usize) -> usize {
    articles.iter().map(|article| article.questions.len().div_ceil(step)).sum()
}

fn of_articles(articles: &[SquadArticle], step: usize) -> String {
    let paragraphs: usize = articles.iter().map(|article| article.paragraphs.len()).sum();
    let questions = asked(articles, step);
    format!("{} articles, {paragraphs} paragraphs, {questions} questions", articles.len())
}

fn intervals(drawn: &str) -> String {
    format!("In brackets: 95 % intervals, bootstrap over {drawn}, {RESAMPLES} resamples.")
}

/// A file's name without its folder.
fn name(file: &Path) -> String {
    file.file_name().map_or_else(|| file.display().to_string(), |name| name.to_string_lossy().into_owned())
}

fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let advice = || format!("cannot write {}; give a file in a folder that exists", file.display());
    fs::write(file, text).with_context(advice)
}

/// The time since now.
fn clock() -> impl Fn() -> Duration {
    let start = Instant::now();
    move || start.elapsed()
}

/// A progress bar on standard error; nothing where that is no terminal.
fn bar(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} questions, {eta} left")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(u64::try_from(length).unwrap_or(0)).with_style(style)
}
