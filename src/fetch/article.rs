//! An article of the web, as Markdown.

use url::Url;

use super::{FetchError, Fetcher, Page};
use crate::extract::{self, ExtractError, Extracted, Kind};

/// What we can make an article of, the best first.
const ACCEPT: &str =
    "text/html, application/xhtml+xml, text/markdown;q=0.9, application/pdf;q=0.8, text/plain;q=0.8, */*;q=0.1";

/// An article that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// What it says, and says of itself. Its address is one of the site that it came from.
    pub extracted: Extracted,
    /// Where it came from in the end.
    pub url: String,
}

/// Why there is no article.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArticleError {
    /// Nothing was fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// What was fetched holds none.
    #[error(transparent)]
    Extract(#[from] ExtractError),
    /// What was fetched is of no kind that could hold one.
    #[error("what is there cannot be read, since it is {0}; pages, plain text, PDF, EPUB and Word documents can be")]
    Kind(String),
}

impl Fetcher {
    /// The article at an address. Waits for it, and as long as extracting it takes.
    ///
    /// # Errors
    /// [`ArticleError`].
    pub fn article(&self, address: &str) -> Result<Article, ArticleError> {
        self.page(address, ACCEPT)?.article()
    }
}

impl Page {
    /// The article on this page.
    ///
    /// # Errors
    /// [`ArticleError`], but [`ArticleError::Fetch`].
    pub fn article(self) -> Result<Article, ArticleError> {
        let named = self.media_type.as_deref().unwrap_or_default();
        let mut extracted = match kind(named, &self.bytes) {
            Some(Read::As(kind)) => extract::article(&self.bytes, kind)?,
            Some(Read::Text) => Extracted { body: text(self.bytes)?, ..Extracted::default() },
            None => return Err(ArticleError::Kind(if named.is_empty() { "data" } else { named }.to_owned())),
        };
        // A page that claims to be one of another site would have its words cited as that site's.
        let claimed = extracted.url.take().filter(|claimed| is_same_site(claimed, &self.url));
        extracted.url = Some(claimed.unwrap_or_else(|| self.url.clone()));
        Ok(Article { extracted, url: self.url })
    }
}

/// Plain text as it stands.
fn text(bytes: Vec<u8>) -> Result<String, ArticleError> {
    let text = String::from_utf8(bytes).map_err(|_| ArticleError::Kind("in other letters than UTF-8".to_owned()))?;
    let is_text = text.chars().any(char::is_alphanumeric) && !text.contains('\0');
    if is_text { Ok(text) } else { Err(ArticleError::Kind("empty or binary".to_owned())) }
}

enum Read {
    As(Kind),
    Text,
}

/// How what a server sent is to be read: by what it says, and where that says little, by how it begins.
fn kind(media_type: &str, bytes: &[u8]) -> Option<Read> {
    Some(match media_type {
        "text/html" | "application/xhtml+xml" => Read::As(Kind::Html),
        "application/pdf" => Read::As(Kind::Pdf),
        "application/epub+zip" => Read::As(Kind::Epub),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => Read::As(Kind::Docx),
        "text/plain" | "text/markdown" => Read::Text,
        "" | "application/octet-stream" if bytes.starts_with(b"%PDF-") => Read::As(Kind::Pdf),
        "" if bytes.trim_ascii_start().starts_with(b"<") => Read::As(Kind::Html),
        _ => return None,
    })
}

/// Whether one of two addresses is of the other's site, or of one below it; a `www.` makes no difference.
#[must_use]
pub fn is_same_site(claimed: &str, fetched: &str) -> bool {
    let host = |address: &str| {
        let url = Url::parse(address).ok().filter(|url| url.scheme() == "https")?;
        let host = url.host_str()?.trim_end_matches('.').to_owned();
        Some(host.strip_prefix("www.").map(str::to_owned).unwrap_or(host))
    };
    let is_below = |a: &str, b: &str| a.strip_suffix(b).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    match (host(claimed), host(fetched)) {
        (Some(claimed), Some(fetched)) => {
            is_below(&claimed, &fetched) || is_below(&fetched, &claimed) && claimed.contains('.')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_same_site;

    #[test]
    fn a_page_speaks_for_its_own_site_alone() {
        for (claimed, fetched, is_same) in [
            ("https://example.org/a", "https://example.org/b", true),
            ("https://example.org/a", "https://www.example.org/b", true),
            ("https://example.org/a", "https://amp.example.org/b", true),
            ("https://news.example.org/a", "https://example.org/b", true),
            ("https://other.example/a", "https://example.org/b", false),
            ("https://badexample.org/a", "https://example.org/b", false),
            ("http://example.org/a", "https://example.org/b", false),
            ("https://org/a", "https://example.org/b", false),
            ("nonsense", "https://example.org/b", false),
        ] {
            assert_eq!(is_same_site(claimed, fetched), is_same, "{claimed} on {fetched}");
        }
    }
}
