//! Under which address a page is asked for and known.

use url::Url;

/// An address over https where it was over http: nothing is fetched in the open, and most sites are there too.
pub(super) fn secure(url: &str) -> String {
    match url.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("http://") => {
            format!("https://{}", url.get(7..).unwrap_or_default())
        }
        _ => url.to_owned(),
    }
}

/// The address that a page is known by, so that two feeds that name it are seen to name the same: over https, without
/// what says where a reader came from, and without a place on the page. `None` if it is no address.
pub(super) fn known_by(url: &str) -> Option<String> {
    let mut url = Url::parse(&secure(url)).ok()?;
    url.set_fragment(None);
    let is_about_reader = |name: &str| name.starts_with("utm_") || matches!(name, "fbclid" | "gclid");
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !is_about_reader(name))
        .map(|(name, value)| (name.into(), value.into()))
        .collect();
    if kept.len() < url.query_pairs().count() {
        url.set_query(None);
        if !kept.is_empty() {
            url.query_pairs_mut().extend_pairs(kept);
        }
    }
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::known_by;

    #[test]
    fn one_page_has_one_address() {
        for (written, known) in [
            ("http://example.org/a", Some("https://example.org/a")),
            ("https://example.org/a?utm_source=rss&utm_medium=feed#top", Some("https://example.org/a")),
            ("https://example.org/a?id=3&utm_source=rss", Some("https://example.org/a?id=3")),
            ("https://example.org/a?q=a%20b", Some("https://example.org/a?q=a%20b")),
            ("nonsense", None),
        ] {
            assert_eq!(known_by(written).as_deref(), known, "{written}");
        }
    }
}
