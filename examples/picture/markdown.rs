//! Discord's markdown as HTML: what Discord would show of a message, down to its quirks.
//!
//! It reads more than `pullquote` writes (headings, spoilers, bare addresses), so that an article's words
//! that Discord would not take literally show up here too. Line breaks stay what they are: the page keeps
//! white space.

/// Between `@` and a name: invisible, and no mention is read across it.
const BREAK: &str = "@\u{200b}";
/// Marks that stand in pairs around words, longer ones first, and what each means.
const PAIRS: [(&str, &str); 6] = [("**", "strong"), ("__", "u"), ("~~", "s"), ("||", "mark"), ("*", "em"), ("_", "em")];
/// How a line begins that is set as a whole, and what it is then.
const HEADS: [(&str, &str); 4] = [("-# ", "small"), ("### ", "h3"), ("## ", "h2"), ("# ", "h1")];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What a line is, and its words.
#[derive(Clone, Copy)]
enum Line<'a> {
    Quote(&'a str),
    Bullet(&'a str),
    Number(u64, &'a str),
    Head(&'static str, &'a str),
    Plain(&'a str),
}

/// A message as HTML. Only known marks become tags, and only web addresses become links.
pub(crate) fn html(message: &str) -> String {
    let mut out = String::new();
    blocks(message, false, &mut out);
    out
}

/// What a reader of such HTML sees, each block on lines of its own.
pub(crate) fn text(html: &str) -> String {
    let mut out = String::new();
    for (place, part) in html.split('<').enumerate() {
        let (tag, words) = if place == 0 { ("", part) } else { part.split_once('>').unwrap_or(("", part)) };
        if matches!(tag, "/p" | "/li" | "/blockquote" | "/small" | "/h1" | "/h2" | "/h3") && !out.ends_with('\n') {
            out.push('\n');
        }
        let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        out.push_str(&words.replace("&amp;", "&"));
    }
    out
}

/// Words that are neither a tag nor the end of an attribute.
pub(crate) fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

impl<'a> Line<'a> {
    /// A quote has no quotes in it.
    fn new(line: &'a str, in_quote: bool) -> Self {
        let bare = line.trim_start_matches(' ');
        if let Some(words) = bare.strip_prefix("> ").filter(|_| !in_quote) {
            return Self::Quote(words);
        }
        if let Some((words, tag)) = HEADS.iter().find_map(|(mark, tag)| Some((bare.strip_prefix(mark)?, tag))) {
            return Self::Head(tag, words);
        }
        if let Some(words) = bare.strip_prefix("- ").or_else(|| bare.strip_prefix("* ")) {
            return Self::Bullet(words);
        }
        let numbered = bare.split_once(". ").and_then(|(number, words)| Some((number.parse().ok()?, words)));
        numbered.map_or(Self::Plain(line), |(number, words)| Self::Number(number, words))
    }

    fn is_with(self, next: Self) -> bool {
        !matches!(self, Self::Head(..)) && std::mem::discriminant(&self) == std::mem::discriminant(&next)
    }

    fn words(self) -> &'a str {
        match self {
            Self::Quote(words)
            | Self::Bullet(words)
            | Self::Number(_, words)
            | Self::Head(_, words)
            | Self::Plain(words) => words,
        }
    }
}

/// Adds lines, those of one kind together.
fn blocks(message: &str, in_quote: bool, out: &mut String) {
    let lines: Vec<Line<'_>> = message.split('\n').map(|line| Line::new(line, in_quote)).collect();
    for group in lines.chunk_by(|line, next| line.is_with(*next)) {
        let whole = || group.iter().map(|line| line.words()).collect::<Vec<_>>().join("\n");
        match group[0] {
            Line::Quote(_) => tagged("blockquote", out, |out| blocks(&whole(), true, out)),
            Line::Head(tag, words) => tagged(tag, out, |out| inline(words, false, out)),
            Line::Plain(_) => tagged("p", out, |out| {
                inline(&whole(), false, out);
                // A last line without words is as high as the others.
                if group.last().is_some_and(|line| line.words().is_empty()) {
                    out.push('\n');
                }
            }),
            Line::Bullet(_) => tagged("ul", out, |out| group.iter().for_each(|line| item("•", line.words(), out))),
            // Discord goes on counting from the first number, whatever the others are.
            Line::Number(first, _) => tagged("ol", out, |out| {
                for (number, line) in (first..).zip(group) {
                    item(&format!("{number}."), line.words(), out);
                }
            }),
        }
    }
}

fn item(mark: &str, words: &str, out: &mut String) {
    tagged("li", out, |out| {
        tagged("span", out, |out| out.push_str(mark));
        out.push(' ');
        inline(words, false, out);
    });
}

fn tagged(tag: &str, out: &mut String, write: impl FnOnce(&mut String)) {
    out.extend(["<", tag, ">"]);
    write(out);
    out.extend(["</", tag, ">"]);
}

/// Adds the words of a line or paragraph.
fn inline(words: &str, in_title: bool, out: &mut String) {
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        rest = special(rest, in_title, out).unwrap_or_else(|| {
            out.push_str(&escaped(c.encode_utf8(&mut [0; 4])));
            rest.get(c.len_utf8()..).unwrap_or_default()
        });
    }
}

/// Adds the mark that `rest` begins with and what it holds; what follows it. `None` if it begins with words.
fn special<'a>(rest: &'a str, in_title: bool, out: &mut String) -> Option<&'a str> {
    if let Some(after) = rest.strip_prefix('\\') {
        let literal = after.chars().next().filter(|c| !c.is_ascii_alphanumeric() && !c.is_whitespace())?;
        if in_title {
            // In the title of a link Discord heeds backslashes and shows them all the same.
            out.push('\\');
        }
        out.push_str(&escaped(literal.encode_utf8(&mut [0; 4])));
        return after.get(literal.len_utf8()..);
    }
    if let Some(after) = rest.strip_prefix(BREAK) {
        out.push('@');
        return Some(after);
    }
    if let Some((code, after)) = rest.strip_prefix('`').and_then(|inside| inside.split_once('`'))
        && !code.is_empty()
    {
        tagged("code", out, |out| out.push_str(&escaped(code)));
        return Some(after);
    }
    if let Some((stamp, after)) = rest.strip_prefix("<t:").and_then(|inside| inside.split_once('>'))
        && let Some(time) = stamp.strip_suffix(":f").unwrap_or(stamp).parse().ok().and_then(time)
    {
        tagged("time", out, |out| out.push_str(&time));
        return Some(after);
    }
    if !in_title {
        if let Some((title, address, after)) = link(rest) {
            anchor(address, out, |out| inline(title, true, out));
            return Some(after);
        }
        if is_address(rest) {
            let end = rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len());
            let (run, _) = rest.split_at(end);
            let address = run.trim_end_matches(['.', ',', ':', ';', '"', '\'', ')', ']']);
            // Backslashes in a bare address are a part of it.
            anchor(address, out, |out| out.push_str(&escaped(address)));
            return rest.strip_prefix(address);
        }
    }
    let (mark, tag, inside) = PAIRS.iter().find_map(|(mark, tag)| Some((*mark, *tag, rest.strip_prefix(mark)?)))?;
    let (held, after) = inside.split_at(end_of(inside, mark)?);
    tagged(tag, out, |out| inline(held, in_title, out));
    after.strip_prefix(mark)
}

