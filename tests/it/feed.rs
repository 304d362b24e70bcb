//! Feeds that are followed: what becomes of their entries, and of what people and crashes do meanwhile.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use pullquote::corpus::{Corpus, load_kept};
use pullquote::extract::{self, FeedError};
use pullquote::feed::{Feeds, FollowError, Following, Polled};
use pullquote::store::{self, Entry, EntryFile, Store};

use crate::folder::Folder;
use crate::site::{Answer, Site};

const NOW: i64 = 1_800_000_000;
const FEED: &str = "https://news.example.org/feed";

/// A folder of articles with one in it, a store beside it, and the web.
struct Desk {
    folder: Folder,
    site: Site,
    store: Arc<Store>,
}

impl Desk {
    fn new() -> Self {
        let folder = Folder::with(&[("corpus/mayor.md", "Ruth Berg was elected mayor of Dunmore.")]);
        let store = Arc::new(Store::below(&folder.file("data")));
        Self { folder, site: Site::start(), store }
    }

    fn feeds(&self) -> Feeds {
        Feeds::new(Arc::clone(&self.store), self.site.fetcher(), self.folder.file("corpus")).pausing(Duration::ZERO)
    }

    /// Puts these entries into the feed: their numbers and their versions, the newest first, as feeds have them.
    fn publish(&self, entries: &[(u32, u32)]) {
        self.site.put("news.example.org/feed", Answer::rss(&rss(entries)));
        for (number, version) in entries {
            self.site.put(&format!("news.example.org/{number}"), Answer::html(&page(*number, *version)));
        }
    }

    fn follow(&self) -> store::Feed {
        self.feeds().follow(FEED, NOW).unwrap().feed
    }

    fn poll(&self) -> Polled {
        let feed = self.store.feeds().unwrap().remove(0);
        self.feeds().poll(&feed, NOW, &|| true).unwrap()
    }

    /// The files of the feeds, by their paths.
    fn files(&self) -> Vec<String> {
        let root = self.folder.file("corpus/feeds");
        let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().flatten();
        let files = entries.filter(|entry| entry.file_type().is_file());
        files.map(|entry| entry.path().strip_prefix(&root).unwrap().to_string_lossy().into_owned()).collect()
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.folder.file("corpus/feeds").join(file)).unwrap()
    }

    fn corpus(&self) -> Corpus {
        let loaded = load_kept(&self.folder.file("corpus"), &self.folder.file("data")).unwrap();
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        loaded.corpus
    }
}

fn text(number: u32, version: u32) -> String {
    let first = format!("Ferry number {number} sank near Dunmore, and {version} boats were sent for it. ");
    first + &"The harbour was closed for three days by its master, who spoke of a storm. ".repeat(4)
}

fn page(number: u32, version: u32) -> String {
    format!(
        "<html><head><title>Ferry {number}</title><meta property='article:published_time' content='2026-11-{:02}T23:30:00-05:00'>\
         </head><body><nav>Home</nav><article><h1>Ferry {number}</h1><p>{}</p></article></body></html>",
        number % 28 + 1,
        text(number, version)
    )
}

fn rss(entries: &[(u32, u32)]) -> String {
    let item = |(number, version): &(u32, u32)| {
        format!(
            "<item><title>Ferry {number} &amp;amp; storm</title><link>http://news.example.org/{number}?utm_source=rss</link>\
             <guid isPermaLink=\"false\">ferry-{number}</guid><description>Version {version}</description></item>"
        )
    };
    let items: String = entries.iter().map(item).collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Dunmore Herald</title><ttl>60</ttl>{items}</channel></rss>"
    )
}

#[test]
fn what_is_in_a_feed_becomes_articles() {
    let desk = Desk::new();
    desk.publish(&[(2, 1), (1, 1)]);
    let feed = desk.follow();
    assert_eq!((feed.title.as_str(), feed.folder.as_str()), ("The Dunmore Herald", "the-dunmore-herald"));
    assert_eq!(desk.poll(), Polled { n_added: 2, ..Polled::default() });
    let files = ["the-dunmore-herald/2026-11-02-ferry-1-storm.md", "the-dunmore-herald/2026-11-03-ferry-2-storm.md"];
    assert_eq!(desk.files(), files);
    let front = "---\ntitle: \"Ferry 1 & storm\"\npublisher: \"The Dunmore Herald\"\ndate: \"2026-11-02\"\nurl: \"https://news.example.org/1\"\n---\n";
    assert_eq!(desk.read(files[0]), format!("{front}\n{}\n", text(1, 1).trim_end()));
    let corpus = desk.corpus();
    let article = corpus.documents().iter().find(|document| document.title() == "Ferry 2 & storm").unwrap();
    assert_eq!(article.metadata.url.as_deref(), Some("https://news.example.org/2"));
    let kept = desk.store.feeds().unwrap().remove(0);
    assert_eq!((kept.next_at, kept.polled_at, kept.n_articles), (NOW + 3600, Some(NOW), 2));
}

