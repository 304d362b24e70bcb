//! Loading folders of articles, good and bad, and what stands in a document.

use proptest::prelude::*;
use pullquote::corpus::{Corpus, LoadError, Metadata, Problem, Trouble, load};
use pullquote::text::Span;

use crate::engine::{corpus_folder, document};
use crate::folder::Folder;
use crate::strategy::text;

const ARTICLE: &str = "The ferry burned in the harbour.";

/// Loads a folder in which one article is good; gives the problems that the others made.
fn problems(folder: &Folder) -> Vec<Problem> {
    folder.write("zz-good.txt", ARTICLE);
    load(folder.path()).unwrap().problems
}

/// The one problem of a file with these bytes, beside a good article.
fn problem(bytes: &[u8]) -> Problem {
    let folder = Folder::new();
    folder.write("bad.md", bytes);
    let [problem] = problems(&folder).try_into().unwrap();
    assert!(problem.path.ends_with("/bad.md"), "{} does not name the file", problem.path);
    problem
}

/// The metadata of an article with this front matter, and its body.
fn with_front_matter(lines: &str) -> (Metadata, String) {
    let folder = Folder::with(&[("a.md", &format!("---\n{lines}\n---\n{ARTICLE}\n"))]);
    let loaded = load(folder.path()).unwrap();
    assert_eq!(loaded.problems, []);
    let document = &loaded.corpus.documents()[0];
    (document.metadata.clone(), document.body().to_owned())
}

fn slugs(corpus: &Corpus) -> Vec<&str> {
    corpus.documents().iter().map(|document| document.slug.as_str()).collect()
}

#[test]
fn text_files_are_loaded_from_nested_folders_in_the_order_of_their_paths() {
    let folder = Folder::with(&[
        ("b.txt", "The second article."),
        ("2024/spring/c.MD", "The first article, in a folder."),
        ("d.md", "The third article."),
        ("picture.png", "no article"),
        ("notes", "no article either"),
    ]);
    let loaded = load(folder.path()).unwrap();
    assert_eq!(slugs(&loaded.corpus), ["2024-spring-c", "b", "d"]);
    assert_eq!(loaded.problems, []);
    assert!(loaded.corpus.documents()[0].path.ends_with("/2024/spring/c.MD"));
}

#[test]
fn hidden_files_and_folders_are_passed_over() {
    let folder = Folder::with(&[
        ("a.md", ARTICLE),
        (".hidden.md", "Not this."),
        (".git/b.md", "Nor this."),
        ("c/.d.txt", "Nor this one."),
    ]);
    let loaded = load(folder.path()).unwrap();
    assert_eq!(slugs(&loaded.corpus), ["a"]);
    assert_eq!(loaded.problems, []);
}

#[test]
fn front_matter_is_read_however_it_is_quoted() {
    let (metadata, body) = with_front_matter(
        "title: 'It''s \"over\": a report'\npublisher: \"Harbour \\u0048erald\"\nauthor: Nora Lindqvist\ndateline: BRIGHTSEA\n\
         date: 2025-10-19\nurl: https://herald.example/fire?id=1&page=2\ntags: [fire, ferry]\nnested: {a: {b: 1}}\nrating: 4.5",
    );
    let expected = Metadata {
        title: Some("It's \"over\": a report".to_owned()),
        title_derived: false,
        publisher: Some("Harbour Herald".to_owned()),
        author: Some("Nora Lindqvist".to_owned()),
        dateline: Some("BRIGHTSEA".to_owned()),
        date: Some("2025-10-19".to_owned()),
        url: Some("https://herald.example/fire?id=1&page=2".to_owned()),
    };
    assert_eq!(metadata, expected);
    assert_eq!(body, format!("{ARTICLE}\n"));
}

#[test]
fn front_matter_values_become_one_line_of_text() {
    let (metadata, _) =
        with_front_matter("title: |\n  two\n  lines\nauthor: [A, B]\npublisher:\ndate: 2025-10-19T08:00:00Z\nurl: 17");
    assert_eq!(metadata.title.as_deref(), Some("two lines"));
    assert_eq!(metadata.author, None, "a list is no name");
    assert_eq!(metadata.publisher, None);
    assert_eq!(metadata.date.as_deref(), Some("2025-10-19T08:00:00Z"));
    assert_eq!(metadata.url, None, "a number is no address");
}

