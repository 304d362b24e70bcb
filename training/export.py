"""Turns trained weights into the files of `models/reader`.

    python training/export.py r1.safetensors config.json tokenizer.json models/reader

Writes reader.onnx (weights in 8 bits, one scale for each output channel or word piece, and arithmetic in 32:
where activations are quantised too, answers differ between processors with and without VNNI), tokenizer.json, SHA256SUMS, which the program is built with, and check.jsonl, which its tests hold
the Rust code to: the ids that the tokenizers library cuts odd texts into, and the scores that onnxruntime
gives for some windows.
"""

import hashlib, json, os, shutil, sys, tempfile

import numpy, onnx, onnxruntime, torch
from onnx import helper, numpy_helper
from safetensors.torch import load_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertForQuestionAnswering

INPUTS, OUTPUTS = ["input_ids", "attention_mask", "token_type_ids"], ["start_logits", "end_logits"]
ODD = [
    "Who mediated the talks?", "Türkiye’s café naïve “quoted” words—dash", "", "?!...", "   leading and trailing   ",
    "The U.S. Gov. paid $5.2 million (≈£4m) in 2021–22.", "18-hour dialogue, over 200 militants; 3.5%",
    "北京 met 東京 yesterday", "emoji 😀 inside", "e\u0301te\u0301 combining", "tab\tand\nnewline\u00a0nbsp",
    "zero\u200bwidth and soft\u00adhyphen", "control\u0007char \ufffd replaced", "antidisestablishmentarianism wordxyzzy",
    "x" * 120 + " end", "ﬁ ligature ① Ⅳ ½", "don't can't it's O'Neill", "a_b c@d #tag *bold* `code` ~x~ ^y^ |z| <p> a=b+c",
    "İstanbul STRASSE straße", "हिन्दी العربية עברית ไทย", "São Paulo, Zürich, Łódź, Đà Nẵng", "https://example.com/a?b=c&d=e",
    "no_space…ellipsis «guillemets» ‹x›", "ＦＵＬＬ width ａｂｃ", "한국어 대화", "x\u0000y", "ÅÄÖ ñ ç ø đ", "٣٤ २३", "‘single’ ‚low‘ „low“ —",
]
WINDOWS = [
    ("who painted the bridge?", "The old bridge was painted by Maria Lindqvist in the spring of 1987. It has been red ever since."),
    ("when was it painted", "The old bridge was painted by Maria Lindqvist in the spring of 1987. It has been red ever since."),
    ("how many ships were lost?", "Nobody in the village remembers the name of the man who built the mill."),
    ("what did the mayor say", "The mayor said on Tuesday that the harbour would stay closed until the wreck had been lifted, and that “nobody is to blame”."),
]


class Scores(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        out = self.model(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)
        return out.start_logits, out.end_logits


def main():
    weights, config, tokenizer, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    network, words = os.path.join(folder, "reader.onnx"), os.path.join(folder, "tokenizer.json")
    config = BertConfig.from_json_file(config)
    config._attn_implementation = "eager"
    model = BertForQuestionAnswering(config)
    model.load_state_dict({name: weight.float() for name, weight in load_file(weights).items()})
    example = torch.ones(2, 64, dtype=torch.long)
    with tempfile.TemporaryDirectory() as scratch:
        exact = os.path.join(scratch, "reader.onnx")
        torch.onnx.export(
            Scores(model.eval()), (example, example, torch.zeros_like(example)), exact, input_names=INPUTS,
            output_names=OUTPUTS, dynamic_axes={name: {0: "batch", 1: "tokens"} for name in INPUTS + OUTPUTS},
            opset_version=17, dynamo=False,
        )
        quantized = onnx.load(exact)
        quantize(quantized.graph)
        onnx.checker.check_model(quantized)
        onnx.save(quantized, network)
    shutil.copyfile(tokenizer, words)
    check(network, words, folder)
    with open(os.path.join(folder, "SHA256SUMS"), "w") as sums:
        for path in (network, words):
            with open(path, "rb") as file:
                sums.write(f"{hashlib.sha256(file.read()).hexdigest()}  {os.path.basename(path)}\n")


def quantize(graph):
    """Stores every large matrix in 8 bits, symmetrically, and has it multiplied out where the file is loaded."""
    looked_up = {name for node in graph.node if node.op_type == "Gather" for name in node.input[:1]}
    for index, weight in reversed(list(enumerate(graph.initializer))):
        matrix = numpy_helper.to_array(weight)
        if matrix.ndim != 2 or matrix.dtype != numpy.float32 or matrix.size < 4096:
            continue
        # A row of a vocabulary, a column of what is multiplied with.
        axis = 0 if weight.name in looked_up else 1
        largest = numpy.abs(matrix).max(axis=1 - axis, keepdims=True)
        scale = numpy.where(largest > 0, largest / 127, 1).astype(numpy.float32)
        stored = numpy.rint(matrix / scale).astype(numpy.int8)
        name = weight.name
        graph.initializer.pop(index)
        graph.initializer.append(numpy_helper.from_array(stored, name + ".int8"))
        graph.initializer.append(numpy_helper.from_array(scale.reshape(-1), name + ".scale"))
        graph.node.insert(0, helper.make_node("DequantizeLinear", [name + ".int8", name + ".scale"], [name], axis=axis))


def check(network, words, folder):
    tokenizer = Tokenizer.from_file(words)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    # As it stands in the file: optimised, this runtime quantises activations after all.
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(network, options)
    with open(os.path.join(folder, "check.jsonl"), "w", encoding="utf-8") as out:
        for text in ODD:
            ids = tokenizer.encode(text, add_special_tokens=False).ids
            out.write(json.dumps({"text": text, "ids": ids}, ensure_ascii=False) + "\n")
        for question, text in WINDOWS:
            encoded = tokenizer.encode(question, text)
            rows = zip(INPUTS, (encoded.ids, encoded.attention_mask, encoded.type_ids))
            scores = session.run(OUTPUTS, {name: numpy.array([row]) for name, row in rows})
            starts, ends = ([round(float(score), 4) for score in row[0]] for row in scores)
            line = {"question": question, "text": text, "ids": encoded.ids, "starts": starts, "ends": ends}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
