//! Replies: within Discord's limits, harmless whatever an article or a question holds, and proven.
#![expect(clippy::needless_raw_string_hashes, reason = "snapshots that update themselves are written with them")]

use std::sync::{Arc, LazyLock};

use expect_test::{Expect, expect};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use pullquote::answer::{
    Abstained, Answer, AnswerValue, Confidence, Engine, Evidence, FoundQuotes, Quoted, Reason, Source, Understood,
    Value,
};
use pullquote::bot::{Bot, Command, Origin};
use pullquote::corpus::{Corpus, Document, Metadata, load};
use pullquote::question::{Intent, Question};
use pullquote::render::{self, Language, Phrase, Reply, Stretch, Style, View, escape, terminal, unescape};
use pullquote::text::{Span, tokenize};
use regex::Regex;

use crate::engine::{document, engine, over, reply, shipped, titled};
use crate::folder::Folder;
use crate::made_up::town;
use crate::strategy::{hostile, prose, text};

/// What Discord would take for a mention, a command, an emoji or a time.
static LIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"@everyone|@here|<@[!&]?\d+>|<#\d+>|</[^>]+:\d+>|<a?:\w+:\d+>|<t:-?\d+(:\w)?>").unwrap()
});

/// Fails unless the reply may be sent.
pub(crate) fn assert_fit(reply: &Reply, corpus: &Corpus) {
    let content = &reply.content;
    assert!(!content.trim().is_empty(), "an empty reply");
    assert!(content.encode_utf16().count() <= 2_000, "{} characters: {content}", content.chars().count());
    assert_eq!(LIVE.find(content), None, "a live mention in {content}");
    assert!(reply.is_proven(corpus), "not proven: {content}");
    let printed = terminal(reply, Style::Plain);
    let code = printed.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    assert_eq!(code, None, "a plain terminal gets {printed:?}");
    assert!(reply.buttons.len() <= 25);
    for button in &reply.buttons {
        assert!(
            (1..=100).contains(&button.id.chars().count()) && (1..=80).contains(&button.label.chars().count()),
            "{button:?}"
        );
    }
}

fn metadata() -> impl Strategy<Value = Metadata> {
    let names = (option::of(text()), option::of(hostile()), option::of(text()), option::of(hostile()));
    (names, option::of(hostile()), any::<bool>()).prop_map(|((title, publisher, author, dateline), date, linked)| {
        let url = linked.then(|| "https://herald.example/fire?id=1_2".to_owned());
        Metadata { title, publisher, author, dateline, date, url, ..Metadata::default() }
    })
}

/// Articles with a body of their own that holds some words, and hostile titles and authors.
fn articles() -> impl Strategy<Value = Vec<Document>> {
    let body = (text(), hostile(), prose()).prop_map(|(a, b, c)| format!("{a} The ferry burned. {b}\n{c}"));
    vec((metadata(), body), 1..4).prop_map(|articles| {
        articles.into_iter().zip(0..).map(|((metadata, body), n)| titled(&format!("a{n}"), metadata, &body)).collect()
    })
}

/// An answer that quotes `corpus`, made without asking: any sentences, any words of them.
fn any_answer(corpus: &Corpus, picks: &[(Index, Index, Index, bool)], kind: u8, probability: f32) -> Answer {
    let evidence = picked(corpus, picks);
    let confidence = Confidence::new(probability);
    if kind == 0 || evidence.is_empty() {
        let reason = if picks.len().is_multiple_of(2) { Reason::NothingFound } else { Reason::Unsure(confidence) };
        return Answer::Abstained(Abstained { reason, nearest: evidence });
    }
    if kind == 1 {
        return Answer::NotAQuestion(Intent::Topic, evidence);
    }
    let of =
        |evidence: Vec<Evidence>| AnswerValue { value: Value::Words("x".to_owned()), evidence, when: None, confidence };
    let values =
        if kind == 2 { vec![of(evidence)] } else { evidence.into_iter().map(|evidence| of(vec![evidence])).collect() };
    Answer::Quoted(Quoted { values, conflict: kind == 3, confidence, verdict: None, as_of: None })
}

fn picked(corpus: &Corpus, picks: &[(Index, Index, Index, bool)]) -> Vec<Evidence> {
    picks.iter().filter_map(|pick| any_evidence(corpus, pick)).collect()
}

