//! A page's instructions, of which only those count that place text.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::{Font, Source, number};
use super::unpacks_too_far;
use crate::extract::ExtractError;

/// Forms that show forms that show forms.
const MOST_NESTED: usize = 6;
/// The most instructions of a document; a page has some thousand.
const MOST_OPERATIONS: usize = 20_000_000;
/// Saved states of a page.
const MOST_SAVED: usize = 256;

/// What may still be spent on a document.
pub(super) struct Budget {
    bytes: usize,
    operations: usize,
}

impl Budget {
    pub(super) fn new(bytes: usize) -> Self {
        Self { bytes, operations: MOST_OPERATIONS }
    }
}

/// Letters in one line, as they were placed at once.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) text: String,
    /// Where it begins and ends from the left, and its base line from below, in points.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
    /// The height of its font.
    pub(super) size: f64,
}

/// `[a b c d e f]` of the PDF standard: a point `(x, y)` goes to `(ax + cy + e, bx + dy + f)`.
type Matrix = [f64; 6];

const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `a`, then `b`.
fn after(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

/// What `q` saves.
#[derive(Clone)]
struct State {
    placed: Matrix,
    font: Vec<u8>,
    size: f64,
    char_spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

struct Reading<'a> {
    fonts: HashMap<Vec<u8>, Font<'a>>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    runs: Vec<Run>,
}

/// The runs of a page in the order of its instructions.
pub(super) fn runs(document: &Document, page: ObjectId, left: &mut Budget) -> Result<Vec<Run>, ExtractError> {
    // A page whose instructions cannot be read is an empty one; the others may hold the article.
    let content = match document.get_page_content_with_limit(page, left.bytes) {
        Ok(content) => content,
        Err(lopdf::Error::Decompress(_)) => return Err(unpacks_too_far()),
        Err(_) => return Ok(Vec::new()),
    };
    let fonts = document.get_page_fonts(page).unwrap_or_default();
    let fonts: HashMap<_, _> = fonts.into_iter().map(|(name, font)| (name, Source::new(document, font))).collect();
    let (own, inherited) = document.get_page_resources(page).unwrap_or_default();
    let inherited = inherited.into_iter().filter_map(|id| document.get_dictionary(id).ok());
    let resources: Vec<&Dictionary> = own.into_iter().chain(inherited).collect();
    let mut runs = Vec::new();
    read(document, &content, &fonts, &resources, UNIT, 0, left, &mut runs)?;
    Ok(runs)
}

#[expect(clippy::too_many_arguments, reason = "a page and a form inside it are read alike, and differ in all of this")]
fn read(
    document: &Document,
    content: &[u8],
    fonts: &HashMap<Vec<u8>, Source>,
    resources: &[&Dictionary],
    placed: Matrix,
    nested: usize,
    left: &mut Budget,
    runs: &mut Vec<Run>,
) -> Result<(), ExtractError> {
    left.bytes = left.bytes.checked_sub(content.len()).ok_or_else(unpacks_too_far)?;
    let fonts = fonts
        .iter()
        .map(|(name, source)| Ok((name.clone(), Font::new(document, source)?)))
        .collect::<Result<_, ExtractError>>()?;
    let state = State {
        placed,
        font: Vec::new(),
        size: 0.0,
        char_spacing: 0.0,
        word_spacing: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut reading = Reading { fonts, state, saved: Vec::new(), text: UNIT, line: UNIT, runs: Vec::new() };
    for operation in Content::decode_iter(content) {
        // What comes after an instruction that is none cannot be trusted.
        let Ok(operation) = operation else { break };
        left.operations = left.operations.checked_sub(1).ok_or_else(|| {
            ExtractError::Excessive(format!("its pages have more than {MOST_OPERATIONS} instructions"))
        })?;
        if operation.operator == "Do" && nested < MOST_NESTED {
            runs.append(&mut reading.runs);
            if let Some((content, form, matrix)) = form(document, &operation, resources, left)? {
                let own = form.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
                let fonts = own.map(|own| form_fonts(document, own)).unwrap_or_default();
                let resources: Vec<&Dictionary> = own.into_iter().collect();
                let placed = after(&matrix, &reading.state.placed);
                read(document, &content, &fonts, &resources, placed, nested + 1, left, runs)?;
            }
        } else {
            reading.follow(&operation);
        }
    }
    runs.append(&mut reading.runs);
    Ok(())
}

type Form<'a> = (Vec<u8>, &'a Dictionary, Matrix);

/// The form that an instruction shows, if it is no picture.
fn form<'a>(
    document: &'a Document,
    operation: &Operation,
    resources: &[&'a Dictionary],
    left: &Budget,
) -> Result<Option<Form<'a>>, ExtractError> {
    let Some(name) = operation.operands.first().and_then(|name| name.as_name().ok()) else { return Ok(None) };
    let stream = resources.iter().find_map(|resources| {
        let objects = resources.get_deref(b"XObject", document).and_then(Object::as_dict).ok()?;
        objects.get_deref(name, document).and_then(Object::as_stream).ok()
    });
    let Some(stream) = stream else { return Ok(None) };
    if stream.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
        return Ok(None);
    }
    let content = match stream.get_plain_content_with_limit(left.bytes) {
        Ok(content) => content,
        Err(lopdf::Error::Decompress(_)) => return Err(unpacks_too_far()),
        Err(_) => return Ok(None),
    };
    let matrix = stream.dict.get_deref(b"Matrix", document).and_then(Object::as_array).ok();
    let matrix = matrix.and_then(|matrix| self::matrix(matrix)).unwrap_or(UNIT);
    Ok(Some((content, &stream.dict, matrix)))
}

