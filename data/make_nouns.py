#!/usr/bin/env python3
"""Make nouns.tsv: which nouns name people, organisations or places, from Princeton WordNet 3.0.

usage: make_nouns.py --wordnet DIR --squad train-v2.0.json[.xz] --out FILE

A noun is listed where its usual sense (the first, with at least six in ten of its tagged uses) is a kind of
person, organisation, district or city, where it is no adjective or adverb and no commoner verb, and where SQuAD's
questions and paragraphs, taken as general English, have it at least five times.
"""
import argparse
import collections
import json
import lzma
import os
import re

# WordNet 3.0's synsets, by offset, and the answer types that questions about them want.
ROOTS = {
    7846: "agent",           # person, individual
    8008335: "organisation",  # organization, organisation
    8491826: "place",        # district, territory
    8524735: "place",        # city
}
USUAL = 0.6
LEAST = 5


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--wordnet", required=True)
    parser.add_argument("--squad", required=True)
    parser.add_argument("--out", required=True)
    given = parser.parse_args()
    parents = {}
    with open(os.path.join(given.wordnet, "data.noun"), encoding="latin-1") as lines:
        for line in lines:
            if line.startswith("  "):
                continue
            fields = line.split()
            at = 4 + 2 * int(fields[3], 16)
            pointers = [fields[at + 1 + 4 * n: at + 5 + 4 * n] for n in range(int(fields[at]))]
            # An instance ("Paris") is no kind of thing.
            parents[int(fields[0])] = [int(target) for kind, target, part, _ in pointers if kind == "@"]

    def kind(synset):
        seen, open_ = set(), [synset]
        while open_:
            one = open_.pop(0)
            if one in ROOTS:
                return ROOTS[one]
            if one not in seen:
                seen.add(one)
                open_ += parents.get(one, [])
        return None

    uses = collections.defaultdict(dict)
    others = set()
    for name in ("index.adj", "index.adv"):
        with open(os.path.join(given.wordnet, name), encoding="latin-1") as lines:
            others.update(line.split()[0] for line in lines if not line.startswith("  "))
    verbs = collections.Counter()
    with open(os.path.join(given.wordnet, "cntlist.rev"), encoding="latin-1") as lines:
        for line in lines:
            key, sense, count = line.split()
            lemma, rest = key.split("%")
            if rest.startswith("1:"):
                uses[lemma][int(sense)] = int(count)
            elif rest.startswith("2:"):
                verbs[lemma] += int(count)
    text = (lzma.open if given.squad.endswith(".xz") else open)(given.squad, "rt", encoding="utf-8")
    counts = collections.Counter()
    for article in json.load(text)["data"]:
        for paragraph in article["paragraphs"]:
            counts.update(re.findall(r"[a-z]+", paragraph["context"]))
            for qa in paragraph["qas"]:
                counts.update(re.findall(r"[a-z]+", qa["question"]))
    found = collections.defaultdict(list)
    with open(os.path.join(given.wordnet, "index.noun"), encoding="latin-1") as lines:
        for line in lines:
            if line.startswith("  "):
                continue
            fields = line.split()
            lemma = fields[0]
            if not re.fullmatch(r"[a-z]{4,}", lemma) or counts[lemma] < LEAST or lemma in others:
                continue
            synsets = [int(offset) for offset in fields[-int(fields[2]):]]
            tagged = uses[lemma]
            if verbs[lemma] > sum(tagged.values()):
                continue
            share = (tagged.get(1, 0) + 1) / (sum(tagged.values()) + len(synsets))
            wanted = kind(synsets[0])
            if wanted and share >= USUAL:
                found[wanted].append(lemma)
    with open(given.out, "w", encoding="utf-8") as out:
        out.write("# Made by make_nouns.py from WordNet 3.0 and SQuAD 2.0 train; see README.md.\n")
        for wanted, lemmas in sorted(found.items()):
            out.write(f"{wanted}\t{' '.join(sorted(lemmas))}\n")


main()