/// Where the words before the closing mark end.
fn end_of(inside: &str, mark: &str) -> Option<usize> {
    let is_single = mark.len() == 1;
    if is_single && inside.starts_with(char::is_whitespace) {
        return None;
    }
    let mut chars = inside.char_indices();
    while let Some((at, c)) = chars.next() {
        let here = inside.get(at..).unwrap_or_default();
        if c == '\\' || (is_single && here.starts_with(&mark.repeat(2))) {
            chars.next();
        } else if at > 0 && here.starts_with(mark) {
            return Some(at);
        }
    }
    None
}

/// `[title](<address>)`: title, address, and what follows.
fn link(rest: &str) -> Option<(&str, &str, &str)> {
    let inside = rest.strip_prefix('[')?;
    let mut chars = inside.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => {
                chars.next();
            }
            '[' => return None,
            ']' => {
                let (title, behind) = inside.split_at(at);
                let (address, after) = behind.strip_prefix("](<")?.split_once(">)")?;
                let is_link = is_address(address) && !address.contains(char::is_whitespace);
                return is_link.then_some((title, address, after));
            }
            _ => {}
        }
    }
    None
}

fn is_address(words: &str) -> bool {
    words.starts_with("https://") || words.starts_with("http://")
}

fn anchor(address: &str, out: &mut String, write: impl FnOnce(&mut String)) {
    out.extend(["<a href=\"", &escaped(address), "\">"]);
    write(out);
    out.push_str("</a>");
}

/// A time in seconds since 1970 as Discord's style `f` shows it in UTC; `None` before 1970 or after 9999.
fn time(at: u64) -> Option<String> {
    const DAY: u64 = 86_400;
    // Counted from 1 March of year 0, so that leap days end years (H. Hinnant, "chrono-compatible
    // low-level date algorithms").
    let days = at / DAY + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12;
    let year = era * 400 + year_of_era + u64::from(month < 2);
    let (hour, minute) = (at % DAY / 3_600, at % 3_600 / 60);
    let name = MONTHS.get(usize::try_from(month).ok()?)?;
    (year <= 9_999).then(|| format!("{day} {name} {year} {hour:02}:{minute:02}"))
}