/// Some sentences of the corpus, with some words of them as the answer, or all.
fn any_evidence(corpus: &Corpus, (place, first, last, whole): &(Index, Index, Index, bool)) -> Option<Evidence> {
    let places: Vec<(&Document, Span)> = corpus
        .documents()
        .iter()
        .flat_map(|document| document.sentences().iter().map(move |span| (document, *span)))
        .collect();
    let (document, sentence) = *places.get(place.index(places.len().max(1)))?;
    let quote = document.quote(sentence)?;
    let words: Vec<Span> = tokenize(quote.words()).iter().map(|token| token.span.shift(sentence.start)).collect();
    let (first, last) = (words.get(first.index(words.len().max(1)))?, words.get(last.index(words.len().max(1)))?);
    let answer = if *whole { sentence } else { first.join(*last) };
    let attribution = document.attribution(answer);
    Some(Evidence { quote, answer, paragraph: document.paragraph_at(sentence.start), attribution })
}

fn understood(question: &str, source: Source) -> Understood {
    let repairs = vec![("teh".to_owned(), "the".to_owned())];
    Understood {
        is_completed: false,
        completed_from: None,
        question: Question::analyze(question),
        repairs,
        aliases: Vec::new(),
        source,
        part: None,
        is_substitute: false,
    }
}

type Picks = Vec<(Index, Index, Index, bool)>;

fn picks() -> impl Strategy<Value = Picks> {
    vec(any::<(Index, Index, Index, bool)>(), 0..9)
}

proptest! {
    #[test]
    fn unescaping_gives_back_what_was_escaped(text in text()) {
        prop_assert_eq!(unescape(&escape(&text)), text);
    }

    #[test]
    fn escaped_text_holds_nothing_live(text in hostile()) {
        prop_assert_eq!(LIVE.find(&escape(&text)).map(|found| found.as_str().to_owned()), None);
    }

    #[test]
    fn whatever_is_quoted_the_reply_may_be_sent(
        documents in articles(), picks in picks(), kind in 0_u8..5, probability in 0.0_f32..1.0, question in text(), source in hostile(), language in select(&Language::ALL[..]), page in 0_usize..9,
    ) {
        let corpus = Corpus::new(documents);
        let answer = any_answer(&corpus, &picks, kind, probability);
        let docs = corpus.documents().iter().map(|document| document.id).collect();
        for source in [Source::Any, Source::Named(source.clone(), docs), Source::Unknown(source)] {
            let view = View { language, question: Some(&question), is_substitute: true };
            assert_fit(&render::answer(&answer, &understood(&question, source), &corpus, view), &corpus);
        }
        let note = Some(Phrase::ChangedAnswer);
        let found = FoundQuotes { quotes: picked(&corpus, &picks), is_substitute: true };
        let mut pages = vec![
            render::context(&answer, &corpus, page, note, language),
            render::quotes(&answer, &picked(&corpus, &picks), &corpus, page, note, language),
            render::found(&question, &found, &corpus, page, language),
        ];
        if let Answer::Quoted(quoted) = &answer {
            pages.push(render::differ(quoted, &corpus, page, note, language));
        }
        for page in pages {
            assert_fit(&page.reply, &corpus);
        }
        for document in corpus.documents() {
            assert_fit(&render::source(document, language), &corpus);
        }
    }
}

proptest! {
    // Each case learns a corpus and builds an index.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn whatever_is_asked_of_whatever_articles_the_reply_may_be_shown(
        documents in articles(), question in text(), source in option::of(hostile()),
    ) {
        let engine = over(documents);
        let bot = Bot::new(Arc::clone(&engine));
        let commands = [
            Command::question(&question),
            Command::question("did the ferry burn?"),
            Command::question("who said that?"),
            Command::Sources { page: 0 },
            Command::Source { name: question.clone() },
            Command::Search { words: question.clone(), page: 0 },
            Command::Timeline { topic: question.clone(), page: 0 },
            Command::Compare { topic: question.clone(), page: 0 },
            Command::Ask { question, source, private: false },
            Command::Help,
            Command::About,
        ];
        for command in commands {
            let reply = bot.run(&command, &Origin::default());
            assert_fit(&reply, engine.corpus());
        }
    }
}

/// The replies that cite an article with this front matter.
fn citing(front_matter: &str) -> Vec<(Arc<Engine>, Reply)> {
    let folder = Folder::with(&[("a.md", &format!("---\n{front_matter}---\nThe ferry burned on Monday."))]);
    let engine = engine(Arc::new(load(folder.path()).unwrap().corpus));
    let bot = Bot::new(Arc::clone(&engine));
    let commands = [Command::question("when did the ferry burn?"), Command::Sources { page: 0 }];
    commands.map(|command| (Arc::clone(&engine), bot.run(&command, &Origin::default()))).into()
}

