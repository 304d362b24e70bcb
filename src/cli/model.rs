//! The trained reader's files: where they are looked for, and how they are read.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use crate::read::Neural;

/// The folder of the reader, below the folders that are searched for it.
const FOLDER: &str = "models/reader";
/// So many folders above the program are searched: `target/release/pullquote` stands three below its project.
const LEVELS: usize = 3;
/// No reader that answers within a second has larger files.
const MOST_BYTES: u64 = 512 << 20;

/// Loads the reader from `folder`; without one, from [`FOLDER`] here, or else beside or above the program.
pub(super) fn load(folder: Option<&Path>) -> anyhow::Result<Neural> {
    let folder = folder.map_or_else(find, Path::to_path_buf);
    let read = || -> anyhow::Result<Neural> {
        let tokenizer = bytes(&folder.join("tokenizer.json"))?;
        let tokenizer = String::from_utf8(tokenizer).context("tokenizer.json is not valid UTF-8")?;
        Ok(Neural::load(bytes(&folder.join("reader.onnx"))?, &tokenizer)?)
    };
    read().with_context(|| folder.display().to_string())
}

fn find() -> PathBuf {
    let here = PathBuf::from(FOLDER);
    if here.is_dir() {
        return here;
    }
    let program = std::env::current_exe().and_then(std::fs::canonicalize).unwrap_or_default();
    let above = program.ancestors().skip(1).take(LEVELS).map(|folder| folder.join(FOLDER));
    above.into_iter().find(|folder| folder.is_dir()).unwrap_or(here)
}

fn bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = path.file_name().unwrap_or_default().display().to_string();
    let mut read = Vec::new();
    let file = File::open(path).with_context(|| format!("cannot open {name}"))?;
    file.take(MOST_BYTES + 1).read_to_end(&mut read).with_context(|| format!("cannot read {name}"))?;
    ensure!(read.len() as u64 <= MOST_BYTES, "{name} is larger than {} MiB", MOST_BYTES >> 20);
    Ok(read)
}
