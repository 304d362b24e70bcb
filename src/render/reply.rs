//! The reply: what a front end shows.

use serde::Serialize;

/// A reply, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// Discord markdown, 1 to [`Reply::CONTENT_LIMIT`] characters, without a live mention.
    pub content: String,
    /// Whether only the asker should see it, where the front end can do that.
    pub private: bool,
    /// Buttons under it, at most five, in one row.
    pub buttons: Vec<Button>,
}

/// A button under a reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Button {
    /// What comes back when it is pressed; 1 to 100 characters, unique in its reply.
    pub id: String,
    /// What it says; 1 to 80 characters.
    pub label: String,
    /// Whether it can be pressed.
    pub enabled: bool,
}

impl Reply {
    /// Discord's limit on a message's content, in characters.
    pub const CONTENT_LIMIT: usize = 2_000;
}