#[test]
fn an_address_cannot_make_a_link_do_something_else() {
    for url in
        ["https://a.example/@everyone", "https://a.example/@here", "https://a.example/)@everyone(", "javascript:@here"]
    {
        for (engine, reply) in citing(&format!("title: Fire\nurl: '{url}'\n")) {
            assert_fit(&reply, engine.corpus());
            assert!(!reply.content.contains("javascript"), "{}", reply.content);
        }
    }
}

#[test]
fn a_linked_title_brings_no_escape_code_to_a_terminal() {
    for (engine, reply) in citing("title: \"Fire\\e[31m red\\x9b2J\"\nurl: https://a.example/\n") {
        assert_fit(&reply, engine.corpus());
        assert!(terminal(&reply, Style::Plain).contains("https://a.example/"), "{}", reply.content);
    }
}

/// Replies to real questions that quote something.
fn quoting() -> Vec<(&'static Arc<Engine>, Reply)> {
    let questions = [
        (shipped(), "how many soldiers died?"),
        (shipped(), "why did the talks fail?"),
        (shipped(), "what did Trump say?"),
        (shipped(), "did the afghan negotiators find the demands reasonable"),
        (town(), "how much will the repair cost?"),
        (town(), "where was the ferry built?"),
        (town(), "who is the mayor of Brightsea?"),
    ];
    let replies: Vec<_> = questions.into_iter().map(|(engine, question)| (engine, reply(engine, question))).collect();
    assert!(replies.iter().filter(|(_, reply)| !reply.quoted.is_empty()).count() > 4, "too few replies quote anything");
    replies
}

#[test]
fn real_replies_are_proven() {
    for (engine, reply) in quoting() {
        assert_fit(&reply, engine.corpus());
        let shown: usize = reply.quoted.iter().map(|stretch| stretch.at.len()).sum();
        assert!(shown <= reply.content.len());
        assert!(reply.quoted.windows(2).all(|pair| pair[0].at.end <= pair[1].at.start), "stretches out of order");
    }
}

#[test]
fn a_changed_word_is_not_proven() {
    for (engine, reply) in quoting() {
        for stretch in &reply.quoted {
            let words = stretch.at.cut(&reply.content).to_owned();
            for (at, c) in words.char_indices() {
                let changed = if c == 'x' { "y" } else { "x" };
                let mut faulty = reply.clone();
                let from = stretch.at.start + at;
                faulty.content.replace_range(from..from + c.len_utf8(), &changed.repeat(c.len_utf8()));
                assert!(!faulty.is_proven(engine.corpus()), "{c:?} of {words:?} was changed to {changed:?}");
            }
        }
    }
}

#[test]
fn a_stretch_moved_by_one_is_not_proven() {
    for (engine, reply) in quoting() {
        for at in 0..reply.quoted.len() {
            for fault in FAULTS {
                let mut faulty = reply.clone();
                fault(&mut faulty.quoted[at]);
                assert!(!faulty.is_proven(engine.corpus()), "{:?} became {:?}", reply.quoted[at], faulty.quoted[at]);
            }
        }
    }
}

/// Ways to claim the wrong place.
const FAULTS: &[fn(&mut Stretch)] = &[
    |stretch| stretch.source = stretch.source.shift(1),
    |stretch| stretch.source.end += 1,
    |stretch| stretch.source.start += 1,
    |stretch| stretch.at = stretch.at.shift(1),
    |stretch| stretch.at.end += 1,
    |stretch| stretch.at.start += 1,
    |stretch| stretch.at.end = usize::MAX,
    |stretch| stretch.source.end = usize::MAX,
];

#[test]
fn the_words_of_another_article_are_not_proven() {
    for (engine, reply) in quoting() {
        for (at, stretch) in reply.quoted.iter().enumerate() {
            for document in engine.corpus().documents().iter().filter(|document| document.id != stretch.doc) {
                let mut faulty = reply.clone();
                faulty.quoted[at].doc = document.id;
                assert!(!faulty.is_proven(engine.corpus()), "{} was taken for another article", document.slug);
            }
        }
    }
}

