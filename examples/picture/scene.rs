//! What the pictures show: questions over `corpus/`, played to the bot.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};
use pullquote::answer::{Calibrated, Engine};
use pullquote::bot::Bot;
use pullquote::corpus::load;
use pullquote::harness::{Harness, Line, Played};
use pullquote::read::Neural;
use pullquote::render::Reply;
use pullquote::retrieve::Embedded;

/// Picture, question, and the button that is then pressed.
const SCENES: [(&str, &str, Option<&str>); 3] = [
    ("answer", "when did the Taliban assume control of Afghanistan?", None),
    ("context", "when did the Taliban assume control of Afghanistan?", Some("Show context")),
    ("differ", "when was the ceasefire agreed?", None),
];

/// A question and what became of it.
#[derive(Debug)]
pub(crate) struct Scene {
    /// The picture's name.
    pub(crate) name: &'static str,
    /// The question, without the mention before it.
    pub(crate) question: &'static str,
    /// What the bot replied to the question.
    pub(crate) reply: Reply,
    /// The button under the reply that was pressed, and what the bot replied to that.
    pub(crate) pressed: Option<(&'static str, Reply)>,
}

/// Plays all scenes over the articles that come with the program.
pub(crate) fn play() -> anyhow::Result<Vec<Scene>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let corpus = Arc::new(load(&folder).with_context(|| format!("cannot read {}", folder.display()))?.corpus);
    let retriever = Box::new(Embedded::in_memory(&corpus)?);
    let engine = Engine::new(corpus, retriever, Calibrated::both(Arc::new(Neural::shipped()?)));
    let bot = Bot::new(Arc::new(engine));
    let scene = |(name, question, button): (_, &'static str, Option<&'static str>)| {
        let mut harness = Harness::new(&bot);
        let asks = Line { message: Some(format!("<@bot> {question}")), ..Line::default() };
        let reply = replied(&mut harness, &asks)?;
        let presses = |label: &str| Line { press: Some(label.to_owned()), ..Line::default() };
        let pressed = button.map(|label| anyhow::Ok((label, replied(&mut harness, &presses(label))?))).transpose()?;
        Ok(Scene { name, question, reply, pressed })
    };
    SCENES.into_iter().map(scene).collect()
}

fn replied(harness: &mut Harness, line: &Line) -> anyhow::Result<Reply> {
    match harness.play(line) {
        Played::Replied(reply) => Ok(reply),
        other => bail!("{line:?} came to {other:?}"),
    }
}
