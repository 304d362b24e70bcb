//! The whole bot: the first part of a text is an article's title, the second its body, and whatever follows is written to
//! the bot. Every reply may be sent, whatever the article holds, and so may those to the buttons under it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pullquote::bot::{Action, Bot, Event, Message, Origin};
use pullquote::corpus::{Document, Metadata};
use pullquote_fuzz::{assert_fit, engine, parts};
use std::sync::Arc;

fuzz_target!(|text: &str| {
    let mut parts = parts(text);
    let (Some(title), Some(body)) = (parts.next(), parts.next()) else { return };
    if !body.chars().any(char::is_alphanumeric) {
        return;
    }
    let named = Some(title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|title| !title.is_empty());
    let metadata = Metadata { title: named.clone(), author: named.clone(), publisher: named, ..Metadata::default() };
    let engine = engine(vec![
        Document::new("a".to_owned(), "a.md".to_owned(), metadata, body.to_owned()),
        Document::new(
            "b".to_owned(),
            "b.md".to_owned(),
            Metadata::default(),
            "A ferry burned in Brightsea.".to_owned(),
        ),
    ]);
    let bot = Bot::new(Arc::clone(&engine));
    let say = |action| {
        let reply = bot.handle(&Event { origin: Origin::default(), action });
        reply.inspect(|reply| assert_fit(reply, engine.corpus()))
    };
    for question in parts.take(2) {
        let message = Message { text: question.to_owned(), direct: true, ..Message::default() };
        let Some(reply) = say(Action::Message(message)) else { continue };
        let ids: Vec<String> = reply.buttons.iter().map(|button| button.id.clone()).collect();
        for id in &ids {
            say(Action::Press { id: id.clone(), ids: ids.clone() });
        }
    }
});
