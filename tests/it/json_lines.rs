//! Files with an article on each line, good and bad.

use std::time::Duration;

use proptest::prelude::*;
use pullquote::corpus::{Corpus, Document, Loaded, Problem, Trouble, load};
use pullquote::render::AnswerRecord;
use serde_json::json;

use crate::engine::{answer, engine, reply};
use crate::folder::Folder;
use crate::strategy::text;

const ARTICLE: &str = "The ferry burned in the harbour.";

/// What is loaded from a file with these lines.
fn lines(lines: &[&str]) -> Loaded {
    bytes(lines.join("\n").as_bytes())
}

fn bytes(bytes: &[u8]) -> Loaded {
    let folder = Folder::new();
    folder.write("news.jsonl", bytes);
    // A folder without any article is an error, which is not what is tested.
    folder.write("zz-good.txt", "Another article stands beside it.");
    load(folder.path()).unwrap()
}

/// The articles of the lines.
fn articles(loaded: &Loaded) -> &[Document] {
    let (last, articles) = loaded.corpus.documents().split_last().unwrap();
    assert_eq!(last.slug, "zz-good");
    articles
}

/// What is wrong with the one line, which is skipped while the lines around it are loaded.
fn problem(line: &[u8]) -> Problem {
    let file = [br#"{"text": "The first."}"#, line, br#"{"text": "The third."}"#].join(&b'\n');
    let loaded = bytes(&file);
    let bodies: Vec<&str> = articles(&loaded).iter().map(Document::body).collect();
    assert_eq!(bodies, ["The first.", "The third."]);
    let [problem] = loaded.problems.try_into().unwrap();
    assert!(problem.path.ends_with("/news.jsonl:2"), "{} does not name the line", problem.path);
    problem
}

#[test]
fn each_line_is_an_article_with_what_front_matter_says() {
    let article = json!({
        "title": "Fire on\nthe ferry", "text": "---\nThe ferry burned.\n\nNobody died.\n", "url": "https://herald.example/1",
        "publisher": "Harbour Herald", "author": "Nora Lindqvist", "date": 20_251_019, "dateline": "BRIGHTSEA",
        "tags": ["fire"], "nested": {"a": {"b": 1}}, "rating": 4.5, "slug": "the fire/1",
    });
    let loaded = lines(&[&article.to_string(), "", "  ", r#"{"text": "A second article."}"#, ""]);
    assert_eq!(loaded.problems, []);
    let [first, second] = articles(&loaded) else { panic!("{loaded:?}") };
    assert_eq!(first.slug, "the-fire-1");
    assert!(first.path.ends_with("/news.jsonl:1"), "{}", first.path);
    assert_eq!(first.body(), "---\nThe ferry burned.\n\nNobody died.\n", "the text is the article, byte for byte");
    let metadata = &first.metadata;
    assert_eq!(metadata.title.as_deref(), Some("Fire on the ferry"));
    assert_eq!(metadata.publisher.as_deref(), Some("Harbour Herald"));
    assert_eq!(metadata.author.as_deref(), Some("Nora Lindqvist"));
    assert_eq!(metadata.date.as_deref(), Some("20251019"));
    assert_eq!(metadata.dateline.as_deref(), Some("BRIGHTSEA"));
    assert_eq!(metadata.url.as_deref(), Some("https://herald.example/1"));
    assert_eq!((second.slug.as_str(), second.title()), ("news-4", "A second article"));
    assert!(second.path.ends_with("/news.jsonl:4"), "{}", second.path);
}

#[test]
fn lines_stand_among_the_files_in_the_order_of_the_paths() {
    let folder = Folder::with(&[
        ("a.md", ARTICLE),
        ("b/news.JSONL", "{\"text\": \"One.\"}\r\n{\"text\": \"Two.\"}\r\n"),
        ("c.txt", "Three."),
        (".hidden.jsonl", "no JSON"),
    ]);
    let loaded = load(folder.path()).unwrap();
    assert_eq!(loaded.problems, []);
    let slugs: Vec<&str> = loaded.corpus.documents().iter().map(|document| document.slug.as_str()).collect();
    assert_eq!(slugs, ["a", "b-news-1", "b-news-2", "c"]);
}

#[test]
fn an_answer_names_the_line_that_it_is_from() {
    let folder = Folder::with(&[(
        "news.jsonl",
        "{\"text\": \"The mayor opened a school.\"}\n{\"text\": \"The ferry Selandia burned in Brightsea on Monday.\"}\n",
    )]);
    let engine = engine(load(folder.path()).unwrap().corpus.into());
    let question = "where did the Selandia burn?";
    let reply = reply(&engine, question);
    assert!(reply.content.contains("news.jsonl:2 · paragraph 1"), "{}", reply.content);
    let answer = answer(&engine, question);
    let record = AnswerRecord::new(question, &answer, engine.corpus(), Duration::ZERO);
    let quote = &serde_json::to_value(record).unwrap()["answers"][0]["quotes"][0];
    assert!(quote["path"].as_str().unwrap().ends_with("/news.jsonl:2"), "{quote}");
    assert_eq!(quote["source"], "news-2");
    assert_eq!((&quote["start"], &quote["end"]), (&0.into(), &49.into()), "{quote}");
}

#[test]
fn a_line_that_is_no_object_is_named() {
    for line in
        ["The ferry burned.", "{\"text\": \"never closed", "[1, 2]", "17", "null", "{\"text\": \"a\"} {}", "\u{feff}{}"]
    {
        let problem = problem(line.as_bytes());
        assert!(matches!(problem.trouble, Trouble::NotJson(_)), "{line}: {problem}");
        let said = problem.to_string();
        assert!(said.contains("write the article as one object on one line") && !said.contains('\n'), "{said}");
    }
    let deep = format!("{{\"text\": \"a\", \"deep\": {}1{}}}", "[".repeat(5_000), "]".repeat(5_000));
    assert!(matches!(problem(deep.as_bytes()).trouble, Trouble::NotJson(_)));
}

#[test]
fn a_line_without_text_is_named() {
    for line in [r#"{"title": "Only a title"}"#, r#"{"text": null}"#, r#"{"text": ["a"]}"#, "{}"] {
        let problem = problem(line.as_bytes());
        assert_eq!(problem.trouble, Trouble::NoText, "{line}");
        assert!(problem.to_string().contains("write the article's text into it"), "{problem}");
    }
    for line in [r#"{"text": ""}"#, r#"{"text": " \n… "}"#] {
        assert_eq!(problem(line.as_bytes()).trouble, Trouble::Empty, "{line}");
    }
    assert_eq!(problem(br#"{"text": "The ferry\u0000burned."}"#).trouble, Trouble::Binary);
}

#[test]
fn a_line_that_is_not_utf_8_is_named() {
    let problem = problem(b"{\"text\": \"The caf\xe9 burned.\"}");
    assert_eq!(problem.trouble, Trouble::NotUtf8(17));
    assert!(problem.to_string().contains("save it as UTF-8"), "{problem}");
}

#[test]
fn a_huge_line_is_named_and_the_largest_allowed_is_loaded() {
    const LIMIT: usize = 8 * 1024 * 1024;
    let of_size = |size: usize, word: &str| {
        let line = format!("{{\"text\": \"{word}\", \"x\": \"\"}}");
        line.replace("\"\"", &format!("\"{}\"", " ".repeat(size - line.len())))
    };
    let problem = problem(of_size(LIMIT + 1, "Too much").as_bytes());
    assert_eq!(problem.trouble, Trouble::Huge { size: 8 * 1024 * 1024 + 1, limit: 8 * 1024 * 1024 });
    let loaded = lines(&[&of_size(LIMIT, "Fits"), &of_size(LIMIT + 70_000, "At the end")]);
    assert_eq!(articles(&loaded)[0].body(), "Fits");
    assert_eq!(loaded.problems[0].trouble, Trouble::Huge { size: 8 * 1024 * 1024 + 70_000, limit: 8 * 1024 * 1024 });
}

/// How many lines were not loaded.
fn n_skipped(loaded: &Loaded) -> usize {
    loaded.problems.iter().map(|problem| if let Trouble::More(n) = problem.trouble { n } else { 1 }).sum()
}

#[test]
fn of_many_bad_lines_the_first_are_named_and_the_rest_is_counted() {
    let folder = Folder::new();
    let file = |bad: usize| "no JSON\n".repeat(bad) + "{\"text\": \"One at the end.\"}\n";
    folder.write("a.jsonl", file(1_020));
    folder.write("b.jsonl", file(20).replace("One", "Two"));
    let loaded = load(folder.path()).unwrap();
    assert_eq!(loaded.corpus.documents().len(), 2);
    assert_eq!(loaded.problems.len(), 20 + 1 + 20, "each file has twenty of its own");
    assert!(loaded.problems[19].path.ends_with("/a.jsonl:20"), "{}", loaded.problems[19]);
    let rest = loaded.problems[20].to_string();
    assert!(rest.contains("/a.jsonl: 1000 more of its lines cannot be used: skipped; mend those above"), "{rest}");
    assert!(loaded.problems[40].path.ends_with("/b.jsonl:20"), "{}", loaded.problems[40]);
    let none = Folder::with(&[("a.jsonl", &"no JSON\n".repeat(1_000))]);
    let error = load(none.path()).unwrap_err().to_string();
    assert!(error.contains("(1000 skipped, see above)"), "{error}");
}

#[test]
fn a_slug_is_given_once() {
    let folder = Folder::with(&[
        ("fire.md", ARTICLE),
        (
            "news.jsonl",
            "{\"text\": \"One.\", \"slug\": \"fire\"}\n{\"text\": \"Two.\", \"slug\": \"two\"}\n{\"text\": \"Three.\", \"slug\": \"two\"}\n",
        ),
        ("two.md", "A file cannot choose its name."),
    ]);
    let loaded = load(folder.path()).unwrap();
    let slugs: Vec<&str> = loaded.corpus.documents().iter().map(|document| document.slug.as_str()).collect();
    assert_eq!(slugs, ["fire", "two", "two-2"]);
    let [first, second] = &loaded.problems[..] else { panic!("{:?}", loaded.problems) };
    assert!(first.path.ends_with("/news.jsonl:1") && second.path.ends_with("/news.jsonl:3"));
    assert!(
        first.to_string().contains("the same slug \"fire\" as") && first.to_string().contains("/fire.md"),
        "{first}"
    );
    assert!(second.to_string().contains("news.jsonl:2: skipped; give it another one"), "{second}");
}

#[test]
fn a_slug_that_cannot_be_one_is_made_of_the_place() {
    let long = "x".repeat(201);
    for slug in ["\"\"", "\" / \"", "null", "[1]", "\"..\"", "\"../..\"", "\"./.\\\\..\"", &format!("{long:?}")] {
        let loaded = lines(&[&format!("{{\"text\": \"{ARTICLE}\", \"slug\": {slug}}}")]);
        assert_eq!(loaded.problems, []);
        assert_eq!(articles(&loaded)[0].slug, "news-1", "{slug}");
    }
}

#[test]
fn a_slug_that_looks_like_a_path_is_a_word() {
    for (slug, expected) in [
        ("../../etc/passwd", "etc-passwd"),
        ("/etc/passwd", "etc-passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("a/../b", "a-b"),
        ("\u{202e}..\u{0}/x", "\u{202e}..-x"),
    ] {
        let line = serde_json::json!({ "text": ARTICLE, "slug": slug }).to_string();
        assert_eq!(articles(&lines(&[&line]))[0].slug, expected, "{slug:?}");
    }
}

#[test]
fn the_same_text_on_two_lines_is_named() {
    let loaded = lines(&[r#"{"text": "One."}"#, r#"{"text": "One.\n", "title": "Again"}"#]);
    assert_eq!(articles(&loaded).len(), 1);
    let [problem] = &loaded.problems[..] else { panic!("{:?}", loaded.problems) };
    let Trouble::Duplicate(first) = &problem.trouble else { panic!("{problem}") };
    assert!(first.ends_with("/news.jsonl:1") && problem.path.ends_with("/news.jsonl:2"), "{problem}");
}

#[cfg(unix)]
#[test]
fn a_link_to_lines_is_not_followed() {
    let outside = Folder::with(&[("secret.jsonl", "{\"text\": \"This stands outside.\"}")]);
    let folder = Folder::with(&[("zz-good.txt", ARTICLE)]);
    std::os::unix::fs::symlink(outside.file("secret.jsonl"), folder.file("news.jsonl")).unwrap();
    let loaded = load(folder.path()).unwrap();
    assert_eq!(loaded.corpus.documents().len(), 1);
    assert_eq!(loaded.problems.len(), 1);
    assert_eq!(loaded.problems[0].trouble, Trouble::Link);
}

proptest! {
    #[test]
    fn any_text_is_loaded_from_a_line_as_from_a_file(body in text()) {
        let loaded = lines(&[&json!({ "text": body, "title": "T" }).to_string()]);
        if body.contains('\0') {
            prop_assert_eq!(&loaded.problems[0].trouble, &Trouble::Binary);
        } else if body.chars().any(char::is_alphanumeric) {
            prop_assert_eq!(articles(&loaded)[0].body(), body);
            prop_assert_eq!(loaded.problems, []);
        } else {
            prop_assert_eq!(&loaded.problems[0].trouble, &Trouble::Empty);
        }
    }

    #[test]
    fn any_bytes_load_or_are_reported(file in proptest::collection::vec(any::<u8>(), 0..300)) {
        let n_lines = file.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count();
        let loaded = bytes(&file);
        prop_assert_eq!(articles(&loaded).len() + n_skipped(&loaded), n_lines);
        for problem in &loaded.problems {
            prop_assert!(!problem.to_string().contains('\n'), "{}", problem);
        }
    }
}

/// The corpus and its problems are the same whether many threads read or one.
#[test]
fn how_many_threads_read_changes_nothing() {
    let folder = Folder::new();
    let mut news = String::new();
    for n in 0..3_000 {
        let line: String = match n % 7 {
            0 => format!("{{\"text\": \"The ferry number {} burned.\"}}", n / 70),
            1 => format!("broken line {n}"),
            2 => format!("{{\"text\": \"Article {n} has a slug.\", \"slug\": \"s{}\"}}", n / 20),
            _ => format!("{{\"text\": \"The Harbour Watch Group (HWG) met on day {n}. It said “nothing burns”.\"}}"),
        };
        news += &(line + "\n");
    }
    folder.write("news.jsonl", &news);
    for n in 0..50 {
        folder
            .write(&format!("files/{n}.md"), format!("The Harbour Watch Group met for the {n}th time, in Brightsea."));
    }
    let loaded = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| load(folder.path()).unwrap())
    };
    let (one, many) = (loaded(1), loaded(5));
    assert_eq!(one.problems, many.problems);
    assert!(n_skipped(&one) > 800, "{}", n_skipped(&one));
    let shown = |corpus: &Corpus| format!("{:?} {:?} {}", corpus.documents(), corpus.passages(), corpus.hash());
    assert!(shown(&one.corpus) == shown(&many.corpus));
    assert!(one.corpus.lexicon() == many.corpus.lexicon());
}
