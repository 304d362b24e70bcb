//! A feed, and a page that names feeds: what comes out is one line each, and the same every time.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pullquote::extract;

fuzz_target!(|bytes: &[u8]| {
    let read = extract::feed(bytes, "https://news.example.org/feed");
    if let Ok(feed) = &read {
        for entry in &feed.entries {
            let lines = [&entry.title, &entry.author, &entry.date];
            assert!(!entry.id.is_empty() && lines.into_iter().flatten().all(|line| !line.contains('\n')));
            if let Some(content) = &entry.content {
                let _ = extract::fragment(content);
            }
        }
    }
    assert_eq!(read, extract::feed(bytes, "https://news.example.org/feed"));
    let _ = extract::feeds_of_page(bytes);
});