#[test]
fn other_names_for_the_fields_are_understood() {
    let (metadata, _) =
        with_front_matter("Headline: Fire\nsite: Herald\nbyline: Nora\npublished: today\nlink: http://a.example");
    let fields = [metadata.title, metadata.publisher, metadata.author, metadata.date, metadata.url];
    assert_eq!(fields.map(Option::unwrap), ["Fire", "Herald", "Nora", "today", "http://a.example"]);
}

#[test]
fn a_mark_before_the_text_and_windows_line_ends_are_no_part_of_it() {
    let folder = Folder::new();
    folder.write("a.md", "\u{feff}---\r\ntitle: Fire\r\n---\r\nThe ferry burned.\r\n\r\nNobody died.\r\n");
    let loaded = load(folder.path()).unwrap();
    let document = &loaded.corpus.documents()[0];
    assert_eq!(document.title(), "Fire");
    assert_eq!(document.body(), "The ferry burned.\r\n\r\nNobody died.\r\n");
    assert_eq!(document.n_paragraphs(), 2);
}

#[test]
fn front_matter_that_is_never_closed_is_text() {
    let folder = Folder::with(&[("a.md", "---\ntitle: Fire\n\nThe ferry burned.\n")]);
    let loaded = load(folder.path()).unwrap();
    assert_eq!(loaded.corpus.documents()[0].body(), "---\ntitle: Fire\n\nThe ferry burned.\n");
}

#[test]
fn broken_front_matter_is_reported_and_left_out() {
    for yaml in ["title: \"never closed", "title: [", "just a sentence", "a: *unknown", "title: a\ntitle: b"] {
        let folder = Folder::new();
        folder.write("bad.md", format!("---\n{yaml}\n---\nThe body is kept.\n"));
        let loaded = load(folder.path()).unwrap();
        let [Problem { trouble: trouble @ Trouble::FrontMatter(_), .. }] = &loaded.problems[..] else {
            panic!("{yaml:?} made {:?}", loaded.problems);
        };
        assert!(trouble.is_loaded());
        assert!(trouble.to_string().contains("mend the lines between the --- marks"));
        assert!(!trouble.to_string().contains('\n'), "{trouble}");
        let document = &loaded.corpus.documents()[0];
        assert_eq!(document.body(), "The body is kept.\n");
        assert_eq!(document.title(), "The body is kept");
    }
}

#[test]
fn front_matter_that_would_grow_without_end_is_refused() {
    let level = |level: i32| match level {
        0 => "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned(),
        _ => format!("a{level}: &a{level} [{}]\n", format!("*a{}, ", level - 1).repeat(10)),
    };
    let bomb: String = (0..10).map(level).collect();
    let problem = problem(format!("---\n{bomb}---\n{ARTICLE} Or so they say.\n").as_bytes());
    assert!(matches!(problem.trouble, Trouble::FrontMatter(_)), "{problem}");
    let long = problem_of_front_matter(&format!("title: {}\n", "x".repeat(70_000)));
    assert!(long.to_string().contains("longer than"), "{long}");
}

fn problem_of_front_matter(yaml: &str) -> Trouble {
    problem(format!("---\n{yaml}---\nA body of its own.\n").as_bytes()).trouble
}

#[test]
fn only_web_addresses_become_links() {
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//herald.example",
        "herald.example",
        "https://a.example/)[x](https://evil.example",
        "https://a.example/<b>",
        "https://a.example/a b",
        "https://a.example/\\\\b",
    ] {
        let (metadata, _) = with_front_matter(&format!("url: '{url}'"));
        assert_eq!(metadata.url, None, "{url} was kept");
    }
}

#[test]
fn a_file_without_words_is_named() {
    for bytes in ["", "\n\n \t\n", "---\ntitle: only a title\n---\n", "… — !"] {
        let problem = problem(bytes.as_bytes());
        assert_eq!(problem.trouble, Trouble::Empty, "{bytes:?}");
        assert!(problem.to_string().ends_with("write the article into it or delete it"), "{problem}");
    }
}

