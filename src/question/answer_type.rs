//! The kind of answer that a question wants.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Words;
use super::thesaurus::bases;
use crate::text::is_function_word;

/// What an answer should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerType {
    /// Who: a person, or a group, company or state that acts.
    Agent,
    /// A company, party, agency, team.
    Organisation,
    /// A country.
    Country,
    /// Where: a place.
    Place,
    /// When: a date, a time, a year.
    Date,
    /// How long in time.
    Duration,
    /// How many.
    Number,
    /// How much, far, high, heavy: a number with a unit.
    Quantity,
    /// An amount of money.
    Money,
    /// Why.
    Reason,
    /// What something or somebody is, or stands for.
    Definition,
    /// What somebody said.
    Quotation,
    /// Yes or no.
    YesNo,
    /// How, or what happened: a sentence.
    Description,
    /// Any other noun.
    Thing,
}

impl AnswerType {
    /// Every type, in the order of their places.
    pub const ALL: [Self; 15] = [
        Self::Agent,
        Self::Organisation,
        Self::Country,
        Self::Place,
        Self::Date,
        Self::Duration,
        Self::Number,
        Self::Quantity,
        Self::Money,
        Self::Reason,
        Self::Definition,
        Self::Quotation,
        Self::YesNo,
        Self::Description,
        Self::Thing,
    ];

    /// Its place in [`ALL`](Self::ALL).
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// Its name, as `why` prints it and model files use it.
    #[must_use]
    pub fn name(self) -> &'static str {
        [
            "agent",
            "organisation",
            "country",
            "place",
            "date",
            "duration",
            "number",
            "quantity",
            "money",
            "reason",
            "definition",
            "quotation",
            "yes_no",
            "description",
            "thing",
        ][self.index()]
    }

    /// Whether one fact has one such value, so that two different ones cannot both be true.
    #[must_use]
    pub fn is_single_valued(self) -> bool {
        matches!(
            self,
            Self::Date
                | Self::Number
                | Self::Quantity
                | Self::Money
                | Self::Duration
                | Self::Place
                | Self::Country
                | Self::Agent
        )
    }

    /// Whether the answer is a clause rather than a name or a number: its borders are a matter of taste.
    #[must_use]
    pub fn is_clause(self) -> bool {
        matches!(self, Self::Reason | Self::Definition | Self::Quotation)
    }

    /// Whether the answer is a whole sentence.
    #[must_use]
    pub fn is_sentence(self) -> bool {
        matches!(self, Self::YesNo | Self::Description)
    }
}

/// Nouns that tell what kind of answer is wanted: "which CITY", "what PERCENTAGE". General English.
const NOUNS: &[(AnswerType, &str)] = &[
    (AnswerType::Date, "date year month day decade century season time weekday birthday era anniversary deadline"),
    (AnswerType::Duration, "duration lifespan length_of_time"),
    (
        AnswerType::Money,
        "price cost fee salary revenue budget profit income tax fine debt worth money bounty ransom fund funding",
    ),
    (
        AnswerType::Number,
        "number percent percentage population toll count total rate score casualties deaths fatalities injuries amount majority proportion share ratio average temperature rank size casualty",
    ),
    (
        AnswerType::Quantity,
        "length height width depth distance weight area speed altitude elevation magnitude volume lenght",
    ),
    (AnswerType::Country, "country nation state countries nations"),
    (
        AnswerType::Place,
        "place city town village location region area province county district island river mountain lake sea ocean continent capital venue street neighbourhood neighborhood airport port border site planet states cities towns places areas regions provinces locations",
    ),
    (
        AnswerType::Agent,
        "person man woman people president minister premier leader official officials minister's author writer actor actress singer king queen emperor pope scientist general commander coach captain player politician spokesman spokeswoman spokesperson chief director founder inventor artist composer name boss ceo chairman judge lawyer doctor mayor governor senator philosopher architect engineer pm secretary ambassador mediator mediators ministers politicians leaders founders winner owner brother sister father mother wife husband son daughter character",
    ),
    (
        AnswerType::Organisation,
        "company organisation organization agency team party club group university college school newspaper magazine outlet broadcaster bank band firm institution union army publisher channel network court ministry department church militia militants outlets organizations organisations companies teams parties groups faction",
    ),
    (AnswerType::Reason, "reason cause motive purpose rationale aim goal point reasons causes explanation"),
    (AnswerType::Quotation, "quote quotation words statement reaction response"),
    (AnswerType::Description, "status situation state difference effect impact role process"),
    (AnswerType::Definition, "meaning definition acronym abbreviation nickname"),
];

/// The nouns that WordNet has below "person", "organization" and "city"; see `data/README.md`.
static KINDS: LazyLock<HashMap<&str, AnswerType>> = LazyLock::new(|| {
    let mut kinds = HashMap::new();
    for line in include_str!("../../data/nouns.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((name, nouns)) = line.split_once('\t') else { continue };
        let Some(kind) = AnswerType::ALL.into_iter().find(|kind| kind.name() == name) else { continue };
        kinds.extend(nouns.split(' ').map(|noun| (noun, kind)));
    }
    kinds
});

