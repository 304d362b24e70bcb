//! From a question to the reply that answers it.

use super::button::Asked;
use super::memory::Remembered;
use super::turn::Turn;
use super::{Message, Origin, say_outcome, unsearched};
use crate::answer::{Answer, Ask, Budget, Explained, Reason};
use crate::question::{Intent, complete};
use crate::render::{self, Phrase, Reply, View};

/// A question on its way to an answer.
pub(super) struct Asking<'a> {
    pub(super) question: &'a str,
    pub(super) source: Option<&'a str>,
    pub(super) private: bool,
    /// What it may go on with.
    pub(super) after: Option<Remembered>,
    /// Whether nothing else shows the question beside the answer.
    pub(super) is_echoed: bool,
    /// How long reading may go on.
    pub(super) budget: &'a dyn Budget,
}

impl Turn {
    /// The question behind the answer that a message replies to.
    pub(super) fn earlier(&self, message: &Message, origin: &Origin) -> Option<Remembered> {
        let earlier = message.replies_to.as_ref()?;
        let remembered = earlier.origin.and_then(|id| self.memory.behind(id, origin.at));
        // After a restart only the answer itself still knows.
        remembered.or_else(|| {
            let asked = Asked::of_ids(&earlier.ids)?;
            Some(Remembered::new(&asked.question, asked.source.as_deref(), false, origin))
        })
    }

    pub(super) fn ask(&self, asking: &Asking<'_>, origin: &Origin) -> Reply {
        let language = origin.language;
        if self.engine.corpus().documents().is_empty() {
            say_outcome("unavailable");
            return render::aside(Phrase::NoArticles, language);
        }
        if let Some(gone) = self.gone(language) {
            return gone;
        }
        if let Err(unknown) = self.engine.require_source(asking.source, self.part()) {
            say_outcome("abstained");
            return render::unknown_source(&unknown.0, language);
        }
        // What goes on with a question that was limited to a source stays with it.
        let continued = asking.after.as_ref().filter(|before| complete(&before.question, asking.question).is_some());
        let ask = Ask {
            question: asking.question.to_owned(),
            source: asking.source.map(ToOwned::to_owned).or_else(|| continued?.source.clone()),
            after: continued.map(|before| before.question.clone()),
            part: self.part().map(ToOwned::to_owned),
        };
        let explained = match self.engine.explain(&ask, asking.budget) {
            Ok(explained) => explained,
            Err(error) => return unsearched(&error, language),
        };
        say_explained(&explained);
        let _stage = tracing::debug_span!(target: "pullquote::stage", "render").entered();
        let understood = &explained.understood;
        let question = if understood.is_completed { understood.question.text.as_str() } else { asking.question };
        if matches!(understood.question.intent, Intent::Question | Intent::Topic) {
            let asked = Remembered::new(question, ask.source.as_deref(), asking.private, origin);
            self.memory.remember(origin, asked);
        }
        let view = View {
            language,
            question: asking.is_echoed.then_some(asking.question),
            is_substitute: explained.is_substitute,
        };
        let reply = render::answer(&explained.answer, understood, self.engine.corpus(), view);
        let asked = Asked { question: question.to_owned(), source: ask.source, tag: self.tag(&explained.answer) };
        Reply { private: asking.private, buttons: self.buttons(&explained, &asked, language), ..reply }
    }
}

/// Says what came of a question, in numbers, for whoever counts.
fn say_explained(explained: &Explained) {
    let outcome = match &explained.answer {
        Answer::Quoted(quoted) if quoted.conflict => "conflict",
        Answer::Quoted(_) => "answered",
        Answer::Abstained(abstained) if matches!(abstained.reason, Reason::Unsure(_)) => "unsure",
        Answer::Abstained(_) => "abstained",
        Answer::NotAQuestion(..) => "not_a_question",
    };
    let confidence = explained.signals.map(|_| f64::from(explained.confidence.probability()));
    let passages = explained.passages.len();
    tracing::debug!(target: "pullquote::outcome", outcome, passages, confidence, reader = explained.reader);
}
