//! Fits what is fitted, but for the network, on question sets in SQuAD's format.
//!
//! ```sh
//! cargo run --release --example fit -- associations train-v2.0.json data/associations.tsv
//! cargo run --release --example fit -- reader train-v2.0.json src/read/model.tsv
//! cargo run --release --example fit -- joint train-v2.0.json src/read/joint.tsv
//! cargo run --release --example fit -- confidence-both train-v2.0.json src/answer/confidence/both.tsv
//! cargo run --release --example fit -- confidence-rules train-v2.0.json src/answer/confidence/rules.tsv
//! cargo run --release --example fit -- training train-v2.0.json training/examples.jsonl
//! ```
//!
//! Articles are dealt by a hash of their titles, see `eval::Deal`: some are kept aside for `pullquote eval
//! --kept-aside`, some fit the joint weights, some the confidence, and the rest the readers. Half of the
//! questions are rewritten as people type: lower case, no question mark. Everything is seeded; a second run
//! writes the same weights. The network's files are those in `models/reader`, measured or not.

#![expect(clippy::print_stderr, reason = "a tool that says how far it is")]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "means over some ten thousand questions"
)]

mod asking;
mod association;
mod confidence;
mod joint;
mod reader;
mod training;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use pullquote::answer::{Calibrated, Engine};
use pullquote::corpus::Corpus;
use pullquote::eval::{SquadArticle, documents, read_squad};
use pullquote::read::Neural;
use pullquote::retrieve::Embedded;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, set, out] = arguments.as_slice() else {
        bail!("usage: fit associations|reader|joint|confidence-READER|training SQUAD.json OUT")
    };
    let articles = read_squad(&PathBuf::from(set))?;
    let written = match what.as_str() {
        "training" => {
            return std::fs::write(out, training::lines(&articles)?).with_context(|| format!("cannot write {out}"));
        }
        "associations" => association::fit(&articles),
        "reader" => reader::fit(&articles)?.to_tsv(),
        "joint" => joint::fit(&articles, &network()?)?,
        "confidence-rules" => confidence::fit(&articles, Calibrated::rules)?,
        "confidence-both" => {
            let network = network()?;
            confidence::fit(&articles, || Calibrated::both(Arc::clone(&network)))?
        }
        other => bail!("cannot fit {other:?}"),
    };
    let head = format!(
        "# Made by `cargo run --release --example fit -- {what} train-v2.0.json {out}` from SQuAD 2.0 train.\n"
    );
    std::fs::write(out, head + &written).with_context(|| format!("cannot write {out}"))
}

/// The network in `models/reader`.
fn network() -> anyhow::Result<Arc<Neural>> {
    let folder = Path::new("models/reader");
    let onnx = std::fs::read(folder.join("reader.onnx")).context("cannot read the network")?;
    let tokenizer = std::fs::read_to_string(folder.join("tokenizer.json")).context("cannot read the tokenizer")?;
    Ok(Arc::new(Neural::load_unchecked(onnx, &tokenizer)?))
}

fn engine_of(articles: &[&SquadArticle], reader: Calibrated) -> anyhow::Result<Engine> {
    let corpus = Arc::new(Corpus::new(documents(articles.iter().copied())));
    let retriever = Embedded::in_memory(&corpus)?;
    Ok(Engine::new(corpus, Box::new(retriever), reader))
}
