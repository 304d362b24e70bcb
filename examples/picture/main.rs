//! Draws replies of the bot as Discord shows them, for the README.
//!
//! ```sh
//! cargo run --example picture -- OUT_DIR
//! ```
//!
//! writes an HTML page for each scene and prints the README's lines, whose alternative text holds the words.
//! `docs/pictures` makes PNG files of the pages.

#![expect(clippy::print_stdout, reason = "a tool that prints what belongs into the README")]

mod markdown;
mod page;
mod scene;

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out] = arguments.as_slice() else { bail!("usage: picture OUT_DIR") };
    fs::create_dir_all(out).with_context(|| format!("cannot make {out}"))?;
    for scene in scene::play()? {
        let file = Path::new(out).join(scene.name).with_extension("html");
        fs::write(&file, page::page(&scene)).with_context(|| format!("cannot write {}", file.display()))?;
        println!("{}", page::in_readme(&scene));
    }
    Ok(())
}
