//! The terminal: commands, and how their results are printed.
//!
//! A skin like the others: it parses arguments, calls the rooms above, and prints. Results go to
//! standard output, everything else (problems, progress, logs) to standard error, so that `--json` can
//! be piped.

mod ask;
mod chat;
mod check;
mod cluster;
mod doctor;
mod evaluate;
mod extract;
mod feed;
mod feedback;
mod live;
mod manual;
mod model;
mod open;
mod output;
mod ready;
mod replay;
mod run;
mod search;
mod source;
mod state;
mod topic;
mod why;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};

use crate::config::Config;
use open::Place;
use output::Output;

/// Answers questions about a folder of articles with the articles' own words.
///
/// Without a command it runs the Discord bot if DISCORD_TOKEN is set (in the environment or in .env),
/// and else opens a chat in this terminal.
#[derive(Debug, Parser)]
#[command(
    version,
    about,
    after_help = "Exit codes: 0 done; 1 no answer, a problem found, or a mismatch; 2 wrong use, or a failure. Discord has more: see the README."
)]
struct Arguments {
    #[command(flatten)]
    place: PlaceArguments,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Args)]
struct PlaceArguments {
    /// The folder of articles [default: `PULLQUOTE_CORPUS`, or `corpus`]
    #[arg(long, global = true, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// The file with settings [default: .env, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    env: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Answer a question
    #[command(after_help = "Example: pullquote ask who mediated?\n\nExit code 1 means that the articles don't say.")]
    Ask(ask::AskArguments),
    /// Talk to the bot in this terminal, without Discord
    #[command(after_help = "Example: pullquote chat")]
    Chat,
    /// Run the Discord bot
    #[command(
        after_help = "Examples:\n  DISCORD_TOKEN=… pullquote run\n  DISCORD_TOKEN=… pullquote run --shards 0-3/16"
    )]
    Run(run::RunArguments),
    /// List the articles
    #[command(after_help = "Example: pullquote sources --json")]
    Sources(source::SourcesArguments),
    /// Find passages, with their scores
    #[command(after_help = "Example: pullquote search ceasefire agreed -k 5")]
    Search(search::SearchArguments),
    /// Tell what happened when: dated sentences about a topic, in order
    #[command(after_help = "Example: pullquote timeline ceasefire\n\nExit code 1 means that nothing is dated.")]
    Timeline(topic::TopicArguments),
    /// Show what each article says about a topic or a question
    #[command(
        after_help = "Example: pullquote compare how many soldiers died?\n\nExit code 1 means that no article speaks of it."
    )]
    Compare(topic::TopicArguments),
    /// Say why an answer came out as it did: what was understood, what was found, how sure it is
    #[command(after_help = "Example: pullquote why how many soldiers died?")]
    Why(why::WhyArguments),
    /// Bring the index up to date, and say what was done
    #[command(after_help = "Example: pullquote index --corpus archive")]
    Index,
    /// Check articles and settings: what should be mended in them before they are used
    #[command(
        after_help = "Example: pullquote check\n\nExit code 1 means that something should be mended, however small. `pullquote doctor` looks at the machine as well."
    )]
    Check,
    /// Ask the bot that runs with these settings whether it can answer, by way of its page
    #[command(
        after_help = "Example: PULLQUOTE_WEB=on pullquote ready\n\nExit code 1 means that it cannot, or does not run."
    )]
    Ready,
    /// Print what the bot reads in a web page, a PDF, an EPUB or a Word document, as Markdown
    #[command(
        after_help = "Examples:\n  pullquote extract page.html\n  pullquote extract *.pdf --to corpus\n\nExit code 1 means that a file holds no article."
    )]
    Extract(extract::ExtractArguments),
    /// Look at all that a running bot stands on: token, articles, folders, disk, index, clock, ports
    #[command(
        after_help = "Examples:\n  pullquote doctor\n  pullquote doctor --json\n\nIt needs neither token nor network, asks nobody but a search cluster that is set up, and changes nothing. Exit code 1 means that something failed; warnings alone are 0. `pullquote check` is stricter about the articles, and looks at nothing but them and the settings."
    )]
    Doctor(doctor::DoctorArguments),
    /// Measure answers against question sets
    #[command(
        after_help = "Examples:\n  pullquote eval --gold tests/gold/set-a.jsonl\n  pullquote eval --squad train-v2.0.json --kept-aside --report report.html"
    )]
    Eval(evaluate::EvalArguments),
    /// Follow RSS and Atom feeds: what is new in them becomes articles
    #[command(
        subcommand,
        after_help = "Examples:\n  pullquote feed add https://example.org/news\n  pullquote feed list\n\nNothing is fetched unless PULLQUOTE_FETCH allows it."
    )]
    Feed(feed::FeedCommand),
    /// List the votes on answers and what people said would have been right; make a question table of them
    #[command(
        after_help = "Examples:\n  pullquote feedback\n  pullquote feedback --table cases.jsonl\n  pullquote feedback --wipe"
    )]
    Feedback(feedback::FeedbackArguments),
    /// Export, delete or copy what is kept: settings of servers, votes and notes
    #[command(
        subcommand,
        after_help = "Examples:\n  pullquote state export > kept.json\n  pullquote state backup state-2026-01-31.sqlite3"
    )]
    State(state::StateCommand),
    /// Play recorded messages to the bot and compare its replies
    #[command(
        after_help = "Example: pullquote replay tests/transcripts/*.jsonl\n\nExit code 1 means that a reply was not as expected."
    )]
    Replay(replay::ReplayArguments),
    /// Print what a shell needs to complete commands and options
    #[command(
        after_help = "Example: pullquote completions bash > ~/.local/share/bash-completion/completions/pullquote"
    )]
    Completions(manual::CompletionsArguments),
    /// Print the manual page, or write those of all commands
    #[command(after_help = "Examples:\n  pullquote man | man -l -\n  pullquote man --to ~/.local/share/man/man1")]
    Man(manual::ManArguments),
}

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Done,
    /// No answer, a problem found, or a mismatch.
    Negative,
    /// The code with which Discord's connection ended.
    Code(u8),
}

