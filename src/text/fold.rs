//! Folding: what makes two spellings of a word the same word.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `word` in lower case, without accents, with ASCII quotes and hyphens, without the stops of an
/// abbreviation.
///
/// `Türkiye` and `turkiye` fold alike, so do `’s` and `'s`, `U.S.` and `US`, `Oct.` and `Oct`. The result is for comparing only: it has
/// other offsets than `word`, so it is never shown.
#[must_use]
pub fn fold(word: &str) -> String {
    let mut folded = fold_letters(word);
    if folded.contains('.') && folded.chars().all(|c| c.is_alphabetic() || c == '.') {
        folded.retain(|c| c != '.');
    }
    folded
}

fn fold_letters(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    // The acute accent alone is an apostrophe to those who type it; decomposed it would be a space.
    for c in word.replace('´', "'").nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '‘' | '’' | '‛' | 'ʼ' | '`' => folded.push('\''),
            '“' | '”' | '„' | '«' | '»' => folded.push('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '−' => folded.push('-'),
            'ß' | 'ẞ' => folded.push_str("ss"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'đ' | 'Đ' => folded.push('d'),
            // Soft hyphens and zero-width marks are invisible in the article and in a question.
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
            other => folded.extend(other.to_lowercase().filter(|c| !is_combining_mark(*c))),
        }
    }
    folded
}
