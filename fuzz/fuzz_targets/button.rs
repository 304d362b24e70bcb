//! The ids of buttons and forms, which come back from outside: a line is an id, the first one is pressed, and the
//! reply to it may be sent.
#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use pullquote::answer::Engine;
use pullquote::bot::{Action, Bot, Event, Origin};
use pullquote_fuzz::{assert_fit, town};

static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(town);

fuzz_target!(|text: &str| {
    let ids: Vec<String> = text.lines().take(25).map(ToOwned::to_owned).collect();
    let Some(id) = ids.first().cloned() else { return };
    let bot = Bot::new(Arc::clone(&ENGINE));
    let fields = ids.iter().skip(1).map(|words| ("words".to_owned(), words.clone())).collect();
    for action in [Action::Submit { id: id.clone(), fields }, Action::Press { id, ids }] {
        if let Some(reply) = bot.handle(&Event { origin: Origin::default(), action }) {
            assert_fit(&reply, ENGINE.corpus());
        }
    }
});
