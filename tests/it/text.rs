//! Spans, sentences, paragraphs, tokens and terms, for tables of cases and for any text at all.

use proptest::prelude::*;
use pullquote::text::{Shape, Span, Stemmer, cardinal, country_named, fold, ordinal, paragraphs, sentences, tokenize};

use crate::strategy::text;

/// Fails unless the spans hold something, lie on character borders, run forwards and share no byte.
fn assert_in_order(text: &str, spans: &[Span]) {
    let mut end = 0;
    for span in spans {
        assert!(end <= span.start && span.start < span.end && span.end <= text.len(), "{span:?} in {text:?}");
        assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?} in {text:?}");
        end = span.end;
    }
}

/// Fails unless every character that counts lies in one of the spans.
fn assert_covered(text: &str, spans: &[Span], counts: fn(char) -> bool) {
    for (at, c) in text.char_indices().filter(|(_, c)| counts(*c)) {
        assert!(
            spans.iter().any(|span| span.start <= at && at < span.end),
            "{c:?} at {at} of {text:?} is in no span of {spans:?}"
        );
    }
}

/// Sentences of every paragraph, as spans of the text.
fn all_sentences(text: &str) -> Vec<Span> {
    let in_paragraph =
        |paragraph: Span| sentences(paragraph.cut(text)).into_iter().map(move |span| span.shift(paragraph.start));
    paragraphs(text).into_iter().flat_map(in_paragraph).collect()
}

