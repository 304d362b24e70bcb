//! Gateway v10: connections, sessions, events.

mod connection;
mod frame;
mod identify;
mod receive;
mod session;

use std::collections::{BTreeSet, VecDeque};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::clock::timestamp;
use super::mirror;
use super::state::{Need, State};
use super::world::World;
pub(super) use connection::converse;
use session::Session;

/// What is sent over a connection.
#[derive(Clone, Debug)]
pub(super) enum Out {
    /// A payload.
    Payload(Value),
    /// Text as it is, whether it can be read or not.
    Text(String),
    /// The first half of a frame with this text; then the connection is gone.
    Half(String),
    /// A close frame with this code, or without any.
    Close(Option<u16>),
    /// The connection is gone, without a word.
    Drop,
}

/// What happens to the next connection or identify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Welcome {
    /// Identifying is answered with a close frame of this code, or without any.
    Close(Option<u16>),
    /// Identifying is answered with op 9.
    Invalid,
    /// Identifying is not answered at all.
    Silence,
    /// Identifying is answered with a dropped connection.
    Drop,
}

/// An attempt to begin a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attempt {
    /// The shard that it says it is.
    pub(crate) shard: u64,
    /// When, by the stand-in's clock, since 1970.
    pub(crate) at: Duration,
}

/// A client at the other end.
#[derive(Debug)]
struct Connection {
    id: u64,
    outbox: UnboundedSender<Out>,
    /// Which of [`Gateway::sessions`] it has, by session id.
    session: Option<String>,
    /// Whether what is sent is compressed.
    compresses: bool,
    /// Whether it came to `resume_gateway_url`.
    is_resuming: bool,
    /// When the last heartbeat came; the handshake counts as one.
    beaten: Instant,
    /// When frames came in the last minute, since 1970.
    recent: VecDeque<Duration>,
}

/// The gateway's side of the state.
#[derive(Debug)]
pub(super) struct Gateway {
    /// What the gateway says its address is.
    pub(super) address: String,
    connections: Vec<Connection>,
    pub(super) sessions: Vec<Session>,
    pub(super) welcomes: VecDeque<Welcome>,
    /// Heartbeats get no answer.
    pub(super) is_silent: bool,
    /// Events that are kept back; `None` while they are sent as they come.
    pub(super) held: Option<Vec<Value>>,
    pub(super) identifies: Vec<Attempt>,
    pub(super) n_resumes: u32,
    pub(super) n_heartbeats: u32,
    /// How many connections there were.
    pub(super) n_connections: u64,
    /// The codes that clients closed with; `None` for a frame without one.
    pub(super) closed_by_client: Vec<Option<u16>>,
}

impl Gateway {
    pub(super) fn new(address: String) -> Self {
        Self {
            address,
            connections: Vec::new(),
            sessions: Vec::new(),
            welcomes: VecDeque::new(),
            is_silent: false,
            held: None,
            identifies: Vec::new(),
            n_resumes: 0,
            n_heartbeats: 0,
            n_connections: 0,
            closed_by_client: Vec::new(),
        }
    }

    /// Whether a client has a session and is connected.
    pub(super) fn is_connected(&self) -> bool {
        self.connections.iter().any(|connection| connection.session.is_some())
    }

    /// The shards that are connected and in a session.
    pub(super) fn shards(&self) -> BTreeSet<u64> {
        let of = |connection: &Connection| {
            let id = connection.session.as_ref()?;
            self.sessions.iter().find(|session| session.id == *id).map(|session| session.shard.0)
        };
        self.connections.iter().filter_map(of).collect()
    }

    /// How many clients are connected, in a session or not.
    pub(super) fn n_open(&self) -> usize {
        self.connections.len()
    }

    /// How often a client identified.
    pub(super) fn n_identifies(&self) -> u32 {
        u32::try_from(self.identifies.len()).unwrap()
    }

    /// Sends `out` to every client that has a session, and returns how many there are.
    pub(super) fn send(&mut self, out: &Out) -> usize {
        let of_sessions = self.connections.iter().filter(|connection| connection.session.is_some());
        of_sessions.filter(|connection| connection.outbox.send(out.clone()).is_ok()).count()
    }

