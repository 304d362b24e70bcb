//! Closed answers as files that SQuAD 2.0's own evaluation script reads.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serializer;

use super::SpanJudgement;

/// Where predictions and their no-answer probabilities are written: `file`, and beside it the same with the
/// ending `.na.json`. Where several readers predict, each has its name before the ending.
#[must_use]
pub fn prediction_files(file: &Path, reader: Option<&str>) -> (PathBuf, PathBuf) {
    let predictions = match (reader, file.file_stem()) {
        (Some(reader), Some(stem)) => {
            let mut name = stem.to_owned();
            name.push("-");
            name.push(reader);
            if let Some(ending) = file.extension() {
                name.push(".");
                name.push(ending);
            }
            file.with_file_name(name)
        }
        _ => file.to_owned(),
    };
    let probabilities = predictions.with_extension("na.json");
    (predictions, probabilities)
}

/// Writes, by question id and in the order of the set, the words of the best span, given or not, and the
/// probability that there is no answer, which is one less the confidence.
///
/// # Errors
/// Where a file cannot be written.
pub fn write_predictions(
    (predictions, probabilities): &(PathBuf, PathBuf),
    judged: &[SpanJudgement],
) -> io::Result<()> {
    let words = judged.iter().map(|judged| (&judged.id, &judged.closed.words));
    fs::write(predictions, object(words)?)?;
    let no_answer = judged.iter().map(|judged| (&judged.id, 1.0 - f64::from(judged.closed.confidence)));
    fs::write(probabilities, object(no_answer)?)
}

fn object<K: serde::Serialize, V: serde::Serialize>(pairs: impl Iterator<Item = (K, V)>) -> io::Result<Vec<u8>> {
    let mut json = serde_json::Serializer::new(Vec::new());
    json.collect_map(pairs)?;
    Ok(json.into_inner())
}