#[test]
fn a_file_that_is_no_text_is_named() {
    let nul = problem(b"The ferry\0burned.");
    assert_eq!(nul.trouble, Trouble::Binary);
    assert!(nul.to_string().contains("save the article as plain text"), "{nul}");
    let latin = problem(b"The caf\xe9 burned.");
    assert_eq!(latin.trouble, Trouble::NotUtf8(7));
    assert!(
        latin.to_string().contains("first bad byte at 7") && latin.to_string().contains("save it as UTF-8"),
        "{latin}"
    );
    let cut = problem("The café".as_bytes().split_last().unwrap().1);
    assert_eq!(cut.trouble, Trouble::NotUtf8(7));
    let utf16: Vec<u8> = "The ferry".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(problem(&utf16).trouble, Trouble::Binary);
}

#[test]
fn a_huge_file_is_named_and_the_largest_allowed_is_loaded() {
    const LIMIT: usize = 8 * 1024 * 1024;
    let folder = Folder::new();
    // One word among white space: the limit is on the file, and a debug build takes long to cut eight megabytes.
    folder.write("bad.md", " ".repeat(LIMIT) + "x");
    folder.write("fits.md", " ".repeat(LIMIT - 4) + "Fits");
    let loaded = load(folder.path()).unwrap();
    assert_eq!(slugs(&loaded.corpus), ["fits"]);
    let [problem] = loaded.problems.try_into().unwrap();
    assert_eq!(problem.trouble, Trouble::Huge { size: 8 * 1024 * 1024 + 1, limit: 8 * 1024 * 1024 });
    assert!(problem.to_string().contains("split it into articles"), "{problem}");
}

#[test]
fn a_second_file_with_the_same_text_is_named() {
    let folder =
        Folder::with(&[("a.md", ARTICLE), ("b.md", &format!("---\ntitle: Another title\n---\n\n{ARTICLE}\n"))]);
    let loaded = load(folder.path()).unwrap();
    assert_eq!(slugs(&loaded.corpus), ["a"]);
    let [problem] = &loaded.problems[..] else { panic!("{:?}", loaded.problems) };
    let Trouble::Duplicate(first) = &problem.trouble else { panic!("{problem}") };
    assert!(problem.path.ends_with("/b.md") && first.ends_with("/a.md"), "{problem}");
    assert!(problem.to_string().contains("delete one of them"), "{problem}");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let outside = Folder::with(&[("secret.md", "This stands outside."), ("folder/more.md", "And this.")]);
    let folder = Folder::new();
    std::os::unix::fs::symlink(outside.file("secret.md"), folder.file("bad.md")).unwrap();
    std::os::unix::fs::symlink(outside.file("folder"), folder.file("linked")).unwrap();
    std::os::unix::fs::symlink(folder.file("nowhere.md"), folder.file("dangling.md")).unwrap();
    folder.write("zz-good.txt", ARTICLE);
    let loaded = load(folder.path()).unwrap();
    assert_eq!(slugs(&loaded.corpus), ["zz-good"]);
    assert!(loaded.problems.iter().all(|problem| problem.trouble == Trouble::Link), "{:?}", loaded.problems);
    let named: Vec<&str> = loaded.problems.iter().map(|problem| problem.path.rsplit('/').next().unwrap()).collect();
    assert_eq!(named, ["bad.md", "dangling.md"]);
    assert!(loaded.problems[0].to_string().contains("copy the file into the folder"), "{}", loaded.problems[0]);
}

#[cfg(unix)]
#[test]
fn a_second_name_of_a_file_is_a_file() {
    let outside = Folder::with(&[("article.md", ARTICLE)]);
    let folder = Folder::new();
    // Whoever can make one could have copied the file as well.
    std::fs::hard_link(outside.file("article.md"), folder.file("linked.md")).unwrap();
    let loaded = load(folder.path()).unwrap();
    assert_eq!((slugs(&loaded.corpus), loaded.problems), (vec!["linked"], vec![]));
}