/// A long sentence: words with one kind of white space between most of them, and marks here and there.
fn long_sentence() -> impl Strategy<Value = String> {
    let usual = select(&[" ", "\u{a0}", "\u{3000}", "\u{2009}"][..]);
    let other = select(&["", "", "", "", "", "", "", "", ",", ";", ":", " —"][..]);
    let word = select(&["talks", "Türkiye", "and", "negotiations", "日本", "émigré", "*stars*", "a", "[x]"][..]);
    (usual, vec((word, other), 100..220)).prop_map(|(gap, pieces)| {
        let words = pieces.into_iter().flat_map(|(word, mark)| [word, mark, gap]);
        words.collect::<String>() + "end."
    })
}

proptest! {
    #[test]
    fn long_quotes_are_shortened_at_marked_places_between_words(
        sentence in long_sentence(), first in any::<Index>(), length in 0_usize..5, whole in any::<bool>(),
    ) {
        let corpus = Corpus::new(vec![document("a", &sentence)]);
        let document = &corpus.documents()[0];
        let quote = document.sentences()[0];
        let words: Vec<Span> = tokenize(document.body()).iter().filter(|token| token.is_word()).map(|token| token.span).collect();
        let first = first.index(words.len());
        let answer = words[first].join(words[(first + length).min(words.len() - 1)]);
        prop_assume!(quote.contains(answer));
        let evidence = Evidence { quote: document.quote(quote).unwrap(), answer: if whole { quote } else { answer }, paragraph: 1, attribution: None };
        let value = AnswerValue { value: Value::Words("x".to_owned()), evidence: vec![evidence], when: None, confidence: Confidence::new(0.9) };
        let answer_given = Answer::Quoted(Quoted { values: vec![value], conflict: false, confidence: Confidence::new(0.9), verdict: None, as_of: None });
        let reply = render::answer(&answer_given, &understood("what?", Source::Any), &corpus, View::default());
        assert_fit(&reply, &corpus);

        let block = reply.content.lines().position(|line| line.starts_with("> ")).unwrap();
        let from: usize = reply.content.split_inclusive('\n').take(block).map(str::len).sum();
        let stretches: Vec<&Stretch> = reply.quoted.iter().filter(|stretch| stretch.at.start >= from).collect();
        prop_assert!(!stretches.is_empty(), "nothing is quoted in {}", reply.content);
        prop_assert!(stretches.windows(2).all(|pair| pair[0].source.end == pair[1].source.start), "words were left out inside");
        let shown = stretches[0].source.join(stretches[stretches.len() - 1].source);
        prop_assert!(whole || shown.contains(answer), "the answer was cut off");
        prop_assert!(shown.len() <= 600 + answer.len());
        prop_assert!(quote.len() <= 600 || shown.len() >= 100, "only {} bytes of {} are shown", shown.len(), quote.len());

        let line = reply.content.lines().nth(block).unwrap();
        prop_assert_eq!(line.starts_with("> \\[…\\] "), shown.start > quote.start, "{}", line);
        prop_assert_eq!(line.ends_with(" \\[…\\] \\[1\\]"), shown.end < quote.end, "{}", line);
        let inside_word = |at: usize| words.iter().any(|word| word.start < at && at < word.end);
        prop_assert!(!inside_word(shown.start) && !inside_word(shown.end), "{:?} cuts a word of {}", shown, document.body());
    }
}

proptest! {
    #[test]
    fn many_long_quotes_fit_into_a_message(
        sentences in vec(long_sentence(), 1..5), picks in picks(), kind in 0_u8..5, title in text(),
    ) {
        let metadata = Metadata { title: Some(title.repeat(3)), ..Metadata::default() };
        let documents = sentences.iter().zip(0..).map(|(body, n)| titled(&format!("a{n}"), metadata.clone(), body));
        let corpus = Corpus::new(documents.collect());
        let answer = any_answer(&corpus, &picks, kind, 0.9);
        assert_fit(&render::answer(&answer, &understood("what?", Source::Any), &corpus, View::default()), &corpus);
    }
}

#[test]
fn every_mark_of_markdown_is_escaped() {
    for mark in ['\\', '*', '_', '~', '`', '|', '<', '>', '[', ']'] {
        assert_eq!(escape(&format!("a{mark}b")), format!("a\\{mark}b"));
    }
    for mark in ['#', '-', '+'] {
        assert_eq!(escape(&format!("{mark} a{mark}b\n {mark}")), format!("\\{mark} a{mark}b\n>  \\{mark}"));
    }
    assert_eq!(escape("@everyone"), "@\u{200b}everyone");
    assert_eq!(escape("1. one\n 12. two\n3.5 a.m. 4. p"), "1\\. one\n>  12\\. two\n> 3.5 a.m. 4. p");
    assert_eq!(escape("see https://a.example/b_c"), "see https\\://a.example/b\\_c");
}