#[test]
fn a_feed_that_is_as_it_was_costs_one_request() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    desk.site.put("news.example.org/feed", Answer::rss(&rss(&[(1, 1)])).with("etag", "\"a\""));
    desk.follow();
    desk.poll();
    desk.site.asked();
    assert_eq!(desk.poll(), Polled::default());
    let asked = desk.site.requests();
    assert_eq!((asked.len(), asked[0].headers["if-none-match"].as_str()), (1, "\"a\""));
    // Without a validator the feed is read again, and none of its pages.
    desk.site.put("news.example.org/feed", Answer::rss(&rss(&[(1, 1)])));
    assert_eq!(desk.poll(), Polled::default());
    assert_eq!(desk.site.asked(), ["news.example.org/feed"]);
}

#[test]
fn what_changes_is_written_anew_and_what_people_did_stays() {
    let desk = Desk::new();
    desk.publish(&[(4, 1), (3, 1), (2, 1), (1, 1)]);
    desk.follow();
    desk.poll();
    let files = desk.files();
    let place = |n: usize| desk.folder.file("corpus/feeds").join(&files[n]);
    fs::remove_file(place(1)).unwrap();
    fs::write(place(2), "It was mended by hand.").unwrap();
    // The first is as it was though its feed says otherwise, the others have changed.
    desk.publish(&[(4, 2), (3, 2), (2, 2), (1, 2)]);
    desk.site.put("news.example.org/1", Answer::html(&page(1, 1)));
    desk.site.asked();
    assert_eq!(desk.poll(), Polled { n_updated: 1, ..Polled::default() });
    assert_eq!(
        desk.site.asked(),
        ["news.example.org/feed", "news.example.org/1", "news.example.org/4"],
        "theirs is not asked for"
    );
    assert!(!place(1).exists());
    assert_eq!(fs::read_to_string(place(2)).unwrap(), "It was mended by hand.");
    assert!(fs::read_to_string(place(3)).unwrap().contains("and 2 boats"));
    desk.site.asked();
    assert_eq!(desk.poll(), Polled::default());
    assert_eq!(desk.site.asked(), ["news.example.org/feed"]);
}

#[test]
fn a_file_of_somebody_s_is_never_written_over() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    desk.folder.write("corpus/feeds/the-dunmore-herald/2026-11-02-ferry-1-storm.md", "Mine.");
    desk.follow();
    assert_eq!(desk.poll().n_added, 1);
    assert_eq!(
        desk.files(),
        ["the-dunmore-herald/2026-11-02-ferry-1-storm-2.md", "the-dunmore-herald/2026-11-02-ferry-1-storm.md"]
    );
    assert_eq!(desk.read("the-dunmore-herald/2026-11-02-ferry-1-storm.md"), "Mine.");
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_articles() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    fs::create_dir_all(desk.folder.file("elsewhere")).unwrap();
    std::os::unix::fs::symlink(desk.folder.file("elsewhere"), desk.folder.file("corpus/feeds")).unwrap();
    desk.follow();
    let polled = desk.poll();
    assert!(polled.failure.is_some(), "{polled:?}");
    assert_eq!(fs::read_dir(desk.folder.file("elsewhere")).unwrap().count(), 0);
}

#[test]
fn two_feeds_that_name_one_page_make_one_article() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    desk.site.put(
        "mirror.example.com/all",
        Answer::rss(&rss(&[(1, 1)]).replace("Herald", "Mirror").replace("utm_source", "utm_medium")),
    );
    desk.follow();
    desk.poll();
    let other = desk.feeds().follow("https://mirror.example.com/all", NOW).unwrap().feed;
    assert_eq!(desk.feeds().poll(&other, NOW, &|| true).unwrap(), Polled::default());
    assert_eq!(desk.files().len(), 1);
    assert!(matches!(desk.feeds().follow(FEED, NOW), Err(FollowError::There(_))));
}

