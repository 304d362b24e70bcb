//! Names of files, as somebody outside chose them.

use crate::corpus::is_article_name;

/// File systems take 255 bytes; the shelf adds to some.
const STEM_BYTES: usize = 150;

/// A name for a file in the folder of articles; `None` where its ending is none of an article.
///
/// It has no path, no dot at its beginning, nothing that cannot be seen, and nothing that a system forbids.
pub(super) fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let seen: String = last.chars().filter(|c| !is_unseen(*c)).collect();
    let (stem, ending) = seen.trim().rsplit_once('.')?;
    let stem: String = stem.chars().map(|c| if r#"<>:"|?*"#.contains(c) { '-' } else { c }).collect();
    let is_edge = |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '~');
    let stem = stem.trim_matches(is_edge);
    let mut cut = STEM_BYTES.min(stem.len());
    while !stem.is_char_boundary(cut) {
        cut -= 1;
    }
    let stem = stem.get(..cut).unwrap_or_default().trim_end_matches(is_edge);
    let stem = if stem.is_empty() { "article" } else { stem };
    let name = format!("{stem}.{}", ending.to_ascii_lowercase());
    is_article_name(&name).then_some(name)
}

/// Whether it controls something, turns the order of letters around, or has no width.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn names_from_outside_stay_in_the_folder() {
        for (given, wanted) in [
            ("news.md", Some("news.md")),
            ("Straße im Herbst.TXT", Some("Straße im Herbst.txt")),
            ("../../etc/cron.d/x.md", Some("x.md")),
            ("..\\..\\boot.html", Some("boot.html")),
            ("/etc/passwd.md", Some("passwd.md")),
            ("..md", Some("article.md")),
            (".hidden.md", Some("hidden.md")),
            ("....md", Some("article.md")),
            ("-rf.md", Some("rf.md")),
            ("a\u{0}b\nc\u{202e}dm.md", Some("abcdm.md")),
            ("a:b*?.pdf", Some("a-b.pdf")),
            ("x.jsonl:3.md", Some("x.jsonl-3.md")),
            ("many.jsonl", None),
            ("run.exe", None),
            ("md", None),
            ("folder.md/", None),
            ("", None),
            ("x.md.", None),
        ] {
            assert_eq!(safe(given).as_deref(), wanted, "{given:?}");
        }
        let long = safe(&format!("{}.docx", "ä".repeat(5_000))).expect("it is cut");
        assert!(long.len() < 200 && long.ends_with("ä.docx"), "{long}");
    }
}
