//! Files that came with commands.

use serde_json::{Value, json};

/// A file that somebody attached.
#[derive(Clone, Debug)]
pub(in super::super) struct Attachment {
    pub(in super::super) id: u64,
    pub(in super::super) name: String,
    /// How large it is said to be.
    pub(in super::super) size: u64,
    pub(in super::super) bytes: Vec<u8>,
    /// Where it is.
    pub(in super::super) url: String,
}

impl Attachment {
    pub(in super::super) fn json(&self) -> Value {
        json!({"id": self.id.to_string(), "filename": self.name, "size": self.size, "url": self.url,
               "proxy_url": self.url, "ephemeral": true, "content_type": "application/octet-stream"})
    }
}
