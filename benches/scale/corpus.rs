//! Articles in any number, made of real paragraphs.
//!
//! A passage is some 100 words of sentences from two real paragraphs: those of the file in SQuAD's format that
//! `PULLQUOTE_BENCH_SQUAD` names, of `../shared/data/wikinews` where that is there, and of the articles in `corpus`.
//! The frequent words stay, so sentences look as sentences do. In each sentence the rarest word, and every second other
//! one that is not among the 2,000 most frequent, is swapped. What comes in its place follows two laws. A new word comes
//! with the chance that lets the number of distinct words grow as 50 n^0.55 with the number n of swaps (Heaps' law, with
//! an exponent as newspapers have it); it is the beginning of one rare word and the end of another. Else it is what was
//! put in a place that is drawn evenly from all places before, so that a word is drawn as often as it stands already,
//! and frequencies fall off by rank (Zipf's law, by Simon's process). Ten passages are an article. The same number of
//! passages is the same text each time.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use pullquote::text::{sentences, tokenize};
use pullquote::{corpus, eval};
use serde_json::json;

/// So many words a passage has at least, but for its last sentence.
const PASSAGE_WORDS: usize = 92;
/// So many passages an article has.
const ARTICLE_PASSAGES: usize = 10;
/// So many of the most frequent words are never swapped.
const FREQUENT: usize = 2_000;
/// Distinct words after n swaps: `HEAPS_FACTOR` n^`HEAPS_EXPONENT`.
const HEAPS_FACTOR: f64 = 50.0;
const HEAPS_EXPONENT: f64 = 0.55;

/// So many passages an article has that is a file of its own: some 2,000 bytes.
const FILE_PASSAGES: usize = 3;

/// Writes articles with so many passages, one on each line.
pub(crate) fn write(file: &Path, n_passages: usize) -> std::io::Result<()> {
    let source = Source::read();
    let mut maker = Maker::of(&source);
    let mut out = BufWriter::new(File::create(file)?);
    for article in 0..n_passages.div_ceil(ARTICLE_PASSAGES) {
        let n = ARTICLE_PASSAGES.min(n_passages - article * ARTICLE_PASSAGES);
        let (title, text) = (maker.title(), maker.text(n));
        let line = json!({ "title": title, "date": date(article), "publisher": "Made up", "text": text });
        writeln!(out, "{line}")?;
    }
    out.flush()
}

/// Writes so many articles of some 2,000 bytes, each as a file of its own; gives how many bytes they have together.
pub(crate) fn write_files(folder: &Path, n_articles: usize) -> std::io::Result<u64> {
    let source = Source::read();
    let mut maker = Maker::of(&source);
    let mut size = 0;
    for article in 0..n_articles {
        let (title, text) = (maker.title(), maker.text(FILE_PASSAGES));
        let date = date(article);
        let text = format!("---\ntitle: {title}\ndate: {date}\npublisher: Made up\n---\n{text}\n");
        fs::write(folder.join(format!("article-{article:06}.md")), &text)?;
        size += text.len() as u64;
    }
    Ok(size)
}

/// The day of an article.
fn date(article: usize) -> String {
    format!("{}-{:02}-{:02}", 1990 + article % 35, 1 + article % 12, 1 + article % 28)
}

/// A sentence, as what stands before each of its words, and the word, with how rare it is.
struct Sentence(Vec<(String, String, usize)>);

/// The real text.
struct Source {
    /// The sentences of each paragraph.
    paragraphs: Vec<Vec<Sentence>>,
    /// The words that may be swapped.
    rare: Vec<String>,
}

impl Source {
    fn read() -> Self {
        let paragraphs = paragraphs();
        let mut counts: HashMap<String, usize> = HashMap::new();
        for paragraph in &paragraphs {
            for token in tokenize(paragraph).iter().filter(|token| token.is_word()) {
                *counts.entry(token.span.cut(paragraph).to_lowercase()).or_default() += 1;
            }
        }
        let mut ranked: Vec<(&String, &usize)> = counts.iter().collect();
        ranked.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let frequent = FREQUENT.min(ranked.len() / 4);
        let is_word = |word: &str| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let rare: Vec<String> =
            ranked.iter().skip(frequent).map(|(word, _)| (*word).clone()).filter(|word| is_word(word)).collect();
        let ranks: HashMap<&String, usize> = ranked.iter().zip(0..).map(|((word, _), rank)| (*word, rank)).collect();
        let sentence = |text: &str| {
            let mut parts = Vec::new();
            let mut end = 0;
            for token in tokenize(text) {
                let word = token.span.cut(text);
                let lower = word.to_lowercase();
                let rank = ranks.get(&lower).copied().filter(|rank| *rank >= frequent && is_word(&lower)).unwrap_or(0);
                parts.push((text.get(end..token.span.start).unwrap_or_default().to_owned(), word.to_owned(), rank));
                end = token.span.end;
            }
            Sentence(parts)
        };
        let of = |paragraph: &String| sentences(paragraph).iter().map(|span| sentence(span.cut(paragraph))).collect();
        let split = paragraphs.iter().map(of).filter(|sentences: &Vec<Sentence>| !sentences.is_empty()).collect();
        Self { paragraphs: split, rare }
    }
}

