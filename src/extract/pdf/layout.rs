//! Runs as lines, lines as paragraphs.
//!
//! The order is that of the page's instructions, which is the order of reading in what programs for texts write, with
//! columns one after the other.

use std::collections::{HashMap, HashSet};

use super::page::Run;
use crate::extract::prose::{Prose, line};

/// A gap of so many font sizes is a space.
const SPACE: f64 = 0.18;
/// A first line that stands so many font sizes to the right begins a paragraph.
const INDENT: f64 = 0.8;
/// Text this much larger than most is a heading.
const LARGE: f64 = 1.15;
/// A heading has at most so many characters.
const LONG_HEADING: usize = 160;
/// What stands at the top or the bottom of so many pages, page numbers aside, is no part of the text.
const REPEATED: usize = 3;

/// A line of a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    text: String,
    left: f64,
    right: f64,
    y: f64,
    size: f64,
}

/// The lines of a page.
pub(super) fn lines(runs: Vec<Run>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        let size = run.size;
        match lines.last_mut() {
            Some(open)
                if (run.y - open.y).abs() < 0.5 * open.size.max(size) && run.left > open.right - 0.6 * open.size =>
            {
                let gap = run.left - open.right;
                if gap > SPACE * open.size.min(size) && !open.text.ends_with(' ') && !run.text.starts_with(' ') {
                    open.text.push(' ');
                }
                open.text.push_str(&run.text);
                open.right = open.right.max(run.right);
                // A line is as large as most of it; what is raised is small and short.
                if size > open.size {
                    (open.size, open.y) = (size, run.y);
                }
            }
            _ => lines.push(Line { text: run.text, left: run.left, right: run.right, y: run.y, size }),
        }
    }
    for open in &mut lines {
        open.text = line(&open.text);
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// The text of all pages, and its largest line among the first if that is a headline.
pub(super) fn text(mut pages: Vec<Vec<Line>>) -> (String, Option<String>) {
    drop_running(&mut pages);
    let usual = usual_size(&pages);
    let compounds = compounds(&pages);
    let mut prose = Prose::default();
    let mut open = Paragraph::default();
    let mut headline: Option<(f64, String)> = None;
    for (page, lines) in pages.iter().enumerate() {
        let pitch = pitch(lines);
        let column = lines.iter().map(|line| line.right - line.left).fold(0.0, f64::max);
        for line in lines {
            if open.is_ended_by(line, pitch, usual, column) {
                if page == 0
                    && open.is_heading(usual)
                    && headline.as_ref().is_none_or(|(size, _)| open.size() > *size + 0.5)
                {
                    headline = Some((open.size(), open.text.clone()));
                }
                open.write(usual, &mut prose);
            }
            open.add(line, &compounds);
        }
    }
    open.write(usual, &mut prose);
    (prose.finish(), headline.map(|(_, text)| text))
}

/// A paragraph, as far as it goes.
#[derive(Default)]
struct Paragraph {
    text: String,
    last: Option<Line>,
    first_left: f64,
    n_lines: usize,
}

impl Paragraph {
    fn size(&self) -> f64 {
        self.last.as_ref().map_or(0.0, |last| last.size)
    }

    fn is_heading(&self, usual: f64) -> bool {
        self.size() > usual * LARGE && self.text.chars().count() <= LONG_HEADING
    }

    fn is_ended_by(&self, next: &Line, pitch: f64, usual: f64, column: f64) -> bool {
        let Some(last) = &self.last else { return false };
        if (last.size - next.size).abs() > 0.12 * last.size.max(next.size) || begins_item(&next.text) {
            return true;
        }
        let is_whole = last.text.ends_with(['.', '!', '?', ':', '”', '"', '»', ')']);
        let down = last.y - next.y;
        // A new column or page goes on with what was not finished.
        if down < 0.0 || down > 12.0 * last.size {
            return is_whole || self.is_heading(usual) || begins_large(&next.text) && !goes_on(&last.text);
        }
        if down > pitch * last.size * 1.35 + 0.5 {
            return true;
        }
        let is_indented = next.left > last.left + INDENT * next.size && next.left < last.right;
        let was_short = last.right - last.left < column * 0.75 && is_whole;
        // Where the first line hangs out, the others are all indented.
        let hangs = self.n_lines == 1 && !is_whole;
        (is_indented && !hangs)
            || (was_short && begins_large(&next.text))
            || (self.n_lines > 1 && is_indented && is_whole)
            || (next.left < self.first_left - INDENT * next.size && self.n_lines > 1 && is_whole)
    }

    fn add(&mut self, next: &Line, compounds: &HashSet<String>) {
        if self.n_lines == 0 {
            self.first_left = next.left;
        } else if !join_word(&mut self.text, &next.text, compounds) {
            self.text.push(' ');
        }
        self.text.push_str(&next.text);
        self.n_lines += 1;
        self.last = Some(next.clone());
    }

    fn write(&mut self, usual: f64, prose: &mut Prose) {
        let is_heading = self.is_heading(usual);
        let is_item = begins_item(&self.text);
        if is_item {
            prose.begin_item();
        }
        prose.push(&self.text);
        if is_heading && !is_item {
            prose.end_heading(2);
        } else {
            prose.end();
        }
        *self = Self::default();
    }
}

fn begins_item(text: &str) -> bool {
    text.starts_with(['•', '‣', '▪', '●', '◦'])
}

fn begins_large(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// Whether a line ends in the middle of a clause.
fn goes_on(text: &str) -> bool {
    text.ends_with([',', '-', ';', '\u{2010}']) || text.ends_with(char::is_lowercase)
}

/// Takes the hyphen from the end of `text` where it only parts the word that `next` goes on with. `false` where a space
/// must stand between the two.
fn join_word(text: &mut String, next: &str, compounds: &HashSet<String>) -> bool {
    let Some(front) = text.strip_suffix(['-', '\u{2010}']) else { return false };
    let first = last_word(front);
    let second: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
    if first.is_empty() || second.is_empty() {
        // “2020-” before “2021”, or a dash of its own.
        return front.ends_with(|c: char| c.is_ascii_digit()) && next.starts_with(|c: char| c.is_ascii_digit());
    }
    let is_compound =
        compounds.contains(&format!("{first}-{second}").to_lowercase()) || second.starts_with(char::is_uppercase);
    if !is_compound {
        text.truncate(front.len());
    }
    true
}

fn last_word(text: &str) -> String {
    let letters: Vec<char> = text.chars().rev().take_while(|c| c.is_alphabetic()).collect();
    letters.into_iter().rev().collect()
}

/// The words that are written with a hyphen in the middle of a line.
fn compounds(pages: &[Vec<Line>]) -> HashSet<String> {
    let words = pages.iter().flatten().flat_map(|line| line.text.split_whitespace());
    words
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase())
        .filter(|word| word.contains('-'))
        .collect()
}

/// The size that most letters have.
fn usual_size(pages: &[Vec<Line>]) -> f64 {
    let mut letters: HashMap<i64, usize> = HashMap::new();
    for line in pages.iter().flatten() {
        *letters.entry(tenths(line.size)).or_default() += line.text.len();
    }
    let most = letters.into_iter().max_by_key(|(size, n)| (*n, *size));
    most.map_or(10.0, |(size, _)| f64::from(i32::try_from(size).unwrap_or(100)) / 10.0)
}

#[expect(clippy::cast_possible_truncation, reason = "a font of more than 10^17 points would be cut to that")]
fn tenths(number: f64) -> i64 {
    (number * 10.0).round() as i64
}

/// How far lines usually stand below each other, in font sizes.
fn pitch(lines: &[Line]) -> f64 {
    let mut steps: Vec<f64> = lines
        .windows(2)
        .map(|pair| (pair[0].y - pair[1].y) / pair[0].size)
        .filter(|step| (0.8..3.0).contains(step))
        .collect();
    steps.sort_by(f64::total_cmp);
    // Less than the median, since paragraphs of one or two lines stand apart more often than not.
    steps.get(steps.len() / 3).copied().unwrap_or(1.2)
}

/// Takes away page numbers, and lines that many pages have at the top or at the bottom.
fn drop_running(pages: &mut [Vec<Line>]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for page in pages.iter() {
        let at_border: HashSet<String> = border(page).into_iter().map(|place| pattern(&page[place].text)).collect();
        for pattern in at_border {
            *seen.entry(pattern).or_default() += 1;
        }
    }
    let n_pages = pages.len();
    for page in pages {
        let mut dropped: Vec<usize> = border(page)
            .into_iter()
            .filter(|place| {
                let pattern = pattern(&page[*place].text);
                let times = seen.get(&pattern).copied().unwrap_or(0);
                is_page_number(&pattern) && n_pages > 1 || times >= REPEATED && times * 3 >= n_pages
            })
            .collect();
        dropped.sort_unstable();
        dropped.dedup();
        for place in dropped.into_iter().rev() {
            page.remove(place);
        }
    }
}

/// The places of the two highest and the two lowest lines of a page.
fn border(page: &[Line]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..page.len()).collect();
    places.sort_by(|a, b| page[*b].y.total_cmp(&page[*a].y));
    let low = places.len().saturating_sub(2).max(2.min(places.len()));
    let lowest = places.split_off(low);
    places.truncate(2);
    places.extend(lowest);
    places
}

/// A line with every number as `#`.
fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    for c in text.to_lowercase().chars() {
        if !c.is_numeric() {
            pattern.push(c);
        } else if !pattern.ends_with('#') {
            pattern.push('#');
        }
    }
    pattern
}

/// `7`, `- 7 -`, `page 7 of 20`, `7 / 20`.
fn is_page_number(pattern: &str) -> bool {
    let words = pattern.split(|c: char| !c.is_alphanumeric() && c != '#').filter(|word| !word.is_empty());
    pattern.contains('#')
        && words.clone().count() <= 4
        && words.into_iter().all(|word| matches!(word, "#" | "page" | "of" | "p"))
}
