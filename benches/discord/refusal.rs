//! How a refusal is told from an answer.

use std::time::Duration;

use pullquote::render::{Language, Phrase, refusal};

const REASONS: [Phrase; 4] = [Phrase::TooOften, Phrase::TooMany, Phrase::Busy, Phrase::StillAnswering];

/// How long somebody is asked to wait by `content`; `None` if it is no refusal.
pub(crate) fn wait(content: &str) -> Option<Duration> {
    let of_reason = |reason| {
        let sample = refusal(reason, 2, false, Language::English).content;
        let number: String =
            content.strip_prefix(sample.split('2').next()?)?.chars().take_while(char::is_ascii_digit).collect();
        number.parse().ok().map(Duration::from_secs)
    };
    REASONS.into_iter().find_map(of_reason)
}
