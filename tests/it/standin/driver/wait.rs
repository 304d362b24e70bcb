//! Waiting for the bot: each wait ends with the event, or fails after ten seconds with what there is.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::Value;
use tokio::time::timeout;

use super::super::Standin;
use super::super::record::Request;
use super::super::state::State;
use super::super::world::message::Message;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// What became of an interaction.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    /// The number of the first response: 4 a message, 5 one that came later, 6 and 7 a change of the message
    /// that the button stands under, 8 suggestions, 9 a form.
    pub(crate) kind: u64,
    /// Whether only the one who asked sees it.
    pub(crate) ephemeral: bool,
    /// The message that it made or changed; the newest where there are follow-ups.
    pub(crate) message: Option<Message>,
    /// The suggestions, as name and value.
    pub(crate) choices: Vec<(String, Value)>,
    /// The form.
    pub(crate) modal: Value,
}

impl Standin {
    /// The bot's reply to the message `to`.
    pub(crate) async fn reply_to(&self, to: u64) -> Message {
        self.until(&format!("a reply to {to}"), |state| {
            let mut own = state.world.messages.values().filter(|message| message.author == state.world.bot);
            own.find(|message| message.reference == Some(to) && !message.is_deleted).cloned()
        })
        .await
    }

    /// The response to `interaction`, once it is complete: an announcement alone is not.
    pub(crate) async fn response(&self, interaction: u64) -> Response {
        self.until(&format!("a response to {interaction}"), |state| response(state, interaction)).await
    }

    /// Waits until the bot is in a session.
    pub(crate) async fn wait_connected(&self) {
        self.until("a session", |state| state.gateway.is_connected().then_some(())).await;
    }

    /// Waits until these shards are connected and in a session, and no others.
    pub(crate) async fn wait_shards(&self, shards: &[u64]) {
        let wanted = shards.iter().copied().collect();
        self.until(&format!("the shards {shards:?}"), |state| (state.gateway.shards() == wanted).then_some(())).await;
    }

    /// Waits until the bot has begun or resumed so many sessions, and is in the last.
    pub(crate) async fn wait_sessions(&self, identifies: u32, resumes: u32) {
        self.until(&format!("{identifies} identifies and {resumes} resumes"), |state| {
            let is_there = state.gateway.n_identifies() >= identifies && state.gateway.n_resumes >= resumes;
            (is_there && state.gateway.is_connected()).then_some(())
        })
        .await;
    }

    /// Waits until a client has asked for a session so many times, whatever came of it.
    pub(crate) async fn wait_identifies(&self, n: u32) {
        self.until(&format!("{n} identifies"), |state| (state.gateway.n_identifies() >= n).then_some(())).await;
    }

    /// Waits until there were so many connections, and the bot is in a session on the last.
    pub(crate) async fn wait_connections(&self, n: u64) {
        self.until(&format!("{n} connections"), |state| {
            (state.gateway.n_connections >= n && state.gateway.is_connected()).then_some(())
        })
        .await;
    }

    /// Waits until there is no connection to the gateway.
    pub(crate) async fn wait_disconnected(&self) {
        self.until("the end of the connection", |state| (state.gateway.n_open() == 0).then_some(())).await;
    }

    /// Waits until commands are registered, and returns them.
    pub(crate) async fn wait_commands(&self) -> Vec<Value> {
        self.until("commands", |state| {
            let is_there = !state.world.commands.is_empty();
            is_there.then(|| state.world.commands.clone())
        })
        .await
    }

    /// Waits until so many requests of `method` have come whose path ends with `path`.
    pub(crate) async fn wait_requests(&self, method: &str, path: &str, n: usize) {
        self.until(&format!("{n} of {method} …{path}"), |state| {
            let requests = state.record.requests.iter();
            let found = requests.filter(|request| request.method == method && request.path.ends_with(path)).count();
            (found >= n).then_some(())
        })
        .await;
    }

    /// Waits until a client has sent so many heartbeats.
    pub(crate) async fn wait_heartbeats(&self, n: u32) {
        self.until(&format!("{n} heartbeats"), |state| (state.gateway.n_heartbeats >= n).then_some(())).await;
    }

    /// The requests after the first `seen`, once there are some; waits as long as it takes.
    pub(crate) async fn news(&self, seen: usize) -> Vec<Request> {
        let mut changes = self.shared.changes();
        loop {
            changes.mark_unchanged();
            let news = self.requests().split_off(seen);
            if !news.is_empty() {
                return news;
            }
            changes.changed().await.expect("the state outlives its watchers");
        }
    }

    async fn until<T>(&self, what: &str, probe: impl Fn(&State) -> Option<T>) -> T {
        let mut changes = self.shared.changes();
        let found = timeout(PATIENCE, async {
            loop {
                changes.mark_unchanged();
                if let Some(found) = self.shared.peek(&probe) {
                    return found;
                }
                changes.changed().await.expect("the state outlives its watchers");
            }
        });
        let Ok(found) = found.await else {
            panic!("waited {PATIENCE:?} for {what} in vain\n{}", self.shared.peek(summary));
        };
        found
    }
}

fn response(state: &State, id: u64) -> Option<Response> {
    let interaction = &state.world.interactions[&id];
    let kind = interaction.callback?;
    let of = |id: u64| state.world.messages.get(&id).cloned();
    let last = interaction.follow_ups.last().copied();
    let message = match kind {
        // Something is still to come: the message, or a change of it.
        5 => Some(of(interaction.original?)?).filter(|message| !message.is_loading()),
        6 => {
            let changed = of(interaction.original?).filter(|it| it.edited.is_some_and(|at| at >= interaction.at));
            last.and_then(of).or(changed)
        }
        _ => interaction.original.and_then(of),
    };
    if matches!(kind, 5 | 6) && message.is_none() {
        return None;
    }
    let message = last.and_then(of).or(message);
    let data = &interaction.callback_data;
    let choices = data["choices"].as_array().into_iter().flatten();
    Some(Response {
        kind,
        ephemeral: message.as_ref().is_some_and(Message::is_ephemeral),
        message,
        choices: choices.map(|it| (it["name"].as_str().unwrap_or_default().to_owned(), it["value"].clone())).collect(),
        modal: if kind == 9 { data.clone() } else { Value::Null },
    })
}

/// What there is, for who waited in vain.
fn summary(state: &State) -> String {
    let gateway = &state.gateway;
    let mut text = format!(
        "{} open connections of {}, {} identifies, {} resumes, {} heartbeats, closed by the client: {:?}\nrequests:\n",
        gateway.n_open(),
        gateway.n_connections,
        gateway.n_identifies(),
        gateway.n_resumes,
        gateway.n_heartbeats,
        gateway.closed_by_client
    );
    for request in &state.record.requests {
        let _ = writeln!(text, "  {request}");
    }
    text.push_str("violations:\n");
    for violation in &state.record.violations {
        let _ = writeln!(text, "  {violation}");
    }
    text
}
