//! The bot's client, running against a stand-in.

use std::ffi::OsString;
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;

use pullquote::bot::{Action, Choice, Event, OptionValue, Origin};
use pullquote::config::Config;
use pullquote::discord::{Answerer, Exit, Pace, serve_at};
use pullquote::read::Budget;
use pullquote::render::{Button, Field, Form, Reply};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::standin::Standin;
use crate::standin::options::{Options, Rules};

/// Answers whatever is for the bot with what it was asked, and the button `Again`; what holds the word
/// `slowly` only after the first response is due; what holds `a form` with the button `Fill in` too.
struct Echo;

/// Longer than the bot keeps anybody waiting before it says that an answer is coming.
const SLOWLY: Duration = Duration::from_millis(1_200);

impl Answerer for Echo {
    fn handle(&self, event: &Event, _: &dyn Budget) -> Option<Reply> {
        let (content, private) = match &event.action {
            Action::Message(message) if message.text.contains("slowly") => {
                sleep(SLOWLY);
                ("> at last".to_owned(), false)
            }
            Action::Message(message) => (format!("> {}", message.text.replace("<@", "<")), false),
            Action::Slash { name, options } => {
                if options.iter().any(|(_, value)| *value == OptionValue::Text("slowly".to_owned())) {
                    sleep(SLOWLY);
                }
                let private = options.iter().any(|(name, _)| name == "private");
                (format!("> {name} with {} options", options.len()), private)
            }
            Action::Menu { text, .. } => (format!("> {text}"), false),
            Action::Press { id, .. } => (format!("> pressed {id}"), false),
            Action::Submit { fields, .. } => (format!("> sent {fields:?}"), true),
        };
        let button = |id: &str, label: &str| Button { id: id.to_owned(), label: label.to_owned(), enabled: true };
        let mut buttons = vec![button("again", "Again")];
        if content.contains("a form") {
            buttons.push(button("form", "Fill in"));
        }
        let replaces = matches!(event.action, Action::Press { .. });
        let form = (content == "> pressed form").then(|| Form {
            id: "form".to_owned(),
            title: "Fill in".to_owned(),
            field: Field { id: "words".to_owned(), label: "What?".to_owned(), hint: String::new(), most: 9 },
        });
        Some(Reply { private, replaces, buttons, form, ..Reply::plain(content) })
    }

    fn complete(&self, _: &Origin, option: &str, partial: &str) -> Vec<Choice> {
        vec![Choice { name: format!("{option}: {partial}"), value: "slug".to_owned() }]
    }
}

/// A client at work.
pub(super) struct Client {
    stop: oneshot::Sender<()>,
    task: JoinHandle<anyhow::Result<Exit>>,
}

impl Client {
    /// Starts one and waits until it is in a session and has registered its commands.
    pub(super) async fn connected(standin: &Standin) -> Self {
        let client = Self::start(standin);
        standin.wait_connected().await;
        standin.wait_commands().await;
        client
    }

    pub(super) fn start(standin: &Standin) -> Self {
        Self::start_with(standin, &standin.token())
    }

    /// Starts one with a token of its own.
    pub(super) fn start_with(standin: &Standin, token: &str) -> Self {
        Self::serving(config(standin, token, &[]), Arc::new(Echo))
    }

    /// Starts one that answers with `answerer`.
    pub(super) fn serving(config: Config, answerer: Arc<dyn Answerer>) -> Self {
        Self::serving_at(Pace::DISCORD, config, answerer)
    }

    /// The same with another patience.
    pub(super) fn serving_at(pace: Pace, config: Config, answerer: Arc<dyn Answerer>) -> Self {
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(async move { serve_at(pace, &config, answerer, async { drop(stopped.await) }).await });
        Self { stop, task }
    }

    /// Stops it, as SIGTERM would.
    pub(super) async fn stop(self) -> Exit {
        self.stop.send(()).expect("it is running");
        self.task.await.expect("it does not panic").expect("it ends")
    }

    /// Waits until it ends by itself, which it must within this time.
    pub(super) async fn ends(self, within: Duration) -> Exit {
        let ended = timeout(within, self.task).await.expect("it ends in time");
        ended.expect("it does not panic").expect("it ends with an exit")
    }
}

/// The settings that lead to `standin`, and `more` beside them.
pub(super) fn config(standin: &Standin, token: &str, more: &[(&str, &str)]) -> Config {
    let (api, gateway) = (standin.api_url(), standin.gateway_url());
    Config::from_lookup(|name| match name {
        "DISCORD_API_URL" => Some(OsString::from(&api)),
        "DISCORD_GATEWAY_URL" => Some(OsString::from(&gateway)),
        "DISCORD_TOKEN" => Some(OsString::from(token)),
        _ => more.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value)),
    })
    .expect("the settings are sound")
}

/// A stand-in as strict as it can be, and a client that is connected to it.
pub(super) async fn meet() -> (Standin, Client) {
    meet_with(options()).await
}

/// The same with settings of its own.
pub(super) async fn meet_with(options: Options) -> (Standin, Client) {
    let standin = Standin::start(options).await;
    let client = Client::connected(&standin).await;
    (standin, client)
}

/// As strict as can be, but that a client with a configured address resumes there and nowhere else.
pub(super) fn options() -> Options {
    Options { rules: Rules { resume_address: false, ..Rules::default() }, ..Options::default() }
}

/// Heartbeats that a test can wait for.
pub(super) fn quick_heart() -> Options {
    Options { heartbeat: Duration::from_millis(700), identify_gap: Duration::ZERO, ..options() }
}
