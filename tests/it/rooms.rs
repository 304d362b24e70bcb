//! Who may use whom: the table of rooms, and what is kept in one room alone.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;
use walkdir::WalkDir;

/// Every room, and the rooms it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("extract", &[]),
    ("corpus", &["extract", "text"]),
    ("question", &["text"]),
    // `config` hands it the cluster's address and who we are to it.
    ("retrieve", &["corpus", "config", "text"]),
    ("read", &["corpus", "question", "text"]),
    ("answer", &["retrieve", "read", "question", "corpus", "text"]),
    // It names what `why` shows: the types of the question and of the reading.
    ("render", &["answer", "read", "question", "corpus", "text"]),
    ("bot", &["render", "answer", "question", "corpus", "text"]),
    ("observe", &[]),
    // `config` hands it token and addresses, it does not read them.
    ("discord", &["bot", "render", "observe", "config"]),
    ("harness", &["bot", "render"]),
    ("eval", &["answer", "read", "retrieve", "question", "corpus", "text"]),
    // A table of questions is in the form that `eval` reads.
    ("feedback", &["bot", "eval", "question", "corpus"]),
    // It stores what `bot` hands it, by names of `render`'s languages, and files by `corpus`'s hashes.
    ("store", &["feedback", "bot", "render", "corpus"]),
    // `config` hands it what may be fetched.
    ("fetch", &["extract", "config"]),
    ("feed", &["fetch", "store", "observe", "corpus", "extract"]),
    // `config` hands it the servers that may change something.
    ("shelf", &["fetch", "bot", "corpus", "config"]),
    ("watch", &["corpus", "observe"]),
    // `config` hands it the address; an article's page is of the article itself.
    ("web", &["bot", "render", "answer", "corpus", "text", "observe", "config"]),
    ("config", &[]),
    (
        "cli",
        &[
            "discord", "web", "watch", "observe", "shelf", "feed", "fetch", "store", "feedback", "harness", "eval",
            "config", "bot", "render", "answer", "read", "retrieve", "question", "corpus", "extract", "text",
        ],
    ),
    ("lib", &[]),
    ("main", &["cli"]),
];

/// What is kept in some rooms alone: a pattern for code, and the rooms that may have it.
const CAGES: &[(&str, &[&str])] = &[
    (r"\bserenity\b", &["discord"]),
    (r"\b(tokio_tungstenite|futures_util|rustls|governor)::", &["discord"]),
    (r"\btantivy\b", &["retrieve"]),
    (r"\benv::(var|set_var|remove_var)", &["config"]),
    (r"\b(dotenvy|secrecy)\b", &["config"]),
    (r"\b(clap|indicatif)\b", &["cli"]),
    (r"\basync\b|\.await\b|\btokio\b", &["discord", "web", "cli"]),
    // A cluster may keep us waiting, and a node that failed is left alone for a while.
    (r"\b(Instant|SystemTime)\b", &["discord", "web", "retrieve", "fetch", "feed", "watch", "observe", "cli"]),
    (r"\bprometheus_client::", &["observe"]),
    (r"\bset_hook\b", &["extract", "observe"]),
    (r"\b(axum|maud|hyper|hyper_util)::", &["web"]),
    (r"\bnotify::", &["watch"]),
    (r"\brusqlite\b", &["store"]),
    (r"\breqwest::", &["retrieve", "fetch", "discord"]),
    // What foreign bytes may do to a program is kept in one place.
    (r"\b(dom_query|dom_smoothie|lopdf|quick_xml|feed_rs|encoding_rs|zip)::", &["extract"]),
    (r"\bthread::(spawn|Builder)", &["extract", "web", "watch", "feed"]),
    // `discord` locks files, so that processes take turns.
    (
        r"\b(fs|File)::|\bwalkdir\b",
        &["corpus", "retrieve", "config", "shelf", "feed", "store", "eval", "cli", "discord", "observe"],
    ),
    (r"\bstdout\b|\bstderr\b|\bprintln!", &["cli"]),
];

/// Words of the articles that come with the program.
const OF_THE_ARTICLES: &[&str] = &["taliban", "istanbul", "pakistan", "khawaja", "kabul"];