proptest! {
    #[test]
    fn tokens_are_spans_that_cover_the_words(text in text()) {
        let spans: Vec<Span> = tokenize(&text).iter().map(|token| token.span).collect();
        assert_in_order(&text, &spans);
        assert_covered(&text, &spans, char::is_alphanumeric);
    }

    #[test]
    fn paragraphs_are_spans_that_cover_all_but_white_space(text in text()) {
        let spans = paragraphs(&text);
        assert_in_order(&text, &spans);
        assert_covered(&text, &spans, |c| !c.is_whitespace());
    }

    #[test]
    fn sentences_are_spans_that_cover_the_words(text in text()) {
        let spans = all_sentences(&text);
        assert_in_order(&text, &spans);
        assert_covered(&text, &spans, char::is_alphanumeric);
        for span in spans {
            let cut = span.cut(&text);
            assert_eq!(cut.trim(), cut, "a sentence begins or ends in white space");
        }
    }

    #[test]
    fn sentences_take_text_that_is_no_paragraph(text in text()) {
        let spans = sentences(&text);
        assert_in_order(&text, &spans);
        assert_covered(&text, &spans, char::is_alphanumeric);
    }

    #[test]
    fn folding_twice_is_folding_once(text in text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn any_word_has_a_term(text in text()) {
        let stemmer = Stemmer::default();
        prop_assert_eq!(stemmer.term(&text), stemmer.term(&fold(&text)));
        let _ = (cardinal(&text), ordinal(&text), country_named(&text));
    }
}

#[test]
fn huge_lines_are_cut_without_losing_a_word() {
    let texts = [
        "word ".repeat(20_000),
        "x".repeat(100_000),
        "A b. ".repeat(20_000),
        "“".repeat(5_000),
        "He said “yes. ".repeat(3_000),
        "é\u{301}".repeat(20_000),
        "\n".repeat(50_000),
        "- item\n".repeat(5_000),
    ];
    for text in &texts {
        let spans = all_sentences(text);
        assert_in_order(text, &spans);
        let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
        let kept: usize = spans.iter().map(|span| words(span.cut(text))).sum();
        assert_eq!(kept, words(text), "{:?}…", text.chars().take(20).collect::<String>());
    }
}

/// A paragraph, with `|` where a sentence ends and the next begins.
const SENTENCES: &[&str] = &[
    "One sentence.",
    "One sentence.|Another one!|And a third?",
    "They met on Oct. 19 in Doha.|Nothing was signed.",
    "The answer came at 2 a.m. on Sunday.|It was short.",
    "The former U.S. president spoke.|Nobody listened.",
    "Mr. Smith met Dr. Jones and Gov. Brown.|They talked.",
    "It cost $3.5 million, or 2.1 percent.|That is a lot.",
    "Prices rose by 0.5 percent.|Wages fell.",
    "J. R. R. Tolkien wrote it.|Everybody read it.",
    "The company, Acme Inc., was sold.|Its owner left.",
    "No. 10 said nothing.|The papers did.",
    "“It is over,” he said.|Then he left.",
    "“We won. We did it,” she said.|The crowd cheered.",
    "He asked: “Why?”|Nobody knew.",
    "A headline without a stop",
    "It failed … and was tried again.|It worked.",
    "The U.N. and the E.U. agreed, e.g. on trade, i.e. tariffs.|Others did not.",
    "Visit example.org for more.|It is free.",
];

#[test]
fn sentences_end_where_people_end_them() {
    let mut wrong = Vec::new();
    for marked in SENTENCES {
        let paragraph = marked.replace('|', " ");
        let found: Vec<&str> = sentences(&paragraph).into_iter().map(|span| span.cut(&paragraph)).collect();
        if found != marked.split('|').collect::<Vec<_>>() {
            wrong.push(format!("{marked}\n  is cut as {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_bullet_is_not_part_of_its_sentence() {
    for (line, sentence) in [
        ("• A stay is extended", "A stay is extended"),
        ("- A stay is extended", "A stay is extended"),
        ("* A stay is extended.", "A stay is extended."),
        ("## A heading", "A heading"),
        ("**Bold** at the start.", "**Bold** at the start."),
        ("-5 degrees were measured.", "-5 degrees were measured."),
    ] {
        let found: Vec<&str> = sentences(line).into_iter().map(|span| span.cut(line)).collect();
        assert_eq!(found, [sentence]);
    }
}

#[test]
fn a_sentence_too_long_to_be_quoted_is_cut_at_a_stop_inside() {
    let text = format!("“{}”", "We worked for eighteen hours and nothing came of it. ".repeat(30).trim_end());
    let spans = sentences(&text);
    assert!(spans.len() > 1, "it was left whole");
    assert!(
        spans.iter().all(|span| span.cut(&text).trim_end_matches('”').ends_with('.')),
        "it was cut inside a sentence"
    );
}

/// A text and its paragraphs.
const PARAGRAPHS: &[(&str, &[&str])] = &[
    ("", &[]),
    (" \n\t\n ", &[]),
    ("One.\n\nTwo.", &["One.", "Two."]),
    ("One.\r\n\r\nTwo.\r\n", &["One.", "Two."]),
    ("One line of a file.\nAnother line of it.\n", &["One line of a file.", "Another line of it."]),
    ("  indented  \n\n\n\nafter many\n", &["indented", "after many"]),
    ("A headline\n\n• one thing\n• another thing\n", &["A headline", "• one thing", "• another thing"]),
    ("1. first\n2. second", &["1. first", "2. second"]),
    (
        "This prose was broken by a mail program at a fixed\ncolumn, so that the end of a line is not the end of\na paragraph.\n\nThe next one.",
        &[
            "This prose was broken by a mail program at a fixed\ncolumn, so that the end of a line is not the end of\na paragraph.",
            "The next one.",
        ],
    ),
    (
        "This prose was broken by a mail program at a fixed\r\ncolumn, so that the end of a line is not the end of\r\na paragraph.",
        &[
            "This prose was broken by a mail program at a fixed\r\ncolumn, so that the end of a line is not the end of\r\na paragraph.",
        ],
    ),
];

#[test]
fn paragraphs_end_where_people_end_them() {
    for (text, expected) in PARAGRAPHS {
        let found: Vec<&str> = paragraphs(text).into_iter().map(|span| span.cut(text)).collect();
        assert_eq!(found, *expected, "{text:?}");
    }
}

#[test]
fn a_possessive_is_split_from_its_word() {
    let text = "Qatar’s envoy, Ms. O'Neil's aide, met the U.S. team at 2 a.m. for 2,600 km";
    let tokens = tokenize(text);
    let words: Vec<&str> = tokens.iter().map(|token| token.span.cut(text)).collect();
    assert_eq!(
        words,
        [
            "Qatar", "’s", "envoy", ",", "Ms.", "O'Neil", "'s", "aide", ",", "met", "the", "U.S.", "team", "at", "2",
            "a.m.", "for", "2,600", "km"
        ]
    );
    let shapes: Vec<Shape> = tokens.iter().take(4).map(|token| token.shape).collect();
    assert_eq!(shapes, [Shape::Capitalised, Shape::Clitic, Shape::Lower, Shape::Mark]);
}

#[test]
fn spellings_of_one_word_fold_alike() {
    for (a, b) in [
        ("Türkiye", "turkiye"),
        ("Qatar’s", "qatar's"),
        ("cease‑fire", "cease-fire"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("STRAẞE", "strasse"),
        ("Ærø", "aero"),
        ("İstanbul", "istanbul"),
        ("co\u{ad}operate", "cooperate"),
        ("ﬁre", "fire"),
        ("“yes”", "\"yes\""),
        ("2–3", "2-3"),
        ("Qatar´s", "qatar's"),
    ] {
        assert_eq!(fold(a), fold(b), "{a} and {b}");
    }
    assert_ne!(fold("Oman"), fold("Roman"));
}

#[test]
fn inflections_share_a_term_and_other_words_do_not() {
    let stemmer = Stemmer::default();
    for (a, b) in [("talks", "Talk"), ("agreed", "agrees"), ("soldiers", "soldier"), ("negotiations", "negotiation")] {
        assert_eq!(stemmer.term(a), stemmer.term(b), "{a} and {b}");
    }
    for (a, b) in [("talk", "tale"), ("23", "24"), ("19th", "19"), ("attack", "attic")] {
        assert_ne!(stemmer.term(a), stemmer.term(b), "{a} and {b}");
    }
}

#[test]
fn numbers_are_read_in_words_and_digits() {
    let cardinals: &[(&str, Option<f64>)] = &[
        ("zero", Some(0.0)),
        ("twelve", Some(12.0)),
        ("ninety", Some(90.0)),
        ("2,600", Some(2600.0)),
        ("3.5", Some(3.5)),
        ("million", Some(1e6)),
        ("first", None),
        ("19th", None),
        ("2a", None),
        ("", None),
        ("-5", None),
    ];
    for (word, value) in cardinals {
        assert_eq!(cardinal(word).map(f64::to_bits), value.map(f64::to_bits), "{word}");
    }
    for (word, rank) in
        [("first", Some(1)), ("twelfth", Some(12)), ("19th", Some(19)), ("2nd", Some(2)), ("month", None), ("th", None)]
    {
        assert_eq!(ordinal(word), rank, "{word}");
    }
}

#[test]
fn a_country_is_known_by_all_its_names() {
    for name in ["turkey", "turkiye"] {
        assert_eq!(country_named(name), country_named("turkiye"), "{name}");
        assert!(country_named(name).is_some(), "{name}");
    }
    assert_eq!(country_named("turkish"), None, "an adjective is no name");
    assert_eq!(country_named("narnia"), None);
}
