//! A recorded conversation, played to the bot: every reply may be sent.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use pullquote::answer::Engine;
use pullquote::bot::Bot;
use pullquote::harness::{Harness, Played, read_transcript};
use pullquote_fuzz::{assert_fit, town};

static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(town);

fuzz_target!(|text: &str| {
    let Ok(lines) = read_transcript(text) else { return };
    let mut harness = Harness::new(&Bot::new(Arc::clone(&ENGINE)));
    for (_, line) in lines.iter().take(8) {
        if let Played::Replied(reply) = harness.play(line) {
            assert_fit(&reply, ENGINE.corpus());
        }
    }
});
