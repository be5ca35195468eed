"""Writes the teacher's trees (CoNLL-U) and likelihoods (soft format, see FORMAT.md) for reports or a treebank."""
import argparse
import gzip
import hashlib
import json
import pathlib
import time

import numpy as np
import torch

import conllu
from batch import Pieces
from decode import names, parse
from model import load

CHUNK = 1000     # sentences written at a time
LONGEST = 200   # words; longer "sentences" are tables and lists, and are left out


def from_reports(reports, tokens):
    """Sentences named id/part/from-to in bytes, with the byte span of each word."""
    texts = {}
    with open(reports, encoding="utf-8") as lines:
        for line in lines:
            r = json.loads(line)
            texts[r["id"]] = {"title": (r.get("title") or "").encode(), "text": r["text"].encode()}
    out = []
    with open(tokens) as lines:
        parts = [json.loads(line) for line in lines]
    parts.sort(key=lambda d: hashlib.md5(d["id"].encode()).digest())    # so that any first part is a fair sample
    for d in parts:
        text = texts[d["id"]][d["part"]]
        for spans in d["sentences"]:
            if 0 < len(spans) <= LONGEST:
                forms = ["".join(text[i:j].decode().split()) for i, j in spans]
                name = f"{d['id']}/{d['part']}/{spans[0][0]}-{spans[-1][1]}"
                s = conllu.Sentence(forms, id=name)
                s.spans = spans
                out.append(s)
    return out


def gap(sentence, j):
    """The MISC column: byte span, and SpaceAfter=No where the next word follows at once."""
    spans = getattr(sentence, "spans", None)
    if spans is None:
        return "_"
    near = j + 1 < len(spans) and spans[j + 1][0] == spans[j][1]
    return f"Span={spans[j][0]}:{spans[j][1]}" + ("|SpaceAfter=No" if near else "")


def tree_block(s, heads, rels, tags):
    lines = [f"# sent_id = {s.id}"]
    for j, form in enumerate(s.forms):
        lines.append(f"{j + 1}\t{form}\t_\t{tags[j]}\t{heads[j]}\t{rels[j]}\t_\t{gap(s, j)}")
    return "\n".join(lines) + "\n\n"


def top(p, n, floor):
    """The n likeliest ids with their likelihood in thousandths, at least one."""
    order = np.argsort(-p, kind="stable")[:n]
    return [(int(i), int(round(1000 * float(p[i])))) for k, i in enumerate(order) if k == 0 or p[i] >= floor]


def soft_block(s, heads, arcs, labels, tags, rels, tag_names):
    lines = [f"# sent_id = {s.id}"]
    for j, form in enumerate(s.forms):
        h = " ".join(f"{i}:{v}" for i, v in top(arcs[j], 4, 0.001))
        r = " ".join(f"{rels[i]}:{v}" for i, v in top(labels[j], 3, 0.001))
        t = " ".join(f"{tag_names[i]}:{v}" for i, v in top(tags[j], 3, 0.001))
        lines.append(f"{form}\t{heads[j]}\t{h}\t{r}\t{t}")
    return "\n".join(lines) + "\n\n"


class Sums:
    """The sum of each lower-cased word's states, for vectors.py."""

    def __init__(self, sentences, dim):
        self.words = sorted({f.lower() for s in sentences for f in s.forms})
        self.at = {w: i for i, w in enumerate(self.words)}
        self.total = np.zeros((len(self.words), dim), np.float32)
        self.seen = np.zeros(len(self.words), np.int64)

    def add(self, sentence, states):
        for f, v in zip(sentence.forms, states):
            i = self.at[f.lower()]
            self.total[i] += v
            self.seen[i] += 1

    def save(self, path):
        np.savez(path + ".tmp.npz", words=np.array("\n".join(self.words)), total=self.total, seen=self.seen)
        pathlib.Path(path + ".tmp.npz").rename(path)


def annotate(model, vocab, pieces, sentences, watch=None):
    """The CoNLL-U and the soft blocks of the sentences, in order."""
    rels, tag_names = names(vocab["rels"]), names(vocab["tags"])
    bars = [t.replace("\t", "/") for t in tag_names]
    trees, softs = [""] * len(sentences), [""] * len(sentences)
    for i, heads, rel, tag, more in parse(model, vocab, pieces, sentences, soft=True, watch=watch):
        s = sentences[i]
        trees[i] = tree_block(s, heads, [rels[r] for r in rel], [tag_names[t] for t in tag])
        softs[i] = soft_block(s, heads, *more, rels, bars)
    return trees, softs


def run(o):
    torch.set_num_threads(o.threads)
    model, vocab, _ = load(o.model, o.encoder)
    pieces = Pieces(o.encoder)
    if o.tokens:
        sentences = from_reports(o.reports, o.tokens)
    else:
        sentences = [s for p in o.treebanks for s in conllu.read(p)]
    sentences = sentences[o.skip:o.skip + o.take] if o.take else sentences[o.skip:]
    sums = Sums(sentences, model.encoder.dim) if o.sums else None
    paths = [p for p in (o.trees, o.soft) if p]
    for path in paths:
        pathlib.Path(path).write_bytes(b"")
    start = time.time()
    for at in range(0, len(sentences), CHUNK):
        done = annotate(model, vocab, pieces, sentences[at:at + CHUNK], sums and sums.add)
        for path, blocks in zip((o.trees, o.soft), done):
            if path:
                with open(path, "ab") as out:       # each chunk is a whole gzip member
                    out.write(gzip.compress("".join(blocks).encode(), 6, mtime=0))
        if sums:
            sums.save(o.sums)
        spent, now = time.time() - start, min(at + CHUNK, len(sentences))
        print(f"{now} of {len(sentences)} sentences, {spent:.0f} s, {now / spent:.1f} a second", flush=True)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", required=True)
    p.add_argument("--encoder", required=True)
    p.add_argument("--reports")
    p.add_argument("--tokens", help="from tokenise.py or anything that writes its format")
    p.add_argument("--treebanks", nargs="+")
    p.add_argument("--trees", help="CoNLL-U, gzipped")
    p.add_argument("--soft", help="likelihoods, gzipped")
    p.add_argument("--sums", help="sums of the words' states, npz")
    p.add_argument("--skip", type=int, default=0, help="sentences done before")
    p.add_argument("--take", type=int, default=0, help="sentences to do, 0 for all")
    p.add_argument("--threads", type=int, default=2)
    run(p.parse_args())


if __name__ == "__main__":
    main()