#[cfg(unix)]
#[test]
fn a_link_to_another_format_is_not_followed() {
    let outside = Folder::with(&[("page.html", "<p>This stands outside.</p>")]);
    let folder = Folder::with(&[("zz-good.txt", ARTICLE)]);
    for name in ["page.html", "book.epub", "letter.docx", "report.pdf"] {
        std::os::unix::fs::symlink(outside.file("page.html"), folder.file(name)).unwrap();
    }
    let loaded = load(folder.path()).unwrap();
    assert_eq!(slugs(&loaded.corpus), ["zz-good"]);
    let troubles: Vec<Trouble> = loaded.problems.into_iter().map(|problem| problem.trouble).collect();
    assert_eq!(troubles, [Trouble::Link, Trouble::Link, Trouble::Link, Trouble::Link]);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::with(&[("bad.md", "Nobody may read this."), ("locked/b.md", "Nor this.")]);
    std::fs::set_permissions(folder.file("bad.md"), PermissionsExt::from_mode(0o000)).unwrap();
    std::fs::set_permissions(folder.file("locked"), PermissionsExt::from_mode(0o000)).unwrap();
    let may_read_anything = std::fs::read(folder.file("bad.md")).is_ok();
    let found = problems(&folder);
    std::fs::set_permissions(folder.file("locked"), PermissionsExt::from_mode(0o700)).unwrap();
    if may_read_anything {
        // Root reads it all the same.
        assert_eq!(found, []);
        return;
    }
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().all(|problem| matches!(problem.trouble, Trouble::Unreadable(_))), "{found:?}");
    assert!(found[0].to_string().contains("check its permissions"), "{}", found[0]);
}

#[test]
fn something_that_is_no_file_is_passed_over_or_named() {
    let folder = Folder::with(&[("folder.md/inside.md", "An article in a folder whose name ends like a file's.")]);
    assert_eq!(problems(&folder), []);
    assert_eq!(slugs(&load(folder.path()).unwrap().corpus), ["folder.md-inside", "zz-good"]);
}

#[test]
fn no_two_documents_share_a_slug() {
    let folder = Folder::with(&[
        ("a.md", "The first."),
        ("a.txt", "The second."),
        ("a-2.md", "The third."),
        ("b/c.md", "The fourth."),
        ("b-c.md", "The fifth."),
    ]);
    let loaded = load(folder.path()).unwrap();
    let mut slugs = slugs(&loaded.corpus);
    slugs.sort_unstable();
    slugs.dedup();
    assert_eq!(slugs.len(), 5, "{slugs:?}");
}

#[test]
fn a_folder_without_articles_says_what_to_put_there() {
    let folder = Folder::with(&[("picture.png", "x")]);
    let Err(error @ LoadError::NoArticle { skipped: 0, .. }) = load(folder.path()) else { panic!("it was loaded") };
    assert!(error.to_string().contains("put .md, .txt, .html, .pdf, .epub, .docx or .jsonl files into it"), "{error}");
    folder.write("empty.md", "");
    let Err(error) = load(folder.path()) else { panic!("it was loaded") };
    assert!(error.to_string().contains("(1 skipped, see above)"), "{error}");
    let LoadError::NoArticle { problems, .. } = error else { panic!("{error}") };
    assert_eq!(problems.len(), 1);
}

#[test]
fn a_folder_that_is_not_there_says_how_to_make_it() {
    let folder = Folder::with(&[("file.md", ARTICLE)]);
    for path in [folder.file("missing"), folder.file("file.md")] {
        let Err(error @ LoadError::NoFolder(_)) = load(&path) else { panic!("{} was loaded", path.display()) };
        let message = error.to_string();
        assert!(message.contains(path.to_str().unwrap()) && message.contains("put articles into it"), "{message}");
    }
}

#[test]
fn a_missing_title_is_made_of_the_first_words_and_marked() {
    for (body, title) in [
        ("A ferry burned. Nobody died.", "A ferry burned"),
        ("\n\n• The first bullet\n", "The first bullet"),
        (
            "One two three four five six seven eight nine ten eleven twelve thirteen.",
            "One two three four five six seven eight nine ten eleven twelve …",
        ),
    ] {
        let document = document("a", body);
        assert_eq!(document.title(), title);
        assert!(document.metadata.title_derived);
    }
    let (metadata, _) = with_front_matter("title: Given\ntitle_derived: true");
    assert!(metadata.title_derived, "a title that was derived before stays marked");
    let (metadata, _) = with_front_matter("title: Given");
    assert!(!metadata.title_derived);
}

#[test]
fn the_same_folder_has_the_same_hash_and_a_changed_one_another() {
    let hash = |text: &str| load(Folder::with(&[("a.md", text)]).path()).unwrap().corpus.hash().to_owned();
    assert_eq!(hash(ARTICLE), hash(ARTICLE));
    assert_ne!(hash(ARTICLE), hash("The ferry burned in the harbor."));
    assert_ne!(hash(ARTICLE), hash(&format!("---\ntitle: Fire\n---\n{ARTICLE}")));
}