fn form_fonts(document: &Document, resources: &Dictionary) -> HashMap<Vec<u8>, Source> {
    let Ok(fonts) = resources.get_deref(b"Font", document).and_then(Object::as_dict) else { return HashMap::new() };
    let font = |name: &[u8]| fonts.get_deref(name, document).and_then(Object::as_dict).ok();
    fonts.iter().filter_map(|(name, _)| Some((name.clone(), Source::new(document, font(name)?)))).collect()
}

fn matrix(numbers: &[Object]) -> Option<Matrix> {
    let numbers: Vec<f64> = numbers.iter().filter_map(number).collect();
    numbers.try_into().ok()
}

impl Reading<'_> {
    fn follow(&mut self, operation: &Operation) {
        let operands = operation.operands.as_slice();
        let at = |place: usize| operands.get(place).and_then(number).unwrap_or(0.0);
        let codes = |place: usize| operands.get(place).and_then(|codes| codes.as_str().ok()).unwrap_or_default();
        match operation.operator.as_str() {
            "q" if self.saved.len() < MOST_SAVED => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => {
                if let Some(matrix) = matrix(operands) {
                    self.state.placed = after(&matrix, &self.state.placed);
                }
            }
            "BT" => (self.text, self.line) = (UNIT, UNIT),
            "Tf" => {
                self.state.font = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default().to_vec();
                self.state.size = at(1);
            }
            "Tc" => self.state.char_spacing = at(0),
            "Tw" => self.state.word_spacing = at(0),
            "Tz" => self.state.stretch = at(0) / 100.0,
            "TL" => self.state.leading = at(0),
            "Ts" => self.state.rise = at(0),
            "Td" => self.move_line(at(0), at(1)),
            "TD" => {
                self.state.leading = -at(1);
                self.move_line(at(0), at(1));
            }
            "Tm" => {
                if let Some(matrix) = matrix(operands) {
                    (self.text, self.line) = (matrix, matrix);
                }
            }
            "T*" => self.move_line(0.0, -self.state.leading),
            "Tj" => self.show(codes(0)),
            "'" => {
                self.move_line(0.0, -self.state.leading);
                self.show(codes(0));
            }
            "\"" => {
                (self.state.word_spacing, self.state.char_spacing) = (at(0), at(1));
                self.move_line(0.0, -self.state.leading);
                self.show(codes(2));
            }
            "TJ" => {
                for piece in operands.first().and_then(|pieces| pieces.as_array().ok()).into_iter().flatten() {
                    match number(piece) {
                        Some(back) => self.advance(-back / 1000.0 * self.state.size * self.state.stretch),
                        None => self.show(piece.as_str().unwrap_or_default()),
                    }
                }
            }
            _ => {}
        }
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.line = after(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }

    fn advance(&mut self, x: f64) {
        self.text = after(&[1.0, 0.0, 0.0, 1.0, x, 0.0], &self.text);
    }

    fn show(&mut self, codes: &[u8]) {
        let Some(font) = self.fonts.get(&self.state.font) else { return };
        let state = &self.state;
        let width: f64 = font
            .widths(codes)
            .map(|(width, is_space)| {
                let spacing = state.char_spacing + if is_space { state.word_spacing } else { 0.0 };
                (width / 1000.0 * state.size + spacing) * state.stretch
            })
            .sum();
        let text = font.text(codes);
        let placed = after(&self.text, &state.placed);
        // Upright text alone: what runs up the margin is a mark of the archive, what lies across the page a stamp.
        let is_upright = placed[0] > 0.0 && placed[1].abs() < placed[0] * 0.1;
        if is_upright && !text.is_empty() && width.is_finite() {
            let left = placed[4];
            self.runs.push(Run {
                text,
                left,
                right: left + width * placed[0],
                y: placed[5] + state.rise * placed[3],
                size: (state.size * placed[3]).abs().max(1.0),
            });
        }
        self.advance(width);
    }
}
