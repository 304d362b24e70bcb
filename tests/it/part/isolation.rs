//! Whatever is asked where a part is heard, nothing outside of it is quoted or named.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use pullquote::corpus::{Document, Metadata};
use pullquote::render::Reply;

use super::{Scene, at, text};
use crate::engine::{over, titled};

const FOLDERS: [&str; 6] = ["", "a", "a/b", "a-b", "c/d", "ab"];
const THINGS: [&str; 4] = ["ferry", "bridge", "church", "harbour"];

/// An article that says what others say otherwise. Its title and its mayor are named by its number, its text by that of
/// the article that it copies.
fn article(n: usize, folder: usize, of: usize) -> Document {
    let thing = THINGS[of % THINGS.len()];
    let body = format!(
        "Mayor Quill{of}x said the repair of the {thing} will cost {} million euros.\n\nThe {thing} was opened by \
         Inga{of}x on March {}, 2024. The Watch of Quill{of}x (WQ) spoke of its {} decks.",
        of + 2,
        of % 27 + 1,
        of + 30,
    );
    let metadata = Metadata { title: Some(format!("Title{n}x of the {thing}")), ..Metadata::default() };
    let slug = format!("slug{n}x");
    titled(&slug, metadata, &body).in_folder(FOLDERS[folder].to_owned())
}

const ASKED: [&str; 8] = [
    "how much will the repair of the ferry cost?",
    "who opened the bridge?",
    "when was the church opened?",
    "what did the WQ speak of?",
    "how many decks does the harbour have?",
    "ferry",
    "according to Title3x, how much will the repair cost?",
    "who is Quil1x?",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever is asked in a channel, by whatever command or button, no reply quotes or names an article outside.
    #[test]
    fn no_reply_in_a_channel_is_of_an_article_outside_of_its_part(
        articles in vec((0..FOLDERS.len(), option::of(0..12_usize)), 2..12),
        part in 1..FOLDERS.len(),
        asked in vec(0..ASKED.len(), 1..4),
    ) {
        let documents: Vec<Document> = articles
            .iter()
            .enumerate()
            .map(|(n, (folder, of))| article(n, *folder, of.filter(|of| *of < n).unwrap_or(n)))
            .collect();
        let text_of = |n: usize| articles[n].1.filter(|of| *of < n).unwrap_or(n);
        let folder = FOLDERS[part];
        let is_inside = |n: usize| {
            let below = FOLDERS[articles[n].0].strip_prefix(folder);
            below.is_some_and(|below| below.is_empty() || below.starts_with('/'))
        };
        let (own, other): (Vec<usize>, Vec<usize>) = (0..articles.len()).partition(|n| is_inside(*n));
        // A folder without articles cannot be set.
        prop_assume!(!own.is_empty());
        let mut outside: Vec<String> = other.iter().flat_map(|n| [format!("itle{n}x"), format!("lug{n}x")]).collect();
        for n in &other {
            if !own.iter().any(|own| text_of(*own) == text_of(*n)) {
                outside.extend([format!("uill{}x", text_of(*n)), format!("nga{}x", text_of(*n))]);
            }
        }
        let scene = Scene::over(over(documents));
        scene.set(Some(2), folder);
        let mut replies = Vec::new();
        for question in asked.iter().map(|place| ASKED[*place]) {
            let everywhere = scene.asks(3, question);
            replies.push(scene.asks(2, question));
            for (name, option) in [("ask", "question"), ("search", "words"), ("timeline", "topic"), ("compare", "topic")] {
                replies.push(scene.slash(2, name, &[(option, text(question))]));
            }
            for reply in [everywhere, replies[replies.len() - 5].clone()] {
                for button in &reply.buttons {
                    replies.push(scene.presses(2, &reply, &button.label));
                }
            }
            replies.push(scene.asks(2, "and when?"));
        }
        for name in ["sources", "help", "about"] {
            replies.push(scene.slash(2, name, &[]));
        }
        let suggested = scene.suggests(at(2), "source", "");
        prop_assert_eq!(suggested.len(), own.len());
        replies.push(Reply::plain(suggested.join(" ")));
        for (n, reply) in replies.iter().enumerate() {
            for stretch in &reply.quoted {
                prop_assert!(is_inside(stretch.doc.index()), "reply {n}:\n{}", reply.content);
            }
            // Nothing was withheld at the last moment: what is outside was never found.
            prop_assert!(!reply.content.contains("Something went wrong"), "reply {n} was withheld");
            // What somebody asked may be repeated.
            let said = ASKED.iter().fold(reply.content.clone(), |said, asked| said.replace(asked, ""));
            let said = said.replace("Title3x", "").replace("Quil1x", "");
            for word in &outside {
                prop_assert!(!said.contains(word.as_str()), "{word} in reply {n}:\n{}", reply.content);
            }
        }
    }
}