#[test]
fn what_the_page_does_not_show_is_taken_from_the_feed() {
    let desk = Desk::new();
    desk.publish(&[(3, 1), (2, 1), (1, 1)]);
    let whole = format!(
        "<content:encoded><![CDATA[<p>{}</p><p>It was the <b>third</b> this year.</p>]]></content:encoded>",
        text(1, 1)
    );
    let feed = rss(&[(3, 1), (2, 1), (1, 1)])
        .replace("<rss ", "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" ")
        .replace("<description>Version 1</description>", &format!("<description>Version 1</description>{whole}"));
    desk.site.put("news.example.org/feed", Answer::rss(&feed));
    desk.site.put("news.example.org/1", Answer::status(403));
    desk.site.put("news.example.org/2", Answer::html("<html><body><p>Please log in to read on.</p></body></html>"));
    desk.follow();
    assert_eq!(desk.poll(), Polled { n_added: 3, ..Polled::default() });
    let bodies: Vec<String> = desk.files().iter().map(|file| desk.read(file)).collect();
    assert!(bodies.iter().all(|body| body.contains("It was the third this year.")), "{bodies:?}");
    // The page that could not be had says no day, so its article is called by its title alone.
    let refused = desk.read("the-dunmore-herald/ferry-1-storm.md");
    assert!(refused.contains("url: \"https://news.example.org/1\""), "{refused}");
}

#[test]
fn an_article_that_is_not_there_is_tried_three_times() {
    let desk = Desk::new();
    desk.publish(&[(2, 1), (1, 1)]);
    desk.site.put("news.example.org/feed", Answer::rss(&rss(&[(2, 1), (1, 1)])).with("etag", "\"a\""));
    desk.site.put("news.example.org/1", Answer::status(404));
    desk.follow();
    for _ in 0..3 {
        desk.site.asked();
        let polled = desk.poll();
        assert_eq!(polled.troubles.len(), 1, "{polled:?}");
        assert!(
            polled.troubles[0].starts_with("https://news.example.org/1: the server answered with 404"),
            "{polled:?}"
        );
        assert!(desk.site.asked().contains(&"news.example.org/1".to_owned()));
    }
    assert_eq!(desk.poll(), Polled::default());
    assert!(!desk.site.asked().contains(&"news.example.org/1".to_owned()));
    assert_eq!(desk.files().len(), 1);
    // A new version of it is worth a new try.
    desk.publish(&[(2, 1), (1, 2)]);
    assert_eq!(desk.poll().n_added, 1);
}

#[test]
fn a_server_that_is_down_loses_no_article_and_one_that_wants_peace_has_it() {
    let desk = Desk::new();
    desk.publish(&[(3, 1), (2, 1), (1, 1)]);
    desk.site.put("news.example.org/1", Answer::status(500));
    desk.follow();
    assert_eq!(desk.poll().n_added, 2, "the others are had");
    for _ in 0..5 {
        assert_eq!(desk.poll().troubles.len(), 1, "it is not given up");
    }
    desk.site.put("news.example.org/1", Answer::html(&page(1, 1)));
    assert_eq!(desk.poll().n_added, 1);
    // A change that could not be had is had the next time.
    desk.publish(&[(3, 1), (2, 1), (1, 2)]);
    desk.site.put("news.example.org/1", Answer::status(502));
    assert_eq!(desk.poll().n_updated, 0);
    desk.site.put("news.example.org/1", Answer::html(&page(1, 2)));
    assert_eq!(desk.poll().n_updated, 1);

    desk.publish(&[(5, 1), (4, 1), (3, 1), (2, 1), (1, 2)]);
    desk.site.put("news.example.org/4", Answer::status(429).with("retry-after", "36000"));
    desk.site.asked();
    let polled = desk.poll();
    assert_eq!((polled.n_added, polled.troubles.len()), (0, 1), "{polled:?}");
    assert_eq!(desk.site.asked(), ["news.example.org/feed", "news.example.org/4"], "nothing more is asked for");
    assert_eq!(desk.store.feeds().unwrap()[0].next_at, NOW + 36_000);
}

#[test]
fn a_date_that_is_a_path_leads_nowhere() {
    let desk = Desk::new();
    desk.publish(&[(4, 1), (3, 1), (2, 1), (1, 1)]);
    for (number, date) in [(1, "../../../x"), (2, "../../nyt/"), (3, "11/28/2026"), (4, "/etc/passw")] {
        let day = format!("2026-11-{:02}T23:30:00-05:00", number + 1);
        let page = page(number, 1).replace(&day, date);
        desk.site.put(&format!("news.example.org/{number}"), Answer::html(&page));
    }
    desk.follow();
    assert_eq!(desk.poll().n_added, 4);
    let names = ["2026-11-28-ferry-3-storm.md", "ferry-1-storm.md", "ferry-2-storm.md", "ferry-4-storm.md"];
    assert_eq!(desk.files(), names.map(|name| format!("the-dunmore-herald/{name}")));
    let file = |path: &str| EntryFile { path: path.to_owned(), ..EntryFile::default() };
    let feed = desk.store.feeds().unwrap().remove(0);
    // Even if it stood in the store.
    let key = pullquote::corpus::whole::digest(b"ferry-9");
    let entry = Entry { key, file: Some(file("feeds/../../x.md")), ..Entry::default() };
    assert!(desk.store.keep_entry(feed.id, &entry, None).unwrap());
    desk.publish(&[(9, 1)]);
    assert!(desk.poll().failure.is_some());
    assert!(!desk.folder.file("x.md").exists());
}

#[test]
fn a_feed_says_nothing_in_the_name_of_another_site() {
    let desk = Desk::new();
    let lie = "The mayor resigned on Monday after it was found that she had sold the harbour. ".repeat(12);
    let item = |number: u32| {
        format!(
            "<item><title>Mayor resigns</title><author>Made Up</author><link>https://news.example.org/{number}</link><guid>{number}</guid>\
             <description><![CDATA[<p>{lie}</p>]]></description></item>"
        )
    };
    let feed = format!("<rss version=\"2.0\"><channel><title>Mirror</title>{}{}</channel></rss>", item(1), item(2));
    desk.site.put("mirror.example.com/all", Answer::rss(&feed));
    desk.site.put("news.example.org/1", Answer::html(&page(1, 1)));
    desk.site.put("news.example.org/2", Answer::status(404));
    desk.feeds().follow("https://mirror.example.com/all", NOW).unwrap();
    let polled = desk.poll();
    assert_eq!((polled.n_added, polled.troubles.len()), (1, 1), "{polled:?}");
    let [file] = desk.files().try_into().unwrap();
    let article = desk.read(&file);
    assert!(article.contains("Ferry number 1 sank") && article.contains("title: \"Ferry 1\""), "{article}");
    for word in ["resign", "Made Up", "Mirror"] {
        assert!(!article.contains(word), "{article}");
    }
}

#[test]
fn entries_of_one_name_are_one_and_new_ones_go_before_changed_ones() {
    let desk = Desk::new();
    let twice = rss(&[(2, 1), (1, 1)]).replace("ferry-2", "ferry-1");
    desk.publish(&[(2, 1), (1, 1)]);
    desk.site.put("news.example.org/feed", Answer::rss(&twice));
    desk.follow();
    assert_eq!(desk.poll(), Polled { n_added: 1, ..Polled::default() });
    assert_eq!(desk.poll(), Polled::default(), "it does not change all the time");
    // Twenty-five that have changed do not keep a new one waiting.
    let many: Vec<(u32, u32)> = (10..35).rev().map(|number| (number, 1)).collect();
    desk.publish(&many);
    while desk.poll().has_more {}
    let mut changed: Vec<(u32, u32)> = many.iter().map(|(number, _)| (*number, 2)).collect();
    changed.insert(0, (99, 1));
    desk.publish(&changed);
    let polled = desk.poll();
    assert_eq!((polled.n_added, polled.n_updated, polled.has_more), (1, 19, true));
}

#[test]
fn a_folder_of_articles_that_is_gone_is_not_made_anew() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    desk.follow();
    fs::rename(desk.folder.file("corpus"), desk.folder.file("elsewhere")).unwrap();
    desk.site.asked();
    assert!(desk.poll().failure.is_some());
    assert!(!desk.folder.file("corpus").exists() && desk.site.asked().is_empty());
    fs::rename(desk.folder.file("elsewhere"), desk.folder.file("corpus")).unwrap();
    assert_eq!(desk.poll().n_added, 1);
}

