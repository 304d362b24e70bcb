//! Discord's markdown: making words harmless, and reading them back.

/// Between `@` and what follows: invisible, and no mention is read across it.
const BREAK: char = '\u{200b}';
/// How a line inside a block quote begins.
const QUOTE_LINE: &str = "\n> ";

/// `text` so that Discord shows just these characters: no emphasis, no link, no mention, no heading, no list.
///
/// Line breaks stay inside the block quote that the text is put into.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut line_start = true;
    let mut number_start = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            // Discord would count a numbered list anew, and show the backslashes that stand in an address.
            '.' if number_start && chars.peek().is_none_or(|next| next.is_whitespace()) => escaped.push_str("\\."),
            ':' if chars.peek() == Some(&'/') => escaped.push_str("\\:"),
            '\r' if chars.peek() == Some(&'\n') => escaped.push('\r'),
            '\n' => escaped.push_str(QUOTE_LINE),
            '@' => escaped.extend(['@', BREAK]),
            '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' => escaped.extend(['\\', c]),
            '#' | '-' | '+' if line_start => escaped.extend(['\\', c]),
            other => escaped.push(other),
        }
        number_start = c.is_ascii_digit() && (line_start || number_start);
        line_start = c == '\n' || (line_start && c.is_whitespace());
    }
    escaped
}

/// What Discord shows for escaped text: undoes [`escape`] exactly.
#[must_use]
pub fn unescape(escaped: &str) -> String {
    let mut text = String::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some(c) = rest.chars().next() {
        let mut after = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '\\' => {
                if let Some(literal) = after.chars().next() {
                    text.push(literal);
                    after = after.get(literal.len_utf8()..).unwrap_or_default();
                }
            }
            '@' => {
                text.push('@');
                after = after.strip_prefix(BREAK).unwrap_or(after);
            }
            '\n' => {
                text.push('\n');
                after = rest.strip_prefix(QUOTE_LINE).unwrap_or(after);
            }
            other => text.push(other),
        }
        rest = after;
    }
    text
}

/// `text` for a link's title: look-alikes for what would end it or change its looks.
///
/// Discord shows backslashes there as they are, so that nothing can be escaped.
#[must_use]
pub(super) fn plain_in_link(text: &str) -> String {
    let look_alike = |c: char| match c {
        '[' => '(',
        ']' => ')',
        '*' => '∗',
        '_' => '＿',
        '~' => '∼',
        '`' => '’',
        '|' => '¦',
        '<' => '‹',
        '>' => '›',
        '\\' => '∖',
        '@' => '＠',
        other => other,
    };
    printable(&text.split_whitespace().collect::<Vec<_>>().join(" "))
        .chars()
        .map(look_alike)
        .collect::<String>()
        .replace("://", ":∕∕")
}

/// `text` without what could control a terminal or turn the order of its letters around.
#[must_use]
pub fn printable(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| (!c.is_control() || *c == '\t') && !turns(*c)).collect()
}
