//! Who says a quote, in the article's own words.

use super::Phrase;
use super::draft::Draft;
use crate::answer::Evidence;
use crate::corpus::Document;
use crate::text::Span;

/// A speaker's words longer than this many bytes are no name.
const LONGEST: usize = 160;

/// Adds the line "according to **X**, via **Y**" under a quote of which `shown` is shown: where that does not name who
/// says it, or `always`; nothing where the article itself says it, or never names who does.
pub(super) fn name(draft: &mut Draft, evidence: &Evidence, document: &Document, shown: Span, always: bool) {
    let body = document.body();
    let Some(by) = evidence.attribution.filter(|by| !by.is_anonymous(body)) else { return };
    let fits = |span: &Span| span.len() <= LONGEST && !span.is_empty() && !span.cut(body).contains('\n');
    let speaker = by.named();
    if !fits(&speaker) || (!always && shown.contains(speaker)) {
        return;
    }
    draft.say("-# ").tell(Phrase::AccordingTo, &[]).say(" **").quote(document, speaker).say("**");
    if let Some(via) = by.via.filter(fits).filter(|via| always || !shown.contains(*via)) {
        draft.say(", ").tell(Phrase::Via, &[]).say(" **").quote(document, via).say("**");
    }
    draft.say("\n");
}