#[test]
fn two_processes_that_look_at_once_make_one_article() {
    let desk = Desk::new();
    let feed = desk
        .feeds()
        .follow(
            {
                desk.publish(&[(1, 1)]);
                FEED
            },
            NOW,
        )
        .unwrap()
        .feed;
    let entry = |path: &str| Entry {
        key: "k".to_owned(),
        file: Some(EntryFile { path: path.to_owned(), ..EntryFile::default() }),
        ..Entry::default()
    };
    assert!(desk.store.keep_entry(feed.id, &entry("feeds/a.md"), None).unwrap());
    assert!(!desk.store.keep_entry(feed.id, &entry("feeds/a-2.md"), None).unwrap(), "the other one was first");
    assert!(desk.store.keep_entry(feed.id, &entry("feeds/b.md"), Some("feeds/a.md")).unwrap());
    assert_eq!(desk.store.entry(feed.id, "k").unwrap().unwrap().file.unwrap().path, "feeds/b.md");
}

#[test]
fn a_language_without_spaces_has_articles_too() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    let text = "停火协议于周五在多哈签署双方同意在边境设立观察站并交换被拘留者。".repeat(8);
    desk.site.put(
        "news.example.org/1",
        Answer::html(&format!("<html><body><article><p>{text}</p></article></body></html>")),
    );
    desk.follow();
    assert_eq!(desk.poll().n_added, 1);
}

