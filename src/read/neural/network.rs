//! The network itself: tokens in, two scores for each token out.

use std::borrow::Cow;

use rten::{Model, ModelOptions, NodeId, Value, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::ReaderFileError;

/// A BERT encoder with a head that scores each token as the start and as the end of an answer.
pub(super) struct Network {
    model: Model,
    ids: NodeId,
    mask: NodeId,
    kinds: NodeId,
    starts: NodeId,
    ends: NodeId,
}

/// Scores of a window's tokens, in its order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Logits {
    pub(super) starts: Vec<f32>,
    pub(super) ends: Vec<f32>,
}

/// Why a window has no scores.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the network failed: {0}")]
pub(super) struct NetworkError(String);

impl Network {
    /// Reads an ONNX file with the inputs `input_ids`, `attention_mask` and `token_type_ids` (batch × tokens)
    /// and the outputs `start_logits` and `end_logits` (batch × tokens).
    pub(super) fn load(onnx: Cow<'static, [u8]>) -> Result<Self, ReaderFileError> {
        let unusable = |error: &dyn std::fmt::Display| ReaderFileError::Network(error.to_string());
        let mut options = ModelOptions::with_all_ops();
        options.prepack_weights(true);
        let model = match onnx {
            Cow::Borrowed(bytes) => options.load_static_slice(bytes),
            Cow::Owned(bytes) => options.load(bytes),
        };
        let model = model.map_err(|error| unusable(&error))?;
        let node = |name: &str| model.node_id(name).map_err(|error| unusable(&error));
        let (ids, mask, kinds) = (node("input_ids")?, node("attention_mask")?, node("token_type_ids")?);
        let (starts, ends) = (node("start_logits")?, node("end_logits")?);
        Ok(Self { model, ids, mask, kinds, starts, ends })
    }

    /// Scores one window. `second` is the place of its second part's first token.
    ///
    /// One window at a time, and several on different threads: that spares the padding of batches, and a
    /// window's scores depend on nothing beside it.
    pub(super) fn score(&self, tokens: &[u32], second: usize) -> Result<Logits, NetworkError> {
        let failed = |error: &dyn std::fmt::Display| NetworkError(error.to_string());
        let row = |values: Vec<i32>| NdTensor::from_data([1, values.len()], values);
        let ids = row(tokens.iter().map(|id| id.cast_signed()).collect());
        let mask = row(vec![1; tokens.len()]);
        let kinds = row((0..tokens.len()).map(|at| i32::from(at >= second)).collect());
        let inputs: Vec<(NodeId, ValueOrView)> =
            vec![(self.ids, ids.into()), (self.mask, mask.into()), (self.kinds, kinds.into())];
        let outputs = self.model.run_n(inputs, [self.starts, self.ends], None).map_err(|error| failed(&error))?;
        let [starts, ends] = outputs.map(|output| scores(output, tokens.len()));
        match (starts, ends) {
            (Some(starts), Some(ends)) => Ok(Logits { starts, ends }),
            _ => Err(failed(&"its scores are no numbers")),
        }
    }
}

/// One finite number for each token, or `None`.
fn scores(output: Value, n_tokens: usize) -> Option<Vec<f32>> {
    let tensor: Tensor<f32> = output.try_into().ok()?;
    let scores = tensor.to_vec();
    (scores.len() == n_tokens && scores.iter().all(|score| score.is_finite())).then_some(scores)
}

/// Runs `work` where networks run: on one thread for each core.
pub(super) fn on_all_cores<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    rten::thread_pool().run(work)
}

#[cfg(test)]
mod tests {
    use super::super::shipped;

    /// The runtimes differ in the order in which they add numbers up; a mistake in the input, or a weight
    /// that is read wrongly, makes differences of whole units.
    const TOLERANCE: f32 = 0.01;

    #[test]
    fn scores_are_those_of_another_runtime() {
        let mut n_checked = 0;
        for line in shipped::checks() {
            let (Some(_), Some(starts), Some(ends)) = (line.question, line.starts, line.ends) else { continue };
            let second =
                line.ids.iter().position(|id| *id == shipped::neural().tokenizer.separator).expect("two parts") + 1;
            let logits = shipped::neural().network.score(&line.ids, second).expect("scores");
            for (ours, theirs) in logits.starts.iter().zip(&starts).chain(logits.ends.iter().zip(&ends)) {
                assert!((ours - theirs).abs() < TOLERANCE, "{ours} is not {theirs}");
            }
            assert_eq!((logits.starts.len(), logits.ends.len()), (starts.len(), ends.len()));
            n_checked += 1;
        }
        assert!(n_checked > 2, "{n_checked} windows");
    }
}
