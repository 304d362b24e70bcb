//! How strict the stand-in is, and what it says about itself.

use std::time::Duration;

/// What a stand-in is started with.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The one token that is right.
    pub(crate) token: String,
    /// Which of the rules that are not Discord's own hold.
    pub(crate) rules: Rules,
    /// How many requests are let through.
    pub(crate) limits: Limits,
    /// The privileged intents that the developer portal grants; none, as for this bot.
    pub(crate) privileged: u64,
    /// How many shards Discord recommends. A bot that identifies without one is refused if it is above 1.
    pub(crate) shards: u64,
    /// How many sessions are left today.
    pub(crate) sessions_left: u64,
    /// How often a client must send a heartbeat.
    pub(crate) heartbeat: Duration,
    /// How far apart two identifies of one group must be.
    pub(crate) identify_gap: Duration,
    /// How many groups there are, which is how many shards may identify at once: Discord's `max_concurrency`.
    pub(crate) concurrency: u64,
    /// Whether requests are kept to be looked at; not for millions of them.
    pub(crate) keeps_requests: bool,
    /// Every how many requests and events are held to Discord's description of its API and read by a second
    /// library, which takes longer than all else. The rules by hand hold for each.
    pub(crate) checked_every: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            token: "MTAwMA.standin.a-token-that-is-no-secret".to_owned(),
            rules: Rules::default(),
            limits: Limits::default(),
            privileged: 0,
            shards: 1,
            sessions_left: 1_000,
            heartbeat: Duration::from_millis(41_250),
            identify_gap: Duration::from_secs(5),
            concurrency: 1,
            keeps_requests: true,
            checked_every: 1,
        }
    }
}

/// What Discord would let pass and this bot must not do.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a rule that a scenario can switch off by itself")]
pub(crate) struct Rules {
    /// `allowed_mentions.parse` is empty on everything that is shown, and no mention in it is live.
    pub(crate) no_mentions: bool,
    /// A message in a server refers to the one it answers, and each is answered by one message.
    pub(crate) one_reply: bool,
    /// A message has a nonce that is enforced, so that sending it again is harmless.
    pub(crate) nonce: bool,
    /// After a 429 nothing is sent to its bucket until `retry_after` has passed.
    pub(crate) wait_out: bool,
    /// Every interaction gets a first response, and what was announced comes.
    pub(crate) answer_all: bool,
    /// A session is resumed at `resume_gateway_url`.
    pub(crate) resume_address: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { no_mentions: true, one_reply: true, nonce: true, wait_out: true, answer_all: true, resume_address: true }
    }
}

/// How many requests are let through; `None` for any number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// In a second, over everything but interactions.
    pub(crate) global: Option<u32>,
    /// Messages in a channel, in one window.
    pub(crate) messages: Option<u32>,
    /// Anything else on one route and one channel, webhook or server, in one window.
    pub(crate) other: Option<u32>,
    /// How long a bucket lasts. Discord says that in its headers alone, and may change it; this is what its
    /// messages were seen with.
    pub(crate) window: Duration,
}

impl Limits {
    /// None at all, for load.
    pub(crate) const NONE: Self = Self { global: None, messages: None, other: None, window: Duration::from_secs(5) };
}

impl Default for Limits {
    fn default() -> Self {
        Self { global: Some(50), messages: Some(5), other: Some(30), ..Self::NONE }
    }
}
