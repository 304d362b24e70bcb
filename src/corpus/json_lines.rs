//! JSON Lines: a file with an article on each line, as archives and crawlers write them.

use std::io::{self, BufRead, Read};

use serde_json::{Map, Value};

use super::{Metadata, Trouble, front_matter};

/// Lines longer than this are no articles, as files are not.
pub(super) const HUGE_LINE: u64 = 8 * 1024 * 1024;
/// A slug is what a file could be called.
const LONG_SLUG: usize = 200;

/// An article as a line gives it.
pub(super) struct Article {
    /// The name it gives itself.
    pub(super) slug: Option<String>,
    pub(super) metadata: Metadata,
    pub(super) body: String,
}

/// The lines of a file, one at a time, so that no file is too large.
pub(super) struct Lines<R> {
    reader: R,
    number: usize,
    failed: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, number: 0, failed: false }
    }

    /// Skips what is left of a line; gives how many bytes it was.
    fn skip(&mut self) -> io::Result<u64> {
        let mut skipped = 0;
        loop {
            let part = self.reader.fill_buf()?;
            if part.is_empty() {
                return Ok(skipped);
            }
            let end = part.iter().position(|byte| *byte == b'\n');
            let n = end.map_or(part.len(), |end| end + 1);
            skipped += n as u64 - u64::from(end.is_some());
            self.reader.consume(n);
            if end.is_some() {
                return Ok(skipped);
            }
        }
    }

    fn read(&mut self) -> io::Result<Option<Result<Vec<u8>, Trouble>>> {
        let mut line = Vec::new();
        let n = self.reader.by_ref().take(HUGE_LINE + 1).read_until(b'\n', &mut line)? as u64;
        if n == 0 {
            return Ok(None);
        }
        self.number += 1;
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if n > HUGE_LINE {
            return Ok(Some(Err(Trouble::Huge { size: n + self.skip()?, limit: HUGE_LINE })));
        }
        if self.number == 1 && line.starts_with("\u{feff}".as_bytes()) {
            line.drain(..3);
        }
        Ok(Some(Ok(line)))
    }
}

/// The number of each line, from 1, and its bytes without the line's end; blank lines are passed over. After an error
/// of the file there is nothing more.
impl<R: BufRead> Iterator for Lines<R> {
    type Item = (usize, Result<Vec<u8>, Trouble>);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            match self.read() {
                Ok(Some(Ok(line))) if line.trim_ascii().is_empty() => {}
                Ok(line) => return line.map(|line| (self.number, line)),
                Err(error) => {
                    self.failed = true;
                    return Some((self.number + 1, Err(Trouble::Unreadable(error.to_string()))));
                }
            }
        }
        None
    }
}

/// The article of a line.
pub(super) fn parse(line: &[u8]) -> Result<Article, Trouble> {
    let line = std::str::from_utf8(line).map_err(|error| Trouble::NotUtf8(error.valid_up_to()))?;
    let mut fields: Map<String, Value> =
        serde_json::from_str(line).map_err(|error| Trouble::NotJson(reason(&error)))?;
    let Some(Value::String(body)) = fields.remove("text") else { return Err(Trouble::NoText) };
    if body.contains('\0') {
        return Err(Trouble::Binary);
    }
    if !body.chars().any(char::is_alphanumeric) {
        return Err(Trouble::Empty);
    }
    let slug = fields.remove("slug").and_then(|slug| match slug {
        Value::String(slug) => slug_of(&slug),
        Value::Number(slug) => Some(slug.to_string()),
        _ => None,
    });
    let metadata = front_matter::metadata(fields.into_iter().map(|(key, value)| (key, front_matter::scalar(value))));
    Ok(Article { slug, metadata, body })
}

/// A slug as one word; `None` where nothing is left of it, or it is too long to be typed. It is never a path, but a
/// browser would take `..` in an address for one.
fn slug_of(given: &str) -> Option<String> {
    let words = given
        .split(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '\\'))
        .filter(|word| !word.chars().all(|c| c == '.'));
    let slug = words.collect::<Vec<_>>().join("-");
    (!slug.is_empty() && slug.len() <= LONG_SLUG).then_some(slug)
}

/// What is wrong with a line, without the line's number, which is 1 to the reader of a line.
fn reason(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or(&said).replace("a map", "an object");
    format!("{what}, at byte {}", error.column())
}
