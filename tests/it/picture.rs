//! The pictures in the README: what they show is what Discord would show, and they are those of today's bot.

#[path = "../../examples/picture/markdown.rs"]
mod markdown;
#[path = "../../examples/picture/page.rs"]
mod page;
#[path = "../../examples/picture/scene.rs"]
mod scene;

use std::fs;
use std::path::Path;

use markdown::{html, text};
use proptest::prelude::*;
use pullquote::render::{escape, unescape};

use crate::strategy;

/// Every tag that a message may become.
const TAGS: &[&str] = &[
    "a",
    "blockquote",
    "code",
    "em",
    "h1",
    "h2",
    "h3",
    "li",
    "mark",
    "ol",
    "p",
    "s",
    "small",
    "span",
    "strong",
    "time",
    "u",
    "ul",
];

/// The tags of some HTML, without their brackets.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|part| part.split_once('>').expect("every bracket is a tag's").0).collect()
}

#[test]
fn what_discord_shows() {
    for (message, shown) in [
        ("**18 hours** · 2 articles", "<p><strong>18 hours</strong> · 2 articles</p>"),
        ("a\n> b **c\n> d** \\[1\\]", "<p>a</p><blockquote><p>b <strong>c\nd</strong> [1]</p></blockquote>"),
        ("> a\n-# [1] b", "<blockquote><p>a</p></blockquote><small>[1] b</small>"),
        ("- *a* `b*` &", "<ul><li><span>•</span> <em>a</em> <code>b*</code> &amp;</li></ul>"),
        ("3. a\n9. b", "<ol><li><span>3.</span> a</li><li><span>4.</span> b</li></ol>"),
        (
            "-# [1] [a\\]b](<https://a.example/?b&c_d>)",
            "<small>[1] <a href=\"https://a.example/?b&amp;c_d\">a\\]b</a></small>",
        ),
        ("[a](<javascript:b>)", "<p>[a](&lt;javascript:b&gt;)</p>"),
        ("https://a.example/b\\_c.", "<p><a href=\"https://a.example/b\\_c\">https://a.example/b\\_c</a>.</p>"),
        ("Indexed <t:1709213580:f>", "<p>Indexed <time>29 February 2024 13:33</time></p>"),
        ("<t:0> <t:x:f>", "<p><time>1 January 1970 00:00</time> &lt;t:x:f&gt;</p>"),
        ("2 * 3 * 4 \\a ** b", "<p>2 * 3 * 4 \\a ** b</p>"),
        ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
        ("<script>\"&amp;\"", "<p>&lt;script&gt;&quot;&amp;amp;&quot;</p>"),
        ("@\u{200b}everyone", "<p>@everyone</p>"),
    ] {
        assert_eq!(html(message), shown, "{message}");
    }
}

proptest! {
    #[test]
    fn an_articles_words_are_shown_as_they_are(words in strategy::text()) {
        let shown = html(&format!("> {}", escape(&words)));
        let seen = text(&shown);
        prop_assert_eq!(seen.trim_end_matches('\n'), words.trim_end_matches('\n'));
        prop_assert_eq!(tags(&shown), ["blockquote", "p", "/p", "/blockquote"]);
    }

    #[test]
    fn a_title_is_shown_as_it_is(words in strategy::hostile()) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown = html(&format!("-# [1] {}", escape(&words)));
        prop_assert_eq!(text(&shown), format!("[1] {words}\n"));
        prop_assert_eq!(tags(&shown), ["small", "/small"]);
    }

    #[test]
    fn nothing_from_outside_becomes_a_tag(message in strategy::text()) {
        for tag in tags(&html(&message)) {
            let name = tag.strip_prefix('/').unwrap_or(tag);
            let is_link = || {
                let address = tag.strip_prefix("a href=\"").and_then(|rest| rest.strip_suffix('"'));
                address.is_some_and(|address| address.starts_with("http") && !address.contains('"'))
            };
            prop_assert!(TAGS.contains(&name) || is_link(), "<{}> from {:?}", tag, message);
        }
    }
}

#[test]
fn a_page_shows_every_quoted_word_and_loads_nothing() {
    for scene in scene::play().unwrap() {
        let page = page::page(&scene);
        for forbidden in ["<script", "<link", "<img", "src=", "url(", "@import"] {
            assert!(!page.contains(forbidden), "{forbidden} in {}", scene.name);
        }
        let reply = scene.pressed.map_or(scene.reply, |(_, reply)| reply);
        let shown = text(&page);
        assert!(!reply.quoted.is_empty(), "{} quotes nothing", scene.name);
        for stretch in &reply.quoted {
            let words = unescape(stretch.at.cut(&reply.content));
            assert!(shown.contains(&words), "{words:?} is not in {}", scene.name);
        }
    }
}

#[test]
fn the_readme_shows_what_the_bot_replies() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    for scene in scene::play().unwrap() {
        let line = page::in_readme(&scene);
        assert!(readme.contains(&line), "run docs/pictures and put what it prints into README.md; it lacks\n{line}");
        let picture = fs::read(root.join("docs").join(scene.name).with_extension("png")).unwrap();
        assert!(picture.starts_with(b"\x89PNG") && picture.len() < 150_000, "{}: {} bytes", scene.name, picture.len());
    }
}
