//! The trained reader: the one that comes inside the program, or that in a folder.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, ensure};

use crate::read::Neural;

/// No reader that answers within a second has larger files.
const MOST_BYTES: u64 = 512 << 20;

/// Loads the reader from `folder`; without one, the one that comes with the program.
pub(super) fn load(folder: Option<&Path>) -> anyhow::Result<Neural> {
    let Some(folder) = folder else { return Ok(Neural::shipped()?) };
    let read = || -> anyhow::Result<Neural> {
        let tokenizer = bytes(&folder.join("tokenizer.json"))?;
        let tokenizer = String::from_utf8(tokenizer).context("tokenizer.json is not valid UTF-8")?;
        Ok(Neural::load(bytes(&folder.join("reader.onnx"))?, &tokenizer)?)
    };
    read().with_context(|| folder.display().to_string())
}

fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = path.file_name().unwrap_or_default().display().to_string();
    let mut read = Vec::new();
    let file = File::open(path).with_context(|| format!("cannot open {name}"))?;
    file.take(MOST_BYTES + 1).read_to_end(&mut read).with_context(|| format!("cannot read {name}"))?;
    ensure!(read.len() as u64 <= MOST_BYTES, "{name} is larger than {} MiB", MOST_BYTES >> 20);
    Ok(read)
}
