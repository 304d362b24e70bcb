//! Verbs by which English tells that somebody says something, and words that name who prints it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A form of a reporting verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportingVerb {
    /// Its base form: `say` of `said`.
    pub lemma: &'static str,
    /// Which form it is.
    pub form: VerbForm,
    /// How sure it is that somebody speaks.
    pub strength: Strength,
}

/// Which form of a verb a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbForm {
    /// `say`.
    Base,
    /// `says`.
    Present,
    /// `said`: past and participle.
    Past,
    /// `saying`.
    Progressive,
}

/// How sure a verb tells of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// By itself.
    Sure,
    /// Where "that" or a quotation goes with it: roads are maintained and sums added, too.
    Weak,
    /// Where a [`speech_noun`] is its object: "issued a warning".
    Light,
}

/// Verbs of speech with a person before them.
const SURE: &str = "say tell write tweet retweet reply announce confirm claim allege argue warn state insist stress emphasise emphasize \
    remark declare deny admit acknowledge reiterate reveal disclose caution accuse blame call describe praise \
    criticise criticize condemn urge assert affirm reaffirm joke quip complain lament testify contend \
    threaten term dub label credit denounce boast rebuke vow pledge promise predict explain recall comment \
    refer quote cite ask conclude opine elaborate clarify chide applaud hail thank remind assure inform notify plead";
/// Verbs of speech and of much else, and verbs of opinion.
const WEAK: &str = "add note observe maintain report suggest post highlight underline underscore demand propose question respond \
    point indicate hint estimate believe think expect hope fear stipulate dismiss reject express concede \
    decide feel know mean find advise request signal read";
/// Verbs that say something with a noun: "issued a warning", "made a statement".
const LIGHT: &str = "issue make release give deliver repeat voice level renew";
const IRREGULAR: &[(&str, &str)] = &[
    ("said", "say"),
    ("told", "tell"),
    ("wrote", "write"),
    ("written", "write"),
    ("thought", "think"),
    ("felt", "feel"),
    ("knew", "know"),
    ("meant", "mean"),
    ("found", "find"),
    ("made", "make"),
    ("gave", "give"),
    ("given", "give"),
    ("read", "read"),
];
/// Nouns of speech.
const NOUNS: &str = "warning statement threat claim allegation accusation promise pledge announcement appeal denial apology \
    remark comment reply response declaration prediction complaint assurance plea ultimatum charge reaction quote \
    quotation message tweet post speech testimony criticism demand";
/// Words in the names of those who print and broadcast, and agencies that have no such word.
const MEDIA: &str = "news newspaper magazine times post herald tribune gazette guardian journal chronicle observer mirror telegraph \
    press radio television tv broadcaster channel network agency daily weekly media outlet wire reuters bloomberg \
    afp ap bbc cnn nbc abc cbs npr pbs upi xinhua interfax tass kyodo dpa aljazeera jazeera wikinews newsweek";

static FORMS: LazyLock<HashMap<String, ReportingVerb>> = LazyLock::new(|| {
    let mut forms = HashMap::new();
    let irregular = |lemma: &str| IRREGULAR.iter().any(|(_, of)| *of == lemma);
    for (list, strength) in [(SURE, Strength::Sure), (WEAK, Strength::Weak), (LIGHT, Strength::Light)] {
        for lemma in list.split_whitespace() {
            let mut add = |word: String, form: VerbForm| {
                forms.entry(word).or_insert(ReportingVerb { lemma, form, strength });
            };
            add(lemma.to_owned(), VerbForm::Base);
            add(present(lemma), VerbForm::Present);
            if !irregular(lemma) {
                add(stem_before_vowel(lemma, 'e') + "ed", VerbForm::Past);
            }
            add(stem_before_vowel(lemma, 'i') + "ing", VerbForm::Progressive);
            for (past, _) in IRREGULAR.iter().filter(|(_, of)| *of == lemma) {
                add((*past).to_owned(), VerbForm::Past);
            }
        }
    }
    // "read" and the like are taken for the past.
    for (past, lemma) in IRREGULAR.iter().filter(|(past, lemma)| past == lemma) {
        if let Some(verb) = forms.get_mut(*past) {
            *verb = ReportingVerb { lemma, form: VerbForm::Past, ..*verb };
        }
    }
    forms
});

fn present(lemma: &str) -> String {
    match () {
        () if lemma.ends_with(['s', 'o']) || lemma.ends_with("sh") || lemma.ends_with("ch") => format!("{lemma}es"),
        () => match lemma.strip_suffix('y') {
            Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ies"),
            _ => format!("{lemma}s"),
        },
    }
}

/// The stem to which "ed" or "ing" is added: `writ`, `admitt`, `den(i)`.
fn stem_before_vowel(lemma: &str, vowel: char) -> String {
    // One vowel and one consonant at the end of a stressed syllable.
    const DOUBLED: [&str; 5] = ["admit", "refer", "quip", "dub", "signal"];
    if let Some(stem) = lemma.strip_suffix('e').filter(|stem| vowel == 'e' || !stem.ends_with('e')) {
        return stem.to_owned();
    }
    if vowel == 'e'
        && let Some(stem) = lemma.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel))
    {
        return format!("{stem}i");
    }
    if DOUBLED.contains(&lemma) {
        let last: String = lemma.chars().rev().take(1).collect();
        return format!("{lemma}{last}");
    }
    lemma.to_owned()
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The reporting verb that a folded word is a form of, if it is one.
#[must_use]
pub fn reporting_verb(folded: &str) -> Option<ReportingVerb> {
    FORMS.get(folded).copied()
}

/// Whether a folded word is a noun of speech: `statement`, `warning`.
#[must_use]
pub fn speech_noun(folded: &str) -> bool {
    let among = |word: &str| NOUNS.split_whitespace().any(|noun| noun == word);
    among(folded) || folded.strip_suffix('s').is_some_and(among)
}

/// Whether a folded word stands in names of newspapers, broadcasters and agencies.
#[must_use]
pub fn is_media_word(folded: &str) -> bool {
    MEDIA.split_whitespace().any(|word| word == folded)
}
