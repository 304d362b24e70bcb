//! Foreign text as ours: characters that mean nothing go, blocks become paragraphs.

/// A text made of blocks, with a blank line between them; items of lists and tables follow each other closely.
#[derive(Debug, Default)]
pub(super) struct Prose {
    text: String,
    /// The open block.
    block: String,
    in_list: bool,
    list_was_last: bool,
}

impl Prose {
    /// Adds running text to the open block.
    pub(super) fn push(&mut self, text: &str) {
        for c in clean(text) {
            if !c.is_whitespace() {
                self.block.push(c);
            } else if !self.block.is_empty() && !self.block.ends_with([' ', '\n']) {
                self.block.push(' ');
            }
        }
    }

    /// Parts what comes from what is there, as the cells of a row.
    pub(super) fn separate(&mut self) {
        let kept = self.block.trim_end().len();
        self.block.truncate(kept);
        if !self.block.is_empty() {
            self.block.push_str("; ");
        }
    }

    /// A line's end inside a block. A second one after it ends the block.
    pub(super) fn break_line(&mut self) {
        let kept = self.block.trim_end_matches(' ').len();
        self.block.truncate(kept);
        if self.block.ends_with('\n') {
            self.end();
        } else if !self.block.is_empty() {
            self.block.push('\n');
        }
    }

    /// Adds lines as they stand, as of a poem or a program.
    pub(super) fn lines(&mut self, text: &str) {
        for line in text.lines() {
            let line: String = clean(line).collect();
            if line.trim().is_empty() {
                self.end();
            } else {
                self.push(&line);
                self.break_line();
            }
        }
    }

    /// Makes the next block an item of a list.
    pub(super) fn begin_item(&mut self) {
        self.end();
        self.in_list = true;
    }

    /// Ends the open block. One without a letter or digit is dropped: a rule, a bullet, an arrow.
    pub(super) fn end(&mut self) {
        self.end_as("");
    }

    /// Ends the open block as a heading of this level, from 1.
    pub(super) fn end_heading(&mut self, level: usize) {
        self.block = self.block.replace('\n', " ");
        self.in_list = false;
        self.end_as("######".get(..level.clamp(1, 6)).unwrap_or("#"));
    }

    fn end_as(&mut self, mark: &str) {
        let block = std::mem::take(&mut self.block);
        let block = block.trim();
        if !block.chars().any(char::is_alphanumeric) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(if self.in_list && self.list_was_last { "\n" } else { "\n\n" });
        }
        if self.in_list {
            // A page may write its bullets itself.
            let block = block.trim_start_matches(['•', '‣', '▪', '–', '-', '*', '·']).trim_start();
            self.text.push_str("- ");
            self.text.push_str(&block.replace('\n', " "));
        } else {
            if !mark.is_empty() {
                self.text.push_str(mark);
                self.text.push(' ');
            }
            self.text.push_str(block);
        }
        self.list_was_last = self.in_list;
        self.in_list = false;
    }

    /// How many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.text.len() + self.block.len()
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        self.end();
        self.text
    }
}

/// A text as one line.
pub(super) fn line(text: &str) -> String {
    let clean: String = clean(text).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The characters that can be read: without controls, without what is not seen, and with ligatures as their letters.
fn clean(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(|c| {
        let letters: [Option<char>; 3] = match c {
            '\u{fb00}' => [Some('f'), Some('f'), None],
            '\u{fb01}' => [Some('f'), Some('i'), None],
            '\u{fb02}' => [Some('f'), Some('l'), None],
            '\u{fb03}' => [Some('f'), Some('f'), Some('i')],
            '\u{fb04}' => [Some('f'), Some('f'), Some('l')],
            '\u{fb05}' | '\u{fb06}' => [Some('s'), Some('t'), None],
            // Soft hyphens, marks of direction, zero widths, private use, and what could not be decoded.
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fffd}'
            | '\u{e000}'..='\u{f8ff}' => [None; 3],
            c if c.is_whitespace() => [Some(if c == '\n' { '\n' } else { ' ' }), None, None],
            c if c.is_control() => [None; 3],
            c => [Some(c), None, None],
        };
        letters.into_iter().flatten()
    })
}