#[test]
fn the_articles_that_come_with_the_program_load_without_a_problem() {
    let loaded = load(&corpus_folder()).unwrap();
    assert_eq!(loaded.problems, []);
    assert_eq!(loaded.corpus.documents().len(), 5);
}

#[test]
fn names_that_an_article_gives_for_one_thing_are_learned() {
    let corpus = Corpus::new(vec![document(
        "a",
        "The World Health Organization (WHO) met on Monday. The Red Lantern Group, also known as the Lantern Circle, came too.",
    )]);
    let aliases: Vec<(&str, &str)> =
        corpus.lexicon().aliases().iter().map(|alias| (alias.name.as_str(), alias.other.as_str())).collect();
    assert_eq!(aliases, [("Red Lantern Group", "Lantern Circle"), ("World Health Organization", "WHO")]);
}

#[test]
fn a_misspelt_word_is_brought_to_the_nearest_one() {
    let corpus = Corpus::new(vec![document("a", "The inspectors examined the sprinklers in Brightsea.")]);
    for (typed, meant) in [
        ("brigthsea", Some("brightsea")),
        ("sprinklrs", Some("sprinklers")),
        ("brightsea", None),
        ("xylophone", None),
        ("teh", None),
    ] {
        assert_eq!(corpus.lexicon().nearest(typed), meant, "{typed}");
    }
}

proptest! {
    #[test]
    fn every_sentence_is_in_exactly_one_passage(bodies in proptest::collection::vec(text(), 1..4)) {
        let corpus = Corpus::new(bodies.iter().map(|body| document("a", body)).collect());
        // A copy is not searched, and has none.
        for document in corpus.documents().iter().filter(|document| document.copy_of.is_none()) {
            let passages: Vec<_> = corpus.passages().iter().filter(|passage| passage.doc == document.id).collect();
            let mut next = 0;
            for (passage, ordinal) in passages.iter().zip(0..) {
                prop_assert_eq!(passage.ordinal, ordinal);
                prop_assert_eq!(passage.sentences.start, next);
                prop_assert!(passage.sentences.end > next, "an empty passage");
                next = passage.sentences.end;
                let sentences = &document.sentences()[passage.sentences.clone()];
                prop_assert_eq!(passage.span, sentences[0].join(*sentences.last().unwrap()));
            }
            prop_assert_eq!(next, document.sentences().len());
        }
    }

    #[test]
    fn a_quote_is_the_body_at_its_span(body in text(), start in 0_usize..400, length in 0_usize..400) {
        let corpus = Corpus::new(vec![document("a", &body)]);
        let document = &corpus.documents()[0];
        prop_assert_eq!(document.body(), &body);
        let span = Span { start, end: start + length };
        let words = body.get(start..start + length).filter(|words| !words.trim().is_empty());
        let quote = document.quote(span);
        prop_assert_eq!(quote.as_ref().map(pullquote::corpus::Quote::words), words);
        if let Some(quote) = quote {
            prop_assert_eq!(quote.span(), span);
            prop_assert_eq!(quote.part(span), words);
            prop_assert_eq!(quote.part(Span { start, end: start + length + 1 }), None);
        }
    }

    #[test]
    fn every_sentence_can_be_quoted_and_stands_in_its_paragraph(body in text()) {
        let corpus = Corpus::new(vec![document("a", &body)]);
        let document = &corpus.documents()[0];
        for ((paragraph, sentences), number) in document.paragraphs().zip(1..) {
            for sentence in &document.sentences()[sentences] {
                prop_assert!(paragraph.contains(*sentence));
                prop_assert_eq!(document.paragraph_at(sentence.start), number);
                prop_assert!(document.quote(*sentence).is_some());
            }
        }
    }

    #[test]
    fn any_bytes_load_or_are_reported(bytes in proptest::collection::vec(any::<u8>(), 0..200), matter in text()) {
        let folder = Folder::new();
        folder.write("bytes.md", &bytes);
        folder.write("matter.md", format!("---\n{matter}\n---\n{matter}"));
        folder.write("zz-good.txt", ARTICLE);
        let loaded = load(folder.path()).unwrap();
        let skipped = loaded.problems.iter().filter(|problem| !problem.trouble.is_loaded()).count();
        prop_assert_eq!(loaded.corpus.documents().len() + skipped, 3);
        for problem in &loaded.problems {
            prop_assert!(!problem.to_string().contains('\n'), "{}", problem);
        }
    }
}
