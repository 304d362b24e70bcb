//! Which log lines of others may be written.

use tracing::Level;

/// Crates whose lines hold secrets below a level, and the lowest level that is clean.
///
/// Serenity puts the whole request into its spans, with an interaction's token in the address, and at
/// warning prints events that it cannot read, with what somebody wrote; the others print headers and
/// frames while they are being debugged.
const CEILINGS: [(&str, Level); 8] = [
    ("serenity", Level::ERROR),
    ("tungstenite", Level::ERROR),
    ("tokio_tungstenite", Level::ERROR),
    ("reqwest", Level::WARN),
    ("hyper", Level::WARN),
    ("hyper_util", Level::WARN),
    ("h2", Level::WARN),
    ("rustls", Level::WARN),
];

/// Whether a span or a line of `target` at `level` is free of tokens and of what people wrote.
///
/// A subscriber must ask this beside its own filter, whatever that filter says.
#[must_use]
pub fn is_safe_to_log(target: &str, level: Level) -> bool {
    let crate_name = target.split("::").next().unwrap_or(target);
    // In `tracing` a lower level is the greater one.
    CEILINGS.iter().all(|(name, ceiling)| *name != crate_name || level <= *ceiling)
}
