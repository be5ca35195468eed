"""Static word vectors: the mean of an encoder's upper layers over a word's occurrences, reduced to 64 numbers."""
import argparse
import collections
import json
import time

import numpy as np
import torch

import conllu
from annotate import from_reports
from batch import Pieces, groups, tensors
from encoder import Encoder
from model import load


def vocabulary(sentences, pieces, least, size):
    """Lower-cased words seen often enough, then whole-word pieces, at most size, commonest first."""
    count = collections.Counter(f.lower() for s in sentences for f in s.forms)
    seen = [w for w, n in sorted(count.items(), key=lambda kv: (-kv[1], kv[0])) if n >= least]
    whole = [w for w, _ in sorted(pieces.tokenizer.get_vocab().items(), key=lambda kv: kv[1])
             if w.isascii() and w.isalpha()]
    return list(dict.fromkeys(seen + whole))[:size], count


def chosen(sentences, known, cap):
    """Sentences until each word has been seen cap times: a sentence is taken if it has a word that lacks some."""
    have, out = collections.Counter(), []
    for s in sentences:
        words = {f.lower() for f in s.forms} & known
        if any(have[w] < cap for w in words):
            have.update(words)
            out.append(s)
    return out


def states(encoder, shape_in, sentences, pieces, layers):
    """Yields (sentence, states of its words), the mean of the given layers."""
    for ids in groups(sentences, pieces, 4096):
        with torch.inference_mode():
            inputs = tensors([sentences[i] for i in ids], pieces)
            piece, mask, shapes, pool, _ = inputs
            got = encoder(piece, mask, shape_in(shapes) if shape_in else None)
            x = torch.bmm(pool, sum(got[k] for k in layers) / len(layers)).numpy()
        for k, i in enumerate(ids):
            yield sentences[i], x[k, 1:1 + len(sentences[i].forms)]


def means(encoder, shape_in, sentences, words, pieces, layers):
    at = {w: i for i, w in enumerate(words)}
    total, seen = np.zeros((len(words), encoder.dim)), np.zeros(len(words))
    for s, x in states(encoder, shape_in, sentences, pieces, layers):
        for f, v in zip(s.forms, x):
            i = at.get(f.lower())
            if i is not None:
                total[i] += v
                seen[i] += 1
    alone = [conllu.Sentence([words[i]]) for i in np.flatnonzero(seen == 0)]
    for s, x in states(encoder, shape_in, alone, pieces, layers):
        total[at[s.forms[0]]] += x[0]
    return total / np.maximum(seen, 1)[:, None], seen


def reduce(x, seen, weight, dims):
    """PCA weighted by the root of each word's count, each part standardised over the words seen."""
    x = x.copy()
    lone = seen == 0
    if lone.any() and not lone.all():
        x[lone] += x[~lone].mean(0) - x[lone].mean(0)   # a word alone stands elsewhere than one in a sentence
    w = np.sqrt(weight)[:, None]
    x -= (x * w).sum(0) / w.sum()
    values, axes = np.linalg.eigh((x * w).T @ (x * w / w.mean()))
    axes = axes[:, ::-1][:, :dims]
    axes *= np.sign(axes[np.abs(axes).argmax(0), np.arange(dims)])
    y = x @ axes
    return (y - y.mean(0)) / y.std(0)


def write(path, words, y):
    with open(path, "w", encoding="utf-8") as out:
        print(len(words), y.shape[1], file=out)
        for w, v in zip(words, y):
            print(w, *(f"{a:.3f}" for a in v), file=out)


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--encoder", required=True)
    p.add_argument("--model", help="the fine-tuned teacher; without it the encoder as it came")
    p.add_argument("--reports", required=True)
    p.add_argument("--tokens", required=True)
    p.add_argument("--treebanks", nargs="+", required=True)
    p.add_argument("--layers", default="3,4,5")
    p.add_argument("--cap", type=int, default=20)
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
    used = chosen(sentences, set(words), o.cap)
    if o.model:
        teacher, _, _ = load(o.model, o.encoder)
        encoder, shape_in = teacher.encoder, teacher.shape_in
    else:
        encoder, shape_in = Encoder(o.encoder).eval(), None
    layers = [int(k) for k in o.layers.split(",")]
    x, seen = means(encoder, shape_in, used, words, pieces, layers)
    y = reduce(x, seen, np.array([max(1, count[w]) for w in words], float), o.dims)
    write(o.out, words, y)
    print(json.dumps({"words": len(words), "sentences": len(used), "alone": int((seen == 0).sum()),
                      "seconds": round(time.time() - start)}))


if __name__ == "__main__":
    main()