/// The paragraphs of all the text at hand.
fn paragraphs() -> Vec<String> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paragraphs = Vec::new();
    if let Some(file) = squad_file() {
        for article in eval::read_squad(&file).expect("PULLQUOTE_BENCH_SQUAD names a file in SQuAD's format") {
            paragraphs.extend(article.paragraphs.iter().map(|span| span.cut(&article.body).to_owned()));
        }
    }
    for folder in [home.join("../shared/data/wikinews"), home.join("corpus")] {
        let Ok(loaded) = corpus::load(&folder) else { continue };
        for document in loaded.corpus.documents() {
            paragraphs.extend(document.paragraphs().map(|(span, _)| span.cut(document.body()).to_owned()));
        }
    }
    // Headings and bylines are no sentences.
    paragraphs.retain(|paragraph| paragraph.split_whitespace().count() >= 20);
    paragraphs
}

#[expect(clippy::disallowed_methods, reason = "where the question set lies is no setting of the program")]
fn squad_file() -> Option<PathBuf> {
    std::env::var_os("PULLQUOTE_BENCH_SQUAD").map(PathBuf::from).filter(|file| fs::metadata(file).is_ok())
}

struct Maker<'a> {
    source: &'a Source,
    random: Random,
    /// What came in each place where a word was swapped.
    drawn: Vec<u32>,
    /// The distinct words that came.
    words: Vec<String>,
}

impl<'a> Maker<'a> {
    fn of(source: &'a Source) -> Self {
        Self { random: Random(1), drawn: Vec::new(), words: Vec::new(), source }
    }

    fn title(&mut self) -> String {
        format!("{} and {} in {}", self.rare(true), self.rare(false), self.rare(true))
    }

    /// So many passages, each a paragraph.
    fn text(&mut self, n_passages: usize) -> String {
        (0..n_passages).map(|_| self.passage()).collect::<Vec<_>>().join("\n\n")
    }

    fn passage(&mut self) -> String {
        let source = self.source;
        let mut passage = String::new();
        let mut n_words = 0;
        while n_words < PASSAGE_WORDS {
            let paragraph = &source.paragraphs[self.random.below(source.paragraphs.len())];
            let from = self.random.below(paragraph.len());
            let most = n_words + PASSAGE_WORDS / 2;
            for sentence in &paragraph[from..] {
                n_words += self.sentence(sentence, &mut passage);
                if n_words >= most.min(PASSAGE_WORDS) {
                    break;
                }
            }
        }
        passage
    }

    /// Adds a sentence with swapped words; gives how many words it has.
    fn sentence(&mut self, sentence: &Sentence, passage: &mut String) -> usize {
        let rarest = sentence.0.iter().map(|(_, _, rank)| *rank).max().unwrap_or(0);
        let mut n_words = 1;
        for (place, (before, word, rank)) in sentence.0.iter().enumerate() {
            if place > 0 {
                passage.push_str(before);
                n_words += usize::from(!before.is_empty());
            } else if !passage.is_empty() {
                passage.push(' ');
            }
            if *rank > 0 && (*rank == rarest || self.random.below(2) == 0) {
                passage.push_str(&self.rare(word.starts_with(char::is_uppercase)));
            } else {
                passage.push_str(word);
            }
        }
        n_words
    }

    /// What stands for a rare word.
    #[expect(clippy::cast_precision_loss, reason = "there are fewer than 2^32 places")]
    fn rare(&mut self, capital: bool) -> String {
        let n = self.drawn.len() as f64 + 1.0;
        let fresh = HEAPS_FACTOR * HEAPS_EXPONENT * n.powf(HEAPS_EXPONENT - 1.0);
        let word = if self.drawn.is_empty() || self.random.share() < fresh {
            let rare = &self.source.rare;
            let (first, second) = (&rare[self.random.below(rare.len())], &rare[self.random.below(rare.len())]);
            let made = format!("{}{}", first.split_at(first.len() / 2).0, second.split_at(second.len() / 2).1);
            self.words.push(made);
            u32::try_from(self.words.len() - 1).expect("there are fewer than 2^32 words")
        } else {
            self.drawn[self.random.below(self.drawn.len())]
        };
        self.drawn.push(word);
        let word = &self.words[word as usize];
        let (first, rest) = word.split_at(1);
        if capital { format!("{}{rest}", first.to_uppercase()) } else { word.clone() }
    }
}

/// A small generator with a fixed seed (`SplitMix64`).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, not including, `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() >> 32).unwrap_or(0) % end
    }

    /// A number from 0 to 1.
    fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap_or(0)) / f64::from(u32::MAX)
    }
}