fn noun_type(word: &str) -> Option<AnswerType> {
    let listed = NOUNS.iter().find(|(_, nouns)| nouns.split(' ').any(|noun| noun == word)).map(|(kind, _)| *kind);
    listed.or_else(|| bases(word).iter().find_map(|base| KINDS.get(base.as_str()).copied()))
}

const TIME_UNITS: &[&str] = &[
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "decade",
    "decades",
    "century",
    "centuries",
];
const AUXILIARIES: &[&str] = &[
    "is", "are", "was", "were", "am", "do", "does", "did", "has", "have", "had", "can", "could", "may", "might",
    "must", "shall", "should", "will", "would",
];
const SPEAKING: &[&str] = &[
    "say",
    "said",
    "says",
    "tell",
    "told",
    "write",
    "wrote",
    "written",
    "report",
    "reported",
    "claim",
    "claimed",
    "announce",
    "announced",
    "post",
    "posted",
    "state",
    "stated",
    "reply",
    "replied",
    "tweet",
    "tweeted",
    "promise",
    "promised",
    "comment",
    "call",
    "called",
    "describe",
    "described",
    "quote",
    "warn",
    "suggest",
    "argue",
];

/// The answer type (`None` if nothing in the words asks), whether several answers are wanted, and the
/// place of the focus word.
pub(super) fn detect(words: &Words) -> (Option<AnswerType>, bool, Option<usize>) {
    let wants_all = words.has(&["list", "enumerate"])
        || words.find_phrase("who else").is_some()
        || words.find_phrase("where else").is_some()
        || words.find_phrase("name all").is_some()
        || words.find_phrase("all the").is_some();
    let Some(wh) = question_word(words) else {
        let (answer_type, focus) = without_question_word(words);
        return (answer_type, wants_all, focus);
    };
    let (answer_type, focus) = match words.at(wh) {
        "who" | "whom" | "whose" => (who(words, wh), None),
        "when" => (AnswerType::Date, None),
        "where" => (AnswerType::Place, None),
        "why" => (AnswerType::Reason, None),
        "how" => how(words, wh),
        _ => what(words, wh),
    };
    let plural = focus.is_some_and(|at| words.at(at).ends_with('s') && !words.at(at).ends_with("ss"));
    let several = matches!(
        answer_type,
        AnswerType::Agent | AnswerType::Organisation | AnswerType::Country | AnswerType::Place | AnswerType::Thing
    );
    (Some(answer_type), wants_all || (plural && several), focus)
}

/// The word that asks. In "is it known who did it" that is `who`; in "is the man who did it alive", none.
fn question_word(words: &Words) -> Option<usize> {
    const ASKING: &[&str] = &["who", "whom", "whose", "what", "which", "when", "where", "why", "how"];
    let starts_yes_no = AUXILIARIES.contains(&words.at(0))
        || (AUXILIARIES.contains(&words.at(1)) && matches!(words.at(0), "so" | "wait" | "and" | "but"));
    // "do you know who", "is it known who", "was there a reason why"; but "was it rain why they left" is no question of why.
    let leads = words.at(1) == "you"
        || (words.at(1) == "it" && matches!(words.at(2), "known" | "clear" | "said" | "reported" | "true"))
        || words.at(1) == "there";
    if starts_yes_no && !leads {
        return None;
    }
    words.find(ASKING)
}

fn who(words: &Words, wh: usize) -> AnswerType {
    let rest = words.folded.len().saturating_sub(wh + 2);
    // "who are the Kurds" asks what they are, "who is the president" for a name.
    let are_what = matches!(words.at(wh + 1), "are" | "were") && words.at(wh + 2) == "the";
    let from = if are_what { wh + 3 } else { wh + 2 };
    let names_only =
        (from..words.folded.len()).all(|at| !is_function_word(words.at(at)) && noun_type(words.at(at)).is_none());
    if words.at(wh) == "who"
        && matches!(words.at(wh + 1), "is" | "was" | "are" | "were")
        && (1..=3).contains(&rest)
        && names_only
        && !ends_in_verb(words)
    {
        AnswerType::Definition
    } else {
        AnswerType::Agent
    }
}

fn ends_in_verb(words: &Words) -> bool {
    let last = words.at(words.folded.len().saturating_sub(1));
    last.ends_with("ed") || last.ends_with("ing")
}

