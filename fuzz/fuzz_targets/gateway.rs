//! What arrives from Discord: a payload, the message or interaction that it holds, and the reply to it.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use pullquote::answer::Engine;
use pullquote::bot::Bot;
use pullquote_fuzz::{assert_fit, town};

static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(town);

fuzz_target!(|text: &str| {
    let Some(event) = pullquote::discord::fuzzing::payload(text) else { return };
    if let Some(reply) = Bot::new(Arc::clone(&ENGINE)).handle(&event) {
        assert_fit(&reply, ENGINE.corpus());
    }
});
