//! The way in for `fuzz/`: what an index says of itself, without the index.

/// Reads the payload of a commit.
pub fn manifest(payload: &str) {
    let _ = super::store::listed(payload);
}
