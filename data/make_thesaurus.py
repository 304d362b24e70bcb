#!/usr/bin/env python3
"""Make thesaurus.tsv from Princeton WordNet 3.0 and a general English word count.

usage: make_thesaurus.py [--wordnet DIR] [--squad train-v2.0.json[.xz]] [--out FILE] [--heads N] [--others N] [--max-bytes N]

Every candidate pair (head, other) is reached through one sense of the head and
one sense of the other.  Its score is

    relation strength * (P(sense | head) * P(sense | other)) ** 0.5 (softened)

where P comes from WordNet's tag counts (cntlist.rev) smoothed by sense order, so
a rare sense of a frequent word gives next to nothing.  Evidence over several
senses adds up; the result is written as one digit, 1..9 (tenths).
Nothing in here names a pair of words by hand; the only word list is STOP.
"""
import argparse
import collections
import json
import lzma
import math
import os
import re
import sys

POS = {'noun': 'n', 'verb': 'v', 'adj': 'a', 'adv': 'r'}
SS = {'1': 'n', '2': 'v', '3': 'a', '4': 'r', '5': 'a'}

# Function words, light verbs, number words and one-letter or chemical-symbol
# noise, impolite words: never a head, never an other.
STOP = set("""
a about above across after again against ago all almost along already also although always am among an and
another any anybody anyone anything are around as at away back be became because become been before being
below between both but by came can cannot certain come could did do does done down during each either else
enough especially etc even ever every everybody everyone everything few first for former from further gave
get give given go goes gone got great had has have he hence her here hers him his how however i if in indeed
instead into is it its itself just kind last later latter least less let like lot made make many may me might mine
more most much must my near need neither never next no nobody none nor not nothing now of off often on once
one only onto or other others otherwise our ours out over own part per perhaps please put quite rather
really same saw say see seem seen set several shall she should since so some somebody someone something
sometimes soon sort still such take taken than that the their theirs them then there therefore these they
thing this those though through thus to together too took toward towards two under until up upon us use
used very via was way we well went were what whatever when where whether which while who whole whom whose
why will with within without would yes yet you your yours
three four five six seven eight nine ten eleven twelve dozen hundred thousand million billion second third
fourth fifth sixth seventh eighth ninth tenth zero
ass tit retard retarded retardation imbecile idiot moron cripple crippled savage quack
person people thing man woman men women matter stuff place time case point state act form group
""".split())

# glosses that mark words no product should put into a user's question
RUDE = re.compile(r'ethnic slur|offensive (?:name|term|word)|disparag|obscen|vulgar|derogat|insulting term|'
                  r'\(slang|slang for|sexual intercourse|prostitut|excrement|feces|defecat|urinat|genital', re.I)


class Synset:
    __slots__ = ('id', 'words', 'ptrs', 'gloss', 'instance', 'cap', 'depth', 'desc')


def load(d):
    syn, index = {}, {}
    for name, p in POS.items():
        with open(os.path.join(d, 'data.' + name), encoding='latin-1') as f:
            for line in f:
                if line.startswith('  '):
                    continue
                left, _, gloss = line.partition(' | ')
                t = left.split()
                s = Synset()
                s.id = p + t[0]
                n = int(t[3], 16)
                raw = [re.sub(r'\(\w+\)$', '', w) for w in t[4:4 + 2 * n:2]]
                s.words = raw
                i = 4 + 2 * n
                k = int(t[i])
                s.ptrs = []
                s.instance = False
                for j in range(k):
                    sym, off, pp, st = t[i + 1 + 4 * j:i + 5 + 4 * j]
                    if sym == '@i':
                        s.instance = True
                    pp = 'a' if pp == 's' else pp
                    s.ptrs.append((sym, pp + off, int(st[:2], 16), int(st[2:], 16)))
                s.gloss = gloss.strip()
                s.cap = raw[0][:1].isupper()
                s.depth = None
                s.desc = None
                syn[s.id] = s
        with open(os.path.join(d, 'index.' + name), encoding='latin-1') as f:
            for line in f:
                if line.startswith('  '):
                    continue
                t = line.split()
                n = int(t[2])
                index[(t[0], p)] = [p + o for o in t[-n:]]
    tags = collections.Counter()
    with open(os.path.join(d, 'cntlist.rev'), encoding='latin-1') as f:
        for line in f:
            key, num, cnt = line.split()
            lemma, rest = key.split('%')
            p = SS[rest[0]]
            offs = index.get((lemma, p))
            if offs and int(num) <= len(offs):
                tags[(lemma, offs[int(num) - 1])] += int(cnt)
    return syn, index, tags


