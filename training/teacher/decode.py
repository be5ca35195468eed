"""Runs the teacher over sentences: one tree, and the likelihoods behind it."""
import numpy as np
import torch

import mst
from batch import groups, tensors

UPPER = (3, 4, 5)   # the layers that word vectors are made of


def parse(model, vocab, pieces, sentences, size=4096, soft=False, watch=None):
    """Yields (index, heads, label ids, tag ids, likelihoods or None), not in order.

    watch, if given, is called with each sentence and its words' states, the mean of the layers UPPER.

    Likelihoods are (arcs[i,head], labels[i,label], tags[i,tag]) of the words, row 0 the first word.
    """
    root = vocab["rels"]["root"]
    for ids in groups(sentences, pieces, size):
        with torch.inference_mode():
            inputs = tensors([sentences[i] for i in ids], pieces)
            layers, x = model.states(*inputs[:4])
            arcs, dep, head, tag = model.scores(x, inputs[4])
            upper = torch.bmm(inputs[3], sum(layers[k] for k in UPPER) / len(UPPER)).numpy() if watch else None
            arcs = torch.log_softmax(arcs, -1)
            trees = torch.zeros(arcs.shape[:2], dtype=torch.long)
            scores = arcs.double().numpy()
            for k, i in enumerate(ids):
                n = len(sentences[i].forms) + 1
                trees[k, :n] = torch.from_numpy(mst.tree(scores[k, :n, :n])).clamp(min=0)
            labels = model.labels(dep, head, trees)
            top = trees[:, :, None] == 0
            is_root = torch.arange(labels.shape[-1])[None, None] == root
            labels = torch.softmax(labels.masked_fill(top != is_root, -1e4), -1)
            tags = torch.softmax(tag, -1)
        rel, best = labels.argmax(-1).numpy(), tags.argmax(-1).numpy()
        trees, arcs, labels, tags = trees.numpy(), arcs.exp().numpy(), labels.numpy(), tags.numpy()
        for k, i in enumerate(ids):
            n = len(sentences[i].forms) + 1
            if watch:
                watch(sentences[i], upper[k, 1:n])
            more = (arcs[k, 1:n, :n], labels[k, 1:n], tags[k, 1:n]) if soft else None
            yield i, trees[k, 1:n], rel[k, 1:n], best[k, 1:n], more


def evaluate(model, vocab, pieces, sentences):
    """UAS, LAS, UPOS, XPOS, Feats in per cent on gold tokens."""
    model.eval()
    rels, tags = names(vocab["rels"]), names(vocab["tags"])
    hit, total = np.zeros(5), 0
    for i, heads, rel, tag, _ in parse(model, vocab, pieces, sentences):
        s = sentences[i]
        for j in range(len(s.forms)):
            same = heads[j] == s.heads[j]
            own, true = tags[tag[j]].split("\t"), s.tags[j].split("\t")
            hit += [same, same and rels[rel[j]] == s.rels[j]] + [a == b for a, b in zip(own, true)]
            total += 1
    return dict(zip(("UAS", "LAS", "UPOS", "XPOS", "Feats"), (100 * hit / total).round(2).tolist()))


def names(ids):
    return [n for n, _ in sorted(ids.items(), key=lambda kv: kv[1])]
