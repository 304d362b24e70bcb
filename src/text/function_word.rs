//! Function words: the closed classes of English.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A function word, by its place in the list of all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionWord(u16);

/// Determiners, pronouns, prepositions, conjunctions, auxiliaries, and adverbs of the closed kind.
const WORDS: &str = "\
    a an the this that these those some any each every no none all both either neither such another other many much \
    more most few several own same certain enough \
    i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours \
    ourselves they them their theirs themselves one someone somebody something anyone anybody anything everyone \
    everybody everything nobody nothing who whom whose which what whatever whoever \
    of in on at by for with about against between into through during before after above below to from up down out \
    off over under across along among around as behind beside besides beyond despite except inside like near onto \
    outside per since than throughout till toward towards until unto upon versus via within without amid amidst \
    and or but nor so yet if because although though while whereas unless whether when where why how once lest \
    am is are was were be been being have has had having do does did doing done can could may might must shall should \
    will would ought cannot don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't hasn't \
    haven't hadn't shouldn't \
    not only also too very just then there here now ever never again further already still even almost always often \
    sometimes however therefore thus hence rather quite else instead about ago away back together perhaps maybe \
    according due including regarding";

static INDEX: LazyLock<HashMap<&'static str, FunctionWord>> =
    LazyLock::new(|| WORDS.split_whitespace().zip(0..).map(|(word, at)| (word, FunctionWord(at))).collect());

impl FunctionWord {
    /// How many there may be: every [`index`](Self::index) is below this.
    pub const COUNT: usize = 320;

    /// The function word that `folded` is, if it is one.
    #[must_use]
    pub fn find(folded: &str) -> Option<Self> {
        INDEX.get(folded).copied()
    }

    /// Every function word, in the order of their places.
    pub fn all() -> impl Iterator<Item = &'static str> {
        WORDS.split_whitespace()
    }

    /// Its place in the list, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Whether a folded word is a function word.
#[must_use]
pub fn is_function_word(folded: &str) -> bool {
    FunctionWord::find(folded).is_some()
}
