//! Whether an answer is out of an older article than another that speaks of the same.

use super::AnswerValue;
use crate::corpus::{Corpus, DocId};
use crate::read::EvidenceSpan;

/// An article speaks on a question if one of its sentences holds this share of what the answering one holds.
const SPEAKS: f32 = 0.8;

/// The day up to which an answer goes, and that of a newer article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    /// When the newest article that gives the first value was published.
    pub quoted: time::Date,
    /// When the newest article that speaks on the question was published: later than that.
    pub newest: time::Date,
}

impl AsOf {
    /// `None` where no newer article speaks on the question, or the days of publication are not known. `leader`
    /// is the best span of the first value.
    pub(super) fn new(
        values: &[AnswerValue],
        leader: &EvidenceSpan,
        spans: &[EvidenceSpan],
        corpus: &Corpus,
    ) -> Option<Self> {
        let published = |doc: DocId| corpus.document(doc).metadata.published();
        let quoted = values.first()?.newest(corpus)?;
        let speaks = |span: &&EvidenceSpan| span.coverage >= leader.coverage * SPEAKS;
        let newest = spans.iter().filter(speaks).filter_map(|span| published(span.doc)).max()?;
        (newest > quoted).then_some(Self { quoted, newest })
    }
}

impl AnswerValue {
    /// When the newest of its articles was published; `None` where none gives a day.
    #[must_use]
    pub fn newest(&self, corpus: &Corpus) -> Option<time::Date> {
        self.evidence.iter().filter_map(|evidence| corpus.document(evidence.doc()).metadata.published()).max()
    }
}