def tree(syn):
    """depth (shortest way up) and number of descendants, over @ pointers"""
    kids = collections.defaultdict(list)
    ups = collections.defaultdict(list)
    for s in syn.values():
        for sym, o, a, b in s.ptrs:
            if sym == '@':
                ups[s.id].append(o)
                kids[o].append(s.id)
    for s in syn.values():
        seen, level, d = {s.id}, [s.id], 0
        while level:
            nxt = []
            top = False
            for x in level:
                if not ups[x]:
                    top = True
                nxt += [u for u in ups[x] if u not in seen]
                seen.update(nxt)
            if top:
                break
            level, d = nxt, d + 1
        s.depth = d
    sys.setrecursionlimit(10000)

    def count(i):
        s = syn[i]
        if s.desc is None:
            s.desc = 0
            s.desc = sum(1 + count(k) for k in kids[i])
        return s.desc
    for i in syn:
        count(i)
    return kids


SUFFIX = {'n': [('ses', 's'), ('xes', 'x'), ('zes', 'z'), ('ches', 'ch'), ('shes', 'sh'), ('men', 'man'), ('ies', 'y'),
                ('s', '')],
          'v': [('ies', 'y'), ('es', 'e'), ('es', ''), ('ed', 'e'), ('ed', ''), ('ing', 'e'), ('ing', ''), ('s', '')],
          'a': [('er', ''), ('est', ''), ('er', 'e'), ('est', 'e')]}


def lemmatiser(d, index):
    exc = collections.defaultdict(set)
    for name, p in POS.items():
        with open(os.path.join(d, name + '.exc'), encoding='latin-1') as f:
            for line in f:
                t = line.split()
                for b in t[1:]:
                    exc[t[0]].add((b, p))
    cache = {}

    def lem(w):
        r = cache.get(w)
        if r is None:
            r = {(w, p) for p in 'nvar' if (w, p) in index} | {x for x in exc.get(w, ()) if x in index}
            if w not in exc:
                for p, rules in SUFFIX.items():
                    for a, b in rules:
                        if w.endswith(a) and len(w) - len(a) >= 2 and (w[:len(w) - len(a)] + b, p) in index:
                            r.add((w[:len(w) - len(a)] + b, p))
                    if p == 'v':   # stopped -> stop
                        m = re.match(r'(.*([b-df-hj-np-tv-z]))\2(?:ed|ing)$', w)
                        if m and (m.group(1), p) in index:
                            r.add((m.group(1), p))
            cache[w] = r
        return r
    return lem