#[test]
fn a_feed_that_fails_waits_longer_and_longer_and_one_that_is_gone_for_ever() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    desk.follow();
    for (answer, minutes, said) in [
        (Answer::status(500), 30, "500"),
        (Answer::html("<html><body>Moved</body></html>"), 60, "no feed"),
        (Answer::status(503).with("retry-after", "36000"), 600, "503"),
        (Answer::rss("<rss><channel>"), 240, "no feed"),
    ] {
        desk.site.put("news.example.org/feed", answer);
        let polled = desk.poll();
        assert!(polled.failure.as_ref().is_some_and(|failure| failure.contains(said)), "{polled:?}");
        let feed = desk.store.feeds().unwrap().remove(0);
        assert_eq!((feed.next_at - NOW) / 60, minutes);
        assert_eq!(feed.trouble, polled.failure);
    }
    desk.publish(&[(1, 1)]);
    assert_eq!(desk.poll().failure, None);
    let feed = desk.store.feeds().unwrap().remove(0);
    assert_eq!((feed.n_failures, feed.trouble, feed.next_at), (0, None, NOW + 3600));
    desk.site.put("news.example.org/feed", Answer::status(410));
    desk.poll();
    assert_eq!(desk.store.feeds().unwrap()[0].next_at, store::Feed::NEVER);
    assert_eq!(desk.store.claim_feed(NOW * 2, NOW * 3).unwrap(), None);
}

#[test]
fn a_feed_that_moved_for_good_is_asked_where_it_is() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    desk.follow();
    desk.poll();
    desk.site.put("www.news.example.org/rss", Answer::rss(&rss(&[(1, 1)])));
    desk.site.put("news.example.org/feed", Answer::leading(301, "https://www.news.example.org/rss"));
    desk.poll();
    desk.site.take("news.example.org/feed");
    desk.site.asked();
    assert_eq!(desk.poll(), Polled::default());
    assert_eq!(desk.site.asked(), ["www.news.example.org/rss"]);
}

#[test]
fn a_page_leads_to_its_feed() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    let head = "<link rel='alternate' type='application/rss+xml' href='/feed'><link rel='alternate' type='application/atom+xml' href='http://news.example.org/comments'>";
    desk.site.put("news.example.org/", Answer::html(&format!("<html><head>{head}</head><body>News</body></html>")));
    let followed = desk.feeds().follow("https://news.example.org/", NOW).unwrap();
    assert_eq!(followed.feed.url, FEED);
    assert_eq!(followed.others, ["https://news.example.org/comments"]);
    desk.site.put("news.example.org/none", Answer::html("<html><body>News</body></html>"));
    assert!(matches!(desk.feeds().follow("https://news.example.org/none", NOW), Err(FollowError::Feed(_))));
    assert!(matches!(desk.feeds().follow("https://127.0.0.1/feed", NOW), Err(FollowError::Fetch(_))));
}