fn how(words: &Words, wh: usize) -> (AnswerType, Option<usize>) {
    let next = words.at(wh + 1);
    let noun = Some(wh + 2);
    match next {
        "many" if TIME_UNITS.contains(&words.at(wh + 2)) => (AnswerType::Duration, noun),
        "many" => (AnswerType::Number, noun),
        "much"
            if words.has(&[
                "money", "cost", "costs", "worth", "pay", "paid", "spend", "spent", "price", "earn", "charge", "sell",
                "sold", "dollars", "euros", "pounds",
            ]) =>
        {
            (AnswerType::Money, None)
        }
        "long" if matches!(words.at(wh + 2), "is" | "are") => (AnswerType::Quantity, None),
        "long" => (AnswerType::Duration, None),
        "old" => (AnswerType::Number, None),
        "much" | "often" | "far" | "tall" | "high" | "big" | "large" | "deep" | "fast" | "heavy" | "wide" | "close"
        | "hot" | "cold" | "strong" => (AnswerType::Quantity, None),
        "come" => (AnswerType::Reason, None),
        _ if words.has(&["describe", "described", "call", "called", "characterise", "characterize"]) => {
            (AnswerType::Quotation, None)
        }
        _ => (AnswerType::Description, None),
    }
}

fn what(words: &Words, wh: usize) -> (AnswerType, Option<usize>) {
    let last = words.folded.len();
    if words.find_phrase("stand for").is_some()
        || words.find_phrase("other name").is_some()
        || (words.at(last.saturating_sub(1)) == "mean")
    {
        return (AnswerType::Definition, None);
    }
    if words.has(&["cause", "caused", "causes", "blame"])
        || words.find_phrase("led to").is_some()
        || words.find_phrase("lead to").is_some()
    {
        return (AnswerType::Reason, None);
    }
    let next = words.at(wh + 1);
    // "what happened", "what did they say"
    if matches!(next, "happen" | "happened" | "happens") || words.find_phrase("going on").is_some() {
        return (AnswerType::Description, None);
    }
    if AUXILIARIES.contains(&next) {
        if words.folded.iter().skip(wh + 2).any(|word| SPEAKING.contains(&word.as_str()))
            && matches!(next, "did" | "does" | "do" | "has" | "have" | "had")
        {
            return (AnswerType::Quotation, None);
        }
        if matches!(next, "is" | "was" | "are" | "were") {
            return what_is(words, wh + 2);
        }
        return (AnswerType::Thing, None);
    }
    // "which city", "what other news outlets": the last classed noun before the verb
    let mut focus = None;
    for at in wh + 1..(wh + 5).min(last) {
        if AUXILIARIES.contains(&words.at(at))
            || (is_function_word(words.at(at)) && !matches!(words.at(at), "other" | "of" | "the"))
        {
            break;
        }
        if let Some(answer_type) = noun_type(words.at(at)) {
            return (answer_type, Some(at));
        }
        if at == wh + 1 {
            focus = Some(at);
        }
    }
    (AnswerType::Thing, focus)
}

/// "what is the capital of France" names its type; "what is the TTP" wants a definition.
fn what_is(words: &Words, from: usize) -> (AnswerType, Option<usize>) {
    let last = words.folded.len();
    let noun = (from..last).find(|at| !is_function_word(words.at(*at)));
    let head_end = (from..last).find(|at| {
        matches!(words.at(*at), "of" | "in" | "for" | "to" | "between" | "on" | "at" | "by" | "with" | "that")
    });
    let head = head_end.unwrap_or(last).checked_sub(1).filter(|head| *head >= from);
    if let Some(answer_type) = head.and_then(|head| noun_type(words.at(head))) {
        return (answer_type, head);
    }
    if let Some(answer_type) = noun.and_then(|noun| noun_type(words.at(noun))) {
        return (answer_type, noun);
    }
    if words.at(last.saturating_sub(1)) == "called" {
        return (AnswerType::Thing, None);
    }
    if head_end.is_none() && noun.is_some_and(|noun| last - noun <= 3) {
        return (AnswerType::Definition, None);
    }
    (AnswerType::Thing, None)
}

/// "was it signed", "border length", "tell me about X": no question word, but something is asked.
fn without_question_word(words: &Words) -> (Option<AnswerType>, Option<usize>) {
    let last = words.folded.len();
    if AUXILIARIES.contains(&words.at(0))
        || (matches!(words.at(0), "so" | "wait" | "and" | "but") && AUXILIARIES.contains(&words.at(1)))
    {
        return (Some(AnswerType::YesNo), None);
    }
    if words.has(&["explain", "describe"]) || words.find_phrase("tell me").is_some() {
        return (Some(AnswerType::Description), None);
    }
    // The head of the first noun phrase: "border LENGTH in miles", "PM of X", "total DEATHS on the weekend".
    let end = (0..last)
        .find(|at| is_function_word(words.at(*at)) && *at > 0 && !matches!(words.at(*at), "the" | "all"))
        .unwrap_or(last);
    let heads =
        (0..end).rev().chain(end..last).filter_map(|at| noun_type(words.at(at)).map(|answer_type| (answer_type, at)));
    heads.map(|(answer_type, at)| (Some(answer_type), Some(at))).next().unwrap_or((None, None))
}
