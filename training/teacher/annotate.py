"""Writes the teacher's trees (CoNLL-U) and likelihoods (soft format, see FORMAT.md) for reports or a treebank."""
import argparse
import gzip
import json
import time

import numpy as np
import torch

import conllu
from batch import Pieces
from decode import names, parse
from model import load

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
        for line in lines:
            d = json.loads(line)
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


def run(o):
    torch.set_num_threads(o.threads)
    model, vocab, _ = load(o.model, o.encoder)
    rels, tag_names = names(vocab["rels"]), names(vocab["tags"])
    bars = [t.replace("\t", "/") for t in tag_names]
    if o.tokens:
        sentences = from_reports(o.reports, o.tokens)
    else:
        sentences = [s for p in o.treebanks for s in conllu.read(p)]
    trees, softs, start = [None] * len(sentences), [None] * len(sentences), time.time()
    for i, heads, rel, tag, more in parse(model, vocab, Pieces(o.encoder), sentences, soft=True):
        s = sentences[i]
        trees[i] = tree_block(s, heads, [rels[r] for r in rel], [tag_names[t] for t in tag])
        softs[i] = soft_block(s, heads, *more, rels, bars)
    for path, blocks in ((o.trees, trees), (o.soft, softs)):
        if path:
            with gzip.GzipFile(path, "wb", mtime=0) as out:
                out.write("".join(blocks).encode())
    spent = time.time() - start
    print(f"{len(sentences)} sentences, {spent:.0f} s, {len(sentences) / spent:.1f} a second")


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--model", required=True)
    p.add_argument("--encoder", required=True)
    p.add_argument("--reports")
    p.add_argument("--tokens", help="from tokenise.py or anything that writes its format")
    p.add_argument("--treebanks", nargs="+")
    p.add_argument("--trees", help="CoNLL-U, gzipped")
    p.add_argument("--soft", help="likelihoods, gzipped")
    p.add_argument("--threads", type=int, default=2)
    run(p.parse_args())


if __name__ == "__main__":
    main()
