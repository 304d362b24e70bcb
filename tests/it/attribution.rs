//! Who says what in an article.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use pullquote::corpus::{Attribution, Document};

use crate::engine::document;
use crate::strategy::text;

/// An article's text, and what each of its attributions says: `speaker: words`, `speaker (via whom): words`, with `=` between
/// a speaker and the name behind; nested ones begin with `>`.
const TABLE: &[(&str, &[&str])] = &[
    // Behind the words.
    ("“The bridge is closed,” said Ingrid Solheim.", &["Ingrid Solheim: “The bridge is closed,”"]),
    ("\"The bridge is closed,\" Solheim said on Friday.", &["Solheim: \"The bridge is closed,\""]),
    ("The bridge will open in May, the council said on Sunday.", &["the council: The bridge will open in May"]),
    ("The bridge will open in May, said Mayor Jonas Berg.", &["Mayor Jonas Berg: The bridge will open in May"]),
    ("“It nearly broke me,” Leila Haddad, the winner, told reporters.", &["Leila Haddad: “It nearly broke me,”"]),
    ("“We won,” wrote Haddad. “We won.”", &["Haddad: “We won,”", "Haddad: “We won.”"]),
    // Before the words.
    (
        "The harbour master, Ingrid Solheim, said that 23 passengers were injured.",
        &["The harbour master, Ingrid Solheim: 23 passengers were injured"],
    ),
    ("Solheim said the fire began below.", &["Solheim: the fire began below"]),
    ("Solheim, who leads the inquiry, confirmed on Monday that it began below.", &["Solheim: it began below"]),
    ("The owner, however, has repeatedly denied the claim.", &["The owner: denied the claim"]),
    ("The insurer expects that the repair will cost millions.", &["The insurer: the repair will cost millions"]),
    ("Officials from Norway stressed that this is unacceptable.", &["Officials from Norway: this is unacceptable"]),
    ("Norway and Sweden warned that the ice is thin.", &["Norway and Sweden: the ice is thin"]),
    ("In a post on X, Solheim said the harbour was “safe again.”", &["Solheim: the harbour was “safe again.”"]),
    ("Solheim tweeted: “The harbour is open.”", &["Solheim: “The harbour is open.”"]),
    ("Solheim: “The harbour is open.”", &["Solheim: “The harbour is open.”"]),
    ("Solheim issued a stark warning that the pier would collapse.", &["Solheim: the pier would collapse"]),
    ("Berg called the plan “pure madness.”", &["Berg: called the plan “pure madness.”"]),
    ("Berg accused the owner of hiding a “dirty secret.”", &["Berg: accused the owner of hiding a “dirty secret.”"]),
    // According to.
    ("According to Okoye, the cells last for years.", &["Okoye: the cells last for years"]),
    ("The cells last for years, according to Daniel Okoye.", &["Daniel Okoye: The cells last for years"]),
    ("The cells, according to Okoye, last for years.", &["Okoye: The cells, according to Okoye, last for years"]),
    ("According to the team’s coach, Alireza Nouri, they won.", &["the team’s coach, Alireza Nouri: they won"]),
    // At second hand.
    ("“It is over,” an official told Reuters.", &["an official (Reuters): “It is over,”"]),
    ("Officials told the Harbour Herald that it is over.", &["Officials (the Harbour Herald): it is over"]),
    (
        "It is over, according to diplomatic sources cited by Radio Norway.",
        &["diplomatic sources (Radio Norway): It is over"],
    ),
    (
        "The broadcaster quoted officials as saying the port is shut.",
        &["officials (The broadcaster): the port is shut"],
    ),
    (
        "According to Reuters, quoting state television, the port is shut.",
        &["state television (Reuters): the port is shut"],
    ),
    (
        "“The board has confirmed that fares will rise,” Berg said.",
        &["> The board (Berg): fares will rise,", "Berg: “The board has confirmed that fares will rise,”"],
    ),
    // Two in a sentence.
    (
        "“Nothing can be done,” Berg said, adding that any attempt would be “met decisively.”",
        &["Berg: “Nothing can be done,”", "Berg: any attempt would be “met decisively.”"],
    ),
    (
        "The station added that “some are obstructing it,” and quoted officials as saying the port is shut.",
        &[
            "The station: “some are obstructing it,” and quoted officials as saying the port is shut",
            "> officials (The station): the port is shut",
        ],
    ),
    // Passive.
    ("The plan was termed “logical” by the mediators.", &["the mediators: termed “logical”"]),
    ("Okoye was quoted by the Herald as saying that the cells last.", &["Okoye (the Herald): that the cells last"]),
    // Quotations that go on.
    (
        "“The bridge is closed,” Solheim said. “It will open in May.”",
        &["Solheim: “The bridge is closed,”", "Solheim: “It will open in May.”"],
    ),
    (
        "“One,” an official told Reuters.\n\n“Two came of it. Three left.”",
        &["an official (Reuters): “One,”", "an official (Reuters): “Two came of it. Three left.”"],
    ),
    (
        "Okoye said: “The cells last.\n\n“They are cheap.\n\n“They are ours.”\n\nThe factory is new.",
        &["Okoye: “The cells last", "Okoye: “They are cheap.", "Okoye: “They are ours.”"],
    ),
    ("Okoye explained:\n\n“The cells last.”", &["Okoye: explained", "Okoye: “The cells last.”"]),
    // Pronouns and titles.
    (
        "Mayor Jonas Berg said the pier is new. He added that it is long.",
        &["Mayor Jonas Berg: the pier is new", "He = Mayor Jonas Berg: it is long"],
    ),
    (
        "Mayor Jonas Berg said the pier is new. The mayor warned of ice.",
        &["Mayor Jonas Berg: the pier is new", "The mayor = Mayor Jonas Berg: warned of ice"],
    ),
    (
        "Jonas Berg said the pier is new. Leila Haddad came in second. He said it is long.",
        &["Jonas Berg: the pier is new", "He: it is long"],
    ),
    (
        "Jonas Berg said the pier is new. “I saw it,” she said.",
        &["Jonas Berg: the pier is new", "she = Jonas Berg: “I saw it,”"],
    ),
    (
        "Jonas Berg said the pier is new. She said so. He said it is long.",
        &["Jonas Berg: the pier is new", "She = Jonas Berg: so", "He: it is long"],
    ),
    ("Norway presented what it described as “clear demands.”", &["it = Norway: described as “clear demands.”"]),
    // Interviews.
    (
        "Wikinews: Why ants?\n\nNick Bos: I like them.\n\nWikinews: Do they talk?\n\nNick Bos: In a way. They smell.",
        &[
            "Wikinews: Why ants?",
            "Nick Bos: I like them.",
            "Wikinews: Do they talk?",
            "Nick Bos: In a way.",
            "Nick Bos: They smell.",
        ],
    ),
    (
        "**Wikinews**: Why ants?\n\n**Bos**: I like them.\n\n**Wikinews**: Do they talk?",
        &["Wikinews: Why ants?", "Bos: I like them.", "Wikinews: Do they talk?"],
    ),
    (
        "((WN)) Why ants?\n\n((Nick Bos)) I like them.\n\n((WN)) Do they talk?",
        &["WN: Why ants?", "Nick Bos: I like them.", "WN: Do they talk?"],
    ),
    (
        "Wikinews interviewed biologist Nick Bos about ants.\n\nQ: Why ants?\n\nA: I like them.\n\nQ: Do they talk?\n\nA: In a way.",
        &["Nick Bos: I like them.", "Nick Bos: In a way."],
    ),
    (
        "The Herald spoke with biologist Nick Bos about ants.\n\nWhy ants?\n\nI like them.\n\nDo they talk?\n\nIn a way.\n\nAn ant. Photo: J. Doe.\n\nDo they sing?\n\nNever.",
        &["Nick Bos: I like them.", "Nick Bos: In a way.", "Nick Bos: Never."],
    ),
    // Nobody says it.
    ("The talks are said to be moving on.", &[]),
    ("Background: The pier is old.\n\nImpact: Nobody came.", &[]),
    ("The pier, described as “the longest,” is new.", &[]),
    ("Berg did not say that the pier is old.", &[]),
    ("The group is called the Sea Club.", &[]),
    ("The builders added a third lane and maintained the road.", &[]),
    ("Officials declined to say who paid.", &[]),
    ("They were accused of theft.", &[]),
    ("“Nobody knows.”", &[]),
];