#[test]
fn a_long_feed_is_taken_in_parts() {
    let desk = Desk::new();
    let entries: Vec<(u32, u32)> = (1..=27).rev().map(|number| (number, 1)).collect();
    desk.publish(&entries);
    desk.follow();
    let polled = desk.poll();
    assert_eq!((polled.n_added, polled.has_more), (20, true));
    assert_eq!(desk.store.feeds().unwrap()[0].next_at, NOW + 300);
    assert_eq!(desk.poll(), Polled { n_added: 7, ..Polled::default() });
    // One that is stopped goes on the next time.
    desk.publish(&[(28, 1)]);
    let feed = desk.store.feeds().unwrap().remove(0);
    let stopped = desk.feeds().poll(&feed, NOW, &|| false).unwrap();
    assert_eq!((stopped.n_added, stopped.has_more), (0, true));
    assert_eq!(desk.poll().n_added, 1);
}

/// What the store holds, and what is in the folder, when the program ends at one of its steps.
#[test]
fn what_was_begun_when_the_program_ended_is_ended_the_next_time() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    desk.follow();
    desk.poll();
    let file = desk.files().remove(0);
    let (path, whole) = (format!("feeds/{file}"), desk.read(&file));
    let feed = desk.store.feeds().unwrap().remove(0);
    let key = pullquote::corpus::whole::digest(b"ferry-1");
    let entry = desk.store.entry(feed.id, &key).unwrap().unwrap();
    let about_to = |sha256: &str, before: Option<&str>| {
        let file = EntryFile {
            path: path.clone(),
            sha256: sha256.to_owned(),
            before: before.map(str::to_owned),
            is_written: false,
        };
        let had = desk.store.entry(feed.id, &key).unwrap().unwrap().file.map(|file| file.path);
        assert!(desk.store.keep_entry(feed.id, &Entry { file: Some(file), ..entry.clone() }, had.as_deref()).unwrap());
    };
    let digest = |text: &str| pullquote::corpus::whole::digest(text.as_bytes());
    // It was kept, and not written.
    fs::remove_file(desk.folder.file("corpus/feeds").join(&file)).unwrap();
    about_to(&digest(&whole), None);
    assert_eq!(desk.poll().n_added, 1);
    assert_eq!((desk.files(), desk.read(&file)), (vec![file.clone()], whole.clone()));
    // It was written, and that was not kept.
    about_to(&digest(&whole), None);
    assert_eq!(desk.poll(), Polled::default());
    assert_eq!(desk.files(), std::slice::from_ref(&file));
    // A new version was kept, and not written; meanwhile there is a still newer one.
    about_to(&digest("what was never written"), Some(&digest(&whole)));
    desk.publish(&[(1, 3)]);
    assert_eq!(desk.poll().n_updated, 1);
    assert!(desk.read(&file).contains("and 3 boats"));
    assert_eq!(desk.files(), std::slice::from_ref(&file));
    // Somebody put something there before it could be written.
    about_to(&digest("what was never written"), None);
    fs::write(desk.folder.file("corpus/feeds").join(&file), "Mine.").unwrap();
    assert_eq!(desk.poll().n_added, 1);
    assert_eq!(desk.read(&file), "Mine.");
    assert_eq!(desk.files().len(), 2);
}

#[test]
fn a_feed_that_is_removed_stays_so_and_leaves_its_articles() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    let feed = desk.follow();
    desk.poll();
    assert!(desk.store.remove_feed(feed.id).unwrap() && !desk.store.remove_feed(feed.id).unwrap());
    desk.publish(&[(2, 1), (1, 1)]);
    desk.feeds().poll(&feed, NOW, &|| true).unwrap();
    assert_eq!((desk.store.feeds().unwrap(), desk.files().len()), (Vec::new(), 1));
    // Followed again, it finds the article that is as it was, and makes the other beside it.
    desk.follow();
    assert_eq!(desk.poll().n_added, 1);
    assert_eq!(desk.files().len(), 2);
}

#[test]
fn a_feed_has_its_turn_with_one_process_at_a_time() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    let feed = desk.follow();
    assert_eq!(desk.store.claim_feed(NOW - 1, NOW + 100).unwrap(), None);
    assert_eq!(desk.store.claim_feed(NOW, NOW + 100).unwrap().map(|feed| feed.id), Some(feed.id));
    let other = Store::below(&desk.folder.file("data"));
    assert_eq!(other.claim_feed(NOW, NOW + 100).unwrap(), None);
    // One that ended meanwhile does not keep it for ever.
    assert!(other.claim_feed(NOW + 100, NOW + 200).unwrap().is_some());
}

