//! Addresses that lead to a quote.

use crate::corpus::Document;
use crate::text::Span;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Quotes up to this many characters are named whole, longer ones by their beginning and end.
const WHOLE: usize = 60;
/// So many words of a long quote name its beginning, and as many its end.
const WORDS: usize = 4;
/// Longer fragments are left out: the reply has to fit into a message.
const LIMIT: usize = 240;
/// What stands in the last part of an address as it is.
const SLUG: &AsciiSet = &ENCODED.remove(b'-');
/// So many digits of an article's hash tell that it has changed.
const HASH_DIGITS: usize = 8;
/// What stands in a text directive as it is; a hyphen, a comma and an ampersand have a meaning there.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

/// `url` so that a browser scrolls to `quote` and marks it: a text fragment (WICG, "URL Fragment Text
/// Directives"). Without one where it would be too long.
pub(super) fn to_quote(url: &str, quote: &str) -> String {
    let words: Vec<&str> = quote.split_whitespace().collect();
    let encoded = |words: &[&str]| utf8_percent_encode(&words.join(" "), ENCODED).to_string();
    let directive = match words.len().checked_sub(WORDS) {
        Some(last) if last >= WORDS && quote.chars().count() > WHOLE => {
            format!("{},{}", encoded(&words[..WORDS]), encoded(&words[last..]))
        }
        _ => encoded(&words),
    };
    if directive.is_empty() || directive.len() > LIMIT {
        return url.to_owned();
    }
    let mark = if url.contains('#') { ":~:text=" } else { "#:~:text=" };
    format!("{url}{mark}{directive}")
}

/// Where a quote stands on the page that the program itself shows of an article, below the address of these pages; the
/// article's hash tells that page whether it is still the same.
#[must_use]
pub fn to_page(document: &Document, quote: Span) -> String {
    let hash: String = document.hash.chars().take(HASH_DIGITS).collect();
    format!("{}?at={}-{}&of={hash}#quote", page_of(document), quote.start, quote.end)
}

/// That page itself.
#[must_use]
pub fn page_of(document: &Document) -> String {
    format!("/article/{}", utf8_percent_encode(&document.slug, SLUG))
}

#[cfg(test)]
mod tests {
    use super::to_quote;

    #[test]
    fn a_short_quote_is_named_whole() {
        assert_eq!(
            to_quote("https://a.example/x", "It is\nso-so, no?"),
            "https://a.example/x#:~:text=It%20is%20so%2Dso%2C%20no%3F"
        );
    }

    #[test]
    fn a_long_quote_is_named_by_its_ends() {
        let quote = "The quick brown fox jumps over the lazy dog, and then it rests for a while.";
        let link = to_quote("https://a.example/x#top", quote);
        assert_eq!(link, "https://a.example/x#top:~:text=The%20quick%20brown%20fox,rests%20for%20a%20while.");
    }

    #[test]
    fn what_would_be_too_long_is_left_out() {
        let url = "https://a.example/x";
        assert_eq!(to_quote(url, &"長".repeat(80)), url);
        assert_eq!(to_quote(url, " "), url);
    }
}
