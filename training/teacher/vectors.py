"""Static word vectors of 64 numbers, lower-cased words, in the word2vec text format.

With --model and --sums: for syntax, the mean of the teacher's upper layers over the word's occurrences (annotate.py --sums);
a word that did not occur is read by itself. Without: for meaning, the sentence encoder as it came, each word a sentence.
"""
import argparse
import collections
import json
import time

import numpy as np
import torch

import conllu
from annotate import from_reports
from batch import Pieces, groups, tensors
from decode import UPPER
from encoder import Encoder
from model import load


def vocabulary(sentences, pieces, least, size):
    """Lower-cased words seen often enough, then whole-word pieces, at most size, commonest first; and the counts."""
    count = collections.Counter(f.lower() for s in sentences for f in s.forms)
    seen = [w for w, n in sorted(count.items(), key=lambda kv: (-kv[1], kv[0])) if n >= least]
    whole = [w for w, _ in sorted(pieces.tokenizer.get_vocab().items(), key=lambda kv: kv[1])
             if w.isascii() and w.isalpha()]
    return list(dict.fromkeys(seen + whole))[:size], count


def occurring(words, dim, paths):
    """Mean states of the words over all files of sums, and how often each was seen."""
    at = {w: i for i, w in enumerate(words)}
    total, seen = np.zeros((len(words), dim)), np.zeros(len(words))
    for path in paths:
        got = np.load(path)
        names = str(got["words"]).split("\n")
        own = np.array([at.get(w, -1) for w in names])
        total[own[own >= 0]] += got["total"][own >= 0]
        seen[own[own >= 0]] += got["seen"][own >= 0]
    return total / np.maximum(seen, 1)[:, None], seen


def alone(encoder, shape_in, words, pieces, layers, whole):
    """Each word as a sentence: the mean over its pieces, or over all pieces as sentence encoders are trained."""
    out = np.zeros((len(words), encoder.dim))
    sentences = [conllu.Sentence([w]) for w in words]
    for ids in groups(sentences, pieces, 4096):
        with torch.inference_mode():
            piece, mask, shapes, pool, _ = tensors([sentences[i] for i in ids], pieces)
            got = encoder(piece, mask, shape_in(shapes) if shape_in else None)
            x = sum(got[k] for k in layers) / len(layers)
            if whole:
                x = (x * mask[:, :, None]).sum(1) / mask.sum(1)[:, None]
            else:
                x = torch.bmm(pool, x)[:, 1]
        out[ids] = x.numpy()
    return out


def syntax(o, words, pieces):
    teacher, _, _ = load(o.model, o.encoder)
    x, seen = occurring(words, teacher.encoder.dim, o.sums)
    lone = np.flatnonzero(seen == 0)
    if len(lone):
        y = alone(teacher.encoder, teacher.shape_in, [words[i] for i in lone], pieces, UPPER, False)
        x[lone] = y + x[seen > 0].mean(0) - y.mean(0)     # a word alone stands elsewhere than one in a sentence
    return x, len(lone)


def meaning(o, words, pieces):
    encoder = Encoder(o.encoder).eval()
    return alone(encoder, None, words, pieces, [len(encoder.layers)], True), len(words)


def reduce(x, weight, dims):
    """PCA with each word weighted by the root of its count; each part then has mean 0 and deviation 1 over the words."""
    w = np.sqrt(weight)[:, None]
    x = x - (x * w).sum(0) / w.sum()
    _, axes = np.linalg.eigh((x * w).T @ x / w.sum())
    axes = axes[:, ::-1][:, :dims]
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(dims)])
    y = x @ axes
    return (y - y.mean(0)) / y.std(0)


def write(path, words, y):
    with open(path, "w", encoding="utf-8") as out:
        print(len(words), y.shape[1], file=out)
        for w, v in zip(words, y):
            print(w, *(f"{a:.3f}" for a in v), file=out)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--encoder", required=True)
    p.add_argument("--model", help="the fine-tuned teacher")
    p.add_argument("--sums", nargs="*", default=[])
    p.add_argument("--reports", required=True)
    p.add_argument("--tokens", required=True)
    p.add_argument("--treebanks", nargs="+", required=True)
    p.add_argument("--least", type=int, default=2)
    p.add_argument("--size", type=int, default=40000)
    p.add_argument("--dims", type=int, default=64)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--out", required=True)
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    start = time.time()
    pieces = Pieces(o.encoder)
    sentences = from_reports(o.reports, o.tokens) + [s for t in o.treebanks for s in conllu.read(t)]
    words, count = vocabulary(sentences, pieces, o.least, o.size)
    x, lone = (syntax if o.model else meaning)(o, words, pieces)
    y = reduce(x, np.array([max(1, count[w]) for w in words], float), o.dims)
    write(o.out, words, y)
    print(json.dumps({"words": len(words), "alone": lone, "seconds": round(time.time() - start)}))


if __name__ == "__main__":
    main()