#[test]
fn feeds_are_looked_at_by_themselves_until_that_is_over() {
    let desk = Desk::new();
    desk.publish(&[(1, 1)]);
    desk.feeds().follow(FEED, 0).unwrap();
    let following = Following::start(desk.feeds()).unwrap();
    let began = std::time::Instant::now();
    while desk.files().is_empty() {
        assert!(began.elapsed() < Duration::from_mins(1), "nobody looked");
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(following);
}

#[test]
fn feeds_of_all_kinds_are_read() {
    let atom = r#"<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example.org/">
        <title type="html">The &lt;b&gt;Herald&lt;/b&gt; &amp;amp; more</title><updated>2026-11-28T00:00:00Z</updated><id>urn:x</id>
        <entry><title>One</title><id>urn:1</id><link rel="self" href="/self"/><link href="one.html"/><author><name>Ana Sol</name></author>
        <published>2026-11-27T23:59:00-01:00</published><updated>2026-11-28T02:00:00Z</updated><content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry></feed>"#;
    let feed = extract::feed(atom.as_bytes(), "https://news.example.org/atom").unwrap();
    assert_eq!(feed.title.as_deref(), Some("The Herald & more"));
    let [entry] = &feed.entries[..] else { panic!("{feed:?}") };
    assert_eq!((entry.id.as_str(), entry.url.as_deref()), ("urn:1", Some("https://news.example.org/one.html")));
    assert_eq!((entry.author.as_deref(), entry.date.as_deref()), (Some("Ana Sol"), Some("2026-11-28")));
    assert_eq!((entry.updated, entry.content.as_deref()), (Some(1_795_831_200), Some("<p>Text</p>")));

    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Herald", "items": [{"id": "1", "url": "https://news.example.org/1", "title": "One", "content_html": "<p>Text</p>"}]}"#;
    let feed = extract::feed(json.as_bytes(), "https://news.example.org/json").unwrap();
    assert_eq!((feed.entries.len(), feed.entries[0].url.as_deref()), (1, Some("https://news.example.org/1")));

    // Letters of before Unicode, without an id, with a date that is none.
    let old = b"<?xml version='1.0' encoding='ISO-8859-1'?><rss version='0.91'><channel><title>S\xfcd</title>\
                <item><title>Stra\xdfe</title><link>/a</link><pubDate>yesterday</pubDate></item></channel></rss>";
    let feed = extract::feed(old, "https://news.example.org/old").unwrap();
    assert_eq!((feed.title.as_deref(), feed.entries[0].title.as_deref()), (Some("Süd"), Some("Straße")));
    assert!(!feed.entries[0].id.is_empty() && feed.entries[0].date.is_none(), "{feed:?}");
    assert_eq!(extract::feed(old, "https://news.example.org/old"), Ok(feed), "the same every time");
}

#[test]
fn what_is_no_feed_or_was_made_to_do_harm_is_refused() {
    let media = "xmlns:media=\"http://search.yahoo.com/mrss/\"";
    let deep = format!("<rss version=\"2.0\" {media}><channel><item>{}", "<media:group>".repeat(500_000));
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><rss version=\"2.0\"><channel><title>&c;</title></channel></rss>";
    for bytes in
        [b"".as_slice(), b"\xff\xfe\x00", b"<html><body>News</body></html>", b"{}", b"[[[[", b"<rss", deep.as_bytes()]
    {
        let read = extract::feed(bytes, "https://news.example.org/");
        assert!(matches!(read, Err(FeedError::NoFeed(_))), "{read:?}");
    }
    let read = extract::feed(bomb.as_bytes(), "https://news.example.org/");
    assert!(read.is_err() || read.is_ok_and(|feed| feed.title.is_none_or(|title| title.len() < 100)));
    let many = format!(
        "<rss version=\"2.0\"><channel>{}</channel></rss>",
        (0..2_000).map(|n| format!("<item><guid>{n}</guid></item>")).collect::<Vec<_>>().concat()
    );
    assert_eq!(extract::feed(many.as_bytes(), "https://news.example.org/").unwrap().entries.len(), 500);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_bytes_are_a_feed_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..400), text in "[<>/a-z&;!\\[\\]\"= ]{0,300}") {
        let _ = extract::feed(&bytes, "https://news.example.org/");
        let _ = extract::feed(format!("<rss version=\"2.0\"><channel><item>{text}").as_bytes(), &text);
        let _ = extract::feeds_of_page(text.as_bytes());
        let _ = extract::fragment(&text);
    }
}
