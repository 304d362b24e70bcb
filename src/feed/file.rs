//! The files that articles of feeds are in: their names, and how they are written beside those of others.

use std::fs;
use std::io;
use std::path::{Component, Path};

use crate::corpus::whole;
use crate::store::EntryFile;

/// The folder below that of the articles.
const FOLDER: &str = "feeds";
/// A name is cut after so many bytes: file systems take 255.
const LONGEST: usize = 80;

/// A title as the name of a file or folder: letters and digits of any language in small, with `-` between. `None` if there
/// are none.
pub(super) fn slug(title: &str) -> Option<String> {
    let mut slug = String::new();
    for c in title.to_lowercase().chars() {
        if slug.len() + c.len_utf8() > LONGEST {
            break;
        }
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

/// `wanted`, or with the first number behind it that is not taken.
pub(super) fn free(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let wanted = if wanted.is_empty() { "feed" } else { wanted };
    let numbered = (2_u32..).map(|n| format!("{wanted}-{n}"));
    let mut names = std::iter::once(wanted.to_owned()).chain(numbered);
    names.find(|name| !is_taken(name)).unwrap_or_default()
}

/// The path below the folder of articles of an article of this day and title; `is_taken` says which are no more to be had.
pub(super) fn path(feed: &str, date: Option<&str>, title: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let name = match (date, slug(title)) {
        (Some(date), Some(title)) => format!("{date}-{title}"),
        (Some(date), None) => date.to_owned(),
        (None, title) => title.unwrap_or_else(|| "article".to_owned()),
    };
    let within = |name: &str| format!("{FOLDER}/{feed}/{name}.md");
    within(&free(&name, |name| is_taken(&within(name))))
}

/// What is in the place of a file that we wrote or were about to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// What is to be there.
    Wanted,
    /// What we wrote before.
    Before,
    /// Something of somebody else.
    Other,
}

/// What is at the place of `file` below `folder`. A link on the way there is not followed, but an error.
pub(super) fn look(folder: &Path, file: &EntryFile) -> io::Result<Found> {
    let is_within = Path::new(&file.path).components().all(|part| matches!(part, Component::Normal(_)));
    if !is_within {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let path = folder.join(&file.path);
    for above in path.ancestors().skip(1).take_while(|above| *above != folder) {
        match fs::symlink_metadata(above) {
            Ok(found) if !found.is_dir() => return Err(io::ErrorKind::NotADirectory.into()),
            _ => {}
        }
    }
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(error),
        Ok(found) if !found.is_file() => return Ok(Found::Other),
        Ok(_) => {}
    }
    let digest = whole::digest_of(&path)?;
    Ok(if digest == file.sha256 {
        Found::Wanted
    } else if file.before.as_ref() == Some(&digest) {
        Found::Before
    } else {
        Found::Other
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_and_stay_in_their_folder() {
        for (title, name) in [
            ("Talks resume in Doha, again", Some("talks-resume-in-doha-again")),
            ("../../etc/passwd", Some("etc-passwd")),
            ("  .hidden  ", Some("hidden")),
            ("«Größe» über alles?!", Some("größe-über-alles")),
            ("停火协议", Some("停火协议")),
            ("CON", Some("con")),
            ("\u{202e}…—", None),
            ("", None),
        ] {
            assert_eq!(slug(title).as_deref(), name, "{title:?}");
        }
        let long = slug(&"ä b".repeat(500)).expect("it is cut");
        assert!(long.len() <= LONGEST && !long.ends_with('-'), "{long}");
        assert_eq!(path("f", Some("2026-11-28"), "Talks", |_| false), "feeds/f/2026-11-28-talks.md");
        assert_eq!(path("f", None, "?", |path| path == "feeds/f/article.md"), "feeds/f/article-2.md");
    }
}