fn written(document: &Document, by: &Attribution) -> String {
    let cut = |span: pullquote::text::Span| span.cut(document.body());
    let nested = if by.is_nested { "> " } else { "" };
    let name = by.name.map(|name| format!(" = {}", cut(name))).unwrap_or_default();
    let via = by.via.map(|via| format!(" ({})", cut(via))).unwrap_or_default();
    format!("{nested}{}{name}{via}: {}", cut(by.speaker), cut(by.said))
}

#[test]
fn who_says_what() {
    let mut wrong = String::new();
    for (body, expected) in TABLE {
        let document = document("a", body);
        let seen: Vec<String> = document.attributions().iter().flatten().map(|by| written(&document, by)).collect();
        if seen != *expected {
            wrong.extend([format!("{body}\n  expected {expected:#?}\n  seen {seen:#?}\n")]);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_innermost_speaker_of_some_words_is_named() {
    let document = document("a", "“The board has confirmed that fares will rise,” Berg said. Nobody laughed.");
    let body = document.body();
    let by = |words: &str| {
        let start = body.find(words).unwrap();
        let by = document.attribution(pullquote::text::Span::new(start, start + words.len()));
        by.map(|by| by.speaker.cut(body))
    };
    assert_eq!(by("fares"), Some("The board"));
    assert_eq!(by("confirmed"), Some("Berg"));
    assert_eq!(by("“The board has confirmed that fares will rise,” Berg said."), Some("Berg"));
    assert_eq!(by("Berg"), None, "the article itself says that Berg spoke");
    assert_eq!(by("laughed"), None);
    assert_eq!(by("said. Nobody"), None, "no sentence holds it");
}

/// Fails unless there is a list for every sentence, and every span is words of the body.
fn assert_sound(document: &Document) {
    let body = document.body();
    assert_eq!(document.attributions().len(), document.sentences().len());
    for (sentence, given) in document.sentences().iter().zip(document.attributions()) {
        for by in given {
            for span in [Some(by.speaker), by.name, by.via, Some(by.said)].into_iter().flatten() {
                assert!(body.get(span.start..span.end).is_some_and(|words| !words.trim().is_empty()), "{by:?}");
            }
            assert!(body.get(by.cue.start..by.cue.end).is_some(), "{by:?}");
            assert!(sentence.contains(by.said), "{by:?} is not of {sentence:?}");
        }
    }
}

/// Pieces that speech is written with, in any order.
const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "«",
    "»",
    ",",
    ".",
    ":",
    "?",
    "\n\n",
    "\n",
    "—",
    "-",
    "(",
    ")",
    "((",
    "))",
    "**",
    "’s",
    "said",
    "told",
    "says",
    "adding",
    "that",
    "according",
    "to",
    "Berg",
    "Reuters",
    "the",
    "minister",
    "he",
    "She",
    "it",
    "who",
    "which",
    "what",
    "and",
    "by",
    "was",
    "quoted",
    "as",
    "saying",
    "Q:",
    "A:",
    "Name:",
    "interviewed",
    "Türkiye",
    "İstanbul",
    "😀",
    "naïve",
    "U.S.",
    "J.",
    "called",
    "issued",
    "warning",
];

proptest! {
    #[test]
    fn any_text_may_be_attributed(body in text()) {
        assert_sound(&document("a", &body));
    }

    #[test]
    fn speech_in_any_order_may_be_attributed(pieces in vec(select(PIECES), 0..80), gap in select(&[" ", ""][..])) {
        assert_sound(&document("a", &pieces.join(gap)));
    }
}

#[test]
fn a_megabyte_of_quotes_is_attributed() {
    // What takes quadratic time does not come to an end here.
    for piece in
        ["“Yes,” he said. ", "\" ", "Berg said that ", "“No.\n\n", "Q: Why?\n\nA: So.\n\n", "according to Berg, "]
    {
        assert_sound(&document("a", &piece.repeat(1_000_000 / piece.len())));
    }
}