/// Runs the program with the process's arguments. The result is its exit code.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match dispatch(arguments) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Negative) => ExitCode::from(1),
        Ok(Outcome::Code(code)) => ExitCode::from(code),
        // The reader of our output went away, as `head` does.
        Err(error)
            if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) =>
        {
            ExitCode::SUCCESS
        }
        Err(error) => {
            output::complain(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn dispatch(arguments: Arguments) -> anyhow::Result<Outcome> {
    let mut config = match Config::load(arguments.place.env.as_deref()) {
        Err(error) if matches!(arguments.command, Some(Command::Check)) => {
            return check::broken_configuration(&error, &mut Output::stdout());
        }
        Err(error) => match &arguments.command {
            Some(Command::Doctor(arguments)) => {
                return doctor::broken_configuration(&error, arguments, &mut Output::stdout());
            }
            _ => return Err(error.into()),
        },
        Ok(config) => config,
    };
    if let Some(corpus) = arguments.place.corpus {
        config.corpus = corpus;
    }
    let meter = open::start_log(&config);
    let place = Place::new(&config);
    let out = &mut Output::stdout();
    match arguments.command {
        None if config.token.is_some() => run::run(config, &run::RunArguments::default(), &place, &meter),
        None => chat::chat(&config, &place, &meter, out, chat::Opening::Unconnected),
        Some(Command::Run(arguments)) => run::run(config, &arguments, &place, &meter),
        Some(Command::Chat) => chat::chat(&config, &place, &meter, out, chat::Opening::Asked),
        Some(Command::Ask(arguments)) => ask::ask(&arguments, &place, out),
        Some(Command::Sources(arguments)) => source::sources(&arguments, &place, out),
        Some(Command::Search(arguments)) => search::search(&arguments, &place, out),
        Some(Command::Timeline(arguments)) => topic::timeline(&arguments, &place, out),
        Some(Command::Compare(arguments)) => topic::compare(&arguments, &place, out),
        Some(Command::Why(arguments)) => why::why(&arguments, &place, out),
        Some(Command::Index) => source::index(&place, out),
        Some(Command::Check) => check::check(&config, &place, out),
        Some(Command::Ready) => ready::ready(&config, out),
        Some(Command::Extract(arguments)) => extract::extract(&arguments, out),
        Some(Command::Doctor(arguments)) => doctor::doctor(&config, &place, &arguments, out),
        Some(Command::Eval(arguments)) => evaluate::evaluate(&arguments, &place, out),
        Some(Command::Feed(command)) => feed::feed(&command, &config, &place, out),
        Some(Command::Feedback(arguments)) => feedback::feedback(&arguments, config.keeps_votes, &place, out),
        Some(Command::State(command)) => state::state(&command, &place, out),
        Some(Command::Replay(arguments)) => replay::replay(&arguments, &place, out),
        Some(Command::Completions(arguments)) => manual::completions(&arguments, Arguments::command(), out),
        Some(Command::Man(arguments)) => manual::man(&arguments, Arguments::command(), out),
    }
}
