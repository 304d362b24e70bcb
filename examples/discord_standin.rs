//! An offline Discord to talk to by hand: `cargo run --example discord_standin`.
//!
//! Prints what to set so that the bot connects to it, and then reads lines: what people write, slash
//! commands, pressed buttons, and what goes wrong. What the bot does is printed as text, and what it must
//! not do in red. `tests/STANDIN.md` has all lines; `help` has them too. Lines may be piped in: the first
//! waits for the bot, and each for the answer to the one before.
#![expect(clippy::print_stdout, reason = "the terminal is what it is for")]
#![expect(clippy::unwrap_used, reason = "as in the tests, of which most of it is")]

#[path = "../tests/it"]
mod it {
    #[expect(dead_code, unused_imports, reason = "the tests use more of it")]
    pub(crate) mod standin;
}

use std::io::IsTerminal as _;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, BufReader, stdin};
use tokio::time::{sleep, timeout};

use it::standin::Standin;
use it::standin::hand::Awaited;
use it::standin::options::{Options, Rules};

const HELP: &str = "\
ana #general <@bot> who mediated?   somebody writes; also `bob dm …`, and `dm …` for ana
/ask question:who mediated?         ana sends a slash command in #general; also `bob dm /help`
press LABEL                         ana presses the button, under the last message that has it
reply TEXT                          ana replies to the bot's last message
send TEXT                           ana sends the form that opened last
pick COMMAND                        ana uses a message command on the last message of a person
type ask source:tal                 ana types into an option that has suggestions
disconnect | reconnect | invalidate the network fails | op 7 | op 9
close [CODE] | silent [off]         the gateway closes | heartbeats get no answer
429 | 500 | lost [PATH]             the next POST (whose path ends so) is limited | fails | is done, unheard
advance MINUTES                     the clock jumps ahead
help | quit";

/// How long an answer is waited for before the next line.
const PATIENCE: Duration = Duration::from_secs(8);
/// How often it is looked whether the bot is connected.
const TICK: Duration = Duration::from_millis(50);
/// How long nothing must happen before it ends.
const LINGER: Duration = Duration::from_secs(1);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    // Nothing to worry somebody with who types: which address a client resumes at; and that it cannot know how
    // long to wait after a 429, since serenity's rate limiter only works against discord.com.
    let rules = Rules { resume_address: false, wait_out: false, ..Rules::default() };
    let standin = Standin::start(Options { rules, ..Options::default() }).await;
    println!("export DISCORD_API_URL={}", standin.api_url());
    println!("export DISCORD_GATEWAY_URL={}", standin.gateway_url());
    println!("export DISCORD_TOKEN={}\n\n{HELP}\n", standin.token());
    let mut lines = BufReader::new(stdin()).lines();
    let mut seen = 0;
    loop {
        let line = tokio::select! {
            line = lines.next_line() => line?,
            news = standin.news(seen) => {
                seen += news.len();
                show(&standin, &news);
                continue;
            }
        };
        match line.as_deref().map(str::trim) {
            None | Some("quit") => break,
            Some("") => {}
            Some("help") => println!("{HELP}"),
            Some(line) => {
                if !std::io::stdin().is_terminal() && !is_back(&standin).await {
                    println!("the bot is not connected");
                }
                if !std::io::stdin().is_terminal() {
                    println!("\n> {line}");
                }
                act(&standin, line).await;
                let news = standin.requests().split_off(seen);
                seen += news.len();
                show(&standin, &news);
            }
        }
    }
    // What the last line set off may still be under way.
    while let Ok(news) = timeout(LINGER, standin.news(seen)).await {
        seen += news.len();
        show(&standin, &news);
    }
    Ok(())
}

/// Waits for the bot to be connected; `false` if it takes too long.
async fn is_back(standin: &Standin) -> bool {
    let connected = async {
        while !standin.is_connected() {
            sleep(TICK).await;
        }
    };
    timeout(PATIENCE * 4, connected).await.is_ok()
}

/// Does what a line says and waits for what comes of it.
async fn act(standin: &Standin, line: &str) {
    let answered = match standin.type_line(line) {
        Ok(Awaited::Reply(message)) => timeout(PATIENCE, standin.reply_to(message)).await.is_ok(),
        Ok(Awaited::Response(interaction)) => timeout(PATIENCE, standin.response(interaction)).await.is_ok(),
        Ok(Awaited::Nothing) => true,
        Err(advice) => return println!("{advice}"),
    };
    if !answered {
        println!("no answer within {PATIENCE:?}");
    }
}

fn show(standin: &Standin, news: &[it::standin::record::Request]) {
    for request in news {
        println!("{}", standin.shown(request));
    }
    let (red, plain) = if std::io::stdout().is_terminal() { ("\u{1b}[31m", "\u{1b}[0m") } else { ("", "") };
    for violation in standin.take_violations() {
        println!("{red}violation: {violation}{plain}");
    }
}