def count_words(path, lem, index):
    """paragraph frequency of lemmas (lower-case tokens only) and of multiword lemmas"""
    op = lzma.open if path.endswith('.xz') else open
    with op(path, 'rt', encoding='utf-8') as f:
        data = json.load(f)['data']
    multi = {w for w, p in index if '_' in w and w.count('_') <= 2}
    df = collections.Counter()
    n = 0
    forms = {}
    for art in data:
        for par in art['paragraphs']:
            n += 1
            text = par['context']
            low = set(re.findall(r"(?<![A-Za-z'])[a-z]+(?:-[a-z]+)*", text))
            seen = set()
            for w in low:
                r = forms.get(w)
                if r is None:
                    r = forms[w] = {b for b, p in lem(w)} | {w}
                seen |= r
            for run in re.findall(r"[a-z]+(?: [a-z]+)+", text.lower()):
                t = run.split(' ')
                for i in range(len(t) - 1):
                    for k in (2, 3):
                        if i + k > len(t):
                            break
                        ph = '_'.join(t[i:i + k])
                        if ph in multi:
                            seen.add(ph)
                        elif ph.endswith('s') and ph[:-1] in multi:
                            seen.add(ph[:-1])
            df.update(seen)
    return df, n


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--wordnet', default='/usr/share/wordnet')
    ap.add_argument('--squad', required=True, help='SQuAD 2.0 train-v2.0.json or .json.xz, used only to count words')
    ap.add_argument('--out', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), 'thesaurus.tsv'))
    ap.add_argument('--heads', type=int, default=16000)
    ap.add_argument('--others', type=int, default=10)
    ap.add_argument('--max-bytes', type=int, default=700_000)
    a = ap.parse_args()

    syn, index, tags = load(a.wordnet)
    kids = tree(syn)
    lem = lemmatiser(a.wordnet, index)
    df, npar = count_words(a.squad, lem, index)

    # ---- sense probabilities P(sense | word), over all parts of speech
    bypos = collections.defaultdict(dict)
    for (w, p), offs in index.items():
        bypos[w][p] = offs
    prob, rank, wtags = {}, {}, collections.Counter()
    for w, d in bypos.items():
        # P(sense | word) = P(sense | word, part of speech) * P(part of speech) ** 0.5; the
        # tagged text is small and not news, so both are smoothed
        total = {p: sum(tags[(w, o)] for o in offs) for p, offs in d.items()}
        alltags = sum(total.values())
        wtags[w] = alltags
        for p, offs in d.items():
            ppos = (total[p] + 8.0) / (alltags + 8.0 * len(d))
            mass = {}
            for r, o in enumerate(offs):
                mass[o] = tags[(w, o)] + 2.0 / (r + 1)
                rank[(w, o)] = r
            tot = sum(mass.values())
            for o, m in mass.items():
                prob[(w, o)] = m / tot * ppos ** 0.5

    freq = {w: df[w] + 2 * wtags[w] for w in bypos}

    bad = set()            # synsets not to be used at all
    for s in syn.values():
        if s.instance or s.cap or RUDE.search(s.gloss):
            bad.add(s.id)
        # domain usage pointers to 'slang', 'disparagement', 'obscenity', 'ethnic slur'
        for sym, o, x, y in s.ptrs:
            if sym == ';u' and any(v in ('disparagement', 'obscenity', 'ethnic_slur', 'slang', 'vulgarism')
                                   for v in syn[o].words):
                bad.add(s.id)
    # a word more often rude than not is out altogether
    rude = collections.Counter()
    for (w, o), pr in prob.items():
        if o in bad and RUDE.search(syn[o].gloss) and not syn[o].instance and not syn[o].cap:
            rude[w] += pr
    # ... and one that carries a slur in any sense is kept only where that sense is very rare
    for (w, o), pr in prob.items():
        if pr > 0.04 and re.search(r'ethnic slur|disparag|offensive (?:name|term|word)|obscen|vulgar', syn[o].gloss):
            rude[w] = 1.0

    okcache = {}

    def ok(w):
        r = okcache.get(w)
        if r is None:
            r = True
            parts = re.split('[_-]', w)
            if not re.fullmatch(r"[a-z]+(?:[_-][a-z]+)*", w) or len(w) < 3 or w in STOP or rude[w] > 0.3:
                r = False
            elif len(parts) > 3 or ('_' in w and sum(x in STOP for x in parts) > 1):
                r = False
            elif '_' in w:
                r = df[w] >= 3 and all(df[x] >= 5 for x in parts)
            elif df[w] > npar * 0.2:
                r = False
            okcache[w] = r
        return r

    def familiar(w):
        """a rough count of how often a reader meets the word"""
        f = freq.get(w, 0)
        if '-' in w:
            parts = w.split('-')
            solid = w.replace('-', '')
            f = max(f, df[solid])
            if all(df[x] >= 50 for x in parts):
                f = max(f, 4)
        return f

    members = {}

    def mem(i):
        """usable words of a synset, with softened P(sense | word)"""
        r = members.get(i)
        if r is None:
            r = []
            s = syn[i]
            if i not in bad:
                for w in s.words:
                    if w != w.lower() or not ok(w) or (w, i) not in prob:
                        continue
                    pr = prob[(w, i)]
                    if rank[(w, i)] >= 5 or pr < 0.06:
                        continue
                    r.append((w, pr))
            members[i] = r
        return r

    def soft(p):
        return min(1.0, p * 1.25) ** 0.5

    score = collections.defaultdict(lambda: collections.defaultdict(float))

    def link(w, pw, x, px, rel):
        if w == x or ok_same(w, x):
            return
        v = rel * soft(pw) * soft(px)
        if v >= 0.05:
            o = score[w][x]
            score[w][x] = max(o, v) + 0.35 * min(o, v)

    def ok_same(w, x):
        return w.replace('-', '') == x.replace('-', '').replace('_', '')

    def both(i, j, rel):
        for w, pw in mem(i):
            for x, px in mem(j):
                link(w, pw, x, px, rel)
                link(x, px, w, pw, rel)

    def lexical(i, src, j, dst, rel, spread):
        """a pointer between two words; also, weaker, from their synonyms"""
        if i in bad or j in bad:
            return
        a1 = syn[i].words[src - 1] if src else None
        b1 = syn[j].words[dst - 1] if dst else None
        for w, pw in mem(i):
            for x, px in mem(j):
                exact = (a1 is None or w == a1) and (b1 is None or x == b1)
                half = (a1 is None or w == a1) or (b1 is None or x == b1)
                v = rel if exact else rel * spread if half else 0
                if v:
                    link(w, pw, x, px, v)

    seen_pair = set()
    for s in syn.values():
        if s.id in bad:
            continue
        m = mem(s.id)
        for k, (w, pw) in enumerate(m):
            for x, px in m[k + 1:]:
                link(w, pw, x, px, 0.95)
                link(x, px, w, pw, 0.95)
        pos = s.id[0]
        for sym, o, src, dst in s.ptrs:
            if o in bad:
                continue
            if sym == '+':
                lexical(s.id, src, o, dst, 0.9, 0.6)
            elif sym == '\\':
                lexical(s.id, src, o, dst, 0.75, 0.4)
                lexical(o, dst, s.id, src, 0.7, 0.4)
            elif sym == '>':
                both(s.id, o, 0.6)
            elif sym == '*':
                both(s.id, o, 0.4)
            elif sym == '$' and (o, s.id) not in seen_pair:
                seen_pair.add((s.id, o))
                both(s.id, o, 0.6)
            elif sym == '&' and (o, s.id) not in seen_pair:
                seen_pair.add((s.id, o))
                both(s.id, o, 0.5)
            elif sym == '=':
                both(s.id, o, 0.25)
            elif sym == '@':
                h = syn[o]
                lim, mind = (600, 4) if pos == 'n' else (250, 0)
                if h.depth < mind or h.desc > lim:
                    continue
                # plants, animals, foods: long flat lists that no article means
                if h.desc > 60 and len(kids[o]) > 40:
                    continue
                spec = 0.62 * (1 - math.log(1 + h.desc) / math.log(lim * 6))
                both(s.id, o, max(0.15, spec))
        # sisters under one narrow parent (frontier/border), weakly
    for i, ks in kids.items():
        h = syn[i]
        if i[0] in 'nv' and 2 <= len(ks) <= 6 and h.desc <= 25 and (i[0] == 'v' or h.depth >= 5) and i not in bad:
            for n1, k1 in enumerate(ks):
                if k1 in bad:
                    continue
                for k2 in ks[n1 + 1:]:
                    if k2 in bad:
                        continue
                    for w, pw in mem(k1):
                        for x, px in mem(k2):
                            # not two that are told apart on purpose (opposites)
                            link(w, pw, x, px, 0.24)
                            link(x, px, w, pw, 0.24)
    # two strong steps (assault - assail - attack), weakly
    strong = {w: [(x, v) for x, v in d.items() if v >= 0.5] for w, d in score.items()}
    for w, lst in strong.items():
        two = collections.defaultdict(float)
        for m, v in lst:
            if len(strong.get(m, ())) > 14:
                continue
            for x, u in strong.get(m, ()):
                if x != w and not ok_same(w, x):
                    two[x] += 0.45 * min(v, 0.95) * min(u, 0.95)
        for x, v in two.items():
            v = min(v, 0.5)
            o = score[w].get(x, 0.0)
            score[w][x] = max(o, v) + 0.35 * min(o, v)

    # opposites are never bridges
    for s in syn.values():
        for sym, o, src, dst in s.ptrs:
            if sym == '!' and src and dst:
                w, x = s.words[src - 1].lower(), syn[o].words[dst - 1].lower()
                for p, q in ((w, x), (x, w)):
                    if p in score:
                        score[p].pop(q, None)

    # words of a short definition (casualty: "someone injured or killed ..."); a word that
    # many definitions use says nothing
    defs = {}
    inglosses = collections.Counter()
    for s in syn.values():
        if s.id[0] not in 'nv' or s.id in bad:
            continue
        d = re.sub(r'\([^)]*\)', ' ', s.gloss.split('; "')[0].split(';')[0].split('"')[0]).lower()
        toks = []
        for t in re.findall(r"[a-z]+(?:-[a-z]+)*", d):
            if t in STOP:
                continue
            best = None
            for b, p in lem(t):
                if ok(b) and p in 'nv':
                    f = (wtags[b] + df[b], b)
                    if best is None or f > best:
                        best = f
            toks.append(best[1] if best else None)
        defs[s.id] = toks
        inglosses.update({t for t in toks if t})
    for i, toks in defs.items():
        if not 1 <= len(toks) <= 6:
            continue
        for w, pw in mem(i):
            if pw < 0.25 or len(score[w]) > 25:
                continue
            for x in toks:
                if not x or x == w or not 12 <= df[x] <= npar * 0.04 or inglosses[x] > 220:
                    continue
                v = 0.42 * soft(pw) * (1.0 if len(toks) <= 3 else 0.8) * (1.1 if inglosses[x] < 80 else 0.85)
                o = score[w].get(x, 0.0)
                score[w][x] = max(o, v) + 0.35 * min(o, v)

    # ---- choose: an other must be a word that articles use
    def other_ok(x):
        if '_' in x:
            return df[x] >= 3
        return familiar(x) >= 4

    cand = {}
    for w, d in score.items():
        if not ok(w) or familiar(w) < 1 or ('_' in w and df[w] < 12):
            continue
        lst = []
        for x, v in d.items():
            if not other_ok(x):
                continue
            f = familiar(x)
            v = min(v, 0.94)
            order = v * (0.55 + 0.45 * min(1.0, math.log(1 + f) / math.log(200)))
            lst.append((order, x, v))
        lst.sort(key=lambda t: (-t[0], t[1]))
        # weak links only where there is little else; rarer heads get shorter lines
        f = familiar(w)
        n, low = (a.others, 0.26) if f >= 150 else (7, 0.28) if f >= 40 else (5, 0.35) if f >= 10 else (4, 0.45)
        keep, names = [], set()
        for order, x, v in lst:
            if len(keep) == n:
                break
            # an inflected form or -ly adverb of a word already listed adds nothing
            if any(b in names for b, _ in lem(x)) or (x.endswith('ly') and x[:-2] in names):
                continue
            if v >= low or (v >= 0.2 and len(keep) < (4 if f >= 40 else 3) and f >= 10):
                keep.append((x, max(1, min(9, round(10 * v)))))
                names.add(x)
        lst = keep
        if lst:
            cand[w] = lst

    # (under 6 the count says little: there the surest link goes first)
    heads = sorted(cand, key=lambda w: (-max(familiar(w), 6), -max(v for _, v in cand[w]), -familiar(w), w))
    out, size = {}, 0

    def add(w, lst):
        nonlocal size
        line = w + '\t' + ' '.join(f'{x}:{v}' for x, v in lst) + '\n'
        if size + len(line) > a.max_bytes:
            return False
        out[w] = line
        size += len(line)
        return True

    for w in heads:
        if len(out) >= a.heads:
            break
        lst = cand[w]
        # hyphens: the solid spelling is the same word
        full = []
        for x, v in lst:
            full.append((x, v))
            if '-' in x and x.replace('-', '') not in [y for y, _ in lst] and x.replace('-', '') != w \
                    and df[x.replace('-', '')] > 2:
                full.append((x.replace('-', ''), v))
        names = {x for x, _ in full}
        full = full[:a.others]
        if '-' in w:
            solid = w.replace('-', '')
            full = [(solid, 9)] + full[:a.others - 1] if solid not in names else full
            if not add(w, full):
                break
            if solid not in cand and solid not in STOP and solid not in out:
                if not add(solid, [(w, 9)] + [t for t in full if t[0] != solid][:a.others - 1]):
                    break
        elif not add(w, full):
            break

    with open(a.out, 'w', encoding='ascii', newline='\n') as f:
        for w in sorted(out):
            f.write(out[w])
    print(f'{len(out)} heads, {sum(l.count(":") for l in out.values())} pairs, {size} bytes; '
          f'{len(cand)} candidates; rarest head counted {familiar(heads[min(len(heads), len(out)) - 1])}')


if __name__ == '__main__':
    main()