/// A reply as it is compared: what is said, and its buttons.
fn assert_shown(reply: &Reply, expected: &Expect) {
    let buttons: Vec<String> = reply
        .buttons
        .iter()
        .map(|button| format!("[{}{}]", button.label, if button.enabled { "" } else { " –" }))
        .collect();
    expected.assert_eq(&format!("{}\n{}", reply.content, buttons.join(" ")));
}

#[test]
fn an_answer_looks_like_this() {
    assert_shown(
        &reply(town(), "who is the harbour master?"),
        &expect![[r#"
            **Ingrid Solheim**
            > The harbour master, **Ingrid Solheim**, said that 23 passengers were injured. \[1\]
            -# [1] Fire on the Selandia · Harbour Herald · Nora Lindqvist · ferry-fire.md · paragraph 2
            [Show context] [More quotes] [Why?]"#]],
    );
}

#[test]
fn articles_that_differ_look_like_this() {
    assert_shown(
        &reply(town(), "how much will the repair cost?"),
        &expect![[r#"
            **The articles differ:**
            **4 million euros**
            > Her owner, Northern Crossings, said the repair will cost **4 million euros**. \[1\]
            -# according to **Her owner, Northern Crossings**

            **6 million euros**
            > The insurer expects that the repair will cost **6 million euros**. \[2\]
            -# according to **The insurer**
            -# [1] Fire on the Selandia · Harbour Herald · Nora Lindqvist · ferry-fire.md · paragraph 3
            -# [2] [What the inquiry found](<https://coastal.example/inquiry#:~:text=The%20insurer%20expects%20that,cost%206%20million%20euros.>) · Coastal Times · paragraph 3
            [Show context] [More quotes] [Sources differ] [Why?]"#]],
    );
}

#[test]
fn no_answer_looks_like_this() {
    assert_shown(
        &reply(town(), "who is the mayor of Brightsea?"),
        &expect![[r#"
            **The articles don’t say.**
            What comes nearest:
            > Leila Haddad won the Brightsea marathon on Sunday in two hours and 24 minutes. \[1\]

            > The second place went to Tomás Rivera. \[1\]
            -# [1] Haddad wins the marathon · Stride Weekly · marathon.md · paragraph 1, 3
            [Show context] [Why?]"#]],
    );
}

#[test]
fn the_list_of_articles_looks_like_this() {
    assert_shown(
        &render::sources(town().corpus(), None, 0, Language::English).reply,
        &expect![[r#"
            **4 articles**
            1. **Fire on the Selandia** · Harbour Herald · Nora Lindqvist · 64 words · ferry-fire.md
            2. [What the inquiry found](<https://coastal.example/inquiry>) · Coastal Times · 75 words · ferry-inquiry.md
            3. **Haddad wins the marathon** · Stride Weekly · 52 words · marathon.md
            4. **A battery that charges in minutes** · Ostmark Science News · 63 words · sodium-battery.md
        "#]],
    );
}

#[test]
fn a_terminal_shows_an_answer_like_this() {
    let reply = reply(town(), "how many passengers were injured?");
    expect![[r#"
        23 · 2 articles
          │ The harbour master, Ingrid Solheim, said that 23 passengers were injured. [1]

          │ Twenty-three passengers were injured, most of them by smoke. [2]
        [1] Fire on the Selandia · Harbour Herald · Nora Lindqvist · ferry-fire.md · paragraph 2
        [2] What the inquiry found (https://coastal.example/inquiry) · Coastal Times · paragraph 2
    "#]]
    .assert_eq(&terminal(&reply, Style::Plain));
}

#[test]
fn every_phrase_has_the_same_places_in_every_language() {
    let place = Regex::new(r"\{[^}]*\}").unwrap();
    for phrase in Phrase::ALL {
        let places = |language| {
            let mut found: Vec<&str> = place.find_iter(phrase.text(language)).map(|found| found.as_str()).collect();
            found.sort_unstable();
            found
        };
        for language in Language::ALL {
            assert_eq!(places(language), places(Language::English), "{phrase:?} in {language:?}");
            assert_eq!(phrase.text(language).trim(), phrase.text(language), "{phrase:?} in {language:?}");
        }
    }
}
