//! Engines over the articles in `corpus/`, and over articles that a test brings along.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use pullquote::answer::{Answer, Ask, Calibrated, Engine};
use pullquote::bot::{Action, Bot, Event, Message, Origin};
use pullquote::corpus::{Corpus, Document, Metadata, load};
use pullquote::render::Reply;
use pullquote::retrieve::Embedded;

/// The folder of articles that comes with the program.
pub(crate) fn corpus_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The engine over the articles that come with the program.
pub(crate) fn shipped() -> &'static Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| engine(Arc::new(load(&corpus_folder()).unwrap().corpus)));
    &ENGINE
}

/// An engine over a corpus, indexed in memory.
pub(crate) fn engine(corpus: Arc<Corpus>) -> Arc<Engine> {
    let retriever = Box::new(Embedded::in_memory(&corpus).unwrap());
    Arc::new(Engine::new(corpus, retriever, Calibrated::rules()))
}

/// An article without front matter.
pub(crate) fn document(slug: &str, body: &str) -> Document {
    titled(slug, Metadata::default(), body)
}

/// An article with front matter.
pub(crate) fn titled(slug: &str, metadata: Metadata, body: &str) -> Document {
    Document::new(slug.to_owned(), format!("{slug}.md"), metadata, body.to_owned())
}

/// An engine over documents.
pub(crate) fn over(documents: Vec<Document>) -> Arc<Engine> {
    engine(Arc::new(Corpus::new(documents)))
}

/// The answer to a question over all sources.
pub(crate) fn answer(engine: &Engine, question: &str) -> Answer {
    engine.answer(&Ask::new(question)).unwrap()
}

/// What the bot replies to a question.
pub(crate) fn reply(engine: &Arc<Engine>, question: &str) -> Reply {
    let message = Message { text: question.to_owned(), direct: true, ..Message::default() };
    let event = Event { origin: Origin::default(), action: Action::Message(message) };
    Bot::new(Arc::clone(engine)).handle(&event).expect("what is written directly is answered")
}
