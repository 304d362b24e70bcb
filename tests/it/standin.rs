//! An offline Discord: REST v10 and gateway v10 on this machine, strict, and driven by tests or by hand.
//!
//! It follows Discord's documentation, not what some bot happens to do. Every request is held to Discord's
//! own description of its API, to the rules that only the documentation has, and to this bot's own (nobody
//! is pinged, each message is answered once and by a reply, a nonce makes sending again harmless). What
//! breaks a rule is a [`Violation`](record::Violation); [`Standin::finish`] fails the test that has one.
//! What the stand-in itself sends is read by a second library first.
//!
//! Time is real, plus what [`Standin::advance`] adds to it, so three seconds and fifteen minutes need not
//! be waited for.
//!
//! ```no_run
//! let standin = Standin::start(Options::default()).await;
//! // … start a bot at standin.api_url() and standin.gateway_url() with standin.token() …
//! standin.wait_connected().await;
//! let (ana, general) = (standin.user("ana"), standin.channel("general"));
//! let question = standin.says(&ana, general, "<@bot> who mediated?");
//! let reply = standin.reply_to(question).await;
//! assert!(reply.content.contains("> "));
//! standin.finish();
//! ```
//!
//! By hand: `cargo run --example discord_standin`, and `tests/STANDIN.md`.

pub(crate) mod arrival;
mod clock;
mod driver;
pub(crate) mod fault;
mod gateway;
pub(crate) mod hand;
mod limit;
mod mirror;
pub(crate) mod options;
pub(crate) mod record;
mod rest;
mod rule;
pub(crate) mod schema;
mod state;
mod tls;
mod world;

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use tokio::net::TcpListener;
use tokio::task::JoinSet;

pub(crate) use gateway::Welcome;
pub(crate) use world::channel::Permission;
pub(crate) use world::message::Message;
pub(crate) use world::user::User;

use options::Options;
use state::Shared;
pub(crate) use tls::Tls;

/// A Discord of one's own, until it is dropped.
#[derive(Debug)]
pub(crate) struct Standin {
    shared: Arc<Shared>,
    api: SocketAddr,
    /// The certificate of its authority, where REST is behind TLS.
    authority: Option<String>,
    /// Whether a violation that nobody asked about is reported when it is dropped.
    is_watched: bool,
    #[expect(dead_code, reason = "dropping it ends the servers")]
    servers: JoinSet<()>,
}

impl Standin {
    /// Starts one on free ports of this machine.
    pub(crate) async fn start(options: Options) -> Self {
        Self::begin(options, None).await
    }

    /// Starts one whose REST is behind TLS, as `discord.com`, for clients that insist on that name.
    ///
    /// [`Standin::authority`] signs for it, and [`Standin::api_address`] is where it is.
    pub(crate) async fn start_tls(options: Options) -> Self {
        Self::begin(options, Some(Tls::new(&["discord.com"]))).await
    }

    async fn begin(options: Options, tls: Option<Tls>) -> Self {
        let rest = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let gateway = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let api = rest.local_addr().unwrap();
        let address = format!("ws://{}", gateway.local_addr().unwrap());
        let shared = Arc::new(Shared::new(options, address));
        let mut servers = JoinSet::new();
        let authority = tls.as_ref().map(|tls| tls.authority.clone());
        let state = Arc::clone(&shared);
        servers.spawn(accept(rest, move |stream| {
            let (state, acceptor) = (Arc::clone(&state), tls.as_ref().map(|tls| tls.acceptor.clone()));
            async move {
                match acceptor {
                    None => rest::converse(state, stream).await,
                    Some(acceptor) => {
                        // A client that does not trust the authority leaves at once.
                        let Ok(stream) = acceptor.accept(stream).await else { return };
                        rest::converse(state, stream).await;
                    }
                }
            }
        }));
        let state = Arc::clone(&shared);
        servers.spawn(accept(gateway, move |stream| gateway::converse(Arc::clone(&state), stream)));
        Self { shared, api, authority, is_watched: true, servers }
    }

    /// For `DISCORD_API_URL`.
    pub(crate) fn api_url(&self) -> String {
        let scheme = if self.authority.is_some() { "https" } else { "http" };
        format!("{scheme}://{}", self.api)
    }

    /// Where REST is, for a client that takes it for `discord.com`.
    pub(crate) fn api_address(&self) -> SocketAddr {
        self.api
    }

    /// The certificate authority of REST behind TLS, as PEM.
    pub(crate) fn authority(&self) -> Option<&str> {
        self.authority.as_deref()
    }

    /// For `DISCORD_GATEWAY_URL`.
    pub(crate) fn gateway_url(&self) -> String {
        self.shared.peek(|state| state.gateway.address.clone())
    }

    /// For `DISCORD_TOKEN`.
    pub(crate) fn token(&self) -> String {
        self.shared.peek(|state| state.options.token.clone())
    }

    /// Ends it; fails if a rule was broken, something was left unanswered, or a planned fault never happened.
    pub(crate) fn finish(mut self) {
        self.is_watched = false;
        let waiting = self.left_waiting();
        let (violations, unused) = self.shared.peek(|state| (state.record.violations.clone(), state.faults.unused()));
        let shown: Vec<_> = violations.iter().map(|violation| format!("- {violation}")).collect();
        assert!(shown.is_empty(), "{} violations:\n{}", shown.len(), shown.join("\n"));
        let may_wait = !self.shared.peek(|state| state.options.rules.answer_all);
        assert!(may_wait || waiting.is_empty(), "left waiting: {waiting:#?}");
        assert!(unused.is_empty(), "planned and never happened: {unused:#?}");
    }
}

impl Drop for Standin {
    fn drop(&mut self) {
        if self.is_watched && !thread::panicking() {
            let violations = self.shared.peek(|state| state.record.violations.clone());
            assert!(violations.is_empty(), "dropped with violations that nobody looked at: {violations:#?}");
        }
    }
}

/// Serves every connection that comes, until dropped.
async fn accept<F>(listener: TcpListener, serve: impl Fn(tokio::net::TcpStream) -> F + Send)
where
    F: Future<Output = ()> + Send + 'static,
{
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(serve(stream));
        while connections.try_join_next().is_some() {}
    }
}
