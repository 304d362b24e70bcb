//! Which channel a thread is in, which messages do not say.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use lru::LruCache;
use serenity::http::Http;
use serenity::model::channel::Channel;
use serenity::model::id::ChannelId;

use super::retry::{self, Patience};

/// So many channels are remembered. A thread never moves.
const CAPACITY: NonZeroUsize = NonZeroUsize::new(4_096).expect("is not zero");

/// The channels that are known, each with the one it is in, if it is a thread.
pub(super) struct Threads(Mutex<LruCache<ChannelId, Option<ChannelId>>>);

/// Discord does not say which channel a thread is in.
#[derive(Clone, Copy, Debug)]
pub(super) struct ParentUnknown;

impl Default for Threads {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(CAPACITY)))
    }
}

impl Threads {
    /// The channel that the thread is in; `None` if it is none.
    ///
    /// # Errors
    /// [`ParentUnknown`] if Discord does not say, which has been logged.
    pub(super) async fn parent(&self, http: &Http, channel: ChannelId) -> Result<Option<ChannelId>, ParentUnknown> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&channel).copied();
        if let Some(parent) = known {
            return Ok(parent);
        }
        match retry::run(Patience::ONCE, || http.get_channel(channel)).await {
            Ok(shown) => {
                let parent = match shown {
                    Channel::Guild(it) if it.thread_metadata.is_some() => it.parent_id,
                    _ => None,
                };
                self.0.lock().unwrap_or_else(PoisonError::into_inner).put(channel, parent);
                Ok(parent)
            }
            Err(failure) => {
                tracing::debug!(channel = channel.get(), %failure, "could not ask which channel a thread is in");
                Err(ParentUnknown)
            }
        }
    }
}
