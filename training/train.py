"""Trains the neural reader: a BERT encoder that scores every token as the start and as the end of the answer.

Reads the examples that `cargo run --release --example fit -- training` writes, one JSON object a line:
question, text, and the answer's place in the text in bytes, or null. `[CLS]` stands for "no answer here".

The learning rate rises over the first steps, stays, and falls to zero over the last ones; the file
OUT.decay, if somebody creates it, begins the fall at the next step, and the log says at which. Weights are
written as safetensors in full precision. Seeded: same examples, same threads, same weights.
"""

import argparse, json, os, random, time

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from transformers import BertConfig, BertForQuestionAnswering

IGNORED = -1e4


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--examples", required=True, help="JSON Lines")
    parser.add_argument("--config", required=True, help="config.json of the encoder")
    parser.add_argument("--tokenizer", required=True, help="tokenizer.json")
    parser.add_argument("--init", required=True, help="safetensors of a reader or of a bare encoder")
    parser.add_argument("--out", required=True, help="safetensors to write")
    parser.add_argument("--rate", type=float, default=1e-4, help="highest learning rate")
    parser.add_argument("--batch", type=int, default=32, help="windows in a step")
    parser.add_argument("--warm", type=int, default=100, help="steps in which the rate rises")
    parser.add_argument("--steady", type=int, default=100_000, help="steps after which it falls, at the latest")
    parser.add_argument("--decay", type=int, default=1000, help="steps in which it falls")
    parser.add_argument("--window", type=int, default=192, help="tokens of a window at most")
    parser.add_argument("--overlap", type=int, default=64, help="tokens that two windows of a text share")
    parser.add_argument("--empty", type=float, default=0.1, help="share of the windows kept whose text answers, but elsewhere")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    return parser.parse_args()


class Windows:
    """Token windows of examples, made when they are needed."""

    def __init__(self, tokenizer, window, overlap, empty):
        self.tokenizer, self.window, self.overlap, self.empty = tokenizer, window, overlap, empty
        self.cls, self.sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
        self.texts = {}

    def text(self, text):
        """Ids, and for every token its bytes in the text."""
        if text not in self.texts:
            encoded = self.tokenizer.encode(text, add_special_tokens=False)
            byte = [0]
            for character in text:
                byte.append(byte[-1] + len(character.encode()))
            self.texts[text] = encoded.ids, [(byte[start], byte[end]) for start, end in encoded.offsets]
        return self.texts[text]

    def of(self, example):
        """(ids, place of the text, start, end) for each window; 0, 0 where it holds no answer."""
        question = self.tokenizer.encode(example["question"], add_special_tokens=False).ids[:48]
        ids, offsets = self.text(example["text"])
        room, base, at = self.window - len(question) - 3, len(question) + 2, 0
        while True:
            part, places = ids[at : at + room], offsets[at : at + room]
            start = end = 0
            if example["answer"] and places:
                first, last = example["answer"]
                inside = [k for k, (x, y) in enumerate(places) if y > first and x < last]
                if inside and places[0][0] <= first and places[-1][1] >= last:
                    start, end = base + inside[0], base + inside[-1]
            if not example["answer"] or start or random.random() < self.empty:
                yield [self.cls, *question, self.sep, *part, self.sep], base, start, end
            if at + room >= len(ids):
                break
            at += room - self.overlap


def batches(windows, size):
    """Windows of like length together, in random order, for ever."""
    while True:
        random.shuffle(windows)
        made = []
        for at in range(0, len(windows), size * 50):
            part = sorted(windows[at : at + size * 50], key=lambda window: len(window[0]))
            made += [part[i : i + size] for i in range(0, len(part) - size + 1, size)]
        random.shuffle(made)
        yield from made


def tensors(batch, longest, device):
    length = max(len(window[0]) for window in batch)
    # Few different lengths, so that few programs are compiled.
    length = min(longest, max(128, -(-length // 32) * 32))
    ids = torch.zeros(len(batch), length, dtype=torch.long)
    kinds, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, (tokens, base, _, _) in enumerate(batch):
        ids[row, : len(tokens)] = torch.tensor(tokens)
        kinds[row, base : len(tokens)] = 1
        mask[row, : len(tokens)] = 1
    # Neither the question nor what fills up the row can be an answer.
    barred = (mask == 0) | ((kinds == 0) & (torch.arange(length)[None] > 0))
    starts, ends = (torch.tensor([window[k] for window in batch]) for k in (2, 3))
    return [tensor.to(device) for tensor in (ids, kinds, mask, barred, starts, ends)]


def main():
    options = arguments()
    random.seed(options.seed)
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    tokenizer = Tokenizer.from_file(options.tokenizer)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    maker = Windows(tokenizer, options.window, options.overlap, options.empty)
    with open(options.examples, encoding="utf-8") as lines:
        windows = [window for line in lines for window in maker.of(json.loads(line))]
    print(len(windows), "windows", flush=True)

    config = BertConfig.from_json_file(options.config)
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = 0.0
    model = BertForQuestionAnswering(config).to(options.device)
    weights = {name: weight.float() for name, weight in load_file(options.init).items() if weight.is_floating_point()}
    if not any(name.startswith("bert.") for name in weights):
        weights = {"bert." + name: weight for name, weight in weights.items()}
    missing, unknown = model.load_state_dict(weights, strict=False)
    print("new:", missing, "unused:", unknown, flush=True)
    # Half of all weights are the vocabulary's, which a reader learns little about.
    model.bert.embeddings.word_embeddings.weight.requires_grad_(False)
    trained = [weight for weight in model.parameters() if weight.requires_grad]
    matrices = [weight for weight in trained if weight.dim() > 1]
    vectors = [weight for weight in trained if weight.dim() <= 1]
    groups = [{"params": matrices, "weight_decay": 0.01}, {"params": vectors, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=options.rate, fused=True)
    compiled = torch.compile(model, dynamic=False)
    model.train()

    mean, began, falls_from = None, time.time(), options.steady
    for step, batch in enumerate(batches(windows, options.batch)):
        if step < falls_from and os.path.exists(options.out + ".decay"):
            falls_from = step
            print("the rate falls from step", step, flush=True)
        if step >= falls_from + options.decay:
            break
        rise, fall = min(1, (step + 1) / options.warm), min(1, (falls_from + options.decay - step) / options.decay)
        for group in optimizer.param_groups:
            group["lr"] = options.rate * min(rise, fall)
        ids, kinds, mask, barred, starts, ends = tensors(batch, options.window, options.device)
        with torch.autocast("cuda", dtype=torch.bfloat16, enabled=options.device == "cuda"):
            out = compiled(input_ids=ids, token_type_ids=kinds, attention_mask=mask)
        pairs = ((out.start_logits.float(), starts), (out.end_logits.float(), ends))
        loss = sum(
            torch.nn.functional.cross_entropy(logits.masked_fill(barred, IGNORED), right) for logits, right in pairs
        ) / 2
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % 20 == 0:
            print(f"step {step} loss {mean:.3f} {(time.time() - began) / (step + 1):.2f} s a step", flush=True)
        if step and step % 500 == 0:
            save_file(model.state_dict(), options.out)
    save_file(model.state_dict(), options.out)
    print(f"{step} steps in {(time.time() - began) / 60:.0f} minutes", flush=True)


if __name__ == "__main__":
    main()