/// A source file: its room, its path below `src`, its text with and without comments.
struct Source {
    room: String,
    path: String,
    /// How many modules stand above it: `super` from `foo.rs` is the crate.
    depth: usize,
    text: String,
    code: String,
}

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = WalkDir::new(&src).sort_by_file_name().into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
        .map(|entry| {
            let below = entry.path().strip_prefix(&src).unwrap().with_extension("");
            let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
            Source { room: parts[0].clone(), path: parts.join("/") + ".rs", depth: parts.len(), text, code }
        })
        .collect()
});

/// The rooms that a file names, by `crate::…` or by as many `super::…` as lead out of its own.
fn used(source: &Source) -> BTreeSet<String> {
    static PATH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(crate|(?:super::)*super)::(\w+|\{)").unwrap());
    let mut rooms = BTreeSet::new();
    for found in PATH.captures_iter(&source.code) {
        let root = &found[1];
        if root != "crate" && root.split("::").count() < source.depth {
            continue;
        }
        if &found[2] == "{" {
            rooms.extend(heads(&source.code, found.get(2).unwrap().end()));
        } else {
            rooms.insert(found[2].to_owned());
        }
    }
    rooms
}

/// The first names of the paths between braces, from just after the opening one.
fn heads(code: &str, from: usize) -> Vec<String> {
    let mut depth = 0;
    let mut inside = String::new();
    for c in code.chars().skip(code.get(..from).unwrap().chars().count()) {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            _ if depth == 0 => inside.push(c),
            _ => {}
        }
    }
    inside
        .split(',')
        .map(|path| path.trim().split("::").next().unwrap().to_owned())
        .filter(|head| !head.is_empty())
        .collect()
}

#[test]
fn a_room_uses_only_what_it_may() {
    for source in SOURCES.iter() {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| *room == source.room) else {
            panic!("src/{}: {} is no room of the table", source.path, source.room);
        };
        for room in used(source) {
            let known = ROOMS.iter().any(|(name, _)| *name == room);
            assert!(
                !known || room == source.room || allowed.contains(&room.as_str()),
                "src/{}: {} may not use {room}",
                source.path,
                source.room
            );
            assert!(known, "src/{}: {room} is no room of the table", source.path);
        }
    }
}

#[test]
fn the_rooms_that_rest_on_others_are_seen_to_use_them() {
    // Without this, a pattern that finds nothing would hold the table for ever.
    for (room, other) in [("corpus", "text"), ("answer", "retrieve"), ("bot", "render"), ("cli", "config")] {
        let uses = SOURCES.iter().filter(|source| source.room == room).any(|source| used(source).contains(other));
        assert!(uses, "{room} was not seen to use {other}");
    }
}

#[test]
fn paths_are_read_in_every_form() {
    let source = |depth, code: &str| Source {
        room: "bot".to_owned(),
        path: String::new(),
        depth,
        text: String::new(),
        code: code.to_owned(),
    };
    let rooms = |depth, code| used(&source(depth, code)).into_iter().collect::<Vec<_>>().join(" ");
    assert_eq!(rooms(1, "use crate::render::{self, Reply};"), "render");
    assert_eq!(rooms(1, "use crate::{answer::{Ask, Engine}, text};"), "answer text");
    assert_eq!(rooms(1, "let x = super::cli::main();"), "cli");
    assert_eq!(rooms(2, "use super::Command;"), "");
    assert_eq!(rooms(2, "use super::super::discord::run;"), "discord");
}

#[test]
fn what_is_caged_stays_in_its_room() {
    for (pattern, rooms) in CAGES {
        let pattern = Regex::new(pattern).unwrap();
        for source in SOURCES.iter().filter(|source| !rooms.contains(&source.room.as_str())) {
            let line = source.code.lines().find(|line| pattern.is_match(line));
            assert_eq!(line, None, "src/{}: only {rooms:?} may have this", source.path);
        }
    }
}

#[test]
fn every_cage_holds_something() {
    for (pattern, rooms) in CAGES {
        let wanted = Regex::new(pattern).unwrap();
        let mut inside = SOURCES.iter().filter(|source| rooms.contains(&source.room.as_str()));
        assert!(inside.any(|source| wanted.is_match(&source.code)), "{pattern} is nowhere in {rooms:?}");
    }
}

#[test]
fn no_source_knows_the_articles() {
    for source in SOURCES.iter() {
        let text = source.text.to_lowercase();
        let known: Vec<&&str> = OF_THE_ARTICLES.iter().filter(|word| text.contains(**word)).collect();
        assert!(known.is_empty(), "src/{} names {known:?}", source.path);
    }
}