    /// Sends `out` to the clients that have a session as `shard`, and returns how many there are.
    pub(super) fn send_to(&mut self, shard: u64, out: &Out) -> usize {
        let sessions = self.sessions.iter().filter(|session| session.shard.0 == shard);
        let ids: Vec<_> = sessions.map(|session| Some(session.id.clone())).collect();
        let of_shard = self.connections.iter().filter(|connection| ids.contains(&connection.session));
        of_shard.filter(|connection| connection.outbox.send(out.clone()).is_ok()).count()
    }

    /// Forgets every session: none can be resumed.
    pub(super) fn forget_sessions(&mut self) {
        self.sessions.clear();
        for connection in &mut self.connections {
            connection.session = None;
        }
    }

    /// Forgets the sessions of `shard`: none can be resumed.
    pub(super) fn forget_shard(&mut self, shard: u64) {
        let (gone, kept): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.sessions).into_iter().partition(|session| session.shard.0 == shard);
        self.sessions = kept;
        for connection in &mut self.connections {
            connection.session = connection.session.take().filter(|id| gone.iter().all(|session| session.id != *id));
        }
    }

    fn connection(&mut self, id: u64) -> Option<&mut Connection> {
        self.connections.iter_mut().find(|connection| connection.id == id)
    }

    fn session(&mut self, id: &str) -> Option<&mut Session> {
        self.sessions.iter_mut().find(|session| session.id == id)
    }
}

impl State {
    /// Sends an event to every session that is to have it. Those that are not connected get it when they
    /// resume.
    pub(super) fn dispatch(&mut self, event: &str, data: &Value, need: Need, guild: Option<u64>) {
        self.check_own(event, data);
        self.send_event(event, data, |session| session.takes(need, guild));
    }

    /// What the stand-in sends must be readable by others than those it was written for.
    fn check_own(&mut self, event: &str, data: &Value) {
        if self.record.is_due(self.options.checked_every)
            && let Some(problem) = mirror::event(event, data)
        {
            self.record.violate(format!("the stand-in's own {event} cannot be read: {problem}"), data);
        }
    }

    /// Sends an event, whatever it holds, to the sessions that `takes` says.
    pub(super) fn send_event(&mut self, event: &str, data: &Value, takes: impl Fn(&Session) -> bool) {
        for session in self.gateway.sessions.iter_mut().filter(|session| takes(session)) {
            let payload = session.next(event, data);
            let connected = self.gateway.connections.iter().find(|it| it.session.as_ref() == Some(&session.id));
            match (connected, &mut self.gateway.held) {
                (Some(_), Some(held)) => held.push(payload),
                // A client that has just gone gets it when it resumes.
                (Some(connection), None) => drop(connection.outbox.send(Out::Payload(payload))),
                (None, _) => {}
            }
        }
    }

    /// READY's data for a new session.
    fn ready(&self, session: &Session) -> Value {
        let guilds = self.world.guilds.values().filter(|guild| guild.has_bot && session.has(guild.id));
        json!({
            "v": 10, "user": self.world.bot_json(), "session_id": session.id, "session_type": "normal",
            "resume_gateway_url": format!("{}/resume", self.gateway.address),
            "guilds": guilds.map(|guild| json!({"id": guild.id.to_string(), "unavailable": true})).collect::<Value>(),
            "shard": [session.shard.0, session.shard.1], "private_channels": [], "relationships": [],
            "presences": [], "guild_join_requests": [], "geo_ordered_rtc_regions": ["rotterdam"], "auth": {},
            "user_settings": {}, "_trace": ["[\"standin\"]"],
            "application": {"id": self.world.application.to_string(), "flags": 0}
        })
    }

    /// Begins the session `id` with READY, and the servers after it.
    fn begin(&mut self, id: &str) {
        let at = self.clock.now();
        let Some(session) = self.gateway.sessions.iter().find(|session| session.id == id) else { return };
        let ready = self.ready(session);
        self.check_own("READY", &ready);
        self.send_event("READY", &ready, |session| session.id == id);
        for guild in self.world.guilds.values().filter(|it| it.has_bot).map(|it| it.id).collect::<Vec<_>>() {
            let json = self.world.guild_json(guild, at);
            self.check_own("GUILD_CREATE", &json);
            self.send_event("GUILD_CREATE", &json, |session| {
                session.id == id && session.takes(Need::Guilds, Some(guild))
            });
        }
    }
}

impl World {
    /// What a thread is announced with.
    pub(super) fn thread_json(&self, id: u64, at: Duration) -> Value {
        let mut json = self.channel_json(id, &timestamp(at));
        json["newly_created"] = json!(true);
        json
    }
}
